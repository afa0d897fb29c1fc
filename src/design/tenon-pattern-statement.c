/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the statement bound to a pattern says of its conditions, where the pattern has no field for it: sides of an OR, lists of
 * values, further ranges, NULLs, locks, and inserts of what may be there already. A statement says all it asks for: beside
 * it nothing is assumed from words. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

static TenonShape *
find_shape (TenonReader  *reader,
            TenonReading *self)
{
  TenonObservation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;

  return seen != NULL ? seen->shape : NULL;
}

static void
take_own (TenonReader  *reader,
          TenonReading *self,
          char        **dotted,
          GPtrArray    *into)
{
  tenon_reading_take_columns (reader, self, dotted, into);
}

static void
drop (GPtrArray *columns,
      GPtrArray *dropped)
{
  for (guint i = columns->len; i > 0; i--)
    if (tenon_reading_contains (dropped, g_ptr_array_index (columns, i - 1)))
      g_ptr_array_remove_index (columns, i - 1);
}

/* Whether the listed columns are all that is given, and a key of the table: several rows, each by its key. */
static gboolean
list_keys (TenonReading *self,
           GPtrArray    *lists)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_copy (lists, NULL, NULL);

  for (guint i = 0; i < self->equality->len; i++)
    if (!tenon_reading_contains (lists, g_ptr_array_index (self->equality, i)))
      return FALSE;
  g_ptr_array_add (columns, NULL);
  return lists->len > 0 && tenon_source_table_is_unique (self->table, (const char *const *)columns->pdata);
}

/* "status IN ('paid', 'packed')" beside another value is a filter; alone it is as many requests as values. */
static void
take_lists (TenonReader  *reader,
            TenonReading *self,
            TenonShape   *shape)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  take_own (reader, self, shape->in_lists, lists);
  if (lists->len == 0)
    return;
  if (list_keys (self, lists))
    {
      for (guint i = 0; i < lists->len; i++)
        tenon_reading_add_once (self->equality, g_ptr_array_index (lists, i));
      self->is_batch = TRUE;
      return;
    }
  drop (self->equality, lists);
  drop (self->filters, lists);
  if (self->equality->len > 0)
    {
      g_ptr_array_extend (self->lists, lists, NULL, NULL);
      return;
    }
  for (guint i = 0; i < lists->len; i++)
    tenon_reading_add_once (self->equality, g_ptr_array_index (lists, i));
  tenon_reading_note (self, "%s comes as a list of values: one request for each of them", (char *)g_ptr_array_index (lists, 0));
}

static void
take_ranges (TenonReader  *reader,
             TenonReading *self,
             TenonShape   *shape)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  char *range[] = { self->pattern->range, NULL };

  take_own (reader, self, range, first);
  take_own (reader, self, shape->range, self->ranges);
  take_own (reader, self, shape->prefix, self->ranges);
  /* The first of them may find its place in a key. */
  if (first->len == 0 && self->ranges->len > 0)
    self->range = g_ptr_array_index (self->ranges, 0);
  drop (self->ranges, first);
  if (self->range != NULL)
    g_ptr_array_remove (self->ranges, (gpointer)self->range);
  drop (self->filters, self->ranges);
  drop (self->ranges, self->equality);
}

static void
take_nulls (TenonReader  *reader,
            TenonReading *self,
            TenonShape   *shape)
{
  g_autoptr (GPtrArray) nulls = g_ptr_array_new ();

  take_own (reader, self, shape->is_null, nulls);
  drop (nulls, self->equality);
  if (nulls->len > 0 && self->is_null == NULL)
    self->is_null = g_ptr_array_index (nulls, 0);
}

/**
 * tenon_reading_take_statement:
 *
 * Takes the conditions of the statement that the pattern is bound to.
 *
 * Returns: whether there is one: it says all, and nothing is to be assumed
 */
gboolean
tenon_reading_take_statement (TenonReader  *reader,
                              TenonReading *self)
{
  TenonShape *shape = find_shape (reader, self);

  if (shape == NULL)
    return FALSE;
  take_own (reader, self, shape->either, self->either);
  drop (self->equality, self->either);
  drop (self->filters, self->either);
  take_lists (reader, self, shape);
  if (self->kind != TENON_READING_CREATE)
    {
      take_ranges (reader, self, shape);
      take_nulls (reader, self, shape);
    }
  if (shape->locks && tenon_reading_is_read (self) && !self->is_strong)
    {
      self->is_strong = TRUE;
      tenon_reading_note (self, "it locks the row: strongly consistent, and the write that follows holds what was read as its condition");
    }
  if (shape->upserts && self->kind == TENON_READING_CREATE)
    {
      self->kind = TENON_READING_UPSERT;
      self->replaces = g_strcmp0 (shape->verb, "REPLACE") == 0;
    }
  return TRUE;
}
