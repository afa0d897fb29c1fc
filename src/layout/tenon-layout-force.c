/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Multilevel spring-electrical layout: Y. Hu, "Efficient, high-quality force-directed graph drawing", The Mathematica
 * Journal 10 (2005). The graph is coarsened, the coarsest arranged, and each finer one started from it. Distant points
 * repel through the cells of a quadtree (J. Barnes, P. Hut, Nature 324, 1986). Repulsion falls with the distance to the
 * power of one and a half (Hu's p = 1.5): between 1, which spreads the rim of a large graph, and 2, which folds it. */

#include "layout/tenon-layout-force.h"

#include "layout/tenon-layout-tree.h"

#include <math.h>
#include <string.h>

/* Relative strength of repulsion; Hu's constant C. */
#define REPULSION 0.2
/* Step control; Hu's t: shrink after a worse step, grow after five better ones. */
#define COOLING 0.9
#define GOOD_STEPS 5
/* The step, in ideal link lengths, below which a level is at rest. */
#define AT_REST 0.005
/* A coarser level must be this much smaller to be worth it. */
#define WORTHWHILE 0.95
#define MAX_LEVELS 40
/* Below this many points, every pair is reckoned: cheaper than a tree and exact. */
#define EXACT_BELOW 80

typedef struct
{
  guint  from;
  guint  to;
  double weight;
} Link;

static void
allocate (TenonForceGraph *self,
          guint            n,
          guint            n_targets)
{
  self->n = n;
  self->x = g_new0 (double, n);
  self->y = g_new0 (double, n);
  self->mass = g_new0 (double, n);
  self->first = g_new0 (guint, n + 1);
  self->target = g_new0 (guint, n_targets);
  self->weight = g_new0 (double, n_targets);
}

void
tenon_force_graph_free (TenonForceGraph *self)
{
  g_free (self->x);
  g_free (self->y);
  g_free (self->mass);
  g_free (self->first);
  g_free (self->target);
  g_free (self->weight);
  g_free (self);
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const Link *x = a;
  const Link *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}

/* Sorts, puts doubled links into one and leaves out those of a point with itself. */
static void
merge_links (GArray *links)
{
  guint n = 0;

  g_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      Link  link = g_array_index (links, Link, i);
      Link *last = n > 0 ? &g_array_index (links, Link, n - 1) : NULL;

      if (link.from == link.to)
        continue;
      if (last != NULL && last->from == link.from && last->to == link.to)
        last->weight += link.weight;
      else
        g_array_index (links, Link, n++) = link;
    }
  g_array_set_size (links, n);
}

static TenonForceGraph *
graph_from_links (guint   n,
                  GArray *links)
{
  TenonForceGraph *self = g_new0 (TenonForceGraph, 1);

  merge_links (links);
  allocate (self, n, links->len);
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);

      self->first[link->from + 1]++;
      self->target[i] = link->to;
      self->weight[i] = link->weight;
    }
  for (guint i = 0; i < n; i++)
    self->first[i + 1] += self->first[i];
  return self;
}

/**
 * tenon_force_graph_new:
 * @n: number of points
 * @pairs: (element-type guint): the ends of the links, two by two
 *
 * Returns: (transfer full): a graph whose masses are 1 and whose points are all at the origin
 */
TenonForceGraph *
tenon_force_graph_new (guint   n,
                       GArray *pairs)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  TenonForceGraph *self;

  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      guint a = g_array_index (pairs, guint, i);
      guint b = g_array_index (pairs, guint, i + 1);
      Link  there = { a, b, 1 };
      Link  back = { b, a, 1 };

      g_array_append_val (links, there);
      g_array_append_val (links, back);
    }
  self = graph_from_links (n, links);
  /* Two foreign keys between the same tables are no reason to pull them twice as hard. */
  for (guint i = 0; i < links->len; i++)
    self->weight[i] = MIN (self->weight[i], 1.5);
  for (guint i = 0; i < n; i++)
    self->mass[i] = 1;
  return self;
}

/* Coarsening */

static int
compare_degrees (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const TenonForceGraph *graph = data;
  guint                  x = *(const guint *)a;
  guint                  y = *(const guint *)b;
  guint                  dx = graph->first[x + 1] - graph->first[x];
  guint                  dy = graph->first[y + 1] - graph->first[y];

  if (dx != dy)
    return dx < dy ? -1 : 1;
  return x < y ? -1 : x > y;
}

static guint
pick_partner (const TenonForceGraph *graph,
              const guint           *group,
              guint                  point)
{
  guint  best = G_MAXUINT;
  double best_pull = 0;

  for (guint i = graph->first[point]; i < graph->first[point + 1]; i++)
    {
      guint  other = graph->target[i];
      double pull = graph->weight[i] / (graph->mass[point] * graph->mass[other]);

      if (group[other] == G_MAXUINT && pull > best_pull)
        {
          best = other;
          best_pull = pull;
        }
    }
  return best;
}

/* The lightest group next to the point: what is left over of a star when its hub has a partner. */
static guint
pick_group (const TenonForceGraph *graph,
            const guint           *group,
            const double          *group_mass,
            guint                  point)
{
  guint best = G_MAXUINT;

  for (guint i = graph->first[point]; i < graph->first[point + 1]; i++)
    {
      guint candidate = group[graph->target[i]];

      if (best == G_MAXUINT || group_mass[candidate] < group_mass[best])
        best = candidate;
    }
  return best;
}

/* Returns: the number of groups; @group: which one each point falls into */
static guint
make_groups (const TenonForceGraph *graph,
             guint                 *group)
{
  g_autofree guint  *order = g_new (guint, graph->n);
  g_autofree double *group_mass = g_new0 (double, graph->n);
  guint              n_groups = 0;

  for (guint i = 0; i < graph->n; i++)
    {
      order[i] = i;
      group[i] = G_MAXUINT;
    }
  g_qsort_with_data (order, graph->n, sizeof *order, compare_degrees, (gpointer)graph);
  for (guint i = 0; i < graph->n; i++)
    {
      guint point = order[i];
      guint partner, chosen;

      if (group[point] != G_MAXUINT)
        continue;
      partner = pick_partner (graph, group, point);
      chosen = partner == G_MAXUINT ? pick_group (graph, group, group_mass, point) : G_MAXUINT;
      if (chosen == G_MAXUINT)
        chosen = n_groups++;
      group[point] = chosen;
      group_mass[chosen] += graph->mass[point];
      if (partner != G_MAXUINT)
        {
          group[partner] = chosen;
          group_mass[chosen] += graph->mass[partner];
        }
    }
  return n_groups;
}

static TenonForceGraph *
coarsen (const TenonForceGraph *graph,
         const guint           *group,
         guint                  n_groups)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  TenonForceGraph *coarse;

  for (guint i = 0; i < graph->n; i++)
    {
      for (guint j = graph->first[i]; j < graph->first[i + 1]; j++)
        {
          Link link = { group[i], group[graph->target[j]], graph->weight[j] };

          g_array_append_val (links, link);
        }
    }
  coarse = graph_from_links (n_groups, links);
  for (guint i = 0; i < graph->n; i++)
    coarse->mass[group[i]] += graph->mass[i];
  return coarse;
}

/* Forces */

static void
repel_exactly (const TenonForceGraph *graph,
               guint                  point,
               double                *fx,
               double                *fy)
{
  for (guint i = 0; i < graph->n; i++)
    {
      double dx = graph->x[point] - graph->x[i];
      double dy = graph->y[point] - graph->y[i];
      double square = dx * dx + dy * dy;
      double force;

      if (i == point)
        continue;
      force = graph->mass[i] / MAX (square * sqrt (sqrt (square)), 1e-6);
      *fx += dx * force;
      *fy += dy * force;
    }
}

static void
attract (const TenonForceGraph *graph,
         guint                  point,
         double                *fx,
         double                *fy)
{
  for (guint i = graph->first[point]; i < graph->first[point + 1]; i++)
    {
      guint  other = graph->target[i];
      double dx = graph->x[other] - graph->x[point];
      double dy = graph->y[other] - graph->y[point];
      double force = graph->weight[i] * sqrt (dx * dx + dy * dy);

      *fx += dx * force;
      *fy += dy * force;
    }
}

/* Moves every point once along the force on it. Returns: the energy before the move */
static double
iterate (TenonForceGraph *graph,
         TenonLayoutTree *tree,
         double           step)
{
  double energy = 0;

  if (tree != NULL)
    tenon_layout_tree_fill (tree, graph->x, graph->y, graph->mass, graph->n);
  for (guint i = 0; i < graph->n; i++)
    {
      double fx = 0, fy = 0, length;

      if (tree != NULL)
        tenon_layout_tree_repel (tree, graph->x[i], graph->y[i], &fx, &fy);
      else
        repel_exactly (graph, i, &fx, &fy);
      fx *= REPULSION * graph->mass[i];
      fy *= REPULSION * graph->mass[i];
      attract (graph, i, &fx, &fy);
      length = sqrt (fx * fx + fy * fy);
      energy += length * length;
      if (length < 1e-9)
        continue;
      graph->x[i] += fx / length * step;
      graph->y[i] += fy / length * step;
    }
  return energy;
}

static guint
count_iterations (guint n)
{
  return n < 50 ? 150 : n < 300 ? 100
                    : n < 1500  ? 45
                                : 30;
}

/* Counted in points moved, weighted by what a tree costs more. */
double
tenon_force_estimate (guint n)
{
  return 3.5 * n * count_iterations (n) * (1 + log2 (1 + n));
}

static gboolean
relax (TenonForceGraph *graph,
       TenonLayoutRun  *run,
       double           step)
{
  TenonLayoutTree *tree = graph->n >= EXACT_BELOW ? tenon_layout_tree_new (graph->n) : NULL;
  double           energy = G_MAXDOUBLE;
  double           done = 0;
  guint            n_good = 0;
  gboolean         is_cancelled = FALSE;

  for (guint i = count_iterations (graph->n); i > 0 && step > AT_REST && !is_cancelled; i--)
    {
      double previous = energy;

      energy = iterate (graph, tree, step);
      if (energy >= previous)
        {
          n_good = 0;
          step *= COOLING;
        }
      else if (++n_good >= GOOD_STEPS)
        {
          n_good = 0;
          step /= COOLING;
        }
      /* Even a falling energy must come to an end within the count. */
      if (i < count_iterations (graph->n) / 2)
        step *= 0.97;
      done += 1.75 * graph->n * (1 + log2 (1 + graph->n));
      if (i % 16 != 0)
        continue;
      is_cancelled = !tenon_layout_run_advance (run, done);
      done = 0;
    }
  g_clear_pointer (&tree, tenon_layout_tree_free);
  return !is_cancelled;
}

static void
start_on_circle (TenonForceGraph *graph)
{
  double radius = 0.3 * graph->n;

  for (guint i = 0; i < graph->n; i++)
    {
      double angle = 2 * G_PI * i / graph->n;

      graph->x[i] = radius * cos (angle);
      graph->y[i] = radius * sin (angle);
    }
}

static void
refine (TenonForceGraph       *fine,
        const TenonForceGraph *coarse,
        const guint           *group,
        TenonLayoutRun        *run)
{
  for (guint i = 0; i < fine->n; i++)
    {
      double angle = 2 * G_PI * tenon_layout_run_random (run);
      double radius = 0.3 * sqrt (coarse->mass[group[i]]) * (0.5 + tenon_layout_run_random (run));

      fine->x[i] = coarse->x[group[i]] + radius * cos (angle);
      fine->y[i] = coarse->y[group[i]] + radius * sin (angle);
    }
}

/**
 * tenon_force_arrange:
 *
 * Finds a place for every point; the ideal link is 1 long. The same graph gives the same places.
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_force_arrange (TenonForceGraph *self,
                     TenonLayoutRun  *run)
{
  TenonForceGraph *levels[MAX_LEVELS] = { self };
  guint           *groups[MAX_LEVELS] = { NULL };
  guint            n_levels = 1;
  gboolean         goes_on;

  while (n_levels < MAX_LEVELS && levels[n_levels - 1]->n > 3)
    {
      TenonForceGraph *fine = levels[n_levels - 1];
      guint           *group = g_new (guint, fine->n);
      guint            n_groups = make_groups (fine, group);

      if (n_groups > WORTHWHILE * fine->n)
        {
          g_free (group);
          break;
        }
      groups[n_levels - 1] = group;
      levels[n_levels++] = coarsen (fine, group, n_groups);
    }
  start_on_circle (levels[n_levels - 1]);
  goes_on = relax (levels[n_levels - 1], run, 1);
  for (guint i = n_levels - 1; i-- > 0;)
    {
      if (goes_on)
        {
          refine (levels[i], levels[i + 1], groups[i], run);
          goes_on = relax (levels[i], run, 0.5);
        }
      tenon_force_graph_free (levels[i + 1]);
      g_free (groups[i]);
    }
  return goes_on;
}
