/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards and the straight lines between them on a grid: each cell knows what stands on it and what passes through it, so
 * that the worth of a place is found by looking at what is near. */

#include "layout/tenon-layout-field.h"

#include <math.h>
#include <string.h>

/* A line through a card that it does not belong to is this share of a crossing: routed lines go around it. */
#define COST_THROUGH 0.2
/* A card for lines that pass, beside the card with its gap. */
#define INSET 0.8
/* Cells for each card, at most. */
#define FINENESS 4

typedef struct
{
  guint *items;
  guint  n;
  guint  size;
} List;

typedef struct
{
  List lines;
  List cards;
} Cell;

/* All that a comparison needs in one place: most of the time goes there. */
typedef struct
{
  TenonLayoutSpot a;
  TenonLayoutSpot b;
  guint           from;
  guint           to;
  guint           asked; /* the last question that has met it */
} Line;

struct _TenonLayoutField
{
  TenonLayoutCard *cards;
  guint            n_cards;
  Line            *lines;
  guint            n_lines;
  guint           *first;     /* n_cards + 1: where the lines of each card begin */
  guint           *neighbour; /* at the other end of each */
  guint           *line;      /* beside neighbour */

  Cell  *cells;
  int    n_columns;
  int    n_rows;
  double left;
  double top;
  double cell;

  guint64 effort; /* lines and cards looked at */
  guint   question;
  guint  *card_asked; /* the last question that has met each */
};

/* Lists */

static void
list_add (List *list,
          guint item)
{
  if (list->n == list->size)
    {
      list->size = MAX (4, 2 * list->size);
      list->items = g_renew (guint, list->items, list->size);
    }
  list->items[list->n++] = item;
}

static void
list_remove (List *list,
             guint item)
{
  for (guint i = 0; i < list->n; i++)
    {
      if (list->items[i] == item)
        {
          list->items[i] = list->items[--list->n];
          return;
        }
    }
}

/* Cells */

static inline int
column_of (const TenonLayoutField *self,
           double                  x)
{
  return CLAMP ((int)((x - self->left) / self->cell), 0, self->n_columns - 1);
}

static inline int
row_of (const TenonLayoutField *self,
        double                  y)
{
  return CLAMP ((int)((y - self->top) / self->cell), 0, self->n_rows - 1);
}

/* A stretch of cells in one row. */
typedef struct
{
  Cell *first;
  Cell *last;
} Stretch;

/* The cells of a row that the line from @a down to @b passes. */
static inline Stretch
stretch_of_line (const TenonLayoutField *self,
                 TenonLayoutSpot         a,
                 TenonLayoutSpot         b,
                 int                     row)
{
  double   top = self->top + row * self->cell;
  double   bottom = top + self->cell;
  double   from = a.x, to = b.x;
  Cell    *cells = &self->cells[row * self->n_columns];
  gboolean is_flat = b.y - a.y < 1e-9;

  /* What is above or below the grid counts to its rim. */
  if (!is_flat && a.y < top && row > 0)
    from = a.x + (top - a.y) * (b.x - a.x) / (b.y - a.y);
  if (!is_flat && b.y > bottom && row < self->n_rows - 1)
    to = a.x + (bottom - a.y) * (b.x - a.x) / (b.y - a.y);
  return (Stretch){ cells + column_of (self, MIN (from, to)), cells + column_of (self, MAX (from, to)) };
}

static inline Stretch
stretch_of_card (const TenonLayoutField *self,
                 const TenonLayoutCard  *card,
                 TenonLayoutSpot         spot,
                 int                     row)
{
  Cell *cells = &self->cells[row * self->n_columns];

  return (Stretch){ cells + column_of (self, spot.x - card->width / 2), cells + column_of (self, spot.x + card->width / 2) };
}

static inline void
sort_spots (TenonLayoutSpot *a,
            TenonLayoutSpot *b)
{
  TenonLayoutSpot swap = *a;

  if (a->y <= b->y)
    return;
  *a = *b;
  *b = swap;
}

static void
put_line (TenonLayoutField *self,
          guint             line,
          void (*put) (List *, guint))
{
  TenonLayoutSpot a = self->lines[line].a;
  TenonLayoutSpot b = self->lines[line].b;

  sort_spots (&a, &b);
  for (int row = row_of (self, a.y); row <= row_of (self, b.y); row++)
    {
      Stretch stretch = stretch_of_line (self, a, b, row);

      for (Cell *cell = stretch.first; cell <= stretch.last; cell++)
        put (&cell->lines, line);
    }
}

static void
draw_line (TenonLayoutField *self,
           guint             line)
{
  self->lines[line].a = tenon_layout_field_get_spot (self, self->lines[line].from);
  self->lines[line].b = tenon_layout_field_get_spot (self, self->lines[line].to);
  put_line (self, line, list_add);
}

static void
put_card (TenonLayoutField *self,
          guint             id,
          void (*put) (List *, guint))
{
  const TenonLayoutCard *card = &self->cards[id];
  TenonLayoutSpot        spot = tenon_layout_field_get_spot (self, id);

  for (int row = row_of (self, spot.y - card->height / 2); row <= row_of (self, spot.y + card->height / 2); row++)
    {
      Stretch stretch = stretch_of_card (self, card, spot, row);

      for (Cell *cell = stretch.first; cell <= stretch.last; cell++)
        put (&cell->cards, id);
    }
}

/* Making */

static void
link_cards (TenonLayoutField *self,
            const guint      *ends)
{
  g_autofree guint *at = NULL;

  self->first = g_new0 (guint, self->n_cards + 1);
  self->neighbour = g_new (guint, MAX (2 * self->n_lines, 1));
  self->line = g_new (guint, MAX (2 * self->n_lines, 1));
  for (guint i = 0; i < 2 * self->n_lines; i++)
    self->first[ends[i] + 1]++;
  for (guint i = 0; i < self->n_cards; i++)
    self->first[i + 1] += self->first[i];
  at = g_memdup2 (self->first, (self->n_cards + 1) * sizeof *at);
  for (guint i = 0; i < 2 * self->n_lines; i++)
    {
      guint position = at[ends[i]]++;

      self->neighbour[position] = ends[i ^ 1];
      self->line[position] = i / 2;
    }
}

static void
make_cells (TenonLayoutField *self)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE, size = 0;

  self->left = self->top = G_MAXDOUBLE;
  for (guint i = 0; i < self->n_cards; i++)
    {
      const TenonLayoutCard *card = &self->cards[i];

      self->left = MIN (self->left, card->x - card->width / 2);
      right = MAX (right, card->x + card->width / 2);
      self->top = MIN (self->top, card->y - card->height / 2);
      bottom = MAX (bottom, card->y + card->height / 2);
      size += (card->width + card->height) / 2 / self->n_cards;
    }
  self->cell = MAX (MAX (size, sqrt ((right - self->left) * (bottom - self->top) / (FINENESS * (double)self->n_cards))), 1);
  self->cell = MAX (self->cell, MAX (right - self->left, bottom - self->top) / (FINENESS * (double)self->n_cards));
  self->n_columns = 1 + (int)((right - self->left) / self->cell);
  self->n_rows = 1 + (int)((bottom - self->top) / self->cell);
  self->cells = g_new0 (Cell, (gsize)self->n_columns * self->n_rows);
}

/**
 * tenon_layout_field_new:
 * @cards: at least one; they are moved in place
 * @ends: indexes of cards, two for each line; no line leads to where it begins, and no two are the same
 */
TenonLayoutField *
tenon_layout_field_new (TenonLayoutCard *cards,
                        guint            n_cards,
                        const guint     *ends,
                        guint            n_lines)
{
  TenonLayoutField *self = g_new0 (TenonLayoutField, 1);

  self->cards = cards;
  self->n_cards = n_cards;
  self->n_lines = n_lines;
  self->lines = g_new0 (Line, MAX (n_lines, 1));
  self->card_asked = g_new0 (guint, n_cards);
  link_cards (self, ends);
  make_cells (self);
  for (guint i = 0; i < n_lines; i++)
    {
      self->lines[i].from = ends[2 * i];
      self->lines[i].to = ends[2 * i + 1];
      draw_line (self, i);
    }
  for (guint i = 0; i < n_cards; i++)
    put_card (self, i, list_add);
  return self;
}

void
tenon_layout_field_free (TenonLayoutField *self)
{
  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    {
      g_free (self->cells[i].lines.items);
      g_free (self->cells[i].cards.items);
    }
  g_free (self->cells);
  g_free (self->first);
  g_free (self->neighbour);
  g_free (self->line);
  g_free (self->lines);
  g_free (self->card_asked);
  g_free (self);
}

/* Returns: breadth and height of a cell, about those of a card */
double
tenon_layout_field_get_cell (TenonLayoutField *self)
{
  return self->cell;
}

/* Returns: how many lines and cards have been looked at so far */
guint64
tenon_layout_field_get_effort (TenonLayoutField *self)
{
  return self->effort;
}

guint
tenon_layout_field_get_degree (TenonLayoutField *self,
                               guint             card)
{
  return self->first[card + 1] - self->first[card];
}

guint
tenon_layout_field_get_neighbour (TenonLayoutField *self,
                                  guint             card,
                                  guint             i)
{
  return self->neighbour[self->first[card] + i];
}

TenonLayoutSpot
tenon_layout_field_get_spot (TenonLayoutField *self,
                             guint             card)
{
  return (TenonLayoutSpot){ self->cards[card].x, self->cards[card].y };
}

/* Questions */

static inline double
turn (TenonLayoutSpot a,
      TenonLayoutSpot b,
      TenonLayoutSpot c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static inline gboolean
is_crossing (TenonLayoutSpot a,
             TenonLayoutSpot b,
             TenonLayoutSpot c,
             TenonLayoutSpot d)
{
  return (turn (a, b, c) > 0) != (turn (a, b, d) > 0) && (turn (c, d, a) > 0) != (turn (c, d, b) > 0);
}

/* Whether the line from @a to @b runs through the card with its centre at @spot. */
static inline gboolean
is_through (TenonLayoutSpot        a,
            TenonLayoutSpot        b,
            const TenonLayoutCard *card,
            TenonLayoutSpot        spot)
{
  double w = card->width / 2 * INSET;
  double h = card->height / 2 * INSET;

  if (MAX (a.x, b.x) <= spot.x - w || MIN (a.x, b.x) >= spot.x + w || MAX (a.y, b.y) <= spot.y - h || MIN (a.y, b.y) >= spot.y + h)
    return FALSE;
  return fabs (turn (a, b, spot)) < w * fabs (b.y - a.y) + h * fabs (b.x - a.x);
}

/* A line thought to lead from @card to @neighbour. */
typedef struct
{
  guint           card;
  guint           neighbour;
  TenonLayoutSpot spot; /* of the card */
  TenonLayoutSpot there;
} Thought;

static inline guint
count_crossings (TenonLayoutField *self,
                 const Cell       *cell,
                 const Thought    *thought)
{
  guint n = 0;

  for (guint i = 0; i < cell->lines.n; i++)
    {
      Line *line = &self->lines[cell->lines.items[i]];

      if (line->asked == self->question)
        continue;
      line->asked = self->question;
      if (line->from != thought->card && line->to != thought->card && line->from != thought->neighbour && line->to != thought->neighbour)
        n += is_crossing (thought->spot, thought->there, line->a, line->b);
    }
  self->effort += cell->lines.n;
  return n;
}

static inline guint
count_cards (TenonLayoutField *self,
             const Cell       *cell,
             const Thought    *thought)
{
  guint n = 0;

  for (guint i = 0; i < cell->cards.n; i++)
    {
      guint id = cell->cards.items[i];

      if (self->card_asked[id] == self->question)
        continue;
      self->card_asked[id] = self->question;
      if (id != thought->card && id != thought->neighbour)
        n += is_through (thought->spot, thought->there, &self->cards[id], tenon_layout_field_get_spot (self, id));
    }
  self->effort += cell->cards.n;
  return n;
}

static double
reckon_line (TenonLayoutField *self,
             const Thought    *thought)
{
  TenonLayoutSpot a = thought->spot, b = thought->there;
  guint           n_crossings = 0, n_through = 0;

  self->question++;
  sort_spots (&a, &b);
  for (int row = row_of (self, a.y); row <= row_of (self, b.y); row++)
    {
      Stretch stretch = stretch_of_line (self, a, b, row);

      for (const Cell *cell = stretch.first; cell <= stretch.last; cell++)
        {
          n_crossings += count_crossings (self, cell, thought);
          n_through += count_cards (self, cell, thought);
        }
    }
  return n_crossings + COST_THROUGH * n_through;
}

/* Other cards' lines that run through the cell's part of @card when it is at @spot. */
static inline guint
count_lines (TenonLayoutField *self,
             const Cell       *cell,
             guint             card,
             TenonLayoutSpot   spot)
{
  guint n = 0;

  for (guint i = 0; i < cell->lines.n; i++)
    {
      Line *line = &self->lines[cell->lines.items[i]];

      if (line->asked == self->question)
        continue;
      line->asked = self->question;
      if (line->from != card && line->to != card)
        n += is_through (line->a, line->b, &self->cards[card], spot);
    }
  self->effort += cell->lines.n;
  return n;
}

static guint
count_lines_under (TenonLayoutField *self,
                   guint             id,
                   TenonLayoutSpot   spot)
{
  const TenonLayoutCard *card = &self->cards[id];
  guint                  n = 0;

  self->question++;
  for (int row = row_of (self, spot.y - card->height / 2); row <= row_of (self, spot.y + card->height / 2); row++)
    {
      Stretch stretch = stretch_of_card (self, card, spot, row);

      for (const Cell *cell = stretch.first; cell <= stretch.last; cell++)
        n += count_lines (self, cell, id, spot);
    }
  return n;
}

/**
 * tenon_layout_field_reckon:
 * @spot: where the card's centre is thought to be
 * @limit: what is above this need not be exact
 *
 * Returns: the crossings of the card's lines, and a share of one for each card that they run through and for each line
 *   that runs through the card
 */
double
tenon_layout_field_reckon (TenonLayoutField *self,
                           guint             card,
                           TenonLayoutSpot   spot,
                           double            limit)
{
  double cost = 0;

  for (guint i = self->first[card]; i < self->first[card + 1] && cost <= limit; i++)
    {
      Thought thought = { card, self->neighbour[i], spot, tenon_layout_field_get_spot (self, self->neighbour[i]) };

      cost += reckon_line (self, &thought);
    }
  return cost <= limit ? cost + COST_THROUGH * count_lines_under (self, card, spot) : cost;
}

/* Returns: the length of the card's lines if its centre were at @spot */
double
tenon_layout_field_measure (TenonLayoutField *self,
                            guint             card,
                            TenonLayoutSpot   spot)
{
  double length = 0;

  for (guint i = self->first[card]; i < self->first[card + 1]; i++)
    {
      double dx = self->cards[self->neighbour[i]].x - spot.x;
      double dy = self->cards[self->neighbour[i]].y - spot.y;

      length += sqrt (dx * dx + dy * dy);
    }
  return length;
}

/* Returns: a card that @card would overlap at @spot, or %G_MAXUINT */
guint
tenon_layout_field_find_obstacle (TenonLayoutField *self,
                                  guint             card,
                                  TenonLayoutSpot   spot)
{
  const TenonLayoutCard *mine = &self->cards[card];

  for (int row = row_of (self, spot.y - mine->height / 2); row <= row_of (self, spot.y + mine->height / 2); row++)
    {
      Stretch stretch = stretch_of_card (self, mine, spot, row);

      for (const Cell *cell = stretch.first; cell <= stretch.last; cell++)
        {
          for (guint i = 0; i < cell->cards.n; i++)
            {
              guint                  id = cell->cards.items[i];
              const TenonLayoutCard *other = &self->cards[id];

              if (id != card && fabs (other->x - spot.x) < (other->width + mine->width) / 2 - 1e-6 && fabs (other->y - spot.y) < (other->height + mine->height) / 2 - 1e-6)
                return id;
            }
        }
    }
  return G_MAXUINT;
}

void
tenon_layout_field_move (TenonLayoutField *self,
                         guint             card,
                         TenonLayoutSpot   spot)
{
  for (guint i = self->first[card]; i < self->first[card + 1]; i++)
    put_line (self, self->line[i], list_remove);
  put_card (self, card, list_remove);
  self->cards[card].x = spot.x;
  self->cards[card].y = spot.y;
  put_card (self, card, list_add);
  for (guint i = self->first[card]; i < self->first[card + 1]; i++)
    draw_line (self, self->line[i]);
}
