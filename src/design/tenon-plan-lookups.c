/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Unique constraints: a lookup table for each one that no table key keeps, and the transactions that keep it. */

#include "design/tenon-plan.h"

#include "base/tenon-json-writer.h"
#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

static gboolean
names_column (const TenonUnique *unique,
              const char        *column)
{
  return column != NULL && g_strv_contains (unique->columns, column);
}

/* The base key keeps a constraint that contains all of it: two items that agreed in the constraint would agree in
 * the key. */
static gboolean
is_kept_by_key (TenonEntity       *entity,
                const TenonUnique *unique)
{
  return names_column (unique, entity->partition) && (entity->sort == NULL || names_column (unique, entity->sort));
}

/* A constraint follows from a smaller one, or from the same one declared before. */
static gboolean
is_implied (TenonEntity       *entity,
            const TenonUnique *unique)
{
  for (guint i = 0; i < entity->uniques->len; i++)
    {
      const TenonUnique *other = g_ptr_array_index (entity->uniques, i);
      gboolean           inside = other != unique && !other->is_nullable;

      for (guint j = 0; inside && j < other->n_columns; j++)
        inside = names_column (unique, other->columns[j]);
      if (!inside)
        continue;
      if (other->n_columns < unique->n_columns)
        return TRUE;
      for (guint j = 0; j < i; j++)
        if (g_ptr_array_index (entity->uniques, j) == unique)
          inside = FALSE;
      if (inside)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_entity_may_need_lookup:
 *
 * One column becomes the partition key, two become partition and sort key. A primary key that is a generated number is unique by
 * its generation; a generated number beside the primary key is a constraint like any other, which the application may set.
 * Three and more columns cannot be said in keys of single columns: the rules report them.
 */
gboolean
tenon_entity_may_need_lookup (TenonEntity       *entity,
                              const TenonUnique *unique)
{
  return unique->n_columns <= 2 && unique->is_plain && !(unique->is_generated && unique->is_primary) && !is_implied (entity, unique);
}

/**
 * tenon_entity_dup_lookup_name:
 *
 * "username" of users gives usernames, "email" of users user_emails, provider and provider_reference of payments
 * payment_provider_references: as ISBNs beside Books.
 */
char *
tenon_entity_dup_lookup_name (TenonEntity       *entity,
                              const TenonUnique *unique)
{
  g_autofree char *singular = tenon_entity_dup_singular (entity);
  g_autofree char *last = tenon_name_to_snake (unique->columns[unique->n_columns - 1]);
  g_autofree char *first = unique->n_columns > 1 ? tenon_name_to_snake (unique->columns[0]) : NULL;
  g_autofree char *stem = NULL;
  g_autofree char *plural = NULL;
  const char      *dot = strrchr (entity->source->name, '.');
  g_autofree char *base = NULL;
  if (first != NULL && g_str_has_suffix (first, "_id"))
    first[strlen (first) - 3] = '\0';
  if (first != NULL && g_str_has_suffix (last, "_id") && strlen (last) > 3)
    last[strlen (last) - 3] = '\0';
  if (first != NULL && ((g_str_has_prefix (last, first) && last[strlen (first)] == '_') || (g_str_has_prefix (singular, first) && strchr ("_", singular[strlen (first)]) != NULL)))
    stem = g_strdup (last);
  else
    stem = first != NULL ? g_strconcat (first, "_", last, NULL) : g_strdup (last);
  plural = tenon_name_plural (stem);
  base = g_str_has_prefix (stem, singular) ? g_strdup (plural) : g_strconcat (singular, "_", plural, NULL);
  if (dot != NULL)
    {
      g_autofree char *database = g_strndup (entity->source->name, dot - entity->source->name);

      return g_strconcat (database, ".", base, NULL);
    }
  return g_steal_pointer (&base);
}

static char *
join_columns (const TenonUnique *unique)
{
  return g_strjoinv (" and ", (char **)unique->columns);
}

/* Of two columns the one with more values spreads the items; one too long for a sort key can only be the partition key. */
static guint
partition_of (TenonEntity       *entity,
              const TenonUnique *unique)
{
  if (unique->n_columns == 2 && !tenon_type_mapping_can_sort (tenon_entity_get_column (entity, unique->columns[0])))
    return 0;
  if (unique->n_columns == 2 && !tenon_type_mapping_can_sort (tenon_entity_get_column (entity, unique->columns[1])))
    return 1;
  return unique->n_columns == 2 && tenon_type_mapping_get_distinct (tenon_entity_get_column (entity, unique->columns[0])) > 0 && tenon_type_mapping_get_distinct (tenon_entity_get_column (entity, unique->columns[1])) < 0;
}

static void
make_lookup (TenonEntity       *entity,
             const TenonUnique *unique)
{
  TenonLookupPlan *lookup = g_new0 (TenonLookupPlan, 1);
  g_autofree char *columns = join_columns (unique);
  TenonTable      *table = tenon_table_new (unique->lookup);
  guint            first = partition_of (entity, unique);

  lookup->unique = unique;
  lookup->table = table;
  table->role = TENON_TABLE_LOOKUP;
  tenon_str_set (&table->lookup_of, entity->table->name);
  tenon_str_set (&table->source_table, entity->source->name);
  table->unique_columns = g_strdupv ((char **)unique->columns);
  tenon_str_set (&table->classification, "lookup");
  for (guint i = 0; i < unique->n_columns; i++)
    tenon_entity_add_attribute (entity, table, unique->columns[(i + first) % unique->n_columns]);
  tenon_entity_add_attribute (entity, table, entity->partition);
  if (entity->sort != NULL)
    tenon_entity_add_attribute (entity, table, entity->sort);
  tenon_str_set (&table->partition_key, tenon_entity_get_name (entity, unique->columns[first]));
  tenon_str_set (&table->sort_key, unique->n_columns > 1 ? tenon_entity_get_name (entity, unique->columns[1 - first]) : NULL);
  g_free (table->purpose);
  table->purpose = g_strdup_printf ("Keeps %s of %s unique: DynamoDB itself keeps only a table's own key unique.%s", columns, entity->source->name,
                                    unique->is_nullable ? " A row whose value is NULL has no item here, as MySQL allows any number of NULLs." : "");
  g_ptr_array_add (entity->lookups, lookup);
}

/* The transactions as JSON: the design document's plan, then the requests of the API. */

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

static void
write_item (TenonEntity     *entity,
            TenonTable      *table,
            TenonJsonWriter *writer,
            const char      *member,
            gboolean         typed,
            gboolean         keys_only,
            gboolean         is_new,
            gboolean         old)
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
                 TenonJsonWriter   *writer,
                 GPtrArray         *held)
{
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

          if (name == NULL || g_strcmp0 (name, entity->table->partition_key) == 0 || g_strcmp0 (name, entity->table->sort_key) == 0 || g_ptr_array_find_with_equal_func (held, name, g_str_equal, NULL))
            continue;
          placeholder = placeholder_of (name);
          g_string_append_printf (condition, " AND %s = :old_%s", placeholder, placeholder + 1);
          g_ptr_array_add (held, (gpointer)name);
        }
    }
  tenon_json_writer_member_string (writer, "ConditionExpression", condition->str);
  write_names (writer, entity->table->partition_key, held);
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
write_put (TenonEntity     *entity,
           TenonTable      *table,
           TenonJsonWriter *writer,
           gboolean         api,
           gboolean         is_new)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, api ? "Put" : "PutItem");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, api ? "TableName" : "Table", table->name);
  write_item (entity, table, writer, "Item", api, FALSE, is_new, FALSE);
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
  write_item (entity, table, writer, "Key", TRUE, TRUE, FALSE, old);
  write_condition (table, writer, "attribute_exists", TRUE);
  write_names (writer, table->partition_key, NULL);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

static void
write_update (TenonEntity       *entity,
              const TenonUnique *unique,
              TenonJsonWriter   *writer)
{
  TenonTable *table = entity->table;
  g_autoptr (GString) update = g_string_new ("SET ");
  g_autoptr (GPtrArray) held = g_ptr_array_new ();
  g_autoptr (GPtrArray) set = g_ptr_array_new ();

  for (guint i = 0; i < unique->n_columns; i++)
    {
      const char      *name = tenon_entity_get_name (entity, unique->columns[i]);
      g_autofree char *placeholder = placeholder_of (name);

      /* What stands in the item's own key cannot be set, and does not change. */
      if (tenon_table_is_key_attribute (table, name))
        continue;
      g_string_append_printf (update, "%s%s = :%s", set->len > 0 ? ", " : "", placeholder, placeholder + 1);
      g_ptr_array_add (set, (gpointer)name);
    }
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "Update");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", table->name);
  write_item (entity, table, writer, "Key", TRUE, TRUE, FALSE, FALSE);
  tenon_json_writer_member_string (writer, "UpdateExpression", update->str);
  write_unchanged (entity, unique, writer, held);
  tenon_json_writer_name (writer, "ExpressionAttributeValues");
  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < set->len; i++)
    write_placeholder (entity, writer, "", g_ptr_array_index (set, i));
  for (guint i = 0; i < held->len; i++)
    write_placeholder (entity, writer, "old_", g_ptr_array_index (held, i));
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

/* The item itself, which takes its unique values with it. */
static void
write_own_delete (TenonEntity     *entity,
                  TenonJsonWriter *writer)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new ();

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "Delete");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", entity->table->name);
  write_item (entity, entity->table, writer, "Key", TRUE, TRUE, FALSE, FALSE);
  write_unchanged (entity, NULL, writer, held);
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
write_create (TenonEntity     *entity,
              TenonJsonWriter *writer,
              gboolean         api)
{
  tenon_json_writer_name (writer, api ? "TransactItems" : "TransactWriteItems");
  tenon_json_writer_begin_array (writer);
  write_put (entity, entity->table, writer, api, TRUE);
  for (guint i = 0; i < entity->lookups->len; i++)
    write_put (entity, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->table, writer, api, TRUE);
  tenon_json_writer_end_array (writer);
}

/* What an update that changes this lookup's value takes: the old value goes, the new one comes, the item follows. */
static void
write_change (TenonEntity     *entity,
              TenonLookupPlan *lookup,
              TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "TransactItems");
  tenon_json_writer_begin_array (writer);
  write_update (entity, lookup->unique, writer);
  write_delete (entity, lookup->table, writer, TRUE);
  write_put (entity, lookup->table, writer, TRUE, FALSE);
  tenon_json_writer_end_array (writer);
}

static void
write_removal (TenonEntity     *entity,
               TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "TransactItems");
  tenon_json_writer_begin_array (writer);
  write_own_delete (entity, writer);
  for (guint i = 0; i < entity->lookups->len; i++)
    write_delete (entity, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->table, writer, TRUE);
  tenon_json_writer_end_array (writer);
}

/* Gives each lookup table of @self the transactions that keep its constraint, as one JSON object: "ddb_query_plan" in
 * the form of the design document with a condition on every put, "create", "change" and "delete" as requests of the
 * TransactWriteItems API. */
static void
write_transactions (TenonEntity *self)
{
  for (guint i = 0; i < self->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->lookups, i);
      g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_name (writer, "ddb_query_plan");
      tenon_json_writer_begin_object (writer);
      write_create (self, writer, FALSE);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_name (writer, "create");
      tenon_json_writer_begin_object (writer);
      write_create (self, writer, TRUE);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_name (writer, "change");
      tenon_json_writer_begin_object (writer);
      write_change (self, lookup, writer);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_name (writer, "delete");
      tenon_json_writer_begin_object (writer);
      write_removal (self, writer);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_object (writer);
      g_free (lookup->table->transaction);
      lookup->table->transaction = tenon_json_writer_finish (writer);
    }
}

/**
 * tenon_entity_make_lookups:
 *
 * A lookup table for each unique constraint that the base table's own key does not keep.
 */
void
tenon_entity_make_lookups (TenonEntity *self,
                           TenonPlan   *plan)
{
  for (guint i = 0; i < self->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (self->uniques, i);

      if (unique->lookup != NULL && !is_kept_by_key (self, unique))
        make_lookup (self, unique);
    }
  write_transactions (self);
}
