/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each pattern as requests of the API on tables and indexes of the design, or named as one DynamoDB does not serve. */

#include "design/tenon-plan.h"
#include "design/tenon-type-mapping.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-pattern-private.h"

#include <string.h>

static const char transact[] = "TransactWriteItems";

/* Expressions. */

static void
append_equality (GString    *s,
                 const char *name)
{
  /* A column that was waived has no attribute to compare. */
  if (name == NULL)
    return;
  g_string_append_printf (s, "%s%s = :%s", s->len > 0 ? " AND " : "", name, name);
}

char *
tenon_table_dup_key_condition (TenonTable *table)
{
  GString *s = g_string_new (NULL);

  append_equality (s, table->partition_key);
  if (table->sort_key != NULL)
    append_equality (s, table->sort_key);
  return g_string_free (s, FALSE);
}

static void
append_range (GString    *s,
              const char *name)
{
  if (name == NULL)
    return;
  g_string_append_printf (s, "%s%s BETWEEN :%s_from AND :%s_to", s->len > 0 ? " AND " : "", name, name, name);
}

/* The key condition of a Query on the keys @partition and @sort. */
static char *
query_condition (TenonEntity  *entity,
                 TenonReading *reading,
                 const char   *partition,
                 const char   *sort)
{
  GString *s = g_string_new (NULL);

  append_equality (s, tenon_entity_get_name (entity, partition));
  if (sort != NULL && tenon_reading_knows (reading, sort))
    append_equality (s, tenon_entity_get_name (entity, sort));
  else if (sort != NULL && g_strcmp0 (reading->range, sort) == 0)
    append_range (s, tenon_entity_get_name (entity, sort));
  return g_string_free (s, FALSE);
}

static void
append_list (GString    *s,
             const char *name)
{
  g_string_append_printf (s, "%s%s IN (:%s_1, :%s_2)", s->len > 0 ? " AND " : "", name, name, name);
}

/* Whether an entry of @index has all of @columns; %NULL @index: an item has. */
static gboolean
are_carried (TenonEntity *entity,
             GPtrArray   *columns,
             TenonIndex  *index)
{
  for (guint i = 0; index != NULL && i < columns->len; i++)
    {
      const char *name = tenon_entity_get_name (entity, g_ptr_array_index (columns, i));

      if (name != NULL && !tenon_index_carries (index, entity->table, name))
        return FALSE;
    }
  return TRUE;
}

static void
append_either (GString     *s,
               TenonEntity *entity,
               GPtrArray   *columns)
{
  g_autoptr (GString) sides = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = tenon_entity_get_name (entity, g_ptr_array_index (columns, i));

      if (name != NULL)
        g_string_append_printf (sides, "%s%s = :%s", sides->len > 0 ? " OR " : "", name, name);
    }
  if (sides->len > 0)
    g_string_append_printf (s, "%s(%s)", s->len > 0 ? " AND " : "", sides->str);
}

/* Whether a condition on @column belongs here: with an index, one its entries carry, or one they do not. */
static gboolean
belongs (TenonEntity *entity,
         const char  *column,
         TenonIndex  *index,
         gboolean     carried)
{
  const char *name = tenon_entity_get_name (entity, column);

  return name != NULL && (index == NULL || tenon_index_carries (index, entity->table, name) == carried);
}

/* What the request gives beside the keys; @index: (nullable): only what its entries carry, or only what they do not. */
static char *
list_conditions (TenonEntity  *entity,
                 TenonReading *reading,
                 const char   *partition,
                 const char   *sort,
                 TenonIndex   *index,
                 gboolean      carried)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < reading->equality->len; i++)
    {
      const char *column = g_ptr_array_index (reading->equality, i);

      if (g_strcmp0 (column, partition) != 0 && g_strcmp0 (column, sort) != 0 && belongs (entity, column, index, carried))
        append_equality (s, tenon_entity_get_name (entity, column));
    }
  if (reading->range != NULL && g_strcmp0 (reading->range, sort) != 0 && belongs (entity, reading->range, index, carried))
    append_range (s, tenon_entity_get_name (entity, reading->range));
  for (guint i = 0; i < reading->filters->len; i++)
    {
      const char *column = g_ptr_array_index (reading->filters, i);

      if (!tenon_reading_knows (reading, column) && g_strcmp0 (column, reading->range) != 0 && g_strcmp0 (column, reading->is_null) != 0 && belongs (entity, column, index, carried))
        append_equality (s, tenon_entity_get_name (entity, column));
    }
  for (guint i = 0; i < reading->ranges->len; i++)
    if (belongs (entity, g_ptr_array_index (reading->ranges, i), index, carried))
      append_range (s, tenon_entity_get_name (entity, g_ptr_array_index (reading->ranges, i)));
  for (guint i = 0; i < reading->lists->len; i++)
    if (belongs (entity, g_ptr_array_index (reading->lists, i), index, carried))
      append_list (s, tenon_entity_get_name (entity, g_ptr_array_index (reading->lists, i)));
  if (reading->either->len > 0 && are_carried (entity, reading->either, index) == carried)
    append_either (s, entity, reading->either);
  if (belongs (entity, reading->is_null, index, carried))
    g_string_append_printf (s, "%sattribute_not_exists(%s)", s->len > 0 ? " AND " : "", tenon_entity_get_name (entity, reading->is_null));
  return s->len > 0 ? g_strdup (s->str) : NULL;
}

static char *
filter_of (TenonEntity  *entity,
           TenonReading *reading,
           const char   *partition,
           const char   *sort)
{
  return list_conditions (entity, reading, partition, sort, NULL, TRUE);
}

void
tenon_operation_add_note (TenonOperation *operation,
                          const char     *format,
                          ...)
{
  g_autofree char *text = NULL;
  g_autofree char *old = operation->notes;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  operation->notes = old != NULL && *old != '\0' ? g_strconcat (old, "; ", text, NULL) : g_strdup (text);
}

TenonOperation *
tenon_table_add_request (TenonTable   *table,
                         TenonReading *reading,
                         gint64        step,
                         const char   *name)
{
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

  operation->pattern_id = g_strdup (reading->pattern->pattern_id);
  operation->step = step;
  operation->operation = g_strdup (name);
  operation->items = 1;
  if (step == 1 && reading->notes->len > 0)
    operation->notes = g_strdup (reading->notes->str);
  g_ptr_array_add (reading->service->operations, operation);
  g_ptr_array_add (reading->service->tables, table);
  return operation;
}

static void
not_served (TenonPlan    *plan,
            TenonReading *reading,
            const char   *reason,
            const char   *alternative)
{
  TenonUnserved *unserved = g_object_new (TENON_TYPE_UNSERVED, NULL);

  unserved->pattern_id = g_strdup (reading->pattern->pattern_id);
  unserved->reason = reading->notes->len > 0 ? g_strdup_printf ("%s (%s)", reason, reading->notes->str) : g_strdup (reason);
  unserved->alternative = g_strdup (alternative);
  g_set_object (&reading->service->unserved, unserved);
  g_object_unref (unserved);
}

static void
unserve_search (TenonPlan    *plan,
                TenonReading *reading)
{
  not_served (plan, reading, "Text search inside values: DynamoDB compares keys by equality, range and prefix only.",
              "A search service (such as OpenSearch Service) fed by the table's stream; it answers with keys, and one BatchGetItem reads the items.");
}

static void
unserve_aggregate (TenonPlan    *plan,
                   TenonReading *reading)
{
  not_served (plan, reading, "Counting, summing and averaging: DynamoDB computes no aggregates at read time.",
              "Maintained counters: attributes that each write updates in its transaction, or a function on the table's stream; the read is then one GetItem.");
}

static void
unserve_recursive (TenonPlan    *plan,
                   TenonReading *reading)
{
  not_served (plan, reading, "A recursive query: DynamoDB does not follow references.",
              "Several requests, one GetItem a level from the item upwards (their number is the depth of the tree), or a maintained path attribute on each item.");
}

/* What names no value of a key, and why that is not enough. */
static void
unserve_unbounded (TenonPlan    *plan,
                   TenonReading *reading)
{
  if (reading->either->len > 0)
    not_served (plan, reading, "Asks for rows that meet one of several conditions (OR): a Query answers one, with equality on a partition key.",
                "One Query for each condition, merged and freed of duplicates by the application: make each of them a pattern of its own; or a search service fed by the table's stream.");
  else if (reading->range != NULL)
    not_served (plan, reading, "Asks for a range without a value of a partition key: a Query needs equality on the whole partition key.",
                "An index whose partition key is a bucket, a month for a time, and the range inside it: the busiest bucket has to stay within the limits of one key; for deleting what is old, time to live; for reports, an export.");
  else if (tenon_reading_is_write (reading))
    not_served (plan, reading, "Writes all items of a table at once: DynamoDB writes single items by their key.", "A batch job that scans the table in segments and writes item by item.");
  else if (reading->is_paged)
    not_served (plan, reading, "Pages by OFFSET over a whole table: DynamoDB reads everything before the page.",
                "Cursor paging inside one key value (Query with ExclusiveStartKey, for example by category), or a search service fed by the table's stream for free combinations of filters.");
  else
    not_served (plan, reading, "Reads a whole table that is not known to be small: a Scan costs every item each time.",
                "An index on what the caller really asks for, a maintained list, or an export to a data lake for reports.");
}

static gboolean
is_taken_out (TenonEntity  *entity,
              TenonReading *reading)
{
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (index->is_taken_out && g_ptr_array_find (index->readings, reading, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_beyond_limit (TenonEntity  *entity,
                 TenonReading *reading)
{
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (index->is_large && g_ptr_array_find (index->readings, reading, NULL))
        return TRUE;
    }
  return FALSE;
}

/* Whether an index on something it asks by could serve it: none is there because people had it so. */
static gboolean
could_be_indexed (TenonEntity  *entity,
                  TenonReading *reading)
{
  for (guint i = 0; i < reading->equality->len; i++)
    {
      TenonColumn *column = tenon_entity_get_column (entity, g_ptr_array_index (reading->equality, i));

      if (column != NULL && tenon_type_mapping_can_key (column))
        return TRUE;
    }
  return FALSE;
}

static void
unserve_path (TenonPlan    *plan,
              TenonEntity  *entity,
              TenonReading *reading)
{
  if (tenon_reading_is_read (reading) && reading->is_strong)
    not_served (plan, reading, "A strongly consistent read by something that is not the table's key: a global secondary index is eventually consistent only.",
                "Accept eventual consistency on an index, or keep a table with this key in the same transaction as the base table.");
  else if (is_taken_out (entity, reading))
    not_served (plan, reading, "The index that would serve it was taken out by a person.",
                "Take the index back by withdrawing that decision, or ask by the key of the table.");
  else if (!is_beyond_limit (entity, reading) && could_be_indexed (entity, reading))
    not_served (plan, reading, "No key and no index of the design, as people decided it, begins with a value it gives.",
                "Add an index on it, or ask by the key of the table.");
  else if (!is_beyond_limit (entity, reading))
    not_served (plan, reading, "Asked for by values that cannot stand in a key: long text, JSON and large binary are no key types.",
                "Keep a digest of the value as an attribute and index that, or a search service fed by the table's stream.");
  else
    not_served (plan, reading, "Beyond the 20 indexes of the table: patterns with higher rates have taken them.",
                "Raise the quota of indexes for the table, or query an index that serves a part of the condition and filter.");
}

/* Reads of the main table. */

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

static void
finish_query (TenonEntity    *entity,
              TenonReading   *reading,
              TenonOperation *operation,
              const char     *partition,
              const char     *sort,
              gboolean        is_sorted)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (entity->table, operation->index) : NULL;

  operation->key_condition = query_condition (entity, reading, partition, sort);
  operation->filter = list_conditions (entity, reading, partition, sort, index, TRUE);
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
  g_autofree char *rest = filter_of (entity, reading, partition, sort);

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
  g_autofree char *rest = list_conditions (entity, reading, index->partition, index->sort, index->index, FALSE);

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
      finish_query (entity, reading, operation, entity->partition, entity->sort, path->is_sorted);
      return 2;
    case TENON_PATH_INDEX:
      operation = tenon_table_add_request (table, reading, 1, "Query");
      operation->index = g_strdup (path->index->index->name);
      finish_query (entity, reading, operation, path->index->partition, path->index->sort, path->is_sorted);
      return lacks_any (entity, reading, path->index) ? fetch_items (entity, reading, path->index) : 2;
    default:
      return 0;
    }
}

static void
scan (TenonPlan    *plan,
      TenonEntity  *entity,
      TenonReading *reading)
{
  TenonOperation *operation;

  if (!tenon_entity_is_small (entity) || (entity->source->row_count < 0 && reading->is_paged))
    {
      unserve_unbounded (plan, reading);
      return;
    }
  if (entity->source->row_count < 0 && (reading->items <= 0 || reading->filters->len > 0))
    {
      not_served (plan, reading, "Reads a whole table, and nobody knows how many rows it has: a Scan costs every item each time.",
                  "State the number of its rows: of a few a Scan is one request. Else an index on what the caller really asks for, or a maintained list.");
      return;
    }
  operation = tenon_table_add_request (entity->table, reading, 1, "Scan");
  operation->filter = filter_of (entity, reading, NULL, NULL);
  operation->items = entity->source->row_count > 0 ? entity->source->row_count : operation->filter == NULL ? reading->items
                                                                                                           : 0;
  if (tenon_entity_get_name (entity, reading->order) != NULL)
    tenon_operation_add_note (operation, "sorted by %s in the application", tenon_entity_get_name (entity, reading->order));
  if (entity->source->row_count >= 0)
    tenon_operation_add_note (operation, "%s with %" G_GINT64_FORMAT " rows, read as a whole", entity->table->classification, entity->source->row_count);
  else
    tenon_operation_add_note (operation, "%s, read as a whole; its rows are those the log saw, %.1f a request", entity->table->classification, reading->items);
  tenon_plan_read_parts (plan, entity, reading, 2);
}

static void
serve_read (TenonPlan    *plan,
            TenonEntity  *entity,
            TenonReading *reading)
{
  TenonPath path;
  gint64    step;

  if (reading->is_strong && !tenon_plan_can_read_strongly (plan, entity, reading))
    {
      unserve_path (plan, entity, reading);
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
    unserve_path (plan, entity, reading);
  else
    tenon_plan_read_parts (plan, entity, reading, step);
}

/* Writes. */

static gboolean
is_unique_column (TenonEntity *entity,
                  const char  *column)
{
  for (guint i = 0; i < entity->lookups->len; i++)
    if (g_strv_contains (((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->unique->columns, column))
      return TRUE;
  return FALSE;
}

/* Whether a write of @kind can touch what the lookup tables hold; an update that does not say what it writes may. */
static gboolean
touches_lookups (TenonEntity     *entity,
                 TenonReading    *reading,
                 TenonReadingKind kind)
{
  if (entity->lookups->len == 0)
    return FALSE;
  if (kind != TENON_READING_UPDATE || reading->table != entity->source)
    return kind != TENON_READING_UPDATE;
  if (reading->writes->len == 0)
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
  if (kind != TENON_READING_UPDATE || reading->writes->len == 0)
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

  append_equality (own, entity->table->partition_key);
  if (entity->table->sort_key != NULL)
    append_equality (own, entity->table->sort_key);
  return g_strdup_printf ("attribute_not_exists(%s) OR %s%s%s", lookup->partition_key, entity->table->sort_key != NULL ? "(" : "", own->str, entity->table->sort_key != NULL ? ")" : "");
}

static void
write_lookups (TenonEntity     *entity,
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
          tenon_operation_add_note (operation, "deletes the value with its item in %s", entity->table->name);
          continue;
        }
      operation->condition = kind == TENON_READING_UPSERT ? own_or_new (entity, lookup->table) : g_strdup_printf ("attribute_not_exists(%s)", lookup->table->partition_key);
      if (kind == TENON_READING_UPDATE)
        {
          operation->items = 2 * items;
          tenon_operation_add_note (operation, "only when the value changes: deletes the old one, puts the new one");
        }
      else
        {
          tenon_operation_add_note (operation, "puts the value with its item in %s", entity->table->name);
        }
    }
}

static void
set_condition (TenonEntity     *entity,
               TenonReading    *reading,
               TenonReadingKind kind,
               TenonOperation  *operation)
{
  g_autoptr (GString) s = g_string_new (NULL);

  if (kind == TENON_READING_UPSERT)
    return;
  g_string_append_printf (s, "%s(%s)", kind == TENON_READING_CREATE ? "attribute_not_exists" : "attribute_exists", entity->table->partition_key);
  for (guint i = 0; reading->table == entity->source && kind != TENON_READING_CREATE && i < reading->known->len; i++)
    {
      const char *column = g_ptr_array_index (reading->known, i);

      if (g_strcmp0 (column, entity->partition) != 0 && g_strcmp0 (column, entity->sort) != 0)
        append_equality (s, tenon_entity_get_name (entity, column));
    }
  operation->condition = g_strdup (s->str);
}

static const char *
operation_name (TenonReadingKind kind,
                gboolean         replaces,
                gboolean         in_transaction,
                gboolean         is_many)
{
  if (in_transaction)
    return transact;
  if (kind == TENON_READING_UPDATE)
    return "UpdateItem";
  if (is_many && (kind != TENON_READING_UPSERT || replaces))
    return "BatchWriteItem";
  if (kind == TENON_READING_DELETE)
    return "DeleteItem";
  /* An update creates the item that is not there, and keeps what it does not name of one that is. */
  return kind == TENON_READING_UPSERT && !replaces ? "UpdateItem" : "PutItem";
}

static const char *
verb_of (TenonReadingKind kind)
{
  switch (kind)
    {
    case TENON_READING_CREATE:
      return "puts a new item";
    case TENON_READING_UPSERT:
      return "updates the item, or creates it";
    case TENON_READING_UPDATE:
      return "updates the item";
    default:
      return "deletes the item";
    }
}

/* Nobody changed the unique values since they were read: else the item of a value that is no longer its own would go, and
 * that of the present one stay for ever. */
static void
hold_unique_values (TenonEntity     *entity,
                    TenonReading    *reading,
                    TenonReadingKind kind,
                    TenonOperation  *operation)
{
  g_autoptr (GString) s = g_string_new (operation->condition);

  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      for (guint j = 0; lookup_is_touched (entity, lookup, reading, kind) && j < lookup->unique->n_columns; j++)
        {
          const char *name = tenon_entity_get_name (entity, lookup->unique->columns[j]);

          if (name != NULL && !tenon_reading_knows (reading, lookup->unique->columns[j]) && g_strcmp0 (name, entity->table->partition_key) != 0 && g_strcmp0 (name, entity->table->sort_key) != 0)
            g_string_append_printf (s, " AND %s = :read_%s", name, name);
        }
    }
  if (g_strcmp0 (s->str, operation->condition) == 0)
    return;
  g_free (operation->condition);
  operation->condition = g_string_free (g_steal_pointer (&s), FALSE);
  tenon_operation_add_note (operation, "a failed condition means that somebody changed a unique value since: read it again");
}

static TenonOperation *
write_item (TenonEntity     *entity,
            TenonReading    *reading,
            TenonReadingKind kind,
            gint64           step,
            gboolean         in_transaction,
            gboolean         is_many,
            double           items)
{
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, step, operation_name (kind, reading->replaces, in_transaction, is_many));

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->items = items;
  if (!is_many || in_transaction)
    set_condition (entity, reading, kind, operation);
  if (in_transaction)
    tenon_operation_add_note (operation, "%s, all or nothing with the other tables of this pattern%s", verb_of (kind), items != 1 ? "; at most 100 items a transaction" : "");
  else if (is_many && (kind == TENON_READING_UPDATE || kind == TENON_READING_UPSERT))
    tenon_operation_add_note (operation, "one request for each item");
  else if (is_many && tenon_reading_creates (kind))
    tenon_operation_add_note (operation, "25 items a request, not atomic, without conditions: an item with the same key is replaced");
  else if (is_many)
    tenon_operation_add_note (operation, "25 items a request, not atomic");
  if (kind == TENON_READING_UPSERT && !reading->replaces)
    tenon_operation_add_note (operation, "creates the item where there is none; if_not_exists() for what only a new item gets or what counts up");
  return operation;
}

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
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *child = part->kind == TENON_READING_CREATE ? tenon_plan_find (plan, part->table->name) : NULL;

      if (child != NULL && child != other && tenon_reader_find_foreign_key (child->source, other->source, NULL) != NULL && tenon_reader_find_foreign_key (other->source, main->source, NULL) == NULL)
        return tenon_plan_count_part (plan, main, child);
    }
  return tenon_plan_count_part (plan, main, other);
}

/* The stock is there when it is taken, or nothing happens. */
static void
take_stock (TenonEntity      *entity,
            TenonReadingPart *part,
            TenonOperation   *operation)
{
  const char      *name = part->takes != NULL ? tenon_entity_get_name (entity, part->takes->name) : NULL;
  g_autofree char *condition = operation->condition;

  operation->condition = name != NULL ? g_strdup_printf ("%s AND %s >= :quantity", condition, name) : g_strdup (condition);
  if (name != NULL)
    tenon_operation_add_note (operation, "SET %s = %s - :quantity, assumed to be the quantity of each new item", name, name);
}

static gboolean
has_write_parts (TenonReading *reading)
{
  for (guint i = 0; i < reading->parts->len; i++)
    if (((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->kind != TENON_READING_GET)
      return TRUE;
  return FALSE;
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
static gboolean
needs_own_row (TenonPlan    *plan,
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

static void
read_own_row (TenonEntity  *entity,
              TenonReading *reading,
              gint64        step,
              const char   *why)
{
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, step, "GetItem");

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->strong = TRUE;
  tenon_operation_add_note (operation, "%s", why);
}

/* What is read before the writes: the tables the request reads from, and items of which only a part of the key is
 * known; what another of them leads to comes a step later. Returns the next step. */
static gint64
read_before_write (TenonPlan    *plan,
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
  return next;
}

static void
write_parts (TenonPlan    *plan,
             TenonEntity  *main,
             TenonReading *reading,
             gint64        step)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = tenon_plan_find (plan, part->table->name);
      double            items;

      if (other == NULL || part->kind == TENON_READING_GET)
        continue;
      items = tenon_plan_count_written (plan, main, reading, other);
      take_stock (other, part, write_item (other, reading, part->kind, step, TRUE, TRUE, items));
      if (touches_lookups (other, reading, part->kind))
        write_lookups (other, reading, part->kind, step, items);
      if (part->kind == TENON_READING_UPDATE)
        tenon_plan_update_copies (plan, other, reading, part->takes, items, step + 1);
    }
}

/* New items carry what they copy: it is read before they are put. Returns the next step. */
static gint64
read_for_copies (TenonPlan    *plan,
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
  g_autofree char *rest = list_conditions (entity, reading, index->partition, index->sort, index->index, FALSE);

  if (rest != NULL)
    tenon_operation_add_note (operation, "%s does not carry what else is asked by: a condition of each write compares %s", index->index->name, rest);
}

/* How the key of the item is found where the request does not carry all of it. Returns the next step, 0: not at all. */
static gint64
locate (TenonEntity  *entity,
        TenonReading *reading)
{
  TenonPath       path;
  TenonOperation *operation;

  if (reading->kind == TENON_READING_CREATE || reading->kind == TENON_READING_UPSERT)
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
      finish_query (entity, reading, operation, entity->partition, entity->sort, TRUE);
      tenon_operation_add_note (operation, "gives the key of each item to write");
      return 2;
    case TENON_PATH_INDEX:
      operation = tenon_table_add_request (entity->table, reading, 1, "Query");
      operation->index = g_strdup (path.index->index->name);
      finish_query (entity, reading, operation, path.index->partition, path.index->sort, TRUE);
      tenon_operation_add_note (operation, "gives the key of each item to write");
      note_rest (entity, reading, path.index, operation);
      return 2;
    default:
      return 0;
    }
}

/* Whether the request that finds the key of the item to write gives all of the item. */
static gboolean
reads_whole_items (TenonEntity  *entity,
                   TenonReading *reading)
{
  TenonPath path;

  tenon_entity_find_path (entity, reading, &path);
  return path.kind == TENON_PATH_COLLECTION || (path.kind == TENON_PATH_INDEX && path.index->is_whole);
}

/* "with child validation": a row that others of its table name as their parent stays. Returns the next step. */
static gint64
look_for_children (TenonEntity  *entity,
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

/* What the request asks for beside the key is a condition of the write: no request before it has looked. */
static void
require_rest (TenonEntity    *entity,
              TenonReading   *reading,
              TenonOperation *operation)
{
  g_autofree char *rest = filter_of (entity, reading, entity->partition, entity->sort);
  g_autofree char *condition = operation->condition;

  operation->condition = rest != NULL ? g_strdup_printf ("%s AND %s", condition, rest) : g_strdup (condition);
}

static void
serve_write (TenonPlan    *plan,
             TenonEntity  *entity,
             TenonReading *reading)
{
  gboolean        guarded = touches_lookups (entity, reading, reading->kind);
  gboolean        in_transaction = guarded || has_write_parts (reading);
  gint64          step = locate (entity, reading);
  gboolean        is_direct = step == 1 && !tenon_reading_creates (reading->kind);
  gboolean        is_many = reading->is_many && (!is_direct || reading->is_batch);
  double          items = is_many ? reading->items : 1;
  gboolean        has_read;
  TenonOperation *operation;

  if (step == 0)
    {
      if (reading->equality->len == 0)
        unserve_unbounded (plan, reading);
      else
        unserve_path (plan, entity, reading);
      return;
    }
  has_read = step > 1 && reads_whole_items (entity, reading);
  if (step == 1 && needs_own_row (plan, entity, reading))
    {
      read_own_row (entity, reading, step++, guarded ? "reads the present unique values, and what the row refers to" : "reads what the row refers to");
      has_read = TRUE;
    }
  step = read_before_write (plan, entity, reading, step);
  step = look_for_children (entity, reading, step);
  step = read_for_copies (plan, entity, reading, items, step);
  if (guarded && !has_read && (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_DELETE))
    read_own_row (entity, reading, step++, "reads the present unique values");
  operation = write_item (entity, reading, reading->kind, step, in_transaction, is_many, items);
  if (is_direct && operation->condition != NULL)
    require_rest (entity, reading, operation);
  if (guarded && (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_DELETE) && operation->condition != NULL)
    hold_unique_values (entity, reading, reading->kind, operation);
  if (guarded)
    write_lookups (entity, reading, reading->kind, step, items);
  write_parts (plan, entity, reading, step);
  if (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_UPSERT)
    tenon_plan_update_copies (plan, entity, reading, NULL, items, step + 1);
}

static void
serve (TenonPlan    *plan,
       TenonEntity  *entity,
       TenonReading *reading)
{
  switch (reading->kind)
    {
    case TENON_READING_NONE:
      break;
    case TENON_READING_GET:
    case TENON_READING_LIST:
      serve_read (plan, entity, reading);
      break;
    case TENON_READING_SEARCH:
      unserve_search (plan, reading);
      break;
    case TENON_READING_AGGREGATE:
      unserve_aggregate (plan, reading);
      break;
    case TENON_READING_RECURSIVE:
      unserve_recursive (plan, reading);
      break;
    default:
      serve_write (plan, entity, reading);
      break;
    }
}

/**
 * tenon_plan_serve:
 *
 * Gives the pattern its requests, or names it as not served with the reason and the standard way out. A pattern of which
 * no table of the schema is recognised gets neither: the rules report it.
 */
void
tenon_plan_serve (TenonPlan    *self,
                  TenonReading *reading)
{
  TenonEntity *entity = reading->table != NULL ? tenon_plan_find (self, reading->table->name) : NULL;

  tenon_service_clear (reading->service);
  if (tenon_plan_serve_held (self, reading))
    return;
  if (entity != NULL && entity->partition != NULL)
    serve (self, entity, reading);
}
