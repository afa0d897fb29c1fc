/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A transaction takes 100 actions: what is known of the children says whether one of them is refused. */

#include "design-sample.h"

#include "design/tenon-proposal.h"
#include "design/tenon-request-units.h"
#include "design/tenon-rules.h"

#include <string.h>

static const char shop[] = "CREATE TABLE customers (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL);\n"
                           "CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_number VARCHAR(20) NOT NULL, customer_id BIGINT NOT NULL, UNIQUE KEY number (order_number),"
                           " FOREIGN KEY (customer_id) REFERENCES customers (id));\n"
                           "CREATE TABLE order_items (order_id BIGINT NOT NULL, line INT NOT NULL, title VARCHAR(80), PRIMARY KEY (order_id, line), FOREIGN KEY (order_id) REFERENCES orders (id));\n"
                           "CREATE TABLE cart_items (customer_id BIGINT NOT NULL, line INT NOT NULL, title VARCHAR(80), PRIMARY KEY (customer_id, line), FOREIGN KEY (customer_id) REFERENCES customers (id));\n";

static void
state_children (TenonModel *model,
                const char *child,
                const char *parent,
                double      average,
                double      most)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");
  TenonRelationship *relationship = tenon_list_find (model->relationships, child);

  if (relationship == NULL)
    {
      relationship = g_object_new (TENON_TYPE_RELATIONSHIP, NULL);
      relationship->child = g_strdup (child);
      relationship->parent = g_strdup (parent);
      tenon_list_append_take (model->relationships, relationship);
    }
  relationship->average_children = average;
  relationship->maximum_children = most;
  tenon_edit_commit (edit);
}

static TenonModel *
make_checkout (void)
{
  TenonModel *model = sample_model (shop);

  sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create orders record + order_items records, delete cart_items records of the customer", "orders order_items cart_items", NULL);
  return model;
}

static TenonDiagnostic *
find_finding (GPtrArray  *findings,
              const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (((TenonDiagnostic *)g_ptr_array_index (findings, i))->code, code) == 0)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
test_average (void)
{
  g_autoptr (TenonModel) model = make_checkout ();
  g_autoptr (TenonDesign) fits = NULL, large = NULL;
  g_autoptr (GPtrArray) unknown = NULL, small = NULL, findings = NULL;

  state_children (model, "order_items.order_id", "orders.id", 5, 8);
  fits = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  small = tenon_rules_check (model, fits);
  g_assert_null (find_finding (small, "transaction-too-large"));
  g_assert_cmpuint (tenon_list_get_length (fits->unserved), ==, 0);

  state_children (model, "order_items.order_id", "orders.id", 150, 200);
  large = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpuint (tenon_list_get_length (large->unserved), ==, 1);
  g_assert_nonnull (strstr (((TenonUnserved *)tenon_list_get (large->unserved, 0))->reason, "DynamoDB takes 100"));
  g_assert_nonnull (strstr (((TenonUnserved *)tenon_list_get (large->unserved, 0))->alternative, "children first"));
  /* A design from before the number was known: an error. */
  findings = tenon_rules_check (model, fits);
  g_assert_cmpint (find_finding (findings, "transaction-too-large")->severity, ==, TENON_SEVERITY_ERROR);
}

static void
test_most (void)
{
  g_autoptr (TenonModel) model = make_checkout ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  TenonDiagnostic *finding;

  state_children (model, "order_items.order_id", "orders.id", 10, 97);
  state_children (model, "cart_items.customer_id", "customers.id", 1, 1);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  findings = tenon_rules_check (model, design);
  g_assert_null (find_finding (findings, "transaction-too-large"));
  g_ptr_array_unref (g_steal_pointer (&findings));
  state_children (model, "order_items.order_id", "orders.id", 10, 120);
  findings = tenon_rules_check (model, design);
  finding = find_finding (findings, "transaction-too-large");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, TENON_SEVERITY_WARNING);
  g_test_message ("%s", finding->message);
  g_assert_nonnull (strstr (finding->message, "DynamoDB takes 100"));
}

/* Children that somebody stated of the customer count where the order's customer leads to them. */
static void
test_stated_children (void)
{
  g_autoptr (TenonModel) model = make_checkout ();
  g_autoptr (TenonDesign) design = NULL;
  TenonOperation *operation;

  state_children (model, "cart_items.customer_id", "customers.id", 30, 0);
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Query cart items of a customer", "cart_items", "cart_items.customer_id")->is_list = TRUE;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  operation = sample_operation (design, "cart_items", "AP1", "TransactWriteItems");
  g_assert_nonnull (operation);
  g_assert_cmpfloat (operation->items, ==, 30);
  operation = sample_operation (design, "cart_items", "AP2", "Query");
  {
    g_autoptr (TenonRequests) requests = tenon_requests_new (model);
    g_auto (TenonTableSizes) sizes = { 0 };
    TenonUnits units;

    tenon_table_sizes_init (&sizes, requests, tenon_design_find_table (design, "cart_items"), TENON_COST_CONVENTION_DOCUMENTED);
    tenon_table_sizes_get_units (&sizes, operation, &units);
    g_assert_cmpfloat (units.items, ==, 30);
    g_assert_false (units.is_least);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/transactions/average", test_average);
  g_test_add_func ("/design/transactions/most", test_most);
  g_test_add_func ("/design/transactions/stated-children", test_stated_children);
  return g_test_run ();
}
