/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Design page: amounts open into their terms, conventions change them, decisions are pinned, alternatives chosen. */

#include <string.h>

#include "app/design/tenon-choice-dialog.h"
#include "app/design/tenon-cost-settings-dialog.h"
#include "app/design/tenon-costs-view.h"
#include "app/design/tenon-decision-dialog.h"
#include "app/design/tenon-proposal-dialog.h"
#include "app/design/tenon-reason-dialog.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "base/tenon-diagnostic.h"
#include "tenon-ui.h"

typedef TenonUiFixture Fixture;

static gboolean
has_cost (gpointer project)
{
  return tenon_project_get_cost (project) != NULL && tenon_project_get_cost (project)->terms->len > 0;
}

static GtkWidget *
show_view (Fixture    *self,
           const char *view)
{
  GtkWidget *page, *switcher;

  tenon_ui_state_rates (self->project);
  tenon_ui_take_design (self->project);
  tenon_window_show_page (self->window, "design");
  g_assert_true (tenon_ui_wait (has_cost, self->project));
  tenon_ui_spin (300);
  page = tenon_window_find_page (self->window, "design");
  switcher = tenon_ui_find (page, GTK_TYPE_STACK_SWITCHER, NULL);
  gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)), view);
  tenon_ui_spin (300);
  return page;
}

static AdwExpanderRow *
find_amount (GtkWidget  *root,
             const char *title)
{
  if (ADW_IS_EXPANDER_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return ADW_EXPANDER_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AdwExpanderRow *found = find_amount (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
shows_text (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

static void
test_amount_opens_into_its_terms (Fixture      *self,
                                  gconstpointer data)
{
  GtkWidget       *page = show_view (self, "costs");
  const TenonCost *cost = tenon_project_get_cost (self->project);
  g_autoptr (GPtrArray) tables = tenon_cost_list_tables (cost);
  TenonCostShare *dearest = g_ptr_array_index (tables, 0);
  AdwExpanderRow *row;
  guint           n_found = 0;

  for (guint i = 1; i < tables->len; i++)
    if (((TenonCostShare *)g_ptr_array_index (tables, i))->dollars > dearest->dollars)
      dearest = g_ptr_array_index (tables, i);
  row = find_amount (page, dearest->name);

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (row, TRUE);
  tenon_ui_spin (100);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, dearest->name) != 0)
        continue;
      g_assert_true (shows_text (GTK_WIDGET (row), term->formula));
      n_found++;
    }
  g_assert_cmpuint (n_found, >, 0);
}

static gboolean
is_provisioned (gpointer project)
{
  const TenonCost *cost = tenon_project_get_cost (project);

  return cost != NULL && strstr (cost->convention, "Provisioned") != NULL;
}

static void
test_conventions_change_the_total (Fixture      *self,
                                   gconstpointer data)
{
  GtkWidget   *page = show_view (self, "costs");
  GtkWidget   *dialog = tenon_cost_settings_dialog_new (GTK_WINDOW (self->window), self->project);
  GtkWidget   *mode = NULL;
  AdwComboRow *row;
  double       before = tenon_project_get_cost (self->project)->dollars;

  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  for (mode = tenon_ui_find (dialog, GTK_TYPE_LABEL, "Capacity mode"); mode != NULL && !ADW_IS_COMBO_ROW (mode);)
    mode = gtk_widget_get_parent (mode);
  g_assert_nonnull (mode);
  row = ADW_COMBO_ROW (mode);
  adw_combo_row_set_selected (row, TENON_CAPACITY_PROVISIONED);
  g_assert_true (tenon_ui_wait (is_provisioned, self->project));
  tenon_ui_spin (200);
  g_assert_true (shows_text (page, "Provisioned"));
  g_assert_cmpfloat (tenon_project_get_cost (self->project)->dollars, !=, before);
  gtk_window_destroy (GTK_WINDOW (dialog));
  tenon_model_undo (self->model);
  g_assert_cmpint (self->model->cost_settings->capacity_mode, ==, TENON_CAPACITY_ON_DEMAND);
}

static TenonDecision *
find_decision (Fixture    *self,
               const char *table)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (self->model->design->decisions, i);

      if (g_strcmp0 (decision->table, table) == 0)
        return decision;
    }
  return NULL;
}

static void
test_edited_decision_stays (Fixture      *self,
                            gconstpointer data)
{
  GtkWidget       *dialog, *button;
  GtkTextView     *text;
  TenonDecision   *decision;
  g_autofree char *id = NULL;
  g_autoptr (TenonDesign) proposal = NULL;

  show_view (self, "tables");
  decision = find_decision (self, "customers");
  g_assert_nonnull (decision);
  g_assert_false (decision->by_person);
  id = g_strdup (decision->decision_id);
  dialog = tenon_decision_dialog_new (GTK_WINDOW (self->window), self->project, decision);
  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");
  text = GTK_TEXT_VIEW (tenon_ui_find (dialog, GTK_TYPE_TEXT_VIEW, NULL));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "", -1);
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "Agreed with the shop's team", -1);
  gtk_editable_set_text (GTK_EDITABLE (tenon_ui_find (dialog, ADW_TYPE_ENTRY_ROW, "by_row")), "");
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (tenon_ui_find (dialog, ADW_TYPE_ENTRY_ROW, "by_row")), "Ada <ada@example.org>");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);

  proposal = tenon_project_propose (self->project, TENON_STRATEGY_MULTI_TABLE);
  tenon_project_take_design (self->project, proposal, NULL);
  decision = tenon_list_find (self->model->design->decisions, id);
  g_assert_nonnull (decision);
  g_assert_true (decision->by_person);
  g_assert_cmpstr (decision->justification, ==, "Agreed with the shop's team");
}

static void
test_proposal_opens_into_what_changes (Fixture      *self,
                                       gconstpointer data)
{
  GtkWidget      *dialog;
  AdwExpanderRow *row;
  g_autoptr (TenonDesign) proposal = NULL;

  show_view (self, "tables");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Remove Table");

    tenon_list_remove_record (self->model->design->tables, tenon_design_find_table (self->model->design, "publishers"));
    tenon_edit_commit (edit);
  }
  proposal = tenon_project_propose (self->project, TENON_STRATEGY_MULTI_TABLE);
  dialog = tenon_proposal_dialog_new (GTK_WINDOW (self->window), self->project, proposal);
  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  row = find_amount (dialog, "publishers");
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (row, TRUE);
  tenon_ui_spin (100);
  g_assert_true (shows_text (GTK_WIDGET (row), "Table publishers"));
  g_signal_emit_by_name (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Take Selected"), "clicked");
  g_assert_nonnull (tenon_design_find_table (self->model->design, "publishers"));
}

static void
test_choice_needs_person_and_reason (Fixture      *self,
                                     gconstpointer data)
{
  GtkWidget *dialog, *button, *person;
  g_autoptr (GPtrArray) alternatives = NULL;
  TenonAlternative *other;
  g_autofree char  *document = NULL;

  show_view (self, "alternatives");
  alternatives = tenon_project_compare_alternatives (self->project);
  g_assert_cmpuint (alternatives->len, >=, 3);
  other = g_ptr_array_index (alternatives, 2);
  dialog = tenon_choice_dialog_new (GTK_WINDOW (self->window), self->project, other->design, other->title);
  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "C_hoose");
  person = tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL);
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "", NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_object_set (person, "note", "Reads outnumber writes by far", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);
  g_assert_cmpint (self->model->design->strategy, ==, TENON_STRATEGY_READ_OPTIMISED);
  g_assert_cmpstr (self->model->design->choice_reason, ==, "Reads outnumber writes by far");
  g_assert_cmpstr (self->model->design->choice_by, ==, "Ada <ada@example.org>");
  tenon_model_undo (self->model);
  g_assert_cmpint (self->model->design->strategy, ==, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (self->model->design->choice_reason);
}

/* ---- warnings ---- */

static TenonDiagnostic *
find_warning (TenonProject *project)
{
  GListModel *findings = tenon_project_get_findings (project);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);

      if (g_strcmp0 (finding->code, "few-partition-values") == 0 && g_strcmp0 (finding->subject, "index:orders/orders_by_status") == 0)
        return finding;
    }
  return NULL;
}

static gboolean
is_answered (gpointer project)
{
  return find_warning (project) == NULL && tenon_project_get_answered (project)->len > 0;
}

static gboolean
is_open (gpointer project)
{
  return find_warning (project) != NULL;
}

/* The button stands with the warning in the table's sheet; the answer stays there, and can be taken back. */
static void
test_warning_is_acknowledged (Fixture      *self,
                              gconstpointer data)
{
  GtkWidget *page = show_view (self, "tables");
  GtkWindow *dialog;
  GtkWidget *button, *person;

  g_assert_true (tenon_page_reveal (TENON_PAGE (page), "table:orders"));
  tenon_ui_spin (200);
  g_assert_nonnull (find_warning (self->project));
  g_signal_emit_by_name (tenon_ui_find (page, GTK_TYPE_BUTTON, "Acknowledge…"), "clicked");
  tenon_ui_spin (200);
  dialog = tenon_ui_find_window (TENON_TYPE_REASON_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (shows_text (GTK_WIDGET (dialog), "at least 100 spread the load"));
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Acknowledge");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "", NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_object_set (person, "note", "Orders are few", NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (tenon_ui_wait (is_answered, self->project));
  tenon_ui_spin (200);
  g_assert_true (shows_text (page, "Acknowledged by Ada <ada@example.org>: Orders are few"));

  g_signal_emit_by_name (tenon_ui_find (page, GTK_TYPE_BUTTON, "Withdraw"), "clicked");
  g_assert_true (tenon_ui_wait (is_open, self->project));
  tenon_ui_spin (200);
  g_assert_false (shows_text (page, "Orders are few"));
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, tenon_ui_set_up, function, tenon_ui_tear_down)
  ADD ("/design-page/costs/terms", test_amount_opens_into_its_terms);
  ADD ("/design-page/costs/conventions", test_conventions_change_the_total);
  ADD ("/design-page/decision", test_edited_decision_stays);
  ADD ("/design-page/proposal", test_proposal_opens_into_what_changes);
  ADD ("/design-page/choice", test_choice_needs_person_and_reason);
  ADD ("/design-page/warning", test_warning_is_acknowledged);
#undef ADD
  return g_test_run ();
}
