/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of rules, and what each one finds. */

#include "design-generator.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "model/tenon-facts.h"

#include <string.h>

static void
test_table (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  guint            n;
  const TenonRule *rules = tenon_rules_get (&n);

  g_assert_cmpuint (n, >=, 30);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_hash_table_add (codes, (gpointer)rules[i].code));
      g_assert_cmpuint (strspn (rules[i].code, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen (rules[i].code));
      g_assert_cmpuint (strlen (rules[i].title), >, 0);
      g_assert_cmpuint (strlen (rules[i].rationale), >, 0);
      g_assert_cmpuint (strlen (rules[i].source), >, 0);
      g_assert_true (rules[i].check != NULL || rules[i].check_table != NULL || rules[i].check_source != NULL || rules[i].check_pattern != NULL || rules[i].check_unserved != NULL);
      g_assert_true (rules[i].scope == TENON_RULE_SCOPE_REQUIREMENTS || rules[i].scope == TENON_RULE_SCOPE_DESIGN);
      g_assert_true (tenon_rules_find (rules[i].code) == &rules[i]);
    }
  g_assert_null (tenon_rules_find ("no-such-rule"));
}

/* An empty project has nothing wrong with it. */
static void
test_empty (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, model->design);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_rates (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *half = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get user by ID", "users", "users.id");
  TenonPattern *wrong = sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create user", "users", NULL);
  g_autoptr (GPtrArray) findings = NULL;

  sample_pattern (model, "AP3", TENON_OPERATION_NONE, "Log out", NULL, NULL);
  half->rps_peak = tenon_rate_new (TENON_RATE_STATED, 5, "stated");
  sample_rates (wrong, 5, 10);
  findings = tenon_rules_check_scope (model, model->design, TENON_RULE_SCOPE_REQUIREMENTS);
  g_assert_cmpuint (sample_count (findings, "rate-unknown", NULL), ==, 1);
  g_assert_cmpuint (sample_count (findings, "rate-unknown", "pattern:AP1"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "peak-below-average", "pattern:AP2"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "source-unmapped", NULL), ==, 0);
}

static void
test_counterparts (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (GPtrArray) findings = NULL, answered = NULL;
  g_autoptr (TenonAcknowledgement) answer = g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, NULL);
  TenonDiagnostic *finding = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Authenticate user by username", "users", "users.username");
  findings = tenon_rules_check_scope (model, model->design, TENON_RULE_SCOPE_REQUIREMENTS);
  g_assert_cmpuint (sample_count (findings, "missing-counterpart", "source:users"), ==, 1);
  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (((TenonDiagnostic *)g_ptr_array_index (findings, i))->code, "missing-counterpart") == 0)
      finding = g_ptr_array_index (findings, i);
  g_assert_nonnull (strstr (finding->message, "no pattern to create users. Should we add one?"));
  g_assert_cmpint (finding->severity, ==, TENON_SEVERITY_WARNING);

  /* An answer turns the question into a note that carries the reason. */
  answer->code = g_strdup ("missing-counterpart");
  answer->subject = g_strdup ("source:users");
  answer->reason = g_strdup ("Users come from the directory.");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Answer");

    tenon_list_append (model->acknowledgements, answer);
    tenon_edit_commit (edit);
  }
  answered = tenon_rules_check_scope (model, model->design, TENON_RULE_SCOPE_REQUIREMENTS);
  for (guint i = 0; i < answered->len; i++)
    {
      finding = g_ptr_array_index (answered, i);
      if (g_strcmp0 (finding->code, "missing-counterpart") != 0)
        continue;
      g_assert_cmpint (finding->severity, ==, TENON_SEVERITY_NOTE);
      g_assert_nonnull (strstr (finding->message, "Users come from the directory."));
    }
}

static void
test_duplicates (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (GPtrArray) findings = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get product details by ID", "products", "products.id");
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get details of a product", "products", "products.id");
  sample_pattern (model, "AP3", TENON_OPERATION_UPDATE, "Update product", "products", "products.id");
  sample_pattern (model, "AP4", TENON_OPERATION_UPDATE, "Update product stock", "products", "products.id");
  findings = tenon_rules_check_scope (model, model->design, TENON_RULE_SCOPE_REQUIREMENTS);
  g_assert_cmpuint (sample_count (findings, "duplicate-pattern", NULL), ==, 1);
  g_assert_cmpuint (sample_count (findings, "duplicate-pattern", "pattern:AP2"), ==, 1);
}

/* Each case spoils a good design in one way. */
typedef struct
{
  const char *code;
  const char *subject;
  void (*spoil) (TenonModel  *model,
                 TenonDesign *design);
} Case;

static void
drop_accept (TenonModel  *model,
             TenonDesign *design)
{
  TenonUnserved *unserved = g_object_new (TENON_TYPE_UNSERVED, NULL);

  unserved->pattern_id = g_strdup ("AP1");
  unserved->reason = g_strdup ("because");
  tenon_list_append_take (design->unserved, unserved);
}

static void
drop_operation (TenonModel  *model,
                TenonDesign *design)
{
  tenon_list_clear (tenon_design_find_table (design, "products")->operations);
}

static void
name_unknown_pattern (TenonModel  *model,
                      TenonDesign *design)
{
  tenon_str_set (&((TenonOperation *)tenon_list_get (tenon_design_find_table (design, "products")->operations, 0))->pattern_id, "AP99");
}

static void
lose_key_condition (TenonModel  *model,
                    TenonDesign *design)
{
  tenon_str_set (&sample_operation (design, "products", "AP1", "GetItem")->key_condition, "name = :name");
}

static void
send_to_missing_index (TenonModel  *model,
                       TenonDesign *design)
{
  tenon_str_set (&sample_operation (design, "products", "AP2", "Query")->index, "nowhere");
}

static void
ask_for_strong (TenonModel  *model,
                TenonDesign *design)
{
  tenon_model_find_pattern (model, "AP2")->consistency_requirements = TENON_CONSISTENCY_STRONG;
}

static void
spoil_key (TenonModel  *model,
           TenonDesign *design)
{
  tenon_str_set (&tenon_design_find_table (design, "products")->partition_key, "category_id");
}

static void
drop_table (TenonModel  *model,
            TenonDesign *design)
{
  tenon_list_remove_record (design->tables, tenon_design_find_table (design, "order_items"));
}

static void
drop_attribute (TenonModel  *model,
                TenonDesign *design)
{
  TenonTable *products = tenon_design_find_table (design, "products");

  tenon_list_remove_record (products->attributes, tenon_table_find_attribute (products, "price"));
}

static void
mistype_key (TenonModel  *model,
             TenonDesign *design)
{
  tenon_str_set (&tenon_design_find_table (design, "products")->partition_key, "prodct_id");
}

static void
shorten_name (TenonModel  *model,
              TenonDesign *design)
{
  tenon_str_set (&tenon_design_find_table (design, "products")->name, "p!");
}

static void
take_name (TenonModel  *model,
           TenonDesign *design)
{
  tenon_str_set (&tenon_design_find_table (design, "products")->name, "orders");
}

static void
drop_lookup (TenonModel  *model,
             TenonDesign *design)
{
  tenon_list_remove_record (design->tables, tenon_design_find_table (design, "usernames"));
}

static void
copy_without_join (TenonModel  *model,
                   TenonDesign *design)
{
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);

  attribute->name = g_strdup ("category_name");
  attribute->source_table = g_strdup ("categories");
  attribute->source_column = g_strdup ("name");
  attribute->denormalized = TRUE;
  tenon_list_append_take (tenon_design_find_table (design, "products")->attributes, attribute);
}

static void
do_nothing (TenonModel  *model,
            TenonDesign *design)
{
}

static const Case cases[] = {
  { "pattern-unserved", "pattern:AP1", drop_accept },
  { "pattern-unmapped", "pattern:AP1", drop_operation },
  { "pattern-unknown", "table:products", name_unknown_pattern },
  { "operation-invalid", "pattern:AP1", lose_key_condition },
  { "operation-invalid", "pattern:AP2", send_to_missing_index },
  { "strong-read-on-index", "pattern:AP2", ask_for_strong },
  { "key-not-unique", "table:products", spoil_key },
  { "source-unmapped", "source:order_items", drop_table },
  { "column-unmapped", "source:products.price", drop_attribute },
  { "attribute-unknown", "table:products", mistype_key },
  { "name-invalid", "table:p!", shorten_name },
  { "name-taken", "design:", take_name },
  { "unique-without-lookup", "table:users", drop_lookup },
  { "copy-incomplete", "table:products", copy_without_join },
  { "item-size", "table:products", do_nothing },
  { "index-unused", "index:products/products_by_category", drop_operation },
  { "scan", "pattern:AP3", do_nothing },
  { "key-provisional", "table:orders", do_nothing },
  { "few-partition-values", "index:orders/orders_by_status", do_nothing },
};

static void
test_case (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  TenonPattern *pattern;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get product by ID", "products", "products.id");
  pattern = sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get products by category", "products", "products.category_id");
  pattern->is_list = TRUE;
  pattern = sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get all categories", "categories", NULL);
  pattern->is_list = TRUE;
  tenon_schema_find_table (model->schema, "categories")->row_count = 40;
  if (g_strcmp0 (each->code, "few-partition-values") == 0)
    {
      pattern = sample_pattern (model, "AP4", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status");
      pattern->is_list = TRUE;
    }
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  before = tenon_rules_check (model, design);
  if (each->spoil != do_nothing)
    g_assert_cmpuint (sample_count (before, each->code, each->subject), ==, 0);
  each->spoil (model, design);
  after = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (after, each->code, each->subject), >=, 1);
}

static void
test_waiver (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) findings = NULL;
  TenonWaiver *waiver = g_object_new (TENON_TYPE_WAIVER, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Waive");

  waiver->column = g_strdup ("products.price");
  waiver->reason = g_strdup ("computed elsewhere");
  tenon_list_append_take (model->waivers, waiver);
  tenon_edit_commit (edit);
  drop_attribute (model, design);
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "column-unmapped", NULL), ==, 0);
}

static void
test_collations (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE people (id INT PRIMARY KEY, a VARCHAR(9) COLLATE utf8mb4_bin NOT NULL UNIQUE, b VARCHAR(9) COLLATE utf8mb4_general_ci NOT NULL UNIQUE, c VARCHAR(9) NOT NULL UNIQUE, d INT NOT NULL UNIQUE);");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

  g_assert_cmpuint (sample_count (findings, "unique-collation", "table:person_as"), ==, 0);
  g_assert_cmpuint (sample_count (findings, "unique-collation", "table:person_bs"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "unique-collation", "table:person_cs"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "unique-collation", "table:person_ds"), ==, 0);
}

static void
test_production_warnings (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) busy = NULL, calm = NULL;
  TenonPattern *list = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status");
  TenonPattern *write = sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order", "orders", NULL);

  list->is_list = TRUE;
  sample_rates (list, 10, 5);
  sample_rates (write, 6000, 500);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  busy = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (busy, "gsi-throttling-cascade", "index:orders/orders_by_status"), ==, 1);
  for (guint i = 0; i < busy->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (busy, i);

      if (g_strcmp0 (finding->code, "gsi-throttling-cascade") == 0)
        {
          g_assert_true (g_str_has_prefix (finding->message, "Warning: GSI throttling will affect the entire base table. Consider dedicated capacity or alternative design."));
          g_assert_nonnull (strstr (finding->message, "2,000"));
        }
    }
  sample_rates (write, 20, 5);
  calm = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (calm, "gsi-throttling-cascade", NULL), ==, 0);
  g_assert_cmpuint (sample_count (calm, "hot-partition-risk", NULL), ==, 0);
}

/* The number in front of @words in what is said of @subject by @code; %NULL: nothing is. */
static char *
find_number (GPtrArray  *findings,
             const char *code,
             const char *subject,
             const char *words)
{
  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);
      const char      *end = strstr (finding->message, words), *start = end;

      if (g_strcmp0 (finding->code, code) != 0 || g_strcmp0 (finding->subject, subject) != 0 || end == NULL)
        continue;
      while (start > finding->message && start[-1] != ' ')
        start--;
      return g_strndup (start, end - start);
    }
  return NULL;
}

/* Whatever warns of the busiest value of an index names one number; where nobody knows how many values there are, nothing does. */
static void
test_one_number (void)
{
  guint n_compared = 0, n_asked = 0;

  for (guint32 seed = 1; seed <= 120; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonDesign) design = NULL;
      g_autoptr (GPtrArray) findings = NULL, headrooms = NULL;

      for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
        sample_rates (tenon_list_get (model->patterns, i), 60000, 10);
      design = tenon_design_propose (model, seed % 3);
      findings = tenon_rules_check (model, design);
      headrooms = tenon_headroom_analyse (model, design);
      for (guint i = 0; i < headrooms->len; i++)
        {
          TenonHeadroom   *headroom = g_ptr_array_index (headrooms, i);
          g_autofree char *subject = headroom->index != NULL ? g_strdup_printf ("index:%s/%s", headroom->table, headroom->index) : g_strconcat ("table:", headroom->table, NULL);
          g_autofree char *throttled = find_number (findings, "gsi-throttling-cascade", subject, " go to one value");
          g_autofree char *hot = find_number (findings, "hot-partition-risk", subject, " write units a second on one value");

          if (headroom->distinct < 1)
            {
              g_assert_null (throttled);
              g_assert_null (hot);
              n_asked += sample_count (findings, "skew-unknown", subject);
            }
          if (throttled == NULL)
            continue;
          g_assert_cmpstr (throttled, ==, hot);
          n_compared++;
        }
    }
  g_assert_cmpuint (n_compared, >, 5);
  g_assert_cmpuint (n_asked, >, 5);
}

/* The finding of a rule on a subject; there is one. */
static const char *
get_message (GPtrArray  *findings,
             const char *code,
             const char *subject)
{
  const char *message = NULL;

  g_assert_cmpuint (sample_count (findings, code, subject), ==, 1);
  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->code, code) == 0 && g_strcmp0 (finding->subject, subject) == 0)
        message = finding->message;
    }
  return message;
}

/* An index that is provisioned by its own peak alone, where its table writes more. */
/* An answer holds for the number it was given for, and a quarter more. */
static void
test_outgrown (void)
{
  static const struct
  {
    double        peak;
    TenonSeverity severity;
    const char   *words;
  } steps[] = {
    { 6000, TENON_SEVERITY_NOTE, "Acknowledged at 2,000 by Ada: Acknowledged for the sale" },
    { 7400, TENON_SEVERITY_NOTE, "Acknowledged at 2,000 by Ada: Acknowledged for the sale" },
    { 7600, TENON_SEVERITY_WARNING, "Acknowledged at 2,000 by Ada, and it is more than a quarter above that now." },
    { 600000, TENON_SEVERITY_WARNING, "Acknowledged at 2,000 by Ada, and it is more than a quarter above that now." },
    { 4000, TENON_SEVERITY_NOTE, "Acknowledged at 2,000 by Ada" },
  };
  static const char subject[] = "index:orders/orders_by_status";
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  TenonPattern    *write = sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order", "orders", NULL);
  g_autofree char *basis = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status")->is_list = TRUE;
  sample_rates (write, 6000, 500);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  {
    g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

    for (guint i = 0; basis == NULL && i < findings->len; i++)
      if (g_strcmp0 (((TenonDiagnostic *)g_ptr_array_index (findings, i))->code, "gsi-throttling-cascade") == 0)
        basis = tenon_rule_dup_basis (g_ptr_array_index (findings, i));
  }
  g_assert_cmpstr (basis, ==, "2000");
  edit = tenon_model_begin (model, "Acknowledge");
  tenon_list_append_take (model->acknowledgements, g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", "gsi-throttling-cascade", "subject", subject, "reason", "Acknowledged for the sale", "by", "Ada", "basis", basis, NULL));
  tenon_edit_commit (edit);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GPtrArray) findings = NULL;
      guint n = 0;

      sample_rates (write, steps[i].peak, 500);
      findings = tenon_rules_check (model, design);
      for (guint j = 0; j < findings->len; j++)
        {
          TenonDiagnostic *finding = g_ptr_array_index (findings, j);

          if (g_strcmp0 (finding->code, "gsi-throttling-cascade") != 0)
            continue;
          n++;
          g_assert_cmpint (finding->severity, ==, steps[i].severity);
          g_assert_nonnull (strstr (finding->message, steps[i].words));
        }
      g_assert_cmpuint (n, ==, 1);
    }
}

static void
test_throttling_by_capacity (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) follows = NULL, alone = NULL;
  TenonPattern *list = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
  TenonPattern *note = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update order total by ID", "orders", "orders.id");

  list->is_list = TRUE;
  note->attributes = g_strsplit ("orders.id orders.total", " ", -1);
  sample_rates (list, 10, 5);
  sample_rates (note, 70, 10);
  sample_rows (model, "users", 100000);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_table_find_index (tenon_design_find_table (design, "orders"), "orders_by_user")->projection = TENON_PROJECTION_KEYS_ONLY;
  model->cost_settings->capacity_mode = TENON_CAPACITY_PROVISIONED;
  follows = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (follows, "gsi-throttling-cascade", NULL), ==, 0);
  model->cost_settings->index_follows_table = FALSE;
  alone = tenon_rules_check (model, design);
  g_assert_nonnull (strstr (get_message (alone, "gsi-throttling-cascade", "index:orders/orders_by_user"), "is given 1 write units for its own peak, and orders 100 for its"));
}

/* Gives orders a copy of their users' name. */
static void
copy_user_name (TenonDesign *design)
{
  TenonTable     *orders = tenon_design_find_table (design, "orders");
  TenonAttribute *copy = g_object_new (TENON_TYPE_ATTRIBUTE, "name", "user_name", "source-table", "users", "source-column", "username", "denormalized", TRUE, "justification", "read with each order", "join-local-column", "user_id", "join-source-column", "id", NULL);

  tenon_list_append_take (orders->attributes, copy);
}

static void
test_copies_warn (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) plain = tenon_rules_check (model, design), copied = NULL, keyed = NULL;
  TenonTable *orders = tenon_design_find_table (design, "orders");

  g_assert_cmpuint (sample_count (plain, "schema-evolution-trap", NULL), ==, 0);
  copy_user_name (design);
  copied = tenon_rules_check (model, design);
  g_assert_cmpstr (get_message (copied, "schema-evolution-trap", "table:orders"), ==,
                   "Warning: This denormalization will complicate future schema changes. Document migration strategy. orders copies 1 attribute: user_name (from users.username).");
  /* A composite key and a copy: neither alone. */
  g_assert_cmpuint (sample_count (copied, "debugging-complexity", "table:orders"), ==, orders->sort_key != NULL);
  tenon_str_set (&orders->sort_key, "created_at");
  keyed = tenon_rules_check (model, design);
  g_assert_true (g_str_has_prefix (get_message (keyed, "debugging-complexity", "table:orders"), "Warning: Composite keys and denormalized data will increase debugging difficulty. Ensure adequate logging/monitoring. orders is keyed by "));
}

static void
state_owner (TenonModel *model,
             const char *table,
             const char *owner)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_ENTITY, table, "owner");

  g_assert_true (tenon_facts_set (model, key, owner, "told", NULL, NULL, NULL));
  tenon_edit_commit (edit);
}

static void
test_boundary_of_owners (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) unknown = NULL, same = NULL, other = NULL;
  const char *message;

  copy_user_name (design);
  unknown = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (unknown, "entity-boundary-violation", NULL), ==, 0);
  state_owner (model, "orders", "Sales");
  state_owner (model, "users", "sales");
  same = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (same, "entity-boundary-violation", NULL), ==, 0);
  state_owner (model, "users", "Accounts");
  other = tenon_rules_check (model, design);
  message = get_message (other, "entity-boundary-violation", "table:orders");
  g_assert_true (g_str_has_prefix (message, "Warning: Mixing data from different services/teams. Consider operational ownership boundaries. orders takes 1 of its "));
  g_assert_true (g_str_has_suffix (message, "attributes (user_name) from users, which Accounts owns, while Sales owns orders."));
}

static void
test_hot_partition (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) hot = NULL, cold = NULL;
  TenonPattern *read = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get product by ID", "products", "products.id");

  sample_rates (read, 600000, 1000);
  sample_rows (model, "products", 10);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  hot = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (hot, "hot-partition-risk", "table:products"), ==, 1);
  sample_rows (model, "products", 100000);
  cold = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (cold, "hot-partition-risk", NULL), ==, 0);
}

/* References without a foreign key are asked about: by names and types, by the joins of the logs. */
static void
test_undeclared_references (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE customers (id INT NOT NULL, name VARCHAR(20), PRIMARY KEY (id));\n"
                                               "CREATE TABLE invoices (no INT NOT NULL, customer_id INT NOT NULL, payer INT NOT NULL, region_id INT NOT NULL, other_id VARCHAR(9), PRIMARY KEY (no));\n");
  TenonStatementLog *log = tenon_statement_log_new ();
  TenonStatement    *statement = g_object_new (TENON_TYPE_STATEMENT, "fingerprint", "f", "count", (gint64)40, NULL);
  TenonShapeJoin    *join = g_object_new (TENON_TYPE_SHAPE_JOIN, "left", "customers.id", "right", "invoices.payer", NULL);
  TenonShape        *shape = g_object_new (TENON_TYPE_SHAPE, "verb", "SELECT", NULL);
  g_autoptr (TenonDesign) design = tenon_design_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");
  g_autoptr (GPtrArray) findings = NULL;

  tenon_list_append_take (shape->joins, join);
  statement->shape = shape;
  tenon_list_append_take (log->statements, statement);
  tenon_list_append_take (model->logs, log);
  tenon_edit_commit (edit);
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "reference-undeclared", "source:invoices.customer_id"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "reference-undeclared", "source:invoices.payer"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "reference-undeclared", NULL), ==, 2);
}

/* A person may deviate from some rules, with a reason that is kept; from others nobody may. */
static void
test_deviation (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE log_lines (at DATETIME NOT NULL, line TEXT);\n");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);
  g_autoptr (GPtrArray) after = NULL;
  TenonAcknowledgement *answer = g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", "source-without-unique-key", "subject", "table:log_lines", "reason", "Lines are written once a second.", "by", "Ann", NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Deviate");

  tenon_list_append_take (model->acknowledgements, answer);
  tenon_edit_commit (edit);
  g_assert_cmpuint (tenon_diagnostics_count (before, TENON_SEVERITY_ERROR), ==, 1);
  after = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);
  g_assert_cmpuint (tenon_diagnostics_count (after, TENON_SEVERITY_ERROR), ==, 0);
  g_assert_cmpuint (sample_count (after, "source-without-unique-key", "table:log_lines"), ==, 1);
  g_assert_false (tenon_rules_find ("attribute-unknown")->may_deviate);
}

/* A generated number beside the primary key is a constraint like any other, and the rules and the engine agree. */
static void
test_generated_unique (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE profiles (uuid CHAR(36) CHARACTER SET ascii NOT NULL PRIMARY KEY, number INT NOT NULL AUTO_INCREMENT, name VARCHAR(40), UNIQUE KEY by_number (number));"
                                               "CREATE TABLE plain (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, UNIQUE KEY again (id));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL, without = NULL;
  TenonTable *lookup;
  guint       position;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get profile by number", "profiles", "profiles.number");
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get profile by uuid", "profiles", "profiles.uuid");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpuint (tenon_list_get_length (design->tables), ==, 3);
  lookup = tenon_design_find_table (design, "profile_numbers");
  g_assert_nonnull (lookup);
  g_assert_cmpstr (lookup->partition_key, ==, "number");
  g_assert_nonnull (sample_operation (design, "profile_numbers", "AP1", "GetItem"));
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "unique-without-lookup", NULL), ==, 0);
  g_assert_true (tenon_list_index_of (design->tables, lookup, &position));
  tenon_list_remove (design->tables, position);
  without = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (without, "unique-without-lookup", "table:profiles"), ==, 1);
}

/* No key holds more than 2,048 bytes, no sort key more than 1,024. */
static void
test_long_keys (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE b (id INT PRIMARY KEY, kbin VARBINARY(3000) NOT NULL, UNIQUE KEY ukb (kbin));"
                                               "CREATE TABLE c (id INT PRIMARY KEY, area INT NOT NULL, path VARCHAR(1500) CHARACTER SET ascii NOT NULL, UNIQUE KEY ukc (area, path));"
                                               "CREATE TABLE d (id INT PRIMARY KEY, one VARBINARY(1500) NOT NULL, two VARBINARY(1500) NOT NULL, UNIQUE KEY ukd (one, two));"
                                               "CREATE TABLE e (id INT PRIMARY KEY, title VARCHAR(600) CHARACTER SET utf8mb4 NOT NULL, UNIQUE KEY uke (title), token VARCHAR(500) CHARACTER SET utf8mb4 NOT NULL, UNIQUE KEY ukt (token));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  findings = tenon_rules_check (model, design);
  g_assert_null (tenon_design_find_table (design, "b_kbins"));
  g_assert_cmpuint (sample_count (findings, "unique-not-expressible", "source:b.ukb"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "unique-not-expressible", "source:c.ukc"), ==, 0);
  g_assert_cmpuint (sample_count (findings, "unique-not-expressible", "source:d.ukd"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "unique-without-lookup", NULL), ==, 0);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      g_assert_cmpstr (table->sort_key, !=, "path");
      g_assert_cmpstr (table->sort_key, !=, "one");
    }
  /* 600 characters of four bytes may be too many, 500 are not. */
  g_assert_cmpuint (sample_count (findings, "key-too-long", NULL), ==, 1);
}

/* The only one the table has. */
static void
set_index (TenonModel *model,
           TenonTable *table,
           const char *partition,
           const char *sort)
{
  TenonIndex *index = g_object_new (TENON_TYPE_INDEX, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Set Index");

  index->name = g_strdup ("by_hand");
  index->partition_key = g_strdup (partition);
  index->sort_key = g_strdup (sort);
  tenon_list_clear (table->indexes);
  tenon_list_append_take (table->indexes, index);
  tenon_edit_commit (edit);
}

/* Keys that people give are measured as any other: 2,048 bytes for a partition key, 1,024 for a sort key, of whatever type. */
static void
test_long_keys_by_hand (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE a (id INT PRIMARY KEY, short VARCHAR(250) CHARACTER SET utf8mb4 NOT NULL, fits VARBINARY(2048) NOT NULL, over VARBINARY(2049) NOT NULL, words TEXT NOT NULL, tiny TINYTEXT NOT NULL,"
                                               " joined VARCHAR(1100) CHARACTER SET ascii GENERATED ALWAYS AS (CONCAT(short, '#', tiny)) STORED);");
  static const struct
  {
    const char *partition, *sort;
    guint       n;
  } keys[] = { { "short", "tiny", 0 }, { "fits", "short", 0 }, { "over", NULL, 1 }, { "short", "fits", 1 }, { "words", NULL, 1 }, { "joined", NULL, 0 }, { "short", "joined", 1 }, { "words", "over", 2 } };

  {
    g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

    tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
    tenon_edit_commit (edit);
  }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      TenonTable      *table = tenon_design_find_table_of (model->design, "a");
      g_autofree char *subject = g_strconcat ("index:", table->name, "/by_hand", NULL);
      g_autoptr (GPtrArray) findings = NULL;

      set_index (model, table, keys[i].partition, keys[i].sort);
      findings = tenon_rules_check (model, model->design);
      g_assert_cmpuint (sample_count (findings, "key-too-long", subject), ==, keys[i].n);
    }
}

/* What a conversion takes is said once for each type, whatever the number of columns. */
static void
test_types_once (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE points (id INT PRIMARY KEY, x DOUBLE NOT NULL, y DOUBLE NOT NULL, z DOUBLE NOT NULL, at DATETIME NOT NULL, f FLOAT NOT NULL);");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  TenonDecision   *decision = tenon_list_find (design->decisions, "structure:points");
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (decision), 0);

  g_assert_nonnull (strstr (json, "x, y and z double become N (a number lies between 1E-130 and 9.99E+125"));
  g_assert_nonnull (strstr (json, "at datetime becomes S"));
  g_assert_true (strstr (json, "9.99E+125") == g_strrstr (json, "9.99E+125"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/table", test_table);
  g_test_add_func ("/rules/long-keys-by-hand", test_long_keys_by_hand);
  g_test_add_func ("/rules/types-once", test_types_once);
  g_test_add_func ("/rules/empty", test_empty);
  g_test_add_func ("/rules/rates", test_rates);
  g_test_add_func ("/rules/counterparts", test_counterparts);
  g_test_add_func ("/rules/duplicates", test_duplicates);
  g_test_add_func ("/rules/waiver", test_waiver);
  g_test_add_func ("/rules/collations", test_collations);
  g_test_add_func ("/rules/production-warnings", test_production_warnings);
  g_test_add_func ("/rules/throttling-by-capacity", test_throttling_by_capacity);
  g_test_add_func ("/rules/copies-warn", test_copies_warn);
  g_test_add_func ("/rules/boundary-of-owners", test_boundary_of_owners);
  g_test_add_func ("/rules/hot-partition", test_hot_partition);
  g_test_add_func ("/rules/one-number", test_one_number);
  g_test_add_func ("/rules/outgrown", test_outgrown);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/spoiled/%s-%u", cases[i].code, i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rules/undeclared-references", test_undeclared_references);
  g_test_add_func ("/rules/deviation", test_deviation);
  g_test_add_func ("/rules/generated-unique", test_generated_unique);
  g_test_add_func ("/rules/long-keys", test_long_keys);
  return g_test_run ();
}
