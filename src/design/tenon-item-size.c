/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large an item and an index entry are, by DynamoDB's rules: UTF-8 bytes of each name plus its value. */

#include "design/tenon-item-size.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define ASSUMPTIONS_DATED "2026-11-22"
#define UNKNOWN_VALUE_BYTES 32

/* Bytes of the name and of a value of the size its source column's type is taken to have. @source is the table found
 * last: the attributes of a table mostly come from one. */
static gint64
get_bytes (TenonSchema       *schema,
           TenonAttribute    *attribute,
           TenonSourceTable **source)
{
  TenonColumn *column;
  gint64       name = attribute->name != NULL ? strlen (attribute->name) : 0;

  if (*source == NULL || g_strcmp0 ((*source)->name, attribute->source_table) != 0)
    *source = schema != NULL && attribute->source_table != NULL ? tenon_schema_find_table (schema, attribute->source_table) : NULL;
  column = *source != NULL && attribute->source_column != NULL ? tenon_source_table_find_column (*source, attribute->source_column) : NULL;
  return name + (column != NULL ? tenon_type_mapping_get_bytes (column) : UNKNOWN_VALUE_BYTES);
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
  TenonSourceTable *source = NULL;
  gint64            sum = 0;

  if (table->item_size > 0)
    return MIN (table->item_size, TENON_ITEM_SIZE_LIMIT);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    sum += get_bytes (schema, tenon_list_get (table->attributes, i), &source);
  return CLAMP (sum, 1, TENON_ITEM_SIZE_LIMIT);
}

static gboolean
is_projected (TenonTable     *table,
              TenonIndex     *index,
              TenonAttribute *attribute)
{
  if (index->projection == TENON_PROJECTION_ALL)
    return TRUE;
  if (tenon_table_is_key_attribute (table, attribute->name))
    {
      /* Keys of other indexes are not projected by being keys there. */
      if (g_strcmp0 (attribute->name, table->partition_key) == 0 || g_strcmp0 (attribute->name, table->sort_key) == 0 || g_strcmp0 (attribute->name, index->partition_key) == 0 || g_strcmp0 (attribute->name, index->sort_key) == 0)
        return TRUE;
    }
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
  TenonSourceTable *source = NULL;
  gint64            sum = 0;

  if (index->projection == TENON_PROJECTION_ALL)
    return tenon_item_size_get_table (schema, table);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (is_projected (table, index, attribute))
        sum += get_bytes (schema, attribute, &source);
    }
  return CLAMP (sum, 1, tenon_item_size_get_table (schema, table));
}

/**
 * tenon_item_size_assume:
 *
 * Writes the item size of a proposed table and the assumptions it rests on.
 */
void
tenon_item_size_assume (TenonSchema *schema,
                        TenonTable  *table)
{
  table->item_size = 0;
  table->item_size = tenon_item_size_get_table (schema, table);
  g_free (table->item_size_basis);
  table->item_size_basis = g_strdup_printf ("ASSUMED: names plus values by type as of " ASSUMPTIONS_DATED ", every attribute present: numbers at the width of their type, "
                                            "CHAR full, VARCHAR half its length up to 128, TEXT and JSON 1,024, larger text and BLOB 4,096, dates ISO 8601%s",
                                            table->item_size >= TENON_ITEM_SIZE_LIMIT ? "; capped at the 409,600 bytes of an item" : "");
}
