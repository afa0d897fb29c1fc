/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Proposals of the requirement file taken over into the model. */

#include "artifact/tenon-requirement-private.h"

#include "artifact/tenon-document.h"
#include "artifact/tenon-pattern-guess.h"
#include "model/tenon-facts.h"

#include <string.h>

void
tenon_pattern_proposal_free (TenonPatternProposal *self)
{
  g_free (self->pattern_id);
  g_free (self->property);
  g_free (self->value);
  g_free (self->present);
  g_free (self->evidence);
  g_free (self->file);
  g_free (self->source);
  g_free (self->by);
  g_free (self->at);
  g_clear_pointer (&self->rate, tenon_rate_free);
  g_clear_object (&self->relationship);
  g_free (self);
}

TenonPatternProposal *
tenon_pattern_proposal_copy (const TenonPatternProposal *self)
{
  TenonPatternProposal *copy = g_new0 (TenonPatternProposal, 1);

  copy->pattern_id = g_strdup (self->pattern_id);
  copy->property = g_strdup (self->property);
  copy->value = g_strdup (self->value);
  copy->rate = tenon_rate_copy (self->rate);
  copy->relationship = self->relationship != NULL ? tenon_record_copy (self->relationship) : NULL;
  copy->present = g_strdup (self->present);
  copy->evidence = g_strdup (self->evidence);
  copy->file = g_strdup (self->file);
  copy->source = g_strdup (self->source);
  copy->by = g_strdup (self->by);
  copy->at = g_strdup (self->at);
  copy->line = self->line;
  copy->is_new = self->is_new;
  copy->is_choice = self->is_choice;
  return copy;
}

static const struct
{
  const char        *word; /* lower case */
  TenonOperationType type;
} operations[] = {
  { "read", TENON_OPERATION_READ },
  { "r", TENON_OPERATION_READ },
  { "get", TENON_OPERATION_READ },
  { "list", TENON_OPERATION_READ },
  { "select", TENON_OPERATION_READ },
  { "search", TENON_OPERATION_READ },
  { "lookup", TENON_OPERATION_READ },
  { "fetch", TENON_OPERATION_READ },
  { "getitem", TENON_OPERATION_READ },
  { "query", TENON_OPERATION_READ },
  { "scan", TENON_OPERATION_READ },
  { "batchgetitem", TENON_OPERATION_READ },
  { "transactgetitems", TENON_OPERATION_READ },
  { "write", TENON_OPERATION_WRITE },
  { "w", TENON_OPERATION_WRITE },
  { "create", TENON_OPERATION_WRITE },
  { "put", TENON_OPERATION_WRITE },
  { "post", TENON_OPERATION_WRITE },
  { "upsert", TENON_OPERATION_WRITE },
  { "insert", TENON_OPERATION_WRITE },
  { "putitem", TENON_OPERATION_WRITE },
  { "batchwriteitem", TENON_OPERATION_WRITE },
  { "transactwriteitems", TENON_OPERATION_WRITE },
  { "update", TENON_OPERATION_UPDATE },
  { "patch", TENON_OPERATION_UPDATE },
  { "modify", TENON_OPERATION_UPDATE },
  { "updateitem", TENON_OPERATION_UPDATE },
  { "delete", TENON_OPERATION_DELETE },
  { "remove", TENON_OPERATION_DELETE },
  { "deleteitem", TENON_OPERATION_DELETE },
  { "none", TENON_OPERATION_NONE },
  { "no database operation", TENON_OPERATION_NONE },
};

static TenonOperationType
find_operation (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_ascii_strcasecmp (word, operations[i].word) == 0)
      return operations[i].type;
  return TENON_OPERATION_UNKNOWN;
}

/**
 * tenon_requirement_read_operation:
 * @text: "Read", "None", "PutItem", "Query + BatchGetItem", "Write (conditional)"
 *
 * Returns: what all words of it that name an operation agree in, else %TENON_OPERATION_UNKNOWN
 */
TenonOperationType
tenon_requirement_read_operation (const char *text)
{
  g_autofree char   *plain = tenon_markdown_strip (text);
  TenonOperationType found = find_operation (plain);
  g_auto (GStrv) words = NULL;

  if (found != TENON_OPERATION_UNKNOWN)
    return found;
  words = g_strsplit_set (plain, " ,;+/&()", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      TenonOperationType type = find_operation (words[i]);

      if (type != TENON_OPERATION_UNKNOWN && found != TENON_OPERATION_UNKNOWN && type != found)
        return TENON_OPERATION_UNKNOWN;
      found = type != TENON_OPERATION_UNKNOWN ? type : found;
    }
  return found;
}

/* As table.column where a table of the pattern has such a column. Returns: (transfer full) */
static char *
dup_dotted (TenonModel   *model,
            TenonPattern *pattern,
            const char   *name)
{
  for (guint k = 0; model->schema != NULL && pattern != NULL && pattern->entities_involved != NULL && pattern->entities_involved[k] != NULL; k++)
    {
      TenonSourceTable *table = tenon_schema_find_table (model->schema, pattern->entities_involved[k]);
      TenonColumn      *column = table != NULL ? tenon_source_table_find_column (table, name) : NULL;

      if (column != NULL)
        return g_strconcat (table->name, ".", column->name, NULL);
    }
  return g_strdup (name);
}

/* The words of a cell; nothing between two commas is none. */
char **
tenon_requirement_split_attributes (TenonModel   *model,
                                    TenonPattern *pattern,
                                    const char   *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *name = dup_dotted (model, pattern, g_strstrip (words[i]));

      if (*name != '\0')
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

static void
apply_relationship (const TenonPatternProposal *self,
                    TenonModel                 *model)
{
  TenonRelationship *present = tenon_list_find (model->relationships, self->relationship->child);

  if (present == NULL)
    {
      tenon_list_append_take (model->relationships, tenon_record_copy (self->relationship));
      return;
    }
  g_object_set (present,
                "average-children", self->relationship->average_children,
                "maximum-children", self->relationship->maximum_children,
                "bounded", self->relationship->bounded,
                "evidence", self->relationship->evidence,
                NULL);
  if (self->relationship->asserted)
    g_object_set (present, "parent", self->relationship->parent, "asserted", TRUE, "reason", self->relationship->reason, NULL);
}

static void
apply_fact (const TenonPatternProposal *self,
            TenonModel                 *model)
{
  const char *key = g_str_has_prefix (self->property, "fact:") ? self->property + strlen ("fact:") : self->property;

  /* What was read was checked; what the schema lost since is left alone. */
  if (tenon_facts_set (model, key, self->value != NULL && *self->value != '\0' ? self->value : NULL, self->evidence, self->by, self->at, NULL) && self->file != NULL)
    tenon_facts_set_place (model, key, self->file, self->line);
}

static TenonPattern *
ensure_pattern (const TenonPatternProposal *self,
                TenonModel                 *model)
{
  TenonPattern *pattern = tenon_model_find_pattern (model, self->pattern_id);

  if (pattern == NULL)
    {
      pattern = tenon_pattern_new (self->pattern_id);
      pattern->file = g_strdup (self->file);
      pattern->line = self->line;
      tenon_list_append_take (model->patterns, pattern);
    }
  return pattern;
}

/**
 * tenon_pattern_proposal_apply:
 * @model: with an edit open
 *
 * Takes the proposal over; makes the pattern if the model does not have it yet.
 */
void
tenon_pattern_proposal_apply (const TenonPatternProposal *self,
                              TenonModel                 *model)
{
  TenonPattern *pattern;

  if (g_str_equal (self->property, TENON_REQUIREMENT_CONFLICT))
    return;
  if (self->relationship != NULL)
    {
      apply_relationship (self, model);
      return;
    }
  if (self->pattern_id == NULL)
    {
      apply_fact (self, model);
      return;
    }
  if (g_str_equal (self->property, "pattern"))
    {
      pattern = tenon_model_find_pattern (model, self->pattern_id);
      if (pattern != NULL)
        tenon_list_remove_record (model->patterns, pattern);
      return;
    }
  pattern = ensure_pattern (self, model);
  if (self->rate != NULL || g_str_has_prefix (self->property, "rps-"))
    {
      g_object_set (pattern, self->property, self->rate, NULL);
    }
  else if (g_str_equal (self->property, "attributes"))
    {
      g_auto (GStrv) names = tenon_requirement_split_attributes (model, pattern, self->value);

      g_object_set (pattern, "attributes", names, NULL);
    }
  else if (g_str_equal (self->property, "entities-involved") || g_str_equal (self->property, "filters"))
    {
      g_auto (GStrv) names = self->value != NULL && *self->value != '\0' ? g_strsplit (self->value, ", ", -1) : NULL;

      g_object_set (pattern, self->property, names, NULL);
    }
  else if (tenon_requirement_put_value (pattern, self->property, self->value))
    {
      return;
    }
  else if (g_str_equal (self->property, "operation-type"))
    {
      g_object_set (pattern, "operation-type", tenon_requirement_read_operation (self->value), NULL);
    }
  else
    {
      g_object_set (pattern, self->property, self->value != NULL && *self->value != '\0' ? self->value : NULL, NULL);
    }
}

/* ---- shapes ---- */

static gboolean
is_empty (char **names)
{
  return names == NULL || names[0] == NULL;
}

static void
take_names (TenonPattern *pattern,
            const char   *property,
            char        **present,
            char        **guessed)
{
  if (is_empty (present) && !is_empty (guessed))
    g_object_set (pattern, property, guessed, NULL);
}

/**
 * tenon_requirement_document_complete:
 * @model: with an edit open
 * @pattern: one that came with a requirement file
 *
 * Fills in which tables a pattern is about and by which columns, where its row does not say it: from its description, as of a
 * pattern of an API list. What is known already stays.
 */
void
tenon_requirement_document_complete (TenonModel   *model,
                                     TenonPattern *pattern)
{
  g_autoptr (TenonTableNames) names = model->schema != NULL ? tenon_table_names_new (model->schema) : NULL;
  g_autoptr (TenonPattern) guess = tenon_pattern_new (NULL);
  g_autofree char *words = NULL;

  if (names == NULL || pattern->description == NULL || pattern->operation_type == TENON_OPERATION_NONE)
    return;
  words = tenon_markdown_strip (pattern->description);
  g_object_set (guess, "endpoint", pattern->endpoint, NULL);
  tenon_pattern_guess (guess, words, NULL, names);
  if (is_empty (guess->entities_involved) || (!is_empty (pattern->entities_involved) && !g_strv_contains ((const char *const *)pattern->entities_involved, guess->entities_involved[0])))
    return;
  take_names (pattern, "entities-involved", pattern->entities_involved, guess->entities_involved);
  take_names (pattern, "equality", pattern->equality, guess->equality);
  take_names (pattern, "filters", pattern->filters, guess->filters);
  take_names (pattern, "search", pattern->search, guess->search);
  take_names (pattern, "joins", pattern->joins, guess->joins);
  /* A type that was said and not understood stays open. */
  if (pattern->operation_type == TENON_OPERATION_UNKNOWN && (pattern->design_considerations == NULL || !g_str_has_prefix (pattern->design_considerations, "Type: ")) && guess->operation_type != TENON_OPERATION_UNKNOWN)
    g_object_set (pattern, "operation-type", guess->operation_type, NULL);
  g_object_set (pattern, "is-list", pattern->is_list || guess->is_list, "is-aggregate", pattern->is_aggregate || guess->is_aggregate, NULL);
  for (guint i = 0; tenon_list_get_length (pattern->order_by) == 0 && i < tenon_list_get_length (guess->order_by); i++)
    tenon_list_append_take (pattern->order_by, tenon_record_copy (tenon_list_get (guess->order_by, i)));
}
