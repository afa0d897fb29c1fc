/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What logs show of the values that are asked for, in a project: kept in its files without anybody's data, read back, joined
 * over several logs, and beside what people stated. */

#include <glib/gstdio.h>
#include <string.h>

#include "model/tenon-cost.h"
#include "project-test.h"
#include "project/tenon-project.h"

static const char schema_sql[] = "CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(80) NOT NULL UNIQUE);\n"
                                 "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));\n";
static const char api_csv[] = "method,path,description\nGET,/orders,Query orders by user_id\nGET,/users,Get user by email\n";

typedef struct
{
  char         *folder;
  char         *path;
  TenonProject *project;
  TenonModel   *model;
} Fixture;

static char *
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* Of ten queries of orders so many are of user 7. */
static char *
write_log (Fixture    *self,
           const char *name,
           guint       hour,
           guint       of_7)
{
  g_autoptr (GString) log = g_string_new ("Tcp port: 3306\nTime                 Id Command    Argument\n");

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (log, "2026-10-01T%02u:%02u:%02u.000000Z\t 7 Query\tSELECT * FROM orders WHERE user_id = %u\n", hour, i / 60, i % 60, i % 10 < of_7 ? 7 : 100 + i);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (log, "2026-10-01T%02u:10:00.000000Z\t 7 Query\tSELECT * FROM users WHERE email = 'ada%u@example.org'\n", hour, i % 2);
  return write_file (self, name, log->str);
}

static void
import (Fixture    *self,
        const char *file)
{
  const char *files[] = { file, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = tenon_project_import (self->project, files, NULL, &error);

  g_assert_no_error (error);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *schema = NULL, *api = NULL;
  const char      *files[] = { NULL, NULL, NULL };

  self->folder = g_dir_make_tmp ("tenon-values-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "shop", NULL);
  files[0] = schema = write_file (self, "schema.sql", schema_sql);
  files[1] = api = write_file (self, "api.csv", api_csv);
  self->project = tenon_project_create (self->path, "Shop", files, &imported, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->project);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static char *
load_model (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->path, "artifacts", "stage-02", "model.json", NULL);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static TenonValueStatistics *
find_values (TenonModel *model,
             guint       log,
             const char *column)
{
  TenonStatementLog *read = tenon_list_get (model->logs, log);

  for (guint i = 0; i < tenon_list_get_length (read->statements); i++)
    {
      TenonValueStatistics *values = tenon_list_find (((TenonStatement *)tenon_list_get (read->statements, i))->values, column);

      if (values != NULL)
        return values;
    }
  return NULL;
}

static void
save (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  tenon_project_save (self->project, &error);
  g_assert_no_error (error);
}

/* The file holds the number of a user and no address; who opens the project finds what was there. */
static void
test_kept (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *log = write_log (self, "general.log", 10, 4);
  g_autofree char *text = NULL;
  g_autoptr (TenonProject) again = NULL;
  g_autoptr (GError) error = NULL;
  TenonValueStatistics *orders, *back, *emails;

  import (self, log);
  save (self);
  text = load_model (self);
  g_assert_true (g_regex_match_simple ("\"orders.user_id\", \"values\": 300.*\"value\": \"7\", \"count\": 120}", text, 0, 0));
  g_assert_nonnull (strstr (text, "{\"column\": \"users.email\""));
  g_assert_false (g_regex_match_simple ("users.email\", \"values\".*ada", text, 0, 0));
  again = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  orders = find_values (self->model, 0, "orders.user_id");
  back = find_values (tenon_project_get_model (again), 0, "orders.user_id");
  emails = find_values (tenon_project_get_model (again), 0, "users.email");
  g_assert_true (tenon_record_equal (TENON_RECORD (orders), TENON_RECORD (back)));
  g_assert_cmpfloat (emails->distinct_values, ==, 2);
}

/* Where the project says so, frequent values stand as they are. */
static void
test_kept_as_they_are (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *log = write_log (self, "general.log", 10, 4);
  TenonValueShare *share;

  tenon_model_set (self->model, "Keep log values", self->model, "keep-log-values", TRUE, NULL);
  import (self, log);
  share = tenon_list_get (find_values (self->model, 0, "users.email")->top, 0);
  g_assert_true (g_str_has_prefix (share->value, "ada"));
}

static TenonHeadroom *
find_headroom (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (list, i);

      if (g_strcmp0 (headroom->table, "orders") == 0 && g_strcmp0 (headroom->key, "user_id") == 0)
        return headroom;
    }
  return NULL;
}

static TenonPattern *
find_query (TenonModel *model)
{
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    if (g_strcmp0 (((TenonPattern *)tenon_list_get (model->patterns, i))->endpoint, "GET /orders") == 0)
      return tenon_list_get (model->patterns, i);
  g_assert_not_reached ();
}

/* Two logs are one observation, one read twice is still one, and nothing that a person stated is written over. */
static void
test_several (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *first = write_log (self, "a.log", 10, 2);
  g_autofree char *second = write_log (self, "b.log", 11, 8);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Relate");
  TenonRelationship *relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", "orders.user_id", "parent", "users.id", "maximum-children", 250.0, NULL);
  TenonHeadroom     *headroom;
  double             peak;

  tenon_list_append_take (self->model->relationships, relationship);
  tenon_edit_commit (edit);
  import (self, first);
  import (self, second);
  import (self, second);
  g_assert_cmpuint (tenon_list_get_length (self->model->logs), ==, 2);
  g_assert_cmpfloat (relationship->maximum_children, ==, 250);
  design = tenon_project_propose (self->project, TENON_STRATEGY_MULTI_TABLE);
  list = tenon_project_analyse_headroom (self->project, design);
  headroom = find_headroom (list);
  g_assert_true (headroom->is_asked);
  g_assert_true (g_str_has_prefix (headroom->value, "7, asked for most of"));
  g_assert_nonnull (strstr (headroom->evidence, "600 values of orders.user_id"));
  g_assert_nonnull (strstr (headroom->evidence, "a.log, lines"));
  g_assert_nonnull (strstr (headroom->evidence, "b.log, lines"));
  g_assert_true (tenon_rate_get_value (find_query (self->model)->rps_peak, &peak));
  g_assert_cmpfloat_with_epsilon (headroom->read_units, headroom->all_read_units / 2, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/project/values/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/project/values/kept-as-they-are", Fixture, NULL, set_up, test_kept_as_they_are, tear_down);
  g_test_add ("/project/values/several", Fixture, NULL, set_up, test_several, tear_down);
  return g_test_run ();
}
