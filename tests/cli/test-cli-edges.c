/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is refused, what is broken, and that nothing is touched that should not be. */

#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
make_small (CliRun *run)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  cli_run_do (run, 0, "new", "@", "--name", "Library", schema, api, NULL);
}

/* ---- folders ---- */

static void
test_other_folder (CliRun       *run,
                   gconstpointer data)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  cli_run_put (run, "src/main.c", "int main (void) { return 0; }\n");
  before = cli_run_digest (run->project);
  cli_run_do (run, 2, "new", "@", "--name", "Shop", schema, NULL);
  cli_run_do (run, 2, "import", "@", schema, NULL);
  cli_run_do (run, 2, "status", "@", NULL);
  cli_run_do (run, 2, "check", "@", NULL);
  cli_run_do (run, 2, "design", "@", "--apply", NULL);
  after = cli_run_digest (run->project);
  g_assert_cmpstr (before, ==, after);
}

static void
test_new_twice (CliRun       *run,
                gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_small (run);
  before = cli_run_digest (run->project);
  cli_run_do (run, 2, "new", "@", "--name", "Again", NULL);
  g_assert_nonnull (strstr (run->errors, "import"));
  cli_run_do (run, 0, "status", "@", NULL);
  cli_run_do (run, -1, "check", "@", NULL);
  cli_run_do (run, 0, "contract", "@", NULL);
  cli_run_do (run, 0, "design", "@", NULL);
  after = cli_run_digest (run->project);
  g_assert_cmpstr (before, ==, after);
}

static void
test_new_missing_file (CliRun       *run,
                       gconstpointer data)
{
  cli_run_do (run, 2, "new", "@", "--name", "Shop", "/nowhere/at/all.sql", NULL);
  g_assert_false (g_file_test (run->project, G_FILE_TEST_EXISTS));
  cli_run_do (run, 2, "new", "@", NULL);
  g_assert_nonnull (strstr (run->errors, "--name"));
}

static void
test_empty_project (CliRun       *run,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  cli_run_do (run, 0, "new", "@", "--name", "Later", NULL);
  g_assert_true (cli_run_exists (run, ".git/HEAD"));
  g_assert_true (cli_run_exists (run, "artifacts/stage-02/model.json"));
  cli_run_do (run, 0, "import", "@", schema, NULL);
  cli_run_do (run, 0, "import", "@", api, NULL);
  cli_run_do (run, 0, "status", "@", NULL);
  g_assert_nonnull (strstr (run->output, "2 MySQL tables, 1 foreign keys, 5 access patterns"));
  messages = cli_run_messages (run);
  for (guint i = 0; i < messages->len; i++)
    g_assert_cmpstr (g_ptr_array_index (messages, i), ==, "stage-02 task 1.1: Analyze stage-01 artifacts for DynamoDB modeling context");
}

/* Sources that are as they were give no second commit, and not a byte in the folder. */
static void
test_import_again (CliRun       *run,
                   gconstpointer data)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  make_small (run);
  before = cli_run_digest (run->project);
  cli_run_do (run, 0, "import", "@", NULL);
  cli_run_do (run, 0, "import", "@", schema, api, NULL);
  after = cli_run_digest (run->project);
  g_assert_cmpstr (before, ==, after);
  messages = cli_run_messages (run);
  g_assert_cmpuint (messages->len, ==, 1);
}

/* The same file by another name is the same source: read afresh, not once more. */
static void
test_same_file (CliRun       *run,
                gconstpointer data)
{
  g_autofree char *golden = cli_run_golden ("schema.sql");
  g_autofree char *file = g_build_filename (run->folder, "schema.sql", NULL);
  g_autofree char *detour = g_build_filename (run->folder, "shop", "..", "schema.sql", NULL);
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;

  g_assert_true (g_file_get_contents (golden, &text, NULL, NULL));
  longer = g_strconcat (text, "CREATE TABLE fines (id INT PRIMARY KEY);\n", NULL);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  cli_run_do (run, 0, "new", "@", "--name", "Library", file, NULL);
  g_assert_true (g_file_set_contents (file, longer, -1, NULL));
  cli_run_do (run, 0, "import", "@", detour, NULL);
  g_assert_null (strstr (run->output, "warning"));
  cli_run_do (run, 0, "status", "@", NULL);
  g_assert_nonnull (strstr (run->output, "3 MySQL tables, 1 foreign keys"));
}

/* ---- rates ---- */

static void
test_rates_refused (CliRun       *run,
                    gconstpointer data)
{
  static const char *const wrong[] = { "-1", "nan", "inf", "many", "", "1e999", "5 RPS" };
  g_autofree char         *before = NULL;
  g_autofree char         *after = NULL;

  make_small (run);
  before = cli_run_get (run, "artifacts/stage-02/model.json");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--peak", wrong[i], "--average", "1", "--evidence", "x", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--peak", "5", "--average", "2", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--peak", "5", "--average", "2", "--evidence", " ", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--peak", "5", "--average", "2", "--evidence", "x", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--peak", "5", "--average", "2", "--evidence", "x", "--by", "Ada", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP99", "--peak", "5", "--evidence", "x", "--by", CLI_BY, NULL);
  after = cli_run_get (run, "artifacts/stage-02/model.json");
  g_assert_cmpstr (before, ==, after);
  /* Said by the person, it is taken; which of the two is meant is asked. */
  cli_run_do (run, 0, "pattern", "@", "set", "AP3", "--peak", "1", "--average", "2", "--evidence", "x", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "questions", "@", "--kind", "rates-contradict", NULL);
  g_assert_nonnull (strstr (run->output, "the peak of 1/s is below the average of 2/s"));
  cli_run_do (run, 0, "answer", "@", "rates-contradict|pattern:AP3", "--decline", "--reason", "x", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "set", "AP3", "--peak", "1.5", "--evidence", "x", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "questions", "@", "--kind", "rates-contradict", NULL);
  g_assert_nonnull (strstr (run->output, "rates-contradict|pattern:AP3"));
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--peak", "0", "--average", "0", "--evidence", "switched off", "--by", CLI_BY, NULL);
}

static void
test_rates_kept_apart (CliRun       *run,
                       gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *pattern;

  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--peak", "0", "--evidence", "switched off", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "list", "--json", NULL);
  node = cli_run_get_json (run);
  pattern = json_array_get_object_element (json_node_get_array (node), 1);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (pattern, "rps_peak"), "value"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (pattern, "rps_peak"), "origin"), ==, "STATED");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (pattern, "rps_peak"), "evidence"), ==, "switched off");
  g_assert_true (json_object_get_null_member (pattern, "rps_average"));
  cli_run_do (run, 1, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, "AP2"));
}

static void
test_members (CliRun       *run,
              gconstpointer data)
{
  static const char *const members[] = { "pattern_id", "description", "endpoint", "operation_type", "entities_involved", "attributes", "rps_peak", "rps_average",
                                         "consistency_requirements", "key_requirements", "design_considerations", "complexity", "dynamodb_suitability", "status" };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) state = NULL;
  g_autofree char *model = NULL;
  JsonArray       *patterns;

  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "list", "--json", NULL);
  node = cli_run_get_json (run);
  patterns = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (patterns), ==, 5);
  model = cli_run_get (run, "artifacts/stage-02/model.json");
  state = json_from_string (model, NULL);
  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      g_autoptr (GList) names = json_object_get_members (json_array_get_object_element (patterns, i));

      g_assert_cmpuint (g_list_length (names), ==, G_N_ELEMENTS (members));
      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        {
          g_assert_cmpstr (g_list_nth_data (names, j), ==, members[j]);
          g_assert_true (json_object_has_member (json_array_get_object_element (json_object_get_array_member (json_node_get_object (state), "patterns"), i), members[j]));
        }
    }
}

static void
test_add_and_remove (CliRun       *run,
                     gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "add", "--description", "Delete loan by ID", "--operation", "DELETE", "--entity", "loans", NULL);
  g_assert_nonnull (strstr (run->output, "AP6"));
  cli_run_do (run, 2, "pattern", "@", "add", "AP6", "--description", "Twice", "--operation", "READ", NULL);
  cli_run_do (run, 2, "pattern", "@", "add", "--description", "Odd", "--operation", "GUESS", NULL);
  cli_run_do (run, 0, "pattern", "@", "remove", "AP6", NULL);
  cli_run_do (run, 2, "pattern", "@", "remove", "AP6", NULL);
}

/* ---- broken inputs ---- */

static void
write_bytes (CliRun     *run,
             const char *name,
             const char *bytes,
             gsize       length,
             char      **path)
{
  *path = g_build_filename (run->folder, name, NULL);
  g_assert_true (g_file_set_contents (*path, bytes, length, NULL));
}

static void
test_broken_inputs (CliRun       *run,
                    gconstpointer data)
{
  static const char error_text[] = "Error: The file path 'mysql-query.log' does not exist.";
  static const char binary[] = "\x7f"
                               "ELF\0\0\0\1\2\3\0\0\0\377\376";
  static const char invalid[] = "CREATE TABLE caf\xe9 (id INT PRIMARY KEY, n\xff VARCHAR(3));\n";
  static const char dos[] = "\xef\xbb\xbf"
                            "CREATE TABLE dos (\r\n  id INT NOT NULL,\r\n  PRIMARY KEY (id)\r\n);\r\n";
  g_autofree char  *schema = cli_run_golden ("schema.sql");
  g_autofree char  *first = NULL, *second = NULL, *third = NULL, *fourth = NULL, *fifth = NULL;

  write_bytes (run, "query-report.log", error_text, strlen (error_text), &first);
  write_bytes (run, "empty.sql", "", 0, &second);
  write_bytes (run, "binary.log", binary, sizeof binary - 1, &third);
  write_bytes (run, "latin.sql", invalid, strlen (invalid), &fourth);
  write_bytes (run, "dos.sql", dos, strlen (dos), &fifth);
  cli_run_do (run, 1, "inspect", first, NULL);
  g_assert_nonnull (strstr (run->output, "query-report.log:1:1: error: "));
  cli_run_do (run, 1, "inspect", second, NULL);
  cli_run_do (run, 1, "inspect", third, NULL);
  cli_run_do (run, 0, "inspect", fourth, NULL);
  g_assert_nonnull (strstr (run->output, "1 tables"));
  g_assert_nonnull (strstr (run->output, "latin.sql:1:17: warning: "));
  cli_run_do (run, 0, "inspect", fifth, NULL);
  g_assert_nonnull (strstr (run->output, "1 tables"));
  cli_run_do (run, 2, "inspect", "/nowhere/at/all.sql", NULL);

  cli_run_do (run, 1, "new", "@", "--name", "Broken", first, second, third, schema, NULL);
  cli_run_do (run, 0, "status", "@", NULL);
  g_assert_nonnull (strstr (run->output, "2 MySQL tables"));
}

static void
test_damaged_state (CliRun       *run,
                    gconstpointer data)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  make_small (run);
  cli_run_put (run, "artifacts/stage-02/model.json", "{ \"name\": ");
  cli_run_do (run, 2, "status", "@", NULL);
  g_assert_nonnull (strstr (run->errors, "model.json"));
  cli_run_put (run, "artifacts/stage-02/model.json", "");
  cli_run_do (run, 2, "status", "@", NULL);
  cli_run_put (run, "artifacts/stage-02/model.json", deep);
  cli_run_do (run, 2, "status", "@", NULL);
  cli_run_put (run, "artifacts/stage-02/model.json", "{ \"patterns\": [ { \"rps_peak\": -4 } ] }");
  cli_run_do (run, -1, "status", "@", NULL);
}

/* ---- git ---- */

static void
test_foreign_lock (CliRun       *run,
                   gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_small (run);
  cli_run_answer_questions (run);
  cli_run_put (run, ".git/index.lock", "");
  before = cli_run_get (run, "artifacts/stage-02/reviews.json");
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);

      cli_run_do (run, i < 4 ? 0 : 2, "pattern", "@", "set", id, "--peak", "5", "--average", "2", "--evidence", "x", "--by", CLI_BY, NULL);
    }
  g_assert_nonnull (strstr (run->errors, "index.lock"));
  cli_run_do (run, 2, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_true (cli_run_exists (run, ".git/index.lock"));
  after = cli_run_get (run, "artifacts/stage-02/reviews.json");
  g_assert_cmpstr (before, ==, after);
}

static void
test_hooks (CliRun       *run,
            gconstpointer data)
{
  g_autofree char *hook = g_build_filename (run->project, ".git/hooks/pre-commit", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\ntouch %s/hook-ran\nexit 1\n", run->folder);
  g_autofree char *trace = g_build_filename (run->folder, "hook-ran", NULL);
  g_autofree char *schema = cli_run_golden ("schema.sql");

  cli_run_do (run, 0, "new", "@", "--name", "Hooked", NULL);
  cli_run_put (run, ".git/hooks/pre-commit", script);
  g_assert_cmpint (g_chmod (hook, 0755), ==, 0);
  cli_run_do (run, 0, "import", "@", schema, NULL);
  g_assert_false (g_file_test (trace, G_FILE_TEST_EXISTS));
}

static void
test_links (CliRun       *run,
            gconstpointer data)
{
  g_autofree char *outside = g_build_filename (run->folder, "outside", NULL);
  g_autofree char *link = g_build_filename (run->project, "artifacts/stage-02", NULL);
  g_autofree char *parent = g_build_filename (run->project, "artifacts", NULL);
  g_autofree char *document = g_build_filename (run->project, "artifacts/stage-01/01_1_API_access_patterns.md", NULL);
  g_autoptr (GDir) directory = NULL;

  g_assert_cmpint (g_mkdir_with_parents (outside, 0755), ==, 0);
  cli_run_put (run, "artifacts/stage-01/01_1_API_access_patterns.md", "- **AP1**: Create reader (POST /readers)\n");
  g_assert_cmpint (symlink (outside, link), ==, 0);
  cli_run_do (run, 2, "import", "@", NULL);
  directory = g_dir_open (outside, 0, NULL);
  g_assert_null (g_dir_read_name (directory));
}

/* Killed at any moment, the folder opens, or can be made again. */
static void
test_killed (CliRun       *run,
             gconstpointer data)
{
  g_autofree char *program = g_build_filename (g_getenv ("TENON_TEST_BUILDDIR"), "src/cli/tenon-cli", NULL);
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/killed-%u", run->folder, i);
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                                                          program, "new", folder, "--name", "Library", schema, api, NULL);

      g_usleep (g_random_int_range (2000, 60000));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      cli_run_do (run, -1, "status", folder, NULL);
      if (run->status != 0)
        cli_run_do (run, 0, "new", folder, "--name", "Library", schema, api, NULL);
      cli_run_do (run, 0, "import", folder, schema, api, NULL);
      cli_run_do (run, 0, "status", folder, NULL);
      g_assert_nonnull (strstr (run->output, "2 MySQL tables, 1 foreign keys, 5 access patterns"));
    }
}

/* ---- documents people edit ---- */

static void
test_hand_edited_requirement (CliRun       *run,
                              gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *again = NULL;
  char            *cell;

  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--peak", "500", "--average", "200", "--evidence", "measured", "--by", CLI_BY, NULL);
  text = cli_run_get (run, "artifacts/stage-02/dynamodb_requirement.md");
  cell = strstr (text, "500/200");
  g_assert_nonnull (cell);
  edited = g_strdup_printf ("%.*s900/200%s\nA thought of mine.\n", (int)(cell - text), text, cell + strlen ("500/200"));
  cli_run_put (run, "artifacts/stage-02/dynamodb_requirement.md", edited);

  cli_run_do (run, 1, "pattern", "@", "proposals", NULL);
  g_assert_nonnull (strstr (run->output, "AP2"));
  cli_run_do (run, 0, "pattern", "@", "set", "AP1", "--peak", "1", "--average", "1", "--evidence", "measured", "--by", CLI_BY, NULL);
  again = cli_run_get (run, "artifacts/stage-02/dynamodb_requirement.md");
  g_assert_cmpstr (again, ==, edited);

  cli_run_do (run, 0, "pattern", "@", "take", "AP2", NULL);
  cli_run_do (run, 0, "pattern", "@", "proposals", NULL);
  g_free (again);
  again = cli_run_get (run, "artifacts/stage-02/dynamodb_requirement.md");
  g_assert_nonnull (strstr (again, "900/200"));
  g_assert_nonnull (strstr (again, "A thought of mine."));
}

/* ---- answers ---- */

static guint
count_findings (CliRun     *run,
                const char *severity)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *findings;
  guint      n_found = 0;

  cli_run_do (run, -1, "check", "@", "--json", NULL);
  node = cli_run_get_json (run);
  findings = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (findings); i++)
    n_found += g_str_equal (json_object_get_string_member (json_array_get_object_element (findings, i), "severity"), severity);
  return n_found;
}

static void
test_acknowledge (CliRun       *run,
                  gconstpointer data)
{
  guint n_warnings;

  make_small (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  n_warnings = count_findings (run, "warning");
  g_assert_cmpuint (n_warnings, >, 0);
  cli_run_do (run, 2, "acknowledge", "@", "contract-key-renamed", "attribute:readers/reader_id", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "acknowledge", "@", "contract-key-renamed", "attribute:readers/reader_id", "--reason", "Known.", NULL);
  cli_run_do (run, 2, "acknowledge", "@", "rate-unknown", "pattern:AP1", "--reason", "Known.", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_findings (run, "warning"), ==, n_warnings);
  cli_run_do (run, 0, "acknowledge", "@", "contract-key-renamed", "attribute:readers/reader_id", "--reason", "Known.", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_findings (run, "warning"), ==, n_warnings - 1);
  cli_run_do (run, -1, "check", "@", "--answered", NULL);
  g_assert_nonnull (strstr (run->output, "Known."));
  cli_run_do (run, 0, "acknowledge", "@", "contract-key-renamed", "attribute:readers/reader_id", "--withdraw", NULL);
  g_assert_cmpuint (count_findings (run, "warning"), ==, n_warnings);
  cli_run_do (run, 2, "acknowledge", "@", "contract-key-renamed", "attribute:readers/reader_id", "--withdraw", NULL);
}

/* From some rules a person may deviate, with a justification that is kept. */
static void
test_deviate (CliRun       *run,
              gconstpointer data)
{
  g_autofree char *schema = g_build_filename (run->folder, "lines.sql", NULL);

  g_assert_true (g_file_set_contents (schema, "CREATE TABLE log_lines (at DATETIME NOT NULL, line TEXT);", -1, NULL));
  cli_run_do (run, 0, "new", "@", "--name", "Lines", schema, NULL);
  cli_run_do (run, -1, "design", "@", "--apply", NULL);
  g_assert_cmpuint (count_findings (run, "error"), ==, 1);
  cli_run_do (run, 0, "acknowledge", "@", "source-without-unique-key", "table:log_lines", "--reason", "Written once a second.", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_findings (run, "error"), ==, 0);
  cli_run_do (run, -1, "check", "@", "--answered", NULL);
  g_assert_nonnull (strstr (run->output, "Deviation taken by"));
  g_assert_nonnull (strstr (run->output, "Written once a second."));
}

static void
test_waive (CliRun       *run,
            gconstpointer data)
{
  g_autofree char *model = NULL;

  make_small (run);
  cli_run_do (run, 2, "waive", "@", "readers.shoe_size", "--reason", "Not used.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "waive", "@", "readers.name", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "waive", "@", "readers.name", "--reason", "Not used.", "--by", CLI_BY, NULL);
  model = cli_run_get (run, "artifacts/stage-02/model.json");
  g_assert_nonnull (strstr (model, "\"column\": \"readers.name\""));
}

/* ---- words ---- */

static void
test_help (CliRun       *run,
           gconstpointer data)
{
  static const char *const verbs[] = { "inspect", "new", "import", "status", "pattern", "design", "check", "acknowledge", "waive", "contract", "gate", "log", "rules" };

  cli_run_do (run, 0, "--help", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_assert_nonnull (strstr (run->output, verbs[i]));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      cli_run_do (run, 0, verbs[i], "--help", NULL);
      g_assert_nonnull (strstr (run->output, verbs[i]));
    }
  cli_run_do (run, 2, "dance", NULL);
  cli_run_do (run, 2, "status", NULL);
  cli_run_do (run, 2, "status", "@", "too-much", NULL);
  cli_run_do (run, 2, "status", "--no-such-option", NULL);
  cli_run_do (run, 0, "rules", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, CliRun, NULL, cli_run_set_up, function, cli_run_tear_down)
  ADD ("/edges/other-folder", test_other_folder);
  ADD ("/edges/new-twice", test_new_twice);
  ADD ("/edges/new-missing-file", test_new_missing_file);
  ADD ("/edges/empty-project", test_empty_project);
  ADD ("/edges/import-again", test_import_again);
  ADD ("/edges/same-file", test_same_file);
  ADD ("/edges/rates-refused", test_rates_refused);
  ADD ("/edges/rates-kept-apart", test_rates_kept_apart);
  ADD ("/edges/members", test_members);
  ADD ("/edges/add-and-remove", test_add_and_remove);
  ADD ("/edges/broken-inputs", test_broken_inputs);
  ADD ("/edges/damaged-state", test_damaged_state);
  ADD ("/edges/foreign-lock", test_foreign_lock);
  ADD ("/edges/hooks", test_hooks);
  ADD ("/edges/links", test_links);
  ADD ("/edges/killed", test_killed);
  ADD ("/edges/hand-edited-requirement", test_hand_edited_requirement);
  ADD ("/edges/acknowledge", test_acknowledge);
  ADD ("/edges/deviate", test_deviate);
  ADD ("/edges/waive", test_waive);
  ADD ("/edges/help", test_help);
  return g_test_run ();
}
