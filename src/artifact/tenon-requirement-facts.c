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
                             guint                   line)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (reader->model, key);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *words = g_strdup_printf ("“%s”", value);
  gboolean         is_unknown = *value == '\0' || g_ascii_strcasecmp (value, "TBD") == 0;
  const char      *present = known != NULL ? known->value : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char      *normal = is_unknown ? NULL : tenon_facts_dup_normal (reader->model, key, value, &error);
  TenonPatternProposal *proposal;

  if (is_unknown && (!reader->is_own || present == NULL))
    return;
  if (error != NULL)
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-fact", reader->file, line, 0, "%s.", error->message);
      return;
    }
  if (g_strcmp0 (normal, present) == 0 || (normal != NULL && tenon_requirement_is_same_text (normal, present)))
    return;
  proposal = tenon_requirement_propose (reader, NULL, property, normal, present, line);
  proposal->evidence = tenon_requirement_dup_evidence (reader, line, words);
  if (!reader->is_own)
    proposal->file = g_strdup_printf ("%s@%s", reader->file, reader->version);
}

/* "1400 requests a second at peak" -> "1400" */
static char *
dup_without_unit (const TenonFactDefinition *definition,
                  const char                *value)
{
  const char *end = value;
  double      number;

  if (definition->type == TENON_FACT_NUMBER && tenon_parse_number (value, &number, &end))
    return g_strndup (value, end - value);
  return g_strdup (value);
}

static void
read_overview_line (TenonRequirementReader *reader,
                    TenonBlock             *block)
{
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  g_autofree char           *label = NULL;
  g_autofree char           *value = NULL;

  if (!tenon_block_split_label (block, &label, &value) || g_ascii_strcasecmp (label, "Key Entities") == 0)
    return;
  for (guint i = 0; i < n_definitions; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *plain = NULL;

      if (definitions[i].scope != TENON_FACT_APPLICATION || g_ascii_strcasecmp (label, definitions[i].title) != 0)
        continue;
      text = tenon_pipe_cell_unescape (value);
      plain = dup_without_unit (&definitions[i], text);
      tenon_requirement_read_fact (reader, definitions[i].name, plain, block->line);
      return;
    }
  if (reader->parts[TENON_REQUIREMENT_OVERVIEW].is_there)
    tenon_requirement_propose_note (reader, label, value, block->line);
}

void
tenon_requirement_read_overview (TenonRequirementReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "application overview") && tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_OVERVIEW))
        read_overview_line (reader, block);
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
      plain = dup_without_unit (&definitions[i], found != NULL ? found : "");
      tenon_requirement_read_fact (reader, key, g_strchomp (plain), line);
    }
  return is_any;
}
