/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design: explained, as differences, table by table, and with what people decided. */

#include "cli-run.h"

#include <string.h>

static void
make_shop (CliRun *run)
{
  g_autofree char *schema = cli_run_sample ("schema.sql");
  g_autofree char *api = cli_run_sample ("api.md");

  cli_run_do (run, 0, "new", "@", "--name", "Bookshop", schema, api, NULL);
}

static void
assert_says (CliRun     *run,
             const char *text)
{
  if (strstr (run->output, text) == NULL)
    g_error ("“%s” is not said in: %s", text, run->output);
}

static void
test_explain (CliRun       *run,
              gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--explain", NULL);
  assert_says (run, "Structure of orders");
  assert_says (run, "uniqueness: the key contains the primary key of orders");
  assert_says (run, "way back:");
  cli_run_do (run, 0, "design", "@", "--explain", "orders", NULL);
  assert_says (run, "Structure of orders");
  g_assert_null (strstr (run->output, "Structure of books"));
  cli_run_do (run, 0, "design", "@", "--explain", "AP5", NULL);
  assert_says (run, "1. GetItem on customers: customer_id = :customer_id");
  assert_says (run, "2. TransactWriteItems on customer_emails");
  cli_run_do (run, 2, "design", "@", "--explain", "no_such_table", NULL);
}

static void
test_differences (CliRun       *run,
                  gconstpointer data)
{
  g_autoptr (JsonNode) root = NULL;

  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "table orders added");
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "The proposal is the present design.");
  cli_run_do (run, 0, "design", "@", "--diff", "--alternative", "item-collections", NULL);
  assert_says (run, "key payments changed");
  cli_run_do (run, 0, "design", "@", "--json", NULL);
  root = cli_run_get_json (run);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (root), "differences")), ==, 0);
}

/* One table of another alternative: the requests of other tables are fitted, nothing is left that does not fit. */
static void
test_one_table (CliRun       *run,
                gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 0, "design", "@", "--alternative", "item-collections", "--apply", "payments", NULL);
  assert_says (run, "payments taken into the project.");
  cli_run_do (run, 1, "check", "@", NULL);
  g_assert_null (strstr (run->output, "operation-invalid"));
  g_assert_null (strstr (run->output, "pattern-unmapped"));
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "key payments changed");
  g_assert_null (strstr (run->output, "key orders changed"));
}

static void
test_pin (CliRun       *run,
          gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "design", "@", "--pin", "payments", NULL);
  cli_run_do (run, 2, "design", "@", "--pin", "no_such_table", "--reason", "Because.", NULL);
  cli_run_do (run, 0, "design", "@", "--pin", "payments", "--reason", "The provider asks for it.", NULL);
  cli_run_do (run, 0, "design", "@", "--diff", "--alternative", "item-collections", NULL);
  g_assert_null (strstr (run->output, "key payments changed"));
  cli_run_do (run, 0, "design", "@", "--explain", "payments", NULL);
  assert_says (run, "The provider asks for it.");
  cli_run_do (run, 0, "design", "@", "--release", "payments", NULL);
  cli_run_do (run, 0, "design", "@", "--diff", "--alternative", "item-collections", NULL);
  assert_says (run, "key payments changed");
}

/* An index that a person adds, shapes, renames and takes out; each change tells what follows. */
static void
test_index (CliRun       *run,
            gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 2, "design", "@", "--index", "books/by_price", "--keys", "price", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "design", "@", "--index", "books/by_price", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--index", "books/by_price", "--keys", "price", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--index", "books/by_price", "--keys", "price", "--reason", "Because.", NULL);
  cli_run_do (run, 2, "design", "@", "--index", "books/by_price", "--keys", "description", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--keys", "price", NULL);
  cli_run_do (run, 0, "design", "@", "--index", "books/books_by_category", "--keys", "category_id,price", "--projection", "include:title,format",
              "--rename", "shelf", "--reason", "Cheapest first.", "--by", CLI_BY, NULL);
  assert_says (run, "books/shelf serves AP10.");
  assert_says (run, "a month; it was");
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  g_assert_null (strstr (run->output, "books_by_category"));
  cli_run_do (run, 0, "design", "@", "--explain", "books", NULL);
  assert_says (run, "Index shelf (decided by a person");
  assert_says (run, "Cheapest first.");
  cli_run_do (run, 0, "design", "@", "--drop-index", "books/shelf", "--reason", "Nobody asks.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  g_assert_null (strstr (run->output, "index books_by_category added"));
  cli_run_do (run, 2, "design", "@", "--drop-index", "books/shelf", "--reason", "Nobody asks.", "--by", CLI_BY, NULL);
}

static void
test_attributes (CliRun       *run,
                 gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "design", "@", "--attribute", "books/title", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--attribute", "books/title", "--rename", "price", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--attribute", "books/category_id", "--rename", "shelf_id", "--reason", "The word in the shop.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", NULL);
  assert_says (run, "partition key shelf_id");
  cli_run_do (run, 2, "design", "@", "--change", "books", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--change", "books", "--rename", "authors", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--change", "publishers", "--rename", "houses", "--reason", "The word of the trade.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--explain", "houses", NULL);
  assert_says (run, "Structure of houses");
  cli_run_do (run, 2, "design", "@", "--attribute", "books/price", "--type", "S", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--attribute", "books/price", "--type", "text", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--attribute", "books/price", "--type", "S", "--reason", "The shop shows it as it is.", "--by", CLI_BY, NULL);
  assert_says (run, "says N: exact");
  assert_says (run, "S: digits as text");
  cli_run_do (run, 0, "design", "@", "--explain", "books", NULL);
  assert_says (run, "The shop shows it as it is.");
  cli_run_do (run, 2, "design", "@", "--leave-out", "books/shelf_id", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--leave-out", "books/format", "--reason", "Nobody asks.", "--by", CLI_BY, NULL);
  cli_run_do (run, 1, "check", "@", NULL);
  g_assert_null (strstr (run->output, "column-unmapped"));
  g_assert_null (strstr (run->output, "operation-invalid"));
}

static void
test_copies (CliRun       *run,
             gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "design", "@", "--copy", "books/publishers.name", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--copy", "books/orders.id", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--copy", "books/publishers.name", "--reason", "Shown with each book.", "--by", CLI_BY, NULL);
  assert_says (run, "books copies publishers.name: ");
  assert_says (run, "[schema-evolution-trap]");
  cli_run_do (run, 0, "design", "@", "--explain", "books", NULL);
  assert_says (run, "because: Shown with each book.");
  cli_run_do (run, 0, "design", "@", "--leave-out", "books/publisher_name", "--reason", "Nobody looks.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "The proposal is the present design.");
}

static void
test_serve (CliRun       *run,
            gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 0, "design", "@", "--serve", "AP10", NULL);
  assert_says (run, "index:books_by_category: The index books_by_category: category_id");
  assert_says (run, "not possible: The request gives category_id");
  assert_says (run, "scan: All of books, filtered (Scan)");
  cli_run_do (run, 0, "design", "@", "--serve", "AP10", "--json", NULL);
  assert_says (run, "\"read_units_a_call\"");
  cli_run_do (run, 2, "design", "@", "--serve", "AP10", "--way", "scan", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--serve", "AP10", "--way", "key", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--serve", "AP10", "--way", "scan", "--reason", "A small shop.", "--by", CLI_BY, NULL);
  assert_says (run, "AP10 is served by scan in every proposal.");
  cli_run_do (run, 0, "design", "@", "--explain", "AP10", NULL);
  assert_says (run, "A small shop.");
  cli_run_do (run, 0, "design", "@", "--serve", "AP10", "--way", "proposals", NULL);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "The proposal is the present design.");
  cli_run_do (run, 2, "design", "@", "--serve", "AP9", NULL);
}

/* A way out of DynamoDB is taken by somebody, with a reason; both are said where the pattern is named. */
static void
test_accept (CliRun       *run,
             gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP9", "--accept-alternative", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP9", "--accept-alternative", "--reason", "Because.", NULL);
  cli_run_do (run, 2, "pattern", "@", "set", "AP1", "--accept-alternative", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "pattern", "@", "set", "AP9", "--accept-alternative", "--reason", "The search service is there.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", NULL);
  assert_says (run, "accepted by " CLI_BY ": The search service is there.");
  cli_run_do (run, 0, "pattern", "@", "add", "--description", "List what the moon keeps", "--operation", "READ", "--entity", "moons", NULL);
  cli_run_do (run, 0, "design", "@", NULL);
  assert_says (run, "It names no table of the schema (moons): state its entities.");
  cli_run_do (run, 0, "design", "@", "--explain", "AP9", NULL);
  assert_says (run, "Accepted by " CLI_BY ": The search service is there.");
  cli_run_do (run, 0, "design", "@", "--explain", "AP52", NULL);
  assert_says (run, "It names no table of the schema (moons)");
  cli_run_do (run, 0, "design", "@", "--json", NULL);
  assert_says (run, "\"not_mapped\": [\n    {\n      \"pattern\": \"AP52\"");
}

static void
test_names (CliRun       *run,
            gconstpointer data)
{
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 2, "design", "@", "--names", "french", "--reason", "Because.", "--by", CLI_BY, NULL);
  cli_run_do (run, 2, "design", "@", "--names", "mysql", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--names", "mysql", "--reason", "The loader wants them.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", "--diff", NULL);
  assert_says (run, "The proposal is the present design.");
  cli_run_do (run, 0, "design", "@", NULL);
  assert_says (run, "publishers (from MySQL publishers)\n    partition key id\n");
  cli_run_do (run, 0, "design", "@", "--names", "natural", "--reason", "It learnt them.", "--by", CLI_BY, NULL);
  cli_run_do (run, 0, "design", "@", NULL);
  assert_says (run, "partition key publisher_id");
}

/* The manual is made from the rules; a pattern that is not served is reported once. */
static void
test_rules (CliRun       *run,
            gconstpointer data)
{
  const char *first;

  cli_run_do (run, 0, "rules", "--markdown", NULL);
  assert_says (run, "# Rules");
  assert_says (run, "`gsi-throttling-cascade`, warning, can be acknowledged.");
  assert_says (run, "Source: Design document, Critical Production Warnings.");
  make_shop (run);
  cli_run_do (run, 0, "design", "@", "--apply", NULL);
  cli_run_do (run, 1, "check", "@", NULL);
  assert_says (run, "[pattern-unserved]");
  g_assert_null (strstr (run->output, "contract-pattern-unserved"));
  first = strstr (run->output, "is not served: Text search");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "is not served: Text search"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/design/explain", CliRun, NULL, cli_run_set_up, test_explain, cli_run_tear_down);
  g_test_add ("/design/differences", CliRun, NULL, cli_run_set_up, test_differences, cli_run_tear_down);
  g_test_add ("/design/one-table", CliRun, NULL, cli_run_set_up, test_one_table, cli_run_tear_down);
  g_test_add ("/design/pin", CliRun, NULL, cli_run_set_up, test_pin, cli_run_tear_down);
  g_test_add ("/design/index", CliRun, NULL, cli_run_set_up, test_index, cli_run_tear_down);
  g_test_add ("/design/attributes", CliRun, NULL, cli_run_set_up, test_attributes, cli_run_tear_down);
  g_test_add ("/design/copies", CliRun, NULL, cli_run_set_up, test_copies, cli_run_tear_down);
  g_test_add ("/design/serve", CliRun, NULL, cli_run_set_up, test_serve, cli_run_tear_down);
  g_test_add ("/design/accept", CliRun, NULL, cli_run_set_up, test_accept, cli_run_tear_down);
  g_test_add ("/design/names", CliRun, NULL, cli_run_set_up, test_names, cli_run_tear_down);
  g_test_add ("/design/rules", CliRun, NULL, cli_run_set_up, test_rules, cli_run_tear_down);
  return g_test_run ();
}
