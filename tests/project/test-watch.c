/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What other programs do to an open project's folder is noticed, and what this process writes itself is not. */

#include <glib/gstdio.h>
#include <string.h>

#include "project-test.h"
#include "project/tenon-proposals.h"
#include "project/tenon-watch.h"

typedef struct
{
  char         *folder;
  char         *path;
  TenonProject *project;
  TenonWatch   *watch;
} Fixture;

static const char schema_sql[] = "CREATE TABLE readers (id INT NOT NULL PRIMARY KEY, card VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL);\n";
static const char api_csv[] = "method,endpoint,auth,pattern\n"
                              "POST,/readers,yes,Create reader record\n"
                              "GET,/readers/:id,yes,Query single reader by ID\n";

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *schema = NULL;
  g_autofree char *api = NULL;
  g_autoptr (GError) error = NULL;
  const char *files[3] = { NULL };

  self->folder = g_dir_make_tmp ("tenon-watch-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "library", NULL);
  files[0] = schema = g_build_filename (self->folder, "schema.sql", NULL);
  files[1] = api = g_build_filename (self->folder, "api.csv", NULL);
  g_assert_true (g_file_set_contents (schema, schema_sql, -1, NULL));
  g_assert_true (g_file_set_contents (api, api_csv, -1, NULL));
  self->project = tenon_project_create (self->path, "Library", files, NULL, NULL, &error);
  g_assert_no_error (error);
  tenon_project_advance (self->project, NULL, &error);
  g_assert_no_error (error);
  self->watch = tenon_watch_new (self->project);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->watch);
  g_clear_object (&self->project);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* Longer than it takes to notice. */
static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static gboolean
wait_for_change (Fixture *self,
                 gboolean changed)
{
  for (guint i = 0; i < 1000 && tenon_watch_get_changed (self->watch) != changed; i++)
    spin (10);
  return tenon_watch_get_changed (self->watch) == changed;
}

static char *
load (Fixture    *self,
      const char *name)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02", name, NULL);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  return text;
}

static void
store (Fixture    *self,
       const char *name,
       const char *text)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02", name, NULL);

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);

  g_assert_nonnull (parts[1]);
  return g_strjoinv (new, parts);
}

static void
test_own_saves (Fixture      *self,
                gconstpointer data)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *domain = g_strdup_printf ("lending %u", i);

      tenon_model_set (model, "Domain", model, "domain", domain, NULL);
      g_assert_true (tenon_project_save (self->project, &error));
      spin (150);
    }
  spin (700);
  g_assert_false (tenon_watch_get_changed (self->watch));
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
}

/* Theirs is noticed; ours can still be kept, and the next save goes through. */
static void
test_theirs (Fixture      *self,
             gconstpointer data)
{
  TenonModel      *model = tenon_project_get_model (self->project);
  g_autofree char *before = load (self, "model.json");
  g_autofree char *theirs = replace (before, "\"Library\"", "\"Archive\"");
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  store (self, "model.json", theirs);
  g_assert_true (wait_for_change (self, TRUE));
  tenon_model_set (model, "Domain", model, "domain", "ours", NULL);
  g_assert_false (tenon_project_save (self->project, &error));
  g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_true (tenon_watch_keep_mine (self->watch, &error));
  g_assert_no_error (error);
  g_assert_false (tenon_watch_get_changed (self->watch));
  g_assert_true (tenon_project_save (self->project, &error));
  g_assert_no_error (error);
  after = load (self, "model.json");
  g_assert_nonnull (strstr (after, "\"Library\""));
  g_assert_nonnull (strstr (after, "\"ours\""));
  spin (700);
  g_assert_false (tenon_watch_get_changed (self->watch));
}

/* Put back as it was, there is nothing to tell any more. */
static void
test_put_back (Fixture      *self,
               gconstpointer data)
{
  g_autofree char *before = load (self, "model.json");
  g_autofree char *theirs = g_strconcat (before, "\n", NULL);

  store (self, "model.json", theirs);
  g_assert_true (wait_for_change (self, TRUE));
  store (self, "model.json", before);
  g_assert_true (wait_for_change (self, FALSE));
}

/* A decision that somebody else recorded meanwhile is not lost. */
static void
test_their_decisions (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr (TenonProject) other = NULL;
  g_autoptr (GError) error = NULL;
  TenonList *events;

  other = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  tenon_project_decide (other, TENON_GATE_REQUIREMENTS, NULL, TENON_REVIEW_RETURN, "Grace Hopper <grace@example.org>", "Rates are missing.", &error);
  g_assert_no_error (error);
  g_assert_true (wait_for_change (self, TRUE));
  g_assert_true (tenon_watch_keep_mine (self->watch, &error));
  g_assert_no_error (error);
  events = tenon_project_get_reviews (self->project)->events;
  g_assert_cmpuint (tenon_list_get_length (events), ==, 1);
  g_assert_cmpstr (((TenonReviewEvent *)tenon_list_get (events, 0))->note, ==, "Rates are missing.");
  g_assert_true (tenon_project_save (self->project, &error));
  g_assert_no_error (error);
}

static void
test_requirement_file (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *before = load (self, "dynamodb_requirement.md");
  g_autofree char *edited = replace (before, "Query single reader by ID", "Show one reader");
  GListModel      *proposals = tenon_project_get_proposals (self->project);

  store (self, "dynamodb_requirement.md", edited);
  for (guint i = 0; i < 1000 && g_list_model_get_n_items (proposals) == 0; i++)
    spin (10);
  g_assert_cmpuint (g_list_model_get_n_items (proposals), ==, 1);
  g_assert_false (tenon_watch_get_changed (self->watch));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/watch/own-saves", test_own_saves);
  ADD ("/watch/theirs", test_theirs);
  ADD ("/watch/put-back", test_put_back);
  ADD ("/watch/their-decisions", test_their_decisions);
  ADD ("/watch/requirement-file", test_requirement_file);
  return g_test_run ();
}
