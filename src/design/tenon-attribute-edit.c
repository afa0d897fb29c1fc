/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An attribute as a person wants it: under another name or of another type, with keys, indexes and lookup tables following,
 * or left out. */

#include "design/tenon-attribute-edit.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-plan.h"
#include "design/tenon-type-mapping.h"

/* A key attribute's name may have 255 bytes (DynamoDB developer guide, quotas); one limit for all keeps every one able to be one. */
#define NAME_MAX_BYTES 255u

#define refuse(error, ...) tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, __VA_ARGS__)

/* Whether the attribute, %NULL: a new one, can be called @name: FALSE with the reason where it cannot. */
gboolean
tenon_attribute_edit_check_name (TenonTable     *table,
                                 TenonAttribute *attribute,
                                 const char     *name,
                                 GError        **error)
{
  TenonAttribute *other = name != NULL ? tenon_table_find_attribute (table, name) : NULL;

  if (tenon_str_is_blank (name) || strlen (name) > NAME_MAX_BYTES)
    return refuse (error, "“%s” is no valid attribute name: 1 to %u bytes", name != NULL ? name : "", NAME_MAX_BYTES);
  if (strpbrk (name, " \t\n\"'\\$:#,") != NULL)
    return refuse (error, "“%s” is no attribute name that an expression can say: leave out spaces, quotes and :, #, $ and ,", name);
  if (other != NULL && other != attribute)
    return refuse (error, "%s already has an attribute %s", table->name, name);
  return TRUE;
}

/* Whether the table can do without the attribute: FALSE with the reason where a key stands on it. */
gboolean
tenon_attribute_edit_check_absence (TenonModel     *model,
                                    TenonTable     *table,
                                    TenonAttribute *attribute,
                                    GError        **error)
{
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (model->design, table);

  if (g_strcmp0 (table->partition_key, attribute->name) == 0 || g_strcmp0 (table->sort_key, attribute->name) == 0)
    return refuse (error, "%s is in the key of %s; choose another key first", attribute->name, table->name);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      if (g_strcmp0 (index->partition_key, attribute->name) == 0 || g_strcmp0 (index->sort_key, attribute->name) == 0)
        return refuse (error, "%s is in the key of the index %s; change or remove that first", attribute->name, index->name);
    }
  for (guint i = 0; i < lookups->len; i++)
    if (tenon_table_find_source_column (g_ptr_array_index (lookups, i), attribute->source_table, attribute->source_column) != NULL)
      return refuse (error, "%s is kept unique by the lookup table %s", attribute->name, ((TenonTable *)g_ptr_array_index (lookups, i))->name);
  return TRUE;
}

static void
follow_in_list (TenonIndex *index,
                const char *before,
                const char *after)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (index->projected == NULL || !g_strv_contains ((const char *const *)index->projected, before))
    return;
  for (guint i = 0; index->projected[i] != NULL; i++)
    if (strcmp (index->projected[i], before) != 0)
      g_strv_builder_add (builder, index->projected[i]);
    else if (after != NULL)
      g_strv_builder_add (builder, after);
  names = g_strv_builder_end (builder);
  g_object_set (index, "projected", names, NULL);
  if (names[0] == NULL)
    g_object_set (index, "projection", TENON_PROJECTION_KEYS_ONLY, "projected", NULL, NULL);
}

/* The decision on an index says its keys by name. */
static void
reword_index (TenonModel *model,
              TenonTable *table,
              TenonIndex *index,
              const char *chosen_before)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", table->name, index->name);
  g_autofree char *chosen = tenon_index_dup_approach (index);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);

  if (decision != NULL && g_strcmp0 (decision->chosen_approach, chosen_before) == 0 && g_strcmp0 (chosen, chosen_before) != 0)
    g_object_set (decision, "chosen-approach", chosen, NULL);
}

static void
follow_in_indexes (TenonModel *model,
                   TenonTable *table,
                   const char *before,
                   const char *after)
{
  static const char *const fields[] = { "partition-key", "sort-key", "sparse-on" };

  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex      *index = tenon_list_get (table->indexes, i);
      g_autofree char *chosen = tenon_index_dup_approach (index);

      for (guint j = 0; after != NULL && j < G_N_ELEMENTS (fields); j++)
        {
          g_autofree char *value = NULL;

          g_object_get (index, fields[j], &value, NULL);
          if (g_strcmp0 (value, before) == 0)
            g_object_set (index, fields[j], after, NULL);
        }
      follow_in_list (index, before, after);
      reword_index (model, table, index, chosen);
    }
}

static void
rename_in (TenonTable     *table,
           TenonAttribute *attribute,
           const char     *name)
{
  gboolean is_partition = g_strcmp0 (table->partition_key, attribute->name) == 0, is_sort = g_strcmp0 (table->sort_key, attribute->name) == 0;

  g_object_set (attribute, "name", name, NULL);
  if (is_partition)
    g_object_set (table, "partition-key", name, NULL);
  if (is_sort)
    g_object_set (table, "sort-key", name, NULL);
}

/* The structure of the table is that person's from now on, and says so; @finding: (nullable): nothing is to be said */
static void
note (TenonModel *model,
      TenonTable *table,
      const char *name,
      const char *finding,
      const char *by)
{
  g_autofree char *id = g_strconcat ("structure:", table->name, NULL);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);
  g_autofree char *chosen = tenon_table_dup_approach (table);
  g_autofree char *now = tenon_now_iso8601 ();
  g_autoptr (TenonFactor) factor = g_object_new (TENON_TYPE_FACTOR, "name", name, "finding", finding, "evidence", by, NULL);

  if (decision == NULL)
    return;
  if (finding != NULL)
    tenon_list_append (decision->factors, factor);
  g_object_set (decision, "chosen-approach", chosen, "by-person", TRUE, "decided-by", by, "decided-at", now, NULL);
}

/**
 * tenon_attribute_edit_rename:
 * @name: one that tenon_attribute_edit_check_name() finds nothing against
 *
 * Keys, indexes and lookup tables follow; the requests are not fitted here. To be called inside an edit.
 */
void
tenon_attribute_edit_rename (TenonModel     *model,
                             TenonTable     *table,
                             TenonAttribute *attribute,
                             const char     *name,
                             const char     *reason,
                             const char     *by)
{
  g_autofree char *before = g_strdup (attribute->name), *finding = NULL;
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (model->design, table);

  rename_in (table, attribute, name);
  follow_in_indexes (model, table, before, name);
  for (guint i = 0; !attribute->denormalized && i < lookups->len; i++)
    {
      TenonTable     *lookup = g_ptr_array_index (lookups, i);
      TenonAttribute *own = tenon_table_find_source_column (lookup, attribute->source_table, attribute->source_column);

      if (own != NULL)
        rename_in (lookup, own, name);
    }
  finding = g_strdup_printf ("%s, proposed as %s: %s", name, before, reason);
  note (model, table, "name", finding, by);
}

/* ---- types ---- */

/**
 * tenon_attribute_find_column:
 *
 * Returns: (transfer none) (nullable): the column of the model's schema that gives the attribute
 */
TenonColumn *
tenon_attribute_find_column (TenonModel     *model,
                             TenonAttribute *attribute)
{
  g_autofree char *dotted = attribute->source_table != NULL && attribute->source_column != NULL ? g_strconcat (attribute->source_table, ".", attribute->source_column, NULL) : NULL;

  return model->schema != NULL && dotted != NULL ? tenon_schema_find_column (model->schema, dotted) : NULL;
}

/**
 * tenon_attribute_edit_get_rule:
 * @type: (out): what the mapping says
 *
 * Returns: (nullable): the column's type in MySQL; %NULL: no column of the schema gives the attribute
 */
const char *
tenon_attribute_edit_get_rule (TenonModel         *model,
                               TenonAttribute     *attribute,
                               TenonAttributeType *type,
                               const char        **note)
{
  TenonColumn *column = tenon_attribute_find_column (model, attribute);

  if (column == NULL)
    return NULL;
  *type = tenon_type_mapping_get (column);
  *note = tenon_type_mapping_get_note (column);
  return column->type;
}

/**
 * tenon_attribute_edit_describe_type:
 *
 * Returns: (nullable): what becomes of the values as @type; %NULL where the mapping says just that type
 */
const char *
tenon_attribute_edit_describe_type (TenonModel        *model,
                                    TenonAttribute    *attribute,
                                    TenonAttributeType type)
{
  TenonColumn *column = tenon_attribute_find_column (model, attribute);

  return column != NULL ? tenon_type_mapping_find_departure (column, type, NULL, NULL) : NULL;
}

/* What was said of the type before holds no more. */
static void
forget_type (TenonModel *model,
             TenonTable *table,
             const char *attribute)
{
  g_autofree char *id = g_strconcat ("structure:", table->name, NULL);
  g_autofree char *prefix = g_strconcat (attribute, ": ", NULL);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);

  for (guint i = decision != NULL ? tenon_list_get_length (decision->factors) : 0; i > 0; i--)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i - 1);

      if (g_strcmp0 (factor->name, TENON_FACTOR_TYPE) == 0 && factor->finding != NULL && g_str_has_prefix (factor->finding, prefix))
        tenon_list_remove (decision->factors, i - 1);
    }
}

/**
 * tenon_attribute_edit_set_type:
 * @reason: (nullable): where the mapping says another type
 *
 * Lookup tables and copies hold the same values and follow. To be called inside an edit.
 */
void
tenon_attribute_edit_set_type (TenonModel        *model,
                               TenonTable        *table,
                               TenonAttribute    *attribute,
                               TenonAttributeType type,
                               const char        *reason,
                               const char        *by)
{
  TenonColumn     *column = tenon_attribute_find_column (model, attribute);
  gboolean         departs = column != NULL && tenon_type_mapping_get (column) != type;
  g_autofree char *finding = departs ? g_strdup_printf ("%s: %s, and the mapping of %s says %s: %s", attribute->name, tenon_attribute_type_to_string (type), column->type, tenon_attribute_type_to_string (tenon_type_mapping_get (column)), reason) : NULL;

  forget_type (model, table, attribute->name);
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *other = tenon_list_get (model->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (other->attributes); j++)
        {
          TenonAttribute *same = tenon_list_get (other->attributes, j);

          if (same == attribute || (g_strcmp0 (same->source_table, attribute->source_table) == 0 && same->source_column != NULL && g_strcmp0 (same->source_column, attribute->source_column) == 0))
            g_object_set (same, "type", type, NULL);
        }
    }
  note (model, table, TENON_FACTOR_TYPE, finding, by);
}

/* Takes the attribute out of the table and of what its indexes carry. To be called inside an edit. */
void
tenon_attribute_edit_leave_out (TenonModel     *model,
                                TenonTable     *table,
                                TenonAttribute *attribute)
{
  follow_in_indexes (model, table, attribute->name, NULL);
  tenon_list_remove_record (table->attributes, attribute);
}
