/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in the way of lines, on a grid: how far does one get from here? */

#include "layout/tenon-layout-blocks.h"

#include <math.h>

/* Cells for each box, at most. */
#define FINENESS 4

struct _TenonLayoutBlocks
{
  const TenonLayoutBox *boxes;
  guint                *first; /* of each cell, into members */
  guint                *members;
  double                left;
  double                top;
  double                cell;
  int                   n_columns;
  int                   n_rows;
};

static int
column_of (const TenonLayoutBlocks *self,
           double                   x)
{
  return (int)CLAMP ((x - self->left) / self->cell, 0, self->n_columns - 1);
}

static int
row_of (const TenonLayoutBlocks *self,
        double                   y)
{
  return (int)CLAMP ((y - self->top) / self->cell, 0, self->n_rows - 1);
}

static void
make_cells (TenonLayoutBlocks *self,
            guint              n)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE, size = 0;

  self->left = self->top = G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    {
      const TenonLayoutBox *box = &self->boxes[i];

      self->left = MIN (self->left, box->left);
      self->top = MIN (self->top, box->top);
      right = MAX (right, box->right);
      bottom = MAX (bottom, box->bottom);
      size += (box->right - box->left + box->bottom - box->top) / 2 / n;
    }
  if (n == 0)
    self->left = self->top = right = bottom = 0;
  self->cell = MAX (MAX (size, 1), sqrt ((right - self->left) * (bottom - self->top) / (FINENESS * (n + 1.0))));
  self->cell = MAX (self->cell, MAX (right - self->left, bottom - self->top) / (FINENESS * (n + 1.0)));
  self->n_columns = 1 + (int)((right - self->left) / self->cell);
  self->n_rows = 1 + (int)((bottom - self->top) / self->cell);
}

/* @at: (nullable): where the next member of each cell goes; without it they are counted */
static void
visit_cells (TenonLayoutBlocks *self,
             guint              n,
             guint             *at)
{
  for (guint i = 0; i < n; i++)
    {
      const TenonLayoutBox *box = &self->boxes[i];

      for (int row = row_of (self, box->top); row <= row_of (self, box->bottom); row++)
        {
          for (int column = column_of (self, box->left); column <= column_of (self, box->right); column++)
            {
              guint cell = row * self->n_columns + column;

              if (at == NULL)
                self->first[cell + 1]++;
              else
                self->members[at[cell]++] = i;
            }
        }
    }
}

/**
 * tenon_layout_blocks_new:
 * @boxes: not copied: must stay
 */
TenonLayoutBlocks *
tenon_layout_blocks_new (const TenonLayoutBox *boxes,
                         guint                 n_boxes)
{
  TenonLayoutBlocks *self = g_new0 (TenonLayoutBlocks, 1);
  g_autofree guint  *at = NULL;
  guint              n_cells;

  self->boxes = boxes;
  make_cells (self, n_boxes);
  n_cells = (guint)self->n_columns * self->n_rows;
  self->first = g_new0 (guint, n_cells + 1);
  visit_cells (self, n_boxes, NULL);
  for (guint i = 0; i < n_cells; i++)
    self->first[i + 1] += self->first[i];
  self->members = g_new (guint, MAX (self->first[n_cells], 1));
  at = g_memdup2 (self->first, (n_cells + 1) * sizeof *at);
  visit_cells (self, n_boxes, at);
  return self;
}

void
tenon_layout_blocks_free (TenonLayoutBlocks *self)
{
  g_free (self->first);
  g_free (self->members);
  g_free (self);
}

static gboolean
covers (const TenonLayoutBox *box,
        TenonGraphPoint       point)
{
  return box->left < point.x && point.x < box->right && box->top < point.y && point.y < box->bottom;
}

gboolean
tenon_layout_blocks_is_free (TenonLayoutBlocks *self,
                             TenonGraphPoint    point)
{
  guint cell = row_of (self, point.y) * self->n_columns + column_of (self, point.x);

  for (guint i = self->first[cell]; i < self->first[cell + 1]; i++)
    {
      if (covers (&self->boxes[self->members[i]], point))
        return FALSE;
    }
  return TRUE;
}

/* The way down or up from the point, cell by cell until something is met. */
static double
look_upright (TenonLayoutBlocks *self,
              TenonGraphPoint    point,
              int                direction,
              double             limit)
{
  int column = column_of (self, point.x);
  int last = row_of (self, limit);

  for (int row = row_of (self, point.y);; row += direction)
    {
      guint  cell = row * self->n_columns + column;
      double met = limit;

      for (guint i = self->first[cell]; i < self->first[cell + 1]; i++)
        {
          const TenonLayoutBox *box = &self->boxes[self->members[i]];

          if (point.x <= box->left || point.x >= box->right)
            continue;
          if (direction > 0 && box->top >= point.y)
            met = MIN (met, box->top);
          if (direction < 0 && box->bottom <= point.y)
            met = MAX (met, box->bottom);
        }
      if (met != limit || row == last)
        return met;
    }
}

static double
look_level (TenonLayoutBlocks *self,
            TenonGraphPoint    point,
            int                direction,
            double             limit)
{
  int row = row_of (self, point.y);
  int last = column_of (self, limit);

  for (int column = column_of (self, point.x);; column += direction)
    {
      guint  cell = row * self->n_columns + column;
      double met = limit;

      for (guint i = self->first[cell]; i < self->first[cell + 1]; i++)
        {
          const TenonLayoutBox *box = &self->boxes[self->members[i]];

          if (point.y <= box->top || point.y >= box->bottom)
            continue;
          if (direction > 0 && box->left >= point.x)
            met = MIN (met, box->left);
          if (direction < 0 && box->right <= point.x)
            met = MAX (met, box->right);
        }
      if (met != limit || column == last)
        return met;
    }
}

/**
 * tenon_layout_blocks_find_stretch:
 * @point: a free one within @area
 *
 * Returns: how far one gets from it, both ways, until a box or the end of the area
 */
TenonLayoutStretch
tenon_layout_blocks_find_stretch (TenonLayoutBlocks    *self,
                                  TenonGraphPoint       point,
                                  gboolean              is_upright,
                                  const TenonLayoutBox *area)
{
  TenonLayoutStretch stretch = { 0, 0, 0 };

  if (is_upright)
    {
      stretch.at = point.x;
      stretch.low = (int)ceil (look_upright (self, point, -1, area->top));
      stretch.high = (int)floor (look_upright (self, point, 1, area->bottom));
    }
  else
    {
      stretch.at = point.y;
      stretch.low = (int)ceil (look_level (self, point, -1, area->left));
      stretch.high = (int)floor (look_level (self, point, 1, area->right));
    }
  return stretch;
}
