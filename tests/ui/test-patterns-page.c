/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pattern table as people use it: real clicks and keys, cell by cell, and every step can be undone. */

#include <string.h>

#include "app/design/tenon-reason-dialog.h"
#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-plan-dialog.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "patterns-fixture.h"
#include "project/tenon-questions.h"
#include "tenon-ui-events.h"

/* ---- the cursor ---- */

static void
test_arrows (PatternsFixture *self,
             gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  patterns_assert_cursor (self, 1, "description");
  g_assert_false (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_Right, 0);
  patterns_assert_cursor (self, 1, "operation-type");
  tenon_ui_key (GDK_KEY_Down, 0);
  patterns_assert_cursor (self, 2, "operation-type");
  tenon_ui_key (GDK_KEY_Home, 0);
  patterns_assert_cursor (self, 2, "pattern-id");
  tenon_ui_key (GDK_KEY_Up, 0);
  patterns_assert_cursor (self, 1, "pattern-id");
  tenon_ui_key (GDK_KEY_End, 0);
  patterns_assert_cursor (self, 1, "status");
  tenon_ui_key (GDK_KEY_Tab, 0); /* on in the next row */
  patterns_assert_cursor (self, 2, "pattern-id");
  tenon_ui_key (GDK_KEY_Tab, GDK_SHIFT_MASK);
  patterns_assert_cursor (self, 1, "status");
}

static void
test_far_away (PatternsFixture *self,
               gconstpointer    data)
{
  guint last = tenon_list_get_length (self->ui.model->patterns) - 1;

  patterns_click_cell (self, patterns_get_pattern (self, 0), "description", 0);
  tenon_ui_key (GDK_KEY_End, GDK_CONTROL_MASK);
  patterns_assert_cursor (self, last, "status");
  tenon_ui_spin (50);
  tenon_ui_key (GDK_KEY_Home, GDK_CONTROL_MASK);
  patterns_assert_cursor (self, 0, "pattern-id");
  tenon_ui_key (GDK_KEY_Page_Down, 0);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) != patterns_get_pattern (self, 0));
  tenon_ui_key (GDK_KEY_Page_Up, 0);
  patterns_assert_cursor (self, 0, "pattern-id");
}

static void
test_cells_say_what_they_are (PatternsFixture *self,
                              gconstpointer    data)
{
  TenonPattern    *pattern = patterns_get_pattern (self, 0);
  GtkWidget       *cell;
  g_autofree char *expected = NULL;
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_OBSERVED, 120, "Counted");

  tenon_model_set (self->ui.model, "Rate", pattern, "rps-peak", rate, NULL);
  tenon_ui_spin (50);
  cell = patterns_find_cell (self, pattern, "rps-peak");
  expected = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "AP1, peak rate, 120 per second, observed");
  g_assert_cmpstr (expected, ==, NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

/* ---- editing ---- */

static void
test_typing_edits (PatternsFixture *self,
                   gconstpointer    data)
{
  TenonPattern    *pattern = patterns_get_pattern (self, 0);
  g_autofree char *before = g_strdup (pattern->description);

  patterns_click_cell (self, pattern, "description", 0);
  tenon_ui_type ("Make an account");
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  g_assert_cmpstr (pattern->description, ==, before);
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpstr (pattern->description, ==, "Make an account");
  patterns_assert_cursor (self, 1, "description");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpstr (pattern->description, ==, before);
  g_assert_false (tenon_model_can_undo (self->ui.model) && g_str_equal (tenon_model_get_undo_label (self->ui.model), "Change Description"));
}

static void
test_f2_tab_escape (PatternsFixture *self,
                    gconstpointer    data)
{
  TenonPattern    *pattern = patterns_get_pattern (self, 0);
  g_autofree char *before = g_strdup (pattern->description);
  g_autofree char *longer = g_strconcat (pattern->description, " now", NULL);

  patterns_click_cell (self, pattern, "description", 0);
  tenon_ui_key (GDK_KEY_F2, 0);
  tenon_ui_key (GDK_KEY_End, 0);
  tenon_ui_type (" now");
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpstr (pattern->description, ==, before);
  patterns_assert_cursor (self, 0, "description");
  tenon_ui_key (GDK_KEY_F2, 0);
  tenon_ui_key (GDK_KEY_End, 0);
  tenon_ui_type (" now");
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_cmpstr (pattern->description, ==, longer);
  patterns_assert_cursor (self, 0, "operation-type");
}

static void
test_second_click_edits (PatternsFixture *self,
                         gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 2);

  patterns_click_cell (self, pattern, "description", 0);
  g_assert_false (tenon_pattern_grid_is_editing (self->grid));
  patterns_click_cell (self, pattern, "description", 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_type ("Other");
  patterns_click_cell (self, patterns_get_pattern (self, 4), "description", 0); /* leaving takes it */
  g_assert_cmpstr (pattern->description, ==, "Other");
  patterns_assert_cursor (self, 4, "description");
}

static void
test_choices (PatternsFixture *self,
              gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);

  patterns_click_cell (self, pattern, "operation-type", 0);
  tenon_ui_type ("del");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_DELETE);
  patterns_assert_cursor (self, 1, "operation-type");
  tenon_ui_key (GDK_KEY_Up, 0);
  tenon_ui_key (GDK_KEY_Return, 0); /* the list is open at the present choice */
  tenon_ui_key (GDK_KEY_Up, 0);
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_UPDATE);
  tenon_ui_key (GDK_KEY_Left, 0);
  tenon_ui_type ("nonsense");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid)); /* it is refused */
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_UPDATE);
}

static void
test_entities_complete (PatternsFixture *self,
                        gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "entities"));
  tenon_ui_type ("addr");
  tenon_ui_type (", pub");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpuint (g_strv_length (pattern->entities_involved), ==, 2);
  g_assert_cmpstr (pattern->entities_involved[0], ==, "addresses");
  g_assert_cmpstr (pattern->entities_involved[1], ==, "publishers");
}

static void
test_new_row (PatternsFixture *self,
              gconstpointer    data)
{
  guint         n = tenon_list_get_length (self->ui.model->patterns);
  TenonPattern *pattern;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, n, "description"));
  g_assert_null (tenon_pattern_grid_get_pattern (self->grid));
  tenon_ui_type ("One more");
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  pattern = patterns_get_pattern (self, n);
  g_assert_cmpstr (pattern->description, ==, "One more");
  g_assert_true (g_str_has_prefix (pattern->pattern_id, "AP"));
  patterns_assert_cursor (self, n, "operation-type");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

static void
test_ids_stay_apart (PatternsFixture *self,
                     gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);

  patterns_click_cell (self, pattern, "pattern-id", 0);
  tenon_ui_type ("AP2");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpstr (pattern->pattern_id, ==, "AP1");
}

/* ---- rows ---- */

static void
test_select (PatternsFixture *self,
             gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
  patterns_click_cell (self, patterns_get_pattern (self, 4), "description", GDK_SHIFT_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 4);
  patterns_click_cell (self, patterns_get_pattern (self, 2), "description", GDK_CONTROL_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 3);
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 3);
  tenon_ui_key (GDK_KEY_Up, GDK_SHIFT_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 2);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, tenon_list_get_length (self->ui.model->patterns));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
}

/* What came from a source is left out for a reason: the dialog asks for it. */
static void
say_why (const char *button,
         const char *reason)
{
  GtkWidget *dialog = GTK_WIDGET (patterns_find_dialog (TENON_TYPE_REASON_DIALOG));
  GtkWidget *accept;

  g_assert_nonnull (dialog);
  accept = tenon_ui_find (dialog, GTK_TYPE_BUTTON, button);
  g_assert_false (gtk_widget_is_sensitive (accept));
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada Lovelace <ada@example.org>", "note", reason, NULL);
  g_assert_true (gtk_widget_is_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  tenon_ui_spin (100);
}

static void
test_no_operation (PatternsFixture *self,
                   gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 1);
  guint         n_kept = tenon_list_get_length (self->ui.model->acknowledgements);

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 1, "operation-type"));
  tenon_ui_type ("None");
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (300);
  g_assert_true (tenon_pattern_touches_database (pattern));
  say_why ("_Declare", "It is answered from a cache.");
  g_assert_false (tenon_pattern_touches_database (pattern));
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->acknowledgements), ==, n_kept + 1);
}

static void
test_remove_own (PatternsFixture *self,
                 gconstpointer    data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Delete, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
  g_assert_null (patterns_find_dialog (TENON_TYPE_REASON_DIALOG));
}

static void
test_remove_and_undo (PatternsFixture *self,
                      gconstpointer    data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);
  guint n_kept = tenon_list_get_length (self->ui.model->acknowledgements);

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Delete, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
  say_why ("_Leave Out", "Accounts are kept elsewhere.");
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n - 2);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->acknowledgements), ==, n_kept + 2);
  g_assert_null (tenon_model_find_pattern (self->ui.model, "AP2"));
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Down, 0); /* the keyboard is still in the table */
  g_assert_nonnull (tenon_pattern_grid_get_pattern (self->grid));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->acknowledgements), ==, n_kept);
  g_assert_cmpstr (patterns_get_pattern (self, 1)->pattern_id, ==, "AP2");
}

static void
test_duplicate_and_move (PatternsFixture *self,
                         gconstpointer    data)
{
  guint         n = tenon_list_get_length (self->ui.model->patterns);
  TenonPattern *second = patterns_get_pattern (self, 1);

  patterns_click_cell (self, second, "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_true (patterns_get_pattern (self, 2) == second);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_true (patterns_get_pattern (self, 1) == second);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  g_assert_cmpstr (patterns_get_pattern (self, 2)->description, ==, second->description);
  g_assert_cmpstr (patterns_get_pattern (self, 2)->pattern_id, !=, second->pattern_id);
  tenon_ui_spin (100);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == patterns_get_pattern (self, 2));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

static void
test_clear_cells (PatternsFixture *self,
                  gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 0), "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Delete, 0);
  g_assert_cmpstr (patterns_get_pattern (self, 0)->description, ==, NULL);
  g_assert_cmpstr (patterns_get_pattern (self, 1)->description, ==, NULL);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_nonnull (patterns_get_pattern (self, 0)->description);
  g_assert_nonnull (patterns_get_pattern (self, 1)->description);
}

/* ---- rates ---- */

static void
test_rate_needs_evidence (PatternsFixture *self,
                          gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  g_autoptr (TenonRate) before = pattern->rps_peak != NULL ? tenon_rate_copy (pattern->rps_peak) : NULL;
  GtkWindow *dialog;
  GtkWidget *button, *person;
  double     value = 0;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type ("250");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  g_assert_true (tenon_rate_equal (pattern->rps_peak, before)); /* not before somebody said why */
  dialog = patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
  g_assert_nonnull (dialog);
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_State Rate");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
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
  tenon_model_undo (self->ui.model);
  g_assert_true (tenon_rate_equal (pattern->rps_peak, before));
}

static void
test_rate_that_is_no_number (PatternsFixture *self,
                             gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  g_autoptr (TenonRate) before = pattern->rps_average != NULL ? tenon_rate_copy (pattern->rps_average) : NULL;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-average"));
  tenon_ui_type ("often");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (100);
  g_assert_null (patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG));
  g_assert_true (tenon_rate_equal (pattern->rps_average, before));
}

static void
test_rate_by_formula (PatternsFixture *self,
                      gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  GtkWindow    *dialog;
  GtkWidget    *button, *person;
  double        value = 0;

  g_assert_true (tenon_project_state_fact (self->ui.project, "users", "86400", "told", "Ada <ada@example.org>", NULL));
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type ("=3 x 1");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  dialog = patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
  g_assert_nonnull (dialog);
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_object_set (person, "by", "Ada <ada@example.org>", NULL);
  g_assert_false (gtk_widget_is_sensitive (tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Enter Rate"))); /* it is derived from nothing */
  gtk_window_close (dialog);
  tenon_ui_spin (200);
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type ("=users x 3 / 86400");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  dialog = patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
  g_assert_nonnull (dialog);
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Enter Rate");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_assert_nonnull (button);
  g_object_set (person, "by", "Ada <ada@example.org>", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_DERIVED);
  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
  g_assert_cmpfloat (value, ==, 3);
}

/* ---- what is shown ---- */

static void
test_columns_agree (PatternsFixture *self,
                    gconstpointer    data)
{
  guint                  n_columns;
  const TenonGridColumn *columns = tenon_grid_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      const TenonPatternColumn *cells = tenon_grid_column_get_cells (&columns[i]);

      g_assert_nonnull (cells);
      g_assert_cmpstr (cells->property, ==, columns[i].property);
      g_assert_cmpint (cells->kind, ==, columns[i].kind);
    }
}

static void
test_filter (PatternsFixture *self,
             gconstpointer    data)
{
  guint      n = tenon_list_get_length (self->ui.model->patterns);
  GtkWidget *entry = tenon_ui_find (self->page, GTK_TYPE_SEARCH_ENTRY, NULL), *pill;

  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, n);
  tenon_page_find (TENON_PAGE (self->page));
  tenon_ui_type ("publisher");
  tenon_ui_spin (300);
  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), <, n);
  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), >, 0);
  gtk_widget_activate_action (self->page, "patterns.show-all", NULL);
  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, n);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (tenon_page_perform (TENON_PAGE (self->page), "state-rates"));
  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, 2);
  g_assert_cmpstr (tenon_pattern_grid_get_column (self->grid)->name, ==, "rps-peak");
  pill = tenon_ui_find (self->page, GTK_TYPE_TOGGLE_BUTTON, "Unknown rate 2");
  g_assert_nonnull (pill);
  tenon_ui_spin (100);
  tenon_ui_click (pill, gtk_widget_get_width (pill) / 2.0, gtk_widget_get_height (pill) / 2.0);
  tenon_ui_spin (50);
  g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, n);
}

static void
test_filter_keeps_selection (PatternsFixture *self,
                             gconstpointer    data)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->ui.model, "AP45"); /* its rates are not known */
  g_autoptr (GPtrArray) selected = NULL;

  g_assert_true (tenon_pattern_grid_show_pattern (self->grid, pattern));
  g_assert_true (tenon_page_perform (TENON_PAGE (self->page), "state-rates"));
  g_assert_true (tenon_page_reveal (TENON_PAGE (self->page), "pattern:AP45"));
  gtk_widget_activate_action (self->page, "patterns.show-all", NULL);
  tenon_ui_spin (100);
  selected = tenon_pattern_grid_dup_selected (self->grid);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == pattern);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == pattern);
}

static void
test_columns_are_kept (PatternsFixture *self,
                       gconstpointer    data)
{
  g_autoptr (TenonProject) again = NULL;
  g_autoptr (TenonViewSettings) view = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE, descending = FALSE;

  gtk_widget_activate_action (self->page, "columns.endpoint", NULL);
  gtk_widget_activate_action (self->page, "columns.complexity", NULL);
  tenon_pattern_grid_sort (self->grid, "description", TRUE);
  g_assert_false (tenon_pattern_grid_is_column_shown (self->grid, "endpoint"));
  g_assert_true (tenon_pattern_grid_is_column_shown (self->grid, "complexity"));
  g_assert_cmpstr (tenon_pattern_grid_get_sort (self->grid, &descending), ==, "description");
  g_assert_true (descending);
  tenon_ui_spin (800);
  again = tenon_project_open (self->ui.folder, NULL, &error);
  g_assert_no_error (error);
  view = tenon_project_dup_view (again, "patterns");
  g_assert_cmpstr (view->sort, ==, "description");
  g_assert_true (view->is_descending);
  for (guint i = 0; i < view->columns->len; i++)
    {
      TenonViewColumn *column = g_ptr_array_index (view->columns, i);

      if (g_str_equal (column->name, "endpoint"))
        g_assert_false (column->is_shown);
      found = found || (g_str_equal (column->name, "complexity") && column->is_shown);
    }
  g_assert_true (found);
}

/* ---- spreadsheets ---- */

static void
test_copy (PatternsFixture *self,
           gconstpointer    data)
{
  g_autofree char *cell = NULL;
  g_autofree char *rows = NULL;
  g_auto (GStrv) lines = NULL;

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  cell = patterns_read_clipboard (self);
  g_assert_cmpstr (cell, ==, patterns_get_pattern (self, 1)->description);
  patterns_click_cell (self, patterns_get_pattern (self, 2), "description", GDK_CONTROL_MASK); /* rows, not cells */
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  rows = patterns_read_clipboard (self);
  lines = g_strsplit (rows, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* and the end of the last line */
  g_assert_true (g_str_has_prefix (lines[0], "AP2\t"));
  g_assert_true (g_str_has_prefix (lines[1], "AP3\t"));
}

static void
test_paste (PatternsFixture *self,
            gconstpointer    data)
{
  guint            n = tenon_list_get_length (self->ui.model->patterns);
  g_autofree char *before = g_strdup (patterns_get_pattern (self, 1)->description);

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  patterns_paste (self, "First\tWrite\nSecond\tRead\n");
  g_assert_cmpstr (patterns_get_pattern (self, 1)->description, ==, "First");
  g_assert_cmpint (patterns_get_pattern (self, 1)->operation_type, ==, TENON_OPERATION_WRITE);
  g_assert_cmpstr (patterns_get_pattern (self, 2)->description, ==, "Second");
  tenon_model_undo (self->ui.model); /* all of it is one step */
  g_assert_cmpstr (patterns_get_pattern (self, 1)->description, ==, before);
  tenon_pattern_grid_move_to (self->grid, n, "description");
  patterns_paste (self, "New one\nNew two\n");
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 2);
  g_assert_cmpstr (patterns_get_pattern (self, n + 1)->description, ==, "New two");
}

static void
test_paste_rates_asks_once (PatternsFixture *self,
                            gconstpointer    data)
{
  GtkWindow *dialog;
  GtkWidget *button, *person;
  double     value = 0;

  tenon_pattern_grid_move_to (self->grid, 0, "rps-peak");
  patterns_paste (self, "500\t200\n40\t20\n");
  dialog = patterns_find_dialog (TENON_TYPE_PLAN_DIALOG);
  g_assert_nonnull (dialog);
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Apply");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "From the load test", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (tenon_rate_get_evidence (patterns_get_pattern (self, i)->rps_peak), ==, "From the load test");
      g_assert_cmpstr (tenon_rate_get_evidence (patterns_get_pattern (self, i)->rps_average), ==, "From the load test");
    }
  tenon_rate_get_value (patterns_get_pattern (self, 1)->rps_average, &value);
  g_assert_cmpfloat (value, ==, 20);
}

/* ---- details ---- */

static void
test_details_stand_still (PatternsFixture *self,
                          gconstpointer    data)
{
  GtkWidget *cell = patterns_find_cell (self, patterns_get_pattern (self, 9), "description");
  double     y, after;

  gtk_widget_translate_coordinates (cell, GTK_WIDGET (self->ui.window), 0, 0, NULL, &y);
  patterns_click_cell (self, patterns_get_pattern (self, 9), "description", 0);
  tenon_ui_spin (300);
  gtk_widget_translate_coordinates (cell, GTK_WIDGET (self->ui.window), 0, 0, NULL, &after);
  g_assert_cmpfloat (after, ==, y);
  g_assert_nonnull (tenon_ui_find (self->page, GTK_TYPE_LABEL, "Rates and Their Evidence"));
}

static void
test_unbind_statement (PatternsFixture *self,
                       gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  GtkWidget    *button;
  guint         n = g_strv_length (pattern->statements);

  g_assert_cmpuint (n, >, 0);
  patterns_click_cell (self, pattern, "description", 0);
  tenon_ui_spin (300);
  button = tenon_ui_find (self->page, GTK_TYPE_BUTTON, "Unbind");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (pattern->statements != NULL ? g_strv_length (pattern->statements) : 0, ==, n - 1);
  tenon_model_undo (self->ui.model);
  g_assert_cmpuint (g_strv_length (pattern->statements), ==, n);
}

static void
test_take_shape (PatternsFixture *self,
                 gconstpointer    data)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->ui.model, "AP2"); /* a customer by email */
  GtkWidget    *button;

  tenon_model_set (self->ui.model, "Forget", pattern, "equality", NULL, NULL);
  g_assert_true (tenon_page_reveal (TENON_PAGE (self->page), "pattern:AP2"));
  tenon_ui_spin (300);
  button = tenon_ui_find (self->page, GTK_TYPE_BUTTON, "Take Shape");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (g_strv_length (pattern->equality), ==, 1);
  g_assert_cmpstr (pattern->equality[0], ==, "customers.email");
  g_assert_cmpstr (tenon_model_get_undo_label (self->ui.model), ==, "Take Shape");
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/patterns/" path, PatternsFixture, NULL, patterns_set_up, function, patterns_tear_down)
  ADD ("cursor/arrows", test_arrows);
  ADD ("cursor/far-away", test_far_away);
  ADD ("cursor/spoken", test_cells_say_what_they_are);
  ADD ("edit/typing", test_typing_edits);
  ADD ("edit/f2-tab-escape", test_f2_tab_escape);
  ADD ("edit/second-click", test_second_click_edits);
  ADD ("edit/choices", test_choices);
  ADD ("edit/entities", test_entities_complete);
  ADD ("edit/new-row", test_new_row);
  ADD ("edit/ids", test_ids_stay_apart);
  ADD ("edit/clear", test_clear_cells);
  ADD ("rows/select", test_select);
  ADD ("rows/remove", test_remove_and_undo);
  ADD ("rows/remove-own", test_remove_own);
  ADD ("rows/no-operation", test_no_operation);
  ADD ("rows/duplicate-and-move", test_duplicate_and_move);
  ADD ("rates/evidence", test_rate_needs_evidence);
  ADD ("rates/no-number", test_rate_that_is_no_number);
  ADD ("rates/formula", test_rate_by_formula);
  ADD ("shown/columns-agree", test_columns_agree);
  ADD ("shown/filter", test_filter);
  ADD ("shown/filter-keeps-selection", test_filter_keeps_selection);
  ADD ("shown/columns-are-kept", test_columns_are_kept);
  ADD ("spreadsheet/copy", test_copy);
  ADD ("spreadsheet/paste", test_paste);
  ADD ("spreadsheet/rates", test_paste_rates_asks_once);
  ADD ("details/stand-still", test_details_stand_still);
  ADD ("details/unbind", test_unbind_statement);
  ADD ("details/take-shape", test_take_shape);
#undef ADD
  return g_test_run ();
}
