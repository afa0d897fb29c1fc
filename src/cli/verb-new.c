/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli new: makes a project. */

#include "cli/tenon-cli.h"

static int
run (int    argc,
     char **argv)
{
  g_autofree char *name = NULL;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "The application's name", "NAME" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_new, &argc, &argv, entries, 1, -1);

  if (status != TENON_CLI_GO_ON)
    return status;
  if (name == NULL || *g_strstrip (name) == '\0')
    return tenon_cli_complain (&tenon_verb_new, "The project needs a name; add --name NAME");
  project = tenon_project_create (argv[1], name, (const char *const *)argv + 2, &imported, NULL, &error);
  if (project == NULL)
    return tenon_cli_fail ("new", error);
  tenon_cli_listen (project);
  tenon_cli_print_imported (imported, NULL);
  history = tenon_project_list_history (project, 1, NULL);
  if (history != NULL && history->len > 0)
    tenon_cli_print ("Committed: %s\n", ((TenonHistoryEntry *)g_ptr_array_index (history, 0))->message);
  tenon_cli_print ("Made the project “%s” in %s\n", name, tenon_project_get_path (project));
  status = tenon_cli_advance (&tenon_verb_new, project);
  return status != TENON_CLI_FINE ? status : tenon_cli_imported_status (imported);
}

const TenonVerb tenon_verb_new = {
  "new",
  "DIR --name NAME [FILE…]",
  "Make a project with a git repository, and import files",
  "DIR must be empty or not there. The files may be a schema, query logs and an API list, in any order.",
  run,
};
