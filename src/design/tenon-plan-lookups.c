/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Unique constraints: a lookup table for each one that no table key keeps, and the transactions that keep it. */

#include "design/tenon-plan.h"

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
  tenon_entity_write_transactions (self);
}
