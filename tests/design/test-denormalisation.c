/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The factors of a denormalisation rest on what rows and logs show: which columns are read along, how many copies a change has
 * to reach, how uneven the reads are. */

#include "design-sample.h"
#include "design/tenon-design-session.h"
#include "design/tenon-plan.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "model/tenon-facts.h"
#include "mysql/tenon-query-log.h"

#include <string.h>

static const char ddl[] = "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(99) NOT NULL, email VARCHAR(99) NOT NULL, bio TEXT);"
                          "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, status VARCHAR(9), FOREIGN KEY (user_id) REFERENCES users (id));";

static TenonModel *
make_model (void)
{
  TenonModel   *model = sample_model (ddl);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get order by ID with its user", "orders users", "orders.id");

  pattern->joins = g_strsplit ("users", " ", -1);
  sample_rates (pattern, 100, 50);
  return model;
}

/* Of a hundred reads of orders ninety read the user's name too, ten of them his address; of each ten queries of a user's orders
 * four are of user 7. */
static void
add_log (TenonModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonStatementLog) log = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");

  for (guint i = 0; i < 200; i++)
    {
      guint user = i % 10 < 4 ? 7 : 100 + i;

      if (i % 10 == 9)
        g_string_append_printf (text, "2024-03-01T10:00:%02uZ\t 8 Query\tSELECT * FROM orders WHERE user_id = %u\n", i % 60, user);
      else
        g_string_append_printf (text, "2024-03-01T10:00:%02uZ\t 8 Query\tSELECT o.id, o.status, u.name%s FROM orders o JOIN users u ON u.id = o.user_id WHERE o.user_id = %u\n", i % 60, i % 10 == 8 ? ", u.email" : "", user);
    }
  source = tenon_source_new_text ("query.log", text->str);
  log = tenon_query_log_read (source, model->schema, NULL);
  tenon_list_append (model->logs, log);
  tenon_edit_commit (edit);
}

static void
see_rows (TenonModel *model,
          const char *column,
          double      average,
          gint64      maximum,
          double      bytes)
{
  g_autofree char *name = g_strdup (column);

  *strchr (name, '.') = '\0';
  tenon_list_append_take (model->schema->row_statistics, g_object_new (TENON_TYPE_ROW_STATISTICS, "name", column, "table", name, "rows", (gint64)1000, "distinct-values", 1000 / average, "average-rows", average, "maximum-rows", maximum, "maximum-rows-most", maximum, "mean-bytes", bytes, "file", "dump.sql", NULL));
}

static TenonFactor *
find_factor (TenonDesign *design,
             const char  *name)
{
  TenonDecision *decision = tenon_list_find (design->decisions, "denormalize:orders/users");

  g_assert_nonnull (decision);
  g_assert_cmpuint (tenon_list_get_length (decision->factors), ==, 7);
  return tenon_list_find (decision->factors, name);
}

#define FACTOR(name, expected_finding, expected_evidence)           \
  G_STMT_START                                                      \
  {                                                                 \
    TenonFactor *factor_found = find_factor (design, name);         \
    if (strstr (factor_found->finding, expected_finding) == NULL)   \
      g_error ("%s: “%s”", name, factor_found->finding);            \
    if (strstr (factor_found->evidence, expected_evidence) == NULL) \
      g_error ("%s: “%s”", name, factor_found->evidence);           \
  }                                                                 \
  G_STMT_END

static void
test_unknown (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  FACTOR ("item_size_trajectory", "which is not known", "no pattern names the columns");
  FACTOR ("access_pattern_coupling", "100 %", "no log measured it");
  FACTOR ("write_amplification", "how many is not known", "no UPDATE among the patterns");
  FACTOR ("hot_partition_risk", "popular item", "no skew is known");
}

static void
test_logs (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = NULL;

  add_log (model);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  /* What the logs read of users is what a copy would hold. */
  FACTOR ("item_size_trajectory", "would grow by 1", "assumed sizes by column type");
  FACTOR ("access_pattern_coupling", "90 % of the reads need both", "OBSERVED: 180 of 200 SELECTs of orders in the logs read users too, of it name (180 times), email (20 times)");
  FACTOR ("hot_partition_risk", "44 % of the requests that name an item of users name one, 7", "180 values of orders.user_id");
}

static void
test_rows (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update user name by ID", "users", "users.id");

  pattern->attributes = g_strsplit ("users.name", " ", -1);
  tenon_model_find_pattern (model, "AP1")->attributes = g_strsplit ("orders.status users.name", " ", -1);
  see_rows (model, "orders.user_id", 12.5, 250, 4);
  see_rows (model, "users.name", 1, 1, 17.2);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  FACTOR ("item_size_trajectory", "would grow by 18 bytes", "OBSERVED: mean of the values in the rows");
  FACTOR ("write_amplification", "a change in AP2 would have to be written to every item that copies it (12.5 on average and 250 at most)", "OBSERVED: 1,000 rows in dump.sql, exact");
  FACTOR ("hot_partition_risk", "25 % of the rows of orders refer to one item of users", "OBSERVED: 1,000 rows in dump.sql, exact");
}

static void
test_stated (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Relate");

  tenon_list_append_take (model->relationships, g_object_new (TENON_TYPE_RELATIONSHIP, "child", "orders.user_id", "parent", "users.id", "maximum-children", 250.0, "evidence", "the sales team", NULL));
  tenon_edit_commit (edit);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  FACTOR ("write_amplification", "(250 at most)", "STATED: the sales team");
}

/* A statement that reads all columns chooses none. */
static void
test_all_columns (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonSource) source = tenon_source_new_text ("query.log", "2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = 5\n");
  g_autoptr (TenonStatementLog) log = tenon_query_log_read (source, model->schema, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");

  tenon_list_append (model->logs, log);
  tenon_edit_commit (edit);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  FACTOR ("item_size_trajectory", "which is not known", "the logs read all of them");
  FACTOR ("access_pattern_coupling", "100 %", "bio (1 time), email (1 time), name (1 time)");
}

/* Orders that copy the user's name: by which requests each pattern is served then. */
static TenonModel *
make_copying_model (void)
{
  TenonModel   *model = make_model ();
  TenonPattern *pattern = tenon_model_find_pattern (model, "AP1");
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Relate");

  pattern->attributes = g_strsplit ("orders.status users.id users.name", " ", -1);
  tenon_list_append_take (model->relationships, g_object_new (TENON_TYPE_RELATIONSHIP, "child", "orders.user_id", "parent", "users.id", "average-children", 12.0, "bounded", TENON_ANSWER_YES, "evidence", "the sales team", NULL));
  tenon_edit_commit (edit);
  pattern = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update user name by ID", "users", "users.id");
  pattern->attributes = g_strsplit ("users.name", " ", -1);
  sample_rates (pattern, 4, 2);
  pattern = sample_pattern (model, "AP3", TENON_OPERATION_UPDATE, "Update user bio by ID", "users", "users.id");
  pattern->attributes = g_strsplit ("users.bio", " ", -1);
  sample_rates (pattern, 4, 2);
  sample_rates (sample_pattern (model, "AP4", TENON_OPERATION_WRITE, "Create order", "orders", NULL), 4, 2);
  pattern = sample_pattern (model, "AP5", TENON_OPERATION_READ, "Get orders by user_id", "orders", "orders.user_id");
  pattern->is_list = TRUE;
  sample_rates (pattern, 4, 2);
  return model;
}

static guint
count_requests (TenonDesign *design,
                const char  *pattern_id)
{
  guint n = 0;

  for (guint t = 0; t < tenon_list_get_length (design->tables); t++)
    {
      TenonTable *table = tenon_list_get (design->tables, t);

      for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
        n += g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id, pattern_id) == 0;
    }
  return n;
}

static void
test_copied (void)
{
  g_autoptr (TenonModel) model = make_copying_model ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  g_autoptr (TenonDesign) separate = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) findings = NULL;
  TenonOperation *find, *update, *put, *read;

  g_assert_nonnull (tenon_table_find_attribute (tenon_design_find_table (design, "orders"), "user_name"));
  /* The copy spares the second request, and nobody is told that there were one. */
  g_assert_cmpuint (count_requests (separate, "AP1"), ==, 2);
  g_assert_cmpuint (count_requests (design, "AP1"), ==, 1);
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "read-joined", NULL), ==, 0);
  /* What changes the original finds the copies and writes each. */
  find = sample_operation (design, "orders", "AP2", "Query");
  update = sample_operation (design, "orders", "AP2", "UpdateItem");
  g_assert_nonnull (find);
  g_assert_nonnull (update);
  g_assert_cmpstr (find->index, ==, "orders_by_user");
  g_assert_cmpstr (find->key_condition, ==, "user_id = :user_id");
  g_assert_cmpfloat (find->items, ==, 12);
  g_assert_cmpfloat (update->items, ==, 12);
  g_assert_cmpint (find->step, ==, 2);
  g_assert_cmpint (update->step, ==, 3);
  g_assert_nonnull (strstr (update->notes, "SET user_name = :user_name"));
  g_assert_cmpuint (count_requests (design, "AP3"), ==, 1);
  /* Fitting the requests anew to the same tables changes none of them. */
  {
    g_autoptr (TenonDesign) again = tenon_design_refit_table (model, design, "orders");

    g_assert_cmpuint (count_requests (again, "AP1"), ==, 1);
    g_assert_cmpuint (count_requests (again, "AP2"), ==, 3);
    g_assert_cmpuint (count_requests (again, "AP4"), ==, 2);
  }
  /* A new item reads what it copies. */
  put = sample_operation (design, "orders", "AP4", "PutItem");
  read = sample_operation (design, "users", "AP4", "GetItem");
  g_assert_nonnull (read);
  g_assert_cmpint (read->step, ==, 1);
  g_assert_cmpint (put->step, ==, 2);
  g_assert_cmpuint (count_requests (design, "AP4"), ==, 2);
  g_assert_cmpuint (count_requests (separate, "AP4"), ==, 1);
}

/* Where nobody knows how many copies there are, one is counted and the requests say so; where nothing finds them, or the read
 * is strongly consistent, nothing is copied. */
static void
test_copied_or_not (void)
{
  g_autoptr (TenonModel) model = make_copying_model ();
  g_autoptr (TenonDesign) unknown = NULL, strong = NULL, lost = NULL;
  TenonRelationship *relationship = tenon_list_get (model->relationships, 0);
  TenonDecision     *decision;

  relationship->average_children = 0;
  unknown = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  g_assert_cmpfloat (sample_operation (unknown, "orders", "AP2", "UpdateItem")->items, ==, 0);
  g_assert_nonnull (strstr (sample_operation (unknown, "orders", "AP2", "UpdateItem")->notes, "how many copies there are is not known"));
  tenon_model_find_pattern (model, "AP1")->consistency_requirements = TENON_CONSISTENCY_STRONG;
  strong = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  g_assert_null (tenon_table_find_attribute (tenon_design_find_table (strong, "orders"), "user_name"));
  g_assert_cmpuint (count_requests (strong, "AP1"), ==, 2);
  tenon_model_find_pattern (model, "AP1")->consistency_requirements = TENON_CONSISTENCY_EVENTUAL;
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Remove");

    tenon_list_remove (model->patterns, 4);
    tenon_edit_commit (edit);
  }
  lost = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  decision = tenon_list_find (lost->decisions, "denormalize:orders/users");
  g_assert_null (tenon_table_find_attribute (tenon_design_find_table (lost, "orders"), "user_name"));
  g_assert_nonnull (strstr (decision->justification, "no key and no index finds the copies"));
}

/* A person's copies stay where no pattern asks by their reference any more: the index that finds them is made for the change. */
static void
test_pinned_copies (void)
{
  g_autoptr (TenonModel) model = make_copying_model ();
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  g_autoptr (TenonDesign) again = NULL;
  TenonOperation *find;

  ((TenonDecision *)tenon_list_find (design->decisions, "denormalize:orders/users"))->by_person = TRUE;
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

    tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
    tenon_list_remove (model->patterns, 4);
    tenon_edit_commit (edit);
  }
  again = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (tenon_table_find_attribute (tenon_design_find_table (again, "orders"), "user_name"));
  g_assert_null (sample_operation (again, "orders", "AP2", "Scan"));
  find = sample_operation (again, "orders", "AP2", "Query");
  g_assert_cmpstr (find->index, ==, "orders_by_user");
  g_assert_cmpfloat (sample_operation (again, "orders", "AP2", "UpdateItem")->items, ==, 12);
}

/* Every edit of a pattern leaves what proposing anew gives. */
static void
test_copied_updates (void)
{
  static const char *const attributes[] = { "users.bio", "users.name", "users.name users.bio", "users.email" };
  g_autoptr (TenonModel) model = make_copying_model ();
  g_autoptr (TenonDesignSession) session = tenon_design_session_new (model, TENON_STRATEGY_READ_OPTIMISED);

  for (guint i = 0; i < 3 * G_N_ELEMENTS (attributes); i++)
    {
      static const char *const ids[] = { "AP1", "AP2", "AP3" };
      const char              *id = ids[i % 3];
      g_autofree char         *subject = g_strconcat ("pattern:", id, NULL);
      const char              *subjects[] = { subject, NULL };
      g_auto (GStrv) columns = g_strsplit (attributes[i % G_N_ELEMENTS (attributes)], " ", -1);
      g_autoptr (TenonDesign) anew = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *one = NULL, *two = NULL;

      tenon_model_set (model, "Edit", tenon_model_find_pattern (model, id), "attributes", columns, NULL);
      g_assert_true (tenon_design_session_update (session, subjects));
      anew = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
      one = tenon_record_to_json (TENON_RECORD (tenon_design_session_get_design (session)), 2);
      two = tenon_record_to_json (TENON_RECORD (anew), 2);
      g_assert_cmpstr (one, ==, two);
      findings = tenon_rules_check (model, anew);
      g_assert_cmpuint (sample_count (tenon_design_session_get_findings (session), "read-joined", NULL), ==, sample_count (findings, "read-joined", NULL));
    }
}

static void
state_owner (TenonModel *model,
             const char *key,
             const char *owner)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Owner");

  g_assert_true (tenon_facts_set (model, key, owner, "told", NULL, NULL, NULL));
  tenon_edit_commit (edit);
}

/* Owners that are stated keep tables apart; the same owner does not. */
static void
test_owners (void)
{
  g_autoptr (TenonModel) model = make_copying_model ();
  g_autoptr (TenonDesign) same = NULL, apart = NULL;
  TenonDecision *decision;

  state_owner (model, "source:orders/owner", "Sales");
  state_owner (model, "source:users/owner", "sales");
  same = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  g_assert_nonnull (tenon_table_find_attribute (tenon_design_find_table (same, "orders"), "user_name"));
  state_owner (model, "source:users/owner", "Accounts");
  apart = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  decision = tenon_list_find (apart->decisions, "denormalize:orders/users");
  g_assert_null (tenon_table_find_attribute (tenon_design_find_table (apart, "orders"), "user_name"));
  g_assert_cmpstr (decision->chosen_approach, ==, "SEPARATE_TABLES");
  g_assert_nonnull (strstr (decision->justification, "Accounts owns users"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/denormalisation/pinned-copies", test_pinned_copies);
  g_test_add_func ("/design/denormalisation/unknown", test_unknown);
  g_test_add_func ("/design/denormalisation/logs", test_logs);
  g_test_add_func ("/design/denormalisation/rows", test_rows);
  g_test_add_func ("/design/denormalisation/stated", test_stated);
  g_test_add_func ("/design/denormalisation/all-columns", test_all_columns);
  g_test_add_func ("/design/denormalisation/copied", test_copied);
  g_test_add_func ("/design/denormalisation/copied-or-not", test_copied_or_not);
  g_test_add_func ("/design/denormalisation/copied-updates", test_copied_updates);
  g_test_add_func ("/design/denormalisation/owners", test_owners);
  return g_test_run ();
}
