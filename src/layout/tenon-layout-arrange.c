/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gives every card of a graph a place: whole graphs by forces, component by component, and newcomers beside their
 * neighbours without moving anybody. */

#include "layout/tenon-layout.h"

#include "layout/tenon-layout-areas.h"
#include "layout/tenon-layout-component.h"
#include "layout/tenon-layout-grid.h"
#include "layout/tenon-layout-improve.h"
#include "layout/tenon-layout-pack.h"

#include <math.h>
#include <string.h>

/* Room around cards in pixels: beside them for lines to turn, above and below to tell them apart. */
#define GAP_X 64
#define GAP_Y 40
/* A card that many lines lead to has more room beside it, so that each gets a track of its own on its way in. */
#define LINES_WITHOUT 12
#define GAP_LINE 6
#define GAP_LINES 240
/* A newcomer makes do with less: near is worth more to it than wide. */
#define GAP_NEWCOMER_X 32
#define GAP_NEWCOMER_Y 20
/* Between components. */
#define GAP_COMPONENT 40
/* Breadth over height of the whole: that of what a window shows between its panes, and a little more. */
#define ASPECT 1.25
/* Where the generator starts. */
#define SEED G_GUINT64_CONSTANT (0x7e0000a11ce5eed5)
/* How far from where it wants to be a newcomer looks for room, in steps. */
#define SEARCH_STEP 32
#define SEARCH_RINGS 160

typedef struct
{
  TenonGraph     *graph;
  TenonLayoutRun *run;
  guint           n;
  double         *x; /* of the centres, as found so far */
  double         *y;
  GPtrArray      *components; /* (element-type GArray of guint) nodes that hang together */
} Arrangement;

static TenonGraphNode *
node_at (Arrangement *self,
         guint        i)
{
  return g_ptr_array_index (self->graph->nodes, i);
}

static TenonGraphEdge *
edge_at (Arrangement *self,
         guint        i)
{
  return g_ptr_array_index (self->graph->edges, i);
}

/* Components */

static guint
find_root (guint *parent,
           guint  i)
{
  while (parent[i] != i)
    {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
  return i;
}

/* In the order of their first nodes. @wanted: (nullable): the nodes that count; others and their lines are left out */
static void
find_components (Arrangement    *self,
                 const gboolean *wanted)
{
  g_autofree guint *parent = g_new (guint, MAX (self->n, 1));
  g_autofree guint *component = g_new (guint, MAX (self->n, 1));

  for (guint i = 0; i < self->n; i++)
    {
      parent[i] = i;
      component[i] = G_MAXUINT;
    }
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (self, i);
      guint           a = find_root (parent, edge->from);
      guint           b = find_root (parent, edge->to);

      if (wanted == NULL || (wanted[edge->from] && wanted[edge->to]))
        parent[MAX (a, b)] = MIN (a, b);
    }
  self->components = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < self->n; i++)
    {
      guint root = find_root (parent, i);

      if (wanted != NULL && !wanted[i])
        continue;
      if (component[root] == G_MAXUINT)
        {
          component[root] = self->components->len;
          g_ptr_array_add (self->components, g_array_new (FALSE, FALSE, sizeof (guint)));
        }
      g_array_append_val ((GArray *)g_ptr_array_index (self->components, component[root]), i);
    }
}

/* One component */

/* @place_of: of each node, its place among the members; %G_MAXUINT: none of them */
static GArray *
list_ties (Arrangement *self,
           const guint *place_of)
{
  GArray *ties = g_array_new (FALSE, FALSE, sizeof (TenonLayoutTie));

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (self, i);
      TenonLayoutTie  tie = { place_of[edge->from], place_of[edge->to], 0, 0 };

      if (tie.from == G_MAXUINT || tie.to == G_MAXUINT)
        continue;
      tie.from_port = edge->from_port - node_at (self, edge->from)->height / 2.0;
      tie.to_port = edge->to_port - node_at (self, edge->to)->height / 2.0;
      g_array_append_val (ties, tie);
    }
  return ties;
}

/* Returns: of each member, how many lines begin or end there */
static guint *
count_lines (GArray *ties,
             guint   n)
{
  guint *n_lines = g_new0 (guint, n);

  for (guint i = 0; i < ties->len; i++)
    {
      n_lines[g_array_index (ties, TenonLayoutTie, i).from]++;
      n_lines[g_array_index (ties, TenonLayoutTie, i).to]++;
    }
  return n_lines;
}

/* Sets the centres of the members. Returns: %FALSE when cancelled */
static gboolean
arrange_component (Arrangement *self,
                   GArray      *members,
                   guint       *place_of)
{
  g_autofree TenonLayoutCard *cards = g_new0 (TenonLayoutCard, members->len);
  g_autofree guint           *n_lines = NULL;
  g_autoptr (GArray) ties = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      TenonGraphNode *node = node_at (self, g_array_index (members, guint, i));

      place_of[g_array_index (members, guint, i)] = i;
      cards[i].width = node->width + GAP_X;
      cards[i].height = node->height + GAP_Y;
    }
  ties = list_ties (self, place_of);
  n_lines = count_lines (ties, members->len);
  for (guint i = 0; i < members->len; i++)
    {
      place_of[g_array_index (members, guint, i)] = G_MAXUINT;
      if (n_lines[i] > LINES_WITHOUT)
        cards[i].width += MIN (GAP_LINE * (n_lines[i] - LINES_WITHOUT), GAP_LINES);
    }
  if (!tenon_layout_component_arrange (cards, members->len, ties, ASPECT, self->run))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      self->x[g_array_index (members, guint, i)] = cards[i].x;
      self->y[g_array_index (members, guint, i)] = cards[i].y;
    }
  return TRUE;
}

static TenonLayoutBox
box_around (TenonGraphNode *node,
            double          x,
            double          y,
            double          gap_x,
            double          gap_y)
{
  TenonLayoutBox box = {
    .left = x - node->width / 2.0 - gap_x,
    .top = y - node->height / 2.0 - gap_y,
    .right = x + node->width / 2.0 + gap_x,
    .bottom = y + node->height / 2.0 + gap_y,
  };

  return box;
}

static TenonLayoutBox
bounds_of (Arrangement *self,
           GArray      *members)
{
  TenonLayoutBox bounds = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < members->len; i++)
    {
      guint          id = g_array_index (members, guint, i);
      TenonLayoutBox box = box_around (node_at (self, id), self->x[id], self->y[id], 0, 0);

      bounds.left = MIN (bounds.left, box.left);
      bounds.top = MIN (bounds.top, box.top);
      bounds.right = MAX (bounds.right, box.right);
      bounds.bottom = MAX (bounds.bottom, box.bottom);
    }
  return bounds;
}

static void
pack_components (Arrangement *self)
{
  g_autofree TenonLayoutParcel *parcels = g_new0 (TenonLayoutParcel, MAX (self->components->len, 1));

  for (guint i = 0; i < self->components->len; i++)
    {
      GArray        *members = g_ptr_array_index (self->components, i);
      TenonLayoutBox bounds = bounds_of (self, members);
      int            gap = members->len > 1 ? GAP_COMPONENT : 0;

      parcels[i].width = (int)ceil (bounds.right - bounds.left) + GAP_X + gap;
      parcels[i].height = (int)ceil (bounds.bottom - bounds.top) + GAP_Y + gap;
    }
  tenon_layout_pack (parcels, self->components->len, ASPECT);
  for (guint i = 0; i < self->components->len; i++)
    {
      GArray        *members = g_ptr_array_index (self->components, i);
      TenonLayoutBox bounds = bounds_of (self, members);

      for (guint j = 0; j < members->len; j++)
        {
          guint id = g_array_index (members, guint, j);

          self->x[id] += parcels[i].x + GAP_COMPONENT - bounds.left;
          self->y[id] += parcels[i].y + GAP_COMPONENT - bounds.top;
        }
    }
}

/* Everything in @wanted, from the origin on. Returns: %FALSE when cancelled */
static gboolean
arrange_afresh (Arrangement    *self,
                const gboolean *wanted)
{
  g_autofree guint *place_of = g_new (guint, MAX (self->n, 1));

  find_components (self, wanted);
  for (guint i = 0; i < self->n; i++)
    place_of[i] = G_MAXUINT;
  for (guint i = 0; i < self->components->len; i++)
    self->run->total += tenon_layout_component_estimate (((GArray *)g_ptr_array_index (self->components, i))->len);
  for (guint i = 0; i < self->components->len; i++)
    {
      GArray *members = g_ptr_array_index (self->components, i);

      if (members->len > 1 && !arrange_component (self, members, place_of))
        return FALSE;
    }
  pack_components (self);
  return TRUE;
}

/* Newcomers */

static TenonLayoutGrid *
make_grid (Arrangement    *self,
           const gboolean *is_there)
{
  TenonLayoutGrid *grid = tenon_layout_grid_new (256);

  for (guint i = 0; i < self->n; i++)
    {
      TenonLayoutBox box = box_around (node_at (self, i), self->x[i], self->y[i], 0, 0);

      if (is_there[i])
        tenon_layout_grid_add (grid, i, &box);
    }
  return grid;
}

static gboolean
try_place (TenonLayoutGrid *grid,
           TenonGraphNode  *node,
           double           x,
           double           y,
           double           wanted_x,
           double           wanted_y,
           double          *best,
           double          *best_x,
           double          *best_y)
{
  TenonLayoutBox box = box_around (node, x, y, GAP_NEWCOMER_X, GAP_NEWCOMER_Y);
  double         dx = x - wanted_x;
  /* People look along lines of text: a place beside is better than one above or below. */
  double dy = (y - wanted_y) * 1.25;
  double distance = dx * dx + dy * dy;

  if (distance >= *best || !tenon_layout_grid_is_free (grid, &box))
    return FALSE;
  *best = distance;
  *best_x = x;
  *best_y = y;
  return TRUE;
}

/* Finds the free place nearest to (@x, @y) ring by ring; where there is none far and wide, below everything. */
static void
settle (Arrangement     *self,
        TenonLayoutGrid *grid,
        guint            id,
        double           bottom)
{
  TenonGraphNode *node = node_at (self, id);
  double          wanted_x = self->x[id], wanted_y = self->y[id];
  double          best = G_MAXDOUBLE;

  for (int ring = 0; ring <= SEARCH_RINGS; ring++)
    {
      double radius = ring * SEARCH_STEP;

      if (radius * radius >= best)
        return;
      for (int along = -ring; along <= ring; along++)
        {
          double offset = along * SEARCH_STEP;

          try_place (grid, node, wanted_x + radius, wanted_y + offset, wanted_x, wanted_y, &best, &self->x[id], &self->y[id]);
          try_place (grid, node, wanted_x - radius, wanted_y + offset, wanted_x, wanted_y, &best, &self->x[id], &self->y[id]);
          try_place (grid, node, wanted_x + offset, wanted_y - radius, wanted_x, wanted_y, &best, &self->x[id], &self->y[id]);
          try_place (grid, node, wanted_x + offset, wanted_y + radius, wanted_x, wanted_y, &best, &self->x[id], &self->y[id]);
        }
    }
  if (best < G_MAXDOUBLE)
    return;
  self->x[id] = wanted_x;
  self->y[id] = bottom + GAP_Y + node->height / 2.0;
}

static double
find_bottom (Arrangement    *self,
             const gboolean *is_there)
{
  double bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < self->n; i++)
    {
      if (is_there[i])
        bottom = MAX (bottom, self->y[i] + node_at (self, i)->height / 2.0);
    }
  return bottom;
}

static void
add_settled (Arrangement     *self,
             TenonLayoutGrid *grid,
             gboolean        *is_there,
             guint            id,
             double          *bottom)
{
  TenonGraphNode *node = node_at (self, id);
  TenonLayoutBox  box;

  settle (self, grid, id, *bottom);
  /* Whole pixels, so that what is free here is free in the graph. */
  self->x[id] = round (self->x[id] - node->width / 2.0) + node->width / 2.0;
  self->y[id] = round (self->y[id] - node->height / 2.0) + node->height / 2.0;
  box = box_around (node, self->x[id], self->y[id], 0, 0);
  is_there[id] = TRUE;
  tenon_layout_grid_add (grid, id, &box);
  *bottom = MAX (*bottom, box.bottom);
}

typedef struct
{
  double x;
  double y;
  guint  n;
} Pull;

static void
pull (Arrangement    *self,
      Pull           *pulls,
      const gboolean *is_there,
      guint           to,
      guint           from)
{
  if (is_there[to] || !is_there[from])
    return;
  pulls[to].x += self->x[from];
  pulls[to].y += self->y[from];
  pulls[to].n++;
}

/* The newcomer with the most neighbours that have a place, or %G_MAXUINT; its wish is the middle of those. */
static guint
pick_newcomer (Arrangement    *self,
               const gboolean *is_there,
               Pull           *pulls)
{
  guint best = G_MAXUINT;

  memset (pulls, 0, self->n * sizeof *pulls);
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (self, i);

      pull (self, pulls, is_there, edge->from, edge->to);
      pull (self, pulls, is_there, edge->to, edge->from);
    }
  for (guint i = 0; i < self->n; i++)
    {
      if (pulls[i].n > 0 && (best == G_MAXUINT || pulls[i].n > pulls[best].n))
        best = i;
    }
  if (best != G_MAXUINT)
    {
      self->x[best] = pulls[best].x / pulls[best].n;
      self->y[best] = pulls[best].y / pulls[best].n;
    }
  return best;
}

static gboolean
check_cancelled (Arrangement *self,
                 guint        done)
{
  tenon_layout_run_tell (self->run, (double)done / self->n);
  return g_cancellable_is_cancelled (self->run->cancellable);
}

static GArray *
list_of (guint           n,
         const gboolean *flags,
         gboolean        value)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      if (flags[i] == value)
        g_array_append_val (list, i);
    }
  return list;
}

/* Those that hang on nothing with a place: arranged among themselves and put below the rest as a block. */
static gboolean
arrange_strangers (Arrangement    *self,
                   const gboolean *is_there)
{
  g_autoptr (GArray) present = list_of (self->n, is_there, TRUE);
  g_autoptr (GArray) strangers = list_of (self->n, is_there, FALSE);
  g_autofree gboolean *wanted = g_new0 (gboolean, self->n);
  TenonLayoutBox       bounds, block;

  if (strangers->len == 0)
    return TRUE;
  for (guint i = 0; i < self->n; i++)
    wanted[i] = !is_there[i];
  if (!arrange_afresh (self, wanted))
    return FALSE;
  bounds = bounds_of (self, present);
  block = bounds_of (self, strangers);
  for (guint i = 0; i < strangers->len; i++)
    {
      guint id = g_array_index (strangers, guint, i);

      self->x[id] += bounds.left - block.left;
      self->y[id] += bounds.bottom + GAP_Y + GAP_COMPONENT - block.top;
    }
  return TRUE;
}

static gboolean
arrange_newcomers (Arrangement *self,
                   gboolean    *is_there)
{
  g_autoptr (TenonLayoutGrid) grid = make_grid (self, is_there);
  g_autofree Pull *pulls = g_new (Pull, self->n);
  double           bottom = find_bottom (self, is_there);
  guint            id, done = 0;

  while ((id = pick_newcomer (self, is_there, pulls)) != G_MAXUINT)
    {
      add_settled (self, grid, is_there, id, &bottom);
      if (check_cancelled (self, done++))
        return FALSE;
    }
  return arrange_strangers (self, is_there);
}

/* Few have a place: the whole is arranged afresh and laid over those, and each of the others takes the free place
 * nearest to where it then is, the innermost first. */
typedef struct
{
  guint  id;
  double distance;
} Distant;

static int
compare_distances (gconstpointer a,
                   gconstpointer b)
{
  const Distant *x = a;
  const Distant *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static GArray *
list_lines (Arrangement *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (self, i);
      guint           line[] = { MIN (edge->from, edge->to), MAX (edge->from, edge->to) };
      gint64          key = (gint64)line[0] << 32 | line[1];

      if (line[0] != line[1] && g_hash_table_add (seen, g_memdup2 (&key, sizeof key)))
        g_array_append_vals (ends, line, 2);
    }
  return ends;
}

/* Those that were not there before move to where their lines to the others are shorter and cross fewer. */
static gboolean
improve_around (Arrangement    *self,
                const gboolean *is_fixed)
{
  g_autofree TenonLayoutCard *cards = g_new (TenonLayoutCard, self->n);
  g_autoptr (GArray) lines = list_lines (self);
  TenonLayoutImprovement improvement = { .cards = cards, .n_cards = self->n, .is_fixed = is_fixed, .aspect = ASPECT };

  for (guint i = 0; i < self->n; i++)
    {
      TenonGraphNode *node = node_at (self, i);

      cards[i] = (TenonLayoutCard){ self->x[i], self->y[i], node->width + GAP_X, node->height + GAP_Y };
    }
  improvement.ends = (const guint *)(gpointer)lines->data;
  improvement.n_lines = lines->len / 2;
  if (!tenon_layout_improve (&improvement, self->run))
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      self->x[i] = is_fixed[i] ? self->x[i] : cards[i].x;
      self->y[i] = is_fixed[i] ? self->y[i] : cards[i].y;
    }
  return TRUE;
}

static gboolean
arrange_around (Arrangement *self,
                gboolean    *is_there)
{
  g_autofree gboolean *is_fixed = g_memdup2 (is_there, self->n * sizeof *is_there);
  g_autofree double   *x = g_memdup2 (self->x, self->n * sizeof *x);
  g_autofree double   *y = g_memdup2 (self->y, self->n * sizeof *y);
  g_autoptr (GArray) present = list_of (self->n, is_there, TRUE);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Distant));
  g_autoptr (TenonLayoutGrid) grid = make_grid (self, is_there);
  double bottom = find_bottom (self, is_there);
  double dx = 0, dy = 0;

  self->run->total += tenon_layout_improve_estimate (self->n);
  if (!arrange_afresh (self, NULL))
    return FALSE;
  for (guint i = 0; i < present->len; i++)
    {
      guint id = g_array_index (present, guint, i);

      dx += (x[id] - self->x[id]) / present->len;
      dy += (y[id] - self->y[id]) / present->len;
    }
  for (guint i = 0; i < self->n; i++)
    {
      Distant distant = { i, self->x[i] * self->x[i] + self->y[i] * self->y[i] };

      self->x[i] = is_there[i] ? x[i] : self->x[i] + dx;
      self->y[i] = is_there[i] ? y[i] : self->y[i] + dy;
      if (!is_there[i])
        g_array_append_val (others, distant);
    }
  g_array_sort (others, compare_distances);
  for (guint i = 0; i < others->len; i++)
    {
      add_settled (self, grid, is_there, g_array_index (others, Distant, i).id, &bottom);
      if (g_cancellable_is_cancelled (self->run->cancellable))
        return FALSE;
    }
  return improve_around (self, is_fixed);
}

static gboolean
arrange (Arrangement *self)
{
  g_autofree gboolean *is_there = g_new0 (gboolean, MAX (self->n, 1));
  guint                n_there = 0;

  for (guint i = 0; i < self->n; i++)
    {
      TenonGraphNode *node = node_at (self, i);

      is_there[i] = node->is_placed;
      n_there += node->is_placed;
      self->x[i] = node->is_placed ? node->x + node->width / 2.0 : node->width / 2.0;
      self->y[i] = node->is_placed ? node->y + node->height / 2.0 : node->height / 2.0;
    }
  if (n_there == self->n)
    return TRUE;
  if (n_there == 0)
    return arrange_afresh (self, NULL);
  return n_there >= self->n - n_there ? arrange_newcomers (self, is_there) : arrange_around (self, is_there);
}

static void
write_down (Arrangement *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      TenonGraphNode *node = node_at (self, i);

      if (node->is_placed)
        continue;
      node->x = (int)round (self->x[i] - node->width / 2.0);
      node->y = (int)round (self->y[i] - node->height / 2.0);
      node->is_placed = TRUE;
    }
}

/**
 * tenon_layout_arrange_plain:
 *
 * tenon_layout_arrange() that knows no areas.
 *
 * Returns: %FALSE when cancelled; the graph is as before then
 */
gboolean
tenon_layout_arrange_plain (TenonGraph     *graph,
                            TenonLayoutRun *run)
{
  Arrangement self = { .graph = graph, .run = run, .n = graph->nodes->len };
  gboolean    goes_on;

  self.x = g_new0 (double, MAX (self.n, 1));
  self.y = g_new0 (double, MAX (self.n, 1));
  goes_on = arrange (&self);
  if (goes_on)
    write_down (&self);
  g_clear_pointer (&self.components, g_ptr_array_unref);
  g_free (self.x);
  g_free (self.y);
  return goes_on;
}

/**
 * tenon_layout_arrange:
 * @graph: (inout): nodes that have a place keep it, the others get one; lines are not touched
 * @progress: (nullable) (scope call): called now and then with the share that is done, never a smaller one
 *
 * No card that gets a place overlaps another one. The same graph gives the same places; the effort is bounded by
 * counts, never by the clock. Where most nodes have a place, each newcomer takes a free one beside its neighbours. What
 * is in an area stands together, and nothing else gets a place within the area's frame.
 *
 * Returns: %FALSE with @error when cancelled; the graph is as before then
 */
gboolean
tenon_layout_arrange (TenonGraph         *graph,
                      GCancellable       *cancellable,
                      TenonLayoutProgress progress,
                      gpointer            data,
                      GError            **error)
{
  TenonLayoutRun run = { .cancellable = cancellable, .progress = progress, .data = data, .random = SEED };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (graph->areas->len > 0)
    {
      if (!tenon_layout_arrange_areas (graph, &run))
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  else
    {
      tenon_layout_run_enter (&run, 1);
      if (!tenon_layout_arrange_plain (graph, &run))
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  if (progress != NULL)
    progress (1, data);
  return TRUE;
}
