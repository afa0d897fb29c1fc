/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The simple shapes of a line: straight across, one turn in a channel between cards, a way around above or below. The
 * cheapest one stands: length, corners, cards crossed, other lines along it. */

#include "layout/tenon-layout-router.h"

#include <math.h>

/* Channels tried between two cards, in each direction. */
#define MAX_CHANNELS 8
/* Cards looked at when channels are sought. */
#define MAX_NEAR 64

/* A point that goes straight on from the last one takes its place. */
static guint
append_point (TenonGraphPoint *point,
              guint            n,
              int              x,
              int              y)
{
  if (n > 0 && point[n - 1].x == x && point[n - 1].y == y)
    return n;
  if (n > 1 && ((point[n - 2].x == point[n - 1].x && point[n - 1].x == x) || (point[n - 2].y == point[n - 1].y && point[n - 1].y == y)))
    n--;
  point[n] = (TenonGraphPoint){ x, y };
  return n + 1;
}

static void
add_point (TenonRoute *route,
           int         x,
           int         y)
{
  route->n = append_point (route->point, route->n, x, y);
}

/**
 * tenon_route_add_point:
 * @points: (element-type TenonGraphPoint):
 *
 * A corner that goes straight on is none.
 */
void
tenon_route_add_point (GArray *points,
                       int     x,
                       int     y)
{
  guint n = points->len;

  g_array_set_size (points, n + 1);
  g_array_set_size (points, append_point ((TenonGraphPoint *)(gpointer)points->data, n, x, y));
}

static void
reckon (TenonRouter *self,
        guint        edge,
        TenonRoute  *route)
{
  TenonGraphEdge *ends = tenon_router_get_edge (self, edge);

  route->cost = TENON_ROUTE_COST_BEND * (route->n - 2.0);
  route->n_cards = 0;
  for (guint i = 0; i + 1 < route->n; i++)
    {
      TenonGraphPoint a = route->point[i];
      TenonGraphPoint b = route->point[i + 1];
      double          length = fabs ((double)a.x - b.x) + fabs ((double)a.y - b.y);
      guint           n_along = tenon_router_count_along (self, edge, a, b);

      route->cost += length + TENON_ROUTE_COST_ALONG * (double)n_along;
      /* What leads to a port cannot be moved aside afterwards. */
      if (n_along > 0 && (i == 0 || i + 2 == route->n))
        route->cost += length;
      route->n_cards += tenon_router_count_cards (self, ends, a, b);
    }
  route->cost += TENON_ROUTE_COST_CARD * (double)route->n_cards;
}

/* The ends of a line with a side chosen for each. */
typedef struct
{
  guint          edge;
  int            x1;
  int            y1;
  int            x2;
  int            y2;
  int            out1; /* where the first turn may be at the earliest */
  int            out2;
  TenonRouteSide side1;
  TenonRouteSide side2;
} Ends;

static void
consider (TenonRouter *self,
          guint        edge,
          TenonRoute  *route,
          TenonRoute  *best)
{
  double least = 0;

  /* Without a card in its way no route is cheaper than its length: no need to look closer. */
  for (guint i = 0; i + 1 < route->n; i++)
    least += fabs ((double)route->point[i].x - route->point[i + 1].x) + fabs ((double)route->point[i].y - route->point[i + 1].y);
  if (least + TENON_ROUTE_COST_BEND * (route->n - 2.0) >= best->cost)
    return;
  reckon (self, edge, route);
  if (route->cost < best->cost)
    *best = *route;
}

/* Across, along the channel at @x, and across again. */
static void
consider_channel (TenonRouter *self,
                  const Ends  *ends,
                  int          x,
                  TenonRoute  *best)
{
  TenonRoute route = { 0 };

  /* The channel must lie on the sides the line leaves by. */
  if (ends->side1 == TENON_ROUTE_RIGHT ? x < ends->out1 : x > ends->out1)
    return;
  if (ends->side2 == TENON_ROUTE_RIGHT ? x < ends->out2 : x > ends->out2)
    return;
  add_point (&route, ends->x1, ends->y1);
  add_point (&route, x, ends->y1);
  add_point (&route, x, ends->y2);
  add_point (&route, ends->x2, ends->y2);
  consider (self, ends->edge, &route, best);
}

/* Out, up or down to the height @y, across, and in again. */
static void
consider_detour (TenonRouter *self,
                 const Ends  *ends,
                 int          x1,
                 int          y,
                 int          x2,
                 TenonRoute  *best)
{
  TenonRoute route = { 0 };

  add_point (&route, ends->x1, ends->y1);
  add_point (&route, x1, ends->y1);
  add_point (&route, x1, y);
  add_point (&route, x2, y);
  add_point (&route, x2, ends->y2);
  add_point (&route, ends->x2, ends->y2);
  consider (self, ends->edge, &route, best);
}

typedef struct
{
  TenonRouter *router;
  GArray      *x; /* (element-type int) channels beside the cards that were met */
  GArray      *y;
  guint        n;
} Channels;

static gboolean
note_channels (guint                 id,
               const TenonLayoutBox *box,
               gpointer              data)
{
  Channels       *channels = data;
  TenonGraphNode *node = tenon_router_get_node (channels->router, id);
  int             x[] = { node->x - TENON_ROUTE_STUB, node->x + node->width + TENON_ROUTE_STUB };
  int             y[] = { node->y - TENON_ROUTE_STUB, node->y + node->height + TENON_ROUTE_STUB };

  g_array_append_vals (channels->x, x, 2);
  g_array_append_vals (channels->y, y, 2);
  return ++channels->n < MAX_NEAR;
}

typedef struct
{
  int middle;
} Middle;

static int
compare_to_middle (gconstpointer a,
                   gconstpointer b,
                   gpointer      data)
{
  const Middle *middle = data;
  int           x = *(const int *)a;
  int           y = *(const int *)b;
  int           dx = ABS (x - middle->middle);
  int           dy = ABS (y - middle->middle);

  if (dx != dy)
    return dx < dy ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Keeps the ones nearest to the middle of the way, each once. */
static void
keep_nearest (GArray *channels,
              int     middle,
              guint   n_kept)
{
  Middle around = { middle };
  guint  n = 0;

  g_array_sort_with_data (channels, compare_to_middle, &around);
  for (guint i = 0; i < channels->len && n < n_kept; i++)
    {
      int value = g_array_index (channels, int, i);

      if (n == 0 || g_array_index (channels, int, n - 1) != value)
        g_array_index (channels, int, n++) = value;
    }
  g_array_set_size (channels, n);
}

static void
find_channels (TenonRouter *self,
               const Ends  *ends,
               Channels    *channels)
{
  TenonLayoutBox area = {
    MIN (ends->out1, ends->out2) - TENON_ROUTE_CLEARANCE,
    MIN (ends->y1, ends->y2) - TENON_ROUTE_CLEARANCE,
    MAX (ends->out1, ends->out2) + TENON_ROUTE_CLEARANCE,
    MAX (ends->y1, ends->y2) + TENON_ROUTE_CLEARANCE,
  };

  channels->router = self;
  channels->x = g_array_new (FALSE, FALSE, sizeof (int));
  channels->y = g_array_new (FALSE, FALSE, sizeof (int));
  channels->n = 0;
  tenon_layout_grid_visit (self->cards, &area, note_channels, channels);
  keep_nearest (channels->x, (ends->x1 + ends->x2) / 2, MAX_CHANNELS);
  keep_nearest (channels->y, (ends->y1 + ends->y2) / 2, MAX_CHANNELS);
}

static void
channels_clear (Channels *channels)
{
  g_array_unref (channels->x);
  g_array_unref (channels->y);
}

static void
try_nearest (TenonRouter *self,
             const Ends  *ends,
             TenonRoute  *best)
{
  gboolean faces = ends->side1 == TENON_ROUTE_RIGHT && ends->side2 == TENON_ROUTE_LEFT ? ends->out1 <= ends->out2 : ends->side1 == TENON_ROUTE_LEFT && ends->side2 == TENON_ROUTE_RIGHT && ends->out1 >= ends->out2;

  if (faces && ends->y1 == ends->y2)
    consider_channel (self, ends, ends->out1, best);
  consider_channel (self, ends, ends->x1 + (ends->x2 - ends->x1) / 2, best);
  consider_channel (self, ends, ends->out1, best);
  consider_channel (self, ends, ends->out2, best);
}

static void
try_channels (TenonRouter *self,
              const Ends  *ends,
              TenonRoute  *best)
{
  Channels channels;

  find_channels (self, ends, &channels);
  for (guint i = 0; i < channels.x->len; i++)
    consider_channel (self, ends, g_array_index (channels.x, int, i), best);
  for (guint i = 0; i < channels.y->len && best->n_cards > 0; i++)
    {
      int y = g_array_index (channels.y, int, i);

      consider_detour (self, ends, ends->out1, y, ends->out2, best);
      for (guint j = 0; j < channels.x->len; j++)
        {
          int x = g_array_index (channels.x, int, j);

          if (ends->side1 == TENON_ROUTE_RIGHT ? x >= ends->out1 : x <= ends->out1)
            consider_detour (self, ends, x, y, ends->out2, best);
          if (ends->side2 == TENON_ROUTE_RIGHT ? x >= ends->out2 : x <= ends->out2)
            consider_detour (self, ends, ends->out1, y, x, best);
        }
    }
  channels_clear (&channels);
}

typedef void (*TrySides) (TenonRouter *self,
                          const Ends  *ends,
                          TenonRoute  *best);

static void
try_all_sides (TenonRouter *self,
               guint        index,
               TrySides     try,
               TenonRoute  *best)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self, index);
  TenonGraphNode *from = tenon_router_get_node (self, edge->from);
  TenonGraphNode *to = tenon_router_get_node (self, edge->to);

  for (TenonRouteSide side1 = TENON_ROUTE_LEFT; side1 <= TENON_ROUTE_RIGHT; side1++)
    {
      for (TenonRouteSide side2 = TENON_ROUTE_LEFT; side2 <= TENON_ROUTE_RIGHT; side2++)
        {
          Ends ends = { .edge = index, .side1 = side1, .side2 = side2 };

          ends.x1 = tenon_router_get_port_x (from, side1);
          ends.y1 = from->y + edge->from_port;
          ends.x2 = tenon_router_get_port_x (to, side2);
          ends.y2 = to->y + edge->to_port;
          ends.out1 = ends.x1 + (side1 == TENON_ROUTE_LEFT ? -TENON_ROUTE_STUB : TENON_ROUTE_STUB);
          ends.out2 = ends.x2 + (side2 == TENON_ROUTE_LEFT ? -TENON_ROUTE_STUB : TENON_ROUTE_STUB);
          try (self, &ends, best);
          if (best->cost == G_MAXDOUBLE)
            consider_detour (self, &ends, ends.out1, (ends.y1 + ends.y2) / 2, ends.out2, best);
        }
    }
}

/**
 * tenon_route_shape:
 * @edge: index of one between two cards
 * @best: (out):
 *
 * Tries what costs next to nothing to try: where that crosses no card it is as good as it gets but for a few pixels.
 */
void
tenon_route_shape (TenonRouter *self,
                   guint        edge,
                   TenonRoute  *best)
{
  best->cost = G_MAXDOUBLE;
  best->n_cards = G_MAXUINT;
  try_all_sides (self, edge, try_nearest, best);
}

/**
 * tenon_route_shape_anyhow:
 * @best: (inout): what tenon_route_shape() found
 *
 * For cards that stand so close that no way leads between them: the shape that crosses the fewest.
 */
void
tenon_route_shape_anyhow (TenonRouter *self,
                          guint        edge,
                          TenonRoute  *best)
{
  try_all_sides (self, edge, try_channels, best);
}
