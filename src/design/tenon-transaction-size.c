/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many rows of another table a request writes besides, and how many actions that makes of its transaction. */

#include "design/tenon-transaction-size.h"

#include "design/tenon-pattern-private.h"

#include <math.h>
#include <string.h>

/* ---- rows ---- */

static double
get_stated (TenonModel       *model,
            TenonSourceTable *parent,
            TenonSourceTable *child,
            gboolean          most)
{
  gsize n_child = strlen (child->name), n_parent = strlen (parent->name);

  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (model->relationships, i);
      const char        *dot = relationship->child != NULL ? strrchr (relationship->child, '.') : NULL;
      double             number = most && relationship->maximum_children > 0 ? relationship->maximum_children : relationship->average_children;

      if (dot == NULL || (gsize)(dot - relationship->child) != n_child || strncmp (relationship->child, child->name, n_child) != 0)
        continue;
      if (relationship->parent != NULL && g_str_has_prefix (relationship->parent, parent->name) && relationship->parent[n_parent] == '.' && number > 0)
        return number;
    }
  return 0;
}

static double
get_seen (TenonSchema      *schema,
          TenonSourceTable *parent,
          TenonSourceTable *child)
{
  TenonForeignKey    *key = tenon_reader_find_foreign_key (child, parent, NULL);
  TenonRowStatistics *seen = key != NULL ? tenon_schema_find_key_statistics (schema, child, key) : NULL;

  return seen != NULL ? MAX (0, seen->average_rows) : 0;
}

/* (nullable) what rows of both belong to, where neither refers to the other: the customer of an order and of a cart. */
static TenonSourceTable *
find_shared_parent (TenonSchema      *schema,
                    TenonSourceTable *a,
                    TenonSourceTable *b)
{
  if (tenon_reader_find_foreign_key (a, b, NULL) != NULL || tenon_reader_find_foreign_key (b, a, NULL) != NULL)
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (b->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (b->foreign_keys, i);
      TenonSourceTable *parent = key->ref_table != NULL ? tenon_schema_find_table (schema, key->ref_table) : NULL;

      if (parent != NULL && parent != a && parent != b && tenon_reader_find_foreign_key (a, parent, NULL) != NULL)
        return parent;
    }
  return NULL;
}

/**
 * tenon_children_count:
 * @most: how many there are at most, where somebody stated it
 *
 * Returns: how many rows of @child one row of @parent has, or the row that both belong to, by what somebody said, by the rows
 *   that were seen, by their numbers; 0: not known
 */
double
tenon_children_count (TenonModel       *model,
                      TenonSchema      *schema,
                      TenonSourceTable *parent,
                      TenonSourceTable *child,
                      gboolean          most)
{
  double            number = get_stated (model, parent, child, most);
  TenonSourceTable *shared;

  if (number > 0)
    return number;
  number = get_seen (schema, parent, child);
  if (number > 0)
    return number;
  shared = find_shared_parent (schema, parent, child);
  if (shared != NULL)
    number = get_stated (model, shared, child, most);
  if (shared != NULL && number <= 0)
    number = get_seen (schema, shared, child);
  if (number > 0)
    return number;
  if (parent->row_count > 0 && child->row_count >= 0)
    return MAX (1.0, (double)child->row_count / parent->row_count);
  return 0;
}

static TenonReadingPart *
find_part (TenonReading     *self,
           TenonSourceTable *table)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((TenonReadingPart *)g_ptr_array_index (self->parts, i))->table == table)
      return g_ptr_array_index (self->parts, i);
  return NULL;
}

/**
 * tenon_reading_count_written:
 *
 * Returns: how many rows of @other one request writes beside those of its main table: one for each child where a child that the
 *   request creates too refers to it, or to the same (the stock of a book that is ordered); 0: not known
 */
double
tenon_reading_count_written (TenonReading     *self,
                             TenonModel       *model,
                             TenonSchema      *schema,
                             TenonSourceTable *other,
                             gboolean          most)
{
  TenonReadingPart *own = find_part (self, other);

  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (self->parts, i);
      TenonSourceTable *child = part->kind == TENON_READING_CREATE ? part->table : NULL;

      if (child == NULL || child == other || tenon_reader_find_foreign_key (other, self->table, NULL) != NULL)
        continue;
      if (tenon_reader_find_foreign_key (child, other, NULL) != NULL || (own != NULL && own->kind == TENON_READING_UPDATE && find_shared_parent (schema, self->table, other) == NULL && find_shared_parent (schema, child, other) != NULL))
        return tenon_children_count (model, schema, self->table, child, most);
    }
  return tenon_children_count (model, schema, self->table, other, most);
}

/* ---- actions ---- */

/* The table whose rows the items stand for: of a lookup table, the one whose values it keeps. */
static TenonTable *
find_base (GPtrArray  *tables,
           TenonTable *table)
{
  for (guint i = 0; table->role == TENON_TABLE_LOOKUP && table->lookup_of != NULL && i < tables->len; i++)
    if (g_strcmp0 (((TenonTable *)g_ptr_array_index (tables, i))->name, table->lookup_of) == 0)
      return g_ptr_array_index (tables, i);
  return table;
}

static gboolean
is_transaction (TenonOperation *operation)
{
  return g_strcmp0 (operation->operation, "TransactWriteItems") == 0;
}

/* The step in which the row of the main table is written: what goes with it before can be split into several. */
static gint64
find_step (TenonReading *self,
           GPtrArray    *operations,
           GPtrArray    *tables)
{
  gint64 step = 0;

  for (guint i = 0; i < operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (operations, i);
      TenonTable     *table = g_ptr_array_index (tables, i);

      if (is_transaction (operation) && table->role != TENON_TABLE_LOOKUP && g_strcmp0 (table->source_table, self->table->name) == 0)
        step = MAX (step, operation->step);
    }
  return step;
}

static void
add_actions (TenonReading         *self,
             TenonModel           *model,
             TenonSchema          *schema,
             TenonOperation       *operation,
             TenonTable           *base,
             TenonTransactionSize *size)
{
  TenonSourceTable *source = base->source_table != NULL ? tenon_schema_find_table (schema, base->source_table) : NULL;
  double            items = MAX (1, operation->items), average, most;

  if (source == NULL || source == self->table)
    {
      /* Of several rows each can go alone. */
      items /= self->is_many && self->items > 0 ? self->items : 1;
      size->fixed += MAX (1, items);
      size->average += MAX (1, items);
      size->most += MAX (1, items);
      return;
    }
  average = tenon_reading_count_written (self, model, schema, source, FALSE);
  most = tenon_reading_count_written (self, model, schema, source, TRUE);
  items = MAX (items, average);
  size->average += items;
  size->most += average > 0 ? items * MAX (1, most / average) : items;
  size->each += average > 0 ? MAX (1, items / average) : 1;
}

/**
 * tenon_reading_measure_transaction:
 * @operations: (element-type TenonOperation): that serve the pattern
 * @tables: (element-type TenonTable): where each of them stands
 * @size: (out):
 *
 * Returns: whether the pattern writes several tables in one transaction that cannot be split
 */
gboolean
tenon_reading_measure_transaction (TenonReading         *self,
                                   TenonModel           *model,
                                   TenonSchema          *schema,
                                   GPtrArray            *operations,
                                   GPtrArray            *tables,
                                   TenonTransactionSize *size)
{
  memset (size, 0, sizeof *size);
  if (self->table == NULL || self->is_found || schema == NULL)
    return FALSE;
  size->step = find_step (self, operations, tables);
  for (guint i = 0; size->step > 0 && i < operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (operations, i);

      if (is_transaction (operation) && operation->step == size->step)
        add_actions (self, model, schema, operation, find_base (tables, g_ptr_array_index (tables, i)), size);
    }
  if (size->each > 0)
    size->first_bad = MAX (1, floor ((TENON_TRANSACTION_LIMIT - size->fixed) / size->each) + 1);
  return size->step > 0;
}
