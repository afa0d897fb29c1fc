/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many read and write units one request takes, on a table and on each of its indexes.
 *
 * Source: Amazon DynamoDB Developer Guide, "Read and write operations" and "Global secondary indexes": reads by 4 KB,
 * half when eventually consistent, a Query by the sum of its items; writes by 1 KB, twice in a transaction, which
 * holds for the base table only; an index entry that comes or goes is one write, a changed index key two, a change of
 * nothing projected none. */

#include "design/tenon-request-units.h"

#include "base/tenon-text.h"
#include "design/tenon-item-size.h"

#include <math.h>
#include <string.h>

#define READ_UNIT 4096
#define WRITE_UNIT 1024

typedef enum
{
  SHAPE_READ_ITEMS, /* each item rounded up by itself */
  SHAPE_READ_RANGE, /* the sum rounded up once */
  SHAPE_WRITE,
} Shape;

static const struct
{
  const char *operation;
  Shape       shape;
  double      factor;
} operations[] = {
  { "GetItem", SHAPE_READ_ITEMS, 1 },
  { "BatchGetItem", SHAPE_READ_ITEMS, 1 },
  { "TransactGetItems", SHAPE_READ_ITEMS, 2 },
  { "Query", SHAPE_READ_RANGE, 1 },
  { "Scan", SHAPE_READ_RANGE, 1 },
  { "PutItem", SHAPE_WRITE, 1 },
  { "UpdateItem", SHAPE_WRITE, 1 },
  { "DeleteItem", SHAPE_WRITE, 1 },
  { "BatchWriteItem", SHAPE_WRITE, 1 },
  { "TransactWriteItems", SHAPE_WRITE, 2 },
};

static void
reading_free (gpointer reading)
{
  tenon_reading_free (reading);
}

TenonRequests *
tenon_requests_new (TenonModel *model)
{
  TenonRequests *self = g_new0 (TenonRequests, 1);

  self->model = g_object_ref (model);
  self->reader = tenon_reader_new (model);
  self->patterns = g_hash_table_new (g_str_hash, g_str_equal);
  self->readings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reading_free);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (pattern->pattern_id != NULL && !g_hash_table_contains (self->patterns, pattern->pattern_id))
        g_hash_table_insert (self->patterns, pattern->pattern_id, pattern);
    }
  return self;
}

void
tenon_requests_free (TenonRequests *self)
{
  g_hash_table_unref (self->readings);
  g_hash_table_unref (self->patterns);
  tenon_reader_free (self->reader);
  g_object_unref (self->model);
  g_free (self);
}

/**
 * tenon_requests_find:
 *
 * Returns: (transfer none) (nullable): what the pattern asks for; %NULL if the model has no such pattern
 */
TenonReading *
tenon_requests_find (TenonRequests *self,
                     const char    *pattern_id)
{
  TenonPattern *pattern = pattern_id != NULL ? g_hash_table_lookup (self->patterns, pattern_id) : NULL;
  TenonReading *reading = pattern != NULL ? g_hash_table_lookup (self->readings, pattern_id) : NULL;

  if (pattern != NULL && reading == NULL)
    {
      reading = tenon_reader_read (self->reader, pattern);
      g_hash_table_insert (self->readings, pattern->pattern_id, reading);
    }
  return reading;
}

/**
 * tenon_requests_forget:
 *
 * The pattern was edited: it is read anew when next asked for.
 */
void
tenon_requests_forget (TenonRequests *self,
                       const char    *pattern_id)
{
  g_hash_table_remove (self->readings, pattern_id);
}

void
tenon_units_clear (TenonUnits *self)
{
  g_clear_pointer (&self->formula, g_free);
}

static guint
find_operation (const char *name)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_strcmp0 (operations[i].operation, name) == 0)
      break;
  return i;
}

static void
count_read (TenonUnits *units,
            Shape       shape,
            gint64      size,
            double      items,
            double      factor)
{
  g_autofree char *number = tenon_format_number (items);
  g_autofree char *each = tenon_format_number (factor);

  if (shape == SHAPE_READ_RANGE)
    {
      units->reads = MAX (1.0, ceil (size * items / READ_UNIT)) * factor;
      units->formula = g_strdup_printf ("ceil (%s × %" G_GINT64_FORMAT " B / 4096) × %s", number, size, each);
    }
  else
    {
      units->reads = items * ceil ((double)size / READ_UNIT) * factor;
      units->formula = g_strdup_printf ("%s × ceil (%" G_GINT64_FORMAT " B / 4096) × %s", number, size, each);
    }
}

/**
 * tenon_requests_get_units:
 * @units: (out): to be cleared with tenon_units_clear()
 *
 * The units of one request of @operation on @table, or on the index it names; the writes this causes in indexes are
 * not among them. A filter does not make a read cheaper.
 */
void
tenon_requests_get_units (TenonRequests  *self,
                          TenonTable     *table,
                          TenonOperation *operation,
                          TenonUnits     *units)
{
  TenonSchema  *schema = self->model->schema;
  TenonReading *reading = tenon_requests_find (self, operation->pattern_id);
  TenonIndex   *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
  gint64        size = index != NULL ? tenon_item_size_get_entry (schema, table, index) : tenon_item_size_get_table (schema, table);
  double        items = operation->items > 0 ? operation->items : 1;
  guint         i = find_operation (operation->operation);

  memset (units, 0, sizeof *units);
  units->is_least = operation->items <= 0;
  if (i == G_N_ELEMENTS (operations))
    {
      units->formula = g_strdup_printf ("%s is not an operation whose units are known", operation->operation);
      return;
    }
  if (operations[i].shape == SHAPE_WRITE)
    {
      g_autofree char *number = tenon_format_number (items);

      units->writes = items * ceil ((double)size / WRITE_UNIT) * operations[i].factor;
      units->formula = g_strdup_printf ("%s × ceil (%" G_GINT64_FORMAT " B / 1024)%s", number, size, operations[i].factor > 1 ? " × 2 in a transaction" : "");
      return;
    }
  count_read (units, operations[i].shape, size, items, operations[i].factor * (operations[i].factor < 2 && (index != NULL || reading == NULL || !reading->is_strong) ? 0.5 : 1));
}

/* What the request does to this table. */
static TenonReadingKind
kind_here (TenonReading   *reading,
           TenonTable     *table,
           TenonOperation *operation)
{
  static const struct
  {
    const char      *operation;
    TenonReadingKind kind;
  } plain[] = {
    { "PutItem", TENON_READING_CREATE },
    { "UpdateItem", TENON_READING_UPDATE },
    { "DeleteItem", TENON_READING_DELETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_strcmp0 (operation->operation, plain[i].operation) == 0)
      return plain[i].kind;
  if (reading == NULL)
    return TENON_READING_UPDATE;
  if (reading->table != NULL && g_strcmp0 (reading->table->name, table->source_table) == 0)
    return reading->kind;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (g_strcmp0 (part->table->name, table->source_table) == 0)
        return part->kind;
    }
  return TENON_READING_UPDATE;
}

static gboolean
writes_attribute (TenonReading *reading,
                  TenonTable   *table,
                  const char   *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;

  if (attribute == NULL)
    return FALSE;
  for (guint i = 0; i < reading->writes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (reading->writes, i), attribute->source_column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
writes_projected (TenonReading *reading,
                  TenonTable   *table,
                  TenonIndex   *index)
{
  if (index->projection == TENON_PROJECTION_ALL)
    return TRUE;
  for (guint i = 0; index->projection == TENON_PROJECTION_INCLUDE && index->projected != NULL && index->projected[i] != NULL; i++)
    if (writes_attribute (reading, table, index->projected[i]))
      return TRUE;
  return FALSE;
}

/* How many writes of its entry an index sees for one write of the item. */
static double
entry_writes (TenonReading    *reading,
              TenonTable      *table,
              TenonIndex      *index,
              TenonReadingKind kind,
              const char     **why)
{
  gboolean says = reading != NULL && reading->writes->len > 0 && reading->table != NULL && g_strcmp0 (reading->table->name, table->source_table) == 0;

  if (kind != TENON_READING_UPDATE)
    {
      *why = kind == TENON_READING_DELETE ? "its entry goes" : "its entry comes";
      return 1;
    }
  if (!says)
    {
      *why = index->projection == TENON_PROJECTION_KEYS_ONLY ? "keys taken as unchanged" : "a projected attribute taken as changed, keys as unchanged";
      return index->projection == TENON_PROJECTION_KEYS_ONLY ? 0 : 1;
    }
  if (writes_attribute (reading, table, index->partition_key) || writes_attribute (reading, table, index->sort_key))
    {
      *why = "its key changes: delete and put";
      return 2;
    }
  *why = writes_projected (reading, table, index) ? "a projected attribute changes" : "nothing projected changes";
  return writes_projected (reading, table, index) ? 1 : 0;
}

/**
 * tenon_requests_get_index_units:
 * @units: (out): to be cleared with tenon_units_clear()
 *
 * The write units that one request of @operation, a write of @table, causes in @index; none for a read.
 */
void
tenon_requests_get_index_units (TenonRequests  *self,
                                TenonTable     *table,
                                TenonIndex     *index,
                                TenonOperation *operation,
                                TenonUnits     *units)
{
  TenonReading    *reading = tenon_requests_find (self, operation->pattern_id);
  gint64           size = tenon_item_size_get_entry (self->model->schema, table, index);
  double           items = operation->items > 0 ? operation->items : 1;
  guint            i = find_operation (operation->operation);
  const char      *why = "";
  double           writes;
  g_autofree char *number = tenon_format_number (items);

  memset (units, 0, sizeof *units);
  if (i == G_N_ELEMENTS (operations) || operations[i].shape != SHAPE_WRITE)
    return;
  writes = entry_writes (reading, table, index, kind_here (reading, table, operation), &why);
  units->is_least = operation->items <= 0;
  units->writes = items * writes * ceil ((double)size / WRITE_UNIT);
  units->formula = g_strdup_printf ("%s × %.0f × ceil (%" G_GINT64_FORMAT " B / 1024): %s", number, writes, size, why);
}
