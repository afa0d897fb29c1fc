/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packs rectangles under a skyline: the tallest first, each as far up as it goes. */

#include "layout/tenon-layout-pack.h"

#include <math.h>

/* Breadths tried, as shares of the one that would do if nothing was lost. */
#define N_TRIALS 24
#define NARROWEST 0.85
#define WIDEST 1.6
/* How far from the wanted shape is no worse, in the logarithm of the ratio. */
#define TOLERANCE 0.2

/* A stretch of the skyline. */
typedef struct
{
  int x;
  int width;
  int y; /* where there is room */
} Step;

static int
compare_parcels (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const TenonLayoutParcel *parcels = data;
  guint                    x = *(const guint *)a;
  guint                    y = *(const guint *)b;

  if (parcels[x].height != parcels[y].height)
    return parcels[x].height > parcels[y].height ? -1 : 1;
  if (parcels[x].width != parcels[y].width)
    return parcels[x].width > parcels[y].width ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Returns: how far up a parcel of @width can go at the step, or -1 where it would stick out of @limit */
static int
rest_on (GArray *skyline,
         guint   step,
         int     width,
         int     limit)
{
  int start = g_array_index (skyline, Step, step).x;
  int y = 0;

  if (start + width > limit)
    return -1;
  for (guint i = step; i < skyline->len && g_array_index (skyline, Step, i).x < start + width; i++)
    y = MAX (y, g_array_index (skyline, Step, i).y);
  return y;
}

static void
lift (GArray *skyline,
      guint   step,
      int     width,
      int     y)
{
  Step raised = { g_array_index (skyline, Step, step).x, width, y };
  int  end = raised.x + width;

  g_array_insert_val (skyline, step, raised);
  for (guint i = step + 1; i < skyline->len;)
    {
      Step *next = &g_array_index (skyline, Step, i);

      if (next->x + next->width <= end)
        {
          g_array_remove_index (skyline, i);
          continue;
        }
      if (next->x < end)
        {
          next->width -= end - next->x;
          next->x = end;
        }
      break;
    }
}

static void
place (GArray            *skyline,
       TenonLayoutParcel *parcel,
       int                limit)
{
  guint best = 0;
  int   best_y = G_MAXINT;

  for (guint i = 0; i < skyline->len; i++)
    {
      int y = rest_on (skyline, i, parcel->width, limit);

      if (y >= 0 && y < best_y)
        {
          best = i;
          best_y = y;
        }
    }
  parcel->x = g_array_index (skyline, Step, best).x;
  parcel->y = best_y;
  lift (skyline, best, parcel->width, best_y + parcel->height);
}

static void
pack_within (TenonLayoutParcel *parcels,
             guint              n_parcels,
             const guint       *order,
             int                limit,
             int               *width,
             int               *height)
{
  g_autoptr (GArray) skyline = g_array_new (FALSE, FALSE, sizeof (Step));
  Step ground = { 0 };

  ground.width = limit;
  g_array_append_val (skyline, ground);
  *width = *height = 1;
  for (guint i = 0; i < n_parcels; i++)
    {
      TenonLayoutParcel *parcel = &parcels[order[i]];

      place (skyline, parcel, limit);
      *width = MAX (*width, parcel->x + parcel->width);
      *height = MAX (*height, parcel->y + parcel->height);
    }
}

/* The area; more where its shape is far from the one wanted. */
static double
judge (int    width,
       int    height,
       double aspect)
{
  double off = fabs (log (width / (aspect * height)));

  return (double)width * height * MAX (1, off / TOLERANCE);
}

/**
 * tenon_layout_pack:
 * @parcels: (inout): their places are set, from (0, 0) on, without overlaps
 * @aspect: breadth over height the whole should about have
 *
 * Several breadths are tried: the smallest area stands, unless it is a strip.
 */
void
tenon_layout_pack (TenonLayoutParcel *parcels,
                   guint              n_parcels,
                   double             aspect)
{
  g_autofree guint *order = g_new (guint, MAX (n_parcels, 1));
  double            area = 0, best = G_MAXDOUBLE;
  int               widest = 0, best_limit = 0, width, height;

  for (guint i = 0; i < n_parcels; i++)
    {
      order[i] = i;
      area += (double)parcels[i].width * parcels[i].height;
      widest = MAX (widest, parcels[i].width);
    }
  g_qsort_with_data (order, n_parcels, sizeof *order, compare_parcels, parcels);
  for (guint i = 0; i < N_TRIALS; i++)
    {
      int    limit = MAX (widest, (int)(sqrt (area * aspect) * (NARROWEST + i * (WIDEST - NARROWEST) / N_TRIALS)));
      double cost;

      pack_within (parcels, n_parcels, order, limit, &width, &height);
      cost = judge (width, height, aspect);
      if (cost >= best)
        continue;
      best = cost;
      best_limit = limit;
    }
  pack_within (parcels, n_parcels, order, best_limit, &width, &height);
}
