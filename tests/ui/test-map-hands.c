/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand on the Map: falling into line, drawing relationships, putting patterns on tables. */

#include "app/design/tenon-serve-dialog.h"
#include "app/tenon-person-row.h"
#include "map-fixture.h"
#include "tenon-ui.h"

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

/* Whoever puts a pattern on a table says why. */
static void
say_why_and_apply (void)
{
  GtkWidget *dialog = GTK_WIDGET (tenon_ui_find_window (TENON_TYPE_SERVE_DIALOG));
  GtkWidget *apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");

  g_assert_false (gtk_widget_is_sensitive (apply));
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada <ada@example.org>", "note", "Because.", NULL);
  g_signal_emit_by_name (apply, "clicked");
}

/* The entries of the dialog, in their order. */
static void
fill (const char *child,
      const char *parent,
      const char *reason)
{
  GtkGrid    *grid = GTK_GRID (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (find_dialog ())));
  const char *texts[] = { child, parent, reason };

  for (int i = 0; i < 3; i++)
    if (texts[i] != NULL)
      gtk_editable_set_text (GTK_EDITABLE (gtk_grid_get_child_at (grid, 1, i)), texts[i]);
}

static const char *
read_entry (int row)
{
  GtkGrid *grid = GTK_GRID (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (find_dialog ())));

  return gtk_editable_get_text (GTK_EDITABLE (gtk_grid_get_child_at (grid, 1, row)));
}

/* A point at the edge of a row. */
static void
locate_row (MapFixture *fixture,
            const char *card,
            const char *row,
            double     *x,
            double     *y)
{
  TenonCardShape *shape = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, card));
  int             world_x, world_y;

  g_assert_true (tenon_canvas_get_position (fixture->canvas, card, &world_x, &world_y));
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world_x + shape->width - 3, world_y + tenon_card_shape_get_port (shape, row), x, y);
}

static TenonLink *
find_asserted (MapFixture *fixture)
{
  TenonScene *scene = tenon_canvas_get_scene (fixture->canvas);

  for (guint i = 0; i < scene->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (scene->links, i);

      if (link->kind == TENON_LINK_ASSERTED)
        return link;
    }
  return NULL;
}

/* From the edge of a row to another row: the dialog knows both columns and wants a reason. */
static void
test_draw_relationship (MapFixture   *fixture,
                        gconstpointer data)
{
  double     x, y, to_x, to_y;
  TenonLink *link;

  locate_row (fixture, "source:order_items", "quantity", &x, &y);
  locate_row (fixture, "source:users", "name", &to_x, &to_y);
  map_drag (fixture, x, y, to_x - 60 - x, to_y - y, TRUE);
  map_spin (50);
  g_assert_nonnull (find_dialog ());
  g_assert_cmpstr (read_entry (0), ==, "order_items.quantity");
  g_assert_cmpstr (read_entry (1), ==, "users.name");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (find_dialog ()), "assert"));
  fill (NULL, NULL, "The shop says so");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (find_dialog ()), "assert"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "assert");
  map_spin (50);
  link = find_asserted (fixture);
  g_assert_nonnull (link);
  g_assert_cmpstr (link->from_row, ==, "quantity");
  g_assert_cmpint (link->from_end, ==, TENON_CARDINALITY_ZERO_OR_MANY);
  g_assert_cmpint (link->to_end, ==, TENON_CARDINALITY_ONE);
  g_assert_nonnull (strstr (link->description, "The shop says so"));
  /* nothing was moved on the way */
  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Assert Relationship");

  tenon_model_undo (fixture->model);
  g_assert_null (find_asserted (fixture));
  tenon_model_redo (fixture->model);
  g_assert_nonnull (find_asserted (fixture));
  /* a click on the line selects its cards; Delete takes it away */
  tenon_canvas_select (fixture->canvas, "source:order_items", FALSE);
  tenon_canvas_select (fixture->canvas, "source:users", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.delete", NULL);
  g_assert_null (find_asserted (fixture));
  g_assert_nonnull (tenon_canvas_find_card (fixture->canvas, "source:users"));
}

/* The same without a mouse, and not for columns that are not there. */
static void
test_ask_for_relationship (MapFixture   *fixture,
                           gconstpointer data)
{
  static const char *const wrong[][3] = { { "orders.nothing", "users.id", "so" }, { "orders.total", "nowhere.id", "so" }, { "orders.total", "orders.total", "so" }, { "orders.total", "users.id", "" } };

  tenon_canvas_select (fixture->canvas, "source:orders", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.assert", NULL);
  map_spin (50);
  g_assert_cmpstr (read_entry (0), ==, "orders.");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      fill (wrong[i][0], wrong[i][1], wrong[i][2]);
      g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (find_dialog ()), "assert"));
    }
  fill ("orders.total", "users.id", "so");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "assert");
  map_spin (50);
  g_assert_nonnull (find_asserted (fixture));
}

/* A card falls into line with those in view, else with the grid. */
static void
test_snap (MapFixture   *fixture,
           gconstpointer data)
{
  double x, y;
  int    users_x, users_y, new_x, new_y;

  tenon_canvas_set_position (fixture->canvas, "source:users", 0, 0);
  tenon_canvas_set_position (fixture->canvas, "source:orders", 403, 301);
  tenon_canvas_set_position (fixture->canvas, "source:order_items", 3000, 3000);
  tenon_canvas_set_position (fixture->canvas, "source:products", 3400, 3000);
  tenon_canvas_reroute (fixture->canvas);
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 1.0);
  tenon_viewport_set_centre (tenon_canvas_get_viewport (fixture->canvas), 300, 250);
  map_spin (50);
  tenon_canvas_get_position (fixture->canvas, "source:users", &users_x, &users_y);
  map_locate (fixture, "source:orders", &x, &y);
  map_drag (fixture, x, y, -401, 20, TRUE);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &new_x, &new_y));
  g_assert_cmpint (new_x, ==, users_x);
  g_assert_cmpint (new_y % 8, ==, 0);
  g_assert_cmpint (abs (new_y - 321), <=, 4);
}

static void
add_pattern (MapFixture *fixture,
             const char *id,
             const char *description,
             const char *entity,
             const char *equality)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (fixture->model, "Pattern");
  TenonPattern *pattern = tenon_pattern_new (id);

  pattern->description = g_strdup (description);
  pattern->operation_type = TENON_OPERATION_READ;
  pattern->entities_involved = g_strsplit (entity, " ", -1);
  pattern->equality = g_strsplit (equality, " ", -1);
  tenon_list_append_take (fixture->model->patterns, pattern);
  tenon_edit_commit (edit);
}

/* A table serves what one of its keys can serve; else the reason is said and nothing changes. */
static void
test_serve (MapFixture   *fixture,
            gconstpointer data)
{
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GError) error = NULL, other = NULL;
  TenonTable     *orders;
  TenonOperation *operation;

  add_pattern (fixture, "AP1", "Query orders by user_id", "orders", "orders.user_id");
  design = tenon_project_propose (fixture->project, TENON_STRATEGY_MULTI_TABLE);
  tenon_project_take_design (fixture->project, design, NULL);
  add_pattern (fixture, "AP2", "Query single order by ID", "orders", "orders.id");
  add_pattern (fixture, "AP3", "Query orders by total", "orders", "orders.total");
  orders = tenon_design_find_table_of (fixture->model->design, "orders");
  g_assert_nonnull (orders);

  g_assert_false (tenon_design_serves (fixture->model->design, "AP2"));
  g_assert_true (tenon_project_can_serve_on (fixture->project, "AP2", orders->name, NULL));
  g_assert_false (tenon_project_can_serve_on (fixture->project, "AP3", orders->name, NULL));
  g_assert_false (tenon_design_serves (fixture->model->design, "AP2"));
  g_assert_true (tenon_project_serve_on (fixture->project, "AP2", orders->name, "Because.", "Ada <ada@example.org>", &error));
  g_assert_no_error (error);
  operation = tenon_list_find (orders->operations, "AP2");
  g_assert_nonnull (operation);
  g_assert_true (g_str_has_prefix (operation->key_condition, "order_id = :order_id") || operation->index != NULL);
  tenon_model_undo (fixture->model);
  g_assert_false (tenon_design_serves (fixture->model->design, "AP2"));

  g_assert_false (tenon_project_serve_on (fixture->project, "AP3", orders->name, "Because.", "Ada <ada@example.org>", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "total"));
  g_assert_false (tenon_project_serve_on (fixture->project, "AP2", "users", "Because.", "Ada <ada@example.org>", &other));
  g_assert_nonnull (strstr (other->message, "orders"));

  /* the same by the menu: the pattern that is followed, the table that is selected */
  tenon_map_page_set_view (fixture->page, TENON_MAP_TARGET);
  map_spin (200);
  tenon_map_page_follow (fixture->page, "AP2");
  {
    g_autofree char *id = g_strconcat ("table:", orders->name, NULL);

    tenon_canvas_select (fixture->canvas, id, FALSE);
  }
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.serve-here", NULL);
  map_spin (200);
  say_why_and_apply ();
  g_assert_true (tenon_design_serves (fixture->model->design, "AP2"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  MAP_TEST ("/map-hands/draw-relationship", test_draw_relationship);
  MAP_TEST ("/map-hands/ask-for-relationship", test_ask_for_relationship);
  MAP_TEST ("/map-hands/snap", test_snap);
  MAP_TEST ("/map-hands/serve", test_serve);
  return g_test_run ();
}
