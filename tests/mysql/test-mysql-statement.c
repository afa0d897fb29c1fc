/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shapes of statements, with a schema and without, and their fingerprints. */

#include "mysql/tenon-dml.h"

#include "mysql-test.h"

static const char tables[] = "CREATE TABLE users (id int PRIMARY KEY, name varchar(20), email varchar(50), created_at datetime);"
                             "CREATE TABLE orders (id int PRIMARY KEY, user_id int, total decimal(10,2), status varchar(9), created_at datetime, note text,"
                             " CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id));"
                             "CREATE TABLE order_items (order_id int, line int, product_id int, qty int, PRIMARY KEY (order_id, line));";

static void
append_set (GString    *s,
            const char *name,
            char      **columns)
{
  g_autofree char *joined = NULL;

  if (columns == NULL || columns[0] == NULL)
    return;
  joined = g_strjoinv (",", columns);
  g_string_append_printf (s, " %s=%s", name, joined);
}

/* "VERB tables…", then what is not empty; reads and writes only where asked for. */
static char *
describe (TenonShape *shape,
          gboolean    with_reads)
{
  GString *s = g_string_new (shape->verb);

  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      TenonShapeTable *table = tenon_list_get (shape->tables, i);

      g_string_append_printf (s, " %s", table->name);
      if (table->alias != NULL)
        g_string_append_printf (s, "/%s", table->alias);
    }
  for (guint i = 0; i < tenon_list_get_length (shape->joins); i++)
    {
      TenonShapeJoin *join = tenon_list_get (shape->joins, i);

      g_string_append_printf (s, " join=%s:%s:%s", join->left, join->right, join->foreign_key != NULL ? join->foreign_key : "-");
    }
  append_set (s, "eq", shape->equality);
  append_set (s, "in", shape->in_lists);
  append_set (s, "range", shape->range);
  append_set (s, "prefix", shape->prefix);
  append_set (s, "infix", shape->infix);
  append_set (s, "fulltext", shape->fulltext);
  append_set (s, "null", shape->is_null);
  append_set (s, "either", shape->either);
  for (guint i = 0; i < tenon_list_get_length (shape->order_by); i++)
    {
      TenonShapeOrder *order = tenon_list_get (shape->order_by, i);

      g_string_append_printf (s, " order=%s%s", order->column, order->descending ? "-" : "");
    }
  if (shape->limit >= 0)
    g_string_append_printf (s, " limit=%" G_GINT64_FORMAT, shape->limit);
  if (shape->offset >= 0)
    g_string_append_printf (s, " offset=%" G_GINT64_FORMAT, shape->offset);
  append_set (s, "group", shape->group_by);
  append_set (s, "aggregates", shape->aggregates);
  if (with_reads)
    append_set (s, "reads", shape->reads);
  append_set (s, "writes", shape->writes);
  if (shape->locks)
    g_string_append (s, " locks");
  return g_string_free (s, FALSE);
}

static const struct
{
  const char *sql;
  const char *shape;
} shapes[] = {
  { "SELECT u.name, o.total FROM orders o JOIN users u ON o.user_id = u.id WHERE u.email = 'a' AND o.created_at > '2020' AND o.status IN ('a','b') ORDER BY o.created_at DESC, total LIMIT 10 OFFSET 20",
    "SELECT orders/o users/u join=orders.user_id:users.id:fk_user eq=users.email in=orders.status range=orders.created_at order=orders.created_at- order=orders.total limit=10 offset=20" },
  { "select * from USERS where name like 'ab%' or email like '%x%' or email like concat(?, '%')", "SELECT users/USERS infix=users.email either=users.name,users.email" },
  { "SELECT count(*) AS n, sum(total), status FROM orders WHERE user_id = 5 AND note IS NULL GROUP BY status HAVING n > 5", "SELECT orders eq=orders.user_id null=orders.note group=orders.status aggregates=count(*),sum(orders.total)" },
  { "INSERT INTO orders (id, user_id) VALUES (1,2),(3,4) ON DUPLICATE KEY UPDATE total = VALUES(total)", "INSERT orders writes=orders.id,orders.user_id,orders.total" },
  { "INSERT INTO order_items SELECT o.id, 1, 2, 3 FROM orders o WHERE o.status = 'new'", "INSERT order_items orders/o eq=orders.status writes=order_items.order_id,order_items.line,order_items.product_id,order_items.qty" },
  { "UPDATE orders o, users u SET o.status = 'x' WHERE o.user_id = u.id AND u.name = 'y'", "UPDATE orders/o users/u join=orders.user_id:users.id:fk_user eq=users.name writes=orders.status" },
  { "DELETE FROM users WHERE id BETWEEN 1 AND 10", "DELETE users range=users.id writes=users.id,users.name,users.email,users.created_at" },
  { "WITH t AS (SELECT user_id AS uid, count(*) c FROM orders GROUP BY user_id) SELECT u.name FROM users u JOIN t ON t.uid = u.id", "SELECT orders users/u join=orders.user_id:users.id:fk_user group=orders.user_id aggregates=count(*)" },
  { "SELECT d.id FROM (SELECT id, user_id FROM orders WHERE status='a') AS d WHERE d.user_id = 3", "SELECT orders eq=orders.status,orders.user_id" },
  { "SELECT name FROM users u WHERE EXISTS (SELECT 1 FROM orders WHERE user_id = u.id AND total >= 5) FOR UPDATE", "SELECT users/u orders join=orders.user_id:users.id:fk_user range=orders.total locks" },
  { "(SELECT id FROM users WHERE name='a') UNION ALL (SELECT id FROM orders WHERE status='b') ORDER BY id LIMIT 5", "SELECT users orders eq=users.name,orders.status order=users.id limit=5" },
  { "SELECT id FROM users WHERE (name, email) = ('a','b') OR (id, name) IN ((1,'a'))", "SELECT users either=users.name,users.email,users.id" },
  { "SELECT id FROM users WHERE (id = 1 OR id = 2 OR id IN (4, 5)) AND name = 'a'", "SELECT users eq=users.name in=users.id" },
  { "SELECT id FROM users WHERE id = 1 AND (name = 'a' OR email = 'b')", "SELECT users eq=users.id either=users.name,users.email" },
  { "SELECT id FROM users WHERE id = 1 OR id > 7", "SELECT users either=users.id" },
  { "SELECT CASE WHEN o.total > 5 THEN 'x' ELSE 'y' END, ROW_NUMBER() OVER (PARTITION BY user_id) FROM orders o WHERE MATCH (note) AGAINST ('x' IN BOOLEAN MODE)", "SELECT orders/o fulltext=orders.note" },
  { "SELECT id FROM orders WHERE NOT (status = 'x') AND status <> 'y' AND id NOT IN (1) AND created_at >= NOW() - INTERVAL 1 DAY", "SELECT orders range=orders.created_at" },
  { "SELECT id FROM users a STRAIGHT_JOIN orders b USE INDEX (x) USING (id) WHERE a.name = ? LIMIT 5, 10", "SELECT users/a orders/b join=users.id:orders.id:- eq=users.name limit=10 offset=5" },
  { "REPLACE INTO users SET id = 1, name = 'x'", "REPLACE users writes=users.id,users.name" },
  { "CALL report(1)", "CALL" },
  { "EXPLAIN SELECT id FROM users", "SELECT users" },
};

static void
test_shapes (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (tables, TENON_DIALECT_MYSQL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (TenonShape) shape = tenon_dml_read_shape (shapes[i].sql, -1, schema);
      g_autofree char *text = describe (shape, FALSE);

      g_assert_cmpstr (text, ==, shapes[i].shape);
    }
}

static char *
describe_conditions (TenonShape *shape)
{
  GString *s = g_string_new (shape->distinct ? "distinct" : "");

  if (shape->unites)
    g_string_append (s, "unites");
  for (guint i = 0; i < tenon_list_get_length (shape->conditions); i++)
    {
      TenonShapeCondition *condition = tenon_list_get (shape->conditions, i);
      g_autofree char     *columns = condition->columns != NULL ? g_strjoinv (",", condition->columns) : g_strdup ("");

      g_string_append_printf (s, "%s%s: %s [%s]", s->len > 0 ? "; " : "", condition->kind, condition->text, columns);
    }
  return g_string_free (s, FALSE);
}

/* What the sets of columns do not say; values never stand there. */
static const struct
{
  const char *sql;
  const char *conditions;
} conditions[] = {
  { "SELECT id FROM orders WHERE user_id = 1 AND status = 'x' AND total > 5 AND note IS NULL AND created_at BETWEEN 1 AND 2", "" },
  { "SELECT id FROM orders WHERE status <> 'secret'", "filter: {orders.status} <> ? [orders.status]" },
  { "SELECT id FROM orders o WHERE NOT o.status = 'x' AND 5 != total", "filter: NOT {orders.status} = ? [orders.status]; filter: {orders.total} <> ? [orders.total]" },
  { "SELECT id FROM orders WHERE NOT (status = 'x' AND total > 5)", "filter: NOT ({orders.status} = ? AND {orders.total} > ?) [orders.status,orders.total]" },
  { "SELECT id FROM orders WHERE status NOT IN ('a', 'b') AND total NOT BETWEEN 1 AND 2", "filter: NOT {orders.status} IN (?1, ?2) [orders.status]; filter: NOT {orders.total} BETWEEN ?from AND ?to [orders.total]" },
  { "SELECT id FROM orders WHERE note IS NOT NULL AND status NOT LIKE 'a%' AND status NOT LIKE '%b%'",
    "filter: attribute_exists({orders.note}) [orders.note]; filter: NOT begins_with({orders.status}, ?) [orders.status]; filter: NOT contains({orders.status}, ?) [orders.status]" },
  { "SELECT id FROM orders WHERE status = 'a' OR total > 5", "filter: ({orders.status} = ? OR {orders.total} > ?) [orders.status,orders.total]" },
  { "SELECT id FROM orders WHERE user_id = 1 AND (status = 'a' OR (total > 5 AND 7 > total))", "filter: ({orders.status} = ? OR ({orders.total} > ? AND {orders.total} < ?)) [orders.status,orders.total]" },
  { "SELECT id FROM orders WHERE status = 'a' OR note = 'b'", "" },
  { "SELECT id FROM orders WHERE lower(status) = 'a' AND total - 5 > user_id AND date(created_at) = '2020-01-01' AND year(created_at) > 2020",
    "computed: lower({orders.status}) = ? [orders.status]; computed: {orders.total} - ? > {orders.user_id} [orders.total,orders.user_id]" },
  { "SELECT id FROM orders WHERE total > user_id AND id = user_id", "filter: {orders.id} = {orders.user_id} [orders.id,orders.user_id]; filter: {orders.total} > {orders.user_id} [orders.total,orders.user_id]" },
  { "SELECT id FROM orders WHERE user_id = (SELECT id FROM users WHERE email = 'x')", "" },
  { "SELECT id FROM orders WHERE user_id NOT IN (SELECT id FROM users WHERE name = 'x')", "computed: {orders.user_id} NOT IN (SELECT {users.id} FROM users WHERE {users.name} = ?) [orders.user_id,users.id,users.name]" },
  { "SELECT id FROM users u WHERE NOT EXISTS (SELECT 1 FROM orders WHERE user_id = u.id AND status = 'x')",
    "not exists: NOT EXISTS (SELECT ? FROM orders WHERE {orders.user_id} = {users.id} AND {orders.status} = ?) [orders.*,orders.user_id,users.id,orders.status]" },
  { "SELECT DISTINCT status FROM orders WHERE total > (SELECT avg(total) FROM orders)", "distinct; computed: {orders.total} > (SELECT avg({orders.total}) FROM orders) [orders.total]" },
  { "SELECT status FROM orders GROUP BY status HAVING count(*) > 5 ORDER BY field(status, 'a', 'b'), 1", "computed: HAVING count(*) > ? []; order: field({orders.status}, ?) [orders.status]" },
  { "SELECT id FROM users WHERE name = 'a' UNION SELECT id FROM users WHERE email = 'b'", "unites" },
  { "SELECT d.id FROM (SELECT id FROM orders WHERE user_id = 1 ORDER BY total LIMIT 10) d WHERE d.id <> 7", "page: LIMIT ? []; filter: {orders.id} <> ? [orders.id]" },
  { "SELECT id FROM orders WHERE 1 = 1 AND true AND user_id", "filter: {orders.user_id} = ? [orders.user_id]" },
};

static void
test_conditions (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (tables, TENON_DIALECT_MYSQL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autoptr (TenonShape) shape = tenon_dml_read_shape (conditions[i].sql, -1, schema);
      g_autofree char *text = describe_conditions (shape);

      g_assert_cmpstr (text, ==, conditions[i].conditions);
    }
}

/* What a query makes itself is no table and no column of one. */
static void
test_made_tables (void)
{
  g_autoptr (TenonSchema) schema = mysql_test_read (tables, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (TenonShape) recursive = tenon_dml_read_shape ("WITH RECURSIVE tree (a, b) AS (SELECT id, user_id FROM orders WHERE id = 1 UNION ALL SELECT o.id, o.user_id FROM orders o JOIN tree t ON o.user_id = t.a)"
                                                           " SELECT b FROM tree WHERE a > 5",
                                                           -1, schema);
  g_autoptr (TenonShape) json = tenon_dml_read_shape ("SELECT jt.a FROM orders o, JSON_TABLE(o.note, '$[*]' COLUMNS (a INT PATH '$.a', NESTED PATH '$.b' COLUMNS (c INT PATH '$'))) AS jt WHERE o.id = 7", -1, schema);
  g_autoptr (TenonShape) lateral = tenon_dml_read_shape ("SELECT l.m FROM users u, LATERAL (SELECT MAX(o.total) m FROM orders o WHERE o.user_id = u.id) l", -1, schema);
  g_autofree char *first = describe (recursive, TRUE);
  g_autofree char *second = describe (json, TRUE);
  g_autofree char *third = describe (lateral, TRUE);

  g_assert_cmpstr (first, ==, "SELECT orders orders/o join=orders.user_id:orders.id:- eq=orders.id range=orders.id reads=orders.id,orders.user_id");
  g_assert_cmpstr (second, ==, "SELECT orders/o eq=orders.id reads=orders.note,orders.id");
  g_assert_cmpstr (third, ==, "SELECT users/u orders/o join=orders.user_id:users.id:fk_user aggregates=max(orders.total) reads=orders.total,orders.user_id,users.id");
}

/* A range that one comparison leaves open is open in the shape, on whichever side the column stands. */
static void
test_sides (void)
{
  static const struct
  {
    const char *condition;
    gboolean    from, to, strict;
  } cases[] = {
    { "d >= 5", TRUE, FALSE, FALSE },
    { "d > 5", TRUE, FALSE, TRUE },
    { "d <= 5", FALSE, TRUE, FALSE },
    { "d < 5", FALSE, TRUE, TRUE },
    { "5 <= d", TRUE, FALSE, FALSE },
    { "5 > d", FALSE, TRUE, TRUE },
    { "d BETWEEN 1 AND 5", TRUE, TRUE, FALSE },
    { "d >= 1 AND d < 5", TRUE, TRUE, TRUE },
    { "d >= ?", TRUE, FALSE, FALSE },
    { "YEAR(d) >= 2020", TRUE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT a FROM t WHERE e = 1 AND %s", cases[i].condition);
      g_autoptr (TenonShape) shape = tenon_dml_read_shape (sql, -1, NULL);
      g_autoptr (TenonShape) again = tenon_record_copy (shape);

      g_test_message ("%s", cases[i].condition);
      g_assert_true (g_strv_contains ((const char *const *)again->range, "t.d"));
      g_assert_true (g_strv_contains ((const char *const *)again->from, "t.d") == cases[i].from);
      g_assert_true (g_strv_contains ((const char *const *)again->to, "t.d") == cases[i].to);
      g_assert_true (g_strv_contains ((const char *const *)again->strict, "t.d") == cases[i].strict);
      g_assert_false (g_strv_contains ((const char *const *)again->from, "t.e"));
    }
}

static void
test_without_schema (void)
{
  g_autoptr (TenonShape) one = tenon_dml_read_shape ("SELECT c, t.d FROM db.t WHERE e = 1", -1, NULL);
  g_autoptr (TenonShape) two = tenon_dml_read_shape ("SELECT a FROM t1 x JOIN t2 ON x.k = t2.k WHERE b = 1", -1, NULL);
  g_autofree char *first = describe (one, TRUE);
  g_autofree char *second = describe (two, TRUE);

  g_assert_cmpstr (first, ==, "SELECT t eq=t.e reads=t.c,t.d,t.e");
  /* With two tables nobody knows whose column a bare name is. */
  g_assert_cmpstr (second, ==, "SELECT t1/x t2 join=t1.k:t2.k:- eq=b reads=a,t1.k,t2.k,b");
}

static const struct
{
  const char *sql;
  const char *fingerprint;
} fingerprints[] = {
  { "SELECT  *\n FROM users -- all\nWHERE id = 5", "select * from users where id = ?" },
  { "SELECT /* x */ a FROM t WHERE b IN (1, 2, 'x') AND c = \"it\\\"s\"", "select a from t where b in(?+) and c = ?" },
  { "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');", "insert into t (a, b) values(?+)" },
  { "select a from t limit 5, 10", "select a from t limit ?" },
  { "select a from t limit 5 offset 10", "select a from t limit ?" },
  { "select a from t1 where b is null or c = -1.5e3", "select a from t? where b is ? or c = ?" },
  { "select 1 union select 2 union select 4", "select ? /*repeat union*/" },
  { "select a from t order by b asc, c ASC", "select a from t order by b, c" },
  { "CALL report(1, 2)", "call report" },
  { "use shop", "use ?" },
  { "administrator command: Quit", "administrator command: Quit" },
  { "select * from t where a = true", "select * from t where a = ?" },
  { "", "" },
};

static void
test_fingerprints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fingerprints); i++)
    {
      g_autofree char *fingerprint = tenon_dml_fingerprint (fingerprints[i].sql, -1);

      g_assert_cmpstr (fingerprint, ==, fingerprints[i].fingerprint);
    }
}

static void
test_looks_like (void)
{
  g_assert_true (tenon_dml_looks_like_statement ("  /* x */ select 1", -1));
  g_assert_true (tenon_dml_looks_like_statement ("(SELECT 1) UNION (SELECT 2)", -1));
  g_assert_true (tenon_dml_looks_like_statement ("COMMIT", -1));
  g_assert_false (tenon_dml_looks_like_statement ("Error: no such file", -1));
  g_assert_false (tenon_dml_looks_like_statement ("", -1));
}

static void
test_hostile (void)
{
  GString *deep = g_string_new ("SELECT a FROM t WHERE ");
  GString *wide = g_string_new ("SELECT 1 FROM t WHERE ");

  for (guint i = 0; i < 100000; i++)
    {
      g_string_append_c (deep, '(');
      g_string_append (wide, "a = 1 AND ");
    }
  {
    g_autoptr (TenonShape) shape = tenon_dml_read_shape (deep->str, deep->len, NULL);
    g_autoptr (TenonShape) other = tenon_dml_read_shape (wide->str, wide->len, NULL);

    g_assert_cmpstr (shape->verb, ==, "SELECT");
    g_assert_cmpstr (other->equality[0], ==, "t.a");
  }
  g_string_free (deep, TRUE);
  g_string_free (wide, TRUE);
}

/* Each level doubles the ways a name could go; none of them is gone twice too often. */
static void
test_nested_stars (void)
{
  g_autoptr (GString) sql = g_string_new ("SELECT x");
  g_autoptr (TenonShape) shape = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (sql, " FROM (SELECT * FROM (SELECT * FROM t) a, (SELECT *");
  shape = tenon_dml_read_shape (sql->str, sql->len, NULL);
  g_assert_cmpstr (shape->verb, ==, "SELECT");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/statement/shapes", test_shapes);
  g_test_add_func ("/mysql/statement/sides", test_sides);
  g_test_add_func ("/mysql/statement/conditions", test_conditions);
  g_test_add_func ("/mysql/statement/made-tables", test_made_tables);
  g_test_add_func ("/mysql/statement/without-schema", test_without_schema);
  g_test_add_func ("/mysql/statement/fingerprints", test_fingerprints);
  g_test_add_func ("/mysql/statement/looks-like", test_looks_like);
  g_test_add_func ("/mysql/statement/hostile", test_hostile);
  g_test_add_func ("/mysql/statement/nested-stars", test_nested_stars);
  return g_test_run ();
}
