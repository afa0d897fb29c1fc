/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The factors of a denormalisation rest on what rows and logs show: which columns are read along, how many copies a change has
 * to reach, how uneven the reads are. */

#include "design-sample.h"
#include "design/tenon-plan.h"
#include "design/tenon-proposal.h"
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/denormalisation/unknown", test_unknown);
  g_test_add_func ("/design/denormalisation/logs", test_logs);
  g_test_add_func ("/design/denormalisation/rows", test_rows);
  g_test_add_func ("/design/denormalisation/stated", test_stated);
  g_test_add_func ("/design/denormalisation/all-columns", test_all_columns);
  return g_test_run ();
}
