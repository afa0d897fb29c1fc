/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas of the Map: cards on a plane that can be panned and zoomed, and lines between them. */

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "tenon-canvas-private.h"

/**
 * TenonCanvas:
 *
 * Shows a scene. Cards are child widgets, allocated with a transform that translates and scales; those outside the
 * view are not child-visible. Lines are cached render nodes, see tenon-canvas-lines.c. Where the cards stand is kept
 * in the graph that is also handed to layout and routing. The canvas knows no model: it says what was moved by hand
 * and whoever owns it writes that down.
 *
 * Invariants:
 * 1. items, graph nodes and the scene's cards have the same order and number; so have lines, graph edges and links.
 * 2. A node that is not placed is not shown, and no line that ends at it.
 */

enum
{
  SELECTION_CHANGED,
  MOVED,
  ACTIVATED,
  MENU_REQUESTED,
  POSITIONS_CHANGED,
  JOINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonCanvas, tenon_canvas, GTK_TYPE_WIDGET)

static void
canvas_item_free (TenonCanvasItem *item)
{
  g_array_unref (item->lines);
  g_free (item);
}

static void
canvas_line_clear (TenonCanvasLine *line)
{
  g_clear_pointer (&line->node, gsk_render_node_unref);
  g_clear_pointer (&line->label, gsk_render_node_unref);
}

/* --- Look -------------------------------------------------------------- */

static void
update_palette (TenonCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  TenonPalette     palette;
  GdkRGBA          accent;
  gboolean         has_accent = gtk_style_context_lookup_color (context, "accent_color", &accent);

  tenon_palette_init (&palette, adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager), has_accent ? &accent : NULL);
  if (tenon_palette_equal (&palette, &self->palette))
    return;

  self->palette = palette;
  for (guint i = 0; i < self->items->len; i++)
    tenon_card_set_palette (tenon_canvas_item (self, i)->card, &self->palette);
  tenon_canvas_forget_line_nodes (self);
  tenon_canvas_forget_landmarks (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_data (TenonCanvas *self,
           guint        index)
{
  TenonCanvasItem *item = tenon_canvas_item (self, index);

  tenon_card_set_data (item->card, g_ptr_array_index (self->scene->cards, index), self->typeface, self->detail);
}

/* Fonts of the desktop have changed, or the canvas has come to a display. */
static void
update_typeface (TenonCanvas *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  g_clear_pointer (&self->typeface, tenon_typeface_unref);
  self->typeface = tenon_typeface_new (context);
  tenon_viewport_set_unit (self->viewport, tenon_text_unit (context));
  for (guint i = 0; i < self->items->len; i++)
    show_data (self, i);
  if (self->items->len > 0)
    {
      tenon_canvas_build_graph (self, self->graph);
      tenon_canvas_reroute (self);
    }
}

static void
tenon_canvas_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tenon_canvas_parent_class)->css_changed (widget, change);
  update_palette (TENON_CANVAS (widget));
}

static void
tenon_canvas_system_setting_changed (GtkWidget       *widget,
                                     GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (tenon_canvas_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_FONT_NAME || setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    update_typeface (TENON_CANVAS (widget));
}

static void
viewport_changed_cb (TenonCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Type -------------------------------------------------------------- */

static void
tenon_canvas_dispose (GObject *object)
{
  TenonCanvas *self = TENON_CANVAS (object);
  GtkWidget   *child;

  tenon_canvas_cancel_drag (self);
  tenon_canvas_stop_kinetics (self);
  tenon_canvas_dispose_motion (self);
  g_ptr_array_set_size (self->items, 0);
  g_array_set_size (self->shown, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tenon_canvas_parent_class)->dispose (object);
}

static void
tenon_canvas_finalize (GObject *object)
{
  TenonCanvas *self = TENON_CANVAS (object);

  g_ptr_array_unref (self->items);
  g_array_unref (self->lines);
  g_hash_table_unref (self->index);
  tenon_spatial_index_free (self->item_index);
  tenon_spatial_index_free (self->line_index);
  g_array_unref (self->found);
  g_array_unref (self->shown);
  tenon_canvas_forget_landmarks (self);
  g_clear_pointer (&self->graph, tenon_graph_free);
  g_clear_pointer (&self->scene, tenon_scene_unref);
  g_clear_pointer (&self->typeface, tenon_typeface_unref);
  g_object_unref (self->viewport);
  g_free (self->sought_row);
  g_free (self->join_card);
  g_free (self->join_row);
  G_OBJECT_CLASS (tenon_canvas_parent_class)->finalize (object);
}

static void
tenon_canvas_class_init (TenonCanvasClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tenon_canvas_dispose;
  object_class->finalize = tenon_canvas_finalize;
  widget_class->measure = tenon_canvas_measure;
  widget_class->size_allocate = tenon_canvas_size_allocate;
  widget_class->snapshot = tenon_canvas_snapshot;
  widget_class->css_changed = tenon_canvas_css_changed;
  widget_class->system_setting_changed = tenon_canvas_system_setting_changed;
  widget_class->query_tooltip = tenon_canvas_query_tooltip;
  widget_class->focus = tenon_canvas_focus;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MENU_REQUESTED] = g_signal_new ("menu-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[POSITIONS_CHANGED] = g_signal_new ("positions-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[JOINED] = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "mapcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  tenon_canvas_class_init_keys (widget_class);
}

static void
tenon_canvas_init (TenonCanvas *self)
{
  self->viewport = tenon_viewport_new ();
  self->scene = tenon_scene_new ();
  self->graph = tenon_graph_new ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)canvas_item_free);
  self->lines = g_array_new (FALSE, TRUE, sizeof (TenonCanvasLine));
  g_array_set_clear_func (self->lines, (GDestroyNotify)canvas_line_clear);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->item_index = tenon_spatial_index_new ();
  self->line_index = tenon_spatial_index_new ();
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->detail = TENON_DETAIL_ALL;
  self->hovered_item = NO_ITEM;
  self->hovered_line = NO_ITEM;
  self->sought_item = NO_ITEM;
  self->offered_item = NO_ITEM;
  self->focused_line = self->line_item = NO_ITEM;
  self->drag.pressed = NO_ITEM;
  self->movable = TRUE;
  self->wants_fit = TRUE;
  self->typeface = tenon_typeface_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  tenon_viewport_set_unit (self->viewport, tenon_text_unit (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  tenon_palette_init (&self->palette, FALSE, FALSE, NULL);
  update_palette (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE,
                                  -1);
  g_signal_connect_swapped (self->viewport, "changed", G_CALLBACK (viewport_changed_cb), self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_palette), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_palette), self, G_CONNECT_SWAPPED);
  tenon_canvas_add_controllers (self);
  tenon_canvas_add_key_controller (self);
}

GtkWidget *
tenon_canvas_new (void)
{
  return g_object_new (TENON_TYPE_CANVAS, NULL);
}

void
tenon_canvas_emit_moved (TenonCanvas *self,
                         gboolean     by_keys)
{
  g_signal_emit (self, signals[MOVED], 0, by_keys);
}

void
tenon_canvas_emit_activated (TenonCanvas *self,
                             const char  *subject)
{
  g_signal_emit (self, signals[ACTIVATED], 0, subject);
}

void
tenon_canvas_emit_joined (TenonCanvas *self,
                          const char  *from,
                          const char  *from_row,
                          const char  *to,
                          const char  *to_row)
{
  g_signal_emit (self, signals[JOINED], 0, from, from_row, to, to_row);
}

void
tenon_canvas_request_menu (TenonCanvas *self,
                           double       x,
                           double       y)
{
  g_signal_emit (self, signals[MENU_REQUESTED], 0, x, y);
}

void
tenon_canvas_selection_changed (TenonCanvas *self)
{
  self->sought_item = NO_ITEM;
  tenon_canvas_update_highlights (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* --- Public ------------------------------------------------------------ */

TenonViewport *
tenon_canvas_get_viewport (TenonCanvas *self)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  return self->viewport;
}

TenonScene *
tenon_canvas_get_scene (TenonCanvas *self)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  return self->scene;
}

/* Where the cards stand and how large they are; to be copied by whoever hands it to a worker. */
TenonGraph *
tenon_canvas_get_graph (TenonCanvas *self)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  return self->graph;
}

const TenonPalette *
tenon_canvas_get_palette (TenonCanvas *self)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  return &self->palette;
}

TenonDetail
tenon_canvas_get_detail (TenonCanvas *self)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), TENON_DETAIL_ALL);

  return self->detail;
}

/* Returns: FALSE if there is no such card or it has no place yet */
gboolean
tenon_canvas_get_position (TenonCanvas *self,
                           const char  *id,
                           int         *x,
                           int         *y)
{
  guint item = tenon_canvas_find_item (self, id);

  if (item == NO_ITEM || !tenon_canvas_node (self, item)->is_placed)
    return FALSE;

  *x = tenon_canvas_node (self, item)->x;
  *y = tenon_canvas_node (self, item)->y;
  return TRUE;
}

/* Returns: (transfer none) (nullable) */
TenonCard *
tenon_canvas_find_card (TenonCanvas *self,
                        const char  *id)
{
  guint item = tenon_canvas_find_item (self, id);

  return item != NO_ITEM ? tenon_canvas_item (self, item)->card : NULL;
}

static void
add_item (TenonCanvas *self,
          GHashTable  *old_cards,
          guint        index)
{
  TenonCardData   *data = g_ptr_array_index (self->scene->cards, index);
  TenonCanvasItem *item = g_new0 (TenonCanvasItem, 1);

  item->card = g_hash_table_lookup (old_cards, data->id);
  if (item->card != NULL)
    g_hash_table_remove (old_cards, data->id);
  else
    {
      item->card = TENON_CARD (tenon_card_new ());
      tenon_card_set_palette (item->card, &self->palette);
      gtk_widget_set_child_visible (GTK_WIDGET (item->card), FALSE);
      gtk_widget_set_parent (GTK_WIDGET (item->card), GTK_WIDGET (self));
    }
  item->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->items, item);
  if (gtk_widget_get_child_visible (GTK_WIDGET (item->card)))
    g_array_append_val (self->shown, index);
  g_hash_table_insert (self->index, g_strdup (data->id), GUINT_TO_POINTER (index + 1));
  show_data (self, index);
}

/**
 * tenon_canvas_set_scene:
 *
 * Cards of the same id stay the same widgets, where they were, selected and focused as they were. New ones have no
 * place until tenon_canvas_set_position(). Lines are to be routed by tenon_canvas_reroute() afterwards.
 */
void
tenon_canvas_set_scene (TenonCanvas *self,
                        TenonScene  *scene)
{
  g_autoptr (GHashTable) old_cards = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) old_items = NULL;
  g_autoptr (TenonScene) old_scene = NULL;
  GHashTableIter iter;
  gpointer       card;

  g_return_if_fail (TENON_IS_CANVAS (self));
  g_return_if_fail (scene != NULL);

  tenon_canvas_cancel_drag (self);
  tenon_canvas_leave_line (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonCard *old = tenon_canvas_item (self, i)->card;

      g_hash_table_insert (old_cards, tenon_card_get_data (old)->id, old);
    }
  tenon_canvas_forget_landmarks (self);
  old_items = g_steal_pointer (&self->items);
  old_scene = g_steal_pointer (&self->scene);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)canvas_item_free);
  self->scene = tenon_scene_ref (scene);
  self->hovered_item = self->hovered_line = NO_ITEM;
  self->hovered_row = NULL;
  self->sought_item = self->offered_item = NO_ITEM;
  g_hash_table_remove_all (self->index);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < scene->cards->len; i++)
    add_item (self, old_cards, i);

  g_hash_table_iter_init (&iter, old_cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    gtk_widget_unparent (card);

  tenon_canvas_build_graph (self, self->graph);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tenon_canvas_selection_changed (self);
  g_signal_emit (self, signals[POSITIONS_CHANGED], 0);
}

/* The cards keep their places; those that grow may touch a neighbour. */
void
tenon_canvas_set_detail (TenonCanvas *self,
                         TenonDetail  detail)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  if (self->detail == detail)
    return;

  self->detail = detail;
  for (guint i = 0; i < self->items->len; i++)
    show_data (self, i);
  tenon_canvas_build_graph (self, self->graph);
  tenon_canvas_reroute (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
tenon_canvas_set_movable (TenonCanvas *self,
                          gboolean     movable)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->movable = movable;
}

/* Whether lines can be drawn by hand, from the edge of a row to another row. */
void
tenon_canvas_set_joinable (TenonCanvas *self,
                           gboolean     joinable)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->joinable = joinable;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * tenon_canvas_set_offered:
 * @id: (nullable): the card over which something is held that may be let go
 * @welcome: whether it would be taken
 */
void
tenon_canvas_set_offered (TenonCanvas *self,
                          const char  *id,
                          gboolean     welcome)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->offered_item = tenon_canvas_find_item (self, id);
  self->offer_is_welcome = welcome;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether a selection dims what it is not joined to. */
void
tenon_canvas_set_dims (TenonCanvas *self,
                       gboolean     dims)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->dims = dims;
  tenon_canvas_update_highlights (self);
}

/* @hops: how many lines away from the selection cards are still looked at; what is farther recedes. 0: nothing does. */
void
tenon_canvas_set_hops (TenonCanvas *self,
                       guint        hops)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->hops = hops;
  tenon_canvas_update_highlights (self);
}

void
tenon_canvas_set_route_func (TenonCanvas         *self,
                             TenonCanvasRouteFunc func,
                             gpointer             user_data)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  self->route_func = func;
  self->route_data = user_data;
}

/* The lines follow at tenon_canvas_reroute(). */
void
tenon_canvas_set_position (TenonCanvas *self,
                           const char  *id,
                           int          x,
                           int          y)
{
  guint item = tenon_canvas_find_item (self, id);

  if (item == NO_ITEM)
    return;

  /* whoever places cards has the last word over a preview */
  if (self->drag.mode == TENON_DRAG_MOVE)
    tenon_canvas_cancel_drag (self);
  tenon_canvas_node (self, item)->x = x;
  tenon_canvas_node (self, item)->y = y;
  tenon_canvas_node (self, item)->is_placed = TRUE;
  self->items_dirty = TRUE;
}

/* Routes every line anew and shows cards where they stand now. */
void
tenon_canvas_reroute (TenonCanvas *self)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  tenon_canvas_route_moved (self, NULL, 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[POSITIONS_CHANGED], 0);
}

/**
 * tenon_canvas_reveal:
 * @row: (nullable): key of a row on that card
 *
 * Selects the card and pans to it; zooms to where it can be read, if it cannot.
 */
void
tenon_canvas_reveal (TenonCanvas *self,
                     const char  *id,
                     const char  *row)
{
  graphene_rect_t bounds;
  guint           item;

  g_return_if_fail (TENON_IS_CANVAS (self));

  item = tenon_canvas_find_item (self, id);
  if (item == NO_ITEM || !tenon_canvas_node (self, item)->is_placed)
    return;

  tenon_canvas_select_only (self, item);
  self->sought_item = row != NULL ? item : NO_ITEM;
  g_free (self->sought_row);
  self->sought_row = g_strdup (row);
  tenon_canvas_get_item_bounds (self, item, &bounds);
  if (row != NULL)
    {
      int port = tenon_card_shape_get_port (tenon_card_get_shape (tenon_canvas_item (self, item)->card), row);

      graphene_rect_init (&bounds, bounds.origin.x, bounds.origin.y + port - 60, bounds.size.width, 120);
    }
  self->wants_fit = FALSE;
  if (tenon_level_of_scale (tenon_viewport_get_scale (self->viewport)) != TENON_LEVEL_ROWS)
    {
      tenon_viewport_set_centre (self->viewport, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);
      tenon_viewport_set_zoom (self->viewport, 1.0);
    }
  tenon_viewport_reveal (self->viewport, &bounds, FIT_MARGIN_X, FIT_MARGIN_Y);
  tenon_canvas_focus_item (self, item);
}

/* Shows everything, but never larger than 100 %; as soon as there is a size. */
void
tenon_canvas_fit (TenonCanvas *self)
{
  graphene_rect_t bounds;

  g_return_if_fail (TENON_IS_CANVAS (self));

  tenon_canvas_stop_kinetics (self);
  self->wants_fit = TRUE;
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0 && tenon_canvas_get_bounds (self, &bounds))
    {
      self->wants_fit = FALSE;
      tenon_viewport_aim (self->viewport, &bounds, FIT_MARGIN_X, FIT_MARGIN_Y, 1.0, &self->fitted_x, &self->fitted_y, &self->fitted_zoom);
      tenon_canvas_move_to (self, self->fitted_x, self->fitted_y, self->fitted_zoom);
    }
}

void
tenon_canvas_fit_selection (TenonCanvas *self)
{
  graphene_rect_t bounds;

  g_return_if_fail (TENON_IS_CANVAS (self));

  tenon_canvas_stop_kinetics (self);
  if (tenon_canvas_measure_items (self, TRUE, &bounds))
    {
      double x, y, zoom;

      tenon_viewport_aim (self->viewport, &bounds, FIT_MARGIN_X, FIT_MARGIN_Y, 1.0, &x, &y, &zoom);
      tenon_canvas_move_to (self, x, y, zoom);
    }
}

/* 100 %, about the middle of the view. */
void
tenon_canvas_zoom_normal (TenonCanvas *self)
{
  double x, y;

  g_return_if_fail (TENON_IS_CANVAS (self));

  tenon_viewport_get_centre (self->viewport, &x, &y);
  tenon_canvas_move_to (self, x, y, 1.0);
}

/* About the middle of the view, by a step people can name. */
void
tenon_canvas_zoom_step (TenonCanvas *self,
                        int          direction)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  double x, y;

  tenon_viewport_get_centre (self->viewport, &x, &y);
  tenon_canvas_move_to (self, x, y, tenon_zoom_step (tenon_canvas_get_aimed_zoom (self), direction));
}
