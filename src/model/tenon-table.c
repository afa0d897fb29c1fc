/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A DynamoDB table of the design: keys, attributes with their source, indexes, and how it serves patterns. */

#include "model/tenon-table.h"

#include "base/tenon-text.h"
#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonAttributeType,
                          tenon_attribute_type,
                          { TENON_ATTRIBUTE_S, "TENON_ATTRIBUTE_S", "s" },
                          { TENON_ATTRIBUTE_N, "TENON_ATTRIBUTE_N", "n" },
                          { TENON_ATTRIBUTE_B, "TENON_ATTRIBUTE_B", "b" })

TENON_DEFINE_RECORD_ENUM (TenonProjection,
                          tenon_projection,
                          { TENON_PROJECTION_ALL, "TENON_PROJECTION_ALL", "all" },
                          { TENON_PROJECTION_INCLUDE, "TENON_PROJECTION_INCLUDE", "include" },
                          { TENON_PROJECTION_KEYS_ONLY, "TENON_PROJECTION_KEYS_ONLY", "keys-only" })

TENON_DEFINE_RECORD_ENUM (TenonTableRole,
                          tenon_table_role,
                          { TENON_TABLE_ENTITY, "TENON_TABLE_ENTITY", "entity" },
                          { TENON_TABLE_LOOKUP, "TENON_TABLE_LOOKUP", "lookup" })

static const TenonField tenon_attribute_fields[] = {
  TENON_FIELD (TenonAttribute, "name", STRING, name),
  TENON_FIELD_T (TenonAttribute, "type", ENUM, type, tenon_attribute_type_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonAttribute, "source-table", STRING, source_table),
  TENON_FIELD (TenonAttribute, "source-column", STRING, source_column),
  TENON_FIELD_F (TenonAttribute, "denormalized", BOOLEAN, denormalized, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAttribute, "justification", STRING, justification, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAttribute, "join-local-column", STRING, join_local_column, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAttribute, "join-source-column", STRING, join_source_column, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonAttribute, tenon_attribute, "attribute", FALSE)
TENON_DEFINE_RECORD_INIT (TenonAttribute, tenon_attribute)

static const TenonField tenon_index_fields[] = {
  TENON_FIELD (TenonIndex, "name", STRING, name),
  TENON_FIELD (TenonIndex, "purpose", STRING, purpose),
  TENON_FIELD (TenonIndex, "partition-key", STRING, partition_key),
  TENON_FIELD (TenonIndex, "partition-key-reason", STRING, partition_key_reason),
  TENON_FIELD_F (TenonIndex, "sort-key", STRING, sort_key, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonIndex, "sort-key-reason", STRING, sort_key_reason, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonIndex, "projection", ENUM, projection, tenon_projection_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_F (TenonIndex, "projected", STRV, projected, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonIndex, "projection-reason", STRING, projection_reason, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonIndex, "sparse-on", STRING, sparse_on, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonIndex, tenon_index, "index", FALSE)
TENON_DEFINE_RECORD_INIT (TenonIndex, tenon_index)

static const TenonField tenon_operation_fields[] = {
  TENON_FIELD (TenonOperation, "pattern-id", STRING, pattern_id),
  TENON_FIELD (TenonOperation, "step", INT, step),
  TENON_FIELD (TenonOperation, "operation", STRING, operation),
  TENON_FIELD_F (TenonOperation, "index", STRING, index, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "key-condition", STRING, key_condition, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "filter", STRING, filter, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "condition", STRING, condition, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "descending", BOOLEAN, descending, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "strong", BOOLEAN, strong, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "items", DOUBLE, items, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "requests", DOUBLE, requests, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "notes", STRING, notes, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonOperation, "by-person", BOOLEAN, by_person, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonOperation, tenon_operation, "operation", FALSE)

static void
tenon_operation_init (TenonOperation *self)
{
  self->step = 1;
}

static const TenonField tenon_table_fields[] = {
  TENON_FIELD (TenonTable, "name", STRING, name),
  TENON_FIELD_T (TenonTable, "role", ENUM, role, tenon_table_role_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonTable, "purpose", STRING, purpose),
  TENON_FIELD (TenonTable, "classification", STRING, classification),
  TENON_FIELD (TenonTable, "source-table", STRING, source_table),
  TENON_FIELD (TenonTable, "source-mapping", STRING, source_mapping),
  TENON_FIELD (TenonTable, "partition-key", STRING, partition_key),
  TENON_FIELD (TenonTable, "partition-key-reason", STRING, partition_key_reason),
  TENON_FIELD_F (TenonTable, "sort-key", STRING, sort_key, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonTable, "sort-key-reason", STRING, sort_key_reason, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonTable, "is-provisional", BOOLEAN, is_provisional, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonTable, "attributes", LIST, attributes, tenon_attribute_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonTable, "indexes", LIST, indexes, tenon_index_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonTable, "operations", LIST, operations, tenon_operation_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_F (TenonTable, "lookup-of", STRING, lookup_of, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonTable, "unique-columns", STRV, unique_columns, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonTable, "transaction", STRING, transaction, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonTable, "item-size", INT, item_size),
  TENON_FIELD (TenonTable, "item-size-basis", STRING, item_size_basis),
};
TENON_DEFINE_RECORD (TenonTable, tenon_table, "table", FALSE)
TENON_DEFINE_RECORD_INIT (TenonTable, tenon_table)

static const TenonField tenon_unserved_fields[] = {
  TENON_FIELD (TenonUnserved, "pattern-id", STRING, pattern_id),
  TENON_FIELD (TenonUnserved, "reason", STRING, reason),
  TENON_FIELD (TenonUnserved, "alternative", STRING, alternative),
  TENON_FIELD (TenonUnserved, "accepted", BOOLEAN, accepted),
  TENON_FIELD_F (TenonUnserved, "accepted-by", STRING, accepted_by, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonUnserved, "accepted-at", STRING, accepted_at, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonUnserved, "accepted-reason", STRING, accepted_reason, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonUnserved, tenon_unserved, "unserved", FALSE)
TENON_DEFINE_RECORD_INIT (TenonUnserved, tenon_unserved)

static const TenonField tenon_waiver_fields[] = {
  TENON_FIELD (TenonWaiver, "column", STRING, column),
  TENON_FIELD (TenonWaiver, "reason", STRING, reason),
  TENON_FIELD_F (TenonWaiver, "by", STRING, by, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonWaiver, tenon_waiver, "waiver", FALSE)
TENON_DEFINE_RECORD_INIT (TenonWaiver, tenon_waiver)

TenonTable *
tenon_table_new (const char *name)
{
  TenonTable *self = g_object_new (TENON_TYPE_TABLE, NULL);

  self->name = g_strdup (name);
  return self;
}

TenonAttribute *
tenon_table_find_attribute (TenonTable *self,
                            const char *name)
{
  return tenon_list_find (self->attributes, name);
}

/**
 * tenon_table_find_source_column:
 *
 * Returns: (transfer none) (nullable): the first attribute that comes from the column
 */
TenonAttribute *
tenon_table_find_source_column (TenonTable *self,
                                const char *source_table,
                                const char *source_column)
{
  for (guint i = 0; i < tenon_list_get_length (self->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->attributes, i);

      if (g_strcmp0 (attribute->source_table, source_table) == 0 && g_strcmp0 (attribute->source_column, source_column) == 0)
        return attribute;
    }
  return NULL;
}

TenonIndex *
tenon_table_find_index (TenonTable *self,
                        const char *name)
{
  return tenon_list_find (self->indexes, name);
}

/**
 * tenon_table_is_base_key:
 *
 * Returns: whether the attribute is of the table's own key, which each of its items and index entries has
 */
gboolean
tenon_table_is_base_key (TenonTable *self,
                         const char *name)
{
  return name != NULL && (g_strcmp0 (self->partition_key, name) == 0 || g_strcmp0 (self->sort_key, name) == 0);
}

/**
 * tenon_table_is_key_attribute:
 *
 * Returns: whether the attribute is a key of the table or of one of its indexes
 */
gboolean
tenon_table_is_key_attribute (TenonTable *self,
                              const char *name)
{
  if (g_strcmp0 (self->partition_key, name) == 0 || g_strcmp0 (self->sort_key, name) == 0)
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (self->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (self->indexes, i);

      if (g_strcmp0 (index->partition_key, name) == 0 || g_strcmp0 (index->sort_key, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return tenon_compare_natural (*(const char *const *)a, *(const char *const *)b);
}

/**
 * tenon_table_dup_pattern_ids:
 *
 * Returns: (transfer full): the patterns the table or one of its indexes serves, each once, in natural order
 */
char **
tenon_table_dup_pattern_ids (TenonTable *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (self->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (self->operations, i);

      if (!g_ptr_array_find_with_equal_func (ids, operation->pattern_id, g_str_equal, NULL))
        g_ptr_array_add (ids, operation->pattern_id);
    }
  g_ptr_array_sort (ids, compare_names);
  return tenon_strv_from_array (ids);
}

/**
 * tenon_table_dup_source_tables:
 *
 * Returns: (transfer full): the MySQL tables its attributes come from, its primary one first
 */
char **
tenon_table_dup_source_tables (TenonTable *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (self->source_table != NULL)
    g_ptr_array_add (names, self->source_table);
  for (guint i = 0; i < tenon_list_get_length (self->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->attributes, i);

      if (attribute->source_table != NULL && !g_ptr_array_find_with_equal_func (names, attribute->source_table, g_str_equal, NULL))
        g_ptr_array_add (names, attribute->source_table);
    }
  return tenon_strv_from_array (names);
}

const char *
tenon_attribute_type_to_string (TenonAttributeType type)
{
  static const char *const names[] = { "S", "N", "B" };

  return names[type];
}
