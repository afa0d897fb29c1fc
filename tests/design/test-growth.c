/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Costs to come, costs that follow edits, and the sums they all have to be. */

#include "cost-sample.h"

#include "design-generator.h"

#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-proposal.h"
#include "design/tenon-reckoning.h"
#include "model/tenon-cost-text.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

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
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
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
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
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
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
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
  g_autoptr (TenonModel) model = cost_shop_with_rates ();
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/growth/growth", test_growth);
  g_test_add_func ("/growth/request-growth", test_request_growth);
  g_test_add_func ("/growth/derived-growth", test_derived_growth);
  g_test_add_func ("/growth/refresh", test_refresh);
  g_test_add_func ("/growth/alternative-facts", test_alternative_facts);
  g_test_add_func ("/growth/json", test_json);
  g_test_add_func ("/growth/laws", test_laws);
  return g_test_run ();
}
