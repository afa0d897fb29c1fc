/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which values the statements of a log ask for: how many, how often, and what of them may be shown. */

#include <math.h>
#include <string.h>

#include "base/tenon-distinct.h"
#include "mysql-test.h"
#include "mysql/tenon-dml.h"
#include "mysql/tenon-query-log.h"
#include "mysql/tenon-value-sketch.h"

static const char shop[] = "CREATE TABLE users (id int auto_increment PRIMARY KEY, email varchar(200) UNIQUE, phone bigint UNIQUE);"
                           "CREATE TABLE orders (id bigint auto_increment PRIMARY KEY, user_id int NOT NULL, status enum('new','paid','sent'), note text,"
                           "  total decimal(10,2), FOREIGN KEY (user_id) REFERENCES users (id));"
                           "CREATE TABLE orders_2023 (id int PRIMARY KEY, code varchar(9));"
                           "CREATE TABLE orders_2024 (id int PRIMARY KEY, code varchar(9));";

static TenonStatementLog *
read_text (const char        *text,
           TenonQueryLogFlags flags,
           TenonSchema       *schema)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("query.log", text);

  return tenon_query_log_read_several (&source, 1, schema, flags, NULL);
}

/* A general log of statements, a line each. */
static TenonStatementLog *
read_statements (const char *const *statements,
                 TenonQueryLogFlags flags)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; statements[i] != NULL; i++)
    g_string_append_printf (text, "2024-03-01T10:00:%02u.000000Z\t    8 Query\t%s\n", i % 60, statements[i]);
  return read_text (text->str, flags, schema);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* "column: values/missed distinct value=count value=count", one line each, over all statements of the log. */
static char *
describe (TenonStatementLog *log)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      for (guint j = 0; j < tenon_list_get_length (statement->values); j++)
        {
          TenonValueStatistics *values = tenon_list_get (statement->values, j);
          GString              *line = g_string_new (NULL);

          g_string_printf (line, "%s: %d/%d %.0f", values->column, (int)values->values, (int)values->missed, values->distinct_values);
          for (guint k = 0; k < tenon_list_get_length (values->top); k++)
            {
              TenonValueShare *share = tenon_list_get (values->top, k);

              g_string_append_printf (line, " %s=%d", share->value, (int)share->count);
            }
          g_ptr_array_add (lines, g_string_free (line, FALSE));
        }
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (s, "%s\n", (char *)g_ptr_array_index (lines, i));
  return g_string_free (s, FALSE);
}

#define EXPECT(statements, expected)                                                                  \
  G_STMT_START                                                                                        \
  {                                                                                                   \
    g_autoptr (TenonStatementLog) expect_log = read_statements (statements, TENON_QUERY_LOG_DEFAULT); \
    g_autofree char *expect_found = describe (expect_log);                                            \
    g_assert_cmpstr (expect_found, ==, expected);                                                     \
  }                                                                                                   \
  G_STMT_END

static void
test_equality (void)
{
  static const char *const statements[] = {
    "SELECT * FROM orders WHERE user_id = 5 AND status = 'paid' LIMIT 10",
    "SELECT * FROM orders WHERE user_id = '5' AND status = 'new' LIMIT 20",
    "select * from orders where user_id = -7 and status = 'paid' limit 20",
    NULL,
  };

  EXPECT (statements, "orders.status: 3/0 2 paid=2 new=1\n"
                      "orders.user_id: 3/0 2 5=2 -7=1\n");
}

/* An alias, a column without its table, a value on the left, a list, rows in a list. */
static void
test_names (void)
{
  static const char *const statements[] = {
    "SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id WHERE 3 = u.id AND o.id IN (1, 2, 3)",
    "SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id WHERE 4 = u.id AND o.id IN (3)",
    "SELECT * FROM orders WHERE (user_id, status) IN ((1, 'new'), (2, 'new'))",
    "SELECT * FROM orders WHERE (user_id, status) = (1, 'sent')",
    "DELETE FROM orders WHERE id = (9)",
    NULL,
  };

  EXPECT (statements, "orders.id: 1/0 1 9=1\n"
                      "orders.id: 4/0 3 3=2 1=1 2=1\n"
                      "orders.status: 1/0 1 sent=1\n"
                      "orders.status: 2/0 1 new=2\n"
                      "orders.user_id: 1/0 1 1=1\n"
                      "orders.user_id: 2/0 2 1=1 2=1\n"
                      "users.id: 2/0 2 3=1 4=1\n");
}

/* What a new row holds counts where rows are looked for by it, or may be. */
static void
test_new_rows (void)
{
  static const char *const statements[] = {
    "INSERT INTO orders (user_id, status, note, total) VALUES (7, 'new', 'a, (b)', 1.50), (7, 'paid', NULL, -2)",
    "INSERT INTO orders (user_id, status, note, total) VALUES (8, 'new', NOW(), 1 + 2), (DEFAULT, LOWER('NEW'), NULL, 3)",
    "INSERT INTO orders VALUES (NULL, 9, 'new', 'x', 0)",
    "INSERT INTO orders SET user_id = 7, status = 'sent', total = 1 ON DUPLICATE KEY UPDATE user_id = 1",
    "SELECT 1 FROM orders WHERE status = 'new'",
    NULL,
  };

  EXPECT (statements, "orders.status: 1/0 1 new=1\n"
                      "orders.status: 1/0 1 new=1\n"
                      "orders.status: 1/0 1 sent=1\n"
                      "orders.status: 1/1 1 new=1\n"
                      "orders.status: 2/0 2 new=1 paid=1\n"
                      "orders.user_id: 1/0 1 7=1\n"
                      "orders.user_id: 1/0 1 8=1\n"
                      "orders.user_id: 1/0 1 9=1\n"
                      "orders.user_id: 2/0 1 7=2\n");
}

/* No value stands there: it is not known, which is not that there is none. */
static void
test_unknown (void)
{
  static const char *const statements[] = {
    "SELECT * FROM orders WHERE user_id = ?",
    "SELECT * FROM orders WHERE user_id = @u AND id = id + 1",
    "SELECT * FROM orders WHERE id = LAST_INSERT_ID()",
    "SELECT * FROM orders WHERE id IN (SELECT 5)",
    "SELECT * FROM orders WHERE NOT user_id = 5 AND id <> 4 AND id > 3",
    "SELECT * FROM orders WHERE id = 5 - 3 OR id = - 7",
    "UPDATE orders SET user_id = 5",
    NULL,
  };

  EXPECT (statements, "");
}

/* Comments, escapes and long numbers take the way by the shape of the tokens. */
static void
test_shapes (void)
{
  static const char *const statements[] = {
    "SELECT /* request 17 */ * FROM orders WHERE user_id = 5",
    "SELECT /* request 18 */ * FROM orders WHERE user_id = 6",
    "SELECT /* request 19 */ * FROM orders WHERE user_id = -6",
    "SELECT * FROM users WHERE email = 'o\\'brien'",
    "SELECT * FROM users WHERE email = 'o\\'brien'",
    "SELECT * FROM users WHERE email = 'o\\'neill'",
    "SELECT id FROM users WHERE email = 'it''s'",
    "SELECT id FROM users WHERE email = 'it''s'",
    "SELECT email FROM users WHERE email = 0xAB12CD",
    "SELECT email FROM users WHERE email = x'ab12cd'",
    "SELECT email FROM users WHERE email = 0xAB12CE",
    NULL,
  };
  g_autoptr (TenonStatementLog) log = read_statements (statements, TENON_QUERY_LOG_DEFAULT);
  g_autofree char *found = describe (log);
  guint            n_emails = 0;

  g_assert_nonnull (strstr (found, "orders.user_id: 3/0 3 -6=1 5=1 6=1\n"));
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement       *statement = tenon_list_get (log->statements, i);
      TenonValueStatistics *values = tenon_list_find (statement->values, "users.email");

      if (values == NULL)
        continue;
      n_emails += values->values;
      g_assert_cmpfloat (values->distinct_values, <=, statement->count);
    }
  g_assert_cmpuint (n_emails, ==, 8);
}

/* Tables that differ in a number only share their class and their skeleton, but no values. */
static void
test_numbered_tables (void)
{
  static const char *const statements[] = {
    "SELECT * FROM orders_2023 WHERE id = 5",
    "SELECT * FROM orders_2024 WHERE id = 5",
    "SELECT * FROM orders_2023 WHERE id = 6",
    "SELECT * FROM orders_2024 WHERE id = 5",
    NULL,
  };

  EXPECT (statements, "orders_2023.id: 2/0 2 5=1 6=1\n"
                      "orders_2024.id: 2/0 1 5=2\n");
}

static void
test_digests (void)
{
  g_autoptr (TenonStatementLog) log = read_text ("DIGEST_TEXT\tCOUNT_STAR\nSELECT * FROM `orders` WHERE `user_id` = ?\t500\n", TENON_QUERY_LOG_DEFAULT, NULL);

  g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 1);
  g_assert_cmpuint (tenon_list_get_length (((TenonStatement *)tenon_list_get (log->statements, 0))->values), ==, 0);
}

/* ---- what may be shown ---- */

static const char *const personal[] = {
  "SELECT * FROM users WHERE email = 'anna@example.com'",
  "SELECT * FROM users WHERE email = 'anna@example.com'",
  "SELECT * FROM users WHERE phone = 491701234567",
  "SELECT * FROM orders WHERE user_id = 41",
  "SELECT * FROM orders WHERE status = 'paid'",
  NULL,
};

static void
test_privacy (void)
{
  g_autoptr (TenonStatementLog) log = read_statements (personal, TENON_QUERY_LOG_DEFAULT);
  g_autofree char *found = describe (log);

  g_assert_null (strstr (found, "anna"));
  g_assert_null (strstr (found, "491701234567"));
  g_assert_nonnull (strstr (found, "users.email: 2/0 1 #"));
  g_assert_nonnull (strstr (found, "users.phone: 1/0 1 #"));
  g_assert_nonnull (strstr (found, "orders.user_id: 1/0 1 41=1"));
  g_assert_nonnull (strstr (found, "orders.status: 1/0 1 paid=1"));
}

static void
test_kept_values (void)
{
  g_autoptr (TenonStatementLog) log = read_statements (personal, TENON_QUERY_LOG_KEEP_VALUES);
  g_autofree char *found = describe (log);

  g_assert_nonnull (strstr (found, "users.email: 2/0 1 anna@example.com=2"));
  g_assert_nonnull (strstr (found, "users.phone: 1/0 1 491701234567=1"));
}

/* A value is known again in another log, and by the name of a column that refers to it. */
static void
test_same_hash (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read ("CREATE TABLE c (code varchar(9) PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY, code varchar(9), FOREIGN KEY (code) REFERENCES c (code));", TENON_DIALECT_MYSQL, NULL);
  g_autoptr (TenonStatementLog) first = read_text ("2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM c WHERE code = 'abc'\n", TENON_QUERY_LOG_DEFAULT, schema);
  g_autoptr (TenonStatementLog) second = read_text ("2024-03-02T10:00:00Z\t 8 Query\tSELECT * FROM p WHERE code = \"abc\" AND id = 1\n", TENON_QUERY_LOG_DEFAULT, schema);
  TenonValueStatistics *one = tenon_list_find (((TenonStatement *)tenon_list_get (first->statements, 0))->values, "c.code");
  TenonValueStatistics *two = tenon_list_find (((TenonStatement *)tenon_list_get (second->statements, 0))->values, "p.code");

  g_assert_cmpstr (((TenonValueShare *)tenon_list_get (one->top, 0))->value, ==, ((TenonValueShare *)tenon_list_get (two->top, 0))->value);
}

/* ---- many values ---- */

#define N_VALUES 120000

/* Value k of 20,000 comes about 1/k as often as the first. */
static guint
zipf (GRand *rand)
{
  return (guint)exp (g_rand_double (rand) * log (20000));
}

static char *
make_log (guint  from,
          guint  to,
          guint *counts)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < to; i++)
    {
      guint value = zipf (rand);

      if (i < from)
        continue;
      counts[value]++;
      g_string_append_printf (s, "2024-03-%02uT%02u:%02u:%02uZ\t 8 Query\tSELECT * FROM orders WHERE user_id = %u\n", 1 + i / 86400, i / 3600 % 24, i / 60 % 60, i % 60, value);
    }
  return g_string_free (s, FALSE);
}

static void
check_bounds (TenonValueStatistics *values,
              const guint          *counts)
{
  guint distinct = 0;

  for (guint i = 0; i < 20001; i++)
    distinct += counts[i] > 0;
  g_assert_cmpfloat (fabs (values->distinct_values - distinct), <=, 3 * distinct * MAX (values->error, tenon_distinct_get_error (TENON_VALUES_PRECISION)));
  g_assert_cmpuint (tenon_list_get_length (values->top), ==, TENON_VALUES_KEPT);
  for (guint i = 0; i < tenon_list_get_length (values->top); i++)
    {
      TenonValueShare *share = tenon_list_get (values->top, i);
      gint64           count = counts[g_ascii_strtoull (share->value, NULL, 10)];

      g_assert_cmpint (share->count, <=, count);
      g_assert_cmpint (share->count + share->slack, >=, count);
      g_assert_cmpint (share->slack, <=, values->values / 256);
    }
  for (guint i = 0; i < 20001; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      if (tenon_value_statistics_get_share (values, name) < 0)
        g_assert_cmpint (counts[i], <=, values->others_most);
    }
}

static TenonValueStatistics *
only_values (TenonStatementLog *log)
{
  return tenon_list_get (((TenonStatement *)tenon_list_get (log->statements, 0))->values, 0);
}

/* The most frequent values of many, in bounded memory, within the bounds that are given. */
static void
test_skew (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autofree guint *counts = g_new0 (guint, 20001);
  g_autofree char  *text = make_log (0, N_VALUES, counts);
  g_autoptr (TenonStatementLog) log = read_text (text, TENON_QUERY_LOG_DEFAULT, schema);
  TenonValueStatistics *values = only_values (log);
  g_autofree char      *evidence = tenon_value_statistics_dup_evidence (values);

  g_assert_cmpint (values->values, ==, N_VALUES);
  check_bounds (values, counts);
  g_assert_cmpstr (tenon_value_statistics_get_hottest (values)->value, ==, "1");
  g_assert_nonnull (strstr (evidence, "120,000 values of orders.user_id, about "));
}

/* A log cut in two and read as one is the same as before; read one by one and joined it keeps the bounds, and its estimate of
 * different values is that of the whole. */
static void
test_cut (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autofree guint *counts = g_new0 (guint, 20001);
  g_autofree char  *first = make_log (0, N_VALUES / 3, counts);
  g_autofree char  *second = make_log (N_VALUES / 3, N_VALUES, counts);
  g_autofree char  *both = g_strconcat (first, second, NULL);
  g_autoptr (TenonSource) a = tenon_source_new_text ("a.log", first);
  g_autoptr (TenonSource) b = tenon_source_new_text ("b.log", second);
  TenonSource *sources[] = { a, b };
  g_autoptr (TenonStatementLog) whole = read_text (both, TENON_QUERY_LOG_DEFAULT, schema);
  g_autoptr (TenonStatementLog) together = tenon_query_log_read_several (sources, 2, schema, TENON_QUERY_LOG_DEFAULT, NULL);
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TenonStatementLog) merged = NULL;

  g_ptr_array_add (logs, read_text (first, TENON_QUERY_LOG_DEFAULT, schema));
  g_ptr_array_add (logs, read_text (second, TENON_QUERY_LOG_DEFAULT, schema));
  merged = tenon_query_log_merge (logs);
  g_assert_true (tenon_record_equal (TENON_RECORD (only_values (whole)), TENON_RECORD (only_values (together))));
  g_assert_cmpint (only_values (merged)->values, ==, N_VALUES);
  g_assert_cmpstr (only_values (merged)->registers, ==, only_values (whole)->registers);
  g_assert_cmpfloat (only_values (merged)->distinct_values, ==, only_values (whole)->distinct_values);
  check_bounds (only_values (merged), counts);
}

/* Few values are counted exactly, also over several logs. */
static void
test_few (void)
{
  static const char *const texts[] = { "2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM orders WHERE status = 'new'\n2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM orders WHERE status = 'paid'\n",
                                       "2024-03-01T11:00:00Z\t 8 Query\tSELECT * FROM orders WHERE status = 'paid'\n2024-03-01T11:00:00Z\t 8 Query\tSELECT * FROM orders WHERE status = 'sent'\n" };
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TenonStatementLog) merged = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (logs, read_text (texts[i], TENON_QUERY_LOG_DEFAULT, schema));
  merged = tenon_query_log_merge (logs);
  found = describe (merged);
  g_assert_cmpstr (found, ==, "orders.status: 4/0 3 paid=2 new=1 sent=1\n");
  g_assert_cmpfloat (only_values (merged)->error, ==, 0);
  g_assert_cmpint (only_values (merged)->others_most, ==, 0);
}

/* What is written is read back: a line a column, the same bytes. */
static void
test_json (void)
{
  g_autoptr (TenonStatementLog) log = read_statements (personal, TENON_QUERY_LOG_DEFAULT);
  g_autoptr (TenonStatementLog) back = tenon_statement_log_new ();
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (log), 2);
  g_autofree char *again = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *line = strstr (json, "{\"column\": \"users.email\"");

  g_assert_nonnull (line);
  g_assert_nonnull (memchr (line, '}', strcspn (line, "\n")));
  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  g_assert_true (tenon_record_read_json (TENON_RECORD (back), json_node_get_object (json_parser_get_root (parser)), NULL));
  again = tenon_record_to_json (TENON_RECORD (back), 2);
  g_assert_cmpstr (again, ==, json);
}

/* ---- any statements ---- */

static const char *const literals[] = { "1", "22", "-3", "+4", "5-b", "5 - 3", "1e5", "3.5", "0x1f", "0xAF", "x'4f'", "'a'", "\"q\"", "'it''s'", "'o\\'b'", "'a' 'b'", "?", "NULL", "TRUE", "false", "@v", "f(1)", "(7)", "user_id", "- 5", "'2024-01-01'", "''", "n'x'", "_utf8'y'" };
static const char *const forms[] = {
  "SELECT * FROM orders WHERE user_id = %s AND id = %s",
  "SELECT o.* FROM orders o, users u WHERE o.user_id = u.id AND u.email = %s AND o.id IN (%s, 5)",
  "SELECT * FROM orders_2023 WHERE id = %s OR code = %s",
  "SELECT * FROM orders_2024 WHERE id = %s OR code = %s",
  "INSERT INTO users (email, phone) VALUES (%s, %s)",
  "INSERT INTO users VALUES (%s, %s, 5), (1, 'x', 2)",
  "UPDATE /* c */ orders SET total = %s WHERE user_id = %s",
  "DELETE FROM orders WHERE (id, user_id) IN ((%s, %s), (1, 2)) # tail",
};

/* Counts what the parser finds in each statement by itself. */
static void
count_alone (GHashTable  *counts,
             const char  *sql,
             TenonSchema *schema)
{
  g_autoptr (GArray) values = tenon_dml_read_values (sql, -1, schema);

  for (guint i = 0; i < values->len; i++)
    {
      TenonDmlValue *value = &g_array_index (values, TenonDmlValue, i);
      const char    *key = value->value.kind != TENON_TOKEN_END ? value->column : NULL;

      if (key != NULL)
        g_hash_table_insert (counts, g_strdup (key), GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + 1));
    }
}

static void
count_found (GHashTable        *counts,
             TenonStatementLog *log)
{
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      for (guint j = 0; j < tenon_list_get_length (statement->values); j++)
        {
          TenonValueStatistics *values = tenon_list_get (statement->values, j);

          g_hash_table_insert (counts, g_strdup (values->column), GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, values->column)) + (int)values->values));
        }
    }
}

/* Taking values from their places finds what parsing every statement finds. */
static void
test_any (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (GHashTable) alone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TenonStatementLog) log = NULL;
  GHashTableIter iter;
  gpointer       column, n;

  for (guint i = 0; i < 20000; i++)
    {
      const char      *form = forms[g_rand_int_range (rand, 0, G_N_ELEMENTS (forms))];
      const char      *first = literals[g_rand_int_range (rand, 0, G_N_ELEMENTS (literals))];
      const char      *second = literals[g_rand_int_range (rand, 0, G_N_ELEMENTS (literals))];
      const char      *hole = strstr (form, "%s"), *next = strstr (hole + 2, "%s");
      g_autofree char *sql = g_strdup_printf ("%.*s%s%.*s%s%s", (int)(hole - form), form, first, (int)(next - hole - 2), hole + 2, second, next + 2);

      g_string_append_printf (text, "2024-03-01T10:00:00Z\t 8 Query\t%s\n", sql);
      count_alone (alone, sql, schema);
    }
  log = read_text (text->str, TENON_QUERY_LOG_DEFAULT, schema);
  count_found (found, log);
  g_hash_table_iter_init (&iter, alone);
  while (g_hash_table_iter_next (&iter, &column, &n))
    {
      g_test_message ("%s: %d alone, %d found", (char *)column, GPOINTER_TO_INT (n), GPOINTER_TO_INT (g_hash_table_lookup (found, column)));
      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (found, column)), ==, GPOINTER_TO_INT (n));
    }
}

/* Lists of every length, and statements longer than any: what cannot be looked at is missed and never wrong. */
static void
test_long (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (shop, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TenonStatementLog) log = NULL;
  TenonValueStatistics *values;
  gint64                n = 0;

  for (guint i = 1; i <= 600; i++)
    {
      g_string_append (text, "2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM orders WHERE id IN (1");
      for (guint j = 1; j < i; j++)
        g_string_append_printf (text, ", %u", j + 1);
      g_string_append (text, ")\n");
      n += i;
    }
  g_string_append (text, "2024-03-01T10:00:00Z\t 8 Query\tSELECT * FROM orders WHERE id IN (1");
  for (guint j = 0; j < 100000; j++)
    g_string_append (text, ", 77");
  g_string_append (text, ")\n");
  log = read_text (text->str, TENON_QUERY_LOG_DEFAULT, schema);
  values = only_values (log);
  g_assert_cmpint (values->values, >=, n + 16000);
  g_assert_cmpint (values->missed, >, 0);
  g_assert_cmpint (((TenonValueShare *)tenon_list_get (values->top, 0))->count, >=, 16000);
}

static void
test_registers (void)
{
  guint8           registers[256] = { 0 }, back[256] = { 0 };
  g_autofree char *text = NULL;

  for (guint64 i = 1; i < 100; i++)
    tenon_distinct_note (registers, 8, tenon_value_hash_int (i));
  text = tenon_distinct_to_text (registers, 8);
  g_assert_true (tenon_distinct_merge_text (back, 8, text));
  g_assert_cmpmem (registers, 256, back, 256);
  g_assert_cmpfloat_with_epsilon (tenon_distinct_estimate (registers, 8), 99, 99 * 3 * tenon_distinct_get_error (8));
  g_assert_true (tenon_distinct_merge_text (back, 8, ""));
  g_assert_false (tenon_distinct_merge_text (back, 8, "257"));
  g_assert_false (tenon_distinct_merge_text (back, 8, "256A"));
  g_assert_false (tenon_distinct_merge_text (back, 8, "99999999999999999999A"));
  g_assert_false (tenon_distinct_merge_text (back, 8, "?"));
  g_assert_cmpmem (registers, 256, back, 256);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/values/equality", test_equality);
  g_test_add_func ("/mysql/values/names", test_names);
  g_test_add_func ("/mysql/values/new-rows", test_new_rows);
  g_test_add_func ("/mysql/values/unknown", test_unknown);
  g_test_add_func ("/mysql/values/shapes", test_shapes);
  g_test_add_func ("/mysql/values/numbered-tables", test_numbered_tables);
  g_test_add_func ("/mysql/values/digests", test_digests);
  g_test_add_func ("/mysql/values/privacy", test_privacy);
  g_test_add_func ("/mysql/values/kept-values", test_kept_values);
  g_test_add_func ("/mysql/values/same-hash", test_same_hash);
  g_test_add_func ("/mysql/values/skew", test_skew);
  g_test_add_func ("/mysql/values/cut", test_cut);
  g_test_add_func ("/mysql/values/few", test_few);
  g_test_add_func ("/mysql/values/json", test_json);
  g_test_add_func ("/mysql/values/any", test_any);
  g_test_add_func ("/mysql/values/long", test_long);
  g_test_add_func ("/mysql/values/registers", test_registers);
  return g_test_run ();
}
