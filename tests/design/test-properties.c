/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laws every proposal keeps, over generated schemas and patterns; the seed of each run stands in the test's path. */

#include "design-sample.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#define RUNS 120

static const char *const column_types[] = { "INT", "BIGINT UNSIGNED", "VARCHAR(40)", "DATETIME", "DECIMAL(12,2)", "ENUM('a','b','c')", "TINYINT(1)", "TEXT", "CHAR(8)", "DATE", "BLOB", "JSON" };

typedef struct
{
  GRand   *rand;
  GString *ddl;
  guint    n_tables;
  guint    n_columns[16];
  guint    key_size[16];
  int      parent[16]; /* table its fk column refers to; -1: none */
} Generator;

static gboolean
chance (Generator *self,
        guint      percent)
{
  return (guint)g_rand_int_range (self->rand, 0, 100) < percent;
}

static void
generate_table (Generator *self,
                guint      t)
{
  guint n = g_rand_int_range (self->rand, 1, 9);

  self->n_columns[t] = n;
  self->key_size[t] = chance (self, 75) ? 1 : 2;
  self->parent[t] = t > 0 && chance (self, 60) ? g_rand_int_range (self->rand, 0, t) : -1;
  if (self->parent[t] >= 0 && self->key_size[self->parent[t]] != 1)
    self->parent[t] = -1;
  g_string_append_printf (self->ddl, "CREATE TABLE tab%us (id INT NOT NULL%s", t, self->key_size[t] == 1 && chance (self, 60) ? " AUTO_INCREMENT" : "");
  if (self->key_size[t] == 2)
    g_string_append (self->ddl, ", k2 INT NOT NULL");
  if (self->parent[t] >= 0)
    g_string_append_printf (self->ddl, ", tab%u_id INT %s", (guint)self->parent[t], chance (self, 70) ? "NOT NULL" : "NULL");
  for (guint c = 0; c < n; c++)
    g_string_append_printf (self->ddl, ", c%u %s %s", c, column_types[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (column_types))], chance (self, 70) ? "NOT NULL" : "NULL");
  g_string_append_printf (self->ddl, ", PRIMARY KEY (id%s)", self->key_size[t] == 2 ? ", k2" : "");
  if (self->parent[t] >= 0)
    g_string_append_printf (self->ddl, ", FOREIGN KEY (tab%u_id) REFERENCES tab%us (id)%s", (guint)self->parent[t], (guint)self->parent[t], chance (self, 50) ? " ON DELETE CASCADE" : "");
  if (chance (self, 30))
    g_string_append_printf (self->ddl, ", UNIQUE KEY uq (c%u%s)", (guint)g_rand_int_range (self->rand, 0, n), "");
  if (chance (self, 25) && n > 1)
    g_string_append_printf (self->ddl, ", UNIQUE KEY uq2 (c0, c%u)", (guint)g_rand_int_range (self->rand, 1, n));
  g_string_append (self->ddl, ");\n");
}

static char *
random_column (Generator *self,
               guint      t)
{
  if (chance (self, 30))
    return g_strdup_printf ("tab%us.id", t);
  if (self->parent[t] >= 0 && chance (self, 50))
    return g_strdup_printf ("tab%us.tab%u_id", t, (guint)self->parent[t]);
  if (self->key_size[t] == 2 && chance (self, 30))
    return g_strdup_printf ("tab%us.k2", t);
  return g_strdup_printf ("tab%us.c%u", t, (guint)g_rand_int_range (self->rand, 0, self->n_columns[t]));
}

static void
generate_pattern (Generator  *self,
                  TenonModel *model,
                  guint       number)
{
  static const struct
  {
    TenonOperationType type;
    const char        *words;
  } kinds[] = {
    { TENON_OPERATION_READ, "Get rows" },
    { TENON_OPERATION_READ, "Query rows" },
    { TENON_OPERATION_READ, "List rows" },
    { TENON_OPERATION_WRITE, "Create row" },
    { TENON_OPERATION_UPDATE, "Update row" },
    { TENON_OPERATION_DELETE, "Delete row" },
    { TENON_OPERATION_UNKNOWN, "Do something" },
  };
  guint            kind = g_rand_int_range (self->rand, 0, G_N_ELEMENTS (kinds));
  guint            t = g_rand_int_range (self->rand, 0, self->n_tables);
  g_autofree char *id = g_strdup_printf ("AP%u", number);
  g_autofree char *one = random_column (self, t);
  g_autofree char *two = random_column (self, t);
  g_autofree char *both = chance (self, 40) ? g_strdup_printf ("%s %s", one, two) : g_strdup (one);
  g_autofree char *entities = self->parent[t] >= 0 && chance (self, 40) ? g_strdup_printf ("tab%us tab%us", t, (guint)self->parent[t]) : g_strdup_printf ("tab%us", t);
  TenonPattern    *pattern = sample_pattern (model, id, kinds[kind].type, kinds[kind].words, entities, kinds[kind].type == TENON_OPERATION_WRITE || chance (self, 10) ? NULL : both);

  pattern->is_list = chance (self, 50);
  pattern->is_aggregate = chance (self, 5);
  if (chance (self, 15))
    pattern->consistency_requirements = TENON_CONSISTENCY_STRONG;
  if (chance (self, 20))
    pattern->range = random_column (self, t);
  if (chance (self, 30))
    {
      TenonShapeOrder *order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Order");

      order->column = random_column (self, t);
      tenon_list_append_take (pattern->order_by, order);
      tenon_edit_commit (edit);
    }
  if (chance (self, 60))
    sample_rates (pattern, g_rand_int_range (self->rand, 1, 500), 1);
}

static TenonModel *
generate (guint32 seed)
{
  Generator   self = { .rand = g_rand_new_with_seed (seed), .ddl = g_string_new (NULL) };
  TenonModel *model;
  guint       n_patterns;

  self.n_tables = g_rand_int_range (self.rand, 1, 9);
  for (guint t = 0; t < self.n_tables; t++)
    generate_table (&self, t);
  model = sample_model (self.ddl->str);
  n_patterns = g_rand_int_range (self.rand, 0, 25);
  for (guint i = 0; i < n_patterns; i++)
    generate_pattern (&self, model, i + 1);
  model->keep_mysql_names = chance (&self, 20);
  g_string_free (self.ddl, TRUE);
  g_rand_free (self.rand);
  return model;
}

/* Findings a proposal may have: what the input lacks, never what the engine made wrong. */
static gboolean
is_allowed (const char *code)
{
  static const char *const allowed[] = { "pattern-unserved", NULL };

  return g_strv_contains (allowed, code);
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

      if (finding->severity == TENON_SEVERITY_ERROR && !is_allowed (finding->code))
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
      g_autoptr (TenonModel) model = generate (seed);

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
          g_assert_cmpfloat (cost->dollars, >=, 0);
        }
    }
}

static void
test_determinism (void)
{
  for (guint32 seed = 1; seed <= RUNS / 4; seed++)
    {
      g_autoptr (TenonModel) model = generate (seed);
      g_autoptr (TenonModel) again = generate (seed);
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
      g_autoptr (TenonModel) model = generate (seed);
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
  g_test_add_func ("/properties/determinism", test_determinism);
  g_test_add_func ("/properties/monotony", test_monotony);
  return g_test_run ();
}
