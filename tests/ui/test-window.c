/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as a person meets it: a project opens, pages show, an edit lands in the contract, gates speak. */

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "app/contract/tenon-contract-pane.h"
#include "app/contract/tenon-contract-view.h"
#include "app/contract/tenon-findings-list.h"
#include "app/tenon-banner.h"
#include "app/tenon-gate-dialog.h"
#include "app/tenon-new-project-dialog.h"
#include "app/tenon-person-row.h"
#include "app/tenon-welcome-page.h"
#include "tenon-ui.h"

typedef TenonUiFixture Fixture;

static char *
dup_contract (Fixture *self)
{
  GtkWidget *view = tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_CONTRACT_VIEW, NULL);
  char      *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

static gboolean
is_enabled (Fixture    *self,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action);
}

static void
test_pages (Fixture      *self,
            gconstpointer data)
{
  static const char *const NAMES[] = { "map", "application", "patterns", "questions", "design", "review", "documents", "history" };

  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "map");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Bookshop");
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", NAMES[i]);
      tenon_ui_spin (50);
      g_assert_cmpstr (tenon_window_get_page (self->window), ==, NAMES[i]);
      g_assert_true (gtk_widget_get_mapped (tenon_window_find_page (self->window, NAMES[i])));
    }
}

/* Every icon-only button says in words what it does. */
static void
check_buttons (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL && gtk_widget_get_mapped (widget)
      && !GTK_IS_WINDOW_CONTROLS (parent) && !GTK_IS_MENU_BUTTON (parent)
      && gtk_widget_get_tooltip_text (widget) == NULL)
    g_error ("a button with the icon “%s” has no tooltip", gtk_button_get_icon_name (GTK_BUTTON (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_buttons (child);
}

static void
test_icon_buttons_have_words (Fixture      *self,
                              gconstpointer data)
{
  static const char *const NAMES[] = { "map", "application", "patterns", "questions", "design", "review", "documents", "history" };

  tenon_ui_take_design (self->project);
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      tenon_window_show_page (self->window, NAMES[i]);
      tenon_ui_spin (50);
      check_buttons (GTK_WIDGET (self->window));
    }
}

static void
test_contract_follows_edits (Fixture      *self,
                             gconstpointer data)
{
  TenonModel      *model = tenon_project_get_model (self->project);
  TenonTable      *table;
  g_autofree char *before = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  tenon_ui_take_design (self->project);
  table = tenon_list_get (model->design->tables, 0);
  before = dup_contract (self);
  g_assert_cmpstr (before, ==, tenon_project_get_contract (self->project)->text);

  tenon_model_set (model, "Rename", table, "name", "renamed_in_the_test", NULL);
  edited = dup_contract (self);
  g_assert_nonnull (strstr (edited, "\"renamed_in_the_test\""));

  g_assert_true (is_enabled (self, "undo"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  undone = dup_contract (self);
  g_assert_cmpstr (undone, ==, before);

  g_assert_true (is_enabled (self, "redo"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.redo", NULL);
  redone = dup_contract (self);
  g_assert_cmpstr (redone, ==, edited);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
}

static void
test_undo_is_named (Fixture      *self,
                    gconstpointer data)
{
  TenonModel *model = tenon_project_get_model (self->project);

  tenon_model_set (model, "Change the domain", model, "domain", "books", NULL);
  g_assert_nonnull (tenon_ui_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "Undo: Change the domain (Ctrl+Z)"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  g_assert_nonnull (tenon_ui_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "Redo: Change the domain (Shift+Ctrl+Z)"));
}

static void
test_edits_are_saved (Fixture      *self,
                      gconstpointer data)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonProject) again = NULL;
  g_autoptr (GError) error = NULL;

  tenon_model_set (model, "Change the domain", model, "domain", "books of the test", NULL);
  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->project));
  again = tenon_project_open (self->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tenon_project_get_model (again)->domain, ==, "books of the test");
}

/* Whoever closes the window right after an edit loses nothing. */
static void
test_closing_saves (void)
{
  g_autofree char *folder = tenon_ui_make_folder ();
  TenonWindow     *window = tenon_ui_open_sample (folder);
  TenonModel      *model = tenon_project_get_model (tenon_window_get_project (window));
  Fixture          fixture = { folder, window, NULL };
  g_autoptr (TenonProject) again = NULL;
  g_autoptr (GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&fixture.window);
  tenon_model_set (model, "Change the domain", model, "domain", "said in the last moment", NULL);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_nonnull (fixture.window);
  g_assert_true (tenon_ui_wait (tenon_ui_is_closed, &fixture));
  again = tenon_project_open (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tenon_project_get_model (again)->domain, ==, "said in the last moment");
  tenon_ui_remove_folder (folder);
}

static void
test_next_step (Fixture      *self,
                gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (self->window);

  g_assert_nonnull (tenon_ui_find (window, GTK_TYPE_BUTTON, "State Rates…"));
  tenon_ui_state_rates (self->project);
  g_assert_nonnull (tenon_ui_find (window, GTK_TYPE_BUTTON, "Answer Questions"));
  tenon_ui_answer_questions (self->project);
  g_assert_nonnull (tenon_ui_find (window, GTK_TYPE_BUTTON, "Confirm Requirements…"));
  tenon_ui_approve (self->project, TENON_GATE_REQUIREMENTS, NULL);
  g_assert_nonnull (tenon_ui_find (window, GTK_TYPE_BUTTON, "Propose Design"));
  tenon_ui_take_design (self->project);
  g_assert_nonnull (tenon_ui_find (window, GTK_TYPE_BUTTON, "Review Next Table"));
}

static void
test_findings_lead_to_their_place (Fixture      *self,
                                   gconstpointer data)
{
  GtkWidget  *list = tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_FINDINGS_LIST, NULL);
  GListModel *findings = tenon_project_get_findings (self->project);
  g_autoptr (TenonDiagnostic) unknown_rate = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (findings) && unknown_rate == NULL; i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);

      if (finding->subject != NULL && g_str_has_prefix (finding->subject, "pattern:"))
        unknown_rate = g_steal_pointer (&finding);
    }
  g_assert_nonnull (unknown_rate);
  g_assert_cmpuint (tenon_findings_list_get_n_shown (TENON_FINDINGS_LIST (list)), ==, g_list_model_get_n_items (findings));
  g_signal_emit_by_name (list, "activated", unknown_rate);
  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "patterns");
}

static void
test_selection_moves_the_contract (Fixture      *self,
                                   gconstpointer data)
{
  GtkWidget               *view = tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_CONTRACT_VIEW, NULL);
  const TenonContractSpan *span;
  TenonTable              *table;
  g_autofree char         *subject = NULL;

  tenon_ui_take_design (self->project);
  table = tenon_list_get (tenon_project_get_model (self->project)->design->tables, 3);
  subject = g_strdup_printf ("table:%s", table->name);
  span = tenon_contract_text_find ((TenonContractText *)tenon_project_get_contract (self->project), subject);
  g_assert_nonnull (span);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.select", "s", subject);
  g_assert_cmpuint (tenon_contract_view_get_shown (TENON_CONTRACT_VIEW (view)), ==, span->line);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.select", "s", "");
  g_assert_cmpuint (tenon_contract_view_get_shown (TENON_CONTRACT_VIEW (view)), ==, 0);
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gboolean
is_dialog_gone (gpointer data)
{
  return find_dialog (TENON_TYPE_GATE_DIALOG) == NULL;
}

static void
test_gate_dialog (Fixture      *self,
                  gconstpointer data)
{
  GtkWidget *dialog, *confirm;
  TenonGate *gate;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.decide", "s", "requirements");
  dialog = find_dialog (TENON_TYPE_GATE_DIALOG);
  g_assert_nonnull (dialog);
  confirm = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "Con_firm");
  g_assert_nonnull (confirm);
  g_assert_false (gtk_widget_get_sensitive (confirm));
  g_assert_nonnull (tenon_ui_find (dialog, GTK_TYPE_LABEL,
                                   "Do these access patterns and requirements look complete? Are there any other patterns we should consider?"));

  tenon_ui_state_rates (self->project);
  tenon_ui_answer_questions (self->project);
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada", NULL);
  g_assert_false (gtk_widget_get_sensitive (confirm));
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada Lovelace <ada@example.org>", "note", "Complete.", NULL);
  g_assert_true (gtk_widget_get_sensitive (confirm));
  g_signal_emit_by_name (confirm, "clicked");
  g_assert_true (tenon_ui_wait (is_dialog_gone, NULL));
  gate = tenon_project_find_gate (self->project, TENON_GATE_REQUIREMENTS, NULL);
  g_assert_cmpint (gate->state, ==, TENON_GATE_APPROVED);
  g_assert_cmpstr (gate->last->by, ==, "Ada Lovelace <ada@example.org>");
  g_assert_cmpstr (gate->last->note, ==, "Complete.");
}

static void
test_stale_gate_is_told (Fixture      *self,
                         gconstpointer data)
{
  TenonModel *model = tenon_project_get_model (self->project);
  GtkWidget  *banner = tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_BANNER, NULL);

  tenon_ui_state_rates (self->project);
  tenon_ui_approve (self->project, TENON_GATE_REQUIREMENTS, NULL);
  g_assert_false (tenon_banner_is_shown (TENON_BANNER (banner)));
  tenon_model_set (model, "Describe", tenon_list_get (model->patterns, 0), "description", "Something else", NULL);
  g_assert_true (tenon_banner_is_shown (TENON_BANNER (banner)));
  g_assert_nonnull (strstr (tenon_banner_get_text (TENON_BANNER (banner)), "changed"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  g_assert_false (tenon_banner_is_shown (TENON_BANNER (banner)));
}

static gboolean
says_not_saved (gpointer window)
{
  GtkWidget *banner = tenon_ui_find (window, TENON_TYPE_BANNER, NULL);

  return tenon_banner_is_shown (TENON_BANNER (banner)) && strstr (tenon_banner_get_text (TENON_BANNER (banner)), "not saved") != NULL;
}

static gboolean
is_reloaded (gpointer fixture)
{
  Fixture *self = fixture;

  return tenon_window_get_project (self->window) != NULL && tenon_window_get_project (self->window) != self->project;
}

/* Somebody else wrote the model: nothing of theirs is written over, and their version can be opened. */
static void
test_changed_outside (Fixture      *self,
                      gconstpointer data)
{
  TenonModel      *model = tenon_project_get_model (self->project);
  g_autofree char *file = g_build_filename (self->folder, "artifacts/stage-02/model.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *after = NULL;

  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->project));
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
  theirs = g_strconcat (before, "\n", NULL);
  g_assert_true (g_file_set_contents (file, theirs, -1, NULL));
  tenon_model_set (model, "Change the domain", model, "domain", "ours", NULL);
  g_assert_true (tenon_ui_wait (says_not_saved, self->window));
  g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, theirs);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.reload", NULL);
  g_assert_true (tenon_ui_wait (is_reloaded, self));
  self->project = tenon_window_get_project (self->window);
  g_assert_cmpstr (tenon_project_get_model (self->project)->domain, !=, "ours");
}

static gboolean
says_changed_outside (gpointer window)
{
  GtkWidget *banner = tenon_ui_find (window, TENON_TYPE_BANNER, NULL);

  return tenon_banner_is_shown (TENON_BANNER (banner)) && strstr (tenon_banner_get_text (TENON_BANNER (banner)), "on the disk") != NULL;
}

static gboolean
is_calm (gpointer window)
{
  return !says_changed_outside (window) && tenon_project_get_n_unsaved (tenon_window_get_project (window)) == 0
         && !tenon_project_get_busy (tenon_window_get_project (window));
}

static void
answer (const char *label)
{
  GtkWidget *dialog = find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  GtkWidget *button = dialog != NULL ? tenon_ui_find (dialog, GTK_TYPE_BUTTON, label) : NULL;

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Nothing was edited here: the change is told by itself, and the page stays when their version comes. */
static void
test_noticed_outside (Fixture      *self,
                      gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->folder, "artifacts/stage-02/model.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *theirs = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->project));
  tenon_window_show_page (self->window, "documents");
  tenon_ui_spin (700);
  g_assert_false (says_changed_outside (self->window));
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
  parts = g_strsplit (before, "\"Bookshop\"", 2);
  theirs = g_strjoinv ("\"Their Shop\"", parts);
  g_assert_true (g_file_set_contents (file, theirs, -1, NULL));
  g_assert_true (tenon_ui_wait (says_changed_outside, self->window));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.take-theirs", NULL);
  g_assert_true (tenon_ui_wait (is_reloaded, self));
  self->project = tenon_window_get_project (self->window);
  g_assert_cmpstr (tenon_project_get_model (self->project)->name, ==, "Their Shop");
  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "documents");
  g_assert_false (says_changed_outside (self->window));
}

static void
test_keeps_mine (Fixture      *self,
                 gconstpointer data)
{
  TenonModel      *model = tenon_project_get_model (self->project);
  g_autofree char *file = g_build_filename (self->folder, "artifacts/stage-02/model.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *after = NULL;

  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->project));
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
  theirs = g_strconcat (before, "\n", NULL);
  g_assert_true (g_file_set_contents (file, theirs, -1, NULL));
  tenon_model_set (model, "Change the domain", model, "domain", "ours", NULL);
  g_assert_true (tenon_ui_wait (says_changed_outside, self->window));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.keep-mine", NULL);
  answer ("_Keep Mine");
  g_assert_true (tenon_ui_wait (is_calm, self->window));
  g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "\"ours\""));
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 1024;
}

static void
test_narrow_window (Fixture      *self,
                    gconstpointer data)
{
  static const char *const NAMES[] = { "map", "application", "patterns", "questions", "design", "review", "documents", "history" };
  GtkWidget               *pane = tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_CONTRACT_PANE, NULL);
  int                      minimum;

  tenon_ui_take_design (self->project);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1024, 600);
  g_assert_true (tenon_ui_wait (is_narrow, self->window));
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      tenon_window_show_page (self->window, NAMES[i]);
      tenon_ui_spin (100);
      gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s needs %d px", NAMES[i], minimum);
      g_assert_cmpint (minimum, <=, 1024);
      gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 600);
    }
  g_assert_false (gtk_widget_get_child_visible (pane) && gtk_widget_get_mapped (pane));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toggle-contract", NULL);
  tenon_ui_spin (500);
  g_assert_true (gtk_widget_get_mapped (pane));
}

static gboolean
shows_error (gpointer window)
{
  return tenon_ui_find (window, GTK_TYPE_LABEL, "Could Not Open the Project") != NULL
         && gtk_widget_get_mapped (tenon_ui_find (window, GTK_TYPE_LABEL, "Could Not Open the Project"));
}

static void
test_refused_folder (void)
{
  g_autofree char *folder = tenon_ui_make_folder ();
  g_autofree char *file = g_build_filename (folder, "novel.txt", NULL);
  TenonWindow     *window = tenon_ui_new_window ();

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (file, "It was a dark and stormy night.\n", -1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  tenon_window_open (window, folder);
  g_assert_true (tenon_ui_wait (shows_error, window));
  g_assert_null (tenon_window_get_project (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-project", NULL);
  g_assert_true (gtk_widget_get_mapped (tenon_ui_find (GTK_WIDGET (window), TENON_TYPE_WELCOME_PAGE, NULL)));
  gtk_window_close (GTK_WINDOW (window));
  tenon_ui_remove_folder (folder);
}

static gboolean
is_recognised (gpointer dialog)
{
  return tenon_ui_find (dialog, GTK_TYPE_LABEL, "Reading…") == NULL;
}

static void
test_new_project_dialog (void)
{
  g_autofree char *folder = tenon_ui_make_folder ();
  g_autofree char *schema = g_build_filename (g_getenv ("TENON_TEST_SRCDIR"), "data/samples/bookshop/schema.sql", NULL);
  TenonWindow     *window = tenon_ui_new_window ();
  GtkWidget       *dialog, *create;

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  dialog = find_dialog (TENON_TYPE_NEW_PROJECT_DIALOG);
  g_assert_nonnull (dialog);
  /* what is asked for first is where one types */
  g_assert_true (ADW_IS_ENTRY_ROW (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), ADW_TYPE_ENTRY_ROW)));
  create = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "C_reate");
  g_assert_false (gtk_widget_get_sensitive (create));
  tenon_new_project_dialog_set_folder (TENON_NEW_PROJECT_DIALOG (dialog), folder);
  g_assert_true (gtk_widget_get_sensitive (create));
  tenon_new_project_dialog_add_file (TENON_NEW_PROJECT_DIALOG (dialog), schema);
  g_assert_nonnull (tenon_ui_find (dialog, GTK_TYPE_LABEL, "schema.sql"));
  g_assert_true (tenon_ui_wait (is_recognised, dialog));
  g_signal_emit_by_name (create, "clicked");
  while (tenon_window_get_project (window) == NULL)
    tenon_ui_spin (10);
  g_assert_cmpstr (tenon_project_get_model (tenon_window_get_project (window))->name, ==, "bookshop");
  g_assert_cmpstr (tenon_window_get_page (window), ==, "map");
  tenon_ui_wait (tenon_ui_is_saved, tenon_window_get_project (window));
  gtk_window_close (GTK_WINDOW (window));
  tenon_ui_spin (100);
  tenon_ui_remove_folder (folder);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, tenon_ui_set_up, function, tenon_ui_tear_down)

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  ADD ("/window/pages", test_pages);
  ADD ("/window/icon-buttons-have-words", test_icon_buttons_have_words);
  ADD ("/window/contract-follows-edits", test_contract_follows_edits);
  ADD ("/window/undo-is-named", test_undo_is_named);
  ADD ("/window/edits-are-saved", test_edits_are_saved);
  ADD ("/window/next-step", test_next_step);
  ADD ("/window/findings-lead-to-their-place", test_findings_lead_to_their_place);
  ADD ("/window/selection-moves-the-contract", test_selection_moves_the_contract);
  ADD ("/window/gate-dialog", test_gate_dialog);
  ADD ("/window/stale-gate-is-told", test_stale_gate_is_told);
  ADD ("/window/changed-outside", test_changed_outside);
  ADD ("/window/noticed-outside", test_noticed_outside);
  ADD ("/window/keeps-mine", test_keeps_mine);
  ADD ("/window/narrow", test_narrow_window);
  g_test_add_func ("/window/closing-saves", test_closing_saves);
  g_test_add_func ("/window/refused-folder", test_refused_folder);
  g_test_add_func ("/window/new-project-dialog", test_new_project_dialog);
  return g_test_run ();
}
