/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Proposing designs, taking them, and asking the pure rooms about them. */

#include "base/tenon-text.h"
#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-design-session.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-pattern-reading.h"
#include "design/tenon-prices.h"
#include "design/tenon-proposal.h"
#include "design/tenon-write-amplification.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#include <glib/gi18n-lib.h>

/* A proposal that was asked for once, and what was edited since. */
typedef struct
{
  TenonModel         *model;    /* (unowned) the project's */
  TenonDesignSession *session;  /* (owned) */
  GHashTable         *subjects; /* (owned) (element-type utf8) (owned) */
  gulong              handler;
} Follower;

static void
follower_free (Follower *self)
{
  g_signal_handler_disconnect (self->model, self->handler);
  g_hash_table_unref (self->subjects);
  tenon_design_session_free (self->session);
  g_free (self);
}

static void
follow_cb (TenonModel *model,
           const char *label,
           GStrv       subjects,
           Follower   *self)
{
  for (guint i = 0; subjects != NULL && subjects[i] != NULL; i++)
    g_hash_table_add (self->subjects, g_strdup (subjects[i]));
}

static const char *
name_follower (TenonStrategy strategy)
{
  static const char *const names[] = { "tenon-multi-table", "tenon-item-collections", "tenon-read-optimised" };

  return names[strategy];
}

static void
catch_up (Follower *self)
{
  g_autofree const char **subjects = (const char **)g_hash_table_get_keys_as_array (self->subjects, NULL);

  if (g_hash_table_size (self->subjects) > 0)
    tenon_design_session_update (self->session, subjects);
  g_hash_table_remove_all (self->subjects);
}

static TenonDesign *
carry_accepted (TenonModel  *model,
                TenonDesign *proposal)
{
  tenon_design_carry_accepted (proposal, model->design);
  return proposal;
}

/**
 * tenon_project_propose:
 *
 * What was proposed once is kept and follows the edits: asked again after one, only what it touches is worked out.
 *
 * Returns: (transfer full): a design for the present model, taken by nobody yet
 */
TenonDesign *
tenon_project_propose (TenonProject *self,
                       TenonStrategy strategy)
{
  Follower *follower = g_object_get_data (G_OBJECT (self), name_follower (strategy));

  /* What an open edit did is told when it is committed. */
  if (tenon_model_is_editing (self->model))
    return carry_accepted (self->model, tenon_design_propose (self->model, strategy));
  if (follower == NULL)
    {
      follower = g_new0 (Follower, 1);
      follower->model = self->model;
      follower->session = tenon_design_session_new (self->model, strategy);
      follower->subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      follower->handler = g_signal_connect (self->model, "changed", G_CALLBACK (follow_cb), follower);
      g_object_set_data_full (G_OBJECT (self), name_follower (strategy), follower, (GDestroyNotify)follower_free);
    }
  else
    {
      catch_up (follower);
    }
  return carry_accepted (self->model, tenon_record_copy (tenon_design_session_get_design (follower->session)));
}

typedef struct
{
  TenonModel   *model;
  TenonStrategy strategy;
} Proposal;

static void
proposal_free (Proposal *self)
{
  g_object_unref (self->model);
  g_free (self);
}

static void
propose_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Proposal *proposal = task_data;

  g_task_return_pointer (task, carry_accepted (proposal->model, tenon_design_propose (proposal->model, proposal->strategy)), g_object_unref);
}

void
tenon_project_propose_async (TenonProject       *self,
                             TenonStrategy       strategy,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Proposal *proposal = g_new0 (Proposal, 1);

  proposal->model = tenon_model_snapshot (self->model);
  proposal->strategy = strategy;
  g_task_set_source_tag (task, tenon_project_propose_async);
  g_task_set_task_data (task, proposal, (GDestroyNotify)proposal_free);
  g_task_run_in_thread (task, propose_in_thread);
}

TenonDesign *
tenon_project_propose_finish (TenonProject *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- taking ---- */

/* Puts a copy of @record at @position, over the one of its name if there is one: the instance views know stays. */
static void
put_record (TenonList  *list,
            guint       position,
            gpointer    record,
            const char *name)
{
  TenonRecord *present = tenon_list_find (list, name);
  guint        old_position;

  position = MIN (position, tenon_list_get_length (list));
  if (present == NULL)
    {
      g_autoptr (TenonRecord) copy = tenon_record_copy (record);

      tenon_list_insert (list, position, copy);
      return;
    }
  tenon_record_assign (present, record);
  if (tenon_list_index_of (list, present, &old_position) && old_position > position)
    {
      g_object_ref (present);
      tenon_list_remove (list, old_position);
      tenon_list_insert (list, position, present);
      g_object_unref (present);
    }
}

static gboolean
belongs_to (TenonTable *table,
            const char *name)
{
  return name == NULL || g_strcmp0 (table->name, name) == 0 || (table->role == TENON_TABLE_LOOKUP && g_strcmp0 (table->lookup_of, name) == 0);
}

static void
take_tables (TenonDesign *design,
             TenonDesign *proposal,
             const char  *name)
{
  for (guint i = 0; name == NULL && i < tenon_list_get_length (design->tables);)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      if (tenon_design_find_table (proposal, table->name) == NULL)
        tenon_list_remove (design->tables, i);
      else
        i++;
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->tables); i++)
    {
      TenonTable *table = tenon_list_get (proposal->tables, i);

      if (belongs_to (table, name))
        put_record (design->tables, i, table, table->name);
    }
}

static gboolean
is_decision_wanted (TenonDesign   *proposal,
                    TenonDecision *decision,
                    const char    *name)
{
  TenonTable *table = decision->table != NULL ? tenon_design_find_table (proposal, decision->table) : NULL;

  return name == NULL || (table != NULL && belongs_to (table, name)) || g_strcmp0 (decision->table, name) == 0;
}

static void
take_decisions (TenonDesign *design,
                TenonDesign *proposal,
                const char  *name)
{
  for (guint i = 0; i < tenon_list_get_length (design->decisions);)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      if (!decision->by_person && is_decision_wanted (proposal, decision, name) && tenon_list_find (proposal->decisions, decision->decision_id) == NULL)
        tenon_list_remove (design->decisions, i);
      else
        i++;
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (proposal->decisions, i);
      TenonDecision *present = tenon_list_find (design->decisions, decision->decision_id);

      /* A person's own decision comes back as it was, or as fitting the requests found it changed. */
      if (is_decision_wanted (proposal, decision, name) && (present == NULL || !present->by_person || decision->by_person))
        put_record (design->decisions, i, decision, decision->decision_id);
    }
}

/* An alternative that a person accepted stays accepted while it is the same one. */
static void
take_unserved (TenonDesign *design,
               TenonDesign *proposal)
{
  for (guint i = 0; i < tenon_list_get_length (design->unserved);)
    {
      TenonUnserved *unserved = tenon_list_get (design->unserved, i);

      if (tenon_design_find_unserved (proposal, unserved->pattern_id) == NULL || tenon_design_serves (design, unserved->pattern_id))
        tenon_list_remove (design->unserved, i);
      else
        i++;
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (proposal->unserved, i);
      TenonUnserved *present = tenon_design_find_unserved (design, unserved->pattern_id);

      if (tenon_design_serves (design, unserved->pattern_id) || (present != NULL && g_strcmp0 (present->alternative, unserved->alternative) == 0))
        continue;
      put_record (design->unserved, i, unserved, unserved->pattern_id);
    }
}

/* Patterns with requests on @name or its lookup tables. */
static void
add_patterns (TenonDesign *design,
              const char  *name,
              GHashTable  *ids)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; belongs_to (table, name) && j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (operation->pattern_id != NULL)
            g_hash_table_add (ids, g_strdup (operation->pattern_id));
        }
    }
}

static gboolean
goes_elsewhere (TenonDesign *design,
                const char  *name,
                const char  *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      if (!belongs_to (table, name) && tenon_list_find (table->operations, pattern_id) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
remove_requests (TenonDesign *design,
                 const char  *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonList *operations = ((TenonTable *)tenon_list_get (design->tables, i))->operations;

      for (guint j = tenon_list_get_length (operations); j > 0; j--)
        if (g_strcmp0 (((TenonOperation *)tenon_list_get (operations, j - 1))->pattern_id, pattern_id) == 0)
          tenon_list_remove (operations, j - 1);
    }
}

/* A pattern of the table that goes to other tables too is served anew as a whole: its requests belong together. */
static void
fit_others (TenonProject *self,
            TenonDesign  *proposal,
            const char   *name,
            GHashTable   *ids)
{
  TenonDesign   *design = self->model->design;
  GHashTableIter iter;
  gpointer       id;

  add_patterns (proposal, name, ids);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (goes_elsewhere (design, name, id) || goes_elsewhere (proposal, name, id))
      remove_requests (design, id);
  tenon_project_refit (self);
}

/**
 * tenon_project_take_design:
 * @proposal: stays as it is
 * @table: (nullable): a table to take with its lookup tables and decisions; %NULL: the whole design
 *
 * Takes a proposal into the model in one edit. Decisions a person wrote stay. With one table the requests that other tables
 * have for its patterns are fitted to it.
 */
void
tenon_project_take_design (TenonProject *self,
                           TenonDesign  *proposal,
                           const char   *table)
{
  TenonDesign *design = self->model->design;
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, table != NULL ? _ ("Take Table") : _ ("Take Design"));
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (table != NULL)
    add_patterns (design, table, ids);

  /* Why one kind of design was chosen says nothing of another. */
  if (table == NULL && proposal->strategy != design->strategy)
    g_object_set (design, "choice-reason", NULL, "choice-by", NULL, "choice-at", NULL, NULL);
  if (table == NULL || tenon_list_get_length (design->tables) == 0)
    g_object_set (design, "strategy", proposal->strategy, "approach", proposal->approach, NULL);
  take_tables (design, proposal, table);
  take_decisions (design, proposal, table);
  take_unserved (design, proposal);
  if (table != NULL)
    fit_others (self, proposal, table, ids);
  tenon_edit_commit (edit);
}

/**
 * tenon_project_compare_proposal:
 *
 * Returns: (transfer full) (element-type TenonDifference): what taking @proposal would change, table by table
 */
GPtrArray *
tenon_project_compare_proposal (TenonProject *self,
                                TenonDesign  *proposal)
{
  return tenon_design_compare (self->model->design, proposal);
}

/**
 * tenon_project_choose_design:
 * @alternative: a whole design, compared with the others
 * @reason: why this one
 * @by: who says so
 *
 * Takes all of an alternative and keeps the choice with its reason, in one edit.
 *
 * Returns: %FALSE without a reason or a person
 */
gboolean
tenon_project_choose_design (TenonProject *self,
                             TenonDesign  *alternative,
                             const char   *reason,
                             const char   *by,
                             GError      **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *at = tenon_now_iso8601 ();

  if (!tenon_project_check_person (by, error))
    return FALSE;
  if (reason == NULL || *reason == '\0')
    {
      g_set_error_literal (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED, "The choice of a design needs its reason");
      return FALSE;
    }
  edit = tenon_model_begin (self->model, _ ("Choose Design"));
  tenon_project_take_design (self, alternative, NULL);
  g_object_set (self->model->design, "choice-reason", reason, "choice-by", by, "choice-at", at, NULL);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_pin:
 * @decision_id: "structure:orders", "index:orders/orders_by_user", "denormalize:…"
 * @reason: (nullable): becomes the decision's justification
 *
 * What is pinned stays in every later proposal; what is not is the engine's to decide.
 *
 * Returns: %FALSE if the design has no such decision
 */
gboolean
tenon_project_pin (TenonProject *self,
                   const char   *decision_id,
                   gboolean      pinned,
                   const char   *reason)
{
  TenonDecision *decision = tenon_list_find (self->model->design->decisions, decision_id);
  g_autoptr (TenonEdit) edit = NULL;

  if (decision == NULL)
    return FALSE;
  edit = tenon_model_begin (self->model, pinned ? _ ("Pin Decision") : _ ("Release Decision"));
  g_object_set (decision, "by-person", pinned, NULL);
  if (reason != NULL && *reason != '\0')
    g_object_set (decision, "justification", reason, NULL);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_refit:
 *
 * After a person changed keys: gives the patterns whose requests no longer fit new ones, and keeps everything else. Inside
 * an open edit it becomes part of that edit.
 */
void
tenon_project_refit (TenonProject *self)
{
  g_autoptr (TenonDesign) fitted = tenon_design_refit (self->model, self->model->design);

  tenon_project_take_design (self, fitted, NULL);
}

/**
 * tenon_project_estimate:
 *
 * Returns: (transfer full): what @design would cost a month
 */
TenonCost *
tenon_project_estimate (TenonProject *self,
                        TenonDesign  *design)
{
  return tenon_cost_estimate (self->model, design);
}

/**
 * tenon_project_project_growth:
 *
 * Returns: (transfer full): what @design would cost month by month as its tables grow
 */
TenonCostGrowth *
tenon_project_project_growth (TenonProject *self,
                              TenonDesign  *design)
{
  return tenon_cost_project_growth (self->model, design);
}

/**
 * tenon_project_analyse_headroom:
 *
 * Returns: (transfer full) (element-type TenonHeadroom): of each table of @design and of its indexes
 */
GPtrArray *
tenon_project_analyse_headroom (TenonProject *self,
                                TenonDesign  *design)
{
  return tenon_headroom_analyse (self->model, design);
}

/**
 * tenon_project_choose_cost_convention:
 *
 * Sets the month, the GB and the rules of one published convention, in one edit.
 */
void
tenon_project_choose_cost_convention (TenonProject       *self,
                                      TenonCostConvention convention)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Choose Cost Convention"));

  tenon_cost_settings_choose (self->model->cost_settings, convention);
  tenon_edit_commit (edit);
}

/**
 * tenon_project_list_regions:
 *
 * Returns: (transfer full): the regions whose prices are known
 */
char **
tenon_project_list_regions (void)
{
  return tenon_prices_list_regions ();
}

/**
 * tenon_project_check_design:
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): what the rules find in @design
 */
GPtrArray *
tenon_project_check_design (TenonProject *self,
                            TenonDesign  *design)
{
  return tenon_derive_checks (self->model, design, NULL);
}

/**
 * tenon_project_compare_alternatives:
 *
 * Returns: (transfer full) (element-type TenonAlternative):
 */
GPtrArray *
tenon_project_compare_alternatives (TenonProject *self)
{
  return tenon_alternatives_compare (self->model);
}

/**
 * tenon_project_write_amplification:
 * @table: of the model's design
 *
 * Returns: writes done for one asked for; 0: not known
 */
double
tenon_project_write_amplification (TenonProject *self,
                                   TenonTable   *table)
{
  return tenon_write_amplification (self->model, self->model->design, table);
}

/**
 * tenon_project_list_unmapped:
 *
 * Returns: (transfer full): ids of the patterns that touch the database and for which @design has neither a request nor an
 *   alternative
 */
char **
tenon_project_list_unmapped (TenonProject *self,
                             TenonDesign  *design)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GHashTable) served = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonList *operations = ((TenonTable *)tenon_list_get (design->tables, i))->operations;

      for (guint j = 0; j < tenon_list_get_length (operations); j++)
        if (((TenonOperation *)tenon_list_get (operations, j))->pattern_id != NULL)
          g_hash_table_add (served, ((TenonOperation *)tenon_list_get (operations, j))->pattern_id);
    }
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      if (pattern->pattern_id != NULL && tenon_pattern_touches_database (pattern) && !g_hash_table_contains (served, pattern->pattern_id) && tenon_design_find_unserved (design, pattern->pattern_id) == NULL)
        g_strv_builder_add (ids, pattern->pattern_id);
    }
  return g_strv_builder_end (ids);
}

/**
 * tenon_project_describe_unmapped:
 * @pattern_id: of tenon_project_list_unmapped()
 *
 * Returns: (transfer full): fixed English: why the design says nothing of the pattern
 */
char *
tenon_project_describe_unmapped (TenonProject *self,
                                 const char   *pattern_id)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_id);
  g_autoptr (TenonReader) reader = tenon_reader_new (self->model);
  g_autoptr (TenonReading) reading = pattern != NULL ? tenon_reader_read (reader, pattern) : NULL;
  g_autofree char *names = pattern != NULL && pattern->entities_involved != NULL ? g_strjoinv (", ", pattern->entities_involved) : NULL;

  if (reading == NULL || reading->table != NULL)
    return g_strdup ("No request of the design serves it: propose again, or choose what serves it.");
  if (names != NULL && *names != '\0')
    return g_strdup_printf ("It names no table of the schema (%s): state its entities.", names);
  return g_strdup ("It names no table of the schema: state its entities.");
}
