/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Capacity that is provisioned, reserved or scaled, and the writes that fail. */

#include "cost-sample.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"

#include <string.h>

/* ---- capacity ---- */

static void
test_capacity (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL, loose = NULL;
  g_autoptr (GPtrArray) patterns = NULL;
  gint64 table = 0, index = 0;
  double shared = 0;

  tenon_design_find_table (design, "orders")->item_size = 300;
  cost = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 50.0, NULL);
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *each = g_ptr_array_index (cost->capacity, i);

      /* Eight creations and four changes a second at peak: twelve units on the table, as many on its index. */
      if (g_strcmp0 (each->table, "orders") == 0 && each->index == NULL)
        table = each->write_capacity;
      if (g_strcmp0 (each->index, "orders_by_user") == 0)
        {
          index = each->write_capacity;
          /* 30 queries of two units: 60 at peak. */
          g_assert_cmpint (each->read_capacity, ==, 120);
        }
      g_assert_cmpint (each->read_capacity, >=, 1);
    }
  g_assert_cmpint (table, ==, 24);
  g_assert_cmpint (index, ==, 24);
  /* The peak of AP6 is not known: the capacity leaves it out, and says so. */
  g_assert_true (cost_find_term (cost, "orders", NULL, "AP6", "read capacity")->is_open);
  /* What the patterns have of the capacity is not more than there is. */
  patterns = tenon_cost_list_patterns (cost);
  for (guint i = 0; i < patterns->len; i++)
    shared += ((TenonCostShare *)g_ptr_array_index (patterns, i))->dollars;
  g_assert_cmpfloat (shared, >, 0);
  g_assert_cmpfloat (shared, <=, cost->provisioned + 1e-9);
  g_assert_cmpfloat_with_epsilon (cost->dollars, cost->provisioned, 1e-9);
  loose = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 100.0, NULL);
  g_assert_cmpfloat (loose->provisioned, <, cost->provisioned);
}

static void
test_reserved (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create reading", "readings", NULL), 250, 100);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  cost = cost_estimate (model, design, "target-utilisation", 100.0, NULL);
  /* 250 write units: two hundreds reserved, fifty by the hour; one read unit by the hour. */
  g_assert_cmpint (cost->reservations[0].write_blocks, ==, 2);
  g_assert_cmpint (cost->reservations[0].read_blocks, ==, 0);
  g_assert_cmpfloat_with_epsilon (cost->reservations[0].upfront, 300, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost->reservations[0].dollars, 2 * (0.0128 * 730 + 150 / 12.0) + 50 * 730 * 0.00065 + 730 * 0.00013, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost->reservations[1].dollars, 2 * (0.0081 * 730 + 180 / 36.0) + 50 * 730 * 0.00065 + 730 * 0.00013, 1e-9);
  /* One write unit a second, used all the time, on demand: $1.6425 against $0.4745. */
  g_assert_cmpfloat_with_epsilon (MONTH * WRITE, 1.6425, 1e-9);
  g_assert_cmpfloat_with_epsilon (730 * 0.00065 / (MONTH * WRITE), 0.289, 0.0005);
}

/* ---- writes that fail ---- */

static gboolean
is_missing (TenonCost  *cost,
            const char *input)
{
  g_autoptr (GPtrArray) missing = tenon_cost_list_missing (cost);

  for (guint i = 0; i < missing->len; i++)
    if (g_str_equal (((TenonCostMissing *)g_ptr_array_index (missing, i))->input, input))
      return TRUE;
  return FALSE;
}

static void
test_failed_writes (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) unknown = NULL, stated = NULL, other = NULL, calculator = NULL, none = NULL;
  TenonCostTerm *term;

  tenon_design_find_table (design, "users")->item_size = 1500;
  unknown = tenon_cost_estimate (model, design);
  /* Nobody said how many: the term is open, at no price, and the input is named with the place where it is stated. */
  term = cost_find_term (unknown, "users", NULL, NULL, "failed writes");
  g_assert_true (term->is_open);
  g_assert_cmpstr (term->subject, ==, "fact:failed-writes");
  g_assert_true (is_missing (unknown, "share of conditional writes that fail"));
  g_assert_cmpuint (unknown->n_conditional, >, 0);

  cost_state (model, "failed-writes", "5");
  stated = tenon_cost_estimate (model, design);
  /* A transaction of two units, twice: five of them fail for each hundred that go through. No index is written. */
  term = cost_find_term (stated, "users", NULL, "AP1", "failed writes");
  g_assert_cmpfloat (term->units, ==, 4);
  g_assert_cmpfloat_with_epsilon (term->dollars, 4 * 10 * 0.05 * MONTH * WRITE, 1e-9);
  g_assert_nonnull (cost_find_term (stated, "orders", NULL, "AP5", "failed writes"));
  g_assert_null (cost_find_term (stated, "orders", "orders_by_user", "AP5", "failed writes"));
  g_assert_false (is_missing (stated, "share of conditional writes that fail"));
  g_assert_cmpfloat (stated->dollars, >, unknown->dollars);

  /* What is stated of one pattern goes before what is stated of all. */
  cost_state (model, "given:failed writes of AP1", "20");
  other = tenon_cost_estimate (model, design);
  g_assert_cmpfloat_with_epsilon (cost_find_term (other, "users", NULL, "AP1", "failed writes")->dollars, 4 * 10 * 0.2 * MONTH * WRITE, 1e-9);
  g_assert_cmpfloat (cost_find_term (other, "orders", NULL, "AP5", "failed writes")->dollars, ==, cost_find_term (stated, "orders", NULL, "AP5", "failed writes")->dollars);

  /* The published calculators count none. */
  calculator = cost_estimate (model, design, "convention", TENON_COST_CONVENTION_AWSLABS_MCP, NULL);
  g_assert_null (cost_find_term (calculator, "users", NULL, "AP1", "failed writes"));

  /* None fails: nothing is open, and nothing is paid. */
  cost_state (model, "given:failed writes of AP1", "0");
  cost_state (model, "failed-writes", "0");
  none = tenon_cost_estimate (model, design);
  g_assert_null (cost_find_term (none, "users", NULL, NULL, "failed writes"));
  g_assert_cmpfloat_with_epsilon (none->dollars, unknown->dollars, 1e-9);
}

static void
test_failed_writes_at_peak (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;

  tenon_design_find_table (design, "orders")->item_size = 300;
  cost_state (model, "failed-writes", "50");
  cost = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 100.0, "index-follows-table", FALSE, NULL);
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *each = g_ptr_array_index (cost->capacity, i);

      /* Twelve writes a second at peak and six that fail beside them: the table takes them, its index does not. */
      if (g_strcmp0 (each->table, "orders") == 0)
        g_assert_cmpint (each->write_capacity, ==, each->index == NULL ? 18 : 12);
    }
}

/* ---- auto scaling ---- */

static void
test_auto_scaling (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) unknown = NULL, stated = NULL, all_day = NULL, alone = NULL;
  TenonCostTerm *term;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create reading", "readings", NULL), 250, 100);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  cost_state (model, "failed-writes", "0");
  /* At least the average: 100 units at 80 %. How long the peak lasts is not known, and would not make it less. */
  unknown = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (unknown->scaled, (125 * 0.00065 + 1 * 0.00013) * 730, 1e-9);
  g_assert_true (is_missing (unknown, "hours of a day at peak"));
  g_assert_cmpuint (unknown->n_scaled_open, ==, 1);
  g_assert_cmpfloat (unknown->dollars, ==, unknown->scaled);

  /* Six hours of 250 a second leave 50 for the other eighteen: 313 and 63 units. */
  cost_state (model, "peak-hours", "6");
  stated = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (stated->scaled, ((6 * 313 + 18 * 63) / 24.0 * 0.00065 + 1 * 0.00013) * 730, 1e-9);
  g_assert_cmpuint (stated->n_scaled_open, ==, 0);
  g_assert_cmpfloat (stated->scaled, >, unknown->scaled);
  g_assert_cmpfloat (stated->scaled, <, stated->provisioned);
  term = cost_find_term (stated, "readings", NULL, NULL, "write capacity");
  g_assert_nonnull (strstr (term->formula, "(6 h × 313 + 18 h × 63) / 24 h"));
  g_assert_nonnull (strstr (stated->convention, "6 hours of a day (STATED)"));

  /* A peak that lasts all day is what is provisioned without scaling. */
  cost_state (model, "peak-hours", "24");
  all_day = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (all_day->scaled, all_day->provisioned, 1e-9);
  /* Beside another mode it is reckoned too, and is no part of the total. */
  alone = cost_estimate (model, design, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (alone->scaled, all_day->scaled, 1e-9);
  g_assert_cmpfloat (alone->dollars, ==, alone->on_demand);
}

static void
test_auto_scaling_of_an_index (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;
  const TenonCapacity *table = NULL;

  cost_state (model, "peak-hours", "2");
  cost = cost_estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, NULL);
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      const TenonCapacity *each = g_ptr_array_index (cost->capacity, i);

      if (each->index == NULL)
        table = each;
      /* An index that holds less than its table at any hour throttles it. */
      g_assert_cmpint (each->low_writes, >=, table->low_writes);
      g_assert_cmpfloat (each->scaled_writes, >=, table->scaled_writes);
      g_assert_cmpfloat (each->scaled_writes, <=, each->write_capacity);
      g_assert_cmpfloat (each->scaled_reads, <=, each->read_capacity);
    }
  /* AP6 has neither rate: both are open. */
  g_assert_true (is_missing (cost, "average rate of AP6"));
  g_assert_true (is_missing (cost, "peak rate of AP6"));
}

static void
test_modes (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autoptr (GPtrArray) modes = tenon_cost_list_modes (model, design);

  g_assert_cmpuint (modes->len, ==, 6);
  g_assert_cmpfloat (((TenonCostShare *)g_ptr_array_index (modes, 0))->dollars, ==, cost->dollars);
  g_assert_cmpfloat_with_epsilon (((TenonCostShare *)g_ptr_array_index (modes, 1))->dollars, 1.25 * cost->dollars, 1e-9);
  g_assert_cmpfloat_with_epsilon (((TenonCostShare *)g_ptr_array_index (modes, 2))->dollars, cost->provisioned, 1e-9);
  g_assert_cmpfloat_with_epsilon (((TenonCostShare *)g_ptr_array_index (modes, 4))->dollars, cost->scaled, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/capacity", test_capacity);
  g_test_add_func ("/capacity/reserved", test_reserved);
  g_test_add_func ("/capacity/failed-writes", test_failed_writes);
  g_test_add_func ("/capacity/failed-writes-at-peak", test_failed_writes_at_peak);
  g_test_add_func ("/capacity/auto-scaling", test_auto_scaling);
  g_test_add_func ("/capacity/auto-scaling-of-an-index", test_auto_scaling_of_an_index);
  g_test_add_func ("/capacity/modes", test_modes);
  return g_test_run ();
}
