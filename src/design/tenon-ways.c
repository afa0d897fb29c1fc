/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All ways to serve one pattern in the present design: by the key of its table, by a lookup table, by each index, by reading the
 * whole table, by an index that is not there yet; with what each takes, or why it is not possible. A person chooses one: its
 * requests are theirs from then on, with a decision that says why. */

#include "design/tenon-ways.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-item-size.h"
#include "design/tenon-pattern-private.h"
#include "design/tenon-pattern-requests.h"
#include "design/tenon-plan.h"
#include "design/tenon-proposal.h"
#include "design/tenon-type-mapping.h"

#define refuse(error, ...) tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, __VA_ARGS__)

/* The plan of the present design, and the pattern in it. */
typedef struct
{
  TenonModel   *model;
  TenonDesign  *design; /* (owned) a copy */
  TenonPlan    *plan;   /* (owned) */
  TenonReading *reading;
  TenonEntity  *entity;
  TenonCost    *cost; /* (owned) of the present design */
  GPtrArray    *ways; /* (element-type TenonWay) */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->plan, tenon_plan_free);
  g_clear_pointer (&self->cost, tenon_cost_free);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_object (&self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Why there is nothing to choose: FALSE then. */
static gboolean
check_reading (Search     *self,
               const char *pattern_id,
               GError    **error)
{
  switch (self->reading->kind)
    {
    case TENON_READING_GET:
    case TENON_READING_LIST:
      break;
    case TENON_READING_SEARCH:
      return refuse (error, "%s searches inside texts, and DynamoDB compares keys by equality, range and prefix only: no key and no index serves it", pattern_id);
    case TENON_READING_AGGREGATE:
      return refuse (error, "%s counts or sums, and DynamoDB computes no aggregates at read time: no key and no index serves it", pattern_id);
    case TENON_READING_RECURSIVE:
      return refuse (error, "%s follows references from row to row, and DynamoDB follows none: no key and no index serves it", pattern_id);
    case TENON_READING_NONE:
      return refuse (error, "%s asks nothing of the database", pattern_id);
    default:
      return refuse (error, "%s writes, and a write goes where the data is: its requests follow from keys, lookup tables and copies", pattern_id);
    }
  if (self->reading->table == NULL)
    return refuse (error, "%s names no table of the schema; name its entities on the Patterns page", pattern_id);
  if (self->entity == NULL || self->entity->partition == NULL)
    return refuse (error, "No table of the design holds %s, which %s reads", self->reading->table->name, pattern_id);
  return TRUE;
}

static gboolean
search_init (Search     *self,
             TenonModel *model,
             const char *pattern_id,
             GError    **error)
{
  memset (self, 0, sizeof *self);
  if (tenon_model_find_pattern (model, pattern_id) == NULL)
    return refuse (error, "There is no pattern %s", pattern_id);
  self->model = model;
  self->design = tenon_record_copy (model->design);
  self->plan = tenon_plan_new (model, model->design->strategy);
  self->ways = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_way_free);
  tenon_plan_adopt (self->plan, self->design);
  for (guint i = 0; i < self->plan->readings->len; i++)
    if (g_strcmp0 (((TenonReading *)g_ptr_array_index (self->plan->readings, i))->pattern->pattern_id, pattern_id) == 0)
      self->reading = g_ptr_array_index (self->plan->readings, i);
  self->entity = self->reading->table != NULL ? tenon_plan_find (self->plan, self->reading->table->name) : NULL;
  if (!check_reading (self, pattern_id, error))
    {
      search_clear (self);
      return FALSE;
    }
  self->cost = tenon_cost_estimate (model, self->design);
  return TRUE;
}

static TenonWay *
add_way (Search      *self,
         TenonWayKind kind,
         const char  *name,
         char        *title)
{
  TenonWay *way = g_new0 (TenonWay, 1);

  way->kind = kind;
  way->id = kind == TENON_WAY_LOOKUP || kind == TENON_WAY_INDEX ? g_strdup_printf ("%s:%s", tenon_way_kind_to_string (kind), name) : g_strdup (tenon_way_kind_to_string (kind));
  way->table = g_strdup (self->entity->table->name);
  way->title = title;
  g_ptr_array_add (self->ways, way);
  return way;
}

/* ---- what a way takes ---- */

/* What the pattern has of requests in the design, put in place of what it had. */
static void
place (TenonDesign  *design,
       TenonReading *reading,
       gboolean      by_person)
{
  TenonService  *service = reading->service;
  const char    *id = reading->pattern->pattern_id;
  TenonUnserved *unserved = tenon_design_find_unserved (design, id);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonList *operations = ((TenonTable *)tenon_list_get (design->tables, i))->operations;

      for (guint j = tenon_list_get_length (operations); j > 0; j--)
        if (g_strcmp0 (((TenonOperation *)tenon_list_get (operations, j - 1))->pattern_id, id) == 0)
          tenon_list_remove (operations, j - 1);
    }
  for (guint i = 0; i < service->operations->len; i++)
    {
      TenonTable *table = tenon_design_find_table (design, ((TenonTable *)g_ptr_array_index (service->tables, i))->name);
      g_autoptr (TenonOperation) copy = tenon_record_copy (g_ptr_array_index (service->operations, i));

      g_object_set (copy, "by-person", by_person, NULL);
      if (table != NULL)
        tenon_list_append (table->operations, copy);
    }
  if (unserved != NULL)
    tenon_list_remove_record (design->unserved, unserved);
}

static void
describe_requests (Search   *self,
                   TenonWay *way)
{
  g_autoptr (GString) text = g_string_new (NULL), notes = g_string_new (NULL);
  GPtrArray *operations = self->reading->service->operations;

  for (guint i = 0; i < operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (operations, i);
      TenonTable     *table = g_ptr_array_index (self->reading->service->tables, i);

      g_string_append_printf (text, "%s%s on %s", i > 0 ? ", then " : "", operation->operation, operation->index != NULL ? operation->index : table->name);
      if (operation->filter != NULL)
        g_string_append_printf (text, ", filter %s", operation->filter);
      if (operation->notes != NULL && *operation->notes != '\0')
        g_string_append_printf (notes, "%s%s", notes->len > 0 ? "; " : "", operation->notes);
    }
  way->requests = g_strdup (text->str);
  way->notes = notes->len > 0 ? g_strdup (notes->str) : NULL;
}

/* Whether the pattern has the same requests now. */
static gboolean
is_present (Search *self)
{
  GPtrArray *operations = self->reading->service->operations;
  guint      n_present = 0, n_same = 0;

  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->model->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);
          gboolean        found = FALSE;

          if (g_strcmp0 (operation->pattern_id, self->reading->pattern->pattern_id) != 0)
            continue;
          n_present++;
          for (guint k = 0; !found && k < operations->len; k++)
            {
              TenonOperation *other = g_ptr_array_index (operations, k);

              found = strcmp (((TenonTable *)g_ptr_array_index (self->reading->service->tables, k))->name, table->name) == 0 && other->step == operation->step && g_strcmp0 (other->index, operation->index) == 0 && g_strcmp0 (other->operation, operation->operation) == 0;
            }
          n_same += found;
        }
    }
  return n_present > 0 && n_present == n_same && n_same == operations->len;
}

static gboolean
is_chosen (Search *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->model->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (operation->by_person && g_strcmp0 (operation->pattern_id, self->reading->pattern->pattern_id) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* Copies of the tables where the pattern has requests, now or then: all others cost the same. */
static TenonDesign *
make_part (TenonDesign *design,
           GHashTable  *names)
{
  TenonDesign *part = tenon_design_new ();

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      if (g_hash_table_contains (names, table->name))
        tenon_list_append_take (part->tables, tenon_record_copy (table));
    }
  return part;
}

static void
add_touched (GHashTable  *names,
             TenonDesign *design,
             const char  *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      if (tenon_list_find (table->operations, pattern_id) != NULL)
        g_hash_table_add (names, table->name);
    }
}

static void
reckon (Search      *self,
        TenonWay    *way,
        TenonDesign *design)
{
  const char *id = self->reading->pattern->pattern_id;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TenonRequests) requests = tenon_requests_new (self->model);
  g_autoptr (TenonDesign) part = NULL;
  g_autoptr (TenonCost) before = NULL, after = NULL;
  TenonAlternative *counted = tenon_alternative_new (design->strategy);

  add_touched (names, self->design, id);
  add_touched (names, design, id);
  g_hash_table_add (names, self->entity->table->name);
  part = make_part (self->design, names);
  before = tenon_cost_estimate (self->model, part);
  counted->design = make_part (design, names);
  after = tenon_cost_estimate (self->model, counted->design);
  way->difference = after->dollars - before->dollars;
  way->dollars = self->cost->dollars + way->difference;
  way->n_open = self->cost->n_open - before->n_open + after->n_open;
  tenon_alternative_count_requests (counted, requests);
  for (guint i = 0; i < counted->patterns->len; i++)
    {
      TenonPatternRequests *found = g_ptr_array_index (counted->patterns, i);

      if (strcmp (found->pattern_id, id) != 0)
        continue;
      way->n_requests = found->requests;
      way->reads = found->reads;
      way->is_least = found->is_least;
    }
  tenon_alternative_free (counted);
}

/* Serves the pattern by @path; %NULL: by reading the whole table. The obstacle where that gives no request. */
static void
try_path (Search          *self,
          TenonWay        *way,
          const TenonPath *path,
          TenonIndex      *added)
{
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *table;

  tenon_plan_serve_by (self->plan, self->reading, path);
  if (self->reading->service->operations->len == 0)
    {
      way->obstacle = g_strdup (self->reading->service->unserved != NULL ? self->reading->service->unserved->reason : "It gives no request.");
      return;
    }
  design = tenon_record_copy (self->design);
  table = tenon_design_find_table (design, self->entity->table->name);
  if (added != NULL && tenon_table_find_index (table, added->name) == NULL)
    tenon_list_append (table->indexes, added);
  place (design, self->reading, TRUE);
  describe_requests (self, way);
  way->is_present = added == NULL && is_present (self);
  way->is_chosen = way->is_present && is_chosen (self);
  reckon (self, way, design);
}

/* ---- the ways ---- */

static const char *
get_name (Search     *self,
          const char *column)
{
  const char *name = tenon_entity_get_name (self->entity, column);

  return name != NULL ? name : column;
}

static char *
list_given (Search *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->reading->equality->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", get_name (self, g_ptr_array_index (self->reading->equality, i)));
  return g_strdup (text->len > 0 ? text->str : "no value of a key");
}

static char *
describe_lack (Search     *self,
               const char *key)
{
  g_autofree char *given = list_given (self);

  return g_strdup_printf ("The request gives %s, and this key begins with %s.", given, key);
}

static void
add_key_way (Search *self)
{
  TenonTable *table = self->entity->table;
  TenonWay   *way = add_way (self, TENON_WAY_KEY, NULL, g_strdup_printf ("The key of %s: %s%s%s", table->name, table->partition_key, table->sort_key != NULL ? ", " : "", table->sort_key != NULL ? table->sort_key : ""));
  TenonPath   path;

  tenon_entity_match_key (self->entity, self->reading, &path);
  if (path.kind == TENON_PATH_NONE)
    way->obstacle = describe_lack (self, table->partition_key);
  else
    try_path (self, way, &path, NULL);
}

static void
add_lookup_way (Search          *self,
                TenonLookupPlan *lookup)
{
  TenonWay *way = add_way (self, TENON_WAY_LOOKUP, lookup->table->name, g_strdup_printf ("The lookup table %s, then the key of %s", lookup->table->name, self->entity->table->name));
  TenonPath path = { TENON_PATH_LOOKUP, lookup, NULL, TRUE };

  for (guint i = 0; way->obstacle == NULL && i < lookup->unique->n_columns; i++)
    if (!tenon_reading_has (self->reading, lookup->unique->columns[i]))
      way->obstacle = describe_lack (self, get_name (self, lookup->unique->columns[i]));
  if (way->obstacle == NULL)
    try_path (self, way, &path, NULL);
}

static gboolean
is_sorted_by (TenonReading *reading,
              const char   *sort)
{
  return (reading->order == NULL || g_strcmp0 (reading->order, sort) == 0) && (reading->range == NULL || g_strcmp0 (reading->range, sort) == 0);
}

static void
add_index_way (Search         *self,
               TenonIndexPlan *index)
{
  TenonIndex *built = index->index;
  TenonWay   *way = add_way (self, TENON_WAY_INDEX, built->name, g_strdup_printf ("The index %s: %s%s%s", built->name, built->partition_key, built->sort_key != NULL ? ", " : "", built->sort_key != NULL ? built->sort_key : ""));
  TenonPath   path = { TENON_PATH_INDEX, NULL, index, is_sorted_by (self->reading, index->sort) };

  if (self->reading->is_strong)
    way->obstacle = g_strdup ("The pattern asks for strong consistency, and an index is eventually consistent only.");
  else if (!tenon_reading_has (self->reading, index->partition))
    way->obstacle = describe_lack (self, built->partition_key);
  else
    try_path (self, way, &path, NULL);
}

static void
add_scan_way (Search *self)
{
  TenonWay *way = add_way (self, TENON_WAY_SCAN, NULL, g_strdup_printf ("All of %s, filtered (Scan)", self->entity->table->name));

  try_path (self, way, NULL, NULL);
}

static const char *
find_new_partition (Search *self)
{
  for (guint i = 0; i < self->reading->equality->len; i++)
    {
      const char  *name = g_ptr_array_index (self->reading->equality, i);
      TenonColumn *column = tenon_entity_get_column (self->entity, name);

      if (column != NULL && strcmp (name, self->entity->partition) != 0 && tenon_entity_get_name (self->entity, name) != NULL && tenon_type_mapping_can_key (column))
        return name;
    }
  return NULL;
}

static const char *
find_new_sort (Search     *self,
               const char *partition)
{
  const char *wanted = self->reading->range != NULL ? self->reading->range : self->reading->order;

  for (guint i = 0; wanted == NULL && i < self->reading->equality->len; i++)
    if (g_ptr_array_index (self->reading->equality, i) != partition)
      wanted = g_ptr_array_index (self->reading->equality, i);
  if (wanted == NULL || strcmp (wanted, partition) == 0 || tenon_entity_get_name (self->entity, wanted) == NULL)
    return NULL;
  return tenon_type_mapping_can_sort (tenon_entity_get_column (self->entity, wanted)) ? wanted : NULL;
}

static gboolean
has_index_on (Search     *self,
              const char *partition,
              const char *sort)
{
  for (guint i = 0; i < self->entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->entity->indexes, i);

      if (strcmp (index->partition, partition) == 0 && g_strcmp0 (index->sort, sort) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An index of all attributes, as it would be added; %NULL: none would be another than those there. */
static TenonIndex *
make_index (Search         *self,
            TenonIndexPlan *plan)
{
  TenonTable      *table = self->entity->table;
  const char      *partition = find_new_partition (self), *sort = partition != NULL ? find_new_sort (self, partition) : NULL;
  g_autofree char *wanted = NULL, *name = NULL;

  if (partition == NULL || has_index_on (self, partition, sort))
    return NULL;
  wanted = g_strdup_printf ("%s_by_%s", table->name, get_name (self, partition));
  name = tenon_name_make_valid (wanted);
  for (guint n = 2; tenon_table_find_index (table, name) != NULL; n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wanted, n);
    }
  plan->partition = partition;
  plan->sort = sort;
  plan->is_whole = TRUE;
  plan->index = g_object_new (TENON_TYPE_INDEX, "name", name, "partition-key", get_name (self, partition), "sort-key", sort != NULL ? get_name (self, sort) : NULL, NULL);
  return plan->index;
}

static void
add_new_index_way (Search *self)
{
  TenonIndexPlan plan = { NULL };
  g_autoptr (TenonIndex) index = self->reading->is_strong ? NULL : make_index (self, &plan);
  TenonPath path = { TENON_PATH_INDEX, NULL, &plan, FALSE };
  TenonWay *way;

  if (index == NULL)
    return;
  way = add_way (self, TENON_WAY_NEW_INDEX, NULL, g_strdup_printf ("A new index %s: %s%s%s", index->name, index->partition_key, index->sort_key != NULL ? ", " : "", index->sort_key != NULL ? index->sort_key : ""));
  if (tenon_list_get_length (self->entity->table->indexes) >= TENON_PLAN_INDEX_LIMIT)
    {
      way->obstacle = g_strdup_printf ("%s has %u indexes already, the most a table may have.", self->entity->table->name, TENON_PLAN_INDEX_LIMIT);
      return;
    }
  path.is_sorted = is_sorted_by (self->reading, plan.sort);
  tenon_list_append (self->entity->table->indexes, index);
  try_path (self, way, &path, index);
  tenon_list_remove_record (self->entity->table->indexes, index);
}

static void
search (Search *self)
{
  add_key_way (self);
  for (guint i = 0; i < self->entity->lookups->len; i++)
    add_lookup_way (self, g_ptr_array_index (self->entity->lookups, i));
  for (guint i = 0; i < self->entity->indexes->len; i++)
    add_index_way (self, g_ptr_array_index (self->entity->indexes, i));
  add_new_index_way (self);
  add_scan_way (self);
}

/**
 * tenon_ways_may_choose:
 *
 * Returns: whether tenon_ways_list() may find any: the pattern reads a table of the schema by values
 */
gboolean
tenon_ways_may_choose (TenonModel *model,
                       const char *pattern_id)
{
  TenonPattern *pattern = tenon_model_find_pattern (model, pattern_id);
  g_autoptr (TenonReader) reader = tenon_reader_new (model);
  g_autoptr (TenonReading) reading = pattern != NULL ? tenon_reader_read (reader, pattern) : NULL;

  return reading != NULL && reading->table != NULL && (reading->kind == TENON_READING_GET || reading->kind == TENON_READING_LIST);
}

/**
 * tenon_ways_list:
 *
 * Returns: (transfer full) (element-type TenonWay): key, lookup tables, indexes, a new index, a Scan; %NULL with
 *   G_IO_ERROR_NOT_SUPPORTED and the reason where there is nothing to choose
 */
GPtrArray *
tenon_ways_list (TenonModel *model,
                 const char *pattern_id,
                 GError    **error)
{
  g_auto (Search) self;

  if (!search_init (&self, model, pattern_id, error))
    return NULL;
  search (&self);
  return g_steal_pointer (&self.ways);
}

/* ---- choosing ---- */

static TenonWay *
find_way (Search     *self,
          const char *id,
          GError    **error)
{
  for (guint i = 0; i < self->ways->len; i++)
    {
      TenonWay *way = g_ptr_array_index (self->ways, i);

      if (strcmp (way->id, id) != 0)
        continue;
      if (way->obstacle == NULL)
        return way;
      refuse (error, "%s: %s", way->title, way->obstacle);
      return NULL;
    }
  refuse (error, "%s can be served by no “%s”", self->reading->pattern->pattern_id, id);
  return NULL;
}

static char *
dup_decision_id (const char *pattern_id)
{
  return g_strconcat (TENON_DECISION_SERVE, pattern_id, NULL);
}

static char **
list_others (Search   *self,
             TenonWay *chosen)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->ways->len; i++)
    {
      TenonWay        *way = g_ptr_array_index (self->ways, i);
      g_autofree char *numbers = way->obstacle == NULL ? tenon_way_dup_numbers (way) : NULL;
      g_autofree char *text = g_strdup_printf ("%s: %s%s", way->title, numbers != NULL ? numbers : "not possible: ", numbers != NULL ? "" : way->obstacle);

      if (way != chosen)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static void
decide (Search     *self,
        TenonWay   *way,
        const char *reason,
        const char *by)
{
  const char       *pattern_id = self->reading->pattern->pattern_id;
  g_autofree char  *id = dup_decision_id (pattern_id), *title = g_strdup_printf ("How %s is served", pattern_id), *numbers = tenon_way_dup_numbers (way);
  g_autofree char  *capacity = g_strdup_printf ("consumed read units of %s by %s", way->table, pattern_id);
  const char *const trade_offs[] = { way->notes, NULL };
  const char *const monitoring[] = { capacity, "latency of the pattern (p99)", NULL };
  g_auto (GStrv) others = list_others (self, way);
  TenonDecision *decision = tenon_list_find (self->model->design->decisions, id);
  g_autoptr (TenonFactor) factor = g_object_new (TENON_TYPE_FACTOR, "name", "requests", "finding", way->requests, "evidence", numbers, NULL);

  if (decision != NULL)
    tenon_list_remove_record (self->model->design->decisions, decision);
  {
    g_autoptr (TenonDecision) fresh = tenon_decision_new (id, way->kind == TENON_WAY_INDEX || way->kind == TENON_WAY_NEW_INDEX ? TENON_DECISION_GSI_DESIGN : TENON_DECISION_TABLE_STRUCTURE);

    g_object_set (fresh, "table", way->table, "title", title, "alternatives-considered", others, "trade-offs", trade_offs, "monitoring-requirements", monitoring,
                  "rollback-strategy", "Release the choice: the pattern gets the requests that a proposal gives it. Nothing but these requests depends on it.", NULL);
    tenon_list_append (fresh->factors, factor);
    tenon_decision_make_ones_own (fresh, way->title, reason, by);
    tenon_list_append (self->model->design->decisions, fresh);
  }
}

/* An index that a person has a pattern go to is theirs: a proposal without it would take the choice back. */
static void
pin_index (TenonDesign *design,
           const char  *table,
           const char  *index)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", table, index);
  TenonDecision   *decision = tenon_list_find (design->decisions, id);

  if (decision != NULL && !decision->by_person)
    g_object_set (decision, "by-person", TRUE, NULL);
}

static gboolean
serve_again (Search     *self,
             const char *way_id)
{
  TenonPath path;

  if (strcmp (way_id, "scan") == 0)
    tenon_plan_serve_by (self->plan, self->reading, NULL);
  else if (tenon_entity_find_way (self->entity, self->reading, way_id, &path))
    tenon_plan_serve_by (self->plan, self->reading, &path);
  else
    return FALSE;
  return self->reading->service->operations->len > 0;
}

/* The new index is put into the design first, and is that person's; then it is one of those there. */
static gboolean
choose_new_index (TenonModel *model,
                  Search     *self,
                  TenonWay   *way,
                  const char *reason,
                  const char *by,
                  GError    **error)
{
  TenonTable    *table = tenon_design_find_table (model->design, way->table);
  TenonIndexPlan plan = { NULL };
  g_autoptr (TenonIndex) wish = make_index (self, &plan);
  g_autofree char *id = g_strconcat ("index:", wish->name, NULL);

  if (!tenon_index_edit_check (model, table, NULL, wish, error))
    return FALSE;
  tenon_index_edit_put (model, table, NULL, wish, reason, by);
  return tenon_ways_choose (model, self->reading->pattern->pattern_id, id, reason, by, error);
}

/**
 * tenon_ways_choose:
 * @way_id: of one that has no obstacle
 *
 * Gives the pattern the requests of that way, marks them as a person's and keeps the decision. To be called inside an edit.
 *
 * Returns: FALSE with G_IO_ERROR_NOT_SUPPORTED and the reason where it cannot be; nothing is changed
 */
gboolean
tenon_ways_choose (TenonModel *model,
                   const char *pattern_id,
                   const char *way_id,
                   const char *reason,
                   const char *by,
                   GError    **error)
{
  g_auto (Search) self;
  TenonWay *way;

  if (!search_init (&self, model, pattern_id, error))
    return FALSE;
  search (&self);
  way = find_way (&self, way_id, error);
  if (way == NULL)
    return FALSE;
  if (way->kind == TENON_WAY_NEW_INDEX)
    return choose_new_index (model, &self, way, reason, by, error);
  if (!serve_again (&self, way->id))
    return refuse (error, "%s: it gives no request", way->title);
  decide (&self, way, reason, by);
  if (way->kind == TENON_WAY_INDEX)
    pin_index (model->design, way->table, way->id + strlen ("index:"));
  place (model->design, self.reading, TRUE);
  return TRUE;
}

/**
 * tenon_ways_release:
 *
 * Leaves the pattern to proposals again: its requests are no person's any more and the decision goes. To be called inside an edit;
 * the requests are not fitted here.
 *
 * Returns: FALSE with G_IO_ERROR_NOT_SUPPORTED where nobody chose
 */
gboolean
tenon_ways_release (TenonModel *model,
                    const char *pattern_id,
                    GError    **error)
{
  g_autofree char *id = dup_decision_id (pattern_id);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);
  gboolean         any = decision != NULL;

  if (decision != NULL)
    tenon_list_remove_record (model->design->decisions, decision);
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonList *operations = ((TenonTable *)tenon_list_get (model->design->tables, i))->operations;

      for (guint j = tenon_list_get_length (operations); j > 0; j--)
        {
          TenonOperation *operation = tenon_list_get (operations, j - 1);

          if (!operation->by_person || g_strcmp0 (operation->pattern_id, pattern_id) != 0)
            continue;
          any = TRUE;
          tenon_list_remove (operations, j - 1);
        }
    }
  return any || refuse (error, "Nobody chose what serves %s", pattern_id);
}
