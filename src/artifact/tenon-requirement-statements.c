/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How two entities belong together in people's words: what MySQL does not declare becomes an asserted relationship where its
 * columns can be told, and one proposal for each where several can. */

#include "artifact/tenon-requirement-ends.h"
#include "artifact/tenon-requirement-reader.h"
#include "model/tenon-known-schema.h"

#include <string.h>

/* A line that says how two entities belong together. */
typedef struct
{
  const char *text;     /* without emphasis, on one line */
  const char *value;    /* behind the names, Markdown */
  gboolean    is_quiet; /* a list of entities: nobody asked for what it does not say */
  guint       line;
} Statement;

G_GNUC_PRINTF (4, 5)
static void
report (TenonRequirementReader *reader,
        const Statement        *statement,
        const char             *remedy,
        const char             *format,
        ...)
{
  va_list          args;
  g_autofree char *why = NULL;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  if (!statement->is_quiet)
    tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship", reader->file, statement->line, 0, "“%s” is not taken: %s.", statement->text, why), "%s", remedy);
}

static void
state_reference (TenonRequirementReader *reader,
                 const Statement        *statement,
                 const char             *child,
                 TenonSourceTable       *parent,
                 TenonCardinality        cardinality,
                 gboolean                is_declared,
                 gboolean                is_choice)
{
  g_autofree char *column = g_strconcat (parent->name, ".", parent->primary_key != NULL && parent->primary_key[0] != NULL ? parent->primary_key[0] : "id", NULL);
  g_autofree char *words = g_strdup_printf ("“%s”", statement->value);
  g_autoptr (TenonRelationship) relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", column, NULL);
  TenonPatternProposal *proposal;

  tenon_requirement_read_counts (relationship, statement->value);
  if (cardinality == TENON_CARDINALITY_ONE_ONE && relationship->maximum_children == 0 && relationship->bounded == TENON_ANSWER_UNKNOWN)
    {
      relationship->maximum_children = 1;
      relationship->bounded = TENON_ANSWER_YES;
    }
  tenon_requirement_report_time (reader, statement->value, statement->line);
  relationship->asserted = !is_declared;
  if (!is_declared)
    relationship->reason = reader->is_own ? g_strdup ("stated by hand in the requirement file") : g_strdup_printf ("stated in %s:%u", reader->file, statement->line);
  relationship->evidence = tenon_requirement_dup_evidence (reader, statement->line, words);
  proposal = tenon_requirement_propose_relationship (reader, relationship, statement->value, statement->line);
  if (proposal != NULL)
    proposal->is_choice = is_choice;
}

/* Returns: whether a column of @child refers to @parent */
static gboolean
try_reference (TenonRequirementReader *reader,
               const Statement        *statement,
               TenonSourceTable       *child,
               TenonSourceTable       *parent,
               TenonCardinality        cardinality)
{
  g_autoptr (GPtrArray) named = tenon_markdown_list_code (statement->value);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *all = NULL;
  gboolean         is_declared;

  found = tenon_requirement_list_references (child, parent, named, &is_declared);
  for (guint i = 0; i < found->len; i++)
    state_reference (reader, statement, g_ptr_array_index (found, i), parent, cardinality, is_declared, found->len > 1);
  if (found->len > 1)
    {
      g_ptr_array_add (found, NULL);
      all = g_strjoinv (", ", (char **)found->pdata);
      if (!statement->is_quiet)
        tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-relationship-choice", reader->file, statement->line, 0, "“%s” may be about each of %s.", statement->text, all),
                                     "Accept the proposed change that is meant and refuse the others");
    }
  return found->len > 0;
}

/* The tables whose rows name one of each: "Many:Many". */
static gboolean
try_junction (TenonRequirementReader *reader,
              const Statement        *statement,
              TenonSchema            *schema,
              TenonSourceTable       *one,
              TenonSourceTable       *other)
{
  TenonSourceTable *found = NULL;
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  Statement known = *statement;

  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);
      gboolean          is_declared;
      g_autoptr (GPtrArray) first = table != one && table != other ? tenon_requirement_list_references (table, one, named, &is_declared) : NULL;
      g_autoptr (GPtrArray) second = first != NULL && first->len > 0 ? tenon_requirement_list_references (table, other, named, &is_declared) : NULL;

      if (second == NULL || second->len == 0)
        continue;
      if (found != NULL)
        return FALSE;
      found = table;
    }
  if (found == NULL)
    return FALSE;
  /* The counts are those of the side that is named first. */
  try_reference (reader, statement, found, one, TENON_CARDINALITY_ONE_MANY);
  known.value = "Many:Many";
  known.is_quiet = TRUE;
  try_reference (reader, &known, found, other, TENON_CARDINALITY_ONE_MANY);
  return TRUE;
}

static void
read_pair (TenonRequirementReader *reader,
           const Statement        *statement,
           const char             *from,
           const char             *to,
           TenonCardinality        cardinality)
{
  TenonSchema      *schema = tenon_model_get_known_schema (reader->model);
  TenonSourceTable *one = tenon_schema_match_table (schema, from);
  TenonSourceTable *other = tenon_schema_match_table (schema, to);

  if (one == NULL || other == NULL)
    {
      report (reader, statement, "Write the names of two tables", "no table of the schema is called “%s”", one == NULL ? from : to);
      return;
    }
  if (cardinality == TENON_CARDINALITY_MANY_ONE)
    {
      TenonSourceTable *swap = one;

      one = other;
      other = swap;
    }
  if (try_reference (reader, statement, other, one, cardinality))
    return;
  if (cardinality != TENON_CARDINALITY_ONE_MANY && cardinality != TENON_CARDINALITY_MANY_ONE && try_reference (reader, statement, one, other, TENON_CARDINALITY_UNSAID))
    return;
  if (cardinality == TENON_CARDINALITY_MANY_MANY && try_junction (reader, statement, schema, one, other))
    return;
  report (reader, statement, "Write the column behind it as `table.column`, or draw the reference on the Map", "no column of %s tells which row of %s it belongs to", other->name, one->name);
}

/* Returns: whether the line is of that form, whatever could be made of it */
static gboolean
read_statement (TenonRequirementReader *reader,
                const Statement        *statement)
{
  g_auto (TenonRequirementEnds) ends = { 0 };
  TenonSchema *schema = tenon_model_get_known_schema (reader->model);
  g_auto (GStrv) targets = NULL;
  gboolean is_drawn;

  if (!tenon_requirement_split_ends (statement->text, &ends))
    return FALSE;
  is_drawn = ends.cardinality != TENON_CARDINALITY_UNSAID || strpbrk (statement->text, "<>") != NULL || strstr (statement->text, "→") != NULL;
  if (schema == NULL)
    {
      report (reader, statement, "Import the schema, then this file again", "%s", "there is no schema yet");
      return TRUE;
    }
  if (!is_drawn && (tenon_schema_match_table (schema, ends.from) == NULL || tenon_schema_match_table (schema, ends.to) == NULL))
    return FALSE;
  targets = g_strsplit (ends.to, "/", -1);
  for (guint i = 0; targets[i] != NULL; i++)
    read_pair (reader, statement, ends.from, g_strstrip (targets[i]), ends.cardinality);
  return TRUE;
}

gboolean
tenon_requirement_read_statement (TenonRequirementReader *reader,
                                  const char             *markdown,
                                  gboolean                is_quiet,
                                  guint                   line)
{
  g_autofree char *text = g_strdelimit (tenon_markdown_strip (markdown), "\r\n", ' ');
  g_autofree char *value = g_strdelimit (g_strdup (markdown), "\r\n", ' ');
  Statement        statement = { text, value, is_quiet, line };

  return read_statement (reader, &statement);
}
