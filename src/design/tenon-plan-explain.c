/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why each table and index is as it is: reasons in the tables, decisions with alternatives, trade-offs and a way back. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

/* The patterns whose requests go to the table's own key. */
static char *
pattern_list (TenonTable *table)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (operation->index == NULL && g_strcmp0 (operation->operation, "Scan") != 0 && !g_ptr_array_find_with_equal_func (ids, operation->pattern_id, g_str_equal, NULL))
        g_ptr_array_add (ids, operation->pattern_id);
    }
  if (ids->len == 0)
    return NULL;
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (", ", (char **)ids->pdata);
}

/**
 * tenon_entity_describe_values:
 *
 * Returns: (transfer full): how many values @column has, as far as schema and row counts say
 */
char *
tenon_entity_describe_values (TenonEntity *self,
                              const char  *column)
{
  TenonColumn     *found = tenon_entity_get_column (self, column);
  const char      *one[] = { column, NULL };
  double           distinct = found != NULL ? tenon_type_mapping_get_distinct (found) : -1;
  TenonForeignKey *key = tenon_source_table_find_foreign_key (self->source, column);
  g_autofree char *rows = tenon_format_count (self->source->row_count);
  g_autofree char *assertion = NULL;

  if (distinct > 0)
    return g_strdup_printf ("its type allows %.0f values only", distinct);
  if (tenon_source_table_is_unique (self->source, one))
    return self->source->row_count >= 0 ? g_strdup_printf ("one value a row, %s rows", rows) : g_strdup ("one value a row");
  assertion = key != NULL ? tenon_foreign_key_dup_assertion (key) : NULL;
  if (key != NULL)
    return g_strdup_printf ("one value for each row of %s%s", key->ref_table, assertion);
  return g_strdup ("how many values it has is not known");
}

/* Why no key of the source can be the table's. */
static const char *
describe_lack (TenonEntity *entity)
{
  guint fewest = G_MAXUINT;

  for (guint i = 0; i < entity->uniques->len; i++)
    fewest = MIN (fewest, ((TenonUnique *)g_ptr_array_index (entity->uniques, i))->n_columns);
  if (entity->uniques->len == 0)
    return "The source has no primary and no unique key";
  if (fewest > 2)
    return "Every unique key of the source has three columns or more, and a table's key has two, each one source column; joining columns into one attribute is not expressible in the contract";
  return "The source's unique keys may be NULL, or hold values that cannot stand in a key";
}

static void
explain_keys (TenonEntity *entity)
{
  TenonTable      *table = entity->table;
  g_autofree char *spread = tenon_entity_describe_values (entity, entity->partition);
  g_autofree char *patterns = pattern_list (table);

  g_free (table->partition_key_reason);
  g_free (table->sort_key_reason);
  table->sort_key_reason = NULL;
  if (entity->proof == NULL)
    {
      table->partition_key_reason = g_strdup_printf ("%s: rows could overwrite each other under this key. An architect has to choose it.", describe_lack (entity));
      table->sort_key_reason = entity->sort != NULL ? g_strdup ("See the partition key: together they are not proven to be unique.") : NULL;
      return;
    }
  table->partition_key_reason = g_strdup_printf ("%s (%s.%s): %s%s%s.%s", table->partition_key, entity->source->name, entity->partition, spread, patterns != NULL ? "; asked for by " : "; no pattern asks for this table, so the key is the source's own", patterns != NULL ? patterns : "",
                                                 entity->sort == NULL ? " Unique by the source's own key." : "");
  if (entity->sort != NULL)
    table->sort_key_reason = g_strdup_printf ("%s (%s.%s): with the partition key it contains %s of %s, so no two rows become one item; one Query reads all items of one %s.", table->sort_key, entity->source->name, entity->sort,
                                              entity->proof->is_primary ? "the primary key" : entity->proof->name, entity->source->name, table->partition_key);
}

static void
explain_table (TenonPlan   *plan,
               TenonEntity *entity)
{
  TenonTable      *table = entity->table;
  g_autofree char *comment = entity->source->comment != NULL && *entity->source->comment != '\0' ? g_strconcat (entity->source->comment, ". ", NULL) : g_strdup ("");

  g_free (table->purpose);
  g_free (table->source_mapping);
  table->purpose = g_strdup_printf ("%sOne item for each row of %s; %s: %s.", comment, entity->source->name, table->classification, entity->class_evidence);
  table->source_mapping = g_strdup_printf ("MySQL table %s becomes one DynamoDB table of its own (multi-table first)%s.", entity->source->name,
                                           entity->lookups->len > 0 ? "; its unique constraints are kept by lookup tables" : "");
  if (entity->pinned == NULL || plan->explains_afresh)
    explain_keys (entity);
}

static void
explain_lookup (TenonEntity     *entity,
                TenonLookupPlan *lookup)
{
  TenonTable *table = lookup->table;

  g_free (table->source_mapping);
  g_free (table->partition_key_reason);
  table->source_mapping = g_strdup_printf ("Keeps the unique constraint %s of %s; each item leads to the item in %s it belongs to.", lookup->unique->name, entity->source->name, entity->table->name);
  table->partition_key_reason = g_strdup_printf ("%s: the unique value itself; a put with attribute_not_exists fails when it is taken.", table->partition_key);
  g_clear_pointer (&table->sort_key_reason, g_free);
  if (table->sort_key != NULL)
    table->sort_key_reason = g_strdup_printf ("%s: the second column of the constraint.", table->sort_key);
}

/* Decisions. */

/* What a person wrote stays as it is. */
static void
add_decision (TenonPlan     *plan,
              TenonEntity   *entity,
              TenonDecision *decision)
{
  TenonDecision *kept = plan->explains_afresh ? NULL : tenon_plan_find_kept (plan, decision->decision_id);

  g_ptr_array_add (entity->decisions, kept != NULL ? tenon_record_copy (kept) : g_object_ref (decision));
  g_object_unref (decision);
}

static char **
steal_strv (GPtrArray *strings)
{
  char **strv = tenon_strv_from_array (strings);

  return strv;
}

static const char *
addressed_without (TenonEntity *entity,
                   const char  *column)
{
  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);

      if (reading->equality->len > 0 && reading->kind != TENON_READING_CREATE && !tenon_reading_knows (reading, column))
        return reading->pattern->pattern_id;
    }
  return NULL;
}

static void
add_alternative (GPtrArray   *alternatives,
                 TenonEntity *entity,
                 const char  *partition,
                 const char  *sort,
                 const char  *what)
{
  const char *pattern = addressed_without (entity, partition);
  const char *one = tenon_entity_get_name (entity, partition), *two = tenon_entity_get_name (entity, sort);

  if (one == NULL || (g_strcmp0 (partition, entity->partition) == 0 && g_strcmp0 (sort, entity->sort) == 0))
    return;
  g_ptr_array_add (alternatives, g_strdup_printf ("%s%s%s: %s%s%s%s", one, two != NULL ? " and " : "", two != NULL ? two : "", what, pattern != NULL ? "; " : "", pattern != NULL ? pattern : "", pattern != NULL ? " does not give its partition key" : ""));
}

static char **
structure_alternatives (TenonEntity *entity)
{
  g_autoptr (GPtrArray) alternatives = g_ptr_array_new_with_free_func (g_free);
  const TenonUnique *primary = entity->uniques->len > 0 ? g_ptr_array_index (entity->uniques, 0) : NULL;

  for (guint i = 0; i < entity->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (entity->uniques, i);

      if (unique->is_plain && !unique->is_nullable && unique->n_columns <= 2)
        add_alternative (alternatives, entity, unique->columns[0], unique->n_columns > 1 ? unique->columns[1] : NULL, unique->is_primary ? "the primary key as it is" : "a unique key of the source");
    }
  for (guint i = 0; primary != NULL && primary->is_primary && primary->n_columns == 1 && i < tenon_list_get_length (entity->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (entity->source->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_entity_get_column (entity, key->columns[0]) : NULL;

      if (column != NULL && !column->nullable && g_strcmp0 (key->ref_table, entity->source->name) != 0)
        add_alternative (alternatives, entity, column->name, primary->columns[0], "an item collection under the parent");
    }
  g_ptr_array_add (alternatives, g_strdup ("One table for several MySQL tables under generic keys: fewer tables, but mixed owners and harder changes; multi-table first"));
  return steal_strv (alternatives);
}

/* Who does what ON DELETE did. */
static char *
describe_on_delete (TenonEntity     *entity,
                    TenonForeignKey *key)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  gboolean clears = g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0;

  for (guint i = 0; i < entity->cascades->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->cascades, i);

      if (reading->kind == TENON_READING_DELETE && reading->table != NULL && g_strcmp0 (reading->table->name, key->ref_table) == 0)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", reading->pattern->pattern_id);
    }
  if (ids->len > 0)
    return g_strdup_printf ("ON DELETE %s from %s goes: %s %s, before the row itself and not in one transaction with it", key->on_delete, key->ref_table, ids->str, clears ? "clears the references one by one" : "deletes the items");
  return g_strdup_printf ("ON DELETE %s from %s goes, and no pattern deletes there: who does has to %s of %s too, or a function on the stream of %s", key->on_delete, key->ref_table, clears ? "clear the references" : "delete the items", entity->table->name, key->ref_table);
}

static char **
structure_trade_offs (TenonPlan   *plan,
                      TenonEntity *entity)
{
  g_autoptr (GPtrArray) costs = g_ptr_array_new_with_free_func (g_free);
  TenonSchema *schema = plan->schema;
  guint        n_indexes = tenon_list_get_length (entity->table->indexes);

  if (n_indexes > 0)
    g_ptr_array_add (costs, g_strdup_printf ("%u %s to pay for at every write that touches %s", n_indexes, n_indexes == 1 ? "index" : "indexes", n_indexes == 1 ? "it" : "them"));
  if (entity->lookups->len > 0)
    g_ptr_array_add (costs, g_strdup_printf ("%u lookup %s: creating an item is a transaction over %u tables at twice the write units", entity->lookups->len, entity->lookups->len == 1 ? "table" : "tables", entity->lookups->len + 1));
  if (entity->is_identifying)
    g_ptr_array_add (costs, g_strdup_printf ("an item is found only together with its %s; in return no index by it is needed", entity->table->partition_key));
  for (guint i = 0; i < tenon_list_get_length (entity->source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (entity->source->columns, i);

      if (column->auto_increment)
        g_ptr_array_add (costs, g_strdup_printf ("AUTO_INCREMENT on %s goes: the application generates ids (time-ordered unique ids, or a counter item)", column->name));
    }
  for (guint i = 0; i < tenon_list_get_length (entity->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (entity->source->foreign_keys, i);

      if (key->on_delete != NULL && (g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0 || g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0))
        g_ptr_array_add (costs, describe_on_delete (entity, key));
      else if (key->ref_table != NULL && key->is_asserted)
        g_ptr_array_add (costs, g_strdup_printf ("the reference to %s was never enforced by MySQL: rows that refer to nothing may be moved; a ConditionCheck in the writing transaction can enforce it from then on", key->ref_table));
      else if (key->ref_table != NULL)
        g_ptr_array_add (costs, g_strdup_printf ("the reference to %s is no longer enforced: a ConditionCheck in the writing transaction can", key->ref_table));
    }
  if (entity->source->checks != NULL && entity->source->checks[0] != NULL)
    g_ptr_array_add (costs, g_strdup_printf ("%u CHECK %s: condition expressions or the application take over", g_strv_length (entity->source->checks), g_strv_length (entity->source->checks) == 1 ? "constraint" : "constraints"));
  for (guint i = 0; i < tenon_list_get_length (schema->triggers); i++)
    {
      TenonSchemaObject *trigger = tenon_list_get (schema->triggers, i);

      if (g_strcmp0 (trigger->table, entity->source->name) == 0)
        g_ptr_array_add (costs, g_strdup_printf ("trigger %s: a function on the table's stream, or the writing code, takes over", trigger->name));
    }
  if (costs->len == 0)
    g_ptr_array_add (costs, g_strdup ("joins to other tables become further requests"));
  return steal_strv (costs);
}

static char *
key_words (TenonTable *table)
{
  return table->sort_key != NULL ? g_strdup_printf ("partition key %s, sort key %s", table->partition_key, table->sort_key) : g_strdup_printf ("partition key %s", table->partition_key);
}

static void
set_monitoring (TenonDecision *decision,
                const char    *name,
                gboolean       transactions)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, g_strdup_printf ("consumed and throttled read and write units of %s", name));
  g_ptr_array_add (list, g_strdup_printf ("most accessed and most throttled keys of %s (Contributor Insights)", name));
  if (transactions)
    g_ptr_array_add (list, g_strdup ("TransactionConflict, and transactions cancelled by a failed condition"));
  decision->monitoring_requirements = steal_strv (list);
}

static void
decide_structure (TenonPlan   *plan,
                  TenonEntity *entity)
{
  TenonTable      *table = entity->table;
  g_autofree char *id = g_strconcat ("structure:", table->name, NULL);
  g_autofree char *patterns = pattern_list (table);
  TenonDecision   *decision = tenon_decision_new (id, TENON_DECISION_TABLE_STRUCTURE);

  tenon_str_set (&decision->table, table->name);
  decision->title = g_strdup_printf ("Structure of %s", table->name);
  decision->alternatives_considered = structure_alternatives (entity);
  decision->chosen_approach = tenon_table_dup_approach (table);
  decision->by_person = entity->pinned != NULL;
  decision->justification = g_strdup_printf ("%s%s%s%s", entity->pinned != NULL ? "Chosen by a person. " : "", table->partition_key_reason != NULL ? table->partition_key_reason : "", table->sort_key_reason != NULL ? " " : "", table->sort_key_reason != NULL ? table->sort_key_reason : "");
  tenon_decision_add_factor (decision, "classification", g_strdup (table->classification), entity->class_evidence);
  tenon_entity_explain_assertions (entity, decision, NULL);
  tenon_entity_explain_candidates (entity, decision);
  tenon_decision_add_factor (decision, "uniqueness", entity->proof != NULL ? g_strdup_printf ("the key contains %s of %s", entity->proof->is_primary ? "the primary key" : entity->proof->name, entity->source->name) : g_strdup ("not proven"), "the keys of the source table");
  tenon_decision_add_factor (decision, "patterns", patterns != NULL ? g_strdup (patterns) : g_strdup ("none: the key is provisional"), "the access patterns");
  tenon_entity_explain_saved (entity, plan, decision);
  tenon_entity_explain_avoided (entity, plan, decision);
  tenon_entity_explain_types (entity, decision);
  decision->trade_offs = structure_trade_offs (plan, entity);
  decision->rollback_strategy = g_strdup_printf ("MySQL stays the authority until cut-over. Another key later: create a second table, backfill it and keep it in step by the stream of %s, move the reads, then the writes, drop the first.", table->name);
  set_monitoring (decision, table->name, entity->lookups->len > 0);
  add_decision (plan, entity, decision);
}

static void
decide_lookup (TenonPlan       *plan,
               TenonEntity     *entity,
               TenonLookupPlan *lookup)
{
  TenonTable       *table = lookup->table;
  g_autofree char  *id = g_strconcat ("structure:", table->name, NULL);
  g_autofree char  *keys = key_words (table);
  TenonDecision    *decision = tenon_decision_new (id, TENON_DECISION_TABLE_STRUCTURE);
  const char *const alternatives[] = {
    "An index on the column: finds items, but two writers can still store the same value",
    "The value as the base table's own key: it could then never change",
    "A check in the application before each write: races",
    NULL,
  };
  const char *const trade_offs[] = {
    "creates, and updates and deletes that touch the value, become transactions at twice the write units",
    "a changed value is a delete and a put in the same transaction",
    NULL,
  };

  tenon_str_set (&decision->table, table->name);
  decision->title = g_strdup_printf ("Lookup table %s for the unique constraint %s", table->name, lookup->unique->name);
  decision->alternatives_considered = g_strdupv ((char **)alternatives);
  decision->chosen_approach = g_strdup_printf ("A lookup table, %s, written in one transaction with %s", keys, entity->table->name);
  decision->justification = g_strdup (table->purpose);
  tenon_decision_add_factor (decision, "unique constraint", g_strjoinv (" and ", table->unique_columns), entity->source->name);
  tenon_entity_explain_transactions (entity, plan, lookup, decision);
  decision->trade_offs = g_strdupv ((char **)trade_offs);
  decision->rollback_strategy = g_strdup_printf ("Leave %s out of the transactions and drop it: %s holds every value itself.", table->name, entity->table->name);
  set_monitoring (decision, table->name, TRUE);
  add_decision (plan, entity, decision);
}

/* Whether some pattern gives more values than the two keys of the index take. */
static gboolean
gives_more (TenonEntity    *entity,
            TenonIndexPlan *index)
{
  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (reading->table == entity->source && reading->equality->len + (reading->range != NULL) + (reading->order != NULL) > 2)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_index_new_decision:
 * @gives_more: whether some pattern gives more values than the two keys of the index take
 *
 * Returns: (transfer full): what is to be said of any index of @table with these keys; the reasons are its maker's
 */
TenonDecision *
tenon_index_new_decision (TenonIndex *self,
                          TenonTable *table,
                          gboolean    gives_more)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", table->name, self->name);
  TenonDecision   *decision = tenon_decision_new (id, TENON_DECISION_GSI_DESIGN);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) costs = g_ptr_array_new_with_free_func (g_free);

  tenon_str_set (&decision->table, table->name);
  decision->title = g_strdup_printf ("Index %s", self->name);
  g_ptr_array_add (others, g_strdup_printf ("Scan of %s with a filter: reads every item for each request", table->name));
  g_ptr_array_add (others, g_strdup_printf ("%s as the partition key of the table: item collections; other patterns would then need an index", self->partition_key));
  g_ptr_array_add (others, g_strdup_printf ("A second table keyed by %s, written in the same transaction: strongly consistent, at twice the write units", self->partition_key));
  if (gives_more)
    g_ptr_array_add (others, g_strdup ("Multi-attribute keys (up to four partition and four sort attributes): no filter would be left; the contract's index has one of each and cannot say it"));
  decision->alternatives_considered = steal_strv (others);
  decision->chosen_approach = tenon_index_dup_approach (self);
  g_ptr_array_add (costs, g_strdup ("eventually consistent: a read just after a write may miss it"));
  g_ptr_array_add (costs, g_strdup ("each write that touches a projected attribute is one more write, a changed key two"));
  g_ptr_array_add (costs, g_strdup ("if the index cannot take the writes, the base table is throttled"));
  decision->trade_offs = steal_strv (costs);
  decision->rollback_strategy = g_strdup ("An index can be deleted at any time without touching the table. Its keys and projection cannot be changed: build a second one, move the reads, delete the first.");
  set_monitoring (decision, self->name, FALSE);
  return decision;
}

static void
decide_index (TenonPlan      *plan,
              TenonEntity    *entity,
              TenonIndexPlan *index)
{
  TenonIndex    *built = index->index;
  TenonDecision *decision = tenon_index_new_decision (built, entity->table, gives_more (entity, index));

  decision->by_person = index->is_pinned;
  decision->justification = g_strdup_printf ("%s%s%s%s", index->is_pinned ? "Chosen by a person. " : "", built->purpose != NULL ? built->purpose : "", built->purpose != NULL && built->projection_reason != NULL ? " " : "", built->projection_reason != NULL ? built->projection_reason : "");
  tenon_entity_explain_index (entity, plan, index, decision);
  tenon_decision_add_factor (decision, "projection", g_strdup (built->projection_reason), "the attributes the patterns name");
  tenon_entity_explain_lacking (entity, index, decision);
  tenon_entity_explain_projection (entity, plan, index, decision);
  tenon_entity_explain_merged (index, decision);
  if (built->sparse_on != NULL)
    tenon_decision_add_factor (decision, "sparse", g_strdup_printf ("items without %s are not in it", built->sparse_on), "the column may be NULL in MySQL");
  add_decision (plan, entity, decision);
}

/* What people decided of its tables beyond what the engine decides: that an index was taken out, or anything else. */
static void
keep_others (TenonEntity *self,
             TenonPlan   *plan,
             TenonTable  *table)
{
  g_autoptr (GPtrArray) kept = tenon_plan_list_kept (plan, table->name, self->decisions, self->copies);

  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (self->decisions, tenon_record_copy (g_ptr_array_index (kept, i)));
}

/**
 * tenon_entity_explain:
 *
 * Writes down the reasons, as fields of its tables and as decisions: structure, then indexes, then lookup tables.
 */
void
tenon_entity_explain (TenonEntity *self,
                      TenonPlan   *plan)
{
  g_ptr_array_set_size (self->decisions, 0);
  explain_table (plan, self);
  decide_structure (plan, self);
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      if (index->index != NULL)
        decide_index (plan, self, index);
    }
  keep_others (self, plan, self->table);
  for (guint i = 0; i < self->lookups->len; i++)
    {
      explain_lookup (self, g_ptr_array_index (self->lookups, i));
      decide_lookup (plan, self, g_ptr_array_index (self->lookups, i));
      keep_others (self, plan, ((TenonLookupPlan *)g_ptr_array_index (self->lookups, i))->table);
    }
}
