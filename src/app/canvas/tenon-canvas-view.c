/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas shows: cards allocated where they are seen, the ground, and what is at a point. */

#include <math.h>

#include "app/canvas/tenon-area-drawing.h"
#include "tenon-canvas-private.h"

#define DOT_PITCH 24
#define CULL_MARGIN 24

/* Where the world's origin is on the screen, in whole pixels: everything is placed from there. */
void
tenon_canvas_get_origin (TenonCanvas *self,
                         double      *x,
                         double      *y)
{
  tenon_viewport_to_screen (self->viewport, 0, 0, x, y);
  *x = round (*x);
  *y = round (*y);
}

void
tenon_canvas_get_item_bounds (TenonCanvas     *self,
                              guint            index,
                              graphene_rect_t *world)
{
  TenonGraphNode *node = tenon_canvas_node (self, index);

  graphene_rect_init (world, node->x, node->y, node->width, node->height);
}

/* The smallest rectangle around all cards, or around the selected ones; FALSE where there are none. */
gboolean
tenon_canvas_measure_items (TenonCanvas     *self,
                            gboolean         selected_only,
                            graphene_rect_t *world)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      graphene_rect_t bounds;

      if (!tenon_canvas_node (self, i)->is_placed || (selected_only && !tenon_card_get_selected (tenon_canvas_item (self, i)->card)))
        continue;
      tenon_canvas_get_item_bounds (self, i, &bounds);
      if (any)
        graphene_rect_union (world, &bounds, world);
      else
        *world = bounds;
      any = TRUE;
    }
  for (guint i = 0; any && !selected_only && i < self->scene->areas->len; i++)
    {
      graphene_rect_t bounds;

      if (tenon_area_get_bounds (g_ptr_array_index (self->scene->areas, i), self->graph, self->index, &bounds))
        graphene_rect_union (world, &bounds, world);
    }
  return any;
}

gboolean
tenon_canvas_get_bounds (TenonCanvas     *self,
                         graphene_rect_t *world)
{
  g_return_val_if_fail (TENON_IS_CANVAS (self), FALSE);

  return tenon_canvas_measure_items (self, FALSE, world);
}

void
tenon_canvas_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
}

/* Fills self->found with the cards that may be in a part of the world. */
void
tenon_canvas_query_items (TenonCanvas           *self,
                          const graphene_rect_t *world)
{
  if (self->items_dirty)
    {
      tenon_spatial_index_reset (self->item_index, self->items->len);
      for (guint i = 0; i < self->items->len; i++)
        {
          graphene_rect_t bounds;

          tenon_canvas_get_item_bounds (self, i, &bounds);
          if (tenon_canvas_node (self, i)->is_placed)
            tenon_spatial_index_add (self->item_index, i, &bounds);
        }
      self->items_dirty = FALSE;
    }
  tenon_spatial_index_query (self->item_index, world, self->found);
}

static void
show_card (TenonCanvas *self,
           guint        index,
           double       scale,
           double       origin_x,
           double       origin_y)
{
  TenonCanvasItem *item = tenon_canvas_item (self, index);
  GtkWidget       *card = GTK_WIDGET (item->card);
  TenonGraphNode  *node = tenon_canvas_node (self, index);
  GskTransform    *transform;
  int              width, height;

  if (item->seen == self->allocation)
    return;
  item->seen = self->allocation;
  gtk_widget_set_child_visible (card, TRUE);
  tenon_card_set_scale (item->card, scale);
  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (origin_x + round (node->x * scale), origin_y + round (node->y * scale)));
  transform = gsk_transform_scale (transform, scale, scale);
  gtk_widget_allocate (card, width, height, -1, transform);
}

/* Shows the cards in view, and hides those that were shown and are not any more. */
static void
allocate_cards (TenonCanvas *self)
{
  graphene_rect_t visible;
  g_autoptr (GArray) before = g_steal_pointer (&self->shown);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint      focused = TENON_IS_CARD (focus) ? tenon_canvas_find_item (self, tenon_card_get_data (TENON_CARD (focus))->id) : NO_ITEM;
  double     scale = tenon_viewport_get_scale (self->viewport), origin_x, origin_y;

  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->allocation++;
  tenon_viewport_get_visible (self->viewport, &visible);
  graphene_rect_inset (&visible, -CULL_MARGIN / scale, -CULL_MARGIN / scale);
  tenon_canvas_get_origin (self, &origin_x, &origin_y);

  /* what is only a tone needs no widget: snapshot_blocks() */
  if (tenon_level_of_scale (scale) == TENON_LEVEL_BLOCK)
    g_array_set_size (self->found, 0);
  else
    tenon_canvas_query_items (self, &visible);
  for (guint i = 0; i < self->found->len; i++)
    {
      guint           item = g_array_index (self->found, guint, i);
      graphene_rect_t bounds;

      tenon_canvas_get_item_bounds (self, item, &bounds);
      if (!tenon_canvas_node (self, item)->is_placed || !tenon_rects_meet (&bounds, &visible))
        continue;
      show_card (self, item, scale, origin_x, origin_y);
      g_array_append_val (self->shown, item);
    }
  /* the focus would be lost with a card that is unmapped */
  if (focused != NO_ITEM && tenon_canvas_node (self, focused)->is_placed && tenon_canvas_item (self, focused)->seen != self->allocation)
    {
      show_card (self, focused, scale, origin_x, origin_y);
      g_array_append_val (self->shown, focused);
    }
  for (guint i = 0; i < before->len; i++)
    {
      TenonCanvasItem *item = tenon_canvas_item (self, g_array_index (before, guint, i));

      if (item->seen != self->allocation)
        gtk_widget_set_child_visible (GTK_WIDGET (item->card), FALSE);
    }
}

static gboolean
is_fitted (TenonCanvas *self)
{
  double x, y;

  tenon_viewport_get_centre (self->viewport, &x, &y);
  return self->fitted_zoom > 0 && self->fitted_zoom == tenon_viewport_get_zoom (self->viewport) && self->fitted_x == x && self->fitted_y == y;
}

/* At once, and remembered as seeing everything. */
void
tenon_canvas_fit_to (TenonCanvas           *self,
                     const graphene_rect_t *world)
{
  tenon_viewport_fit (self->viewport, world, FIT_MARGIN_X, FIT_MARGIN_Y, 1.0);
  tenon_viewport_get_centre (self->viewport, &self->fitted_x, &self->fitted_y);
  self->fitted_zoom = tenon_viewport_get_zoom (self->viewport);
}

void
tenon_canvas_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  TenonCanvas    *self = TENON_CANVAS (widget);
  graphene_rect_t world;
  int             old_width, old_height;

  tenon_viewport_get_size (self->viewport, &old_width, &old_height);
  /* who saw everything and has not moved since sees everything in a window of another size */
  if ((old_width != width || old_height != height) && is_fitted (self))
    self->wants_fit = TRUE;
  tenon_viewport_set_size (self->viewport, width, height);
  if (self->wants_fit && width > 0 && height > 0 && tenon_canvas_get_bounds (self, &world))
    {
      self->wants_fit = FALSE;
      tenon_canvas_fit_to (self, &world);
    }
  allocate_cards (self);
}

/* Points under the ground, at 100 % and above: a hold for the eye while panning. */
static void
snapshot_dots (TenonCanvas *self,
               GtkSnapshot *snapshot,
               int          width,
               int          height)
{
  double pitch = round (DOT_PITCH * tenon_viewport_get_scale (self->viewport)), x, y;

  if (tenon_viewport_get_zoom (self->viewport) < 0.995)
    return;

  tenon_canvas_get_origin (self, &x, &y);
  x = fmod (x, pitch) - pitch;
  y = fmod (y, pitch) - pitch;
  gtk_snapshot_push_repeat (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), &GRAPHENE_RECT_INIT (x, y, pitch, pitch));
  gtk_snapshot_append_color (snapshot, &self->palette.dot, &GRAPHENE_RECT_INIT (x, y, 2, 2));
  gtk_snapshot_pop (snapshot);
}

/* The grounds of areas, under everything. */
static void
snapshot_areas (TenonCanvas *self,
                GtkSnapshot *snapshot)
{
  graphene_rect_t visible, bounds;
  double          x, y;

  if (self->scene->areas->len == 0)
    return;
  tenon_viewport_get_visible (self->viewport, &visible);
  tenon_canvas_get_origin (self, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  for (guint i = 0; i < self->scene->areas->len; i++)
    {
      TenonSceneArea *area = g_ptr_array_index (self->scene->areas, i);

      if (tenon_area_get_bounds (area, self->graph, self->index, &bounds) && tenon_rects_meet (&bounds, &visible))
        tenon_area_append (area, snapshot, &bounds, &self->palette, self->typeface, tenon_viewport_get_scale (self->viewport), !tenon_canvas_shows_landmarks (self));
    }
  gtk_snapshot_restore (snapshot);
}

static const GdkRGBA *
get_block_color (TenonCanvas   *self,
                 TenonCard     *card,
                 const GdkRGBA *colors,
                 const GdkRGBA *faded)
{
  TenonCardData *data = tenon_card_get_data (card);

  if (tenon_card_get_selected (card))
    return &self->palette.accent;
  if (data->heat_text != NULL && data->heat != TENON_HEAT_CALM)
    return &self->palette.heats[data->heat];
  return data->is_dimmed ? &faded[data->tint] : &colors[data->tint];
}

/* Far away, cards are plain rectangles on whole pixels. */
static void
snapshot_blocks (TenonCanvas *self,
                 GtkSnapshot *snapshot)
{
  GdkRGBA         colors[TENON_N_TINTS], faded[TENON_N_TINTS];
  graphene_rect_t visible;
  double          scale = tenon_viewport_get_scale (self->viewport), x, y;

  if (tenon_level_of_scale (scale) != TENON_LEVEL_BLOCK)
    return;

  for (guint i = 0; i < TENON_N_TINTS; i++)
    {
      colors[i] = tenon_palette_get_block (&self->palette, i);
      faded[i] = tenon_rgba_fade (&colors[i], TENON_CARD_DIMMED);
    }
  tenon_viewport_get_visible (self->viewport, &visible);
  tenon_canvas_get_origin (self, &x, &y);
  tenon_canvas_query_items (self, &visible);
  for (guint i = 0; i < self->found->len; i++)
    {
      guint           item = g_array_index (self->found, guint, i);
      TenonGraphNode *node = tenon_canvas_node (self, item);
      TenonCard      *card = tenon_canvas_item (self, item)->card;
      graphene_rect_t bounds;

      tenon_canvas_get_item_bounds (self, item, &bounds);
      if (!node->is_placed || !tenon_rects_meet (&bounds, &visible))
        continue;
      gtk_snapshot_append_color (snapshot, get_block_color (self, card, colors, faded),
                                 &GRAPHENE_RECT_INIT (x + round (node->x * scale), y + round (node->y * scale), MAX (round (node->width * scale), 1), MAX (round (node->height * scale), 1)));
    }
}

static void
snapshot_marquee (TenonCanvas *self,
                  GtkSnapshot *snapshot)
{
  double          x, y, scale = tenon_viewport_get_scale (self->viewport);
  GdkRGBA         fill = tenon_rgba_fade (&self->palette.accent, 0.12), edge = self->palette.accent;
  graphene_rect_t area;
  GskRoundedRect  outline;

  if (self->drag.mode != TENON_DRAG_MARQUEE)
    return;

  tenon_viewport_to_screen (self->viewport, self->drag.marquee.origin.x, self->drag.marquee.origin.y, &x, &y);
  graphene_rect_init (&area, round (x), round (y), round (self->drag.marquee.size.width * scale), round (self->drag.marquee.size.height * scale));
  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gtk_snapshot_append_color (snapshot, &fill, &area);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ edge, edge, edge, edge });
}

/* A frame around the card that something is held over: whole where it is welcome, else dashed, so that colour is not all
 * that tells them apart. */
static void
snapshot_offer (TenonCanvas *self,
                GtkSnapshot *snapshot)
{
  const double    dashes[] = { 8, 6 };
  graphene_rect_t bounds, around;
  double          scale = tenon_viewport_get_scale (self->viewport), x, y;
  cairo_t        *cr;

  if (self->offered_item == NO_ITEM)
    return;
  tenon_canvas_get_item_bounds (self, self->offered_item, &bounds);
  tenon_canvas_get_origin (self, &x, &y);
  around = GRAPHENE_RECT_INIT (x + round (bounds.origin.x * scale) - 5, y + round (bounds.origin.y * scale) - 5, round (bounds.size.width * scale) + 10, round (bounds.size.height * scale) + 10);
  cr = gtk_snapshot_append_cairo (snapshot, &around);
  gdk_cairo_set_source_rgba (cr, self->offer_is_welcome ? &self->palette.accent : &self->palette.attention);
  if (!self->offer_is_welcome)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, 3);
  cairo_rectangle (cr, around.origin.x + 2, around.origin.y + 2, around.size.width - 4, around.size.height - 4);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* What is selected lies on top, as it does for the hand. */
static void
snapshot_cards (TenonCanvas *self,
                GtkSnapshot *snapshot)
{
  for (int selected = FALSE; selected <= TRUE; selected++)
    for (guint i = 0; i < self->shown->len; i++)
      {
        TenonCard *card = tenon_canvas_item (self, g_array_index (self->shown, guint, i))->card;

        if (tenon_card_get_selected (card) == selected)
          gtk_widget_snapshot_child (GTK_WIDGET (self), GTK_WIDGET (card), snapshot);
      }
}

void
tenon_canvas_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  TenonCanvas    *self = TENON_CANVAS (widget);
  int             width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, width, height);

  gtk_snapshot_push_clip (snapshot, &area);
  gtk_snapshot_append_color (snapshot, &self->palette.ground, &area);
  snapshot_dots (self, snapshot, width, height);
  snapshot_areas (self, snapshot);
  tenon_canvas_snapshot_lines (self, snapshot);
  snapshot_blocks (self, snapshot);
  snapshot_cards (self, snapshot);
  tenon_canvas_snapshot_landmarks (self, snapshot);
  tenon_canvas_snapshot_labels (self, snapshot);
  tenon_canvas_snapshot_ends (self, snapshot);
  tenon_canvas_snapshot_guides (self, snapshot);
  tenon_canvas_snapshot_joining (self, snapshot);
  snapshot_offer (self, snapshot);
  snapshot_marquee (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* --- What is where ----------------------------------------------------- */

/* @x, @y: screen. @title_only: where it can be taken hold of. (nullable) */
TenonSceneArea *
tenon_canvas_area_at (TenonCanvas *self,
                      double       x,
                      double       y,
                      gboolean     title_only)
{
  double world_x, world_y;

  tenon_viewport_to_world (self->viewport, x, y, &world_x, &world_y);
  for (guint i = self->scene->areas->len; i > 0; i--)
    {
      TenonSceneArea *area = g_ptr_array_index (self->scene->areas, i - 1);
      graphene_rect_t bounds;

      if (!tenon_area_get_bounds (area, self->graph, self->index, &bounds))
        continue;
      if (title_only && tenon_canvas_shows_landmarks (self))
        {
          if (!tenon_canvas_get_area_name_bounds (self, area, &bounds))
            continue;
        }
      else if (title_only)
        tenon_area_get_title_bounds (area, &bounds, self->typeface, tenon_viewport_get_scale (self->viewport), &bounds);
      if (graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT (world_x, world_y)))
        return area;
    }
  return NULL;
}

/* @x, @y: screen. The topmost card there, or NO_ITEM. */
guint
tenon_canvas_item_at (TenonCanvas *self,
                      double       x,
                      double       y)
{
  double world_x, world_y;
  guint  found = NO_ITEM;

  tenon_viewport_to_world (self->viewport, x, y, &world_x, &world_y);
  tenon_canvas_query_items (self, &GRAPHENE_RECT_INIT (world_x, world_y, 0, 0));
  for (guint i = 0; i < self->found->len; i++)
    {
      guint           item = g_array_index (self->found, guint, i);
      TenonGraphNode *node = tenon_canvas_node (self, item);

      if (node->is_placed && world_x >= node->x && world_x < node->x + node->width && world_y >= node->y && world_y < node->y + node->height && (found == NO_ITEM || tenon_card_get_selected (tenon_canvas_item (self, item)->card)))
        found = item;
    }
  return found;
}

/**
 * tenon_canvas_lookup_item:
 * @x: widget coordinates
 * @hit: (out)
 *
 * The one answer to what is at a point, for clicks, tooltips and menus.
 *
 * Returns: FALSE on empty ground
 */
gboolean
tenon_canvas_lookup_item (TenonCanvas    *self,
                          double          x,
                          double          y,
                          TenonCanvasHit *hit)
{
  guint item, line;

  g_return_val_if_fail (TENON_IS_CANVAS (self), FALSE);

  *hit = (TenonCanvasHit){ NULL, NULL, NULL, NULL };
  item = tenon_canvas_item_at (self, x, y);
  if (item != NO_ITEM)
    {
      TenonCard *card = tenon_canvas_item (self, item)->card;
      double     world_x, world_y;

      tenon_viewport_to_world (self->viewport, x, y, &world_x, &world_y);
      hit->card = tenon_card_get_data (card);
      if (tenon_level_of_scale (tenon_viewport_get_scale (self->viewport)) == TENON_LEVEL_ROWS)
        hit->line = tenon_card_shape_find_line (tenon_card_get_shape (card), world_y - tenon_canvas_node (self, item)->y);
      return TRUE;
    }

  line = tenon_canvas_line_at (self, x, y);
  if (line == NO_ITEM)
    {
      hit->area = tenon_canvas_area_at (self, x, y, FALSE);
      return hit->area != NULL;
    }
  hit->link = g_ptr_array_index (self->scene->links, line);
  return TRUE;
}

gboolean
tenon_canvas_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    keyboard,
                            GtkTooltip *tooltip)
{
  TenonCanvas   *self = TENON_CANVAS (widget);
  TenonCanvasHit hit;
  const char    *text = NULL;
  GdkRectangle   area = { x - 6, y - 6, 12, 12 };

  if (keyboard || self->drag.mode != TENON_DRAG_NONE || !tenon_canvas_lookup_item (self, x, y, &hit))
    return FALSE;

  if (hit.link != NULL)
    text = hit.link->description;
  else if (hit.line != NULL && hit.line->row != NULL)
    text = hit.line->row->tooltip;
  else if (hit.line != NULL)
    text = hit.line->section->title;
  else if (hit.card != NULL)
    text = hit.card->tooltip;
  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

guint
tenon_canvas_find_item (TenonCanvas *self,
                        const char  *id)
{
  gpointer value = id != NULL ? g_hash_table_lookup (self->index, id) : NULL;

  return value != NULL ? GPOINTER_TO_UINT (value) - 1 : NO_ITEM;
}
