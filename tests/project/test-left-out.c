/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the API asks for is left out only by a person, for a reason that stays. */

#include "requirements-test.h"

#include "project/tenon-left-out.h"

#define WHY "the shop has no login any more"

static const char *const ap1[] = { "AP1", NULL };

static gboolean
gate_says (Fixture    *self,
           const char *text)
{
  g_autoptr (TenonGateReport) report = tenon_project_report_requirements (self->project);
  GPtrArray *texts = report->tiers[0].missing;

  for (guint i = 0; i < texts->len; i++)
    if (strstr (g_ptr_array_index (texts, i), text) != NULL)
      return TRUE;
  return FALSE;
}

static GPtrArray *
import_api (Fixture    *self,
            const char *text)
{
  g_autofree char *file = g_build_filename (self->folder, "api.csv", NULL);
  const char      *files[] = { file, NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *imported;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  imported = tenon_project_import (self->project, files, NULL, &error);
  g_assert_no_error (error);
  return imported;
}

static TenonDiagnostic *
find_note (GPtrArray  *imported,
           const char *code)
{
  TenonImportedFile *file = g_ptr_array_index (imported, 0);

  for (guint i = 0; i < file->diagnostics->len; i++)
    if (g_str_equal (((TenonDiagnostic *)g_ptr_array_index (file->diagnostics, i))->code, code))
      return g_ptr_array_index (file->diagnostics, i);
  return NULL;
}

static void
reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
}

/* Neither without a reason nor without a person; undone, the pattern is there and nothing is kept. */
static void
test_reason (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_kept = tenon_list_get_length (self->model->acknowledgements);

  g_assert_true (tenon_project_need_reason (self->project, ap1));
  g_assert_false (tenon_project_remove_patterns (self->project, ap1, "  ", BY, &error));
  g_assert_nonnull (strstr (error->message, "authoritative"));
  g_clear_error (&error);
  g_assert_false (tenon_project_remove_patterns (self->project, ap1, WHY, NULL, &error));
  g_clear_error (&error);
  g_assert_nonnull (tenon_model_find_pattern (self->model, "AP1"));
  g_assert_cmpuint (tenon_list_get_length (self->model->acknowledgements), ==, n_kept);

  g_assert_true (tenon_project_remove_patterns (self->project, ap1, WHY, BY, &error));
  g_assert_null (tenon_model_find_pattern (self->model, "AP1"));
  g_assert_true (gate_says (self, "AP1 was left out by " BY ": Query user by username (POST /login): " WHY));
  g_assert_false (tenon_project_withdraw_acknowledgement (self->project, "pattern-left-out", "pattern:AP1", &error));
  g_clear_error (&error);

  tenon_model_undo (self->model);
  g_assert_nonnull (tenon_model_find_pattern (self->model, "AP1"));
  g_assert_cmpuint (tenon_list_get_length (self->model->acknowledgements), ==, n_kept);
  g_assert_false (gate_says (self, "left out"));
}

/* A pattern that a person added goes without a word. */
static void
test_own (Fixture      *self,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TenonPattern *own = tenon_project_add_pattern (self->project, NULL);
  const char   *ids[] = { own->pattern_id, NULL };

  g_assert_false (tenon_project_need_reason (self->project, ids));
  g_assert_true (tenon_project_set_cell (self->project, own, column ("operation-type"), "None", NULL, NULL, &error));
  g_assert_true (tenon_project_remove_patterns (self->project, ids, NULL, NULL, &error));
  g_assert_false (gate_says (self, "AP6"));
}

/* The same source does not bring it back, another wording does, under a number of its own. */
static void
test_import (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = NULL, later = NULL;
  g_autofree char *next = NULL;
  const char      *last[] = { "AP1", "AP5", NULL };
  TenonDiagnostic *note;

  g_assert_true (tenon_project_remove_patterns (self->project, last, WHY, BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  reopen (self);
  again = import_api (self, api_csv);
  g_assert_null (tenon_model_find_pattern (self->model, "AP1"));
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, 3);
  note = find_note (again, "import-pattern-left-out");
  g_assert_nonnull (strstr (note->message, "AP1 stays left out, as " BY " decided"));
  g_assert_cmpuint (note->line, ==, 2);
  g_assert_true (gate_says (self, "AP5 was left out"));
  next = tenon_project_dup_next_pattern_id (self->project);
  g_assert_cmpstr (next, ==, "AP6");

  later = import_api (self, "method,path,description\nPOST,/login,Query user by username and tenant\n");
  g_assert_nonnull (find_note (later, "import-pattern-renumbered"));
  g_assert_null (tenon_model_find_pattern (self->model, "AP1"));
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, 4);
  g_assert_true (gate_says (self, "AP1 was left out"));
}

/* "No database operation" leaves a pattern out as well. */
static void
test_operation (Fixture      *self,
                gconstpointer data)
{
  const TenonPatternColumn *type = column ("operation-type");
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonCellPlan) plan = NULL;

  g_assert_false (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), type, "None", NULL, BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_pattern_touches_database (pattern_of (self, "AP1")));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), type, "None", WHY, BY, &error));
  g_assert_false (tenon_pattern_touches_database (pattern_of (self, "AP1")));
  g_assert_true (gate_says (self, "AP1 was declared no database operation by " BY ": Query user by username (POST /login): " WHY));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), column ("pattern-id"), "AP9", NULL, NULL, &error));
  g_assert_true (gate_says (self, "AP9 was declared no database operation"));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP9"), type, "Read", NULL, NULL, &error));
  g_assert_false (gate_says (self, "no database operation"));

  /* Pasted, it asks once. */
  plan = tenon_project_plan_paste (self->project, "None", (const char *[]){ "AP2", NULL }, &type, 1, FALSE);
  g_assert_true (tenon_cell_plan_needs_evidence (plan));
  g_assert_false (tenon_project_apply_plan (self->project, plan, NULL, NULL, NULL, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "from a cache", BY, &error));
  g_assert_true (gate_says (self, "AP2 was declared no database operation"));
}

/* A row taken out of the requirement file by hand. */
static void
test_proposal (Fixture      *self,
               gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char *row, *end;

  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  row = strstr (text, "| AP4 |");
  g_assert_nonnull (row);
  end = strchr (row, '\n') + 1;
  memmove (row, end, strlen (end) + 1);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  reopen (self);
  g_assert_true (tenon_project_do_proposals_need_reason (self->project, NULL));
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 0);
  g_assert_nonnull (strstr (error->message, "needs a reason"));
  g_clear_error (&error);
  g_assert_nonnull (tenon_model_find_pattern (self->model, "AP4"));
  g_assert_cmpuint (tenon_project_accept_proposals_for_reason (self->project, NULL, WHY, BY, &error), >, 0);
  g_assert_no_error (error);
  g_assert_null (tenon_model_find_pattern (self->model, "AP4"));
  g_assert_true (gate_says (self, "AP4 was left out by " BY));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/left-out/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("reason", test_reason);
  ADD ("own", test_own);
  ADD ("import", test_import);
  ADD ("operation", test_operation);
  ADD ("proposal", test_proposal);
  return g_test_run ();
}
