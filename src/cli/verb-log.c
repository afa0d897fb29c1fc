/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli log and rules: the project's history, and the list of all rules. */

#include "base/tenon-json-writer.h"
#include "cli/tenon-cli.h"
#include "project/tenon-inspect.h"

static void
print_entry (TenonHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (entry->time);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");

  tenon_cli_print ("%.10s %s %s  %s\n", entry->commit_id, when, entry->author, entry->message);
}

static void
print_history_json (GPtrArray *entries)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < entries->len; i++)
    {
      TenonHistoryEntry *entry = g_ptr_array_index (entries, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "commit", entry->commit_id);
      tenon_json_writer_member_string (writer, "message", entry->message);
      tenon_json_writer_member_string (writer, "author", entry->author);
      tenon_json_writer_member_int (writer, "time", entry->time);
      tenon_json_writer_member_strv (writer, "files", (const char *const *)entry->files);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
  text = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (text));
}

static int
show_change (TenonProject *project,
             const char   *commit_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *change = tenon_project_show_change (project, commit_id, NULL, &error);

  if (change == NULL)
    return tenon_cli_fail ("log", error);
  tenon_cli_print ("%s", change);
  return TENON_CLI_FINE;
}

static int
run_log (int    argc,
         char **argv)
{
  gboolean         as_json = FALSE;
  int              limit = 0;
  g_autofree char *commit_id = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "The most commits to print", "N" },
    { "change", 0, 0, G_OPTION_ARG_STRING, &commit_id, "Print what a commit changed", "COMMIT" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_log, &argc, &argv, entries, 1, 1);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_log, argv[1], &status);
  if (project == NULL)
    return status;
  if (commit_id != NULL)
    return show_change (project, commit_id);
  history = tenon_project_list_history (project, MAX (limit, 0), &error);
  if (history == NULL)
    return tenon_cli_fail ("log", error);
  if (as_json)
    print_history_json (history);
  for (guint i = 0; !as_json && i < history->len; i++)
    print_entry (g_ptr_array_index (history, i));
  return TENON_CLI_FINE;
}

/* A page of the manual: every rule with what it rests on. */
static void
print_manual (GPtrArray *rules)
{
  tenon_cli_print ("# Rules\n\nWhat `tenon-cli check` looks at, made from the table the program itself works by. An error stands in the way of an approval; "
                   "a warning can be acknowledged with a reason, which is kept. Where a rule says so, a person may deviate from it with a justification: `tenon-cli acknowledge`.\n");
  for (guint i = 0; i < rules->len; i++)
    {
      TenonRuleEntry *rule = g_ptr_array_index (rules, i);

      tenon_cli_print ("\n## %s\n\n`%s`, %s%s.", rule->title, rule->code, rule->severity, rule->may_deviate ? g_str_equal (rule->severity, "error") ? ", a person may deviate" : ", can be acknowledged" : "");
      if (rule->rationale != NULL)
        tenon_cli_print (" %s", rule->rationale);
      tenon_cli_print ("\n");
      if (rule->source != NULL)
        tenon_cli_print ("\nSource: %s.\n", rule->source);
    }
}

static int
run_rules (int    argc,
           char **argv)
{
  g_autoptr (GPtrArray) rules = NULL;
  gboolean           as_markdown = FALSE;
  const GOptionEntry entries[] = {
    { "markdown", 0, 0, G_OPTION_ARG_NONE, &as_markdown, "Print the page of the manual: with rationale and source", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_rules, &argc, &argv, entries, 0, 0);

  if (status != TENON_CLI_GO_ON)
    return status;
  rules = tenon_inspect_list_rules ();
  if (as_markdown)
    print_manual (rules);
  for (guint i = 0; !as_markdown && i < rules->len; i++)
    {
      TenonRuleEntry *rule = g_ptr_array_index (rules, i);

      tenon_cli_print ("%-34s %-8s %s\n", rule->code, rule->severity, rule->title);
    }
  return TENON_CLI_FINE;
}

const TenonVerb tenon_verb_log = {
  "log",
  "DIR",
  "Show the project's history",
  NULL,
  run_log,
};

const TenonVerb tenon_verb_rules = {
  "rules",
  "",
  "List every rule there is",
  "With --markdown it prints the page of the manual that is installed with the program.",
  run_rules,
};
