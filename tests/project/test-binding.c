/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which statements of a log become observed rates of which access pattern, and what a pattern learns from them. */

#include <glib/gstdio.h>
#include <string.h>

#include "model/tenon-statement.h"
#include "project-test.h"
#include "project/tenon-pattern-shape.h"
#include "project/tenon-project.h"
#include "project/tenon-questions.h"

#define BY "Ada Lovelace <ada@example.org>"

static const char schema_sql[] = "CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT, name VARCHAR(40) NOT NULL, email VARCHAR(80) NOT NULL, PRIMARY KEY (id), UNIQUE KEY (email));\n"
                                 "CREATE TABLE books (id INT NOT NULL AUTO_INCREMENT, title VARCHAR(90) NOT NULL, price DECIMAL(8,2), PRIMARY KEY (id));\n"
                                 "CREATE TABLE addresses (id INT NOT NULL AUTO_INCREMENT, user_id INT NOT NULL, city VARCHAR(40), PRIMARY KEY (id), FOREIGN KEY (user_id) REFERENCES users (id));\n"
                                 "CREATE TABLE carts (user_id INT NOT NULL, book_id INT NOT NULL, quantity INT NOT NULL, reserved INT NOT NULL, PRIMARY KEY (user_id, book_id), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (book_id) REFERENCES books (id));\n"
                                 "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT, user_id INT NOT NULL, placed_at DATETIME NOT NULL, total DECIMAL(8,2), PRIMARY KEY (id), FOREIGN KEY (user_id) REFERENCES users (id));\n"
                                 "CREATE TABLE order_lines (order_id INT NOT NULL, line INT NOT NULL, book_id INT NOT NULL, PRIMARY KEY (order_id, line), FOREIGN KEY (order_id) REFERENCES orders (id));\n";

static const char api_csv[] = "method,path,description\n"
                              "GET,/cart,Query carts by user_id\n"
                              "DELETE,/addresses/:id,Delete address by ID (owner validation)\n"
                              "GET,/orders,Query orders by user_id + pagination\n"
                              "POST,/orders,Create order + order_lines\n"
                              "PUT,/cart/:id,Update cart quantity by user_id + book_id\n"
                              "PUT,/users/:id,Update user by ID\n";

static const char *const statements[] = {
  "SELECT c.book_id, c.quantity, b.title FROM carts c JOIN books b ON b.id = c.book_id WHERE c.user_id = 7",
  "DELETE FROM addresses WHERE id = 3 AND user_id = 7",
  "SELECT id, placed_at, total FROM orders WHERE user_id = 7 ORDER BY placed_at DESC LIMIT 20",
  "INSERT INTO orders (user_id, placed_at, total) VALUES (7, NOW(), 12.5)",
  "INSERT INTO order_lines (order_id, line, book_id) VALUES (LAST_INSERT_ID(), 1, 9)",
  "UPDATE carts SET quantity = 2 WHERE user_id = 7 AND book_id = 9",
  "UPDATE carts SET reserved = 1 WHERE user_id = 7 AND book_id = 9",
  "UPDATE users SET name = 'Ada' WHERE email = 'ada@example.org'",
  "SELECT title FROM books WHERE price < 5",
};

typedef struct
{
  char         *folder;
  TenonProject *project;
  TenonModel   *model;
} Fixture;

static char *
write_log (void)
{
  GString *log = g_string_new ("Tcp port: 3306\nTime                 Id Command    Argument\n");

  for (guint i = 0; i < 10 * G_N_ELEMENTS (statements); i++)
    g_string_append_printf (log, "2026-10-01T10:00:%02u.000000Z\t 7 Query\t%s\n", i % 60, statements[i % G_N_ELEMENTS (statements)]);
  return g_string_free (log, FALSE);
}

static char *
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *path = NULL;
  g_autofree char *log_text = write_log ();
  g_autofree char *schema = NULL, *api = NULL, *log = NULL;
  const char      *files[] = { NULL, NULL, NULL, NULL };

  self->folder = g_dir_make_tmp ("tenon-binding-XXXXXX", NULL);
  path = g_build_filename (self->folder, "shop", NULL);
  files[0] = schema = write_file (self, "schema.sql", schema_sql);
  files[1] = log = write_file (self, "general.log", log_text);
  api = write_file (self, "api.csv", api_csv);
  if (g_strcmp0 (data, "log first") != 0)
    files[2] = api;
  self->project = tenon_project_create (path, "Shop", files, &imported, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
  if (g_strcmp0 (data, "log first") == 0)
    {
      const char *later[] = { api, NULL };

      g_ptr_array_unref (g_steal_pointer (&imported));
      imported = tenon_project_import (self->project, later, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->project);
  remove_tree (self->folder);
  g_free (self->folder);
}

static TenonPattern *
pattern_of (Fixture    *self,
            const char *endpoint)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      if (g_strcmp0 (pattern->endpoint, endpoint) == 0)
        return pattern;
    }
  g_error ("no pattern of %s", endpoint);
}

static void
assert_observed (Fixture    *self,
                 const char *endpoint,
                 const char *part)
{
  TenonPattern *pattern = pattern_of (self, endpoint);

  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_average), ==, TENON_RATE_OBSERVED);
  g_assert_cmpuint (g_strv_length (pattern->statements), ==, 1);
  g_assert_nonnull (strstr (pattern->statements[0], part));
}

static gboolean
needs (TenonPattern *pattern,
       const char   *attribute)
{
  return pattern->attributes != NULL && g_strv_contains ((const char *const *)pattern->attributes, attribute);
}

/* What differs in nothing that matters is the pattern: a row fetched by its key, an owner checked beside the key, the first
 * table of several. */
static void
test_close (Fixture      *self,
            gconstpointer data)
{
  assert_observed (self, "GET /cart", "from carts");
  assert_observed (self, "DELETE /addresses/:id", "delete from addresses");
  assert_observed (self, "POST /orders", "insert into orders");
  assert_observed (self, "GET /orders", "from orders");
}

/* An update of another column of the same row is another request. */
static void
test_other_column (Fixture      *self,
                   gconstpointer data)
{
  assert_observed (self, "PUT /cart/:id", "set quantity");
}

/* The evidence leads to the lines, and tells count and time. */
static void
test_evidence (Fixture      *self,
               gconstpointer data)
{
  const char *evidence = tenon_rate_get_evidence (pattern_of (self, "GET /cart")->rps_average);

  g_assert_nonnull (strstr (evidence, "general.log:3-84: 10 executions of 1 statement between 2026-10-01T10:00:00"));
}

/* Columns, order and page come from the statement where nobody named them. */
static void
test_shape (Fixture      *self,
            gconstpointer data)
{
  TenonPattern *orders = pattern_of (self, "GET /orders");
  TenonPattern *cart = pattern_of (self, "GET /cart");

  g_assert_cmpuint (tenon_list_get_length (orders->order_by), ==, 1);
  g_assert_cmpstr (((TenonShapeOrder *)tenon_list_get (orders->order_by, 0))->column, ==, "orders.placed_at");
  g_assert_cmpint (orders->page_size, ==, 20);
  g_assert_true (needs (orders, "orders.total"));
  g_assert_true (needs (cart, "books.title"));
  g_assert_false (needs (cart, "books.price"));
}

static TenonQuestion *
find_about (Fixture    *self,
            const char *part)
{
  GListModel *questions = tenon_project_get_questions (self->project);

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (question->kind == TENON_QUESTION_STATEMENT_UNCOVERED && tenon_question_is_open (question) && strstr (question->text, part) != NULL)
        return question;
    }
  return NULL;
}

/* What no pattern is gets asked about: it is one of them, and then its rate is known, or it is a new one. */
static void
test_answer (Fixture      *self,
             gconstpointer data)
{
  TenonPattern    *user = pattern_of (self, "PUT /users/:id");
  TenonQuestion   *question = find_about (self, "update users");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (question);
  g_assert_null (user->rps_average);
  id = g_strdup (question->id);
  g_assert_false (tenon_project_answer_value (self->project, id, "AP99", NULL, BY, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (tenon_project_answer_value (self->project, id, user->pattern_id, NULL, BY, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tenon_rate_get_origin (user->rps_average), ==, TENON_RATE_OBSERVED);
  g_assert_true (needs (user, "users.name"));
  tenon_project_refresh (self->project);
  g_assert_null (find_about (self, "update users"));

  tenon_model_undo (self->model);
  g_assert_null (user->rps_average);
  g_assert_false (user->statements != NULL && user->statements[0] != NULL);
}

static void
test_draft (Fixture      *self,
            gconstpointer data)
{
  TenonQuestion *question = find_about (self, "from books where price");
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;
  TenonPattern *draft;

  g_assert_nonnull (question);
  {
    const char *asked[] = { question->id, NULL };

    g_assert_true (tenon_project_add_drafts (self->project, asked, BY, &ids, &error));
  }
  g_assert_no_error (error);
  draft = tenon_model_find_pattern (self->model, ids[0]);
  g_assert_cmpint (tenon_rate_get_origin (draft->rps_average), ==, TENON_RATE_OBSERVED);
  g_assert_cmpstr (draft->range, ==, "books.price");
}

/* Unbound, the pattern is unknown again; what somebody stated stays through both. */
static void
test_unbind (Fixture      *self,
             gconstpointer data)
{
  TenonPattern    *cart = pattern_of (self, "GET /cart");
  g_autofree char *fingerprint = g_strdup (cart->statements[0]);
  g_autoptr (TenonRate) stated = tenon_rate_new (TENON_RATE_STATED, 5, "asked");

  tenon_project_bind_statement (self->project, cart, fingerprint, FALSE);
  g_assert_null (cart->rps_average);
  g_assert_null (cart->rps_peak);
  tenon_model_set (self->model, "State", cart, "rps-average", stated, NULL);
  tenon_project_bind_statement (self->project, cart, fingerprint, TRUE);
  g_assert_cmpint (tenon_rate_get_origin (cart->rps_average), ==, TENON_RATE_STATED);
  g_assert_cmpint (tenon_rate_get_origin (cart->rps_peak), ==, TENON_RATE_OBSERVED);
}

/* ---- alternatives ---- */

static const char alerts_sql[] = "CREATE TABLE alerts (id bigint NOT NULL, tenant_id bigint NOT NULL, severity int NOT NULL, raised_at datetime NOT NULL, acked_at datetime, kind varchar(20), PRIMARY KEY (id));\n";
static const char alerts_csv[] = "Method,Endpoint,Description,Data Access Pattern\n"
                                 "GET,/alerts,Open alerts,\"Query alerts by tenant_id, newest first\"\n";

/* Statements that differ from the pattern's own in a way that makes them another request, or in none that matters. */
static const struct
{
  const char *sql;
  const char *part; /* of its fingerprint */
  gboolean    is_other;
} beside[] = {
  { "SELECT id FROM alerts WHERE tenant_id = 1 AND severity >= 3 ORDER BY raised_at DESC LIMIT 20", "severity >= ?", TRUE },
  { "SELECT id FROM alerts WHERE tenant_id = 1 AND severity BETWEEN 1 AND 3", "severity between", TRUE },
  { "SELECT id FROM alerts WHERE tenant_id = 1 AND kind LIKE 'en%'", "kind like ?", TRUE },
  { "SELECT id FROM alerts WHERE tenant_id = 1 ORDER BY severity DESC LIMIT 20", "order by severity", TRUE },
  { "SELECT kind, COUNT(*) FROM alerts WHERE tenant_id = 1 GROUP BY kind", "group by kind", TRUE },
  { "SELECT COUNT(*) FROM alerts WHERE tenant_id = 1", "count(*)", TRUE },
  { "SELECT id FROM alerts WHERE tenant_id = 1 AND kind = 'engine'", "kind = ?", TRUE },
  { "DELETE FROM alerts WHERE tenant_id = 1 AND raised_at < '2020-01-01'", "delete from alerts", TRUE },
  { "SELECT id FROM alerts WHERE tenant_id = 1", "select id from alerts where tenant_id = ?", FALSE },
  { "SELECT id, kind FROM alerts WHERE tenant_id = 1 ORDER BY raised_at DESC LIMIT 10", "select id, kind", FALSE },
};

static const char own_sql[] = "SELECT id, severity FROM alerts WHERE tenant_id = 1 AND acked_at IS NULL ORDER BY raised_at DESC LIMIT 50";

static void
append_events (GString    *log,
               const char *sql,
               guint       n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (log, "2026-10-01T10:%02u:%02u.000000Z\t    9 Query\t%s\n", (guint)(log->len / 60) % 60, (guint)log->len % 60, sql);
}

static gboolean
is_bound_to (TenonPattern *pattern,
             const char   *part)
{
  for (guint i = 0; pattern->statements != NULL && pattern->statements[i] != NULL; i++)
    if (strstr (pattern->statements[i], part) != NULL)
      return TRUE;
  return FALSE;
}

/* Whatever stands beside a pattern's statement in a log, before or behind it, more or less often: no condition of the one
 * becomes one of the other's pattern, and each statement is bound or asked about. */
static void
check_beside (guint    which,
              gboolean is_first,
              gboolean is_often)
{
  Fixture self = { NULL };
  g_autoptr (GString) log = g_string_new ("/usr/sbin/mysqld, Version: 8.0.36 (MySQL). started with:\nTime                 Id Command    Argument\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *schema = NULL, *api = NULL, *logged = NULL;
  const char      *files[] = { NULL, NULL, NULL, NULL };
  TenonPattern    *pattern;

  g_test_message ("%s, %s, %s", beside[which].sql, is_first ? "before" : "behind", is_often ? "more often" : "less often");
  self.folder = g_dir_make_tmp ("tenon-binding-XXXXXX", NULL);
  if (is_first)
    append_events (log, beside[which].sql, is_often ? 30 : 5);
  append_events (log, own_sql, 10);
  if (!is_first)
    append_events (log, beside[which].sql, is_often ? 30 : 5);
  path = g_build_filename (self.folder, "fleet", NULL);
  files[0] = schema = write_file (&self, "schema.sql", alerts_sql);
  files[1] = api = write_file (&self, "api.csv", alerts_csv);
  files[2] = logged = write_file (&self, "general.log", log->str);
  self.project = tenon_project_create (path, "Fleet", files, NULL, NULL, &error);
  g_assert_no_error (error);
  self.model = tenon_project_get_model (self.project);
  pattern = pattern_of (&self, "GET /alerts");
  g_assert_null (pattern->range);
  g_assert_false (pattern->is_aggregate);
  g_assert_cmpint (pattern->page_size, >, 0);
  g_assert_cmpstr (((TenonShapeOrder *)tenon_list_get (pattern->order_by, 0))->column, ==, "alerts.raised_at");
  g_assert_true (is_bound_to (pattern, "acked_at is"));
  g_assert_true (is_bound_to (pattern, beside[which].part) == !beside[which].is_other);
  g_assert_true ((find_about (&self, beside[which].part) != NULL) == beside[which].is_other);
  g_assert_null (find_about (&self, "acked_at is"));
  tear_down (&self, NULL);
}

static void
test_beside (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    for (guint k = 0; k < 4; k++)
      check_beside (i, (k & 1) != 0, (k & 2) != 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, test) g_test_add ("/project/binding/" name, Fixture, data, set_up, test, tear_down)
  ADD ("close", NULL, test_close);
  ADD ("log-before-patterns", "log first", test_close);
  ADD ("other-column", NULL, test_other_column);
  ADD ("evidence", NULL, test_evidence);
  ADD ("shape", NULL, test_shape);
  ADD ("answer", NULL, test_answer);
  ADD ("draft", NULL, test_draft);
  ADD ("unbind", NULL, test_unbind);
#undef ADD
  g_test_add_func ("/project/binding/beside", test_beside);
  return g_test_run ();
}
