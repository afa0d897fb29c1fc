/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves single cards to free places where their lines cross fewer others and run through fewer cards. At first a worse
 * place is taken now and then, so that what is better lies within reach: S. Kirkpatrick, C. Gelatt, M. Vecchi,
 * "Optimization by simulated annealing" (Science 220, 1983). Meanwhile the frame around the cards is drawn closer, and
 * those outside move in. */

#include "layout/tenon-layout-improve.h"

#include "layout/tenon-layout-field.h"

#include <math.h>

/* How many times every card with lines is visited: the fewer there are the more, for people see each of few. */
#define SWEEPS 10
#define SWEEPS_MORE 12000
#define SWEEPS_FEW 500
/* Lines and cards looked at for each card, at most: the more lines there are the fewer visits. */
#define EFFORT 18000
/* What a worse place may cost more on average, at first, in crossings; none is taken in the last part. */
#define WARMTH 0.8
#define COOLED 0.9
/* Length of lines as long as a cell, in crossings. */
#define COST_LENGTH 0.05
/* Share of the frame that the cards with their gaps are to fill: few stand closer, for they have fewer lines to let
 * through; from MANY on it is the lesser share. And the sweeps it takes to get there. */
#define FILL 0.4
#define FILL_FEW 0.6
#define FEW 40
#define MANY 100
#define SHRINKING_SWEEPS 5
/* How far away from where it was found taken a place slides along what stands there, times. */
#define SLIDES 3
/* A card that so many others, and one in so many of them all, refer to is in the middle of things. */
#define CENTRAL 20
#define CENTRAL_SHARE 3
/* Cards between looks at whether it is still wanted. */
#define TELL 256
/* Places tried for a card outside the frame. */
#define ENTRIES 40

typedef struct
{
  TenonLayoutImprovement *task;
  TenonLayoutRun         *run;
  TenonLayoutField       *field;
  double                  length_cost; /* of a pixel of line */
  double                  left;        /* the frame */
  double                  top;
  double                  right;
  double                  bottom;
} Improver;

/* The frame */

static gboolean
is_inside (Improver       *self,
           guint           id,
           TenonLayoutSpot spot)
{
  const TenonLayoutCard *card = &self->task->cards[id];

  return spot.x - card->width / 2 >= self->left - 1e-6 && spot.x + card->width / 2 <= self->right + 1e-6 && spot.y - card->height / 2 >= self->top - 1e-6 && spot.y + card->height / 2 <= self->bottom + 1e-6;
}

static void
frame_all (Improver *self)
{
  self->left = self->top = G_MAXDOUBLE;
  self->right = self->bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < self->task->n_cards; i++)
    {
      const TenonLayoutCard *card = &self->task->cards[i];

      self->left = MIN (self->left, card->x - card->width / 2);
      self->right = MAX (self->right, card->x + card->width / 2);
      self->top = MIN (self->top, card->y - card->height / 2);
      self->bottom = MAX (self->bottom, card->y + card->height / 2);
    }
}

static double
frame_area (Improver *self)
{
  return (self->right - self->left) * (self->bottom - self->top);
}

static double
area_outside (Improver *self)
{
  double area = 0;

  for (guint i = 0; i < self->task->n_cards; i++)
    {
      if (!is_inside (self, i, tenon_layout_field_get_spot (self->field, i)))
        area += self->task->cards[i].width * self->task->cards[i].height;
    }
  return area;
}

/* Places */

static TenonLayoutSpot
spot_around (Improver       *self,
             TenonLayoutSpot centre,
             double          radius)
{
  double angle = 2 * G_PI * tenon_layout_run_random (self->run);

  return (TenonLayoutSpot){ centre.x + radius * cos (angle), centre.y + radius * sin (angle) };
}

static TenonLayoutSpot
spot_of_any_neighbour (Improver *self,
                       guint     card)
{
  guint degree = tenon_layout_field_get_degree (self->field, card);
  guint i = (guint)(tenon_layout_run_random (self->run) * degree);

  return tenon_layout_field_get_spot (self->field, tenon_layout_field_get_neighbour (self->field, card, i));
}

static TenonLayoutSpot
spot_amid_neighbours (Improver *self,
                      guint     card)
{
  guint           degree = tenon_layout_field_get_degree (self->field, card);
  TenonLayoutSpot middle = { 0, 0 };

  for (guint i = 0; i < degree; i++)
    {
      TenonLayoutSpot spot = tenon_layout_field_get_spot (self->field, tenon_layout_field_get_neighbour (self->field, card, i));

      middle.x += spot.x / degree;
      middle.y += spot.y / degree;
    }
  return middle;
}

/* Slides to the nearer side of what stands there. Returns: whether the spot is free and within the frame then */
static gboolean
make_free (Improver        *self,
           guint            id,
           TenonLayoutSpot *spot)
{
  const TenonLayoutCard *card = &self->task->cards[id];

  for (guint i = 0; i <= SLIDES && is_inside (self, id, *spot); i++)
    {
      guint                  obstacle = tenon_layout_field_find_obstacle (self->field, id, *spot);
      const TenonLayoutCard *other;
      double                 dx, dy, w, h;

      if (obstacle == G_MAXUINT)
        return TRUE;
      other = &self->task->cards[obstacle];
      w = (card->width + other->width) / 2;
      h = (card->height + other->height) / 2;
      dx = spot->x - other->x;
      dy = spot->y - other->y;
      if (w - fabs (dx) < h - fabs (dy))
        spot->x = other->x + (dx < 0 ? -w : w);
      else
        spot->y = other->y + (dy < 0 ? -h : h);
    }
  return FALSE;
}

/* Returns: what the card's lines cost at @spot, or more than @limit */
static double
reckon (Improver       *self,
        guint           card,
        TenonLayoutSpot spot,
        double          limit)
{
  double length = self->length_cost * tenon_layout_field_measure (self->field, card, spot);

  return length >= limit ? length : length + tenon_layout_field_reckon (self->field, card, spot, limit - length);
}

/* Cards */

static TenonLayoutSpot
pick_spot (Improver       *self,
           guint           card,
           guint           attempt,
           TenonLayoutSpot middle,
           double          reach)
{
  TenonLayoutSpot here = tenon_layout_field_get_spot (self->field, card);
  double          radius = reach * (0.2 + 1.5 * tenon_layout_run_random (self->run));

  switch (attempt % 4)
    {
    case 0:
      return spot_around (self, here, radius);
    case 1:
      return spot_around (self, middle, radius);
    case 2:
      return spot_around (self, spot_of_any_neighbour (self, card), radius);
    default:
      {
        TenonLayoutSpot there = spot_of_any_neighbour (self, card);
        double          share = tenon_layout_run_random (self->run);

        return spot_around (self, (TenonLayoutSpot){ here.x + share * (there.x - here.x), here.y + share * (there.y - here.y) }, 0.4 * radius);
      }
    }
}

static void
improve_card (Improver *self,
              guint     card,
              double    reach,
              double    warmth)
{
  guint           degree = tenon_layout_field_get_degree (self->field, card);
  guint           n_attempts = degree > 30 ? 2 : degree > 10 ? 4
                                             : degree > 4    ? 8
                                                             : 16;
  TenonLayoutSpot middle, here = tenon_layout_field_get_spot (self->field, card);
  double          cost = tenon_layout_field_reckon (self->field, card, here, G_MAXDOUBLE);

  if (cost <= 0)
    return;
  cost += self->length_cost * tenon_layout_field_measure (self->field, card, here);
  middle = spot_amid_neighbours (self, card);
  for (guint i = 0; i < n_attempts; i++)
    {
      TenonLayoutSpot spot = pick_spot (self, card, i, middle, reach);
      double          limit = cost, found;

      if (warmth > 0)
        limit -= warmth * log (1 - tenon_layout_run_random (self->run));
      if (!make_free (self, card, &spot))
        continue;
      found = reckon (self, card, spot, limit);
      if (found >= limit)
        continue;
      cost = found;
      tenon_layout_field_move (self->field, card, spot);
    }
}

/* Takes the best of the free places found near where it would just be inside, and around its neighbours. */
static gboolean
bring_inside (Improver *self,
              guint     id)
{
  const TenonLayoutCard *card = &self->task->cards[id];
  TenonLayoutSpot        rim, best_spot = { 0, 0 };
  double                 w = card->width / 2, h = card->height / 2, best = G_MAXDOUBLE;

  if (self->left + w > self->right - w || self->top + h > self->bottom - h)
    return FALSE;
  rim.x = CLAMP (card->x, self->left + w, self->right - w);
  rim.y = CLAMP (card->y, self->top + h, self->bottom - h);
  for (guint i = 0; i < ENTRIES && (i < ENTRIES / 2 || best == G_MAXDOUBLE); i++)
    {
      gboolean        is_beside = i % 3 == 2 && tenon_layout_field_get_degree (self->field, id) > 0;
      TenonLayoutSpot spot = spot_around (self, is_beside ? spot_of_any_neighbour (self, id) : rim, tenon_layout_field_get_cell (self->field) * 0.2 * i * tenon_layout_run_random (self->run));
      double          cost;

      spot.x = CLAMP (spot.x, self->left + w, self->right - w);
      spot.y = CLAMP (spot.y, self->top + h, self->bottom - h);
      if (!make_free (self, id, &spot))
        continue;
      cost = reckon (self, id, spot, best);
      if (cost >= best)
        continue;
      best = cost;
      best_spot = spot;
    }
  if (best == G_MAXDOUBLE)
    return FALSE;
  tenon_layout_field_move (self->field, id, best_spot);
  return TRUE;
}

static gboolean
bring_all_inside (Improver *self)
{
  for (guint i = 0; i < self->task->n_cards; i++)
    {
      if (!is_inside (self, i, tenon_layout_field_get_spot (self->field, i)) && !bring_inside (self, i))
        return FALSE;
    }
  return TRUE;
}

/* Draws in the side of the frame that has less outside then; sideways or upright, whichever the aspect wants.
 * Returns: %FALSE when not all cards found a place: the side stays where it was then */
static gboolean
draw_in (Improver *self,
         double    area)
{
  double   width = self->right - self->left, height = self->bottom - self->top;
  gboolean is_sideways = width > self->task->aspect * height;
  double  *low = is_sideways ? &self->left : &self->top;
  double  *high = is_sideways ? &self->right : &self->bottom;
  double   old_low = *low, old_high = *high;
  double   step = MIN (0.01 * (*high - *low), (width * height - area) / (is_sideways ? height : width) + 1e-6);
  double   outside_low, outside_high;

  *low += step;
  outside_low = area_outside (self);
  *low = old_low;
  *high -= step;
  outside_high = area_outside (self);
  if (outside_low < outside_high)
    {
      *low += step;
      *high = old_high;
    }
  if (bring_all_inside (self))
    return TRUE;
  *low = old_low;
  *high = old_high;
  return FALSE;
}

/* Until the frame is that small or cards find no place any more. */
static void
shrink (Improver *self,
        double    area)
{
  frame_all (self);
  while (frame_area (self) > area && !g_cancellable_is_cancelled (self->run->cancellable) && draw_in (self, area))
    ;
}

static guint
count_sweeps (guint n_cards)
{
  return SWEEPS + SWEEPS_MORE / (n_cards + SWEEPS_FEW);
}

double
tenon_layout_improve_estimate (guint n_cards)
{
  return 40.0 * n_cards * count_sweeps (n_cards) * (1 + log2 (1 + n_cards));
}

/* Whether the card is one that may find a better place. What most others refer to stays in their midst, where forces put
 * it: lines to it cross wherever it is, and at the rim they would all be long. */
static gboolean
may_move (Improver *self,
          guint     card)
{
  guint degree = tenon_layout_field_get_degree (self->field, card);

  if (degree == 0 || (degree > CENTRAL && CENTRAL_SHARE * degree > self->task->n_cards))
    return FALSE;
  return self->task->is_fixed == NULL || !self->task->is_fixed[card];
}

static gboolean
sweep (Improver *self,
       guint     number,
       guint     n_sweeps)
{
  guint  n = self->task->n_cards;
  double reach = (number % 2 == 0 ? 3 : 1) * tenon_layout_field_get_cell (self->field);
  double warmth = WARMTH * MAX (0, 1 - number / (COOLED * n_sweeps));
  double each = tenon_layout_improve_estimate (n) / n_sweeps / n;

  for (guint i = 0; i < n; i++)
    {
      if (may_move (self, i))
        improve_card (self, i, reach, warmth);
      if (i % TELL == TELL - 1 && !tenon_layout_run_advance (self->run, TELL * each))
        return FALSE;
    }
  return tenon_layout_run_advance (self->run, n % TELL * each);
}

/* By what the first visit took. */
static guint
count_affordable (Improver *self,
                  guint     n_sweeps)
{
  guint64 effort = MAX (1, tenon_layout_field_get_effort (self->field));

  return CLAMP ((guint64)EFFORT * self->task->n_cards / effort, SHRINKING_SWEEPS + 1, n_sweeps);
}

static double
find_fill (guint n_cards)
{
  return FILL + (FILL_FEW - FILL) * CLAMP (((double)MANY - n_cards) / (MANY - FEW), 0, 1);
}

/**
 * tenon_layout_improve:
 *
 * The cards must not overlap, and do not afterwards. The effort is a number of visits to every card.
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_layout_improve (TenonLayoutImprovement *self,
                      TenonLayoutRun         *run)
{
  g_autoptr (TenonLayoutField) field = tenon_layout_field_new (self->cards, self->n_cards, self->ends, self->n_lines);
  Improver improver = { .task = self, .run = run, .field = field };
  guint    n_sweeps = count_sweeps (self->n_cards);
  double   area = 0;
  gboolean goes_on = TRUE;

  for (guint i = 0; i < self->n_cards; i++)
    area += self->cards[i].width * self->cards[i].height;
  improver.length_cost = COST_LENGTH / tenon_layout_field_get_cell (field);
  frame_all (&improver);
  for (guint i = 0; i < n_sweeps && goes_on; i++)
    {
      /* In equal shares, so that lines come to rest between. */
      if (self->is_fixed == NULL && i > 0 && i <= SHRINKING_SWEEPS)
        {
          frame_all (&improver);
          shrink (&improver, frame_area (&improver) * pow (MIN (1, area / find_fill (self->n_cards) / frame_area (&improver)), 1.0 / (SHRINKING_SWEEPS + 1 - i)));
        }
      goes_on = sweep (&improver, i, n_sweeps);
      if (i == 0)
        n_sweeps = count_affordable (&improver, n_sweeps);
    }
  return goes_on;
}
