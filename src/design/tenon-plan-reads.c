/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A read as requests: by the key, a lookup table or an index, and of whole tables that are small. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"

static const char *
describe_page (TenonReading *reading)
{
  return reading->is_paged ? "pages by cursor: Limit and ExclusiveStartKey, not OFFSET" : NULL;
}

/* The application sorts what it has read: for a page all items of the key value have to be read, or the page is not the
 * first. */
static void
sort_outside (TenonEntity    *entity,
              TenonReading   *reading,
              TenonOperation *operation)
{
  const char *name = tenon_entity_get_name (entity, reading->order);

  if (!reading->is_paged)
    {
      tenon_operation_add_note (operation, "sorted by %s in the application", name);
      return;
    }
  operation->items = 0;
  tenon_operation_add_note (operation, "every item of the key value is read and sorted by %s in the application, then the page cut out: %s cannot stand in a key, or the range needs its place", name, name);
}

/* What it sorts by comes with the requests that follow: no page is the first before everything is read. */
static void
sort_joined (TenonReading   *reading,
             TenonOperation *operation)
{
  const char *table = reading->order_table->name, *column = reading->order_column->name;

  if (reading->is_paged)
    tenon_operation_add_note (operation, "every item of the key value is read, sorted by %s of %s in the application, then the page cut out: a copy of %s as the sort key would page by itself", column, table, column);
  else
    tenon_operation_add_note (operation, "sorted by %s of %s in the application", column, table);
}

void
tenon_entity_finish_query (TenonEntity    *entity,
                           TenonReading   *reading,
                           TenonOperation *operation,
                           const char     *partition,
                           const char     *sort,
                           gboolean        is_sorted)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (entity->table, operation->index) : NULL;

  operation->key_condition = tenon_entity_dup_query_condition (entity, reading, partition, sort);
  operation->filter = tenon_entity_dup_conditions (entity, reading, partition, sort, index, TRUE);
  operation->items = reading->items;
  if (reading->order != NULL && g_strcmp0 (reading->order, sort) == 0)
    operation->descending = reading->descending;
  else if (tenon_entity_get_name (entity, reading->order) != NULL)
    sort_outside (entity, reading, operation);
  else if (reading->order_column != NULL)
    sort_joined (reading, operation);
  if (describe_page (reading) != NULL && (is_sorted || !reading->is_paged) && reading->order_column == NULL)
    tenon_operation_add_note (operation, "%s", describe_page (reading));
}

/* A GetItem takes no filter: what the request asks for beside the key is compared with the item that came. */
static void
compare_rest (TenonEntity       *entity,
              TenonReading      *reading,
              TenonOperation    *operation,
              const TenonUnique *found_by)
{
  const char      *partition = found_by != NULL ? found_by->columns[0] : entity->partition;
  const char      *sort = found_by != NULL ? found_by->columns[1] : entity->sort;
  g_autofree char *rest = tenon_entity_dup_filter (entity, reading, partition, sort);

  if (rest != NULL)
    tenon_operation_add_note (operation, "the application compares the item: %s", rest);
}

/* Whether what the entries carry is not enough: only an index that a person shaped is anything but fitting. */
static gboolean
lacks_any (TenonEntity    *entity,
           TenonReading   *reading,
           TenonIndexPlan *index)
{
  g_autoptr (GPtrArray) lacking = tenon_index_list_lacking (index->index, entity->table, reading);

  return (index->is_keys_only && !index->is_pinned) || lacking->len > 0;
}

/* The items whose keys an index gave. Returns the next step. */
static gint64
fetch_items (TenonEntity    *entity,
             TenonReading   *reading,
             TenonIndexPlan *index)
{
  TenonOperation  *operation = tenon_table_add_request (entity->table, reading, 2, reading->items == 1 ? "GetItem" : "BatchGetItem");
  g_autofree char *rest = tenon_entity_dup_conditions (entity, reading, index->partition, index->sort, index->index, FALSE);

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->items = reading->items;
  tenon_operation_add_note (operation, reading->items == 1 ? "the item whose key the index gave" : "the items whose keys the index gave, 100 a request");
  if (index->is_pinned && !index->is_keys_only)
    {
      g_autoptr (GPtrArray) lacking = tenon_index_list_lacking (index->index, entity->table, reading);
      g_auto (GStrv) names = tenon_strv_from_array (lacking);
      g_autofree char *joined = g_strjoinv (", ", names);

      tenon_operation_add_note (operation, "%s is pinned and does not carry %s", index->index->name, joined);
    }
  if (rest != NULL)
    tenon_operation_add_note (operation, "the application compares the items: %s", rest);
  return 3;
}

static gint64
read_main (TenonEntity  *entity,
           TenonReading *reading,
           TenonPath    *path)
{
  TenonTable     *table = entity->table;
  TenonOperation *operation;

  switch (path->kind)
    {
    case TENON_PATH_ITEM:
      operation = tenon_table_add_request (table, reading, 1, reading->is_batch ? "BatchGetItem" : "GetItem");
      operation->key_condition = tenon_table_dup_key_condition (table);
      operation->items = reading->is_batch ? reading->items : 1;
      if (reading->is_batch)
        tenon_operation_add_note (operation, "100 keys a request");
      compare_rest (entity, reading, operation, NULL);
      return 2;
    case TENON_PATH_LOOKUP:
      operation = tenon_table_add_request (path->lookup->table, reading, 1, "GetItem");
      operation->key_condition = tenon_table_dup_key_condition (path->lookup->table);
      tenon_operation_add_note (operation, "gives the key of %s", table->name);
      operation = tenon_table_add_request (table, reading, 2, "GetItem");
      operation->key_condition = tenon_table_dup_key_condition (table);
      compare_rest (entity, reading, operation, path->lookup->unique);
      return 3;
    case TENON_PATH_COLLECTION:
      operation = tenon_table_add_request (table, reading, 1, "Query");
      tenon_entity_finish_query (entity, reading, operation, entity->partition, entity->sort, path->is_sorted);
      return 2;
    case TENON_PATH_INDEX:
      operation = tenon_table_add_request (table, reading, 1, "Query");
      operation->index = g_strdup (path->index->index->name);
      tenon_entity_finish_query (entity, reading, operation, path->index->partition, path->index->sort, path->is_sorted);
      return lacks_any (entity, reading, path->index) ? fetch_items (entity, reading, path->index) : 2;
    default:
      return 0;
    }
}

/* Every item is read and compared. */
static void
scan_all (TenonPlan    *plan,
          TenonEntity  *entity,
          TenonReading *reading)
{
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, 1, "Scan");

  operation->filter = tenon_entity_dup_filter (entity, reading, NULL, NULL);
  operation->items = entity->source->row_count > 0 ? entity->source->row_count : operation->filter == NULL ? reading->items
                                                                                                           : 0;
  if (tenon_entity_get_name (entity, reading->order) != NULL)
    tenon_operation_add_note (operation, "sorted by %s in the application", tenon_entity_get_name (entity, reading->order));
  if (entity->source->row_count >= 0)
    tenon_operation_add_note (operation, "%s with %" G_GINT64_FORMAT " rows, read as a whole", entity->table->classification, entity->source->row_count);
  else if (operation->items > 0)
    tenon_operation_add_note (operation, "%s, read as a whole; its rows are those the log saw, %.1f a request", entity->table->classification, reading->items);
  else
    tenon_operation_add_note (operation, "%s, read as a whole; how many rows it has is not known", entity->table->classification);
  tenon_plan_read_parts (plan, entity, reading, 2);
}

static void
scan (TenonPlan    *plan,
      TenonEntity  *entity,
      TenonReading *reading)
{
  if (!tenon_entity_is_small (entity) || (entity->source->row_count < 0 && reading->is_paged))
    {
      tenon_reading_unserve_unbounded (reading);
      return;
    }
  if (entity->source->row_count < 0 && (reading->items <= 0 || reading->filters->len > 0))
    {
      tenon_reading_unserve (reading, "Reads a whole table, and nobody knows how many rows it has: a Scan costs every item each time.",
                             "State the number of its rows: of a few a Scan is one request. Else an index on what the caller really asks for, or a maintained list.");
      return;
    }
  scan_all (plan, entity, reading);
}

void
tenon_plan_serve_read (TenonPlan    *plan,
                       TenonEntity  *entity,
                       TenonReading *reading)
{
  TenonPath path;
  gint64    step;

  if (reading->is_strong && !tenon_plan_can_read_strongly (plan, entity, reading))
    {
      tenon_entity_unserve_path (entity, reading);
      return;
    }
  if (reading->equality->len == 0)
    {
      scan (plan, entity, reading);
      return;
    }
  tenon_entity_find_path (entity, reading, &path);
  step = read_main (entity, reading, &path);
  if (step == 0)
    tenon_entity_unserve_path (entity, reading);
  else
    tenon_plan_read_parts (plan, entity, reading, step);
}

/**
 * tenon_plan_serve_by:
 * @path: (nullable): the way a person chose; %NULL: every item of the table is read
 *
 * Gives a read its requests by that way and no other. It has none where the way leads nowhere.
 */
void
tenon_plan_serve_by (TenonPlan       *self,
                     TenonReading    *reading,
                     const TenonPath *path)
{
  TenonEntity *entity = tenon_plan_find (self, reading->table->name);
  TenonPath    way = path != NULL ? *path : (TenonPath){ TENON_PATH_NONE };
  gint64       step;

  tenon_service_clear (reading->service);
  if (reading->is_strong && !tenon_plan_can_read_strongly (self, entity, reading))
    {
      tenon_entity_unserve_path (entity, reading);
      return;
    }
  if (path == NULL)
    {
      scan_all (self, entity, reading);
      tenon_plan_say_rest (self, reading);
      return;
    }
  step = read_main (entity, reading, &way);
  if (step > 0)
    tenon_plan_read_parts (self, entity, reading, step);
  tenon_plan_say_rest (self, reading);
}
