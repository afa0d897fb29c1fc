/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of an application, what is asked about it, and what its gate says: facts, formulas, questions. */

#include "requirements-test.h"

#include "project/tenon-left-out.h"

/* ---- facts ---- */

static void
test_facts (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonKnownFact) known = NULL;
  g_autoptr (TenonKnownFact) later = NULL;
  g_autofree char *json = NULL;
  double           value;

  g_assert_false (tenon_facts_get_number (self->model, "users", &value));
  g_assert_false (tenon_project_state_fact (self->project, "users", "many", "told", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_state_fact (self->project, "users", "5", NULL, BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_state_fact (self->project, "source:nothing/owner", "us", "told", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_state_fact (self->project, "early-stage", "perhaps", "told", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_model_can_undo (self->model));

  g_assert_true (tenon_project_state_fact (self->project, "users", "12,000", "CRM report", BY, &error));
  g_assert_true (tenon_facts_get_number (self->model, "users", &value));
  g_assert_cmpfloat (value, ==, 12000);
  g_assert_true (tenon_project_state_fact (self->project, "early-stage", "no", "ten years old", BY, &error));
  g_assert_cmpint (self->model->early_stage, ==, TENON_ANSWER_NO);
  g_assert_true (tenon_project_state_fact (self->project, "relationship:orders.user_id/average-children", "5", "counted", BY, &error));
  g_assert_cmpuint (tenon_list_get_length (self->model->relationships), ==, 1);
  g_assert_cmpfloat (((TenonRelationship *)tenon_list_get (self->model->relationships, 0))->average_children, ==, 5);
  g_assert_cmpstr (((TenonRelationship *)tenon_list_get (self->model->relationships, 0))->parent, ==, "users.id");
  known = tenon_facts_look_up (self->model, "relationship:orders.user_id/average-children");
  g_assert_cmpstr (known->value, ==, "5");
  g_assert_cmpstr (known->evidence, ==, "counted");
  g_assert_cmpstr (known->by, ==, BY);

  /* What is said anew past the fact has not the old evidence. */
  tenon_model_set (self->model, "Edit", self->model, "early-stage", TENON_ANSWER_YES, NULL);
  later = tenon_facts_look_up (self->model, "early-stage");
  g_assert_cmpstr (later->value, ==, "yes");
  g_assert_null (later->evidence);
  tenon_model_undo (self->model);
  tenon_model_undo (self->model);
  g_assert_false (tenon_facts_get_number (self->model, "relationship:orders.user_id/average-children", &value));

  json = tenon_record_to_json (TENON_RECORD (self->model), 0);
  {
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autoptr (TenonModel) again = tenon_model_new ();

    g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
    g_assert_true (tenon_model_read_json (again, json_node_get_object (json_parser_get_root (parser)), &error));
    g_assert_true (tenon_record_equal (TENON_RECORD (self->model), TENON_RECORD (again)));
  }
}

/* ---- formulas ---- */

static void
test_formulas (Fixture      *self,
               gconstpointer data)
{
  static const struct
  {
    const char *formula;
    double      value;
  } fine[] = {
    { "2 + 3 * 4", 14 },
    { "(2 + 3) × 4", 20 },
    { "users x actions a day / 86,400 x peak factor", 86400.0 * 2 / 86400 * 3 },
    { "25 % of total requests", 100 },
    { "users/86400", 1 },
    { "10 - 4 - 3", 3 },
    { "Users * 0", 0 },
  };
  static const char *const wrong[] = { "", "users x", "x users", "(2", "2)", "2 2", "users users", "nobody knows", "1 / 0", "2 - 3", "2 $ 3", "((((" };
  g_autoptr (GError) error = NULL;
  g_autofree char *deep = g_strnfill (500, '(');

  g_assert_true (tenon_project_state_fact (self->project, "users", "86400", "told", BY, &error));
  g_assert_true (tenon_project_state_fact (self->project, "total-requests", "400", "told", BY, &error));
  g_assert_true (tenon_project_state_fact (self->project, "given:actions a day", "2", "told", BY, &error));
  g_assert_true (tenon_project_state_fact (self->project, "given:peak factor", "3", "told", BY, &error));
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      double value = -1;

      g_test_message ("%s", fine[i].formula);
      g_assert_true (tenon_formula_compute (self->model, fine[i].formula, TRUE, &value, NULL, &error));
      g_assert_cmpfloat_with_epsilon (value, fine[i].value, 1e-9);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      double value;

      g_test_message ("%s", wrong[i]);
      g_assert_false (tenon_formula_compute (self->model, wrong[i], TRUE, &value, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  {
    double value;

    g_assert_false (tenon_formula_compute (self->model, deep, TRUE, &value, NULL, NULL));
  }
}

/* A derived rate follows its inputs in the same edit, and undo takes both back. */
static void
assert_saved_and_read (const TenonRate *rate)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (TenonRate) again = NULL;

  tenon_rate_write_json (rate, writer);
  text = tenon_json_writer_finish (writer);
  node = json_from_string (text, NULL);
  again = tenon_rate_read_json (node, NULL);
  g_assert_true (tenon_rate_equal (rate, again));
}

/* Derived is what rests on something known. A number of its own has no way to be called so: neither by a cell, nor by a
 * formula, nor by a file, nor by a model that somebody wrote. */
static void
test_own_numbers (Fixture      *self,
                  gconstpointer data)
{
  static const char *const own[] = { "5", "10 / 2", "5 + 0", "(2.5 + 2.5)", "25 %", "5 + 0 x AP2", "AP2 - AP2 + 5", "AP2 / AP2 x 5", "AP2 x 0" };
  TenonPattern            *pattern = pattern_of (self, "AP1");
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP2"), column ("rps-peak"), "40", "load test", BY, &error));
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *cell = g_strconcat ("= ", own[i], NULL);
      g_autofree char *csv = g_strdup_printf ("pattern-id,rps-peak,peak-origin,peak-evidence,peak-formula\nAP1,5,DERIVED,%s = 5,%s\nAP3,5,DERIVED,trust me,\n", own[i], own[i]);
      g_autoptr (TenonCellPlan) plan = tenon_project_plan_import (self->project, csv, "sheet.csv");
      g_autoptr (TenonRate) written = tenon_rate_new (TENON_RATE_DERIVED, 5, "5 = 5");
      g_autoptr (TenonEdit) edit = NULL;

      g_test_message ("%s", own[i]);
      g_assert_false (tenon_project_set_cell (self->project, pattern, column ("rps-peak"), cell, "told", BY, &error));
      g_assert_nonnull (strstr (error->message, "stated, with what it rests on"));
      g_clear_error (&error);
      g_assert_false (tenon_project_derive_rate (self->project, "AP1", TRUE, own[i], BY, &error));
      g_clear_error (&error);
      g_assert_null (pattern->rps_peak);

      /* A file's word for it is somebody's word: it takes a person, and is stated, or comes to nothing. */
      g_assert_true (tenon_cell_plan_needs_evidence (plan));
      g_assert_false (tenon_project_apply_plan (self->project, plan, NULL, NULL, NULL, NULL));
      g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, NULL, BY, &error));
      g_assert_no_error (error);
      g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), !=, TENON_RATE_DERIVED);
      g_assert_cmpint (tenon_rate_get_origin (pattern_of (self, "AP3")->rps_peak), ==, TENON_RATE_STATED);
      g_assert_cmpstr (tenon_rate_get_by (pattern_of (self, "AP3")->rps_peak), ==, BY);
      tenon_model_undo (self->model);

      tenon_rate_set_formula (written, own[i]);
      edit = tenon_model_begin (self->model, "Write");
      g_object_set (pattern, "rps-peak", written, NULL);
      tenon_edit_commit (edit);
      g_assert_false (tenon_rate_is_known (pattern->rps_peak));
      tenon_model_undo (self->model);
      g_assert_null (pattern->rps_peak);
    }
}

/* What is derived from a number that is known as "at least" is no better known: it is "at least" too where it grows with
 * it, and where nobody can say it is unknown. */
static void
test_lower_bounds (Fixture      *self,
                   gconstpointer data)
{
  static const struct
  {
    const char *formula;
    double      value; /* negative: refused */
    gboolean    is_bound;
  } cases[] = {
    { "AP2 x 10", 20, TRUE },
    { "10 x AP2", 20, TRUE },
    { "AP2 / 4", 0.5, TRUE },
    { "AP2 + AP3", 5, TRUE },
    { "AP2 x AP3", 6, TRUE },
    { "50 % of AP2", 1, TRUE },
    { "(AP2 + 1) x (AP3 - 1)", 6, TRUE },
    { "10 / (AP3 / 3) x AP2", 20, TRUE },
    { "AP2 - 1", 1, TRUE },
    { "AP3 x 10", 30, FALSE },
    { "AP3 - 1", 2, FALSE },
    { "10 - AP2", -1, FALSE },
    { "10 / AP2", -1, FALSE },
    { "AP2 / AP2 + AP3", -1, FALSE },
    { "AP3 / (AP2 + 1)", -1, FALSE },
    { "AP3 - (AP2 - 1)", -1, FALSE },
    { "AP2 x (2 - AP3) + 20", -1, FALSE },
  };
  TenonPattern *pattern = pattern_of (self, "AP1");
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP2"), column ("rps-peak"), "≥2", "slow log", BY, &error));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP3"), column ("rps-peak"), "3", "load test", BY, &error));
  g_assert_true (tenon_rate_is_lower_bound (pattern_of (self, "AP2")->rps_peak));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean derived = tenon_project_derive_rate (self->project, "AP1", TRUE, cases[i].formula, BY, &error);

      g_test_message ("%s", cases[i].formula);
      g_assert_true (derived == (cases[i].value >= 0));
      if (!derived)
        g_assert_nonnull (strstr (error->message, "“at least”"));
      g_clear_error (&error);
      if (!derived)
        continue;
      g_assert_cmpfloat_with_epsilon (rate_of (pattern->rps_peak), cases[i].value, 1e-9);
      g_assert_true (tenon_rate_is_lower_bound (pattern->rps_peak) == cases[i].is_bound);
      g_assert_true ((strstr (tenon_rate_get_evidence (pattern->rps_peak), "= at least") != NULL) == cases[i].is_bound);
      assert_saved_and_read (pattern->rps_peak);
    }

  /* It follows the number it is derived from, over others too, and undo takes it back. */
  g_assert_true (tenon_project_derive_rate (self->project, "AP1", TRUE, "AP2 x 10", BY, &error));
  g_assert_true (tenon_project_derive_rate (self->project, "AP4", TRUE, "AP1 + 1", BY, &error));
  g_assert_true (tenon_rate_is_lower_bound (pattern_of (self, "AP4")->rps_peak));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP2"), column ("rps-peak"), "2", "full log", BY, &error));
  g_assert_false (tenon_rate_is_lower_bound (pattern->rps_peak));
  g_assert_false (tenon_rate_is_lower_bound (pattern_of (self, "AP4")->rps_peak));
  tenon_model_undo (self->model);
  g_assert_true (tenon_rate_is_lower_bound (pattern_of (self, "AP4")->rps_peak));

  /* What could be computed and cannot be any more has no number. */
  g_assert_true (tenon_project_derive_rate (self->project, "AP4", FALSE, "10 - AP3 peak", BY, &error));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP3"), column ("rps-peak"), "at least 3", "slow log", BY, &error));
  g_assert_no_error (error);
  g_assert_false (tenon_rate_is_known (pattern_of (self, "AP4")->rps_average));
}

static gboolean
is_blocked_by (Fixture    *self,
               const char *code,
               const char *subject)
{
  TenonGate *gate = tenon_project_find_gate (self->project, TENON_GATE_REQUIREMENTS, NULL);

  for (guint i = 0; i < gate->blocking->len; i++)
    {
      TenonDiagnostic *blocking = g_ptr_array_index (gate->blocking, i);

      if (g_str_equal (blocking->code, code) && g_strcmp0 (blocking->subject, subject) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_derived_rates (Fixture      *self,
                    gconstpointer data)
{
  TenonPattern *first = pattern_of (self, "AP1"), *second = pattern_of (self, "AP2"), *third = pattern_of (self, "AP3");
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_state_fact (self->project, "users", "1000", "told", BY, &error));
  g_assert_true (tenon_project_derive_rate (self->project, "AP1", TRUE, "users / 100", BY, &error));
  g_assert_no_error (error);
  g_assert_true (tenon_project_derive_rate (self->project, "AP2", TRUE, "2 x AP1", BY, &error));
  g_assert_true (tenon_project_derive_rate (self->project, "AP2", FALSE, "AP2 peak / 4", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tenon_rate_get_origin (first->rps_peak), ==, TENON_RATE_DERIVED);
  g_assert_cmpstr (tenon_rate_get_formula (first->rps_peak), ==, "users / 100");
  g_assert_cmpstr (tenon_rate_get_evidence (first->rps_peak), ==, "users / 100 = 1,000 / 100 = 10");
  g_assert_cmpfloat (rate_of (second->rps_peak), ==, 20);
  g_assert_cmpfloat (rate_of (second->rps_average), ==, 5);

  /* Round in a circle: refused. */
  g_assert_false (tenon_project_derive_rate (self->project, "AP1", TRUE, "AP2 average", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_derive_rate (self->project, "AP3", TRUE, "AP3 + 1", BY, &error));
  g_clear_error (&error);
  g_assert_null (third->rps_peak);

  g_assert_true (tenon_project_state_fact (self->project, "users", "2000", "new count", BY, &error));
  g_assert_cmpfloat (rate_of (first->rps_peak), ==, 20);
  g_assert_cmpfloat (rate_of (second->rps_average), ==, 10);
  tenon_model_undo (self->model);
  g_assert_cmpfloat (rate_of (first->rps_peak), ==, 10);
  g_assert_cmpfloat (rate_of (second->rps_average), ==, 5);

  /* Renamed, a pattern is found by its new name; an input that goes is asked for. */
  g_assert_true (tenon_project_set_cell (self->project, first, tenon_pattern_columns_find ("pattern-id"), "AP70", NULL, BY, &error));
  g_assert_cmpstr (tenon_rate_get_formula (second->rps_peak), ==, "2 x AP70");
  g_assert_true (tenon_project_forget_fact (self->project, "users", &error));

  /* No number stays that nothing stands behind, and none derived from it. */
  g_assert_cmpint (tenon_rate_get_origin (first->rps_peak), ==, TENON_RATE_UNKNOWN);
  g_assert_cmpint (tenon_rate_get_origin (second->rps_average), ==, TENON_RATE_UNKNOWN);
  g_assert_cmpstr (tenon_rate_get_formula (first->rps_peak), ==, "users / 100");
  g_assert_cmpstr (tenon_rate_get_evidence (first->rps_peak), ==, "users / 100 = unknown: Nobody has said what “users” is");
  g_assert_false (tenon_pattern_has_rates (first));
  assert_saved_and_read (first->rps_peak);
  tenon_project_refresh (self->project);
  g_assert_true (is_blocked_by (self, "rate-unknown", "pattern:AP70"));
  g_assert_cmpstr (find_question (self, "formula-broken|pattern:AP70/rps-peak")->fact_key, ==, "users");
  g_assert_true (tenon_project_answer_value (self->project, "formula-broken|pattern:AP70/rps-peak", "500", "asked again", BY, &error));
  g_assert_cmpfloat (rate_of (first->rps_peak), ==, 5);
}

/* ---- questions ---- */

static void
test_questions (Fixture      *self,
                gconstpointer data)
{
  const char *ids[] = { "read-without-write|source:users", "entity-untouched|source:audit_log", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) crud = tenon_project_list_crud (self->project);
  g_autoptr (TenonProject) again = NULL;
  TenonQuestion *question = find_question (self, ids[0]);
  guint          n_open = tenon_project_count_open_questions (self->project, TRUE);

  g_assert_cmpstr (question->attribute, ==, "username");
  g_assert_nonnull (strstr (question->text, "nothing creates a row of users"));
  g_assert_true (question->ways & TENON_ANSWER_BY_DRAFT);
  g_assert_nonnull (find_question (self, ids[1]));
  g_assert_nonnull (find_question (self, "entity-unknown|pattern:AP5"));
  g_assert_cmpuint (crud->len, ==, 3);
  g_assert_cmpint (((TenonCrudRow *)g_ptr_array_index (crud, 0))->cells[TENON_CRUD_CREATE].state, ==, TENON_CRUD_GAP);
  g_assert_cmpint (((TenonCrudRow *)g_ptr_array_index (crud, 0))->cells[TENON_CRUD_READ].state, ==, TENON_CRUD_THERE);
  g_assert_cmpint (((TenonCrudRow *)g_ptr_array_index (crud, 1))->cells[TENON_CRUD_DELETE].state, ==, TENON_CRUD_ABSENT);

  /* Without a reason, without a person, or one that does not exist: nothing of it. */
  g_assert_false (tenon_project_decline_questions (self->project, ids, " ", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_decline_questions (self->project, ids, "why", "somebody", &error));
  g_clear_error (&error);
  g_assert_false (tenon_model_can_undo (self->model));

  /* Many with one reason, in one edit. */
  g_assert_true (tenon_project_decline_questions (self->project, ids, "Done elsewhere", BY, &error));
  tenon_project_refresh (self->project);
  g_assert_cmpuint (tenon_project_count_open_questions (self->project, TRUE), ==, n_open - 2);
  question = find_question (self, ids[1]);
  g_assert_cmpint (question->state, ==, TENON_QUESTION_DECLINED);
  g_assert_cmpstr (question->answer, ==, "Done elsewhere");
  g_assert_cmpstr (question->by, ==, BY);
  g_assert_nonnull (question->at);
  g_assert_false (tenon_project_decline_questions (self->project, ids, "Again", BY, &error));
  g_clear_error (&error);
  tenon_model_undo (self->model);
  tenon_project_refresh (self->project);
  g_assert_cmpuint (tenon_project_count_open_questions (self->project, TRUE), ==, n_open);
  tenon_model_redo (self->model);

  /* Remembered in the folder. */
  g_assert_true (tenon_project_save (self->project, &error));
  again = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tenon_project_count_open_questions (again, TRUE), ==, n_open - 2);
}

static void
test_drafts (Fixture      *self,
             gconstpointer data)
{
  const char *ids[] = { "read-without-write|source:users", NULL };
  g_auto (GStrv) drafts = NULL;
  g_autoptr (GError) error = NULL;
  TenonPattern *draft;

  g_assert_true (tenon_project_add_drafts (self->project, ids, BY, &drafts, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (drafts[0], ==, "AP6");
  draft = pattern_of (self, "AP6");
  g_assert_true (draft->is_draft);
  g_assert_null (draft->rps_peak);
  g_assert_cmpint (draft->operation_type, ==, TENON_OPERATION_WRITE);
  g_assert_cmpstr (draft->entities_involved[0], ==, "users");
  tenon_project_refresh (self->project);
  g_assert_cmpint (find_question (self, ids[0])->state, ==, TENON_QUESTION_ADDED);
  g_assert_cmpstr (find_question (self, ids[0])->answer, ==, "AP6");

  /* Its rates said, it is no draft any more; deleted, the question is asked anew. */
  g_assert_true (tenon_project_set_cell (self->project, draft, tenon_pattern_columns_find ("Peak"), "5", "told", BY, &error));
  g_assert_true (tenon_project_set_cell (self->project, draft, tenon_pattern_columns_find ("Average"), "1", "told", BY, &error));
  g_assert_false (draft->is_draft);
  g_assert_true (tenon_project_remove_patterns (self->project, (const char *const *)drafts, NULL, NULL, &error));
  tenon_project_refresh (self->project);
  g_assert_cmpint (find_question (self, ids[0])->state, ==, TENON_QUESTION_OPEN);
}

static void
test_values (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tenon_project_answer_value (self->project, "entity-unknown|pattern:AP5", "metrics", NULL, BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_answer_value (self->project, "entity-unknown|pattern:AP5", "audit_log", NULL, BY, &error));
  g_assert_no_error (error);
  tenon_project_refresh (self->project);
  g_assert_cmpint (find_question (self, "entity-unknown|pattern:AP5")->state, ==, TENON_QUESTION_STATED);
  g_assert_null (tenon_project_find_question (self->project, "entity-untouched|source:audit_log"));
}

/* The numbers people gave, on both sides, and none of them corrected. */
/* An answer is about numbers: with others the question stands again, and with the same it is answered. */
static void
assert_holds_for_its_numbers (Fixture *self)
{
  const char *ids[] = { "rates-contradict|pattern:AP3", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_decline_questions (self->project, ids, "Said so twice.", BY, &error));
  tenon_project_refresh (self->project);
  g_assert_false (tenon_question_is_open (find_question (self, ids[0])));
  g_assert_true (tenon_project_state_rates (self->project, "AP3", "41", NULL, "asked again", BY, &error));
  g_assert_no_error (error);
  tenon_project_refresh (self->project);
  g_assert_true (tenon_question_is_open (find_question (self, ids[0])));
  g_assert_nonnull (strstr (find_question (self, ids[0])->detail, "Said so twice."));
  g_assert_true (is_blocked_by (self, "question-open", ids[0]));
  tenon_model_undo (self->model);
  tenon_project_refresh (self->project);
  g_assert_false (tenon_question_is_open (find_question (self, ids[0])));
  g_assert_true (tenon_project_state_rates (self->project, "AP3", "60", NULL, "asked again", BY, &error));
  tenon_project_refresh (self->project);
}

static void
test_contradictions (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TenonQuestion *total = NULL;
  GListModel    *questions = tenon_project_get_questions (self->project);

  g_assert_true (tenon_project_state_fact (self->project, "total-requests", "100", "told", BY, &error));
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);
      TenonPattern    *pattern = pattern_of (self, id);

      g_assert_true (tenon_project_set_cell (self->project, pattern, tenon_pattern_columns_find ("rps-peak"), i == 1 ? "= 70 % of total requests" : i == 2 ? "=60% of total requests"
                                                                                                                                                           : "40",
                                             "told", BY, &error));
      g_assert_true (tenon_project_set_cell (self->project, pattern, tenon_pattern_columns_find ("rps-average"), i == 3 ? "50" : "30", "told", BY, &error));
    }
  g_assert_no_error (error);
  tenon_project_refresh (self->project);
  g_assert_nonnull (find_question (self, "rates-contradict|pattern:AP3"));
  g_assert_nonnull (strstr (find_question (self, "rates-contradict|share:total requests/peak/130")->text, "130 %"));
  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (g_str_has_prefix (question->id, "rates-contradict|total:"))
        total = question;
    }
  g_assert_nonnull (total);
  g_assert_nonnull (strstr (total->text, "100/s"));
  g_assert_nonnull (strstr (total->text, "250/s at peak"));
  g_assert_nonnull (strstr (total->text, "170/s on average"));
  assert_holds_for_its_numbers (self);
}

/* ---- the gate ---- */

static void
confirm (Fixture *self)
{
  GListModel *questions = tenon_project_get_questions (self->project);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) open = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);

      g_assert_true (tenon_project_state_rates (self->project, id, "50", "20", "measured", BY, &error));
    }
  tenon_project_refresh (self->project);
  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (question->blocks && tenon_question_is_open (question))
        g_strv_builder_add (ids, question->id);
    }
  open = g_strv_builder_end (ids);
  g_assert_true (tenon_project_decline_questions (self->project, (const char *const *)open, "So it is", BY, &error));
  tenon_project_refresh (self->project);
  g_assert_true (tenon_project_decide (self->project, TENON_GATE_REQUIREMENTS, NULL, TENON_REVIEW_APPROVE, BY, NULL, &error));
  g_assert_no_error (error);
}

static TenonContentChange *
find_change (GPtrArray  *changes,
             const char *subject,
             const char *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      TenonContentChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->subject, subject) && g_str_equal (change->field, field))
        return change;
    }
  g_error ("%s of %s is not among the changes", field, subject);
}

static void
test_report (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (TenonGateReport) before = tenon_project_report_requirements (self->project);
  g_autoptr (TenonGateReport) after = NULL;
  TenonRateTotal *all;

  g_assert_cmpstr (before->question, ==, "Do these access patterns and requirements look complete? Are there any other patterns we should consider?");
  g_assert_cmpuint (before->reasons->len, ==, 2);
  g_assert_true (before->tiers[0].blocks);
  g_assert_false (before->tiers[1].blocks);
  g_assert_cmpuint (before->tiers[2].missing->len, ==, 1);
  all = g_ptr_array_index (before->by_type, before->by_type->len - 1);
  g_assert_cmpuint (all->n_patterns, ==, 5);
  g_assert_cmpuint (all->n_unknown_peak, ==, 5);
  confirm (self);
  after = tenon_project_report_requirements (self->project);
  g_assert_cmpuint (after->reasons->len, ==, 0);
  g_assert_cmpstr (after->confirmed_by, ==, BY);
  g_assert_cmpuint (after->changes->len, ==, 0);
  all = g_ptr_array_index (after->by_type, after->by_type->len - 1);
  g_assert_cmpfloat (all->peak, ==, 250);
  g_assert_cmpfloat (all->average, ==, 100);
  g_assert_cmpuint (after->n_open_questions, ==, 0);
}

/* Exactly what changed, also after the project was closed. */
static void
test_changes (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const char *gone[] = { "AP4", NULL };

  confirm (self);
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), column ("rps-peak"), "90", "new numbers", BY, &error));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP2"), column ("description"), "Something else", NULL, NULL, &error));
  g_assert_true (tenon_project_remove_patterns (self->project, gone, "not used any more", BY, &error));
  tenon_project_add_pattern (self->project, NULL);
  g_assert_true (tenon_project_state_fact (self->project, "users", "5", "told", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  self->model = tenon_project_get_model (self->project);
  g_assert_cmpint (tenon_project_find_gate (self->project, TENON_GATE_REQUIREMENTS, NULL)->state, ==, TENON_GATE_STALE);
  changes = tenon_project_list_changes (self->project, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (find_change (changes, "AP1", "Peak")->before, "50/s, stated by " BY ": measured"));
  g_assert_nonnull (strstr (find_change (changes, "AP1", "Peak")->after, "90/s, stated by " BY ": new numbers"));
  g_assert_cmpstr (find_change (changes, "AP2", "Description")->after, ==, "Something else");
  g_assert_null (find_change (changes, "AP4", "")->after);
  g_assert_null (find_change (changes, "AP6", "")->before);
  g_assert_cmpstr (find_change (changes, "Application", "Users")->after, ==, "5: told");
  g_assert_cmpuint (changes->len, ==, 5);

  g_assert_true (tenon_project_forget_fact (self->project, "users", &error));
  none = tenon_project_list_changes (self->project, &error);
  g_assert_cmpuint (none->len, ==, 4);
}

/* ---- the view ---- */

static void
test_view (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (TenonViewSettings) settings = tenon_view_settings_new ();
  g_autoptr (TenonViewSettings) kept = NULL;
  g_autoptr (TenonViewSettings) empty = tenon_project_dup_view (self->project, "patterns");
  g_autoptr (TenonProject) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (empty->columns->len, ==, 0);
  tenon_view_settings_add (settings, "rps-peak", 120, TRUE);
  tenon_view_settings_add (settings, "description", 0, FALSE);
  settings->sort = g_strdup ("rps-peak");
  settings->is_descending = TRUE;
  g_assert_true (tenon_project_set_view (self->project, "patterns", settings, &error));
  g_assert_false (tenon_model_can_undo (self->model));
  g_assert_cmpuint (tenon_project_get_n_unsaved (self->project), ==, 0);
  again = tenon_project_open (self->path, NULL, &error);
  kept = tenon_project_dup_view (again, "patterns");
  g_assert_cmpuint (kept->columns->len, ==, 2);
  g_assert_cmpstr (((TenonViewColumn *)g_ptr_array_index (kept->columns, 0))->name, ==, "rps-peak");
  g_assert_cmpuint (((TenonViewColumn *)g_ptr_array_index (kept->columns, 0))->width, ==, 120);
  g_assert_false (((TenonViewColumn *)g_ptr_array_index (kept->columns, 1))->is_shown);
  g_assert_cmpstr (kept->sort, ==, "rps-peak");
  g_assert_true (kept->is_descending);
}

/* ---- columns nobody writes ---- */

static void
bind_verb (Fixture    *self,
           const char *pattern_id,
           const char *begins)
{
  TenonStatementLog *log = tenon_list_get (self->model->logs, tenon_list_get_length (self->model->logs) - 1);
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Bind");

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);
      const char     *one[] = { statement->fingerprint, NULL };

      if (g_ascii_strncasecmp (statement->sample, begins, strlen (begins)) == 0)
        g_object_set (pattern_of (self, pattern_id), "statements", one, NULL);
    }
  tenon_edit_commit (edit);
}

static void
import_log (Fixture    *self,
            const char *insert)
{
  static const char *const rest[] = { "SELECT id, user_id, status FROM orders WHERE user_id = 7", "UPDATE orders SET user_id = 8 WHERE id = 3" };
  g_autofree char         *file = g_build_filename (self->folder, "slow.log", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *files[] = { file, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (TenonEdit) edit = NULL;

  for (guint i = 0; i < 3; i++)
    g_string_append_printf (text, "# Time: 2025-05-01T10:00:0%uZ\n# User@Host: app[app] @ localhost []  Id: 1\n# Query_time: 0.010000  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 1\nSET timestamp=174609360%u;\n%s;\n", i, i, i < 2 ? rest[i] : insert);
  g_assert_true (g_file_set_contents (file, text->str, -1, NULL));
  imported = tenon_project_import (self->project, files, NULL, &error);
  g_assert_no_error (error);
  bind_verb (self, "AP2", "SELECT");
  bind_verb (self, "AP3", "INSERT");
  bind_verb (self, "AP4", "UPDATE");
  edit = tenon_model_begin (self->model, "Name Attributes");
  g_object_set (pattern_of (self, "AP2"), "attributes", (const char *[]){ "orders.id", "orders.user_id", "orders.status", NULL }, NULL);
  tenon_edit_commit (edit);
  tenon_project_refresh (self->project);
}

/* An INSERT writes the columns it names; without a list of columns it writes them all. */
static void
test_unwritten_column (Fixture      *self,
                       gconstpointer data)
{
  TenonQuestion *question;

  import_log (self, "INSERT INTO orders (user_id) VALUES (7)");
  question = tenon_project_find_question (self->project, "read-without-write|source:orders.status");
  g_assert_nonnull (question);
  g_assert_cmpstr (question->attribute, ==, "status");
  g_assert_nonnull (strstr (question->text, "AP2: Query orders by user_id asks for orders.status, but no pattern ever writes it."));
  g_assert_null (tenon_project_find_question (self->project, "read-without-write|source:orders.user_id"));
  import_log (self, "INSERT INTO orders VALUES (1, 7, 'new')");
  g_assert_null (tenon_project_find_question (self->project, "read-without-write|source:orders.status"));
  import_log (self, "INSERT INTO orders (user_id, status) VALUES (7, 'new')");
  g_assert_null (tenon_project_find_question (self->project, "read-without-write|source:orders.status"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/requirements/facts", test_facts);
  ADD ("/requirements/formulas", test_formulas);
  ADD ("/requirements/own-numbers", test_own_numbers);
  ADD ("/requirements/lower-bounds", test_lower_bounds);
  ADD ("/requirements/derived-rates", test_derived_rates);
  ADD ("/requirements/questions", test_questions);
  ADD ("/requirements/drafts", test_drafts);
  ADD ("/requirements/values", test_values);
  ADD ("/requirements/contradictions", test_contradictions);
  ADD ("/requirements/report", test_report);
  ADD ("/requirements/changes", test_changes);
  ADD ("/requirements/view", test_view);
  ADD ("/requirements/unwritten-column", test_unwritten_column);
  return g_test_run ();
}
