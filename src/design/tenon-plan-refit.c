/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A design that people changed: its keys and indexes stay, and the patterns they no longer serve find their requests
 * anew. */

#include "design/tenon-proposal.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-plan.h"
#include "design/tenon-rules-private.h"

/* What stands in the present design. */

static const char *
column_of (TenonEntity *entity,
           TenonTable  *table,
           const char  *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonColumn    *column = attribute != NULL && g_strcmp0 (attribute->source_table, entity->source->name) == 0 ? tenon_entity_get_column (entity, attribute->source_column) : NULL;

  return column != NULL ? column->name : NULL;
}

static const TenonUnique *
find_unique (TenonEntity *entity,
             char       **columns)
{
  for (guint i = 0; columns != NULL && i < entity->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (entity->uniques, i);
      gboolean           same = unique->n_columns == g_strv_length (columns);

      for (guint j = 0; same && j < unique->n_columns; j++)
        same = tenon_strv_contains ((const char *const *)columns, unique->columns[j]);
      if (same)
        return unique;
    }
  return NULL;
}

static void
adopt_lookups (TenonPlan   *plan,
               TenonEntity *entity)
{
  g_autoptr (GPtrArray) tables = tenon_design_list_lookups (plan->design, entity->table);

  for (guint i = 0; i < tables->len; i++)
    {
      TenonTable        *table = g_ptr_array_index (tables, i);
      const TenonUnique *unique = find_unique (entity, table->unique_columns);
      TenonLookupPlan   *lookup;

      if (unique == NULL || column_of (entity, table, table->partition_key) == NULL)
        continue;
      lookup = g_new0 (TenonLookupPlan, 1);
      lookup->unique = unique;
      lookup->table = g_object_ref (table);
      g_ptr_array_add (entity->lookups, lookup);
    }
}

static void
adopt_indexes (TenonEntity *entity)
{
  for (guint i = 0; i < tenon_list_get_length (entity->table->indexes); i++)
    {
      TenonIndex     *built = tenon_list_get (entity->table->indexes, i);
      const char     *partition = column_of (entity, entity->table, built->partition_key);
      TenonIndexPlan *index;

      if (partition == NULL)
        continue;
      index = g_new0 (TenonIndexPlan, 1);
      index->partition = partition;
      index->sort = column_of (entity, entity->table, built->sort_key);
      index->readings = g_ptr_array_new ();
      index->is_whole = built->projection == TENON_PROJECTION_ALL;
      index->is_keys_only = built->projection == TENON_PROJECTION_KEYS_ONLY;
      index->is_pinned = TRUE;
      index->index = g_object_ref (built);
      g_ptr_array_add (entity->indexes, index);
    }
}

static gboolean
adopt_table (TenonPlan   *plan,
             TenonEntity *entity)
{
  TenonTable *table = tenon_design_find_table_of (plan->design, entity->source->name);

  if (table == NULL)
    return FALSE;
  g_set_object (&entity->table, table);
  g_hash_table_remove_all (entity->names);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      const char     *column = attribute->denormalized ? NULL : column_of (entity, table, attribute->name);

      if (column != NULL)
        g_hash_table_insert (entity->names, (gpointer)column, g_strdup (attribute->name));
    }
  entity->partition = column_of (entity, table, table->partition_key);
  entity->sort = column_of (entity, table, table->sort_key);
  if (entity->partition == NULL || (table->sort_key != NULL && entity->sort == NULL))
    return FALSE;
  adopt_lookups (plan, entity);
  adopt_indexes (entity);
  return TRUE;
}

/* Which index a reading goes to: the one whose keys fit best. */

static guint
fitness (TenonEntity    *entity,
         TenonIndexPlan *index,
         TenonReading   *reading)
{
  TenonColumn *sort = tenon_entity_get_column (entity, index->sort);

  if (!tenon_reading_has (reading, index->partition))
    return 0;
  /* An index sorted by a column that may be NULL lacks items, unless the request is about that column. */
  if (index->sort == NULL)
    return 2;
  if (tenon_reading_has (reading, index->sort) || g_strcmp0 (reading->range, index->sort) == 0)
    return 4;
  if (g_strcmp0 (reading->order, index->sort) == 0)
    return 3;
  return sort != NULL && sort->nullable ? 0 : 1;
}

static void
assign_index (TenonEntity  *entity,
              TenonReading *reading)
{
  TenonIndexPlan *best = NULL;

  if (reading->is_strong && tenon_reading_is_read (reading))
    return;
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (fitness (entity, index, reading) > (best != NULL ? fitness (entity, best, reading) : 0))
        best = index;
    }
  if (best != NULL)
    g_ptr_array_add (best->readings, reading);
}

/* Which patterns need it. */

/* A read by an index whose entries do not carry what it needs, with no request for the items behind it. */
static gboolean
lacks_fetch (GHashTable     *readings,
             TenonTable     *table,
             TenonOperation *query)
{
  TenonIndex   *index = query->index != NULL ? tenon_table_find_index (table, query->index) : NULL;
  TenonReading *reading = index != NULL && index->projection != TENON_PROJECTION_ALL && query->pattern_id != NULL ? g_hash_table_lookup (readings, query->pattern_id) : NULL;
  g_autoptr (GPtrArray) lacking = NULL;

  if (reading == NULL || !tenon_reading_is_read (reading) || reading->table == NULL || g_strcmp0 (reading->table->name, table->source_table) != 0)
    return FALSE;
  lacking = tenon_index_list_lacking (index, table, reading);
  for (guint i = 0; lacking->len > 0 && i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *other = tenon_list_get (table->operations, i);

      if (other->index == NULL && g_strcmp0 (other->pattern_id, query->pattern_id) == 0 && other->step > query->step)
        return FALSE;
    }
  return lacking->len > 0;
}

static GHashTable *
list_broken (TenonPlan *plan)
{
  GHashTable *broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) served = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) readings = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (plan->readings, i);

      if (reading->pattern->pattern_id != NULL)
        g_hash_table_insert (readings, reading->pattern->pattern_id, reading);
    }
  for (guint i = 0; i < tenon_list_get_length (plan->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (plan->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation  *operation = tenon_list_get (table->operations, j);
          g_autofree char *flaw = tenon_rule_find_operation_flaw (table, operation);

          g_hash_table_add (served, operation->pattern_id);
          if (flaw != NULL || lacks_fetch (readings, table, operation))
            g_hash_table_add (broken, g_strdup (operation->pattern_id));
        }
    }
  for (guint i = 0; i < plan->readings->len; i++)
    {
      TenonReading  *reading = g_ptr_array_index (plan->readings, i);
      const char    *id = reading->pattern->pattern_id;
      TenonUnserved *unserved = tenon_design_find_unserved (plan->design, id);

      if (reading->kind != TENON_READING_NONE && !g_hash_table_contains (served, id) && (unserved == NULL || !unserved->accepted))
        g_hash_table_add (broken, g_strdup (id));
    }
  return broken;
}

/* A request that a person chose stays while the keys allow it. */
static gboolean
is_chosen (TenonDesign *design,
           const char  *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (operation->by_person && g_strcmp0 (operation->pattern_id, pattern_id) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* The requests that go to @name fit it, but a changed index may serve them better. */
static void
add_patterns_of (TenonPlan  *plan,
                 const char *name,
                 GHashTable *broken)
{
  TenonTable *table = name != NULL ? tenon_design_find_table (plan->design, name) : NULL;
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; table != NULL && i < tenon_list_get_length (table->operations); i++)
    if (((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id != NULL)
      g_hash_table_add (there, ((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id);
  for (guint i = 0; i < plan->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (plan->readings, i);
      const char   *id = reading->pattern->pattern_id;

      if (id != NULL && reading->kind != TENON_READING_NONE && reading->table != NULL && tenon_plan_find (plan, reading->table->name) != NULL && g_hash_table_contains (there, id) && !is_chosen (plan->design, id))
        g_hash_table_add (broken, g_strdup (id));
    }
}

static void
forget (TenonPlan  *plan,
        GHashTable *broken)
{
  for (guint i = 0; i < tenon_list_get_length (plan->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (plan->design->tables, i);

      for (guint j = tenon_list_get_length (table->operations); j > 0; j--)
        if (g_hash_table_contains (broken, ((TenonOperation *)tenon_list_get (table->operations, j - 1))->pattern_id))
          tenon_list_remove (table->operations, j - 1);
    }
  for (guint i = tenon_list_get_length (plan->design->unserved); i > 0; i--)
    if (g_hash_table_contains (broken, ((TenonUnserved *)tenon_list_get (plan->design->unserved, i - 1))->pattern_id))
      tenon_list_remove (plan->design->unserved, i - 1);
}

/* The ways that people chose for patterns, before their requests are forgotten. */
static GHashTable *
list_ways (TenonPlan  *plan,
           GHashTable *broken)
{
  GHashTable *ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < tenon_list_get_length (plan->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (plan->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (operation->by_person && operation->step <= 1 && operation->pattern_id != NULL && g_hash_table_contains (broken, operation->pattern_id))
            g_hash_table_insert (ways, g_strdup (operation->pattern_id), tenon_operation_dup_way (operation, table));
        }
    }
  return ways;
}

static void
serve_again (TenonPlan    *plan,
             TenonReading *reading,
             GHashTable   *broken,
             GHashTable   *ways)
{
  TenonService *service = reading->service;
  const char   *way;

  if (reading->pattern->pattern_id == NULL || !g_hash_table_contains (broken, reading->pattern->pattern_id))
    return;
  way = g_hash_table_lookup (ways, reading->pattern->pattern_id);
  if (way == NULL || !tenon_plan_serve_chosen (plan, reading, way))
    tenon_plan_serve (plan, reading);
  for (guint i = 0; i < service->operations->len; i++)
    tenon_list_append (((TenonTable *)g_ptr_array_index (service->tables, i))->operations, g_ptr_array_index (service->operations, i));
  if (service->unserved != NULL)
    tenon_list_append (plan->design->unserved, service->unserved);
}

/**
 * tenon_plan_adopt:
 * @self: a new one
 * @design: what the plan goes on with, and fits requests into
 *
 * Takes tables, keys, indexes and lookup tables as they stand in @design, with each reading at the index that fits it best.
 */
void
tenon_plan_adopt (TenonPlan   *self,
                  TenonDesign *design)
{
  tenon_design_mark_people (design);
  g_set_object (&self->design, design);
  g_hash_table_remove_all (self->held);
  for (guint i = 0; i < self->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->entities, i);

      if (!adopt_table (self, entity))
        g_hash_table_remove (self->by_source, entity->source->name);
    }
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);
      TenonEntity  *entity = reading->table != NULL ? tenon_plan_find (self, reading->table->name) : NULL;

      if (entity != NULL)
        assign_index (entity, reading);
    }
}

/**
 * tenon_design_refit_table:
 * @model: only read
 * @design: only read; with whatever keys, indexes and lookup tables people gave it
 * @table: (nullable): a table whose patterns find their requests anew even where they have some that fit
 *
 * Keeps every table, key, index, decision and every pattern that is still served. A pattern whose request no longer
 * fits the keys, or that had none, gets new requests on what the design has, or is named as unserved. Alternatives
 * people accepted stay accepted.
 *
 * Returns: (transfer full): the design with requests that fit it
 */
TenonDesign *
tenon_design_refit_table (TenonModel  *model,
                          TenonDesign *design,
                          const char  *table)
{
  g_autoptr (TenonPlan) plan = tenon_plan_new (model, design->strategy);
  g_autoptr (TenonDesign) copy = tenon_record_copy (design);
  g_autoptr (GHashTable) broken = NULL, ways = NULL;

  tenon_plan_adopt (plan, copy);
  broken = list_broken (plan);
  add_patterns_of (plan, table, broken);
  ways = list_ways (plan, broken);
  forget (plan, broken);
  for (guint i = 0; i < plan->readings->len; i++)
    serve_again (plan, g_ptr_array_index (plan->readings, i), broken, ways);
  return g_steal_pointer (&copy);
}

/* Gives new requests only to patterns that have none that fit. */
TenonDesign *
tenon_design_refit (TenonModel  *model,
                    TenonDesign *design)
{
  return tenon_design_refit_table (model, design, NULL);
}
