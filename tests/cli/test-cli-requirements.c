/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people say about the requirements through the command: facts, answers, cells, files, and the gate's report. */

#include "cli-run.h"

#include <string.h>

static void
make_small (CliRun *run)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  cli_run_do (run, 0, "new", "@", "--name", "Library", schema, api, NULL);
}

static guint
count_questions (CliRun     *run,
                 const char *state)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *questions;
  guint      n = 0;

  cli_run_do (run, -1, "questions", "@", "--all", "--json", NULL);
  node = cli_run_get_json (run);
  questions = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (questions); i++)
    n += g_str_equal (json_object_get_string_member (json_array_get_object_element (questions, i), "state"), state);
  return n;
}

static void
test_answers (CliRun       *run,
              gconstpointer data)
{
  guint n_open;

  make_small (run);
  n_open = count_questions (run, "open");
  g_assert_cmpuint (n_open, >, 0);
  cli_run_do (run, 1, "questions", "@", NULL);
  cli_run_do (run, 2, "answer", "@", "--kind", "no-such-kind", "--decline", "--reason", "x", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "answer", "@", "crud-gap|source:readers", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "answer", "@", "crud-gap|source:readers", "--decline", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "answer", "@", "crud-gap|source:readers", "--decline", "--reason", "x", NULL);
  cli_run_do (run, 2, "answer", "@", "crud-gap|source:nothing", "--decline", "--reason", "x", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_questions (run, "open"), ==, n_open);
  cli_run_do (run, 0, "answer", "@", "crud-gap|source:readers", "--add", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->output, "added as drafts: AP"));
  cli_run_do (run, 0, "answer", "@", "crud-gap|source:loans", "--decline", "--reason", "Kept for ever", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_questions (run, "declined"), ==, 1);
  g_assert_cmpuint (count_questions (run, "added"), ==, 1);
  cli_run_do (run, 2, "answer", "@", "crud-gap|source:loans", "--decline", "--reason", "Again", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "answer", "@", "crud-gap|source:loans", "--reopen", "--by", CLI_BY, NULL);
  g_assert_cmpuint (count_questions (run, "declined"), ==, 0);
  cli_run_do (run, 0, "questions", "@", "--matrix", NULL);
  g_assert_nonnull (strstr (run->output, "readers"));
}

/* Both halves of a cell are taken, or it is said which one stays. */
static void
test_halves (CliRun       *run,
             gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "rps-peak=500/200", "--evidence", "told", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->output, "200 for rps-average"));
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "rps-peak=700/300", "--evidence", "told", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->output, "200/s (STATED) stays"));
  cli_run_do (run, 0, "pattern", "@", "list", NULL);
  g_assert_nonnull (strstr (run->output, "peak 700/s        average 200/s"));
}

static void
test_facts (CliRun       *run,
            gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "facts", "@", NULL);
  g_assert_nonnull (strstr (run->output, "users: UNKNOWN\n"));
  cli_run_do (run, 2, "facts", "@", "set", "users", "many", "--evidence", "told", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "facts", "@", "set", "users", "5", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "facts", "@", "set", "users", "12,000", "--evidence", "card index", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "facts", "@", "set", "given:visits a day", "0.5", "--evidence", "counted in May", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "facts", "@", "--known", NULL);
  g_assert_nonnull (strstr (run->output, "users: 12000 users (card index)\n"));
  g_assert_nonnull (strstr (run->output, "given:visits a day: 0.5 (counted in May)\n"));

  /* A rate that follows them. */
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "rps-average== users x visits a day / 86400", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "list", "--json", "--full", NULL);
  g_assert_nonnull (strstr (run->output, "\"formula\": \"users x visits a day / 86400\""));
  g_assert_nonnull (strstr (run->output, "\"origin\": \"DERIVED\""));
  cli_run_do (run, 0, "facts", "@", "set", "users", "172800", "--evidence", "grown", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "list", NULL);
  g_assert_nonnull (strstr (run->output, "average 1/s"));
  cli_run_do (run, 0, "facts", "@", "forget", "users", NULL);
  cli_run_do (run, 1, "questions", "@", "--kind", "formula-broken", NULL);
  g_assert_nonnull (strstr (run->output, "formula-broken|pattern:AP2/rps-average"));
}

static void
test_children (CliRun       *run,
               gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "facts", "@", "set", "relationship:loans.reader_id/average-children", "100000", "--evidence", "told", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "facts", "@", "set", "relationship:loans.reader_id/maximum-children", "3", "--evidence", "said", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "questions", "@", "--kind", "rates-contradict", NULL);
  g_assert_nonnull (strstr (run->output, "100000 rows through loans.reader_id on average, and at most 3"));
  cli_run_do (run, 0, "facts", "@", "set", "relationship:loans.reader_id/maximum-children", "200000", "--evidence", "said", "--by", CLI_BY, NULL);
  cli_run_do (run, -1, "questions", "@", "--kind", "rates-contradict", NULL);
  g_assert_null (strstr (run->output, "on average, and at most"));
}

/* Rows of a dump say how many they are and how many children parents have, where nobody has said so; never whether there
 * is a limit, and nothing in place of what a person said. */
static void
test_observed_facts (CliRun       *run,
                     gconstpointer data)
{
  static const char sql[] = "CREATE TABLE users (id INT PRIMARY KEY);\nCREATE TABLE orders (id INT PRIMARY KEY, user_id INT NOT NULL, FOREIGN KEY (user_id) REFERENCES users(id));\n"
                            "INSERT INTO users VALUES (1),\n(2);\nINSERT INTO orders VALUES (1,1),(2,1);\nINSERT INTO orders VALUES (3,1),(4,2);\n";
  g_autofree char  *dump = g_build_filename (run->folder, "dump.sql", NULL);

  g_assert_true (g_file_set_contents (dump, sql, -1, NULL));
  cli_run_do (run, 0, "new", "@", "--name", "Shop", dump, NULL);
  cli_run_do (run, 0, "facts", "@", NULL);
  g_assert_nonnull (strstr (run->output, "source:users/rows: 2 rows (2 rows in ../dump.sql, lines 3 to 4)"));
  g_assert_nonnull (strstr (run->output, "relationship:orders.user_id/average-children: 2 rows for one parent (4 rows in "));
  g_assert_nonnull (strstr (run->output, "dump.sql, lines 5 to 6, exact)"));
  g_assert_nonnull (strstr (run->output, "relationship:orders.user_id/maximum-children: 3 "));
  g_assert_nonnull (strstr (run->output, "relationship:orders.user_id/bounded: UNKNOWN"));
  cli_run_do (run, 0, "facts", "@", "set", "relationship:orders.user_id/average-children", "9", "--evidence", "told", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "facts", "@", "set", "source:users/rows", "5000", "--evidence", "told", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "import", "@", dump, NULL);
  cli_run_do (run, 0, "facts", "@", NULL);
  g_assert_nonnull (strstr (run->output, "average-children: 9 rows for one parent (told)"));
  g_assert_nonnull (strstr (run->output, "source:users/rows: 5000 rows (told)"));
  g_assert_nonnull (strstr (run->output, "relationship:orders.user_id/maximum-children: 3 "));
}

/* A known rate is forgotten by a word that says so, and by nothing else. */
static void
test_forget_rate (CliRun       *run,
                  gconstpointer data)
{
  g_autofree char *sheet = g_build_filename (run->folder, "sheet.csv", NULL);

  make_small (run);
  cli_run_do (run, 0, "pattern", "@", "set", "AP1", "--peak", "40", "--average", "30", "--evidence", "told", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP1", "--cell", "rps-peak=TBD", NULL);
  g_assert_nonnull (strstr (run->errors, "“TBD” says no rate, and 40/s (STATED) stays; write “unknown” to forget it"));
  cli_run_do (run, 2, "pattern", "@", "set", "AP1", "--cell", "rps-peak=", NULL);
  g_assert_nonnull (strstr (run->errors, "write rps-peak=unknown"));
  g_assert_true (g_file_set_contents (sheet, "Pattern,Peak,Average\nAP1,TBD,\n", -1, NULL));
  cli_run_do (run, 0, "pattern", "@", "import", sheet, "--evidence", "sheet", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->errors, "AP1, Peak: “TBD” says no rate; 40/s (STATED) stays."));
  cli_run_do (run, 0, "pattern", "@", "list", NULL);
  g_assert_nonnull (strstr (run->output, "AP1    peak 40/s"));
  cli_run_do (run, 0, "pattern", "@", "set", "AP1", "--cell", "rps-peak=unknown", NULL);
  cli_run_do (run, 0, "pattern", "@", "list", NULL);
  g_assert_null (strstr (run->output, "40/s"));
  cli_run_do (run, 0, "pattern", "--help", NULL);
  g_assert_nonnull (strstr (run->output, "rps-peak=unknown"));
}

/* A requirement file from outside: what the model takes up goes there, what people wrote beside it into the project's file. */
static void
test_foreign_requirement (CliRun       *run,
                          gconstpointer data)
{
  static const char foreign[] = "# Our session\n\nA preface.\n\n## Access Patterns Analysis\n| # | Access Pattern | RPS (Peak/Avg) | Type |\n|--|--|--|--|\n| 1 | Get reader by card | 5/2 RPS | Read |\n\n"
                                "## Entity Relationships Deep Dive\n- **Gnome → Gardens**: 1:Many (avg 5, max 9)\n\n## Design Considerations (Scratchpad - Subject to Change)\n- **Hot Partition Concerns**: Mondays\n\n"
                                "## Validation Checklist\n- [x] other\n\n## My own section\nByte for byte   \n";
  g_autofree char  *file = g_build_filename (run->folder, "gard.md", NULL);
  g_autofree char  *own = g_build_filename (run->project, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char  *text = NULL;

  g_assert_true (g_file_set_contents (file, foreign, -1, NULL));
  make_small (run);
  cli_run_do (run, -1, "import", "@", file, NULL);
  g_assert_nonnull (strstr (run->output, "gard.md:11: warning: “Gnome → Gardens: 1:Many (avg 5, max 9)” is not taken"));
  g_assert_true (g_file_get_contents (own, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# Our session\n\nA preface.\n\n"));
  g_assert_nonnull (strstr (text, "- **Gnome → Gardens**: 1:Many (avg 5, max 9)\n"));
  g_assert_nonnull (strstr (text, "- **Hot Partition Concerns**: Mondays\n"));
  g_assert_nonnull (strstr (text, "- [x] other\n"));
  g_assert_nonnull (strstr (text, "## My own section\nByte for byte   \n"));
  g_assert_nonnull (strstr (text, "5/2 RPS"));
  cli_run_do (run, 0, "pattern", "@", "proposals", NULL);
}

/* What a merge left is no proposal to dismiss. */
static void
test_conflict (CliRun       *run,
               gconstpointer data)
{
  g_autofree char *own = g_build_filename (run->project, "artifacts/stage-02/dynamodb_requirement.md", NULL);

  make_small (run);
  g_assert_true (g_file_set_contents (own, "# Session\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", -1, NULL));
  for (guint i = 0; i < 4; i++)
    {
      cli_run_do (run, 2, "pattern", "@", i % 2 == 0 ? "dismiss" : "take", i < 2 ? "all" : "AP1", NULL);
      g_assert_nonnull (strstr (run->errors, "dynamodb_requirement.md:2: a merge left its marks in the file"));
    }
}

static void
test_files (CliRun       *run,
            gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *first = NULL;

  make_small (run);
  file = g_build_filename (run->folder, "rates.csv", NULL);
  g_assert_true (g_file_set_contents (file, "Pattern #,RPS (Peak/Avg),Status\n1,500/200 RPS,ok\n2,~5 RPS (burst),\n3,lots,\n", -1, NULL));
  cli_run_do (run, 2, "pattern", "@", "import", file, NULL);
  cli_run_do (run, 0, "pattern", "@", "import", file, "--evidence", "sheet of May", "--by", CLI_BY, NULL);
  g_assert_nonnull (strstr (run->output, "0 patterns added, 4 cells changed"));
  g_assert_nonnull (strstr (run->errors, "“lots” is no number"));
  cli_run_do (run, 0, "pattern", "@", "export", NULL);
  first = g_strdup (run->output);
  g_assert_nonnull (strstr (first, "sheet of May (said as “500/200 RPS”)"));
  g_assert_true (g_file_set_contents (file, first, -1, NULL));
  cli_run_do (run, 0, "pattern", "@", "import", file, NULL);
  g_assert_nonnull (strstr (run->output, "0 patterns added, 0 cells changed"));
  cli_run_do (run, 0, "pattern", "@", "set", "AP2", "--cell", "latency-ms=0.2 s", "--cell", "consistency=strong", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP2", "--cell", "no-such-cell=1", NULL);
  cli_run_do (run, 0, "pattern", "@", "list", "--json", "--full", NULL);
  g_assert_nonnull (strstr (run->output, "\"latency_ms\": 200"));
}

static void
test_gate (CliRun       *run,
           gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 1, "gate", "@", "requirements", NULL);
  g_assert_nonnull (strstr (run->output, "API patterns: PRIMARY requirements (authoritative source)"));
  g_assert_nonnull (strstr (run->output, "Table structure: COMPLETE data model"));
  g_assert_nonnull (strstr (run->output, "Log analysis: SUPPLEMENTAL performance data"));
  g_assert_nonnull (strstr (run->output, "Do these access patterns and requirements look complete?"));
  g_assert_nonnull (strstr (run->output, "It cannot be confirmed: "));
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);

      cli_run_do (run, 0, "pattern", "@", "set", id, "--peak", "5", "--average", "2", "--evidence", "x", "--by", CLI_BY, NULL);
    }
  cli_run_answer_questions (run);
  cli_run_do (run, 0, "gate", "@", "requirements", "approve", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "set", "AP1", "--peak", "9", "--evidence", "later", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "gate", "@", "requirements", "show", NULL);
  g_assert_nonnull (strstr (run->output, "Confirmed by " CLI_BY));
  g_assert_nonnull (strstr (run->output, "AP1, Peak: 5/s, stated by " CLI_BY ": x -> 9/s, stated by " CLI_BY ": later"));
}

/* What the API asks for is left out for a reason, by a person; the gate names it, and the source does not bring it back. */
static void
test_left_out (CliRun       *run,
               gconstpointer data)
{
  g_autofree char *api = cli_run_golden ("api.csv");

  make_small (run);
  cli_run_do (run, 2, "pattern", "@", "remove", "AP2", NULL);
  g_assert_nonnull (strstr (run->errors, "needs a reason and a person"));
  cli_run_do (run, 2, "pattern", "@", "remove", "AP2", "--reason", "not in this release", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP3", "--operation", "NONE", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP3", "--cell", "operation-type=None", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "remove", "AP2", "--reason", "not in this release", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "set", "AP3", "--operation", "NONE", "--reason", "from a cache", "--by", CLI_BY, NULL);
  cli_run_do (run, -1, "gate", "@", "requirements", "show", NULL);
  g_assert_nonnull (strstr (run->output, "AP2 was left out by " CLI_BY));
  g_assert_nonnull (strstr (run->output, ": not in this release"));
  g_assert_nonnull (strstr (run->output, "AP3 was declared no database operation by " CLI_BY));
  cli_run_do (run, -1, "import", "@", api, NULL);
  g_assert_nonnull (strstr (run->output, "AP2 stays left out, as " CLI_BY " decided"));
  cli_run_do (run, 0, "pattern", "@", "list", NULL);
  g_assert_null (strstr (run->output, "AP2 "));
  cli_run_do (run, 0, "pattern", "@", "add", "--description", "A note of my own", "--operation", "READ", NULL);
  g_assert_nonnull (strstr (run->output, "Added AP"));
  g_assert_null (strstr (run->output, "Added AP2\n"));
  cli_run_do (run, 0, "pattern", "@", "add", "AP9", "--description", "Another one", "--operation", "READ", NULL);
  cli_run_do (run, 0, "pattern", "@", "remove", "AP9", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, CliRun, NULL, cli_run_set_up, function, cli_run_tear_down)
  ADD ("/cli/requirements/answers", test_answers);
  ADD ("/cli/requirements/facts", test_facts);
  ADD ("/cli/requirements/halves", test_halves);
  ADD ("/cli/requirements/observed-facts", test_observed_facts);
  ADD ("/cli/requirements/forget-rate", test_forget_rate);
  ADD ("/cli/requirements/foreign-requirement", test_foreign_requirement);
  ADD ("/cli/requirements/conflict", test_conflict);
  ADD ("/cli/requirements/left-out", test_left_out);
  ADD ("/cli/requirements/children", test_children);
  ADD ("/cli/requirements/files", test_files);
  ADD ("/cli/requirements/gate", test_gate);
  return g_test_run ();
}
