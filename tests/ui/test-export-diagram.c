/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon --export-diagram: pictures without a display, from a project that stays as it is. */

#include <gdk/gdk.h>
#include <glib/gstdio.h>

#include "project/tenon-project.h"

typedef struct
{
  char *folder;
  char *project;
} Fixture;

static const char ddl[] = "CREATE TABLE users (id INT UNSIGNED NOT NULL PRIMARY KEY, email VARCHAR(190) NOT NULL);\n"
                          "CREATE TABLE orders (id INT UNSIGNED NOT NULL PRIMARY KEY, user_id INT UNSIGNED NOT NULL,\n"
                          "  FOREIGN KEY (user_id) REFERENCES users (id));\n";

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *schema = NULL;
  const char      *files[] = { NULL, NULL };
  g_autoptr (TenonProject) project = NULL;

  fixture->folder = g_dir_make_tmp ("tenon-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = g_build_filename (fixture->folder, "project", NULL);
  schema = g_build_filename (fixture->folder, "schema.sql", NULL);
  g_assert_true (g_file_set_contents (schema, ddl, -1, &error));
  files[0] = schema;
  project = tenon_project_create (fixture->project, "Export", files, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  char *argv[] = { "rm", "-rf", fixture->folder, NULL };

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->folder);
  g_free (fixture->project);
}

/* @arguments: separated by spaces, "@" for the fixture's folder. Returns: the exit status */
static int
run (Fixture    *fixture,
     const char *arguments,
     char      **said)
{
  g_autofree char *program = g_build_filename (g_getenv ("TENON_TEST_BUILDDIR"), "src", "app", "tenon", NULL), *errors = NULL;
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL, environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  int status;

  g_strv_builder_add (builder, program);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "@", -1);
      g_autofree char *word = g_strjoinv (fixture->folder, parts);

      g_strv_builder_add (builder, word);
    }
  argv = g_strv_builder_end (builder);
  environment = g_environ_unsetenv (environment, "DISPLAY");
  environment = g_environ_unsetenv (environment, "WAYLAND_DISPLAY");
  environment = g_environ_unsetenv (environment, "XDG_RUNTIME_DIR");
  environment = g_environ_unsetenv (environment, "DBUS_SESSION_BUS_ADDRESS");
  g_spawn_sync (NULL, argv, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, &errors, &status, &error);
  g_assert_no_error (error);
  if (said != NULL)
    *said = g_steal_pointer (&errors);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static char *
read_picture (Fixture    *fixture,
              const char *name,
              gsize      *length)
{
  g_autofree char *file = g_build_filename (fixture->folder, name, NULL);
  char            *contents;

  g_assert_true (g_file_get_contents (file, &contents, length, NULL));
  return contents;
}

static void
test_formats (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *svg = NULL, *pdf = NULL, *png = NULL, *said = NULL;
  gsize            length;

  g_assert_cmpint (run (fixture, "--export-diagram @/map.svg @/project", &said), ==, 0);
  g_assert_cmpstr (said, ==, "");
  svg = read_picture (fixture, "map.svg", &length);
  g_assert_nonnull (strstr (svg, "</svg>"));
  /* text as outlines: it looks the same where the font is absent */
  g_assert_null (strstr (svg, "<text"));
  g_assert_nonnull (strstr (svg, "glyph"));

  g_assert_cmpint (run (fixture, "--export-diagram=@/map.pdf --view source @/project", NULL), ==, 0);
  pdf = read_picture (fixture, "map.pdf", &length);
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));

  g_assert_cmpint (run (fixture, "@/project --export-diagram @/map.png --detail names", NULL), ==, 0);
  png = read_picture (fixture, "map.png", &length);
  g_assert_true (g_str_has_prefix (png, "\x89PNG"));
}

static void
test_scale (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *one = NULL, *four = NULL;
  gsize            length;

  g_assert_cmpint (run (fixture, "--export-diagram @/one.png @/project", NULL), ==, 0);
  g_assert_cmpint (run (fixture, "--export-diagram @/four.png --scale 4 @/project", NULL), ==, 0);
  one = read_picture (fixture, "one.png", &length);
  four = read_picture (fixture, "four.png", &length);
  /* width: four bytes after the first chunk's head */
  g_assert_cmpuint (GUINT32_FROM_BE (*(guint32 *)(gpointer)(four + 16)), ==, 4 * GUINT32_FROM_BE (*(guint32 *)(gpointer)(one + 16)));
}

/* A small map is as large as it is in any case; a word more is no error. */
static void
test_overview (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *whole = NULL, *overview = NULL;
  gsize            length, overview_length;

  g_assert_cmpint (run (fixture, "--export-diagram @/whole.svg @/project", NULL), ==, 0);
  g_assert_cmpint (run (fixture, "--export-diagram @/overview.svg --overview @/project", NULL), ==, 0);
  whole = read_picture (fixture, "whole.svg", &length);
  overview = read_picture (fixture, "overview.svg", &overview_length);
  g_assert_cmpmem (whole, length, overview, overview_length);
}

/* Positions are found for the picture alone: nothing is written down, nothing is committed. */
static void
test_changes_nothing (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *again = NULL, *first = NULL;
  char            *argv[] = { "git", "-C", fixture->project, "status", "--short", "--branch", NULL };
  gsize            length, again_length;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &before, NULL, NULL, NULL);
  g_assert_cmpint (run (fixture, "--export-diagram @/a.svg @/project", NULL), ==, 0);
  g_assert_cmpint (run (fixture, "--export-diagram @/b.svg @/project", NULL), ==, 0);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &after, NULL, NULL, NULL);
  g_assert_cmpstr (after, ==, before);
  first = read_picture (fixture, "a.svg", &length);
  again = read_picture (fixture, "b.svg", &again_length);
  g_assert_cmpmem (first, length, again, again_length);
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    int         status;
    const char *word;
  } wrong[] = {
    { "--export-diagram @/map.doc @/project", 2, ".svg" },
    { "--export-diagram @/map.svg", 2, "project" },
    { "--export-diagram @/map.svg --view sideways @/project", 2, "sideways" },
    { "--export-diagram @/map.svg --detail much @/project", 2, "much" },
    { "--export-diagram @/map.png --scale 99 @/project", 2, "times" },
    { "--export-diagram @/map.svg @/nowhere", 1, "nowhere" },
    { "--export-diagram @/map.svg --view target @/project", 1, "target" },
    { "--export-diagram @/no/such/folder/map.svg @/project", 1, "folder" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *said = NULL;

      g_assert_cmpint (run (fixture, wrong[i].arguments, &said), ==, wrong[i].status);
      g_assert_nonnull (strstr (said, wrong[i].word));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/export-diagram/formats", test_formats);
  ADD ("/export-diagram/scale", test_scale);
  ADD ("/export-diagram/overview", test_overview);
  ADD ("/export-diagram/changes-nothing", test_changes_nothing);
  ADD ("/export-diagram/refusals", test_refusals);
  return g_test_run ();
}
