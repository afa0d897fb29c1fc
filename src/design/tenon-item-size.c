/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large an item and an index entry are, by DynamoDB's rules: UTF-8 bytes of each name plus its value. */

#include "design/tenon-item-size.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <math.h>
#include <string.h>

#define ASSUMPTIONS_DATED "2026-11-22"
#define UNKNOWN_VALUE_BYTES 32

/* What attributes come to: those whose column rows were seen of by what they held, the others by their type. */
typedef struct
{
  TenonSchema        *schema;     /* (nullable) */
  TenonSourceTable   *source;     /* (nullable) the table found last: the attributes of a table mostly come from one */
  double              bytes;      /* mean of an item */
  gint64              largest;    /* the sum of the largest values that were seen */
  guint               n_observed; /* attributes */
  guint               n_assumed;
  TenonRowStatistics *seen; /* (nullable) of those with the most rows */
} Sum;

static TenonColumn *
find_column (Sum            *sum,
             TenonAttribute *attribute)
{
  if (attribute->source_column == NULL)
    return NULL;
  if (sum->source == NULL || g_strcmp0 (sum->source->name, attribute->source_table) != 0)
    sum->source = sum->schema != NULL && attribute->source_table != NULL ? tenon_schema_find_table (sum->schema, attribute->source_table) : NULL;
  return sum->source != NULL ? tenon_source_table_find_column (sum->source, attribute->source_column) : NULL;
}

/**
 * tenon_item_size_find_statistics:
 * @schema: (nullable):
 *
 * Returns: (transfer none) (nullable): what rows show of the attribute's source column
 */
TenonRowStatistics *
tenon_item_size_find_statistics (TenonSchema    *schema,
                                 TenonAttribute *attribute)
{
  g_autofree char *dotted = NULL;

  if (schema == NULL || tenon_list_get_length (schema->row_statistics) == 0 || attribute->source_table == NULL || attribute->source_column == NULL)
    return NULL;
  dotted = g_strconcat (attribute->source_table, ".", attribute->source_column, NULL);
  return tenon_schema_find_row_statistics (schema, dotted);
}

/**
 * tenon_item_size_get_presence:
 * @schema: (nullable):
 *
 * Returns: the share of the rows that have a value, 0 to 1: an attribute that is NULL is left out of its item; negative
 *   where no rows were seen
 */
double
tenon_item_size_get_presence (TenonSchema    *schema,
                              TenonAttribute *attribute)
{
  TenonRowStatistics *seen = tenon_item_size_find_statistics (schema, attribute);
  gint64              rows = seen != NULL ? seen->rows + seen->null_rows : 0;

  return rows > 0 ? (double)seen->rows / rows : -1;
}

static void
add_attribute (Sum            *sum,
               TenonAttribute *attribute)
{
  TenonRowStatistics *seen = tenon_item_size_find_statistics (sum->schema, attribute);
  gint64              name = attribute->name != NULL ? strlen (attribute->name) : 0;
  gint64              rows = seen != NULL ? seen->rows + seen->null_rows : 0;
  TenonColumn        *column;
  double              stretch;

  /* What was seen is as long as the mapping's own type makes it; a person may have chosen another. */
  column = find_column (sum, attribute);
  stretch = column != NULL ? tenon_type_mapping_get_stretch (column, attribute->type) : 1;
  if (rows > 0)
    {
      sum->bytes += (name + seen->mean_bytes * stretch) * seen->rows / rows;
      sum->largest += name + (gint64)ceil (seen->maximum_bytes * stretch);
      sum->n_observed++;
      if (sum->seen == NULL || rows > sum->seen->rows + sum->seen->null_rows)
        sum->seen = seen;
      return;
    }
  sum->bytes += name + (column != NULL ? tenon_type_mapping_get_bytes (column) * stretch : UNKNOWN_VALUE_BYTES);
  sum->n_assumed++;
}

static gint64
cap (double bytes)
{
  return CLAMP ((gint64)ceil (bytes), 1, TENON_ITEM_SIZE_LIMIT);
}

static void
add_all (Sum        *sum,
         TenonTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    add_attribute (sum, tenon_list_get (table->attributes, i));
}

/**
 * tenon_item_size_get_table:
 * @schema: (nullable):
 *
 * Returns: the item size of @table: the one it carries, else the sum of its attributes; at least 1, at most 409,600
 */
gint64
tenon_item_size_get_table (TenonSchema *schema,
                           TenonTable  *table)
{
  Sum sum = { .schema = schema };

  if (table->item_size > 0)
    return MIN (table->item_size, TENON_ITEM_SIZE_LIMIT);
  add_all (&sum, table);
  return cap (sum.bytes);
}

static gboolean
is_projected (TenonTable     *table,
              TenonIndex     *index,
              TenonAttribute *attribute)
{
  if (index->projection == TENON_PROJECTION_ALL)
    return TRUE;
  /* Its own keys and the table's; keys of other indexes are not projected by being keys there. */
  if (g_strcmp0 (attribute->name, table->partition_key) == 0 || g_strcmp0 (attribute->name, table->sort_key) == 0 || g_strcmp0 (attribute->name, index->partition_key) == 0 || g_strcmp0 (attribute->name, index->sort_key) == 0)
    return TRUE;
  return index->projection == TENON_PROJECTION_INCLUDE && tenon_strv_contains ((const char *const *)index->projected, attribute->name);
}

/**
 * tenon_item_size_get_entry:
 *
 * Returns: bytes of an entry of @index: keys of the table, keys of the index and projected attributes
 */
gint64
tenon_item_size_get_entry (TenonSchema *schema,
                           TenonTable  *table,
                           TenonIndex  *index)
{
  Sum sum = { .schema = schema };

  if (index->projection == TENON_PROJECTION_ALL)
    return tenon_item_size_get_table (schema, table);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (is_projected (table, index, attribute))
        add_attribute (&sum, attribute);
    }
  return CLAMP ((gint64)ceil (sum.bytes), 1, tenon_item_size_get_table (schema, table));
}

static const char assumptions[] = "names plus values by type as of " ASSUMPTIONS_DATED ", every attribute present: numbers at the width of their type, "
                                  "CHAR full, VARCHAR half its length up to 128, TEXT, BLOB and JSON 1,024, larger ones 4,096, dates ISO 8601";

static char *
describe (const Sum *sum)
{
  const char      *capped = sum->bytes >= TENON_ITEM_SIZE_LIMIT ? "; capped at the 409,600 bytes of an item" : "";
  g_autofree char *rows = NULL;

  if (sum->seen == NULL)
    return g_strdup_printf ("ASSUMED: %s%s", assumptions, capped);
  rows = tenon_format_count (sum->seen->rows + sum->seen->null_rows);
  if (sum->n_assumed == 0)
    return g_strdup_printf ("observed mean of %s rows in %s, names included%s", rows, sum->seen->file != NULL ? sum->seen->file : "the dump", capped);
  return g_strdup_printf ("observed mean of %s rows in %s for %u of %u attributes, names included; ASSUMED for the others: %s%s", rows, sum->seen->file != NULL ? sum->seen->file : "the dump", sum->n_observed,
                          sum->n_observed + sum->n_assumed, assumptions, capped);
}

/**
 * tenon_item_size_assume:
 *
 * Writes the item size of a proposed table and what it rests on: rows that were seen, or dated assumptions by type.
 */
void
tenon_item_size_assume (TenonSchema *schema,
                        TenonTable  *table)
{
  Sum sum = { .schema = schema };

  add_all (&sum, table);
  table->item_size = cap (sum.bytes);
  g_free (table->item_size_basis);
  table->item_size_basis = describe (&sum);
}

/**
 * tenon_item_size_get_largest:
 *
 * Returns: what the largest values that were seen come to in one item, names included: the item of which one row had them
 *   all is not larger; 0 where not every column's rows were seen
 */
gint64
tenon_item_size_get_largest (TenonSchema *schema,
                             TenonTable  *table)
{
  Sum sum = { .schema = schema };

  add_all (&sum, table);
  return sum.n_assumed == 0 ? sum.largest : 0;
}
