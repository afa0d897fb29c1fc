/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rows of a dump show: children of parents, different values, sizes, and how far estimates are off. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "mysql-test.h"
#include "mysql/tenon-row-counter.h"
#include "mysql/tenon-value-sketch.h"

static void
count (TenonSchema *schema,
       TenonSource *source)
{
  g_autoptr (TenonRowCounter) counter = tenon_row_counter_new (schema);

  tenon_row_counter_read (counter, source, TENON_DIALECT_MYSQL);
  tenon_row_counter_finish (counter);
}

static TenonSchema *
read_with_rows (const char *sql)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("dump.sql", sql);
  TenonSchema *schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, NULL);

  count (schema, source);
  return schema;
}

/* "rows/null distinct average maximum bytes" */
static void
assert_column (TenonSchema *schema,
               const char  *name,
               const char  *expected)
{
  TenonRowStatistics *found = tenon_schema_find_row_statistics (schema, name);
  g_autofree char    *text = NULL;

  if (found == NULL)
    text = g_strdup ("none");
  else
    text = g_strdup_printf ("%d/%d %g %g %d %g", (int)found->rows, (int)found->null_rows, found->distinct_values, found->average_rows, (int)found->maximum_rows, found->mean_bytes);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_children (void)
{
  /* The foreign keys stand behind the rows, as phpMyAdmin writes them. */
  g_autoptr (TenonSchema) schema = read_with_rows ("CREATE TABLE p (id int PRIMARY KEY, name varchar(9));"
                                                   "CREATE TABLE c (id int PRIMARY KEY, p_id int, a int, b varchar(9));"
                                                   "INSERT INTO p VALUES (1,'x'),(2,'yy');"
                                                   "INSERT INTO `c` VALUES (1,1,7,'x'),(2,1,7,'x'),(3,2,7,'y'),(4,NULL,NULL,'y'),(5,1,8,'x');"
                                                   "ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES p (id), ADD CONSTRAINT ab FOREIGN KEY (a, b) REFERENCES q (a, b);");
  TenonSourceTable   *c = tenon_schema_find_table (schema, "c");
  TenonRowStatistics *key = tenon_schema_find_key_statistics (schema, c, tenon_list_get (c->foreign_keys, 0));
  g_autofree char    *evidence = tenon_row_statistics_dup_evidence (key);

  assert_column (schema, "c.p_id", "4/1 2 2 3 2");
  assert_column (schema, "c.id", "5/0 5 1 1 2");
  assert_column (schema, "c.a+b", "4/1 3 1.33333 2 0");
  g_assert_true (key->is_foreign_key);
  g_assert_cmpint (key->maximum_rows_most, ==, 3);
  g_assert_cmpfloat (tenon_row_statistics_get_top_share (key), ==, 0.75);
  g_assert_cmpstr (evidence, ==, "4 rows in dump.sql, exact");
  g_assert_cmpint (c->row_count, ==, 5);
  g_assert_cmpfloat (tenon_schema_find_table (schema, "p")->mean_row_bytes, ==, 3.5);
  g_assert_cmpint (tenon_schema_find_table (schema, "p")->maximum_row_bytes, ==, 4);
}

static void
test_values (void)
{
  g_autoptr (TenonSchema) schema = read_with_rows ("CREATE TABLE t (n decimal(10,2), s varchar(99), b blob, x int, h int INVISIBLE);"
                                                   "INSERT INTO t VALUES (-1234.50, 'it''s \\'; (', _binary 'ab\\0', NOW()), ( '1234.5' , \"d,q\" , 0x616200 /* , */ , 1 + (2)),"
                                                   "\n(NULL,_utf8mb4'z',x'6162',DEFAULT);"
                                                   "INSERT INTO t (h, s) VALUES ROW(1, 'q'), ROW(2, N'q') AS new ON DUPLICATE KEY UPDATE s = concat('(', new.s);"
                                                   "REPLACE INTO t SET s = 'q', n = 100;"
                                                   "INSERT INTO t (s) SELECT 'none';");

  assert_column (schema, "t.n", "3/1 3 1 1 3.66667");
  assert_column (schema, "t.s", "6/0 4 1.5 3 2.66667");
  assert_column (schema, "t.b", "3/0 3 1 1 2.66667");
  assert_column (schema, "t.x", "0/0 0 0 0 0");
  assert_column (schema, "t.h", "2/0 2 1 1 2");
}

static void
test_broken (void)
{
  g_autoptr (TenonSchema) schema = read_with_rows ("CREATE TABLE t (a int, b int);"
                                                   "INSERT INTO t VALUES (1,2,3),(1),(),(5,6;"
                                                   "INSERT INTO nowhere VALUES (1);"
                                                   "INSERT INTO t VALUES (1, 2");

  g_assert_cmpint (tenon_schema_find_row_statistics (schema, "t.a")->rows, ==, 2);
  g_assert_cmpint (tenon_schema_find_row_statistics (schema, "t.b")->rows, ==, 1);
}

static void
test_truncate (void)
{
  g_autoptr (TenonSchema) schema = read_with_rows ("CREATE TABLE t (a int); INSERT INTO t VALUES (1); TRUNCATE t; INSERT INTO t VALUES (2),(2);");

  assert_column (schema, "t.a", "2/0 1 2 2 2");
}

/* Rows stand in a file beside the script, as mysqldump --tab writes them. */
static void
test_load_data (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tenon-rows-XXXXXX", NULL);
  g_autofree char *script = g_build_filename (folder, "t.sql", NULL);
  g_autofree char *rows = g_build_filename (folder, "t.txt", NULL);
  g_autofree char *csv = g_build_filename (folder, "u.csv", NULL);
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autofree char *codes = NULL;

  g_assert_true (g_file_set_contents (script,
                                      "CREATE TABLE t (id int PRIMARY KEY, p int, s text, FOREIGN KEY (p) REFERENCES q (id));\n"
                                      "CREATE TABLE u (a int, b text);\n"
                                      "LOAD DATA INFILE '/var/lib/elsewhere/t.txt' INTO TABLE t;\n"
                                      "LOAD DATA LOCAL INFILE 'C:\\\\u.csv' IGNORE INTO TABLE u CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"'"
                                      " LINES TERMINATED BY '\\r\\n' IGNORE 1 LINES (b, @x) SET a = @x;\n"
                                      "LOAD DATA INFILE 'missing.txt' INTO TABLE t;\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (rows, "1\t7\tone\\\nline\n2\t7\t\\N\n3\t\\N\tx\n", -1, NULL));
  g_assert_true (g_file_set_contents (csv, "b,x\r\n\"a \"\"q\"\", b\",1\r\n\"two\r\nlines\",2\r\nNULL,3\r\n", -1, NULL));
  source = tenon_source_load (script, "t.sql", NULL);
  schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  codes = mysql_test_codes (diagnostics);
  g_assert_cmpstr (codes, ==, "5:ddl-load-data");
  g_assert_cmpint (tenon_schema_find_table (schema, "t")->row_count, ==, 3);
  g_assert_cmpint (tenon_schema_find_table (schema, "u")->row_count, ==, 3);
  count (schema, source);
  assert_column (schema, "t.p", "2/1 1 2 2 2");
  assert_column (schema, "u.b", "2/1 2 1 1 10");
  g_remove (script);
  g_remove (rows);
  g_remove (csv);
  g_rmdir (folder);
}

/* What the sketch says of values whose numbers are known. */
static void
check_sketch (guint n_distinct,
              guint heavy,
              guint capacity)
{
  TenonValueSketch *sketch = tenon_value_sketch_new (capacity, 14);
  double            error, distinct;
  gint64            least, most, n = 0;

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < n_distinct; i++, n++)
      {
        guint            number = (i * 7919u + round) % n_distinct;
        g_autofree char *text = g_strdup_printf ("%u", number);

        tenon_value_sketch_add (sketch, tenon_value_hash (text, strlen (text)));
        if (round == 1 && i < heavy)
          tenon_value_sketch_add (sketch, tenon_value_hash ("heavy", 5));
      }
  tenon_value_sketch_end_run (sketch);
  distinct = tenon_value_sketch_get_distinct (sketch, &error);
  least = tenon_value_sketch_get_maximum (sketch, &most);
  g_assert_cmpfloat (fabs (distinct - n_distinct - 1), <=, 4 * error * n_distinct + 0.5);
  g_assert_cmpint (least, <=, MAX (3, heavy));
  g_assert_cmpint (most, >=, MAX (3, heavy));
  /* The error of a counter is at most the statements over 3/8 of the counters. */
  g_assert_cmpint (most - least, <=, (n + heavy) * 8 / 3 / capacity + 1);
  if (n_distinct < capacity / 2)
    g_assert_cmpfloat (error, ==, 0);
  tenon_value_sketch_free (sketch);
}

static void
test_sketch (void)
{
  check_sketch (100, 50, 1024);
  check_sketch (1000, 900, 1024);
  check_sketch (10007, 5000, 1024);
  check_sketch (200003, 20000, 4096);
  check_sketch (300007, 3, 65536);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/rows/children", test_children);
  g_test_add_func ("/mysql/rows/values", test_values);
  g_test_add_func ("/mysql/rows/broken", test_broken);
  g_test_add_func ("/mysql/rows/truncate", test_truncate);
  g_test_add_func ("/mysql/rows/load-data", test_load_data);
  g_test_add_func ("/mysql/rows/sketch", test_sketch);
  return g_test_run ();
}
