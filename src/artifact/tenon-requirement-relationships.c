/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The relationships of a requirement file, wherever they stand: which foreign key each is about, and how many children a parent
 * has. */

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

/* "avg 5", "Average: 1-3" (its upper end), "max ~10k" */
static double
read_number_behind (const char *text,
                    const char *words)
{
  g_autofree char *pattern = g_strdup_printf ("\\b(?:%s)\\b\\.?:?\\s*(?:of\\s+)?[~≈]?\\s*([\\d,]*\\.?\\d+)\\s*(k\\b)?(?:\\s*(?:-|–|to)\\s*([\\d,]*\\.?\\d+)\\s*(k\\b)?)?", words);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  double result = 0;

  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  for (int i = 1; i <= 3; i += 2)
    {
      g_autofree char *digits = g_match_info_fetch (match, i);
      g_autofree char *thousand = g_match_info_fetch (match, i + 1);
      g_autofree char *number = digits != NULL && *digits == '.' ? g_strconcat ("0", digits, NULL) : g_strdup (digits);
      double           value;

      if (number != NULL && tenon_parse_number (number, &value, NULL))
        result = MAX (result, thousand != NULL && *thousand != '\0' ? value * 1000 : value);
    }
  return result;
}

/* "~200 components per batch" */
static double
read_about (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("[~≈]\\s*([\\d,]*\\.?\\d+)\\s*[a-z][\\w ]{0,30}?\\bper\\b(?!\\s*(?:second|minute|hour|day|week|month|year))", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;
  double           value;

  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  digits = g_match_info_fetch (match, 1);
  return tenon_parse_number (digits, &value, NULL) ? value : 0;
}

/* Without what the program writes behind it. */
static char *
dup_head (const char *value)
{
  const char *end = strstr (value, asserted_words);

  end = end != NULL ? end : strstr (value, evidence_words);
  return end != NULL ? g_strndup (value, end - value) : g_strdup (value);
}

void
tenon_requirement_read_counts (TenonRelationship *self,
                               const char        *value)
{
  g_autofree char *head = dup_head (value);

  self->average_children = read_number_behind (head, "avg|average|typically");
  if (self->average_children == 0)
    self->average_children = read_about (head);
  self->maximum_children = read_number_behind (head, "max|maximum|up to|at most");
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

/* An average of a year or a day is no average of all there is. */
void
tenon_requirement_report_time (TenonRequirementReader *reader,
                               const char             *value,
                               guint                   line)
{
  if (!reader->is_own && g_regex_match_simple ("\\b(avg|average)\\b[^;,)]*\\b(annually|yearly|monthly|weekly|daily|(per|a) (year|month|week|day))\\b", value, G_REGEX_CASELESS, 0))
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship-time", reader->file, line, 0, "“%s” is an average of a time; it is taken as the average of all there is.", value);
}

static gboolean
has_relationship (TenonRequirementReader *reader,
                  const char             *child)
{
  for (guint i = 0; i < reader->proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (reader->proposals, i);

      if (proposal->relationship != NULL && g_strcmp0 (proposal->relationship->child, child) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Proposes what is said of one reference, unless the model knows it. Returns: (nullable) (transfer none): */
TenonPatternProposal *
tenon_requirement_propose_relationship (TenonRequirementReader *reader,
                                        TenonRelationship      *relationship,
                                        const char             *value,
                                        guint                   line)
{
  TenonRelationship    *present = tenon_list_find (reader->model->relationships, relationship->child);
  TenonPatternProposal *proposal;

  if (is_known (reader, relationship, present) || has_relationship (reader, relationship->child))
    return NULL;
  proposal = tenon_requirement_propose (reader, NULL, "relationship", value, present != NULL ? present->evidence : NULL, line);
  proposal->relationship = g_object_ref (relationship);
  return proposal;
}

static gboolean
has_other_counts (TenonRelationship *self,
                  TenonRelationship *present)
{
  return present->average_children != self->average_children || present->maximum_children != self->maximum_children || present->bounded != self->bounded;
}

static gboolean
is_same_line (const char *line,
              const char *text)
{
  g_autofree char *flat = g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n", ' ');

  return g_str_equal (line, flat);
}

/* "- **User → Orders**: 1:Many (avg 5 orders per user, max 1000)" as the program writes it. Returns: whether it is about a foreign
 * key, or about a reference with its reason */
static gboolean
read_known (TenonRequirementReader *reader,
            const char             *label,
            const char             *value,
            guint                   line)
{
  g_autofree char *child = NULL, *parent = NULL, *evidence = NULL;
  g_autofree char *head = dup_head (value);
  g_autofree char *words = g_strdup_printf ("“%s”", head);
  g_autoptr (TenonRelationship) relationship = NULL;
  TenonRelationship *present;

  if (!find_ends (reader, label, value, &child, &parent))
    return FALSE;
  relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
  tenon_requirement_read_counts (relationship, value);
  tenon_requirement_report_time (reader, value, line);
  relationship->reason = dup_behind (value, asserted_words);
  relationship->asserted = relationship->reason != NULL;
  evidence = dup_behind (value, evidence_words);
  present = tenon_list_find (reader->model->relationships, child);
  /* Other counts do not rest on what the former ones did. */
  if (evidence != NULL && present != NULL && has_other_counts (relationship, present) && is_same_line (evidence, present->evidence))
    g_clear_pointer (&evidence, g_free);
  relationship->evidence = evidence != NULL ? g_steal_pointer (&evidence) : tenon_requirement_dup_evidence (reader, line, words);
  tenon_requirement_propose_relationship (reader, relationship, value, line);
  return TRUE;
}

static void
read_item (TenonRequirementReader *reader,
           TenonBlock             *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  gboolean         is_labelled = tenon_block_split_label (block, &label, &value);

  if (!is_labelled && reader->is_own)
    return;
  if (is_labelled && reader->model->schema != NULL)
    {
      if (strstr (label, "→") == NULL && tenon_requirement_read_entity (reader, label, value, block->line))
        return;
      if (read_known (reader, label, value, block->line))
        return;
    }
  if (reader->model->schema == NULL && reader->is_own)
    return;
  if (!tenon_requirement_read_statement (reader, block->text, FALSE, block->line) && is_labelled && reader->parts[TENON_REQUIREMENT_RELATIONSHIPS].is_there)
    tenon_requirement_propose_note (reader, label, value, block->line);
}

/* "### User → League (1:Many)", with bullets below. */
static void
read_heading (TenonRequirementReader *reader,
              guint                   position)
{
  TenonBlock      *block = g_ptr_array_index (reader->document->blocks, position);
  g_autofree char *below = tenon_requirement_dup_below (reader, position);
  g_autofree char *whole = *below != '\0' ? g_strdup_printf ("%s: %s", block->text, below) : g_strdup (block->text);

  tenon_requirement_read_statement (reader, whole, FALSE, block->line);
}

/* "| Parent | Child | Cardinality | Avg | Max |" */
static void
read_relationship_table (TenonRequirementReader *reader,
                         TenonPipeTable         *table)
{
  static const char *const parents[] = { "parent", "from", "entity", "entity 1", "entity a", "one", "source", NULL };
  static const char *const children[] = { "child", "to", "related entity", "entity 2", "entity b", "many", "target", NULL };
  static const char *const cardinalities[] = { "cardinality", "relationship", "type", "relation", "relationship type", NULL };
  int                      parent = tenon_pipe_table_find_column (table, parents);
  int                      child = tenon_pipe_table_find_column (table, children);
  int                      cardinality = tenon_pipe_table_find_column (table, cardinalities);

  for (guint row = 1; parent >= 0 && child >= 0 && row < table->rows->len; row++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      g_string_append_printf (words, "%s → %s: %s", tenon_pipe_table_get_cell (table, row, parent), tenon_pipe_table_get_cell (table, row, child), tenon_pipe_table_get_cell (table, row, cardinality));
      for (int i = 0; i < (int)table->n_columns; i++)
        if (i != parent && i != child && i != cardinality && *tenon_pipe_table_get_cell (table, row, i) != '\0')
          g_string_append_printf (words, "; %s: %s", tenon_pipe_table_get_cell (table, 0, i), tenon_pipe_table_get_cell (table, row, i));
      tenon_requirement_read_statement (reader, words->str, FALSE, ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line);
    }
}

/* "- **Key Entities**: User (1:M) Orders, Order (1:M) Items", or one below the other. */
static void
read_key_entities (TenonRequirementReader *reader,
                   guint                   position)
{
  TenonBlock      *block = g_ptr_array_index (reader->document->blocks, position);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *below = NULL;
  g_autofree char *all = NULL;
  g_autoptr (GRegex) separators = g_regex_new ("[,;]\\s*(?![^()]*\\))", 0, 0, NULL);
  g_auto (GStrv) parts = NULL;

  if (!tenon_block_split_label (block, &label, &value) || g_ascii_strcasecmp (label, "Key Entities") != 0)
    return;
  below = tenon_requirement_dup_below (reader, position);
  all = g_strconcat (value, "; ", below, NULL);
  parts = g_regex_split (separators, all, 0);
  for (guint i = 0; reader->model->schema != NULL && parts[i] != NULL; i++)
    if (g_regex_match_simple ("\\(.*:.*\\)|\\d:|:many", parts[i], G_REGEX_CASELESS, 0))
      tenon_requirement_read_statement (reader, parts[i], TRUE, block->line);
}

static void
read_foreign (TenonRequirementReader *reader,
              guint                   position)
{
  TenonBlock *block = g_ptr_array_index (reader->document->blocks, position);

  if (!tenon_block_is_under (block, "relationships") && !tenon_block_is_under (block, "entity relationship") && !tenon_block_is_under (block, "cardinalit"))
    return;
  if (block->kind == TENON_BLOCK_ITEM)
    read_item (reader, block);
  else if (block->kind == TENON_BLOCK_HEADING)
    read_heading (reader, position);
  else if (block->kind == TENON_BLOCK_PARAGRAPH && block->item == NULL)
    tenon_requirement_read_statement (reader, block->text, FALSE, block->line);
  else if (block->kind == TENON_BLOCK_TABLE)
    read_relationship_table (reader, block->table);
}

void
tenon_requirement_read_relationships (TenonRequirementReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (!reader->is_own)
        read_foreign (reader, i);
      else if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "entity relationships") && tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_RELATIONSHIPS))
        read_item (reader, block);
    }
  /* What the deep dive says in detail stands. */
  for (guint i = 0; !reader->is_own && i < reader->document->blocks->len; i++)
    if (((TenonBlock *)g_ptr_array_index (reader->document->blocks, i))->kind == TENON_BLOCK_ITEM)
      read_key_entities (reader, i);
}
