/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Base keys: each candidate that is provably unique is weighed against the patterns, and the cheapest is taken. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define DISTINCT_NEEDED 100
#define PENALTY_FEW_VALUES 1000.0  /* a partition key of a type with fewer values than a table should have */
#define PENALTY_UNSERVED 1000000.0 /* a strongly consistent read that the key cannot serve */

/* Lower ranks win among candidates the patterns do not tell apart. */
enum
{
  RANK_IDENTIFYING, /* parent and child, named after the parent */
  RANK_PRIMARY,
  RANK_PRIMARY_REVERSED,
  RANK_UNIQUE,
  RANK_UNIQUE_REVERSED,
  RANK_COLLECTION, /* parent and child otherwise */
};

static void
add_candidate (GArray            *candidates,
               const char        *partition,
               const char        *sort,
               const TenonUnique *proof,
               guint              rank)
{
  TenonKeyCandidate candidate = { partition, sort, proof, rank, 0, NULL, 0 };

  for (guint i = 0; i < candidates->len; i++)
    {
      TenonKeyCandidate *other = &g_array_index (candidates, TenonKeyCandidate, i);

      if (g_strcmp0 (other->partition, partition) == 0 && g_strcmp0 (other->sort, sort) == 0)
        {
          other->rank = MIN (other->rank, rank);
          return;
        }
    }
  g_array_append_val (candidates, candidate);
}

/* How the pattern's column names are known where the entity is not its main table. */
static gboolean
part_knows_parent (TenonReading *reading,
                   TenonEntity  *entity,
                   const char   *column)
{
  TenonForeignKey *own = tenon_source_table_find_foreign_key (entity->source, column);

  if (own == NULL || reading->table == NULL)
    return FALSE;
  /* The parent is the main table of the request, or the request carries the same parent's key. */
  if (g_strcmp0 (own->ref_table, reading->table->name) == 0)
    return TRUE;
  for (guint i = 0; i < reading->equality->len; i++)
    {
      TenonForeignKey *key = tenon_source_table_find_foreign_key (reading->table, g_ptr_array_index (reading->equality, i));

      if (key != NULL && g_strcmp0 (key->ref_table, own->ref_table) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_entity_get_part_kind:
 *
 * Returns: what @reading, whose main table is another one, does with rows of @self
 */
TenonReadingKind
tenon_entity_get_part_kind (TenonEntity  *self,
                            TenonReading *reading)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table == self->source)
        return part->kind;
    }
  return TENON_READING_NONE;
}

/**
 * tenon_entity_knows_parent:
 *
 * Returns: whether @reading, whose main table is another one, knows the row that @column of @self refers to; who adds a row does
 */
gboolean
tenon_entity_knows_parent (TenonEntity  *self,
                           TenonReading *reading,
                           const char   *column)
{
  return tenon_entity_get_part_kind (self, reading) == TENON_READING_CREATE || part_knows_parent (reading, self, column);
}

/* Whether some request addresses one row by @own without knowing @parent. */
static gboolean
is_addressed_alone (TenonEntity *entity,
                    const char  *parent,
                    const char  *own)
{
  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);

      if (tenon_reading_has (reading, own) && !tenon_reading_knows (reading, parent))
        return TRUE;
    }
  for (guint i = 0; i < entity->touches->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->touches, i);

      if (!tenon_entity_knows_parent (entity, reading, parent))
        return TRUE;
    }
  return FALSE;
}

/* A strongly consistent read by @column alone can go nowhere but to a key that begins with it. */
static gboolean
is_needed_strongly (TenonEntity *entity,
                    const char  *column)
{
  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);

      if (reading->is_strong && tenon_reading_is_read (reading) && tenon_reading_has (reading, column))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named_after (TenonEntity     *self,
                TenonForeignKey *key)
{
  const char      *dot = strrchr (key->ref_table, '.');
  g_autofree char *snake = tenon_name_to_snake (dot != NULL ? dot + 1 : key->ref_table);
  g_autofree char *parent = tenon_name_singular (snake);
  g_autofree char *own = tenon_entity_dup_singular (self);
  gsize            n = strlen (parent);

  return strncmp (own, parent, n) == 0 && own[n] == '_';
}

static void
add_collections (TenonPlan         *plan,
                 TenonEntity       *entity,
                 const TenonUnique *primary,
                 GArray            *candidates)
{
  for (guint i = 0; i < tenon_list_get_length (entity->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (entity->source->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_entity_get_column (entity, key->columns[0]) : NULL;

      if (column == NULL || column->nullable || tenon_entity_get_name (entity, column->name) == NULL || key->ref_table == NULL || strcmp (key->ref_table, entity->source->name) == 0 || strcmp (column->name, primary->columns[0]) == 0 || !tenon_type_mapping_can_key (column) || !tenon_type_mapping_can_sort (tenon_entity_get_column (entity, primary->columns[0])))
        continue;
      if (plan->strategy != TENON_STRATEGY_ITEM_COLLECTIONS && !is_needed_strongly (entity, column->name) && (!tenon_entity_is_weak_child_of (entity, key) || is_addressed_alone (entity, column->name, primary->columns[0])))
        continue;
      add_candidate (candidates, column->name, primary->columns[0], primary, is_named_after (entity, key) ? RANK_IDENTIFYING : RANK_COLLECTION);
    }
}

/* A key cannot change: an update that does not find its item by the column may write it, and one that names it does. */
static gboolean
may_change (TenonEntity *entity,
            const char  *column)
{
  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);
      gboolean      may_write = reading->writes->len == 0 && !tenon_reading_has (reading, column);

      if (reading->kind == TENON_READING_UPDATE && (may_write || tenon_reading_writes_column (reading, column)))
        return TRUE;
    }
  return FALSE;
}

/* Another unique key can be the identity if nothing refers to the rows by the generated one and it never changes. */
static gboolean
can_be_identity (TenonEntity       *entity,
                 const TenonUnique *unique)
{
  if (unique->is_primary)
    return TRUE;
  if (entity->children->len > 0)
    return FALSE;
  for (guint i = 0; i < unique->n_columns; i++)
    if (may_change (entity, unique->columns[i]))
      return FALSE;
  return TRUE;
}

static gboolean
can_sort (TenonEntity *entity,
          const char  *column)
{
  TenonColumn *found = tenon_entity_get_column (entity, column);

  return found != NULL && tenon_type_mapping_can_sort (found);
}

static void
add_both_orders (GArray            *candidates,
                 TenonEntity       *entity,
                 const TenonUnique *unique)
{
  if (unique->n_columns != 2 || can_sort (entity, unique->columns[1]))
    add_candidate (candidates, unique->columns[0], unique->n_columns == 2 ? unique->columns[1] : NULL, unique, unique->is_primary ? RANK_PRIMARY : RANK_UNIQUE);
  if (unique->n_columns == 2 && can_sort (entity, unique->columns[0]))
    add_candidate (candidates, unique->columns[1], unique->columns[0], unique, unique->is_primary ? RANK_PRIMARY_REVERSED : RANK_UNIQUE_REVERSED);
}

/* A value that may change is a poor key, but better than one that lets rows overwrite each other. */
static void
add_last_resorts (GArray      *candidates,
                  TenonEntity *entity)
{
  for (guint i = 0; candidates->len == 0 && i < entity->uniques->len; i++)
    {
      TenonUnique *unique = g_ptr_array_index (entity->uniques, i);

      if (unique->is_plain && !unique->is_nullable && unique->n_columns <= 2)
        add_both_orders (candidates, entity, unique);
    }
}

static GArray *
list_candidates (TenonPlan   *plan,
                 TenonEntity *entity)
{
  GArray  *candidates = g_array_new (FALSE, FALSE, sizeof (TenonKeyCandidate));
  gboolean is_asked = entity->readings->len + entity->touches->len > 0;
  gboolean has_natural = FALSE;

  for (guint i = 0; i < entity->uniques->len; i++)
    {
      TenonUnique *unique = g_ptr_array_index (entity->uniques, i);

      if (!unique->is_plain || unique->is_nullable || unique->n_columns > 2)
        continue;
      /* A natural primary key stays the identity; a generated number may give way. */
      if (unique->is_primary && !unique->is_generated)
        has_natural = TRUE;
      if (!unique->is_primary && (has_natural || (!can_be_identity (entity, unique) && (unique->n_columns < 2 || !is_needed_strongly (entity, unique->columns[0])))))
        continue;
      if (!unique->is_primary && !is_asked && candidates->len > 0)
        continue;
      add_both_orders (candidates, entity, unique);
      if (unique->is_primary && unique->n_columns == 1 && is_asked)
        add_collections (plan, entity, unique, candidates);
    }
  add_last_resorts (candidates, entity);
  return candidates;
}

/* Whether a lookup table can find the item: the request gives a unique key. */
static gboolean
has_unique_value (TenonEntity  *entity,
                  TenonReading *reading)
{
  for (guint i = 0; i < entity->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (entity->uniques, i);
      gboolean           all = unique->is_plain && unique->n_columns <= 2 && !(unique->is_generated && unique->is_primary);

      for (guint j = 0; all && j < unique->n_columns; j++)
        all = tenon_reading_has (reading, unique->columns[j]);
      if (all)
        return TRUE;
    }
  return FALSE;
}

/* What it costs beside the one request that a fitting key takes: 0 fits, 1 an index, 2 an index and another request. */
static double
penalty_of_read (TenonPlan               *plan,
                 TenonEntity             *entity,
                 TenonReading            *reading,
                 const TenonKeyCandidate *candidate)
{
  gboolean partition = tenon_reading_knows (reading, candidate->partition);
  gboolean sort = candidate->sort == NULL || tenon_reading_knows (reading, candidate->sort);
  gboolean is_sorted = (reading->order == NULL || g_strcmp0 (reading->order, candidate->sort) == 0) && (reading->range == NULL || g_strcmp0 (reading->range, candidate->sort) == 0);
  double   index = plan->strategy == TENON_STRATEGY_ITEM_COLLECTIONS && reading->kind == TENON_READING_LIST ? 3 : 1;

  if (reading->kind != TENON_READING_GET && reading->kind != TENON_READING_LIST)
    return 0;
  if (reading->equality->len == 0)
    return 0;
  if (partition && sort)
    return 0;
  if (partition && is_sorted)
    return reading->kind == TENON_READING_GET ? 0.2 : 0;
  if (partition && tenon_entity_is_small_collection (entity, reading))
    return 0.1;
  if (reading->is_strong && !partition && !has_unique_value (entity, reading))
    return PENALTY_UNSERVED;
  return index;
}

static double
penalty_of_write (TenonReading            *reading,
                  const TenonKeyCandidate *candidate)
{
  gboolean partition = tenon_reading_knows (reading, candidate->partition);
  gboolean sort = candidate->sort == NULL || tenon_reading_knows (reading, candidate->sort);

  if (reading->kind == TENON_READING_CREATE)
    return 0;
  if (partition && sort)
    return 0;
  if (partition)
    return reading->is_many ? 0 : 1;
  return reading->is_many ? 1 : 2;
}

/* A table that is read or written besides: found by what leads to it, or by an index. */
static double
penalty_of_part (TenonPlan               *plan,
                 TenonEntity             *entity,
                 TenonReading            *reading,
                 const TenonKeyCandidate *candidate)
{
  TenonEntity *main = reading->table != NULL ? tenon_plan_find (plan, reading->table->name) : NULL;
  gboolean     is_child = FALSE;
  const char  *link = main != NULL ? tenon_reading_get_link (reading, main, entity, &is_child) : NULL;
  gboolean     by_own = candidate->rank == RANK_PRIMARY && candidate->sort == NULL;

  if (tenon_entity_get_part_kind (entity, reading) == TENON_READING_CREATE || g_strcmp0 (link, candidate->partition) == 0)
    return 0;
  /* Nothing leads to it: the request carries its key. */
  if (link == NULL && by_own)
    return 0;
  return part_knows_parent (reading, entity, candidate->partition) ? 0 : 1;
}

static void
add_weight (TenonKeyCandidate *self,
            TenonReading      *reading,
            double             penalty)
{
  double weight = reading->weight * penalty;

  self->weight += weight;
  if (weight > self->most)
    {
      self->most = weight;
      self->heaviest = reading->pattern->pattern_id;
    }
}

static void
weigh (TenonPlan         *plan,
       TenonEntity       *entity,
       TenonKeyCandidate *candidate)
{
  TenonColumn *partition = tenon_entity_get_column (entity, candidate->partition);
  double       distinct = partition != NULL ? tenon_type_mapping_get_distinct (partition) : -1;

  candidate->weight = distinct >= 0 && distinct < DISTINCT_NEEDED ? PENALTY_FEW_VALUES : 0;
  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);

      add_weight (candidate, reading, tenon_reading_is_write (reading) ? penalty_of_write (reading, candidate) : penalty_of_read (plan, entity, reading, candidate));
    }
  for (guint i = 0; i < entity->touches->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->touches, i);

      add_weight (candidate, reading, penalty_of_part (plan, entity, reading, candidate));
    }
}

/* No key of the source can be told in two attributes: the nearest thing, said loudly to be no proof. */
static void
choose_without_proof (TenonEntity *entity)
{
  TenonSourceTable  *source = entity->source;
  const char *const *columns = (const char *const *)source->primary_key;
  TenonColumn       *first;

  if ((columns == NULL || columns[0] == NULL) && entity->uniques->len > 0)
    columns = ((TenonUnique *)g_ptr_array_index (entity->uniques, 0))->columns;
  if ((columns == NULL || columns[0] == NULL) && tenon_list_get_length (source->indexes) > 0)
    columns = (const char *const *)((TenonKey *)tenon_list_get (source->indexes, 0))->columns;
  for (guint i = 0; columns != NULL && columns[i] != NULL && entity->sort == NULL; i++)
    {
      TenonColumn *column = tenon_entity_get_column (entity, columns[i]);

      if (column == NULL || !tenon_type_mapping_can_key (column) || tenon_entity_get_name (entity, column->name) == NULL)
        continue;
      if (entity->partition == NULL)
        entity->partition = column->name;
      else if (tenon_type_mapping_can_sort (column))
        entity->sort = column->name;
    }
  for (guint i = 0; entity->partition == NULL && i < tenon_list_get_length (source->columns); i++)
    {
      first = tenon_list_get (source->columns, i);
      if (tenon_entity_get_name (entity, first->name) != NULL)
        entity->partition = first->name;
    }
  entity->is_provisional = TRUE;
}

static gboolean
is_foreign_to_parent (TenonEntity *entity)
{
  TenonForeignKey *key = entity->partition != NULL && entity->sort != NULL ? tenon_source_table_find_foreign_key (entity->source, entity->partition) : NULL;

  return key != NULL && tenon_entity_is_weak_child_of (entity, key);
}

static void
choose (TenonPlan   *plan,
        TenonEntity *entity)
{
  g_autoptr (GArray) candidates = list_candidates (plan, entity);
  const TenonKeyCandidate *best = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      TenonKeyCandidate *candidate = &g_array_index (candidates, TenonKeyCandidate, i);

      weigh (plan, entity, candidate);
      if (best == NULL || candidate->weight < best->weight || (candidate->weight == best->weight && candidate->rank < best->rank))
        best = candidate;
    }
  if (candidates->len > 0)
    g_array_append_vals (entity->candidates, candidates->data, candidates->len);
  if (best == NULL)
    {
      choose_without_proof (entity);
      return;
    }
  entity->partition = best->partition;
  entity->sort = best->sort;
  entity->proof = best->proof;
  entity->is_provisional = entity->readings->len + entity->touches->len == 0;
}

static void
map_columns (TenonEntity *entity)
{
  TenonTable *table = entity->table;

  if (entity->partition != NULL)
    tenon_entity_add_attribute (entity, table, entity->partition);
  if (entity->sort != NULL)
    tenon_entity_add_attribute (entity, table, entity->sort);
  for (guint i = 0; i < tenon_list_get_length (entity->source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (entity->source->columns, i);

      tenon_entity_add_attribute (entity, table, column->name);
    }
  if (entity->pinned != NULL)
    return;
  tenon_str_set (&table->partition_key, tenon_entity_get_name (entity, entity->partition));
  tenon_str_set (&table->sort_key, tenon_entity_get_name (entity, entity->sort));
}

/**
 * tenon_entity_choose_keys:
 *
 * Gives the table its partition key and sort key and maps every column, keys first, then in the order of the source.
 * A key is taken only if it contains a primary or unique key of the source table; a table that has none with at most
 * two columns gets its nearest thing and is marked provisional, which the rules report as an error.
 */
void
tenon_entity_choose_keys (TenonEntity *self,
                          TenonPlan   *plan)
{
  g_array_set_size (self->candidates, 0);
  if (self->pinned == NULL || plan->explains_afresh)
    choose (plan, self);
  if (self->pinned != NULL)
    tenon_entity_adopt_keys (self);
  self->is_identifying = self->proof != NULL && is_foreign_to_parent (self);
  map_columns (self);
  tenon_entity_classify (self);
}
