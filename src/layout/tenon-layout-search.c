/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cheapest way through a net of horizontal and vertical lines (A*: Hart, Nilsson, Raphael 1968). A state is a
 * crossing and the direction one came along, so that corners can be counted. */

#include "layout/tenon-layout-search.h"

#include <math.h>

typedef struct
{
  double estimate; /* of the whole way through this state */
  double cost;     /* to get here */
  guint  state;
} Entry;

typedef struct
{
  TenonLayoutSearch *search;
  guint              n_x;
  guint              n_y;
  double            *cost; /* of each state; G_MAXDOUBLE: not seen */
  guint             *from; /* the state before; G_MAXUINT: a start */
  GArray            *heap; /* (element-type Entry) the least estimate first */
} Net;

enum
{
  SIDEWAYS,
  UPRIGHT
};

/* Heap */

static gboolean
is_before (const Entry *a,
           const Entry *b)
{
  return a->estimate != b->estimate ? a->estimate < b->estimate : a->state < b->state;
}

static void
push (GArray *heap,
      Entry   entry)
{
  guint at = heap->len;

  g_array_append_val (heap, entry);
  while (at > 0 && is_before (&entry, &g_array_index (heap, Entry, (at - 1) / 2)))
    {
      g_array_index (heap, Entry, at) = g_array_index (heap, Entry, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  g_array_index (heap, Entry, at) = entry;
}

static Entry
pop (GArray *heap)
{
  Entry first = g_array_index (heap, Entry, 0);
  Entry last = g_array_index (heap, Entry, heap->len - 1);
  guint at = 0;

  g_array_set_size (heap, heap->len - 1);
  if (heap->len == 0)
    return first;
  while (2 * at + 1 < heap->len)
    {
      guint child = 2 * at + 1;

      if (child + 1 < heap->len && is_before (&g_array_index (heap, Entry, child + 1), &g_array_index (heap, Entry, child)))
        child++;
      if (!is_before (&g_array_index (heap, Entry, child), &last))
        break;
      g_array_index (heap, Entry, at) = g_array_index (heap, Entry, child);
      at = child;
    }
  g_array_index (heap, Entry, at) = last;
  return first;
}

/* States */

static guint
state_of (Net  *net,
          guint x,
          guint y,
          guint direction)
{
  return (y * net->n_x + x) * 2 + direction;
}

static TenonGraphPoint
point_of (Net  *net,
          guint state)
{
  guint           crossing = state / 2;
  TenonGraphPoint point = { g_array_index (net->search->xs, int, crossing % net->n_x), g_array_index (net->search->ys, int, crossing / net->n_x) };

  return point;
}

static guint
find_line (GArray *lines,
           int     at)
{
  guint position = 0;

  while (position < lines->len && g_array_index (lines, int, position) != at)
    position++;
  return position;
}

static double
length_of (TenonGraphPoint a,
           TenonGraphPoint b)
{
  return fabs ((double)a.x - b.x) + fabs ((double)a.y - b.y);
}

static double
estimate_rest (Net            *net,
               TenonGraphPoint point)
{
  return MIN (length_of (point, net->search->goals[0]), length_of (point, net->search->goals[1]));
}

static void
reach (Net   *net,
       guint  state,
       guint  from,
       double cost)
{
  Entry entry = { cost + estimate_rest (net, point_of (net, state)), cost, state };

  if (cost >= net->cost[state])
    return;
  net->cost[state] = cost;
  net->from[state] = from;
  push (net->heap, entry);
}

static void
step (Net   *net,
      guint  state,
      double cost,
      int    dx,
      int    dy)
{
  guint           x = state / 2 % net->n_x;
  guint           y = state / 2 / net->n_x;
  guint           direction = dx != 0 ? SIDEWAYS : UPRIGHT;
  guint           next;
  TenonGraphPoint a, b;

  if ((dx < 0 && x == 0) || (dx > 0 && x + 1 == net->n_x) || (dy < 0 && y == 0) || (dy > 0 && y + 1 == net->n_y))
    return;
  next = state_of (net, x + dx, y + dy, direction);
  a = point_of (net, state);
  b = point_of (net, next);
  cost += length_of (a, b) + (direction != state % 2 ? net->search->bend : 0);
  if (cost < net->cost[next])
    reach (net, next, state, cost + net->search->cross (a, b, net->search->data));
}

/* Returns: which goal the state is, or 2 */
static guint
find_goal (Net  *net,
           guint state)
{
  TenonGraphPoint point = point_of (net, state);

  for (guint i = 0; i < 2; i++)
    {
      if (point.x == net->search->goals[i].x && point.y == net->search->goals[i].y)
        return i;
    }
  return 2;
}

static void
trace (Net    *net,
       guint   state,
       GArray *points)
{
  g_array_set_size (points, 0);
  for (guint at = state; at != G_MAXUINT; at = net->from[at])
    {
      TenonGraphPoint point = point_of (net, at);

      g_array_prepend_val (points, point);
    }
  net->search->start = g_array_index (points, TenonGraphPoint, 0).x == net->search->starts[0].x && g_array_index (points, TenonGraphPoint, 0).y == net->search->starts[0].y ? 0 : 1;
}

static gboolean
run (Net    *net,
     double  limit,
     GArray *points)
{
  while (net->heap->len > 0 && net->search->budget > 0)
    {
      Entry entry = pop (net->heap);
      guint goal;

      if (entry.cost > net->cost[entry.state])
        continue;
      if (entry.estimate >= limit)
        return FALSE;
      net->search->budget--;
      goal = find_goal (net, entry.state);
      if (goal < 2)
        {
          net->search->goal = goal;
          trace (net, entry.state, points);
          return TRUE;
        }
      step (net, entry.state, entry.cost, 1, 0);
      step (net, entry.state, entry.cost, -1, 0);
      step (net, entry.state, entry.cost, 0, 1);
      step (net, entry.state, entry.cost, 0, -1);
    }
  return FALSE;
}

/**
 * tenon_layout_search:
 * @limit: the cost from which on a way is of no use
 * @points: (element-type TenonGraphPoint): receives the crossings passed, from a start to a goal
 *
 * Returns: whether a way below @limit was found within the budget
 */
gboolean
tenon_layout_search (TenonLayoutSearch *self,
                     double             limit,
                     GArray            *points)
{
  Net      net = { .search = self, .n_x = self->xs->len, .n_y = self->ys->len };
  guint    n_states = 2 * net.n_x * net.n_y;
  gboolean found;

  net.cost = g_new (double, n_states);
  net.from = g_new (guint, n_states);
  net.heap = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < n_states; i++)
    net.cost[i] = G_MAXDOUBLE;
  for (guint i = 0; i < 2; i++)
    reach (&net, state_of (&net, find_line (self->xs, self->starts[i].x), find_line (self->ys, self->starts[i].y), SIDEWAYS), G_MAXUINT, 0);
  found = run (&net, limit, points);
  g_free (net.cost);
  g_free (net.from);
  g_array_unref (net.heap);
  return found;
}
