/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each step of a pattern has the values of its key: from the caller, or from a step before. */

#include "design-sample.h"

#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <string.h>

static const char ddl[] = "CREATE TABLE customers (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(99) NOT NULL);"
                          "CREATE TABLE books (id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(99) NOT NULL);"
                          "CREATE TABLE warehouses (id INT AUTO_INCREMENT PRIMARY KEY, city VARCHAR(40));"
                          "CREATE TABLE stock (warehouse_id INT NOT NULL, book_id INT NOT NULL, reserved INT NOT NULL, PRIMARY KEY (warehouse_id, book_id), FOREIGN KEY (warehouse_id) REFERENCES warehouses (id), FOREIGN KEY (book_id) REFERENCES books (id));"
                          "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, customer_id INT NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id));"
                          "CREATE TABLE order_items (order_id INT NOT NULL, line_number INT NOT NULL, book_id INT NOT NULL, PRIMARY KEY (order_id, line_number), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (book_id) REFERENCES books (id));"
                          "CREATE TABLE coupons (code VARCHAR(20) PRIMARY KEY, used INT NOT NULL);";

static TenonDiagnostic *
find_key (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((TenonDiagnostic *)g_ptr_array_index (findings, i))->code, "key-value-unknown") == 0)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static TenonModel *
make_model (const char *checkout,
            const char *entities)
{
  TenonModel   *model = sample_model (ddl);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query stock by book_id", "stock", "stock.book_id");

  pattern->is_list = TRUE;
  sample_pattern (model, "AP2", TENON_OPERATION_WRITE, checkout, entities, NULL);
  return model;
}

/* Which warehouse a sold book is taken from is in no request: the items of the book are read, and one is chosen. */
static void
test_chosen (void)
{
  g_autoptr (TenonModel) model = make_model ("Create order + order_items, update stock reserved", "orders order_items stock");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);
  g_autofree char *keys = sample_keys (design, "stock");
  TenonOperation  *query = sample_operation (design, "stock", "AP2", "Query"), *write = sample_operation (design, "stock", "AP2", "TransactWriteItems");

  g_assert_cmpstr (keys, ==, "book_id + warehouse_id");
  g_assert_nonnull (query);
  g_assert_cmpstr (query->key_condition, ==, "book_id = :book_id");
  g_assert_nonnull (strstr (query->notes, "nothing before says which warehouse_id"));
  g_assert_cmpint (query->step, <, write->step);
  g_assert_null (find_key (findings));
}

/* Nothing leads to the coupon: a finding names what is missing, and goes where the pattern says it. */
static void
test_missing (void)
{
  g_autoptr (TenonModel) model = make_model ("Create order, update coupons", "orders coupons");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_rules_check (model, design), after = NULL;
  TenonDiagnostic *finding = find_key (before);

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->subject, ==, "pattern:AP2");
  g_assert_nonnull (strstr (finding->message, "TransactWriteItems on coupons, needs code"));
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Name");

    tenon_model_find_pattern (model, "AP2")->equality = g_strsplit ("coupons.code", " ", -1);
    tenon_edit_commit (edit);
  }
  after = tenon_rules_check (model, design);
  g_assert_null (find_key (after));
}

/* A request that a person wrote is looked at as any other. */
static void
test_by_hand (void)
{
  g_autoptr (TenonModel) model = make_model ("Create order", "orders");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_rules_check (model, design), after = NULL;
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

  g_assert_null (find_key (before));
  operation->pattern_id = g_strdup ("AP1");
  operation->step = 2;
  operation->operation = g_strdup ("GetItem");
  operation->key_condition = g_strdup ("customer_id = :customer_id");
  tenon_list_append_take (tenon_design_find_table (design, "customers")->operations, operation);
  after = tenon_rules_check (model, design);
  g_assert_nonnull (strstr (find_key (after)->message, "GetItem on customers, needs customer_id"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/key-values/chosen", test_chosen);
  g_test_add_func ("/design/key-values/missing", test_missing);
  g_test_add_func ("/design/key-values/by-hand", test_by_hand);
  return g_test_run ();
}
