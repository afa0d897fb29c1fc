/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Arranges cards that hang together: points by forces, turned and drawn out to the shape of a window, then spread until
 * the cards are clear of each other, then moved one by one to where their lines are in nobody's way, and lined up. */

#include "layout/tenon-layout-component.h"

#include "layout/tenon-layout-align.h"
#include "layout/tenon-layout-force.h"
#include "layout/tenon-layout-improve.h"
#include "layout/tenon-layout-spread.h"

#include <math.h>
#include <string.h>

/* Share of the picture for the cards with their gaps, turned over: before what overlaps moves apart. */
#define ROOMINESS 1.5
/* Of few cards every one is seen: as many layouts are tried as arrange so many cards in all, and the best of them stands. */
#define TRIED 48
#define FEW 24
#define MOST_TRIES 3
/* What a straight line through a card, and e times the size or the length of lines, is as bad as, in crossings. */
#define COST_THROUGH 0.5
#define COST_SIZE 10
#define COST_LENGTH 3

typedef struct
{
  double mean_width;
  double mean_height;
} Measure;

static Measure
measure_cards (const TenonLayoutCard *cards,
               guint                  n)
{
  Measure measure = { 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      measure.mean_width += cards[i].width / n;
      measure.mean_height += cards[i].height / n;
    }
  return measure;
}

/* Mean places are subtracted. Returns: the mean squares and the mean product of what is left */
typedef struct
{
  double xx;
  double yy;
  double xy;
} Moments;

static Moments
centre (TenonForceGraph *force)
{
  double  cx = 0, cy = 0;
  Moments moments = { 0, 0, 0 };

  for (guint i = 0; i < force->n; i++)
    {
      cx += force->x[i] / force->n;
      cy += force->y[i] / force->n;
    }
  for (guint i = 0; i < force->n; i++)
    {
      force->x[i] -= cx;
      force->y[i] -= cy;
      moments.xx += force->x[i] * force->x[i] / force->n;
      moments.yy += force->y[i] * force->y[i] / force->n;
      moments.xy += force->x[i] * force->y[i] / force->n;
    }
  return moments;
}

/* Turns the points so that they spread from left to right, as windows do. */
static void
turn (TenonForceGraph *force)
{
  Moments moments = centre (force);
  double  angle = -atan2 (2 * moments.xy, moments.xx - moments.yy) / 2;
  double  c = cos (angle), s = sin (angle);

  for (guint i = 0; i < force->n; i++)
    {
      double x = force->x[i], y = force->y[i];

      force->x[i] = x * c - y * s;
      force->y[i] = x * s + y * c;
    }
}

/* Forces make discs, windows are not round: moves every point straight out so far that a disc becomes a rectangle of
 * @aspect, the disc measured by how far points are from its centre on average. What was inside a triangle stays there
 * but for those across the diagonals. */
static void
square_up (TenonForceGraph *force,
           double           aspect)
{
  Moments moments = centre (force);
  double  sx = sqrt (MAX (moments.xx, 1e-12)), sy = sqrt (MAX (moments.yy, 1e-12));
  double  stretch = sqrt (aspect * sy / sx);

  for (guint i = 0; i < force->n; i++)
    {
      double u = force->x[i] / sx, v = force->y[i] / sy;
      double larger = MAX (fabs (u), fabs (v));
      double out = larger > 1e-9 ? sqrt (u * u + v * v) / larger : 1;

      force->x[i] *= out * stretch;
      force->y[i] *= out / stretch;
    }
}

/* By how much the points must grow (or shrink) for the cards to fill their share of the picture. */
static double
find_scale (TenonForceGraph *force)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < force->n; i++)
    {
      left = MIN (left, force->x[i]);
      top = MIN (top, force->y[i]);
      right = MAX (right, force->x[i]);
      bottom = MAX (bottom, force->y[i]);
    }
  return sqrt (ROOMINESS * force->n / ((right - left + 1) * (bottom - top + 1)));
}

static TenonForceGraph *
make_force_graph (const TenonLayoutCard *cards,
                  guint                  n,
                  GArray                *ties,
                  const Measure         *measure)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint));
  TenonForceGraph *force;

  for (guint i = 0; i < ties->len; i++)
    {
      const TenonLayoutTie *tie = &g_array_index (ties, TenonLayoutTie, i);
      guint                 pair[] = { tie->from, tie->to };

      g_array_append_vals (pairs, pair, 2);
    }
  force = tenon_force_graph_new (n, pairs);
  for (guint i = 0; i < n; i++)
    force->mass[i] = CLAMP (sqrt (cards[i].width * cards[i].height / (measure->mean_width * measure->mean_height)), 0.6, 3);
  return force;
}

/* Every two cards that refer to each other once. */
static GArray *
list_lines (const TenonForceGraph *force)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < force->n; i++)
    {
      for (guint j = force->first[i]; j < force->first[i + 1]; j++)
        {
          guint line[] = { i, force->target[j] };

          if (line[0] < line[1])
            g_array_append_vals (ends, line, 2);
        }
    }
  return ends;
}

/* Of those between the same two cards the first. */
static GArray *
list_single_ties (GArray *ties)
{
  GArray *single = g_array_new (FALSE, FALSE, sizeof (TenonLayoutTie));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < ties->len; i++)
    {
      const TenonLayoutTie *tie = &g_array_index (ties, TenonLayoutTie, i);
      gint64                key = (gint64)MIN (tie->from, tie->to) << 32 | MAX (tie->from, tie->to);

      if (tie->from != tie->to && g_hash_table_add (seen, g_memdup2 (&key, sizeof key)))
        g_array_append_val (single, *tie);
    }
  return single;
}

/* On whole pixels, so that what lines up here does on the screen. */
static void
align (TenonLayoutCard *cards,
       guint            n,
       GArray          *ties)
{
  g_autoptr (GArray) single = list_single_ties (ties);

  for (guint i = 0; i < n; i++)
    {
      cards[i].x = round (cards[i].x - cards[i].width / 2) + cards[i].width / 2;
      cards[i].y = round (cards[i].y - cards[i].height / 2) + cards[i].height / 2;
    }
  tenon_layout_align (cards, n, (const TenonLayoutTie *)(gpointer)single->data, single->len);
}

static guint
count_tries (guint n_cards)
{
  return n_cards <= FEW ? MIN (TRIED / MAX (n_cards, 1), MOST_TRIES) : 1;
}

double
tenon_layout_component_estimate (guint n_cards)
{
  return n_cards < 2 ? 0 : count_tries (n_cards) * (tenon_force_estimate (n_cards) + tenon_layout_spread_estimate (n_cards) + tenon_layout_improve_estimate (n_cards));
}

/* Judging */

static double
turn_of (const TenonLayoutCard *a,
         const TenonLayoutCard *b,
         const TenonLayoutCard *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

static gboolean
cross (const TenonLayoutCard *a,
       const TenonLayoutCard *b,
       const TenonLayoutCard *c,
       const TenonLayoutCard *d)
{
  return a != c && a != d && b != c && b != d && turn_of (a, b, c) * turn_of (a, b, d) < 0 && turn_of (c, d, a) * turn_of (c, d, b) < 0;
}

/* Whether the corners of the card lie on both sides of the line, and the line reaches that far. */
static gboolean
runs_through (const TenonLayoutCard *a,
              const TenonLayoutCard *b,
              const TenonLayoutCard *card)
{
  double w = card->width / 2, h = card->height / 2;
  double dx = b->x - a->x, dy = b->y - a->y;

  if (card == a || card == b || fabs (a->x + b->x - 2 * card->x) > fabs (dx) + 2 * w || fabs (a->y + b->y - 2 * card->y) > fabs (dy) + 2 * h)
    return FALSE;
  return fabs (turn_of (a, b, card)) < fabs (dx) * h + fabs (dy) * w;
}

/* Returns: how bad the layout is, in crossings */
static double
judge (const TenonLayoutCard *cards,
       guint                  n_cards,
       GArray                *lines,
       double                 aspect)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  double cost = 0, length = 1;

  for (guint i = 0; i < lines->len; i += 2)
    {
      const TenonLayoutCard *a = &cards[g_array_index (lines, guint, i)], *b = &cards[g_array_index (lines, guint, i + 1)];

      length += hypot (a->x - b->x, a->y - b->y);
      for (guint j = 0; j < i; j += 2)
        cost += cross (a, b, &cards[g_array_index (lines, guint, j)], &cards[g_array_index (lines, guint, j + 1)]);
      for (guint j = 0; j < n_cards; j++)
        cost += COST_THROUGH * runs_through (a, b, &cards[j]);
    }
  for (guint i = 0; i < n_cards; i++)
    {
      left = MIN (left, cards[i].x - cards[i].width / 2);
      top = MIN (top, cards[i].y - cards[i].height / 2);
      right = MAX (right, cards[i].x + cards[i].width / 2);
      bottom = MAX (bottom, cards[i].y + cards[i].height / 2);
    }
  return cost + COST_SIZE * log (MAX (right - left, aspect * (bottom - top)) + 1) + COST_LENGTH * log (length);
}

/* Arranging */

static gboolean
arrange_once (TenonLayoutCard *cards,
              guint            n_cards,
              TenonForceGraph *force,
              GArray          *lines,
              double           aspect,
              TenonLayoutRun  *run)
{
  Measure                measure = measure_cards (cards, n_cards);
  TenonLayoutImprovement improvement = { .cards = cards, .n_cards = n_cards, .aspect = aspect };
  double                 scale, done = run->done + tenon_force_estimate (n_cards);

  /* Forces may come to rest before the count is full. */
  if (!tenon_force_arrange (force, run) || !tenon_layout_run_advance (run, MAX (0, done - run->done)))
    return FALSE;
  turn (force);
  square_up (force, aspect * measure.mean_height / measure.mean_width);
  scale = find_scale (force);
  for (guint i = 0; i < n_cards; i++)
    {
      cards[i].x = force->x[i] * scale * measure.mean_width;
      cards[i].y = force->y[i] * scale * measure.mean_height;
    }
  if (!tenon_layout_spread (cards, n_cards, run))
    return FALSE;
  tenon_layout_separate (cards, n_cards);
  improvement.ends = (const guint *)(gpointer)lines->data;
  improvement.n_lines = lines->len / 2;
  return tenon_layout_improve (&improvement, run);
}

/**
 * tenon_layout_component_arrange:
 * @cards: (inout): sizes with the gap around them; receives centres
 * @ties: (element-type TenonLayoutTie): what refers to what; they hold the cards together
 * @aspect: breadth over height the whole is to have
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_layout_component_arrange (TenonLayoutCard *cards,
                                guint            n_cards,
                                GArray          *ties,
                                double           aspect,
                                TenonLayoutRun  *run)
{
  Measure measure = measure_cards (cards, n_cards);
  g_autoptr (TenonForceGraph) force = make_force_graph (cards, n_cards, ties, &measure);
  g_autoptr (GArray) lines = list_lines (force);
  g_autofree TenonLayoutCard *tried = g_memdup2 (cards, n_cards * sizeof *cards);
  double                      best = G_MAXDOUBLE;

  for (guint i = 0; i < count_tries (n_cards); i++)
    {
      double cost;

      if (!arrange_once (tried, n_cards, force, lines, aspect, run))
        return FALSE;
      cost = count_tries (n_cards) > 1 ? judge (tried, n_cards, lines, aspect) : 0;
      if (cost >= best)
        continue;
      best = cost;
      memcpy (cards, tried, n_cards * sizeof *cards);
    }
  align (cards, n_cards, ties);
  return TRUE;
}
