/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The check of the live model: a worker keeps a model of its own, takes over the patterns that were edited, and lets the rules
 * and the cost follow; everything else that is edited begins from a new snapshot. The result is that of tenon_derive(). */

#include "project/tenon-deriver.h"

#include "design/tenon-questions.h"
#include "design/tenon-reckoning.h"
#include "design/tenon-rules.h"

#include <string.h>

struct _TenonDeriver
{
  TenonModel     *model;     /* (owned) nobody else's */
  TenonChecker   *checker;   /* (owned) (nullable) made when first asked for */
  TenonReckoning *reckoning; /* (owned) (nullable) of the checker's requests */
};

/**
 * tenon_deriver_new:
 * @model: (transfer full): a snapshot
 */
TenonDeriver *
tenon_deriver_new (TenonModel *model)
{
  TenonDeriver *self = g_new0 (TenonDeriver, 1);

  self->model = model;
  return self;
}

static void
forget (TenonDeriver *self)
{
  g_clear_pointer (&self->reckoning, tenon_reckoning_free);
  g_clear_pointer (&self->checker, tenon_checker_free);
}

void
tenon_deriver_free (TenonDeriver *self)
{
  forget (self);
  g_object_unref (self->model);
  g_free (self);
}

/* ---- the patterns that were edited ---- */

static gboolean
is_same_strv (char **a,
              char **b)
{
  static char *none[] = { NULL };

  return g_strv_equal ((const char *const *)(a != NULL ? a : none), (const char *const *)(b != NULL ? b : none));
}

/* Logs are read by the statements a pattern is bound to, and everything is found by its number. */
static gboolean
can_follow (TenonDeriver *self,
            GArray       *positions,
            GPtrArray    *patterns)
{
  for (guint i = 0; i < positions->len; i++)
    {
      TenonPattern *old = tenon_list_get (self->model->patterns, g_array_index (positions, guint, i));
      TenonPattern *pattern = g_ptr_array_index (patterns, i);

      if (pattern->pattern_id == NULL || g_strcmp0 (old->pattern_id, pattern->pattern_id) != 0 || tenon_model_find_pattern (self->model, pattern->pattern_id) != old || !is_same_strv (old->statements, pattern->statements))
        return FALSE;
    }
  return self->checker != NULL;
}

static void
take_over (TenonDeriver *self,
           GArray       *positions,
           GPtrArray    *patterns)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, NULL);

  for (guint i = 0; i < positions->len; i++)
    tenon_record_assign (tenon_list_get (self->model->patterns, g_array_index (positions, guint, i)), g_ptr_array_index (patterns, i));
  tenon_edit_commit (edit);
  tenon_model_forget (self->model);
}

static void
add_table_of (TenonDeriver     *self,
              TenonSourceTable *source,
              GHashTable       *tables)
{
  TenonTable *table = source != NULL ? tenon_design_find_table_of (self->model->design, source->name) : NULL;
  g_autoptr (GPtrArray) lookups = table != NULL ? tenon_design_list_lookups (self->model->design, table) : NULL;

  if (table != NULL)
    g_hash_table_add (tables, table);
  for (guint i = 0; lookups != NULL && i < lookups->len; i++)
    g_hash_table_add (tables, g_ptr_array_index (lookups, i));
}

/* The tables a pattern goes to as it is read now. */
static void
add_tables_read (TenonDeriver *self,
                 const char   *pattern_id,
                 GHashTable   *tables)
{
  TenonReading *reading = tenon_requests_find (tenon_checker_get_requests (self->checker), pattern_id);

  if (reading == NULL)
    return;
  add_table_of (self, reading->table, tables);
  for (guint i = 0; i < reading->parts->len; i++)
    add_table_of (self, ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table, tables);
}

/* The tables whose requests serve one of the patterns. */
static void
add_tables_that_serve (TenonDeriver *self,
                       GHashTable   *ids,
                       GHashTable   *tables)
{
  for (guint t = 0; t < tenon_list_get_length (self->model->design->tables); t++)
    {
      TenonTable *table = tenon_list_get (self->model->design->tables, t);

      for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
        {
          const char *id = ((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id;

          if (id != NULL && g_hash_table_contains (ids, id))
            g_hash_table_add (tables, table);
        }
    }
}

static void
follow (TenonDeriver *self,
        GArray       *positions,
        GPtrArray    *patterns)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) edited = g_ptr_array_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       table;

  for (guint i = 0; i < positions->len; i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, g_array_index (positions, guint, i));

      g_ptr_array_add (edited, pattern);
      g_hash_table_add (ids, ((TenonPattern *)g_ptr_array_index (patterns, i))->pattern_id);
      add_tables_read (self, pattern->pattern_id, set);
    }
  take_over (self, positions, patterns);
  for (guint i = 0; i < edited->len; i++)
    {
      const char *id = ((TenonPattern *)g_ptr_array_index (edited, i))->pattern_id;

      tenon_requests_forget (tenon_checker_get_requests (self->checker), id);
      add_tables_read (self, id, set);
    }
  add_tables_that_serve (self, ids, set);
  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    g_ptr_array_add (tables, table);
  tenon_checker_update (self->checker, edited, tables);
  if (self->reckoning != NULL)
    tenon_reckoning_refresh (self->reckoning, tenon_checker_get_requests (self->checker), self->model->design, tables);
}

static void
begin (TenonDeriver *self)
{
  forget (self);
  self->checker = tenon_checker_new (self->model, self->model->design);
  if (tenon_list_get_length (self->model->design->tables) > 0)
    self->reckoning = tenon_reckoning_new (tenon_checker_get_requests (self->checker), self->model->design);
}

static GPtrArray *
share_headroom (GPtrArray *headrooms)
{
  GPtrArray *list = g_ptr_array_new_full (headrooms->len, (GDestroyNotify)tenon_headroom_free);

  for (guint i = 0; i < headrooms->len; i++)
    g_ptr_array_add (list, g_atomic_rc_box_acquire (g_ptr_array_index (headrooms, i)));
  return list;
}

/**
 * tenon_deriver_derive:
 * @positions: (nullable) (element-type guint): of patterns that were edited since; %NULL: none
 * @patterns: (nullable) (element-type TenonPattern): as they are now, copies
 *
 * Returns: (transfer full): as tenon_derive() gives it, but the contract's text, which is written with each edit
 */
TenonDerived *
tenon_deriver_derive (TenonDeriver *self,
                      GArray       *positions,
                      GPtrArray    *patterns)
{
  TenonDerived *derived = g_new0 (TenonDerived, 1);
  g_autoptr (GPtrArray) rules = NULL;

  if (positions != NULL && can_follow (self, positions, patterns))
    {
      follow (self, positions, patterns);
    }
  else
    {
      if (positions != NULL)
        take_over (self, positions, patterns);
      begin (self);
    }
  rules = tenon_checker_list_findings (self->checker);
  derived->answered = tenon_diagnostics_new ();
  derived->findings = tenon_derive_checks_of (self->model, self->model->design, rules, derived->answered);
  derived->questions = tenon_questions_ask_of (self->model, tenon_checker_get_requests (self->checker), &derived->crud);
  if (self->reckoning != NULL)
    {
      derived->cost = tenon_cost_copy (tenon_reckoning_get_cost (self->reckoning));
      derived->headroom = share_headroom (tenon_reckoning_get_headroom (self->reckoning));
    }
  return derived;
}
