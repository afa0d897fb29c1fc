/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rows that were seen, or stated, make of sizes, counts and hot keys. */

#include "cost-sample.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-item-size.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <string.h>

/* What people say of production goes before what a dump holds. */
static void
test_stated_rows (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) seen = NULL, stated = NULL;
  g_autoptr (TenonCostGrowth) growth = NULL;
  g_autoptr (GPtrArray) headrooms = NULL;
  TenonCostTerm *term;

  tenon_design_find_table (design, "users")->item_size = 924;
  sample_rows (model, "users", 500);
  seen = tenon_cost_estimate (model, design);
  g_assert_null (strstr (cost_find_term (seen, "users", NULL, NULL, "storage")->formula, "STATED"));
  cost_state (model, "source:users/rows", "1,048,576");
  stated = tenon_cost_estimate (model, design);
  term = cost_find_term (stated, "users", NULL, NULL, "storage");
  g_assert_cmpfloat_with_epsilon (term->dollars, 0.25, 1e-9);
  g_assert_nonnull (strstr (term->formula, "1,048,576 (STATED)"));
  headrooms = tenon_headroom_analyse (model, design);
  g_assert_cmpfloat (((TenonHeadroom *)g_ptr_array_index (headrooms, 0))->distinct, ==, 1048576);
  growth = tenon_cost_project_growth (model, design);
  g_assert_cmpfloat (((TenonGrowthRate *)g_ptr_array_index (growth->rates, 0))->rows, ==, 1048576);
}

/* ---- rows ---- */

static void
see_rows (TenonModel *model,
          const char *table,
          const char *column,
          gint64      rows,
          gint64      null_rows,
          double      distinct,
          gint64      most,
          double      mean)
{
  TenonRowStatistics *seen = g_object_new (TENON_TYPE_ROW_STATISTICS, NULL);

  seen->name = g_strdup_printf ("%s.%s", table, column);
  seen->table = g_strdup (table);
  seen->columns = g_strsplit (column, " ", -1);
  seen->rows = rows;
  seen->null_rows = null_rows;
  seen->distinct_values = distinct;
  seen->maximum_rows = seen->maximum_rows_most = most;
  seen->mean_bytes = mean;
  seen->maximum_bytes = (gint64)(2 * mean);
  seen->file = g_strdup ("dump.sql");
  tenon_list_append_take (model->schema->row_statistics, seen);
}

static void
test_observed_size (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE notes (id INT PRIMARY KEY, body TEXT, tag VARCHAR(40));");
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *table;

  see_rows (model, "notes", "id", 1000, 0, 1000, 1, 3);
  see_rows (model, "notes", "body", 1000, 0, 990, 2, 200);
  see_rows (model, "notes", "tag", 250, 750, 10, 100, 8);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  table = tenon_list_get (design->tables, 0);
  /* "note_id" and 3, "body" and 200, a quarter of "tag" and 8: rounded up. */
  g_assert_cmpint (table->item_size, ==, 7 + 3 + 4 + 200 + 3);
  g_assert_cmpstr (table->item_size_basis, ==, "observed mean of 1,000 rows in dump.sql, names included");
  g_assert_cmpint (tenon_item_size_get_largest (model->schema, table), ==, 7 + 6 + 4 + 400 + 3 + 16);
}

static void
test_partly_observed_size (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE notes (id INT PRIMARY KEY, body TEXT);");
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *table;

  see_rows (model, "notes", "body", 1000, 0, 990, 2, 200);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  table = tenon_list_get (design->tables, 0);
  g_assert_cmpint (table->item_size, ==, 7 + 6 + 4 + 200);
  g_assert_true (g_str_has_prefix (table->item_size_basis, "observed mean of 1,000 rows in dump.sql for 1 of 2 attributes, names included; ASSUMED for the others: "));
}

static void
test_sparse_index (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;

  /* A quarter of the orders has no user: they have no entry, and cost none. */
  see_rows (model, "orders", "user_id", 750, 250, 100, 20, 4);
  tenon_design_find_table (design, "orders")->item_size = 300;
  sample_rows (model, "orders", 1000);
  cost = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (cost_find_term (cost, "orders", "orders_by_user", "AP4", "index writes")->units, ==, 0.75);
  g_assert_cmpfloat_with_epsilon (cost_find_term (cost, "orders", "orders_by_user", NULL, "storage")->dollars, 750.0 * 400 / 1073741824 * 0.25, 1e-12);
}

static void
test_observed_items (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  TenonCostTerm *term;

  tenon_model_find_pattern (model, "AP3")->items_returned = 0;
  see_rows (model, "orders", "user_id", 1000, 0, 40, 200, 4);
  ((TenonRowStatistics *)tenon_list_get (model->schema->row_statistics, 0))->average_rows = 25;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_design_find_table (design, "orders")->item_size = 300;
  cost = tenon_cost_estimate (model, design);
  term = cost_find_term (cost, "orders", "orders_by_user", "AP3", "reads");
  /* 25 orders of 300 bytes for a user. */
  g_assert_cmpfloat (term->units, ==, 1);
}

static void
test_skew (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  tenon_design_find_table (design, "orders")->item_size = 300;
  /* A hundred users, of whom one has a fifth of the thousand orders. */
  see_rows (model, "orders", "user_id", 1000, 0, 100, 200, 4);
  list = tenon_headroom_analyse (model, design);
  headroom = cost_find_headroom (list, "orders", "orders_by_user");
  g_assert_true (headroom->is_observed);
  g_assert_cmpfloat (headroom->top_share, ==, 0.2);
  g_assert_cmpstr (headroom->value, ==, "the most frequent of 100 values");
  /* 30 queries of two units and 12 writes a second. */
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 60 * 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 12 * 0.2, 1e-9);
  g_assert_cmpuint (headroom->shards, ==, 1);
  g_assert_cmpfloat (headroom->shard_dollars, ==, 0);
  g_assert_cmpfloat_with_epsilon (headroom->all_write_units, 12, 1e-9);
}

/* Nobody has seen the rows, but somebody knows the largest customer. */
static void
test_stated_skew (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Relate");
  g_autoptr (TenonRelationship) relationship = g_object_new (TENON_TYPE_RELATIONSHIP, NULL);
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  relationship->child = g_strdup ("orders.user_id");
  relationship->parent = g_strdup ("users.id");
  relationship->average_children = 10;
  relationship->maximum_children = 250;
  tenon_list_append (model->relationships, relationship);
  tenon_edit_commit (edit);
  sample_rows (model, "orders", 1000);
  tenon_design_find_table (design, "orders")->item_size = 300;
  list = tenon_headroom_analyse (model, design);
  headroom = cost_find_headroom (list, "orders", "orders_by_user");
  g_assert_false (headroom->is_observed);
  g_assert_cmpfloat (headroom->distinct, ==, 100);
  g_assert_cmpfloat (headroom->top_share, ==, 0.25);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 12 * 0.25, 1e-9);
}

static void
test_shards (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  TenonPattern  *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status");
  TenonHeadroom *headroom;

  pattern->is_list = TRUE;
  pattern->items_returned = 100;
  sample_rates (pattern, 10, 2);
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order", "orders", NULL), 6000, 1000);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_design_find_table (design, "orders")->item_size = 300;
  list = tenon_headroom_analyse (model, design);
  headroom = cost_find_headroom (list, "orders", "orders_by_status");
  /* Three statuses share 6,000 writes a second: 2,000 each, twice what a partition takes; three shards have room. */
  g_assert_cmpfloat (headroom->distinct, ==, 3);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 2000, 1e-9);
  g_assert_cmpstr (headroom->pattern_id, ==, "AP2");
  g_assert_true (tenon_headroom_find_first (list) == headroom);
  g_assert_cmpuint (headroom->shards, ==, 3);
  g_assert_cmpfloat (headroom->shard_queries, ==, 3);
  /* 100 entries of 300 bytes are eight units of 4 KB, halved; a third of them is three, halved, on each of three shards. */
  g_assert_cmpfloat_with_epsilon (headroom->shard_dollars, (3 * 1.5 - 4) * 2 * MONTH * READ, 1e-9);
  g_assert_nonnull (strstr (headroom->shard_formula, "becomes 3"));
}

/* A key that looks wide enough is not, where most rows share one value. */
static void
test_skew_warns (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) even = NULL, skewed = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");

  pattern->is_list = TRUE;
  sample_rates (pattern, 10, 2);
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order", "orders", NULL), 2000, 100);
  sample_rows (model, "users", 1000);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  even = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (even, "hot-partition-risk", "index:orders/orders_by_user"), ==, 0);
  see_rows (model, "orders", "user_id", 1000, 0, 1000, 900, 4);
  skewed = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (skewed, "hot-partition-risk", "index:orders/orders_by_user"), ==, 1);
}

/* LONGTEXT may hold more than an item; what rows hold decides. */
static void
test_largest_value (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE notes (id INT PRIMARY KEY, body LONGTEXT);");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  TenonDiagnostic *found = NULL;

  see_rows (model, "notes", "id", 1000, 0, 1000, 1, 3);
  see_rows (model, "notes", "body", 1000, 0, 990, 2, 300000);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  findings = tenon_rules_check (model, design);
  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *each = g_ptr_array_index (findings, i);

      if (strstr (each->message, "the largest value that was seen has 586 KB") != NULL)
        found = each;
    }
  g_assert_nonnull (found);
  g_assert_cmpint (found->severity, ==, TENON_SEVERITY_ERROR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/observed/stated-rows", test_stated_rows);
  g_test_add_func ("/observed/observed-size", test_observed_size);
  g_test_add_func ("/observed/partly-observed-size", test_partly_observed_size);
  g_test_add_func ("/observed/sparse-index", test_sparse_index);
  g_test_add_func ("/observed/observed-items", test_observed_items);
  g_test_add_func ("/observed/skew", test_skew);
  g_test_add_func ("/observed/stated-skew", test_stated_skew);
  g_test_add_func ("/observed/shards", test_shards);
  g_test_add_func ("/observed/skew-warns", test_skew_warns);
  g_test_add_func ("/observed/largest-value", test_largest_value);
  return g_test_run ();
}
