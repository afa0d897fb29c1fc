/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requirement files: what people edit in the project's own by hand or by a merge, and what a further one says. */

#include "requirements-test.h"

/* ---- the requirement file ---- */

static void
test_proposals (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) halves = NULL;
  g_auto (GStrv) rates = NULL;
  g_autofree char *edited = NULL, *both = NULL;
  GListModel      *items;
  const char      *first[] = { "AP2/description", NULL };
  const char      *second[] = { "AP2/rps-peak", "AP2/rps-average", NULL };

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  halves = g_strsplit (text, "| AP2 | Query orders by user_id | 50/20 RPS |", 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  edited = g_strjoinv ("| AP2 | My own orders | 80/30 RPS |", halves);
  both = g_strconcat (edited, "\nMy own words.  \r\n", NULL);
  g_assert_true (g_file_set_contents (file, both, -1, NULL));
  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  self->model = tenon_project_get_model (self->project);
  items = tenon_project_get_proposals (self->project);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, first, BY, &error), ==, 1);
  g_assert_cmpstr (pattern_of (self, "AP2")->description, ==, "My own orders");
  g_assert_cmpuint (tenon_project_refuse_proposals (self->project, second, &error), ==, 2);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 50);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &later, NULL, NULL));
  g_assert_nonnull (strstr (later, "| AP2 | My own orders | 50/20 RPS |"));
  g_assert_true (g_str_has_suffix (later, "\nMy own words.  \r\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/requirements/proposals", test_proposals);
  return g_test_run ();
}
