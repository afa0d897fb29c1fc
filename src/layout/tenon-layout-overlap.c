/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Removes every overlap and moves as little as that takes: T. Dwyer, K. Marriott, P. Stuckey, "Fast node overlap
 * removal" (Graph Drawing 2005). First the overlaps that are narrower than high are taken apart sideways, then a scan
 * line finds what must stand below what, and all the rest is taken apart downwards. Each time the least squares of the
 * moves are sought by merging what touches into blocks (the paper's satisfy_VPSC). */

#include "layout/tenon-layout-overlap.h"

#include <math.h>

#define EPSILON 1e-7

typedef struct
{
  guint  before;
  guint  after;
  double gap; /* at least this much from the one to the other */
} Constraint;

typedef struct
{
  double  position;
  double  weight;
  double  sum;      /* of what its members want, less their offsets */
  GArray *members;  /* (element-type guint) */
  GArray *entering; /* (element-type guint) constraints whose later end is a member */
} Block;

typedef struct
{
  guint      n;
  GArray    *constraints; /* (element-type Constraint) */
  GPtrArray *blocks;      /* (element-type Block) one for each variable; NULL where merged away */
  guint     *block;       /* of each variable */
  double    *offset;      /* from the position of its block */
} Solver;

static void
block_free (gpointer data)
{
  Block *block = data;

  if (block == NULL)
    return;
  g_array_unref (block->members);
  g_array_unref (block->entering);
  g_free (block);
}

static void
solver_init (Solver       *self,
             const double *wanted,
             guint         n,
             GArray       *constraints)
{
  self->n = n;
  self->constraints = constraints;
  self->blocks = g_ptr_array_new_full (n, block_free);
  self->block = g_new (guint, n);
  self->offset = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    {
      Block *block = g_new0 (Block, 1);

      block->position = wanted[i];
      block->weight = 1;
      block->sum = wanted[i];
      block->members = g_array_new (FALSE, FALSE, sizeof (guint));
      block->entering = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (block->members, i);
      g_ptr_array_add (self->blocks, block);
      self->block[i] = i;
    }
  for (guint i = 0; i < constraints->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, g_array_index (constraints, Constraint, i).after);

      g_array_append_val (block->entering, i);
    }
}

static void
solver_clear (Solver *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self->block);
  g_free (self->offset);
}

static double
position_of (Solver *self,
             guint   variable)
{
  Block *block = g_ptr_array_index (self->blocks, self->block[variable]);

  return block->position + self->offset[variable];
}

/* Puts the smaller of the two into the larger; @distance is from the position of @to to that of @from. */
static void
absorb (Solver *self,
        guint   to,
        guint   from,
        double  distance)
{
  Block *large = g_ptr_array_index (self->blocks, to);
  Block *small = g_ptr_array_index (self->blocks, from);

  for (guint i = 0; i < small->members->len; i++)
    {
      guint variable = g_array_index (small->members, guint, i);

      self->offset[variable] += distance;
      self->block[variable] = to;
    }
  g_array_append_vals (large->members, small->members->data, small->members->len);
  g_array_append_vals (large->entering, small->entering->data, small->entering->len);
  large->sum += small->sum - distance * small->weight;
  large->weight += small->weight;
  large->position = large->sum / large->weight;
  block_free (small);
  self->blocks->pdata[from] = NULL;
}

/* Returns: the most violated constraint that enters the block, or %G_MAXUINT; forgets those within the block */
static guint
find_violated (Solver *self,
               guint   index)
{
  Block *block = g_ptr_array_index (self->blocks, index);
  double worst = EPSILON;
  guint  found = G_MAXUINT;

  for (guint i = 0; i < block->entering->len;)
    {
      guint             id = g_array_index (block->entering, guint, i);
      const Constraint *constraint = &g_array_index (self->constraints, Constraint, id);
      double            violation;

      if (self->block[constraint->before] == index)
        {
          g_array_remove_index_fast (block->entering, i);
          continue;
        }
      violation = position_of (self, constraint->before) + constraint->gap - position_of (self, constraint->after);
      if (violation > worst)
        {
          worst = violation;
          found = id;
        }
      i++;
    }
  return found;
}

static void
merge_before (Solver *self,
              guint   variable)
{
  guint index = self->block[variable];
  guint id;

  while ((id = find_violated (self, index)) != G_MAXUINT)
    {
      const Constraint *constraint = &g_array_index (self->constraints, Constraint, id);
      guint             other = self->block[constraint->before];
      double            distance = self->offset[constraint->before] + constraint->gap - self->offset[constraint->after];
      Block            *here = g_ptr_array_index (self->blocks, index);
      Block            *there = g_ptr_array_index (self->blocks, other);

      if (here->members->len <= there->members->len)
        {
          absorb (self, other, index, distance);
          index = other;
        }
      else
        {
          absorb (self, index, other, -distance);
        }
    }
}

/* @order: the variables such that every constraint leads from an earlier to a later one */
static void
solve (double      *positions,
       guint        n,
       const guint *order,
       GArray      *constraints)
{
  Solver solver;

  solver_init (&solver, positions, n, constraints);
  for (guint i = 0; i < n; i++)
    merge_before (&solver, order[i]);
  for (guint i = 0; i < n; i++)
    positions[i] = position_of (&solver, i);
  solver_clear (&solver);
}

/* The order of the centres */

static int
compare_centres (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const double *centres = data;
  guint         x = *(const guint *)a;
  guint         y = *(const guint *)b;

  if (centres[x] != centres[y])
    return centres[x] < centres[y] ? -1 : 1;
  return x < y ? -1 : x > y;
}

static guint *
order_by (const double *centres,
          guint         n)
{
  guint *order = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof *order, compare_centres, (gpointer)centres);
  return order;
}

static guint *
invert (const guint *order,
        guint        n)
{
  guint *rank = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    rank[order[i]] = i;
  return rank;
}

/* Sideways */

static void
constrain_narrow_overlaps (const TenonLayoutCard *cards,
                           guint                  n,
                           const guint           *order,
                           double                 widest,
                           GArray                *constraints)
{
  for (guint i = 0; i < n; i++)
    {
      const TenonLayoutCard *a = &cards[order[i]];

      for (guint j = i + 1; j < n && cards[order[j]].x - a->x < (a->width + widest) / 2; j++)
        {
          const TenonLayoutCard *b = &cards[order[j]];
          double                 across = (a->width + b->width) / 2 - (b->x - a->x);
          double                 down = (a->height + b->height) / 2 - fabs (b->y - a->y);
          Constraint             constraint = { order[i], order[j], (a->width + b->width) / 2 };

          if (across > 0 && down > 0 && across <= down)
            g_array_append_val (constraints, constraint);
        }
    }
}

static void
separate_sideways (TenonLayoutCard *cards,
                   guint            n)
{
  g_autoptr (GArray) constraints = g_array_new (FALSE, FALSE, sizeof (Constraint));
  g_autofree double *centres = g_new (double, n);
  g_autofree guint  *order = NULL;
  double             widest = 0;

  for (guint i = 0; i < n; i++)
    {
      centres[i] = cards[i].x;
      widest = MAX (widest, cards[i].width);
    }
  order = order_by (centres, n);
  constrain_narrow_overlaps (cards, n, order, widest, constraints);
  solve (centres, n, order, constraints);
  for (guint i = 0; i < n; i++)
    cards[i].x = centres[i];
}

/* Downwards */

typedef struct
{
  double   at;
  guint    card;
  gboolean opens;
} Event;

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *x = a;
  const Event *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  /* What ends where another begins does not meet it. */
  if (x->opens != y->opens)
    return x->opens ? 1 : -1;
  return x->card < y->card ? -1 : x->card > y->card;
}

static GArray *
list_events (const TenonLayoutCard *cards,
             guint                  n)
{
  GArray *events = g_array_sized_new (FALSE, FALSE, sizeof (Event), 2 * n);

  for (guint i = 0; i < n; i++)
    {
      Event begin = { cards[i].x - cards[i].width / 2, i, TRUE };
      Event end = { cards[i].x + cards[i].width / 2, i, FALSE };

      g_array_append_val (events, begin);
      g_array_append_val (events, end);
    }
  g_array_sort (events, compare_events);
  return events;
}

static guint
find_rank (GArray *active,
           guint   rank)
{
  guint low = 0, high = active->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (active, guint, middle) < rank)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
constrain_pair (const TenonLayoutCard *cards,
                guint                  above,
                guint                  below,
                GArray                *constraints)
{
  Constraint constraint = { above, below, (cards[above].height + cards[below].height) / 2 };

  g_array_append_val (constraints, constraint);
}

/* The scan line runs from left to right and knows the cards it crosses from top to bottom. When it leaves one, that
 * must be clear of its neighbours; what lies further away follows from those. */
static void
constrain_scan_line (const TenonLayoutCard *cards,
                     guint                  n,
                     const guint           *order,
                     GArray                *constraints)
{
  g_autoptr (GArray) events = list_events (cards, n);
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *rank = invert (order, n);

  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      guint        at = find_rank (active, rank[event->card]);

      if (event->opens)
        {
          g_array_insert_val (active, at, rank[event->card]);
          continue;
        }
      if (at > 0)
        constrain_pair (cards, order[g_array_index (active, guint, at - 1)], event->card, constraints);
      if (at + 1 < active->len)
        constrain_pair (cards, event->card, order[g_array_index (active, guint, at + 1)], constraints);
      g_array_remove_index (active, at);
    }
}

static void
separate_downwards (TenonLayoutCard *cards,
                    guint            n)
{
  g_autoptr (GArray) constraints = g_array_new (FALSE, FALSE, sizeof (Constraint));
  g_autofree double *centres = g_new (double, n);
  g_autofree guint  *order = NULL;

  for (guint i = 0; i < n; i++)
    centres[i] = cards[i].y;
  order = order_by (centres, n);
  constrain_scan_line (cards, n, order, constraints);
  solve (centres, n, order, constraints);
  for (guint i = 0; i < n; i++)
    cards[i].y = centres[i];
}

/**
 * tenon_layout_separate:
 * @cards: (inout): moved so that no two share more than an edge
 */
void
tenon_layout_separate (TenonLayoutCard *cards,
                       guint            n_cards)
{
  separate_sideways (cards, n_cards);
  separate_downwards (cards, n_cards);
}
