/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages where people work: patterns are edited in place, a rate needs its evidence, tables are reviewed in order. */

#include <glib/gstdio.h>
#include <string.h>

#include "app/design/tenon-table-sheet.h"
#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-text-cell.h"
#include "app/review/tenon-review-dialog.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "tenon-ui.h"

typedef struct
{
  char         *folder;
  TenonWindow  *window;
  TenonProject *project;
  TenonModel   *model;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = tenon_ui_make_folder ();
  self->window = tenon_ui_open_sample (self->folder);
  self->project = tenon_window_get_project (self->window);
  self->model = tenon_project_get_model (self->project);
}

static gboolean
is_idle (gpointer project)
{
  return !tenon_project_get_busy (project) && tenon_project_get_n_unsaved (project) == 0;
}

static gboolean
is_closed (gpointer fixture)
{
  return ((Fixture *)fixture)->window == NULL;
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  tenon_ui_wait (is_idle, self->project);
  gtk_window_close (GTK_WINDOW (self->window));
  g_assert_true (tenon_ui_wait (is_closed, self));
  tenon_ui_remove_folder (self->folder);
  g_free (self->folder);
}

static GtkWidget *
show_page (Fixture    *self,
           const char *name)
{
  tenon_window_show_page (self->window, name);
  tenon_ui_spin (200);
  return tenon_window_find_page (self->window, name);
}

/* The cell of a pattern that stands in the visible part of the table. */
static GtkWidget *
find_cell (GtkWidget   *root,
           TenonRecord *record,
           const char  *property)
{
  if (TENON_IS_TEXT_CELL (root) && tenon_text_cell_get_record (TENON_TEXT_CELL (root)) == record && g_str_equal (tenon_text_cell_get_property_name (TENON_TEXT_CELL (root)), property))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, record, property);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_into (GtkWidget  *cell,
           const char *words)
{
  GtkWidget *text = tenon_ui_find (cell, GTK_TYPE_TEXT, NULL);

  g_assert_nonnull (text);
  gtk_editable_set_text (GTK_EDITABLE (text), words);
  g_signal_emit_by_name (text, "activate");
}

static GtkWindow *
find_dialog (Fixture *self,
             GType    type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static void
test_cell_is_one_step (Fixture      *self,
                       gconstpointer data)
{
  GtkWidget       *page = show_page (self, "patterns");
  TenonPattern    *pattern = tenon_list_get (self->model->patterns, 0);
  GtkWidget       *cell = find_cell (page, TENON_RECORD (pattern), "description");
  g_autofree char *before = g_strdup (pattern->description);

  g_assert_nonnull (cell);
  type_into (cell, "Make an account");
  g_assert_cmpstr (pattern->description, ==, "Make an account");
  tenon_model_undo (self->model);
  g_assert_cmpstr (pattern->description, ==, before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (tenon_ui_find (cell, GTK_TYPE_TEXT, NULL))), ==, before);
}

static void
test_list_cell (Fixture      *self,
                gconstpointer data)
{
  GtkWidget    *page = show_page (self, "patterns");
  TenonPattern *pattern = tenon_list_get (self->model->patterns, 0);
  GtkWidget    *cell = find_cell (page, TENON_RECORD (pattern), "entities-involved");

  type_into (cell, " customers, orders ,");
  g_assert_cmpuint (g_strv_length (pattern->entities_involved), ==, 2);
  g_assert_cmpstr (pattern->entities_involved[1], ==, "orders");
}

static void
test_rate_needs_evidence (Fixture      *self,
                          gconstpointer data)
{
  GtkWidget    *page = show_page (self, "patterns");
  TenonPattern *pattern = tenon_list_get (self->model->patterns, 0);
  GtkWidget    *cell = find_cell (page, TENON_RECORD (pattern), "rps-peak");
  g_autoptr (TenonRate) before = pattern->rps_peak != NULL ? tenon_rate_copy (pattern->rps_peak) : NULL;
  GtkWindow *dialog;
  GtkWidget *button, *person;
  double     value = 0;

  type_into (cell, "250");
  tenon_ui_spin (200);
  g_assert_true (tenon_rate_equal (pattern->rps_peak, before)); /* not before somebody said why */
  dialog = find_dialog (self, TENON_TYPE_EVIDENCE_DIALOG);
  g_assert_nonnull (dialog);
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_State Rate");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_assert_nonnull (button);
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "", NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_object_set (person, "note", "Said in the meeting", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);
  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
  g_assert_cmpfloat (value, ==, 250);
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_STATED);
  g_assert_cmpstr (tenon_rate_get_evidence (pattern->rps_peak), ==, "Said in the meeting");
  g_assert_cmpstr (tenon_rate_get_by (pattern->rps_peak), ==, "Ada <ada@example.org>");
}

static void
test_rate_that_is_no_number (Fixture      *self,
                             gconstpointer data)
{
  GtkWidget    *page = show_page (self, "patterns");
  TenonPattern *pattern = tenon_list_get (self->model->patterns, 0);
  GtkWidget    *cell = find_cell (page, TENON_RECORD (pattern), "rps-average");
  g_autoptr (TenonRate) before = pattern->rps_average != NULL ? tenon_rate_copy (pattern->rps_average) : NULL;

  type_into (cell, "often");
  tenon_ui_spin (100);
  g_assert_null (find_dialog (self, TENON_TYPE_EVIDENCE_DIALOG));
  g_assert_true (tenon_rate_equal (pattern->rps_average, before));
}

static void
test_add_and_remove (Fixture      *self,
                     gconstpointer data)
{
  GtkWidget    *page = show_page (self, "patterns");
  guint         n = tenon_list_get_length (self->model->patterns);
  TenonPattern *pattern;

  gtk_widget_activate_action (page, "patterns.add", NULL);
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, n + 1);
  pattern = tenon_list_get (self->model->patterns, n);
  g_assert_true (g_str_has_prefix (pattern->pattern_id, "AP"));
  g_assert_true (tenon_page_reveal (TENON_PAGE (page), "pattern:AP1"));
  gtk_widget_activate_action (page, "patterns.remove", NULL);
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, n);
  g_assert_null (tenon_model_find_pattern (self->model, "AP1"));
  tenon_model_undo (self->model);
  g_assert_nonnull (tenon_model_find_pattern (self->model, "AP1"));
}

static void
test_later_table_cannot_be_approved (Fixture      *self,
                                     gconstpointer data)
{
  TenonTable *second;
  GtkWidget  *dialog, *person, *button;

  tenon_ui_state_rates (self->project);
  tenon_ui_approve (self->project, TENON_GATE_REQUIREMENTS, NULL);
  tenon_ui_take_design (self->project);
  second = tenon_list_get (self->model->design->tables, 1);
  dialog = tenon_review_dialog_new (GTK_WINDOW (self->window), self->project, second->name);
  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  person = tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL);
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Approve Table");
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "Fine", NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_widget_activate_action (dialog, "review.previous", NULL);
  tenon_ui_spin (100);
  g_object_set (person, "by", "Ada <ada@example.org>", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_sheet_shows_what_a_review_needs (Fixture      *self,
                                      gconstpointer data)
{
  static const char *const sections[] = { "Purpose", "Source Mapping", "Keys", "Global Secondary Indexes", "Access Patterns Served", "Denormalisation", "Cost and Size" };
  GtkWidget               *page;

  tenon_ui_take_design (self->project);
  page = show_page (self, "design");
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    g_assert_nonnull (tenon_ui_find (page, GTK_TYPE_LABEL, sections[i]));
  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables); i++)
    {
      TenonTable      *table = tenon_list_get (self->model->design->tables, i);
      g_autofree char *subject = g_strconcat ("table:", table->name, NULL);
      GtkWidget       *sheet;

      g_assert_true (tenon_page_reveal (TENON_PAGE (page), subject));
      sheet = tenon_ui_find (page, TENON_TYPE_TABLE_SHEET, NULL);
      g_assert_cmpstr (tenon_table_sheet_get_table (TENON_TABLE_SHEET (sheet)), ==, table->name);
      g_assert_nonnull (tenon_ui_find (sheet, GTK_TYPE_LABEL, table->purpose));
    }
}

static void
test_requests_follow_keys (Fixture      *self,
                           gconstpointer data)
{
  TenonTable      *table;
  g_autofree char *before = NULL;

  tenon_ui_take_design (self->project);
  table = tenon_design_find_table (self->model->design, "publishers");
  g_assert_nonnull (table);
  before = tenon_record_to_json (TENON_RECORD (self->model->design), 0);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Edit Table");

    g_object_set (table, "sort-key", "name", NULL);
    tenon_project_refit (self->project);
    tenon_edit_commit (edit);
  }
  table = tenon_design_find_table (self->model->design, "publishers");
  g_assert_cmpstr (table->sort_key, ==, "name");
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_str_equal (operation->operation, "GetItem"))
        g_assert_nonnull (strstr (operation->key_condition, "name"));
    }
  tenon_model_undo (self->model);
  {
    g_autofree char *after = tenon_record_to_json (TENON_RECORD (self->model->design), 0);

    g_assert_cmpstr (after, ==, before);
  }
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/pages/patterns/cell", test_cell_is_one_step);
  ADD ("/pages/patterns/list", test_list_cell);
  ADD ("/pages/patterns/evidence", test_rate_needs_evidence);
  ADD ("/pages/patterns/no-number", test_rate_that_is_no_number);
  ADD ("/pages/patterns/add-and-remove", test_add_and_remove);
  ADD ("/pages/review/order", test_later_table_cannot_be_approved);
  ADD ("/pages/design/keys", test_requests_follow_keys);
  ADD ("/pages/design/sheet", test_sheet_shows_what_a_review_needs);
#undef ADD
  return g_test_run ();
}
