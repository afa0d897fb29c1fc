/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as people use it: what it shows, what it says, and that every move is one step that can be undone. */

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/canvas/tenon-map-page.h"
#include "app/tenon-page.h"

static const char ddl[] = "CREATE TABLE users (id INT UNSIGNED NOT NULL PRIMARY KEY, email VARCHAR(190) NOT NULL UNIQUE, name VARCHAR(80));\n"
                          "CREATE TABLE products (id INT UNSIGNED NOT NULL PRIMARY KEY, title VARCHAR(120) NOT NULL);\n"
                          "CREATE TABLE orders (id INT UNSIGNED NOT NULL PRIMARY KEY, user_id INT UNSIGNED NOT NULL, total DECIMAL(10,2) NOT NULL,\n"
                          "  FOREIGN KEY (user_id) REFERENCES users (id));\n"
                          "CREATE TABLE order_items (order_id INT UNSIGNED NOT NULL, product_id INT UNSIGNED NOT NULL, quantity INT NOT NULL,\n"
                          "  PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id),\n"
                          "  FOREIGN KEY (product_id) REFERENCES products (id));\n";

static const char *const ids[] = { "source:users", "source:products", "source:orders", "source:order_items" };

typedef struct
{
  char         *folder;
  TenonProject *project;
  TenonModel   *model;
  GtkWidget    *window;
  TenonMapPage *page;
  TenonCanvas  *canvas;
} Fixture;

static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static gboolean
all_placed (Fixture *fixture)
{
  int x, y;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (!tenon_canvas_get_position (fixture->canvas, ids[i], &x, &y))
      return FALSE;
  return TRUE;
}

static void
set_up (Fixture      *fixture,
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
  g_file_set_contents (schema, ddl, -1, &error);
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
  while (!all_placed (fixture) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (all_placed (fixture));
  spin (50);
}

static void
remove_folder (const char *folder)
{
  char *argv[] = { "rm", "-rf", (char *)folder, NULL };

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  spin (20);
  g_clear_object (&fixture->project);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GtkEventController *
find_controller (GtkWidget *widget,
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
static void
locate (Fixture    *fixture,
        const char *id,
        double     *x,
        double     *y)
{
  TenonCardShape *shape = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, id));
  int             world_x, world_y;

  g_assert_true (tenon_canvas_get_position (fixture->canvas, id, &world_x, &world_y));
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world_x + shape->width / 2.0, world_y + shape->height / 2.0, x, y);
}

static void
drag (Fixture *fixture,
      double   x,
      double   y,
      double   dx,
      double   dy,
      gboolean release)
{
  GtkEventController *gesture = find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (guint i = 1; i <= 4; i++)
    g_signal_emit_by_name (gesture, "drag-update", dx * i / 4, dy * i / 4);
  if (release)
    g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static gboolean
press (Fixture        *fixture,
       guint           keyval,
       GdkModifierType state)
{
  GtkEventController *keys = find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_EVENT_CONTROLLER_KEY, 0);
  gboolean            handled = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", keyval, 0, state, &handled);
  return handled;
}

static TenonNode *
find_node (Fixture    *fixture,
           const char *id)
{
  TenonNode *node = tenon_diagram_find (fixture->model->diagram, id);

  g_assert_nonnull (node);
  return node;
}

/* --- Tests ------------------------------------------------------------- */

static void
test_cards (Fixture      *fixture,
            gconstpointer data)
{
  guint      count = 0;
  TenonCard *orders = tenon_canvas_find_card (fixture->canvas, "source:orders");

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->canvas)); child != NULL; child = gtk_widget_get_next_sibling (child))
    count++;
  g_assert_cmpuint (count, ==, 4);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (orders), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (orders), GTK_ACCESSIBLE_PROPERTY_LABEL, "Table orders");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (orders), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "3 columns, references users");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (orders), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
}

/* The first layout is one step, nothing overlaps, everything is in view. */
static void
test_first_sight (Fixture      *fixture,
                  gconstpointer data)
{
  graphene_rect_t world, visible;

  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Arrange Tables");
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->nodes), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < i; j++)
      {
        TenonCardShape *a = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, ids[i]));
        TenonCardShape *b = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, ids[j]));
        TenonNode      *p = find_node (fixture, ids[i]), *q = find_node (fixture, ids[j]);

        g_assert_true (p->x + a->width <= q->x || q->x + b->width <= p->x || p->y + a->height <= q->y || q->y + b->height <= p->y);
      }
  g_assert_true (tenon_canvas_get_bounds (fixture->canvas, &world));
  tenon_viewport_get_visible (tenon_canvas_get_viewport (fixture->canvas), &visible);
  g_assert_true (graphene_rect_contains_rect (&visible, &world));

  /* undone, the cards do not jump and nothing is laid out by itself */
  tenon_model_undo (fixture->model);
  spin (100);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->nodes), ==, 0);
  g_assert_true (all_placed (fixture));
}

static void
test_drag_is_one_step (Fixture      *fixture,
                       gconstpointer data)
{
  TenonNode *node = find_node (fixture, "source:orders");
  gint64     before_x = node->x, before_y = node->y;
  guint64    serial = tenon_model_get_serial (fixture->model);
  double     x, y;
  int        shown_x, shown_y;

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 0.5);
  locate (fixture, "source:orders", &x, &y);
  drag (fixture, x, y, 40, -25, FALSE);
  /* a preview only */
  g_assert_cmpint (node->x, ==, before_x);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
  g_signal_emit_by_name (find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY), "drag-end", 40.0, -25.0);

  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Move Tables");
  node = find_node (fixture, "source:orders");
  g_assert_cmpint (node->x, ==, before_x + 80);
  g_assert_cmpint (node->y, ==, before_y - 50);

  tenon_model_undo (fixture->model);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &shown_x, &shown_y));
  g_assert_cmpint (shown_x, ==, before_x);
  g_assert_cmpint (shown_y, ==, before_y);
  tenon_model_redo (fixture->model);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &shown_x, &shown_y));
  g_assert_cmpint (shown_x, ==, before_x + 80);
}

/* The whole selection moves, as one step. */
static void
test_drag_selection (Fixture      *fixture,
                     gconstpointer data)
{
  TenonNode *users = find_node (fixture, "source:users"), *orders = find_node (fixture, "source:orders"), *products = find_node (fixture, "source:products");
  gint64     users_x = users->x, orders_x = orders->x, products_x = products->x;
  guint64    serial = tenon_model_get_serial (fixture->model);
  double     x, y, zoom = tenon_viewport_get_scale (tenon_canvas_get_viewport (fixture->canvas));

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  tenon_canvas_select (fixture->canvas, "source:orders", TRUE);
  locate (fixture, "source:users", &x, &y);
  drag (fixture, x, y, 100 * zoom, 0, TRUE);
  g_assert_cmpint (users->x, ==, users_x + 100);
  g_assert_cmpint (orders->x, ==, orders_x + 100);
  g_assert_cmpint (products->x, ==, products_x);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 2);
}

static void
test_escape_cancels_drag (Fixture      *fixture,
                          gconstpointer data)
{
  guint64 serial = tenon_model_get_serial (fixture->model);
  int     before_x, before_y, after_x, after_y;
  double  x, y;

  tenon_canvas_get_position (fixture->canvas, "source:users", &before_x, &before_y);
  locate (fixture, "source:users", &x, &y);
  drag (fixture, x, y, 60, 60, FALSE);
  tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y);
  g_assert_cmpint (after_x, !=, before_x);
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y);
  g_assert_cmpint (after_x, ==, before_x);
  g_assert_cmpint (after_y, ==, before_y);
  g_signal_emit_by_name (find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY), "drag-end", 60.0, 60.0);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
}

static void
test_select (Fixture      *fixture,
             gconstpointer data)
{
  graphene_rect_t world;
  double          x, y, x2, y2;
  g_auto (GStrv) selection = NULL;

  /* a click */
  locate (fixture, "source:users", &x, &y);
  drag (fixture, x, y, 0, 0, TRUE);
  selection = tenon_canvas_dup_selection (fixture->canvas);
  g_assert_cmpuint (g_strv_length (selection), ==, 1);
  g_assert_cmpstr (selection[0], ==, "source:users");

  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.select-all", NULL);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 4);
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 0);

  /* a rectangle that touches a corner of everything */
  tenon_canvas_get_bounds (fixture->canvas, &world);
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world.origin.x, world.origin.y, &x, &y);
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world.origin.x + world.size.width, world.origin.y + world.size.height, &x2, &y2);
  drag (fixture, x - 10, y - 10, x2 - x + 20, y2 - y + 20, TRUE);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 4);
  locate (fixture, "source:users", &x, &y);
  tenon_canvas_unselect_all (fixture->canvas);

  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.unselect-all", NULL);
  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.select-related", NULL);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 2);
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (fixture->canvas, "source:orders")));
}

/* A run of arrow keys is one step; another selection begins another. */
static void
test_nudge (Fixture      *fixture,
            gconstpointer data)
{
  TenonNode *users = find_node (fixture, "source:users");
  gint64     x = users->x;
  guint64    serial = tenon_model_get_serial (fixture->model);

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  for (guint i = 0; i < 3; i++)
    g_assert_true (press (fixture, GDK_KEY_Right, 0));
  g_assert_cmpint (users->x, >, x);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  tenon_canvas_select (fixture->canvas, "source:orders", FALSE);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 2);
  tenon_model_undo (fixture->model);
  tenon_model_undo (fixture->model);
  g_assert_cmpint (find_node (fixture, "source:users")->x, ==, x);
}

/* Tab reaches every card, also those far outside the view, and leaves at the end. */
static void
test_tab (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), TENON_ZOOM_MAX);
  tenon_viewport_set_centre (tenon_canvas_get_viewport (fixture->canvas), -9000, -9000);
  spin (50);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *focus;

      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD));
      spin (30);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (TENON_IS_CARD (focus));
      g_assert_true (gtk_widget_get_mapped (focus));
      g_hash_table_add (seen, focus);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (ids));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_BACKWARD));
}

/* With nothing selected, arrows go to the neighbour and nothing moves. */
static void
test_arrows_walk (Fixture      *fixture,
                  gconstpointer data)
{
  guint64    serial = tenon_model_get_serial (fixture->model);
  GtkWidget *before, *after;
  gboolean   walked = FALSE;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  before = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  for (guint key = GDK_KEY_Left; key <= GDK_KEY_Down; key++)
    {
      g_assert_true (press (fixture, key, 0));
      after = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (TENON_IS_CARD (after));
      walked = walked || after != before;
    }
  g_assert_true (walked);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
}

static void
test_reveal (Fixture      *fixture,
             gconstpointer data)
{
  TenonCanvas    *canvas = fixture->canvas;
  graphene_rect_t visible;
  int             x, y;

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (canvas), 0.1);
  tenon_viewport_set_centre (tenon_canvas_get_viewport (canvas), 50000, 0);
  g_assert_true (tenon_page_reveal (TENON_PAGE (fixture->page), "source:orders.user_id"));
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (canvas, "source:orders")));
  tenon_canvas_get_position (canvas, "source:orders", &x, &y);
  tenon_viewport_get_visible (tenon_canvas_get_viewport (canvas), &visible);
  g_assert_true (graphene_rect_contains_point (&visible, &GRAPHENE_POINT_INIT (x + 50, y + 20)));
  g_assert_cmpfloat (tenon_viewport_get_zoom (tenon_canvas_get_viewport (canvas)), >, 0.5);

  g_assert_false (tenon_page_reveal (TENON_PAGE (fixture->page), "pattern:AP1"));
  g_assert_false (tenon_page_reveal (TENON_PAGE (fixture->page), "source:nothing"));
}

static void
test_lookup (Fixture      *fixture,
             gconstpointer data)
{
  TenonCanvasHit  hit;
  double          x, y;
  int             card_x, card_y;
  TenonCardShape *shape = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, "source:orders"));

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 1.0);
  tenon_canvas_get_position (fixture->canvas, "source:orders", &card_x, &card_y);
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), card_x + 40, card_y + tenon_card_shape_get_port (shape, "total"), &x, &y);
  g_assert_true (tenon_canvas_lookup_item (fixture->canvas, x, y, &hit));
  g_assert_cmpstr (hit.card->id, ==, "source:orders");
  g_assert_cmpstr (hit.line->row->key, ==, "total");
  g_assert_false (tenon_canvas_lookup_item (fixture->canvas, x - 100000, y, &hit));
  g_assert_null (hit.card);
}

/* A table that comes later finds a place, and no other moves. */
static void
test_new_table (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, "more.sql", NULL);
  const char      *files[] = { file, NULL };
  gint64           places[G_N_ELEMENTS (ids)][2], end;
  int              x, y;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      places[i][0] = find_node (fixture, ids[i])->x;
      places[i][1] = find_node (fixture, ids[i])->y;
    }
  g_file_set_contents (file, "CREATE TABLE payments (id INT NOT NULL PRIMARY KEY, order_id INT UNSIGNED NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id));\n", -1, &error);
  g_assert_no_error (error);
  imported = tenon_project_import (fixture->project, files, NULL, &error);
  g_assert_no_error (error);
  end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  while (!tenon_canvas_get_position (fixture->canvas, "source:payments", &x, &y) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:payments", &x, &y));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpint (find_node (fixture, ids[i])->x, ==, places[i][0]);
      g_assert_cmpint (find_node (fixture, ids[i])->y, ==, places[i][1]);
    }
}

/* Views keep to themselves: the empty ones say what to do, and coming back nothing has moved. */
static void
test_views (Fixture      *fixture,
            gconstpointer data)
{
  int before_x, before_y, after_x, after_y;

  tenon_canvas_get_position (fixture->canvas, "source:users", &before_x, &before_y);
  for (TenonMapView view = TENON_MAP_TARGET; view < TENON_N_MAP_VIEWS; view++)
    {
      tenon_map_page_set_view (fixture->page, view);
      spin (50);
      g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->cards->len, ==, 0);
    }
  tenon_map_page_set_view (fixture->page, TENON_MAP_SOURCE);
  spin (50);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y));
  g_assert_cmpint (after_x, ==, before_x);
  g_assert_cmpint (after_y, ==, before_y);
}

static void
test_styles (Fixture      *fixture,
             gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  spin (50);
  g_assert_true (tenon_canvas_get_palette (fixture->canvas)->is_dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  spin (50);
  g_assert_false (tenon_canvas_get_palette (fixture->canvas)->is_dark);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  TenonPalette    palette;
  graphene_rect_t bounds, world;
  g_autoptr (GskRenderNode) node = NULL;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  node = tenon_canvas_export (fixture->canvas, &palette, &bounds);
  g_assert_nonnull (node);
  tenon_canvas_get_bounds (fixture->canvas, &world);
  g_assert_true (graphene_rect_contains_rect (&bounds, &world));
}

static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *magic;
  } pictures[] = { { "map.svg", "<?xml" }, { "map.pdf", "%PDF" }, { "map.PNG", "\x89PNG" } };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *file = g_build_filename (fixture->folder, pictures[i].name, NULL), *contents = NULL;
      gsize            length;

      g_assert_true (tenon_canvas_save (fixture->canvas, file, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (file, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 1000);
      g_assert_true (g_str_has_prefix (contents, pictures[i].magic));
    }

  g_autoptr (GError) unknown = NULL, unwritable = NULL;

  g_assert_false (tenon_canvas_save (fixture->canvas, "map.doc", &unknown));
  g_assert_error (unknown, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_false (tenon_canvas_save (fixture->canvas, "/nowhere/at/all/map.svg", &unwritable));
  g_assert_error (unwritable, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* Far out, cards are drawn without widgets; the one that has the focus keeps it. */
static void
test_far_out (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *focus;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 0.05);
  spin (60);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *card = GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, ids[i]));

      g_assert_true (card == focus || !gtk_widget_get_mapped (card));
    }
  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  g_assert_true (TENON_IS_CARD (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
}

static gboolean
find_entry (GtkWidget  *widget,
            GtkWidget **entry)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    *entry = widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && *entry == NULL; child = gtk_widget_get_next_sibling (child))
    find_entry (child, entry);
  return *entry != NULL;
}

/* What is found by the name of a column is shown on its card. */
static void
test_find (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *entry = NULL;

  tenon_page_find (TENON_PAGE (fixture->page));
  g_assert_true (find_entry (GTK_WIDGET (fixture->page), &entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "QUANT");
  spin (400);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (fixture->canvas, "source:order_items")));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such thing");
  spin (400);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* The menu key opens the menu of the card in the focus. */
static void
test_menu (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *popover = NULL;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.menu", NULL);
  spin (100);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->page)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      popover = child;
  g_assert_nonnull (popover);
  g_assert_true (gtk_widget_get_mapped (popover));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 1);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.select-all", NULL);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 4);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/map/cards", test_cards);
  ADD ("/map/first-sight", test_first_sight);
  ADD ("/map/drag-is-one-step", test_drag_is_one_step);
  ADD ("/map/drag-selection", test_drag_selection);
  ADD ("/map/escape-cancels-drag", test_escape_cancels_drag);
  ADD ("/map/select", test_select);
  ADD ("/map/nudge", test_nudge);
  ADD ("/map/tab", test_tab);
  ADD ("/map/arrows-walk", test_arrows_walk);
  ADD ("/map/reveal", test_reveal);
  ADD ("/map/lookup", test_lookup);
  ADD ("/map/new-table", test_new_table);
  ADD ("/map/views", test_views);
  ADD ("/map/styles", test_styles);
  ADD ("/map/export", test_export);
  ADD ("/map/save", test_save);
  ADD ("/map/far-out", test_far_out);
  ADD ("/map/menu", test_menu);
  ADD ("/map/find", test_find);
  return g_test_run ();
}
