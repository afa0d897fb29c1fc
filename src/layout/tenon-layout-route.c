/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orthogonal lines between cards. A line leaves its card sideways at the height of its port and comes in sideways at the
 * other one. Where one of the simple shapes keeps clear of all cards it stands; else a way is searched for in the net of
 * all channels between the cards. In the end lines along each other are moved apart. What is looked at is counted. */

#include "layout/tenon-layout.h"

#include "layout/tenon-layout-nudge.h"

/* A loop of a card with itself: how far it reaches out, and each further one more. */
#define LOOP_REACH 28
/* How far around the ends of lines that are routed anew others' channels count. */
#define AREA_MARGIN 600
/* Crossings of channels that all searches together may look at: for each line, and at least. */
#define BUDGET_LINE 2000
#define BUDGET 2000000

/* A searched way */

/* Beside the card; nearer to it where another card stands close. */
static TenonLayoutAnchor
port_anchor (TenonGraphNode *node,
             int             port,
             TenonRouteSide  side)
{
  int               outwards = side == TENON_ROUTE_LEFT ? -1 : 1;
  int               x = tenon_router_get_port_x (node, side);
  TenonLayoutAnchor anchor = { { x + outwards * TENON_ROUTE_STUB, node->y + port }, { x + outwards * TENON_ROUTE_CLEARANCE, node->y + port }, TRUE };

  return anchor;
}

static void
add_corners (GArray         *anchors,
             TenonGraphNode *node)
{
  for (guint i = 0; i < 4; i++)
    {
      int               x = i % 2 == 0 ? node->x : node->x + node->width;
      int               y = i < 2 ? node->y : node->y + node->height;
      int               out_x = i % 2 == 0 ? -1 : 1;
      int               out_y = i < 2 ? -1 : 1;
      TenonLayoutAnchor anchor = {
        { x + out_x * TENON_ROUTE_STUB, y + out_y * TENON_ROUTE_STUB },
        { x + out_x * TENON_ROUTE_CLEARANCE, y + out_y * TENON_ROUTE_CLEARANCE },
        FALSE,
      };

      g_array_append_val (anchors, anchor);
    }
}

static void
make_channels (TenonRouter *self)
{
  g_autoptr (GArray) anchors = g_array_new (FALSE, FALSE, sizeof (TenonLayoutAnchor));

  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      if (tenon_layout_boxes_meet (&self->boxes[i], &self->area))
        add_corners (anchors, tenon_router_get_node (self, i));
    }
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = tenon_router_get_edge (self, i);

      for (TenonRouteSide side = TENON_ROUTE_LEFT; side <= TENON_ROUTE_RIGHT; side++)
        {
          TenonLayoutAnchor from = port_anchor (tenon_router_get_node (self, edge->from), edge->from_port, side);
          TenonLayoutAnchor to = port_anchor (tenon_router_get_node (self, edge->to), edge->to_port, side);

          g_array_append_val (anchors, from);
          g_array_append_val (anchors, to);
        }
    }
  self->channels = tenon_layout_channels_new (self->boxes, self->graph->nodes->len, &self->area, anchors);
}

/* Returns: whether a line can be beside the port; @point: (out): where */
static gboolean
find_port (TenonRouter     *self,
           TenonGraphNode  *node,
           int              port,
           TenonRouteSide   side,
           TenonGraphPoint *point)
{
  TenonLayoutAnchor anchor = port_anchor (node, port, side);

  *point = tenon_layout_channels_is_free (self->channels, anchor.point) ? anchor.point : anchor.closer;
  return tenon_layout_channels_is_free (self->channels, *point);
}

static gboolean
search_way (TenonRouter *self,
            guint        index,
            GArray      *points)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self, index);
  TenonGraphNode *from = tenon_router_get_node (self, edge->from);
  TenonGraphNode *to = tenon_router_get_node (self, edge->to);
  TenonLayoutWay  way = { .budget = self->budget };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (TenonGraphPoint));
  gboolean is_found;

  if (self->channels == NULL)
    make_channels (self);
  for (TenonRouteSide side = TENON_ROUTE_LEFT; side <= TENON_ROUTE_RIGHT; side++)
    {
      way.has_start[side] = find_port (self, from, edge->from_port, side, &way.starts[side]);
      way.has_goal[side] = find_port (self, to, edge->to_port, side, &way.goals[side]);
    }
  is_found = tenon_layout_channels_find (self->channels, &way, found);
  self->budget = way.budget;
  if (!is_found)
    return FALSE;
  g_array_set_size (points, 0);
  tenon_route_add_point (points, tenon_router_get_port_x (from, way.start), from->y + edge->from_port);
  for (guint i = 0; i < found->len; i++)
    tenon_route_add_point (points, g_array_index (found, TenonGraphPoint, i).x, g_array_index (found, TenonGraphPoint, i).y);
  tenon_route_add_point (points, tenon_router_get_port_x (to, way.goal), to->y + edge->to_port);
  return TRUE;
}

/* Whole lines */

/* @reach: away from the card, leftwards below 0 */
static void
draw_loop (TenonGraphNode *node,
           TenonGraphEdge *edge,
           int             reach,
           GArray         *points)
{
  int             x = tenon_router_get_port_x (node, reach < 0 ? TENON_ROUTE_LEFT : TENON_ROUTE_RIGHT);
  int             y1 = node->y + edge->from_port;
  int             y2 = node->y + edge->to_port;
  TenonGraphPoint end = { x, y2 };

  g_array_set_size (points, 0);
  tenon_route_add_point (points, x, y1);
  tenon_route_add_point (points, x + reach, y1);
  if (y1 == y2)
    {
      tenon_route_add_point (points, x + reach, y1 + LOOP_REACH / 2);
      tenon_route_add_point (points, x + reach / 2, y1 + LOOP_REACH / 2);
      tenon_route_add_point (points, x + reach / 2, y2);
      /* Back the way it came: the corner must stay. */
      g_array_append_val (points, end);
      return;
    }
  tenon_route_add_point (points, x + reach, y2);
  tenon_route_add_point (points, x, y2);
}

static guint
count_cards_along (TenonRouter    *self,
                   TenonGraphEdge *edge,
                   GArray         *points)
{
  guint n = 0;

  for (guint i = 0; i + 1 < points->len; i++)
    n += tenon_router_count_cards (self, edge, g_array_index (points, TenonGraphPoint, i), g_array_index (points, TenonGraphPoint, i + 1));
  return n;
}

/* Each loop of a card reaches out further than those before it; on the left where a card stands in the way on the right,
 * and only as far as that where there is one on either side. */
static void
route_loop (TenonRouter *self,
            guint        index,
            GArray      *points)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self, index);
  TenonGraphNode *node = tenon_router_get_node (self, edge->from);
  int             reach = LOOP_REACH;
  int             tries[5];

  for (guint i = 0; i < index; i++)
    {
      TenonGraphEdge *other = tenon_router_get_edge (self, i);

      if (other->from == edge->from && other->to == edge->from)
        reach += TENON_ROUTE_SPACING;
    }
  tries[0] = reach;
  tries[1] = -reach;
  tries[2] = LOOP_REACH / 2;
  tries[3] = -LOOP_REACH / 2;
  tries[4] = reach;
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      draw_loop (node, edge, tries[i], points);
      if (count_cards_along (self, edge, points) == 0)
        return;
    }
}

static void
take_shape (const TenonRoute *route,
            GArray           *points)
{
  g_array_set_size (points, 0);
  g_array_append_vals (points, route->point, route->n);
}

static void
route_between (TenonRouter *self,
               guint        index,
               GArray      *points)
{
  TenonRoute best;

  tenon_route_shape (self, index, &best);
  if (best.n_cards > 0)
    {
      if (self->budget > 0 && search_way (self, index, points))
        return;
      tenon_route_shape_anyhow (self, index, &best);
    }
  take_shape (&best, points);
}

static void
route_edge (TenonRouter *self,
            guint        index)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self, index);
  GArray         *points = g_array_new (FALSE, FALSE, sizeof (TenonGraphPoint));

  if (edge->from == edge->to)
    route_loop (self, index, points);
  else
    route_between (self, index, points);
  g_clear_pointer (&edge->points, g_array_unref);
  edge->points = points;
  tenon_router_remember (self, index, (const TenonGraphPoint *)(gpointer)points->data, points->len);
}

static void
remember_standing (TenonRouter *self,
                   guint        index)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self, index);

  if (edge->points != NULL && edge->points->len > 1)
    tenon_router_remember (self, index, (const TenonGraphPoint *)(gpointer)edge->points->data, edge->points->len);
}

/* The area around the ends of what is to be routed, and the effort. */
static void
allow (TenonRouter    *self,
       const gboolean *is_wanted)
{
  TenonLayoutBox area = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  self->budget = BUDGET;
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = tenon_router_get_edge (self, i);
      guint           end[] = { edge->from, edge->to };

      if (!is_wanted[i])
        continue;
      self->budget += BUDGET_LINE;
      for (guint j = 0; j < 2; j++)
        {
          const TenonLayoutBox *box = &self->boxes[end[j]];

          area.left = MIN (area.left, box->left);
          area.top = MIN (area.top, box->top);
          area.right = MAX (area.right, box->right);
          area.bottom = MAX (area.bottom, box->bottom);
        }
    }
  self->area = (TenonLayoutBox){ area.left - AREA_MARGIN, area.top - AREA_MARGIN, area.right + AREA_MARGIN, area.bottom + AREA_MARGIN };
}

/* What is not wanted stays and is kept clear of. */
static void
route_wanted (TenonRouter    *self,
              const gboolean *is_wanted)
{
  allow (self, is_wanted);
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      if (!is_wanted[i])
        remember_standing (self, i);
    }
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      if (is_wanted[i])
        route_edge (self, i);
    }
  tenon_layout_nudge (self, is_wanted);
}

/**
 * tenon_layout_route:
 * @graph: (inout): every node has a place
 * @first_edge: the first edge to route; those before it keep their lines. 0 routes all of them
 *
 * Gives each edge its points: the first at its port on the left or right border of the one card, the last at that of
 * the other, every piece horizontal or vertical. Lines go around cards wherever those leave room between them; lines
 * along each other have a track each, those to the same port until right before it.
 */
void
tenon_layout_route (TenonGraph *graph,
                    guint       first_edge)
{
  g_autofree gboolean *is_wanted = g_new0 (gboolean, MAX (graph->edges->len, 1));
  TenonRouter          router;

  for (guint i = first_edge; i < graph->edges->len; i++)
    is_wanted[i] = TRUE;
  tenon_router_init (&router, graph);
  route_wanted (&router, is_wanted);
  tenon_router_clear (&router);
}

static gboolean
passes_through (TenonGraphEdge       *edge,
                const TenonLayoutBox *box)
{
  for (guint i = 0; edge->points != NULL && i + 1 < edge->points->len; i++)
    {
      TenonGraphPoint a = g_array_index (edge->points, TenonGraphPoint, i);
      TenonGraphPoint b = g_array_index (edge->points, TenonGraphPoint, i + 1);
      TenonLayoutBox  piece = { MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y) };

      if (tenon_layout_boxes_meet (&piece, box))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_touched (TenonRouter    *self,
            TenonGraphEdge *edge,
            const guint    *nodes,
            guint           n_nodes)
{
  if (edge->points == NULL)
    return TRUE;
  for (guint i = 0; i < n_nodes; i++)
    {
      if (edge->from == nodes[i] || edge->to == nodes[i] || passes_through (edge, &self->boxes[nodes[i]]))
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_layout_route_moved_nodes:
 * @nodes: (array length=n_nodes): indexes of the nodes that have got other places
 *
 * Routes again what begins or ends at one of the nodes, what they now stand on, and what has no line yet; all other
 * lines stay.
 */
void
tenon_layout_route_moved_nodes (TenonGraph  *graph,
                                const guint *nodes,
                                guint        n_nodes)
{
  g_autofree gboolean *is_wanted = g_new0 (gboolean, MAX (graph->edges->len, 1));
  TenonRouter          router;

  for (guint i = 0; i < n_nodes; i++)
    g_return_if_fail (nodes[i] < graph->nodes->len);

  tenon_router_init (&router, graph);
  for (guint i = 0; i < graph->edges->len; i++)
    is_wanted[i] = is_touched (&router, tenon_router_get_edge (&router, i), nodes, n_nodes);
  route_wanted (&router, is_wanted);
  tenon_router_clear (&router);
}

/* tenon_layout_route_moved_nodes() for one. */
void
tenon_layout_route_moved (TenonGraph *graph,
                          guint       node)
{
  tenon_layout_route_moved_nodes (graph, &node, 1);
}
