/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns of a source that the application asks for and that were left out all the same, or count as no database
 * operation. The API patterns are authoritative: leaving one out is a decision of a person, with a reason, that is kept
 * as an acknowledgement, shown at the gate, and respected when the source is read again. */

#include "project/tenon-left-out.h"

#include "base/tenon-text.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEFT_OUT "pattern-left-out"
#define NO_OPERATION "pattern-without-operation"
#define SUBJECT "pattern:"

/**
 * tenon_pattern_is_sourced:
 *
 * Returns: whether it came from a source (API list, 01_1, requirement file), and no person added it
 */
gboolean
tenon_pattern_is_sourced (TenonPattern *pattern)
{
  return pattern->file != NULL && *pattern->file != '\0';
}

/* "Create warehouse record (POST /api/warehouses)": what tells a line of a source, whatever its number. */
static char *
dup_label (TenonPattern *pattern)
{
  const char *description = pattern->description != NULL ? pattern->description : "";

  return pattern->endpoint != NULL ? g_strdup_printf ("%s (%s)", description, pattern->endpoint) : g_strdup (description);
}

static gboolean
is_left_out (TenonAcknowledgement *decision)
{
  return g_strcmp0 (decision->code, LEFT_OUT) == 0 && decision->subject != NULL && g_str_has_prefix (decision->subject, SUBJECT);
}

static gboolean
is_without_operation (TenonAcknowledgement *decision)
{
  return g_strcmp0 (decision->code, NO_OPERATION) == 0 && decision->subject != NULL && g_str_has_prefix (decision->subject, SUBJECT);
}

/* ---- looking up ---- */

/**
 * tenon_left_out_find:
 * @pattern: as a source says it
 *
 * Returns: (transfer none) (nullable): the decision that left out this very line
 */
TenonAcknowledgement *
tenon_left_out_find (TenonModel   *model,
                     TenonPattern *pattern)
{
  g_autofree char *label = dup_label (pattern);

  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *decision = tenon_list_get (model->acknowledgements, i);

      if (is_left_out (decision) && g_strcmp0 (decision->basis, label) == 0)
        return decision;
    }
  return NULL;
}

/**
 * tenon_left_out_find_id:
 *
 * Returns: (transfer none) (nullable): the decision that left out the pattern of this number: no other one gets it
 */
TenonAcknowledgement *
tenon_left_out_find_id (TenonModel *model,
                        const char *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *decision = tenon_list_get (model->acknowledgements, i);

      if (is_left_out (decision) && g_strcmp0 (decision->subject + strlen (SUBJECT), pattern_id) == 0)
        return decision;
    }
  return NULL;
}

static gboolean
has_label (TenonModel *model,
           const char *label)
{
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      g_autofree char *present = dup_label (tenon_list_get (model->patterns, i));

      if (g_strcmp0 (present, label) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_left_out_holds:
 *
 * Returns: whether @decision leaves a pattern out, or counts it as no database operation, at this moment
 */
gboolean
tenon_left_out_holds (TenonModel           *model,
                      TenonAcknowledgement *decision)
{
  TenonPattern *pattern;

  if (is_left_out (decision))
    return tenon_model_find_pattern (model, decision->subject + strlen (SUBJECT)) == NULL && !has_label (model, decision->basis);
  if (!is_without_operation (decision))
    return FALSE;
  pattern = tenon_model_find_pattern (model, decision->subject + strlen (SUBJECT));
  return pattern != NULL && pattern->operation_type == TENON_OPERATION_NONE;
}

/**
 * tenon_left_out_describe:
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each pattern that was left out or counts as no database
 *   operation, with the reason and the person
 */
GPtrArray *
tenon_left_out_describe (TenonModel *model)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *decision = tenon_list_get (model->acknowledgements, i);

      if (tenon_left_out_holds (model, decision))
        g_ptr_array_add (texts, g_strdup_printf ("%s %s by %s: %s", decision->subject + strlen (SUBJECT), is_left_out (decision) ? "was left out" : "was declared no database operation",
                                                 decision->by != NULL ? decision->by : "somebody", decision->reason));
    }
  return texts;
}

/* ---- deciding ---- */

static gboolean
check (TenonPattern *pattern,
       const char   *what,
       const char   *reason,
       const char   *by,
       GError      **error)
{
  if (tenon_str_is_blank (reason))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%s comes from %s, and what the API asks for is authoritative; %s needs a reason and a person, --reason TEXT --by \"Name <mail>\"",
                         pattern->pattern_id, pattern->file, what);
  return tenon_project_check_person (by, error);
}

/* A later decision about the same pattern takes the place of an earlier one. */
static void
keep (TenonModel   *model,
      TenonPattern *pattern,
      const char   *code,
      const char   *reason,
      const char   *by)
{
  g_autofree char *subject = g_strconcat (SUBJECT, pattern->pattern_id, NULL);
  g_autofree char *label = dup_label (pattern);
  g_autofree char *stripped = g_strstrip (g_strdup (reason));
  g_autofree char *words = g_strdup_printf ("%s: %s", label, stripped);
  g_autofree char *now = tenon_now_iso8601 ();

  for (guint i = tenon_list_get_length (model->acknowledgements); i > 0; i--)
    {
      TenonAcknowledgement *older = tenon_list_get (model->acknowledgements, i - 1);

      if ((is_left_out (older) || is_without_operation (older)) && g_str_equal (older->subject, subject))
        tenon_list_remove_record (model->acknowledgements, older);
    }
  tenon_list_append_take (model->acknowledgements, g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", code, "subject", subject, "reason", words, "by", by, "at", now, "basis", label, NULL));
}

/**
 * tenon_left_out_remove:
 * @model: with an edit open
 * @reason: (nullable): needed of a pattern that came from a source
 * @by: (nullable): likewise, "Name <mail>"
 *
 * Removes the pattern, and keeps who left it out and why where it came from a source.
 */
gboolean
tenon_left_out_remove (TenonModel   *model,
                       TenonPattern *pattern,
                       const char   *reason,
                       const char   *by,
                       GError      **error)
{
  if (tenon_pattern_is_sourced (pattern))
    {
      if (!check (pattern, "leaving it out", reason, by, error))
        return FALSE;
      keep (model, pattern, LEFT_OUT, reason, by);
    }
  tenon_list_remove_record (model->patterns, pattern);
  return TRUE;
}

/**
 * tenon_left_out_drop_operation:
 * @model: with an edit open
 *
 * Says that the pattern has no database operation. As it then needs no rate and nothing serves it, it takes a reason and a
 * person where it came from a source, as leaving it out does.
 */
gboolean
tenon_left_out_drop_operation (TenonModel   *model,
                               TenonPattern *pattern,
                               const char   *reason,
                               const char   *by,
                               GError      **error)
{
  if (pattern->operation_type == TENON_OPERATION_NONE)
    return TRUE;
  if (tenon_pattern_is_sourced (pattern))
    {
      if (!check (pattern, "that it has no database operation", reason, by, error))
        return FALSE;
      keep (model, pattern, NO_OPERATION, reason, by);
    }
  g_object_set (pattern, "operation-type", TENON_OPERATION_NONE, NULL);
  return TRUE;
}

/* The decision about a pattern follows its number. */
void
tenon_left_out_rename (TenonModel *model,
                       const char *from,
                       const char *to)
{
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *decision = tenon_list_get (model->acknowledgements, i);
      g_autofree char      *subject = NULL;

      if (!is_without_operation (decision) || g_strcmp0 (decision->subject + strlen (SUBJECT), from) != 0)
        continue;
      subject = g_strconcat (SUBJECT, to, NULL);
      g_object_set (decision, "subject", subject, NULL);
    }
}

/**
 * tenon_project_need_reason:
 *
 * Returns: whether one of the patterns came from a source: leaving it out takes a reason and a person
 */
gboolean
tenon_project_need_reason (TenonProject      *self,
                           const char *const *pattern_ids)
{
  for (guint i = 0; pattern_ids[i] != NULL; i++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_ids[i]);

      if (pattern != NULL && tenon_pattern_is_sourced (pattern))
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_project_remove_patterns:
 * @reason: (nullable): why, needed where tenon_project_need_reason()
 * @by: (nullable): who decides it, "Name <mail>"
 *
 * Removes patterns in one edit, which takes the decision back too when it is undone; all or nothing.
 */
gboolean
tenon_project_remove_patterns (TenonProject      *self,
                               const char *const *pattern_ids,
                               const char        *reason,
                               const char        *by,
                               GError           **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, g_strv_length ((char **)pattern_ids) == 1 ? _ ("Delete Pattern") : _ ("Delete Patterns"));

  for (guint i = 0; pattern_ids[i] != NULL; i++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_ids[i]);

      if (pattern != NULL && !tenon_left_out_remove (self->model, pattern, reason, by, error))
        return FALSE;
    }
  tenon_edit_commit (edit);
  return TRUE;
}
