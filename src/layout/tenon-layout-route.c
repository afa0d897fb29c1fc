/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orthogonal lines between cards. A line leaves its card sideways at the height of its port and comes in sideways at the
 * other one. For every pair of sides a few shapes are tried: straight across, one turn in a channel between cards, a
 * way around above or below. The cheapest one stands: length, corners, cards crossed, channels shared. Where each of
 * them crosses a card, a way is searched for in the net of all channels. What is tried is counted, so a line among a
 * thousand cards costs what one among ten costs. */

#include "layout/tenon-layout.h"

#include "layout/tenon-layout-grid.h"
#include "layout/tenon-layout-search.h"

#include <math.h>
#include <string.h>

/* How far a line goes on straight before its first turn. */
#define STUB 16
/* Room between a line and a card that it passes. */
#define CLEARANCE 8
/* Between lines beside each other. */
#define SPACING 8
/* How many places beside its own a line tries in a channel, to either side. */
#define MAX_TRACK 6
/* Channels tried between two cards, in each direction. */
#define MAX_CHANNELS 8
/* Cards looked at when channels are sought. */
#define MAX_NEAR 64
/* What is as bad as that many pixels more. */
#define COST_BEND 24
#define COST_CARD 1500
#define COST_SHARED 60
/* A loop of a card with itself: how far it reaches out, and each further one more. */
#define LOOP_REACH 28
#define MAX_POINTS 20
/* Where no shape keeps clear of the cards, a way is searched for: among so many cards, so far around the ends, looking
 * at so many crossings for one line and for all together. */
#define SEARCH_CARDS 160
#define SEARCH_MARGIN 400
#define SEARCH_BUDGET 6000
#define SEARCH_BUDGET_ALL 400000

typedef enum
{
  LEFT,
  RIGHT
} Side;

typedef struct
{
  guint           n;
  TenonGraphPoint point[MAX_POINTS];
  double          cost;
} Route;

/* A vertical or horizontal piece of a line that stands: at @at, from @low to @high. */
typedef struct
{
  int   at;
  int   low;
  int   high;
  guint edge;
} Track;

typedef struct
{
  TenonGraph      *graph;
  TenonLayoutGrid *cards;     /* (owned) */
  guint            budget;    /* crossings that searches may still look at */
  GHashTable      *tracks[2]; /* (owned) vertical, horizontal: (element-type int GArray of Track) by at / SPACING */
} Router;

static TenonGraphNode *
node_at (Router *self,
         guint   i)
{
  return g_ptr_array_index (self->graph->nodes, i);
}

static TenonGraphEdge *
edge_at (Router *self,
         guint   i)
{
  return g_ptr_array_index (self->graph->edges, i);
}

static TenonLayoutBox
box_of (const TenonGraphNode *node,
        double                margin)
{
  TenonLayoutBox box = { node->x - margin, node->y - margin, (double)node->x + node->width + margin, (double)node->y + node->height + margin };

  return box;
}

/* Pieces that stand */

static GArray *
bucket (Router  *self,
        gboolean is_horizontal,
        int      key,
        gboolean create)
{
  GArray *tracks = g_hash_table_lookup (self->tracks[is_horizontal], GINT_TO_POINTER (key));

  if (tracks == NULL && create)
    {
      tracks = g_array_new (FALSE, FALSE, sizeof (Track));
      g_hash_table_insert (self->tracks[is_horizontal], GINT_TO_POINTER (key), tracks);
    }
  return tracks;
}

static int
key_of (int at)
{
  return (int)floor ((double)at / SPACING);
}

/* The first and the last piece end at ports and cannot move: only those between them take part. */
static void
remember (Router                *self,
          guint                  edge,
          const TenonGraphPoint *points,
          guint                  n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      gboolean is_horizontal = points[i].y == points[i + 1].y;
      Track    track = { .edge = edge };

      track.at = is_horizontal ? points[i].y : points[i].x;
      track.low = is_horizontal ? MIN (points[i].x, points[i + 1].x) : MIN (points[i].y, points[i + 1].y);
      track.high = is_horizontal ? MAX (points[i].x, points[i + 1].x) : MAX (points[i].y, points[i + 1].y);
      g_array_append_val (bucket (self, is_horizontal, key_of (track.at), TRUE), track);
    }
}

/* Lines that come to one port may share their way there. */
static gboolean
may_share (Router *self,
           guint   a,
           guint   b)
{
  TenonGraphEdge *x = edge_at (self, a);
  TenonGraphEdge *y = edge_at (self, b);

  return x->to == y->to && x->to_port == y->to_port;
}

static gboolean
is_taken (Router  *self,
          guint    edge,
          gboolean is_horizontal,
          int      at,
          int      low,
          int      high)
{
  for (int key = key_of (at) - 1; key <= key_of (at) + 1; key++)
    {
      GArray *tracks = bucket (self, is_horizontal, key, FALSE);

      for (guint i = 0; tracks != NULL && i < tracks->len; i++)
        {
          const Track *track = &g_array_index (tracks, Track, i);

          if (track->edge != edge && ABS (track->at - at) < SPACING && track->low < high && low < track->high && !may_share (self, edge, track->edge))
            return TRUE;
        }
    }
  return FALSE;
}

/* What a line meets */

typedef struct
{
  guint                 n;
  guint                 from; /* the cards at its ends, which count only where the line goes through them */
  guint                 to;
  const TenonLayoutBox *piece;
  Router               *router;
} Meeting;

static gboolean
count_card (guint                 id,
            const TenonLayoutBox *box,
            gpointer              data)
{
  Meeting       *meeting = data;
  TenonLayoutBox own;

  if (id == meeting->from || id == meeting->to)
    {
      own = box_of (node_at (meeting->router, id), 0);
      if (!tenon_layout_boxes_meet (&own, meeting->piece))
        return TRUE;
    }
  meeting->n++;
  return TRUE;
}

/* Returns: the cards that the piece between two points crosses or comes too close to */
static guint
count_cards (Router         *self,
             TenonGraphEdge *edge,
             TenonGraphPoint a,
             TenonGraphPoint b)
{
  /* A line is no area: half a pixel to either side makes it one. */
  TenonLayoutBox piece = { MIN (a.x, b.x) - 0.5, MIN (a.y, b.y) - 0.5, MAX (a.x, b.x) + 0.5, MAX (a.y, b.y) + 0.5 };
  Meeting        meeting = { 0, edge->from, edge->to, &piece, self };

  if (a.y == b.y)
    {
      /* Sideways it may touch the border where it begins or ends. */
      piece.left += 1;
      piece.right -= 1;
      if (piece.left >= piece.right)
        return 0;
    }
  tenon_layout_grid_visit (self->cards, &piece, count_card, &meeting);
  return meeting.n;
}

/* Shapes */

static int
port_x (TenonGraphNode *node,
        Side            side)
{
  return side == LEFT ? node->x : node->x + node->width;
}

static void
add_point (Route *route,
           int    x,
           int    y)
{
  TenonGraphPoint point = { x, y };

  if (route->n > 0 && route->point[route->n - 1].x == x && route->point[route->n - 1].y == y)
    return;
  /* A corner that goes straight on is none. */
  if (route->n > 1)
    {
      TenonGraphPoint *last = &route->point[route->n - 1];
      TenonGraphPoint *before = &route->point[route->n - 2];

      if ((before->x == last->x && last->x == x) || (before->y == last->y && last->y == y))
        {
          *last = point;
          return;
        }
    }
  route->point[route->n++] = point;
}

static void
reckon (Router *self,
        guint   edge,
        Route  *route)
{
  TenonGraphEdge *ends = edge_at (self, edge);

  route->cost = COST_BEND * (route->n - 2.0);
  for (guint i = 0; i + 1 < route->n; i++)
    {
      TenonGraphPoint a = route->point[i];
      TenonGraphPoint b = route->point[i + 1];
      gboolean        is_horizontal = a.y == b.y;

      route->cost += fabs ((double)a.x - b.x) + fabs ((double)a.y - b.y);
      route->cost += COST_CARD * (double)count_cards (self, ends, a, b);
      if (is_taken (self, edge, is_horizontal, is_horizontal ? a.y : a.x, is_horizontal ? MIN (a.x, b.x) : MIN (a.y, b.y), is_horizontal ? MAX (a.x, b.x) : MAX (a.y, b.y)))
        route->cost += COST_SHARED;
    }
}

/* The ends of a line with a side chosen for each. */
typedef struct
{
  guint edge;
  int   x1;
  int   y1;
  int   x2;
  int   y2;
  int   out1; /* where the first turn may be at the earliest */
  int   out2;
  Side  side1;
  Side  side2;
} Ends;

static void
consider (Router *self,
          guint   edge,
          Route  *route,
          Route  *best)
{
  double least = 0;

  /* Without a card in its way no route is cheaper than its length: no need to look closer. */
  for (guint i = 0; i + 1 < route->n; i++)
    least += fabs ((double)route->point[i].x - route->point[i + 1].x) + fabs ((double)route->point[i].y - route->point[i + 1].y);
  if (least + COST_BEND * (route->n - 2.0) >= best->cost)
    return;
  reckon (self, edge, route);
  if (route->cost < best->cost)
    *best = *route;
}

/* Across, along the channel at @x, and across again. */
static void
consider_channel (Router     *self,
                  const Ends *ends,
                  int         x,
                  Route      *best)
{
  Route route = { 0 };

  /* The channel must lie on the sides the line leaves by. */
  if (ends->side1 == RIGHT ? x < ends->out1 : x > ends->out1)
    return;
  if (ends->side2 == RIGHT ? x < ends->out2 : x > ends->out2)
    return;
  add_point (&route, ends->x1, ends->y1);
  add_point (&route, x, ends->y1);
  add_point (&route, x, ends->y2);
  add_point (&route, ends->x2, ends->y2);
  consider (self, ends->edge, &route, best);
}

/* Out, up or down to the height @y, across, and in again. */
static void
consider_detour (Router     *self,
                 const Ends *ends,
                 int         x1,
                 int         y,
                 int         x2,
                 Route      *best)
{
  Route route = { 0 };

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
  Router *router;
  GArray *x; /* (element-type int) channels beside the cards that were met */
  GArray *y;
  guint   n;
} Channels;

static gboolean
note_channels (guint                 id,
               const TenonLayoutBox *box,
               gpointer              data)
{
  Channels       *channels = data;
  TenonGraphNode *node = node_at (channels->router, id);
  int             x[] = { node->x - STUB, node->x + node->width + STUB };
  int             y[] = { node->y - STUB, node->y + node->height + STUB };

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
find_channels (Router     *self,
               const Ends *ends,
               Channels   *channels)
{
  TenonLayoutBox area = {
    MIN (ends->out1, ends->out2) - CLEARANCE,
    MIN (ends->y1, ends->y2) - CLEARANCE,
    MAX (ends->out1, ends->out2) + CLEARANCE,
    MAX (ends->y1, ends->y2) + CLEARANCE,
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
try_sides (Router     *self,
           const Ends *ends,
           Route      *best)
{
  gboolean faces = ends->side1 == RIGHT && ends->side2 == LEFT ? ends->out1 <= ends->out2 : ends->side1 == LEFT && ends->side2 == RIGHT && ends->out1 >= ends->out2;
  Channels channels;

  if (faces && ends->y1 == ends->y2)
    consider_channel (self, ends, ends->out1, best);
  consider_channel (self, ends, ends->x1 + (ends->x2 - ends->x1) / 2, best);
  consider_channel (self, ends, ends->out1, best);
  consider_channel (self, ends, ends->out2, best);
  /* A way without a card in it is as good as it gets but for a few pixels. */
  if (best->cost < COST_CARD)
    return;
  find_channels (self, ends, &channels);
  for (guint i = 0; i < channels.x->len; i++)
    consider_channel (self, ends, g_array_index (channels.x, int, i), best);
  for (guint i = 0; i < channels.y->len && best->cost >= COST_CARD; i++)
    consider_detour (self, ends, ends->out1, g_array_index (channels.y, int, i), ends->out2, best);
  for (guint i = 0; i < channels.y->len && best->cost >= COST_CARD; i++)
    {
      for (guint j = 0; j < channels.x->len; j++)
        {
          int x = g_array_index (channels.x, int, j);
          int y = g_array_index (channels.y, int, i);

          if (ends->side1 == RIGHT ? x >= ends->out1 : x <= ends->out1)
            consider_detour (self, ends, x, y, ends->out2, best);
          if (ends->side2 == RIGHT ? x >= ends->out2 : x <= ends->out2)
            consider_detour (self, ends, ends->out1, y, x, best);
        }
    }
  channels_clear (&channels);
}

/* A searched way */

typedef struct
{
  Router         *router;
  TenonGraphEdge *edge;
} Crossing;

static double
cost_of_crossing (TenonGraphPoint a,
                  TenonGraphPoint b,
                  gpointer        data)
{
  Crossing *crossing = data;

  return COST_CARD * (double)count_cards (crossing->router, crossing->edge, a, b);
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  int x = *(const int *)a;
  int y = *(const int *)b;

  return x < y ? -1 : x > y;
}

static void
sort_lines (GArray *lines)
{
  guint n = 0;

  g_array_sort (lines, compare_ints);
  for (guint i = 0; i < lines->len; i++)
    {
      int at = g_array_index (lines, int, i);

      if (n == 0 || g_array_index (lines, int, n - 1) != at)
        g_array_index (lines, int, n++) = at;
    }
  g_array_set_size (lines, n);
}

typedef struct
{
  Router *router;
  GArray *xs;
  GArray *ys;
  guint   n;
} Net;

static gboolean
note_lines (guint                 id,
            const TenonLayoutBox *box,
            gpointer              data)
{
  Net            *net = data;
  TenonGraphNode *node = node_at (net->router, id);
  int             x[] = { node->x - STUB, node->x + node->width + STUB };
  int             y[] = { node->y - STUB, node->y + node->height + STUB };

  g_array_append_vals (net->xs, x, 2);
  g_array_append_vals (net->ys, y, 2);
  return ++net->n < SEARCH_CARDS;
}

static void
make_net (Router               *self,
          TenonLayoutSearch    *search,
          const TenonLayoutBox *area)
{
  Net net = { self, search->xs, search->ys, 0 };

  tenon_layout_grid_visit (self->cards, area, note_lines, &net);
  for (guint i = 0; i < 2; i++)
    {
      g_array_append_val (search->xs, search->starts[i].x);
      g_array_append_val (search->xs, search->goals[i].x);
      g_array_append_val (search->ys, search->starts[i].y);
      g_array_append_val (search->ys, search->goals[i].y);
    }
  sort_lines (search->xs);
  sort_lines (search->ys);
}

/* Returns: whether the way has few enough corners to be taken */
static gboolean
take_way (GArray         *points,
          TenonGraphPoint first,
          TenonGraphPoint last,
          Route          *route)
{
  route->n = 0;
  add_point (route, first.x, first.y);
  for (guint i = 0; i < points->len; i++)
    {
      TenonGraphPoint point = g_array_index (points, TenonGraphPoint, i);

      if (route->n + 2 > MAX_POINTS)
        return FALSE;
      add_point (route, point.x, point.y);
    }
  add_point (route, last.x, last.y);
  return TRUE;
}

static void
search_way (Router *self,
            guint   index,
            Route  *best)
{
  TenonGraphEdge   *edge = edge_at (self, index);
  TenonGraphNode   *from = node_at (self, edge->from);
  TenonGraphNode   *to = node_at (self, edge->to);
  TenonLayoutSearch search = { .bend = COST_BEND, .cross = cost_of_crossing };
  Crossing          crossing = { self, edge };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (TenonGraphPoint));
  TenonLayoutBox area;
  Route          route = { 0 };

  search.data = &crossing;
  search.budget = MIN (SEARCH_BUDGET, self->budget);
  self->budget -= search.budget;
  search.xs = g_array_new (FALSE, FALSE, sizeof (int));
  search.ys = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint side = LEFT; side <= RIGHT; side++)
    {
      search.starts[side].x = port_x (from, side) + (side == LEFT ? -STUB : STUB);
      search.starts[side].y = from->y + edge->from_port;
      search.goals[side].x = port_x (to, side) + (side == LEFT ? -STUB : STUB);
      search.goals[side].y = to->y + edge->to_port;
    }
  area.left = MIN (search.starts[LEFT].x, search.goals[LEFT].x) - SEARCH_MARGIN;
  area.right = MAX (search.starts[RIGHT].x, search.goals[RIGHT].x) + SEARCH_MARGIN;
  area.top = MIN (search.starts[LEFT].y, search.goals[LEFT].y) - SEARCH_MARGIN;
  area.bottom = MAX (search.starts[LEFT].y, search.goals[LEFT].y) + SEARCH_MARGIN;
  make_net (self, &search, &area);
  if (tenon_layout_search (&search, best->cost, points))
    {
      TenonGraphPoint first = { port_x (from, search.start), search.starts[0].y };
      TenonGraphPoint last = { port_x (to, search.goal), search.goals[0].y };

      if (take_way (points, first, last, &route))
        {
          reckon (self, index, &route);
          if (route.cost < best->cost)
            *best = route;
        }
    }
  self->budget += search.budget;
  g_array_unref (search.xs);
  g_array_unref (search.ys);
}

/* Beside lines that stand */

static gboolean
shifted_is_free (Router      *self,
                 guint        edge,
                 const Route *route,
                 guint        piece,
                 int          shift)
{
  TenonGraphEdge *ends = edge_at (self, edge);
  gboolean        is_horizontal = route->point[piece].y == route->point[piece + 1].y;
  Route           moved = *route;

  for (guint i = piece; i <= piece + 1; i++)
    {
      moved.point[i].x += is_horizontal ? 0 : shift;
      moved.point[i].y += is_horizontal ? shift : 0;
    }
  if (is_taken (self, edge, is_horizontal, is_horizontal ? moved.point[piece].y : moved.point[piece].x,
                is_horizontal ? MIN (moved.point[piece].x, moved.point[piece + 1].x) : MIN (moved.point[piece].y, moved.point[piece + 1].y),
                is_horizontal ? MAX (moved.point[piece].x, moved.point[piece + 1].x) : MAX (moved.point[piece].y, moved.point[piece + 1].y)))
    return FALSE;
  for (guint i = piece - 1; i <= piece + 1; i++)
    {
      if (count_cards (self, ends, moved.point[i], moved.point[i + 1]) > count_cards (self, ends, route->point[i], route->point[i + 1]))
        return FALSE;
    }
  return TRUE;
}

static int
find_shift (Router      *self,
            guint        edge,
            const Route *route,
            guint        piece)
{
  for (int track = 0; track <= MAX_TRACK; track++)
    {
      if (shifted_is_free (self, edge, route, piece, track * SPACING))
        return track * SPACING;
      if (track > 0 && shifted_is_free (self, edge, route, piece, -track * SPACING))
        return -track * SPACING;
    }
  return 0;
}

static void
nudge (Router *self,
       guint   edge,
       Route  *route)
{
  for (guint i = 1; i + 2 < route->n; i++)
    {
      gboolean is_horizontal = route->point[i].y == route->point[i + 1].y;
      int      shift = find_shift (self, edge, route, i);

      route->point[i].x += is_horizontal ? 0 : shift;
      route->point[i + 1].x += is_horizontal ? 0 : shift;
      route->point[i].y += is_horizontal ? shift : 0;
      route->point[i + 1].y += is_horizontal ? shift : 0;
    }
}

/* Whole lines */

static void
route_loop (Router *self,
            guint   index,
            Route  *route)
{
  TenonGraphEdge *edge = edge_at (self, index);
  TenonGraphNode *node = node_at (self, edge->from);
  int             right = node->x + node->width;
  int             reach = LOOP_REACH;

  for (guint i = 0; i < index; i++)
    {
      TenonGraphEdge *other = edge_at (self, i);

      if (other->from == edge->from && other->to == edge->from)
        reach += SPACING;
    }
  route->n = 0;
  add_point (route, right, node->y + edge->from_port);
  add_point (route, right + reach, node->y + edge->from_port);
  if (edge->from_port == edge->to_port)
    {
      add_point (route, right + reach, node->y + edge->from_port + LOOP_REACH / 2);
      add_point (route, right + reach / 2, node->y + edge->from_port + LOOP_REACH / 2);
      add_point (route, right + reach / 2, node->y + edge->to_port);
      /* Back the way it came: the corner must stay. */
      route->point[route->n++] = (TenonGraphPoint){ right, node->y + edge->to_port };
      return;
    }
  add_point (route, right + reach, node->y + edge->to_port);
  add_point (route, right, node->y + edge->to_port);
}

static void
route_between (Router *self,
               guint   index,
               Route  *best)
{
  TenonGraphEdge *edge = edge_at (self, index);
  TenonGraphNode *from = node_at (self, edge->from);
  TenonGraphNode *to = node_at (self, edge->to);

  best->cost = G_MAXDOUBLE;
  for (Side side1 = LEFT; side1 <= RIGHT; side1++)
    {
      for (Side side2 = LEFT; side2 <= RIGHT; side2++)
        {
          Ends ends = { .edge = index, .side1 = side1, .side2 = side2 };

          ends.x1 = port_x (from, side1);
          ends.y1 = from->y + edge->from_port;
          ends.x2 = port_x (to, side2);
          ends.y2 = to->y + edge->to_port;
          ends.out1 = ends.x1 + (side1 == LEFT ? -STUB : STUB);
          ends.out2 = ends.x2 + (side2 == LEFT ? -STUB : STUB);
          try_sides (self, &ends, best);
          if (best->cost == G_MAXDOUBLE)
            consider_detour (self, &ends, ends.out1, (ends.y1 + ends.y2) / 2, ends.out2, best);
        }
    }
  if (best->cost >= COST_CARD && self->budget > 0)
    search_way (self, index, best);
  nudge (self, index, best);
}

static void
route_edge (Router *self,
            guint   index)
{
  TenonGraphEdge *edge = edge_at (self, index);
  Route           route = { 0 };

  if (edge->from == edge->to)
    route_loop (self, index, &route);
  else
    route_between (self, index, &route);
  g_clear_pointer (&edge->points, g_array_unref);
  edge->points = g_array_sized_new (FALSE, FALSE, sizeof (TenonGraphPoint), route.n);
  g_array_append_vals (edge->points, route.point, route.n);
  remember (self, index, route.point, route.n);
}

static void
router_init (Router     *self,
             TenonGraph *graph)
{
  double size = 0;

  memset (self, 0, sizeof *self);
  self->graph = graph;
  self->budget = SEARCH_BUDGET_ALL;
  for (guint i = 0; i < graph->nodes->len; i++)
    size += (node_at (self, i)->width + node_at (self, i)->height) / 2.0 / graph->nodes->len;
  self->cards = tenon_layout_grid_new (CLAMP (size, 64, 1024));
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonLayoutBox box = box_of (node_at (self, i), CLEARANCE);

      tenon_layout_grid_add (self->cards, i, &box);
    }
  for (guint i = 0; i < 2; i++)
    self->tracks[i] = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
}

static void
router_clear (Router *self)
{
  tenon_layout_grid_free (self->cards);
  g_hash_table_unref (self->tracks[0]);
  g_hash_table_unref (self->tracks[1]);
}

static void
remember_standing (Router *self,
                   guint   index)
{
  TenonGraphEdge *edge = edge_at (self, index);

  if (edge->points != NULL && edge->points->len > 1)
    remember (self, index, (const TenonGraphPoint *)(gpointer)edge->points->data, edge->points->len);
}

/**
 * tenon_layout_route:
 * @graph: (inout): every node has a place
 * @first_edge: the first edge to route; those before it keep their lines. 0 routes all of them
 *
 * Gives each edge its points: the first at its port on the left or right border of the one card, the last at that of
 * the other, every piece horizontal or vertical. Cards are avoided where a way around is found within the counted
 * effort; lines beside each other keep apart, but for those that end in the same port.
 */
void
tenon_layout_route (TenonGraph *graph,
                    guint       first_edge)
{
  Router router;

  router_init (&router, graph);
  for (guint i = 0; i < first_edge && i < graph->edges->len; i++)
    remember_standing (&router, i);
  for (guint i = first_edge; i < graph->edges->len; i++)
    route_edge (&router, i);
  router_clear (&router);
}

static gboolean
passes_through (TenonGraphEdge       *edge,
                const TenonLayoutBox *box)
{
  for (guint i = 0; edge->points != NULL && i + 1 < edge->points->len; i++)
    {
      TenonGraphPoint a = g_array_index (edge->points, TenonGraphPoint, i);
      TenonGraphPoint b = g_array_index (edge->points, TenonGraphPoint, i + 1);
      TenonLayoutBox  piece = { MIN (a.x, b.x) - 0.5, MIN (a.y, b.y) - 0.5, MAX (a.x, b.x) + 0.5, MAX (a.y, b.y) + 0.5 };

      if (tenon_layout_boxes_meet (&piece, box))
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_layout_route_moved:
 * @node: index of the node that has got another place
 *
 * Routes again what begins or ends at the node, what it now stands on, and what has no line yet; all other lines stay.
 */
void
tenon_layout_route_moved (TenonGraph *graph,
                          guint       node)
{
  g_autofree gboolean *is_touched = g_new0 (gboolean, MAX (graph->edges->len, 1));
  Router               router;
  TenonLayoutBox       box;

  g_return_if_fail (node < graph->nodes->len);

  router_init (&router, graph);
  box = box_of (node_at (&router, node), CLEARANCE);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (&router, i);

      is_touched[i] = edge->points == NULL || edge->from == node || edge->to == node || passes_through (edge, &box);
      if (!is_touched[i])
        remember_standing (&router, i);
    }
  for (guint i = 0; i < graph->edges->len; i++)
    {
      if (is_touched[i])
        route_edge (&router, i);
    }
  router_clear (&router);
}
