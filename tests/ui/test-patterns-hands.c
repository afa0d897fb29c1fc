/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page in somebody's hands: headings that are clicked and dragged, filters that are chosen, the evidence
 * dialog page by page, and all of it by the keyboard alone. */

#include <string.h>

#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-filter-bar.h"
#include "app/patterns/tenon-pattern-detail.h"
#include "app/patterns/tenon-pattern-filter.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "patterns-fixture.h"
#include "tenon-ui-events.h"

static void
click (GtkWidget *widget)
{
  tenon_ui_click (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  tenon_ui_spin (100);
}

/* ---- headings ---- */

static GtkWidget *
find_heading (PatternsFixture *self,
              const char      *title)
{
  GtkWidget *header = gtk_widget_get_first_child (tenon_ui_find (GTK_WIDGET (self->grid), GTK_TYPE_COLUMN_VIEW, NULL));

  for (GtkWidget *heading = gtk_widget_get_first_child (header); heading != NULL; heading = gtk_widget_get_next_sibling (heading))
    if (gtk_widget_get_visible (heading) && tenon_ui_find (heading, GTK_TYPE_LABEL, title) != NULL)
      return heading;
  g_assert_not_reached ();
}

static char *
dup_columns (TenonPatternGrid *grid,
             guint             n)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (grid);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n && i < columns->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((const TenonGridColumn *)g_ptr_array_index (columns, i))->name);
  return g_string_free (names, FALSE);
}

static void
test_heading_sorts (PatternsFixture *self,
                    gconstpointer    data)
{
  GtkWidget *heading = find_heading (self, "Description");
  gboolean   descending;

  click (heading);
  g_assert_cmpstr (tenon_pattern_grid_get_sort (self->grid, &descending), ==, "description");
  g_assert_false (descending);
  for (guint i = 1; i < tenon_pattern_grid_get_n_shown (self->grid); i++)
    {
      TenonPattern *before = tenon_pattern_grid_get_row (self->grid, i - 1), *after = tenon_pattern_grid_get_row (self->grid, i);

      g_assert_cmpint (tenon_grid_column_compare (tenon_grid_columns_find ("description"), before, after), <=, 0);
    }
  tenon_ui_spin (600); /* no double click */
  click (heading);
  g_assert_cmpstr (tenon_pattern_grid_get_sort (self->grid, &descending), ==, "description");
  g_assert_true (descending);
  gtk_widget_activate_action (self->page, "columns.as-written", NULL);
  g_assert_null (tenon_pattern_grid_get_sort (self->grid, NULL));
  g_assert_true (tenon_pattern_grid_get_row (self->grid, 0) == patterns_get_pattern (self, 0));
}

/* By its middle, to the beginning of the other. */
static void
drag_heading (PatternsFixture *self,
              const char      *title,
              const char      *to)
{
  GtkWidget      *heading = find_heading (self, title), *header = gtk_widget_get_parent (heading); /* the heading itself moves */
  graphene_rect_t from, place;

  g_assert_true (gtk_widget_compute_bounds (heading, header, &from));
  g_assert_true (gtk_widget_compute_bounds (find_heading (self, to), header, &place));
  tenon_ui_drag (header, from.origin.x + from.size.width / 2, 10, place.origin.x + 20, 10);
  tenon_ui_spin (300);
}

/* At the line to the next. */
static void
drag_edge (PatternsFixture *self,
           const char      *title,
           double           by)
{
  GtkWidget      *heading = find_heading (self, title), *header = gtk_widget_get_parent (heading);
  graphene_rect_t place;
  double          x;

  g_assert_true (gtk_widget_compute_bounds (heading, header, &place));
  x = place.origin.x + place.size.width - 1;
  tenon_ui_drag (header, x, 10, x + by, 10);
  tenon_ui_spin (200);
}

static void
test_heading_dragged (PatternsFixture *self,
                      gconstpointer    data)
{
  g_autofree char *before = dup_columns (self->grid, 3);
  g_autofree char *after = NULL;
  g_autofree char *reset = NULL;

  g_assert_cmpstr (before, ==, "pattern-id description operation-type");
  drag_heading (self, "Type", "Pattern");
  after = dup_columns (self->grid, 3);
  g_assert_cmpstr (after, ==, "operation-type pattern-id description");
  gtk_widget_activate_action (self->page, "columns.reset", NULL);
  reset = dup_columns (self->grid, 3);
  g_assert_cmpstr (reset, ==, before);
}

static guint
get_kept_width (TenonPatternGrid *grid,
                const char       *name)
{
  g_autoptr (TenonViewSettings) view = tenon_pattern_grid_dup_view (grid);

  for (guint i = 0; i < view->columns->len; i++)
    if (g_str_equal (((TenonViewColumn *)g_ptr_array_index (view->columns, i))->name, name))
      return ((TenonViewColumn *)g_ptr_array_index (view->columns, i))->width;
  return 0;
}

static void
test_heading_resized (PatternsFixture *self,
                      gconstpointer    data)
{
  GtkWidget *heading = find_heading (self, "Description");
  int        width = gtk_widget_get_width (heading);

  drag_edge (self, "Description", 80);
  g_assert_cmpint (ABS (gtk_widget_get_width (heading) - (width + 80)), <, 12);
  g_assert_cmpint (ABS ((int)get_kept_width (self->grid, "description") - gtk_widget_get_width (heading)), <, 20);
}

static void
test_arrangement_is_kept (PatternsFixture *self,
                          gconstpointer    data)
{
  g_autofree char *arranged = NULL;
  g_autofree char *again = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *grid;
  guint      width;

  drag_edge (self, "Description", -80);
  drag_heading (self, "Type", "Pattern");
  gtk_widget_activate_action (self->page, "columns.rps-average", NULL);
  gtk_widget_activate_action (self->page, "columns.latency-ms", NULL);
  arranged = dup_columns (self->grid, 40);
  width = get_kept_width (self->grid, "description");
  tenon_ui_spin (800); /* it is kept when the hand rests */
  project = tenon_project_open (self->ui.folder, NULL, &error);
  g_assert_no_error (error);
  grid = g_object_ref_sink (tenon_pattern_grid_new (project, GTK_FILTER (tenon_pattern_filter_new (project))));
  again = dup_columns (TENON_PATTERN_GRID (grid), 40);
  g_assert_cmpstr (again, ==, arranged);
  g_assert_null (strstr (again, "rps-average"));
  g_assert_nonnull (strstr (again, "latency-ms"));
  g_assert_cmpuint (get_kept_width (TENON_PATTERN_GRID (grid), "description"), ==, width);
  g_object_unref (grid);
}

/* ---- filters ---- */

static GtkWidget *
find_choice (PatternsFixture *self,
             guint            index)
{
  GtkWidget *grid = tenon_ui_find (GTK_WIDGET (tenon_ui_find (self->page, TENON_TYPE_FILTER_BAR, NULL)), GTK_TYPE_GRID, NULL);
  guint      n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_DROP_DOWN (child) && n++ == index)
      return child;
  g_assert_not_reached ();
}

static GtkWidget *
find_filter_button (PatternsFixture *self)
{
  return gtk_widget_get_ancestor (gtk_widget_get_ancestor (find_choice (self, 0), GTK_TYPE_POPOVER), GTK_TYPE_MENU_BUTTON);
}

/* Opens the popover, moves to the drop-down and takes its first choice after "any". */
static void
choose_first (PatternsFixture *self,
              guint            index)
{
  click (find_filter_button (self));
  click (find_choice (self, index));
  tenon_ui_key (GDK_KEY_Tab, 0); /* past the entry that searches, where there is one */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_choice (self, index)), 1);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (100);
}

static guint
count_that (PatternsFixture *self,
            gboolean (*fits) (TenonPattern *pattern))
{
  guint n = 0;

  for (guint i = 0; i < tenon_list_get_length (self->ui.model->patterns); i++)
    n += fits (patterns_get_pattern (self, i));
  return n;
}

static gboolean
concerns_addresses (TenonPattern *pattern)
{
  return pattern->entities_involved != NULL && g_strv_contains ((const char *const *)pattern->entities_involved, "addresses");
}

static gboolean
is_not_said (TenonPattern *pattern)
{
  return pattern->operation_type == TENON_OPERATION_UNKNOWN;
}

static gboolean
is_asked (TenonPattern *pattern)
{
  return g_strcmp0 (pattern->status, "Asked") == 0;
}

static void
test_each_filter (PatternsFixture *self,
                  gconstpointer    data)
{
  static const struct
  {
    gboolean (*fits) (TenonPattern *pattern);
    const char *chip;
  } filters[] = {
    { concerns_addresses, "Entity: addresses" },
    { is_not_said, "Type: Not said" },
    { is_asked, "Status: Asked" },
    { tenon_pattern_lacks_rate, "Rate: Unknown" },
  };
  guint n = tenon_list_get_length (self->ui.model->patterns);

  tenon_model_set (self->ui.model, "Status", patterns_get_pattern (self, 2), "status", "Asked", NULL);
  tenon_model_set (self->ui.model, "Type", patterns_get_pattern (self, 4), "operation-type", TENON_OPERATION_UNKNOWN, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GtkWidget *label;

      choose_first (self, i);
      g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, count_that (self, filters[i].fits));
      label = tenon_ui_find (self->page, GTK_TYPE_LABEL, filters[i].chip);
      g_assert_nonnull (label);
      click (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON)); /* the chip takes it away again */
      g_assert_cmpuint (tenon_pattern_grid_get_n_shown (self->grid), ==, n);
    }
}

/* What was narrowed away and comes back is where the cursor still is. */
static void
test_filter_begins_at_the_top (PatternsFixture *self,
                               gconstpointer    data)
{
  GtkWidget     *view = tenon_ui_find (GTK_WIDGET (self->grid), GTK_TYPE_COLUMN_VIEW, NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  TenonPattern  *pattern = patterns_get_pattern (self, 40);

  gtk_adjustment_set_value (adjustment, 600);
  tenon_ui_spin (100);
  tenon_page_find (TENON_PAGE (self->page));
  tenon_ui_type ("query");
  tenon_ui_spin (400);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  gtk_widget_activate_action (self->page, "patterns.show-all", NULL);
  g_assert_true (tenon_pattern_grid_show_pattern (self->grid, pattern));
  tenon_page_find (TENON_PAGE (self->page));
  tenon_ui_type ("publisher");
  tenon_ui_spin (400);
  gtk_widget_activate_action (self->page, "patterns.show-all", NULL);
  tenon_ui_spin (100);
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == pattern);
}

/* ---- the evidence dialog ---- */

static GtkWindow *
ask_about (PatternsFixture *self,
           const char      *typed)
{
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "rps-peak"));
  tenon_ui_type (typed);
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (200);
  g_assert_nonnull (patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG));
  return patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG);
}

static void
fill_row (GtkWidget  *root,
          const char *title,
          const char *text)
{
  GtkWidget *row = gtk_widget_get_ancestor (tenon_ui_find (root, GTK_TYPE_LABEL, title), ADW_TYPE_ENTRY_ROW);

  click (row);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_type (text);
}

static void
test_evidence_observed (PatternsFixture *self,
                        gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  GtkWidget    *dialog = GTK_WIDGET (ask_about (self, "9")), *button;
  double        value = 0;

  click (gtk_widget_get_ancestor (tenon_ui_find (dialog, GTK_TYPE_LABEL, "Observed"), GTK_TYPE_TOGGLE_BUTTON));
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Enter Rate");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_is_sensitive (button));
  fill_row (dialog, "Lines, as in 120–480", "120-480");
  fill_row (dialog, "Times counted", "300");
  fill_row (dialog, "Within seconds", "60");
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada <ada@example.org>", NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  click (button);
  g_assert_null (patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG));
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_OBSERVED);
  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
  g_assert_cmpfloat (value, ==, 5);
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern->rps_peak), "lines 120 to 480"));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_true (!tenon_rate_get_value (pattern->rps_peak, &value) || value != 5);
}

static void
test_evidence_unknown (PatternsFixture *self,
                       gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  GtkWidget    *dialog, *button;
  double        value = 0;

  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
  dialog = GTK_WIDGET (ask_about (self, "9"));
  click (gtk_widget_get_ancestor (tenon_ui_find (dialog, GTK_TYPE_LABEL, "Unknown"), GTK_TYPE_TOGGLE_BUTTON));
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Leave Open");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  click (button);
  g_assert_false (tenon_rate_get_value (pattern->rps_peak, &value)); /* not 0 either */
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
}

static void
test_evidence_left (PatternsFixture *self,
                    gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 0);
  g_autoptr (TenonRate) before = pattern->rps_peak != NULL ? tenon_rate_copy (pattern->rps_peak) : NULL;

  ask_about (self, "9");
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (200);
  g_assert_null (patterns_find_dialog (TENON_TYPE_EVIDENCE_DIALOG));
  g_assert_true (tenon_rate_equal (pattern->rps_peak, before));
  tenon_ui_key (GDK_KEY_Down, 0); /* the keyboard is where it was */
  patterns_assert_cursor (self, 1, "rps-peak");
}

/* ---- by the keyboard alone ---- */

static void
test_keys_edit (PatternsFixture *self,
                gconstpointer    data)
{
  TenonPattern *first = patterns_get_pattern (self, 0), *second = patterns_get_pattern (self, 1);

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 1, "description"));
  tenon_ui_key (GDK_KEY_F2, 0);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_type ("Second");
  tenon_ui_key (GDK_KEY_Return, GDK_SHIFT_MASK); /* up */
  g_assert_cmpstr (second->description, ==, "Second");
  patterns_assert_cursor (self, 0, "description");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_pattern_grid_is_editing (self->grid));
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_type ("First");
  tenon_ui_key (GDK_KEY_Tab, GDK_SHIFT_MASK); /* back */
  g_assert_cmpstr (first->description, ==, "First");
  patterns_assert_cursor (self, 0, "pattern-id");
  tenon_ui_key (GDK_KEY_Tab, 0);
  tenon_ui_key (GDK_KEY_Tab, 0);
  patterns_assert_cursor (self, 0, "operation-type");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpstr (second->description, !=, "Second");
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpstr (second->description, ==, "Second");
}

/* With Ctrl the cursor moves alone, and Space takes rows in. */
static void
test_keys_select (PatternsFixture *self,
                  gconstpointer    data)
{
  g_assert_true (tenon_pattern_grid_move_to (self->grid, 0, "description"));
  tenon_ui_key (GDK_KEY_Down, GDK_CONTROL_MASK);
  tenon_ui_key (GDK_KEY_Down, GDK_CONTROL_MASK);
  patterns_assert_cursor (self, 2, "description");
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
  tenon_ui_key (GDK_KEY_space, GDK_CONTROL_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 2);
  tenon_ui_key (GDK_KEY_space, GDK_CONTROL_MASK);
  g_assert_cmpuint (patterns_count_selected (self), ==, 1);
}

static void
test_keys_menu (PatternsFixture *self,
                gconstpointer    data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 1, "description"));
  tenon_ui_key (GDK_KEY_Menu, 0);
  tenon_ui_spin (200);
  tenon_ui_key (GDK_KEY_d, 0); /* its letter in the menu */
  tenon_ui_spin (200);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 1);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
  tenon_ui_key (GDK_KEY_F10, GDK_SHIFT_MASK);
  tenon_ui_spin (200);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (200);
  tenon_ui_key (GDK_KEY_Down, 0); /* and on in the table */
  g_assert_nonnull (tenon_pattern_grid_get_pattern (self->grid));
}

/* Tab goes from cell to cell; with Ctrl it leaves the table, and with Shift too it comes back to the same cell. */
static void
test_keys_leave (PatternsFixture *self,
                 gconstpointer    data)
{
  GtkWidget *focus;

  g_assert_true (tenon_pattern_grid_move_to (self->grid, 3, "operation-type"));
  tenon_ui_spin (300);
  tenon_ui_key (GDK_KEY_Tab, GDK_CONTROL_MASK);
  tenon_ui_spin (100);
  focus = gtk_root_get_focus (GTK_ROOT (self->ui.window));
  g_assert_nonnull (gtk_widget_get_ancestor (focus, TENON_TYPE_PATTERN_DETAIL)); /* what is known of it can be reached */
  g_assert_false (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)));
  tenon_ui_key (GDK_KEY_Tab, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  tenon_ui_spin (100);
  patterns_assert_cursor (self, 3, "operation-type");
  focus = gtk_root_get_focus (GTK_ROOT (self->ui.window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)));
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/patterns/hands/" path, PatternsFixture, NULL, patterns_set_up, function, patterns_tear_down)
  ADD ("heading/sorts", test_heading_sorts);
  ADD ("heading/dragged", test_heading_dragged);
  ADD ("heading/resized", test_heading_resized);
  ADD ("heading/kept", test_arrangement_is_kept);
  ADD ("filter/each", test_each_filter);
  ADD ("filter/top", test_filter_begins_at_the_top);
  ADD ("evidence/observed", test_evidence_observed);
  ADD ("evidence/unknown", test_evidence_unknown);
  ADD ("evidence/left", test_evidence_left);
  ADD ("keys/edit", test_keys_edit);
  ADD ("keys/select", test_keys_select);
  ADD ("keys/menu", test_keys_menu);
  ADD ("keys/leave", test_keys_leave);
#undef ADD
  return g_test_run ();
}
