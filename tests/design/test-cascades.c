/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What MySQL deletes or clears by itself is requests of the pattern that deletes, with their costs. */

#include "design-sample.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <stdlib.h>
#include <string.h>

static const char ddl[] = "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(99) NOT NULL UNIQUE);"
                          "CREATE TABLE posts (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, slug VARCHAR(40) NOT NULL UNIQUE, body VARCHAR(200), FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);"
                          "CREATE TABLE comments (id INT AUTO_INCREMENT PRIMARY KEY, post_id INT NOT NULL, note VARCHAR(40), FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE);"
                          "CREATE TABLE pictures (id INT AUTO_INCREMENT PRIMARY KEY, owner_id INT NULL, path VARCHAR(40), FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL);"
                          "CREATE TABLE invoices (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));";

static void
relate (TenonModel *model,
        const char *child,
        double      average)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Relate");

  tenon_list_append_take (model->relationships, g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "average-children", average, NULL));
  tenon_edit_commit (edit);
}

static TenonModel *
make_model (void)
{
  TenonModel   *model = sample_model (ddl);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_DELETE, "Delete user by ID", "users", "users.id");

  sample_rates (pattern, 2, 1);
  return model;
}

/* From the parent down it is found, from the farthest up it is deleted, the parent last; the one with a unique value together
 * with its lookup item. */
static void
test_down_and_up (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  TenonOperation *posts = sample_operation (design, "posts", "AP1", "Query"), *comments = sample_operation (design, "comments", "AP1", "Query");
  TenonOperation *fetch = sample_operation (design, "posts", "AP1", "BatchGetItem"), *delete_posts = sample_operation (design, "posts", "AP1", "TransactWriteItems");
  TenonOperation *delete_comments = sample_operation (design, "comments", "AP1", "BatchWriteItem"), *own = sample_operation (design, "users", "AP1", "TransactWriteItems");

  g_assert_cmpstr (posts->index, ==, "posts_by_user");
  g_assert_cmpstr (posts->key_condition, ==, "user_id = :user_id");
  g_assert_cmpstr (comments->index, ==, "comments_by_post");
  g_assert_cmpint (posts->step, <, comments->step);
  g_assert_cmpint (comments->step, <, delete_comments->step);
  g_assert_cmpint (fetch->step, <, delete_posts->step);
  g_assert_cmpint (delete_comments->step, <, delete_posts->step);
  g_assert_cmpint (delete_posts->step, <, own->step);
  g_assert_nonnull (sample_operation (design, "post_slugs", "AP1", "TransactWriteItems"));
  g_assert_cmpint (sample_operation (design, "post_slugs", "AP1", "TransactWriteItems")->step, ==, delete_posts->step);
  g_assert_nonnull (strstr (own->notes, "more than 100 items are no one transaction"));
  g_assert_nonnull (strstr (own->notes, "rows of invoices that refer to it"));
  g_assert_null (sample_operation (design, "invoices", "AP1", "BatchWriteItem"));
}

/* A cleared reference stays an item, and leaves the index by it. */
static void
test_cleared (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  TenonOperation *update = sample_operation (design, "pictures", "AP1", "UpdateItem");
  guint           n = 0;

  g_assert_nonnull (strstr (update->notes, "REMOVE owner_id"));
  g_assert_null (sample_operation (design, "pictures", "AP1", "BatchWriteItem"));
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (term->kind != TENON_COST_INDEX_WRITES || strcmp (term->table, "pictures") != 0)
        continue;
      g_assert_nonnull (strstr (term->formula, "its key is cleared: its entry goes"));
      g_assert_cmpfloat (term->units, ==, 1);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* As many as somebody said a parent has, and theirs; while nobody does, that is open. */
static void
test_numbers (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) unknown = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) known = NULL;
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, unknown);
  guint n_open = 0;

  g_assert_cmpfloat (sample_operation (unknown, "comments", "AP1", "BatchWriteItem")->items, ==, 0);
  tenon_cost_sum (cost, "comments", "AP1", &n_open);
  g_assert_cmpuint (n_open, >=, 2);
  relate (model, "posts.user_id", 20);
  relate (model, "comments.post_id", 5);
  known = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpfloat (sample_operation (known, "posts", "AP1", "Query")->items, ==, 20);
  g_assert_cmpfloat (sample_operation (known, "posts", "AP1", "TransactWriteItems")->items, ==, 20);
  g_assert_cmpfloat (sample_operation (known, "comments", "AP1", "Query")->requests, ==, 20);
  g_assert_cmpfloat (sample_operation (known, "comments", "AP1", "Query")->items, ==, 5);
  g_assert_cmpfloat (sample_operation (known, "comments", "AP1", "BatchWriteItem")->items, ==, 100);
  g_clear_pointer (&cost, tenon_cost_free);
  cost = tenon_cost_estimate (model, known);
  tenon_cost_sum (cost, "comments", "AP1", &n_open);
  g_assert_cmpuint (n_open, ==, 0);
  /* 100 items and 100 entries of an index a call; 20 queries of at least half a unit each. */
  g_assert_cmpfloat_with_epsilon (tenon_cost_sum (cost, "comments", "AP1", NULL), 2628000 * (200 * 0.625 + 20 * 0.5 * 0.125) / 1e6, 1e-6);
}

/* A tree under the row: how deep it goes nobody knows, and that is said. */
static void
test_own_table (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE nodes (id INT PRIMARY KEY, parent_id INT NULL, FOREIGN KEY (parent_id) REFERENCES nodes (id) ON DELETE CASCADE);");
  g_autoptr (TenonDesign) design = NULL;
  TenonOperation *query;

  sample_pattern (model, "AP1", TENON_OPERATION_DELETE, "Delete node by ID", "nodes", "nodes.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  query = sample_operation (design, "nodes", "AP1", "Query");
  g_assert_cmpstr (query->index, ==, "nodes_by_parent");
  g_assert_cmpfloat (query->requests, <, 0);
  g_assert_nonnull (sample_operation (design, "nodes", "AP1", "BatchWriteItem"));
  g_assert_nonnull (sample_operation (design, "nodes", "AP1", "DeleteItem"));
}

/* What the pattern deletes by itself goes with it once, and a chain that goes on is cut where it says so. */
static void
test_limits (void)
{
  g_autoptr (GString) chain = g_string_new ("CREATE TABLE t0 (id INT PRIMARY KEY);");
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) design = NULL;

  for (guint i = 1; i < 8; i++)
    g_string_append_printf (chain, "CREATE TABLE t%u (id INT PRIMARY KEY, up_id INT NOT NULL, FOREIGN KEY (up_id) REFERENCES t%u (id) ON DELETE CASCADE);", i, i - 1);
  model = sample_model (chain->str);
  sample_pattern (model, "AP1", TENON_OPERATION_DELETE, "Delete t0 by ID", "t0", "t0.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);
      guint       n = atoi (table->source_table + 1);

      g_assert_cmpuint (sample_operation (design, table->name, "AP1", "BatchWriteItem") != NULL, ==, n >= 1 && n <= 4);
      if (n == 0)
        g_assert_nonnull (strstr (sample_operation (design, table->name, "AP1", "DeleteItem")->notes, "references to t5 and beyond"));
    }
}

/* No index is left for it, as people took it out: all items are read, which a finding says, with what an index would take. */
static void
test_without_index (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) proposed = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) fitted = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  TenonTable      *comments;
  TenonDiagnostic *scan = NULL;

  sample_rows (model, "comments", 1000000);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

    tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (proposed));
    tenon_edit_commit (edit);
  }
  comments = tenon_design_find_table (model->design, "comments");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Remove Index");

    tenon_list_clear (comments->indexes);
    tenon_edit_commit (edit);
  }
  fitted = tenon_design_refit (model, model->design);
  g_assert_nonnull (sample_operation (fitted, "comments", "AP1", "Scan"));
  g_assert_cmpstr (sample_operation (fitted, "comments", "AP1", "Scan")->filter, ==, "post_id = :post_id");
  findings = tenon_rules_check (model, fitted);
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((TenonDiagnostic *)g_ptr_array_index (findings, i))->code, "scan") == 0)
      scan = g_ptr_array_index (findings, i);
  g_assert_nonnull (scan);
  g_assert_nonnull (strstr (scan->message, "1,000,000 rows"));
  g_assert_nonnull (strstr (scan->remedy, "Add an index by what it filters on (post_id = :post_id)"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/cascades/down-and-up", test_down_and_up);
  g_test_add_func ("/design/cascades/cleared", test_cleared);
  g_test_add_func ("/design/cascades/numbers", test_numbers);
  g_test_add_func ("/design/cascades/own-table", test_own_table);
  g_test_add_func ("/design/cascades/limits", test_limits);
  g_test_add_func ("/design/cascades/without-index", test_without_index);
  return g_test_run ();
}
