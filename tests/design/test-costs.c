/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Units, costs, headroom and amplification, against arithmetic done by hand. */

#include "design-generator.h"

#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-item-size.h"
#include "design/tenon-prices.h"
#include "design/tenon-proposal.h"
#include "design/tenon-reckoning.h"
#include "design/tenon-rules.h"
#include "design/tenon-type-mapping.h"
#include "design/tenon-write-amplification.h"
#include "model/tenon-cost-text.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

#define MONTH (730.0 * 3600)
#define READ 0.125e-6
#define WRITE 0.625e-6

static TenonCostTerm *
find_term (TenonCost  *cost,
           const char *table,
           const char *index,
           const char *pattern_id,
           const char *what)
{
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, table) == 0 && g_strcmp0 (term->index, index) == 0 && g_strcmp0 (term->pattern_id, pattern_id) == 0 && g_strcmp0 (term->what, what) == 0)
        return term;
    }
  return NULL;
}

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

static TenonModel *
shop_with_rates (void)
{
  TenonModel   *model = sample_model (sample_shop);
  TenonPattern *pattern;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create user", "users", NULL), 20, 10);
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get user by ID", "users", "users.id"), 200, 100);
  pattern = sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
  pattern->is_list = TRUE;
  pattern->items_returned = 50;
  sample_rates (pattern, 30, 10);
  sample_rates (sample_pattern (model, "AP4", TENON_OPERATION_WRITE, "Create order", "orders", NULL), 8, 4);
  pattern = sample_pattern (model, "AP5", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.id");
  pattern->attributes = g_strsplit ("orders.id orders.status", " ", -1);
  sample_rates (pattern, 4, 2);
  sample_pattern (model, "AP6", TENON_OPERATION_READ, "Get order by ID", "orders", "orders.id");
  return model;
}

static void
test_cost (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  term = find_term (cost, "users", NULL, "AP1", "writes");
  g_assert_cmpfloat (term->units, ==, 4);
  g_assert_cmpfloat_with_epsilon (term->dollars, 4 * 10 * MONTH * WRITE, 1e-6);
  /* An eventually consistent read: half a unit. */
  term = find_term (cost, "users", NULL, "AP2", "reads");
  g_assert_cmpfloat (term->units, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (term->dollars, 0.5 * 100 * MONTH * READ, 1e-6);
  /* 50 entries of 300 bytes are 15,000 bytes: four units of 4 KB, halved. */
  term = find_term (cost, "orders", "orders_by_user", "AP3", "reads");
  g_assert_cmpfloat (term->units, ==, 2);
  /* The index is written when an order comes, and once when its status changes. */
  g_assert_cmpfloat (find_term (cost, "orders", "orders_by_user", "AP4", "index writes")->units, ==, 1);
  g_assert_cmpfloat (find_term (cost, "orders", "orders_by_user", "AP5", "index writes")->units, ==, 1);
  /* A rate nobody knows stays open. */
  term = find_term (cost, "orders", NULL, "AP6", "reads");
  g_assert_true (term->is_open);
  g_assert_cmpfloat (term->dollars, ==, 0);
  /* A million items of 1,500 and 100 bytes. */
  term = find_term (cost, "users", NULL, NULL, "storage");
  g_assert_cmpfloat_with_epsilon (term->dollars, 1e6 * 1600 / 1073741824.0 * 0.25, 1e-6);
  g_assert_true (find_term (cost, "orders", NULL, NULL, "storage")->is_open);

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
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  g_assert_cmpfloat (find_term (cost, "orders", "orders_by_status", "AP2", "index writes")->units, ==, 2);
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "orders")), ==, 3);
}

static void
test_amplification (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  /* Orders: 4 + 2 writes a second on the table, as many on its one index. */
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "orders")), ==, 2);
  g_assert_cmpfloat (tenon_write_amplification (model, design, tenon_design_find_table (design, "categories")), ==, 1);
}

static TenonHeadroom *
find_headroom (GPtrArray  *list,
               const char *table,
               const char *index)
{
  for (guint i = 0; i < list->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (list, i);

      if (g_strcmp0 (headroom->table, table) == 0 && g_strcmp0 (headroom->index, index) == 0)
        return headroom;
    }
  return NULL;
}

static void
test_headroom (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_headroom_analyse (model, design);
  g_autoptr (GPtrArray) after = NULL;
  TenonHeadroom *headroom = find_headroom (before, "orders", "orders_by_user");

  g_assert_cmpfloat (headroom->distinct, <, 0);
  g_assert_cmpfloat (headroom->write_units, <, 0);
  g_assert_cmpfloat (tenon_headroom_get_share (headroom), <, 0);
  /* Nothing goes to categories: that is known. */
  g_assert_cmpfloat (find_headroom (before, "categories", NULL)->read_units, ==, 0);
  sample_rows (model, "users", 100);
  after = tenon_headroom_analyse (model, design);
  headroom = find_headroom (after, "orders", "orders_by_user");
  g_assert_cmpfloat (headroom->distinct, ==, 100);
  /* 8 creations and 4 changes a second at peak, over 100 users. */
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 0.12, 1e-9);
  g_assert_cmpfloat_with_epsilon (tenon_headroom_get_share (headroom), 0.00012, 1e-4);
}

static void
test_alternatives (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
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

/* ---- conventions ---- */

static TenonCost *
estimate (TenonModel  *model,
          TenonDesign *design,
          const char  *first_property,
          ...)
{
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();
  va_list args;

  va_start (args, first_property);
  g_object_set_valist (G_OBJECT (settings), first_property, args);
  va_end (args);
  return tenon_cost_estimate_with (model, design, settings);
}

static void
test_settings_are_undone (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) binary = NULL, decimal = NULL;

  sample_rows (model, "users", 1000000);
  tenon_design_find_table (design, "users")->item_size = 1500;
  binary = estimate (model, design, "decimal-gb", FALSE, NULL);
  decimal = estimate (model, design, "decimal-gb", TRUE, NULL);
  g_assert_cmpfloat_with_epsilon (find_term (binary, "users", NULL, NULL, "storage")->dollars, 1e6 * 1600 / 1073741824 * 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_term (decimal, "users", NULL, NULL, "storage")->dollars, 1.6 * 0.25, 1e-9);
}

static void
test_standard_ia (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) standard = NULL, ia = NULL;

  sample_rows (model, "users", 1000000);
  standard = estimate (model, design, "table-class", TENON_STORAGE_CLASS_STANDARD, NULL);
  ia = estimate (model, design, "table-class", TENON_STORAGE_CLASS_STANDARD_IA, NULL);
  g_assert_cmpfloat_with_epsilon (find_term (ia, "users", NULL, "AP2", "reads")->dollars, 1.25 * find_term (standard, "users", NULL, "AP2", "reads")->dollars, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_term (ia, "users", NULL, NULL, "storage")->dollars, 0.4 * find_term (standard, "users", NULL, NULL, "storage")->dollars, 1e-9);
  g_assert_nonnull (strstr (ia->convention, "not confirmed"));
  g_assert_true (standard->reservations[0].is_known);
  g_assert_false (ia->reservations[0].is_known);
}

static void
test_backups_and_streams (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL, silent = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  double   gigabytes = 1e6 * 1600 / 1073741824.0;
  gboolean found = FALSE;

  sample_rows (model, "users", 1000000);
  tenon_design_find_table (design, "users")->item_size = 1500;
  cost = estimate (model, design, "point-in-time-recovery", TRUE, "backups", 2.0, "streams", TRUE, "stream-reads", 4.0, NULL);
  g_assert_cmpfloat_with_epsilon (find_term (cost, "users", NULL, NULL, "point-in-time recovery")->dollars, gigabytes * 0.20, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_term (cost, "users", NULL, NULL, "backups")->dollars, 2 * gigabytes * 0.10, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_term (cost, "users", NULL, NULL, "streams")->dollars, 4 * MONTH / 1e5 * 0.02, 1e-9);
  /* How often a stream is read is nobody's guess. */
  silent = estimate (model, design, "streams", TRUE, NULL);
  g_assert_true (find_term (silent, "users", NULL, NULL, "streams")->is_open);
  missing = tenon_cost_list_missing (silent);
  for (guint i = 0; i < missing->len; i++)
    found |= g_strcmp0 (((TenonCostMissing *)g_ptr_array_index (missing, i))->input, "stream reads a second") == 0;
  g_assert_true (found);
}

static void
test_rounding (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = estimate (model, design, "rounding", TENON_COST_ROUNDING_CENTS, NULL);

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
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) three = NULL, unknown = NULL;
  TenonOperation *operation = sample_operation (design, "users", "AP2", "GetItem");

  operation->requests = 3;
  three = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (find_term (three, "users", NULL, "AP2", "reads")->units, ==, 1.5);
  operation->requests = -1;
  unknown = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (find_term (unknown, "users", NULL, "AP2", "reads")->units, ==, 0.5);
  g_assert_cmpuint (unknown->n_open, ==, three->n_open + 1);
}

/* ---- capacity ---- */

static void
test_capacity (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL, loose = NULL;
  g_autoptr (GPtrArray) patterns = NULL;
  gint64 table = 0, index = 0;
  double shared = 0;

  tenon_design_find_table (design, "orders")->item_size = 300;
  cost = estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 50.0, NULL);
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
  g_assert_true (find_term (cost, "orders", NULL, "AP6", "read capacity")->is_open);
  /* What the patterns have of the capacity is not more than there is. */
  patterns = tenon_cost_list_patterns (cost);
  for (guint i = 0; i < patterns->len; i++)
    shared += ((TenonCostShare *)g_ptr_array_index (patterns, i))->dollars;
  g_assert_cmpfloat (shared, >, 0);
  g_assert_cmpfloat (shared, <=, cost->provisioned + 1e-9);
  g_assert_cmpfloat_with_epsilon (cost->dollars, cost->provisioned, 1e-9);
  loose = estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 100.0, NULL);
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
  cost = estimate (model, design, "target-utilisation", 100.0, NULL);
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

static void
state (TenonModel *model,
       const char *key,
       const char *value)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");

  g_assert_true (tenon_facts_set (model, key, value, "told", NULL, NULL, NULL));
  tenon_edit_commit (edit);
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
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) unknown = NULL, stated = NULL, other = NULL, calculator = NULL, none = NULL;
  TenonCostTerm *term;

  tenon_design_find_table (design, "users")->item_size = 1500;
  unknown = tenon_cost_estimate (model, design);
  /* Nobody said how many: the term is open, at no price, and the input is named with the place where it is stated. */
  term = find_term (unknown, "users", NULL, NULL, "failed writes");
  g_assert_true (term->is_open);
  g_assert_cmpstr (term->subject, ==, "fact:failed-writes");
  g_assert_true (is_missing (unknown, "share of conditional writes that fail"));
  g_assert_cmpuint (unknown->n_conditional, >, 0);

  state (model, "failed-writes", "5");
  stated = tenon_cost_estimate (model, design);
  /* A transaction of two units, twice: five of them fail for each hundred that go through. No index is written. */
  term = find_term (stated, "users", NULL, "AP1", "failed writes");
  g_assert_cmpfloat (term->units, ==, 4);
  g_assert_cmpfloat_with_epsilon (term->dollars, 4 * 10 * 0.05 * MONTH * WRITE, 1e-9);
  g_assert_nonnull (find_term (stated, "orders", NULL, "AP5", "failed writes"));
  g_assert_null (find_term (stated, "orders", "orders_by_user", "AP5", "failed writes"));
  g_assert_false (is_missing (stated, "share of conditional writes that fail"));
  g_assert_cmpfloat (stated->dollars, >, unknown->dollars);

  /* What is stated of one pattern goes before what is stated of all. */
  state (model, "given:failed writes of AP1", "20");
  other = tenon_cost_estimate (model, design);
  g_assert_cmpfloat_with_epsilon (find_term (other, "users", NULL, "AP1", "failed writes")->dollars, 4 * 10 * 0.2 * MONTH * WRITE, 1e-9);
  g_assert_cmpfloat (find_term (other, "orders", NULL, "AP5", "failed writes")->dollars, ==, find_term (stated, "orders", NULL, "AP5", "failed writes")->dollars);

  /* The published calculators count none. */
  calculator = estimate (model, design, "convention", TENON_COST_CONVENTION_AWSLABS_MCP, NULL);
  g_assert_null (find_term (calculator, "users", NULL, "AP1", "failed writes"));

  /* None fails: nothing is open, and nothing is paid. */
  state (model, "given:failed writes of AP1", "0");
  state (model, "failed-writes", "0");
  none = tenon_cost_estimate (model, design);
  g_assert_null (find_term (none, "users", NULL, NULL, "failed writes"));
  g_assert_cmpfloat_with_epsilon (none->dollars, unknown->dollars, 1e-9);
}

static void
test_failed_writes_at_peak (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;

  tenon_design_find_table (design, "orders")->item_size = 300;
  state (model, "failed-writes", "50");
  cost = estimate (model, design, "capacity-mode", TENON_CAPACITY_PROVISIONED, "target-utilisation", 100.0, "index-follows-table", FALSE, NULL);
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
  state (model, "failed-writes", "0");
  /* At least the average: 100 units at 80 %. How long the peak lasts is not known, and would not make it less. */
  unknown = estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (unknown->scaled, (125 * 0.00065 + 1 * 0.00013) * 730, 1e-9);
  g_assert_true (is_missing (unknown, "hours of a day at peak"));
  g_assert_cmpuint (unknown->n_scaled_open, ==, 1);
  g_assert_cmpfloat (unknown->dollars, ==, unknown->scaled);

  /* Six hours of 250 a second leave 50 for the other eighteen: 313 and 63 units. */
  state (model, "peak-hours", "6");
  stated = estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (stated->scaled, ((6 * 313 + 18 * 63) / 24.0 * 0.00065 + 1 * 0.00013) * 730, 1e-9);
  g_assert_cmpuint (stated->n_scaled_open, ==, 0);
  g_assert_cmpfloat (stated->scaled, >, unknown->scaled);
  g_assert_cmpfloat (stated->scaled, <, stated->provisioned);
  term = find_term (stated, "readings", NULL, NULL, "write capacity");
  g_assert_nonnull (strstr (term->formula, "(6 h × 313 + 18 h × 63) / 24 h"));
  g_assert_nonnull (strstr (stated->convention, "6 hours of a day (STATED)"));

  /* A peak that lasts all day is what is provisioned without scaling. */
  state (model, "peak-hours", "24");
  all_day = estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (all_day->scaled, all_day->provisioned, 1e-9);
  /* Beside another mode it is reckoned too, and is no part of the total. */
  alone = estimate (model, design, "target-utilisation", 80.0, NULL);
  g_assert_cmpfloat_with_epsilon (alone->scaled, all_day->scaled, 1e-9);
  g_assert_cmpfloat (alone->dollars, ==, alone->on_demand);
}

static void
test_auto_scaling_of_an_index (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;
  const TenonCapacity *table = NULL;

  state (model, "peak-hours", "2");
  cost = estimate (model, design, "capacity-mode", TENON_CAPACITY_SCALED, NULL);
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

/* What people say of production goes before what a dump holds. */
static void
test_stated_rows (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) seen = NULL, stated = NULL;
  g_autoptr (TenonCostGrowth) growth = NULL;
  g_autoptr (GPtrArray) headrooms = NULL;
  TenonCostTerm *term;

  tenon_design_find_table (design, "users")->item_size = 924;
  sample_rows (model, "users", 500);
  seen = tenon_cost_estimate (model, design);
  g_assert_null (strstr (find_term (seen, "users", NULL, NULL, "storage")->formula, "STATED"));
  state (model, "source:users/rows", "1,048,576");
  stated = tenon_cost_estimate (model, design);
  term = find_term (stated, "users", NULL, NULL, "storage");
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
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = NULL;

  /* A quarter of the orders has no user: they have no entry, and cost none. */
  see_rows (model, "orders", "user_id", 750, 250, 100, 20, 4);
  tenon_design_find_table (design, "orders")->item_size = 300;
  sample_rows (model, "orders", 1000);
  cost = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (find_term (cost, "orders", "orders_by_user", "AP4", "index writes")->units, ==, 0.75);
  g_assert_cmpfloat_with_epsilon (find_term (cost, "orders", "orders_by_user", NULL, "storage")->dollars, 750.0 * 400 / 1073741824 * 0.25, 1e-12);
}

static void
test_observed_items (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  TenonCostTerm *term;

  tenon_model_find_pattern (model, "AP3")->items_returned = 0;
  see_rows (model, "orders", "user_id", 1000, 0, 40, 200, 4);
  ((TenonRowStatistics *)tenon_list_get (model->schema->row_statistics, 0))->average_rows = 25;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_design_find_table (design, "orders")->item_size = 300;
  cost = tenon_cost_estimate (model, design);
  term = find_term (cost, "orders", "orders_by_user", "AP3", "reads");
  /* 25 orders of 300 bytes for a user. */
  g_assert_cmpfloat (term->units, ==, 1);
}

static void
test_skew (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  tenon_design_find_table (design, "orders")->item_size = 300;
  /* A hundred users, of whom one has a fifth of the thousand orders. */
  see_rows (model, "orders", "user_id", 1000, 0, 100, 200, 4);
  list = tenon_headroom_analyse (model, design);
  headroom = find_headroom (list, "orders", "orders_by_user");
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
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  headroom = find_headroom (list, "orders", "orders_by_user");
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
  headroom = find_headroom (list, "orders", "orders_by_status");
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

/* ---- growth ---- */

static void
test_growth (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCostGrowth) unknown = NULL, stated = NULL, derived = NULL;
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_ENTITY, "readings", "row-growth");
  TenonCostMonth  *month;
  double           sum = 0, storage;

  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  ((TenonTable *)tenon_list_get (design->tables, 0))->item_size = 924;
  sample_rows (model, "readings", 1048576);
  storage = 1048576.0 * 1024 / 1073741824 * 0.25;
  unknown = tenon_cost_project_growth (model, design);
  g_assert_cmpuint (unknown->months->len, ==, 36);
  g_assert_cmpuint (unknown->n_open, ==, 1);
  g_assert_null (((TenonGrowthRate *)g_ptr_array_index (unknown->rates, 0))->evidence);
  g_assert_cmpfloat_with_epsilon (unknown->dollars, 36 * storage, 1e-9);

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Growth");

    g_assert_true (tenon_facts_set (model, key, "1048576", "said", "A", "2026-01-01", NULL));
    tenon_edit_commit (edit);
  }
  stated = tenon_cost_project_growth (model, design);
  g_assert_cmpuint (stated->n_open, ==, 0);
  /* One GB today, one more each month: half of it in the middle of the first. */
  month = g_ptr_array_index (stated->months, 0);
  g_assert_cmpfloat_with_epsilon (month->storage, 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (month->dollars, 1.5 * 0.25, 1e-9);
  month = g_ptr_array_index (stated->months, 35);
  g_assert_cmpfloat_with_epsilon (month->storage, 36.5, 1e-9);
  for (guint i = 0; i < stated->months->len; i++)
    sum += ((TenonCostMonth *)g_ptr_array_index (stated->months, i))->dollars;
  g_assert_cmpfloat_with_epsilon (stated->dollars, sum, 1e-9);
  g_assert_cmpfloat_with_epsilon (stated->dollars, 0.25 * (36 + 36 * 36 / 2.0), 1e-6);
}

static void
test_request_growth (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autoptr (TenonCostGrowth) growth = NULL;

  tenon_model_set (model, "Growth", model->cost_settings, "request-growth", 5.0, NULL);
  growth = tenon_cost_project_growth (model, design);
  /* All that is known of this design are requests. */
  g_assert_cmpfloat_with_epsilon (((TenonCostMonth *)g_ptr_array_index (growth->months, 11))->dollars, cost->dollars * pow (1.05, 11.5), 1e-6);
  g_assert_nonnull (strstr (growth->convention, "requests grow by 5 % a month"));
}

static void
test_derived_growth (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCostGrowth) growth = NULL;
  TenonGrowthRate *rate;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create reading", "readings", NULL), 9, 3);
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_DELETE, "Delete reading by ID", "readings", "readings.id"), 9, 1);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  growth = tenon_cost_project_growth (model, design);
  rate = g_ptr_array_index (growth->rates, 0);
  g_assert_cmpfloat_with_epsilon (rate->rows_per_month, 2 * MONTH, 1e-6);
  g_assert_cmpstr (rate->evidence, ==, "DERIVED from the average rates of AP1 less AP2");
}

/* ---- after an edit ---- */

static void
assert_same_terms (const TenonCost *a,
                   const TenonCost *b)
{
  g_assert_cmpuint (a->terms->len, ==, b->terms->len);
  for (guint i = 0; i < a->terms->len; i++)
    {
      TenonCostTerm *one = g_ptr_array_index (a->terms, i), *other = g_ptr_array_index (b->terms, i);

      g_assert_cmpstr (one->table, ==, other->table);
      g_assert_cmpstr (one->index, ==, other->index);
      g_assert_cmpstr (one->pattern_id, ==, other->pattern_id);
      g_assert_cmpstr (one->formula, ==, other->formula);
      g_assert_cmpfloat (one->dollars, ==, other->dollars);
    }
  g_assert_cmpfloat (a->dollars, ==, b->dollars);
  g_assert_cmpfloat (a->on_demand, ==, b->on_demand);
  g_assert_cmpfloat (a->provisioned, ==, b->provisioned);
  g_assert_cmpfloat (a->reservations[1].dollars, ==, b->reservations[1].dollars);
  g_assert_cmpuint (a->n_open, ==, b->n_open);
  g_assert_cmpuint (a->capacity->len, ==, b->capacity->len);
}

/* Edit after edit, in parts, gives to the last bit what a reckoning from the start gives. */
static void
test_refresh (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonReckoning) kept = tenon_reckoning_new (requests, design);
  static const char *const edits[] = { "AP4", "AP5", "AP1", "AP3", "AP6" };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (model, edits[i]);
      g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, 100 + i, "changed");
      g_autoptr (GPtrArray) touched = g_ptr_array_new ();
      g_autoptr (TenonReckoning) fresh = NULL;
      GPtrArray *a, *b;

      tenon_model_set (model, "Change", pattern, "rps-average", rate, "rps-peak", i == 2 ? NULL : rate, NULL);
      for (guint j = 0; j < tenon_list_get_length (design->tables); j++)
        {
          TenonTable *table = tenon_list_get (design->tables, j);
          g_auto (GStrv) ids = tenon_table_dup_pattern_ids (table);

          if (g_strv_contains ((const char *const *)ids, edits[i]))
            g_ptr_array_add (touched, table);
        }
      /* An index that goes takes its terms with it. */
      if (i == 3)
        tenon_list_clear (tenon_design_find_table (design, "orders")->indexes);
      g_assert_cmpuint (touched->len, >, 0);
      tenon_requests_forget (requests, edits[i]);
      tenon_reckoning_refresh (kept, requests, design, touched);
      fresh = tenon_reckoning_new (requests, design);
      assert_same_terms (tenon_reckoning_get_cost (kept), tenon_reckoning_get_cost (fresh));
      a = tenon_reckoning_get_headroom (kept);
      b = tenon_reckoning_get_headroom (fresh);
      g_assert_cmpuint (a->len, ==, b->len);
      for (guint j = 0; j < a->len; j++)
        g_assert_cmpstr (((TenonHeadroom *)g_ptr_array_index (a, j))->basis, ==, ((TenonHeadroom *)g_ptr_array_index (b, j))->basis);
      g_assert_cmpfloat (tenon_reckoning_get_amplification (kept), ==, tenon_reckoning_get_amplification (fresh));
    }
}

/* ---- alternatives and their text ---- */

static void
test_alternative_facts (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (GPtrArray) alternatives = tenon_alternatives_compare (model);
  TenonAlternative *first = g_ptr_array_index (alternatives, 0);
  guint             effort = 0;

  g_assert_cmpuint (first->patterns->len, ==, 6);
  for (guint i = 0; i < first->patterns->len; i++)
    {
      TenonPatternRequests *each = g_ptr_array_index (first->patterns, i);

      g_assert_cmpfloat (each->requests, >=, 1);
      /* The transaction that creates a user and its two lookup items is one request. */
      if (g_strcmp0 (each->pattern_id, "AP1") == 0)
        g_assert_cmpfloat (each->requests, ==, 1);
    }
  for (guint i = 0; i < first->facts->len; i++)
    {
      TenonAlternativeFact *fact = g_ptr_array_index (first->facts, i);

      effort += g_str_equal (fact->topic, "effort") ? fact->count : 0;
    }
  g_assert_cmpuint (effort, ==, first->n_effort);
  g_assert_cmpfloat (first->mean_requests, >=, 1);
  g_assert_cmpuint (first->n_storage_open, >, 0);
}

static void
test_json (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autoptr (TenonCostGrowth) growth = tenon_cost_project_growth (model, design);
  g_autoptr (GPtrArray) headrooms = tenon_headroom_analyse (model, design);
  g_autoptr (GPtrArray) alternatives = tenon_alternatives_compare (model);
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *words = NULL, *months = NULL, *keys = NULL, *beside = NULL, *settings = NULL;
  JsonObject      *object;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "cost");
  tenon_cost_write_json (cost, writer);
  tenon_json_writer_name (writer, "growth");
  tenon_cost_growth_write_json (growth, writer);
  tenon_json_writer_name (writer, "headroom");
  tenon_headrooms_write_json (headrooms, writer);
  tenon_json_writer_name (writer, "alternatives");
  tenon_alternatives_write_json (alternatives, writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_object_get_object_member (object, "cost"), "terms")), ==, cost->terms->len);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_object_get_object_member (object, "growth"), "months")), ==, 36);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "headroom")), ==, headrooms->len);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "alternatives")), ==, 3);

  words = tenon_cost_dup_text (cost, TRUE);
  g_assert_nonnull (strstr (words, cost->convention));
  g_assert_nonnull (strstr (words, "average rate of AP6"));
  months = tenon_cost_growth_dup_text (growth);
  g_assert_nonnull (strstr (months, "month 36"));
  keys = tenon_headrooms_dup_text (headrooms);
  g_assert_nonnull (strstr (keys, "orders/orders_by_user"));
  beside = tenon_alternatives_dup_text (alternatives);
  g_assert_nonnull (strstr (beside, "Read-optimised: "));
  g_assert_nonnull (strstr (beside, "\nWrite amplification  "));
  g_assert_nonnull (strstr (beside, "\nAP3 "));
  settings = tenon_cost_settings_dup_text (model->cost_settings, model->region);
  g_assert_nonnull (strstr (settings, "month-hours: 730\n"));
  g_assert_nonnull (strstr (settings, "capacity-mode: on-demand\n"));
}

/* ---- laws ---- */

static double
add_shares (GPtrArray *shares)
{
  double sum = 0;

  for (guint i = 0; i < shares->len; i++)
    sum += ((TenonCostShare *)g_ptr_array_index (shares, i))->dollars;
  return sum;
}

static void
assert_cost_laws (const TenonCost *cost)
{
  g_autoptr (GPtrArray) tables = tenon_cost_list_tables (cost);
  g_autoptr (GPtrArray) kinds = tenon_cost_list_kinds (cost);
  g_autoptr (GPtrArray) patterns = tenon_cost_list_patterns (cost);
  g_autoptr (GPtrArray) missing = tenon_cost_list_missing (cost);
  double sum = 0;
  guint  open = 0, explained = 0;

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      g_assert_true (isfinite (term->dollars) && term->dollars >= 0);
      g_assert_nonnull (term->formula);
      g_assert_true (!term->is_open || term->missing != NULL);
      sum += term->is_open ? 0 : term->dollars;
      open += term->is_open;
    }
  for (guint i = 0; i < missing->len; i++)
    explained += ((TenonCostMissing *)g_ptr_array_index (missing, i))->n_terms;
  g_assert_cmpfloat_with_epsilon (cost->dollars, sum, 1e-6);
  g_assert_cmpfloat_with_epsilon (add_shares (tables), sum, 1e-6);
  g_assert_cmpfloat_with_epsilon (add_shares (kinds), sum, 1e-6);
  g_assert_cmpfloat (add_shares (patterns), <=, sum + 1e-6);
  g_assert_cmpuint (cost->n_open, ==, open);
  g_assert_cmpuint (explained, ==, open);
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *each = g_ptr_array_index (cost->capacity, i);

      /* The peak never takes more than the target of what is provisioned. */
      g_assert_cmpfloat (each->read_units, <=, 0.7 * each->read_capacity + 1e-6);
      g_assert_cmpfloat (each->write_units, <=, 0.7 * each->write_capacity + 1e-6);
    }
}

static void
assert_headroom_laws (GPtrArray *headrooms)
{
  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *each = g_ptr_array_index (headrooms, i);
      double         share = tenon_headroom_get_share (each);

      g_assert_nonnull (each->basis);
      /* One value does not take more than all do. */
      g_assert_cmpfloat (share, <=, tenon_headroom_get_most_share (each) + 1e-9);
      g_assert_cmpuint (each->shards == 0, ==, share < 0);
      if (each->shards > 1)
        g_assert_cmpfloat (share / each->shards, <=, TENON_HEADROOM_HOT + 1e-9);
      g_assert_true (each->shards <= 1 || each->shard_formula != NULL);
    }
}

/* Whatever the schema, the patterns and the settings are. */
static void
test_laws (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonDesign) design = tenon_design_propose (model, seed % 3);
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Settings");
      g_autoptr (TenonCost) cost = NULL;
      g_autoptr (TenonCostGrowth) growth = NULL;
      g_autoptr (GPtrArray) headrooms = NULL;
      double before = 0;

      tenon_cost_settings_choose (model->cost_settings, seed / 3 % 3);
      g_object_set (model->cost_settings, "capacity-mode", (int)(seed / 9 % 3), "table-class", (int)(seed / 18 % 2), "streams", seed % 5 == 0, "backups", seed % 7 == 0 ? 3.0 : 0.0, "point-in-time-recovery", seed % 4 == 0, NULL);
      tenon_edit_commit (edit);
      cost = tenon_cost_estimate (model, design);
      headrooms = tenon_headroom_analyse (model, design);
      growth = tenon_cost_project_growth (model, design);
      assert_cost_laws (cost);
      assert_headroom_laws (headrooms);
      g_assert_cmpuint (growth->months->len, ==, 36);
      for (guint i = 0; i < growth->months->len; i++)
        {
          TenonCostMonth *month = g_ptr_array_index (growth->months, i);

          g_assert_true (isfinite (month->total) && month->dollars >= 0);
          g_assert_cmpfloat (month->total, >=, before);
          before = month->total;
        }
    }
}

static void
test_modes (void)
{
  g_autoptr (TenonModel) model = shop_with_rates ();
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
  g_test_add_func ("/costs/capacity", test_capacity);
  g_test_add_func ("/costs/reserved", test_reserved);
  g_test_add_func ("/costs/stated-rows", test_stated_rows);
  g_test_add_func ("/costs/failed-writes", test_failed_writes);
  g_test_add_func ("/costs/failed-writes-at-peak", test_failed_writes_at_peak);
  g_test_add_func ("/costs/auto-scaling", test_auto_scaling);
  g_test_add_func ("/costs/auto-scaling-of-an-index", test_auto_scaling_of_an_index);
  g_test_add_func ("/costs/observed-size", test_observed_size);
  g_test_add_func ("/costs/partly-observed-size", test_partly_observed_size);
  g_test_add_func ("/costs/sparse-index", test_sparse_index);
  g_test_add_func ("/costs/observed-items", test_observed_items);
  g_test_add_func ("/costs/skew", test_skew);
  g_test_add_func ("/costs/stated-skew", test_stated_skew);
  g_test_add_func ("/costs/shards", test_shards);
  g_test_add_func ("/costs/skew-warns", test_skew_warns);
  g_test_add_func ("/costs/largest-value", test_largest_value);
  g_test_add_func ("/costs/growth", test_growth);
  g_test_add_func ("/costs/request-growth", test_request_growth);
  g_test_add_func ("/costs/derived-growth", test_derived_growth);
  g_test_add_func ("/costs/refresh", test_refresh);
  g_test_add_func ("/costs/alternative-facts", test_alternative_facts);
  g_test_add_func ("/costs/json", test_json);
  g_test_add_func ("/costs/laws", test_laws);
  g_test_add_func ("/costs/modes", test_modes);
  return g_test_run ();
}
