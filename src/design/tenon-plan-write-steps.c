/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read before something is written: the key of the item, what it refers to, what it copies. */

#include "design/tenon-plan-requests.h"

#include "design/tenon-given-values.h"
#include "design/tenon-pattern-private.h"
#include "design/tenon-transaction-size.h"

/**
 * tenon_plan_count_written:
 *
 * Returns: how many items of @other one request writes beside those of @main: one for each child where a child that the request
 *   creates too refers to it; 0: not known
 */
double
tenon_plan_count_written (TenonPlan    *plan,
                          TenonEntity  *main,
                          TenonReading *reading,
                          TenonEntity  *other)
{
  return main->source == reading->table ? tenon_reading_count_written (reading, plan->model, plan->schema, other->source, FALSE) : tenon_plan_count_part (plan, main, other);
}

static gboolean
is_part_child (TenonReading *reading,
               TenonEntity  *main,
               TenonEntity  *other)
{
  gboolean is_child = FALSE;

  return tenon_reading_get_link (reading, main, other, &is_child) != NULL && is_child;
}

/* Whether the row has to be read to know what it refers to. */
gboolean
tenon_plan_needs_own_row (TenonPlan    *plan,
                          TenonEntity  *main,
                          TenonReading *reading)
{
  if ((reading->kind != TENON_READING_UPDATE && reading->kind != TENON_READING_DELETE) || reading->is_many)
    return FALSE;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonForeignKey  *key = part->kind == TENON_READING_GET ? tenon_reader_find_foreign_key (main->source, part->table, NULL) : NULL;

      if (key != NULL && !tenon_reading_knows (reading, key->columns[0]))
        return TRUE;
    }
  return FALSE;
}

void
tenon_entity_read_own_row (TenonEntity  *entity,
                           TenonReading *reading,
                           gint64        step,
                           const char   *why)
{
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, step, "GetItem");

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->strong = TRUE;
  tenon_operation_add_note (operation, "%s", why);
}

/* ---- what nothing else gives ---- */

/* What the request gives, and the rows it reads before it writes. */
static void
collect_given (TenonPlan        *plan,
               TenonEntity      *main,
               TenonReading     *reading,
               TenonGivenValues *given)
{
  tenon_given_values_init (given, plan->reader->tables);
  tenon_given_values_add_request (given, reading);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = tenon_plan_find (plan, part->table->name);

      if (other != NULL && (part->kind == TENON_READING_GET || is_part_child (reading, main, other)))
        tenon_given_values_add_row (given, part->table);
    }
}

/* Whether the request knows under which partition key the items lie that it writes, and not which of them: the warehouse of a
 * book that is sold. */
static gboolean
knows_collection_only (TenonEntity      *other,
                       TenonReadingPart *part,
                       TenonGivenValues *given)
{
  if (part->kind != TENON_READING_UPDATE && part->kind != TENON_READING_DELETE)
    return FALSE;
  return other->sort != NULL && tenon_given_values_have (given, other->source->name, other->partition) && !tenon_given_values_have (given, other->source->name, other->sort);
}

/* How many rows there are under one value of the partition key, by the table it refers to; 0: not known */
static double
count_collection (TenonPlan   *plan,
                  TenonEntity *other)
{
  TenonForeignKey *key = tenon_source_table_find_foreign_key (other->source, other->partition);
  TenonEntity     *parent = key != NULL && key->ref_table != NULL ? tenon_plan_find (plan, key->ref_table) : NULL;

  return parent != NULL ? tenon_plan_count_part (plan, parent, other) : 0;
}

static void
look_for_items (TenonPlan    *plan,
                TenonEntity  *main,
                TenonReading *reading,
                TenonEntity  *other,
                gint64        step)
{
  TenonOperation *operation = tenon_table_add_request (other->table, reading, step, "Query");
  const char     *name = tenon_entity_get_name (other, other->partition);
  double          written = tenon_plan_count_written (plan, main, reading, other);

  operation->key_condition = g_strdup_printf ("%s = :%s", name, name);
  operation->items = count_collection (plan, other);
  operation->requests = written == 1 ? 0 : written > 0 ? written
                                                       : -1;
  tenon_operation_add_note (operation, "nothing before says which %s: the application chooses among the items of each %s", tenon_entity_get_name (other, other->sort), name);
}

/* The keys are known, and not what their lookup tables hold. */
static void
read_unique_values (TenonPlan    *plan,
                    TenonEntity  *main,
                    TenonReading *reading,
                    TenonEntity  *other,
                    gint64        step)
{
  double          written = tenon_plan_count_written (plan, main, reading, other);
  TenonOperation *operation = tenon_table_add_request (other->table, reading, step, written == 1 ? "GetItem" : "BatchGetItem");

  operation->key_condition = tenon_table_dup_key_condition (other->table);
  operation->items = written;
  operation->strong = TRUE;
  tenon_operation_add_note (operation, "reads the present unique values");
}

/* Returns: the next step */
static gint64
look_for_unknown (TenonPlan    *plan,
                  TenonEntity  *main,
                  TenonReading *reading,
                  gint64        step)
{
  g_auto (TenonGivenValues) given = { 0 };
  gint64 next = step;

  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = part->kind == TENON_READING_UPDATE || part->kind == TENON_READING_DELETE ? tenon_plan_find (plan, part->table->name) : NULL;

      if (other == NULL || other->partition == NULL || is_part_child (reading, main, other))
        continue;
      if (given.columns == NULL)
        collect_given (plan, main, reading, &given);
      if (knows_collection_only (other, part, &given))
        look_for_items (plan, main, reading, other, step);
      else if (part->kind == TENON_READING_DELETE && other->lookups->len > 0)
        read_unique_values (plan, main, reading, other, step);
      else
        continue;
      next = step + 1;
    }
  return next;
}

/* What is read before the writes: the tables the request reads from, and items of which only a part of the key is
 * known; what another of them leads to comes a step later. Returns the next step. */
gint64
tenon_plan_read_before_write (TenonPlan    *plan,
                              TenonEntity  *main,
                              TenonReading *reading,
                              gint64        step)
{
  gint64 next = step;

  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = tenon_plan_find (plan, part->table->name);

      if (other == NULL || part->kind == TENON_READING_CREATE || (part->kind != TENON_READING_GET && !is_part_child (reading, main, other)))
        continue;
      if (tenon_entity_is_found_by_part (main, other) && next > step)
        step = next;
      tenon_plan_read_part (plan, main, reading, other, step);
      next = step + 1;
    }
  return look_for_unknown (plan, main, reading, next);
}

/* New items carry what they copy: it is read before they are put. Returns the next step. */
gint64
tenon_plan_read_for_copies (TenonPlan    *plan,
                            TenonEntity  *main,
                            TenonReading *reading,
                            double        items,
                            gint64        step)
{
  gint64 next = tenon_plan_read_sources (plan, main, reading, reading->kind, items, step);

  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = part->kind != TENON_READING_GET ? tenon_plan_find (plan, part->table->name) : NULL;

      gint64 behind = other != NULL ? tenon_plan_read_sources (plan, other, reading, part->kind, tenon_plan_count_written (plan, main, reading, other), step) : step;

      next = MAX (next, behind);
    }
  return next;
}

/* What a pinned index does not carry of the conditions is for the write to compare. */
static void
note_rest (TenonEntity    *entity,
           TenonReading   *reading,
           TenonIndexPlan *index,
           TenonOperation *operation)
{
  g_autofree char *rest = tenon_entity_dup_conditions (entity, reading, index->partition, index->sort, index->index, FALSE);

  if (rest != NULL)
    tenon_operation_add_note (operation, "%s does not carry what else is asked by: a condition of each write compares %s", index->index->name, rest);
}

/* Whether the request comes with a value of the column: it asks by it, or says that it writes it. */
static gboolean
carries (TenonReading *reading,
         const char   *column)
{
  return tenon_reading_has (reading, column) || g_ptr_array_find_with_equal_func (reading->reads, column, g_str_equal, NULL) || g_ptr_array_find_with_equal_func (reading->writes, column, g_str_equal, NULL);
}

static gboolean
carries_all (TenonReading      *reading,
             const TenonUnique *unique)
{
  for (guint i = 0; i < unique->n_columns; i++)
    if (!carries (reading, unique->columns[i]))
      return FALSE;
  return TRUE;
}

/* The unique value that tells whether the item to create or update is there: its key is an id that only the item itself knows. */
static TenonLookupPlan *
find_duplicate (TenonEntity  *entity,
                TenonReading *reading)
{
  if ((carries (reading, entity->partition) && (entity->sort == NULL || carries (reading, entity->sort))) || entity->lookups->len == 0)
    return NULL;
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      if (carries_all (reading, lookup->unique))
        return lookup;
    }
  return reading->reads->len + reading->writes->len + reading->equality->len == 0 && entity->lookups->len == 1 ? g_ptr_array_index (entity->lookups, 0) : NULL;
}

/* An item with the same unique value is the one to update. Returns the next step. */
static gint64
find_present (TenonEntity  *entity,
              TenonReading *reading)
{
  TenonLookupPlan *lookup = find_duplicate (entity, reading);
  TenonOperation  *operation;

  if (lookup == NULL)
    return 1;
  operation = tenon_table_add_request (lookup->table, reading, 1, "GetItem");
  operation->key_condition = tenon_table_dup_key_condition (lookup->table);
  operation->strong = TRUE;
  tenon_operation_add_note (operation, "gives the key of the item that has the value, if there is one: that one is updated, else a new one is created");
  return 2;
}

/* How the key of the item is found where the request does not carry all of it. Returns the next step, 0: not at all. */
gint64
tenon_entity_locate (TenonEntity  *entity,
                     TenonReading *reading)
{
  TenonPath       path;
  TenonOperation *operation;

  if (reading->kind == TENON_READING_UPSERT)
    return find_present (entity, reading);
  if (reading->kind == TENON_READING_CREATE)
    return 1;
  if (reading->equality->len == 0)
    return 0;
  tenon_entity_find_path (entity, reading, &path);
  switch (path.kind)
    {
    case TENON_PATH_ITEM:
      return 1;
    case TENON_PATH_LOOKUP:
      operation = tenon_table_add_request (path.lookup->table, reading, 1, "GetItem");
      operation->key_condition = tenon_table_dup_key_condition (path.lookup->table);
      tenon_operation_add_note (operation, "gives the key of the item to write");
      return 2;
    case TENON_PATH_COLLECTION:
      operation = tenon_table_add_request (entity->table, reading, 1, "Query");
      tenon_entity_finish_query (entity, reading, operation, entity->partition, entity->sort, TRUE);
      tenon_operation_add_note (operation, "gives the key of each item to write");
      return 2;
    case TENON_PATH_INDEX:
      operation = tenon_table_add_request (entity->table, reading, 1, "Query");
      operation->index = g_strdup (path.index->index->name);
      tenon_entity_finish_query (entity, reading, operation, path.index->partition, path.index->sort, TRUE);
      tenon_operation_add_note (operation, "gives the key of each item to write");
      note_rest (entity, reading, path.index, operation);
      return 2;
    default:
      return 0;
    }
}

/* Whether the request that finds the key of the item to write gives all of the item. */
gboolean
tenon_entity_reads_whole_items (TenonEntity  *entity,
                                TenonReading *reading)
{
  TenonPath path;

  tenon_entity_find_path (entity, reading, &path);
  return path.kind == TENON_PATH_COLLECTION || (path.kind == TENON_PATH_INDEX && path.index->is_whole);
}

/* "with child validation": a row that others of its table name as their parent stays. Returns the next step. */
gint64
tenon_entity_look_for_children (TenonEntity  *entity,
                                TenonReading *reading,
                                gint64        step)
{
  const char *requirements = reading->pattern->key_requirements;

  if (reading->kind != TENON_READING_DELETE || reading->is_many || requirements == NULL || !tenon_words_have_phrase (requirements, "child"))
    return step;
  for (guint i = 0; i < tenon_list_get_length (entity->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (entity->source->foreign_keys, i);
      gboolean         is_own = g_strcmp0 (key->ref_table, entity->source->name) == 0 && key->columns != NULL && key->columns[0] != NULL && key->ref_columns != NULL && key->ref_columns[0] != NULL;
      TenonIndexPlan  *index = is_own ? tenon_entity_find_index (entity, key->columns[0]) : NULL;
      TenonOperation  *operation;

      if (index == NULL || tenon_entity_get_name (entity, key->ref_columns[0]) == NULL)
        continue;
      operation = tenon_table_add_request (entity->table, reading, step, "Query");
      operation->index = g_strdup (index->index->name);
      operation->key_condition = g_strdup_printf ("%s = :%s", tenon_entity_get_name (entity, key->columns[0]), tenon_entity_get_name (entity, key->ref_columns[0]));
      tenon_operation_add_note (operation, "Limit 1: any child found ends the request; an index is behind by a moment");
      return step + 1;
    }
  return step;
}
