/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Has a read served by the table a person points at, if a key of that table can serve it. */

#include "design/tenon-serve-on.h"

#include <gio/gio.h>

#include "base/tenon-text.h"
#include "design/tenon-pattern-reading.h"
#include "design/tenon-ways.h"

#define refuse(error, ...) tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, __VA_ARGS__)

/* A key of the table that the request knows the values of. */
typedef struct
{
  TenonIndex *index; /* (nullable) the table's own key */
  const char *partition_key;
  const char *sort_key; /* (nullable) */
  gboolean    knows_sort;
  guint       worth;
} Key;

static gboolean
is_known (TenonTable   *table,
          TenonReading *reading,
          const char   *attribute_name)
{
  TenonAttribute *attribute = attribute_name != NULL ? tenon_table_find_attribute (table, attribute_name) : NULL;

  if (attribute == NULL || attribute->source_column == NULL || g_strcmp0 (attribute->source_table, reading->table->name) != 0)
    return FALSE;
  for (guint i = 0; i < reading->equality->len; i++)
    if (g_str_equal (g_ptr_array_index (reading->equality, i), attribute->source_column))
      return TRUE;
  return FALSE;
}

static gboolean
sorts_as_asked (TenonTable   *table,
                TenonReading *reading,
                const char   *sort_key)
{
  TenonAttribute *attribute = sort_key != NULL ? tenon_table_find_attribute (table, sort_key) : NULL;
  const char     *column = attribute != NULL ? attribute->source_column : NULL;

  return column != NULL && (g_strcmp0 (column, reading->order) == 0 || g_strcmp0 (column, reading->range) == 0);
}

static void
consider (Key          *best,
          TenonTable   *table,
          TenonReading *reading,
          TenonIndex   *index,
          const char   *partition_key,
          const char   *sort_key)
{
  Key key = { index, partition_key, sort_key, is_known (table, reading, sort_key), 1 };

  if (!is_known (table, reading, partition_key))
    return;
  key.worth += 4 * key.knows_sort + 2 * sorts_as_asked (table, reading, sort_key) + (index == NULL);
  if (key.worth > best->worth)
    *best = key;
}

static Key
find_key (TenonTable   *table,
          TenonReading *reading)
{
  Key best = { NULL, NULL, NULL, FALSE, 0 };

  consider (&best, table, reading, NULL, table->partition_key, table->sort_key);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      consider (&best, table, reading, index, index->partition_key, index->sort_key);
    }
  return best;
}

static char *
dup_equality (TenonReading *reading)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reading->equality->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (reading->equality, i));
  return g_string_free (text, FALSE);
}

static gboolean
check (TenonTable   *table,
       TenonReading *reading,
       const char   *pattern_id,
       Key          *key,
       GError      **error)
{
  g_autofree char *equality = NULL;

  if (reading->table == NULL || (reading->kind != TENON_READING_GET && reading->kind != TENON_READING_LIST))
    return refuse (error, "%s is not a read by known values. Writes go where the data is; searches and sums need a design of their own.", pattern_id);
  if (g_strcmp0 (table->source_table, reading->table->name) != 0)
    return refuse (error, "%s reads %s, and the table %s holds %s.", pattern_id, reading->table->name, table->name, table->source_table != NULL ? table->source_table : "other items");
  *key = find_key (table, reading);
  if (key->worth > 0)
    return TRUE;
  equality = dup_equality (reading);
  if (*equality == '\0')
    return refuse (error, "Nothing says by which values %s looks. State its key requirements on the Patterns page.", pattern_id);
  return refuse (error, "No key of %s begins with %s, by which %s looks. Add an index on it on the Design page.", table->name, equality, pattern_id);
}

/* Returns: (transfer full) (nullable): what the pattern asks for; NULL with the reason where the table cannot serve it */
static TenonReading *
examine (TenonModel *model,
         const char *pattern_id,
         const char *table_name,
         Key        *key,
         GError    **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (model, pattern_id);
  TenonTable   *table = tenon_design_find_table (model->design, table_name);
  g_autoptr (TenonReader) reader = tenon_reader_new (model);
  g_autoptr (TenonReading) reading = NULL;

  if (pattern == NULL || table == NULL)
    {
      refuse (error, "There is no %s, or no table %s.", pattern_id, table_name);
      return NULL;
    }
  reading = tenon_reader_read (reader, pattern);
  return check (table, reading, pattern_id, key, error) ? g_steal_pointer (&reading) : NULL;
}

/* Whether tenon_design_serve_on() would have the table serve the pattern: FALSE with the reason where it would not. */
gboolean
tenon_design_can_serve_on (TenonModel *model,
                           const char *pattern_id,
                           const char *table_name,
                           GError    **error)
{
  Key key;
  g_autoptr (TenonReading) reading = examine (model, pattern_id, table_name, &key, error);

  return reading != NULL;
}

/**
 * tenon_design_serve_on:
 * @table_name: of the model's design
 *
 * Has the table serve the pattern by the key of it that fits best, in place of all requests it has, as a person's choice. To be
 * called inside an edit.
 *
 * Returns: FALSE with G_IO_ERROR_NOT_SUPPORTED and the reason where no key of the table can serve it; nothing is changed
 */
gboolean
tenon_design_serve_on (TenonModel *model,
                       const char *pattern_id,
                       const char *table_name,
                       const char *reason,
                       const char *by,
                       GError    **error)
{
  Key key;
  g_autoptr (TenonReading) reading = examine (model, pattern_id, table_name, &key, error);
  g_autofree char *way = reading != NULL && key.index != NULL ? g_strconcat ("index:", key.index->name, NULL) : g_strdup ("key");

  return reading != NULL && tenon_ways_choose (model, pattern_id, way, reason, by, error);
}
