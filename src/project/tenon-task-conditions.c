/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When each task of the tasks document is done, and what the working log says of it then. A condition gives NULL where it
 * holds, else one sentence: what the task waits for. */

#include "project/tenon-task-conditions.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "project/tenon-folder.h"
#include "project/tenon-gates.h"

/* ---- conditions ---- */

char *
tenon_task_wait_for_import (const TenonSituation *situation)
{
  TenonModel *model = situation->model;

  if ((model->schema != NULL && tenon_list_get_length (model->schema->tables) > 0) || tenon_list_get_length (model->patterns) > 0 || tenon_list_get_length (model->logs) > 0)
    return NULL;
  return g_strdup ("Import the MySQL schema, the API list and the logs");
}

char *
tenon_task_wait_for_rates (const TenonSituation *situation)
{
  TenonModel *model = situation->model;
  guint       n_open = 0;

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      n_open += tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern);
    }
  if (tenon_list_get_length (model->patterns) == 0)
    return g_strdup ("No access pattern is known");
  if (n_open > 0)
    return g_strdup_printf ("%u of %u access patterns have no peak or no average rate", n_open, tenon_list_get_length (model->patterns));
  return situation->keep_requirement ? g_strdup (TENON_FILE_REQUIREMENT " differs from the model; take or dismiss what it proposes") : NULL;
}

static char *
wait_for_gate (const TenonSituation *situation,
               TenonGateKind         kind)
{
  for (guint i = 0; i < situation->gates->len; i++)
    {
      TenonGate       *gate = g_ptr_array_index (situation->gates, i);
      g_autofree char *title = NULL;

      if (gate->kind != kind || gate->state == TENON_GATE_APPROVED)
        continue;
      title = tenon_gate_dup_title (gate);
      if (gate->state == TENON_GATE_STALE)
        return g_strdup_printf ("Approve %s again: changed since the approval", title);
      if (gate->returned)
        return g_strdup_printf ("Approve %s: returned, concerns are open", title);
      if (gate->last != NULL && gate->last->action == TENON_REVIEW_WITHDRAW)
        return g_strdup_printf ("Approve %s: the approval was withdrawn", title);
      return g_strdup_printf ("Approve %s", title);
    }
  return kind == TENON_GATE_TABLE && !tenon_gates_are_approved (situation->gates, kind) ? g_strdup ("There is no design yet") : NULL;
}

char *
tenon_task_wait_for_requirements (const TenonSituation *situation)
{
  return wait_for_gate (situation, TENON_GATE_REQUIREMENTS);
}

char *
tenon_task_wait_for_design (const TenonSituation *situation)
{
  return tenon_list_get_length (situation->model->design->tables) > 0 ? NULL : g_strdup ("Propose a design and take it");
}

static gboolean
is_recorded (TenonDecision *decision)
{
  return decision->chosen_approach != NULL && *decision->chosen_approach != '\0' && decision->justification != NULL && *decision->justification != '\0';
}

char *
tenon_task_wait_for_decisions (const TenonSituation *situation)
{
  TenonDesign *design = situation->model->design;

  if (tenon_list_get_length (design->tables) == 0)
    return tenon_task_wait_for_design (situation);
  if (tenon_list_get_length (design->decisions) == 0)
    return g_strdup ("No design decision is recorded");
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      if (!is_recorded (decision))
        return g_strdup_printf ("Decision %s has no chosen approach or no justification", decision->decision_id);
    }
  return NULL;
}

char *
tenon_task_wait_for_tables (const TenonSituation *situation)
{
  return wait_for_gate (situation, TENON_GATE_TABLE);
}

char *
tenon_task_wait_for_approval (const TenonSituation *situation)
{
  return wait_for_gate (situation, TENON_GATE_DESIGN);
}

char *
tenon_task_wait_for_contract (const TenonSituation *situation)
{
  return wait_for_gate (situation, TENON_GATE_CONTRACT);
}

char *
tenon_task_wait_for_readiness (const TenonSituation *situation)
{
  const TenonGateKind kinds[] = { TENON_GATE_REQUIREMENTS, TENON_GATE_TABLE, TENON_GATE_DESIGN, TENON_GATE_CONTRACT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      char *waits_for = wait_for_gate (situation, kinds[i]);

      if (waits_for != NULL)
        return waits_for;
    }
  for (guint i = 0; i < situation->derived->findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (situation->derived->findings, i);

      if (finding->severity == TENON_SEVERITY_ERROR)
        return g_strdup (finding->message);
    }
  return NULL;
}

/* ---- accounts ---- */

char *
tenon_task_account_of_import (const TenonSituation *situation)
{
  TenonModel *model = situation->model;

  return g_strdup_printf ("%u MySQL tables, %u foreign keys, %u access patterns, %u logs.",
                          model->schema != NULL ? tenon_list_get_length (model->schema->tables) : 0,
                          model->schema != NULL ? tenon_schema_count_foreign_keys (model->schema) : 0,
                          tenon_list_get_length (model->patterns), tenon_list_get_length (model->logs));
}

char *
tenon_task_account_of_rates (const TenonSituation *situation)
{
  guint n_origins[4] = { 0 };

  for (guint i = 0; i < tenon_list_get_length (situation->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (situation->model->patterns, i);

      if (tenon_rate_is_known (pattern->rps_peak))
        n_origins[tenon_rate_get_origin (pattern->rps_peak)]++;
    }
  return g_strdup_printf ("Every pattern that touches the database has its rates (%u stated, %u observed, %u derived).",
                          n_origins[TENON_RATE_STATED], n_origins[TENON_RATE_OBSERVED], n_origins[TENON_RATE_DERIVED]);
}

char *
tenon_task_account_of_design (const TenonSituation *situation)
{
  TenonDesign *design = situation->model->design;
  guint        n_indexes = 0;

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    n_indexes += tenon_list_get_length (((TenonTable *)tenon_list_get (design->tables, i))->indexes);
  return g_strdup_printf ("%u tables, %u global secondary indexes, %u patterns not served.",
                          tenon_list_get_length (design->tables), n_indexes, tenon_list_get_length (design->unserved));
}

char *
tenon_task_account_of_decisions (const TenonSituation *situation)
{
  GString     *text = g_string_new (NULL);
  TenonDesign *design = situation->model->design;

  g_string_append_printf (text, "%u decisions recorded:", tenon_list_get_length (design->decisions));
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      g_string_append_printf (text, "%s %s", i > 0 ? ";" : "", decision->title != NULL ? decision->title : decision->decision_id);
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

char *
tenon_task_account_of_costs (const TenonSituation *situation)
{
  TenonDerived    *derived = situation->derived;
  g_autofree char *dollars = derived->cost != NULL ? tenon_format_money (derived->cost->dollars) : g_strdup ("unknown");

  return g_strdup_printf ("%s%s a month (%u terms open); %u warnings and %u errors in the design.",
                          derived->cost != NULL && derived->cost->n_open > 0 ? "At least " : "", dollars,
                          derived->cost != NULL ? derived->cost->n_open : 0,
                          tenon_diagnostics_count (derived->findings, TENON_SEVERITY_WARNING) - tenon_diagnostics_count (derived->findings, TENON_SEVERITY_ERROR),
                          tenon_diagnostics_count (derived->findings, TENON_SEVERITY_ERROR));
}
