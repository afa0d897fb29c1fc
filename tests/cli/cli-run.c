/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the real program in temporary folders. */

#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

void
cli_run_set_up (CliRun       *run,
                gconstpointer data)
{
  run->folder = g_dir_make_tmp ("tenon-cli-XXXXXX", NULL);
  g_assert_nonnull (run->folder);
  run->project = g_build_filename (run->folder, "shop", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
cli_run_tear_down (CliRun       *run,
                   gconstpointer data)
{
  remove_tree (run->folder);
  g_free (run->folder);
  g_free (run->project);
  g_free (run->output);
  g_free (run->errors);
}

/**
 * cli_run_do:
 * @expected: the exit status; -1: any
 *
 * Runs tenon-cli with arguments; "@" stands for the project folder.
 */
void
cli_run_do (CliRun     *run,
            int         expected,
            const char *first_argument,
            ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_build_filename (g_getenv ("TENON_TEST_BUILDDIR"), "src/cli/tenon-cli", NULL);
  va_list          args;

  g_ptr_array_add (arguments, program);
  va_start (args, first_argument);
  for (const char *argument = first_argument; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (char *)(g_str_equal (argument, "@") ? run->project : argument));
  va_end (args);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *)arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&run->output, g_free);
  g_clear_pointer (&run->errors, g_free);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run->output, &run->errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
  if (expected >= 0 && run->status != expected)
    g_error ("tenon-cli %s: status %d instead of %d\n%s\n%s", first_argument, run->status, expected, run->output, run->errors);
}

/**
 * cli_run_get_json:
 *
 * Returns: (transfer full): the output of the last run
 */
JsonNode *
cli_run_get_json (CliRun *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (run->output, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

char *
cli_run_sample (const char *name)
{
  return g_build_filename (g_getenv ("TENON_TEST_SRCDIR"), "data/samples/bookshop", name, NULL);
}

char *
cli_run_golden (const char *name)
{
  return g_build_filename (g_getenv ("TENON_TEST_SRCDIR"), "tests/golden/cli", name, NULL);
}

void
cli_run_put (CliRun     *run,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (run->project, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

char *
cli_run_get (CliRun     *run,
             const char *name)
{
  g_autofree char *path = g_build_filename (run->project, name, NULL);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

gboolean
cli_run_exists (CliRun     *run,
                const char *name)
{
  g_autofree char *path = g_build_filename (run->project, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * cli_run_messages:
 *
 * Returns: (transfer full) (element-type utf8): of all commits, the oldest first
 */
GPtrArray *
cli_run_messages (CliRun *run)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  cli_run_do (run, 0, "log", "@", "--json", NULL);
  node = cli_run_get_json (run);
  array = json_node_get_array (node);
  for (guint i = json_array_get_length (array); i > 0; i--)
    g_ptr_array_add (messages, g_strdup (json_object_get_string_member (json_array_get_object_element (array, i - 1), "message")));
  return messages;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void
add_to_digest (GChecksum  *checksum,
               const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  gsize            length = 0;
  const char      *name;

  g_checksum_update (checksum, (const guchar *)path, strlen (path) + 1);
  if (directory == NULL)
    {
      if (g_file_get_contents (path, &text, &length, NULL))
        g_checksum_update (checksum, (const guchar *)text, length);
      return;
    }
  while ((name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_to_digest (checksum, g_ptr_array_index (names, i));
}

/**
 * cli_run_digest:
 *
 * Returns: (transfer full): of all names and contents below a folder
 */
char *
cli_run_digest (const char *folder)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_to_digest (checksum, folder);
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
cli_run_copy (const char *from,
              const char *to)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *text = NULL;
  gsize            length = 0;

  return g_file_get_contents (from, &text, &length, NULL) && g_mkdir_with_parents (folder, 0755) == 0 && g_file_set_contents (to, text, length, NULL);
}

/* What an architect would have to look into is answered by the person who runs this way, kind by kind.
 * Returns: how many questions stood open */
guint
cli_run_answer_questions (CliRun *run)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *questions;
  guint      n_open = 0;

  cli_run_do (run, -1, "questions", "@", "--json", NULL);
  node = cli_run_get_json (run);
  questions = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (questions); i++)
    {
      JsonObject *question = json_array_get_object_element (questions, i);
      const char *kind = json_object_get_string_member (question, "kind");

      n_open += json_object_get_boolean_member (question, "blocks");
      if (g_hash_table_add (kinds, (gpointer)kind))
        cli_run_do (run, 0, "answer", "@", "--kind", kind, "--decline", "--reason", "Looked into for the test.", "--by", CLI_BY, NULL);
    }
  cli_run_do (run, 0, "questions", "@", NULL);
  return n_open;
}

static const char *
guess_value (const char *fact)
{
  if (g_str_has_suffix (fact, "/owner"))
    return "Shop";
  return g_str_has_suffix (fact, "/bounded") ? "yes" : g_str_equal (fact, "early-stage") ? "no"
                                                                                         : "12";
}

/* States what decisions of the design wait for, until none waits.
 * Returns: how many facts were stated */
guint
cli_run_state_facts (CliRun *run)
{
  guint n_stated = 0;

  for (guint round = 0, n_new = 1; n_new > 0; round++)
    {
      g_autoptr (JsonNode) node = NULL;
      JsonArray *questions;

      g_assert_cmpuint (round, <, 5);
      n_new = 0;
      cli_run_do (run, -1, "questions", "@", "--kind", "fact-unknown", "--json", NULL);
      node = cli_run_get_json (run);
      questions = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (questions); i++)
        {
          JsonObject *question = json_array_get_object_element (questions, i);

          if (json_array_get_length (json_object_get_array_member (question, "waiting")) == 0)
            continue;
          cli_run_do (run, 0, "answer", "@", json_object_get_string_member (question, "id"), "--value", guess_value (json_object_get_string_member (question, "fact")),
                      "--evidence", "the numbers of March", "--by", CLI_BY, NULL);
          n_new++;
        }
      n_stated += n_new;
    }
  return n_stated;
}
