/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line drawn by hand, from a row of one card to a row of another. */

#include <math.h>

#include "app/canvas/tenon-link-drawing.h"
#include "tenon-canvas-private.h"

#define HANDLE_REACH 11 /* screen pixels around the edge of a row where a line begins */
#define HANDLE 4.5

/* Whether a row is there whose edge is at @x, @y: screen. */
gboolean
tenon_canvas_is_handle (TenonCanvas *self,
                        double       x,
                        double       y)
{
  TenonCanvasHit  hit;
  double          left, right, top;
  TenonGraphNode *node;
  guint           item;

  if (!self->joinable || tenon_level_of_scale (tenon_viewport_get_scale (self->viewport)) != TENON_LEVEL_ROWS)
    return FALSE;
  if (!tenon_canvas_lookup_item (self, x, y, &hit) || hit.line == NULL || hit.line->row == NULL)
    return FALSE;
  item = tenon_canvas_find_item (self, hit.card->id);
  node = tenon_canvas_node (self, item);
  tenon_viewport_to_screen (self->viewport, node->x, node->y, &left, &top);
  tenon_viewport_to_screen (self->viewport, node->x + node->width, node->y, &right, &top);
  return x - left <= HANDLE_REACH || right - x <= HANDLE_REACH;
}

/* The row at the pointer is where the line starts. */
void
tenon_canvas_begin_joining (TenonCanvas *self,
                            double       x,
                            double       y)
{
  TenonCanvasHit hit;

  if (!tenon_canvas_lookup_item (self, x, y, &hit) || hit.line == NULL || hit.line->row == NULL)
    return;
  g_free (self->join_card);
  g_free (self->join_row);
  self->join_card = g_strdup (hit.card->id);
  self->join_row = g_strdup (hit.line->row->key);
}

/* Where the hand lets go: on a row, on a card, or nowhere. */
void
tenon_canvas_end_joining (TenonCanvas *self)
{
  g_autofree char *card = g_steal_pointer (&self->join_card), *row = g_steal_pointer (&self->join_row);
  TenonCanvasHit   hit;

  if (card == NULL || !tenon_canvas_lookup_item (self, self->drag.x, self->drag.y, &hit) || hit.card == NULL)
    return;
  if (g_str_equal (hit.card->id, card) && (hit.line == NULL || hit.line->row == NULL || g_str_equal (hit.line->row->key, row)))
    return;
  tenon_canvas_emit_joined (self, card, row, hit.card->id, hit.line != NULL && hit.line->row != NULL ? hit.line->row->key : NULL);
}

static void
append_handle (TenonCanvas *self,
               GtkSnapshot *snapshot,
               double       x,
               double       y)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (x - HANDLE, y - HANDLE, 2 * HANDLE, 2 * HANDLE);
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &area, HANDLE);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.card, &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[4]){ self->palette.accent, self->palette.accent, self->palette.accent, self->palette.accent });
}

static void
snapshot_handles (TenonCanvas *self,
                  GtkSnapshot *snapshot)
{
  TenonGraphNode *node = tenon_canvas_node (self, self->hovered_item);
  int             port = tenon_card_shape_get_port (tenon_card_get_shape (tenon_canvas_item (self, self->hovered_item)->card), self->hovered_row->key);
  double          x, y;

  tenon_viewport_to_screen (self->viewport, node->x, node->y + port, &x, &y);
  append_handle (self, snapshot, round (x), round (y));
  tenon_viewport_to_screen (self->viewport, node->x + node->width, node->y + port, &x, &y);
  append_handle (self, snapshot, round (x), round (y));
}

/* The line under the hand, or where one could begin. */
void
tenon_canvas_snapshot_joining (TenonCanvas *self,
                               GtkSnapshot *snapshot)
{
  TenonLink       link = { .kind = TENON_LINK_ASSERTED };
  TenonGraphNode *node;
  guint           item;
  double          world_x, world_y;
  g_autoptr (TenonGraph) graph = NULL;
  g_autoptr (GskRenderNode) picture = NULL;
  TenonGraphEdge *edge;
  double          x, y, scale = tenon_viewport_get_scale (self->viewport);

  if (self->joinable && self->drag.mode == TENON_DRAG_NONE && self->hovered_item != NO_ITEM && self->hovered_row != NULL && tenon_level_of_scale (scale) == TENON_LEVEL_ROWS)
    snapshot_handles (self, snapshot);
  item = self->drag.mode == TENON_DRAG_JOIN ? tenon_canvas_find_item (self, self->join_card) : NO_ITEM;
  if (item == NO_ITEM)
    return;

  tenon_viewport_to_world (self->viewport, self->drag.x, self->drag.y, &world_x, &world_y);
  node = tenon_canvas_node (self, item);
  graph = tenon_graph_new ();
  tenon_graph_add_node (graph, "from", node->width, node->height);
  tenon_graph_add_node (graph, "to", 1, 1);
  edge = tenon_graph_add_edge (graph, 0, 1, tenon_card_shape_get_port (tenon_card_get_shape (tenon_canvas_item (self, item)->card), self->join_row), 0);
  ((TenonGraphNode *)g_ptr_array_index (graph->nodes, 0))->x = node->x;
  ((TenonGraphNode *)g_ptr_array_index (graph->nodes, 0))->y = node->y;
  ((TenonGraphNode *)g_ptr_array_index (graph->nodes, 1))->x = (int)round (world_x);
  ((TenonGraphNode *)g_ptr_array_index (graph->nodes, 1))->y = (int)round (world_y);
  tenon_route_simply (graph, edge);
  picture = tenon_link_draw (&link, edge->points, scale, &self->palette, TRUE, FALSE);
  if (picture == NULL)
    return;
  tenon_canvas_get_origin (self, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, picture);
  gtk_snapshot_restore (snapshot);
}
