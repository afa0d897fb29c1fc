/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements and the access patterns they are: what a pattern takes from a statement when it is bound to it, and what it
 * gives back when it is no longer. */

#include "project/tenon-binding.h"

#include "artifact/tenon-log-document.h"
#include "base/tenon-text.h"
#include "mysql/tenon-query-log.h"

/* ---- shape ---- */

static void
add_missing (TenonPattern *pattern,
             const char   *property,
             char        **present,
             char        **more)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_auto (GStrv) strv = NULL;
  guint n_present;

  for (guint i = 0; present != NULL && present[i] != NULL; i++)
    g_ptr_array_add (all, present[i]);
  n_present = all->len;
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (all, more[i], g_str_equal, NULL))
      g_ptr_array_add (all, more[i]);
  if (all->len == n_present)
    return;
  strv = tenon_strv_from_array (all);
  g_object_set (pattern, property, strv, NULL);
}

/* What the statement says of the pattern and nobody said before. What somebody said stays: the columns it needs are added to
 * those named, of a deleted row none is needed. */
static void
take_missing (TenonPattern *pattern,
              TenonShape   *shape,
              gboolean      is_first)
{
  gboolean is_read = pattern->operation_type == TENON_OPERATION_READ;

  if (pattern->operation_type != TENON_OPERATION_DELETE)
    add_missing (pattern, "attributes", pattern->attributes, is_read ? shape->reads : shape->writes);
  if (!is_read)
    return;
  if (tenon_list_get_length (pattern->order_by) == 0 && tenon_list_get_length (shape->order_by) > 0)
    tenon_list_copy_into (shape->order_by, pattern->order_by);
  if (pattern->page_size == 0 && shape->limit > 1)
    g_object_set (pattern, "page-size", shape->limit, NULL);
  /* A condition of one of several statements is none of the pattern's. */
  if (is_first && pattern->range == NULL && shape->range != NULL && shape->range[0] != NULL)
    g_object_set (pattern, "range", shape->range[0], NULL);
}

/**
 * tenon_binding_add:
 * @model: an edit must be open
 *
 * Names @statement among the pattern's, which takes from it what nobody said of its shape.  Nothing happens where it is
 * among them already: what a person took away since does not come back.
 */
void
tenon_binding_add (TenonModel     *model,
                   TenonPattern   *pattern,
                   TenonStatement *statement)
{
  char    *one[] = { statement->fingerprint, NULL };
  gboolean is_first = pattern->statements == NULL || pattern->statements[0] == NULL;

  if (statement->fingerprint == NULL || tenon_strv_contains ((const char *const *)pattern->statements, statement->fingerprint))
    return;
  add_missing (pattern, "statements", pattern->statements, one);
  if (statement->shape != NULL)
    take_missing (pattern, statement->shape, is_first);
}

/* Whether every statement of @log that names the pattern and reads asks for a range of @column. */
static gboolean
is_common_range (TenonStatementLog *log,
                 TenonPattern      *pattern,
                 const char        *column)
{
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      if (statement->shape != NULL && g_strcmp0 (statement->shape->verb, "SELECT") == 0 && tenon_strv_contains ((const char *const *)statement->patterns, pattern->pattern_id)
          && !tenon_strv_contains ((const char *const *)statement->shape->range, column))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_binding_take_all:
 * @model: an edit must be open
 * @log: its statements name their patterns
 *
 * tenon_binding_add() for each of them.
 */
void
tenon_binding_take_all (TenonModel        *model,
                        TenonStatementLog *log)
{
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      for (guint k = 0; statement->patterns != NULL && statement->patterns[k] != NULL; k++)
        {
          TenonPattern *pattern = tenon_model_find_pattern (model, statement->patterns[k]);
          gboolean      had_range = pattern != NULL && pattern->range != NULL;

          if (pattern != NULL)
            tenon_binding_add (model, pattern, statement);
          if (pattern != NULL && !had_range && pattern->range != NULL && !is_common_range (log, pattern, pattern->range))
            g_object_set (pattern, "range", NULL, NULL);
        }
    }
}

/* ---- by a person ---- */

static void
remove_from (char     ***strv,
             const char *word)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; *strv != NULL && (*strv)[i] != NULL; i++)
    if (g_strcmp0 ((*strv)[i], word) != 0)
      g_strv_builder_add (builder, (*strv)[i]);
  g_strfreev (*strv);
  *strv = g_strv_builder_end (builder);
}

static void
name_pattern (TenonStatement *statement,
              const char     *pattern_id,
              gboolean        bound)
{
  remove_from (&statement->patterns, pattern_id);
  if (bound)
    {
      guint n = g_strv_length (statement->patterns);

      statement->patterns = g_renew (char *, statement->patterns, n + 2);
      statement->patterns[n] = g_strdup (pattern_id);
      statement->patterns[n + 1] = NULL;
    }
}

/* Logs are shared by every copy of the model: one that says something else is another log. */
static TenonStatement *
rename_in_logs (TenonModel   *model,
                TenonPattern *pattern,
                const char   *fingerprint,
                gboolean      bound)
{
  TenonStatement *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);
      g_autoptr (TenonStatementLog) copy = NULL;
      TenonStatement *statement;

      if (tenon_statement_log_find (log, fingerprint) == NULL)
        continue;
      copy = tenon_record_copy (log);
      statement = tenon_statement_log_find (copy, fingerprint);
      name_pattern (statement, pattern->pattern_id, bound);
      tenon_list_remove (model->logs, i);
      tenon_list_insert (model->logs, i, copy);
      found = found != NULL ? found : statement;
    }
  return found;
}

static GPtrArray *
list_observed (TenonModel *model)
{
  g_autoptr (GPtrArray) raw = g_ptr_array_new ();
  g_autoptr (TenonStatementLog) merged = NULL;
  GPtrArray *logs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);
      TenonInput        *input = tenon_list_find (model->inputs, log->file);

      if (input != NULL && g_strcmp0 (input->kind, "log") == 0)
        g_ptr_array_add (raw, log);
      else
        g_ptr_array_add (logs, g_object_ref (log));
    }
  if (raw->len == 1)
    g_ptr_array_insert (logs, 0, g_object_ref (g_ptr_array_index (raw, 0)));
  else if (raw->len > 1)
    g_ptr_array_insert (logs, 0, tenon_query_log_merge (raw));
  return logs;
}

static void
observe (TenonPattern *pattern,
         const char   *property,
         TenonRate    *present,
         TenonRate    *rate)
{
  /* A half that a document gave beside its statements stays as long as there are any. */
  if (rate == NULL && pattern->statements != NULL && pattern->statements[0] != NULL)
    return;
  if (present == NULL || tenon_rate_get_origin (present) == TENON_RATE_OBSERVED)
    g_object_set (pattern, property, rate, NULL);
}

/* The observed rates of one pattern anew, from the statements that are bound to it now. */
static void
observe_again (TenonModel   *model,
               TenonPattern *pattern)
{
  g_autoptr (GPtrArray) logs = list_observed (model);
  TenonRate *peak = NULL, *average = NULL;

  for (guint i = 0; i < logs->len && average == NULL && peak == NULL; i++)
    {
      g_autoptr (GPtrArray) rates = tenon_log_document_list_rates (g_ptr_array_index (logs, i), NULL);

      for (guint k = 0; k < rates->len; k++)
        {
          TenonObservedRates *found = g_ptr_array_index (rates, k);

          if (g_strcmp0 (found->pattern_id, pattern->pattern_id) != 0)
            continue;
          peak = g_steal_pointer (&found->peak);
          average = g_steal_pointer (&found->average);
        }
    }
  observe (pattern, "rps-peak", pattern->rps_peak, peak);
  observe (pattern, "rps-average", pattern->rps_average, average);
  g_clear_pointer (&peak, tenon_rate_free);
  g_clear_pointer (&average, tenon_rate_free);
}

/**
 * tenon_binding_set:
 * @model: an edit must be open
 * @fingerprint: of a statement in the logs, or of one that was
 *
 * Binds or unbinds: the statement names its pattern, the pattern its statement, and the rates that were observed, or were
 * not known, become what the logs show of the statements bound now.  What somebody stated stays.
 */
void
tenon_binding_set (TenonModel   *model,
                   TenonPattern *pattern,
                   const char   *fingerprint,
                   gboolean      bound)
{
  TenonStatement *statement = rename_in_logs (model, pattern, fingerprint, bound);

  if (bound && statement != NULL)
    {
      tenon_binding_add (model, pattern, statement);
    }
  else
    {
      g_auto (GStrv) statements = g_strdupv (pattern->statements);

      remove_from (&statements, fingerprint);
      g_object_set (pattern, "statements", statements, NULL);
    }
  observe_again (model, pattern);
}
