/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed in the requirements since they were confirmed. The content that was approved stands in the history, in
 * the commit that carried the approval; it is that content if its digest is the approval's. */

#include "project/tenon-gate-report.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "project/tenon-folder.h"
#include "project/tenon-gates.h"
#include "project/tenon-pattern-cells-private.h"
#include "project/tenon-project-private.h"
#include "project/tenon-repository.h"
#include "project/tenon-store.h"

#include <string.h>

/* ---- the approved content ---- */

typedef struct
{
  const char *digest;
  TenonModel *model; /* (nullable) */
} Search;

static gboolean
is_approved_content (GBytes  *content,
                     gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autofree char *digest = NULL;

  if (!tenon_store_parse_model (content, model, NULL))
    return FALSE;
  digest = tenon_gates_dup_requirements_digest (model, NULL);
  if (g_strcmp0 (digest, search->digest) != 0)
    return FALSE;
  search->model = g_steal_pointer (&model);
  return TRUE;
}

/* The commit of the approval first; a history that was rewritten since may have the content elsewhere. */
static TenonModel *
load_approved (TenonProject *self,
               const char   *digest,
               GError      **error)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, error);
  g_autoptr (GBytes) content = NULL;
  Search search = { digest, NULL };

  if (repository == NULL)
    return NULL;
  content = tenon_repository_load_beside (repository, TENON_FILE_MODEL, TENON_FILE_REVIEWS, digest);
  if (content == NULL || !is_approved_content (content, &search))
    tenon_repository_walk_versions (repository, TENON_FILE_MODEL, is_approved_content, &search);
  if (search.model == NULL)
    g_set_error_literal (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The history does not hold the content that was approved");
  return search.model;
}

static TenonModel *
get_approved (TenonProject *self,
              const char   *digest,
              GError      **error)
{
  if (self->approved == NULL || g_strcmp0 (self->approved_digest, digest) != 0)
    {
      g_clear_object (&self->approved);
      g_clear_pointer (&self->approved_digest, g_free);
      self->approved = load_approved (self, digest, error);
      self->approved_digest = self->approved != NULL ? g_strdup (digest) : NULL;
    }
  return self->approved;
}

/* ---- comparing ---- */

static void
add_change (GPtrArray  *changes,
            const char *pattern_id,
            const char *subject,
            const char *field,
            const char *before,
            const char *after)
{
  TenonContentChange *change = g_new0 (TenonContentChange, 1);

  change->pattern_id = g_strdup (pattern_id);
  change->subject = g_strdup (subject);
  change->field = g_strdup (field);
  change->before = before != NULL && *before != '\0' ? g_strdup (before) : NULL;
  change->after = after != NULL && *after != '\0' ? g_strdup (after) : NULL;
  g_ptr_array_add (changes, change);
}

/* "500/s, stated by Jo <jo@x.org>: load test of March" */
static char *
describe_rate (const TenonRate *rate)
{
  static const char *const origins[] = { "unknown", "stated", "observed", "derived" };
  g_autofree char         *text = NULL;

  if (rate == NULL)
    return NULL;
  text = tenon_rate_to_text (rate);
  return g_strdup_printf ("%s, %s%s%s: %s", text, origins[tenon_rate_get_origin (rate)], tenon_rate_get_by (rate) != NULL ? " by " : "", tenon_rate_get_by (rate) != NULL ? tenon_rate_get_by (rate) : "",
                          tenon_rate_get_evidence (rate));
}

static char *
describe_column (TenonPattern             *pattern,
                 const TenonPatternColumn *column)
{
  return column->kind == TENON_CELL_RATE ? describe_rate (tenon_pattern_get_rate (pattern, column)) : tenon_pattern_dup_cell (pattern, column);
}

static void
compare_patterns (GPtrArray    *changes,
                  TenonPattern *before,
                  TenonPattern *after)
{
  guint                     n_columns, n_found = changes->len;
  const TenonPatternColumn *columns = tenon_pattern_columns_get (&n_columns);

  if (tenon_record_equal (TENON_RECORD (before), TENON_RECORD (after)))
    return;
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (columns[i].kind == TENON_CELL_FIXED && !g_str_equal (columns[i].name, "statements") && !g_str_equal (columns[i].name, "source"))
        continue;
      was = describe_column (before, &columns[i]);
      is = describe_column (after, &columns[i]);
      if (g_strcmp0 (was != NULL ? was : "", is != NULL ? is : "") != 0)
        add_change (changes, after->pattern_id, after->pattern_id, columns[i].title, was, is);
    }
  /* When or where a rate was said. */
  if (changes->len == n_found)
    add_change (changes, after->pattern_id, after->pattern_id, "Evidence", "as it was confirmed", "said again, or at another place");
}

static void
compare_all_patterns (GPtrArray  *changes,
                      TenonModel *before,
                      TenonModel *after)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint    last = 0, position;
  gboolean is_moved = FALSE;

  for (guint i = 0; i < tenon_list_get_length (before->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (before->patterns, i);

      if (pattern->pattern_id != NULL)
        g_hash_table_insert (old, pattern->pattern_id, pattern);
    }
  for (guint i = 0; i < tenon_list_get_length (after->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (after->patterns, i);
      TenonPattern    *was = pattern->pattern_id != NULL ? g_hash_table_lookup (old, pattern->pattern_id) : NULL;
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (was == NULL)
        {
          add_change (changes, pattern->pattern_id, pattern->pattern_id, "", NULL, title);
          continue;
        }
      g_hash_table_add (seen, pattern->pattern_id);
      compare_patterns (changes, was, pattern);
      if (tenon_list_index_of (before->patterns, was, &position))
        {
          is_moved |= position < last;
          last = position;
        }
    }
  for (guint i = 0; i < tenon_list_get_length (before->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (before->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (pattern->pattern_id == NULL || !g_hash_table_contains (seen, pattern->pattern_id))
        add_change (changes, pattern->pattern_id, pattern->pattern_id, "", title, NULL);
    }
  if (is_moved)
    add_change (changes, NULL, "Patterns", "Order", "as it was confirmed", "moved");
}

static char *
describe_fact (TenonModel *model,
               const char *key)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (model, key);

  if (known == NULL || known->value == NULL)
    return NULL;
  return known->evidence != NULL ? g_strdup_printf ("%s: %s", known->value, known->evidence) : g_strdup (known->value);
}

static void
compare_fact (GPtrArray  *changes,
              TenonModel *before,
              TenonModel *after,
              const char *key)
{
  g_autofree char           *subject = NULL;
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, &subject);
  g_autofree char           *was = describe_fact (before, key);
  g_autofree char           *is = describe_fact (after, key);

  if (g_strcmp0 (was, is) != 0)
    add_change (changes, NULL, subject != NULL ? subject : "Application", definition != NULL ? definition->title : g_str_has_prefix (key, "note:") ? "Consideration"
                                                                                                               : g_str_has_prefix (key, "check:")  ? "Checklist"
                                                                                                                                                   : "Given number",
                was, is);
}

static void
note_key (GHashTable *keys,
          GPtrArray  *order,
          char       *key)
{
  if (g_hash_table_contains (keys, key)) /* adding would free the one that stands in the order */
    {
      g_free (key);
      return;
    }
  g_hash_table_add (keys, key);
  g_ptr_array_add (order, key);
}

static void
list_keys (TenonModel *model,
           GHashTable *keys,
           GPtrArray  *order)
{
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);

  for (guint i = 0; i < n_definitions; i++)
    if (definitions[i].scope == TENON_FACT_APPLICATION)
      note_key (keys, order, g_strdup (definitions[i].name));
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    note_key (keys, order, g_strdup (((TenonFact *)tenon_list_get (model->facts, i))->key));
  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    for (guint k = 0; k < n_definitions; k++)
      if (definitions[k].scope == TENON_FACT_RELATIONSHIP)
        note_key (keys, order, tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, ((TenonRelationship *)tenon_list_get (model->relationships, i))->child, definitions[k].name));
}

static void
compare_facts (GPtrArray  *changes,
               TenonModel *before,
               TenonModel *after)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  if (g_strcmp0 (before->name, after->name) != 0)
    add_change (changes, NULL, "Application", "Name", before->name, after->name);
  list_keys (after, keys, order);
  list_keys (before, keys, order);
  for (guint i = 0; i < order->len; i++)
    compare_fact (changes, before, after, g_ptr_array_index (order, i));
}

static TenonAcknowledgement *
find_same_answer (TenonModel           *model,
                  TenonAcknowledgement *answer)
{
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *other = tenon_list_get (model->acknowledgements, i);

      if (other->question != NULL && g_strcmp0 (other->code, answer->code) == 0 && g_strcmp0 (other->subject, answer->subject) == 0)
        return other;
    }
  return NULL;
}

static char *
describe_answer (TenonAcknowledgement *answer)
{
  if (answer == NULL)
    return NULL;
  return g_strdup_printf ("%s%s%s", answer->pattern_id != NULL ? "draft " : "", answer->pattern_id != NULL ? answer->pattern_id : "", answer->reason != NULL ? answer->reason : "");
}

static void
compare_answers (GPtrArray  *changes,
                 TenonModel *before,
                 TenonModel *after)
{
  for (guint i = 0; i < tenon_list_get_length (after->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (after->acknowledgements, i);
      TenonAcknowledgement *older = answer->question != NULL ? find_same_answer (before, answer) : NULL;
      g_autofree char      *was = describe_answer (older);
      g_autofree char      *is = describe_answer (answer);

      if (answer->question != NULL && (older == NULL || !tenon_record_equal (TENON_RECORD (older), TENON_RECORD (answer))))
        add_change (changes, NULL, answer->question, "Answer", was, is);
    }
  for (guint i = 0; i < tenon_list_get_length (before->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (before->acknowledgements, i);
      g_autofree char      *was = describe_answer (answer);

      if (answer->question != NULL && find_same_answer (after, answer) == NULL)
        add_change (changes, NULL, answer->question, "Answer", was, NULL);
    }
}

/**
 * tenon_project_list_changes:
 *
 * Returns: (transfer full) (nullable) (element-type TenonContentChange): what differs from the requirements as they were
 *   confirmed; empty where they never were, or are unchanged; %NULL with an error where the history does not hold them
 */
GPtrArray *
tenon_project_list_changes (TenonProject *self,
                            GError      **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_content_change_free);
  TenonReviewEvent *last = tenon_reviews_find_last (self->reviews, TENON_GATE_REQUIREMENTS, NULL);
  g_autofree char  *digest = NULL;
  TenonModel       *approved;

  if (last == NULL || last->action != TENON_REVIEW_APPROVE)
    return g_steal_pointer (&changes);
  digest = tenon_gates_dup_requirements_digest (self->model, (const char *const *)last->known);
  if (g_strcmp0 (digest, last->digest) == 0)
    return g_steal_pointer (&changes);
  approved = get_approved (self, last->digest, error);
  if (approved == NULL)
    return NULL;
  compare_all_patterns (changes, approved, self->model);
  compare_facts (changes, approved, self->model);
  compare_answers (changes, approved, self->model);
  return g_steal_pointer (&changes);
}
