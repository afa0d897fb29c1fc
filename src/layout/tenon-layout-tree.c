/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A quadtree over points with masses: far away, a cell stands for all that is in it. */

#include "layout/tenon-layout-tree.h"

#include <math.h>

/* A cell stands for its points where it is narrower than this share of its distance. */
#define OPENING 1.1
/* Points that agree in this many halvings share a cell. */
#define MAX_DEPTH 20

typedef struct
{
  double x; /* centre of mass; the sum of mass times place while the tree is filled */
  double y;
  double mass;
  guint  child[4]; /* 0: none */
  guint  n_points;
} Cell;

struct _TenonLayoutTree
{
  GArray *cells; /* (element-type Cell), the root first */
  double  left;
  double  top;
  double  size;
};

TenonLayoutTree *
tenon_layout_tree_new (guint n_points)
{
  TenonLayoutTree *self = g_new0 (TenonLayoutTree, 1);

  self->cells = g_array_sized_new (FALSE, TRUE, sizeof (Cell), 3 * n_points);
  return self;
}

void
tenon_layout_tree_free (TenonLayoutTree *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

static guint
add_cell (TenonLayoutTree *self)
{
  Cell cell = { 0 };

  g_array_append_val (self->cells, cell);
  return self->cells->len - 1;
}

static void
measure (TenonLayoutTree *self,
         const double    *x,
         const double    *y,
         guint            n)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  self->left = G_MAXDOUBLE;
  self->top = G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    {
      self->left = MIN (self->left, x[i]);
      self->top = MIN (self->top, y[i]);
      right = MAX (right, x[i]);
      bottom = MAX (bottom, y[i]);
    }
  self->size = MAX (MAX (right - self->left, bottom - self->top), 1e-6);
}

/* Each cell holds the sums of its points; a cell with one point has no children until a second one comes. */
static void
insert (TenonLayoutTree *self,
        double           x,
        double           y,
        double           mass)
{
  guint  at = 0;
  double left = self->left, top = self->top, size = self->size;

  for (guint depth = 0;; depth++)
    {
      Cell    *cell = &g_array_index (self->cells, Cell, at);
      gboolean was_single = cell->n_points == 1;
      double   old_x = cell->x, old_y = cell->y, old_mass = cell->mass;
      guint    quadrant, child;

      cell->x += x * mass;
      cell->y += y * mass;
      cell->mass += mass;
      if (cell->n_points++ == 0 || depth >= MAX_DEPTH)
        return;
      size /= 2;
      if (was_single)
        {
          /* The one that was here moves down first. */
          Cell *below;

          quadrant = (old_x / old_mass >= left + size) + 2 * (old_y / old_mass >= top + size);
          child = add_cell (self);
          below = &g_array_index (self->cells, Cell, child);
          below->x = old_x;
          below->y = old_y;
          below->mass = old_mass;
          below->n_points = 1;
          g_array_index (self->cells, Cell, at).child[quadrant] = child;
        }
      quadrant = (x >= left + size) + 2 * (y >= top + size);
      child = g_array_index (self->cells, Cell, at).child[quadrant];
      if (child == 0)
        {
          child = add_cell (self);
          g_array_index (self->cells, Cell, at).child[quadrant] = child;
        }
      left += quadrant & 1 ? size : 0;
      top += quadrant & 2 ? size : 0;
      at = child;
    }
}

void
tenon_layout_tree_fill (TenonLayoutTree *self,
                        const double    *x,
                        const double    *y,
                        const double    *mass,
                        guint            n)
{
  g_array_set_size (self->cells, 0);
  measure (self, x, y, n);
  add_cell (self);
  for (guint i = 0; i < n; i++)
    insert (self, x[i], y[i], mass[i]);
  for (guint i = 0; i < self->cells->len; i++)
    {
      Cell *cell = &g_array_index (self->cells, Cell, i);

      cell->x /= cell->mass;
      cell->y /= cell->mass;
    }
}

/**
 * tenon_layout_tree_repel:
 * @fx: (inout): receives the sum over all points of mass / distance to the power of 1.5, away from each
 *
 * A point at the very place asked for adds nothing.
 */
void
tenon_layout_tree_repel (TenonLayoutTree *self,
                         double           x,
                         double           y,
                         double          *fx,
                         double          *fy)
{
  struct
  {
    guint  cell;
    double size;
  } stack[4 * (MAX_DEPTH + 2)];
  guint depth = 0;

  stack[depth].cell = 0;
  stack[depth++].size = self->size;
  while (depth > 0)
    {
      guint       at = stack[--depth].cell;
      double      size = stack[depth].size;
      const Cell *cell = &g_array_index (self->cells, Cell, at);
      double      dx = x - cell->x;
      double      dy = y - cell->y;
      double      square = dx * dx + dy * dy;
      gboolean    is_leaf = (cell->child[0] | cell->child[1] | cell->child[2] | cell->child[3]) == 0;

      if (is_leaf || size * size < OPENING * OPENING * square)
        {
          double force = cell->mass / MAX (square * sqrt (sqrt (square)), 1e-6);

          *fx += dx * force;
          *fy += dy * force;
          continue;
        }
      for (guint i = 0; i < 4; i++)
        {
          if (cell->child[i] == 0)
            continue;
          stack[depth].cell = cell->child[i];
          stack[depth++].size = size / 2;
        }
    }
}
