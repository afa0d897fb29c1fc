/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The next thing to do, read off the gates: what the one suggested button of the header says. */

#include "app/tenon-next-step.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-diagnostic.h"

static const TenonNextStep STATE_RATES = {
  N_ ("State Rates…"), N_ ("Answer what is still open about the access patterns"), "patterns", "state-rates", NULL
};
static const TenonNextStep ANSWER_QUESTIONS = {
  N_ ("Answer Questions"), N_ ("Go through what is still to be asked about the requirements"), "questions", "answer-questions", NULL
};
static const TenonNextStep CONFIRM_REQUIREMENTS = {
  N_ ("Confirm Requirements…"), N_ ("Confirm that every access pattern is captured"), NULL, NULL, "requirements"
};
static const TenonNextStep PROPOSE_DESIGN = {
  N_ ("Propose Design"), N_ ("Derive DynamoDB tables from the access patterns"), "design", "propose-design", NULL
};
static const TenonNextStep REVIEW_TABLE = {
  N_ ("Review Next Table"), N_ ("Go through the first table that is not approved"), "review", "review-next", NULL
};
static const TenonNextStep CONFIRM_DESIGN = {
  N_ ("Confirm Design…"), N_ ("Confirm the design as a whole"), NULL, NULL, "design"
};
static const TenonNextStep CONFIRM_CONTRACT = {
  N_ ("Confirm Contract…"), N_ ("Confirm the migration contract"), NULL, NULL, "contract"
};

static gboolean
is_approved (TenonProject *project,
             TenonGateKind kind)
{
  TenonGate *gate = tenon_project_find_gate (project, kind, NULL);

  return gate != NULL && gate->state == TENON_GATE_APPROVED;
}

static gboolean
has_open_table (TenonProject *project)
{
  GListModel *gates = tenon_project_get_gates (project);

  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      if (gate->kind == TENON_GATE_TABLE && gate->state != TENON_GATE_APPROVED)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_blocked_by (TenonGate  *gate,
               const char *code)
{
  for (guint i = 0; gate != NULL && gate->blocking != NULL && i < gate->blocking->len; i++)
    if (g_str_equal (((TenonDiagnostic *)g_ptr_array_index (gate->blocking, i))->code, code))
      return TRUE;
  return FALSE;
}

static const TenonNextStep *
choose (TenonProject *project)
{
  TenonModel *model = tenon_project_get_model (project);

  if (!is_approved (project, TENON_GATE_REQUIREMENTS))
    {
      TenonGate *gate = tenon_project_find_gate (project, TENON_GATE_REQUIREMENTS, NULL);

      /* Rates come first: they are what some of the questions are about. */
      if (is_blocked_by (gate, "rate-unknown") || is_blocked_by (gate, "requirements-no-patterns"))
        return &STATE_RATES;
      return is_blocked_by (gate, "question-open") ? &ANSWER_QUESTIONS : &CONFIRM_REQUIREMENTS;
    }
  if (tenon_list_get_length (model->design->tables) == 0)
    return &PROPOSE_DESIGN;
  if (has_open_table (project))
    return &REVIEW_TABLE;
  if (!is_approved (project, TENON_GATE_DESIGN))
    return &CONFIRM_DESIGN;
  if (!is_approved (project, TENON_GATE_CONTRACT))
    return &CONFIRM_CONTRACT;
  return NULL;
}

/**
 * tenon_next_step_find:
 * @step: (out): what to do next; its strings are static
 *
 * Returns: whether anything is left to do
 */
gboolean
tenon_next_step_find (TenonProject  *project,
                      TenonNextStep *step)
{
  const TenonNextStep *found = choose (project);

  if (found == NULL)
    return FALSE;
  *step = *found;
  step->label = _ (found->label);
  step->tooltip = _ (found->tooltip);
  return TRUE;
}
