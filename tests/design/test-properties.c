/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laws every proposal keeps, over generated schemas and patterns; the seed of each run stands in the test's path. */

#include "design-generator.h"

#include "base/tenon-text.h"
#include "contract/tenon-contract-checker.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-design-session.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define RUNS 120

/* Whether some key of the source can be a table's key: at most two whole columns that are never NULL and can stand in one. */
static gboolean
is_fitting (TenonSourceTable *source,
            char            **columns,
            TenonKey         *key)
{
  guint n = columns != NULL ? g_strv_length (columns) : 0;

  for (guint i = 0; i < n; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (source, columns[i]);

      if (column == NULL || (key != NULL && column->nullable) || !tenon_type_mapping_can_key (column) || (key != NULL && key->prefixes != NULL && key->prefixes[i] != NULL && *key->prefixes[i] != '\0'))
        return FALSE;
    }
  return n == 1 || n == 2;
}

static gboolean
has_fitting_key (TenonModel *model,
                 const char *subject)
{
  TenonSourceTable *source = g_str_has_prefix (subject, "table:") ? tenon_schema_find_table (model->schema, subject + strlen ("table:")) : NULL;

  if (source == NULL || is_fitting (source, source->primary_key, NULL))
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (source->unique_keys, i);

      if (is_fitting (source, key->columns, key))
        return TRUE;
    }
  return FALSE;
}

/* Findings a proposal may have: what the input lacks, never what the engine made wrong. */
static gboolean
is_allowed (TenonModel      *model,
            TenonDiagnostic *finding)
{
  if (strcmp (finding->code, "pattern-unserved") == 0)
    return TRUE;
  return (strcmp (finding->code, "key-not-unique") == 0 || strcmp (finding->code, "source-without-unique-key") == 0) && !has_fitting_key (model, finding->subject);
}

static void
assert_sound (TenonModel  *model,
              TenonDesign *design,
              guint32      seed)
{
  g_autoptr (GPtrArray) findings = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (finding->severity == TENON_SEVERITY_ERROR && !is_allowed (model, finding))
        g_error ("seed %u, strategy %d: %s: %s", seed, design->strategy, finding->code, finding->message);
    }
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      g_assert_cmpint (table->item_size, >, 0);
      g_assert_cmpint (table->item_size, <=, 409600);
      g_assert_cmpstr (((TenonAttribute *)tenon_list_get (table->attributes, 0))->name, ==, table->partition_key);
      if (table->sort_key != NULL)
        g_assert_cmpstr (((TenonAttribute *)tenon_list_get (table->attributes, 1))->name, ==, table->sort_key);
    }
}

/* The contract that is written from a proposal passes its validator, but for what the input lacks: constraints and keys that
 * no two columns can say, patterns that are named as unserved. */
static void
assert_contract (TenonModel  *model,
                 TenonDesign *design,
                 guint32      seed)
{
  static const char *const lacks[] = { "contract-pattern-unserved", "contract-key-not-unique", NULL };

  g_autoptr (GPtrArray) findings = tenon_contract_check_design (model, design);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (finding->severity == TENON_SEVERITY_ERROR && (!g_strv_contains (lacks, finding->code) || (strcmp (finding->code, "contract-key-not-unique") == 0 && has_fitting_key (model, finding->subject))))
        g_error ("seed %u, strategy %d: %s: %s: %s", seed, design->strategy, finding->code, finding->subject, finding->message);
    }
}

/* A pattern is served or named as unserved, never both. */
static void
assert_divided (TenonModel  *model,
                TenonDesign *design)
{
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      g_assert_true (tenon_design_serves (design, pattern->pattern_id) != (tenon_design_find_unserved (design, pattern->pattern_id) != NULL));
    }
}

static void
test_laws (void)
{
  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);

      for (guint strategy = 0; strategy < 3; strategy++)
        {
          g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
          g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);

          g_autoptr (TenonDesign) again = tenon_design_refit (model, design);
          g_autofree char *a = tenon_record_to_json (TENON_RECORD (design), 2);
          g_autofree char *b = tenon_record_to_json (TENON_RECORD (again), 2);

          /* A proposal fits itself. */
          g_assert_cmpstr (a, ==, b);
          assert_sound (model, design, seed);
          assert_divided (model, design);
          assert_contract (model, design, seed);
          g_assert_cmpfloat (cost->dollars, >=, 0);
        }
    }
}

/* The size of a large application. */
static void
test_large (void)
{
  g_autoptr (TenonModel) model = generate_large_model (2026, 250, 600);

  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);

      assert_sound (model, design, 2026);
      assert_divided (model, design);
      assert_contract (model, design, 2026);
    }
}

static void
test_determinism (void)
{
  for (guint32 seed = 1; seed <= RUNS / 4; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonModel) again = generate_model (seed);
      g_autoptr (TenonDesign) a = tenon_design_propose (model, seed % 3);
      g_autoptr (TenonDesign) b = tenon_design_propose (again, seed % 3);
      g_autofree char *x = tenon_record_to_json (TENON_RECORD (a), 2);
      g_autofree char *y = tenon_record_to_json (TENON_RECORD (b), 2);

      g_assert_cmpstr (x, ==, y);
    }
}

/* An eventually consistent pattern more never takes away one that was served, below the limit of indexes. */
static void
test_monotony (void)
{
  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonDesign) before = NULL, after = NULL;
      guint         n = tenon_list_get_length (model->patterns);
      TenonPattern *last;
      g_autoptr (TenonEdit) edit = NULL;
      g_autoptr (TenonPattern) taken = NULL;

      if (n < 2)
        continue;
      after = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      last = tenon_list_get (model->patterns, n - 1);
      if (last->consistency_requirements == TENON_CONSISTENCY_STRONG)
        continue;
      taken = g_object_ref (last);
      edit = tenon_model_begin (model, "Remove");
      tenon_list_remove (model->patterns, n - 1);
      tenon_edit_commit (edit);
      before = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      for (guint i = 0; i < n - 1; i++)
        {
          TenonPattern *pattern = tenon_list_get (model->patterns, i);

          if (tenon_design_serves (before, pattern->pattern_id) && !tenon_design_serves (after, pattern->pattern_id))
            g_error ("seed %u: %s takes %s away", seed, taken->pattern_id, pattern->pattern_id);
        }
    }
}

/* ---- following edits ---- */

static char *
dup_findings (GPtrArray *findings)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (s, "%d %s %s %s %s\n", finding->severity, finding->code, finding->subject, finding->message, finding->remedy != NULL ? finding->remedy : "");
    }
  return g_string_free (s, FALSE);
}

static char *
dup_cost (const TenonCost *cost)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      g_string_append_printf (s, "%s %s %s %s %.17g %d %s\n", term->table, term->index, term->pattern_id, term->what, term->is_open ? 0 : term->dollars, term->is_open, term->formula);
    }
  g_string_append_printf (s, "%.17g %u %s", cost->dollars, cost->n_open, cost->convention);
  return g_string_free (s, FALSE);
}

static void
assert_follows (TenonDesignSession *session,
                TenonModel         *model,
                TenonStrategy       strategy,
                guint32             seed,
                guint               step,
                const char         *subject)
{
  g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autofree char *a = tenon_record_to_json (TENON_RECORD (design), 2);
  g_autofree char *b = tenon_record_to_json (TENON_RECORD (tenon_design_session_get_design (session)), 2);
  g_autofree char *c = dup_findings (findings);
  g_autofree char *d = dup_findings (tenon_design_session_get_findings (session));
  g_autofree char *e = dup_cost (cost);
  g_autofree char *f = dup_cost (tenon_design_session_get_cost (session));

  if (g_strcmp0 (a, b) != 0 || g_strcmp0 (c, d) != 0 || g_strcmp0 (e, f) != 0)
    {
      g_test_message ("seed %u, strategy %d, step %u, %s", seed, strategy, step, subject);
      g_assert_cmpstr (a, ==, b);
      g_assert_cmpstr (c, ==, d);
      g_assert_cmpstr (e, ==, f);
    }
}

/* Edit after edit, what a session made of them in parts is what a run from the start makes of the whole. */
static void
test_session (void)
{
  for (guint32 seed = 1; seed <= RUNS / 2; seed++)
    {
      g_autoptr (TenonModel) model = seed % 20 == 0 ? generate_large_model (seed, 60, 200) : generate_model (seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (TenonDesignSession) session = tenon_design_session_new (model, seed % 3);

      for (guint step = 0; step < 12 && tenon_list_get_length (model->patterns) > 0; step++)
        {
          g_autofree char *subject = NULL;
          const char      *subjects[] = { NULL, NULL };

          generate_edit (model, rand, &subject);
          subjects[0] = subject;
          g_assert_true (tenon_design_session_update (session, subjects));
          assert_follows (session, model, seed % 3, seed, step, subject);
        }
    }
}

static void
take (TenonModel  *model,
      TenonDesign *design)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

  tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
  tenon_edit_commit (edit);
}

/* A table that nothing of MySQL asks for, with requests of two patterns. */
static void
add_own_table (TenonModel *model,
               GRand      *rand)
{
  TenonTable *from = tenon_list_get (model->design->tables, 0);
  g_autoptr (TenonTable) table = tenon_record_copy (from);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Own table");

  tenon_str_set (&table->name, "by_hand");
  tenon_list_clear (table->operations);
  tenon_list_clear (table->indexes);
  for (guint i = 0; i < 2 && tenon_list_get_length (model->patterns) > 0; i++)
    {
      TenonPattern   *pattern = tenon_list_get (model->patterns, g_rand_int_range (rand, 0, tenon_list_get_length (model->patterns)));
      TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

      operation->pattern_id = g_strdup (pattern->pattern_id);
      operation->step = 1;
      operation->operation = g_strdup ("Query");
      operation->key_condition = g_strdup_printf ("%s = :%s", table->partition_key, table->partition_key);
      tenon_list_append_take (table->operations, operation);
    }
  tenon_list_append (model->design->tables, table);
  tenon_edit_commit (edit);
}

/* The same where people pinned a key, took an index out and keep a table of their own. */
static void
test_session_pinned (void)
{
  for (guint32 seed = 1; seed <= RUNS / 3; seed++)
    {
      g_autoptr (TenonModel) model = generate_large_model (seed, 1 + seed % 8, 3 + seed % 20);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (TenonDesign) first = tenon_design_propose (model, seed % 3);
      g_autoptr (TenonDesignSession) session = NULL;
      TenonTable *pinned;

      take (model, first);
      add_own_table (model, rand);
      pinned = tenon_list_get (model->design->tables, seed % tenon_list_get_length (model->design->tables));
      tenon_model_set (model, "Why", pinned, "purpose", "mine", NULL);
      if (tenon_list_get_length (model->design->decisions) > 0)
        tenon_model_set (model, "Pin", tenon_list_get (model->design->decisions, 0), "by-person", TRUE, NULL);
      if (tenon_list_get_length (pinned->indexes) > 0)
        {
          g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Out");

          tenon_list_remove (pinned->indexes, 0);
          tenon_edit_commit (edit);
        }
      session = tenon_design_session_new (model, seed % 3);
      for (guint step = 0; step < 10; step++)
        {
          g_autofree char *subject = NULL;
          const char      *subjects[] = { NULL, NULL };

          generate_edit (model, rand, &subject);
          subjects[0] = subject;
          g_assert_true (tenon_design_session_update (session, subjects));
          assert_follows (session, model, seed % 3, seed, step, subject);
        }
    }
}

static void
update (TenonDesignSession *session,
        const char         *subject,
        gboolean            in_parts)
{
  const char *subjects[] = { subject, NULL };

  g_assert_cmpint (tenon_design_session_update (session, subjects), ==, in_parts);
}

/* What cannot be followed in parts is worked out from the start: patterns that come, go, move or change their number. */
static void
test_session_lists (void)
{
  g_autoptr (TenonModel) model = generate_large_model (7, 12, 30);
  g_autoptr (TenonDesignSession) session = tenon_design_session_new (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonPattern) first = g_object_ref (tenon_list_get (model->patterns, 0));

  sample_pattern (model, "AP99", TENON_OPERATION_READ, "Get row", "tab0s", "tab0s.id");
  update (session, "pattern:AP99", FALSE);
  assert_follows (session, model, TENON_STRATEGY_MULTI_TABLE, 7, 0, "AP99");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Move");

    tenon_list_remove (model->patterns, 0);
    tenon_list_insert (model->patterns, 3, first);
    tenon_edit_commit (edit);
  }
  update (session, "pattern:AP1", FALSE);
  assert_follows (session, model, TENON_STRATEGY_MULTI_TABLE, 7, 1, "move");
  tenon_model_set (model, "Number", first, "pattern-id", "AP98", NULL);
  update (session, "pattern:AP98", FALSE);
  assert_follows (session, model, TENON_STRATEGY_MULTI_TABLE, 7, 2, "number");
  tenon_model_set (model, "Early", model, "early-stage", TENON_ANSWER_YES, NULL);
  update (session, "model:", FALSE);
  assert_follows (session, model, TENON_STRATEGY_MULTI_TABLE, 7, 3, "model");
}

/* Nothing but a schema, nothing but patterns, nothing at all. */
static void
test_nothing (void)
{
  g_autoptr (TenonModel) empty = tenon_model_new ();
  g_autoptr (TenonDesign) none = tenon_design_propose (empty, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_cmpuint (tenon_list_get_length (none->tables), ==, 0);
  sample_pattern (empty, "AP1", TENON_OPERATION_READ, "Get user by ID", "users", "users.id");
  design = tenon_design_propose (empty, TENON_STRATEGY_READ_OPTIMISED);
  g_assert_cmpuint (tenon_list_get_length (design->tables), ==, 0);
  findings = tenon_rules_check (empty, design);
  g_assert_cmpuint (sample_count (findings, "rate-unknown", NULL), ==, 1);
}

/* A table of which nothing but the name is known. */
static void
test_no_columns (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  tenon_list_clear (tenon_schema_find_table (model->schema, "products")->columns);
  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get product by ID", "products", "products.id");
  sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order with products", "orders products", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (tenon_design_find_table (design, "products"));
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "source-unmapped", "source:products"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/properties/nothing", test_nothing);
  g_test_add_func ("/properties/no-columns", test_no_columns);
  g_test_add_func ("/properties/laws", test_laws);
  g_test_add_func ("/properties/large", test_large);
  g_test_add_func ("/properties/determinism", test_determinism);
  g_test_add_func ("/properties/monotony", test_monotony);
  g_test_add_func ("/properties/session", test_session);
  g_test_add_func ("/properties/session-pinned", test_session_pinned);
  g_test_add_func ("/properties/session-lists", test_session_lists);
  return g_test_run ();
}
