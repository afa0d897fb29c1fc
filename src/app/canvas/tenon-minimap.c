/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole map in a corner, with a frame around what is seen; the frame can be dragged. */

#include "tenon-minimap.h"

#include <math.h>

#include "app/canvas/tenon-spatial-index.h"

#define WIDTH 176
#define HEIGHT 116
#define MARGIN 6

/**
 * TenonMinimap:
 *
 * Hides itself while everything is in view, as it would tell nothing then.
 */
struct _TenonMinimap
{
  GtkWidget parent_instance;

  TenonCanvas *canvas; /* (nullable) */
  double       grab_x; /* world: from the pointer to the middle of the frame */
  double       grab_y;
};

G_DEFINE_FINAL_TYPE (TenonMinimap, tenon_minimap, GTK_TYPE_WIDGET)

/* How the world is shown: minimap = (world - origin) * scale + offset. FALSE if there is nothing to show. */
static gboolean
get_projection (TenonMinimap     *self,
                graphene_rect_t  *world,
                double           *scale,
                graphene_point_t *offset)
{
  if (self->canvas == NULL || !tenon_canvas_get_bounds (self->canvas, world))
    return FALSE;

  *scale = MIN ((WIDTH - 2 * MARGIN) / MAX (world->size.width, 1), (HEIGHT - 2 * MARGIN) / MAX (world->size.height, 1));
  graphene_point_init (offset, (WIDTH - world->size.width * *scale) / 2, (HEIGHT - world->size.height * *scale) / 2);
  return TRUE;
}

static void
snapshot_frame (TenonMinimap           *self,
                GtkSnapshot            *snapshot,
                const graphene_rect_t  *world,
                double                  scale,
                const graphene_point_t *offset)
{
  const TenonPalette *palette = tenon_canvas_get_palette (self->canvas);
  GdkRGBA             fill = tenon_rgba_fade (&palette->accent, 0.12);
  graphene_rect_t     visible, area, inside = GRAPHENE_RECT_INIT (1, 1, WIDTH - 2, HEIGHT - 2);
  GskRoundedRect      outline;

  tenon_viewport_get_visible (tenon_canvas_get_viewport (self->canvas), &visible);
  graphene_rect_init (&area,
                      (visible.origin.x - world->origin.x) * scale + offset->x,
                      (visible.origin.y - world->origin.y) * scale + offset->y,
                      visible.size.width * scale,
                      visible.size.height * scale);
  if (!graphene_rect_intersection (&area, &inside, &area))
    return;
  gtk_snapshot_append_color (snapshot, &fill, &area);
  gsk_rounded_rect_init_from_rect (&outline, &area, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[4]){ palette->accent, palette->accent, palette->accent, palette->accent });
}

static void
snapshot_cards (TenonMinimap           *self,
                GtkSnapshot            *snapshot,
                const graphene_rect_t  *world,
                double                  scale,
                const graphene_point_t *offset)
{
  const TenonPalette *palette = tenon_canvas_get_palette (self->canvas);
  TenonGraph         *graph = tenon_canvas_get_graph (self->canvas);
  GdkRGBA             plain = tenon_rgba_fade (&palette->line, 0.75);

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);
      TenonCard      *card = tenon_canvas_find_card (self->canvas, node->id);

      if (!node->is_placed || card == NULL)
        continue;
      gtk_snapshot_append_color (snapshot, tenon_card_get_selected (card) ? &palette->accent : &plain,
                                 &GRAPHENE_RECT_INIT ((node->x - world->origin.x) * scale + offset->x,
                                                      (node->y - world->origin.y) * scale + offset->y,
                                                      MAX (node->width * scale, 1), MAX (node->height * scale, 1)));
    }
}

static void
tenon_minimap_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  TenonMinimap       *self = TENON_MINIMAP (widget);
  graphene_rect_t     world;
  graphene_point_t    offset;
  double              scale;
  const TenonPalette *palette;
  graphene_rect_t     area = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  GskRoundedRect      outline;

  if (!get_projection (self, &world, &scale, &offset))
    return;

  palette = tenon_canvas_get_palette (self->canvas);
  gsk_rounded_rect_init_from_rect (&outline, &area, 8);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->card, &area);
  snapshot_cards (self, snapshot, &world, scale, &offset);
  snapshot_frame (self, snapshot, &world, scale, &offset);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ palette->border, palette->border, palette->border, palette->border });
}

static void
tenon_minimap_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
update (TenonMinimap *self)
{
  graphene_rect_t world, visible;
  gboolean        tells = FALSE;
  int             width, height;

  if (self->canvas != NULL && tenon_canvas_get_bounds (self->canvas, &world))
    {
      TenonViewport *viewport = tenon_canvas_get_viewport (self->canvas);

      tenon_viewport_get_visible (viewport, &visible);
      tenon_viewport_get_size (viewport, &width, &height);
      /* in a small view it would hide more than it shows */
      tells = !tenon_rect_holds (&visible, &world) && width >= 3 * WIDTH && height >= 3 * HEIGHT;
    }
  gtk_widget_set_opacity (GTK_WIDGET (self), tells ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), tells);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
to_world (TenonMinimap *self,
          double        x,
          double        y,
          double       *world_x,
          double       *world_y)
{
  graphene_rect_t  world;
  graphene_point_t offset;
  double           scale;

  if (!get_projection (self, &world, &scale, &offset))
    return FALSE;
  *world_x = (x - offset.x) / scale + world.origin.x;
  *world_y = (y - offset.y) / scale + world.origin.y;
  return TRUE;
}

/* A press inside the frame takes hold of it; a press elsewhere brings its middle there. */
static void
drag_begin_cb (TenonMinimap *self,
               double        x,
               double        y)
{
  graphene_rect_t visible;
  double          world_x, world_y;
  TenonViewport  *viewport;

  if (!to_world (self, x, y, &world_x, &world_y))
    return;

  viewport = tenon_canvas_get_viewport (self->canvas);
  tenon_viewport_get_visible (viewport, &visible);
  self->grab_x = self->grab_y = 0;
  if (graphene_rect_contains_point (&visible, &GRAPHENE_POINT_INIT (world_x, world_y)))
    {
      self->grab_x = visible.origin.x + visible.size.width / 2 - world_x;
      self->grab_y = visible.origin.y + visible.size.height / 2 - world_y;
    }
  else
    tenon_viewport_set_centre (viewport, world_x, world_y);
}

static void
drag_update_cb (TenonMinimap   *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  double x, y, world_x, world_y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (to_world (self, x + offset_x, y + offset_y, &world_x, &world_y))
    tenon_viewport_set_centre (tenon_canvas_get_viewport (self->canvas), world_x + self->grab_x, world_y + self->grab_y);
}

static void
tenon_minimap_dispose (GObject *object)
{
  TenonMinimap *self = TENON_MINIMAP (object);

  g_clear_weak_pointer (&self->canvas);
  G_OBJECT_CLASS (tenon_minimap_parent_class)->dispose (object);
}

static void
tenon_minimap_class_init (TenonMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_minimap_dispose;
  widget_class->snapshot = tenon_minimap_snapshot;
  widget_class->measure = tenon_minimap_measure;
  gtk_widget_class_set_css_name (widget_class, "minimap");
  /* says nothing that the outline and the cards do not say better */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tenon_minimap_init (TenonMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* Once. */
void
tenon_minimap_set_canvas (TenonMinimap *self,
                          TenonCanvas  *canvas)
{
  g_return_if_fail (TENON_IS_MINIMAP (self));
  g_return_if_fail (self->canvas == NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  g_signal_connect_object (tenon_canvas_get_viewport (canvas), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "positions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "selection-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
