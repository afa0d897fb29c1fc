/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a design costs, from the outside: totals with their conventions, and settings that stay. */

#include "cli-run.h"

#include <string.h>

static void
make_small (CliRun *run)
{
  g_autofree char *schema = cli_run_golden ("schema.sql");
  g_autofree char *api = cli_run_golden ("api.csv");

  cli_run_do (run, 0, "new", "@", "--name", "Library", schema, api, NULL);
}

static void
test_text (CliRun       *run,
           gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "cost", "@", "--terms", "--growth", "--keys", "--compare", "--settings", NULL);
  g_assert_nonnull (strstr (run->output, "a month of 2628000 s (730 h)"));
  g_assert_nonnull (strstr (run->output, "Not known:\n"));
  g_assert_nonnull (strstr (run->output, "month 36: "));
  g_assert_nonnull (strstr (run->output, "Busiest key values at peak:"));
  g_assert_nonnull (strstr (run->output, "Read-optimised: "));
  g_assert_nonnull (strstr (run->output, "target-utilisation: 70\n"));
}

static void
test_json (CliRun       *run,
           gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *cost;

  make_small (run);
  cli_run_do (run, 0, "cost", "@", "--json", NULL);
  node = cli_run_get_json (run);
  object = json_node_get_object (node);
  cost = json_object_get_object_member (object, "cost");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cost, "terms")), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cost, "missing")), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "alternatives")), ==, 3);
}

static void
test_settings_stay (CliRun       *run,
                    gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 0, "cost", "@", "--set", "convention=agent-toolkit", "--set", "region=eu-west-1", NULL);
  g_assert_nonnull (strstr (run->output, "aws/agent-toolkit-for-aws"));
  g_assert_nonnull (strstr (run->output, "region eu-west-1 (prices inferred from its provisioned ones"));
  /* Only what was asked for. */
  cli_run_do (run, 0, "cost", "@", "--settings", NULL);
  g_assert_null (strstr (run->output, "Not known:"));
  g_assert_nonnull (strstr (run->output, "month-hours: 720\n"));
  g_assert_nonnull (strstr (run->output, "decimal-gb: yes\n"));
}

static void
test_refused (CliRun       *run,
              gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 2, "cost", "@", "--set", "month-hours=many", NULL);
  g_assert_nonnull (strstr (run->errors, "month-hours is a number from 1 to 744"));
  cli_run_do (run, 2, "cost", "@", "--set", "region=moon-north-1", NULL);
  g_assert_nonnull (strstr (run->errors, "us-east-1"));
  cli_run_do (run, 2, "cost", "@", "--set", "streams=perhaps", NULL);
  cli_run_do (run, 2, "cost", "@", "--set", "nonsense", NULL);
  cli_run_do (run, 2, "cost", "@", "--alternative", "cheapest", NULL);
}

/* An alternative is chosen by a person who says why; one of the two alone is refused. */
static void
test_choice (CliRun       *run,
             gconstpointer data)
{
  make_small (run);
  cli_run_do (run, 2, "design", "@", "--alternative", "read-optimised", "--apply", "--reason", "Reads dominate", NULL);
  g_assert_nonnull (strstr (run->errors, "--by"));
  cli_run_do (run, -1, "design", "@", "--alternative", "read-optimised", "--apply", "--reason", "Reads dominate", "--by", "Ada <ada@example.org>", NULL);
  {
    g_autofree char *text = cli_run_get (run, "artifacts/stage-02/model.json");

    g_assert_nonnull (strstr (text, "\"choice_reason\": \"Reads dominate\""));
    g_assert_nonnull (strstr (text, "\"choice_by\": \"Ada <ada@example.org>\""));
  }
  cli_run_do (run, -1, "design", "@", "--alternative", "multi-table", "--apply", NULL);
  {
    g_autofree char *text = cli_run_get (run, "artifacts/stage-02/model.json");

    g_assert_null (strstr (text, "choice_reason"));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/cost/text", CliRun, NULL, cli_run_set_up, test_text, cli_run_tear_down);
  g_test_add ("/cli/cost/json", CliRun, NULL, cli_run_set_up, test_json, cli_run_tear_down);
  g_test_add ("/cli/cost/settings-stay", CliRun, NULL, cli_run_set_up, test_settings_stay, cli_run_tear_down);
  g_test_add ("/cli/cost/refused", CliRun, NULL, cli_run_set_up, test_refused, cli_run_tear_down);
  g_test_add ("/cli/cost/choice", CliRun, NULL, cli_run_set_up, test_choice, cli_run_tear_down);
  return g_test_run ();
}
