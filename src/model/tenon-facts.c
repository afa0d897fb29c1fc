/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of the application beside its patterns, each with what it rests on, or unknown.
 *
 * Some values have fields of their own, which came first and which the engine reads: the application's domain, context,
 * words about its scale and its stage, and a relationship's children. Of those the fact keeps the evidence and the value
 * it was given for: once the field holds something else, that evidence does not count any more. */

#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

#include "base/tenon-text.h"
#include "model/tenon-known-schema.h"

static const TenonFactDefinition definitions[] = {
  { "domain", TENON_FACT_APPLICATION, TENON_FACT_TEXT, "Domain", NULL, "What is the application's domain?", "the application overview" },
  { "business-context", TENON_FACT_APPLICATION, TENON_FACT_TEXT, "Business Context", NULL, "What is the business context of the application?", "the application overview" },
  { "key-rules", TENON_FACT_APPLICATION, TENON_FACT_TEXT, "Key Rules", NULL, "Which business rules must always hold?", "transactions and unique constraints" },
  { "scale", TENON_FACT_APPLICATION, TENON_FACT_TEXT, "Scale", NULL, "How large is the application, in the words of those who know?", "the application overview" },
  { "users", TENON_FACT_APPLICATION, TENON_FACT_NUMBER, "Users", "users", "How many users does the application have?", "derived rates" },
  { "total-requests", TENON_FACT_APPLICATION, TENON_FACT_NUMBER, "Total Requests", "requests a second", "How many requests a second does the application take in all?", "whether the patterns' rates add up" },
  { "failed-writes", TENON_FACT_APPLICATION, TENON_FACT_NUMBER, "Failed Conditional Writes", "for each 100 that go through", "How many writes fail their condition for each hundred that go through?", "write units" },
  { "peak-hours", TENON_FACT_APPLICATION, TENON_FACT_NUMBER, "Peak Hours", "hours a day", "For how many hours of a day do the requests stay at their peak?", "capacity with auto scaling" },
  { "early-stage", TENON_FACT_APPLICATION, TENON_FACT_ANSWER, "Early Stage", NULL, "Is the application at an early stage, with access patterns still changing?", "denormalisation" },

  { "owner", TENON_FACT_ENTITY, TENON_FACT_TEXT, "Owner", NULL, "Which service or team owns %s?", "whether tables of different owners may be combined" },
  { "rows", TENON_FACT_ENTITY, TENON_FACT_NUMBER, "Rows in Production", "rows", "How many rows does %s have in production?", "storage cost and partitions" },
  { "row-growth", TENON_FACT_ENTITY, TENON_FACT_NUMBER, "Row Growth", "rows a month", "By how many rows a month does %s grow?", "storage cost and partitions" },
  { "item-growth", TENON_FACT_ENTITY, TENON_FACT_NUMBER, "Item Size Growth", "% a month", "By how many per cent a month does an item of %s grow?", "the item size trajectory" },
  { "bounded", TENON_FACT_ENTITY, TENON_FACT_ANSWER, "Bounded", NULL, "Is there a limit to how many rows %s will have?", "denormalisation" },

  { "average-children", TENON_FACT_RELATIONSHIP, TENON_FACT_NUMBER, "Average Children", "rows for one parent", "How many rows does one parent have through %s, on average?", "item collections and read units" },
  { "maximum-children", TENON_FACT_RELATIONSHIP, TENON_FACT_NUMBER, "Maximum Children", "rows for one parent", "How many rows can one parent have through %s, at most?", "item collections and hot partitions" },
  { "bounded", TENON_FACT_RELATIONSHIP, TENON_FACT_ANSWER, "Bounded", NULL, "Is there a limit to how many rows one parent has through %s?", "item collections and denormalisation" },

  { "distinct-values", TENON_FACT_COLUMN, TENON_FACT_NUMBER, "Distinct Values", "different values", "How many different values does %s have?", "partition keys" },
  { "busiest-share", TENON_FACT_COLUMN, TENON_FACT_NUMBER, "Busiest Share", "% of the requests", "How many per cent of the requests ask for the busiest value of %s?", "hot partitions" },
};

static const char *const scope_prefixes[] = { "", "source:", "relationship:", "column:", "given:", "note:", "check:" };

const TenonFactDefinition *
tenon_facts_get_definitions (guint *n_definitions)
{
  *n_definitions = G_N_ELEMENTS (definitions);
  return definitions;
}

/**
 * tenon_facts_dup_key:
 * @subject: (nullable): a MySQL table, "table.column" of a foreign key's first column, or the name of a given number
 * @name: (nullable): as in the definitions; %NULL for what people named themselves
 *
 * Returns: (transfer full):
 */
char *
tenon_facts_dup_key (TenonFactScope scope,
                     const char    *subject,
                     const char    *name)
{
  if (scope == TENON_FACT_APPLICATION)
    return g_strdup (name);
  if (scope >= TENON_FACT_GIVEN)
    return g_strconcat (scope_prefixes[scope], subject, NULL);
  return g_strconcat (scope_prefixes[scope], subject, "/", name, NULL);
}

/* Takes a key apart. Returns: FALSE for what is no key. */
static gboolean
split_key (const char     *key,
           TenonFactScope *scope,
           char          **subject,
           const char    **name)
{
  const char *slash;

  *subject = NULL;
  *scope = TENON_FACT_APPLICATION;
  for (guint i = 1; i < G_N_ELEMENTS (scope_prefixes); i++)
    if (g_str_has_prefix (key, scope_prefixes[i]))
      *scope = i;
  *name = key;
  if (*scope == TENON_FACT_APPLICATION)
    return TRUE;
  key += strlen (scope_prefixes[*scope]);
  if (*scope >= TENON_FACT_GIVEN)
    {
      *subject = g_strdup (key);
      return *key != '\0';
    }
  slash = strrchr (key, '/');
  if (slash == NULL || slash == key)
    return FALSE;
  *subject = g_strndup (key, slash - key);
  *name = slash + 1;
  return TRUE;
}

/**
 * tenon_facts_find_definition:
 * @subject: (out) (optional) (nullable) (transfer full): what the key is about
 *
 * Returns: (nullable): %NULL for a given number and for what is no key
 */
const TenonFactDefinition *
tenon_facts_find_definition (const char *key,
                             char      **subject)
{
  g_autofree char *about = NULL;
  TenonFactScope   scope;
  const char      *name;

  if (subject != NULL)
    *subject = NULL;
  if (!split_key (key, &scope, &about, &name))
    return NULL;
  if (subject != NULL)
    *subject = g_steal_pointer (&about);
  for (guint i = 0; scope < TENON_FACT_GIVEN && i < G_N_ELEMENTS (definitions); i++)
    if (definitions[i].scope == scope && g_str_equal (definitions[i].name, name))
      return &definitions[i];
  return NULL;
}

/* ---- values with a field of their own ---- */

static char *
dup_answer (int answer)
{
  return answer == TENON_ANSWER_YES ? g_strdup ("yes") : answer == TENON_ANSWER_NO ? g_strdup ("no")
                                                                                   : NULL;
}

static char *
dup_count (double count)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return count > 0 ? g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", count)) : NULL;
}

static char *
dup_given (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Returns: whether the value of the fact stands in a field. */
static gboolean
read_field (TenonModel                *model,
            const TenonFactDefinition *definition,
            const char                *subject,
            char                     **value)
{
  TenonRelationship *relationship;

  *value = NULL;
  if (definition == NULL)
    return FALSE;
  if (definition->scope == TENON_FACT_APPLICATION)
    {
      if (g_str_equal (definition->name, "domain"))
        *value = dup_given (model->domain);
      else if (g_str_equal (definition->name, "business-context"))
        *value = dup_given (model->business_context);
      else if (g_str_equal (definition->name, "scale"))
        *value = dup_given (model->scale);
      else if (g_str_equal (definition->name, "early-stage"))
        *value = dup_answer (model->early_stage);
      else
        return FALSE;
      return TRUE;
    }
  if (definition->scope != TENON_FACT_RELATIONSHIP)
    return FALSE;
  relationship = tenon_list_find (model->relationships, subject);
  if (relationship == NULL)
    return TRUE;
  if (g_str_equal (definition->name, "average-children"))
    *value = dup_count (relationship->average_children);
  else if (g_str_equal (definition->name, "maximum-children"))
    *value = dup_count (relationship->maximum_children);
  else
    *value = dup_answer (relationship->bounded);
  return TRUE;
}

static int
read_answer (const char *value)
{
  return value == NULL ? TENON_ANSWER_UNKNOWN : g_ascii_strcasecmp (value, "yes") == 0 ? TENON_ANSWER_YES
                                            : g_ascii_strcasecmp (value, "no") == 0    ? TENON_ANSWER_NO
                                                                                       : TENON_ANSWER_UNKNOWN;
}

/* The MySQL column the foreign key of "table.column" refers to, as table.column. */
static char *
dup_parent (TenonModel *model,
            const char *child)
{
  TenonSchema      *schema = tenon_model_get_known_schema (model);
  const char       *dot = strrchr (child, '.');
  g_autofree char  *name = dot != NULL ? g_strndup (child, dot - child) : NULL;
  TenonSourceTable *table = name != NULL && schema != NULL ? tenon_schema_find_table (schema, name) : NULL;

  for (guint i = 0; table != NULL && i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->columns != NULL && key->columns[0] != NULL && g_str_equal (key->columns[0], dot + 1))
        return g_strconcat (key->ref_table, ".", key->ref_columns != NULL && key->ref_columns[0] != NULL ? key->ref_columns[0] : "", NULL);
    }
  return NULL;
}

static void
write_relationship (TenonModel                *model,
                    const TenonFactDefinition *definition,
                    const char                *child,
                    const char                *value)
{
  TenonRelationship *relationship = tenon_list_find (model->relationships, child);

  if (relationship == NULL && value == NULL)
    return;
  if (relationship == NULL)
    {
      g_autofree char *parent = dup_parent (model, child);

      relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
      tenon_list_append_take (model->relationships, relationship);
    }
  if (definition->type == TENON_FACT_ANSWER)
    g_object_set (relationship, "bounded", read_answer (value), NULL);
  else
    g_object_set (relationship, definition->name, value != NULL ? g_ascii_strtod (value, NULL) : 0.0, NULL);
}

static void
write_field (TenonModel                *model,
             const TenonFactDefinition *definition,
             const char                *subject,
             const char                *value)
{
  g_autofree char *present = NULL;

  if (!read_field (model, definition, subject, &present))
    return;
  if (definition->scope == TENON_FACT_RELATIONSHIP)
    write_relationship (model, definition, subject, value);
  else if (definition->type == TENON_FACT_ANSWER)
    g_object_set (model, definition->name, read_answer (value), NULL);
  else
    g_object_set (model, definition->name, value, NULL);
}

/* ---- reading ---- */

void
tenon_known_fact_free (TenonKnownFact *self)
{
  g_free (self->key);
  g_free (self->subject);
  g_free (self->value);
  g_free (self->evidence);
  g_free (self->by);
  g_free (self->at);
  g_free (self->file);
  g_free (self);
}

/**
 * tenon_facts_is_observation:
 * @evidence: (nullable):
 *
 * Returns: whether it is what rows of a dump say, as tenon_row_statistics_dup_evidence() words it, and no person
 */
gboolean
tenon_facts_is_observation (const char *evidence)
{
  return evidence != NULL && g_regex_match_simple ("^[0-9,]+ rows in .+, (exact|± [0-9.]+ %)", evidence, 0, 0);
}

/* A relationship's older, single evidence stands for each of its values that has none of its own. */
static void
take_relationship_evidence (TenonModel     *model,
                            TenonKnownFact *known)
{
  TenonRelationship *relationship = known->scope == TENON_FACT_RELATIONSHIP ? tenon_list_find (model->relationships, known->subject) : NULL;

  if (relationship == NULL || known->value == NULL || known->evidence != NULL)
    return;
  known->evidence = dup_given (relationship->evidence);
  known->is_observed = known->definition->type == TENON_FACT_NUMBER && tenon_facts_is_observation (known->evidence);
}

/* Rows that were counted stand for what nobody has said. */
static void
take_rows (TenonModel     *model,
           TenonKnownFact *known)
{
  TenonSourceTable *table;

  if (known->value != NULL || known->scope != TENON_FACT_ENTITY || !g_str_equal (known->definition->name, "rows") || model->schema == NULL)
    return;
  table = tenon_schema_find_table (model->schema, known->subject);
  if (table == NULL || table->row_count < 0)
    return;
  known->value = g_strdup_printf ("%" G_GINT64_FORMAT, table->row_count);
  known->evidence = tenon_source_table_dup_row_evidence (table);
  known->is_observed = TRUE;
  known->file = g_strdup (table->rows_file != NULL ? table->rows_file : table->file);
  known->line = (guint)CLAMP (table->rows_line, 0, G_MAXINT);
}

/**
 * tenon_facts_look_up:
 *
 * Returns: (transfer full) (nullable): the fact, known or not; %NULL for what is no key
 */
TenonKnownFact *
tenon_facts_look_up (TenonModel *model,
                     const char *key)
{
  g_autoptr (TenonKnownFact) known = g_new0 (TenonKnownFact, 1);
  TenonFact  *fact = tenon_list_find (model->facts, key);
  const char *name;
  gboolean    has_field;

  if (!split_key (key, &known->scope, &known->subject, &name))
    return NULL;
  known->key = g_strdup (key);
  known->definition = tenon_facts_find_definition (key, NULL);
  if (known->definition == NULL && known->scope < TENON_FACT_GIVEN)
    return NULL;
  has_field = read_field (model, known->definition, known->subject, &known->value);
  if (fact != NULL && (!has_field || g_strcmp0 (known->value, fact->value) == 0))
    {
      if (!has_field)
        known->value = dup_given (fact->value);
      known->evidence = dup_given (fact->evidence);
      known->by = g_strdup (fact->by);
      known->at = g_strdup (fact->at);
      known->file = g_strdup (fact->file);
      known->line = (guint)CLAMP (fact->line, 0, G_MAXINT);
    }
  take_relationship_evidence (model, known);
  take_rows (model, known);
  return g_steal_pointer (&known);
}

static void
list_about (GPtrArray     *facts,
            TenonModel    *model,
            TenonFactScope scope,
            const char    *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      g_autofree char *key = NULL;

      if (definitions[i].scope != scope)
        continue;
      key = tenon_facts_dup_key (scope, subject, definitions[i].name);
      g_ptr_array_add (facts, tenon_facts_look_up (model, key));
    }
}

static void
list_relationships (GPtrArray        *facts,
                    TenonModel       *model,
                    TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      g_autofree char *child = NULL;

      if (key->columns == NULL || key->columns[0] == NULL)
        continue;
      child = g_strconcat (table->name, ".", key->columns[0], NULL);
      list_about (facts, model, TENON_FACT_RELATIONSHIP, child);
    }
}

/**
 * tenon_facts_list:
 *
 * Returns: (transfer full) (element-type TenonKnownFact): all facts, known or not: the application's, each MySQL table's
 *   and its foreign keys', then the numbers that were given for formulas
 */
GPtrArray *
tenon_facts_list (TenonModel *model)
{
  GPtrArray   *facts = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_known_fact_free);
  TenonSchema *schema = tenon_model_get_known_schema (model);

  list_about (facts, model, TENON_FACT_APPLICATION, NULL);
  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      list_about (facts, model, TENON_FACT_ENTITY, table->name);
      list_relationships (facts, model, table);
    }
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    {
      TenonFact *fact = tenon_list_get (model->facts, i);

      if (fact->key != NULL && (g_str_has_prefix (fact->key, "given:") || g_str_has_prefix (fact->key, "column:")))
        g_ptr_array_add (facts, tenon_facts_look_up (model, fact->key));
    }
  return facts;
}

static void
add_known (TenonModel   *model,
           GHashTable   *seen,
           GStrvBuilder *keys,
           char         *key)
{
  g_autofree char *owned = key;
  g_autofree char *value = tenon_facts_dup_text (model, key);

  if (value == NULL || g_hash_table_contains (seen, key))
    return;
  g_strv_builder_add (keys, key);
  g_hash_table_add (seen, g_steal_pointer (&owned));
}

/**
 * tenon_facts_list_known:
 *
 * Returns: (transfer full): the keys of all that is known of the application and that people or rows said of entities and
 *   relationships, notes and lines of the checklist too; without the rows the schema itself was read with
 */
char **
tenon_facts_list_known (TenonModel *model)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (definitions[i].scope == TENON_FACT_APPLICATION)
      add_known (model, seen, keys, g_strdup (definitions[i].name));
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    add_known (model, seen, keys, g_strdup (((TenonFact *)tenon_list_get (model->facts, i))->key));
  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (model->relationships, i);

      for (guint k = 0; k < G_N_ELEMENTS (definitions); k++)
        if (definitions[k].scope == TENON_FACT_RELATIONSHIP && relationship->child != NULL)
          add_known (model, seen, keys, tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, relationship->child, definitions[k].name));
    }
  return g_strv_builder_end (keys);
}

/**
 * tenon_facts_dup_text:
 *
 * Returns: (transfer full) (nullable): the value; %NULL where it is unknown
 */
char *
tenon_facts_dup_text (TenonModel *model,
                      const char *key)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (model, key);

  return known != NULL ? g_steal_pointer (&known->value) : NULL;
}

/**
 * tenon_facts_get_number:
 * @value: (out): left alone where it is unknown
 *
 * Returns: %FALSE where it is unknown
 */
gboolean
tenon_facts_get_number (TenonModel *model,
                        const char *key,
                        double     *value)
{
  g_autofree char *text = tenon_facts_dup_text (model, key);
  char            *end = NULL;
  double           number = text != NULL ? g_ascii_strtod (text, &end) : 0;

  if (text == NULL || end == text || *end != '\0' || !isfinite (number))
    return FALSE;
  *value = number;
  return TRUE;
}

TenonAnswerValue
tenon_facts_get_answer (TenonModel *model,
                        const char *key)
{
  g_autofree char *text = tenon_facts_dup_text (model, key);

  return read_answer (text);
}

/* ---- writing ---- */

static gboolean
is_subject (TenonModel    *model,
            TenonFactScope scope,
            const char    *subject)
{
  if (scope == TENON_FACT_APPLICATION || scope >= TENON_FACT_GIVEN || model->schema == NULL)
    return TRUE;
  if (scope == TENON_FACT_ENTITY)
    return tenon_schema_find_table (model->schema, subject) != NULL;
  return tenon_schema_find_column (model->schema, subject) != NULL;
}

/* "2,400,000" -> "2400000". Returns: (transfer full) (nullable): %NULL where the text is no number of 0 or more */
static char *
dup_number (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  const char      *end = NULL;
  char             buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double           value;

  if (!tenon_parse_number (plain, &value, &end) || *end != '\0' || !isfinite (value) || value < 0)
    return NULL;
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

/* What a value of the key has to be: of what people named themselves the scope decides. */
static gboolean
find_type (const char    *key,
           TenonFactType *type,
           const char   **title)
{
  g_autofree char           *subject = NULL;
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, NULL);
  TenonFactScope             scope;
  const char                *name;

  if (!split_key (key, &scope, &subject, &name) || (definition == NULL && scope < TENON_FACT_GIVEN))
    return FALSE;
  *type = definition != NULL ? definition->type : scope == TENON_FACT_NOTE ? TENON_FACT_TEXT
                                              : scope == TENON_FACT_CHECK  ? TENON_FACT_ANSWER
                                                                           : TENON_FACT_NUMBER;
  *title = definition != NULL ? definition->title : strchr (key, ':') + 1;
  return TRUE;
}

static gboolean
normalise (TenonModel *model,
           const char *key,
           const char *value,
           char      **normal,
           GError    **error)
{
  g_autofree char           *subject = NULL;
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, &subject);
  TenonFactType              type;
  const char                *title;

  *normal = NULL;
  if (!find_type (key, &type, &title))
    return tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is no fact; list them with: tenon-cli facts DIR", key);
  if (definition != NULL && !is_subject (model, definition->scope, subject))
    return tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The schema has nothing called “%s”", subject);
  if (value == NULL)
    return TRUE;
  if (type == TENON_FACT_TEXT)
    *normal = g_strstrip (g_strdup (value));
  else if (type == TENON_FACT_ANSWER)
    *normal = dup_answer (read_answer (value));
  else
    *normal = dup_number (value);
  if (*normal != NULL && **normal != '\0')
    return TRUE;
  g_clear_pointer (normal, g_free);
  if (type == TENON_FACT_TEXT)
    return tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: nothing is said", title);
  if (type == TENON_FACT_ANSWER)
    return tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes yes or no, not “%s”", title, value);
  return tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes a number of 0 or more, not “%s”", title, value);
}

/**
 * tenon_facts_check:
 * @value: (nullable):
 *
 * Returns: whether tenon_facts_set() would take it
 */
gboolean
tenon_facts_check (TenonModel *model,
                   const char *key,
                   const char *value,
                   GError    **error)
{
  g_autofree char *normal = NULL;

  return normalise (model, key, value, &normal, error);
}

/**
 * tenon_facts_dup_normal:
 *
 * Returns: (transfer full) (nullable): the value as the model would hold it; %NULL with an error where it is none
 */
char *
tenon_facts_dup_normal (TenonModel *model,
                        const char *key,
                        const char *value,
                        GError    **error)
{
  char *normal = NULL;

  normalise (model, key, value, &normal, error);
  return normal;
}

/**
 * tenon_facts_set:
 * @value: (nullable): %NULL makes it unknown again
 * @evidence: (nullable): what it rests on
 * @by: (nullable): "Name <mail>"
 * @at: (nullable): ISO 8601
 *
 * To be called inside an edit.
 */
gboolean
tenon_facts_set (TenonModel *model,
                 const char *key,
                 const char *value,
                 const char *evidence,
                 const char *by,
                 const char *at,
                 GError    **error)
{
  TenonFact                 *fact = tenon_list_find (model->facts, key);
  g_autofree char           *normal = NULL;
  g_autofree char           *subject = NULL;
  const TenonFactDefinition *definition;

  if (!normalise (model, key, value, &normal, error))
    return FALSE;
  definition = tenon_facts_find_definition (key, &subject);
  write_field (model, definition, subject, normal);
  if (normal == NULL)
    {
      if (fact != NULL)
        tenon_list_remove_record (model->facts, fact);
      return TRUE;
    }
  if (fact == NULL)
    {
      fact = g_object_new (TENON_TYPE_FACT, "key", key, NULL);
      tenon_list_append_take (model->facts, fact);
    }
  g_object_set (fact, "value", normal, "evidence", evidence, "by", by, "at", at, "file", NULL, "line", (gint64)0, NULL);
  return TRUE;
}

/**
 * tenon_facts_set_place:
 * @file: (nullable):
 *
 * Says where a fact that was just set was read. To be called inside an edit.
 */
void
tenon_facts_set_place (TenonModel *model,
                       const char *key,
                       const char *file,
                       guint       line)
{
  TenonFact *fact = tenon_list_find (model->facts, key);

  if (fact != NULL)
    g_object_set (fact, "file", file, "line", (gint64)line, NULL);
}
