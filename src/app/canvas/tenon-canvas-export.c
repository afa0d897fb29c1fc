/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole map as one picture, by the same drawing functions as on the screen. */

#include "app/canvas/tenon-link-drawing.h"
#include "tenon-canvas-private.h"

#define MARGIN 32

/**
 * tenon_canvas_export:
 * @palette: the colours to use: paper is light, whatever the desktop is
 * @bounds: (out): what to render, in world pixels
 *
 * Returns: (transfer full) (nullable): the picture at 100 %; NULL where no card has a place
 */
GskRenderNode *
tenon_canvas_export (TenonCanvas        *self,
                     const TenonPalette *palette,
                     graphene_rect_t    *bounds)
{
  GtkSnapshot *snapshot;

  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  if (!tenon_canvas_get_bounds (self, bounds))
    return NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, i);

      if (line->has_bounds)
        graphene_rect_union (bounds, &line->bounds, bounds);
    }
  graphene_rect_inset (bounds, -MARGIN, -MARGIN);

  snapshot = gtk_snapshot_new ();
  gtk_snapshot_append_color (snapshot, &palette->ground, bounds);
  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      TenonLink      *link = g_ptr_array_index (self->scene->links, i);
      g_autoptr (GskRenderNode) node = tenon_link_draw (link, edge->points, 1.0, &palette->line, &palette->ground, FALSE);

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonGraphNode *place = tenon_canvas_node (self, i);
      TenonCard      *card = tenon_canvas_item (self, i)->card;
      g_autoptr (GskRenderNode) node = NULL;

      if (!place->is_placed)
        continue;
      node = tenon_card_draw (tenon_card_get_data (card), tenon_card_get_shape (card), self->typeface, palette, TENON_LEVEL_ROWS);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->x, place->y));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }
  return gtk_snapshot_free_to_node (snapshot);
}
