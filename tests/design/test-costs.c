/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Units, costs, headroom and amplification, against arithmetic done by hand. */

#include "cost-sample.h"

#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-prices.h"
#include "design/tenon-proposal.h"
#include "design/tenon-type-mapping.h"
#include "design/tenon-write-amplification.h"

#include <math.h>
#include <string.h>

static void
test_types (void)
{
  static const struct
  {
    const char        *type;
    TenonAttributeType attribute;
    guint              bytes;
  } cases[] = {
    { "int", TENON_ATTRIBUTE_N, 6 },
    { "bigint unsigned", TENON_ATTRIBUTE_N, 11 },
    { "tinyint(1)", TENON_ATTRIBUTE_N, 3 },
    { "decimal(10,2)", TENON_ATTRIBUTE_N, 6 },
    { "decimal(38,0)", TENON_ATTRIBUTE_N, 20 },
    { "decimal(65,30)", TENON_ATTRIBUTE_S, 66 },
    { "bit(8)", TENON_ATTRIBUTE_N, 11 },
    { "year", TENON_ATTRIBUTE_N, 3 },
    { "double", TENON_ATTRIBUTE_N, 10 },
    { "date", TENON_ATTRIBUTE_S, 10 },
    { "datetime(6)", TENON_ATTRIBUTE_S, 19 },
    { "json", TENON_ATTRIBUTE_S, 1024 },
    { "enum('a','long')", TENON_ATTRIBUTE_S, 4 },
    { "char(36)", TENON_ATTRIBUTE_S, 36 },
    { "varchar(50)", TENON_ATTRIBUTE_S, 25 },
    { "varchar(2000)", TENON_ATTRIBUTE_S, 128 },
    { "binary(16)", TENON_ATTRIBUTE_B, 16 },
    { "mediumblob", TENON_ATTRIBUTE_B, 4096 },
    { "point", TENON_ATTRIBUTE_B, 64 },
    { "sometype", TENON_ATTRIBUTE_S, 32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonColumn) column = g_object_new (TENON_TYPE_COLUMN, NULL);

      column->type = g_strdup (cases[i].type);
      g_assert_cmpint (tenon_type_mapping_get (column), ==, cases[i].attribute);
      g_assert_cmpuint (tenon_type_mapping_get_bytes (column), ==, cases[i].bytes);
    }
}

static void
test_item_size (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE t1 (id INT PRIMARY KEY, note VARCHAR(10) NOT NULL);");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  TenonTable *table = tenon_design_find_table (design, "t1_items");

  if (table == NULL)
    table = tenon_list_get (design->tables, 0);
  /* "t1_id" and its number, "note" and half of ten. */
  g_assert_cmpint (table->item_size, ==, 5 + 6 + 4 + 5);
  g_assert_true (g_str_has_prefix (table->item_size_basis, "ASSUMED: "));
}

static void
test_item_size_cap (void)
{
  g_autoptr (GString) ddl = g_string_new ("CREATE TABLE big (id INT PRIMARY KEY");
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) design = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (ddl, ", c%u LONGTEXT", i);
  g_string_append (ddl, ");");
  model = sample_model (ddl->str);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpint (tenon_design_find_table (design, "big")->item_size, ==, 409600);
}

static void
test_prices (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();
  g_autoptr (TenonPrices) base = tenon_prices_load (NULL, settings, &error);
  g_autoptr (TenonPrices) ireland = NULL, nowhere = NULL;
  g_auto (GStrv) regions = tenon_prices_list_regions ();

  g_assert_no_error (error);
  g_assert_cmpfloat (base->write_per_million, ==, 0.625);
  g_assert_cmpfloat (base->read_per_million, ==, 0.125);
  ireland = tenon_prices_load ("eu-west-1", settings, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ireland->write_per_million, 0.625 * 735 / 650, 1e-9);
  nowhere = tenon_prices_load ("moon-north-1", settings, &error);
  g_assert_null (nowhere);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_strv_contains ((const char *const *)regions, "eu-west-1"));
}

static void
test_cost (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;
  TenonTable    *users = tenon_design_find_table (design, "users");
  TenonTable    *orders = tenon_design_find_table (design, "orders");
  TenonCostTerm *term;
  double         sum = 0;
  guint          open = 0;

  users->item_size = 1500;
  orders->item_size = 300;
  sample_rows (model, "users", 1000000);
  cost = tenon_cost_estimate (model, design);

  /* A put of 1,500 bytes in a transaction: two units, twice. */
  term = cost_find_term (cost, "users", NULL, "AP1", "writes");
  g_assert_cmpfloat (term->units, ==, 4);
  g_assert_cmpfloat_with_epsilon (term->dollars, 4 * 10 * MONTH * WRITE, 1e-6);
  /* An eventually consistent read: half a unit. */
  term = cost_find_term (cost, "users", NULL, "AP2", "reads");
  g_assert_cmpfloat (term->units, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (term->dollars, 0.5 * 100 * MONTH * READ, 1e-6);
  /* 50 entries of 300 bytes are 15,000 bytes: four units of 4 KB, halved. */
  term = cost_find_term (cost, "orders", "orders_by_user", "AP3", "reads");
  g_assert_cmpfloat (term->units, ==, 2);
  /* The index is written when an order comes, and once when its status changes. */
  g_assert_cmpfloat (cost_find_term (cost, "orders", "orders_by_user", "AP4", "index writes")->units, ==, 1);
  g_assert_cmpfloat (cost_find_term (cost, "orders", "orders_by_user", "AP5", "index writes")->units, ==, 1);
  /* A rate nobody knows stays open. */
  term = cost_find_term (cost, "orders", NULL, "AP6", "reads");
  g_assert_true (term->is_open);
  g_assert_cmpfloat (term->dollars, ==, 0);
  /* A million items of 1,500 and 100 bytes. */
  term = cost_find_term (cost, "users", NULL, NULL, "storage");
  g_assert_cmpfloat_with_epsilon (term->dollars, 1e6 * 1600 / 1073741824.0 * 0.25, 1e-6);
  g_assert_true (cost_find_term (cost, "orders", NULL, NULL, "storage")->is_open);

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *each = g_ptr_array_index (cost->terms, i);

      g_assert_nonnull (each->formula);
      open += each->is_open;
      sum += each->is_open ? 0 : each->dollars;
    }
  g_assert_cmpfloat_with_epsilon (cost->dollars, sum, 1e-9);
  g_assert_cmpuint (cost->n_open, ==, open);
  g_assert_cmpfloat_with_epsilon (tenon_cost_sum (cost, NULL, NULL, NULL), sum, 1e-9);
}

static void
test_region (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) base = tenon_cost_estimate (model, design);
  g_autoptr (TenonCost) ireland = NULL, nowhere = NULL;

  tenon_model_set (model, "Region", model, "region", "eu-west-1", NULL);
  ireland = tenon_cost_estimate (model, design);
  g_assert_cmpfloat_with_epsilon (ireland->dollars, base->dollars * 735 / 650, 1e-6);
  tenon_model_set (model, "Region", model, "region", "moon-north-1", NULL);
  nowhere = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (nowhere->dollars, ==, 0);
  g_assert_cmpuint (nowhere->n_open, ==, nowhere->terms->len);
}

static void
test_key_change (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status");

  pattern->is_list = TRUE;
  pattern = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.id");
  pattern->attributes = g_strsplit ("orders.status", " ", -1);
  sample_rates (pattern, 10, 10);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  cost = tenon_cost_estimate (model, design);
  /* A changed index key is a delete and a put. */
  g_assert_cmpfloat (cost_find_term (cost, "orders", "orders_by_status", "AP2", "index writes")->units, ==, 2);
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "orders")), ==, 3);
}

static void
test_amplification (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  /* Orders: 4 + 2 writes a second on the table, as many on its one index. */
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "orders")), ==, 2);
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "categories")), ==, 1);
}

static void
test_headroom (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_headroom_analyse (model, design);
  g_autoptr (GPtrArray) after = NULL;
  TenonHeadroom *headroom = cost_find_headroom (before, "orders", "orders_by_user");

  g_assert_cmpfloat (headroom->distinct, <, 0);
  g_assert_cmpfloat (headroom->write_units, <, 0);
  g_assert_cmpfloat (tenon_headroom_get_share (headroom), <, 0);
  /* Nothing goes to categories: that is known. */
  g_assert_cmpfloat (cost_find_headroom (before, "categories", NULL)->read_units, ==, 0);
  sample_rows (model, "users", 100);
  after = tenon_headroom_analyse (model, design);
  headroom = cost_find_headroom (after, "orders", "orders_by_user");
  g_assert_cmpfloat (headroom->distinct, ==, 100);
  /* 8 creations and 4 changes a second at peak, over 100 users. */
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 0.12, 1e-9);
  g_assert_cmpfloat_with_epsilon (tenon_headroom_get_share (headroom), 0.00012, 1e-4);
}

static void
test_alternatives (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (GPtrArray) alternatives = tenon_alternatives_compare (model);

  g_assert_cmpuint (alternatives->len, ==, 3);
  for (guint i = 0; i < alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (alternatives, i);
      g_autoptr (TenonCost) cost = tenon_cost_estimate (model, alternative->design);

      g_assert_cmpint (alternative->strategy, ==, i);
      g_assert_cmpfloat (alternative->dollars, ==, cost->dollars);
      g_assert_cmpuint (alternative->n_lookups, ==, 3);
      g_assert_cmpuint (alternative->n_tables, ==, 9);
      g_assert_cmpuint (alternative->n_errors, ==, 0);
      g_assert_cmpuint (alternative->n_transactions, ==, 1);
      g_assert_cmpfloat (alternative->write_amplification, >=, 1);
    }
}

static void
test_settings_are_undone (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) before = tenon_cost_estimate (model, design);
  g_autoptr (TenonCost) after = NULL, undone = NULL;
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (model), 0);

  /* While they are what a new project has, the model does not speak of them. */
  g_assert_null (strstr (json, "cost_settings"));
  tenon_model_set (model, "Month", model->cost_settings, "month-hours", 720.0, NULL);
  after = tenon_cost_estimate (model, design);
  g_assert_cmpfloat_with_epsilon (after->dollars, before->dollars * 720 / 730, 1e-9);
  g_assert_nonnull (strstr (before->convention, "a month of 2628000 s (730 h)"));
  g_assert_nonnull (strstr (after->convention, "a month of 2592000 s (720 h)"));
  tenon_model_undo (model);
  undone = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (undone->dollars, ==, before->dollars);
}

static void
test_settings_are_kept (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonModel) again = tenon_model_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Convention");
  g_autofree char *json = NULL;

  tenon_cost_settings_choose (model->cost_settings, TENON_COST_CONVENTION_AGENT_TOOLKIT);
  tenon_edit_commit (edit);
  json = tenon_record_to_json (TENON_RECORD (model), 2);
  g_assert_true (json_parser_load_from_data (parser, json, -1, &error));
  g_assert_true (tenon_model_read_json (again, json_node_get_object (json_parser_get_root (parser)), &error));
  g_assert_no_error (error);
  g_assert_true (tenon_record_equal (TENON_RECORD (model->cost_settings), TENON_RECORD (again->cost_settings)));
  g_assert_true (again->cost_settings->decimal_gb);
}

static void
test_gigabytes (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) binary = NULL, decimal = NULL;

  sample_rows (model, "users", 1000000);
  tenon_design_find_table (design, "users")->item_size = 1500;
  binary = cost_estimate (model, design, "decimal-gb", FALSE, NULL);
  decimal = cost_estimate (model, design, "decimal-gb", TRUE, NULL);
  g_assert_cmpfloat_with_epsilon (cost_find_term (binary, "users", NULL, NULL, "storage")->dollars, 1e6 * 1600 / 1073741824 * 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost_find_term (decimal, "users", NULL, NULL, "storage")->dollars, 1.6 * 0.25, 1e-9);
}

static void
test_standard_ia (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) standard = NULL, ia = NULL;

  sample_rows (model, "users", 1000000);
  standard = cost_estimate (model, design, "table-class", TENON_STORAGE_CLASS_STANDARD, NULL);
  ia = cost_estimate (model, design, "table-class", TENON_STORAGE_CLASS_STANDARD_IA, NULL);
  g_assert_cmpfloat_with_epsilon (cost_find_term (ia, "users", NULL, "AP2", "reads")->dollars, 1.25 * cost_find_term (standard, "users", NULL, "AP2", "reads")->dollars, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost_find_term (ia, "users", NULL, NULL, "storage")->dollars, 0.4 * cost_find_term (standard, "users", NULL, NULL, "storage")->dollars, 1e-9);
  g_assert_nonnull (strstr (ia->convention, "not confirmed"));
  g_assert_true (standard->reservations[0].is_known);
  g_assert_false (ia->reservations[0].is_known);
}

static void
test_backups_and_streams (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL, silent = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  double   gigabytes = 1e6 * 1600 / 1073741824.0;
  gboolean found = FALSE;

  sample_rows (model, "users", 1000000);
  tenon_design_find_table (design, "users")->item_size = 1500;
  cost = cost_estimate (model, design, "point-in-time-recovery", TRUE, "backups", 2.0, "streams", TRUE, "stream-reads", 4.0, NULL);
  g_assert_cmpfloat_with_epsilon (cost_find_term (cost, "users", NULL, NULL, "point-in-time recovery")->dollars, gigabytes * 0.20, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost_find_term (cost, "users", NULL, NULL, "backups")->dollars, 2 * gigabytes * 0.10, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost_find_term (cost, "users", NULL, NULL, "streams")->dollars, 4 * MONTH / 1e5 * 0.02, 1e-9);
  /* How often a stream is read is nobody's guess. */
  silent = cost_estimate (model, design, "streams", TRUE, NULL);
  g_assert_true (cost_find_term (silent, "users", NULL, NULL, "streams")->is_open);
  missing = tenon_cost_list_missing (silent);
  for (guint i = 0; i < missing->len; i++)
    found |= g_strcmp0 (((TenonCostMissing *)g_ptr_array_index (missing, i))->input, "stream reads a second") == 0;
  g_assert_true (found);
}

static void
test_rounding (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = cost_estimate (model, design, "rounding", TENON_COST_ROUNDING_CENTS, NULL);

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      g_assert_cmpfloat_with_epsilon (term->dollars * 100, round (term->dollars * 100), 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (cost->dollars * 100, round (cost->dollars * 100), 1e-6);
  g_assert_nonnull (strstr (cost->convention, "each term rounded to the cent"));
}

/* ---- what is not known ---- */

static void
test_missing (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autoptr (GPtrArray) missing = tenon_cost_list_missing (cost);
  guint    sum = 0;
  gboolean rate = FALSE, rows = FALSE;

  for (guint i = 0; i < missing->len; i++)
    {
      TenonCostMissing *each = g_ptr_array_index (missing, i);

      sum += each->n_terms;
      rate |= g_strcmp0 (each->input, "average rate of AP6") == 0 && g_strcmp0 (each->subject, "pattern:AP6") == 0;
      rows |= g_strcmp0 (each->input, "rows of orders") == 0 && g_strcmp0 (each->subject, "fact:source:orders/rows") == 0;
    }
  /* Every open term is explained by an input, and each input stands there once. */
  g_assert_cmpuint (sum, ==, cost->n_open);
  g_assert_true (rate);
  g_assert_true (rows);
}

static void
test_unknown_requests (void)
{
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) three = NULL, unknown = NULL;
  TenonOperation *operation = sample_operation (design, "users", "AP2", "GetItem");

  operation->requests = 3;
  three = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (cost_find_term (three, "users", NULL, "AP2", "reads")->units, ==, 1.5);
  operation->requests = -1;
  unknown = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (cost_find_term (unknown, "users", NULL, "AP2", "reads")->units, ==, 0.5);
  g_assert_cmpuint (unknown->n_open, ==, three->n_open + 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/costs/types", test_types);
  g_test_add_func ("/costs/item-size", test_item_size);
  g_test_add_func ("/costs/item-size-cap", test_item_size_cap);
  g_test_add_func ("/costs/prices", test_prices);
  g_test_add_func ("/costs/cost", test_cost);
  g_test_add_func ("/costs/region", test_region);
  g_test_add_func ("/costs/key-change", test_key_change);
  g_test_add_func ("/costs/amplification", test_amplification);
  g_test_add_func ("/costs/headroom", test_headroom);
  g_test_add_func ("/costs/alternatives", test_alternatives);
  g_test_add_func ("/costs/settings-are-undone", test_settings_are_undone);
  g_test_add_func ("/costs/settings-are-kept", test_settings_are_kept);
  g_test_add_func ("/costs/gigabytes", test_gigabytes);
  g_test_add_func ("/costs/standard-ia", test_standard_ia);
  g_test_add_func ("/costs/backups-and-streams", test_backups_and_streams);
  g_test_add_func ("/costs/rounding", test_rounding);
  g_test_add_func ("/costs/missing", test_missing);
  g_test_add_func ("/costs/unknown-requests", test_unknown_requests);
  return g_test_run ();
}
