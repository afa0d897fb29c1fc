/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The decision on one table: everything its review needs, who decides, and three outcomes. After an approval the next
 * open table follows in the same window; a later table can be looked at, not approved, until its turn. */

#include "app/review/tenon-review-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-table-sheet.h"
#include "app/tenon-gate-row.h"
#include "app/tenon-person-row.h"
#include "base/tenon-text.h"

struct _TenonReviewDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle    *title;
  GtkImage          *state_icon;
  GtkLabel          *state_label;
  GtkScrolledWindow *scroller;
  GtkBox            *content;
  TenonPersonRow    *person_row;
  GtkWidget         *return_button;
  GtkWidget         *withdraw_button;
  GtkLabel          *problem_label;
  GtkSpinner        *spinner;
  GtkWidget         *approve_button;
  TenonTableSheet   *sheet;

  TenonProject     *project; /* (owned) */
  char             *table;
  TenonReviewAction action; /* the one that runs, while is_busy */
  gboolean          is_busy;
};

G_DEFINE_FINAL_TYPE (TenonReviewDialog, tenon_review_dialog, ADW_TYPE_WINDOW)

static void
tenon_review_dialog_dispose (GObject *object)
{
  TenonReviewDialog *self = TENON_REVIEW_DIALOG (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_pointer (&self->table, g_free);
  G_OBJECT_CLASS (tenon_review_dialog_parent_class)->dispose (object);
}

static TenonGate *
get_gate (TenonReviewDialog *self)
{
  return tenon_project_find_gate (self->project, TENON_GATE_TABLE, self->table);
}

static TenonList *
get_tables (TenonReviewDialog *self)
{
  return tenon_project_get_model (self->project)->design->tables;
}

static gboolean
find_position (TenonReviewDialog *self,
               guint             *position)
{
  TenonTable *table = tenon_list_find (get_tables (self), self->table);

  return table != NULL && tenon_list_index_of (get_tables (self), table, position);
}

/* Why the table cannot be approved now, or NULL. */
static const char *
find_obstacle (TenonReviewDialog *self,
               TenonGate         *gate)
{
  if (gate == NULL)
    return _ ("The table is no longer in the design.");
  if (gate->state == TENON_GATE_APPROVED)
    return _ ("This table is approved as it stands.");
  if (gate->waits_for != NULL)
    return gate->waits_for;
  if (gate->state == TENON_GATE_OPEN)
    return _ ("Something still blocks this table: see its findings.");
  return tenon_person_row_get_problem (self->person_row);
}

static void
update_sensitivity (TenonReviewDialog *self)
{
  TenonGate  *gate;
  const char *obstacle;
  gboolean    may_decide;

  if (self->project == NULL)
    return;
  gate = get_gate (self);
  obstacle = find_obstacle (self, gate);
  may_decide = gate != NULL && !self->is_busy;
  gtk_label_set_label (self->problem_label, obstacle != NULL ? obstacle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem_label), obstacle);
  gtk_widget_set_sensitive (self->approve_button, obstacle == NULL && !self->is_busy);
  gtk_widget_set_sensitive (self->return_button, may_decide);
  gtk_widget_set_visible (self->withdraw_button, gate != NULL && (gate->state == TENON_GATE_APPROVED || gate->state == TENON_GATE_STALE));
  gtk_widget_set_sensitive (self->withdraw_button, may_decide);
}

static void
update_state (TenonReviewDialog *self)
{
  TenonGate       *gate = get_gate (self);
  guint            position = 0, n = tenon_list_get_length (get_tables (self));
  gboolean         found = find_position (self, &position);
  g_autofree char *subtitle = found ? g_strdup_printf (_ ("%u of %u"), position + 1, n) : g_strdup ("");

  adw_window_title_set_title (self->title, self->table);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_image_set_from_icon_name (self->state_icon, tenon_gate_state_get_icon (gate != NULL ? gate->state : TENON_GATE_OPEN));
  gtk_label_set_label (self->state_label, gate != NULL && gate->returned ? _ ("Returned") : tenon_gate_state_get_label (gate != NULL ? gate->state : TENON_GATE_OPEN));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.previous", found && position > 0 && !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.next", found && position + 1 < n && !self->is_busy);
  update_sensitivity (self);
}

static void
show_table (TenonReviewDialog *self,
            const char        *table)
{
  tenon_str_set (&self->table, table);
  tenon_table_sheet_set_table (self->sheet, table);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_object_set (self->person_row, "note", "", NULL);
  update_state (self);
}

static void
step (TenonReviewDialog *self,
      int                by)
{
  guint position;

  if (find_position (self, &position) && (by > 0 || position > 0) && position + by < tenon_list_get_length (get_tables (self)))
    show_table (self, ((TenonTable *)tenon_list_get (get_tables (self), position + by))->name);
}

static void
previous (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  step (TENON_REVIEW_DIALOG (widget), -1);
}

static void
next (GtkWidget  *widget,
      const char *action_name,
      GVariant   *parameter)
{
  step (TENON_REVIEW_DIALOG (widget), 1);
}

/* The first table that is not approved, from the present one on and then from the front. */
static const char *
find_next_open (TenonReviewDialog *self)
{
  guint position = 0, n = tenon_list_get_length (get_tables (self));

  find_position (self, &position);
  for (guint i = 1; i <= n; i++)
    {
      TenonTable *table = tenon_list_get (get_tables (self), (position + i) % n);
      TenonGate  *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);

      if (gate != NULL && gate->state != TENON_GATE_APPROVED)
        return table->name;
    }
  return NULL;
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TenonReviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = tenon_project_decide_finish (TENON_PROJECT (source), result, &error);

  if (self->project == NULL)
    return;
  self->is_busy = FALSE;
  gtk_spinner_stop (self->spinner);
  if (!ok)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_sensitive (self->approve_button, TRUE);
      return;
    }
  if (self->action == TENON_REVIEW_APPROVE)
    {
      g_autofree char *table = g_strdup (find_next_open (self));

      tenon_person_row_remember (self->person_row);
      if (table == NULL)
        {
          gtk_window_close (GTK_WINDOW (self));
          return;
        }
      show_table (self, table);
      return;
    }
  g_object_set (self->person_row, "note", "", NULL);
  update_state (self);
}

static void
decide (TenonReviewDialog *self,
        TenonReviewAction  action)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *note = tenon_person_row_dup_note (self->person_row);

  self->action = action;
  self->is_busy = TRUE;
  gtk_spinner_start (self->spinner);
  update_state (self);
  tenon_project_decide_async (self->project, TENON_GATE_TABLE, self->table, action, by, note, NULL, decided_cb, g_object_ref (self));
}

static void
approve_cb (TenonReviewDialog *self)
{
  decide (self, TENON_REVIEW_APPROVE);
}

/* A return and a withdrawal need a name and a reason: without them, leads to the fields instead of deciding. */
static void
decide_with_reason (TenonReviewDialog *self,
                    TenonReviewAction  action)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *note = tenon_person_row_dup_note (self->person_row);

  if (*by != '\0' && *note != '\0')
    {
      decide (self, action);
      return;
    }
  gtk_label_set_label (self->problem_label, *note == '\0' ? _ ("Write your concerns into the note first") : _ ("Say who decides"));
  gtk_widget_child_focus (GTK_WIDGET (self->person_row), GTK_DIR_TAB_FORWARD);
}

static void
return_cb (TenonReviewDialog *self)
{
  decide_with_reason (self, TENON_REVIEW_RETURN);
}

static void
withdraw_cb (TenonReviewDialog *self)
{
  decide_with_reason (self, TENON_REVIEW_WITHDRAW);
}

static void
tenon_review_dialog_class_init (TenonReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_review_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/review/tenon-review-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, content);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, return_button);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, withdraw_button);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewDialog, approve_button);
  gtk_widget_class_bind_template_callback (widget_class, update_sensitivity);
  gtk_widget_class_bind_template_callback (widget_class, approve_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
  gtk_widget_class_install_action (widget_class, "review.previous", NULL, previous);
  gtk_widget_class_install_action (widget_class, "review.next", NULL, next);
}

static void
tenon_review_dialog_init (TenonReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_review_dialog_new:
 * @table: a table of the design, the one to begin with
 */
GtkWidget *
tenon_review_dialog_new (GtkWindow    *parent,
                         TenonProject *project,
                         const char   *table)
{
  TenonReviewDialog *self = g_object_new (TENON_TYPE_REVIEW_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  self->sheet = TENON_TABLE_SHEET (tenon_table_sheet_new (project));
  gtk_box_prepend (self->content, GTK_WIDGET (self->sheet));
  g_signal_connect_swapped (project, "checked", G_CALLBACK (update_state), self);
  show_table (self, table);
  return GTK_WIDGET (self);
}
