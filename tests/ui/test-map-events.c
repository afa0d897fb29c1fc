/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand on the Map with real events, in the whole window: buttons, wheel, keys, and a pattern carried to a table. */

#include <math.h>

#include "app/canvas/tenon-canvas-private.h"
#include "app/canvas/tenon-map-page.h"
#include "app/canvas/tenon-minimap.h"
#include "app/canvas/tenon-outline.h"
#include "app/canvas/tenon-placement.h"
#include "app/contract/tenon-contract-pane.h"
#include "app/design/tenon-serve-dialog.h"
#include "app/tenon-gate-row.h"
#include "app/tenon-person-row.h"
#include "app/tenon-sidebar.h"
#include "tenon-ui-events.h"
#include "tenon-ui.h"

typedef struct
{
  TenonUiFixture ui;
  TenonMapPage  *page;
  TenonCanvas   *canvas;
  TenonViewport *viewport;
} Fixture;

static gboolean
is_placed (gpointer canvas)
{
  TenonGraph *graph = tenon_canvas_get_graph (canvas);

  for (guint i = 0; i < graph->nodes->len; i++)
    if (!((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->is_placed)
      return FALSE;
  return graph->nodes->len > 0;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  tenon_ui_set_up (&self->ui, data);
  tenon_window_show_page (self->ui.window, "map");
  gtk_widget_activate_action (GTK_WIDGET (self->ui.window), "win.toggle-contract", NULL);
  self->page = TENON_MAP_PAGE (tenon_window_find_page (self->ui.window, "map"));
  self->canvas = tenon_map_page_get_canvas (self->page);
  self->viewport = tenon_canvas_get_viewport (self->canvas);
  g_assert_true (tenon_ui_wait (is_placed, self->canvas));
  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->ui.project));
  tenon_ui_activate_window (GTK_WINDOW (self->ui.window));
  tenon_ui_spin (200);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  tenon_ui_tear_down (&self->ui, data);
}

/* --- Places ------------------------------------------------------------- */

static TenonGraphNode *
find_node (Fixture    *self,
           const char *id)
{
  guint item = tenon_canvas_find_item (self->canvas, id);

  g_assert_cmpuint (item, !=, TENON_CANVAS_ALL_NODES);
  return tenon_canvas_node (self->canvas, item);
}

/* A world point on the screen. */
static void
locate (Fixture *self,
        double   world_x,
        double   world_y,
        double  *x,
        double  *y)
{
  tenon_viewport_to_screen (self->viewport, world_x, world_y, x, y);
}

/* 100 %, with the card's corner well inside the view. */
static void
bring (Fixture    *self,
       const char *id)
{
  TenonGraphNode *node = find_node (self, id);

  tenon_viewport_set_view (self->viewport, node->x + gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0 - 160, node->y + gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0 - 120, 1.0);
  tenon_ui_spin (100);
}

/* Cards far from all others, in a view of 100 %. */
static void
set_apart (Fixture    *self,
           const char *first,
           int         x,
           int         y,
           const char *second,
           int         other_x,
           int         other_y)
{
  tenon_canvas_set_position (self->canvas, first, 20000 + x, 20000 + y);
  if (second != NULL)
    tenon_canvas_set_position (self->canvas, second, 20000 + other_x, 20000 + other_y);
  tenon_canvas_reroute (self->canvas);
  tenon_viewport_set_view (self->viewport, 20000 + gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0 - 120, 20000 + gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0 - 120, 1.0);
  tenon_ui_spin (100);
}

/* --- Moving about ------------------------------------------------------- */

static void
test_pan (Fixture      *self,
          gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  double     x, y, new_x, new_y, zoom = tenon_viewport_get_zoom (self->viewport);

  tenon_viewport_get_centre (self->viewport, &x, &y);
  tenon_ui_carry (canvas, GDK_BUTTON_MIDDLE, 300, 300, 400, 260);
  tenon_ui_button (GDK_BUTTON_MIDDLE, FALSE);
  tenon_viewport_get_centre (self->viewport, &new_x, &new_y);
  g_assert_cmpfloat_with_epsilon ((x - new_x) * tenon_viewport_get_scale (self->viewport), 100, 2);
  g_assert_cmpfloat_with_epsilon ((y - new_y) * tenon_viewport_get_scale (self->viewport), -40, 2);

  /* with Space the first button does the same, and selects nothing */
  gtk_widget_grab_focus (canvas);
  tenon_viewport_get_centre (self->viewport, &x, &y);
  tenon_ui_hold (GDK_KEY_space, TRUE);
  tenon_ui_drag (canvas, 300, 300, 220, 330);
  tenon_ui_hold (GDK_KEY_space, FALSE);
  tenon_viewport_get_centre (self->viewport, &new_x, &new_y);
  g_assert_cmpfloat_with_epsilon ((x - new_x) * tenon_viewport_get_scale (self->viewport), -80, 2);
  g_assert_cmpfloat_with_epsilon ((y - new_y) * tenon_viewport_get_scale (self->viewport), 30, 2);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, 0);
  g_assert_cmpfloat (tenon_viewport_get_zoom (self->viewport), ==, zoom);

  /* the wheel alone pans too, with Shift sideways */
  tenon_viewport_get_centre (self->viewport, &x, &y);
  tenon_ui_wheel (canvas, 300, 300, 2, 0);
  tenon_viewport_get_centre (self->viewport, &new_x, &new_y);
  g_assert_cmpfloat (new_y, >, y);
  g_assert_cmpfloat (new_x, ==, x);
  tenon_ui_wheel (canvas, 300, 300, 2, GDK_SHIFT_MASK);
  tenon_viewport_get_centre (self->viewport, &new_x, &y);
  g_assert_cmpfloat (new_x, >, x);
  g_assert_cmpfloat (new_y, ==, y);
}

/* What is under the pointer stays there. */
static void
test_zoom_at_pointer (Fixture      *self,
                      gconstpointer data)
{
  double x, y, new_x, new_y, zoom = tenon_viewport_get_zoom (self->viewport);

  for (int steps = -3; steps <= 2; steps += 5)
    {
      tenon_viewport_to_world (self->viewport, 220, 420, &x, &y);
      tenon_ui_wheel (GTK_WIDGET (self->canvas), 220, 420, steps, GDK_CONTROL_MASK);
      tenon_ui_spin (400);
      tenon_viewport_to_world (self->viewport, 220, 420, &new_x, &new_y);
      g_assert_cmpfloat_with_epsilon (x, new_x, 1.5 / tenon_viewport_get_scale (self->viewport));
      g_assert_cmpfloat_with_epsilon (y, new_y, 1.5 / tenon_viewport_get_scale (self->viewport));
      if (steps < 0)
        g_assert_cmpfloat (tenon_viewport_get_zoom (self->viewport), >, 1.4 * zoom);
    }
}

static void
test_minimap (Fixture      *self,
              gconstpointer data)
{
  GtkWidget *minimap = tenon_ui_find (GTK_WIDGET (self->page), TENON_TYPE_MINIMAP, NULL);
  double     x, y, new_x, new_y;

  tenon_ui_spin (600);
  /* what is seen whole needs no overview */
  g_assert_cmpfloat (gtk_widget_get_opacity (minimap), ==, 0);
  tenon_viewport_set_zoom (self->viewport, 1.0);
  tenon_ui_spin (100);
  g_assert_cmpfloat (gtk_widget_get_opacity (minimap), ==, 1);
  tenon_viewport_get_centre (self->viewport, &x, &y);
  /* the frame is taken hold of wherever it is: from its middle, to the right and up */
  tenon_ui_drag (minimap, gtk_widget_get_width (minimap) / 2.0, gtk_widget_get_height (minimap) / 2.0, gtk_widget_get_width (minimap) / 2.0 + 30, gtk_widget_get_height (minimap) / 2.0 - 20);
  tenon_viewport_get_centre (self->viewport, &new_x, &new_y);
  g_assert_cmpfloat (new_x, >, x + 100);
  g_assert_cmpfloat (new_y, <, y - 60);
}

/* --- Selecting and moving ----------------------------------------------- */

static void
test_rubber_band (Fixture      *self,
                  gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  double     x, y;

  set_apart (self, "source:orders", 0, 0, "source:books", 340, 0);
  locate (self, 20000, 20000, &x, &y);
  /* a corner is enough */
  tenon_ui_drag (canvas, x - 40, y - 40, x + 12, y + 12);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, 1);
  g_assert_true (tenon_card_get_selected (tenon_canvas_find_card (self->canvas, "source:orders")));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, 0);

  tenon_ui_click (canvas, x + 40, y + 12);
  locate (self, 20340, 20000, &x, &y);
  tenon_ui_click_with (canvas, x + 40, y + 12, 1, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, 2);
  tenon_ui_click_with (canvas, x + 40, y + 12, 1, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, 1);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (tenon_canvas_count_selected (self->canvas), ==, tenon_canvas_get_scene (self->canvas)->cards->len);
}

static void
test_drag_selection (Fixture      *self,
                     gconstpointer data)
{
  GtkWidget      *canvas = GTK_WIDGET (self->canvas);
  TenonGraphNode *orders = find_node (self, "source:orders"), *books = find_node (self, "source:books");
  double          x, y, centre_x, centre_y, new_x, new_y;
  int             apart_x, apart_y, at_x, at_y;

  set_apart (self, "source:orders", 300, 40, "source:books", 0, 41);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (self->ui.model, "Set apart");

    tenon_placement_store (self->canvas, self->ui.model);
    tenon_edit_commit (edit);
  }
  tenon_canvas_select (self->canvas, "source:orders", FALSE);
  locate (self, orders->x + 60, orders->y + 14, &x, &y);
  /* the tops fall into line, and a guide says so while the hand holds */
  tenon_ui_carry (canvas, GDK_BUTTON_PRIMARY, x, y, x + 64, y + 4);
  g_assert_cmpuint (self->canvas->n_guides, >, 0);
  g_assert_cmpint (orders->y, ==, books->y);
  tenon_ui_button (GDK_BUTTON_PRIMARY, FALSE);
  g_assert_cmpuint (self->canvas->n_guides, ==, 0);

  /* two are dragged as one; at the edge the view comes along */
  tenon_canvas_select (self->canvas, "source:books", TRUE);
  apart_x = orders->x - books->x;
  apart_y = orders->y - books->y;
  at_x = orders->x;
  at_y = orders->y;
  locate (self, orders->x + 60, orders->y + 14, &x, &y);
  tenon_viewport_get_centre (self->viewport, &centre_x, &centre_y);
  tenon_ui_carry (canvas, GDK_BUTTON_PRIMARY, x, y, gtk_widget_get_width (canvas) - 4, y);
  tenon_ui_spin (400);
  tenon_viewport_get_centre (self->viewport, &new_x, &new_y);
  g_assert_cmpfloat (new_x, >, centre_x + 40);
  g_assert_cmpint (orders->x, >, at_x + gtk_widget_get_width (canvas) - x);
  tenon_ui_button (GDK_BUTTON_PRIMARY, FALSE);
  orders = find_node (self, "source:orders");
  books = find_node (self, "source:books");
  g_assert_cmpint (orders->x - books->x, ==, apart_x);
  g_assert_cmpint (orders->y - books->y, ==, apart_y);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (find_node (self, "source:orders")->x, ==, at_x);
  g_assert_cmpint (find_node (self, "source:orders")->y, ==, at_y);
}

/* --- Dialogs and menus -------------------------------------------------- */

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer nothing)
{
  return find_dialog () != NULL;
}

static gboolean
has_no_dialog (gpointer nothing)
{
  return find_dialog () == NULL;
}

static gboolean
has_asserted (gpointer canvas)
{
  TenonScene *scene = tenon_canvas_get_scene (canvas);

  for (guint i = 0; i < scene->links->len; i++)
    if (((TenonLink *)g_ptr_array_index (scene->links, i))->kind == TENON_LINK_ASSERTED)
      return TRUE;
  return FALSE;
}

/* From column to column: the dialog asks for the reason, nothing else. */
static void
test_assert_relationship (Fixture      *self,
                          gconstpointer data)
{
  TenonCardShape *shape;
  double          x, y, to_x, to_y;

  set_apart (self, "source:reviews", 0, 0, "source:customers", 400, 0);
  shape = tenon_card_get_shape (tenon_canvas_find_card (self->canvas, "source:reviews"));
  locate (self, 20000 + shape->width - 3, 20000 + tenon_card_shape_get_port (shape, "rating"), &x, &y);
  shape = tenon_card_get_shape (tenon_canvas_find_card (self->canvas, "source:customers"));
  locate (self, 20400 + 60, 20000 + tenon_card_shape_get_port (shape, "id"), &to_x, &to_y);
  tenon_ui_drag (GTK_WIDGET (self->canvas), x, y, to_x, to_y);
  g_assert_true (tenon_ui_wait (has_dialog, NULL));
  tenon_ui_activate_window (GTK_WINDOW (find_dialog ()));
  tenon_ui_type ("known since 2019");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_ui_wait (has_no_dialog, NULL));
  g_assert_true (tenon_ui_wait (has_asserted, self->canvas));
  tenon_model_undo (self->ui.model);
  g_assert_false (has_asserted (self->canvas));
}

static gboolean
is_on_design_page (gpointer window)
{
  return g_strcmp0 (tenon_window_get_page (window), "design") == 0;
}

static void
double_click (GtkWidget *widget,
              double     x,
              double     y)
{
  tenon_ui_click (widget, x, y);
  tenon_ui_click (widget, x, y);
}

static void
show_target (Fixture *self)
{
  tenon_ui_take_design (self->ui.project);
  tenon_map_page_set_view (self->page, TENON_MAP_TARGET);
  g_assert_true (tenon_ui_wait (is_placed, self->canvas));
  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->ui.project));
  tenon_ui_spin (300);
}

static TenonTable *
get_table (Fixture *self,
           guint    index)
{
  return tenon_list_get (self->ui.model->design->tables, index);
}

static void
test_double_click (Fixture      *self,
                   gconstpointer data)
{
  double           x, y;
  g_autofree char *id = NULL;

  bring (self, "source:orders");
  tenon_viewport_set_zoom (self->viewport, 0.5);
  tenon_ui_spin (100);
  locate (self, find_node (self, "source:orders")->x + 60, find_node (self, "source:orders")->y + 14, &x, &y);
  /* a MySQL table is what it is: it comes closer */
  double_click (GTK_WIDGET (self->canvas), x, y);
  tenon_ui_spin (500);
  g_assert_cmpfloat (tenon_viewport_get_zoom (self->viewport), >, 0.6);

  show_target (self);
  id = g_strconcat ("table:", get_table (self, 0)->name, NULL);
  bring (self, id);
  locate (self, find_node (self, id)->x + 60, find_node (self, id)->y + 14, &x, &y);
  double_click (GTK_WIDGET (self->canvas), x, y);
  g_assert_true (tenon_ui_wait (is_on_design_page, self->ui.window));
}

static gboolean
has_menu (gpointer page)
{
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      return gtk_widget_get_mapped (child);
  return FALSE;
}

static gboolean
has_no_menu (gpointer page)
{
  return !has_menu (page);
}

static gboolean
is_on_orders (gpointer canvas)
{
  return g_strcmp0 (tenon_canvas_get_focused_card (canvas), "source:orders") == 0;
}

static gboolean
has_focus_within (gpointer widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
is_there (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* Who comes to a page by keys goes on there by keys; F6 goes round the panes. */
static void
test_focus_comes_along (Fixture      *self,
                        gconstpointer data)
{
  static const struct
  {
    guint       key;
    const char *page;
  } PAGES[] = { { GDK_KEY_2, "application" }, { GDK_KEY_3, "patterns" }, { GDK_KEY_4, "questions" }, { GDK_KEY_5, "design" }, { GDK_KEY_6, "review" }, { GDK_KEY_7, "documents" }, { GDK_KEY_8, "history" } };
  GtkWidget *window = GTK_WIDGET (self->ui.window);
  GtkWidget *sidebar = tenon_ui_find (window, TENON_TYPE_SIDEBAR, NULL), *contract = tenon_ui_find (window, TENON_TYPE_CONTRACT_PANE, NULL);

  g_assert_true (tenon_ui_wait (has_focus_within, self->page));
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    {
      tenon_ui_key (PAGES[i].key, GDK_ALT_MASK);
      g_assert_cmpstr (tenon_window_get_page (self->ui.window), ==, PAGES[i].page);
      g_assert_true (tenon_ui_wait (has_focus_within, tenon_window_find_page (self->ui.window, PAGES[i].page)));
    }

  tenon_canvas_select (self->canvas, "source:orders", FALSE);
  tenon_ui_key (GDK_KEY_1, GDK_ALT_MASK);
  g_assert_true (tenon_ui_wait (is_on_orders, self->canvas));
  g_action_group_change_action_state (G_ACTION_GROUP (window), "toggle-contract", g_variant_new_boolean (TRUE));
  g_assert_true (tenon_ui_wait (is_there, contract));
  g_assert_true (tenon_ui_wait (is_there, sidebar));
  tenon_ui_spin (200);
  tenon_ui_key (GDK_KEY_F6, 0);
  g_assert_true (tenon_ui_wait (has_focus_within, contract));
  tenon_ui_key (GDK_KEY_F6, 0);
  g_assert_true (tenon_ui_wait (has_focus_within, sidebar));
  /* to Tab the pages are one place: the next one is the first gate */
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (GTK_WINDOW (window))));
  tenon_ui_key (GDK_KEY_Tab, 0);
  g_assert_true (TENON_IS_GATE_ROW (gtk_window_get_focus (GTK_WINDOW (window))));
  tenon_ui_key (GDK_KEY_Tab, GDK_SHIFT_MASK);
  g_assert_cmpstr (gtk_widget_get_name (gtk_window_get_focus (GTK_WINDOW (window))), ==, "map");
  tenon_ui_key (GDK_KEY_F6, GDK_SHIFT_MASK);
  g_assert_true (tenon_ui_wait (has_focus_within, contract));
  tenon_ui_key (GDK_KEY_F6, GDK_SHIFT_MASK);
  g_assert_true (tenon_ui_wait (is_on_orders, self->canvas));
}

static guint
count_notes (Fixture *self)
{
  return tenon_list_get_length (self->ui.model->diagram->notes);
}

static void
test_keys (Fixture      *self,
           gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  guint      n;

  bring (self, "source:orders");
  tenon_canvas_select (self->canvas, "source:orders", FALSE);
  tenon_canvas_focus_item (self->canvas, tenon_canvas_find_item (self->canvas, "source:orders"));
  tenon_ui_key (GDK_KEY_F10, GDK_SHIFT_MASK);
  g_assert_true (tenon_ui_wait (has_menu, self->page));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_true (tenon_ui_wait (has_no_menu, self->page));
  tenon_ui_spin (100);
  g_assert_true (is_on_orders (self->canvas));
  tenon_ui_click_with (canvas, 200, 150, GDK_BUTTON_SECONDARY, 0);
  g_assert_true (tenon_ui_wait (has_menu, self->page));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_true (tenon_ui_wait (has_no_menu, self->page));

  /* Delete hides what is not ours to delete */
  tenon_canvas_select (self->canvas, "source:orders", FALSE);
  tenon_canvas_focus_item (self->canvas, tenon_canvas_find_item (self->canvas, "source:orders"));
  n = tenon_canvas_get_scene (self->canvas)->cards->len;
  tenon_ui_key (GDK_KEY_Delete, 0);
  g_assert_cmpuint (tenon_canvas_get_scene (self->canvas)->cards->len, ==, n - 1);
  tenon_ui_key (GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (tenon_canvas_get_scene (self->canvas)->cards->len, ==, n);

  /* a note: written, edited with F2, deleted, all taken back */
  g_assert_cmpuint (count_notes (self), ==, 0);
  gtk_widget_grab_focus (canvas);
  tenon_ui_key (GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_true (tenon_ui_wait (has_dialog, NULL));
  tenon_ui_activate_window (GTK_WINDOW (find_dialog ()));
  tenon_ui_type ("ask the shop");
  tenon_ui_key (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_true (tenon_ui_wait (has_no_dialog, NULL));
  g_assert_cmpuint (count_notes (self), ==, 1);
  tenon_ui_activate_window (GTK_WINDOW (self->ui.window));
  {
    TenonNote       *note = tenon_list_get (self->ui.model->diagram->notes, 0);
    g_autofree char *id = g_strconcat ("note:", note->note_id, NULL);

    tenon_canvas_select (self->canvas, id, FALSE);
    tenon_canvas_focus_item (self->canvas, tenon_canvas_find_item (self->canvas, id));
    tenon_ui_key (GDK_KEY_F2, 0);
    g_assert_true (tenon_ui_wait (has_dialog, NULL));
    tenon_ui_activate_window (GTK_WINDOW (find_dialog ()));
    tenon_ui_key (GDK_KEY_Escape, 0);
    g_assert_true (tenon_ui_wait (has_no_dialog, NULL));
    tenon_ui_activate_window (GTK_WINDOW (self->ui.window));
    tenon_canvas_focus_item (self->canvas, tenon_canvas_find_item (self->canvas, id));
  }
  tenon_ui_key (GDK_KEY_Delete, 0);
  g_assert_cmpuint (count_notes (self), ==, 0);
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_notes (self), ==, 1);
}

static gboolean
has_orders (gpointer canvas)
{
  TenonCard *card = tenon_canvas_find_card (canvas, "source:order_items");

  return card != NULL && tenon_card_get_selected (card);
}

static void
test_find (Fixture      *self,
           gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  tenon_ui_key (GDK_KEY_f, GDK_CONTROL_MASK);
  tenon_ui_spin (200);
  tenon_ui_type ("order_items.quantity");
  tenon_ui_spin (300);
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_ui_wait (has_orders, self->canvas));
  g_assert_cmpstr (self->canvas->sought_row, ==, "quantity");
}

/* --- Carrying a pattern ------------------------------------------------- */

static GtkWidget *
find_by_class (GtkWidget  *widget,
               const char *css_class)
{
  if (gtk_widget_has_css_class (widget, css_class))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row of the outline that says so. */
static GtkWidget *
find_row (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A pattern that @table can serve, or cannot. */
static const char *
find_pattern (Fixture    *self,
              const char *table,
              gboolean    wanted)
{
  for (guint i = 0; i < tenon_list_get_length (self->ui.model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->ui.model->patterns, i);

      if (tenon_pattern_touches_database (pattern) && tenon_project_can_serve_on (self->ui.project, pattern->pattern_id, table, NULL) == wanted)
        return pattern->pattern_id;
    }
  return NULL;
}

/* From the outline to the middle of the card; the button stays down. Slowly, as a hand does: a drag is a talk of
 * programs. */
static void
carry_pattern (Fixture    *self,
               const char *pattern_id,
               const char *card)
{
  GtkWidget       *outline = tenon_ui_find (GTK_WIDGET (self->page), TENON_TYPE_OUTLINE, NULL);
  g_autofree char *start = g_strconcat (pattern_id, ":", NULL);
  GtkWidget       *entry = tenon_ui_find (outline, GTK_TYPE_SEARCH_ENTRY, NULL), *row;
  TenonGraphNode  *node = find_node (self, card);
  double           x, y, from_x, from_y;

  gtk_editable_set_text (GTK_EDITABLE (entry), start);
  tenon_ui_spin (500);
  row = find_row (outline, start);
  g_assert_nonnull (row);
  locate (self, node->x + node->width / 2.0, node->y + 20, &x, &y);
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self->canvas), 20, 8, &from_x, &from_y);
  tenon_ui_move (GTK_WIDGET (self->canvas), from_x, from_y);
  tenon_ui_button (GDK_BUTTON_PRIMARY, TRUE);
  for (int i = 1; i <= 15; i++)
    {
      tenon_ui_move (GTK_WIDGET (self->canvas), from_x + (x - from_x) * i / 15, from_y + (y - from_y) * i / 15);
      tenon_ui_spin (20);
    }
  tenon_ui_spin (100);
}

typedef struct
{
  Fixture    *fixture;
  const char *pattern_id;
  TenonTable *table;
} Serving;

static gboolean
is_served_there (gpointer data)
{
  Serving *serving = data;

  return tenon_list_find (serving->table->operations, serving->pattern_id) != NULL;
}

static gboolean
is_asked (gpointer data)
{
  return tenon_ui_find_window (TENON_TYPE_SERVE_DIALOG) != NULL;
}

static void
remove_operation (Fixture    *self,
                  TenonTable *table,
                  const char *pattern_id)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->ui.model, "Serve nowhere");
  gpointer operation = tenon_list_find (table->operations, pattern_id);

  if (operation != NULL)
    tenon_list_remove_record (table->operations, operation);
  tenon_edit_commit (edit);
}

static void
test_carry_pattern (Fixture      *self,
                    gconstpointer data)
{
  const char      *good, *bad;
  TenonTable      *table;
  g_autofree char *card = NULL, *name = NULL;
  Serving          serving = { self, NULL, NULL };
  GtkWidget       *said, *dialog;

  show_target (self);
  for (guint i = 0; serving.pattern_id == NULL; i++)
    {
      serving.table = get_table (self, i);
      serving.pattern_id = find_pattern (self, serving.table->name, TRUE);
    }
  table = serving.table;
  good = serving.pattern_id;
  bad = find_pattern (self, table->name, FALSE);
  g_assert_nonnull (bad);
  remove_operation (self, table, good);
  g_assert_false (is_served_there (&serving));
  card = g_strconcat ("table:", table->name, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "map.outline", NULL);
  tenon_ui_spin (400);
  bring (self, card);

  /* held over a table that cannot: it says why, and letting go does nothing */
  carry_pattern (self, bad, card);
  g_assert_cmpuint (self->canvas->offered_item, ==, tenon_canvas_find_item (self->canvas, card));
  g_assert_false (self->canvas->offer_is_welcome);
  said = find_by_class (GTK_WIDGET (self->page), "map-offer");
  g_assert_nonnull (said);
  g_assert_true (gtk_widget_get_mapped (said));
  g_assert_cmpuint (strlen (gtk_label_get_text (GTK_LABEL (said))), >, 20);
  name = g_strdup (tenon_model_get_undo_label (self->ui.model));
  tenon_ui_button (GDK_BUTTON_PRIMARY, FALSE);
  tenon_ui_spin (300);
  g_assert_cmpstr (tenon_model_get_undo_label (self->ui.model), ==, name);
  g_assert_cmpuint (self->canvas->offered_item, ==, TENON_CANVAS_ALL_NODES);

  carry_pattern (self, good, card);
  g_assert_true (self->canvas->offer_is_welcome);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (said)), good));
  tenon_ui_button (GDK_BUTTON_PRIMARY, FALSE);
  g_assert_true (tenon_ui_wait (is_asked, NULL));
  dialog = GTK_WIDGET (tenon_ui_find_window (TENON_TYPE_SERVE_DIALOG));
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada <ada@example.org>", "note", "Because.", NULL);
  g_signal_emit_by_name (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply"), "clicked");
  g_assert_true (tenon_ui_wait (is_served_there, &serving));
  g_assert_false (gtk_widget_get_visible (said));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  tenon_ui_key (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (is_served_there (&serving));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  ADD ("/map-events/pan", test_pan);
  ADD ("/map-events/zoom-at-pointer", test_zoom_at_pointer);
  ADD ("/map-events/minimap", test_minimap);
  ADD ("/map-events/rubber-band", test_rubber_band);
  ADD ("/map-events/drag-selection", test_drag_selection);
  ADD ("/map-events/assert-relationship", test_assert_relationship);
  ADD ("/map-events/double-click", test_double_click);
  ADD ("/map-events/focus-comes-along", test_focus_comes_along);
  ADD ("/map-events/keys", test_keys);
  ADD ("/map-events/find", test_find);
  ADD ("/map-events/carry-pattern", test_carry_pattern);
  return g_test_run ();
}
