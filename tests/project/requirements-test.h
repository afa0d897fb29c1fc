/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A project of a small shop, made anew for each test, and what tests of requirements ask of it. */

#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "base/tenon-diagnostic.h"
#include "model/tenon-facts.h"
#include "model/tenon-formula.h"
#include "project-test.h"
#include "project/tenon-edits.h"
#include "project/tenon-gate-report.h"
#include "project/tenon-pattern-cells.h"
#include "project/tenon-project.h"
#include "project/tenon-proposals.h"
#include "project/tenon-questions.h"
#include "project/tenon-view-settings.h"

#define BY "Ada Lovelace <ada@example.org>"

static const char schema_sql[] = "CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT, username VARCHAR(40) NOT NULL, PRIMARY KEY (id), UNIQUE KEY (username));\n"
                                 "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT, user_id INT NOT NULL, status VARCHAR(10), PRIMARY KEY (id), FOREIGN KEY (user_id) REFERENCES users (id));\n"
                                 "CREATE TABLE audit_log (id INT NOT NULL AUTO_INCREMENT, what TEXT, PRIMARY KEY (id));\n";

static const char api_csv[] = "method,path,description\n"
                              "POST,/login,Query user by username\n"
                              "GET,/orders,Query orders by user_id\n"
                              "POST,/orders,Create order record\n"
                              "PUT,/orders/:id,Update order by ID\n"
                              "GET,/metrics,Query metrics by day\n";

typedef struct
{
  char         *folder;
  char         *path;
  TenonProject *project;
  TenonModel   *model; /* the project's */
} Fixture;

static inline void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *schema = NULL;
  g_autofree char *api = NULL;
  const char      *files[] = { NULL, NULL, NULL };

  self->folder = g_dir_make_tmp ("tenon-requirements-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "shop", NULL);
  files[0] = schema = g_build_filename (self->folder, "schema.sql", NULL);
  files[1] = api = g_build_filename (self->folder, "api.csv", NULL);
  g_assert_true (g_file_set_contents (schema, schema_sql, -1, NULL));
  g_assert_true (g_file_set_contents (api, api_csv, -1, NULL));
  self->project = tenon_project_create (self->path, "Shop", files, &imported, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
}

static inline void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->project);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static inline TenonPattern *
pattern_of (Fixture    *self,
            const char *pattern_id)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_id);

  g_assert_nonnull (pattern);
  return pattern;
}

static inline double
rate_of (const TenonRate *rate)
{
  double value = -1;

  tenon_rate_get_value (rate, &value);
  return value;
}

static inline TenonQuestion *
find_question (Fixture    *self,
               const char *id)
{
  TenonQuestion *question = tenon_project_find_question (self->project, id);

  if (question == NULL)
    g_error ("Nobody asks %s", id);
  return question;
}

static inline const TenonPatternColumn *
column (const char *name)
{
  const TenonPatternColumn *found = tenon_pattern_columns_find (name);

  g_assert_nonnull (found);
  return found;
}
