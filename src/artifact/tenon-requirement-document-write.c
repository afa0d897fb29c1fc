/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes dynamodb_requirement.md: the sections of the design document, the program's parts in marks, the rest as people left it. */

#include "artifact/tenon-requirement-document.h"

#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-log-words.h"
#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-private.h"
#include "artifact/tenon-requirement-table.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "model/tenon-known-schema.h"

#include <string.h>

static const char *const operation_words[] = {
  [TENON_OPERATION_UNKNOWN] = "TBD",
  [TENON_OPERATION_READ] = "Read",
  [TENON_OPERATION_WRITE] = "Write",
  [TENON_OPERATION_UPDATE] = "Update",
  [TENON_OPERATION_DELETE] = "Delete",
  [TENON_OPERATION_NONE] = "None",
};

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* "users (1:M) orders" for every foreign key. */
static char *
describe_entities (TenonSchema *schema)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      if (tenon_list_get_length (table->foreign_keys) == 0)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", table->name);
      for (guint k = 0; k < tenon_list_get_length (table->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (table->foreign_keys, k);
          gboolean         is_one = tenon_source_table_is_unique (table, (const char *const *)key->columns);

          g_string_append_printf (out, "%s%s (1:%s) %s", out->len > 0 ? ", " : "", key->ref_table, is_one ? "1" : "M", table->name);
        }
    }
  return g_strdup (out->len > 0 ? out->str : "TBD");
}

/* Whether the words are of the form describe_entities() gives; what people put instead of them is kept. */
static gboolean
is_derived (const char *text)
{
  return g_regex_match_simple ("^\\S+(?: \\(1:[M1]\\) \\S+)?(?:, \\S+(?: \\(1:[M1]\\) \\S+)?)*$", text, 0, 0);
}

static void
write_fact (GString    *out,
            const char *label,
            const char *value)
{
  g_autofree char *text = is_given (value) ? tenon_pipe_cell_escape (value) : g_strdup ("TBD");
  g_auto (GStrv) unpiped = g_strsplit (text, "\\|", -1);
  g_autofree char *plain = g_strjoinv ("|", unpiped);

  g_string_append_printf (out, "- **%s**: %s\n", label, plain);
}

/* Facts the template has no line for are written once they are known. */
static void
write_known (GString    *out,
             TenonModel *model,
             const char *key)
{
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, NULL);
  g_autofree char           *value = tenon_facts_dup_text (model, key);
  g_autofree char           *text = value != NULL && definition->unit != NULL && !g_str_equal (key, "users") ? g_strdup_printf ("%s %s", value, definition->unit) : g_strdup (value);

  if (text != NULL)
    write_fact (out, definition->title, text);
}

static GString *
write_overview (TenonModel *model,
                const char *key_entities)
{
  GString         *out = g_string_new (NULL);
  g_autofree char *entities = key_entities != NULL ? g_strdup (key_entities) : describe_entities (tenon_model_get_known_schema (model));

  write_fact (out, "Domain", model->domain);
  g_string_append_printf (out, "- **Key Entities**: %s\n", entities);
  write_fact (out, "Business Context", model->business_context);
  write_known (out, model, "key-rules");
  write_fact (out, "Scale", model->scale);
  write_known (out, model, "users");
  write_known (out, model, "total-requests");
  write_known (out, model, "peak-hours");
  write_known (out, model, "failed-writes");
  write_known (out, model, "early-stage");
  return out;
}

static GString *
write_patterns (TenonModel *model)
{
  GString *out = g_string_new ("| Pattern # | Description | RPS (Peak/Avg) | Type | Attributes | Key Requirements | Design Considerations | Status |\n"
                               "|-----------|-------------|----------------|------|------------|------------------|-----------------------|--------|\n");

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (model->patterns, i);
      gboolean         needs_rate = tenon_pattern_touches_database (pattern) || pattern->rps_peak != NULL || pattern->rps_average != NULL;
      g_autofree char *rate = needs_rate ? tenon_rate_cell_write (pattern->rps_peak, pattern->rps_average) : g_strdup ("—");
      g_autofree char *attributes = pattern->attributes != NULL ? g_strjoinv (", ", pattern->attributes) : g_strdup ("");

      tenon_pipe_row_append (out,
                             pattern->pattern_id,
                             pattern->description != NULL ? pattern->description : "",
                             rate,
                             operation_words[pattern->operation_type],
                             attributes,
                             pattern->key_requirements != NULL ? pattern->key_requirements : "",
                             pattern->design_considerations != NULL ? pattern->design_considerations : "",
                             pattern->status != NULL ? pattern->status : "",
                             NULL);
    }
  return out;
}

static void
append_one_line (GString    *out,
                 const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\n' || *p == '\r' ? ' ' : *p);
}

/* What tenon_pipe_cell_unescape() makes the text of again, on one line and outside of a table. */
static void
append_escaped (GString    *out,
                const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *cell = NULL;
  g_auto (GStrv) unpiped = NULL;
  g_autofree char *plain = NULL;

  append_one_line (line, text);
  cell = tenon_pipe_cell_escape (line->str);
  unpiped = g_strsplit (cell, "\\|", -1);
  plain = g_strjoinv ("|", unpiped);
  g_string_append (out, plain);
}

/* MySQL does not declare it: who reads this has to see on whose word it stands. */
static void
write_assertion (GString         *out,
                 TenonForeignKey *key)
{
  g_string_append (out, "; asserted, not declared in MySQL: ");
  append_one_line (out, is_given (key->reason) ? key->reason : "no reason is given");
}

static void
write_cardinality (GString           *out,
                   TenonRelationship *relationship)
{
  g_string_append (out, " (");
  if (relationship->average_children > 0)
    {
      g_autofree char *average = tenon_log_words_write_double (relationship->average_children);

      g_string_append_printf (out, "avg %s, ", average);
    }
  if (relationship->maximum_children > 0)
    {
      g_autofree char *maximum = tenon_log_words_write_double (relationship->maximum_children);

      g_string_append_printf (out, "max %s, ", maximum);
    }
  g_string_append (out, relationship->bounded == TENON_ANSWER_YES ? "bounded)" : relationship->bounded == TENON_ANSWER_NO ? "unbounded)"
                                                                                                                          : "growth not known)");
}

/* "- **orders**: Owner: Billing; Row Growth: 12000 rows a month", where anything is known of it. */
static void
write_known_about (GString       *out,
                   TenonModel    *model,
                   TenonFactScope scope,
                   const char    *subject)
{
  guint                      n_definitions, n_written = 0;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);

  for (guint i = 0; i < n_definitions; i++)
    {
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      if (definitions[i].scope != scope)
        continue;
      key = tenon_facts_dup_key (scope, subject, definitions[i].name);
      value = tenon_facts_dup_text (model, key);
      if (value == NULL)
        continue;
      g_strdelimit (value, ";\r\n", ',');
      if (n_written++ == 0)
        g_string_append_printf (out, "- **%s**: ", subject);
      g_string_append_printf (out, "%s%s: %s%s%s", n_written > 1 ? "; " : "", definitions[i].title, value, definitions[i].unit != NULL ? " " : "", definitions[i].unit != NULL ? definitions[i].unit : "");
    }
  if (n_written > 0)
    g_string_append_c (out, '\n');
}

static GString *
write_relationships (TenonModel *model)
{
  GString     *out = g_string_new (NULL);
  TenonSchema *schema = tenon_model_get_known_schema (model);

  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->foreign_keys); k++)
        {
          TenonForeignKey   *key = tenon_list_get (table->foreign_keys, k);
          g_autofree char   *child = g_strconcat (table->name, ".", key->columns[0], NULL);
          TenonRelationship *relationship = tenon_list_find (model->relationships, child);
          gboolean           is_one = tenon_source_table_is_unique (table, (const char *const *)key->columns);

          g_string_append_printf (out, "- **%s → %s**: 1:%s through `%s`", key->ref_table, table->name, is_one ? "1" : "Many", child);
          if (relationship != NULL)
            write_cardinality (out, relationship);
          else
            g_string_append (out, "; how many is not known");
          if (key->is_asserted)
            write_assertion (out, key);
          if (relationship != NULL && is_given (relationship->evidence))
            {
              g_string_append (out, "; evidence: ");
              append_one_line (out, relationship->evidence);
            }
          g_string_append_c (out, '\n');
        }
    }
  if (out->len == 0)
    g_string_append (out, "No foreign keys are known.\n");
  for (guint i = 0; model->schema != NULL && i < tenon_list_get_length (model->schema->tables); i++)
    write_known_about (out, model, TENON_FACT_ENTITY, ((TenonSourceTable *)tenon_list_get (model->schema->tables, i))->name);
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    {
      TenonFact       *fact = tenon_list_get (model->facts, i);
      g_autofree char *subject = NULL;

      if (fact->key == NULL || !g_str_has_prefix (fact->key, "column:"))
        continue;
      tenon_facts_find_definition (fact->key, &subject);
      write_known_about (out, model, TENON_FACT_COLUMN, subject);
    }
  return out;
}

/* What people added by hand and somebody took up. */
static void
write_notes (GString    *out,
             TenonModel *model)
{
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    {
      TenonFact *fact = tenon_list_get (model->facts, i);

      if (fact->key != NULL && g_str_has_prefix (fact->key, "note:") && is_given (fact->value))
        write_fact (out, fact->key + strlen ("note:"), fact->value);
    }
}

static GString *
write_considerations (TenonModel *model)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (pattern->search != NULL && pattern->search[0] != NULL)
        g_string_append_printf (out, "- **Text Search**: %s searches inside text, which no DynamoDB key serves; it needs another way\n", pattern->pattern_id);
      if (pattern->is_aggregate)
        g_string_append_printf (out, "- **Aggregation**: %s counts or sums over many items; keep the result as an attribute, or compute it outside\n", pattern->pattern_id);
      if (!is_given (pattern->design_considerations))
        continue;
      g_string_append_printf (out, "- **%s**: ", pattern->pattern_id);
      append_escaped (out, pattern->design_considerations);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; model->schema != NULL && i < tenon_list_get_length (model->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (model->schema->tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->unique_keys); k++)
        {
          TenonKey        *key = tenon_list_get (table->unique_keys, k);
          g_autofree char *columns = g_strjoinv (", ", key->columns);

          g_string_append_printf (out, "- **Unique Constraint**: %s (%s) needs a lookup table, written in the same transaction\n", table->name, columns);
        }
    }
  write_notes (out, model);
  if (out->len == 0)
    g_string_append (out, "Nothing noted yet.\n");
  return out;
}

static gboolean
has_nested (TenonDocument *document,
            guint          index)
{
  return index + 1 < document->blocks->len && ((TenonBlock *)g_ptr_array_index (document->blocks, index + 1))->item == g_ptr_array_index (document->blocks, index);
}

/* The bullets by hand that say what the overview says, as lines; and the words people chose for the key entities. */
static void
find_overview (TenonDocument *document,
               guint         *from,
               guint         *to,
               char         **key_entities)
{
  static const char *const labels[] = { "Domain", "Key Entities", "Business Context", "Scale", NULL };
  gboolean                 is_over = FALSE;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (document->blocks, i);
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;

      if (block->kind != TENON_BLOCK_ITEM || block->level > 1 || !tenon_block_is_under (block, "application overview"))
        continue;
      /* What is nested below a bullet has its place there. */
      if (!tenon_block_split_label (block, &label, &value) || !g_strv_contains (labels, label) || has_nested (document, i))
        {
          is_over = *from > 0;
          continue;
        }
      if (strcmp (label, "Key Entities") == 0 && strcmp (value, "TBD") != 0)
        {
          g_free (*key_entities);
          *key_entities = g_strdelimit (g_steal_pointer (&value), "\n", ' ');
        }
      if (is_over)
        continue;
      if (*from == 0)
        *from = block->line;
      *to = block->last_line;
    }
}

/* Whether the program's own table says all that this row does. */
static gboolean
is_row_whole (TenonPipeTable                *table,
              guint                          row,
              const TenonRequirementColumns *columns,
              TenonModel                    *model,
              GHashTable                    *ids)
{
  static const char *const types[] = { "", "read", "write", "update", "delete", "none", NULL };
  const int                rates[] = { columns->rps, columns->peak, columns->average };
  g_autofree char         *id = tenon_requirement_read_id (tenon_pipe_table_get_cell (table, row, columns->id));
  g_autofree char         *type = tenon_markdown_strip (tenon_pipe_table_get_cell (table, row, columns->type));
  g_autofree char         *lower = g_ascii_strdown (type, -1);

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *words = tenon_pipe_cell_unescape (tenon_pipe_table_get_cell (table, row, rates[i]));
      TenonPattern    *pattern = id != NULL ? tenon_model_find_pattern (model, id) : NULL;
      TenonRateCell    cell;

      /* What is no rate is not lost where the considerations say it. */
      tenon_rate_cell_read (words, &cell);
      if (cell.kind == TENON_RATE_CELL_WORDS && (pattern == NULL || pattern->design_considerations == NULL || strstr (pattern->design_considerations, words) == NULL))
        return FALSE;
    }
  return id != NULL && g_strv_contains (types, lower) && g_hash_table_add (ids, g_steal_pointer (&id));
}

/* Whether a table by hand says nothing that would be lost if the program's own stood in its place. */
static gboolean
is_whole (TenonPipeTable                *table,
          const TenonRequirementColumns *columns,
          TenonModel                    *model)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!columns->is_whole || columns->n_headings > 1 || columns->id < 0 || columns->endpoint >= 0 || columns->entities >= 0 || table->n_dropped > 0)
    return FALSE;
  for (guint row = 1; row < table->rows->len; row++)
    if (!is_row_whole (table, row, columns, model, ids))
      return FALSE;
  return TRUE;
}

/* The table of patterns by hand. What the program's own would not say stays where it is, and that one stands beside it. */
static void
find_pattern_table (TenonDocument *document,
                    TenonModel    *model,
                    guint         *from,
                    guint         *to)
{
  for (guint i = 0; i < document->blocks->len && *from == 0; i++)
    {
      TenonBlock             *block = g_ptr_array_index (document->blocks, i);
      TenonRequirementColumns columns;

      if (block->kind != TENON_BLOCK_TABLE || !tenon_block_is_under (block, "access pattern"))
        continue;
      if (!tenon_requirement_find_columns (block->table, &columns) || !is_whole (block->table, &columns, model))
        continue;
      *from = block->line;
      *to = block->last_line;
    }
}

/* A hand-written line of the overview is taken over only where the model says the same: else it stays and is a proposal. */
static gboolean
overview_agrees (TenonModel *model,
                 const char *previous_text)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("", previous_text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = tenon_requirement_document_read (source, model, diagnostics);

  for (guint i = 0; i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);

      if (proposal->pattern_id == NULL && proposal->relationship == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What people wrote into a part between the program's lines, and nobody is asked about: it moves out of it as it is. */
static char *
dup_kept (TenonDocument   *previous,
          TenonModel      *model,
          const TenonPart *part)
{
  guint first, last;

  if (previous == NULL || !tenon_parts_find (previous->text, part->name, &first, &last))
    return NULL;
  return tenon_requirement_dup_kept (previous, model, first, last, g_str_equal (part->name, "checklist"), part->text);
}

/**
 * tenon_requirement_document_write:
 * @previous_text: (nullable): the document as it is now
 *
 * A table of patterns that people made by hand is taken over, as are bullets of the overview that say what the model says; every
 * other byte of @previous_text stays, and all of it where a merge left its marks.
 *
 * Returns: (transfer full): the text of dynamodb_requirement.md
 */
char *
tenon_requirement_document_write (TenonModel *model,
                                  const char *previous_text)
{
  g_autoptr (TenonParts) parts = tenon_parts_new ("# DynamoDB Modeling Session");
  g_autofree char *key_entities = NULL;
  g_autoptr (TenonDocument) previous = NULL;
  guint      overview_from = 0, overview_to = 0, table_from = 0, table_to = 0;
  TenonPart *part;

  if (previous_text != NULL && tenon_requirement_document_find_conflict (previous_text) > 0)
    return g_strdup (previous_text);
  if (previous_text != NULL)
    {
      guint first, last;

      previous = tenon_document_parse_text (NULL, previous_text, strlen (previous_text));
      find_overview (previous, &overview_from, &overview_to, &key_entities);
      find_pattern_table (previous, model, &table_from, &table_to);
      if (key_entities != NULL && is_derived (key_entities))
        g_clear_pointer (&key_entities, g_free);
      if (!tenon_parts_find (previous_text, "overview", &first, &last) && overview_from > 0 && !overview_agrees (model, previous_text))
        overview_from = 0;
    }
  part = tenon_parts_add_take (parts, "overview", "## Application Overview", write_overview (model, key_entities));
  part->from_line = overview_from;
  part->to_line = overview_to;
  part = tenon_parts_add_take (parts, "patterns", "## Access Patterns Analysis", write_patterns (model));
  part->from_line = table_from;
  part->to_line = table_to;
  tenon_parts_add_take (parts, "relationships", "## Entity Relationships Deep Dive", write_relationships (model));
  part = tenon_parts_add_take (parts, "considerations", "## Design Considerations (Scratchpad - Subject to Change)", write_considerations (model));
  part->kept = dup_kept (previous, model, part);
  part = tenon_parts_add_take (parts, "checklist", "## Validation Checklist", tenon_requirement_write_checklist (model));
  part->kept = dup_kept (previous, model, part);
  return tenon_parts_merge (parts, previous_text);
}

/**
 * tenon_requirement_document_is_untouched:
 *
 * Returns: whether outside of the program's parts there is nothing but the headings it writes itself
 */
gboolean
tenon_requirement_document_is_untouched (const char *text)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autofree char *empty = tenon_requirement_document_write (model, text);
  g_autofree char *fresh = tenon_requirement_document_write (model, NULL);

  return g_str_equal (empty, fresh);
}
