/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The frames around areas of which some cards have a place already: the others join those, card by card, so that no frame
 * closes around a stranger. */

#include "layout/tenon-layout-frames.h"

#include <math.h>

/* Room around a card that joins others, where there is little room, and between frames. */
#define GAP_X 32
#define GAP_Y 20
#define GAP_TIGHT 16
#define GAP_FRAME 24
/* How far from where it wants to be a card looks for room, in steps. */
#define SEARCH_STEP 32
#define SEARCH_RINGS 100
/* Cards beside which it tries to stand when there is little room. */
#define MOST_NEAR 100

typedef struct
{
  TenonGraph      *graph;
  TenonLayoutGrid *grid;    /* cards with a place */
  TenonLayoutBox  *frames;  /* of each area, around those of its cards */
  GHashTable     **members; /* of each area: index of a node and 1 */
} Frames;

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static TenonLayoutBox
box_of (const TenonGraphNode *node)
{
  return (TenonLayoutBox){ node->x, node->y, (double)node->x + node->width, (double)node->y + node->height };
}

static void
stretch (TenonLayoutBox       *frame,
         const TenonGraphNode *node)
{
  frame->left = MIN (frame->left, (double)node->x - TENON_GRAPH_AREA_PADDING);
  frame->top = MIN (frame->top, (double)node->y - TENON_GRAPH_AREA_PADDING - TENON_GRAPH_AREA_TITLE);
  frame->right = MAX (frame->right, (double)node->x + node->width + TENON_GRAPH_AREA_PADDING);
  frame->bottom = MAX (frame->bottom, (double)node->y + node->height + TENON_GRAPH_AREA_PADDING);
}

/**
 * tenon_layout_frame_around:
 * @members: (element-type guint): nodes
 * @placed_only: whether only those that have a place count
 */
TenonLayoutBox
tenon_layout_frame_around (TenonGraph *graph,
                           GArray     *members,
                           gboolean    placed_only)
{
  TenonLayoutBox frame = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < members->len; i++)
    {
      const TenonGraphNode *node = node_at (graph, g_array_index (members, guint, i));

      if (node->is_placed || !placed_only)
        stretch (&frame, node);
    }
  return frame;
}

gboolean
tenon_layout_frame_is_empty (const TenonLayoutBox *frame)
{
  return frame->left > frame->right;
}

static gboolean
meet (const TenonLayoutBox *a,
      const TenonLayoutBox *b)
{
  return !tenon_layout_frame_is_empty (a) && !tenon_layout_frame_is_empty (b) && tenon_layout_boxes_meet (a, b);
}

static void
frames_init (Frames     *self,
             TenonGraph *graph)
{
  self->graph = graph;
  self->grid = tenon_layout_grid_new (256);
  self->frames = g_new (TenonLayoutBox, graph->areas->len);
  self->members = g_new (GHashTable *, graph->areas->len);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonLayoutBox box = box_of (node_at (graph, i));

      if (node_at (graph, i)->is_placed)
        tenon_layout_grid_add (self->grid, i, &box);
    }
  for (guint i = 0; i < graph->areas->len; i++)
    {
      GArray *area = g_ptr_array_index (graph->areas, i);

      self->frames[i] = tenon_layout_frame_around (graph, area, TRUE);
      self->members[i] = g_hash_table_new (NULL, NULL);
      for (guint j = 0; j < area->len; j++)
        g_hash_table_add (self->members[i], GUINT_TO_POINTER (g_array_index (area, guint, j) + 1));
    }
}

static void
frames_clear (Frames *self)
{
  tenon_layout_grid_free (self->grid);
  g_free (self->frames);
  for (guint i = 0; i < self->graph->areas->len; i++)
    g_hash_table_unref (self->members[i]);
  g_free (self->members);
}

static gboolean
contains (Frames *self,
          guint   area,
          guint   node)
{
  return g_hash_table_contains (self->members[area], GUINT_TO_POINTER (node + 1));
}

static gboolean
share_members (Frames *self,
               guint   a,
               guint   b)
{
  GArray *members = g_ptr_array_index (self->graph->areas, a);

  for (guint i = 0; i < members->len; i++)
    {
      if (contains (self, b, g_array_index (members, guint, i)))
        return TRUE;
    }
  return FALSE;
}

/* Strangers */

typedef struct
{
  Frames               *frames;
  guint                 area;
  const TenonLayoutBox *old;
  gboolean              is_met;
} Stranger;

static gboolean
note_stranger (guint                 id,
               const TenonLayoutBox *box,
               gpointer              data)
{
  Stranger *stranger = data;

  stranger->is_met = !contains (stranger->frames, stranger->area, id) && !meet (stranger->old, box);
  return !stranger->is_met;
}

/* Returns: whether the area's frame may become @frame: nobody else's card or frame comes to be in it that was not yet */
static gboolean
may_become (Frames               *self,
            guint                 area,
            const TenonLayoutBox *frame)
{
  const TenonLayoutBox *old = &self->frames[area];
  Stranger              stranger = { self, area, old, FALSE };
  TenonLayoutBox        wide = { frame->left - GAP_FRAME, frame->top - GAP_FRAME, frame->right + GAP_FRAME, frame->bottom + GAP_FRAME };

  tenon_layout_grid_visit (self->grid, frame, note_stranger, &stranger);
  if (stranger.is_met)
    return FALSE;
  for (guint i = 0; i < self->graph->areas->len; i++)
    {
      if (i != area && meet (&self->frames[i], &wide) && !meet (&self->frames[i], old) && !share_members (self, area, i))
        return FALSE;
    }
  return TRUE;
}

/* Returns: whether the area can take in those of @newcomers that are its own, and the others stay out of it */
static gboolean
takes_in (Frames *self,
          guint   area,
          GArray *newcomers)
{
  TenonLayoutBox frame = self->frames[area];
  gboolean       grows = FALSE;

  for (guint i = 0; i < newcomers->len; i++)
    {
      guint id = g_array_index (newcomers, guint, i);

      if (!contains (self, area, id))
        continue;
      stretch (&frame, node_at (self->graph, id));
      grows = TRUE;
    }
  for (guint i = 0; i < newcomers->len; i++)
    {
      guint          id = g_array_index (newcomers, guint, i);
      TenonLayoutBox box = box_of (node_at (self->graph, id));

      if (!contains (self, area, id) && meet (&frame, &box))
        return FALSE;
    }
  return !grows || may_become (self, area, &frame);
}

/**
 * tenon_layout_frames_are_clear:
 * @newcomers: (element-type guint): those that have just got a place, and stand in the graph as if they had none
 *
 * Returns: whether they may stay: they are clear of others, and no frame would close around a stranger
 */
gboolean
tenon_layout_frames_are_clear (TenonGraph *graph,
                               GArray     *newcomers)
{
  Frames   self;
  gboolean is_clear = TRUE;

  frames_init (&self, graph);
  for (guint i = 0; i < newcomers->len && is_clear; i++)
    {
      TenonLayoutBox box = box_of (node_at (graph, g_array_index (newcomers, guint, i)));

      box = (TenonLayoutBox){ box.left - GAP_X / 2.0, box.top - GAP_Y / 2.0, box.right + GAP_X / 2.0, box.bottom + GAP_Y / 2.0 };
      is_clear = tenon_layout_grid_is_free (self.grid, &box);
    }
  for (guint i = 0; i < graph->areas->len && is_clear; i++)
    is_clear = takes_in (&self, i, newcomers);
  frames_clear (&self);
  return is_clear;
}

/* Settling */

/* What is asked of a place. */
typedef struct
{
  double   gap_x;
  double   gap_y;
  gboolean may_enclose; /* frames it stretches may close around strangers that stand */
} Terms;

static gboolean
is_permitted (Frames      *self,
              guint        id,
              const Terms *terms)
{
  const TenonGraphNode *node = node_at (self->graph, id);
  TenonLayoutBox        box = box_of (node);
  TenonLayoutBox        wide = { box.left - terms->gap_x, box.top - terms->gap_y, box.right + terms->gap_x, box.bottom + terms->gap_y };

  if (!tenon_layout_grid_is_free (self->grid, &wide))
    return FALSE;
  for (guint i = 0; i < self->graph->areas->len; i++)
    {
      TenonLayoutBox frame = self->frames[i];

      if (!contains (self, i, id))
        {
          if (meet (&frame, &wide))
            return FALSE;
          continue;
        }
      stretch (&frame, node);
      if (!terms->may_enclose && !may_become (self, i, &frame))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  double x;
  double y;
  guint  n;
} Pull;

static void
pull (Pull                 *self,
      const TenonGraphNode *node)
{
  self->x += node->x + node->width / 2.0;
  self->y += node->y + node->height / 2.0;
  self->n++;
}

/* Amid those it refers to and that refer to it; where there are none, amid its area. */
static TenonGraphPoint
wish_of (Frames *self,
         guint   id)
{
  const TenonGraphNode *node = node_at (self->graph, id);
  Pull                  sum = { 0, 0, 0 };

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      guint                 other = edge->from == id ? edge->to : edge->from;

      if ((edge->from == id || edge->to == id) && node_at (self->graph, other)->is_placed)
        pull (&sum, node_at (self->graph, other));
    }
  for (guint i = 0; i < self->graph->areas->len; i++)
    {
      TenonLayoutBox *frame = &self->frames[i];

      if (!contains (self, i, id) || tenon_layout_frame_is_empty (frame))
        continue;
      sum.x += (frame->left + frame->right) / 2;
      sum.y += (frame->top + frame->bottom) / 2;
      sum.n++;
    }
  return (TenonGraphPoint){ (int)round (sum.x / MAX (sum.n, 1) - node->width / 2.0), (int)round (sum.y / MAX (sum.n, 1) - node->height / 2.0) };
}

/* The nearest place found so far. */
typedef struct
{
  Frames         *frames;
  guint           id;
  TenonGraphPoint wish;
  TenonGraphPoint found;
  double          best;
} Search;

static void
try_at (Search      *self,
        const Terms *terms,
        double       x,
        double       y)
{
  TenonGraphNode *node = node_at (self->frames->graph, self->id);
  double          dx = x - self->wish.x, dy = y - self->wish.y;

  if (dx * dx + dy * dy >= self->best)
    return;
  node->x = (int)x;
  node->y = (int)y;
  if (!is_permitted (self->frames, self->id, terms))
    return;
  self->best = dx * dx + dy * dy;
  self->found = (TenonGraphPoint){ node->x, node->y };
}

/* Ring by ring around where it wants to be. */
static void
search_around (Search      *self,
               const Terms *terms)
{
  for (int ring = 0; ring <= SEARCH_RINGS && (double)ring * ring * SEARCH_STEP * SEARCH_STEP < self->best; ring++)
    {
      double radius = ring * SEARCH_STEP;

      for (int along = -ring; along <= ring; along++)
        {
          try_at (self, terms, self->wish.x + radius, self->wish.y + along * SEARCH_STEP);
          try_at (self, terms, self->wish.x - radius, self->wish.y + along * SEARCH_STEP);
          try_at (self, terms, self->wish.x + along * SEARCH_STEP, self->wish.y - radius);
          try_at (self, terms, self->wish.x + along * SEARCH_STEP, self->wish.y + radius);
        }
    }
}

/* Flush with cards of its areas, or right beside them. */
static void
search_corners (Search      *self,
                const Terms *terms)
{
  TenonGraph           *graph = self->frames->graph;
  const TenonGraphNode *node = node_at (graph, self->id);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (TenonLayoutBox));

  for (guint i = 0; i < graph->areas->len; i++)
    {
      GArray *area = g_ptr_array_index (graph->areas, i);

      for (guint j = 0; j < area->len && near->len < MOST_NEAR && contains (self->frames, i, self->id); j++)
        {
          TenonLayoutBox box = box_of (node_at (graph, g_array_index (area, guint, j)));

          if (node_at (graph, g_array_index (area, guint, j))->is_placed)
            g_array_append_val (near, box);
        }
    }
  for (guint i = 0; i < near->len; i++)
    {
      TenonLayoutBox a = g_array_index (near, TenonLayoutBox, i);
      double         x[] = { a.left - node->width - terms->gap_x - 1, a.left, a.right - node->width, a.right + terms->gap_x + 1 };

      for (guint j = 0; j < near->len; j++)
        {
          TenonLayoutBox b = g_array_index (near, TenonLayoutBox, j);
          double         y[] = { b.top - node->height - terms->gap_y - 1, b.top, b.bottom - node->height, b.bottom + terms->gap_y + 1 };

          for (guint k = 0; k < 16; k++)
            try_at (self, terms, x[k / 4], y[k % 4]);
        }
    }
}

/* Where there is no room far and wide it stands below everything. */
static TenonGraphPoint
find_place (Frames *self,
            guint   id)
{
  const Terms easy = { GAP_X, GAP_Y, FALSE }, tight = { GAP_TIGHT, GAP_TIGHT, FALSE }, any = { GAP_TIGHT, GAP_TIGHT, TRUE };
  Search      search = { self, id, wish_of (self, id), { 0, 0 }, G_MAXDOUBLE };
  double      bottom = search.wish.y;

  search_around (&search, &easy);
  if (search.best == G_MAXDOUBLE)
    search_corners (&search, &tight);
  if (search.best == G_MAXDOUBLE)
    search_around (&search, &any);
  if (search.best < G_MAXDOUBLE)
    return search.found;
  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      TenonLayoutBox box = box_of (node_at (self->graph, i));

      if (node_at (self->graph, i)->is_placed)
        bottom = MAX (bottom, box.bottom + 2 * GAP_Y);
    }
  return (TenonGraphPoint){ search.wish.x, (int)bottom };
}

/* Returns: the place in @left of the one with the most lines to what has a place, the first of several */
static guint
pick_next (TenonGraph *graph,
           GArray     *left)
{
  g_autofree guint *n_ties = g_new0 (guint, graph->nodes->len);
  guint             best = 0;

  for (guint i = 0; i < graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      n_ties[edge->from] += node_at (graph, edge->to)->is_placed;
      n_ties[edge->to] += node_at (graph, edge->from)->is_placed;
    }
  for (guint i = 1; i < left->len; i++)
    {
      if (n_ties[g_array_index (left, guint, i)] > n_ties[g_array_index (left, guint, best)])
        best = i;
    }
  return best;
}

static void
settle (Frames *self,
        guint   id)
{
  TenonGraphNode *node = node_at (self->graph, id);
  TenonGraphPoint place = find_place (self, id);
  TenonLayoutBox  box;

  node->x = place.x;
  node->y = place.y;
  node->is_placed = TRUE;
  box = box_of (node);
  tenon_layout_grid_add (self->grid, id, &box);
  for (guint i = 0; i < self->graph->areas->len; i++)
    {
      if (contains (self, i, id))
        stretch (&self->frames[i], node);
    }
}

/**
 * tenon_layout_frames_settle:
 * @graph: (inout): the newcomers get a place
 * @newcomers: (element-type guint): nodes without one
 *
 * The one with the most lines to what has a place goes first, and takes the nearest free place at which no frame, its own
 * or another, closes around a stranger; around strangers that stand already only where there is no such place.
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_layout_frames_settle (TenonGraph     *graph,
                            GArray         *newcomers,
                            TenonLayoutRun *run)
{
  g_autoptr (GArray) left = g_array_copy (newcomers);
  Frames self;

  frames_init (&self, graph);
  while (left->len > 0 && tenon_layout_run_advance (run, 1))
    {
      guint next = pick_next (graph, left);

      settle (&self, g_array_index (left, guint, next));
      g_array_remove_index (left, next);
    }
  frames_clear (&self);
  return left->len == 0;
}
