/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli check: every rule over the present state. */

#include "base/tenon-diagnostic.h"
#include "cli/tenon-cli.h"

static void
print_answered (GPtrArray *answered,
                gboolean   each)
{
  if (answered->len == 0)
    return;
  fflush (stdout);
  if (each)
    tenon_cli_print_diagnostics (answered, TENON_SEVERITY_NOTE, stdout);
  tenon_cli_print ("%u answered with a reason%s\n", answered->len, each ? "" : "; see them with --answered");
}

static int
run (int    argc,
     char **argv)
{
  gboolean as_json = FALSE, with_answered = FALSE;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint              n_errors;
  guint              n_warnings;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { "answered", 0, 0, G_OPTION_ARG_NONE, &with_answered, "Print what was answered with a reason too", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_check, &argc, &argv, entries, 1, 1);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_check, argv[1], &status);
  if (project == NULL)
    return status;
  findings = tenon_cli_list_findings (project);
  n_errors = tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR);
  n_warnings = tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - n_errors;
  if (as_json)
    {
      g_autofree char *json = tenon_cli_diagnostics_json (findings);

      tenon_cli_print ("%s\n", g_strchomp (json));
    }
  else
    {
      if (tenon_list_get_length (tenon_project_get_model (project)->design->tables) == 0)
        tenon_cli_print ("Draft: no design has been taken, so the rules about designs have nothing to look at.\n");
      fflush (stdout);
      tenon_cli_print_diagnostics (findings, TENON_SEVERITY_NOTE, stdout);
      print_answered (tenon_project_get_answered (project), with_answered);
      tenon_cli_print ("%u errors, %u warnings, %u notes\n", n_errors, n_warnings, findings->len - n_errors - n_warnings);
    }
  return n_errors + n_warnings > 0 ? TENON_CLI_FINDINGS : TENON_CLI_FINE;
}

const TenonVerb tenon_verb_check = {
  "check",
  "DIR",
  "Run every rule",
  "Works before any gate. Warnings that were answered with a reason are counted, and printed by --answered; see: tenon-cli acknowledge.",
  run,
};
