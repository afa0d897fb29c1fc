/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The transactions that keep unique constraints, as JSON: the design document's plan, then the requests of the API. */

#include "design/tenon-plan.h"

#include "base/tenon-json-writer.h"

#include <string.h>

static void
write_value (TenonJsonWriter *writer,
             TenonAttribute  *attribute,
             const char      *variable,
             gboolean         typed)
{
  g_autofree char *value = g_strconcat ("$", variable, NULL);

  tenon_json_writer_name (writer, attribute->name);
  if (!typed)
    {
      tenon_json_writer_string (writer, value);
      return;
    }
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, tenon_attribute_type_to_string (attribute->type), value);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

static const char *
variable_of (TenonEntity    *entity,
             TenonAttribute *attribute)
{
  TenonColumn *column = tenon_entity_get_column (entity, attribute->source_column);

  return column != NULL && column->auto_increment ? "generated_id" : attribute->name;
}

/* Whether the attribute is what keeps @absent, a constraint on columns that may be NULL, from having a value: it is left out, as an
 * index or lookup table takes no NULL for a key. */
static gboolean
is_absent (TenonEntity       *entity,
           TenonAttribute    *attribute,
           const TenonUnique *absent)
{
  for (guint i = 0; absent != NULL && i < absent->n_columns; i++)
    {
      TenonColumn *column = tenon_entity_get_column (entity, absent->columns[i]);

      if (column != NULL && column->nullable && g_strcmp0 (attribute->source_column, column->name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
write_item (TenonEntity       *entity,
            TenonTable        *table,
            TenonJsonWriter   *writer,
            const char        *member,
            gboolean           typed,
            gboolean           keys_only,
            gboolean           is_new,
            gboolean           old,
            const TenonUnique *absent)
{
  tenon_json_writer_name (writer, member);
  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      const char      *variable = is_new ? variable_of (entity, attribute) : attribute->name;
      g_autofree char *former = old ? g_strconcat ("old_", attribute->name, NULL) : NULL;

      if (keys_only && g_strcmp0 (attribute->name, table->partition_key) != 0 && g_strcmp0 (attribute->name, table->sort_key) != 0)
        continue;
      if (is_absent (entity, attribute, absent))
        continue;
      write_value (writer, attribute, former != NULL ? former : variable, typed);
    }
  tenon_json_writer_end_object (writer);
}

/* "#name": the API refuses names in expressions that are words of its own (name, status, date and 570 more). */
static char *
placeholder_of (const char *name)
{
  char *placeholder = g_strconcat ("#", name, NULL);

  for (char *p = placeholder + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = '_';
  return placeholder;
}

/* @names: (nullable) (element-type utf8): beside the partition key */
static void
write_names (TenonJsonWriter *writer,
             const char      *partition_key,
             GPtrArray       *names)
{
  g_autofree char *key = placeholder_of (partition_key);

  tenon_json_writer_name (writer, "ExpressionAttributeNames");
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, key, partition_key);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *placeholder = placeholder_of (g_ptr_array_index (names, i));

      tenon_json_writer_member_string (writer, placeholder, g_ptr_array_index (names, i));
    }
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

/* The item is there and its unique values are those that were read: a value changed since would leave its item behind. */
static void
write_unchanged (TenonEntity       *entity,
                 const TenonUnique *only,
                 const TenonUnique *absent,
                 TenonJsonWriter   *writer,
                 GPtrArray         *held)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) condition = g_string_new (NULL);
  g_autofree char *key = placeholder_of (entity->table->partition_key);

  g_string_append_printf (condition, "attribute_exists(%s)", key);
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      const TenonUnique *unique = ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->unique;

      for (guint j = 0; (only == NULL || only == unique) && j < unique->n_columns; j++)
        {
          const char      *name = tenon_entity_get_name (entity, unique->columns[j]);
          g_autofree char *placeholder = NULL;

          if (name == NULL || g_strcmp0 (name, entity->table->partition_key) == 0 || g_strcmp0 (name, entity->table->sort_key) == 0 || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            continue;
          placeholder = placeholder_of (name);
          g_ptr_array_add (names, (gpointer)name);
          if (is_absent (entity, tenon_table_find_attribute (entity->table, name), absent))
            {
              g_string_append_printf (condition, " AND attribute_not_exists(%s)", placeholder);
              continue;
            }
          g_string_append_printf (condition, " AND %s = :old_%s", placeholder, placeholder + 1);
          g_ptr_array_add (held, (gpointer)name);
        }
    }
  tenon_json_writer_member_string (writer, "ConditionExpression", condition->str);
  write_names (writer, entity->table->partition_key, names);
}

/* ":email": { "S": "$email" } */
static void
write_placeholder (TenonEntity     *entity,
                   TenonJsonWriter *writer,
                   const char      *prefix,
                   const char      *name)
{
  TenonAttribute  *attribute = tenon_table_find_attribute (entity->table, name);
  g_autofree char *plain = placeholder_of (name);
  g_autofree char *placeholder = g_strconcat (":", prefix, plain + 1, NULL);
  g_autofree char *value = g_strconcat ("$", prefix, name, NULL);

  tenon_json_writer_name (writer, placeholder);
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, tenon_attribute_type_to_string (attribute->type), value);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

/* As the design document writes it, or as the API takes it: then with names, which the caller writes. */
static void
write_condition (TenonTable      *table,
                 TenonJsonWriter *writer,
                 const char      *function,
                 gboolean         api)
{
  g_autofree char *name = api ? placeholder_of (table->partition_key) : g_strdup (table->partition_key);
  g_autofree char *condition = g_strdup_printf ("%s(%s)", function, name);

  tenon_json_writer_member_string (writer, "ConditionExpression", condition);
}

static void
write_put (TenonEntity       *entity,
           TenonTable        *table,
           TenonJsonWriter   *writer,
           gboolean           api,
           gboolean           is_new,
           const TenonUnique *absent)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, api ? "Put" : "PutItem");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, api ? "TableName" : "Table", table->name);
  write_item (entity, table, writer, "Item", api, FALSE, is_new, FALSE, absent);
  write_condition (table, writer, "attribute_not_exists", api);
  if (api)
    write_names (writer, table->partition_key, NULL);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

static void
write_delete (TenonEntity     *entity,
              TenonTable      *table,
              TenonJsonWriter *writer,
              gboolean         old)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "Delete");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", table->name);
  write_item (entity, table, writer, "Key", TRUE, TRUE, FALSE, old, NULL);
  write_condition (table, writer, "attribute_exists", TRUE);
  write_names (writer, table->partition_key, NULL);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

/* How the value of the constraint changes. */
typedef enum
{
  CHANGE_VALUE,
  SET_VALUE,   /* it had none */
  CLEAR_VALUE, /* it has none then */
} Change;

/* "SET #a = :a" or "REMOVE #a": what stands in the item's own key cannot be set, and does not change. */
static char *
update_expression (TenonEntity       *entity,
                   const TenonUnique *unique,
                   Change             change,
                   GPtrArray         *set)
{
  g_autoptr (GString) sets = g_string_new (NULL), removes = g_string_new (NULL);

  for (guint i = 0; i < unique->n_columns; i++)
    {
      const char      *name = tenon_entity_get_name (entity, unique->columns[i]);
      g_autofree char *placeholder = placeholder_of (name);

      if (tenon_table_is_base_key (entity->table, name))
        continue;
      if (change == CLEAR_VALUE && !is_absent (entity, tenon_table_find_attribute (entity->table, name), unique))
        continue;
      if (change == CLEAR_VALUE)
        {
          g_string_append_printf (removes, "%s%s", removes->len > 0 ? ", " : "REMOVE ", placeholder);
          continue;
        }
      g_string_append_printf (sets, "%s%s = :%s", sets->len > 0 ? ", " : "SET ", placeholder, placeholder + 1);
      g_ptr_array_add (set, (gpointer)name);
    }
  return g_strconcat (sets->str, removes->str, NULL);
}

static void
write_update (TenonEntity       *entity,
              const TenonUnique *unique,
              TenonJsonWriter   *writer,
              Change             change)
{
  TenonTable *table = entity->table;
  g_autoptr (GPtrArray) held = g_ptr_array_new ();
  g_autoptr (GPtrArray) set = g_ptr_array_new ();
  g_autofree char *update = update_expression (entity, unique, change, set);

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "Update");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", table->name);
  write_item (entity, table, writer, "Key", TRUE, TRUE, FALSE, FALSE, NULL);
  tenon_json_writer_member_string (writer, "UpdateExpression", update);
  write_unchanged (entity, unique, change == SET_VALUE ? unique : NULL, writer, held);
  if (set->len + held->len > 0)
    {
      tenon_json_writer_name (writer, "ExpressionAttributeValues");
      tenon_json_writer_begin_object (writer);
      for (guint i = 0; i < set->len; i++)
        write_placeholder (entity, writer, "", g_ptr_array_index (set, i));
      for (guint i = 0; i < held->len; i++)
        write_placeholder (entity, writer, "old_", g_ptr_array_index (held, i));
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

/* The item itself, which takes its unique values with it. */
static void
write_own_delete (TenonEntity       *entity,
                  TenonJsonWriter   *writer,
                  const TenonUnique *absent)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new ();

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "Delete");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", entity->table->name);
  write_item (entity, entity->table, writer, "Key", TRUE, TRUE, FALSE, FALSE, NULL);
  write_unchanged (entity, NULL, absent, writer, held);
  if (held->len > 0)
    {
      tenon_json_writer_name (writer, "ExpressionAttributeValues");
      tenon_json_writer_begin_object (writer);
      for (guint i = 0; i < held->len; i++)
        write_placeholder (entity, writer, "old_", g_ptr_array_index (held, i));
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

static void
write_create (TenonEntity       *entity,
              TenonJsonWriter   *writer,
              gboolean           api,
              const TenonUnique *absent)
{
  tenon_json_writer_name (writer, api ? "TransactItems" : "TransactWriteItems");
  tenon_json_writer_begin_array (writer);
  write_put (entity, entity->table, writer, api, TRUE, absent);
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      if (lookup->unique != absent)
        write_put (entity, lookup->table, writer, api, TRUE, NULL);
    }
  tenon_json_writer_end_array (writer);
}

/* What an update that changes this lookup's value takes: the old value goes, the new one comes, the item follows. */
static void
write_change (TenonEntity     *entity,
              TenonLookupPlan *lookup,
              TenonJsonWriter *writer,
              Change           change)
{
  tenon_json_writer_name (writer, "TransactItems");
  tenon_json_writer_begin_array (writer);
  write_update (entity, lookup->unique, writer, change);
  if (change != SET_VALUE)
    write_delete (entity, lookup->table, writer, TRUE);
  if (change != CLEAR_VALUE)
    write_put (entity, lookup->table, writer, TRUE, FALSE, NULL);
  tenon_json_writer_end_array (writer);
}

static void
write_removal (TenonEntity       *entity,
               TenonJsonWriter   *writer,
               const TenonUnique *absent)
{
  tenon_json_writer_name (writer, "TransactItems");
  tenon_json_writer_begin_array (writer);
  write_own_delete (entity, writer, absent);
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      if (lookup->unique != absent)
        write_delete (entity, lookup->table, writer, TRUE);
    }
  tenon_json_writer_end_array (writer);
}

static void
begin_member (TenonJsonWriter *writer,
              const char      *name)
{
  tenon_json_writer_name (writer, name);
  tenon_json_writer_begin_object (writer);
}

/* The same where the constraint's columns may be NULL: an item without the value has no item in the lookup table. */
static void
write_without_value (TenonEntity     *self,
                     TenonLookupPlan *lookup,
                     TenonJsonWriter *writer)
{
  begin_member (writer, "without_value");
  begin_member (writer, "create");
  write_create (self, writer, TRUE, lookup->unique);
  tenon_json_writer_end_object (writer);
  begin_member (writer, "set");
  write_change (self, lookup, writer, SET_VALUE);
  tenon_json_writer_end_object (writer);
  begin_member (writer, "clear");
  write_change (self, lookup, writer, CLEAR_VALUE);
  tenon_json_writer_end_object (writer);
  begin_member (writer, "delete");
  write_removal (self, writer, lookup->unique);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

/**
 * tenon_entity_write_transactions:
 *
 * Gives each lookup table of @self the transactions that keep its constraint, as one JSON object: "ddb_query_plan" in the form of
 * the design document with a condition on every put, "create", "change" and "delete" as requests of the TransactWriteItems API;
 * where the columns may be NULL, "without_value" has those of an item without a value, "set" and "clear" among them. Other
 * constraints are taken to have a value there.
 */
void
tenon_entity_write_transactions (TenonEntity *self)
{
  for (guint i = 0; i < self->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->lookups, i);
      g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

      tenon_json_writer_begin_object (writer);
      begin_member (writer, "ddb_query_plan");
      write_create (self, writer, FALSE, NULL);
      tenon_json_writer_end_object (writer);
      begin_member (writer, "create");
      write_create (self, writer, TRUE, NULL);
      tenon_json_writer_end_object (writer);
      begin_member (writer, "change");
      write_change (self, lookup, writer, CHANGE_VALUE);
      tenon_json_writer_end_object (writer);
      begin_member (writer, "delete");
      write_removal (self, writer, NULL);
      tenon_json_writer_end_object (writer);
      if (lookup->unique->is_nullable)
        write_without_value (self, lookup, writer);
      tenon_json_writer_end_object (writer);
      g_free (lookup->table->transaction);
      lookup->table->transaction = tenon_json_writer_finish (writer);
    }
}
