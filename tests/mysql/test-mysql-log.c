/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Query logs: what is counted, when, and how honestly. */

#include "mysql/tenon-query-log.h"

#include <math.h>

#include "mysql-test.h"

static TenonStatementLog *
read_log (const char *text,
          GPtrArray  *diagnostics)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("query.log", text);

  return tenon_query_log_read (source, NULL, diagnostics);
}

static const char slow[] = "/usr/sbin/mysqld, Version: 8.0.36 (MySQL Community Server - GPL). started with:\n"
                           "Tcp port: 3306  Unix socket: /run/mysqld.sock\n"
                           "Time                 Id Command    Argument\n"
                           "# Time: 2024-03-01T10:00:00.000000Z\n"
                           "# User@Host: app[app] @ localhost []  Id:     8\n"
                           "# Query_time: 0.500000  Lock_time: 0.000001 Rows_sent: 1  Rows_examined: 10\n"
                           "use shop;\n"
                           "SET timestamp=1709287200;\n"
                           "SELECT * FROM users WHERE id = 1;\n"
                           "# Time: 2024-03-01T10:00:00.250000Z\n"
                           "# User@Host: app[app] @ localhost []  Id:     8\n"
                           "# Query_time: 1.500000  Lock_time: 0.000001 Rows_sent: 3  Rows_examined: 30\n"
                           "SET timestamp=1709287200;\n"
                           "SELECT *\n"
                           "FROM users\n"
                           "# a comment of the statement\n"
                           "WHERE id = 2;\n"
                           "/usr/sbin/mysqld, Version: 8.0.36 (MySQL Community Server - GPL). started with:\n"
                           "Tcp port: 3306  Unix socket: /run/mysqld.sock\n"
                           "Time                 Id Command    Argument\n"
                           "# Time: 2024-03-01T10:01:40.000000Z\n"
                           "# User@Host: app[app] @ localhost []  Id:     8\n"
                           "# Query_time: 0.000010  Lock_time: 0.000000 Rows_sent: 0  Rows_examined: 0\n"
                           "SET timestamp=1709287300;\n"
                           "# administrator command: Quit;\n"
                           "# Time: 2024-03-01T10:01:40.000000Z\n"
                           "# User@Host: app[app] @ loc";

static void
test_slow (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = read_log (slow, diagnostics);
  TenonStatement *select = tenon_statement_log_find (log, "select * from users where id = ?");
  TenonStatement *quit = tenon_statement_log_find (log, "administrator command: Quit");

  g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 2);
  g_assert_cmpint (log->total, ==, 3);
  g_assert_cmpfloat (log->window, ==, 100);
  g_assert_cmpfloat (log->threshold, <, 0);
  g_assert_cmpstr (log->first_seen, ==, "2024-03-01T10:00:00Z");
  g_assert_nonnull (select);
  g_assert_nonnull (quit);
  g_assert_cmpint (select->count, ==, 2);
  g_assert_cmpfloat_with_epsilon (select->average_rate, 0.02, 1e-9);
  g_assert_cmpfloat (select->peak_second_rate, ==, 2);
  g_assert_cmpfloat_with_epsilon (select->peak_minute_rate, 2.0 / 60, 1e-9);
  g_assert_cmpfloat (select->rows_examined, ==, 20);
  g_assert_cmpfloat (select->rows_sent, ==, 2);
  g_assert_cmpfloat (select->latency_p50, ==, 0.5);
  g_assert_cmpfloat (select->latency_max, ==, 1.5);
  g_assert_cmpstr (select->last_seen, ==, "2024-03-01T10:00:00.250000Z");
  g_assert_cmpint (select->line, ==, 4);
  g_assert_cmpint (select->last_line, ==, 10);
  g_assert_cmpstr (select->tables[0], ==, "users");
  g_assert_true (select->lower_bound);
  g_assert_null (quit->shape);
}

/* Old logs print a time only when the second changes, in local time, and epochs beside it. */
static void
test_slow_old (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("# Time: 071218 11:48:27\n"
                                                "# User@Host: [SQL_SLAVE] @  []\n"
                                                "# Query_time: 2  Lock_time: 0  Rows_sent: 0  Rows_examined: 0\n"
                                                "SET timestamp=1197974907;\n"
                                                "BEGIN;\n"
                                                "# User@Host: [SQL_SLAVE] @  []\n"
                                                "# Query_time: 3  Lock_time: 0  Rows_sent: 0  Rows_examined: 0\n"
                                                "SET insert_id=5,timestamp=1197974917;\n"
                                                "INSERT INTO t VALUES (1);\n",
                                                NULL);
  TenonStatement *insert = tenon_statement_log_find (log, "insert into t values(?+)");

  g_assert_cmpint (log->total, ==, 2);
  g_assert_cmpstr (log->first_seen, ==, "2007-12-18T11:48:27");
  g_assert_cmpstr (insert->first_seen, ==, "2007-12-18T11:48:37");
  g_assert_cmpfloat (log->window, ==, 10);
}

static void
test_threshold (void)
{
  g_autofree char *text = g_strconcat (slow, "alhost []\n# Query_time: 0.1  Lock_time: 0 Rows_sent: 0  Rows_examined: 0\nSET GLOBAL long_query_time=0;\n", NULL);
  g_autoptr (TenonStatementLog) log = read_log (text, NULL);

  g_assert_cmpfloat (log->threshold, ==, 0);
  g_assert_false (((TenonStatement *)tenon_list_get (log->statements, 0))->lower_bound);
}

/* The log says that it holds every tenth statement: rates are scaled and that is said; counts are as they stand. */
static void
test_sampled (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = read_log ("# Time: 2024-03-01T10:00:00Z\n# User@Host: a[a] @ b []\n# Query_time: 1  Lock_time: 0\n# Log_slow_rate_type: query  Log_slow_rate_limit: 10\nSELECT 1;\n"
                                                "# Time: 2024-03-01T10:00:20Z\n# User@Host: a[a] @ b []\n# Query_time: 1  Lock_time: 0\n# Log_slow_rate_type: query  Log_slow_rate_limit: 10\nSELECT 2;\n",
                                                diagnostics);
  TenonStatement  *statement = tenon_list_get (log->statements, 0);
  g_autofree char *codes = mysql_test_codes (diagnostics);

  g_assert_cmpint (statement->count, ==, 2);
  g_assert_cmpfloat (statement->average_rate, ==, 1);
  g_assert_cmpstr (codes, ==, "1:log-sampled");
}

static void
test_general (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("mysqld, Version: 9.3.0 (Homebrew). started with:\nTcp port: 3306  Unix socket: /tmp/mysql.sock\nTime                 Id Command    Argument\n"
                                                "2025-07-31T18:11:07.000000Z\t   27 Connect\troot@localhost on shop using Socket\n"
                                                "2025-07-31T18:11:07.000000Z\t   27 Prepare\tSELECT * FROM t WHERE a = ?\n"
                                                "2025-07-31T18:11:08.000000Z\t   27 Execute\tSELECT * FROM t WHERE a = 1\n"
                                                "2025-07-31T18:11:09.000000Z\t   27 Query\tSELECT *\n  FROM t\n  WHERE a = 2\n"
                                                "2025-07-31T18:11:17.000000Z\t   27 Quit\t\n",
                                                NULL);
  TenonStatement *select = tenon_statement_log_find (log, "select * from t where a = ?");

  g_assert_cmpint (log->total, ==, 5);
  g_assert_cmpint (select->count, ==, 2);
  g_assert_cmpfloat_with_epsilon (select->average_rate, 0.2, 1e-9);
  g_assert_cmpfloat (select->latency_p50, <, 0);
  g_assert_cmpfloat (select->rows_examined, <, 0);
  g_assert_false (select->lower_bound);
  g_assert_nonnull (tenon_statement_log_find (log, "administrator command: Prepare"));
}

static void
test_general_old (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("051007 21:55:24\t     42 Connect     root@localhost on db1\n\t\t                 42 Query       SELECT foo \n                         FROM tbl\n\t\t                 42 Quit\n"
                                                "061226 15:42:36\t     11 Init DB     my_webstats\n",
                                                NULL);

  g_assert_cmpint (log->total, ==, 4);
  g_assert_nonnull (tenon_statement_log_find (log, "select foo from tbl"));
  g_assert_nonnull (tenon_statement_log_find (log, "administrator command: Init DB"));
  g_assert_cmpstr (log->first_seen, ==, "2005-10-07T21:55:24");
}

/* The busiest minute is any sixty seconds, not one of the clock's. */
static void
test_busiest_minute (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TenonStatementLog) log = NULL;
  TenonStatement *statement;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "2024-03-01T10:%02u:%02u.000000Z\t 1 Query\tSELECT %u\n", (30 + i) / 60, (30 + i) % 60, i);
  log = read_log (text->str, NULL);
  statement = tenon_list_get (log->statements, 0);
  g_assert_cmpfloat (statement->peak_minute_rate, ==, 1);
  g_assert_cmpfloat (statement->peak_second_rate, ==, 1);
  g_assert_cmpfloat_with_epsilon (statement->average_rate, 1, 0.01);
}

/* One moment has no rate: not known is not 0. */
static void
test_unknown_rates (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("# User@Host: a[a] @ b []\n# Query_time: 1  Lock_time: 0\nSELECT 1;\n", NULL);
  TenonStatement *statement = tenon_list_get (log->statements, 0);

  g_assert_cmpfloat (log->window, <, 0);
  g_assert_cmpfloat (statement->average_rate, <, 0);
  g_assert_cmpfloat (statement->peak_second_rate, <, 0);
  g_assert_null (statement->first_seen);
}

static void
test_no_log (void)
{
  static const char *const inputs[] = { "", "Error: The file path 'query.log' does not exist.", "\xff\xfe\xff\n", "CREATE TABLE t (a int);", "\r\n\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (TenonStatementLog) log = read_log (inputs[i], diagnostics);
      TenonDiagnostic *diagnostic;

      g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 0);
      g_assert_cmpuint (diagnostics->len, ==, 1);
      diagnostic = g_ptr_array_index (diagnostics, 0);
      g_assert_cmpint (diagnostic->severity, ==, TENON_SEVERITY_ERROR);
      g_assert_cmpstr (diagnostic->code, ==, "log-not-a-query-log");
      g_assert_nonnull (diagnostic->remedy);
    }
}

/* CRLF and a byte order mark change nothing; a line of many megabytes is one statement. */
static void
test_strange_text (void)
{
  g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf# Time: 2024-03-01T10:00:00Z\r\n# User@Host: a[a] @ b []\r\n# Query_time: 1  Lock_time: 0\r\nSELECT '");
  g_autoptr (TenonStatementLog) log = NULL;

  for (guint i = 0; i < 4 << 20; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\xff';\r\n");
  log = read_log (text->str, NULL);
  g_assert_cmpint (log->total, ==, 1);
  g_assert_cmpstr (((TenonStatement *)tenon_list_get (log->statements, 0))->fingerprint, ==, "select ?");
  g_assert_cmpuint (strlen (((TenonStatement *)tenon_list_get (log->statements, 0))->sample), <, 5000);
}

static const char *const exports[] = {
  "DIGEST_TEXT,COUNT_STAR,SUM_ROWS_EXAMINED,FIRST_SEEN,LAST_SEEN,MAX_TIMER_WAIT\n"
  "\"SELECT * FROM `users` WHERE `id` IN (...) AND `n` = \"\"x\"\"\",50,500,2024-03-01 10:00:00.000000,2024-03-01 10:01:40.000000,2000000000000\n"
  "NULL,7,0,2024-03-01 10:00:00,2024-03-01 10:00:00,1\n",
  "SCHEMA_NAME\tDIGEST_TEXT\tCOUNT_STAR\tSUM_ROWS_EXAMINED\tMAX_TIMER_WAIT\tFIRST_SEEN\tLAST_SEEN\n"
  "shop\tSELECT *\\n FROM `users` WHERE `id` IN (...) AND `n` = ?\t50\t500\t2000000000000\t2024-03-01 10:00:00\t2024-03-01 10:01:40\n",
  "+-----+-----+\n| COUNT_STAR | DIGEST_TEXT | SUM_ROWS_EXAMINED | MAX_TIMER_WAIT | FIRST_SEEN | LAST_SEEN |\n+-----+----+\n"
  "| 50 | SELECT * FROM `users` WHERE `id` IN (...) AND `n` = ? | 500 | 2000000000000 | 2024-03-01 10:00:00 | 2024-03-01 10:01:40 |\n+----+----+\n1 row in set\n",
  "[{\"DIGEST_TEXT\": \"SELECT * FROM `users` WHERE `id` IN (...) AND `n` = ?\", \"COUNT_STAR\": 50, \"SUM_ROWS_EXAMINED\": 500, \"MAX_TIMER_WAIT\": 2000000000000, \"FIRST_SEEN\": \"2024-03-01 10:00:00\", \"LAST_SEEN\": \"2024-03-01 10:01:40\"}]",
};

/* The server counted these itself, all of them. */
static void
test_digest_exports (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr (TenonStatementLog) log = read_log (exports[i], NULL);
      TenonStatement *statement;

      g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 1);
      statement = tenon_list_get (log->statements, 0);
      g_assert_cmpstr (statement->fingerprint, ==, "select * from `users` where `id` in(?+) and `n` = ?");
      g_assert_cmpint (statement->count, ==, 50);
      g_assert_cmpfloat (statement->average_rate, ==, 0.5);
      g_assert_cmpfloat (statement->rows_examined, ==, 10);
      g_assert_cmpfloat (statement->latency_max, ==, 2);
      g_assert_cmpfloat (statement->latency_p50, <, 0);
      g_assert_cmpfloat (statement->peak_minute_rate, <, 0);
      g_assert_false (statement->lower_bound);
    }
}

static void
test_report (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("# Overall: 75.28k total, 21 unique, 1.36 QPS, 0.22x concurrency ____\n\n"
                                                "# Query 1: 1.22 QPS, 0.21x concurrency, ID 0x6F837C9DA962A07D at byte 6821409\n"
                                                "# Time range: 2018-05-17 00:00:00 to 00:16:40\n"
                                                "# Attribute    pct   total     min     max     avg     95%  stddev  median\n"
                                                "# Count         89   2000\n"
                                                "# Exec time     91  11375s    20ms      6s   168ms   501ms   212ms   100ms\n"
                                                "# Rows examine  72  75.13M       0  31.41k   1.14k   3.52k   1.89k  592.07\n"
                                                "# Tables\n#    SHOW CREATE TABLE `test`.`a`\\G\n"
                                                "SELECT b\nFROM a WHERE id = 7\\G\n\n"
                                                "# Query 2: 0 QPS, 0x concurrency, ID 0x1 at byte 1\n# Count 1 3\n"
                                                "update a set b = 1\\G\n# Converted for EXPLAIN\nselect b = 1 from a\\G\n",
                                                NULL);
  TenonStatement *select = tenon_statement_log_find (log, "select b from a where id = ?");

  g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 2);
  g_assert_nonnull (tenon_statement_log_find (log, "update a set b = ?"));
  g_assert_cmpint (select->count, ==, 2000);
  g_assert_cmpfloat (select->average_rate, ==, 2);
  g_assert_cmpfloat (select->rows_examined, ==, 1140);
  g_assert_cmpfloat_with_epsilon (select->latency_p50, 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (select->latency_p95, 0.501, 1e-9);
  g_assert_cmpfloat (select->latency_p99, <, 0);
  g_assert_cmpfloat (select->latency_max, ==, 6);
  g_assert_true (select->lower_bound);
}

static void
test_json_report (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"classes\": ");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = read_log ("\n{\"classes\":[{\"fingerprint\":\"select ?\",\"query_count\":8,\"ts_min\":\"2024-03-01 10:00:00\",\"ts_max\":\"2024-03-01 10:00:04\","
                                                "\"metrics\":{\"Query_time\":{\"median\":\"0.5\",\"pct_95\":\"1\",\"max\":\"2.5\"},\"Rows_sent\":{\"avg\":\"3\"}},\"example\":{\"query\":\"SELECT 1\"}}]}",
                                                NULL);
  g_autoptr (TenonStatementLog) broken = NULL;
  TenonStatement *statement = tenon_list_get (log->statements, 0);

  g_assert_cmpint (statement->count, ==, 8);
  g_assert_cmpfloat (statement->average_rate, ==, 2);
  g_assert_cmpfloat (statement->latency_max, ==, 2.5);
  g_assert_cmpfloat (statement->rows_sent, ==, 3);
  g_assert_cmpstr (statement->sample, ==, "SELECT 1");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  broken = read_log (deep->str, diagnostics);
  g_assert_cmpuint (tenon_list_get_length (broken->statements), ==, 0);
  g_assert_cmpuint (diagnostics->len, >, 0);
}

/* Rotated logs are one log: as if their texts stood in one file. */
static void
test_several (void)
{
  g_autoptr (TenonSource) first = tenon_source_new_text ("a.log", "# Time: 2024-03-01T10:00:00Z\n# User@Host: a[a] @ b []\n# Query_time: 1  Lock_time: 0 Rows_sent: 1  Rows_examined: 4\nSELECT * FROM t WHERE a = 1;\n");
  g_autoptr (TenonSource) second = tenon_source_new_text ("b.log", "# Time: 2024-03-01T10:01:40Z\n# User@Host: a[a] @ b []\n# Query_time: 3  Lock_time: 0 Rows_sent: 1  Rows_examined: 8\nSELECT * FROM t WHERE a = 2;\n"
                                                                   "# Time: 2024-03-01T10:01:50Z\n# User@Host: a[a] @ b []\n# Query_time: 3  Lock_time: 0\nSET GLOBAL long_query_time = 0;\n");
  g_autoptr (TenonSource) none = tenon_source_new_text ("c.log", "no log at all");
  TenonSource *sources[] = { first, none, second };
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = tenon_query_log_read_several (sources, 3, NULL, TENON_QUERY_LOG_DEFAULT, diagnostics);
  TenonStatement  *select = tenon_statement_log_find (log, "select * from t where a = ?");
  g_autofree char *codes = mysql_test_codes (diagnostics);

  g_assert_cmpstr (codes, ==, "1:log-not-a-query-log");
  g_assert_cmpstr (log->file, ==, "a.log, b.log");
  g_assert_cmpint (log->total, ==, 3);
  g_assert_cmpfloat (log->window, ==, 110);
  g_assert_cmpfloat (log->threshold, <, 0);
  g_assert_cmpint (select->count, ==, 2);
  g_assert_cmpfloat (select->rows_examined, ==, 6);
  g_assert_cmpfloat (select->latency_p50, ==, 1);
  g_assert_cmpfloat (select->latency_max, ==, 3);
  g_assert_cmpstr (select->file, ==, "a.log");
  g_assert_cmpint (select->last_line, ==, 1);
  /* The first log does not show its threshold. */
  g_assert_true (select->lower_bound);
  g_assert_false (tenon_statement_log_find (log, "set global long_query_time = ?")->lower_bound);
}

/* Logs that were read one by one give the same rates as when they are read together. */
static void
test_merge (void)
{
  static const char *const texts[] = { "2024-03-01T10:00:00Z\t 1 Query\tSELECT a FROM t\n2024-03-01T10:01:00Z\t 1 Query\tSELECT a FROM t\n",
                                       "2024-03-01T10:01:30Z\t 1 Query\tSELECT b FROM t\n2024-03-01T10:02:00Z\t 1 Query\tSELECT a FROM t\n" };
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TenonStatementLog) merged = NULL;
  TenonStatement *a, *b;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (logs, read_log (texts[i], NULL));
  merged = tenon_query_log_merge (logs);
  a = tenon_statement_log_find (merged, "select a from t");
  b = tenon_statement_log_find (merged, "select b from t");
  g_assert_cmpint (merged->total, ==, 4);
  g_assert_cmpfloat (merged->window, ==, 120);
  g_assert_cmpint (a->count, ==, 3);
  g_assert_cmpfloat_with_epsilon (a->average_rate, 3 / 120.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (b->average_rate, 1 / 120.0, 1e-9);
  g_assert_cmpstr (a->last_seen, ==, "2024-03-01T10:02:00Z");
}

static TenonStatementLog *
merge_texts (const char *const *texts)
{
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (logs, read_log (texts[i], NULL));
  return tenon_query_log_merge (logs);
}

/* Each moment counts once: a copy of a log, or a half of it, adds nothing. */
static void
test_merge_copies (void)
{
  static const char whole[] = "2024-03-01T10:00:00Z\t 1 Query\tSELECT a FROM t\n2024-03-01T10:00:30Z\t 1 Query\tSELECT b FROM t\n2024-03-01T10:01:40Z\t 1 Query\tSELECT a FROM t\n";
  static const char half[] = "2024-03-01T10:00:00Z\t 1 Query\tSELECT a FROM t\n2024-03-01T10:00:30Z\t 1 Query\tSELECT b FROM t\n";
  const char *const texts[] = { whole, half, whole, NULL };
  g_autoptr (TenonStatementLog) merged = merge_texts (texts);
  TenonStatement *a = tenon_statement_log_find (merged, "select a from t");

  g_assert_cmpint (merged->total, ==, 3);
  g_assert_cmpfloat (merged->window, ==, 100);
  g_assert_cmpint (a->count, ==, 2);
  g_assert_cmpfloat_with_epsilon (a->average_rate, 2 / 100.0, 1e-9);
}

/* Not observed is not 0: a log of another day that lacks a statement leaves its rate as it is. */
static void
test_merge_other_days (void)
{
  const char *const texts[] = { "2024-03-01T10:00:00Z\t 1 Query\tSELECT a FROM t\n2024-03-01T10:01:40Z\t 1 Query\tSELECT a FROM t\n",
                                "2024-03-09T10:00:00Z\t 1 Query\tSELECT b FROM t\n2024-03-09T10:00:30Z\t 1 Query\tSELECT b FROM t\n", NULL };
  g_autoptr (TenonStatementLog) merged = merge_texts (texts);

  g_assert_cmpfloat_with_epsilon (tenon_statement_log_find (merged, "select a from t")->average_rate, 2 / 100.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (tenon_statement_log_find (merged, "select b from t")->average_rate, 2 / 30.0, 1e-9);
}

/* Logs of days far apart: the night between them is nobody's time. */
static void
test_far_apart (void)
{
  g_autoptr (TenonSource) first = tenon_source_new_text ("a.log", "2024-03-01T10:00:00Z\t 1 Query\tSELECT 1\n2024-03-01T10:00:10Z\t 1 Query\tSELECT 1\n");
  g_autoptr (TenonSource) second = tenon_source_new_text ("b.log", "2024-03-05T10:00:00Z\t 1 Query\tSELECT 1\n2024-03-05T10:00:10Z\t 1 Query\tSELECT 1\n");
  TenonSource *sources[] = { second, first };
  g_autoptr (TenonStatementLog) log = tenon_query_log_read_several (sources, 2, NULL, TENON_QUERY_LOG_DEFAULT, NULL);

  g_assert_cmpfloat (log->window, ==, 20);
  g_assert_cmpfloat_with_epsilon (((TenonStatement *)tenon_list_get (log->statements, 0))->average_rate, 0.2, 1e-9);
  g_assert_cmpstr (log->first_seen, ==, "2024-03-01T10:00:00Z");
}

static void
test_correlations (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read ("CREATE TABLE users (id int KEY); CREATE TABLE orders (id int KEY, user_id int, FOREIGN KEY fk (user_id) REFERENCES users (id));", TENON_DIALECT_MYSQL, NULL);
  g_autoptr (TenonSource) source = tenon_source_new_text ("list.sql", "--usage_count 30\nselect * from orders o join users u on u.id = o.user_id where o.id = 1;\n"
                                                                      "--usage_count 10\nselect * from orders where id = 2;\n"
                                                                      "--usage_count 5\nselect count(*) from users, orders where orders.user_id = users.id and users.id = orders.user_id;\n"
                                                                      "--usage_count 99\nupdate users join orders on users.id = orders.user_id set users.id = 1;\n");
  g_autoptr (TenonStatementLog) log = tenon_query_log_read (source, schema, NULL);
  TenonReadCorrelation *pair = tenon_list_get (log->correlations, 0);

  g_assert_cmpuint (tenon_list_get_length (log->correlations), ==, 1);
  g_assert_cmpstr (pair->left, ==, "orders.user_id");
  g_assert_cmpstr (pair->right, ==, "users.id");
  g_assert_nonnull (pair->foreign_key);
  g_assert_cmpint (pair->together, ==, 35);
  g_assert_cmpint (pair->left_reads, ==, 45);
  g_assert_cmpint (pair->right_reads, ==, 35);
}

static void
test_statement_list (void)
{
  g_autoptr (TenonStatementLog) log = read_log ("--usage_count 123\nselect * from actor where id = 5;\n\nselect ';' from actor;\n", NULL);

  g_assert_cmpint (log->total, ==, 124);
  g_assert_cmpint (tenon_statement_log_find (log, "select * from actor where id = ?")->count, ==, 123);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/log/slow", test_slow);
  g_test_add_func ("/mysql/log/slow-old", test_slow_old);
  g_test_add_func ("/mysql/log/threshold", test_threshold);
  g_test_add_func ("/mysql/log/sampled", test_sampled);
  g_test_add_func ("/mysql/log/general", test_general);
  g_test_add_func ("/mysql/log/general-old", test_general_old);
  g_test_add_func ("/mysql/log/digest-exports", test_digest_exports);
  g_test_add_func ("/mysql/log/report", test_report);
  g_test_add_func ("/mysql/log/json-report", test_json_report);
  g_test_add_func ("/mysql/log/statement-list", test_statement_list);
  g_test_add_func ("/mysql/log/several", test_several);
  g_test_add_func ("/mysql/log/merge", test_merge);
  g_test_add_func ("/mysql/log/merge-copies", test_merge_copies);
  g_test_add_func ("/mysql/log/merge-other-days", test_merge_other_days);
  g_test_add_func ("/mysql/log/far-apart", test_far_apart);
  g_test_add_func ("/mysql/log/correlations", test_correlations);
  g_test_add_func ("/mysql/log/busiest-minute", test_busiest_minute);
  g_test_add_func ("/mysql/log/unknown-rates", test_unknown_rates);
  g_test_add_func ("/mysql/log/no-log", test_no_log);
  g_test_add_func ("/mysql/log/strange-text", test_strange_text);
  return g_test_run ();
}
