/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design: proposes a design, and takes it. */

#include "base/tenon-diagnostic.h"
#include "base/tenon-json-writer.h"
#include "base/tenon-text.h"
#include "cli/tenon-cli.h"

static void
print_keys (const char *partition_key,
            const char *sort_key)
{
  tenon_cli_print ("partition key %s%s%s", partition_key != NULL ? partition_key : "?", sort_key != NULL ? ", sort key " : "", sort_key != NULL ? sort_key : "");
}

static void
print_table (TenonTable *table)
{
  g_auto (GStrv) patterns = tenon_table_dup_pattern_ids (table);
  g_autofree char *joined = g_strjoinv (", ", patterns);

  tenon_cli_print ("\n%s (%s%s)\n    ", table->name, table->role == TENON_TABLE_LOOKUP ? "lookup table of " : "from MySQL ",
                   table->role == TENON_TABLE_LOOKUP && table->lookup_of != NULL ? table->lookup_of : table->source_table != NULL ? table->source_table
                                                                                                                                  : "?");
  print_keys (table->partition_key, table->sort_key);
  tenon_cli_print ("%s\n", table->is_provisional ? " (provisional: no pattern asked for it)" : "");
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      tenon_cli_print ("    index %s: ", index->name);
      print_keys (index->partition_key, index->sort_key);
      tenon_cli_print ("\n");
    }
  if (*joined != '\0')
    tenon_cli_print ("    serves %s\n", joined);
}

static void
print_text (TenonProject *project,
            TenonDesign  *design,
            TenonCost    *cost,
            GPtrArray    *findings)
{
  g_autofree char *dollars = tenon_format_money (cost->dollars);

  tenon_cli_print ("Draft: a proposal, approved by nobody.\n");
  if (design->approach != NULL)
    tenon_cli_print ("%s\n", design->approach);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    print_table (tenon_list_get (design->tables, i));
  if (tenon_list_get_length (design->unserved) > 0)
    tenon_cli_print ("\nNot served:\n");
  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (design->unserved, i);

      tenon_cli_print ("    %s: %s Alternative: %s\n", unserved->pattern_id, unserved->reason != NULL ? unserved->reason : "", unserved->alternative != NULL ? unserved->alternative : "none");
    }
  tenon_cli_print ("\n%s%s a month", cost->n_open > 0 ? "At least " : "", dollars);
  if (cost->n_open > 0)
    tenon_cli_print (", %u terms not known", cost->n_open);
  tenon_cli_print ("\n%u errors, %u warnings\n", tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR),
                   tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR));
}

static void
print_json (TenonDesign *design,
            TenonCost   *cost)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_boolean (writer, "draft", TRUE);
  tenon_json_writer_member_double (writer, "dollars_a_month", cost->dollars);
  tenon_json_writer_member_int (writer, "open_terms", cost->n_open);
  tenon_json_writer_name (writer, "design");
  tenon_record_write_json (TENON_RECORD (design), writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (text));
}

static int
read_strategy (const char *name,
               int        *strategy)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (TENON_TYPE_STRATEGY);
  GEnumValue *entry = g_enum_get_value_by_nick (enum_class, name);

  if (entry == NULL)
    return tenon_cli_complain (&tenon_verb_design, "“%s” is no alternative; it is one of multi-table, item-collections, read-optimised", name);
  *strategy = entry->value;
  return TENON_CLI_GO_ON;
}

static int
propose (TenonProject *project,
         int           strategy,
         gboolean      apply,
         const char   *table,
         gboolean      as_json)
{
  g_autoptr (TenonDesign) design = tenon_project_propose (project, strategy);
  g_autoptr (TenonCost) cost = tenon_project_estimate (project, design);
  g_autoptr (GPtrArray) findings = tenon_project_check_design (project, design);

  if (tenon_list_get_length (design->tables) == 0)
    return tenon_cli_complain (&tenon_verb_design, "There is nothing to design from; import a schema and an API list first");
  if (table != NULL && tenon_design_find_table (design, table) == NULL)
    return tenon_cli_complain (&tenon_verb_design, "The proposal has no table “%s”", table);
  if (as_json)
    print_json (design, cost);
  else
    print_text (project, design, cost, findings);
  if (!apply)
    return TENON_CLI_FINE;
  if (as_json)
    g_signal_handlers_disconnect_matched (project, G_SIGNAL_MATCH_ID, g_signal_lookup ("toast", TENON_TYPE_PROJECT), 0, NULL, NULL, NULL);
  tenon_project_take_design (project, design, table);
  tenon_project_refresh (project);
  if (!as_json)
    tenon_cli_print ("Taken into the project.\n");
  return tenon_cli_advance (&tenon_verb_design, project);
}

static int
run (int    argc,
     char **argv)
{
  gboolean         apply = FALSE;
  gboolean         as_json = FALSE;
  g_autofree char *alternative = NULL;
  g_autofree char *table = NULL;
  g_autoptr (TenonProject) project = NULL;
  int                strategy = TENON_STRATEGY_MULTI_TABLE;
  const GOptionEntry entries[] = {
    { "apply", 0, 0, G_OPTION_ARG_NONE, &apply, "Take every proposed table into the project", NULL },
    { "table", 0, 0, G_OPTION_ARG_STRING, &table, "With --apply: take this table alone, with its lookup tables", "NAME" },
    { "alternative", 0, 0, G_OPTION_ARG_STRING, &alternative, "multi-table (the default), item-collections or read-optimised", "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_design, &argc, &argv, entries, 1, 1);

  if (status == TENON_CLI_GO_ON && alternative != NULL)
    status = read_strategy (alternative, &strategy);
  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_design, argv[1], &status);
  return project != NULL ? propose (project, strategy, apply || table != NULL, table, as_json) : status;
}

const TenonVerb tenon_verb_design = {
  "design",
  "DIR [--apply]",
  "Propose DynamoDB tables, and take them",
  "Works before any gate; what it proposes is a draft until each table is approved.",
  run,
};
