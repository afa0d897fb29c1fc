/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli contract: prints the contract of the present design, or validates a contract file. */

#include "base/tenon-diagnostic.h"
#include "cli/tenon-cli.h"
#include "project/tenon-inspect.h"
#include "project/tenon-project-export.h"

static int
check_file (const char *file,
            const char *directory,
            gboolean    as_json)
{
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  int status = TENON_CLI_FINE;

  if (directory != NULL && (project = tenon_cli_open (&tenon_verb_contract, directory, &status)) == NULL)
    return status;
  findings = tenon_inspect_contract (project, file, &error);
  if (findings == NULL)
    return tenon_cli_fail ("contract", error);
  if (as_json)
    {
      g_autofree char *json = tenon_cli_diagnostics_json (findings);

      tenon_cli_print ("%s\n", g_strchomp (json));
    }
  else
    {
      tenon_cli_print_diagnostics (findings, TENON_SEVERITY_NOTE, stdout);
      tenon_cli_print ("%s: %u errors, %u warnings\n", file, tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR),
                       tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR));
    }
  return tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) > 0 ? TENON_CLI_FINDINGS : TENON_CLI_FINE;
}

static void
say_state (TenonProject *project,
           gboolean      is_proposal)
{
  TenonGate *gate = tenon_project_find_gate (project, TENON_GATE_CONTRACT, NULL);
  g_autoptr (GPtrArray) findings = tenon_cli_list_findings (project);

  if (is_proposal)
    tenon_cli_say ("Draft: no design has been taken; this is the contract of the proposal.\n");
  else if (gate->state == TENON_GATE_APPROVED)
    tenon_cli_say ("Approved by %s, %s.\n", gate->last->by, gate->last->at);
  else if (gate->state == TENON_GATE_STALE)
    tenon_cli_say ("Draft: changed since %s approved it, %s.\n", gate->last->by, gate->last->at);
  else
    tenon_cli_say ("Draft: not approved. %s%s\n", gate->waits_for != NULL ? gate->waits_for : "It can be approved now", ".");
  if (tenon_cli_print_diagnostics (findings, TENON_SEVERITY_WARNING, stderr) == 0)
    tenon_cli_say ("Nothing is wrong with it.\n");
}

/* Prints the present design in @form, the exact contract where that is %NULL. */
static int
print_design (TenonProject *project,
              const char   *form)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (form == NULL)
    {
      tenon_cli_print ("%s", tenon_project_get_contract (project)->text);
      return TENON_CLI_FINE;
    }
  text = tenon_project_export (project, form, &error);
  if (text == NULL)
    return tenon_cli_fail ("contract", error);
  tenon_cli_print ("%s", text);
  return TENON_CLI_FINE;
}

static int
print_contract (const char *directory,
                const char *form)
{
  g_autoptr (TenonProject) project = NULL;
  gboolean is_proposal;
  int      status = TENON_CLI_FINE;

  project = tenon_cli_open (&tenon_verb_contract, directory, &status);
  if (project == NULL)
    return status;
  is_proposal = tenon_list_get_length (tenon_project_get_model (project)->design->tables) == 0;
  if (is_proposal)
    {
      g_autoptr (TenonDesign) proposal = tenon_project_propose (project, TENON_STRATEGY_MULTI_TABLE);

      tenon_project_take_design (project, proposal, NULL); /* in memory alone */
      tenon_project_refresh (project);
    }
  status = print_design (project, form);
  if (status != TENON_CLI_FINE)
    return status;
  fflush (stdout);
  say_state (project, is_proposal);
  return TENON_CLI_FINE;
}

static int
run (int    argc,
     char **argv)
{
  gboolean           as_json = FALSE;
  g_autofree char   *file = NULL;
  g_autofree char   *form = NULL;
  const GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_FILENAME, &file, "Validate a contract file; with DIR also against that project", "FILE" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &form, "Print the design as contract, cloudformation or workbench (NoSQL Workbench)", "FORM" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print the findings of --check as JSON", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_contract, &argc, &argv, entries, 0, 1);

  if (status != TENON_CLI_GO_ON)
    return status;
  if (file != NULL)
    {
      if (!g_file_test (file, G_FILE_TEST_EXISTS))
        return tenon_cli_complain (&tenon_verb_contract, "There is no file “%s”; check its name", file);
      return check_file (file, argc > 1 ? argv[1] : NULL, as_json);
    }
  if (argc < 2)
    return tenon_cli_complain (&tenon_verb_contract, "A project folder is missing; the form is: tenon-cli contract %s", tenon_verb_contract.arguments);
  return print_contract (argv[1], form);
}

const TenonVerb tenon_verb_contract = {
  "contract",
  "DIR [--as FORM] | --check FILE [DIR]",
  "Print the migration contract of the present design, or validate one",
  "Works before any gate. The contract goes to standard output; whether it is approved and what is wrong with it goes\n"
  "to standard error, and the exit status is 0 whenever it was printed.",
  run,
};
