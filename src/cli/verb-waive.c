/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli waive and acknowledge: what is left out on purpose, and warnings answered with a reason. */

#include "cli/tenon-cli.h"
#include "project/tenon-edits.h"

static int
read_options (const TenonVerb *verb,
              int             *argc,
              char          ***argv,
              char           **reason,
              char           **by,
              int              n_arguments)
{
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, reason, "Why", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, by, "Who says so", "\"NAME <MAIL>\"" },
    { NULL },
  };

  return tenon_cli_parse (verb, argc, argv, entries, n_arguments, n_arguments);
}

static int
run_waive (int    argc,
           char **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *by = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GError) error = NULL;
  int status = read_options (&tenon_verb_waive, &argc, &argv, &reason, &by, 2);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_waive, argv[1], &status);
  if (project == NULL)
    return status;
  if (!tenon_project_waive (project, argv[2], reason, by, &error))
    return tenon_cli_fail ("waive", error);
  return tenon_cli_advance (&tenon_verb_waive, project);
}

static int
run_acknowledge (int    argc,
                 char **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *by = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GError) error = NULL;
  int status = read_options (&tenon_verb_acknowledge, &argc, &argv, &reason, &by, 3);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_acknowledge, argv[1], &status);
  if (project == NULL)
    return status;
  if (!tenon_project_acknowledge (project, argv[2], argv[3], reason, by, &error))
    return tenon_cli_fail ("acknowledge", error);
  return tenon_cli_advance (&tenon_verb_acknowledge, project);
}

const TenonVerb tenon_verb_waive = {
  "waive",
  "DIR TABLE.COLUMN --reason TEXT --by \"NAME <MAIL>\"",
  "Leave a MySQL column out of the migration, with the reason",
  NULL,
  run_waive,
};

const TenonVerb tenon_verb_acknowledge = {
  "acknowledge",
  "DIR CODE SUBJECT --reason TEXT --by \"NAME <MAIL>\"",
  "Answer a warning with a reason",
  "CODE and SUBJECT are those of: tenon-cli check DIR --json. Errors cannot be answered away.",
  run_acknowledge,
};
