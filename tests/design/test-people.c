/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people decided stays as they decided it, whatever is proposed later. */

#include "design-generator.h"

#include "design/tenon-design-session.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <string.h>

/* Makes @design the model's own, as taking a proposal does. */
static void
take (TenonModel  *model,
      TenonDesign *design)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

  tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
  tenon_edit_commit (edit);
}

static void
propose_and_take (TenonModel *model)
{
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  take (model, design);
}

static TenonModel *
shop (void)
{
  TenonModel *model = sample_model (sample_shop);

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get order by ID", "orders", "orders.id");
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Query orders by user", "orders", "orders.user_id")->is_list = TRUE;
  sample_pattern (model, "AP3", TENON_OPERATION_WRITE, "Create order", "orders", NULL);
  sample_pattern (model, "AP4", TENON_OPERATION_READ, "Get user by username", "users", "users.username");
  sample_pattern (model, "AP5", TENON_OPERATION_READ, "Query products by category", "products", "products.category_id")->is_list = TRUE;
  propose_and_take (model);
  return model;
}

static TenonDecision *
decision_of (TenonDesign *design,
             const char  *id)
{
  return tenon_list_find (design->decisions, id);
}

static void
test_nothing_decided (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonDesign) first = tenon_design_propose (model, seed % 3);
      g_autoptr (TenonDesign) again = NULL;
      g_autofree char *a = tenon_record_to_json (TENON_RECORD (first), 2);
      g_autofree char *b = NULL;

      take (model, first);
      again = tenon_design_propose (model, seed % 3);
      b = tenon_record_to_json (TENON_RECORD (again), 2);
      g_assert_cmpstr (a, ==, b);
    }
}

/* A key that a person changed stays in every proposal, and other patterns are served around it. */
static void
test_key (void)
{
  g_autoptr (TenonModel) model = shop ();
  TenonTable *orders = tenon_design_find_table (model->design, "orders");

  g_assert_cmpstr (orders->partition_key, ==, "order_id");
  tenon_model_set (model, "Key", orders, "partition-key", "user_id", "sort-key", "order_id", "partition-key-reason", "Orders are read by user.", NULL);
  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
      g_autofree char *keys = sample_keys (design, "orders");
      TenonTable      *table = tenon_design_find_table (design, "orders");

      g_assert_cmpstr (keys, ==, "user_id + order_id");
      g_assert_cmpstr (table->partition_key_reason, ==, "Orders are read by user.");
      g_assert_true (decision_of (design, "structure:orders")->by_person);
      g_assert_false (decision_of (design, "structure:users")->by_person);
      g_assert_nonnull (sample_operation (design, "orders", "AP2", "Query"));
      g_assert_null (sample_operation (design, "orders", "AP2", "Query")->index);
      g_assert_true (tenon_design_serves (design, "AP1"));
      g_assert_nonnull (sample_operation (design, "orders", "AP1", "Query"));
    }
}

/* Fitting the requests says in the decision what a person chose, the second time too. */
static void
test_key_twice (void)
{
  g_autoptr (TenonModel) model = shop ();
  static const char *const keys[] = { "user_id", "placed_at" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (TenonDesign) fitted = NULL;
      g_autofree char *approach = g_strdup_printf ("A table of its own, partition key %s, sort key order_id", keys[i]);

      tenon_model_set (model, "Key", tenon_design_find_table (model->design, "orders"), "partition-key", keys[i], "sort-key", "order_id", NULL);
      fitted = tenon_design_refit (model, model->design);
      g_assert_true (decision_of (fitted, "structure:orders")->by_person);
      g_assert_cmpstr (decision_of (fitted, "structure:orders")->chosen_approach, ==, approach);
      take (model, fitted);
    }
}

static void
remove_index (TenonModel *model,
              const char *table,
              const char *index)
{
  TenonTable *found = tenon_design_find_table (model->design, table);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Remove Index");

  g_assert_true (tenon_list_remove_record (found->indexes, tenon_table_find_index (found, index)));
  tenon_edit_commit (edit);
}

/* An index that a person took out does not come back; the pattern it was for is named. */
static void
test_index_taken_out (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesign) design = NULL, fitted = NULL, again = NULL;
  TenonUnserved *unserved;

  g_assert_nonnull (tenon_table_find_index (tenon_design_find_table (model->design, "orders"), "orders_by_user"));
  remove_index (model, "orders", "orders_by_user");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (tenon_table_find_index (tenon_design_find_table (design, "orders"), "orders_by_user"));
  unserved = tenon_design_find_unserved (design, "AP2");
  g_assert_nonnull (unserved);
  g_assert_nonnull (strstr (unserved->reason, "taken out by a person"));
  g_assert_nonnull (decision_of (design, "index:orders/orders_by_user"));
  /* Fitting the requests says so in the decision, and it holds from then on. */
  fitted = tenon_design_refit (model, model->design);
  g_assert_true (decision_of (fitted, "index:orders/orders_by_user")->by_person);
  take (model, fitted);
  again = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (tenon_table_find_index (tenon_design_find_table (again, "orders"), "orders_by_user"));
  g_assert_true (decision_of (again, "index:orders/orders_by_user")->by_person);
}

/* A projection that a person narrowed stays; what it lacks is fetched, told in the decision and found by the rule, with
 * what that costs. */
static void
test_projection_narrowed (void)
{
  g_autoptr (TenonModel) model = shop ();
  static const char *const projected[] = { "total", NULL };
  TenonIndex              *index = tenon_table_find_index (tenon_design_find_table (model->design, "orders"), "orders_by_user");
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (TenonDesign) fitted = NULL, design = NULL;
  TenonOperation  *query, *fetch;
  TenonDiagnostic *finding = NULL;

  sample_rates (tenon_model_find_pattern (model, "AP2"), 20, 10);
  tenon_model_set (model, "Projection", index, "projection", TENON_PROJECTION_INCLUDE, "projected", projected, NULL);
  before = tenon_rules_check (model, model->design);
  g_assert_cmpuint (sample_count (before, "projection-incomplete", "index:orders/orders_by_user"), ==, 1);
  for (guint i = 0; i < before->len; i++)
    if (strcmp (((TenonDiagnostic *)g_ptr_array_index (before, i))->code, "projection-incomplete") == 0)
      finding = g_ptr_array_index (before, i);
  g_assert_nonnull (strstr (finding->message, "AP2 reads status by the index orders_by_user, which does not carry it: no request fetches the items"));
  g_assert_nonnull (strstr (finding->message, "5 a second at its average rate"));
  g_assert_nonnull (strstr (finding->remedy, "an entry grows from"));
  fitted = tenon_design_refit (model, model->design);
  g_assert_nonnull (sample_operation (fitted, "orders", "AP2", "BatchGetItem"));
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  index = tenon_table_find_index (tenon_design_find_table (design, "orders"), "orders_by_user");
  g_assert_cmpint (index->projection, ==, TENON_PROJECTION_INCLUDE);
  g_assert_cmpstr (index->projected[0], ==, "total");
  g_assert_cmpstr (index->projection_reason, ==, "INCLUDE: chosen by a person.");
  query = sample_operation (design, "orders", "AP2", "Query");
  g_assert_cmpstr (query->index, ==, "orders_by_user");
  fetch = sample_operation (design, "orders", "AP2", "BatchGetItem");
  g_assert_cmpint (fetch->step, >, query->step);
  g_assert_nonnull (strstr (fetch->notes, "orders_by_user is pinned and does not carry status"));
  g_assert_true (decision_of (design, "index:orders/orders_by_user")->by_person);
  after = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (after, "projection-incomplete", "index:orders/orders_by_user"), ==, 1);
}

/* An index that a person added stays, and serves what it can. */
static void
test_index_added (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *products = tenon_design_find_table (model->design, "products");
  TenonIndex *index = g_object_new (TENON_TYPE_INDEX, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Add Index");

  index->name = g_strdup ("shelf");
  index->partition_key = g_strdup ("category_id");
  index->sort_key = g_strdup ("price");
  tenon_list_clear (products->indexes);
  tenon_list_append_take (products->indexes, index);
  tenon_edit_commit (edit);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  products = tenon_design_find_table (design, "products");
  g_assert_nonnull (tenon_table_find_index (products, "shelf"));
  g_assert_cmpuint (tenon_list_get_length (products->indexes), ==, 1);
  g_assert_cmpstr (sample_operation (design, "products", "AP5", "Query")->index, ==, "shelf");
  g_assert_true (decision_of (design, "index:products/shelf")->by_person);
}

/* Names, a table of people's own with its requests, and words of a decision. */
static void
test_names_and_tables (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesign) design = NULL;
  TenonTable     *users = tenon_design_find_table (model->design, "users");
  TenonTable     *summary = tenon_table_new ("order_summaries");
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Edit");

  g_object_set (users, "name", "accounts", NULL);
  g_object_set (decision_of (model->design, "structure:products"), "justification", "We looked at it together.", "by-person", TRUE, NULL);
  attribute->name = g_strdup ("user_id");
  attribute->source_table = g_strdup ("orders");
  attribute->source_column = g_strdup ("user_id");
  tenon_list_append_take (summary->attributes, attribute);
  summary->partition_key = g_strdup ("user_id");
  summary->source_table = g_strdup ("orders");
  operation->pattern_id = g_strdup ("AP2");
  operation->operation = g_strdup ("GetItem");
  operation->key_condition = g_strdup ("user_id = :user_id");
  operation->step = 1;
  tenon_list_append_take (summary->operations, operation);
  tenon_list_append_take (model->design->tables, summary);
  tenon_list_clear (tenon_design_find_table (model->design, "orders")->operations);
  tenon_edit_commit (edit);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (tenon_design_find_table (design, "accounts"));
  g_assert_null (tenon_design_find_table (design, "users"));
  g_assert_nonnull (sample_operation (design, "accounts", "AP4", "GetItem"));
  g_assert_cmpstr (decision_of (design, "structure:products")->justification, ==, "We looked at it together.");
  g_assert_nonnull (sample_operation (design, "order_summaries", "AP2", "GetItem"));
  g_assert_null (sample_operation (design, "orders", "AP2", "Query"));
  g_assert_true (tenon_design_serves (design, "AP1"));
}

/* A column that is not migrated becomes no attribute and stands in no key, index or lookup table. */
static void
test_waived (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  TenonWaiver *waiver = g_object_new (TENON_TYPE_WAIVER, "column", "users.email", "reason", "kept elsewhere", NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Waive");

  tenon_list_append_take (model->waivers, waiver);
  tenon_edit_commit (edit);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (tenon_table_find_attribute (tenon_design_find_table (design, "users"), "email"));
  g_assert_null (tenon_design_find_table (design, "user_emails"));
  g_assert_nonnull (tenon_table_find_attribute (tenon_design_find_table (design, "users"), "username"));
  findings = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);
  g_assert_cmpuint (sample_count (findings, "column-unmapped", NULL), ==, 0);
  g_assert_cmpuint (sample_count (findings, "unique-without-lookup", NULL), ==, 0);
}

/* What a session follows in parts keeps what people decided, too. */
static void
test_session (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesignSession) session = NULL;
  g_autoptr (TenonDesign) design = NULL;
  g_autofree char *a = NULL, *b = NULL;
  const char      *subjects[] = { "pattern:AP2", NULL };

  tenon_model_set (model, "Key", tenon_design_find_table (model->design, "orders"), "partition-key", "user_id", "sort-key", "order_id", NULL);
  remove_index (model, "products", "products_by_category");
  session = tenon_design_session_new (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_model_set (model, "Order", tenon_list_get (model->patterns, 1), "range", "orders.placed_at", NULL);
  g_assert_true (tenon_design_session_update (session, subjects));
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  a = tenon_record_to_json (TENON_RECORD (design), 2);
  b = tenon_record_to_json (TENON_RECORD (tenon_design_session_get_design (session)), 2);
  g_assert_cmpstr (a, ==, b);
}

static guint
count (GPtrArray            *differences,
       TenonDifferenceKind   kind,
       TenonDifferenceChange change,
       const char           *table)
{
  guint n = 0;

  for (guint i = 0; i < differences->len; i++)
    {
      TenonDifference *difference = g_ptr_array_index (differences, i);

      n += difference->kind == kind && difference->change == change && g_strcmp0 (difference->table, table) == 0;
    }
  return n;
}

/* A proposal says what it would change, each thing with its table. */
static void
test_differences (void)
{
  g_autoptr (TenonModel) model = shop ();
  g_autoptr (TenonDesign) same = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) empty = tenon_design_new ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) none = tenon_design_compare (model->design, same);
  g_autoptr (GPtrArray) all = tenon_design_compare (empty, same);
  g_autoptr (GPtrArray) differences = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (count (all, TENON_DIFFERENCE_TABLE, TENON_DIFFERENCE_ADDED, "orders"), ==, 1);
  /* The lookup tables come with their table. */
  g_assert_cmpuint (count (all, TENON_DIFFERENCE_TABLE, TENON_DIFFERENCE_ADDED, "users"), ==, 3);
  tenon_model_set (model, "Category", tenon_list_get (model->patterns, 4), "equality", (char *[]){ (char *)"products.seller_id", NULL }, NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  differences = tenon_design_compare (model->design, design);
  g_assert_cmpuint (count (differences, TENON_DIFFERENCE_INDEX, TENON_DIFFERENCE_ADDED, "products"), ==, 1);
  g_assert_cmpuint (count (differences, TENON_DIFFERENCE_INDEX, TENON_DIFFERENCE_REMOVED, "products"), ==, 1);
  g_assert_cmpuint (count (differences, TENON_DIFFERENCE_REQUEST, TENON_DIFFERENCE_CHANGED, "products"), ==, 1);
  g_assert_cmpuint (count (differences, TENON_DIFFERENCE_KEY, TENON_DIFFERENCE_CHANGED, "products"), ==, 0);
  for (guint i = 0; i < differences->len; i++)
    g_assert_cmpstr (((TenonDifference *)g_ptr_array_index (differences, i))->table, ==, "products");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/nothing-decided", test_nothing_decided);
  g_test_add_func ("/people/key", test_key);
  g_test_add_func ("/people/key-twice", test_key_twice);
  g_test_add_func ("/people/index-taken-out", test_index_taken_out);
  g_test_add_func ("/people/projection-narrowed", test_projection_narrowed);
  g_test_add_func ("/people/index-added", test_index_added);
  g_test_add_func ("/people/names-and-tables", test_names_and_tables);
  g_test_add_func ("/people/waived", test_waived);
  g_test_add_func ("/people/session", test_session);
  g_test_add_func ("/people/differences", test_differences);
  return g_test_run ();
}
