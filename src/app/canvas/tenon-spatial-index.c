/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of many rectangles may be in an area: a frame costs what is seen, not what there is. */

#include "tenon-spatial-index.h"

#include <math.h>

#define CELL 640
#define MOST_CELLS 48 /* a thing in more cells than that is in none, but in a list */

/**
 * TenonSpatialIndex:
 *
 * A grid of square cells, each with the numbers of the things that touch it. Things are numbered from 0. A thing
 * that moves is loosened: every query finds it until the index is filled anew, which is cheap for a few.
 */
struct _TenonSpatialIndex
{
  GHashTable *cells;    /* packed cell -> GArray of guint */
  GArray     *large;    /* (element-type Large) */
  GArray     *loose;    /* (element-type guint) */
  GArray     *is_loose; /* (element-type gboolean) by thing */
  GArray     *stamps;   /* (element-type guint) by thing: the query that found it last */
  guint       stamp;
  guint       n_things;
};

/* A thing in too many cells. */
typedef struct
{
  guint           thing;
  graphene_rect_t bounds;
} Large;

static void
cell_free (gpointer cell)
{
  g_array_unref (cell);
}

TenonSpatialIndex *
tenon_spatial_index_new (void)
{
  TenonSpatialIndex *self = g_new0 (TenonSpatialIndex, 1);

  self->cells = g_hash_table_new_full (NULL, NULL, NULL, cell_free);
  self->large = g_array_new (FALSE, FALSE, sizeof (Large));
  self->loose = g_array_new (FALSE, FALSE, sizeof (guint));
  self->is_loose = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->stamps = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

void
tenon_spatial_index_free (TenonSpatialIndex *self)
{
  g_hash_table_unref (self->cells);
  g_array_unref (self->large);
  g_array_unref (self->loose);
  g_array_unref (self->is_loose);
  g_array_unref (self->stamps);
  g_free (self);
}

/* Forgets everything; things 0 to @n_things - 1 may be added. */
void
tenon_spatial_index_reset (TenonSpatialIndex *self,
                           guint              n_things)
{
  g_hash_table_remove_all (self->cells);
  g_array_set_size (self->large, 0);
  g_array_set_size (self->loose, 0);
  g_array_set_size (self->is_loose, 0);
  g_array_set_size (self->is_loose, n_things);
  g_array_set_size (self->stamps, 0);
  g_array_set_size (self->stamps, n_things);
  self->stamp = 0;
  self->n_things = n_things;
}

typedef struct
{
  int    left;
  int    right;
  int    top;
  int    bottom;
  double count;
} Span;

static Span
get_span (const graphene_rect_t *area)
{
  const double limit = 32000; /* cells are packed in 16 bits a side */
  Span         span = {
            (int)CLAMP (floor (area->origin.x / CELL), -limit, limit),
            (int)CLAMP (floor ((area->origin.x + area->size.width) / CELL), -limit, limit),
            (int)CLAMP (floor (area->origin.y / CELL), -limit, limit),
            (int)CLAMP (floor ((area->origin.y + area->size.height) / CELL), -limit, limit),
  };

  span.count = (span.right - span.left + 1.0) * (span.bottom - span.top + 1.0);
  return span;
}

static gpointer
pack (int x,
      int y)
{
  return GUINT_TO_POINTER (((guint)(x + 32768) << 16) | (guint)(y + 32768));
}

void
tenon_spatial_index_add (TenonSpatialIndex     *self,
                         guint                  thing,
                         const graphene_rect_t *bounds)
{
  Span span = get_span (bounds);

  g_return_if_fail (thing < self->n_things);

  if (span.count > MOST_CELLS)
    {
      Large large = { thing, *bounds };

      g_array_append_val (self->large, large);
      return;
    }
  for (int x = span.left; x <= span.right; x++)
    for (int y = span.top; y <= span.bottom; y++)
      {
        GArray *cell = g_hash_table_lookup (self->cells, pack (x, y));

        if (cell == NULL)
          {
            cell = g_array_new (FALSE, FALSE, sizeof (guint));
            g_hash_table_insert (self->cells, pack (x, y), cell);
          }
        g_array_append_val (cell, thing);
      }
}

/* It is not where it was added: every query finds it from now on. */
void
tenon_spatial_index_loosen (TenonSpatialIndex *self,
                            guint              thing)
{
  if (thing >= self->n_things || g_array_index (self->is_loose, gboolean, thing))
    return;

  g_array_index (self->is_loose, gboolean, thing) = TRUE;
  g_array_append_val (self->loose, thing);
}

static void
collect_one (TenonSpatialIndex *self,
             guint              thing,
             GArray            *found)
{
  if (g_array_index (self->stamps, guint, thing) == self->stamp)
    return;
  g_array_index (self->stamps, guint, thing) = self->stamp;
  g_array_append_val (found, thing);
}

static void
collect (TenonSpatialIndex *self,
         GArray            *things,
         GArray            *found)
{
  for (guint i = 0; i < things->len; i++)
    collect_one (self, g_array_index (things, guint, i), found);
}

static int
compare_things (gconstpointer a,
                gconstpointer b)
{
  guint first = *(const guint *)a, second = *(const guint *)b;

  return first < second ? -1 : first > second;
}

/**
 * tenon_spatial_index_query:
 * @found: (element-type guint): emptied, then filled with what may touch @area, ascending, each once
 *
 * Things outside @area may be among them: the caller looks at their bounds.
 */
void
tenon_spatial_index_query (TenonSpatialIndex     *self,
                           const graphene_rect_t *area,
                           GArray                *found)
{
  Span span = get_span (area);

  g_array_set_size (found, 0);
  if (span.count >= MAX (g_hash_table_size (self->cells), 1))
    {
      /* nearly everything is seen: looking at each is cheaper than collecting it */
      for (guint i = 0; i < self->n_things; i++)
        g_array_append_val (found, i);
      return;
    }

  self->stamp++;
  collect (self, self->loose, found);
  for (guint i = 0; i < self->large->len; i++)
    {
      const Large *large = &g_array_index (self->large, Large, i);

      if (tenon_rects_meet (&large->bounds, area))
        collect_one (self, large->thing, found);
    }
  for (int x = span.left; x <= span.right; x++)
    for (int y = span.top; y <= span.bottom; y++)
      {
        GArray *cell = g_hash_table_lookup (self->cells, pack (x, y));

        if (cell != NULL)
          collect (self, cell, found);
      }
  g_array_sort (found, compare_things);
}

/* Whether two rectangles of positive size overlap or touch; graphene's own answer normalises both first. */
gboolean
tenon_rects_meet (const graphene_rect_t *a,
                  const graphene_rect_t *b)
{
  return a->origin.x <= b->origin.x + b->size.width && b->origin.x <= a->origin.x + a->size.width && a->origin.y <= b->origin.y + b->size.height && b->origin.y <= a->origin.y + a->size.height;
}

/* Whether @inner, of positive size as @outer is, lies wholly in it. */
gboolean
tenon_rect_holds (const graphene_rect_t *outer,
                  const graphene_rect_t *inner)
{
  return inner->origin.x >= outer->origin.x && inner->origin.y >= outer->origin.y && inner->origin.x + inner->size.width <= outer->origin.x + outer->size.width && inner->origin.y + inner->size.height <= outer->origin.y + outer->size.height;
}
