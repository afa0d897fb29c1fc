/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A rectangle of cells in the pattern table: selected, read out, copied, filled and emptied as in a spreadsheet. */

#include <string.h>

#include "app/patterns/tenon-pattern-cell.h"
#include "app/patterns/tenon-plan-dialog.h"
#include "patterns-fixture.h"
#include "tenon-ui-events.h"

static void
assert_range (PatternsFixture *self,
              guint            n_rows,
              guint            n_columns)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_range (self->grid, &columns);

  if (n_rows == 0)
    {
      g_assert_null (patterns);
      return;
    }
  g_assert_nonnull (patterns);
  g_assert_cmpuint (patterns->len, ==, n_rows);
  g_assert_cmpuint (columns->len, ==, n_columns);
}

static gboolean
is_in_range (PatternsFixture *self,
             guint            index,
             const char      *property)
{
  return tenon_pattern_cell_is_in_range (TENON_PATTERN_CELL (patterns_find_cell (self, patterns_get_pattern (self, index), property)));
}

static void
test_by_keys (PatternsFixture *self,
              gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  assert_range (self, 0, 0);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_range (self, 1, 2);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_range (self, 3, 2);
  patterns_assert_cursor (self, 3, "operation-type");
  g_assert_cmpuint (patterns_count_selected (self), ==, 3); /* what is done with rows is done with these */
  g_assert_true (is_in_range (self, 1, "description"));
  g_assert_true (is_in_range (self, 3, "operation-type"));
  g_assert_false (is_in_range (self, 3, "rps-peak"));
  g_assert_false (is_in_range (self, 4, "description"));
  tenon_ui_key (GDK_KEY_Up, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Left, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Left, GDK_SHIFT_MASK); /* past where it began */
  assert_range (self, 2, 2);
  g_assert_true (is_in_range (self, 1, "pattern-id"));
  g_assert_false (is_in_range (self, 1, "operation-type"));
  tenon_ui_key (GDK_KEY_Escape, 0);
  assert_range (self, 0, 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, 0); /* any other step lets it go */
  assert_range (self, 0, 0);
}

static void
test_far (PatternsFixture *self,
          gconstpointer    data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  tenon_ui_key (GDK_KEY_End, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  assert_range (self, n - 1, 9);
  tenon_ui_spin (50);
  tenon_ui_key (GDK_KEY_Home, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  assert_range (self, 2, 2);
  tenon_ui_key (GDK_KEY_space, GDK_SHIFT_MASK);
  assert_range (self, 2, 10);
}

static void
test_by_pointer (PatternsFixture *self,
                 gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  patterns_click_cell (self, patterns_get_pattern (self, 4), "rps-peak", GDK_SHIFT_MASK);
  assert_range (self, 4, 3);
  patterns_click_cell (self, patterns_get_pattern (self, 2), "operation-type", GDK_SHIFT_MASK);
  assert_range (self, 2, 2);
  patterns_click_cell (self, patterns_get_pattern (self, 6), "description", GDK_CONTROL_MASK);
  assert_range (self, 0, 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 3); /* rows again */
  patterns_click_cell (self, patterns_get_pattern (self, 3), "description", 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
}

static void
test_dragged (PatternsFixture *self,
              gconstpointer    data)
{
  GtkWidget *from = patterns_find_cell (self, patterns_get_pattern (self, 1), "description");
  GtkWidget *to = patterns_find_cell (self, patterns_get_pattern (self, 5), "rps-peak");
  double     x, y;

  gtk_widget_translate_coordinates (to, from, 20, 10, &x, &y);
  tenon_ui_drag (from, 20, 10, x, y);
  assert_range (self, 5, 3);
  g_assert_false (tenon_pattern_grid_is_editing (self->grid));
}

static void
test_read_out (PatternsFixture *self,
               gconstpointer    data)
{
  GtkWidget       *cell;
  g_autofree char *problem = NULL;

  patterns_click_cell (self, patterns_get_pattern (self, 0), "description", 0);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_spin (100);
  cell = patterns_find_cell (self, patterns_get_pattern (self, 1), "operation-type");
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "AP2, type, Read; 2 rows by 2 columns selected");
  g_assert_cmpstr (problem, ==, NULL);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (100);
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "AP2, type, Read");
  g_assert_cmpstr (problem, ==, NULL);
}

static void
test_copied (PatternsFixture *self,
             gconstpointer    data)
{
  TenonPattern    *second = patterns_get_pattern (self, 1), *third = patterns_get_pattern (self, 2);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *headed = NULL;

  tenon_model_set (self->ui.model, "Type", second, "operation-type", TENON_OPERATION_READ, NULL);
  tenon_model_set (self->ui.model, "Type", third, "operation-type", TENON_OPERATION_WRITE, NULL);
  patterns_click_cell (self, second, "description", 0);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  text = patterns_read_clipboard (self);
  expected = g_strdup_printf ("%s\tRead\n%s\tWrite\n", second->description, third->description);
  g_assert_cmpstr (text, ==, expected);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  headed = patterns_read_clipboard (self);
  g_assert_true (g_str_has_suffix (headed, expected));
  g_assert_true (g_str_has_prefix (headed, "Description\t"));
}

/* What was copied of one place goes to another, whatever it is. */
static void
test_copied_and_pasted (PatternsFixture *self,
                        gconstpointer    data)
{
  TenonPattern    *from = patterns_get_pattern (self, 3), *to = patterns_get_pattern (self, 5);
  g_autofree char *before = g_strdup (to->description);

  patterns_click_cell (self, from, "description", 0);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_c, GDK_CONTROL_MASK);
  tenon_ui_spin (50);
  patterns_click_cell (self, to, "description", 0);
  tenon_ui_key (GDK_KEY_v, GDK_CONTROL_MASK);
  tenon_ui_spin (300);
  g_assert_cmpstr (to->description, ==, from->description);
  g_assert_cmpint (to->operation_type, ==, from->operation_type);
  g_assert_cmpstr (patterns_get_pattern (self, 6)->description, ==, patterns_get_pattern (self, 4)->description);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK); /* one step */
  g_assert_cmpstr (to->description, ==, before);
}

static void
test_filled (PatternsFixture *self,
             gconstpointer    data)
{
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 2, "status"));
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  patterns_paste (self, "Asked");
  for (guint i = 2; i < 5; i++)
    g_assert_cmpstr (patterns_get_pattern (self, i)->status, ==, "Asked");
  g_assert_cmpstr (patterns_get_pattern (self, 5)->status, !=, "Asked");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpstr (patterns_get_pattern (self, 3)->status, !=, "Asked");
}

/* Several cells begin at the first of the range, wherever the cursor is. */
static void
test_pasted_over (PatternsFixture *self,
                  gconstpointer    data)
{
  patterns_click_cell (self, patterns_get_pattern (self, 3), "operation-type", 0);
  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", GDK_SHIFT_MASK);
  assert_range (self, 3, 2);
  patterns_paste (self, "One\tRead\nTwo\tDelete\n");
  g_assert_cmpstr (patterns_get_pattern (self, 1)->description, ==, "One");
  g_assert_cmpstr (patterns_get_pattern (self, 2)->description, ==, "Two");
  g_assert_cmpint (patterns_get_pattern (self, 2)->operation_type, ==, TENON_OPERATION_DELETE);
}

static void
test_rates_ask_once (PatternsFixture *self,
                     gconstpointer    data)
{
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  patterns_paste (self, "7");
  g_assert_nonnull (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (100);
  g_assert_null (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
}

static void
test_emptied (PatternsFixture *self,
              gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 1);

  patterns_click_cell (self, pattern, "description", 0);
  tenon_ui_key (GDK_KEY_Right, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_SHIFT_MASK);
  tenon_ui_key (GDK_KEY_Delete, 0);
  tenon_ui_spin (200);
  g_assert_null (pattern->description);
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_UNKNOWN);
  g_assert_null (patterns_get_pattern (self, 2)->description);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  tenon_ui_spin (200);
  g_assert_nonnull (pattern->description);
  g_assert_nonnull (patterns_get_pattern (self, 2)->description);
}

static void
test_menu_keeps_it (PatternsFixture *self,
                    gconstpointer    data)
{
  GtkWidget *cell;

  patterns_click_cell (self, patterns_get_pattern (self, 1), "description", 0);
  patterns_click_cell (self, patterns_get_pattern (self, 3), "operation-type", GDK_SHIFT_MASK);
  cell = patterns_find_cell (self, patterns_get_pattern (self, 2), "description");
  tenon_ui_click_with (cell, 20, 10, 3, 0);
  tenon_ui_spin (100);
  assert_range (self, 3, 2);
  tenon_ui_key (GDK_KEY_Escape, 0); /* the menu */
  tenon_ui_spin (100);
  cell = patterns_find_cell (self, patterns_get_pattern (self, 6), "description");
  tenon_ui_click_with (cell, 20, 10, 3, 0); /* elsewhere it is another row's menu */
  tenon_ui_spin (100);
  assert_range (self, 0, 0);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
  tenon_ui_key (GDK_KEY_Escape, 0);
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/patterns/range/" path, PatternsFixture, NULL, patterns_set_up, function, patterns_tear_down)
  ADD ("keys", test_by_keys);
  ADD ("far", test_far);
  ADD ("pointer", test_by_pointer);
  ADD ("dragged", test_dragged);
  ADD ("read-out", test_read_out);
  ADD ("copied", test_copied);
  ADD ("copied-and-pasted", test_copied_and_pasted);
  ADD ("filled", test_filled);
  ADD ("pasted-over", test_pasted_over);
  ADD ("rates", test_rates_ask_once);
  ADD ("emptied", test_emptied);
  ADD ("menu", test_menu_keeps_it);
#undef ADD
  return g_test_run ();
}
