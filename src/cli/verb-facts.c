/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli facts: what is known of the application beside its patterns, with what it rests on. */

#include "cli/tenon-cli.h"
#include "model/tenon-facts.h"
#include "project/tenon-edits.h"
#include "project/tenon-questions.h"

static void
write_fact (TenonJsonWriter *writer,
            TenonKnownFact  *fact)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "key", fact->key);
  tenon_json_writer_member_string (writer, "title", fact->definition != NULL ? fact->definition->title : fact->subject);
  tenon_json_writer_member_string (writer, "value", fact->value);
  tenon_json_writer_member_string (writer, "origin", fact->value == NULL ? "UNKNOWN" : fact->is_observed ? "OBSERVED"
                                                                                                         : "STATED");
  tenon_json_writer_member_string (writer, "unit", fact->definition != NULL ? fact->definition->unit : NULL);
  tenon_json_writer_member_string (writer, "evidence", fact->evidence);
  tenon_json_writer_member_string (writer, "by", fact->by);
  tenon_json_writer_member_string (writer, "at", fact->at);
  tenon_json_writer_end_object (writer);
}

static int
list_json (GPtrArray *facts)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *json = NULL;

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < facts->len; i++)
    write_fact (writer, g_ptr_array_index (facts, i));
  tenon_json_writer_end_array (writer);
  json = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (json));
  return TENON_CLI_FINE;
}

static int
list (TenonProject *project,
      gboolean      as_json,
      gboolean      known_only)
{
  g_autoptr (GPtrArray) facts = tenon_facts_list (tenon_project_get_model (project));

  if (as_json)
    return list_json (facts);
  for (guint i = 0; i < facts->len; i++)
    {
      TenonKnownFact *fact = g_ptr_array_index (facts, i);

      if (known_only && fact->value == NULL)
        continue;
      tenon_cli_print ("%s: %s%s%s%s%s%s\n", fact->key, fact->value != NULL ? fact->value : "UNKNOWN",
                       fact->value != NULL && fact->definition != NULL && fact->definition->unit != NULL ? " " : "",
                       fact->value != NULL && fact->definition != NULL && fact->definition->unit != NULL ? fact->definition->unit : "",
                       fact->evidence != NULL ? " (" : "", fact->evidence != NULL ? fact->evidence : "", fact->evidence != NULL ? ")" : "");
    }
  return TENON_CLI_FINE;
}

static int
set (TenonProject *project,
     const char   *key,
     const char   *value,
     const char   *evidence,
     const char   *by)
{
  g_autoptr (GError) error = NULL;

  if (!tenon_project_state_fact (project, key, value, evidence, by, &error))
    return tenon_cli_fail ("facts", error);
  return tenon_cli_advance (&tenon_verb_facts, project);
}

static int
forget (TenonProject *project,
        const char   *key)
{
  g_autoptr (GError) error = NULL;

  if (!tenon_project_forget_fact (project, key, &error))
    return tenon_cli_fail ("facts", error);
  return tenon_cli_advance (&tenon_verb_facts, project);
}

static int
run (int    argc,
     char **argv)
{
  g_autofree char *evidence = NULL, *by = NULL;
  gboolean         as_json = FALSE, known_only = FALSE;
  g_autoptr (TenonProject) project = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "list: print JSON", NULL },
    { "known", 0, 0, G_OPTION_ARG_NONE, &known_only, "list: leave out what is unknown", NULL },
    { "evidence", 0, 0, G_OPTION_ARG_STRING, &evidence, "set: what it rests on", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, "set: who says so", "\"NAME <MAIL>\"" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_facts, &argc, &argv, entries, 1, 4);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_facts, argv[1], &status);
  if (project == NULL)
    return status;
  if (argc == 2 || (argc == 3 && g_str_equal (argv[2], "list")))
    return list (project, as_json, known_only);
  if (argc == 5 && g_str_equal (argv[2], "set"))
    return set (project, argv[3], argv[4], evidence, by);
  if (argc == 4 && g_str_equal (argv[2], "forget"))
    return forget (project, argv[3]);
  return tenon_cli_complain (&tenon_verb_facts, "Write: list, set KEY VALUE, or forget KEY");
}

const TenonVerb tenon_verb_facts = {
  "facts",
  "DIR [list|set KEY VALUE|forget KEY] --evidence TEXT --by \"NAME <MAIL>\"",
  "What is known of the application, its entities and relationships",
  "Keys: domain, business-context, key-rules, scale, users, total-requests, failed-writes, peak-hours, early-stage;\n"
  "source:TABLE/owner, /rows, /row-growth, /item-growth, /bounded; relationship:TABLE.COLUMN/average-children,\n"
  "/maximum-children, /bounded; and \"given:NAME\" for a number that formulas of derived rates use by its name.\n"
  "\"given:failed writes of AP3\" holds for one pattern what failed-writes says of all.",
  run,
};
