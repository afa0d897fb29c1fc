/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The review of tables as people do it: opened from the page, read on with the keyboard, approved with a name, returned
 * with concerns, withdrawn, approved again after a change. */

#include <string.h>

#include "app/design/tenon-reason-dialog.h"
#include "app/review/tenon-review-dialog.h"
#include "app/tenon-person-row.h"
#include "base/tenon-diagnostic.h"
#include "tenon-ui-events.h"
#include "tenon-ui.h"

#define BY "Ada Lovelace <ada@example.org>"

typedef TenonUiFixture Fixture;

static gboolean
is_reviewing (gpointer unused)
{
  GtkWindow *dialog = tenon_ui_find_window (TENON_TYPE_REVIEW_DIALOG);

  return dialog != NULL && gtk_window_is_active (dialog);
}

static gboolean
is_over (gpointer unused)
{
  return tenon_ui_find_window (TENON_TYPE_REVIEW_DIALOG) == NULL;
}

/* The requirements are approved and the design is taken: the first table is ready. Opened from the page by its button. */
static GtkWindow *
start (Fixture *self)
{
  GtkWidget *page, *button;

  tenon_ui_state_rates (self->project);
  tenon_ui_approve (self->project, TENON_GATE_REQUIREMENTS, NULL);
  tenon_ui_take_design (self->project);
  tenon_window_show_page (self->window, "review");
  tenon_ui_spin (300);
  page = tenon_window_find_page (self->window, "review");
  button = tenon_ui_find (page, GTK_TYPE_BUTTON, "_Review Next Table…");
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  tenon_ui_key (GDK_KEY_space, 0);
  g_assert_true (tenon_ui_wait (is_reviewing, NULL));
  tenon_ui_spin (200);
  return tenon_ui_find_window (TENON_TYPE_REVIEW_DIALOG);
}

static const char *
get_name (Fixture *self,
          guint    position)
{
  return ((TenonTable *)tenon_list_get (self->model->design->tables, position))->name;
}

/* What a test waits for: the state of a table's gate. */
typedef struct
{
  TenonProject  *project;
  const char    *table;
  TenonGateState state;
  gboolean       returned;
} Wanted;

static gboolean
is_so (gpointer data)
{
  Wanted    *wanted = data;
  TenonGate *gate = tenon_project_find_gate (wanted->project, TENON_GATE_TABLE, wanted->table);

  return gate != NULL && gate->state == wanted->state && gate->returned == wanted->returned && !tenon_project_get_busy (wanted->project);
}

static void
wait_for (Fixture       *self,
          const char    *table,
          TenonGateState state,
          gboolean       returned)
{
  Wanted wanted = { self->project, table, state, returned };

  g_assert_true (tenon_ui_wait (is_so, &wanted));
  tenon_ui_spin (200);
}

static void
decide (GtkWindow  *dialog,
        const char *by,
        const char *note,
        guint       mnemonic)
{
  g_object_set (tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL), "by", by, "note", note, NULL);
  tenon_ui_spin (100);
  tenon_ui_key (mnemonic, GDK_ALT_MASK);
}

static gboolean
shows (GtkWidget  *root,
       const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Text;

static gboolean
is_shown (gpointer data)
{
  Text *text = data;

  return shows (text->root, text->text);
}

/* Pages follow the model a moment later. */
static void
wait_for_text (GtkWidget  *root,
               const char *text)
{
  Text wanted = { root, text };

  if (!tenon_ui_wait (is_shown, &wanted))
    g_error ("“%s” is not shown", text);
}

/* Tables follow by Alt and the arrows, there and back; the dialog goes with Escape. */
static void
test_keys_lead_through_the_tables (Fixture      *self,
                                   gconstpointer data)
{
  GtkWindow *dialog = start (self);

  wait_for_text (GTK_WIDGET (dialog), get_name (self, 0));
  tenon_ui_key (GDK_KEY_Right, GDK_ALT_MASK);
  tenon_ui_spin (200);
  wait_for_text (GTK_WIDGET (dialog), "2 of ");
  /* A later table is read, not approved. */
  decide (dialog, BY, "Fine", GDK_KEY_a);
  tenon_ui_spin (200);
  g_assert_cmpint (tenon_project_find_gate (self->project, TENON_GATE_TABLE, get_name (self, 1))->state, !=, TENON_GATE_APPROVED);
  tenon_ui_key (GDK_KEY_Left, GDK_ALT_MASK);
  tenon_ui_spin (200);
  wait_for_text (GTK_WIDGET (dialog), "1 of ");
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_true (tenon_ui_wait (is_over, NULL));
}

/* An approval needs a name, is kept with its note, and leads on to the next table. */
static void
test_approval_leads_on (Fixture      *self,
                        gconstpointer data)
{
  GtkWindow *dialog = start (self);
  GtkWidget *button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Approve Table");
  TenonGate *gate;

  decide (dialog, "", "", GDK_KEY_a);
  g_assert_false (gtk_widget_is_sensitive (button));
  decide (dialog, BY, "As we agreed", GDK_KEY_a);
  wait_for (self, get_name (self, 0), TENON_GATE_APPROVED, FALSE);
  gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, get_name (self, 0));
  g_assert_cmpstr (gate->last->by, ==, BY);
  g_assert_cmpstr (gate->last->note, ==, "As we agreed");
  wait_for_text (GTK_WIDGET (dialog), "2 of ");
  wait_for_text (tenon_window_find_page (self->window, "review"), "1 of ");
  gtk_window_destroy (dialog);
}

/* A return needs concerns; they stand on the page. What was approved and then changed is approved again, or withdrawn. */
static void
test_return_withdrawal_and_change (Fixture      *self,
                                   gconstpointer data)
{
  GtkWindow  *dialog = start (self);
  GtkWidget  *page = tenon_window_find_page (self->window, "review");
  const char *first = get_name (self, 0);

  decide (dialog, BY, "", GDK_KEY_r);
  tenon_ui_spin (200);
  wait_for_text (GTK_WIDGET (dialog), "Write your concerns");
  decide (dialog, BY, "The key is not ours", GDK_KEY_r);
  wait_for (self, first, TENON_GATE_READY, TRUE);
  wait_for_text (page, "The key is not ours");

  decide (dialog, BY, "It is ours after all", GDK_KEY_a);
  wait_for (self, first, TENON_GATE_APPROVED, FALSE);
  tenon_model_set (self->model, "Purpose", tenon_design_find_table (self->model->design, first), "purpose", "Another purpose.", NULL);
  wait_for (self, first, TENON_GATE_STALE, FALSE);
  wait_for_text (page, "approve again");
  tenon_model_undo (self->model);
  wait_for (self, first, TENON_GATE_APPROVED, FALSE);

  tenon_ui_key (GDK_KEY_Left, GDK_ALT_MASK);
  tenon_ui_spin (200);
  decide (dialog, BY, "Too early", GDK_KEY_w);
  wait_for (self, first, TENON_GATE_READY, FALSE);
  gtk_window_destroy (dialog);
}

static gboolean
is_answered (gpointer project)
{
  return tenon_project_get_answered (project)->len > 0;
}

/* A warning is answered where the table is read. */
static void
test_warning_is_answered_in_review (Fixture      *self,
                                    gconstpointer data)
{
  GtkWindow *dialog = start (self), *answer;

  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables) && tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Acknowledge…") == NULL; i++)
    {
      tenon_ui_key (GDK_KEY_Right, GDK_ALT_MASK);
      tenon_ui_spin (100);
    }
  g_signal_emit_by_name (tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Acknowledge…"), "clicked");
  tenon_ui_spin (200);
  answer = tenon_ui_find_window (TENON_TYPE_REASON_DIALOG);
  g_assert_nonnull (answer);
  g_object_set (tenon_ui_find (GTK_WIDGET (answer), TENON_TYPE_PERSON_ROW, NULL), "by", BY, "note", "Normalised on entry", NULL);
  g_signal_emit_by_name (tenon_ui_find (GTK_WIDGET (answer), GTK_TYPE_BUTTON, "_Acknowledge"), "clicked");
  g_assert_true (tenon_ui_wait (is_answered, self->project));
  tenon_ui_spin (200);
  wait_for_text (GTK_WIDGET (dialog), "Normalised on entry");
  gtk_window_destroy (dialog);
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, tenon_ui_set_up, function, tenon_ui_tear_down)
  ADD ("/review/keys", test_keys_lead_through_the_tables);
  ADD ("/review/approval", test_approval_leads_on);
  ADD ("/review/return-and-change", test_return_withdrawal_and_change);
  ADD ("/review/warning", test_warning_is_answered_in_review);
#undef ADD
  return g_test_run ();
}
