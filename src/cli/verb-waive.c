/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli waive and acknowledge: what is left out on purpose, and warnings answered with a reason. */

#include "cli/tenon-cli.h"
#include "project/tenon-edits.h"

static int
run_waive (int    argc,
           char **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *by = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, "Who says so", "\"NAME <MAIL>\"" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_waive, &argc, &argv, entries, 2, 2);

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
  gboolean           is_withdrawn = FALSE, is_done;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, "Who says so", "\"NAME <MAIL>\"" },
    { "withdraw", 0, 0, G_OPTION_ARG_NONE, &is_withdrawn, "Take the answer back: the finding is open again", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_acknowledge, &argc, &argv, entries, 3, 3);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_acknowledge, argv[1], &status);
  if (project == NULL)
    return status;
  if (is_withdrawn)
    is_done = tenon_project_withdraw_acknowledgement (project, argv[2], argv[3], &error);
  else
    is_done = tenon_project_acknowledge (project, argv[2], argv[3], reason, by, &error);
  if (!is_done)
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
  "DIR CODE SUBJECT --reason TEXT --by \"NAME <MAIL>\"|--withdraw",
  "Answer a warning with a reason",
  "CODE and SUBJECT are those of: tenon-cli check DIR --json. Errors cannot be answered away, but for those of rules people may deviate\n"
  "from with a justification; they are named by: tenon-cli rules --markdown.",
  run_acknowledge,
};
