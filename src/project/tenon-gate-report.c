/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the requirements gate shows before a person confirms: the three tiers as the tasks document ranks them, totals,
 * open questions, and why it cannot be confirmed. */

#include "project/tenon-gate-report.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "project/tenon-folder.h"
#include "project/tenon-left-out.h"
#include "project/tenon-project-private.h"
#include "project/tenon-questions.h"

#include <string.h>

/* Names in a sentence: the rest are counted. */
#define MAX_NAMED 12

void
tenon_rate_total_free (TenonRateTotal *self)
{
  g_free (self->name);
  g_free (self);
}

void
tenon_content_change_free (TenonContentChange *self)
{
  g_free (self->pattern_id);
  g_free (self->subject);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

void
tenon_gate_report_free (TenonGateReport *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->tiers); i++)
    {
      g_free (self->tiers[i].summary);
      g_strfreev (self->tiers[i].files);
      g_clear_pointer (&self->tiers[i].missing, g_ptr_array_unref);
    }
  g_clear_object (&self->gate);
  g_clear_pointer (&self->by_entity, g_ptr_array_unref);
  g_clear_pointer (&self->by_type, g_ptr_array_unref);
  g_clear_pointer (&self->open_groups, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->confirmed_by);
  g_free (self->confirmed_at);
  g_free (self->changes_error);
  g_free (self);
}

static void
add_text (GPtrArray  *texts,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
add_text (GPtrArray  *texts,
          const char *format,
          ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (texts, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Names by comma, at most as many as a sentence bears. */
static char *
join_names (GPtrArray *names)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, MAX_NAMED); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index (names, i));
  if (names->len > MAX_NAMED)
    g_string_append_printf (out, " and %u more", names->len - MAX_NAMED);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* ---- tiers ---- */

static char **
list_files (TenonModel *model,
            const char *kinds)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_auto (GStrv) wanted = g_strsplit (kinds, " ", -1);

  for (guint i = 0; i < tenon_list_get_length (model->inputs); i++)
    {
      TenonInput *input = tenon_list_get (model->inputs, i);

      if (input->kind != NULL && g_strv_contains ((const char *const *)wanted, input->kind))
        g_strv_builder_add (files, input->file);
    }
  return g_strv_builder_end (files);
}

static void
begin_tier (TenonTier  *tier,
            const char *title,
            const char *rank,
            char      **files)
{
  tier->title = title;
  tier->rank = rank;
  tier->files = files;
  tier->missing = g_ptr_array_new_with_free_func (g_free);
}

/* Patterns that lack something, by what they lack. */
static void
miss_patterns (TenonTier  *tier,
               TenonModel *model,
               const char *format,
               gboolean (*lacks) (TenonPattern *pattern))
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (lacks (pattern))
        g_ptr_array_add (ids, pattern->pattern_id);
    }
  if (ids->len == 0)
    return;
  names = join_names (ids);
  add_text (tier->missing, "%u %s %s: %s", ids->len, ids->len == 1 ? "pattern" : "patterns", format, names);
}

static gboolean
lacks_rate (TenonPattern *pattern)
{
  return tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern);
}

static gboolean
lacks_operation (TenonPattern *pattern)
{
  return pattern->operation_type == TENON_OPERATION_UNKNOWN;
}

static gboolean
is_a_draft (TenonPattern *pattern)
{
  return pattern->is_draft;
}

/* Each by name: what the API asks for and the requirements do not hold is looked at one by one. */
static void
name_left_out (TenonTier  *tier,
               TenonModel *model)
{
  g_autoptr (GPtrArray) texts = tenon_left_out_describe (model);

  for (guint i = 0; i < texts->len; i++)
    add_text (tier->missing, "%s", (char *)g_ptr_array_index (texts, i));
}

static void
fill_api_tier (TenonTier  *tier,
               TenonModel *model)
{
  guint n_patterns = tenon_list_get_length (model->patterns);
  guint n_touching = 0;

  begin_tier (tier, "API patterns", "PRIMARY requirements (authoritative source)", list_files (model, "api 01_1 requirement"));
  for (guint i = 0; i < n_patterns; i++)
    n_touching += tenon_pattern_touches_database (tenon_list_get (model->patterns, i));
  tier->summary = g_strdup_printf ("%u access patterns, %u of them touch the database", n_patterns, n_touching);
  if (n_patterns == 0)
    add_text (tier->missing, "no access pattern is known: import an API list, or add patterns");
  miss_patterns (tier, model, "without a peak or an average rate", lacks_rate);
  tier->blocks = tier->missing->len > 0;
  miss_patterns (tier, model, "whose type is not known", lacks_operation);
  miss_patterns (tier, model, "added as a draft", is_a_draft);
  name_left_out (tier, model);
}

static void
fill_structure_tier (TenonTier  *tier,
                     TenonModel *model)
{
  TenonSchema *schema = model->schema;
  guint        n_tables = schema != NULL ? tenon_list_get_length (schema->tables) : 0;
  guint        n_columns = 0;
  g_autoptr (GPtrArray) dangling = g_ptr_array_new ();

  begin_tier (tier, "Table structure", "COMPLETE data model (all entities and relationships)", list_files (model, "schema 01_3"));
  for (guint i = 0; i < n_tables; i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      n_columns += tenon_list_get_length (table->columns);
      for (guint k = 0; k < tenon_list_get_length (table->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (table->foreign_keys, k);

          if (key->ref_table != NULL && tenon_schema_find_table (schema, key->ref_table) == NULL)
            g_ptr_array_add (dangling, key->ref_table);
        }
    }
  tier->summary = g_strdup_printf ("%u MySQL tables, %u columns, %u foreign keys", n_tables, n_columns, schema != NULL ? tenon_schema_count_foreign_keys (schema) : 0);
  if (n_tables == 0)
    add_text (tier->missing, "no MySQL table is known: import the schema");
  tier->blocks = n_tables == 0;
  if (dangling->len > 0)
    {
      g_autofree char *names = join_names (dangling);

      add_text (tier->missing, "foreign keys refer to tables that are not in the schema: %s", names);
    }
}

static void
fill_log_tier (TenonTier  *tier,
               TenonModel *model)
{
  guint  n_statements = 0, n_observed = 0, n_patterns = tenon_list_get_length (model->patterns);
  gint64 n_executions = 0;

  begin_tier (tier, "Log analysis", "SUPPLEMENTAL performance data (where available)", list_files (model, "log 01_2"));
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      n_statements += tenon_list_get_length (log->statements);
      n_executions += MAX (0, log->total);
      if (log->threshold > 0)
        add_text (tier->missing, "%s holds only statements slower than %g s: its rates are lower bounds", log->file, log->threshold);
    }
  for (guint i = 0; i < n_patterns; i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      n_observed += tenon_rate_get_origin (pattern->rps_peak) == TENON_RATE_OBSERVED || tenon_rate_get_origin (pattern->rps_average) == TENON_RATE_OBSERVED;
    }
  tier->summary = n_statements > 0 ? g_strdup_printf ("%u different statements, %" G_GINT64_FORMAT " executions; %u patterns have an observed rate", n_statements, n_executions, n_observed)
                                   : g_strdup ("no log was read");
  if (n_statements == 0)
    add_text (tier->missing, "no log was imported: every rate is stated or derived");
}

/* ---- totals ---- */

static TenonRateTotal *
total_new (const char *name)
{
  TenonRateTotal *total = g_new0 (TenonRateTotal, 1);

  total->name = g_strdup (name);
  return total;
}

static void
add_to_total (TenonRateTotal *total,
              TenonPattern   *pattern)
{
  double value;

  total->n_patterns++;
  if (tenon_rate_get_value (pattern->rps_peak, &value))
    total->peak += value;
  else
    total->n_unknown_peak++;
  if (tenon_rate_get_value (pattern->rps_average, &value))
    total->average += value;
  else
    total->n_unknown_average++;
  total->is_lower_bound |= tenon_rate_is_lower_bound (pattern->rps_peak) || tenon_rate_is_lower_bound (pattern->rps_average);
}

static TenonRateTotal *
find_total (GHashTable *by_name,
            GPtrArray  *totals,
            const char *name)
{
  TenonRateTotal *total = g_hash_table_lookup (by_name, name);

  if (total == NULL)
    {
      total = total_new (name);
      g_hash_table_insert (by_name, total->name, total);
      g_ptr_array_add (totals, total);
    }
  return total;
}

/* A pattern that touches several entities counts at each of them: these totals do not add up to the whole. */
static void
sum_by_entity (TenonGateReport *self,
               TenonModel      *model)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  self->by_entity = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_rate_total_free);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);
      gboolean      has_any = pattern->entities_involved != NULL && pattern->entities_involved[0] != NULL;

      if (!tenon_pattern_touches_database (pattern))
        continue;
      for (guint k = 0; has_any && pattern->entities_involved[k] != NULL; k++)
        add_to_total (find_total (by_name, self->by_entity, pattern->entities_involved[k]), pattern);
      if (!has_any)
        add_to_total (find_total (by_name, self->by_entity, "no entity named"), pattern);
    }
}

static void
sum_by_type (TenonGateReport *self,
             TenonModel      *model)
{
  static const char *const names[] = { "Unknown", "Read", "Write", "Update", "Delete" };
  TenonRateTotal          *totals[G_N_ELEMENTS (names)];
  TenonRateTotal          *all = total_new ("all");

  self->by_type = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_rate_total_free);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    totals[i] = total_new (names[i]);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (!tenon_pattern_touches_database (pattern))
        continue;
      add_to_total (totals[CLAMP (pattern->operation_type, 0, (int)G_N_ELEMENTS (names) - 1)], pattern);
      add_to_total (all, pattern);
    }
  for (guint i = 1; i <= G_N_ELEMENTS (names); i++)
    {
      TenonRateTotal *total = totals[i % G_N_ELEMENTS (names)];

      if (total->n_patterns > 0)
        g_ptr_array_add (self->by_type, total);
      else
        tenon_rate_total_free (total);
    }
  g_ptr_array_add (self->by_type, all);
}

/* ---- questions and reasons ---- */

static void
count_questions (TenonGateReport *self,
                 TenonProject    *project)
{
  g_autoptr (GPtrArray) groups = tenon_project_group_questions_by_kind (project, TRUE);

  self->open_groups = g_ptr_array_new_with_free_func (g_free);
  self->n_open_questions = tenon_project_count_open_questions (project, TRUE);
  self->n_unknown_facts = tenon_project_count_open_questions (project, FALSE) - self->n_open_questions;
  for (guint i = 0; i < project->derived->questions->len; i++)
    self->n_answered_questions += !tenon_question_is_open (g_ptr_array_index (project->derived->questions, i));
  for (guint i = 0; i < groups->len; i++)
    {
      TenonQuestionGroup *group = g_ptr_array_index (groups, i);

      if (((TenonQuestion *)g_ptr_array_index (group->questions, 0))->blocks)
        add_text (self->open_groups, "%u × %s", group->n_open, group->title);
    }
}

static void
list_reasons (TenonGateReport *self)
{
  g_autoptr (GPtrArray) unrated = g_ptr_array_new ();
  guint n_proposals = 0, n_further = 0;

  self->reasons = g_ptr_array_new_with_free_func (g_free);
  if (self->gate == NULL || self->gate->state == TENON_GATE_APPROVED)
    return;
  for (guint i = 0; i < self->gate->blocking->len; i++)
    {
      TenonDiagnostic *blocking = g_ptr_array_index (self->gate->blocking, i);

      if (g_str_equal (blocking->code, "rate-unknown") && blocking->subject != NULL)
        g_ptr_array_add (unrated, blocking->subject + strlen ("pattern:"));
      else if (g_str_equal (blocking->code, "proposal-conflict"))
        add_text (self->reasons, "%s:%u: %s", blocking->file, blocking->line, blocking->message);
      else if (g_str_has_prefix (blocking->code, "proposal-") && g_strcmp0 (blocking->file, TENON_FILE_REQUIREMENT) == 0)
        n_proposals++;
      else if (g_str_has_prefix (blocking->code, "proposal-"))
        n_further++;
      else if (!g_str_equal (blocking->code, "question-open"))
        add_text (self->reasons, "%s", blocking->message);
    }
  if (unrated->len > 0)
    {
      g_autofree char *names = join_names (unrated);

      add_text (self->reasons, "%u %s the database and %s no peak or no average rate: %s", unrated->len, unrated->len == 1 ? "pattern touches" : "patterns touch", unrated->len == 1 ? "has" : "have", names);
    }
  if (self->n_open_questions > 0)
    add_text (self->reasons, "%u %s open", self->n_open_questions, self->n_open_questions == 1 ? "question is" : "questions are");
  if (n_further > 0)
    add_text (self->reasons, "a further requirement file says otherwise: %u %s to be accepted or refused", n_further, n_further == 1 ? "change has" : "changes have");
  if (n_proposals > 0)
    add_text (self->reasons, "the requirement file was edited by hand: %u %s to be accepted or refused", n_proposals, n_proposals == 1 ? "change has" : "changes have");
}

/**
 * tenon_project_report_requirements:
 *
 * Returns: (transfer full): of the present moment; what changed since it was confirmed is looked up in the history
 */
TenonGateReport *
tenon_project_report_requirements (TenonProject *project)
{
  TenonGateReport *self = g_new0 (TenonGateReport, 1);
  TenonModel      *model = project->model;
  TenonGate       *gate = tenon_project_find_gate (project, TENON_GATE_REQUIREMENTS, NULL);
  g_autoptr (GError) error = NULL;

  self->gate = gate != NULL ? g_object_ref (gate) : NULL;
  self->question = "Do these access patterns and requirements look complete? Are there any other patterns we should consider?";
  fill_api_tier (&self->tiers[0], model);
  fill_structure_tier (&self->tiers[1], model);
  fill_log_tier (&self->tiers[2], model);
  sum_by_entity (self, model);
  sum_by_type (self, model);
  count_questions (self, project);
  list_reasons (self);
  if (gate != NULL && gate->last != NULL && gate->last->action == TENON_REVIEW_APPROVE)
    {
      self->confirmed_by = g_strdup (gate->last->by);
      self->confirmed_at = g_strdup (gate->last->at);
    }
  self->changes = tenon_project_list_changes (project, &error);
  if (self->changes == NULL)
    {
      self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_content_change_free);
      self->changes_error = g_strdup (error->message);
    }
  return self;
}
