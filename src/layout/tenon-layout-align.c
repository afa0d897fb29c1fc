/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves cards by a little so that lines between cards beside each other run straight and cards one above another stand
 * in a column, as people do who arrange by hand: S. Kieffer, T. Dwyer, K. Marriott, M. Wybrow, "HOLA: human-like
 * orthogonal network layout" (IEEE TVCG 22, 2015). */

#include "layout/tenon-layout-align.h"

#include "layout/tenon-layout-field.h"

#include <math.h>

/* What is further away from straight stays as it is. */
#define REACH 48

typedef struct
{
  guint  moved; /* card */
  guint  still;
  double shift;
  guint  axis; /* 0: sideways */
  guint  tie;
} Wish;

typedef struct
{
  const TenonLayoutCard *cards;
  const TenonLayoutTie  *ties;
  TenonLayoutField      *field;
  gboolean              *is_aligned[2]; /* by axis: whether each card is to stay */
} Aligner;

/* Returns: whether the tie asks for anything; the card with fewer lines is the one to move */
static gboolean
find_wish (Aligner *self,
           guint    index,
           Wish    *wish)
{
  const TenonLayoutTie  *tie = &self->ties[index];
  const TenonLayoutCard *a = &self->cards[tie->from], *b = &self->cards[tie->to];
  double                 dx = b->x - a->x, dy = b->y - a->y;
  gboolean               is_beside = fabs (dx) >= (a->width + b->width) / 2 - 1e-6;
  gboolean               is_above = fabs (dy) >= (a->height + b->height) / 2 - 1e-6;
  double                 shift = is_beside ? dy + tie->to_port - tie->from_port : dx - (b->width - a->width) / 2;

  if (is_beside == is_above || fabs (shift) < 0.5 || fabs (shift) > REACH)
    return FALSE;
  wish->axis = is_beside ? 1 : 0;
  wish->tie = index;
  if (tenon_layout_field_get_degree (self->field, tie->from) <= tenon_layout_field_get_degree (self->field, tie->to))
    *wish = (Wish){ tie->from, tie->to, shift, wish->axis, index };
  else
    *wish = (Wish){ tie->to, tie->from, -shift, wish->axis, index };
  return TRUE;
}

static int
compare_wishes (gconstpointer a,
                gconstpointer b)
{
  const Wish *x = a;
  const Wish *y = b;

  if (fabs (x->shift) != fabs (y->shift))
    return fabs (x->shift) < fabs (y->shift) ? -1 : 1;
  return x->tie < y->tie ? -1 : x->tie > y->tie;
}

/* Where there is room and no more lines cross than before. */
static gboolean
try_move (Aligner *self,
          guint    card,
          double   shift,
          guint    axis)
{
  TenonLayoutSpot here = tenon_layout_field_get_spot (self->field, card);
  TenonLayoutSpot there = { here.x + (axis == 0 ? shift : 0), here.y + (axis == 1 ? shift : 0) };
  double          cost;

  if (self->is_aligned[axis][card] || tenon_layout_field_find_obstacle (self->field, card, there) != G_MAXUINT)
    return FALSE;
  cost = tenon_layout_field_reckon (self->field, card, here, G_MAXDOUBLE);
  if (tenon_layout_field_reckon (self->field, card, there, cost) > cost)
    return FALSE;
  tenon_layout_field_move (self->field, card, there);
  return TRUE;
}

/* What stood straight before stays so. */
static void
note_straight (Aligner *self,
               guint    n_ties)
{
  for (guint i = 0; i < n_ties; i++)
    {
      const TenonLayoutTie  *tie = &self->ties[i];
      const TenonLayoutCard *a = &self->cards[tie->from], *b = &self->cards[tie->to];

      if (fabs (b->y + tie->to_port - a->y - tie->from_port) < 0.5)
        self->is_aligned[1][tie->from] = self->is_aligned[1][tie->to] = TRUE;
    }
}

static guint *
list_ends (const TenonLayoutTie *ties,
           guint                 n_ties)
{
  guint *ends = g_new (guint, 2 * n_ties + 1);

  for (guint i = 0; i < n_ties; i++)
    {
      ends[2 * i] = ties[i].from;
      ends[2 * i + 1] = ties[i].to;
    }
  return ends;
}

/**
 * tenon_layout_align:
 * @cards: (inout): without overlaps, and so they remain
 * @ties: none from a card to itself, and no two between the same cards
 *
 * The shortest moves come first, and a card that lines up with another stays there.
 */
void
tenon_layout_align (TenonLayoutCard      *cards,
                    guint                 n_cards,
                    const TenonLayoutTie *ties,
                    guint                 n_ties)
{
  g_autofree guint *ends = list_ends (ties, n_ties);
  g_autoptr (TenonLayoutField) field = NULL;
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  Aligner self = { .cards = cards, .ties = ties };

  if (n_ties == 0)
    return;
  field = self.field = tenon_layout_field_new (cards, n_cards, ends, n_ties);
  for (guint i = 0; i < 2; i++)
    self.is_aligned[i] = g_new0 (gboolean, n_cards);
  note_straight (&self, n_ties);
  for (guint i = 0; i < n_ties; i++)
    {
      Wish wish;

      if (find_wish (&self, i, &wish))
        g_array_append_val (wishes, wish);
    }
  g_array_sort (wishes, compare_wishes);
  for (guint i = 0; i < wishes->len; i++)
    {
      Wish wish = g_array_index (wishes, Wish, i);

      /* The other end may have moved meanwhile. */
      if (!find_wish (&self, wish.tie, &wish))
        continue;
      if (!try_move (&self, wish.moved, wish.shift, wish.axis) && !try_move (&self, wish.still, -wish.shift, wish.axis))
        continue;
      self.is_aligned[wish.axis][wish.moved] = TRUE;
      self.is_aligned[wish.axis][wish.still] = TRUE;
    }
  for (guint i = 0; i < 2; i++)
    g_free (self.is_aligned[i]);
}
