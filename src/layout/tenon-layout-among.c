/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layers for a few cards amid others: those that have no place are arranged among themselves, stay where they were as a
 * whole, and push nobody. */

#include "layout/tenon-layout.h"

#include "layout/tenon-layout-grid.h"

#include <math.h>

/* Room between a card that gets a place and one that has it. */
#define GAP_X 32
#define GAP_Y 20
/* How far the whole looks for room, in steps: further away it would not be where it was. */
#define SEARCH_STEP 32
#define SEARCH_RINGS 24

typedef struct
{
  TenonGraph *graph;
  TenonGraph *block;  /* copies of those without a place, in layers */
  GArray     *chosen; /* (element-type guint) which node each of the block's is */
  GArray     *others; /* (element-type guint) those with a place, by their top */
} Among;

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static TenonGraphNode *
chosen_at (Among *self,
           guint  i)
{
  return node_at (self->graph, g_array_index (self->chosen, guint, i));
}

static int
compare_tops (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  guint                 i = *(const guint *)a, j = *(const guint *)b;
  const TenonGraphNode *x = node_at (data, i), *y = node_at (data, j);

  if (x->y != y->y)
    return x->y < y->y ? -1 : 1;
  return i < j ? -1 : i > j;
}

static void
choose (Among *self)
{
  g_autofree guint *place_of = g_new (guint, MAX (self->graph->nodes->len, 1));

  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      TenonGraphNode *node = node_at (self->graph, i);

      place_of[i] = node->is_placed ? G_MAXUINT : self->chosen->len;
      g_array_append_val (node->is_placed ? self->others : self->chosen, i);
      if (!node->is_placed)
        tenon_graph_add_node (self->block, node->id, node->width, node->height);
    }
  g_array_sort_with_data (self->others, compare_tops, self->graph);
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);

      if (place_of[edge->from] != G_MAXUINT && place_of[edge->to] != G_MAXUINT)
        tenon_graph_add_edge (self->block, place_of[edge->from], place_of[edge->to], edge->from_port, edge->to_port);
    }
}

/* The middle of the rectangle around the block's nodes or what they are copies of. */
static TenonGraphPoint
middle_of (Among   *self,
           gboolean of_block)
{
  gint64 left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      TenonGraphNode *node = of_block ? node_at (self->block, i) : chosen_at (self, i);

      left = MIN (left, node->x);
      top = MIN (top, node->y);
      right = MAX (right, (gint64)node->x + node->width);
      bottom = MAX (bottom, (gint64)node->y + node->height);
    }
  return (TenonGraphPoint){ (int)((left + right) / 2), (int)((top + bottom) / 2) };
}

static void
move_block (Among *self,
            int    dx,
            int    dy)
{
  for (guint i = 0; i < self->block->nodes->len; i++)
    {
      node_at (self->block, i)->x += dx;
      node_at (self->block, i)->y += dy;
    }
}

/* As a whole */

static gboolean
fits (Among           *self,
      TenonLayoutGrid *grid,
      int              dx,
      int              dy)
{
  for (guint i = 0; i < self->block->nodes->len; i++)
    {
      const TenonGraphNode *node = node_at (self->block, i);
      TenonLayoutBox        box = { (double)node->x + dx - GAP_X, (double)node->y + dy - GAP_Y, (double)node->x + dx + node->width + GAP_X, (double)node->y + dy + node->height + GAP_Y };

      if (!tenon_layout_grid_is_free (grid, &box))
        return FALSE;
    }
  return TRUE;
}

/* Ring by ring. Returns: whether there is room near by; the block has moved there then */
static gboolean
move_to_room (Among *self)
{
  g_autoptr (TenonLayoutGrid) grid = tenon_layout_grid_new (256);
  double best = G_MAXDOUBLE;
  int    best_x = 0, best_y = 0;

  for (guint i = 0; i < self->others->len; i++)
    {
      const TenonGraphNode *node = node_at (self->graph, g_array_index (self->others, guint, i));
      TenonLayoutBox        box = { node->x, node->y, (double)node->x + node->width, (double)node->y + node->height };

      tenon_layout_grid_add (grid, i, &box);
    }
  for (int ring = 0; ring <= SEARCH_RINGS && best > (double)ring * ring; ring++)
    {
      for (int y = -ring; y <= ring; y++)
        {
          for (int x = -ring; x <= ring; x += ABS (y) == ring ? 1 : 2 * ring)
            {
              double distance = (double)x * x + (double)y * y;

              if (distance >= best || !fits (self, grid, x * SEARCH_STEP, y * SEARCH_STEP))
                continue;
              best = distance;
              best_x = x * SEARCH_STEP;
              best_y = y * SEARCH_STEP;
            }
        }
    }
  move_block (self, best_x, best_y);
  return best < G_MAXDOUBLE;
}

/* Card by card */

static gboolean
shares_column (const TenonGraphNode *a,
               const TenonGraphNode *b)
{
  return (gint64)a->x < (gint64)b->x + b->width + GAP_X && (gint64)b->x < (gint64)a->x + a->width + GAP_X;
}

/* Returns: @y, or the nearest height from there on, away from the middle, where the card is clear of others */
static int
slip_past_others (Among                *self,
                  const TenonGraphNode *card,
                  int                   y,
                  gboolean              downwards)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      guint                 at = downwards ? i : self->others->len - 1 - i;
      const TenonGraphNode *other = node_at (self->graph, g_array_index (self->others, guint, at));

      if (!shares_column (card, other) || y >= other->y + other->height + GAP_Y || y + card->height + GAP_Y <= other->y)
        continue;
      y = downwards ? other->y + other->height + GAP_Y : other->y - GAP_Y - card->height;
    }
  return y;
}

typedef struct
{
  guint card; /* of the block */
  int   distance;
} Turn;

static int
compare_turns (gconstpointer a,
               gconstpointer b)
{
  const Turn *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->card < y->card ? -1 : x->card > y->card;
}

/* Every card stays in its column: those below the middle give way downwards, the others upwards, the inner ones first,
 * and none overtakes another. */
static void
slip_apart (Among *self)
{
  int               middle = middle_of (self, TRUE).y;
  guint             n = self->block->nodes->len;
  g_autofree Turn  *turns = g_new (Turn, n);
  g_autofree guint *half = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      const TenonGraphNode *card = node_at (self->block, i);
      int                   from_middle = card->y + card->height / 2 - middle;

      turns[i] = (Turn){ i, ABS (from_middle) };
      half[i] = from_middle >= 0;
    }
  qsort (turns, n, sizeof *turns, compare_turns);
  for (guint i = 0; i < n; i++)
    {
      TenonGraphNode *card = node_at (self->block, turns[i].card);
      gboolean        downwards = half[turns[i].card];

      for (guint j = 0; j < i; j++)
        {
          const TenonGraphNode *inner = node_at (self->block, turns[j].card);

          if (half[turns[j].card] != downwards || !shares_column (card, inner))
            continue;
          card->y = downwards ? MAX (card->y, inner->y + inner->height + GAP_Y) : MIN (card->y, inner->y - GAP_Y - card->height);
        }
      card->y = slip_past_others (self, card, card->y, downwards);
    }
}

static void
write_down (Among *self)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      TenonGraphNode *node = chosen_at (self, i);

      node->x = node_at (self->block, i)->x;
      node->y = node_at (self->block, i)->y;
      node->is_placed = TRUE;
    }
}

/**
 * tenon_layout_arrange_layered_among:
 * @graph: (inout): nodes that have a place keep it; the others are arranged in layers and stand, as a whole, around the
 *   middle of where they were
 *
 * Where that is taken, the whole moves to the nearest room; where there is none near by, its cards slip up and down past
 * those that stand there, each in its layer. For a few dozen cards, as tenon_layout_arrange_layered().
 *
 * Returns: (transfer full) (element-type guint): the nodes that got a place
 */
GArray *
tenon_layout_arrange_layered_among (TenonGraph *graph)
{
  Among           self = { .graph = graph };
  TenonGraphPoint before, after;

  self.block = tenon_graph_new ();
  self.chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  self.others = g_array_new (FALSE, FALSE, sizeof (guint));
  choose (&self);
  if (self.chosen->len > 0)
    {
      tenon_layout_arrange_layered (self.block);
      before = middle_of (&self, FALSE);
      after = middle_of (&self, TRUE);
      move_block (&self, before.x - after.x, before.y - after.y);
      if (!move_to_room (&self))
        slip_apart (&self);
      write_down (&self);
    }
  tenon_graph_free (self.block);
  g_array_unref (self.others);
  return self.chosen;
}
