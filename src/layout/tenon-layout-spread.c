/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Spreads cards that lie on each other and keeps their neighbourhoods: E. Gansner, Y. Hu, "Efficient node overlap removal
 * using a proximity stress model" (Graph Drawing 2008). The distances between neighbours of a Delaunay triangulation
 * are to stay, but for those of overlapping cards, which are to grow; the places that come nearest to all of them are
 * found, and so on until nothing overlaps. */

#include "layout/tenon-layout-spread.h"

#include "layout/tenon-layout-delaunay.h"

#include <math.h>
#include <string.h>

/* The paper's limit of growth in one round. */
#define MAX_GROWTH 1.5
/* What overlaps counts so much more. */
#define URGENCY 100
#define MAX_ROUNDS 100
#define ROUND_SHARE 0.04
#define SOLVED 0.01

typedef struct
{
  guint  a;
  guint  b;
  double weight;
  double length; /* wanted */
} Spring;

typedef struct
{
  TenonLayoutCard *cards;
  guint            n;
  GArray          *springs; /* (element-type Spring) */
  double          *diagonal;
  double          *x; /* unknowns, one axis at a time */
  double          *right;
  double          *residual;
  double          *direction;
  double          *image;
} Spread;

/* Returns: by what the distance must grow for the two not to overlap; below 1 where they do not */
static double
find_growth (const TenonLayoutCard *a,
             const TenonLayoutCard *b)
{
  double dx = fabs (a->x - b->x), dy = fabs (a->y - b->y);
  double w = (a->width + b->width) / 2, h = (a->height + b->height) / 2;

  if (dx < 1e-9 * w && dy < 1e-9 * h)
    return 2;
  return MIN (dx > 1e-9 * w ? w / dx : G_MAXDOUBLE, dy > 1e-9 * h ? h / dy : G_MAXDOUBLE);
}

/* Returns: whether the two overlap */
static gboolean
add_spring (Spread *self,
            guint   a,
            guint   b)
{
  const TenonLayoutCard *one = &self->cards[a];
  const TenonLayoutCard *two = &self->cards[b];
  double                 distance = sqrt ((one->x - two->x) * (one->x - two->x) + (one->y - two->y) * (one->y - two->y));
  double                 growth = find_growth (one, two);
  gboolean               overlap = growth > 1 + 1e-6;
  Spring                 spring = { a, b };

  if (distance < 1e-6)
    distance = (one->width + two->width + one->height + two->height) / 8;
  spring.length = distance * (overlap ? CLAMP (growth, 1.001, MAX_GROWTH) : 1);
  spring.weight = (overlap ? URGENCY : 1) / (spring.length * spring.length);
  g_array_append_val (self->springs, spring);
  return overlap;
}

/* The matrix of the springs' weights times @in. */
static void
multiply (Spread       *self,
          const double *in,
          double       *out)
{
  for (guint i = 0; i < self->n; i++)
    out[i] = self->diagonal[i] * in[i];
  for (guint i = 0; i < self->springs->len; i++)
    {
      const Spring *spring = &g_array_index (self->springs, Spring, i);

      out[spring->a] -= spring->weight * in[spring->b];
      out[spring->b] -= spring->weight * in[spring->a];
    }
}

static double
dot (const double *a,
     const double *b,
     guint         n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* Conjugate gradients, each unknown weighed by its diagonal, from where the cards are. */
static void
solve (Spread *self)
{
  g_autofree double *z = g_new (double, self->n);
  guint              rounds = 10 + (guint)sqrt (self->n);
  double             measure, first;

  multiply (self, self->x, self->image);
  for (guint i = 0; i < self->n; i++)
    {
      self->residual[i] = self->right[i] - self->image[i];
      z[i] = self->residual[i] / self->diagonal[i];
      self->direction[i] = z[i];
    }
  measure = first = dot (self->residual, z, self->n);
  while (rounds-- > 0 && measure > SOLVED * SOLVED * first && measure > 0)
    {
      double step, curvature, previous = measure;

      multiply (self, self->direction, self->image);
      curvature = dot (self->direction, self->image, self->n);
      /* Moving all of them alike stretches no spring: nothing is left but what rounding made. */
      if (curvature <= 1e-10 * measure)
        break;
      step = measure / curvature;
      for (guint i = 0; i < self->n; i++)
        {
          self->x[i] += step * self->direction[i];
          self->residual[i] -= step * self->image[i];
          z[i] = self->residual[i] / self->diagonal[i];
        }
      measure = dot (self->residual, z, self->n);
      for (guint i = 0; i < self->n; i++)
        self->direction[i] = z[i] + measure / previous * self->direction[i];
    }
}

/* One step of stress majorization along each axis. */
static void
relax (Spread *self)
{
  g_autofree double *moved_x = g_new (double, self->n);

  memset (self->diagonal, 0, self->n * sizeof *self->diagonal);
  for (guint i = 0; i < self->springs->len; i++)
    {
      const Spring *spring = &g_array_index (self->springs, Spring, i);

      self->diagonal[spring->a] += spring->weight;
      self->diagonal[spring->b] += spring->weight;
    }
  for (guint axis = 0; axis < 2; axis++)
    {
      memset (self->right, 0, self->n * sizeof *self->right);
      for (guint i = 0; i < self->n; i++)
        self->x[i] = axis == 0 ? self->cards[i].x : self->cards[i].y;
      for (guint i = 0; i < self->springs->len; i++)
        {
          const Spring          *spring = &g_array_index (self->springs, Spring, i);
          const TenonLayoutCard *a = &self->cards[spring->a], *b = &self->cards[spring->b];
          double                 dx = a->x - b->x, dy = a->y - b->y, distance = sqrt (dx * dx + dy * dy), pull;

          /* Two on one spot part sideways. */
          if (distance < 1e-6)
            {
              dx = spring->a < spring->b ? -1 : 1;
              dy = 0;
              distance = 1;
            }
          pull = spring->weight * spring->length / distance * (axis == 0 ? dx : dy);
          self->right[spring->a] += pull;
          self->right[spring->b] -= pull;
        }
      solve (self);
      if (axis == 0)
        memcpy (moved_x, self->x, self->n * sizeof *moved_x);
    }
  for (guint i = 0; i < self->n; i++)
    {
      self->cards[i].x = moved_x[i];
      self->cards[i].y = self->x[i];
    }
}

static GArray *
triangulate (Spread *self)
{
  g_autofree double *x = g_new (double, self->n);
  g_autofree double *y = g_new (double, self->n);

  for (guint i = 0; i < self->n; i++)
    {
      x[i] = self->cards[i].x;
      y[i] = self->cards[i].y;
    }
  return tenon_layout_delaunay (x, y, self->n);
}

/* Overlaps of cards that are no neighbours: seen from left to right. */
typedef struct
{
  const TenonLayoutCard *card;
  guint                  id;
} Ranked;

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *x = a;
  const Ranked *y = b;
  double        left = x->card->x - x->card->width / 2, right = y->card->x - y->card->width / 2;

  if (left != right)
    return left < right ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static guint
add_distant_overlaps (Spread *self)
{
  g_autofree Ranked *ranked = g_new (Ranked, self->n);
  guint              n_overlaps = 0;

  for (guint i = 0; i < self->n; i++)
    ranked[i] = (Ranked){ &self->cards[i], i };
  qsort (ranked, self->n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < self->n; i++)
    {
      const TenonLayoutCard *a = ranked[i].card;

      for (guint j = i + 1; j < self->n && ranked[j].card->x - ranked[j].card->width / 2 < a->x + a->width / 2; j++)
        {
          if (find_growth (a, ranked[j].card) > 1 + 1e-6)
            {
              add_spring (self, ranked[i].id, ranked[j].id);
              n_overlaps++;
            }
        }
    }
  return n_overlaps;
}

/* As measured: rounds grow in number and length with the cards. */
double
tenon_layout_spread_estimate (guint n_cards)
{
  return 36.0 * n_cards * sqrt (n_cards);
}

/**
 * tenon_layout_spread:
 * @cards: (inout): moved until no two overlap, or nearly so
 *
 * What is left over is for tenon_layout_separate().
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_layout_spread (TenonLayoutCard *cards,
                     guint            n_cards,
                     TenonLayoutRun  *run)
{
  Spread   self = { .cards = cards, .n = n_cards };
  double   left = tenon_layout_spread_estimate (n_cards);
  gboolean beyond_neighbours = FALSE;
  gboolean goes_on = TRUE;

  self.springs = g_array_new (FALSE, FALSE, sizeof (Spring));
  self.diagonal = g_new (double, n_cards);
  self.x = g_new (double, n_cards);
  self.right = g_new (double, n_cards);
  self.residual = g_new (double, n_cards);
  self.direction = g_new (double, n_cards);
  self.image = g_new (double, n_cards);
  for (guint round = 0; round < MAX_ROUNDS && goes_on; round++)
    {
      g_autoptr (GArray) pairs = triangulate (&self);
      guint n_overlaps = 0;

      g_array_set_size (self.springs, 0);
      for (guint i = 0; i < pairs->len; i += 2)
        n_overlaps += add_spring (&self, g_array_index (pairs, guint, i), g_array_index (pairs, guint, i + 1));
      if (n_overlaps == 0)
        beyond_neighbours = TRUE;
      if (beyond_neighbours)
        n_overlaps += add_distant_overlaps (&self);
      if (n_overlaps == 0)
        break;
      relax (&self);
      /* How many rounds it takes shows in the end only: each is a share of what is left. */
      goes_on = tenon_layout_run_advance (run, left * ROUND_SHARE);
      left -= left * ROUND_SHARE;
    }
  g_array_unref (self.springs);
  g_free (self.diagonal);
  g_free (self.x);
  g_free (self.right);
  g_free (self.residual);
  g_free (self.direction);
  g_free (self.image);
  return goes_on && tenon_layout_run_advance (run, left);
}
