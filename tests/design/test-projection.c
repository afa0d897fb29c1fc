/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an index carries: what its reads and the writes of the table make cheapest, whichever pattern writes. */

#include "design-sample.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"

#include <string.h>

static const char shop[] = "CREATE TABLE products (id INT AUTO_INCREMENT PRIMARY KEY, seller_id INT NOT NULL, category_id INT NOT NULL, name VARCHAR(200) NOT NULL, inventory_quantity INT NOT NULL, story TEXT NOT NULL);"
                           "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, status VARCHAR(9) NOT NULL);"
                           "CREATE TABLE order_items (id INT AUTO_INCREMENT PRIMARY KEY, order_id INT NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL,"
                           " FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE, FOREIGN KEY (product_id) REFERENCES products (id));";

static TenonPattern *
add_list (TenonModel *model,
          double      items,
          double      rate)
{
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query products by category", "products", "products.category_id");

  pattern->is_list = TRUE;
  pattern->items_returned = items;
  if (rate > 0)
    sample_rates (pattern, 2 * rate, rate);
  return pattern;
}

/* The checkout takes the stock of each product in its transaction. */
static void
add_checkout (TenonModel *model,
              double      rate)
{
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order + order_items, update product inventory", "orders order_items products", NULL), 2 * rate, rate);
}

static TenonIndex *
find_index (TenonDesign *design)
{
  return tenon_table_find_index (tenon_design_find_table (design, "products"), "products_by_category");
}

static gboolean
says (TenonDesign *design,
      const char  *decision_id,
      const char  *text)
{
  TenonDecision *decision = tenon_list_find (design->decisions, decision_id);

  for (guint i = 0; decision != NULL && i < tenon_list_get_length (decision->factors); i++)
    if (strstr (((TenonFactor *)tenon_list_get (decision->factors, i))->finding, text) != NULL)
      return TRUE;
  return decision != NULL && decision->justification != NULL && strstr (decision->justification, text) != NULL;
}

/* Where reads are few and writes many, the entries hold keys and the items are fetched: only if the reads are known. */
static void
test_few_reads (void)
{
  for (guint known = 0; known < 2; known++)
    {
      g_autoptr (TenonModel) model = sample_model (shop);
      g_autoptr (TenonDesign) design = NULL;

      add_list (model, 3, known > 0 ? 1 : 0);
      sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create product", "products", NULL), 900, 700);
      design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      g_assert_cmpint (find_index (design)->projection, ==, known > 0 ? TENON_PROJECTION_KEYS_ONLY : TENON_PROJECTION_ALL);
      g_assert_true ((sample_operation (design, "products", "AP1", "BatchGetItem") != NULL) == (known > 0));
      g_assert_true (says (design, "index:products/products_by_category", "KEYS_ONLY and the items fetched by their keys"));
    }
}

/* A write of a pattern that goes to another table first is a write all the same. */
static void
test_written_by_another (void)
{
  g_autoptr (TenonModel) model = sample_model (shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;

  add_list (model, 3, 1);
  add_checkout (model, 200);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (sample_operation (design, "products", "AP2", "TransactWriteItems"));
  g_assert_cmpint (find_index (design)->projection, ==, TENON_PROJECTION_KEYS_ONLY);
  /* The stock is no key: no entry changes with it. */
  cost = tenon_cost_estimate (model, design);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->index, "products_by_category") == 0 && g_strcmp0 (term->pattern_id, "AP2") == 0)
        g_assert_cmpfloat (term->units, ==, 0);
    }
}

/* How many items a request finds is not known: the reason says up to how many the choice holds. */
static void
test_unknown_items (void)
{
  g_autoptr (TenonModel) model = sample_model (shop);
  g_autoptr (TenonDesign) design = NULL;

  add_list (model, 0, 0.1);
  add_checkout (model, 200);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpint (find_index (design)->projection, ==, TENON_PROJECTION_KEYS_ONLY);
  g_assert_true (says (design, "index:products/products_by_category", "How many items they find is not known: up to about "));
}

/* Over rates and numbers of items that are all known, entries that carry everything are never the cheaper choice by more than the
 * fifth that a request more is worth. */
static void
test_cheapest (void)
{
  static const double steps[] = { 0.1, 2, 40, 800 };
  guint               n_keys = 0, n_all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
      for (guint items = 1; items < 100; items += 33)
        {
          g_autoptr (TenonModel) model = sample_model (shop);
          g_autoptr (TenonDesign) chosen = NULL;
          g_autoptr (TenonDesign) whole = NULL;
          g_autoptr (TenonCost) chosen_cost = NULL;
          g_autoptr (TenonCost) whole_cost = NULL;

          add_list (model, items, steps[i]);
          add_checkout (model, steps[j]);
          chosen = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
          whole = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
          g_assert_cmpint (find_index (whole)->projection, ==, TENON_PROJECTION_ALL);
          chosen_cost = tenon_cost_estimate (model, chosen);
          whole_cost = tenon_cost_estimate (model, whole);
          g_assert_cmpfloat (chosen_cost->on_demand, <=, whole_cost->on_demand * 1.0001);
          if (find_index (chosen)->projection == TENON_PROJECTION_KEYS_ONLY)
            n_keys++;
          else
            n_all++;
        }
  g_assert_cmpuint (n_keys, >, 5);
  g_assert_cmpuint (n_all, >, 5);
}

/* Who may write is a condition of the write, not what it changes: the entry keeps its key. */
static void
test_owner_stays (void)
{
  g_autoptr (TenonModel) model = sample_model (shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  const char   *attributes[] = { "products.seller_id", "products.name", NULL };
  TenonPattern *list = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query products by seller", "products", "products.seller_id");
  TenonPattern *update = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update product name by ID (seller validation)", "products", "products.id");
  guint         n = 0;

  list->is_list = TRUE;
  list->items_returned = 5;
  sample_rates (list, 20, 10);
  sample_rates (update, 2, 1);
  update->attributes = g_strdupv ((char **)attributes);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (strstr (sample_operation (design, "products", "AP2", "UpdateItem")->condition, "seller_id = :seller_id"));
  cost = tenon_cost_estimate (model, design);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->index, "products_by_seller") != 0 || g_strcmp0 (term->pattern_id, "AP2") != 0)
        continue;
      n++;
      g_assert_null (strstr (term->formula, "its key changes"));
    }
  g_assert_cmpuint (n, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/projection/few-reads", test_few_reads);
  g_test_add_func ("/projection/written-by-another", test_written_by_another);
  g_test_add_func ("/projection/unknown-items", test_unknown_items);
  g_test_add_func ("/projection/cheapest", test_cheapest);
  g_test_add_func ("/projection/owner-stays", test_owner_stays);
  return g_test_run ();
}
