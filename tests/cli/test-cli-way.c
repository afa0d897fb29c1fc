/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole way, from sources to the last task, through the program a person would use. */

#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const task_messages[] = {
  "stage-02 task 1.1: Analyze stage-01 artifacts for DynamoDB modeling context",
  "stage-02 task 1.2: Document complete access patterns with RPS estimates",
  "stage-02 task 1.3: Validate complete access pattern requirements with user",
  "stage-02 task 2.1: Create initial DynamoDB design based on access patterns",
  "stage-02 task 2.2: Evaluate denormalization decisions and design alternatives",
  "stage-02 task 2.3: Analyze cost implications and production risks",
  "stage-02 task 3.1: Create comprehensive DynamoDB data model document",
  "stage-02 task 3.2: Complete table-by-table design validation with user",
  "stage-02 task 3.3: Finalize DynamoDB data model with user validation",
  "stage-02 task 4.1: Generate migration contract from finalized data model",
  "stage-02 task 4.2: Validate migration contract completeness and accuracy",
  "stage-02 task 5.1: Create comprehensive documentation summary",
  "stage-02 task 5.2: Complete DynamoDB data modeling with manual design process",
};

static JsonArray *
patterns_of (CliRun    *run,
             JsonNode **node)
{
  cli_run_do (run, 0, "pattern", "@", "list", "--json", NULL);
  *node = cli_run_get_json (run);
  return json_node_get_array (*node);
}

static gboolean
needs_rate (JsonObject *pattern)
{
  return g_strcmp0 (json_object_get_string_member (pattern, "operation_type"), "NONE") != 0
         && (json_object_get_null_member (pattern, "rps_peak") || json_object_get_null_member (pattern, "rps_average"));
}

static guint
state_all_rates (CliRun *run)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *patterns = patterns_of (run, &node);
  guint      n_stated = 0;

  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      JsonObject *pattern = json_array_get_object_element (patterns, i);

      if (!needs_rate (pattern))
        continue;
      cli_run_do (run, 0, "pattern", "@", "set", json_object_get_string_member (pattern, "pattern_id"),
                  "--peak", "50", "--average", "20", "--evidence", "load test of March", "--by", CLI_BY, NULL);
      n_stated++;
    }
  return n_stated;
}

static void
accept_alternatives (CliRun *run)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *model = cli_run_get (run, "artifacts/stage-02/model.json");
  JsonArray       *unserved;

  node = json_from_string (model, NULL);
  unserved = json_object_get_array_member (json_object_get_object_member (json_node_get_object (node), "design"), "unserved");
  for (guint i = 0; i < json_array_get_length (unserved); i++)
    cli_run_do (run, 0, "pattern", "@", "set", json_object_get_string_member (json_array_get_object_element (unserved, i), "pattern_id"),
                "--accept-alternative", "--reason", "A service does it.", "--by", CLI_BY, NULL);
}

static GPtrArray *
tables_of (CliRun *run)
{
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);
  JsonArray *gates;

  cli_run_do (run, 0, "status", "@", "--json", NULL);
  node = cli_run_get_json (run);
  gates = json_object_get_array_member (json_node_get_object (node), "gates");
  for (guint i = 0; i < json_array_get_length (gates); i++)
    {
      JsonObject *gate = json_array_get_object_element (gates, i);

      if (g_str_equal (json_object_get_string_member (gate, "gate"), "table"))
        g_ptr_array_add (tables, g_strdup (json_object_get_string_member (gate, "subject")));
    }
  return tables;
}

/* Everything outside the marks is, byte for byte, what it was. */
static void
assert_only_marks_differ (const char *before,
                          const char *after)
{
  g_assert_cmpuint (strlen (before), ==, strlen (after));
  for (gsize i = 0; before[i] != '\0'; i++)
    {
      if (before[i] == after[i])
        continue;
      g_assert_cmpint (before[i], ==, ' ');
      g_assert_cmpint (after[i], ==, 'x');
      g_assert_cmpint (before[i - 1], ==, '[');
      g_assert_cmpint (before[i + 1], ==, ']');
    }
}

static void
assert_messages (CliRun    *run,
                 GPtrArray *tables)
{
  g_autoptr (GPtrArray) messages = cli_run_messages (run);
  guint position = 0;

  for (guint i = 0; i < G_N_ELEMENTS (task_messages); i++)
    {
      if (g_str_has_prefix (task_messages[i], "stage-02 task 3.2"))
        for (guint j = 0; j < tables->len; j++)
          {
            g_autofree char *message = g_strdup_printf ("stage-02 task 3.2: Approve table %s", (char *)g_ptr_array_index (tables, j));

            g_assert_cmpstr (g_ptr_array_index (messages, position++), ==, message);
          }
      g_assert_cmpstr (g_ptr_array_index (messages, position++), ==, task_messages[i]);
    }
  g_assert_cmpuint (messages->len, ==, position);
}

static void
go_all_the_way (CliRun *run)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *tasks_before = cli_run_get (run, "tasks.md");
  g_autofree char *tasks_after = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *contract = NULL;
  g_autofree char *file = g_build_filename (run->project, "artifacts/stage-02/migrationContract.json", NULL);

  cli_run_put (run, "notes.txt", "mine\n");
  cli_run_do (run, 1, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_cmpuint (state_all_rates (run), >, 0);
  cli_run_do (run, 1, "gate", "@", "design", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, "open question"));
  g_assert_cmpuint (cli_run_answer_questions (run), >, 0);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, "--note", "Complete.", NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  accept_alternatives (run);
  tables = tables_of (run);
  g_assert_cmpuint (tables->len, >, 1);
  cli_run_do (run, 1, "gate", "@", "table", g_ptr_array_index (tables, 1), "approve", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, g_ptr_array_index (tables, 0)));
  cli_run_state_facts (run);
  for (guint i = 0; i < tables->len; i++)
    cli_run_do (run, 0, "gate", "@", "table", g_ptr_array_index (tables, i), "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "gate", "@", "contract", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "design", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "contract", "approve", "--by", CLI_BY, NULL);

  assert_messages (run, tables);
  tasks_after = cli_run_get (run, "tasks.md");
  assert_only_marks_differ (tasks_before, tasks_after);
  g_assert_null (strstr (tasks_after, "- [ ] 5.2"));
  notes = cli_run_get (run, "notes.txt");
  g_assert_cmpstr (notes, ==, "mine\n");

  cli_run_do (run, 0, "contract", "@", NULL);
  g_assert_nonnull (strstr (run->errors, "Approved by " CLI_BY));
  contract = cli_run_get (run, "artifacts/stage-02/migrationContract.json");
  g_assert_cmpstr (run->output, ==, contract);
  g_assert_true (g_str_has_prefix (contract, "[\n  {\n    \"table\": "));
  g_assert_true (g_str_has_suffix (contract, "\n]\n"));
  cli_run_do (run, -1, "contract", "--check", file, "@", NULL);
  g_assert_nonnull (strstr (run->output, ": 0 errors"));
  cli_run_do (run, 0, "log", "@", "--json", NULL);
  g_assert_null (strstr (run->output, "notes.txt"));
}

static void
test_sample (CliRun       *run,
             gconstpointer data)
{
  g_autofree char *schema = cli_run_sample ("schema.sql");
  g_autofree char *api = cli_run_sample ("api.md");
  g_autofree char *log = cli_run_sample ("slow.log");
  g_autofree char *facts = cli_run_sample ("requirements.md");

  cli_run_do (run, 0, "new", "@", "--name", "Bookshop", schema, api, log, facts, NULL);
  go_all_the_way (run);
}

/* Who runs the sample shop has said all that its tables rest on. */
static void
test_sample_facts (CliRun       *run,
                   gconstpointer data)
{
  g_autofree char *schema = cli_run_sample ("schema.sql");
  g_autofree char *api = cli_run_sample ("api.md");
  g_autofree char *facts = cli_run_sample ("requirements.md");

  cli_run_do (run, 0, "new", "@", "--name", "Bookshop", schema, api, facts, NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  g_assert_cmpuint (cli_run_state_facts (run), ==, 0);
}

static void
make_small (CliRun *run)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  cli_run_do (run, 0, "new", "@", "--name", "Library", schema, api, NULL);
}

static guint
count_messages (CliRun     *run,
                const char *beginning)
{
  g_autoptr (GPtrArray) messages = cli_run_messages (run);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (messages, i), beginning);
  return n;
}

/* What is edited and taken back again is what was approved, whatever was done in between: nothing is committed a second
 * time. Where a person approves again, it is. */
static void
test_taken_back (CliRun       *run,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  make_small (run);
  go_all_the_way (run);
  before = cli_run_messages (run);
  for (guint i = 0; i < 2; i++)
    {
      cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "status=in doubt", NULL);
      cli_run_do (run, 0, "facts", "@", "set", "given:visits", "2", "--evidence", "counted", "--by", CLI_BY, NULL);
      cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "status=", NULL);
      cli_run_do (run, 0, "status", "@", NULL);
      g_assert_nonnull (strstr (run->output, "approved  requirements"));
      cli_run_do (run, 0, "facts", "@", "forget", "given:visits", NULL);
    }
  after = cli_run_messages (run);
  g_assert_cmpuint (after->len, ==, before->len);

  cli_run_do (run, 0, "gate", "@", "contract", "withdraw", "--by", CLI_BY, "--note", "Once more.", NULL);
  cli_run_do (run, 0, "gate", "@", "contract", "approve", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_messages (run, "stage-02 task 4.2:"), ==, 2 + 1); /* the withdrawal is one of them */
  g_assert_cmpuint (count_messages (run, "stage-02 task 5.1:"), ==, 2);
  g_assert_cmpuint (count_messages (run, "stage-02 task 5.2:"), ==, 2);
}

/* ---- what comes undone ---- */

static const char *
state_of_gate (CliRun     *run,
               JsonNode  **node,
               const char *kind)
{
  JsonArray *gates;

  g_clear_pointer (node, json_node_unref);
  cli_run_do (run, 0, "status", "@", "--json", NULL);
  *node = cli_run_get_json (run);
  gates = json_object_get_array_member (json_node_get_object (*node), "gates");
  for (guint i = 0; i < json_array_get_length (gates); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (gates, i), "gate"), kind))
      return json_object_get_string_member (json_array_get_object_element (gates, i), "state");
  return NULL;
}

static void
test_edited_contract (CliRun       *run,
                      gconstpointer data)
{
  g_autofree char *written = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *again = NULL;
  g_autoptr (JsonNode) node = NULL;

  make_small (run);
  go_all_the_way (run);
  written = cli_run_get (run, "artifacts/stage-02/migrationContract.json");
  edited = g_strconcat (written, "\n", NULL);
  cli_run_put (run, "artifacts/stage-02/migrationContract.json", edited);

  /* What later stages read is no longer what was approved, and no step takes it for Tenon's own. */
  g_assert_cmpstr (state_of_gate (run, &node, "contract"), ==, "stale");
  cli_run_do (run, -1, "check", "@", NULL);
  g_assert_nonnull (strstr (run->output, "[contract-edited]"));

  cli_run_do (run, -1, "import", "@", NULL);
  again = cli_run_get (run, "artifacts/stage-02/migrationContract.json");
  kept = cli_run_get (run, "artifacts/stage-02/migrationContract.edited.json");
  g_assert_cmpstr (again, ==, written);
  g_assert_cmpstr (kept, ==, edited);
  g_assert_cmpstr (state_of_gate (run, &node, "contract"), ==, "approved");
}

static char *
show_committed (CliRun     *run,
                const char *name)
{
  g_autofree char *object = g_strconcat ("HEAD:", name, NULL);
  g_autofree char *output = NULL;
  const char      *argv[] = { "git", "-C", run->project, "show", object, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, NULL));
  return g_steal_pointer (&output);
}

/* What follows from the design and was edited by hand is said, enters the history under no approval, and is kept when it is
 * written anew; words outside of the marks are nobody's business. */
static void
test_edited_document (CliRun       *run,
                      gconstpointer data)
{
  static const char name[] = "artifacts/stage-02/dynamodb_data_model.md", other[] = "artifacts/stage-02/dynamodb_data_model.edited.md";
  g_autofree char  *written = NULL, *edited = NULL, *committed = NULL, *again = NULL, *kept = NULL, *own = NULL;
  g_autoptr (GString) text = NULL;

  make_small (run);
  go_all_the_way (run);
  written = cli_run_get (run, name);
  own = g_strconcat (written, "\nA word of ours.\n", NULL);
  cli_run_put (run, name, own);
  cli_run_do (run, -1, "check", "@", NULL);
  g_assert_null (strstr (run->output, "[document-edited]"));

  text = g_string_new (own);
  g_assert_cmpuint (g_string_replace (text, "**Partition Key**", "**Partition Kee**", 1), ==, 1);
  edited = g_strdup (text->str);
  cli_run_put (run, name, edited);
  cli_run_do (run, -1, "check", "@", NULL);
  g_assert_nonnull (strstr (run->output, "[document-edited]"));
  cli_run_do (run, 0, "gate", "@", "design", "withdraw", "--by", CLI_BY, "--note", "Wait.", NULL);
  committed = show_committed (run, name);
  g_assert_null (strstr (committed, "Partition Kee"));

  cli_run_do (run, 0, "gate", "@", "design", "approve", "--by", CLI_BY, NULL);
  again = cli_run_get (run, name);
  kept = cli_run_get (run, other);
  g_assert_null (strstr (again, "Partition Kee"));
  g_assert_nonnull (strstr (again, "A word of ours."));
  g_assert_cmpstr (kept, ==, edited);
}

/* The contract rests on everything before it: a pattern that nothing serves is no part of what was approved. */
static void
test_rests_on (CliRun       *run,
               gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  make_small (run);
  go_all_the_way (run);
  g_assert_cmpstr (state_of_gate (run, &node, "contract"), ==, "approved");
  cli_run_do (run, 0, "gate", "@", "requirements", "withdraw", "--by", CLI_BY, "--note", "Wait.", NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "design"), ==, "stale");
  g_assert_cmpstr (state_of_gate (run, &node, "contract"), ==, "stale");
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "contract"), ==, "approved");
}

/* A clone brings nothing along of what Tenon remembers: the file that agrees with the model is nobody's edit all the same. */
static void
test_fresh_clone (CliRun       *run,
                  gconstpointer data)
{
  g_autofree char *git = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  make_small (run);
  git = g_build_filename (run->project, ".git", NULL);
  dir = g_dir_open (git, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "tenon-written-"))
      {
        g_autofree char *path = g_build_filename (git, name, NULL);

        g_assert_cmpint (g_unlink (path), ==, 0);
      }
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--peak", "77", "--average", "6", "--evidence", "asked", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "proposals", NULL);
  g_assert_null (strstr (run->output, "AP2"));
  file = cli_run_get (run, "artifacts/stage-02/dynamodb_requirement.md");
  g_assert_nonnull (strstr (file, "77"));
}

static void
test_undone (CliRun       *run,
             gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *log = NULL;
  g_autofree char *tasks = NULL;

  make_small (run);
  state_all_rates (run);
  cli_run_answer_questions (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP4", "--description", "As it was", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "approved");

  /* Taken back, the approval stands, and nobody is said to have given it again. */
  before = cli_run_messages (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP4", "--description", "Another", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "stale");
  cli_run_do (run, 0, "pattern", "@", "set", "AP4", "--description", "As it was", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "approved");
  messages = cli_run_messages (run);
  g_assert_cmpuint (messages->len, ==, before->len);
  g_clear_pointer (&messages, g_ptr_array_unref);

  cli_run_do (run, 0, "pattern", "@", "set", "AP4", "--peak", "70", "--evidence", "new numbers", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "stale");
  log = cli_run_get (run, "artifacts/stage-02/02_working_log.md");
  g_assert_nonnull (strstr (log, "Task 1.3 came undone"));
  tasks = cli_run_get (run, "tasks.md");
  g_assert_nonnull (strstr (tasks, "- [x] 1.3"));

  cli_run_do (run, 0, "gate", "@", "requirements", "withdraw", "--by", CLI_BY, "--note", "Wait.", NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "ready");
  cli_run_do (run, 1, "gate", "@", "requirements", "return", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &node, "requirements"), ==, "approved");
  messages = cli_run_messages (run);
  g_assert_cmpstr (g_ptr_array_index (messages, messages->len - 1), ==, task_messages[2]);
  g_assert_cmpstr (g_ptr_array_index (messages, messages->len - 2), ==, "stage-02 task 1.3: Withdraw requirements");
}

/* A tasks document may lack tasks and bring marks along: each task is done once all the same. */
static void
test_unearned_marks (CliRun       *run,
                     gconstpointer data)
{
  static const char tasks[] = "- [ ] 1. Analyze\r\n  - [x] 1.1 Extract\r\n  - [ ] 1.2 Gather\r\n  - [ ] 1.3 Validate\r\n"
                              "- [x] 2. Design\r\n  - [x] 2.1 Apply\r\n  - [ ] 3.1 Create\r\n  - [x] 5.1 Summary\r\n  - [x] 5.2 Readiness";
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *after = NULL;

  make_small (run);
  cli_run_put (run, "tasks.md", tasks);
  state_all_rates (run);
  cli_run_answer_questions (run);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  accept_alternatives (run);
  tables = tables_of (run);
  cli_run_state_facts (run);
  for (guint i = 0; i < tables->len; i++)
    cli_run_do (run, 0, "gate", "@", "table", g_ptr_array_index (tables, i), "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "design", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "contract", "approve", "--by", CLI_BY, NULL);
  assert_messages (run, tables);
  after = cli_run_get (run, "tasks.md");
  assert_only_marks_differ (tasks, after);
  g_assert_nonnull (strstr (after, "- [x] 3.1"));
}

static void
test_returned_table (CliRun       *run,
                     gconstpointer data)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *expected = NULL;

  make_small (run);
  state_all_rates (run);
  cli_run_answer_questions (run);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  tables = tables_of (run);
  cli_run_do (run, 1, "gate", "@", "table", g_ptr_array_index (tables, 0), "return", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "table", g_ptr_array_index (tables, 0), "return", "--by", CLI_BY, "--note", "Why this key?", NULL);
  messages = cli_run_messages (run);
  expected = g_strdup_printf ("stage-02 task 3.2: Return table %s", (char *)g_ptr_array_index (tables, 0));
  g_assert_cmpstr (g_ptr_array_index (messages, messages->len - 1), ==, expected);
  cli_run_do (run, 1, "gate", "@", "table", g_ptr_array_index (tables, 1), "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "gate", "@", "table", "no_such_table", "approve", "--by", CLI_BY, NULL);
}

/* What nobody knows holds up the table whose decision rests on it, and no other; that somebody says it, or says that the
 * decision stands without it, does not touch what was confirmed. */
static void
test_unknown_facts (CliRun       *run,
                    gconstpointer data)
{
  g_autoptr (JsonNode) questions = NULL;
  g_autoptr (JsonNode) status = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *held = NULL;
  const char      *first = NULL, *fact = NULL;
  JsonArray       *array;

  make_small (run);
  state_all_rates (run);
  cli_run_answer_questions (run);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  accept_alternatives (run);
  cli_run_do (run, -1, "questions", "@", "--kind", "fact-unknown", "--json", NULL);
  questions = cli_run_get_json (run);
  array = json_node_get_array (questions);
  for (guint i = 0; first == NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *question = json_array_get_object_element (array, i);
      JsonArray  *waiting = json_object_get_array_member (question, "waiting");

      if (json_array_get_length (waiting) == 0)
        continue;
      first = json_object_get_string_member (question, "id");
      fact = json_object_get_string_member (question, "text");
      held = g_strdup (json_object_get_string_member (json_array_get_object_element (waiting, 0), "table"));
      g_assert_nonnull (json_object_get_string_member (json_array_get_object_element (waiting, 0), "reason"));
    }
  g_assert_nonnull (first);
  tables = tables_of (run);
  for (guint i = 0; i < tables->len && !g_str_equal (g_ptr_array_index (tables, i), held); i++)
    cli_run_do (run, 0, "gate", "@", "table", g_ptr_array_index (tables, i), "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "gate", "@", "table", held, "approve", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, fact));
  cli_run_do (run, 2, "answer", "@", first, "--decline", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "answer", "@", first, "--decline", "--reason", "A page holds twenty, whatever it is.", "--by", CLI_BY, NULL);
  g_assert_cmpstr (state_of_gate (run, &status, "requirements"), ==, "approved");
  cli_run_state_facts (run);
  g_assert_cmpstr (state_of_gate (run, &status, "requirements"), ==, "approved");
  cli_run_do (run, 0, "gate", "@", "table", held, "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, -1, "questions", "@", "--all", NULL);
  g_assert_nonnull (strstr (run->output, "A page holds twenty"));
  cli_run_do (run, 0, "answer", "@", first, "--reopen", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "status", "@", NULL);
  g_assert_nonnull (strstr (run->output, "stale     table"));
}

/* ---- the six-table shop ---- */

static void
copy_shop (CliRun     *run,
           const char *corpus,
           gboolean    with_requirement)
{
  static const char *const names[] = { "stage-01/01_1_API_access_patterns.md", "stage-01/01_2_mysql_log_analysis.md", "stage-01/01_3_table_structure_analysis.md", "stage-02/dynamodb_requirement.md" };

  for (guint i = 0; i < G_N_ELEMENTS (names) - !with_requirement; i++)
    {
      g_autofree char *from = g_build_filename (corpus, "artifacts/modernizer", names[i], NULL);
      g_autofree char *to = g_build_filename (run->project, "artifacts", names[i], NULL);

      g_assert_true (cli_run_copy (from, to));
    }
}

static void
test_shop (CliRun       *run,
           gconstpointer data)
{
  const char *corpus = g_getenv ("TENON_CORPUS");
  g_autoptr (JsonNode) node = NULL;
  JsonArray *patterns;
  guint      n_observed = 0;

  if (corpus == NULL)
    {
      g_test_skip ("TENON_CORPUS is not set");
      return;
    }
  copy_shop (run, corpus, FALSE);
  cli_run_do (run, 0, "import", "@", NULL);
  cli_run_do (run, 0, "status", "@", NULL);
  g_assert_nonnull (strstr (run->output, "6 MySQL tables, 8 foreign keys, 48 access patterns"));
  patterns = patterns_of (run, &node);
  g_assert_cmpuint (json_array_get_length (patterns), ==, 48);
  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      JsonObject      *pattern = json_array_get_object_element (patterns, i);
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);

      g_assert_cmpstr (json_object_get_string_member (pattern, "pattern_id"), ==, id);
      if (!json_object_get_null_member (pattern, "rps_average"))
        {
          g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (pattern, "rps_average"), "origin"), ==, "OBSERVED");
          n_observed++;
        }
    }
  g_assert_cmpuint (n_observed, >, 0);
  g_assert_cmpuint (n_observed, <, 20);
  cli_run_do (run, 1, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, "AP1,"));
  g_assert_nonnull (strstr (run->errors, "AP48"));
  g_assert_null (strstr (run->errors, "AP6,")); /* no database operation */
  go_all_the_way (run);
}

static void
test_shop_requirement (CliRun       *run,
                       gconstpointer data)
{
  const char *corpus = g_getenv ("TENON_CORPUS");
  g_autoptr (JsonNode) node = NULL;
  JsonArray *patterns;

  if (corpus == NULL)
    {
      g_test_skip ("TENON_CORPUS is not set");
      return;
    }
  copy_shop (run, corpus, TRUE);
  cli_run_do (run, 0, "import", "@", NULL);
  patterns = patterns_of (run, &node);
  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      JsonObject *rate = json_object_get_object_member (json_array_get_object_element (patterns, i), "rps_peak");

      g_assert_cmpstr (json_object_get_string_member (rate, "origin"), ==, "STATED");
      g_assert_nonnull (strstr (json_object_get_string_member (rate, "evidence"), "dynamodb_requirement.md:"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, CliRun, NULL, cli_run_set_up, function, cli_run_tear_down)
  ADD ("/way/sample", test_sample);
  ADD ("/way/sample-facts", test_sample_facts);
  ADD ("/way/unknown-facts", test_unknown_facts);
  ADD ("/way/taken-back", test_taken_back);
  ADD ("/way/undone", test_undone);
  ADD ("/way/edited-contract", test_edited_contract);
  ADD ("/way/edited-document", test_edited_document);
  ADD ("/way/rests-on", test_rests_on);
  ADD ("/way/fresh-clone", test_fresh_clone);
  ADD ("/way/unearned-marks", test_unearned_marks);
  ADD ("/way/returned-table", test_returned_table);
  ADD ("/way/shop", test_shop);
  ADD ("/way/shop-requirement", test_shop_requirement);
  return g_test_run ();
}
