/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-model.h"

/* Small helpers that every test of documents uses. */

static inline TenonSource *
load_golden (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("TENON_TEST_SRCDIR"), "tests", "golden", "artifact", name, NULL);
  g_autoptr (GError) error = NULL;
  TenonSource *source = tenon_source_load (path, name, &error);

  g_assert_no_error (error);
  return source;
}

/* Returns: (nullable): %NULL, with the test skipped, where there is no corpus. */
static inline TenonSource *
load_corpus (const char *name)
{
  const char      *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, name, NULL) : NULL;
  TenonSource     *source = path != NULL ? tenon_source_load (path, name, NULL) : NULL;

  if (source == NULL)
    g_test_skip ("TENON_CORPUS does not name a directory with this file");
  return source;
}

static inline TenonDiagnostic *
find_diagnostic (GPtrArray  *diagnostics,
                 const char *code)
{
  for (guint i = 0; i < diagnostics->len; i++)
    if (g_strcmp0 (((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->code, code) == 0)
      return g_ptr_array_index (diagnostics, i);
  return NULL;
}

static inline void
assert_strv (char      **actual,
             const char *expected)
{
  g_autofree char *joined = actual != NULL ? g_strjoinv (", ", actual) : g_strdup ("");

  g_assert_cmpstr (joined, ==, expected);
}

/* Lines and names of files say where something was read and not what it is. */
static inline void
forget_places (GObject *record)
{
  guint             n_fields;
  const TenonField *fields = tenon_record_get_fields (TENON_RECORD (record), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      gpointer field = G_STRUCT_MEMBER_P (record, fields[i].offset);

      if (g_str_equal (fields[i].name, "line") || g_str_equal (fields[i].name, "last-line"))
        *(gint64 *)field = 0;
      else if (g_str_equal (fields[i].name, "file"))
        g_clear_pointer ((char **)field, g_free);
      else if (fields[i].kind == TENON_FIELD_LIST)
        for (guint k = 0; k < tenon_list_get_length (*(TenonList **)field); k++)
          forget_places (tenon_list_get (*(TenonList **)field, k));
    }
}

static inline void
assert_same_json (gpointer a,
                  gpointer b)
{
  g_autofree char *text_a = tenon_record_to_json (a, 2);
  g_autofree char *text_b = tenon_record_to_json (b, 2);

  /* A whole schema in one message helps nobody: the first line that differs is what counts. */
  if (g_strcmp0 (text_a, text_b) != 0)
    {
      g_auto (GStrv) lines_a = g_strsplit (text_a, "\n", -1);
      g_auto (GStrv) lines_b = g_strsplit (text_b, "\n", -1);

      for (guint i = 0; lines_a[i] != NULL && lines_b[i] != NULL; i++)
        g_assert_cmpstr (lines_a[i], ==, lines_b[i]);
      g_assert_cmpuint (g_strv_length (lines_a), ==, g_strv_length (lines_b));
    }
}
