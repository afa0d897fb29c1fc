/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards under the hand fall into line: with edges and middles of those around them, else with the grid. */

#include <math.h>

#include "tenon-canvas-private.h"

#define REACH 7 /* screen pixels within which a card falls into line */
#define GRID 8  /* world pixels */

/* One direction: where the edges and the middle of a card may lie. */
typedef struct
{
  int      best; /* how far to go to fall into line */
  int      distance;
  double   at; /* the line */
  gboolean found;
} Fit;

static void
try_line (Fit *fit,
          int  own,
          int  other,
          int  reach)
{
  int distance = abs (other - own);

  if (distance > reach || (fit->found && distance >= fit->distance))
    return;
  *fit = (Fit){ other - own, distance, other, TRUE };
}

static void
try_span (Fit *fit,
          int  own,
          int  own_length,
          int  other,
          int  other_length,
          int  reach)
{
  try_line (fit, own, other, reach);
  try_line (fit, own + own_length, other + other_length, reach);
  try_line (fit, own + own_length / 2, other + other_length / 2, reach);
}

static int
snap_to_grid (int at)
{
  return (int)floor ((double)at / GRID + 0.5) * GRID;
}

static void
find_guide (TenonCanvas    *self,
            TenonGraphNode *card,
            double          at,
            gboolean        upright)
{
  double from = upright ? card->y : card->x, to = from + (upright ? card->height : card->width);

  for (guint i = 0; i < self->shown->len; i++)
    {
      TenonGraphNode *other = tenon_canvas_node (self, g_array_index (self->shown, guint, i));
      int             start = upright ? other->x : other->y, length = upright ? other->width : other->height;

      if (start != at && start + length != at && start + length / 2 != at)
        continue;
      from = MIN (from, upright ? other->y : other->x);
      to = MAX (to, upright ? other->y + other->height : other->x + other->width);
    }
  if (upright)
    graphene_rect_init (&self->guides[0], at, from, 0, to - from);
  else
    graphene_rect_init (&self->guides[1], from, at, to - from, 0);
}

/**
 * tenon_canvas_snap:
 * @dx: (inout): where the card under the hand is to go from where it was pressed, in world pixels
 * @dy: (inout): likewise
 *
 * Bends the way so that the card falls into line with one in view, or with the grid, and remembers the lines to draw.
 */
void
tenon_canvas_snap (TenonCanvas *self,
                   int         *dx,
                   int         *dy)
{
  int             reach = (int)ceil (REACH / tenon_viewport_get_scale (self->viewport));
  TenonGraphNode *card, aimed;
  Fit             across = { 0 }, down = { 0 };

  self->n_guides = 0;
  if (self->drag.pressed == NO_ITEM)
    return;
  card = tenon_canvas_node (self, self->drag.pressed);
  aimed = *card;
  aimed.x += *dx - self->drag.moved_x;
  aimed.y += *dy - self->drag.moved_y;
  for (guint i = 0; i < self->shown->len; i++)
    {
      guint           index = g_array_index (self->shown, guint, i);
      TenonGraphNode *other = tenon_canvas_node (self, index);

      if (tenon_card_get_selected (tenon_canvas_item (self, index)->card) || !other->is_placed)
        continue;
      try_span (&across, aimed.x, aimed.width, other->x, other->width, reach);
      try_span (&down, aimed.y, aimed.height, other->y, other->height, reach);
    }
  *dx += across.found ? across.best : snap_to_grid (aimed.x) - aimed.x;
  *dy += down.found ? down.best : snap_to_grid (aimed.y) - aimed.y;
  aimed.x += across.found ? across.best : 0;
  aimed.y += down.found ? down.best : 0;
  graphene_rect_init (&self->guides[0], 0, 0, 0, 0);
  graphene_rect_init (&self->guides[1], 0, 0, 0, 0);
  if (across.found)
    find_guide (self, &aimed, across.at, TRUE);
  if (down.found)
    find_guide (self, &aimed, down.at, FALSE);
  self->n_guides = across.found + down.found;
}

/* The lines cards have fallen into, while they are under the hand. */
void
tenon_canvas_snapshot_guides (TenonCanvas *self,
                              GtkSnapshot *snapshot)
{
  double scale = tenon_viewport_get_scale (self->viewport), x, y;

  if (self->drag.mode != TENON_DRAG_MOVE || self->n_guides == 0)
    return;
  tenon_canvas_get_origin (self, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (self->guides); i++)
    {
      const graphene_rect_t *guide = &self->guides[i];

      if (guide->size.width == 0 && guide->size.height == 0)
        continue;
      gtk_snapshot_append_color (snapshot, &self->palette.accent,
                                 &GRAPHENE_RECT_INIT (x + round (guide->origin.x * scale), y + round (guide->origin.y * scale),
                                                      MAX (round (guide->size.width * scale), 1), MAX (round (guide->size.height * scale), 1)));
    }
}
