/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lookup tables in the writes of their tables: each unique value comes, changes and goes in one transaction with its item. */

#include "design/tenon-plan-requests.h"

static const char transact[] = "TransactWriteItems";

static gboolean
is_unique_column (TenonEntity *entity,
                  const char  *column)
{
  for (guint i = 0; i < entity->lookups->len; i++)
    if (g_strv_contains (((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->unique->columns, column))
      return TRUE;
  return FALSE;
}

/**
 * tenon_entity_is_moved_by:
 *
 * Returns: whether the update changes the key of the item, which DynamoDB refuses
 */
gboolean
tenon_entity_is_moved_by (TenonEntity  *entity,
                          TenonReading *reading)
{
  return reading->kind == TENON_READING_UPDATE && reading->table == entity->source && (tenon_reading_writes_column (reading, entity->partition) || tenon_reading_writes_column (reading, entity->sort));
}

/* Whether a write of @kind can touch what the lookup tables hold; an update that does not say what it writes may. */
gboolean
tenon_entity_touches_lookups (TenonEntity     *entity,
                              TenonReading    *reading,
                              TenonReadingKind kind)
{
  if (entity->lookups->len == 0)
    return FALSE;
  if (kind != TENON_READING_UPDATE || reading->table != entity->source)
    return kind != TENON_READING_UPDATE;
  if (reading->writes->len == 0 || tenon_entity_is_moved_by (entity, reading))
    return TRUE;
  for (guint i = 0; i < reading->writes->len; i++)
    if (is_unique_column (entity, g_ptr_array_index (reading->writes, i)))
      return TRUE;
  return FALSE;
}

static gboolean
lookup_is_touched (TenonEntity     *entity,
                   TenonLookupPlan *lookup,
                   TenonReading    *reading,
                   TenonReadingKind kind)
{
  if (kind != TENON_READING_UPDATE || reading->writes->len == 0 || tenon_entity_is_moved_by (entity, reading))
    return TRUE;
  for (guint i = 0; i < reading->writes->len; i++)
    if (g_strv_contains (lookup->unique->columns, g_ptr_array_index (reading->writes, i)))
      return TRUE;
  return FALSE;
}

/* Putting an item that may be there already: the value is free, or this item's own. */
static char *
own_or_new (TenonEntity *entity,
            TenonTable  *lookup)
{
  g_autoptr (GString) own = g_string_new (NULL);

  tenon_condition_append_equality (own, entity->table->partition_key);
  if (entity->table->sort_key != NULL)
    tenon_condition_append_equality (own, entity->table->sort_key);
  return g_strdup_printf ("attribute_not_exists(%s) OR %s%s%s", lookup->partition_key, entity->table->sort_key != NULL ? "(" : "", own->str, entity->table->sort_key != NULL ? ")" : "");
}

/* Where the update says what it writes, and the value is not of it, only the key it leads to can change. */
static gboolean
changes_value (TenonLookupPlan *lookup,
               TenonReading    *reading)
{
  if (reading->writes->len == 0)
    return TRUE;
  for (guint i = 0; i < lookup->unique->n_columns; i++)
    if (tenon_reading_writes_column (reading, lookup->unique->columns[i]))
      return TRUE;
  return FALSE;
}

void
tenon_entity_write_lookups (TenonEntity     *entity,
                            TenonReading    *reading,
                            TenonReadingKind kind,
                            gint64           step,
                            double           items)
{
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);
      TenonOperation  *operation;

      if (!lookup_is_touched (entity, lookup, reading, kind))
        continue;
      operation = tenon_table_add_request (lookup->table, reading, step, transact);
      operation->key_condition = tenon_table_dup_key_condition (lookup->table);
      operation->items = items;
      if (kind == TENON_READING_DELETE)
        {
          tenon_operation_add_note (operation, "deletes the value with its item in %s%s", entity->table->name, lookup->unique->is_nullable ? ", if that has one" : "");
          continue;
        }
      operation->condition = kind == TENON_READING_UPSERT ? own_or_new (entity, lookup->table) : g_strdup_printf ("attribute_not_exists(%s)", lookup->table->partition_key);
      if (kind == TENON_READING_UPDATE)
        {
          if (!changes_value (lookup, reading))
            {
              g_free (operation->condition);
              operation->condition = g_strdup_printf ("attribute_exists(%s)", lookup->table->partition_key);
              tenon_operation_add_note (operation, "the value stays and leads to the new key of its item in %s", entity->table->name);
              continue;
            }
          operation->items = 2 * items;
          tenon_operation_add_note (operation, "only when the value changes: deletes the old one, puts the new one%s", lookup->unique->is_nullable ? ", each only where there is one" : "");
        }
      else
        {
          tenon_operation_add_note (operation, "puts the value with its item in %s%s", entity->table->name, lookup->unique->is_nullable ? ", if that has one" : "");
        }
    }
}

/* Nobody changed the unique values since they were read: else the item of a value that is no longer its own would go, and
 * that of the present one stay for ever. */
void
tenon_entity_hold_unique_values (TenonEntity     *entity,
                                 TenonReading    *reading,
                                 TenonReadingKind kind,
                                 TenonOperation  *operation)
{
  g_autoptr (GString) s = g_string_new (operation->condition), absent = g_string_new (NULL);

  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      for (guint j = 0; lookup_is_touched (entity, lookup, reading, kind) && j < lookup->unique->n_columns; j++)
        {
          const char *name = tenon_entity_get_name (entity, lookup->unique->columns[j]);

          TenonColumn *column = tenon_entity_get_column (entity, lookup->unique->columns[j]);

          if (name == NULL || tenon_reading_knows (reading, lookup->unique->columns[j]) || g_strcmp0 (name, entity->table->partition_key) == 0 || g_strcmp0 (name, entity->table->sort_key) == 0)
            continue;
          g_string_append_printf (s, " AND %s = :read_%s", name, name);
          if (column != NULL && column->nullable)
            g_string_append_printf (absent, "%sattribute_not_exists(%s)", absent->len > 0 ? ", " : "", name);
        }
    }
  if (g_strcmp0 (s->str, operation->condition) == 0)
    return;
  g_free (operation->condition);
  operation->condition = g_string_free (g_steal_pointer (&s), FALSE);
  if (absent->len > 0)
    tenon_operation_add_note (operation, "for an item without the value %s takes the place of the comparison", absent->str);
  tenon_operation_add_note (operation, "a failed condition means that somebody changed a unique value since: read it again");
}
