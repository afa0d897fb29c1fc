/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The relationships of a requirement file: which foreign key each is about, and how many children a parent has. */

#include "artifact/tenon-requirement-reader.h"
#include "base/tenon-text.h"
#include "model/tenon-known-schema.h"

#include <math.h>
#include <string.h>

/* The foreign key a bullet "Users → Orders" is about. */
static gboolean
find_key (TenonRequirementReader *reader,
          const char             *parent_words,
          const char             *child_words,
          const char             *value,
          TenonSourceTable      **child,
          TenonForeignKey       **key)
{
  TenonSchema      *schema = tenon_model_get_known_schema (reader->model);
  TenonSourceTable *parent = tenon_schema_match_table (schema, parent_words);
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);
  guint n = 0;

  *child = tenon_schema_match_table (schema, child_words);
  if (parent == NULL || *child == NULL)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length ((*child)->foreign_keys); i++)
    {
      TenonForeignKey *candidate = tenon_list_get ((*child)->foreign_keys, i);
      g_autofree char *dotted = g_strconcat ((*child)->name, ".", candidate->columns[0], NULL);

      if (g_strcmp0 (candidate->ref_table, parent->name) != 0)
        continue;
      if (spans->len > 0 && g_strcmp0 (g_ptr_array_index (spans, 0), dotted) != 0)
        continue;
      *key = candidate;
      n++;
    }
  return n == 1;
}

static const char asserted_words[] = "; asserted, not declared in MySQL: ";

static const char evidence_words[] = "; evidence: ";

/* What stands behind @words, up to the next of the two. */
static char *
dup_behind (const char *value,
            const char *words)
{
  const char *start = strstr (value, words);
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen (words);
  end = words == evidence_words ? NULL : strstr (start, evidence_words);
  return end != NULL ? g_strndup (start, end - start) : g_strdup (start);
}

/* A bullet about a reference that MySQL does not declare and nobody asserted so far: "`posts.author_id`; asserted, …". */
static gboolean
find_new_assertion (TenonRequirementReader *reader,
                    const char             *parent_words,
                    const char             *value,
                    char                  **child,
                    char                  **parent)
{
  TenonSchema      *schema = tenon_model_get_known_schema (reader->model);
  TenonSourceTable *table = tenon_schema_match_table (schema, parent_words);
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);

  if (strstr (value, asserted_words) == NULL || table == NULL || table->primary_key == NULL || table->primary_key[0] == NULL || table->primary_key[1] != NULL)
    return FALSE;
  if (spans->len == 0 || tenon_schema_find_column (schema, g_ptr_array_index (spans, 0)) == NULL)
    return FALSE;
  *child = g_strdup (g_ptr_array_index (spans, 0));
  *parent = g_strconcat (table->name, ".", table->primary_key[0], NULL);
  return TRUE;
}

/* Which two columns the bullet is about; FALSE where it cannot be told. */
static gboolean
find_ends (TenonRequirementReader *reader,
           const char             *label,
           const char             *value,
           char                  **child,
           char                  **parent)
{
  g_auto (GStrv) ends = g_strsplit (label, "→", 2);
  TenonSourceTable *table;
  TenonForeignKey  *key = NULL;

  if (g_strv_length (ends) != 2)
    return FALSE;
  if (!find_key (reader, g_strstrip (ends[0]), g_strstrip (ends[1]), value, &table, &key))
    return find_new_assertion (reader, ends[0], value, child, parent);
  *child = g_strconcat (table->name, ".", key->columns[0], NULL);
  *parent = g_strconcat (key->ref_table, ".", key->ref_columns[0], NULL);
  return TRUE;
}

static double
read_number_behind (const char *text,
                    const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  double           value;

  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  number = g_match_info_fetch (match, 1);
  return tenon_parse_number (number, &value, NULL) ? value : 0;
}

static void
read_counts (TenonRelationship *self,
             const char        *value)
{
  const char      *end = strstr (value, asserted_words);
  g_autofree char *head = NULL;

  end = end != NULL ? end : strstr (value, evidence_words);
  head = end != NULL ? g_strndup (value, end - value) : g_strdup (value);
  self->average_children = read_number_behind (head, "\\b(?:avg|average)\\.?\\s+([\\d,.]+)");
  self->maximum_children = read_number_behind (head, "\\b(?:max|maximum|up to)\\.?\\s+([\\d,.]+)");
  if (g_regex_match_simple ("\\bunbounded\\b|\\bunlimited\\b", head, G_REGEX_CASELESS, 0))
    self->bounded = TENON_ANSWER_NO;
  else if (strstr (head, "growth not known") != NULL)
    self->bounded = TENON_ANSWER_UNKNOWN;
  else if (self->maximum_children > 0 || g_regex_match_simple ("\\bbounded\\b", head, G_REGEX_CASELESS, 0))
    self->bounded = TENON_ANSWER_YES;
}

/* Whether the file says of the relationship what the model holds, or nothing. */
static gboolean
is_known (TenonRequirementReader *reader,
          TenonRelationship      *self,
          TenonRelationship      *present)
{
  gboolean is_empty = present == NULL || (present->average_children == 0 && present->maximum_children == 0 && present->bounded == TENON_ANSWER_UNKNOWN);

  if (self->asserted && (present == NULL || !present->asserted || g_strcmp0 (present->reason, self->reason) != 0))
    return FALSE;
  if (self->average_children == 0 && self->maximum_children == 0 && self->bounded == TENON_ANSWER_UNKNOWN && (!reader->is_own || is_empty))
    return TRUE;
  return present != NULL && present->average_children == self->average_children && present->maximum_children == self->maximum_children && present->bounded == self->bounded;
}

/* In a file by hand, what looks like a relationship and names none the model knows: the line stays in the file alone. */
static void
report_relationship (TenonRequirementReader *reader,
                     const char             *label,
                     const char             *value,
                     guint                   line)
{
  if (strstr (label, "→") == NULL && strstr (label, "↔") == NULL && strstr (label, "->") == NULL)
    return;
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship", reader->file, line, 0, "“%s: %s” is not taken: %s.", label, value,
                         reader->model->schema == NULL ? "there is no schema yet" : "no one foreign key between two tables of the schema is meant");
}

/* An average of a year or a day is no average of all there is. */
static void
report_time (TenonRequirementReader *reader,
             const char             *value,
             guint                   line)
{
  if (!reader->is_own && g_regex_match_simple ("\\b(avg|average)\\b[^;,)]*\\b(annually|yearly|monthly|weekly|daily|(per|a) (year|month|week|day))\\b", value, G_REGEX_CASELESS, 0))
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship-time", reader->file, line, 0, "“%s” is an average of a time; it is taken as the average of all there is.", value);
}

/* "- **User → Orders**: 1:Many (avg 5 orders per user, max 1000)" */
static void
read_relationship (TenonRequirementReader *reader,
                   TenonBlock             *block)
{
  g_autofree char *label = NULL, *value = NULL, *child = NULL, *parent = NULL, *words = NULL, *evidence = NULL;
  g_autoptr (TenonRelationship) relationship = NULL;
  TenonRelationship *present;

  if (!tenon_block_split_label (block, &label, &value))
    return;
  if (reader->model->schema == NULL)
    {
      report_relationship (reader, label, value, block->line);
      return;
    }
  if (strstr (label, "→") == NULL && tenon_requirement_read_entity (reader, label, value, block->line))
    return;
  if (!find_ends (reader, label, value, &child, &parent))
    {
      if (reader->parts[TENON_REQUIREMENT_RELATIONSHIPS].is_there)
        tenon_requirement_propose_note (reader, label, value, block->line);
      else
        report_relationship (reader, label, value, block->line);
      return;
    }
  relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
  read_counts (relationship, value);
  report_time (reader, value, block->line);
  relationship->reason = dup_behind (value, asserted_words);
  relationship->asserted = relationship->reason != NULL;
  evidence = dup_behind (value, evidence_words);
  words = g_strdup_printf ("“%s”", value);
  relationship->evidence = evidence != NULL ? g_steal_pointer (&evidence) : tenon_requirement_dup_evidence (reader, block->line, words);
  present = tenon_list_find (reader->model->relationships, relationship->child);
  if (!is_known (reader, relationship, present))
    tenon_requirement_propose (reader, NULL, "relationship", value, present != NULL ? present->evidence : NULL, block->line)->relationship = g_steal_pointer (&relationship);
}

void
tenon_requirement_read_relationships (TenonRequirementReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "entity relationships") && tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_RELATIONSHIPS))
        read_relationship (reader, block);
    }
}
