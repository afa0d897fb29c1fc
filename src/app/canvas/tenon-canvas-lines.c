/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of the canvas: where they run, how they are cached, which are highlighted. */

#include <math.h>

#include "app/canvas/tenon-link-drawing.h"
#include "tenon-canvas-private.h"

#define HIT_DISTANCE 5 /* screen pixels */

/* The graph of the scene: sizes and ports from the cards' shapes, places from @old, which may be self->graph. */
void
tenon_canvas_build_graph (TenonCanvas *self,
                          TenonGraph  *old)
{
  TenonGraph *graph = tenon_graph_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; old != NULL && i < old->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (old->nodes, i);

      g_hash_table_insert (places, node->id, node);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      TenonCanvasItem *item = tenon_canvas_item (self, i);
      TenonCardShape  *shape = tenon_card_get_shape (item->card);
      TenonCardData   *data = g_ptr_array_index (self->scene->cards, i);
      TenonGraphNode  *node = tenon_graph_add_node (graph, data->id, shape->width, shape->height);
      TenonGraphNode  *place = g_hash_table_lookup (places, data->id);

      if (place != NULL)
        {
          node->x = place->x;
          node->y = place->y;
          node->is_placed = place->is_placed;
        }
      g_array_set_size (item->lines, 0);
    }

  self->has_labels = FALSE;
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->lines, self->scene->links->len);
  for (guint i = 0; i < self->scene->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (self->scene->links, i);
      guint      from = tenon_canvas_find_item (self, link->from), to = tenon_canvas_find_item (self, link->to);

      tenon_graph_add_edge (graph, from, to,
                            tenon_card_shape_get_port (tenon_card_get_shape (tenon_canvas_item (self, from)->card), link->from_row),
                            tenon_card_shape_get_port (tenon_card_get_shape (tenon_canvas_item (self, to)->card), link->to_row));
      self->has_labels = self->has_labels || link->label != NULL;
      g_array_append_val (tenon_canvas_item (self, from)->lines, i);
      if (from != to)
        g_array_append_val (tenon_canvas_item (self, to)->lines, i);
    }
  tenon_links_spread_ends (self->scene->links, graph);

  if (self->graph != NULL)
    tenon_graph_free (self->graph);
  self->graph = graph;
  self->items_dirty = self->lines_dirty = TRUE;
  tenon_canvas_forget_landmarks (self);
  tenon_canvas_refresh_lines (self);
  tenon_canvas_update_highlights (self);
}

static void
forget_pictures (TenonCanvasLine *line)
{
  g_clear_pointer (&line->node, gsk_render_node_unref);
  g_clear_pointer (&line->label, gsk_render_node_unref);
}

static guint
hash_points (GArray *points)
{
  guint hash = 2166136261u;

  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      TenonGraphPoint *point = &g_array_index (points, TenonGraphPoint, i);

      hash = (hash ^ (guint)point->x) * 16777619u;
      hash = (hash ^ (guint)point->y) * 16777619u;
    }
  return hash;
}

/* Returns: whether the line runs differently since the last time */
static gboolean
refresh_line (TenonCanvas *self,
              guint        index)
{
  TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, index);
  TenonGraphEdge  *edge = g_ptr_array_index (self->graph->edges, index);
  guint            hash = hash_points (edge->points);

  if (hash == line->points_hash && line->has_bounds)
    return FALSE;
  line->points_hash = hash;
  line->has_bounds = tenon_route_get_bounds (edge->points, &line->bounds);
  forget_pictures (line);
  return TRUE;
}

void
tenon_canvas_refresh_lines (TenonCanvas *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    self->lines_dirty = refresh_line (self, i) || self->lines_dirty;
}

/* Fills self->found with the lines that may be in a part of the world. */
static void
query_lines (TenonCanvas           *self,
             const graphene_rect_t *world)
{
  if (self->lines_dirty)
    {
      tenon_spatial_index_reset (self->line_index, self->lines->len);
      for (guint i = 0; i < self->lines->len; i++)
        {
          TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, i);

          if (line->has_bounds)
            tenon_spatial_index_add (self->line_index, i, &line->bounds);
        }
      self->lines_dirty = FALSE;
    }
  tenon_spatial_index_query (self->line_index, world, self->found);
}

static gboolean
edge_is_shown (TenonCanvas    *self,
               TenonGraphEdge *edge)
{
  return tenon_canvas_node (self, edge->from)->is_placed && tenon_canvas_node (self, edge->to)->is_placed;
}

/* Without a router, or as long as not every card has a place, every line runs simply. */
static gboolean
can_route (TenonCanvas *self)
{
  if (self->route_func == NULL)
    return FALSE;
  for (guint i = 0; i < self->graph->nodes->len; i++)
    if (!tenon_canvas_node (self, i)->is_placed)
      return FALSE;
  return TRUE;
}

/* Lines of the cards that are selected, and those they stand on now. */
void
tenon_canvas_route_selected (TenonCanvas *self)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->items->len; i++)
    if (tenon_card_get_selected (tenon_canvas_item (self, i)->card) && tenon_canvas_node (self, i)->is_placed)
      g_array_append_val (moved, i);
  if (moved->len > 0)
    tenon_canvas_route_moved (self, (const guint *)(gpointer)moved->data, moved->len);
}

/* @moved: (nullable): those that moved; %NULL: all */
void
tenon_canvas_route_moved (TenonCanvas *self,
                          const guint *moved,
                          guint        n_moved)
{
  gboolean routed = can_route (self);

  if (routed)
    self->route_func (self->graph, moved, n_moved, self->route_data);
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);

      if (!edge_is_shown (self, edge))
        g_clear_pointer (&edge->points, g_array_unref);
      else if (edge->points == NULL || edge->points->len < 2 || !routed)
        tenon_route_simply (self->graph, edge);
    }
  self->items_dirty = TRUE;
  tenon_canvas_forget_landmarks (self);
  tenon_canvas_refresh_lines (self);
}

/* While cards are under the hand: only lines that end at a selected one run anew, simply. */
void
tenon_canvas_route_loosely (TenonCanvas *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonCanvasItem *item = tenon_canvas_item (self, i);

      if (!tenon_card_get_selected (item->card))
        continue;
      for (guint j = 0; j < item->lines->len; j++)
        {
          guint           index = g_array_index (item->lines, guint, j);
          TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, index);

          if (!edge_is_shown (self, edge))
            continue;
          tenon_route_simply (self->graph, edge);
          refresh_line (self, index);
          tenon_spatial_index_loosen (self->line_index, index);
        }
    }
}

void
tenon_canvas_forget_line_nodes (TenonCanvas *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    forget_pictures (&g_array_index (self->lines, TenonCanvasLine, i));
}

/* A line is highlighted under the pointer, at the row or card under the pointer, and at a selected card. */
static gboolean
wants_highlight (TenonCanvas *self,
                 guint        index)
{
  TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, index);
  TenonLink      *link = g_ptr_array_index (self->scene->links, index);

  if (self->hovered_line == index || self->focused_line == index)
    return TRUE;
  if (self->hovered_item != NO_ITEM && (edge->from == self->hovered_item || edge->to == self->hovered_item))
    {
      if (self->hovered_row == NULL)
        return TRUE;
      if (edge->from == self->hovered_item && g_strcmp0 (link->from_row, self->hovered_row->key) == 0)
        return TRUE;
      if (edge->to == self->hovered_item && g_strcmp0 (link->to_row, self->hovered_row->key) == 0)
        return TRUE;
    }
  return tenon_card_get_selected (tenon_canvas_item (self, edge->from)->card) || tenon_card_get_selected (tenon_canvas_item (self, edge->to)->card);
}

/* One line farther than what is related already. */
static void
spread (TenonCanvas *self,
        gboolean    *related)
{
  g_autofree gboolean *before = g_memdup2 (related, self->items->len * sizeof (gboolean));

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);

      if (before[edge->from] || before[edge->to])
        related[edge->from] = related[edge->to] = TRUE;
    }
}

/* The selected cards and those as many lines away as people want to see stay as they are, the others recede. */
static void
update_dimming (TenonCanvas *self)
{
  g_autofree gboolean *related = g_new0 (gboolean, self->items->len + 1);
  guint                hops = self->hops > 0 ? self->hops : (self->dims ? 1 : 0);

  self->dimming = FALSE;
  for (guint i = 0; hops > 0 && i < self->items->len; i++)
    {
      related[i] = tenon_card_get_selected (tenon_canvas_item (self, i)->card);
      self->dimming = self->dimming || related[i];
    }
  for (guint i = 0; self->dimming && i < hops; i++)
    spread (self, related);
  for (guint i = 0; i < self->items->len; i++)
    tenon_card_set_dimmed (tenon_canvas_item (self, i)->card, self->dimming && !related[i]);
}

void
tenon_canvas_update_highlights (TenonCanvas *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, i);
      gboolean         highlighted = wants_highlight (self, i);

      changed = changed || highlighted != line->highlighted;
      line->highlighted = highlighted;
    }
  update_dimming (self);
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_line (TenonCanvas *self,
               GtkSnapshot *snapshot,
               guint        index,
               double       scale)
{
  TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, index);

  if (line->node == NULL || line->node_scale != scale || line->node_highlighted != line->highlighted || line->node_dimmed != self->dimming)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, index);
      TenonLink      *link = g_ptr_array_index (self->scene->links, index);

      forget_pictures (line);
      line->node = tenon_link_draw (link, edge->points, scale, &self->palette, line->highlighted, self->dimming);
      line->label = tenon_link_draw_label (link, edge->points, scale, &self->palette, self->typeface, line->highlighted);
      line->node_scale = scale;
      line->node_highlighted = line->highlighted;
      line->node_dimmed = self->dimming;
    }
  if (line->node != NULL)
    gtk_snapshot_append_node (snapshot, line->node);
}

/* Those that can be seen; the highlighted ones above the others. */
void
tenon_canvas_snapshot_lines (TenonCanvas *self,
                             GtkSnapshot *snapshot)
{
  graphene_rect_t visible;
  double          scale = tenon_viewport_get_scale (self->viewport), x, y;

  tenon_viewport_get_visible (self->viewport, &visible);
  tenon_canvas_get_origin (self, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  query_lines (self, &visible);
  for (int highlighted = FALSE; highlighted <= TRUE; highlighted++)
    for (guint i = 0; i < self->found->len; i++)
      {
        guint            index = g_array_index (self->found, guint, i);
        TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, index);

        if (line->highlighted == highlighted && line->has_bounds && tenon_rects_meet (&line->bounds, &visible))
          snapshot_line (self, snapshot, index, scale);
      }
  gtk_snapshot_restore (snapshot);
}

/* Above the cards; for the lines tenon_canvas_snapshot_lines() has just drawn. */
void
tenon_canvas_snapshot_labels (TenonCanvas *self,
                              GtkSnapshot *snapshot)
{
  graphene_rect_t visible;
  double          x, y;

  if (!self->has_labels || tenon_level_of_scale (tenon_viewport_get_scale (self->viewport)) != TENON_LEVEL_ROWS)
    return;
  tenon_viewport_get_visible (self->viewport, &visible);
  tenon_canvas_get_origin (self, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  query_lines (self, &visible);
  for (guint i = 0; i < self->found->len; i++)
    {
      TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, g_array_index (self->found, guint, i));

      if (line->label != NULL && line->has_bounds && tenon_rects_meet (&line->bounds, &visible))
        gtk_snapshot_append_node (snapshot, line->label);
    }
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_row (TenonCanvas   *self,
              GtkSnapshot   *snapshot,
              guint          item,
              const char    *row,
              double         scale,
              const GdkRGBA *color)
{
  TenonGraphNode *node = tenon_canvas_node (self, item);
  TenonCardShape *shape = tenon_card_get_shape (tenon_canvas_item (self, item)->card);
  int             middle = tenon_card_shape_get_port (shape, row);

  if (row == NULL || middle <= shape->head_height)
    return;
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (round (node->x * scale) + 1, round ((node->y + middle - 11) * scale), round (node->width * scale) - 2, round (22 * scale)));
}

/* The rows at both ends of what is under the pointer, and the one that was looked for. */
void
tenon_canvas_snapshot_ends (TenonCanvas *self,
                            GtkSnapshot *snapshot)
{
  double   scale = tenon_viewport_get_scale (self->viewport), x, y;
  GdkRGBA  color = tenon_rgba_fade (&self->palette.accent, 0.18);
  gboolean hovers = self->hovered_line != NO_ITEM || self->focused_line != NO_ITEM || (self->hovered_item != NO_ITEM && self->hovered_row != NULL);

  if (tenon_level_of_scale (scale) != TENON_LEVEL_ROWS || (!hovers && self->sought_item == NO_ITEM))
    return;

  tenon_canvas_get_origin (self, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  if (self->sought_item != NO_ITEM)
    snapshot_row (self, snapshot, self->sought_item, self->sought_row, scale, &color);
  for (guint i = 0; hovers && i < self->lines->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      TenonLink      *link = g_ptr_array_index (self->scene->links, i);
      gboolean        mine = self->hovered_line == i || self->focused_line == i;

      if (!mine && self->hovered_item != NO_ITEM && self->hovered_row != NULL)
        mine = (edge->from == self->hovered_item && g_strcmp0 (link->from_row, self->hovered_row->key) == 0) || (edge->to == self->hovered_item && g_strcmp0 (link->to_row, self->hovered_row->key) == 0);
      if (!mine || !edge_is_shown (self, edge))
        continue;
      snapshot_row (self, snapshot, edge->from, link->from_row, scale, &color);
      snapshot_row (self, snapshot, edge->to, link->to_row, scale, &color);
    }
  gtk_snapshot_restore (snapshot);
}

/* @x, @y: screen. The line there, or NO_ITEM. */
guint
tenon_canvas_line_at (TenonCanvas *self,
                      double       x,
                      double       y)
{
  double          reach = HIT_DISTANCE / tenon_viewport_get_scale (self->viewport), nearest = reach, world_x, world_y;
  guint           found = NO_ITEM;
  graphene_rect_t area;

  tenon_viewport_to_world (self->viewport, x, y, &world_x, &world_y);
  area = GRAPHENE_RECT_INIT (world_x - reach, world_y - reach, 2 * reach, 2 * reach);
  query_lines (self, &area);
  for (guint i = 0; i < self->found->len; i++)
    {
      guint            index = g_array_index (self->found, guint, i);
      TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, index);
      TenonGraphEdge  *edge = g_ptr_array_index (self->graph->edges, index);
      double           distance;

      if (!line->has_bounds || !tenon_rects_meet (&line->bounds, &area))
        continue;
      distance = tenon_route_get_distance (edge->points, world_x, world_y);
      if (distance <= nearest)
        {
          nearest = distance;
          found = index;
        }
    }
  return found;
}
