/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli inspect: what files are and what was understood of them. */

#include "base/tenon-diagnostic.h"
#include "cli/tenon-cli.h"
#include "project/tenon-inspect.h"

static void
print_answers (GPtrArray *answers)
{
  g_autoptr (GPtrArray) given = g_ptr_array_new ();

  for (guint i = 0; i < answers->len; i++)
    if (*(char *)g_ptr_array_index (answers, i) != '\0')
      g_ptr_array_add (given, g_ptr_array_index (answers, i));
  if (given->len == 1)
    {
      tenon_cli_print ("%s", (const char *)g_ptr_array_index (given, 0));
      return;
    }
  tenon_cli_print ("[\n");
  for (guint i = 0; i < given->len; i++)
    {
      g_autofree char *answer = g_strchomp (g_strdup (g_ptr_array_index (given, i)));

      tenon_cli_print ("%s%s\n", answer, i + 1 < given->len ? "," : "");
    }
  tenon_cli_print ("]\n");
}

static int
run (int    argc,
     char **argv)
{
  gboolean         as_json = FALSE, with_statistics = FALSE;
  g_autofree char *dialect = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GPtrArray) inspected = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { "statistics", 0, 0, G_OPTION_ARG_NONE, &with_statistics, "Look at the rows of dumps: children per parent, different values, bytes", NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &dialect, "Read SQL as mysql (8.4, the default) or mariadb (10.11) does", "SERVER" },
    { NULL },
  };
  TenonInspectFlags flags;
  int               status = tenon_cli_parse (&tenon_verb_inspect, &argc, &argv, entries, 1, -1);

  if (status != TENON_CLI_GO_ON)
    return status;
  if (dialect != NULL && !g_str_equal (dialect, "mysql") && !g_str_equal (dialect, "mariadb"))
    return tenon_cli_complain (&tenon_verb_inspect, "“%s” is no server it can read like; write --as mysql or --as mariadb", dialect);
  for (int i = 1; i < argc; i++)
    if (!g_file_test (argv[i], G_FILE_TEST_EXISTS))
      return tenon_cli_complain (&tenon_verb_inspect, "There is no file “%s”; check its name", argv[i]);
  flags = (g_strcmp0 (dialect, "mariadb") == 0 ? TENON_INSPECT_MARIADB : 0) | (with_statistics ? TENON_INSPECT_STATISTICS : 0);
  inspected = tenon_inspect_files ((const char *const *)argv + 1, flags, as_json ? TENON_INSPECT_JSON : TENON_INSPECT_TEXT, &answers);
  if (as_json)
    print_answers (answers);
  else
    tenon_cli_print_imported (inspected, answers);
  return tenon_cli_imported_status (inspected);
}

const TenonVerb tenon_verb_inspect = {
  "inspect",
  "FILE…",
  "Say what files are and what was understood of them",
  "Reads schemas (SQL), slow and general query logs, API lists (Markdown, CSV, OpenAPI), the documents of the\n"
  "workflow and contracts. Several logs are read as one. Nothing is written. Findings are printed as file:line:column: severity: message [code].",
  run,
};
