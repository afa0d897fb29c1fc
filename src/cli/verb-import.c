/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli import: adds sources, and adopts a folder of the older workflow. */

#include "cli/tenon-cli.h"

static int
run (int    argc,
     char **argv)
{
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (GError) error = NULL;
  gboolean           keeps_values = FALSE;
  const GOptionEntry entries[] = {
    { "keep-values", 0, 0, G_OPTION_ARG_NONE, &keeps_values, "Keep the values that logs ask for often as they are, from now on in this project", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_import, &argc, &argv, entries, 1, -1);

  if (status != TENON_CLI_GO_ON)
    return status;
  for (int i = 2; i < argc; i++)
    if (!g_file_test (argv[i], G_FILE_TEST_EXISTS))
      return tenon_cli_complain (&tenon_verb_import, "There is no file “%s”; check its name", argv[i]);
  project = tenon_cli_open (&tenon_verb_import, argv[1], &status);
  if (project == NULL)
    return status;
  if (keeps_values)
    tenon_model_set (tenon_project_get_model (project), "Keep log values", tenon_project_get_model (project), "keep-log-values", TRUE, NULL);
  imported = tenon_project_import (project, (const char *const *)argv + 2, NULL, &error);
  if (imported == NULL)
    return tenon_cli_fail ("import", error);
  tenon_cli_print_imported (imported, NULL);
  tenon_project_refresh (project);
  status = tenon_cli_advance (&tenon_verb_import, project);
  return status != TENON_CLI_FINE ? status : tenon_cli_imported_status (imported);
}

const TenonVerb tenon_verb_import = {
  "import",
  "DIR [FILE…]",
  "Add sources to a project, or adopt a folder of the hand-run workflow",
  "Without files it reads the documents in DIR that are new or were changed. Stated rates are never written over.\n"
  "Of the values that a log's statements ask for, whole numbers of keys and labels of ENUM columns are kept as they are;\n"
  "others, which may be people's data, only as short hashes.",
  run,
};
