/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The net of all straight stretches beside the cards, and the cheapest ways through it: an orthogonal visibility graph
 * as in M. Wybrow, K. Marriott, P. Stuckey, "Orthogonal connector routing" (Graph Drawing 2009), searched by A* (Hart,
 * Nilsson, Raphael 1968) whose estimate is taken a little too high, which finds ways that are hardly longer much
 * sooner. A state is a crossing and the direction one came along, so that corners can be counted. */

#include "layout/tenon-layout-channels.h"

#include "layout/tenon-layout-blocks.h"

#include <string.h>

/* What is as bad as that many pixels more: a corner, and each line that a piece holds already. */
#define COST_BEND 40
#define COST_USED 14
#define MAX_USED 6
/* The estimate times this, in quarters; and where that took too long, this. */
#define EAGER 5
#define VERY_EAGER 12
/* Crossings looked at before that, in each search. */
#define PATIENCE 1000

#define NONE G_MAXUINT

typedef struct
{
  TenonLayoutStretch line;
  guint              first; /* crossing, or NONE: the topmost, the leftmost */
  guint              last;
} Channel;

/* Where an upright and a level channel cross. Those of a level one stand side by side, from left to right. */
typedef struct
{
  int    x;
  int    y;
  guint  level; /* its channel */
  guint  up;    /* the next crossing along the upright one, or NONE */
  guint  down;
  guint8 used_right; /* lines on the piece to the next one */
  guint8 used_down;
} Crossing;

typedef struct
{
  gint64 estimate; /* of the whole way through this state, in quarters of pixels */
  gint64 cost;     /* to get here, in pixels */
  guint  state;
} Entry;

struct _TenonLayoutChannels
{
  TenonLayoutBlocks *blocks;  /* (owned) */
  GArray            *upright; /* (element-type Channel) from left to right */
  GArray            *level;   /* (element-type Channel) from top to bottom */
  GArray            *crossings;

  /* Of each state, twice a crossing and 1 for the upright direction; two more for the goals. */
  gint64 *cost;
  guint  *from;   /* the state before; NONE: a start */
  guint  *search; /* the search that cost and from belong to */
  guint   number; /* of the search */
  GArray *heap;   /* (element-type Entry) the least estimate first */
};

enum
{
  LEVEL,
  UPRIGHT
};

/* Making the net */

static int
compare_channels (gconstpointer a,
                  gconstpointer b)
{
  const TenonLayoutStretch *x = &((const Channel *)a)->line;
  const TenonLayoutStretch *y = &((const Channel *)b)->line;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->low < y->low ? -1 : x->low > y->low;
}

static void
add_channel (TenonLayoutChannels  *self,
             TenonGraphPoint       point,
             gboolean              is_upright,
             const TenonLayoutBox *area)
{
  Channel channel = { tenon_layout_blocks_find_stretch (self->blocks, point, is_upright, area), NONE, NONE };

  g_array_append_val (is_upright ? self->upright : self->level, channel);
}

static void
sort_channels (GArray *channels)
{
  guint n = 0;

  g_array_sort (channels, compare_channels);
  for (guint i = 0; i < channels->len; i++)
    {
      if (n == 0 || compare_channels (&g_array_index (channels, Channel, n - 1), &g_array_index (channels, Channel, i)) != 0)
        g_array_index (channels, Channel, n++) = g_array_index (channels, Channel, i);
    }
  g_array_set_size (channels, n);
}

/* Returns: the position of the first upright channel at @x or right of it */
static guint
find_upright (TenonLayoutChannels *self,
              int                  x)
{
  guint low = 0, high = self->upright->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->upright, Channel, middle).line.at < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
cross_channels (TenonLayoutChannels *self,
                guint                level,
                Channel             *upright)
{
  Channel *channel = &g_array_index (self->level, Channel, level);
  guint    id = self->crossings->len;
  Crossing crossing = { upright->line.at, channel->line.at, level, upright->last, NONE, 0, 0 };

  if (upright->last != NONE)
    g_array_index (self->crossings, Crossing, upright->last).down = id;
  else
    upright->first = id;
  upright->last = id;
  if (channel->first == NONE)
    channel->first = id;
  channel->last = id;
  g_array_append_val (self->crossings, crossing);
}

static void
find_crossings (TenonLayoutChannels *self)
{
  for (guint i = 0; i < self->level->len; i++)
    {
      const TenonLayoutStretch *line = &g_array_index (self->level, Channel, i).line;

      for (guint j = find_upright (self, line->low); j < self->upright->len; j++)
        {
          Channel *upright = &g_array_index (self->upright, Channel, j);

          if (upright->line.at > line->high)
            break;
          if (upright->line.low <= line->at && line->at <= upright->line.high)
            cross_channels (self, i, upright);
        }
    }
}

/**
 * tenon_layout_channels_new:
 * @boxes: the cards with the room that lines leave around them; must stay as long as this
 * @area: lines are to stay within
 * @anchors: (element-type TenonLayoutAnchor): where channels pass; those that are taken or outside do not count
 */
TenonLayoutChannels *
tenon_layout_channels_new (const TenonLayoutBox *boxes,
                           guint                 n_boxes,
                           const TenonLayoutBox *area,
                           GArray               *anchors)
{
  TenonLayoutChannels *self = g_new0 (TenonLayoutChannels, 1);
  guint                n_states;

  self->blocks = tenon_layout_blocks_new (boxes, n_boxes);
  self->upright = g_array_new (FALSE, FALSE, sizeof (Channel));
  self->level = g_array_new (FALSE, FALSE, sizeof (Channel));
  self->crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  self->heap = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < anchors->len; i++)
    {
      const TenonLayoutAnchor *anchor = &g_array_index (anchors, TenonLayoutAnchor, i);
      TenonGraphPoint          point = tenon_layout_blocks_is_free (self->blocks, anchor->point) ? anchor->point : anchor->closer;

      if (point.x < area->left || point.x > area->right || point.y < area->top || point.y > area->bottom || !tenon_layout_blocks_is_free (self->blocks, point))
        continue;
      add_channel (self, point, TRUE, area);
      if (!anchor->is_port)
        add_channel (self, point, FALSE, area);
    }
  sort_channels (self->upright);
  sort_channels (self->level);
  find_crossings (self);
  n_states = 2 * self->crossings->len + 2;
  self->cost = g_new (gint64, n_states);
  self->from = g_new (guint, n_states);
  self->search = g_new0 (guint, n_states);
  return self;
}

void
tenon_layout_channels_free (TenonLayoutChannels *self)
{
  tenon_layout_blocks_free (self->blocks);
  g_array_unref (self->upright);
  g_array_unref (self->level);
  g_array_unref (self->crossings);
  g_array_unref (self->heap);
  g_free (self->cost);
  g_free (self->from);
  g_free (self->search);
  g_free (self);
}

gboolean
tenon_layout_channels_is_free (TenonLayoutChannels *self,
                               TenonGraphPoint      point)
{
  return tenon_layout_blocks_is_free (self->blocks, point);
}

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

/* Searching */

/* The crossings above and below a place on an upright channel; NONE where there is none. */
typedef struct
{
  guint up;
  guint down;
} Doors;

typedef struct
{
  TenonLayoutChannels *net;
  TenonLayoutWay      *way;
  Doors                goal_doors[2];
  int                  eagerness;
} Search;

static Crossing *
crossing_at (TenonLayoutChannels *self,
             guint                i)
{
  return &g_array_index (self->crossings, Crossing, i);
}

static Doors
find_doors (TenonLayoutChannels *self,
            TenonGraphPoint      point)
{
  Doors doors = { NONE, NONE };

  for (guint i = find_upright (self, point.x); i < self->upright->len && g_array_index (self->upright, Channel, i).line.at == point.x; i++)
    {
      const Channel *channel = &g_array_index (self->upright, Channel, i);

      if (channel->line.low > point.y || channel->line.high < point.y)
        continue;
      for (guint at = channel->first; at != NONE && doors.down == NONE; at = crossing_at (self, at)->down)
        {
          if (crossing_at (self, at)->y >= point.y)
            doors.down = at;
          else
            doors.up = at;
        }
      break;
    }
  return doors;
}

static gint64
distance (TenonGraphPoint a,
          TenonGraphPoint b)
{
  return ABS ((gint64)a.x - b.x) + ABS ((gint64)a.y - b.y);
}

static gint64
estimate_rest (const Search   *search,
               const Crossing *crossing)
{
  TenonGraphPoint point = { crossing->x, crossing->y };
  gint64          least = G_MAXINT64;

  for (guint i = 0; i < 2; i++)
    {
      if (search->way->has_goal[i])
        least = MIN (least, distance (point, search->way->goals[i]));
    }
  return least == G_MAXINT64 ? 0 : least;
}

static void
reach (Search *search,
       guint   state,
       guint   from,
       gint64  cost,
       gint64  rest)
{
  TenonLayoutChannels *net = search->net;
  Entry                entry = { 4 * cost + search->eagerness * rest, cost, state };

  if (net->search[state] == net->number && cost >= net->cost[state])
    return;
  net->search[state] = net->number;
  net->cost[state] = cost;
  net->from[state] = from;
  push (net->heap, entry);
}

static void
step (Search *search,
      guint   state,
      gint64  cost,
      guint   next,
      guint   direction,
      guint8  used)
{
  const Crossing *here = crossing_at (search->net, state / 2);
  const Crossing *there = crossing_at (search->net, next);

  cost += ABS ((gint64)there->x - here->x) + ABS ((gint64)there->y - here->y) + COST_USED * used;
  if (direction != state % 2)
    cost += COST_BEND;
  reach (search, 2 * next + direction, state, cost, estimate_rest (search, there));
}

static void
step_to_goals (Search *search,
               guint   state,
               gint64  cost)
{
  const Crossing *here = crossing_at (search->net, state / 2);

  for (guint i = 0; i < 2; i++)
    {
      if (!search->way->has_goal[i] || (search->goal_doors[i].up != state / 2 && search->goal_doors[i].down != state / 2))
        continue;
      reach (search, 2 * search->net->crossings->len + i, state, cost + ABS ((gint64)here->y - search->way->goals[i].y) + (state % 2 == LEVEL ? 2 : 1) * COST_BEND, 0);
    }
}

static void
step_all (Search *search,
          guint   state,
          gint64  cost)
{
  GArray         *crossings = search->net->crossings;
  guint           id = state / 2;
  const Crossing *here = crossing_at (search->net, id);

  if (id + 1 < crossings->len && here[1].level == here->level)
    step (search, state, cost, id + 1, LEVEL, here->used_right);
  if (id > 0 && here[-1].level == here->level)
    step (search, state, cost, id - 1, LEVEL, here[-1].used_right);
  if (here->down != NONE)
    step (search, state, cost, here->down, UPRIGHT, here->used_down);
  if (here->up != NONE)
    step (search, state, cost, here->up, UPRIGHT, crossing_at (search->net, here->up)->used_down);
  step_to_goals (search, state, cost);
}

static void
start (Search *search)
{
  for (guint i = 0; i < 2; i++)
    {
      TenonGraphPoint point = search->way->starts[i];
      Doors           doors = find_doors (search->net, point);
      guint           door[] = { doors.up, doors.down };

      if (!search->way->has_start[i])
        continue;
      for (guint j = 0; j < 2; j++)
        {
          const Crossing *there = door[j] != NONE ? crossing_at (search->net, door[j]) : NULL;

          if (there != NULL)
            reach (search, 2 * door[j] + UPRIGHT, NONE, ABS ((gint64)there->y - point.y) + COST_BEND, estimate_rest (search, there));
        }
    }
}

/* Returns: the goal's state, or NONE */
static guint
run (Search *search,
     guint64 budget)
{
  TenonLayoutChannels *net = search->net;
  guint                goals = 2 * net->crossings->len;

  net->number++;
  g_array_set_size (net->heap, 0);
  start (search);
  while (net->heap->len > 0 && budget > 0 && search->way->budget > 0)
    {
      Entry entry = pop (net->heap);

      if (entry.cost > net->cost[entry.state])
        continue;
      if (entry.state >= goals)
        return entry.state;
      budget--;
      search->way->budget--;
      step_all (search, entry.state, entry.cost);
    }
  return NONE;
}

static void
use_piece (TenonLayoutChannels *net,
           guint                a,
           guint                b)
{
  const Crossing *one = crossing_at (net, a), *two = crossing_at (net, b);
  Crossing       *first = crossing_at (net, one->x < two->x || one->y < two->y ? a : b);
  guint8         *used = one->y == two->y ? &first->used_right : &first->used_down;

  *used = MIN (*used + 1, MAX_USED);
}

/* Which of the starts the first crossing of the way was reached from. */
static guint
find_start (Search *search,
            guint   state)
{
  for (guint i = 0; i < 2; i++)
    {
      Doors doors = find_doors (search->net, search->way->starts[i]);

      if (search->way->has_start[i] && (doors.up == state / 2 || doors.down == state / 2))
        return i;
    }
  return 0;
}

static void
trace (Search *search,
       guint   goal,
       GArray *points)
{
  TenonLayoutChannels *net = search->net;
  guint                last = NONE;

  search->way->goal = goal - 2 * net->crossings->len;
  g_array_set_size (points, 0);
  g_array_append_val (points, search->way->goals[search->way->goal]);
  for (guint state = net->from[goal]; state != NONE; state = net->from[state])
    {
      const Crossing *crossing = crossing_at (net, state / 2);
      TenonGraphPoint point = { crossing->x, crossing->y };

      g_array_append_val (points, point);
      if (last != NONE && last / 2 != state / 2)
        use_piece (net, last / 2, state / 2);
      last = state;
    }
  search->way->start = find_start (search, last);
  g_array_append_val (points, search->way->starts[search->way->start]);
  for (guint i = 0; i < points->len / 2; i++)
    {
      TenonGraphPoint swap = g_array_index (points, TenonGraphPoint, i);

      g_array_index (points, TenonGraphPoint, i) = g_array_index (points, TenonGraphPoint, points->len - 1 - i);
      g_array_index (points, TenonGraphPoint, points->len - 1 - i) = swap;
    }
}

/**
 * tenon_layout_channels_find:
 * @points: (element-type TenonGraphPoint): receives the start, the crossings passed and the goal
 *
 * Ways that have been found are a little dearer for those that come after.
 *
 * Returns: whether there is a way that was found within the budget
 */
gboolean
tenon_layout_channels_find (TenonLayoutChannels *self,
                            TenonLayoutWay      *way,
                            GArray              *points)
{
  Search search = { .net = self, .way = way, .eagerness = EAGER };
  guint  found;

  for (guint i = 0; i < 2; i++)
    search.goal_doors[i] = find_doors (self, way->goals[i]);
  found = run (&search, PATIENCE);
  if (found == NONE && self->heap->len > 0)
    {
      search.eagerness = VERY_EAGER;
      found = run (&search, G_MAXUINT64);
    }
  if (found == NONE)
    return FALSE;
  trace (&search, found, points);
  return TRUE;
}
