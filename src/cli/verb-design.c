/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design: proposes a design, and takes it. */

#include "cli/verb-design.h"
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

/* Those that wait for nothing but an answer, and those the design says nothing of. */
static void
print_unserved (TenonProject *project,
                TenonDesign  *design)
{
  g_auto (GStrv) unmapped = tenon_project_list_unmapped (project, design);

  if (tenon_list_get_length (design->unserved) > 0 || unmapped[0] != NULL)
    tenon_cli_print ("\nNot served:\n");
  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (design->unserved, i);

      tenon_cli_print ("    %s: %s Alternative: %s\n", unserved->pattern_id, unserved->reason != NULL ? unserved->reason : "", unserved->alternative != NULL ? unserved->alternative : "none");
      if (unserved->accepted)
        tenon_cli_print ("        accepted by %s%s%s\n", unserved->accepted_by != NULL ? unserved->accepted_by : "?", unserved->accepted_reason != NULL ? ": " : "", unserved->accepted_reason != NULL ? unserved->accepted_reason : "");
    }
  for (guint i = 0; unmapped[i] != NULL; i++)
    {
      g_autofree char *reason = tenon_project_describe_unmapped (project, unmapped[i]);

      tenon_cli_print ("    %s: %s\n", unmapped[i], reason);
    }
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
  print_unserved (project, design);
  tenon_cli_print ("\n%s%s a month", cost->n_open > 0 ? "At least " : "", dollars);
  if (cost->n_open > 0)
    tenon_cli_print (", %u terms not known", cost->n_open);
  tenon_cli_print ("\n%u errors, %u warnings\n", tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR),
                   tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR));
}

static void
write_difference (TenonJsonWriter *writer,
                  TenonDifference *difference)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "kind", tenon_difference_kind_to_string (difference->kind));
  tenon_json_writer_member_string (writer, "change", tenon_difference_change_to_string (difference->change));
  if (difference->table != NULL)
    tenon_json_writer_member_string (writer, "table", difference->table);
  tenon_json_writer_member_string (writer, "name", difference->name);
  if (difference->before != NULL)
    tenon_json_writer_member_string (writer, "before", difference->before);
  if (difference->after != NULL)
    tenon_json_writer_member_string (writer, "after", difference->after);
  tenon_json_writer_end_object (writer);
}

/* Patterns the design says nothing of, with the reason. */
static void
write_unmapped (TenonJsonWriter *writer,
                TenonProject    *project,
                TenonDesign     *design)
{
  g_auto (GStrv) unmapped = tenon_project_list_unmapped (project, design);

  tenon_json_writer_name (writer, "not_mapped");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; unmapped[i] != NULL; i++)
    {
      g_autofree char *reason = tenon_project_describe_unmapped (project, unmapped[i]);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "pattern", unmapped[i]);
      tenon_json_writer_member_string (writer, "reason", reason);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_findings (TenonJsonWriter *writer,
                TenonProject    *project,
                TenonDesign     *design)
{
  g_autoptr (GPtrArray) findings = tenon_project_check_design (project, design);
  guint n_errors = tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR);

  tenon_json_writer_member_int (writer, "errors", n_errors);
  tenon_json_writer_member_int (writer, "warnings", tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - n_errors);
}

static void
print_json (TenonProject *project,
            TenonDesign  *design,
            TenonCost    *cost,
            GPtrArray    *differences)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_boolean (writer, "draft", TRUE);
  tenon_json_writer_member_double (writer, "dollars_a_month", cost->dollars);
  tenon_json_writer_member_int (writer, "open_terms", cost->n_open);
  write_findings (writer, project, design);
  write_unmapped (writer, project, design);
  tenon_json_writer_name (writer, "design");
  tenon_record_write_json (TENON_RECORD (design), writer);
  tenon_json_writer_name (writer, "differences");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < differences->len; i++)
    write_difference (writer, g_ptr_array_index (differences, i));
  tenon_json_writer_end_array (writer);
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

/* What was asked for on the command line. */
typedef struct
{
  gboolean apply;
  gboolean as_json;
  gboolean as_difference;
  int      strategy;
  char    *table;   /* (nullable) to take alone */
  char    *explain; /* (nullable) "": everything */
  char    *pin;     /* (nullable) */
  char    *release; /* (nullable) */
  char    *reason;  /* (nullable) */
  char    *by;      /* (nullable) */
} Wishes;

static void
wishes_clear (Wishes *self)
{
  g_free (self->table);
  g_free (self->explain);
  g_free (self->pin);
  g_free (self->release);
  g_free (self->reason);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static int
show (TenonProject *project,
      Wishes       *wishes,
      TenonDesign  *design,
      TenonCost    *cost)
{
  g_autoptr (GPtrArray) differences = wishes->as_json || wishes->as_difference ? tenon_project_compare_proposal (project, design) : NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (wishes->explain != NULL && !wishes->as_json)
    {
      g_autoptr (GPtrArray) headrooms = tenon_project_analyse_headroom (project, design);

      if (!tenon_cli_explain_design (project, design, cost, headrooms, wishes->explain))
        return tenon_cli_complain (&tenon_verb_design, "There is no table and no access pattern “%s”", wishes->explain);
      return TENON_CLI_GO_ON;
    }
  if (wishes->as_json)
    {
      print_json (project, design, cost, differences);
    }
  else if (wishes->as_difference)
    {
      tenon_cli_print_differences (differences);
    }
  else
    {
      findings = tenon_project_check_design (project, design);
      print_text (project, design, cost, findings);
    }
  return TENON_CLI_GO_ON;
}

static int
propose (TenonProject *project,
         Wishes       *wishes)
{
  g_autoptr (TenonDesign) design = tenon_project_propose (project, wishes->strategy);
  g_autoptr (TenonCost) cost = tenon_project_estimate (project, design);
  g_autoptr (GError) error = NULL;
  int status;

  if (tenon_list_get_length (design->tables) == 0)
    return tenon_cli_complain (&tenon_verb_design, "There is nothing to design from; import a schema and an API list first");
  if (wishes->table != NULL && tenon_design_find_table (design, wishes->table) == NULL)
    return tenon_cli_complain (&tenon_verb_design, "The proposal has no table “%s”", wishes->table);
  status = show (project, wishes, design, cost);
  if (status != TENON_CLI_GO_ON || !wishes->apply)
    return status == TENON_CLI_GO_ON ? TENON_CLI_FINE : status;
  if (wishes->as_json)
    g_signal_handlers_disconnect_matched (project, G_SIGNAL_MATCH_ID, g_signal_lookup ("toast", TENON_TYPE_PROJECT), 0, NULL, NULL, NULL);
  if (wishes->table != NULL || (wishes->reason == NULL && wishes->by == NULL))
    tenon_project_take_design (project, design, wishes->table);
  else if (!tenon_project_choose_design (project, design, wishes->reason, wishes->by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  if (!wishes->as_json)
    tenon_cli_print (wishes->table != NULL ? "%s taken into the project.\n" : "Taken into the project.\n", wishes->table);
  return tenon_cli_advance (&tenon_verb_design, project);
}

/* A table stands for the decision on its structure. */
static int
pin (TenonProject *project,
     Wishes       *wishes)
{
  const char      *name = wishes->pin != NULL ? wishes->pin : wishes->release;
  g_autofree char *id = strchr (name, ':') != NULL ? g_strdup (name) : g_strconcat ("structure:", name, NULL);

  if (wishes->pin != NULL && (wishes->reason == NULL || *wishes->reason == '\0'))
    return tenon_cli_complain (&tenon_verb_design, "A person's decision needs its justification: --reason TEXT");
  if (!tenon_project_pin (project, id, wishes->pin != NULL, wishes->reason))
    return tenon_cli_complain (&tenon_verb_design, "The design has no decision “%s”", id);
  tenon_project_refresh (project);
  tenon_cli_print ("%s %s.\n", id, wishes->pin != NULL ? "stays as it is in every proposal" : "is left to proposals");
  return tenon_cli_advance (&tenon_verb_design, project);
}

/* The name behind --apply or --explain. */
static int
take_name (Wishes     *wishes,
           gboolean    explain,
           const char *name)
{
  if (explain)
    wishes->explain = g_strdup (name != NULL ? name : "");
  else if (name != NULL && wishes->apply && wishes->table == NULL)
    wishes->table = g_strdup (name);
  else if (name != NULL)
    return tenon_cli_complain (&tenon_verb_design, "“%s” is too much; the form is: tenon-cli design %s", name, tenon_verb_design.arguments);
  wishes->apply |= wishes->table != NULL;
  return TENON_CLI_GO_ON;
}

static int
run (int    argc,
     char **argv)
{
  g_autofree char *alternative = NULL;
  gboolean         explain = FALSE;
  g_auto (Wishes) wishes = { FALSE };
  g_auto (TenonCliDesignEdits) edits = { NULL };
  g_autoptr (TenonProject) project = NULL;
  const GOptionEntry entries[] = {
    { "apply", 0, 0, G_OPTION_ARG_NONE, &wishes.apply, "Take every proposed table into the project, or the one that is named, with its lookup tables", NULL },
    { "table", 0, 0, G_OPTION_ARG_STRING, &wishes.table, "Take this table alone", "NAME" },
    { "alternative", 0, 0, G_OPTION_ARG_STRING, &alternative, "multi-table (the default), item-collections or read-optimised", "NAME" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain, "Print the reasons step by step: of everything, or of the table or pattern that is named", NULL },
    { "diff", 0, 0, G_OPTION_ARG_NONE, &wishes.as_difference, "Print what taking the proposal would change", NULL },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &wishes.pin, "Keep what the present design has of a table or a decision, with --reason", "TABLE|DECISION" },
    { "release", 0, 0, G_OPTION_ARG_STRING, &wishes.release, "Leave it to proposals again", "TABLE|DECISION" },
    { "change", 0, 0, G_OPTION_ARG_STRING, &edits.change, "Give a table another name or key, with --rename, --keys, --reason and --by", "TABLE" },
    { "index", 0, 0, G_OPTION_ARG_STRING, &edits.index, "Add or change a global secondary index, with --keys, --projection, --rename, --reason and --by", "TABLE/NAME" },
    { "keys", 0, 0, G_OPTION_ARG_STRING, &edits.keys, "The partition key of the index or table and, where it has one, the sort key", "ATTRIBUTE[,ATTRIBUTE]" },
    { "projection", 0, 0, G_OPTION_ARG_STRING, &edits.projection, "all (of a new one the default), keys-only or include:ATTRIBUTE,…", "WHAT" },
    { "rename", 0, 0, G_OPTION_ARG_STRING, &edits.rename, "Its new name", "NAME" },
    { "drop-index", 0, 0, G_OPTION_ARG_STRING, &edits.drop_index, "Take an index out, with --reason and --by", "TABLE/NAME" },
    { "attribute", 0, 0, G_OPTION_ARG_STRING, &edits.attribute, "Give an attribute another name or type, with --rename, --type, --reason and --by", "TABLE/NAME" },
    { "type", 0, 0, G_OPTION_ARG_STRING, &edits.type, "Its type: S (text), N (number) or B (bytes)", "TYPE" },
    { "leave-out", 0, 0, G_OPTION_ARG_STRING, &edits.leave_out, "Leave an attribute and its column out, with --reason and --by", "TABLE/NAME" },
    { "copy", 0, 0, G_OPTION_ARG_STRING, &edits.copy, "Copy a column of a MySQL table that TABLE refers to, with --reason as its justification and --by; --rename names it; --leave-out takes it out again", "TABLE/SOURCE.COLUMN" },
    { "via", 0, 0, G_OPTION_ARG_STRING, &edits.via, "The column that refers there, where there are several", "COLUMN" },
    { "serve", 0, 0, G_OPTION_ARG_STRING, &edits.serve, "List the ways to serve a pattern, with what each takes; with --way, --reason and --by choose one, which later proposals keep", "AP" },
    { "way", 0, 0, G_OPTION_ARG_STRING, &edits.way, "key, lookup:TABLE, index:NAME, new-index or scan, as --serve lists them; proposals: take the choice back", "WAY" },
    { "names", 0, 0, G_OPTION_ARG_STRING, &edits.names, "mysql: attributes keep the names of their columns; natural: id becomes the entity's own id; with --reason and --by", "KIND" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &wishes.reason, "Why it is pinned or changed; with --apply and --by: why this alternative is chosen", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &wishes.by, "Who changes the design or chooses the alternative", "\"NAME <MAIL>\"" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.as_json, "Print JSON: the design with every decision, what it says nothing of, and the differences to the present one; with --serve the ways", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_design, &argc, &argv, entries, 1, 2);

  if (status == TENON_CLI_GO_ON)
    status = take_name (&wishes, explain, argc > 2 ? argv[2] : NULL);
  if (status == TENON_CLI_GO_ON && alternative != NULL)
    status = read_strategy (alternative, &wishes.strategy);
  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_design, argv[1], &status);
  if (project == NULL)
    return status;
  if (edits.serve != NULL && edits.way == NULL)
    return tenon_cli_list_ways (project, edits.serve, wishes.as_json);
  if (tenon_cli_design_edits_any (&edits))
    return tenon_cli_design_edits_do (&edits, project, wishes.reason, wishes.by);
  return wishes.pin != NULL || wishes.release != NULL ? pin (project, &wishes) : propose (project, &wishes);
}

const TenonVerb tenon_verb_design = {
  "design",
  "DIR [--apply|--explain [NAME]]",
  "Propose DynamoDB tables, explain and take them",
  "Works before any gate; what it proposes is a draft until each table is approved. What people decided of the present design stays in every proposal.",
  run,
};
