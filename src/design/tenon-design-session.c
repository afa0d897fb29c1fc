/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal that follows its model: after an edit only what the edit touches is worked out again, with the same result
 * as from the start. */

#include "design/tenon-design-session.h"

#include "design/tenon-plan.h"
#include "design/tenon-reckoning.h"
#include "design/tenon-rules.h"

#include <string.h>

struct _TenonDesignSession
{
  TenonModel   *model; /* (owned) */
  TenonStrategy strategy;

  TenonPlan  *plan;      /* (owned) */
  GHashTable *positions; /* (owned) pattern id (owned) -> its position + 1 */
  GPtrArray  *bound;     /* (owned) statements each pattern is bound to, joined; (nullable) */

  TenonChecker   *checker;   /* (owned) (nullable) made when first asked for, as all below */
  TenonReckoning *reckoning; /* (owned) (nullable) of the checker's requests */
  GPtrArray      *findings;  /* (owned) (nullable) (element-type TenonDiagnostic) */
  GPtrArray      *changed;   /* (owned) (element-type TenonTable) borrowed from the design */
};

static char *
join_statements (TenonPattern *pattern)
{
  return pattern->statements != NULL ? g_strjoinv ("\n", pattern->statements) : NULL;
}

static void
forget (TenonDesignSession *self)
{
  g_clear_pointer (&self->reckoning, tenon_reckoning_free);
  g_clear_pointer (&self->checker, tenon_checker_free);
  g_clear_pointer (&self->plan, tenon_plan_free);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->bound, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
}

static void
list_patterns (TenonDesignSession *self)
{
  self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bound = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      g_ptr_array_add (self->bound, join_statements (pattern));
      /* Of two patterns with one number neither can be followed by it. */
      if (pattern->pattern_id != NULL)
        g_hash_table_insert (self->positions, g_strdup (pattern->pattern_id), g_hash_table_contains (self->positions, pattern->pattern_id) ? NULL : GUINT_TO_POINTER (i + 1));
    }
}

static TenonChecker *
get_checker (TenonDesignSession *self)
{
  if (self->checker == NULL)
    self->checker = tenon_checker_new (self->model, self->plan->design);
  return self->checker;
}

static TenonReckoning *
get_reckoning (TenonDesignSession *self)
{
  if (self->reckoning == NULL)
    self->reckoning = tenon_reckoning_new (tenon_checker_get_requests (get_checker (self)), self->plan->design);
  return self->reckoning;
}

static void
work_out (TenonDesignSession *self)
{
  forget (self);
  list_patterns (self);
  self->plan = tenon_plan_new (self->model, self->strategy);
  tenon_plan_work_out (self->plan);
  self->changed = g_ptr_array_new ();
  for (guint i = 0; i < tenon_list_get_length (self->plan->design->tables); i++)
    g_ptr_array_add (self->changed, tenon_list_get (self->plan->design->tables, i));
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
  work_out (self);
  return self;
}

void
tenon_design_session_free (TenonDesignSession *self)
{
  forget (self);
  g_object_unref (self->model);
  g_free (self);
}

/* ---- following ---- */

/* Whether nothing came, went or moved. */
static gboolean
is_same_list (TenonDesignSession *self)
{
  TenonList *patterns = self->model->patterns;

  if (tenon_list_get_length (patterns) != self->plan->readings->len)
    return FALSE;
  for (guint i = 0; i < self->plan->readings->len; i++)
    if (((TenonReading *)g_ptr_array_index (self->plan->readings, i))->pattern != tenon_list_get (patterns, i))
      return FALSE;
  return TRUE;
}

/* Adds the position of the pattern that @subject names; FALSE if it cannot be followed in parts. */
static gboolean
add_position (TenonDesignSession *self,
              const char         *subject,
              GArray             *positions)
{
  const char      *id = g_str_has_prefix (subject, "pattern:") ? subject + strlen ("pattern:") : NULL;
  guint            position = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, id)) : 0;
  TenonPattern    *pattern = position > 0 ? tenon_list_get (self->model->patterns, position - 1) : NULL;
  g_autofree char *statements = pattern != NULL ? join_statements (pattern) : NULL;

  if (pattern == NULL || g_strcmp0 (pattern->pattern_id, id) != 0 || g_strcmp0 (statements, g_ptr_array_index (self->bound, position - 1)) != 0)
    return FALSE;
  position--;
  g_array_append_val (positions, position);
  return TRUE;
}

/* (transfer full) (nullable): positions of the edited patterns; NULL if everything has to be worked out again. */
static GArray *
find_positions (TenonDesignSession *self,
                const char *const  *subjects)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));

  if (subjects == NULL || !is_same_list (self))
    return NULL;
  for (guint i = 0; subjects[i] != NULL; i++)
    if (!add_position (self, subjects[i], positions))
      return NULL;
  return g_steal_pointer (&positions);
}

static void
follow (TenonDesignSession *self,
        GArray             *positions)
{
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();

  g_ptr_array_unref (self->changed);
  self->changed = tenon_plan_update (self->plan, positions);
  for (guint i = 0; i < positions->len; i++)
    g_ptr_array_add (patterns, tenon_list_get (self->model->patterns, g_array_index (positions, guint, i)));
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (self->checker != NULL)
    tenon_checker_update (self->checker, patterns, self->changed);
  if (self->reckoning != NULL)
    tenon_reckoning_refresh (self->reckoning, tenon_checker_get_requests (self->checker), self->plan->design, self->changed);
}

/**
 * tenon_design_session_update:
 * @subjects: (nullable): what an edit touched, as the model's "changed" says it ("pattern:AP3"); %NULL: anything
 *
 * Brings the design, and findings and cost if they were asked for, up to date with the model. Edits to patterns that exist are followed in parts; after any
 * other edit everything is worked out again. Both ways give the same, byte for byte.
 *
 * Returns: whether it was done in parts
 */
gboolean
tenon_design_session_update (TenonDesignSession *self,
                             const char *const  *subjects)
{
  g_autoptr (GArray) positions = find_positions (self, subjects);

  if (positions == NULL)
    work_out (self);
  else
    follow (self, positions);
  return positions != NULL;
}

/**
 * tenon_design_session_get_design:
 *
 * Returns: (transfer none): the proposal; the next update writes into it
 */
TenonDesign *
tenon_design_session_get_design (TenonDesignSession *self)
{
  return self->plan->design;
}

/**
 * tenon_design_session_get_findings:
 *
 * Returns: (transfer none) (element-type TenonDiagnostic): as tenon_rules_check() gives them
 */
GPtrArray *
tenon_design_session_get_findings (TenonDesignSession *self)
{
  if (self->findings == NULL)
    self->findings = tenon_checker_list_findings (get_checker (self));
  return self->findings;
}

const TenonCost *
tenon_design_session_get_cost (TenonDesignSession *self)
{
  return tenon_reckoning_get_cost (get_reckoning (self));
}

/**
 * tenon_design_session_get_requests:
 *
 * Returns: (transfer none): patterns as read, shared by whatever is reckoned of the design
 */
TenonRequests *
tenon_design_session_get_requests (TenonDesignSession *self)
{
  return tenon_checker_get_requests (get_checker (self));
}

/**
 * tenon_design_session_get_changed_tables:
 *
 * Returns: (transfer none) (element-type TenonTable): tables whose keys, attributes, indexes or requests, or the patterns
 *   behind their requests, may differ since the update before; what is reckoned table by table holds for all others
 */
GPtrArray *
tenon_design_session_get_changed_tables (TenonDesignSession *self)
{
  return self->changed;
}

/**
 * tenon_design_session_get_headroom:
 *
 * Returns: (transfer none) (element-type TenonHeadroom): of each table, its indexes behind it
 */
GPtrArray *
tenon_design_session_get_headroom (TenonDesignSession *self)
{
  return tenon_reckoning_get_headroom (get_reckoning (self));
}
