/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits that need a person and a reason: stated rates, accepted alternatives, waived columns, answered warnings, and
 * what the requirement file proposes. */

#include "project/tenon-edits.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "design/tenon-rules.h"
#include "project/tenon-left-out.h"
#include "project/tenon-project-private.h"
#include "project/tenon-proposals.h"
#include "project/tenon-repository.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/**
 * tenon_project_check_person:
 *
 * Returns: whether @by is "Name <mail>"
 */
gboolean
tenon_project_check_person (const char *by,
                            GError    **error)
{
  if (by == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "It needs the person who says so; add --by \"Name <mail>\"");
  return tenon_person_parse (by, NULL, NULL) || tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is no person; write --by \"Name <mail>\"", by);
}

/**
 * tenon_project_dup_person:
 *
 * Returns: (transfer full) (nullable): "Name <mail>" from git's environment or configuration; %NULL where neither says
 */
char *
tenon_project_dup_person (TenonProject *self)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);

  return repository != NULL ? tenon_repository_dup_person (repository) : NULL;
}

/* ---- rates ---- */

static gboolean
read_rate (const char *name,
           const char *text,
           double     *value,
           GError    **error)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (*value))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The %s rate “%s” is no number; write requests a second, as in 12.5", name, text);
  if (*value < 0)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The %s rate %s is below zero; write requests a second", name, text);
  if (*value > TENON_RATE_MAX)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The %s rate %s is more than 1,000,000,000 requests a second, which nobody can mean", name, text);
  return TRUE;
}

static TenonRate *
stated_rate (double      value,
             const char *evidence,
             const char *by)
{
  TenonRate       *rate = tenon_rate_new (TENON_RATE_STATED, value, evidence);
  g_autofree char *now = tenon_now_iso8601 ();

  tenon_rate_set_person (rate, by, now);
  return rate;
}

static TenonPattern *
find_pattern (TenonProject *self,
              const char   *pattern_id,
              GError      **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_id);

  if (pattern == NULL)
    tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no access pattern “%s”; list them with: tenon-cli pattern “%s” list", pattern_id, self->path);
  return pattern;
}

/**
 * tenon_project_state_rates:
 * @peak: (nullable): requests a second as text; %NULL leaves it as it is
 * @average: (nullable): likewise
 *
 * States rates with what they rest on and who says so, in one edit. Nothing changes where one of them is refused. A peak
 * below its average is taken as it is stated; a question asks which is meant, and the gate waits for the answer.
 */
gboolean
tenon_project_state_rates (TenonProject *self,
                           const char   *pattern_id,
                           const char   *peak,
                           const char   *average,
                           const char   *evidence,
                           const char   *by,
                           GError      **error)
{
  TenonPattern *pattern = find_pattern (self, pattern_id, error);
  g_autoptr (TenonEdit) edit = NULL;
  double peak_value = 0;
  double average_value = 0;

  if (pattern == NULL)
    return FALSE;
  if (tenon_str_is_blank (evidence))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "A rate needs what it rests on; add --evidence TEXT");
  if (!tenon_project_check_person (by, error)
      || (peak != NULL && !read_rate ("peak", peak, &peak_value, error))
      || (average != NULL && !read_rate ("average", average, &average_value, error)))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("State Rates"));
  if (peak != NULL)
    {
      g_autoptr (TenonRate) rate = stated_rate (peak_value, evidence, by);

      g_object_set (pattern, "rps-peak", rate, NULL);
    }
  if (average != NULL)
    {
      g_autoptr (TenonRate) rate = stated_rate (average_value, evidence, by);

      g_object_set (pattern, "rps-average", rate, NULL);
    }
  tenon_edit_commit (edit);
  return TRUE;
}

/* ---- alternatives, waivers, acknowledgements ---- */

static gboolean
check_reason (const char *reason,
              GError    **error)
{
  return !tenon_str_is_blank (reason) || tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "It needs a reason; add --reason TEXT");
}

static TenonUnserved *
find_unserved (TenonProject *self,
               const char   *pattern_id,
               GError      **error)
{
  TenonUnserved *unserved = find_pattern (self, pattern_id, error) != NULL ? tenon_design_find_unserved (self->model->design, pattern_id) : NULL;

  if (unserved == NULL && (error == NULL || *error == NULL))
    tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The design does not name %s as unserved; there is no alternative to accept", pattern_id);
  return unserved;
}

/**
 * tenon_project_accept_alternative:
 * @reason: why the pattern is solved outside DynamoDB
 *
 * Takes the alternative for a pattern that the design does not serve.
 *
 * Returns: FALSE without a reason or a person, or where no alternative is named; nothing has changed then
 */
gboolean
tenon_project_accept_alternative (TenonProject *self,
                                  const char   *pattern_id,
                                  const char   *reason,
                                  const char   *by,
                                  GError      **error)
{
  TenonUnserved   *unserved = find_unserved (self, pattern_id, error);
  g_autofree char *now = tenon_now_iso8601 ();

  if (unserved == NULL || !check_reason (reason, error) || !tenon_project_check_person (by, error))
    return FALSE;
  tenon_model_set (self->model, _ ("Accept Alternative"), unserved, "accepted", TRUE, "accepted-by", by, "accepted-at", now, "accepted-reason", reason, NULL);
  return TRUE;
}

/**
 * tenon_project_withdraw_alternative:
 *
 * The pattern waits for an answer again.
 */
gboolean
tenon_project_withdraw_alternative (TenonProject *self,
                                    const char   *pattern_id,
                                    GError      **error)
{
  TenonUnserved *unserved = find_unserved (self, pattern_id, error);

  if (unserved == NULL)
    return FALSE;
  tenon_model_set (self->model, _ ("Withdraw Alternative"), unserved, "accepted", FALSE, "accepted-by", NULL, "accepted-at", NULL, "accepted-reason", NULL, NULL);
  return TRUE;
}

static void
insert_sorted (TenonList  *list,
               gpointer    record,
               const char *name)
{
  guint position = 0;

  while (position < tenon_list_get_length (list))
    {
      g_autofree char *other = tenon_record_dup_id (tenon_list_get (list, position));
      const char      *colon = strchr (other, ':');

      if (tenon_compare_natural (colon != NULL ? colon + 1 : other, name) > 0)
        break;
      position++;
    }
  tenon_list_insert (list, position, record);
}

/**
 * tenon_project_waive:
 * @column: table.column
 *
 * Leaves a source column out of the migration, with the reason.
 */
gboolean
tenon_project_waive (TenonProject *self,
                     const char   *column,
                     const char   *reason,
                     const char   *by,
                     GError      **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  TenonWaiver *waiver = tenon_list_find (self->model->waivers, column);

  if (self->model->schema == NULL || tenon_schema_find_column (self->model->schema, column) == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no MySQL column “%s”; write table.column", column);
  if (!check_reason (reason, error) || !tenon_project_check_person (by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Waive Column"));
  if (waiver != NULL)
    {
      g_object_set (waiver, "reason", reason, "by", by, NULL);
    }
  else
    {
      waiver = g_object_new (TENON_TYPE_WAIVER, "column", column, "reason", reason, "by", by, NULL);
      insert_sorted (self->model->waivers, waiver, column);
      g_object_unref (waiver);
    }
  tenon_edit_commit (edit);
  return TRUE;
}

static TenonDiagnostic *
find_finding (TenonProject *self,
              const char   *code,
              const char   *subject)
{
  for (guint i = 0; i < self->derived->findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (self->derived->findings, i);

      if (g_strcmp0 (finding->code, code) == 0 && g_strcmp0 (finding->subject, subject) == 0)
        return finding;
    }
  return NULL;
}

/**
 * tenon_project_may_acknowledge:
 *
 * Returns: whether a person may answer it with a reason: a warning always, an error of a rule people may deviate from
 */
gboolean
tenon_project_may_acknowledge (TenonDiagnostic *finding)
{
  const TenonRule *rule = tenon_rules_find (finding->code);

  return finding->severity == TENON_SEVERITY_WARNING || (finding->severity == TENON_SEVERITY_ERROR && rule != NULL && rule->may_deviate);
}

/**
 * tenon_project_is_about_design:
 *
 * Returns: whether a rule about designs found it, not one about the requirements
 */
gboolean
tenon_project_is_about_design (TenonDiagnostic *finding)
{
  const TenonRule *rule = tenon_rules_find (finding->code);

  return rule != NULL && rule->scope == TENON_RULE_SCOPE_DESIGN;
}

static TenonAcknowledgement *
find_acknowledgement (TenonProject *self,
                      const char   *code,
                      const char   *subject)
{
  TenonList *list = self->model->acknowledgements;

  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      TenonAcknowledgement *each = tenon_list_get (list, i);

      if (each->question == NULL && g_strcmp0 (each->code, code) == 0 && g_strcmp0 (each->subject, subject) == 0)
        return each;
    }
  return NULL;
}

/**
 * tenon_project_withdraw_acknowledgement:
 *
 * The finding is open again.
 */
gboolean
tenon_project_withdraw_acknowledgement (TenonProject *self,
                                        const char   *code,
                                        const char   *subject,
                                        GError      **error)
{
  TenonAcknowledgement *acknowledgement = find_acknowledgement (self, code, subject);
  g_autoptr (TenonEdit) edit = NULL;

  if (acknowledgement == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Nobody acknowledged “%s” about “%s”", code, subject);
  if (tenon_left_out_holds (self->model, acknowledgement))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” holds while the pattern is left out; undo it, add the pattern again (tenon-cli pattern “%s” add), or give it its type", subject, self->path);
  edit = tenon_model_begin (self->model, _ ("Withdraw Acknowledgement"));
  tenon_list_remove_record (self->model->acknowledgements, acknowledgement);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_acknowledge:
 * @code: of a warning or a note, or of an error people may deviate from
 * @subject: what it is about, as in "table:orders"
 *
 * Answers a warning with a reason: it is not shown as open any more. Other errors cannot be answered away.
 */
gboolean
tenon_project_acknowledge (TenonProject *self,
                           const char   *code,
                           const char   *subject,
                           const char   *reason,
                           const char   *by,
                           GError      **error)
{
  g_autoptr (TenonAcknowledgement) acknowledgement = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char      *now = tenon_now_iso8601 ();
  TenonDiagnostic      *finding = find_finding (self, code, subject);
  g_autofree char      *basis = finding != NULL ? tenon_rule_dup_basis (finding) : NULL;
  TenonAcknowledgement *before;

  if (finding != NULL && finding->severity == TENON_SEVERITY_ERROR && !tenon_project_may_acknowledge (finding))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is an error and stays one until what it says is put right", code);
  if (finding == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no warning “%s” about “%s”; list them with: tenon-cli check “%s”", code, subject, self->path);
  if (!check_reason (reason, error) || !tenon_project_check_person (by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Acknowledge"));
  before = find_acknowledgement (self, code, subject);
  if (before != NULL)
    tenon_list_remove_record (self->model->acknowledgements, before);
  acknowledgement = g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", code, "subject", subject, "reason", reason, "by", by, "at", now, "basis", basis, NULL);
  insert_sorted (self->model->acknowledgements, acknowledgement, code);
  tenon_edit_commit (edit);
  return TRUE;
}

/* ---- proposals of the requirement file ---- */

guint
tenon_project_get_n_proposals (TenonProject *self)
{
  return self->proposals->len;
}

/* The ids of what the file says about one pattern. Returns: (transfer full) (nullable): NULL for all */
static char **
list_ids (TenonProject *self,
          const char   *pattern_id)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GListModel      *items = tenon_project_get_proposals (self);
  g_autofree char *subject = NULL;

  if (pattern_id == NULL)
    return NULL;
  subject = g_strconcat ("pattern:", pattern_id, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TenonProposalItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (item->subject, subject))
        g_strv_builder_add (ids, item->id);
    }
  return g_strv_builder_end (ids);
}

/**
 * tenon_project_take_proposals:
 * @pattern_id: (nullable): %NULL: all
 *
 * Takes what the requirement file says into the model, in one edit.
 *
 * Returns: how many
 */
guint
tenon_project_take_proposals (TenonProject *self,
                              const char   *pattern_id)
{
  g_auto (GStrv) ids = list_ids (self, pattern_id);

  return tenon_project_accept_proposals (self, (const char *const *)ids, NULL, NULL);
}

/**
 * tenon_project_dismiss_proposals:
 * @pattern_id: (nullable): %NULL: all
 *
 * Leaves the model as it is; the next save writes it over the requirement file.
 *
 * Returns: how many
 */
guint
tenon_project_dismiss_proposals (TenonProject *self,
                                 const char   *pattern_id)
{
  g_auto (GStrv) ids = list_ids (self, pattern_id);

  return tenon_project_refuse_proposals (self, (const char *const *)ids, NULL);
}

/**
 * tenon_project_count_unanswered:
 *
 * Returns: warnings of the design that nobody acknowledged
 */
guint
tenon_project_count_unanswered (TenonProject *self)
{
  GListModel *findings = tenon_project_get_findings (self);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);

      n += finding->severity == TENON_SEVERITY_WARNING && tenon_project_may_acknowledge (finding) && tenon_project_is_about_design (finding);
    }
  return n;
}
