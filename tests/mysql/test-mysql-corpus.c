/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Real schemas against what a real server made of them. $TENON_CORPUS names a folder with schemas/NAME.sql,
 * truth/NAME.json and compare.py; without it there is nothing to do.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-schema-json.h"

static char *
write_answer (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonSource) source = tenon_source_load (path, NULL, &error);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (1);
  g_autofree char *json = NULL;
  char            *answer = NULL;
  int              fd = g_file_open_tmp ("tenon-answer-XXXXXX.json", &answer, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  schema = tenon_ddl_read (source, TENON_DIALECT_MARIADB, diagnostics);
  tenon_schema_write_inspect_json (schema, diagnostics, writer);
  json = tenon_json_writer_finish (writer);
  g_file_set_contents (answer, json, -1, &error);
  g_assert_no_error (error);
  return answer;
}

static void
compare (const char *corpus,
         const char *input,
         const char *truth)
{
  g_autofree char *script = g_build_filename (corpus, "compare.py", NULL);
  g_autofree char *answer = write_answer (input);
  const char      *argv[] = { "python3", script, truth, answer, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error))
    {
      g_test_skip (error->message);
      g_remove (answer);
      return;
    }
  g_remove (answer);
  if (!g_spawn_check_wait_status (status, NULL))
    {
      g_test_message ("%s", output);
      g_test_fail ();
    }
}

static void
compare_folder (const char *folder,
                const char *suffix,
                const char *truths)
{
  const char      *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (corpus == NULL)
    {
      g_test_skip ("TENON_CORPUS is not set");
      return;
    }
  path = g_build_filename (corpus, folder, NULL);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *stem = NULL, *input = NULL, *truth_name = NULL, *truth = NULL;

      if (!g_str_has_suffix (name, suffix))
        continue;
      stem = g_strndup (name, strlen (name) - strlen (suffix));
      truth_name = g_strconcat (stem, ".json", NULL);
      input = g_build_filename (path, name, NULL);
      truth = g_build_filename (corpus, "truth", truths, truth_name, NULL);
      if (g_file_test (truth, G_FILE_TEST_EXISTS))
        compare (corpus, input, truth);
    }
}

static void
test_schemas (void)
{
  compare_folder ("schemas", ".sql", ".");
}

static void
test_dumps (void)
{
  compare_folder ("dumps", ".dump.sql", ".");
}

static void
test_quirks (void)
{
  compare_folder ("quirks/ghost", ".sql", "quirks_ghost");
  compare_folder ("quirks/pt", ".sql", "quirks_pt");
  compare_folder ("quirks/skeema", ".sql", "quirks_skeema");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/corpus/schemas", test_schemas);
  g_test_add_func ("/mysql/corpus/dumps", test_dumps);
  g_test_add_func ("/mysql/corpus/quirks", test_quirks);
  return g_test_run ();
}
