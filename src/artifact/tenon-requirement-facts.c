/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a requirement file says of the application and of its tables, as facts. */

#include "artifact/tenon-requirement-reader.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

/* A line people added inside what the program writes: taken up, it is written with the considerations. */
void
tenon_requirement_propose_note (TenonRequirementReader *reader,
                                const char             *label,
                                const char             *value,
                                guint                   line)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_NOTE, label, NULL);
  g_autofree char *present = tenon_facts_dup_text (reader->model, key);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *text = tenon_pipe_cell_unescape (value);

  if (*text == '\0' || tenon_requirement_is_same_text (text, present))
    return;
  tenon_requirement_propose (reader, NULL, property, text, present, line)->evidence = g_strdup_printf ("%s, edited by hand", reader->file);
}

void
tenon_requirement_read_fact (TenonRequirementReader *reader,
                             const char             *key,
                             const char             *value,
                             const char             *said,
                             guint                   line)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (reader->model, key);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *words = g_strdup_printf ("“%s”", said != NULL ? said : value);
  gboolean         is_unknown = *value == '\0' || g_ascii_strcasecmp (value, "TBD") == 0;
  const char      *present = known != NULL ? known->value : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char      *normal = is_unknown ? NULL : tenon_facts_dup_normal (reader->model, key, value, &error);
  TenonPatternProposal *proposal;

  if (is_unknown && (!reader->is_own || present == NULL))
    return;
  if (error != NULL)
    {
      tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, reader->is_own ? TENON_SEVERITY_WARNING : TENON_SEVERITY_NOTE, "requirement-fact", reader->file, line, 0, "%s.", error->message), "State it by hand where it matters; the line stays in the file");
      return;
    }
  if (g_strcmp0 (normal, present) == 0 || (normal != NULL && tenon_requirement_is_same_text (normal, present)))
    return;
  proposal = tenon_requirement_propose (reader, NULL, property, normal, present, line);
  proposal->evidence = tenon_requirement_dup_evidence (reader, line, words);
  if (!reader->is_own)
    proposal->file = g_strdup_printf ("%s@%s", reader->file, reader->version);
}

/* "1400 requests a second" -> "1400"; in a file of other people "~2.5 million registered" -> "2500000" too */
char *
tenon_requirement_dup_without_unit (const TenonFactDefinition *definition,
                                    const char                *value,
                                    gboolean                   is_own)
{
  static const struct
  {
    const char *name;
    double      factor;
  } multipliers[] = { { "k", 1e3 }, { "thousand", 1e3 }, { "m", 1e6 }, { "million", 1e6 }, { "mio", 1e6 }, { "billion", 1e9 } };

  static const char *const hedges[] = { "~", "≈", "about ", "around ", "approximately ", "approx. ", "ca. ", "up to ", "over ", "more than ", "<", ">" };
  const char              *end = value;
  double                   number;

  if (definition->type != TENON_FACT_NUMBER)
    return g_strdup (value);
  for (guint i = 0; !is_own && i < G_N_ELEMENTS (hedges); i++)
    if (g_ascii_strncasecmp (value, hedges[i], strlen (hedges[i])) == 0)
      value += strlen (hedges[i]) + strspn (value + strlen (hedges[i]), " ");
  if (!tenon_parse_number (value, &number, &end))
    return g_strdup (value);
  for (guint i = 0; !is_own && i < G_N_ELEMENTS (multipliers); i++)
    {
      const char *word = end + strspn (end, " ");
      gsize       length = strlen (multipliers[i].name);
      char        text[G_ASCII_DTOSTR_BUF_SIZE];

      if (g_ascii_strncasecmp (word, multipliers[i].name, length) == 0 && !g_ascii_isalnum (word[length]))
        return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number * multipliers[i].factor));
    }
  return g_strndup (value, end - value);
}

/* ---- the overview ---- */

/* What other people call what the program has a title for; in lower case. */
static const struct
{
  const char *label;
  const char *key;
} synonyms[] = {
  { "application domain", "domain" },
  { "business domain", "domain" },
  { "industry", "domain" },
  { "business", "business-context" },
  { "context", "business-context" },
  { "key business rules", "key-rules" },
  { "business rules", "key-rules" },
  { "rules", "key-rules" },
  { "critical business rules", "key-rules" },
  { "expected scale", "scale" },
  { "scale & growth", "scale" },
  { "expected users", "users" },
  { "user base", "users" },
  { "number of users", "users" },
  { "total users", "users" },
  { "active users", "users" },
  { "total rps", "total-requests" },
  { "total qps", "total-requests" },
  { "total requests/second", "total-requests" },
  { "total requests per second", "total-requests" },
  { "total throughput", "total-requests" },
};

/* Returns: (nullable): the fact of the application that @label means */
static const TenonFactDefinition *
find_definition (const char *label,
                 gboolean    is_own)
{
  g_autoptr (GRegex) number = g_regex_new ("^[\\d.)\\s]+|\\s*\\([^)]*\\)\\s*$", 0, 0, NULL);
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  g_autofree char           *stripped = tenon_markdown_strip (label);
  g_autofree char           *plain = is_own ? g_strdup (stripped) : g_regex_replace_literal (number, stripped, -1, 0, "", 0, NULL);
  const char                *key = NULL;

  for (guint i = 0; !is_own && i < G_N_ELEMENTS (synonyms); i++)
    if (g_ascii_strcasecmp (plain, synonyms[i].label) == 0)
      key = synonyms[i].key;
  for (guint i = 0; i < n_definitions; i++)
    if (definitions[i].scope == TENON_FACT_APPLICATION && (g_ascii_strcasecmp (plain, definitions[i].title) == 0 || g_strcmp0 (key, definitions[i].name) == 0))
      return &definitions[i];
  return NULL;
}

/* Returns: whether it is a fact of the application */
static gboolean
read_labelled (TenonRequirementReader *reader,
               const char             *label,
               const char             *value,
               guint                   line)
{
  const TenonFactDefinition *definition = find_definition (label, reader->is_own);
  g_autofree char           *property = definition != NULL ? g_strconcat ("fact:", definition->name, NULL) : NULL;
  g_autofree char           *text = NULL;
  g_autofree char           *plain = NULL;

  if (definition == NULL)
    return FALSE;
  /* What the file says first counts. */
  if (tenon_requirement_has_proposal (reader, NULL, property))
    return TRUE;
  text = tenon_pipe_cell_unescape (value);
  plain = tenon_requirement_dup_without_unit (definition, text, reader->is_own);
  tenon_requirement_read_fact (reader, definition->name, plain, reader->is_own ? NULL : text, line);
  return TRUE;
}

/* What stands nested in an item, or below a heading, as one line. */
char *
tenon_requirement_dup_below (TenonRequirementReader *reader,
                             guint                   position)
{
  TenonBlock *top = g_ptr_array_index (reader->document->blocks, position);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = position + 1; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      gboolean         is_below = top->kind == TENON_BLOCK_HEADING ? block->heading == top && block->kind != TENON_BLOCK_HEADING : FALSE;
      g_autofree char *text = NULL;

      for (TenonBlock *item = block->item; item != NULL && !is_below; item = item->item)
        is_below = item == top;
      if (!is_below)
        break;
      if (block->kind != TENON_BLOCK_ITEM && block->kind != TENON_BLOCK_PARAGRAPH)
        continue;
      text = tenon_markdown_strip (block->text);
      g_strdelimit (text, "\r\n", ' ');
      g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
read_item (TenonRequirementReader *reader,
           guint                   position)
{
  TenonBlock      *block = g_ptr_array_index (reader->document->blocks, position);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *below = reader->is_own ? g_strdup ("") : tenon_requirement_dup_below (reader, position);
  g_autofree char *all = NULL;
  const char      *colon = strchr (block->text, ':');

  if (!tenon_block_split_label (block, &label, &value))
    {
      if (reader->is_own || colon == NULL || colon - block->text > 40)
        return;
      label = g_strndup (block->text, colon - block->text);
      value = g_strstrip (g_strdup (colon + 1));
    }
  if (g_ascii_strcasecmp (label, "Key Entities") == 0)
    return;
  all = *value != '\0' && *below != '\0' ? g_strconcat (value, "; ", below, NULL) : g_strdup (*value != '\0' ? value : below);
  if (!read_labelled (reader, label, all, block->line) && reader->parts[TENON_REQUIREMENT_OVERVIEW].is_there)
    tenon_requirement_propose_note (reader, label, value, block->line);
}

/* "**Domain**: Shops", and further lines of that form in the same paragraph. */
static void
read_paragraph (TenonRequirementReader *reader,
                TenonBlock             *block)
{
  g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);

  for (guint i = 0; lines[i] != NULL;)
    {
      g_autoptr (GString) text = g_string_new (lines[i]);
      guint            first = i;
      TenonBlock       part = *block;
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;

      for (i++; lines[i] != NULL && !g_str_has_prefix (lines[i], "**"); i++)
        g_string_append_printf (text, " %s", lines[i]);
      part.text = text->str;
      if (tenon_block_split_label (&part, &label, &value))
        read_labelled (reader, label, value, block->line + first);
    }
}

/* "| Domain | Shops |" */
static void
read_overview_table (TenonRequirementReader *reader,
                     TenonPipeTable         *table)
{
  for (guint row = 0; row < table->rows->len && table->n_columns >= 2; row++)
    {
      const char *value = tenon_pipe_table_get_cell (table, row, 1);

      if (*value != '\0')
        read_labelled (reader, tenon_pipe_table_get_cell (table, row, 0), value, ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line);
    }
}

gboolean
tenon_requirement_is_overview (TenonBlock *block)
{
  static const char *const titles[] = { "application overview", "business overview", "project overview", "system overview", "application context", "application details" };
  g_autofree char         *title = tenon_block_dup_title (block);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (tenon_block_is_under (block, titles[i]))
      return TRUE;
  return g_ascii_strcasecmp (title, "overview") == 0;
}

/* In a file of other people a heading may be the label: "### Business Context". */
static void
read_foreign_block (TenonRequirementReader *reader,
                    guint                   position)
{
  TenonBlock      *block = g_ptr_array_index (reader->document->blocks, position);
  g_autofree char *below = NULL;

  if (block->kind == TENON_BLOCK_HEADING && find_definition (block->text, FALSE) != NULL)
    {
      below = tenon_requirement_dup_below (reader, position);
      if (*below != '\0')
        read_labelled (reader, block->text, below, block->line);
      return;
    }
  if (!tenon_requirement_is_overview (block))
    return;
  if (block->kind == TENON_BLOCK_ITEM)
    read_item (reader, position);
  else if (block->kind == TENON_BLOCK_PARAGRAPH && block->item == NULL)
    read_paragraph (reader, block);
  else if (block->kind == TENON_BLOCK_TABLE)
    read_overview_table (reader, block->table);
}

void
tenon_requirement_read_overview (TenonRequirementReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (!reader->is_own)
        read_foreign_block (reader, i);
      else if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "application overview") && tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_OVERVIEW))
        read_item (reader, i);
    }
}

/* What stands behind "Row Growth:" among the parts. Returns: (nullable): NULL where nothing does */
static const char *
find_part (char      **parts,
           const char *title)
{
  gsize length = strlen (title);

  for (guint k = 0; parts[k] != NULL; k++)
    {
      const char *part = parts[k] + strspn (parts[k], " ");

      if (g_ascii_strncasecmp (part, title, length) == 0 && part[length] == ':')
        return part + length + 1 + strspn (part + length + 1, " ");
    }
  return NULL;
}

/* "- **orders**: Owner: Billing; Row Growth: 12000 rows a month", "- **orders.status**: Distinct Values: 7 different values".
 * In a file of other people it is one only where it names a fact. */
gboolean
tenon_requirement_read_entity (TenonRequirementReader *reader,
                               const char             *label,
                               const char             *value,
                               guint                   line)
{
  TenonSourceTable          *table = tenon_schema_find_table (reader->model->schema, label);
  TenonFactScope             scope = table != NULL ? TENON_FACT_ENTITY : TENON_FACT_COLUMN;
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  gboolean is_own = reader->parts[TENON_REQUIREMENT_RELATIONSHIPS].is_there;
  gboolean is_any = is_own;

  if (table == NULL && tenon_schema_find_column (reader->model->schema, label) == NULL)
    return FALSE;
  for (guint i = 0; !is_any && i < n_definitions; i++)
    is_any = definitions[i].scope == scope && find_part (parts, definitions[i].title) != NULL;
  for (guint i = 0; is_any && i < n_definitions; i++)
    {
      const char      *found = definitions[i].scope == scope ? find_part (parts, definitions[i].title) : NULL;
      g_autofree char *key = NULL;
      g_autofree char *plain = NULL;

      if (definitions[i].scope != scope || (found == NULL && !is_own))
        continue;
      key = tenon_facts_dup_key (scope, table != NULL ? table->name : label, definitions[i].name);
      plain = tenon_requirement_dup_without_unit (&definitions[i], found != NULL ? found : "", is_own);
      tenon_requirement_read_fact (reader, key, g_strchomp (plain), NULL, line);
    }
  return is_any;
}
