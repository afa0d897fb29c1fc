/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli: a table of verbs. */

#include "cli/tenon-cli.h"
#include "tenon-config.h"

#include <locale.h>

static const TenonVerb *const verbs[] = {
  &tenon_verb_inspect,
  &tenon_verb_new,
  &tenon_verb_import,
  &tenon_verb_status,
  &tenon_verb_pattern,
  &tenon_verb_facts,
  &tenon_verb_questions,
  &tenon_verb_answer,
  &tenon_verb_design,
  &tenon_verb_cost,
  &tenon_verb_check,
  &tenon_verb_acknowledge,
  &tenon_verb_waive,
  &tenon_verb_contract,
  &tenon_verb_gate,
  &tenon_verb_log,
  &tenon_verb_rules,
};

static int
print_help (void)
{
  tenon_cli_print ("Usage: tenon-cli VERB …\n\n"
                   "Leads from a MySQL application to an approved DynamoDB design and its migration contract.\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    tenon_cli_print ("  %-12s %s\n", verbs[i]->name, verbs[i]->summary);
  tenon_cli_print ("\nExit status: 0 fine, 1 findings or a gate not satisfied, 2 could not.\n"
                   "Try: tenon-cli VERB --help\n");
  return TENON_CLI_FINE;
}

static const TenonVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

int
main (int    argc,
      char **argv)
{
  const TenonVerb *verb;

  /* Arguments are read as UTF-8 also where a bare system has no locale set. */
  setlocale (LC_CTYPE, "");
  if (!g_get_charset (NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
  if (argc < 2)
    {
      tenon_cli_say ("tenon-cli: A verb is missing; see: tenon-cli --help\n");
      return TENON_CLI_FAILED;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    {
      tenon_cli_print ("tenon-cli %s\n", TENON_VERSION);
      return TENON_CLI_FINE;
    }
  verb = find_verb (argv[1]);
  if (verb == NULL)
    {
      tenon_cli_say ("tenon-cli: There is no verb “%s”; see: tenon-cli --help\n", argv[1]);
      return TENON_CLI_FAILED;
    }
  return verb->run (argc - 1, argv + 1);
}
