/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as people use it: what it shows, what it says, and that every move is one step that can be undone. */

#include "app/canvas/tenon-map-search.h"
#include "map-fixture.h"

#define FALLS 16 /* world pixels a card may go out of its way to fall into line, at half size */

/* --- Tests ------------------------------------------------------------- */

static void
test_cards (MapFixture   *fixture,
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
test_first_sight (MapFixture   *fixture,
                  gconstpointer data)
{
  graphene_rect_t world, visible;

  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Arrange Tables");
  /* it is saved with the project, but nobody changed anything */
  g_assert_cmpuint (tenon_project_get_n_uncommitted (fixture->project), ==, 0);
  g_assert_cmpuint (tenon_project_get_n_unsaved (fixture->project), ==, 1);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->nodes), ==, 4);
  for (guint i = 0; i < MAP_N_IDS; i++)
    for (guint j = 0; j < i; j++)
      {
        TenonCardShape *a = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, map_ids[i]));
        TenonCardShape *b = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, map_ids[j]));
        TenonNode      *p = map_find_node (fixture, map_ids[i]), *q = map_find_node (fixture, map_ids[j]);

        g_assert_true (p->x + a->width <= q->x || q->x + b->width <= p->x || p->y + a->height <= q->y || q->y + b->height <= p->y);
      }
  g_assert_true (tenon_canvas_get_bounds (fixture->canvas, &world));
  tenon_viewport_get_visible (tenon_canvas_get_viewport (fixture->canvas), &visible);
  g_assert_true (graphene_rect_contains_rect (&visible, &world));

  /* undone, the cards do not jump and nothing is laid out by itself */
  tenon_model_undo (fixture->model);
  map_spin (100);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->nodes), ==, 0);
  g_assert_true (map_all_placed (fixture));
}

static void
test_drag_is_one_step (MapFixture   *fixture,
                       gconstpointer data)
{
  TenonNode *node = map_find_node (fixture, "source:orders");
  gint64     before_x = node->x, before_y = node->y;
  guint64    serial = tenon_model_get_serial (fixture->model);
  double     x, y;
  int        shown_x, shown_y;

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 0.5);
  map_locate (fixture, "source:orders", &x, &y);
  map_drag (fixture, x, y, 40, -25, FALSE);
  /* a preview only */
  g_assert_cmpint (node->x, ==, before_x);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
  g_signal_emit_by_name (map_find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY), "drag-end", 40.0, -25.0);

  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Move Tables");
  node = map_find_node (fixture, "source:orders");
  /* it falls into line with what stands near */
  g_assert_cmpint (ABS (node->x - (before_x + 80)), <=, FALLS);
  g_assert_cmpint (ABS (node->y - (before_y - 50)), <=, FALLS);

  tenon_model_undo (fixture->model);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &shown_x, &shown_y));
  g_assert_cmpint (shown_x, ==, before_x);
  g_assert_cmpint (shown_y, ==, before_y);
  tenon_model_redo (fixture->model);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &shown_x, &shown_y));
  g_assert_cmpint (shown_x, ==, node->x);
}

/* The whole selection moves, as one step. */
static void
test_drag_selection (MapFixture   *fixture,
                     gconstpointer data)
{
  TenonNode *users = map_find_node (fixture, "source:users"), *orders = map_find_node (fixture, "source:orders"), *products = map_find_node (fixture, "source:products");
  gint64     users_x = users->x, orders_x = orders->x, products_x = products->x;
  guint64    serial = tenon_model_get_serial (fixture->model);
  double     x, y, zoom = tenon_viewport_get_scale (tenon_canvas_get_viewport (fixture->canvas));

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  tenon_canvas_select (fixture->canvas, "source:orders", TRUE);
  map_locate (fixture, "source:users", &x, &y);
  map_drag (fixture, x, y, 100 * zoom, 0, TRUE);
  g_assert_cmpint (ABS (users->x - (users_x + 100)), <=, FALLS);
  g_assert_cmpint (orders->x - orders_x, ==, users->x - users_x);
  g_assert_cmpint (products->x, ==, products_x);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 2);
}

static void
test_escape_cancels_drag (MapFixture   *fixture,
                          gconstpointer data)
{
  guint64 serial = tenon_model_get_serial (fixture->model);
  int     before_x, before_y, after_x, after_y;
  double  x, y;

  tenon_canvas_get_position (fixture->canvas, "source:users", &before_x, &before_y);
  map_locate (fixture, "source:users", &x, &y);
  map_drag (fixture, x, y, 60, 60, FALSE);
  tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y);
  g_assert_cmpint (after_x, !=, before_x);
  g_assert_true (map_press (fixture, GDK_KEY_Escape, 0));
  tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y);
  g_assert_cmpint (after_x, ==, before_x);
  g_assert_cmpint (after_y, ==, before_y);
  g_signal_emit_by_name (map_find_controller (GTK_WIDGET (fixture->canvas), GTK_TYPE_GESTURE_DRAG, GDK_BUTTON_PRIMARY), "drag-end", 60.0, 60.0);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
}

static void
test_select (MapFixture   *fixture,
             gconstpointer data)
{
  graphene_rect_t world;
  double          x, y, x2, y2;
  g_auto (GStrv) selection = NULL;

  /* a click */
  map_locate (fixture, "source:users", &x, &y);
  map_drag (fixture, x, y, 0, 0, TRUE);
  selection = tenon_canvas_dup_selection (fixture->canvas);
  g_assert_cmpuint (g_strv_length (selection), ==, 1);
  g_assert_cmpstr (selection[0], ==, "source:users");

  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.select-all", NULL);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 4);
  g_assert_true (map_press (fixture, GDK_KEY_Escape, 0));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 0);

  /* a rectangle that touches a corner of everything */
  tenon_canvas_get_bounds (fixture->canvas, &world);
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world.origin.x, world.origin.y, &x, &y);
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), world.origin.x + world.size.width, world.origin.y + world.size.height, &x2, &y2);
  map_drag (fixture, x - 10, y - 10, x2 - x + 20, y2 - y + 20, TRUE);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 4);
  map_locate (fixture, "source:users", &x, &y);
  tenon_canvas_unselect_all (fixture->canvas);

  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.unselect-all", NULL);
  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.select-related", NULL);
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 2);
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (fixture->canvas, "source:orders")));
}

/* A run of arrow keys is one step; another selection begins another. */
static void
test_nudge (MapFixture   *fixture,
            gconstpointer data)
{
  TenonNode *users = map_find_node (fixture, "source:users");
  gint64     x = users->x;
  guint64    serial = tenon_model_get_serial (fixture->model);

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  for (guint i = 0; i < 3; i++)
    g_assert_true (map_press (fixture, GDK_KEY_Right, 0));
  g_assert_cmpint (users->x, >, x);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 1);
  tenon_canvas_select (fixture->canvas, "source:orders", FALSE);
  map_press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (tenon_model_count_since (fixture->model, serial), ==, 2);
  tenon_model_undo (fixture->model);
  tenon_model_undo (fixture->model);
  g_assert_cmpint (map_find_node (fixture, "source:users")->x, ==, x);
}

/* Tab reaches every card, also those far outside the view, and leaves at the end. */
static void
test_tab (MapFixture   *fixture,
          gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), TENON_ZOOM_MAX);
  tenon_viewport_set_centre (tenon_canvas_get_viewport (fixture->canvas), -9000, -9000);
  map_spin (50);
  for (guint i = 0; i < MAP_N_IDS; i++)
    {
      GtkWidget *focus;

      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD));
      map_spin (30);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (TENON_IS_CARD (focus));
      g_assert_true (gtk_widget_get_mapped (focus));
      g_hash_table_add (seen, focus);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, MAP_N_IDS);
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_BACKWARD));
}

/* With nothing selected, arrows go to the neighbour and nothing moves. */
static void
test_arrows_walk (MapFixture   *fixture,
                  gconstpointer data)
{
  guint64    serial = tenon_model_get_serial (fixture->model);
  GtkWidget *before, *after;
  gboolean   walked = FALSE;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  before = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  for (guint key = GDK_KEY_Left; key <= GDK_KEY_Down; key++)
    {
      g_assert_true (map_press (fixture, key, 0));
      after = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (TENON_IS_CARD (after));
      walked = walked || after != before;
    }
  g_assert_true (walked);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
}

static void
test_reveal (MapFixture   *fixture,
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
test_lookup (MapFixture   *fixture,
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
test_new_table (MapFixture   *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, "more.sql", NULL);
  const char      *files[] = { file, NULL };
  gint64           places[MAP_N_IDS][2], end;
  int              x, y;

  for (guint i = 0; i < MAP_N_IDS; i++)
    {
      places[i][0] = map_find_node (fixture, map_ids[i])->x;
      places[i][1] = map_find_node (fixture, map_ids[i])->y;
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
  for (guint i = 0; i < MAP_N_IDS; i++)
    {
      g_assert_cmpint (map_find_node (fixture, map_ids[i])->x, ==, places[i][0]);
      g_assert_cmpint (map_find_node (fixture, map_ids[i])->y, ==, places[i][1]);
    }
}

/* Views keep to themselves: the empty ones say what to do, and coming back nothing has moved. */
static void
test_views (MapFixture   *fixture,
            gconstpointer data)
{
  int before_x, before_y, after_x, after_y;

  tenon_canvas_get_position (fixture->canvas, "source:users", &before_x, &before_y);
  for (TenonMapView view = TENON_MAP_TARGET; view < TENON_N_MAP_VIEWS; view++)
    {
      tenon_map_page_set_view (fixture->page, view);
      map_spin (50);
      g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->cards->len, ==, 0);
    }
  tenon_map_page_set_view (fixture->page, TENON_MAP_SOURCE);
  map_spin (50);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:users", &after_x, &after_y));
  g_assert_cmpint (after_x, ==, before_x);
  g_assert_cmpint (after_y, ==, before_y);
}

static void
test_styles (MapFixture   *fixture,
             gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  map_spin (50);
  g_assert_true (tenon_canvas_get_palette (fixture->canvas)->is_dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  map_spin (50);
  g_assert_false (tenon_canvas_get_palette (fixture->canvas)->is_dark);
}

static void
test_export (MapFixture   *fixture,
             gconstpointer data)
{
  TenonPalette    palette;
  graphene_rect_t bounds, world;
  g_autoptr (GskRenderNode) node = NULL;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  node = tenon_canvas_export (fixture->canvas, FALSE, &palette, 1, &bounds);
  g_assert_nonnull (node);
  tenon_canvas_get_bounds (fixture->canvas, &world);
  g_assert_true (graphene_rect_contains_rect (&bounds, &world));
}

static void
test_save (MapFixture   *fixture,
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

      g_assert_true (tenon_canvas_save (fixture->canvas, file, FALSE, FALSE, 2, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (file, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 1000);
      g_assert_true (g_str_has_prefix (contents, pictures[i].magic));
    }

  g_autoptr (GError) unknown = NULL, unwritable = NULL;

  g_assert_false (tenon_canvas_save (fixture->canvas, "map.doc", FALSE, FALSE, 1, &unknown));
  g_assert_error (unknown, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_false (tenon_canvas_save (fixture->canvas, "/nowhere/at/all/map.svg", FALSE, FALSE, 1, &unwritable));
  g_assert_error (unwritable, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* Far out, cards are drawn without widgets; the one that has the focus keeps it. */
static void
test_far_out (MapFixture   *fixture,
              gconstpointer data)
{
  GtkWidget *focus;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 0.05);
  map_spin (60);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  for (guint i = 0; i < MAP_N_IDS; i++)
    {
      GtkWidget *card = GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, map_ids[i]));

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

/* The outline's own filter: what is found by the name of a column is shown on its card. */
static void
test_outline_filter (MapFixture   *fixture,
                     gconstpointer data)
{
  GtkWidget *entry = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.outline", NULL);
  g_assert_true (find_entry (GTK_WIDGET (fixture->page), &entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "QUANT");
  map_spin (400);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (fixture->canvas, "source:order_items")));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such thing");
  map_spin (400);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static guint
count_rows (GtkWidget *search)
{
  GtkListBox *list = GTK_LIST_BOX (find_widget (search, GTK_TYPE_LIST_BOX));
  guint       count = 0;

  while (gtk_list_box_get_row_at_index (list, (int)count) != NULL)
    count++;
  return count;
}

/* Ctrl+F: Enter shows the first of what is found, its card selected and in the focus. */
static void
test_find (MapFixture   *fixture,
           gconstpointer data)
{
  GtkWidget *search, *entry;

  tenon_page_find (TENON_PAGE (fixture->page));
  map_spin (100);
  search = find_widget (GTK_WIDGET (fixture->page), TENON_TYPE_MAP_SEARCH);
  g_assert_true (gtk_widget_get_mapped (search));
  entry = find_widget (search, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ORDER");
  map_spin (400);
  /* orders, order_items, and order_items.order_id */
  g_assert_cmpuint (count_rows (search), ==, 3);
  gtk_editable_set_text (GTK_EDITABLE (entry), "quant");
  g_signal_emit_by_name (entry, "activate");
  map_spin (100);
  g_assert_false (gtk_widget_get_mapped (search));
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (fixture->canvas, "source:order_items")));
  g_assert_cmpuint (tenon_canvas_count_selected (fixture->canvas), ==, 1);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, "source:order_items"))));

  tenon_page_find (TENON_PAGE (fixture->page));
  map_spin (100);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such thing");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_mapped (search));
  g_signal_emit_by_name (entry, "stop-search");
  map_spin (100);
  g_assert_false (gtk_widget_get_mapped (search));
}

/* Who sees everything sees everything in a larger window; who has moved stays there. */
static void
test_window_grows (MapFixture   *fixture,
                   gconstpointer data)
{
  TenonViewport *viewport = tenon_canvas_get_viewport (fixture->canvas);
  double         x, y, new_x, new_y, zoom;

  gtk_widget_set_size_request (GTK_WIDGET (fixture->canvas), 300, 200);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 200);
  map_spin (200);
  zoom = tenon_viewport_get_zoom (viewport);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 760);
  map_spin (200);
  g_assert_cmpfloat (tenon_viewport_get_zoom (viewport), >, zoom);

  tenon_viewport_pan (viewport, 30, 30);
  zoom = tenon_viewport_get_zoom (viewport);
  tenon_viewport_get_centre (viewport, &x, &y);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  map_spin (200);
  tenon_viewport_get_centre (viewport, &new_x, &new_y);
  g_assert_cmpfloat (tenon_viewport_get_zoom (viewport), ==, zoom);
  g_assert_cmpfloat (new_x, ==, x);
  g_assert_cmpfloat (new_y, ==, y);
}

/* With Ctrl and Shift the arrows follow the lines: to what the card is joined to, not to what stands nearest. */
static void
test_arrows_follow_lines (MapFixture   *fixture,
                          gconstpointer data)
{
  tenon_canvas_set_position (fixture->canvas, "source:orders", 0, 0);
  tenon_canvas_set_position (fixture->canvas, "source:products", 400, 0);
  tenon_canvas_set_position (fixture->canvas, "source:users", 900, 300);
  tenon_canvas_set_position (fixture->canvas, "source:order_items", -500, 0);
  tenon_canvas_reroute (fixture->canvas);
  gtk_widget_grab_focus (GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, "source:orders")));
  g_assert_true (map_press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, "source:users"))));
  g_assert_true (map_press (fixture, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (tenon_canvas_find_card (fixture->canvas, "source:products"))));
}

/* The menu key opens the menu of the card in the focus. */
static void
test_menu (MapFixture   *fixture,
           gconstpointer data)
{
  GtkWidget *popover = NULL;

  gtk_widget_child_focus (GTK_WIDGET (fixture->canvas), GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.menu", NULL);
  map_spin (100);
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

static TenonLink *
find_link (MapFixture *fixture,
           const char *column)
{
  TenonScene *scene = tenon_canvas_get_scene (fixture->canvas);

  for (guint i = 0; i < scene->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (scene->links, i);

      if (g_strcmp0 (link->from_row, column) == 0)
        return link;
    }
  g_assert_not_reached ();
}

/* From a card through its lines, from the top down, and along one to its other end. */
static void
test_lines_by_keys (MapFixture   *fixture,
                    gconstpointer data)
{
  TenonCard *items = tenon_canvas_find_card (fixture->canvas, "source:order_items"), *orders = tenon_canvas_find_card (fixture->canvas, "source:orders"), *products = tenon_canvas_find_card (fixture->canvas, "source:products");

  gtk_widget_grab_focus (GTK_WIDGET (items));
  map_press (fixture, GDK_KEY_Page_Down, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (items), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, find_link (fixture, "order_id")->description);
  map_press (fixture, GDK_KEY_Page_Down, 0);
  map_press (fixture, GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (products)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (items), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tenon_card_get_data (items)->description);
  /* from the bottom up; Escape leaves the line, not the card */
  gtk_widget_grab_focus (GTK_WIDGET (items));
  map_press (fixture, GDK_KEY_Page_Up, 0);
  map_press (fixture, GDK_KEY_Escape, 0);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (items)));
  map_press (fixture, GDK_KEY_Page_Down, 0);
  map_press (fixture, GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (orders)));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  MAP_TEST ("/map/cards", test_cards);
  MAP_TEST ("/map/first-sight", test_first_sight);
  MAP_TEST ("/map/drag-is-one-step", test_drag_is_one_step);
  MAP_TEST ("/map/drag-selection", test_drag_selection);
  MAP_TEST ("/map/escape-cancels-drag", test_escape_cancels_drag);
  MAP_TEST ("/map/select", test_select);
  MAP_TEST ("/map/nudge", test_nudge);
  MAP_TEST ("/map/tab", test_tab);
  MAP_TEST ("/map/arrows-walk", test_arrows_walk);
  MAP_TEST ("/map/arrows-follow-lines", test_arrows_follow_lines);
  MAP_TEST ("/map/lines-by-keys", test_lines_by_keys);
  MAP_TEST ("/map/reveal", test_reveal);
  MAP_TEST ("/map/lookup", test_lookup);
  MAP_TEST ("/map/new-table", test_new_table);
  MAP_TEST ("/map/views", test_views);
  MAP_TEST ("/map/styles", test_styles);
  MAP_TEST ("/map/export", test_export);
  MAP_TEST ("/map/save", test_save);
  MAP_TEST ("/map/far-out", test_far_out);
  MAP_TEST ("/map/menu", test_menu);
  MAP_TEST ("/map/outline-filter", test_outline_filter);
  MAP_TEST ("/map/find", test_find);
  MAP_TEST ("/map/window-grows", test_window_grows);
  return g_test_run ();
}
