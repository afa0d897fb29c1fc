/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people decided in the present design, which a proposal leaves as it is.
 *
 * A decision is a person's when it says so, or when what it decides differs from what it says: a key that was changed, an
 * index that was added or taken out since the engine wrote its reason down. Pinned are then
 *   - with "structure:TABLE": the table's name, keys, attributes and their reasons;
 *   - with "index:TABLE/INDEX": the index, or that there is none;
 *   - with "denormalize:TABLE/SOURCE": which columns of the source are copied, if any;
 * and tables that no MySQL table and no unique constraint asks for stay with the requests that go to them. */

#include "design/tenon-plan.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"

#include <string.h>

static const char approach_prefix[] = "A table of its own, partition key ";

static void
object_free (gpointer object)
{
  g_object_unref (object);
}

/* The decisions of a design by their ids. */
static GHashTable *
index_decisions (TenonDesign *design)
{
  GHashTable *decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, object_free);

  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      if (decision->decision_id != NULL && !g_hash_table_contains (decisions, decision->decision_id))
        g_hash_table_insert (decisions, g_strdup (decision->decision_id), g_object_ref (decision));
    }
  return decisions;
}

static GHashTable *
index_tables (TenonDesign *design)
{
  GHashTable *tables = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      if (table->name != NULL && !g_hash_table_contains (tables, table->name))
        g_hash_table_insert (tables, table->name, table);
    }
  return tables;
}

static TenonDecision *
find_decision (GHashTable *decisions,
               const char *kind,
               const char *table,
               const char *name)
{
  g_autofree char *id = name != NULL ? g_strdup_printf ("%s:%s/%s", kind, table, name) : g_strdup_printf ("%s:%s", kind, table);

  return g_hash_table_lookup (decisions, id);
}

/**
 * tenon_table_dup_approach:
 *
 * Returns: (transfer full): what the decision on the table's structure says was chosen
 */
char *
tenon_table_dup_approach (TenonTable *self)
{
  return g_strdup_printf ("%s%s%s%s", approach_prefix, self->partition_key, self->sort_key != NULL ? ", sort key " : "", self->sort_key != NULL ? self->sort_key : "");
}

/* The keys of an index, as decisions without a projection say it too. */
static char *
dup_key_approach (TenonIndex *self)
{
  return g_strdup_printf ("Global secondary index %s: partition key %s%s%s", self->name, self->partition_key, self->sort_key != NULL ? ", sort key " : "", self->sort_key != NULL ? self->sort_key : "");
}

/**
 * tenon_index_dup_approach:
 *
 * Returns: (transfer full): what the decision on the index says was chosen
 */
char *
tenon_index_dup_approach (TenonIndex *self)
{
  g_autofree char *keys = dup_key_approach (self);
  g_autofree char *names = self->projection == TENON_PROJECTION_INCLUDE && self->projected != NULL ? g_strjoinv (", ", self->projected) : NULL;

  return g_strdup_printf ("%s; projection %s%s", keys, self->projection == TENON_PROJECTION_ALL ? "ALL" : self->projection == TENON_PROJECTION_INCLUDE ? "INCLUDE "
                                                                                                                                                       : "KEYS_ONLY",
                          names != NULL ? names : "");
}

/* Whether a person named an attribute: it has neither the name of its column nor that of the entity's own id. */
static gboolean
has_given_names (TenonTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      g_autofree char *own = NULL;

      if (attribute->denormalized || g_strcmp0 (attribute->source_table, table->source_table) != 0 || attribute->source_column == NULL)
        continue;
      own = tenon_name_make_attribute (attribute->source_column);
      if (strcmp (attribute->name, attribute->source_column) != 0 && strcmp (attribute->name, own) != 0 && !(g_ascii_strcasecmp (attribute->source_column, "id") == 0 && g_str_has_suffix (attribute->name, "_id")))
        return TRUE;
    }
  return FALSE;
}

/* A design without any decision was read from elsewhere: nothing in it says what people decided. */
static gboolean
is_table_pinned (GHashTable *decisions,
                 TenonTable *table)
{
  TenonDecision   *decision = find_decision (decisions, "structure", table->name, NULL);
  g_autofree char *approach = tenon_table_dup_approach (table);

  if (decision == NULL)
    return g_hash_table_size (decisions) > 0;
  return decision->by_person || (table->role == TENON_TABLE_ENTITY && (g_strcmp0 (decision->chosen_approach, approach) != 0 || has_given_names (table)));
}

static gboolean
is_index_pinned (GHashTable *decisions,
                 TenonTable *table,
                 TenonIndex *index)
{
  TenonDecision   *decision = find_decision (decisions, "index", table->name, index->name);
  g_autofree char *approach = tenon_index_dup_approach (index);
  g_autofree char *keys = dup_key_approach (index);

  if (decision == NULL)
    return find_decision (decisions, "structure", table->name, NULL) != NULL;
  return decision->by_person || (g_strcmp0 (decision->chosen_approach, approach) != 0 && g_strcmp0 (decision->chosen_approach, keys) != 0);
}

/* The index of a decision "index:TABLE/NAME" that the table has no more. */
static gboolean
is_taken_out (GHashTable    *tables,
              TenonDecision *decision)
{
  const char *slash = g_str_has_prefix (decision->decision_id, "index:") ? strrchr (decision->decision_id, '/') : NULL;
  TenonTable *table = slash != NULL && decision->table != NULL ? g_hash_table_lookup (tables, decision->table) : NULL;

  return table != NULL && tenon_table_find_index (table, slash + 1) == NULL;
}

static gboolean
is_kept_decision (GHashTable    *tables,
                  TenonDecision *decision)
{
  return decision->decision_id != NULL && (decision->by_person || is_taken_out (tables, decision));
}

/* ---- reading ---- */

static void
hold_pattern (TenonPlan  *self,
              const char *pattern_id)
{
  TenonDesign *present = self->model->design;
  GPtrArray   *operations;

  if (pattern_id == NULL || g_hash_table_contains (self->held, pattern_id))
    return;
  operations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tenon_list_get_length (present->tables); i++)
    {
      TenonTable *table = tenon_list_get (present->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        if (g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, j))->pattern_id, pattern_id) == 0)
          {
            g_ptr_array_add (operations, g_object_ref (table));
            g_ptr_array_add (operations, tenon_record_copy (tenon_list_get (table->operations, j)));
          }
    }
  g_hash_table_insert (self->held, g_strdup (pattern_id), operations);
}

static void
keep_extra (TenonPlan  *self,
            TenonTable *table)
{
  TenonTable *copy = tenon_record_copy (table);

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    hold_pattern (self, ((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id);
  tenon_list_clear (copy->operations);
  g_ptr_array_add (self->extras, copy);
  g_hash_table_add (self->table_names, g_strdup (copy->name));
}

static void
read_table (TenonPlan  *self,
            TenonTable *table,
            GHashTable *seen)
{
  gboolean is_first = table->role == TENON_TABLE_ENTITY && table->source_table != NULL && self->schema != NULL && tenon_schema_find_table (self->schema, table->source_table) != NULL && g_hash_table_add (seen, table->source_table);

  if (table->name == NULL || !is_table_pinned (self->decisions, table))
    {
      if (is_first)
        g_hash_table_insert (self->present, g_strdup (table->source_table), g_object_ref (table));
      return;
    }
  if (is_first)
    {
      g_hash_table_insert (self->pinned, g_strdup (table->source_table), tenon_record_copy (table));
      g_hash_table_insert (self->present, g_strdup (table->source_table), g_object_ref (table));
      g_hash_table_add (self->table_names, g_strdup (table->name));
    }
  else if (table->role == TENON_TABLE_ENTITY || find_decision (self->decisions, "structure", table->name, NULL) == NULL)
    {
      keep_extra (self, table);
    }
}

/* A request that a person chose stays while the keys allow it. */
static void
hold_chosen (TenonPlan  *self,
             TenonTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (operation->by_person)
        hold_pattern (self, operation->pattern_id);
    }
}

static void
list_free (gpointer list)
{
  g_ptr_array_unref (list);
}

/**
 * tenon_plan_read_pins:
 *
 * Reads what people decided from the model's design, before any entity is made.
 */
void
tenon_plan_read_pins (TenonPlan *self)
{
  TenonDesign *present = self->model->design;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) tables = index_tables (present);

  self->decisions = index_decisions (present);
  self->pinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, object_free);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, object_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, object_free);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, list_free);
  self->extras = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tenon_list_get_length (present->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (present->decisions, i);

      if (is_kept_decision (tables, decision))
        g_hash_table_insert (self->kept, g_strdup (decision->decision_id), tenon_record_copy (decision));
    }
  for (guint i = 0; i < tenon_list_get_length (present->tables); i++)
    read_table (self, tenon_list_get (present->tables, i), seen);
  for (guint i = 0; i < tenon_list_get_length (present->tables); i++)
    hold_chosen (self, tenon_list_get (present->tables, i));
}

/* ---- for the steps ---- */

/**
 * tenon_plan_find_kept:
 *
 * Returns: (transfer none) (nullable): the decision of a person that a proposal keeps as it is
 */
TenonDecision *
tenon_plan_find_kept (TenonPlan  *self,
                      const char *decision_id)
{
  return g_hash_table_lookup (self->kept, decision_id);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp ((*(TenonDecision **)a)->decision_id, (*(TenonDecision **)b)->decision_id);
}

static gboolean
has_id (GPtrArray  *decisions,
        const char *id)
{
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    if (strcmp (((TenonDecision *)g_ptr_array_index (decisions, i))->decision_id, id) == 0)
      return TRUE;
  return FALSE;
}

/**
 * tenon_plan_list_kept:
 * @table: (nullable): a table's name; %NULL: what people decided of the whole
 * @decisions: (nullable): decisions that are there already
 * @copies: (nullable): likewise
 *
 * Returns: (transfer container) (element-type TenonDecision): the others of people's about @table, by their ids
 */
GPtrArray *
tenon_plan_list_kept (TenonPlan  *self,
                      const char *table,
                      GPtrArray  *decisions,
                      GPtrArray  *copies)
{
  GPtrArray     *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       id, decision;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &id, &decision))
    if (g_strcmp0 (((TenonDecision *)decision)->table, table) == 0 && !has_id (decisions, id) && !has_id (copies, id))
      g_ptr_array_add (list, decision);
  g_ptr_array_sort (list, compare_ids);
  return list;
}

/**
 * tenon_entity_is_taken_out:
 *
 * Returns: whether a person took the index @name out of the table
 */
gboolean
tenon_entity_is_taken_out (TenonEntity *self,
                           TenonPlan   *plan,
                           const char  *name)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", self->table->name, name);
  TenonTable      *present = g_hash_table_lookup (plan->present, self->source->name);

  return tenon_plan_find_kept (plan, id) != NULL && present != NULL && tenon_table_find_index (present, name) == NULL;
}

/**
 * tenon_entity_list_pinned_indexes:
 *
 * Returns: (transfer full) (element-type TenonIndex): copies of the indexes that people gave the table
 */
GPtrArray *
tenon_entity_list_pinned_indexes (TenonEntity *self,
                                  TenonPlan   *plan)
{
  GPtrArray  *indexes = g_ptr_array_new_with_free_func (g_object_unref);
  TenonTable *present = g_hash_table_lookup (plan->present, self->source->name);

  for (guint i = 0; present != NULL && g_strcmp0 (present->name, self->table->name) == 0 && i < tenon_list_get_length (present->indexes); i++)
    if (is_index_pinned (plan->decisions, present, tenon_list_get (present->indexes, i)))
      g_ptr_array_add (indexes, tenon_record_copy (tenon_list_get (present->indexes, i)));
  return indexes;
}

/**
 * tenon_entity_list_pinned_copies:
 *
 * Returns: (transfer full) (nullable) (element-type TenonAttribute): what a person decided to copy from @source, maybe nothing;
 *   %NULL if nobody decided
 */
GPtrArray *
tenon_entity_list_pinned_copies (TenonEntity *self,
                                 TenonPlan   *plan,
                                 const char  *source)
{
  g_autofree char *id = g_strdup_printf ("denormalize:%s/%s", self->table->name, source);
  TenonTable      *present = g_hash_table_lookup (plan->present, self->source->name);
  GPtrArray       *copies;

  if (present == NULL || tenon_plan_find_kept (plan, id) == NULL)
    return NULL;
  copies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tenon_list_get_length (present->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (present->attributes, i);

      if (attribute->denormalized && g_strcmp0 (attribute->source_table, source) == 0)
        g_ptr_array_add (copies, tenon_record_copy (attribute));
    }
  return copies;
}

static const char *
column_of (TenonEntity *self,
           const char  *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (self->pinned, name) : NULL;
  TenonColumn    *column = attribute != NULL && g_strcmp0 (attribute->source_table, self->source->name) == 0 ? tenon_entity_get_column (self, attribute->source_column) : NULL;

  return column != NULL ? column->name : NULL;
}

static const TenonUnique *
find_proof (TenonEntity *self)
{
  for (guint i = 0; i < self->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (self->uniques, i);
      gboolean           holds = unique->is_plain && !unique->is_nullable;

      for (guint j = 0; holds && j < unique->n_columns; j++)
        holds = g_strcmp0 (unique->columns[j], self->partition) == 0 || g_strcmp0 (unique->columns[j], self->sort) == 0;
      if (holds)
        return unique;
    }
  return NULL;
}

/**
 * tenon_entity_adopt_names:
 *
 * Attributes of a pinned table keep the names people gave them.
 */
void
tenon_entity_adopt_names (TenonEntity *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->pinned->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->pinned->attributes, i);
      const char     *column = attribute->denormalized ? NULL : column_of (self, attribute->name);

      if (column != NULL)
        g_hash_table_insert (self->names, (gpointer)column, g_strdup (attribute->name));
    }
}

/**
 * tenon_entity_adopt_keys:
 *
 * Takes keys, attributes and their reasons of the pinned table; columns it does not have come behind them.
 */
void
tenon_entity_adopt_keys (TenonEntity *self)
{
  TenonTable *table = self->table, *pinned = self->pinned;

  self->partition = column_of (self, pinned->partition_key);
  self->sort = column_of (self, pinned->sort_key);
  /* A key that comes from no column of the source can be asked for by no pattern. */
  if (pinned->sort_key != NULL && self->sort == NULL)
    self->partition = NULL;
  self->proof = self->partition != NULL ? find_proof (self) : NULL;
  self->is_provisional = FALSE;
  tenon_str_set (&table->partition_key, pinned->partition_key);
  tenon_str_set (&table->sort_key, pinned->sort_key);
  tenon_str_set (&table->partition_key_reason, pinned->partition_key_reason);
  tenon_str_set (&table->sort_key_reason, pinned->sort_key_reason);
  for (guint i = 0; i < tenon_list_get_length (pinned->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (pinned->attributes, i);

      if (!attribute->denormalized)
        tenon_list_append_take (table->attributes, tenon_record_copy (attribute));
    }
}

/* A chosen request that the keys of the proposal do not allow is none any more. */
static gboolean
is_still_possible (TenonPlan *self,
                   GPtrArray *operations)
{
  for (guint i = 0; i + 1 < operations->len; i += 2)
    {
      TenonTable      *table = tenon_plan_find_table (self, ((TenonTable *)g_ptr_array_index (operations, i))->name);
      TenonOperation  *operation = g_ptr_array_index (operations, i + 1);
      g_autofree char *flaw = operation->by_person && table != NULL ? tenon_rule_find_operation_flaw (table, operation) : NULL;

      if (operation->by_person && (table == NULL || flaw != NULL))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_operation_dup_way:
 * @table: where it stands
 *
 * Returns: (transfer full) (nullable): the way that begins with this request, as tenon_entity_find_way() knows it, or "scan"
 */
char *
tenon_operation_dup_way (TenonOperation *self,
                         TenonTable     *table)
{
  if (g_strcmp0 (self->operation, "Scan") == 0)
    return g_strdup ("scan");
  if (self->index != NULL)
    return g_strconcat ("index:", self->index, NULL);
  return table->role == TENON_TABLE_LOOKUP ? g_strconcat ("lookup:", table->name, NULL) : g_strdup ("key");
}

/**
 * tenon_plan_serve_chosen:
 *
 * A way that a person chose stays while it leads anywhere, with requests as the design asks for them now.
 *
 * Returns: whether it does
 */
gboolean
tenon_plan_serve_chosen (TenonPlan    *self,
                         TenonReading *reading,
                         const char   *way)
{
  TenonEntity *entity = reading->table != NULL ? tenon_plan_find (self, reading->table->name) : NULL;
  TenonPath    path;
  gboolean     is_scan = strcmp (way, "scan") == 0;

  if (entity == NULL || entity->partition == NULL || (reading->kind != TENON_READING_GET && reading->kind != TENON_READING_LIST))
    return FALSE;
  if (!is_scan && (!tenon_entity_find_way (entity, reading, way, &path) || (path.kind == TENON_PATH_INDEX && reading->is_strong)))
    return FALSE;
  tenon_plan_serve_by (self, reading, is_scan ? NULL : &path);
  for (guint i = 0; i < reading->service->operations->len; i++)
    ((TenonOperation *)g_ptr_array_index (reading->service->operations, i))->by_person = TRUE;
  if (reading->service->operations->len == 0)
    tenon_service_clear (reading->service);
  return reading->service->operations->len > 0;
}

static gboolean
serve_chosen_again (TenonPlan    *self,
                    TenonReading *reading,
                    GPtrArray    *operations)
{
  for (guint i = 0; i + 1 < operations->len; i += 2)
    {
      TenonOperation  *operation = g_ptr_array_index (operations, i + 1);
      g_autofree char *way = operation->by_person && operation->step <= 1 ? tenon_operation_dup_way (operation, g_ptr_array_index (operations, i)) : NULL;

      if (way != NULL)
        return tenon_plan_serve_chosen (self, reading, way);
    }
  return FALSE;
}

/**
 * tenon_plan_serve_held:
 *
 * A pattern whose requests go to a table of people's own, or that people chose a request for, keeps them, as far as their
 * tables are there.
 *
 * Returns: whether it is such a pattern
 */
gboolean
tenon_plan_serve_held (TenonPlan    *self,
                       TenonReading *reading)
{
  const char *id = reading->pattern->pattern_id;
  GPtrArray  *operations = id != NULL ? g_hash_table_lookup (self->held, id) : NULL;

  if (operations == NULL)
    return FALSE;
  if (!is_still_possible (self, operations))
    return serve_chosen_again (self, reading, operations);
  for (guint i = 0; i + 1 < operations->len; i += 2)
    {
      TenonTable *table = tenon_plan_find_table (self, ((TenonTable *)g_ptr_array_index (operations, i))->name);

      if (table == NULL)
        continue;
      g_ptr_array_add (reading->service->operations, tenon_record_copy (g_ptr_array_index (operations, i + 1)));
      g_ptr_array_add (reading->service->tables, table);
    }
  return TRUE;
}

/**
 * tenon_design_mark_people:
 *
 * Says in the decisions of @self what people decided: where a key or an index differs from what its decision says, the
 * decision becomes theirs.
 */
void
tenon_design_mark_people (TenonDesign *self)
{
  g_autoptr (GHashTable) decisions = index_decisions (self);
  g_autoptr (GHashTable) tables = index_tables (self);

  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      TenonTable      *table = tenon_list_get (self->tables, i);
      TenonDecision   *decision = table->name != NULL ? find_decision (decisions, "structure", table->name, NULL) : NULL;
      g_autofree char *approach = tenon_table_dup_approach (table);

      if (decision == NULL || table->role != TENON_TABLE_ENTITY || !is_table_pinned (decisions, table))
        continue;
      if (decision->by_person)
        {
          /* The words a person found for the approach stay; ours follow the key. */
          if (decision->chosen_approach != NULL && g_str_has_prefix (decision->chosen_approach, approach_prefix))
            tenon_str_set (&decision->chosen_approach, approach);
          continue;
        }
      if (g_strcmp0 (decision->chosen_approach, approach) != 0)
        {
          g_autofree char *before = decision->justification;

          decision->justification = g_strdup_printf ("Chosen by a person%s%s. Proposed was: %s.", table->partition_key_reason != NULL ? ": " : "", table->partition_key_reason != NULL ? table->partition_key_reason : "", decision->chosen_approach);
        }
      tenon_str_set (&decision->chosen_approach, approach);
      decision->by_person = TRUE;
    }
  for (guint i = 0; i < tenon_list_get_length (self->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (self->decisions, i);

      if (decision->by_person || decision->decision_id == NULL || !is_taken_out (tables, decision))
        continue;
      tenon_str_set (&decision->chosen_approach, "No such index");
      tenon_str_set (&decision->justification, "Taken out by a person.");
      decision->by_person = TRUE;
    }
}
