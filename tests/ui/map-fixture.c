/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map in a window, for tests that use it as people do. */

#include "map-fixture.h"

#include <glib/gstdio.h>

static const char ddl[] = "CREATE TABLE users (id INT UNSIGNED NOT NULL PRIMARY KEY, email VARCHAR(190) NOT NULL UNIQUE, name VARCHAR(80));\n"
                          "CREATE TABLE products (id INT UNSIGNED NOT NULL PRIMARY KEY, title VARCHAR(120) NOT NULL);\n"
                          "CREATE TABLE orders (id INT UNSIGNED NOT NULL PRIMARY KEY, user_id INT UNSIGNED NOT NULL, total DECIMAL(10,2) NOT NULL,\n"
                          "  FOREIGN KEY (user_id) REFERENCES users (id));\n"
                          "CREATE TABLE order_items (order_id INT UNSIGNED NOT NULL, product_id INT UNSIGNED NOT NULL, quantity INT NOT NULL,\n"
                          "  PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id),\n"
                          "  FOREIGN KEY (product_id) REFERENCES products (id));\n";

const char *const map_ids[MAP_N_IDS] = { "source:users", "source:products", "source:orders", "source:order_items" };

void
map_spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

gboolean
map_all_placed (MapFixture *fixture)
{
  TenonGraph *graph = tenon_canvas_get_graph (fixture->canvas);

  for (guint i = 0; i < graph->nodes->len; i++)
    if (!((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->is_placed)
      return FALSE;
  return graph->nodes->len > 0;
}

/* @data: (nullable): CREATE TABLE statements in place of the four tables */
void
map_set_up (MapFixture   *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *schema = NULL, *path = NULL;
  const char      *files[] = { NULL, NULL };
  gint64           end;

  fixture->folder = g_dir_make_tmp ("tenon-map-XXXXXX", &error);
  g_assert_no_error (error);
  schema = g_build_filename (fixture->folder, "schema.sql", NULL);
  path = g_build_filename (fixture->folder, "project", NULL);
  g_file_set_contents (schema, data != NULL ? data : ddl, -1, &error);
  g_assert_no_error (error);
  files[0] = schema;
  fixture->project = tenon_project_create (path, "Map", files, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->model = tenon_project_get_model (fixture->project);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->page = TENON_MAP_PAGE (tenon_map_page_new (fixture->project));
  fixture->canvas = tenon_map_page_get_canvas (fixture->page);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->canvas));
  end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  while (!map_all_placed (fixture) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (map_all_placed (fixture));
  map_spin (50);
}

static void
remove_folder (const char *folder)
{
  char *argv[] = { "rm", "-rf", (char *)folder, NULL };

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

void
map_tear_down (MapFixture   *fixture,
               gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  map_spin (20);
  g_clear_object (&fixture->project);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

GtkEventController *
map_find_controller (GtkWidget *widget,
                     GType      type,
                     guint      button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) && (button == 0 || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button))
        return controller;
    }
  g_assert_not_reached ();
}

/* The middle of a card on the screen. */
void
map_locate (MapFixture *fixture,
            const char *id,
            double     *x,
            double     *y)
{
  TenonCardShape *shape = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, id));
  int             world_x, world_y;

  g_assert_true (tenon_canvas_get_position (fixture->canvas, id, &world_x, &world_y));
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world_x + shape->width / 2.0, world_y + shape->height / 2.0, x, y);
}

void
map_drag (MapFixture *fixture,
          double      x,
          double      y,
          double      dx,
          double      dy,
          gboolean    release)
{
  GtkEventController *gesture = map_find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (guint i = 1; i <= 4; i++)
    g_signal_emit_by_name (gesture, "drag-update", dx * i / 4, dy * i / 4);
  if (release)
    g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

gboolean
map_press (MapFixture     *fixture,
           guint           keyval,
           GdkModifierType state)
{
  GtkEventController *keys = map_find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_EVENT_CONTROLLER_KEY, 0);
  gboolean            handled = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", keyval, 0, state, &handled);
  return handled;
}

TenonNode *
map_find_node (MapFixture *fixture,
               const char *id)
{
  TenonNode *node = tenon_diagram_find (fixture->model->diagram, id);

  g_assert_nonnull (node);
  return node;
}
