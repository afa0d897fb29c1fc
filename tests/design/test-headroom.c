/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hot keys by the requests of logs: which value takes how much of what a partition takes, and where that was seen. */

#include "design-sample.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-plan.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "mysql/tenon-query-log.h"

#include <string.h>

static const char ddl[] = "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(99) NOT NULL UNIQUE);"
                          "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, status VARCHAR(9), FOREIGN KEY (user_id) REFERENCES users (id));";
static const char reading[] = "select * from orders where user_id = ?";
static const char creating[] = "insert into orders (user_id, status) values(?+)";

static void
bind (TenonPattern *pattern,
      const char   *fingerprint)
{
  pattern->statements = g_strsplit (fingerprint, "\n", -1);
}

/* AP1 reads the orders of a user, AP2 creates one. */
static TenonModel *
make_model (double reads,
            double writes)
{
  TenonModel   *model = sample_model (ddl);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");

  pattern->is_list = TRUE;
  pattern->items_returned = 1;
  sample_rates (pattern, reads, reads / 2);
  bind (pattern, reading);
  pattern = sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order", "orders", NULL);
  sample_rates (pattern, writes, writes / 2);
  bind (pattern, creating);
  return model;
}

/* Of each ten reads so many are of user 7, and of each ten new orders so many are his; all others go round. */
static void
add_log (TenonModel *model,
         guint       n_reads,
         guint       reads_of_7,
         guint       n_writes,
         guint       writes_of_7)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonStatementLog) log = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");

  for (guint i = 0; i < n_reads; i++)
    g_string_append_printf (text, "2024-03-01T10:%02u:%02uZ\t 8 Query\tSELECT * FROM orders WHERE user_id = %u\n", i / 60 % 60, i % 60, i % 10 < reads_of_7 ? 7 : 1000 + i);
  for (guint i = 0; i < n_writes; i++)
    g_string_append_printf (text, "2024-03-01T11:%02u:%02uZ\t 8 Query\tINSERT INTO orders (user_id, status) VALUES (%u, 'new')\n", i / 60 % 60, i % 60, i % 10 < writes_of_7 ? 7 : 1000 + i);
  source = tenon_source_new_text ("query.log", text->str);
  log = tenon_query_log_read (source, model->schema, NULL);
  tenon_list_append (model->logs, log);
  tenon_edit_commit (edit);
}

static TenonHeadroom *
find_by_user (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (list, i);

      if (g_strcmp0 (headroom->table, "orders") == 0 && g_strcmp0 (headroom->key, "user_id") == 0)
        return headroom;
    }
  return NULL;
}

static GPtrArray *
analyse (TenonModel   *model,
         TenonDesign **design)
{
  *design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  tenon_design_find_table (*design, "orders")->item_size = 300;
  return tenon_headroom_analyse (model, *design);
}

/* The requests tell which value it is, how much it takes, and where that was seen. */
static void
test_requests (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  add_log (model, 1000, 4, 500, 2);
  list = analyse (model, &design);
  headroom = find_by_user (list);
  g_assert_true (headroom->is_asked);
  g_assert_true (g_str_has_prefix (headroom->value, "7, asked for most of "));
  /* A query of one entry is half a unit. */
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 1000 * 0.5 * 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 500 * 0.2, 1e-9);
  g_assert_cmpstr (headroom->pattern_id, ==, "AP2");
  g_assert_nonnull (strstr (headroom->evidence, "OBSERVED: AP2 asks for 500 values of orders.user_id"));
  g_assert_nonnull (strstr (headroom->evidence, "7 came 100 times (20 %)"));
  g_assert_nonnull (strstr (headroom->evidence, "query.log, lines 1,001–1,500, 4,099 s"));
  g_assert_nonnull (strstr (headroom->basis, headroom->evidence));
}

/* What the requests ask for most breaks a partition that the number of values would spare. */
static void
test_warns (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 3000);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL, even = NULL, skewed = NULL;
  TenonHeadroom *headroom;

  sample_rows (model, "users", 100000);
  list = analyse (model, &design);
  even = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (even, "hot-partition-risk", "index:orders/orders_by_user"), ==, 0);
  add_log (model, 1000, 4, 500, 5);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = tenon_headroom_analyse (model, design);
  headroom = find_by_user (list);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 1500, 1e-9);
  g_assert_true (tenon_headroom_find_first (list) == headroom);
  g_assert_cmpuint (headroom->shards, ==, 2);
  skewed = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (skewed, "hot-partition-risk", "index:orders/orders_by_user"), ==, 1);
  g_assert_cmpuint (sample_count (skewed, "gsi-throttling-cascade", "index:orders/orders_by_user"), ==, 1);
}

/* A pattern that no log shows goes where the rows are. */
static void
test_rows_beside_requests (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  TenonRowStatistics *rows = g_object_new (TENON_TYPE_ROW_STATISTICS, "name", "orders.user_id", "table", "orders", "rows", (gint64)1000, "distinct-values", 200.0, "maximum-rows", (gint64)100, "maximum-rows-most", (gint64)100, "file", "dump.sql", NULL);
  TenonHeadroom      *headroom;

  tenon_list_append_take (model->schema->row_statistics, rows);
  add_log (model, 1000, 4, 0, 0);
  list = analyse (model, &design);
  headroom = find_by_user (list);
  g_assert_true (headroom->is_asked);
  g_assert_true (headroom->is_observed);
  g_assert_cmpfloat (headroom->distinct, ==, 200);
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 1000 * 0.5 * 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (headroom->write_units, 500 * 0.1, 1e-9);
}

/* A few requests tell nothing; more, which hardly repeat, of no skew, but how many values there are at least. */
static void
test_chance (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL, findings = NULL;
  TenonHeadroom *headroom;

  add_log (model, 40, 9, 0, 0);
  list = analyse (model, &design);
  g_assert_cmpfloat (find_by_user (list)->distinct, <, 0);
  add_log (model, 0, 0, 95, 0);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = tenon_headroom_analyse (model, design);
  headroom = find_by_user (list);
  g_assert_false (headroom->is_asked);
  g_assert_cmpfloat (headroom->distinct, >=, 90);
  g_assert_cmpfloat (headroom->distinct, <, 100);
  g_assert_cmpstr (headroom->distinct_by, ==, "as many as the logs ask for");
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 1000 * 0.5 / headroom->distinct, 1e-9);
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "few-partition-values", "index:orders/orders_by_user"), ==, 1);
}

/* No values were seen: not known, and never 0. */
static void
test_unknown (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  add_log (model, 0, 0, 0, 0);
  list = analyse (model, &design);
  headroom = find_by_user (list);
  g_assert_false (headroom->is_asked);
  g_assert_cmpfloat (headroom->distinct, <, 0);
  g_assert_cmpfloat (headroom->read_units, <, 0);
  g_assert_cmpfloat (headroom->write_units, <, 0);
}

/* Two logs are one observation. */
static void
test_two_logs (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  TenonHeadroom *headroom;

  add_log (model, 1000, 4, 500, 0);
  add_log (model, 3000, 8, 500, 0);
  list = analyse (model, &design);
  headroom = find_by_user (list);
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 1000 * 0.5 * (400 + 2400) / 4000, 1e-9);
  g_assert_cmpstr (headroom->pattern_id, ==, "AP1");
}

/* Reads of large items by a value of which there are few: what breaks a partition is not chosen where something smaller holds. */
static void
test_projection (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE jobs (id INT AUTO_INCREMENT PRIMARY KEY, status ENUM('new','paid','packed','sent','done','void') NOT NULL, owner_no INT NOT NULL, note VARCHAR(250), a VARCHAR(250), b VARCHAR(250), c VARCHAR(250), d VARCHAR(250), e VARCHAR(250), f VARCHAR(250), g VARCHAR(250));");
  g_autoptr (TenonDesign) quiet = NULL, loud = NULL, named = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "List jobs by status", "jobs", "jobs.status");
  TenonIndex   *index;

  pattern->is_list = TRUE;
  pattern->items_returned = 20;
  sample_rates (pattern, 100, 50);
  quiet = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  index = tenon_list_get (tenon_design_find_table (quiet, "jobs")->indexes, 0);
  g_assert_cmpint (index->projection, ==, TENON_PROJECTION_ALL);
  sample_rates (pattern, 9000, 4000);
  loud = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  index = tenon_list_get (tenon_design_find_table (loud, "jobs")->indexes, 0);
  g_assert_cmpint (index->projection, ==, TENON_PROJECTION_KEYS_ONLY);
  g_assert_nonnull (strstr (index->projection_reason, "with ALL the busiest value of status would take"));
  g_assert_nonnull (sample_operation (loud, "jobs", "AP1", "BatchGetItem"));
  /* Where it is known what is read, nothing has to be fetched. */
  pattern->attributes = g_strsplit ("jobs.owner_no", " ", -1);
  named = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  index = tenon_list_get (tenon_design_find_table (named, "jobs")->indexes, 0);
  g_assert_cmpint (index->projection, ==, TENON_PROJECTION_INCLUDE);
  g_assert_true (g_str_has_prefix (index->projection_reason, "INCLUDE: with ALL the busiest value of status would take"));
  g_assert_null (sample_operation (named, "jobs", "AP1", "BatchGetItem"));
}

static void
state (TenonModel *model,
       const char *key,
       const char *value)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");

  tenon_list_append_take (model->facts, g_object_new (TENON_TYPE_FACT, "key", key, "value", value, "evidence", "said", NULL));
  tenon_edit_commit (edit);
}

static TenonHeadroom *
find_of (GPtrArray  *list,
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

/* A write whose condition fails takes the units of its table, and none of an index; while nobody says how many do, it says so. */
static void
test_failures (void)
{
  g_autoptr (TenonModel) model = make_model (1000, 500);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  sample_rows (model, "users", 100);
  before = analyse (model, &design);
  g_assert_cmpfloat (find_of (before, "orders", NULL)->all_write_units, ==, 500);
  g_assert_cmpuint (find_of (before, "orders", NULL)->n_failing, ==, 1);
  g_assert_nonnull (strstr (find_of (before, "orders", NULL)->basis, "how often the condition of 1 write fails is not known"));
  state (model, "failed-writes", "20");
  after = tenon_headroom_analyse (model, design);
  g_assert_cmpfloat_with_epsilon (find_of (after, "orders", NULL)->all_write_units, 600, 1e-9);
  g_assert_cmpuint (find_of (after, "orders", NULL)->n_failing, ==, 0);
  g_assert_cmpfloat (find_by_user (after)->all_write_units, ==, find_by_user (before)->all_write_units);
}

/* Six values of a status, and nobody knows which is asked for: both ends are shown, and it is asked. */
static void
test_assumed (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE jobs (id INT AUTO_INCREMENT PRIMARY KEY, status ENUM('new','paid','packed','sent','done','void') NOT NULL, note VARCHAR(90));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) even = NULL, uneven = NULL, asked = NULL, stated = NULL;
  TenonPattern  *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "List jobs by status", "jobs", "jobs.status");
  TenonHeadroom *headroom;

  pattern->is_list = TRUE;
  pattern->items_returned = 1;
  sample_rates (pattern, 5400, 100);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  even = tenon_headroom_analyse (model, design);
  headroom = find_of (even, "jobs", "jobs_by_status");
  g_assert_true (headroom->is_assumed);
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 450, 1e-9);
  g_assert_nonnull (strstr (headroom->basis, "ASSUMED to be spread evenly"));
  g_assert_nonnull (strstr (headroom->basis, "were all of them for one value: 90 % of a partition"));
  asked = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (asked, "skew-unknown", "index:jobs/jobs_by_status"), ==, 1);
  g_assert_cmpuint (sample_count (asked, "hot-partition-risk", "index:jobs/jobs_by_status"), ==, 0);
  state (model, "column:jobs.status/busiest-share", "95");
  uneven = tenon_headroom_analyse (model, design);
  headroom = find_of (uneven, "jobs", "jobs_by_status");
  g_assert_false (headroom->is_assumed);
  g_assert_cmpfloat_with_epsilon (headroom->read_units, 2565, 1e-9);
  g_assert_nonnull (strstr (headroom->basis, "what somebody stated"));
  stated = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (stated, "skew-unknown", "index:jobs/jobs_by_status"), ==, 0);
  g_assert_cmpuint (sample_count (stated, "hot-partition-risk", "index:jobs/jobs_by_status"), ==, 1);
}

/* One item is on one partition: copies spread its reads and cost writes, parts spread its writes and cost reads. */
static void
test_one_item (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE settings (name VARCHAR(40) PRIMARY KEY, value VARCHAR(90));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) reads = NULL, writes = NULL;
  TenonPattern  *read = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get setting by name", "settings", "settings.name");
  TenonPattern  *update = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update setting by name", "settings", "settings.name");
  TenonHeadroom *headroom;

  sample_rows (model, "settings", 2);
  sample_rates (read, 20000, 100);
  sample_rates (update, 10, 1);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  reads = tenon_headroom_analyse (model, design);
  headroom = find_of (reads, "settings", NULL);
  g_assert_cmpuint (headroom->shards, ==, 3);
  g_assert_nonnull (strstr (headroom->shard_formula, "3 copies of it, each write going to all of them, take 20 write units a second more"));
  g_assert_cmpfloat_with_epsilon (headroom->shard_dollars, 2 * 2628000 * 0.625 / 1e6, 1e-6);
  sample_rates (update, 4000, 1);
  writes = tenon_headroom_analyse (model, design);
  headroom = find_of (writes, "settings", NULL);
  g_assert_cmpuint (headroom->shards, ==, 3);
  g_assert_nonnull (strstr (headroom->shard_formula, "split over 3 items, each read adding up all of them, take 20,000 read units a second more"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/headroom/requests", test_requests);
  g_test_add_func ("/design/headroom/warns", test_warns);
  g_test_add_func ("/design/headroom/rows-beside-requests", test_rows_beside_requests);
  g_test_add_func ("/design/headroom/chance", test_chance);
  g_test_add_func ("/design/headroom/unknown", test_unknown);
  g_test_add_func ("/design/headroom/two-logs", test_two_logs);
  g_test_add_func ("/design/headroom/projection", test_projection);
  g_test_add_func ("/design/headroom/failures", test_failures);
  g_test_add_func ("/design/headroom/assumed", test_assumed);
  g_test_add_func ("/design/headroom/one-item", test_one_item);
  return g_test_run ();
}
