/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In which order, range and number a pattern wants its rows, and which columns it reads or writes. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

static void
take_column (TenonReader  *reader,
             TenonReading *self,
             const char   *dotted,
             GPtrArray    *into)
{
  TenonSourceTable *table;
  TenonColumn      *column;

  if (tenon_reader_resolve_column (reader, dotted, &table, &column) && table == self->table)
    tenon_reading_add_once (into, column->name);
  else if (dotted != NULL && strchr (dotted, '.') == NULL && self->table != NULL)
    {
      column = tenon_source_table_find_column (self->table, dotted);
      if (column != NULL)
        tenon_reading_add_once (into, column->name);
    }
}

void
tenon_reading_take_columns (TenonReader  *reader,
                            TenonReading *self,
                            char        **dotted,
                            GPtrArray    *into)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    take_column (reader, self, dotted[i], into);
}

/* The order by a column of another table can only be made once that one is read too. */
static void
take_outer_order (TenonReader     *reader,
                  TenonReading    *self,
                  TenonShapeOrder *order)
{
  TenonSourceTable *table = NULL;
  TenonColumn      *column = NULL;

  if (self->order != NULL || !tenon_reading_is_read (self) || !tenon_reader_resolve_column (reader, order->column, &table, &column) || table == self->table)
    return;
  self->order_table = table;
  self->order_column = column;
  self->descending = order->descending;
}

void
tenon_reading_read_order (TenonReader  *reader,
                          TenonReading *self)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  /* What comes before it and is given is the same in all rows. */
  for (guint i = 0; i < tenon_list_get_length (self->pattern->order_by) && self->order == NULL; i++)
    {
      TenonShapeOrder *order = tenon_list_get (self->pattern->order_by, i);

      g_ptr_array_set_size (columns, 0);
      take_column (reader, self, order->column, columns);
      self->descending = order->descending;
      if (columns->len == 0 || !tenon_reading_contains (self->equality, g_ptr_array_index (columns, 0)) || (self->shape != NULL && tenon_strv_contains ((const char *const *)self->shape->in_lists, order->column)))
        break;
    }
  /* What is given has one value: neither an order nor a range. */
  if (columns->len > 0 && !tenon_reading_contains (self->equality, g_ptr_array_index (columns, 0)))
    self->order = g_ptr_array_index (columns, 0);
  self->descending &= self->order != NULL;
  if (columns->len == 0 && tenon_list_get_length (self->pattern->order_by) > 0)
    take_outer_order (reader, self, tenon_list_get (self->pattern->order_by, 0));
  g_ptr_array_set_size (columns, 0);
  take_column (reader, self, self->pattern->range, columns);
  if (columns->len > 0 && !tenon_reading_contains (self->equality, g_ptr_array_index (columns, 0)))
    self->range = g_ptr_array_index (columns, 0);
}

/* A list whose words name no order comes in the order its statement asks for. */
void
tenon_reading_take_observed_order (TenonReader  *reader,
                                   TenonReading *self)
{
  TenonObservation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  TenonShapeOrder *order;

  if (self->order != NULL || self->order_column != NULL || self->kind == TENON_READING_CREATE || seen == NULL || seen->shape == NULL || tenon_list_get_length (seen->shape->order_by) == 0)
    return;
  order = tenon_list_get (seen->shape->order_by, 0);
  take_column (reader, self, order->column, columns);
  if (columns->len == 0)
    take_outer_order (reader, self, order);
  if (columns->len == 0 || tenon_reading_contains (self->equality, g_ptr_array_index (columns, 0)))
    return;
  self->order = g_ptr_array_index (columns, 0);
  self->descending = order->descending;
  tenon_reading_note (self, "order by %s seen in the log", self->order);
}

/**
 * tenon_reading_take_sentence:
 *
 * Takes from the words what the fields do not say: by which columns, in which range and order.
 */
void
tenon_reading_take_sentence (TenonReading  *self,
                             TenonSentence *said,
                             gboolean       has_statement)
{
  gboolean is_open = !has_statement && self->equality->len == 0 && self->filters->len == 0 && self->kind != TENON_READING_SEARCH;

  for (guint i = 0; is_open && self->kind != TENON_READING_CREATE && i < said->equality->len; i++)
    tenon_reading_add_once (self->equality, g_ptr_array_index (said->equality, i));
  for (guint i = 0; is_open && i < said->filters->len; i++)
    tenon_reading_add_once (self->filters, g_ptr_array_index (said->filters, i));
  if (said->notes->len > 0)
    tenon_reading_note (self, "%s", said->notes->str);
  for (guint i = 0; self->kind == TENON_READING_UPDATE && i < said->writes->len; i++)
    tenon_reading_add_once (self->writes, g_ptr_array_index (said->writes, i));
  if (!has_statement && self->range == NULL && self->pattern->range == NULL && said->range != NULL && !tenon_reading_contains (self->equality, said->range) && !tenon_reading_contains (self->filters, said->range) && !tenon_reading_creates (self->kind))
    self->range = said->range;
  self->is_prefix = said->is_prefix && g_strcmp0 (self->range, said->range) == 0;
  if (self->order == NULL && self->order_column == NULL && tenon_list_get_length (self->pattern->order_by) == 0 && said->order != NULL && !tenon_reading_contains (self->equality, said->order))
    {
      self->order = said->order;
      self->descending = said->descending;
      tenon_reading_note (self, "order taken as %s %s", said->order, said->descending ? "descending" : "ascending");
    }
  for (guint i = 0; !has_statement && tenon_reading_is_write (self) && i < said->conditions->len; i++)
    g_ptr_array_add (self->conditions, g_object_ref (g_ptr_array_index (said->conditions, i)));
  self->page_size = self->pattern->page_size > 0 ? self->pattern->page_size : said->page_size;
  self->is_paged |= said->is_paged || said->page_size > 1;
}

double
tenon_reading_find_rate (TenonPattern *pattern)
{
  double value = 0;

  if (pattern->rps_average != NULL && tenon_rate_get_value (pattern->rps_average, &value))
    return value;
  if (pattern->rps_peak != NULL && tenon_rate_get_value (pattern->rps_peak, &value))
    return value;
  return 0;
}

/* How many children a parent has: what a person told, else the ratio of the row counts. */
static double
children_of (TenonReader  *reader,
             TenonReading *self)
{
  for (guint i = 0; i < self->equality->len; i++)
    {
      const char       *column = g_ptr_array_index (self->equality, i);
      g_autofree char  *child = g_strconcat (self->table->name, ".", column, NULL);
      TenonForeignKey  *key = tenon_source_table_find_foreign_key (self->table, column);
      TenonSourceTable *parent = key != NULL ? g_hash_table_lookup (reader->tables, key->ref_table) : NULL;

      for (guint j = 0; j < tenon_list_get_length (reader->model->relationships); j++)
        {
          TenonRelationship *relationship = tenon_list_get (reader->model->relationships, j);

          if (g_strcmp0 (relationship->child, child) == 0 && relationship->average_children > 0)
            return relationship->average_children;
        }
      if (parent != NULL && parent->row_count > 0 && self->table->row_count >= 0)
        return MAX (1.0, (double)self->table->row_count / parent->row_count);
    }
  return 0;
}

void
tenon_reading_read_items (TenonReader  *reader,
                          TenonReading *self)
{
  TenonObservation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;

  if (self->pattern->items_returned > 0)
    self->items = self->pattern->items_returned;
  else if (self->kind == TENON_READING_LIST && !self->is_found && seen != NULL && seen->count > 0)
    {
      self->items = MAX (seen->rows / seen->count, 1.0);
      tenon_reading_note (self, "the log saw %.1f rows a request", seen->rows / seen->count);
    }
  else if (self->is_batch)
    self->items = self->page_size;
  else if (tenon_reading_creates (self->kind))
    self->items = self->is_many ? self->page_size : 1;
  else if (self->kind == TENON_READING_LIST || self->is_many)
    {
      double children = children_of (reader, self);

      /* What is sorted by another table's column is read whole. */
      self->items = self->order_column == NULL && self->page_size > 0 && (children == 0 || children > self->page_size) ? self->page_size : children;
      if (self->items == 0 && self->equality->len == 0 && self->table->row_count > 0)
        self->items = self->table->row_count;
    }
  else
    self->items = 1;
}

/**
 * tenon_reading_find_part:
 *
 * Returns: (nullable): the one column of the main table whose name has @word as a part ("inventory" of
 *   inventory_quantity), unless the table itself is called so
 */
TenonColumn *
tenon_reading_find_part (TenonReading *self,
                         const char   *word)
{
  g_autofree char *name = tenon_words_normal_name (self->table->name);
  g_auto (GStrv) own = g_strsplit (name, " ", -1);
  g_autofree char *one = tenon_name_singular (word);
  TenonColumn     *found = NULL;

  if (strlen (word) < 4 || g_strv_contains ((const char *const *)own, one))
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (self->table->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (self->table->columns, i);
      g_autofree char *snake = tenon_name_to_snake (column->name);
      g_auto (GStrv) parts = g_strsplit (snake, "_", -1);

      if (!g_strv_contains ((const char *const *)parts, word))
        continue;
      if (found != NULL)
        return NULL;
      found = column;
    }
  return found;
}

/* What a statement sets is changed, be the row found by it or not. */
static void
take_observed_writes (TenonReader  *reader,
                      TenonReading *self)
{
  TenonObservation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;

  if (seen != NULL && seen->shape != NULL)
    tenon_reading_take_columns (reader, self, seen->shape->writes, self->writes);
}

/**
 * tenon_reading_read_writes:
 *
 * Which columns an update changes, another request reads. What the item is found by, and what must be so for the write to go
 * through, does not change.
 */
void
tenon_reading_read_writes (TenonReader  *reader,
                           TenonReading *self,
                           GPtrArray    *words)
{
  static const char *const provisos[] = { "if", "only", "unless", "while", NULL };

  if (self->kind != TENON_READING_UPDATE)
    {
      tenon_reading_take_columns (reader, self, self->pattern->attributes, self->reads);
      return;
    }
  tenon_reading_take_columns (reader, self, self->pattern->attributes, self->writes);
  for (guint i = 0; self->writes->len == 0 && i < words->len; i++)
    {
      TenonColumn *column;

      if (tenon_words_is_key_word (g_ptr_array_index (words, i)) || g_strv_contains (provisos, g_ptr_array_index (words, i)))
        break;
      if (tenon_words_find_verb (g_ptr_array_index (words, i)) != NULL)
        continue;
      column = tenon_source_table_find_column (self->table, g_ptr_array_index (words, i));
      if (column == NULL)
        column = tenon_reading_find_part (self, g_ptr_array_index (words, i));
      if (column != NULL && !tenon_reading_contains (self->equality, column->name))
        tenon_reading_add_once (self->writes, column->name);
    }
  for (guint i = self->writes->len; i > 0; i--)
    if (tenon_reading_knows (self, g_ptr_array_index (self->writes, i - 1)))
      g_ptr_array_remove_index (self->writes, i - 1);
  take_observed_writes (reader, self);
}
