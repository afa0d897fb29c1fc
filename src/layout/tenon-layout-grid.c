/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Boxes by where they are: answers what is near a place without looking at everything. */

#include "layout/tenon-layout-grid.h"

#include <math.h>

/* A box, or a question, over more cells than this is not spread over them. */
#define MANY_CELLS 1024
/* Cells share this many lists, a power of two. What a list holds of other cells costs a comparison and no more. */
#define N_LISTS 8192

typedef struct
{
  guint          id;
  guint          asked; /* the last question that has met it */
  TenonLayoutBox box;
} Entry;

typedef struct
{
  guint entry; /* its position */
  guint next;  /* position of the next link and one; 0: the last */
} ListLink;

struct _TenonLayoutGrid
{
  double  cell;
  guint   question;
  GArray *entries; /* (element-type Entry) */
  GArray *links;   /* (element-type ListLink) */
  guint  *lists;   /* position of the first link and one; 0: empty */
  GArray *large;   /* (element-type guint) positions of entries that are in no cell */
};

/**
 * tenon_layout_grid_new:
 * @cell: breadth and height of a cell, about those of a box
 */
TenonLayoutGrid *
tenon_layout_grid_new (double cell)
{
  TenonLayoutGrid *self = g_new0 (TenonLayoutGrid, 1);

  self->cell = MAX (cell, 16);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->links = g_array_new (FALSE, FALSE, sizeof (ListLink));
  self->lists = g_new0 (guint, N_LISTS);
  self->large = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
tenon_layout_grid_free (TenonLayoutGrid *self)
{
  g_array_unref (self->entries);
  g_array_unref (self->links);
  g_free (self->lists);
  g_array_unref (self->large);
  g_free (self);
}

/**
 * tenon_layout_boxes_meet:
 *
 * Returns: whether the two share more than an edge
 */
gboolean
tenon_layout_boxes_meet (const TenonLayoutBox *a,
                         const TenonLayoutBox *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

typedef struct
{
  gint64 left;
  gint64 top;
  gint64 right;
  gint64 bottom;
} Range;

static gboolean
find_range (TenonLayoutGrid      *self,
            const TenonLayoutBox *box,
            Range                *range)
{
  const double far = 1e12;

  range->left = (gint64)floor (CLAMP (box->left, -far, far) / self->cell);
  range->top = (gint64)floor (CLAMP (box->top, -far, far) / self->cell);
  range->right = (gint64)floor (CLAMP (box->right, -far, far) / self->cell);
  range->bottom = (gint64)floor (CLAMP (box->bottom, -far, far) / self->cell);
  if (range->right - range->left >= MANY_CELLS || range->bottom - range->top >= MANY_CELLS)
    return FALSE;
  return (range->right - range->left + 1) * (range->bottom - range->top + 1) <= MANY_CELLS;
}

static guint
list_of (gint64 x,
         gint64 y)
{
  guint64 mixed = (guint64)x * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ (guint64)y * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);

  return (mixed ^ mixed >> 32) & (N_LISTS - 1);
}

static void
put (TenonLayoutGrid *self,
     gint64           x,
     gint64           y,
     guint            position)
{
  guint    list = list_of (x, y);
  ListLink link = { position, self->lists[list] };

  g_array_append_val (self->links, link);
  self->lists[list] = self->links->len;
}

void
tenon_layout_grid_add (TenonLayoutGrid      *self,
                       guint                 id,
                       const TenonLayoutBox *box)
{
  Entry entry = { .id = id, .box = *box };
  guint position = self->entries->len;
  Range range;

  g_array_append_val (self->entries, entry);
  if (!find_range (self, box, &range))
    {
      g_array_append_val (self->large, position);
      return;
    }
  for (gint64 y = range.top; y <= range.bottom; y++)
    {
      for (gint64 x = range.left; x <= range.right; x++)
        put (self, x, y, position);
    }
}

static gboolean
visit_entry (TenonLayoutGrid      *self,
             guint                 position,
             const TenonLayoutBox *box,
             TenonLayoutVisit      visit,
             gpointer              data)
{
  Entry *entry = &g_array_index (self->entries, Entry, position);

  if (entry->asked == self->question)
    return TRUE;
  entry->asked = self->question;
  return !tenon_layout_boxes_meet (&entry->box, box) || visit (entry->id, &entry->box, data);
}

static gboolean
visit_cells (TenonLayoutGrid      *self,
             const Range          *range,
             const TenonLayoutBox *box,
             TenonLayoutVisit      visit,
             gpointer              data)
{
  for (gint64 y = range->top; y <= range->bottom; y++)
    {
      for (gint64 x = range->left; x <= range->right; x++)
        {
          for (guint i = self->lists[list_of (x, y)]; i > 0; i = g_array_index (self->links, ListLink, i - 1).next)
            {
              if (!visit_entry (self, g_array_index (self->links, ListLink, i - 1).entry, box, visit, data))
                return FALSE;
            }
        }
    }
  for (guint i = 0; i < self->large->len; i++)
    {
      if (!visit_entry (self, g_array_index (self->large, guint, i), box, visit, data))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_layout_grid_visit:
 *
 * Calls @visit once for every box that shares more than an edge with @box.
 *
 * Returns: %FALSE when @visit ended it
 */
gboolean
tenon_layout_grid_visit (TenonLayoutGrid      *self,
                         const TenonLayoutBox *box,
                         TenonLayoutVisit      visit,
                         gpointer              data)
{
  Range range;

  self->question++;
  if (find_range (self, box, &range))
    return visit_cells (self, &range, box, visit, data);
  for (guint i = 0; i < self->entries->len; i++)
    {
      if (!visit_entry (self, i, box, visit, data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
stop (guint                 id,
      const TenonLayoutBox *box,
      gpointer              data)
{
  return FALSE;
}

gboolean
tenon_layout_grid_is_free (TenonLayoutGrid      *self,
                           const TenonLayoutBox *box)
{
  return tenon_layout_grid_visit (self, box, stop, NULL);
}
