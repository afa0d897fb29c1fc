/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which decisions of a design rest on which facts, and why. What nobody knows is asked about where a decision rests on
 * it, and holds up the review of that decision's table and of no other. */

#include "design/tenon-questions-private.h"

#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"
#include "model/tenon-facts.h"
#include "model/tenon-known-schema.h"

#include <string.h>

typedef enum
{
  DECISION_COPY,          /* attributes of another MySQL table stand in the items */
  DECISION_COLLECTION,    /* the children of a parent stand under one partition key, of the table or of an index */
  DECISION_ENDLESS,       /* such a collection of which somebody said that it has no limit */
  DECISION_PARTITION_KEY, /* a partition key that is neither unique nor a reference */
} DecisionKind;

/* All of it: a decision of a kind rests on these facts. The numbers in the reasons are those of the DynamoDB Developer
 * Guide: 3,000 read and 1,000 write units a second for one partition, 1 MB for one page of a Query. */
static const struct
{
  DecisionKind   kind;
  TenonFactScope scope;
  const char    *fact;
  const char    *reason;
} rests_on[] = {
  { DECISION_COPY, TENON_FACT_APPLICATION, "early-stage", "a copy binds the design to access patterns that may still change" },
  { DECISION_COPY, TENON_FACT_ENTITY, "owner", "a copy across owners makes one service keep the data of another" },
  { DECISION_COPY, TENON_FACT_RELATIONSHIP, "average-children", "so many items are written again when the original changes" },
  { DECISION_COPY, TENON_FACT_RELATIONSHIP, "bounded", "without a limit the copies to be written again have none" },
  { DECISION_COLLECTION, TENON_FACT_RELATIONSHIP, "average-children", "one Query reads that many items" },
  { DECISION_COLLECTION, TENON_FACT_RELATIONSHIP, "maximum-children", "the largest collection decides whether one partition, with 3,000 read and 1,000 write units a second, can bear it" },
  { DECISION_COLLECTION, TENON_FACT_RELATIONSHIP, "bounded", "a collection without a limit is read in pages of 1 MB and may have to be split" },
  { DECISION_ENDLESS, TENON_FACT_ENTITY, "row-growth", "it has no limit: how fast it grows decides when it has to be split" },
  { DECISION_PARTITION_KEY, TENON_FACT_COLUMN, "distinct-values", "traffic spreads over as many partitions as there are values" },
};

typedef struct
{
  TenonModel *model;
  GHashTable *sources; /* name -> TenonSourceTable */
  GHashTable *seen;    /* "fact table decision" */
  GPtrArray  *needs;   /* (element-type TenonFactNeed) */
} Listing;

/* ---- one need ---- */

static void
add_need (Listing    *self,
          const char *key,
          const char *entity,
          TenonTable *table,
          const char *decision,
          const char *reason)
{
  g_autofree char *id = g_strdup_printf ("%s\n%s\n%s", key, table->name, decision);
  TenonFactNeed   *need;

  if (!g_hash_table_add (self->seen, g_steal_pointer (&id)))
    return;
  need = g_new0 (TenonFactNeed, 1);
  need->fact_key = g_strdup (key);
  need->entity = g_strdup (entity);
  need->table = g_strdup (table->name);
  need->decision = g_strdup (decision);
  need->reason = reason;
  g_ptr_array_add (self->needs, need);
}

/* @subject: (nullable): what the facts of that scope are about; those of other scopes are passed over */
static void
add_needs (Listing       *self,
           DecisionKind   kind,
           TenonFactScope scope,
           const char    *subject,
           const char    *entity,
           TenonTable    *table,
           const char    *decision)
{
  for (guint i = 0; i < G_N_ELEMENTS (rests_on); i++)
    {
      g_autofree char *key = NULL;

      if (rests_on[i].kind != kind || rests_on[i].scope != scope)
        continue;
      key = tenon_facts_dup_key (scope, subject, rests_on[i].fact);
      add_need (self, key, entity, table, decision, rests_on[i].reason);
    }
}

/* ---- decisions ---- */

static TenonForeignKey *
find_reference (TenonSourceTable *table,
                const char       *column)
{
  TenonForeignKey *key = table != NULL && column != NULL ? tenon_source_table_find_foreign_key (table, column) : NULL;

  return key != NULL && key->columns != NULL && key->columns[0] != NULL && !tenon_source_table_is_unique (table, (const char *const *)key->columns) ? key : NULL;
}

static char *
name_relationship (TenonSourceTable *table,
                   TenonForeignKey  *key)
{
  return g_strconcat (table->name, ".", key->columns[0], NULL);
}

static void
add_copy (Listing        *self,
          TenonTable     *table,
          TenonAttribute *attribute)
{
  TenonSourceTable *main = g_hash_table_lookup (self->sources, table->source_table != NULL ? table->source_table : "");
  TenonForeignKey  *key = find_reference (main, attribute->join_local_column);
  g_autofree char  *decision = NULL;
  g_autofree char  *relationship = NULL;

  if (main == NULL || attribute->source_table == NULL)
    return;
  decision = g_strdup_printf ("its copy of %s", attribute->source_table);
  add_needs (self, DECISION_COPY, TENON_FACT_APPLICATION, NULL, NULL, table, decision);
  if (g_strcmp0 (attribute->source_table, main->name) != 0)
    {
      add_needs (self, DECISION_COPY, TENON_FACT_ENTITY, attribute->source_table, attribute->source_table, table, decision);
      add_needs (self, DECISION_COPY, TENON_FACT_ENTITY, main->name, main->name, table, decision);
    }
  if (key == NULL)
    return;
  relationship = name_relationship (main, key);
  add_needs (self, DECISION_COPY, TENON_FACT_RELATIONSHIP, relationship, main->name, table, decision);
}

/* A maximum that a person states says that there is a limit; one that rows show does not. */
static gboolean
is_stated (Listing    *self,
           const char *key)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (self->model, key);

  return known != NULL && known->value != NULL && !known->is_observed && known->evidence != NULL;
}

/* Whether there is a limit comes first: the largest of a collection without one nobody can name, how it grows is asked
 * instead. */
static void
add_collection (Listing          *self,
                TenonTable       *table,
                TenonSourceTable *source,
                const char       *relationship,
                const char       *decision)
{
  g_autofree char *bounded = tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, relationship, "bounded");
  g_autofree char *maximum = tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, relationship, "maximum-children");
  TenonAnswerValue limit = tenon_facts_get_answer (self->model, bounded);
  gboolean         has_maximum = is_stated (self, maximum);

  for (guint i = 0; i < G_N_ELEMENTS (rests_on); i++)
    {
      g_autofree char *key = NULL;

      if (rests_on[i].kind != DECISION_COLLECTION)
        continue;
      key = tenon_facts_dup_key (rests_on[i].scope, relationship, rests_on[i].fact);
      if (g_str_equal (key, bounded) ? limit == TENON_ANSWER_UNKNOWN && has_maximum : g_str_equal (key, maximum) && limit != TENON_ANSWER_YES && !has_maximum)
        continue;
      add_need (self, key, source->name, table, decision, rests_on[i].reason);
    }
  if (limit == TENON_ANSWER_NO)
    add_needs (self, DECISION_ENDLESS, TENON_FACT_ENTITY, source->name, source->name, table, decision);
}

/* Of a key that admits NULL too each value stands once. */
static gboolean
is_single (TenonSourceTable *source,
           TenonColumn      *column)
{
  const char *one[] = { column->name, NULL };

  for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (source->unique_keys, i);

      if (key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && g_ascii_strcasecmp (key->columns[0], column->name) == 0)
        return TRUE;
    }
  return tenon_source_table_is_unique (source, one);
}

/* How many values it has can be seen in the type or in the rows. */
static gboolean
is_counted (Listing        *self,
            TenonAttribute *attribute,
            TenonColumn    *column)
{
  TenonRowStatistics *seen = tenon_item_size_find_statistics (self->model->schema, attribute);

  return tenon_type_mapping_get_distinct (column) > 0 || (seen != NULL && seen->rows > 0 && seen->distinct_values >= 1);
}

/* @index: (nullable): the index whose key it is */
static void
add_key (Listing    *self,
         TenonTable *table,
         TenonIndex *index,
         const char *name)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  const char       *owner = attribute == NULL ? NULL : attribute->denormalized ? table->source_table
                                                                               : attribute->source_table;
  const char       *local = attribute == NULL ? NULL : attribute->denormalized ? attribute->join_local_column
                                                                               : attribute->source_column;
  TenonSourceTable *source = owner != NULL ? g_hash_table_lookup (self->sources, owner) : NULL;
  TenonColumn      *column = source != NULL && local != NULL ? tenon_source_table_find_column (source, local) : NULL;
  TenonForeignKey  *reference;
  g_autofree char  *relationship = NULL;
  g_autofree char  *decision = NULL;
  g_autofree char  *dotted = NULL;

  if (column == NULL || is_single (source, column))
    return;
  reference = find_reference (source, column->name);
  if (reference != NULL)
    {
      relationship = name_relationship (source, reference);

      decision = index != NULL ? g_strdup_printf ("the item collection by %s of its index %s", name, index->name) : g_strdup_printf ("its item collection by %s", name);
      add_collection (self, table, source, relationship, decision);
      return;
    }
  if (attribute->denormalized || is_counted (self, attribute, column))
    return;
  decision = index != NULL ? g_strdup_printf ("the partition key %s of its index %s", name, index->name) : g_strdup_printf ("its partition key %s", name);
  dotted = g_strconcat (source->name, ".", column->name, NULL);
  add_needs (self, DECISION_PARTITION_KEY, TENON_FACT_COLUMN, dotted, source->name, table, decision);
}

static void
add_table (Listing    *self,
           TenonTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized)
        add_copy (self, table, attribute);
    }
  if (table->sort_key != NULL)
    add_key (self, table, NULL, table->partition_key);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      add_key (self, table, index, index->partition_key);
    }
}

/**
 * tenon_questions_list_needs:
 *
 * Returns: (transfer full) (element-type TenonFactNeed): for each decision of the design the facts it rests on, known or
 *   not, in the order of the tables
 */
GPtrArray *
tenon_questions_list_needs (TenonModel *model)
{
  g_autoptr (GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TenonSchema *schema = tenon_model_get_known_schema (model);
  Listing      self = { model, sources, seen, g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_fact_need_free) };

  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      g_hash_table_insert (sources, table->name, table);
    }
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      if (table->role == TENON_TABLE_ENTITY)
        add_table (&self, table);
    }
  return self.needs;
}
