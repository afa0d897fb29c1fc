/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages where people work: tables are reviewed in order, a sheet shows what that needs, keys lead requests. */

#include <glib/gstdio.h>
#include <string.h>

#include "app/design/tenon-table-sheet.h"
#include "app/review/tenon-review-dialog.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "tenon-ui.h"

typedef TenonUiFixture Fixture;

static GtkWidget *
show_page (Fixture    *self,
           const char *name)
{
  tenon_window_show_page (self->window, name);
  tenon_ui_spin (200);
  return tenon_window_find_page (self->window, name);
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
#define ADD(path, function) g_test_add (path, Fixture, NULL, tenon_ui_set_up, function, tenon_ui_tear_down)
  ADD ("/pages/review/order", test_later_table_cannot_be_approved);
  ADD ("/pages/design/keys", test_requests_follow_keys);
  ADD ("/pages/design/sheet", test_sheet_shows_what_a_review_needs);
#undef ADD
  return g_test_run ();
}
