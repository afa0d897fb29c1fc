/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What scripts of DDL say: types, keys, changes, conditional comments, and what goes wrong in them. */

#include <string.h>

#include "mysql-test.h"

static void
assert_table (const char  *sql,
              TenonDialect dialect,
              const char  *table,
              const char  *expected)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = mysql_test_read (sql, dialect, diagnostics);
  g_autofree char *description = mysql_test_describe (schema, table);

  g_assert_cmpstr (description, ==, expected);
}

#define assert_reads(sql, expected) assert_table (sql, TENON_DIALECT_MYSQL, "t", expected)
#define assert_mariadb_reads(sql, expected) assert_table (sql, TENON_DIALECT_MARIADB, "t", expected)

static const struct
{
  const char *written;
  const char *read;
} types[] = {
  { "INT(11)", "int" },
  { "integer unsigned", "int unsigned" },
  { "INT ZEROFILL", "int(10) unsigned zerofill" },
  { "TINYINT(1)", "tinyint(1)" },
  { "BOOL", "tinyint(1)" },
  { "INT8", "bigint" },
  { "DECIMAL", "decimal(10,0)" },
  { "NUMERIC(8)", "decimal(8,0)" },
  { "DEC(10,2) UNSIGNED", "decimal(10,2) unsigned" },
  { "DOUBLE PRECISION", "double" },
  { "FLOAT(30)", "double" },
  { "FLOAT(7,4)", "float(7,4)" },
  { "REAL", "double" },
  { "BIT", "bit(1)" },
  { "CHAR", "char(1)" },
  { "NATIONAL VARCHAR(20)", "varchar(20)" },
  { "CHARACTER VARYING (20)", "varchar(20)" },
  { "VARCHAR(20) CHARACTER SET binary", "varbinary(20)" },
  { "TEXT(100) CHARACTER SET latin1", "tinytext" },
  { "BLOB(70000)", "mediumblob" },
  { "LONG VARBINARY", "mediumblob" },
  { "DATETIME(6)", "datetime(6)" },
  { "TIMESTAMP(0)", "timestamp" },
  { "ENUM('a', 'it''s', \"x,y)\", 'b  ')", "enum('a','it''s','x,y)','b')" },
  { "SET('x')", "set('x')" },
  { "JSON", "json" },
  { "GEOMETRYCOLLECTION", "geomcollection" },
  { "VECTOR(768)", "vector(768)" },
};

static void
test_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *sql = g_strdup_printf ("CREATE TABLE t (c %s)", types[i].written);
      g_autofree char *expected = g_strdup_printf ("c %s\n", types[i].read);

      assert_reads (sql, expected);
    }
}

static void
test_defaults (void)
{
  assert_reads ("CREATE TABLE t (a int DEFAULT '0', b int NOT NULL DEFAULT -1.5, c bool DEFAULT TRUE)",
                "a int default '0'\nb int not null default '-1.5'\nc tinyint(1) default '1'\n");
  assert_reads ("CREATE TABLE t (a varchar(9) DEFAULT 'it''s \\'x\\' ' 'y', b varchar(3) DEFAULT _utf8mb4'z')",
                "a varchar(9) default 'it's 'x' y'\nb varchar(3) default 'z'\n");
  assert_reads ("CREATE TABLE t (a datetime(3) DEFAULT NOW(3) ON UPDATE CURRENT_TIMESTAMP(3), b timestamp NULL)",
                "a datetime(3) default (CURRENT_TIMESTAMP(3)) on update CURRENT_TIMESTAMP(3)\nb timestamp\n");
  assert_reads ("CREATE TABLE t (a datetime DEFAULT 0, b date DEFAULT '2020-01-01', c binary(3) DEFAULT 'x')",
                "a datetime default '0000-00-00 00:00:00'\nb date default '2020-01-01'\nc binary(3) default 'x\\0\\0'\n");
  assert_reads ("CREATE TABLE t (a bit(2) DEFAULT b'01', b binary(1) DEFAULT 0x41, c int DEFAULT 0x10)",
                "a bit(2) default (b'01')\nb binary(1) default 'A'\nc int default '16'\n");
  assert_reads ("CREATE TABLE t (a json DEFAULT (json_object('x', (1))), b int DEFAULT NULL)",
                "a json default (json_object('x', (1)))\nb int\n");
}

static void
test_attributes (void)
{
  assert_reads ("CREATE TABLE t (id bigint unsigned AUTO_INCREMENT KEY COMMENT 'the; key )', b int AS (id * 2) STORED NOT NULL, c int GENERATED ALWAYS AS ((b)) COMMENT '')",
                "id bigint unsigned not null auto_increment comment 'the; key )'\nb int not null stored as (id * 2)\nc int virtual as ((b)) comment ''\nprimary (id)\n");
  assert_reads ("CREATE TABLE t (id SERIAL, g geometry NOT NULL SRID 4326, x int INVISIBLE COLUMN_FORMAT FIXED STORAGE DISK)",
                "id bigint unsigned not null auto_increment\ng geometry not null\nx int invisible\nunique id (id)\n");
}

static void
test_keys (void)
{
  assert_reads ("CREATE TABLE t (A int, b varchar(50), c text, PRIMARY KEY (a) USING BTREE, UNIQUE (b), KEY (b(10) DESC, A), INDEX i ((lower(b))), FULLTEXT KEY f (c) WITH PARSER ngram, KEY h USING HASH (b))",
                "A int not null\nb varchar(50)\nc text\nprimary (A)\nunique b (b)\nindex b_2 (b,A)\nindex i ((lower(b)))\nindex f (c) FULLTEXT\nindex h (b) HASH\n");
  assert_reads ("CREATE TABLE t (a int UNIQUE, b int, CONSTRAINT u UNIQUE KEY (b, a), CHECK (a > 0), CONSTRAINT c CHECK ((b <> ')')) NOT ENFORCED)",
                "a int\nb int\nunique a (a)\nunique u (b,a)\ncheck (a > 0)\ncheck ((b <> ')'))\n");
}

static void
test_foreign_keys (void)
{
  assert_reads ("CREATE TABLE t (a int, b int, CONSTRAINT fk FOREIGN KEY (a, B) REFERENCES p (X, y) ON DELETE SET NULL ON UPDATE CASCADE, FOREIGN KEY (a) REFERENCES t (b) MATCH SIMPLE ON DELETE NO ACTION);"
                "CREATE TABLE p (x int, y int, PRIMARY KEY (x, y))",
                "a int\nb int\nforeign fk (a,b) -> p (x,y) on delete SET NULL on update CASCADE\nforeign t_ibfk_1 (a) -> t (b) on delete NO ACTION\n");
  /* Engines without foreign keys keep the index only. */
  assert_reads ("CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (x)) ENGINE=MyISAM", "a int\nindex a (a)\n");
  assert_mariadb_reads ("CREATE TABLE t (a int REFERENCES p (x) ON DELETE CASCADE)", "a int\nforeign t_ibfk_1 (a) -> p (x) on delete CASCADE inline\n");
}

static void
test_conditional_comments (void)
{
  const char *sql = "CREATE TABLE t (a int /*!80023 INVISIBLE */, b int /*!50100 NOT NULL */, c int /*M!100500 NOT NULL */ /*!99999 COMMENT 'x' */)";

  assert_reads (sql, "a int invisible\nb int not null\nc int\n");
  assert_mariadb_reads (sql, "a int\nb int not null\nc int not null\n");
  /* Plain comments anywhere, also inside conditional ones. */
  assert_reads ("/*!40101 CREATE TABLE /* here */ t (-- first\na int # x\n, b int) */;", "a int\nb int\n");
}

static void
test_alter (void)
{
  static const char create[] = "CREATE TABLE t (a int, b int, KEY kb (b));";
  static const struct
  {
    const char *alter;
    const char *expected;
  } cases[] = {
    { "ALTER TABLE t ADD COLUMN c int NOT NULL FIRST, ADD d int AFTER a, ADD PRIMARY KEY (a)", "c int not null\na int not null\nd int\nb int\nprimary (a)\nindex kb (b)\n" },
    { "ALTER TABLE t ADD (c int, d int), DROP INDEX kb", "a int\nb int\nc int\nd int\n" },
    { "ALTER TABLE t MODIFY b bigint NOT NULL FIRST, CHANGE COLUMN a z char(2)", "b bigint not null\nz char(2)\nindex kb (b)\n" },
    { "ALTER TABLE t CHANGE b z int, RENAME INDEX kb TO kz", "a int\nz int\nindex kz (z)\n" },
    { "ALTER TABLE t RENAME COLUMN b TO c, ALTER a SET DEFAULT 5", "a int default '5'\nc int\nindex kb (c)\n" },
    { "ALTER TABLE t DROP COLUMN b", "a int\n" },
    { "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t (b); ALTER TABLE t DROP FOREIGN KEY f", "a int\nb int\nindex kb (b)\n" },
    { "CREATE UNIQUE INDEX u ON t (a, b DESC); DROP INDEX kb ON t", "a int\nb int\nunique u (a,b)\n" },
    { "ALTER TABLE t RENAME TO x; RENAME TABLE x TO y, y TO t", "a int\nb int\nindex kb (b)\n" },
    { "DROP TABLE IF EXISTS t", "absent\n" },
    { "DELIMITER //\nCREATE PROCEDURE p ()\nBEGIN\n  ALTER TABLE t ADD c int;\n  ALTER TABLE t DROP a;\nEND//\nDELIMITER ;\nCALL p ();", "b int\nc int\nindex kb (b)\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strconcat (create, cases[i].alter, NULL);

      assert_reads (sql, cases[i].expected);
    }
}

static void
test_like_and_select (void)
{
  static const char create[] = "CREATE TABLE s (id int PRIMARY KEY, n varchar(5) NOT NULL);";

  assert_reads ("CREATE TABLE s (id int PRIMARY KEY, KEY k (id)); CREATE TABLE t LIKE s", "id int not null\nprimary (id)\nindex k (id)\n");
  {
    g_autofree char *sql = g_strconcat (create, "CREATE TABLE t (z int) SELECT s.n AS m, 'abc' AS l, id FROM s WHERE id > 5", NULL);

    assert_reads (sql, "z int\nm varchar(5) not null\nl varchar(3) not null\nid int not null\n");
  }
}

static void
test_objects (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = mysql_test_read ("CREATE TABLE t (id int);\n"
                                                    "CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW `v` AS select 1;\n"
                                                    "DELIMITER ;;\n"
                                                    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; INSERT INTO t VALUES (1); END;;\n"
                                                    "CREATE FUNCTION f () RETURNS int RETURN 1;;\n"
                                                    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t;;\n"
                                                    "DELIMITER ;\n"
                                                    "DROP VIEW IF EXISTS nothing;\n",
                                                    TENON_DIALECT_MYSQL, diagnostics);
  TenonSchemaObject *trigger = tenon_list_get (schema->triggers, 0);

  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_cmpuint (tenon_list_get_length (schema->views), ==, 1);
  g_assert_cmpuint (tenon_list_get_length (schema->routines), ==, 1);
  g_assert_cmpuint (tenon_list_get_length (schema->events), ==, 1);
  g_assert_cmpstr (trigger->name, ==, "tr");
  g_assert_cmpstr (trigger->table, ==, "t");
  g_assert_cmpstr (trigger->kind, ==, "BEFORE INSERT");
}

static void
test_databases (void)
{
  static const char sql[] = "CREATE DATABASE one; CREATE DATABASE two;"
                            "USE one; CREATE TABLE a (id int PRIMARY KEY);"
                            "USE two; CREATE TABLE b (id int, FOREIGN KEY (id) REFERENCES one.a (id));";
  g_autoptr (TenonSchema) schema = mysql_test_read (sql, TENON_DIALECT_MYSQL, NULL);
  g_autofree char *b = mysql_test_describe (schema, "two.b");

  g_assert_cmpstr (b, ==, "id int\nforeign b_ibfk_1 (id) -> one.a (id)\n");
  g_assert_nonnull (tenon_schema_find_table (schema, "one.a"));
}

static void
test_several_files (void)
{
  g_autoptr (TenonSource) first = tenon_source_new_text ("1.sql", "CREATE TABLE t (a int);");
  g_autoptr (TenonSource) second = tenon_source_new_text ("2.sql", "\n\nALTER TABLE t ADD b int;");
  g_autoptr (TenonSchema) schema = tenon_ddl_read (first, TENON_DIALECT_MYSQL, NULL);
  g_autofree char  *t = NULL;
  TenonSourceTable *table;

  tenon_ddl_read_into (schema, second, TENON_DIALECT_MYSQL, NULL);
  t = mysql_test_describe (schema, "t");
  g_assert_cmpstr (t, ==, "a int\nb int\n");
  table = tenon_schema_find_table (schema, "t");
  g_assert_cmpstr (table->file, ==, "1.sql");
  g_assert_cmpint (((TenonColumn *)tenon_list_get (table->columns, 1))->line, ==, 3);
}

/* The same table in two files is no contradiction; another one is. */
static void
test_equal_tables (void)
{
  static const char sql[] = "CREATE TABLE p (id int KEY); CREATE TABLE t (a int, b int, KEY (b), FOREIGN KEY (a) REFERENCES p (id));";
  g_autoptr (TenonSource) first = tenon_source_new_text ("1.sql", sql);
  g_autoptr (TenonSource) second = tenon_source_new_text ("2.sql", "\nCREATE TABLE t (a int, b int, KEY (b), FOREIGN KEY (a) REFERENCES p (id));\nCREATE TABLE p (id bigint KEY);");
  g_autoptr (TenonSchema) schema = tenon_ddl_read (first, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autofree char *codes = NULL;

  tenon_ddl_read_into (schema, second, TENON_DIALECT_MYSQL, diagnostics);
  codes = mysql_test_codes (diagnostics);
  g_assert_cmpstr (codes, ==, "2:ddl-equal-table 3:ddl-duplicate-table");
  g_assert_cmpint (((TenonDiagnostic *)g_ptr_array_index (diagnostics, 0))->severity, ==, TENON_SEVERITY_NOTE);
}

static void
test_rows (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read ("CREATE TABLE t (a varchar(9)); CREATE TABLE u (a int);"
                                                    "INSERT INTO t VALUES ('a;b'), ('c),('),('it''s \\' x');"
                                                    "INSERT IGNORE INTO t (a) VALUES (concat('x', (1))) ON DUPLICATE KEY UPDATE a = VALUES(a);"
                                                    "REPLACE t SET a = 1;",
                                                    TENON_DIALECT_MYSQL, NULL);

  g_assert_cmpint (tenon_schema_find_table (schema, "t")->row_count, ==, 5);
  g_assert_cmpint (tenon_schema_find_table (schema, "u")->row_count, ==, -1);
}

/* Each statement that cannot be read has its place, and every other one is read. */
static void
test_broken_statements (void)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (sql, "CREATE TABLE b%u (a int,, b);\nCREATE TABLE g%u (a int);\n", i, i);
  schema = mysql_test_read (sql->str, TENON_DIALECT_MYSQL, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 40);
  g_assert_cmpuint (((TenonDiagnostic *)g_ptr_array_index (diagnostics, 39))->line, ==, 79);
  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 80);
  g_string_free (sql, TRUE);
}

/* What can be read of a table is kept; what is lost is said once a statement. */
static void
test_broken_columns (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = mysql_test_read ("CREATE TABLE t (id int, x decmal(1, 2) NOT NULL, y text, e enum('a', b), KEY ((), KEY k (y(3)), PRIMARY KEY (id));"
                                                    "CREATE TABLE u (id int, name varchar(9);\nCREATE TABLE v (id int KEY, na",
                                                    TENON_DIALECT_MYSQL, diagnostics);
  g_autofree char  *u = mysql_test_describe (schema, "u"), *v = mysql_test_describe (schema, "v");
  g_autofree char  *codes = mysql_test_codes (diagnostics);
  TenonSourceTable *t = tenon_schema_find_table (schema, "t");

  g_assert_cmpstr (codes, ==, "1:ddl-syntax 1:ddl-syntax 2:ddl-syntax");
  g_assert_nonnull (strstr (((TenonDiagnostic *)g_ptr_array_index (diagnostics, 0))->message, "2 more columns or keys"));
  g_assert_nonnull (tenon_source_table_find_column (t, "y"));
  g_assert_null (tenon_source_table_find_column (t, "x"));
  g_assert_cmpstr (u, ==, "id int\nname varchar(9)\n");
  g_assert_cmpstr (v, ==, "id int not null\nprimary (id)\n");
}

static void
test_dropped_checks (void)
{
  assert_reads ("CREATE TABLE t (a int CONSTRAINT one CHECK (a > 0), b int CHECK (b > 0), CONSTRAINT two CHECK (a < b), CHECK (b < 9));"
                "ALTER TABLE t DROP CHECK ONE, DROP CONSTRAINT two, ADD CONSTRAINT three CHECK (a <> 5), DROP CHECK t_chk_1",
                "a int\nb int\ncheck (b < 9)\ncheck (a <> 5)\n");
}

/* What a query computes has the type MySQL 8.4 gives it, where that follows from the text. */
static void
test_select_expressions (void)
{
  static const char tables[] = "CREATE TABLE p (id int unsigned AUTO_INCREMENT PRIMARY KEY, name varchar(20) NOT NULL, price decimal(8,2));"
                               "CREATE TABLE q (id bigint, p_id int NOT NULL, name varchar(50));";
  g_autofree char  *first = g_strconcat (tables, "CREATE TABLE t AS SELECT p.id, q.name AS other, count(*) n, sum(q.id) s, avg(price) a, max(q.p_id) m, concat(p.name, '-', p.id) c,"
                                                  " cast(q.id AS decimal(5, 1)) k, now() w, lower(p.name) l, coalesce(q.name, 'none') e, NULL z FROM p LEFT JOIN q ON q.p_id = p.id GROUP BY p.id",
                                         NULL);
  g_autofree char  *second = g_strconcat (tables, "CREATE TABLE t (extra int) SELECT DISTINCT y.*, p.id * 2 AS twice FROM p, q AS y", NULL);

  assert_reads (first,
                "id int unsigned not null default '0'\nother varchar(50)\nn bigint not null default '0'\ns decimal(41,0)\na decimal(12,6)\nm int\nc varchar(31) not null default ''\n"
                "k decimal(5,1)\nw datetime not null default '0000-00-00 00:00:00'\nl varchar(20) not null default ''\ne varchar(50) not null default ''\nz binary(0)\n");
  assert_reads (second, "extra int\nid bigint\np_id int not null\nname varchar(50)\n");
}

/* Within one ALTER TABLE, names are those from before it. */
static void
test_swapped_names (void)
{
  assert_reads ("CREATE TABLE t (a int, b varchar(9) NOT NULL, c int, PRIMARY KEY (b), KEY k (a, b));"
                "ALTER TABLE t CHANGE a b int, CHANGE b a varchar(9) NOT NULL, DROP COLUMN c, ADD c text",
                "b int\na varchar(9) not null\nc text\nprimary (a)\nindex k (b,a)\n");
  assert_reads ("CREATE TABLE t (a int, b int, KEY (a)); CREATE TABLE u (x int, FOREIGN KEY (x) REFERENCES t (a));"
                "ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a, ADD KEY n (a)",
                "b int\na int\nindex a (b)\nindex n (a)\n");
  assert_reads ("CREATE TABLE t (a int, b int, KEY (a), KEY (b)); ALTER TABLE t DROP COLUMN b, CHANGE a b int", "b int\nindex a (b)\n");
}

static void
test_hand_written (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = mysql_test_read ("FROBNICATE all;\n"
                                                    "CREATE TABLE a (id int, --no space\n x int,)\n"
                                                    "CREATE TABLE {$prefix}b (id int KEY);\n",
                                                    TENON_DIALECT_MYSQL, diagnostics);
  g_autofree char *codes = mysql_test_codes (diagnostics);

  g_assert_cmpstr (codes, ==, "1:ddl-unknown-statement 3:ddl-extra-comma 4:ddl-missing-delimiter");
  g_assert_nonnull (tenon_schema_find_table (schema, "a"));
  g_assert_nonnull (tenon_schema_find_table (schema, "pfx_b"));
}

/* A comma forgotten, and what the client prints around SHOW CREATE TABLE. */
static void
test_recovery (void)
{
  assert_reads ("CREATE TABLE t (\n  `a` int NOT NULL\n  `b` int,\n  KEY (b)\n);", "a int not null\nb int\nindex b (b)\n");
  assert_reads ("mysql> show create table s\\G\n*************************** 1. row ***************************\n       Table: s\n"
                "Create Table: CREATE TABLE `s` (\n  `a` int\n) ENGINE=InnoDB DEFAULT CHARSET=latin1\n"
                "*************************** 2. row ***************************\n       Table: t\n"
                "Create Table: CREATE TABLE `t` (\n  `b` double NOT NULL\n) ENGINE=MyISAM\n1 row in set (0.00 sec)\n\nmysql> notee\n",
                "b double not null\n");
}

static void
test_quoting (void)
{
  assert_reads ("CREATE TABLE `t` (`a``b` int, `select` int, `group by` int, key1 int, ü int)", "a`b int\nselect int\ngroup by int\nkey1 int\nü int\n");
  assert_reads ("SET sql_mode = 'ANSI_QUOTES'; CREATE TABLE \"t\" (\"a \"\"b\" int)", "a \"b int\n");
  assert_reads ("CREATE TABLE t(a int)\r\n;\r\n-- end\r\n", "a int\n");
}

/* Nothing here is a schema; nothing here may stop the reader. */
static void
test_hostile (void)
{
  static const char *const inputs[] = { "", ";", "'", "\"", "`", "/*", "/*!", "/*!99999", "CREATE", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE t (", "CREATE TABLE t (a", "CREATE TABLE t (a int", "INSERT INTO t VALUES ('", "DELIMITER", "DELIMITER ;;", "\xff\xfe\xff", "ALTER TABLE t ADD", "CREATE TABLE t (a enum(", "USE", "*/" };
  GString                 *deep = g_string_new ("CREATE TABLE t (a int DEFAULT ");

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (TenonSchema) schema = mysql_test_read (inputs[i], i % 2, diagnostics);

      g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 0);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '(');
  {
    g_autoptr (TenonSchema) schema = mysql_test_read (deep->str, TENON_DIALECT_MYSQL, NULL);

    g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 0);
  }
  g_string_free (deep, TRUE);
}

/* A statement that goes wrong a thousand times is told of a few times and counted. */
static void
test_many_findings (void)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE t (a int");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  TenonDiagnostic *last;

  for (guint i = 0; i < 1000; i++)
    g_string_append (sql, ", a int");
  g_string_append (sql, "); nonsense;");
  schema = mysql_test_read (sql->str, TENON_DIALECT_MYSQL, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 27);
  last = g_ptr_array_index (diagnostics, 26);
  g_assert_cmpstr (last->code, ==, "ddl-more");
  g_assert_nonnull (tenon_schema_find_table (schema, "t"));
}

static void
test_binary (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\x89PNG\0\0\0CREATE TABLE t (a int);", 30);
  g_autoptr (TenonSource) source = tenon_source_new ("picture.png", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  g_autofree char *codes = mysql_test_codes (diagnostics);

  g_assert_cmpstr (codes, ==, "0:ddl-binary");
  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/ddl/types", test_types);
  g_test_add_func ("/mysql/ddl/defaults", test_defaults);
  g_test_add_func ("/mysql/ddl/attributes", test_attributes);
  g_test_add_func ("/mysql/ddl/keys", test_keys);
  g_test_add_func ("/mysql/ddl/foreign-keys", test_foreign_keys);
  g_test_add_func ("/mysql/ddl/conditional-comments", test_conditional_comments);
  g_test_add_func ("/mysql/ddl/alter", test_alter);
  g_test_add_func ("/mysql/ddl/like-and-select", test_like_and_select);
  g_test_add_func ("/mysql/ddl/objects", test_objects);
  g_test_add_func ("/mysql/ddl/databases", test_databases);
  g_test_add_func ("/mysql/ddl/several-files", test_several_files);
  g_test_add_func ("/mysql/ddl/rows", test_rows);
  g_test_add_func ("/mysql/ddl/broken-statements", test_broken_statements);
  g_test_add_func ("/mysql/ddl/equal-tables", test_equal_tables);
  g_test_add_func ("/mysql/ddl/broken-columns", test_broken_columns);
  g_test_add_func ("/mysql/ddl/dropped-checks", test_dropped_checks);
  g_test_add_func ("/mysql/ddl/select-expressions", test_select_expressions);
  g_test_add_func ("/mysql/ddl/swapped-names", test_swapped_names);
  g_test_add_func ("/mysql/ddl/hand-written", test_hand_written);
  g_test_add_func ("/mysql/ddl/recovery", test_recovery);
  g_test_add_func ("/mysql/ddl/quoting", test_quoting);
  g_test_add_func ("/mysql/ddl/hostile", test_hostile);
  g_test_add_func ("/mysql/ddl/many-findings", test_many_findings);
  g_test_add_func ("/mysql/ddl/binary", test_binary);
  return g_test_run ();
}
