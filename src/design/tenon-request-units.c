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
#include "design/tenon-transaction-size.h"
#include "model/tenon-known-schema.h"

#include <math.h>
#include <string.h>

#define READ_UNIT 4096
#define WRITE_UNIT 1024

static const struct
{
  const char     *operation;
  TenonUnitsShape shape;
  double          factor;
} operations[] = {
  { "GetItem", TENON_UNITS_ITEMS, 1 },
  { "BatchGetItem", TENON_UNITS_ITEMS, 1 },
  { "TransactGetItems", TENON_UNITS_ITEMS, 2 },
  { "Query", TENON_UNITS_RANGE, 1 },
  { "Scan", TENON_UNITS_RANGE, 1 },
  { "PutItem", TENON_UNITS_WRITE, 1 },
  { "UpdateItem", TENON_UNITS_WRITE, 1 },
  { "DeleteItem", TENON_UNITS_WRITE, 1 },
  { "BatchWriteItem", TENON_UNITS_WRITE, 1 },
  { "TransactWriteItems", TENON_UNITS_WRITE, 2 },
};

/* What the agent toolkit's calculator takes an entry to have of its item, by projection (calculate_costs.py,
 * PROJECTION_WRITE_RATIO). */
static const double agent_toolkit_ratios[] = {
  [TENON_PROJECTION_ALL] = 1.0,
  [TENON_PROJECTION_INCLUDE] = 0.3,
  [TENON_PROJECTION_KEYS_ONLY] = 0.1,
};

/**
 * tenon_agent_toolkit_get_ratio:
 *
 * Returns: what that calculator takes an index entry to have of its item
 */
double
tenon_agent_toolkit_get_ratio (TenonProjection projection)
{
  return agent_toolkit_ratios[projection];
}

static void
reading_free (gpointer reading)
{
  tenon_reading_free (reading);
}

TenonRequests *
tenon_requests_new (TenonModel *model)
{
  TenonRequests *self = g_new0 (TenonRequests, 1);
  TenonSchema   *schema = tenon_model_get_known_schema (model);

  self->model = g_object_ref (model);
  self->reader = tenon_reader_new (model);
  self->patterns = g_hash_table_new (g_str_hash, g_str_equal);
  self->readings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reading_free);
  self->sources = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *source = tenon_list_get (schema->tables, i);

      if (source->name != NULL && !g_hash_table_contains (self->sources, source->name))
        g_hash_table_insert (self->sources, source->name, source);
    }
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
  g_hash_table_unref (self->sources);
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
      g_hash_table_insert (self->readings, g_strdup (pattern_id), reading);
    }
  return reading;
}

/**
 * tenon_requests_forget:
 * @pattern_id: of a pattern that changed, and is still the same record under the same id
 *
 * The pattern is read again when next asked for.
 */
void
tenon_requests_forget (TenonRequests *self,
                       const char    *pattern_id)
{
  g_hash_table_remove (self->readings, pattern_id);
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

/* The share of the items that have all of an index's keys: an item without one has no entry. */
static double
get_membership (TenonSchema *schema,
                TenonTable  *table,
                TenonIndex  *index)
{
  const char *names[] = { index->partition_key, index->sort_key, index->sparse_on };
  double      share = 1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TenonAttribute *attribute = names[i] != NULL ? tenon_table_find_attribute (table, names[i]) : NULL;
      double          presence = attribute != NULL ? tenon_item_size_get_presence (schema, attribute) : -1;

      if (presence >= 0)
        share = MIN (share, presence);
    }
  return share;
}

/**
 * tenon_table_sizes_init:
 * @convention: whose rules the units follow
 *
 * Finds the sizes of @table's items and entries; to be cleared with tenon_table_sizes_clear().
 */
void
tenon_table_sizes_init (TenonTableSizes    *self,
                        TenonRequests      *requests,
                        TenonTable         *table,
                        TenonCostConvention convention)
{
  TenonSchema *schema = requests->model->schema;

  self->requests = requests;
  self->table = table;
  self->convention = convention;
  self->item = tenon_item_size_get_table (schema, table);
  self->n_entries = tenon_list_get_length (table->indexes);
  self->entries = g_new (gint64, self->n_entries);
  self->membership = g_new (double, self->n_entries);
  for (guint i = 0; i < self->n_entries; i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      if (convention == TENON_COST_CONVENTION_AGENT_TOOLKIT)
        self->entries[i] = MAX (1, (gint64)(self->item * agent_toolkit_ratios[index->projection]));
      else
        self->entries[i] = tenon_item_size_get_entry (schema, table, index);
      self->membership[i] = get_membership (schema, table, index);
    }
}

void
tenon_table_sizes_clear (TenonTableSizes *self)
{
  g_clear_pointer (&self->entries, g_free);
  g_clear_pointer (&self->membership, g_free);
}

static gint64
get_size (const TenonTableSizes *self,
          const char            *index_name)
{
  for (guint i = 0; index_name != NULL && i < self->n_entries; i++)
    if (g_strcmp0 (((TenonIndex *)tenon_list_get (self->table->indexes, i))->name, index_name) == 0)
      return self->entries[i];
  return self->item;
}

static void
start_units (TenonUnits     *units,
             TenonOperation *operation,
             guint           i,
             gint64          size)
{
  memset (units, 0, sizeof *units);
  units->operation = operation->operation;
  units->size = size;
  units->items = operation->items > 0 ? operation->items : 1;
  units->requests = operation->requests > 0 ? operation->requests : 1;
  units->is_least = operation->items <= 0 || operation->requests < 0;
  units->factor = i < G_N_ELEMENTS (operations) ? operations[i].factor : 1;
  units->membership = units->entry_writes = 1;
}

/* What somebody said of how many rows refer to the same; 0: nobody did. */
static double
get_stated_children (const TenonTableSizes *self,
                     TenonAttribute        *attribute)
{
  g_autofree char   *child = attribute != NULL && attribute->source_table != NULL && attribute->source_column != NULL ? g_strconcat (attribute->source_table, ".", attribute->source_column, NULL) : NULL;
  TenonRelationship *relationship = child != NULL ? tenon_list_find (self->requests->model->relationships, child) : NULL;

  return relationship != NULL ? MAX (0, relationship->average_children) : 0;
}

/* A Query by the whole of a key value, of which nobody said how many items it reads: as many as somebody said there are for a
 * value, else as the rows that were seen have, or the page that was asked for. */
static void
take_observed_items (const TenonTableSizes *self,
                     TenonOperation        *operation,
                     TenonReading          *reading,
                     const char            *key,
                     TenonUnits            *units)
{
  TenonAttribute     *attribute = key != NULL ? tenon_table_find_attribute (self->table, key) : NULL;
  TenonRowStatistics *seen = attribute != NULL ? tenon_item_size_find_statistics (self->requests->model->schema, attribute) : NULL;
  gint64              page = reading != NULL ? reading->page_size : 0;
  double              stated = operation->items > 0 ? 0 : get_stated_children (self, attribute);
  double              average = stated > 0 ? stated : seen != NULL ? seen->average_rows
                                                                   : 0;

  if (operation->items > 0 || average <= 0 || g_strcmp0 (operation->operation, "Query") != 0)
    return;
  if (operation->key_condition != NULL && strstr (operation->key_condition, " AND ") != NULL)
    return;
  units->items = page > 0 ? MIN (average, page) : average;
  units->is_least = operation->requests < 0;
  units->why = stated > 0 ? "the mean of the children that somebody stated" : "the mean of the rows that were seen for a value of the key";
}

/* A write of rows besides those of the main table, of which the design does not say how many: as many as there are children. */
static void
take_written_items (const TenonTableSizes *self,
                    TenonOperation        *operation,
                    TenonReading          *reading,
                    TenonUnits            *units)
{
  TenonAttribute   *attribute = tenon_table_find_attribute (self->table, self->table->partition_key);
  TenonSourceTable *source = attribute != NULL && attribute->source_table != NULL ? g_hash_table_lookup (self->requests->sources, attribute->source_table) : NULL;
  TenonSchema      *schema = tenon_model_get_known_schema (self->requests->model);
  double            items;

  if (operation->items > 0 || g_strcmp0 (operation->operation, "TransactWriteItems") != 0 || reading == NULL || reading->table == NULL || reading->is_found || schema == NULL || source == NULL || source == reading->table)
    return;
  items = tenon_reading_count_written (reading, self->requests->model, schema, source, FALSE);
  if (items <= 0)
    return;
  units->items = items;
  units->is_least = operation->requests < 0;
}

/**
 * tenon_table_sizes_get_units:
 * @units: (out):
 *
 * The units that one call of the pattern takes by @operation on the table, or on the index it names; the writes this causes in
 * indexes are not among them. A filter does not make a read cheaper, a condition that fails no write.
 */
void
tenon_table_sizes_get_units (const TenonTableSizes *self,
                             TenonOperation        *operation,
                             TenonUnits            *units)
{
  TenonReading *reading = tenon_requests_find (self->requests, operation->pattern_id);
  TenonIndex   *index = operation->index != NULL ? tenon_table_find_index (self->table, operation->index) : NULL;
  gboolean      on_index = index != NULL;
  guint         i = find_operation (operation->operation);

  start_units (units, operation, i, get_size (self, on_index ? operation->index : NULL));
  if (i == G_N_ELEMENTS (operations))
    return;
  units->shape = operations[i].shape;
  take_observed_items (self, operation, reading, on_index ? index->partition_key : self->table->partition_key, units);
  if (units->shape == TENON_UNITS_WRITE)
    {
      take_written_items (self, operation, reading, units);
      units->writes = units->requests * units->items * ceil ((double)units->size / WRITE_UNIT) * units->factor;
      return;
    }
  if (units->factor < 2 && (on_index || (!operation->strong && (reading == NULL || !reading->is_strong))))
    units->factor *= 0.5;
  if (units->shape == TENON_UNITS_RANGE)
    units->reads = units->requests * MAX (1.0, ceil (units->size * units->items / READ_UNIT)) * units->factor;
  else
    units->reads = units->requests * units->items * ceil ((double)units->size / READ_UNIT) * units->factor;
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
  /* What goes with the deleted row. */
  return reading->kind == TENON_READING_DELETE ? TENON_READING_DELETE : TENON_READING_UPDATE;
}

/**
 * tenon_requests_get_kind:
 *
 * Returns: what a write does to @table: a pattern that creates in one table may delete in another
 */
TenonReadingKind
tenon_requests_get_kind (TenonRequests  *self,
                         TenonTable     *table,
                         TenonOperation *operation)
{
  return kind_here (tenon_requests_find (self, operation->pattern_id), table, operation);
}

gboolean
tenon_operation_is_write (TenonOperation *operation)
{
  guint i = find_operation (operation->operation);

  return i < G_N_ELEMENTS (operations) && operations[i].shape == TENON_UNITS_WRITE;
}

/* What the request takes from the stock that @table keeps, beside its main table. */
static TenonColumn *
find_stock (TenonReading *reading,
            TenonTable   *table)
{
  for (guint i = 0; reading != NULL && i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->kind == TENON_READING_UPDATE && g_strcmp0 (part->table->name, table->source_table) == 0)
        return part->takes;
    }
  return NULL;
}

static gboolean
writes_attribute (TenonReading *reading,
                  TenonTable   *table,
                  const char   *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonColumn    *stock = find_stock (reading, table);

  if (attribute == NULL)
    return FALSE;
  if (stock != NULL && !attribute->denormalized && g_strcmp0 (attribute->source_column, stock->name) == 0)
    return TRUE;
  if (g_strcmp0 (attribute->source_table, reading->table->name) != 0)
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

/* Whether what the request writes of @table is said: of its main table, of the stock it takes, or of the copies @table holds
 * of its main table's columns. */
static gboolean
says_what_it_writes (TenonReading *reading,
                     TenonTable   *table)
{
  if (find_stock (reading, table) != NULL)
    return TRUE;
  if (reading == NULL || reading->table == NULL || reading->writes->len == 0)
    return FALSE;
  if (g_strcmp0 (reading->table->name, table->source_table) == 0)
    return TRUE;
  for (guint i = 0; i < reading->parts->len; i++)
    if (g_strcmp0 (((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table->name, table->source_table) == 0)
      return FALSE;
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized && g_strcmp0 (attribute->source_table, reading->table->name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether a deletion elsewhere clears the attribute: part of a reference with ON DELETE SET NULL. */
static gboolean
is_cleared (TenonSourceTable *source,
            TenonTable       *table,
            const char       *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;

  for (guint i = 0; attribute != NULL && source != NULL && i < tenon_list_get_length (source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (source->foreign_keys, i);

      if (key->on_delete != NULL && g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0 && tenon_strv_contains ((const char *const *)key->columns, attribute->source_column))
        return TRUE;
    }
  return FALSE;
}

/* A cleared key takes the entry out of the index. */
static double
cleared_writes (TenonSourceTable *source,
                TenonTable       *table,
                TenonIndex       *index,
                const char      **why)
{
  gboolean is_projected = index->projection == TENON_PROJECTION_ALL;

  if (is_cleared (source, table, index->partition_key) || is_cleared (source, table, index->sort_key))
    {
      *why = "its key is cleared: its entry goes";
      return 1;
    }
  for (guint i = 0; index->projection == TENON_PROJECTION_INCLUDE && index->projected != NULL && index->projected[i] != NULL; i++)
    is_projected |= is_cleared (source, table, index->projected[i]);
  *why = is_projected ? "a projected attribute is cleared" : "nothing projected changes";
  return is_projected ? 1 : 0;
}

/* The item is deleted under the old key and put under the new one: two writes of it. */
static gboolean
moves_item (TenonReading *reading,
            TenonTable   *table)
{
  return g_strcmp0 (reading->table->name, table->source_table) == 0 && table->role != TENON_TABLE_LOOKUP && (writes_attribute (reading, table, table->partition_key) || writes_attribute (reading, table, table->sort_key));
}

/* How many writes of its entry an index sees for one write of the item. */
static double
entry_writes (TenonRequests   *requests,
              TenonReading    *reading,
              TenonTable      *table,
              TenonIndex      *index,
              TenonReadingKind kind,
              const char     **why)
{
  gboolean says = says_what_it_writes (reading, table);

  if (reading != NULL && reading->kind == TENON_READING_DELETE && kind == TENON_READING_UPDATE)
    return cleared_writes (table->source_table != NULL ? g_hash_table_lookup (requests->sources, table->source_table) : NULL, table, index, why);

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
  if (moves_item (reading, table))
    {
      *why = "its item moves to another key: delete and put";
      return 1;
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
 * tenon_table_sizes_get_index_units:
 * @index: its position
 * @units: (out):
 *
 * The write units that one call of the pattern, by @operation on the table, causes in an index; none for a read.
 */
void
tenon_table_sizes_get_index_units (const TenonTableSizes *self,
                                   guint                  index,
                                   TenonOperation        *operation,
                                   TenonUnits            *units)
{
  TenonReading *reading;
  guint         i = find_operation (operation->operation);

  start_units (units, operation, i, self->entries[index]);
  if (i == G_N_ELEMENTS (operations) || operations[i].shape != TENON_UNITS_WRITE)
    return;
  reading = tenon_requests_find (self->requests, operation->pattern_id);
  units->shape = TENON_UNITS_ENTRY;
  take_written_items (self, operation, reading, units);
  units->entry_writes = entry_writes (self->requests, reading, self->table, tenon_list_get (self->table->indexes, index), kind_here (reading, self->table, operation), &units->why);
  if (self->convention == TENON_COST_CONVENTION_AWSLABS_MCP && units->entry_writes > 1)
    {
      units->entry_writes = 1;
      units->why = "its key changes, which this calculator counts once";
    }
  units->membership = self->membership[index];
  units->writes = units->requests * units->items * units->entry_writes * units->membership * ceil ((double)units->size / WRITE_UNIT);
}

/**
 * tenon_units_dup_formula:
 *
 * Returns: (transfer full): the arithmetic in numbers
 */
char *
tenon_units_dup_formula (const TenonUnits *self)
{
  g_autofree char *items = tenon_format_number (self->items);
  g_autofree char *factor = tenon_format_number (self->factor);
  g_autofree char *number = self->requests != 1 ? tenon_format_number (self->requests) : NULL;
  g_autofree char *requests = number != NULL ? g_strconcat (number, " requests × ", NULL) : g_strdup ("");

  switch (self->shape)
    {
    case TENON_UNITS_RANGE:
      return g_strdup_printf ("%sceil (%s × %" G_GINT64_FORMAT " B / 4096) × %s%s%s", requests, items, self->size, factor, self->why != NULL ? ", items being " : "", self->why != NULL ? self->why : "");
    case TENON_UNITS_ITEMS:
      return g_strdup_printf ("%s%s × ceil (%" G_GINT64_FORMAT " B / 4096) × %s", requests, items, self->size, factor);
    case TENON_UNITS_WRITE:
      return g_strdup_printf ("%s%s × ceil (%" G_GINT64_FORMAT " B / 1024)%s", requests, items, self->size, self->factor > 1 ? " × 2 in a transaction" : "");
    case TENON_UNITS_ENTRY:
      {
        g_autofree char *share = self->membership < 1 ? tenon_format_number (self->membership) : NULL;

        return g_strdup_printf ("%s%s × %.0f × ceil (%" G_GINT64_FORMAT " B / 1024)%s%s%s: %s", requests, items, self->entry_writes, self->size, share != NULL ? " × " : "", share != NULL ? share : "",
                                share != NULL ? " of the items, which have its keys" : "", self->why);
      }
    default:
      return g_strdup_printf ("%s is not an operation whose units are known", self->operation);
    }
}
