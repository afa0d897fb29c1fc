/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pattern table as people use it: real clicks and keys, cell by cell, and every step can be undone. */

#include <string.h>

#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-pattern-cell.h"
#include "app/patterns/tenon-pattern-grid.h"
#include "app/patterns/tenon-plan-dialog.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "tenon-ui-events.h"
#include "tenon-ui.h"

typedef struct
{
  TenonUiFixture    ui;
  GtkWidget        *page;
  TenonPatternGrid *grid;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  tenon_ui_set_up (&self->ui, data);
  tenon_ui_activate_window (GTK_WINDOW (self->ui.window));
  tenon_window_show_page (self->ui.window, "patterns");
  self->page = tenon_window_find_page (self->ui.window, "patterns");
  self->grid = TENON_PATTERN_GRID (tenon_ui_find (self->page, TENON_TYPE_PATTERN_GRID, NULL));
  tenon_ui_spin (200);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  tenon_ui_tear_down (&self->ui, data);
}

/* ---- finding ---- */

static TenonPattern *
get_pattern (Fixture *self,
             guint    index)
{
  return tenon_list_get (self->ui.model->patterns, index);
}

static GtkWidget *
find_cell_in (GtkWidget  *root,
              gpointer    pattern,
              const char *property)
{
  if (TENON_IS_PATTERN_CELL (root))
    return tenon_pattern_cell_get_pattern (TENON_PATTERN_CELL (root)) == pattern && g_str_equal (tenon_pattern_cell_get_column (TENON_PATTERN_CELL (root))->name, property) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell_in (child, pattern, property);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The cell of a pattern that stands near the visible part of the table. */
static GtkWidget *
find_cell (Fixture      *self,
           TenonPattern *pattern,
           const char   *property)
{
  GtkWidget *cell = find_cell_in (GTK_WIDGET (self->grid), pattern, property);

  g_assert_nonnull (cell);
  return cell;
}

static void
click_cell (Fixture        *self,
            TenonPattern   *pattern,
            const char     *property,
            GdkModifierType modifiers)
{
  GtkWidget *cell = find_cell (self, pattern, property);

  tenon_ui_click_with (cell, 20, gtk_widget_get_height (cell) / 2.0, 1, modifiers);
}

static void
assert_cursor (Fixture    *self,
               guint       index,
               const char *property)
{
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == get_pattern (self, index));
  g_assert_cmpstr (tenon_pattern_grid_get_column (self->grid)->name, ==, property);
}

static guint
count_selected (Fixture *self)
{
  g_autoptr (GPtrArray) selected = tenon_pattern_grid_dup_selected (self->grid);

  return selected->len;
}

static GtkWindow *
find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

/* ---- the cursor ---- */

static void
test_arrows (Fixture      *self,
             gconstpointer data)
{
  click_cell (self, get_pattern (self, 1), "description", 0);
  assert_cursor (self, 1, "description");
  g_assert_false (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_Right, 0);
  assert_cursor (self, 1, "operation-type");
  tenon_ui_key (GDK_KEY_Down, 0);
  assert_cursor (self, 2, "operation-type");
  tenon_ui_key (GDK_KEY_Home, 0);
  assert_cursor (self, 2, "pattern-id");
  tenon_ui_key (GDK_KEY_Up, 0);
  assert_cursor (self, 1, "pattern-id");
  tenon_ui_key (GDK_KEY_End, 0);
  assert_cursor (self, 1, "status");
  tenon_ui_key (GDK_KEY_Tab, 0); /* on in the next row */
  assert_cursor (self, 2, "pattern-id");
  tenon_ui_key (GDK_KEY_Tab, GDK_SHIFT_MASK);
  assert_cursor (self, 1, "status");
}

static void
test_far_away (Fixture      *self,
               gconstpointer data)
{
  guint last = tenon_list_get_length (self->ui.model->patterns) - 1;

  click_cell (self, get_pattern (self, 0), "description", 0);
  tenon_ui_key (GDK_KEY_End, GDK_CONTROL_MASK);
  assert_cursor (self, last, "status");
  tenon_ui_spin (50);
  tenon_ui_key (GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_cursor (self, 0, "pattern-id");
  tenon_ui_key (GDK_KEY_Page_Down, 0);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) != get_pattern (self, 0));
  tenon_ui_key (GDK_KEY_Page_Up, 0);
  assert_cursor (self, 0, "pattern-id");
}

static void
test_cells_say_what_they_are (Fixture      *self,
                              gconstpointer data)
{
  TenonPattern    *pattern = get_pattern (self, 0);
  GtkWidget       *cell;
  g_autofree char *expected = NULL;
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_OBSERVED, 120, "Counted");

  tenon_model_set (self->ui.model, "Rate", pattern, "rps-peak", rate, NULL);
  tenon_ui_spin (50);
  cell = find_cell (self, pattern, "rps-peak");
  expected = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "AP1, peak rate, 120 per second, observed");
  g_assert_cmpstr (expected, ==, NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

/* ---- editing ---- */

static void
test_typing_edits (Fixture      *self,
                   gconstpointer data)
{
  TenonPattern    *pattern = get_pattern (self, 0);
  g_autofree char *before = g_strdup (pattern->description);

  click_cell (self, pattern, "description", 0);
  tenon_ui_type ("Make an account");
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  g_assert_cmpstr (pattern->description, ==, before);
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpstr (pattern->description, ==, "Make an account");
  assert_cursor (self, 1, "description");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpstr (pattern->description, ==, before);
  g_assert_false (tenon_model_can_undo (self->ui.model) && g_str_equal (tenon_model_get_undo_label (self->ui.model), "Change Description"));
}

static void
test_f2_tab_escape (Fixture      *self,
                    gconstpointer data)
{
  TenonPattern    *pattern = get_pattern (self, 0);
  g_autofree char *before = g_strdup (pattern->description);
  g_autofree char *longer = g_strconcat (pattern->description, " now", NULL);

  click_cell (self, pattern, "description", 0);
  tenon_ui_key (GDK_KEY_F2, 0);
  tenon_ui_key (GDK_KEY_End, 0);
  tenon_ui_type (" now");
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpstr (pattern->description, ==, before);
  assert_cursor (self, 0, "description");
  tenon_ui_key (GDK_KEY_F2, 0);
  tenon_ui_key (GDK_KEY_End, 0);
  tenon_ui_type (" now");
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_cmpstr (pattern->description, ==, longer);
  assert_cursor (self, 0, "operation-type");
}

static void
test_second_click_edits (Fixture      *self,
                         gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 2);

  click_cell (self, pattern, "description", 0);
  g_assert_false (tenon_pattern_grid_is_editing (self->grid));
  click_cell (self, pattern, "description", 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_type ("Other");
  click_cell (self, get_pattern (self, 4), "description", 0); /* leaving takes it */
  g_assert_cmpstr (pattern->description, ==, "Other");
  assert_cursor (self, 4, "description");
}

static void
test_choices (Fixture      *self,
              gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);

  click_cell (self, pattern, "operation-type", 0);
  tenon_ui_type ("del");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_DELETE);
  assert_cursor (self, 1, "operation-type");
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
test_entities_complete (Fixture      *self,
                        gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "entities"));
  tenon_ui_type ("addr");
  tenon_ui_type (", pub");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_cmpuint (g_strv_length (pattern->entities_involved), ==, 2);
  g_assert_cmpstr (pattern->entities_involved[0], ==, "addresses");
  g_assert_cmpstr (pattern->entities_involved[1], ==, "publishers");
}

static void
test_new_row (Fixture      *self,
              gconstpointer data)
{
  guint         n = tenon_list_get_length (self->ui.model->patterns);
  TenonPattern *pattern;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, n, "description"));
  g_assert_null (tenon_pattern_grid_get_pattern (self->grid));
  tenon_ui_type ("One more");
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  pattern = get_pattern (self, n);
  g_assert_cmpstr (pattern->description, ==, "One more");
  g_assert_true (g_str_has_prefix (pattern->pattern_id, "AP"));
  assert_cursor (self, n, "operation-type");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

static void
test_ids_stay_apart (Fixture      *self,
                     gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);

  click_cell (self, pattern, "pattern-id", 0);
  tenon_ui_type ("AP2");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpstr (pattern->pattern_id, ==, "AP1");
}

/* ---- rows ---- */

static void
test_select (Fixture      *self,
             gconstpointer data)
{
  click_cell (self, get_pattern (self, 1), "description", 0);
  g_assert_cmpuint (count_selected (self), ==, 1);
  click_cell (self, get_pattern (self, 4), "description", GDK_SHIFT_MASK);
  g_assert_cmpuint (count_selected (self), ==, 4);
  click_cell (self, get_pattern (self, 2), "description", GDK_CONTROL_MASK);
  g_assert_cmpuint (count_selected (self), ==, 3);
  click_cell (self, get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (count_selected (self), ==, 3);
  tenon_ui_key (GDK_KEY_Up, GDK_SHIFT_MASK);
  g_assert_cmpuint (count_selected (self), ==, 2);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_selected (self), ==, tenon_list_get_length (self->ui.model->patterns));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (count_selected (self), ==, 1);
}

static void
test_remove_and_undo (Fixture      *self,
                      gconstpointer data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);

  click_cell (self, get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Delete, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n - 2);
  g_assert_null (tenon_model_find_pattern (self->ui.model, "AP2"));
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Down, 0); /* the keyboard is still in the table */
  g_assert_nonnull (tenon_pattern_grid_get_pattern (self->grid));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
  g_assert_cmpstr (get_pattern (self, 1)->pattern_id, ==, "AP2");
}

static void
test_duplicate_and_move (Fixture      *self,
                         gconstpointer data)
{
  guint         n = tenon_list_get_length (self->ui.model->patterns);
  TenonPattern *second = get_pattern (self, 1);

  click_cell (self, second, "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_true (get_pattern (self, 2) == second);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_true (get_pattern (self, 1) == second);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  g_assert_cmpstr (get_pattern (self, 2)->description, ==, second->description);
  g_assert_cmpstr (get_pattern (self, 2)->pattern_id, !=, second->pattern_id);
  tenon_ui_spin (100);
  g_assert_cmpuint (count_selected (self), ==, 1);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == get_pattern (self, 2));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

static void
test_clear_cells (Fixture      *self,
                  gconstpointer data)
{
  click_cell (self, get_pattern (self, 0), "description", 0);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Delete, 0);
  g_assert_cmpstr (get_pattern (self, 0)->description, ==, NULL);
  g_assert_cmpstr (get_pattern (self, 1)->description, ==, NULL);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_nonnull (get_pattern (self, 0)->description);
  g_assert_nonnull (get_pattern (self, 1)->description);
}

/* ---- rates ---- */

static void
test_rate_needs_evidence (Fixture      *self,
                          gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);
  g_autoptr (TenonRate) before = pattern->rps_peak != NULL ? tenon_rate_copy (pattern->rps_peak) : NULL;
  GtkWindow *dialog;
  GtkWidget *button, *person;
  double     value = 0;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type ("250");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  g_assert_true (tenon_rate_equal (pattern->rps_peak, before)); /* not before somebody said why */
  dialog = find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
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
test_rate_that_is_no_number (Fixture      *self,
                             gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);
  g_autoptr (TenonRate) before = pattern->rps_average != NULL ? tenon_rate_copy (pattern->rps_average) : NULL;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-average"));
  tenon_ui_type ("often");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (100);
  g_assert_null (find_dialog (TENON_TYPE_EVIDENCE_DIALOG));
  g_assert_true (tenon_rate_equal (pattern->rps_average, before));
}

static void
test_rate_by_formula (Fixture      *self,
                      gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);
  GtkWindow    *dialog;
  GtkWidget    *button, *person;
  double        value = 0;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type ("=86400 x 3 / 86400");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  dialog = find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
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
test_columns_agree (Fixture      *self,
                    gconstpointer data)
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
test_filter (Fixture      *self,
             gconstpointer data)
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
test_filter_keeps_selection (Fixture      *self,
                             gconstpointer data)
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
test_columns_are_kept (Fixture      *self,
                       gconstpointer data)
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
clipboard_read_cb (GObject      *clipboard,
                   GAsyncResult *result,
                   gpointer      data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_set (gpointer text)
{
  return *(char **)text != NULL;
}

static char *
read_clipboard (Fixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (self->page), NULL, clipboard_read_cb, &text);
  g_assert_true (tenon_ui_wait (is_set, &text));
  return text;
}

static void
paste (Fixture    *self,
       const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
  tenon_ui_key (GDK_KEY_v, GDK_CONTROL_MASK);
  tenon_ui_spin (200);
}

static void
test_copy (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *cell = NULL;
  g_autofree char *rows = NULL;
  g_auto (GStrv) lines = NULL;

  click_cell (self, get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  cell = read_clipboard (self);
  g_assert_cmpstr (cell, ==, get_pattern (self, 1)->description);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  rows = read_clipboard (self);
  lines = g_strsplit (rows, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* and the end of the last line */
  g_assert_true (g_str_has_prefix (lines[0], "AP2\t"));
  g_assert_true (g_str_has_prefix (lines[1], "AP3\t"));
}

static void
test_paste (Fixture      *self,
            gconstpointer data)
{
  guint            n = tenon_list_get_length (self->ui.model->patterns);
  g_autofree char *before = g_strdup (get_pattern (self, 1)->description);

  click_cell (self, get_pattern (self, 1), "description", 0);
  paste (self, "First\tWrite\nSecond\tRead\n");
  g_assert_cmpstr (get_pattern (self, 1)->description, ==, "First");
  g_assert_cmpint (get_pattern (self, 1)->operation_type, ==, TENON_OPERATION_WRITE);
  g_assert_cmpstr (get_pattern (self, 2)->description, ==, "Second");
  tenon_model_undo (self->ui.model); /* all of it is one step */
  g_assert_cmpstr (get_pattern (self, 1)->description, ==, before);
  tenon_pattern_grid_move_to (self->grid, n, "description");
  paste (self, "New one\nNew two\n");
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 2);
  g_assert_cmpstr (get_pattern (self, n + 1)->description, ==, "New two");
}

static void
test_paste_rates_asks_once (Fixture      *self,
                            gconstpointer data)
{
  GtkWindow *dialog;
  GtkWidget *button, *person;
  double     value = 0;

  tenon_pattern_grid_move_to (self->grid, 0, "rps-peak");
  paste (self, "500\t200\n40\t20\n");
  dialog = find_dialog (TENON_TYPE_PLAN_DIALOG);
  g_assert_nonnull (dialog);
  button = tenon_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Apply");
  person = tenon_ui_find (GTK_WIDGET (dialog), TENON_TYPE_PERSON_ROW, NULL);
  g_object_set (person, "by", "Ada <ada@example.org>", "note", "From the load test", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (100);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (tenon_rate_get_evidence (get_pattern (self, i)->rps_peak), ==, "From the load test");
      g_assert_cmpstr (tenon_rate_get_evidence (get_pattern (self, i)->rps_average), ==, "From the load test");
    }
  tenon_rate_get_value (get_pattern (self, 1)->rps_average, &value);
  g_assert_cmpfloat (value, ==, 20);
}

/* ---- details ---- */

static void
test_details_stand_still (Fixture      *self,
                          gconstpointer data)
{
  GtkWidget *cell = find_cell (self, get_pattern (self, 9), "description");
  double     y, after;

  gtk_widget_translate_coordinates (cell, GTK_WIDGET (self->ui.window), 0, 0, NULL, &y);
  click_cell (self, get_pattern (self, 9), "description", 0);
  tenon_ui_spin (300);
  gtk_widget_translate_coordinates (cell, GTK_WIDGET (self->ui.window), 0, 0, NULL, &after);
  g_assert_cmpfloat (after, ==, y);
  g_assert_nonnull (tenon_ui_find (self->page, GTK_TYPE_LABEL, "Rates and Their Evidence"));
}

static void
test_unbind_statement (Fixture      *self,
                       gconstpointer data)
{
  TenonPattern *pattern = get_pattern (self, 0);
  GtkWidget    *button;
  guint         n = g_strv_length (pattern->statements);

  g_assert_cmpuint (n, >, 0);
  click_cell (self, pattern, "description", 0);
  tenon_ui_spin (300);
  button = tenon_ui_find (self->page, GTK_TYPE_BUTTON, "Unbind");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (pattern->statements != NULL ? g_strv_length (pattern->statements) : 0, ==, n - 1);
  tenon_model_undo (self->ui.model);
  g_assert_cmpuint (g_strv_length (pattern->statements), ==, n);
}

static void
test_take_shape (Fixture      *self,
                 gconstpointer data)
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
#define ADD(path, function) g_test_add ("/patterns/" path, Fixture, NULL, set_up, function, tear_down)
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
