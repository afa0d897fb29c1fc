/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people wrote into the requirement file by hand: cell by cell, to accept or to refuse. A refused cell goes back to
 * what the model says when the file is written the next time; until no proposal is open the file is left alone.
 *
 * What a further requirement file says otherwise is proposed too. Its text waits in the model, with what was refused of it,
 * until nothing of it is open; the working file is written meanwhile. */

#include "project/tenon-proposals.h"

#include "project/tenon-proposals-private.h"

#include "artifact/tenon-requirement-document.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"
#include "project/tenon-folder.h"
#include "project/tenon-import.h"
#include "project/tenon-left-out.h"
#include "project/tenon-pattern-cells-private.h"
#include "project/tenon-project-private.h"
#include "project/tenon-repository.h"

#include <glib/gi18n-lib.h>

static char *
dup_plain_id (const TenonPatternProposal *proposal)
{
  if (proposal->relationship != NULL)
    return g_strconcat ("relationship:", proposal->relationship->child, NULL);
  if (proposal->pattern_id != NULL)
    return g_strdup_printf ("%s/%s", proposal->pattern_id, proposal->property);
  return g_strdup (proposal->property);
}

/* "AP3/rps-peak", "AP3/rps-peak@../other.md" */
static char *
dup_id (const TenonPatternProposal *proposal)
{
  g_autofree char *plain = dup_plain_id (proposal);

  return proposal->source != NULL ? g_strdup_printf ("%s@%s", plain, proposal->source) : g_steal_pointer (&plain);
}

static char *
dup_subject (const TenonPatternProposal *proposal)
{
  if (proposal->relationship != NULL)
    return g_strconcat ("relationship:", proposal->relationship->child, NULL);
  return proposal->pattern_id != NULL ? g_strconcat ("pattern:", proposal->pattern_id, NULL) : g_strdup ("model:");
}

static char *
dup_title (const TenonPatternProposal *proposal)
{
  g_autofree char *words = tenon_name_to_words (proposal->property);

  if (proposal->relationship != NULL)
    return g_strconcat (proposal->relationship->child, ", how many", NULL);
  return proposal->pattern_id != NULL ? g_strdup_printf ("%s, %s", proposal->pattern_id, words) : g_steal_pointer (&words);
}

/* Returns: (transfer full) (element-type TenonProposalItem) */
GPtrArray *
tenon_project_list_proposal_items (TenonProject *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);
      g_autofree char            *id = dup_id (proposal);
      g_autofree char            *subject = dup_subject (proposal);
      TenonProposalItem          *item = tenon_proposal_item_new (id, subject);

      item->title = dup_title (proposal);
      item->before = g_strdup (proposal->present);
      /* Of a cell for both halves each proposal says its own. */
      item->after = tenon_rate_is_known (proposal->rate) ? tenon_rate_to_text (proposal->rate) : g_strdup (proposal->value);
      item->file = g_strdup (proposal->source != NULL ? proposal->source : TENON_FILE_REQUIREMENT);
      item->line = proposal->line;
      item->is_new = proposal->is_new;
      g_ptr_array_add (items, item);
    }
  return items;
}

/**
 * tenon_project_get_proposals:
 *
 * Returns: (transfer none) (element-type TenonProposalItem): in the order of the file
 */
GListModel *
tenon_project_get_proposals (TenonProject *self)
{
  return G_LIST_MODEL (self->proposal_items);
}

static gboolean
is_meant (const TenonPatternProposal *proposal,
          const char *const          *ids)
{
  g_autofree char *id = dup_id (proposal);

  return ids == NULL || g_strv_contains (ids, id);
}

static guint
count_meant (TenonProject      *self,
             const char *const *ids)
{
  guint n = 0;

  for (guint i = 0; i < self->proposals->len; i++)
    n += is_meant (g_ptr_array_index (self->proposals, i), ids);
  return n;
}

/* Once nothing of the file is open, it is known, and the next save writes it. Until then what was refused is kept in mind. */
static void
note_settled (TenonProject      *self,
              const char *const *refused)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);

  if (repository == NULL)
    return;
  if (!tenon_proposals_has_own (self->proposals))
    tenon_repository_remember (repository, TENON_FILE_REQUIREMENT);
  else if (refused != NULL)
    tenon_repository_note_refused (repository, TENON_FILE_REQUIREMENT, refused);
}

static gboolean
is_among (GPtrArray                  *proposals,
          const TenonPatternProposal *proposal)
{
  g_autofree char *id = dup_id (proposal);

  for (guint i = 0; i < proposals->len; i++)
    {
      const TenonPatternProposal *other = g_ptr_array_index (proposals, i);
      g_autofree char            *other_id = dup_id (other);

      if (g_str_equal (id, other_id) && g_strcmp0 (proposal->value, other->value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Where the file says what it said when Tenon wrote it, the model has moved on, and nobody edited anything. */
static void
leave_out_unedited (GPtrArray       *proposals,
                    TenonModel      *model,
                    TenonRepository *repository)
{
  g_autoptr (GBytes) base = tenon_repository_load_remembered (repository, TENON_FILE_REQUIREMENT);
  g_autofree char *text = base != NULL && g_bytes_get_size (base) > 0 ? g_utf8_make_valid (g_bytes_get_data (base, NULL), (gssize)g_bytes_get_size (base)) : NULL;
  g_autoptr (TenonSource) source = text != NULL ? tenon_source_new_text (TENON_FILE_REQUIREMENT, text) : NULL;
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) before = source != NULL ? tenon_requirement_document_read (source, model, diagnostics) : NULL;

  for (guint i = proposals->len; before != NULL && i > 0; i--)
    if (is_among (before, g_ptr_array_index (proposals, i - 1)))
      g_ptr_array_remove_index (proposals, i - 1);
}

static void
leave_out_refused (GPtrArray       *proposals,
                   TenonRepository *repository)
{
  g_auto (GStrv) refused = tenon_repository_list_refused (repository, TENON_FILE_REQUIREMENT);

  for (guint i = proposals->len; refused[0] != NULL && i > 0; i--)
    if (is_meant (g_ptr_array_index (proposals, i - 1), (const char *const *)refused))
      g_ptr_array_remove_index (proposals, i - 1);
}

/**
 * tenon_proposals_load:
 * @repository: (nullable):
 *
 * Returns: (transfer full) (element-type TenonPatternProposal): what somebody edited in the requirement file, and what of
 *   it nobody has refused yet
 */
GPtrArray *
tenon_proposals_load (TenonModel      *model,
                      const char      *root,
                      TenonRepository *repository)
{
  GPtrArray *proposals = tenon_import_proposals (model, root);

  if (repository == NULL || proposals->len == 0)
    return proposals;
  leave_out_unedited (proposals, model, repository);
  leave_out_refused (proposals, repository);
  return proposals;
}

/* ---- further files ---- */

gboolean
tenon_proposals_has_own (GPtrArray *proposals)
{
  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    if (((TenonPatternProposal *)g_ptr_array_index (proposals, i))->source == NULL)
      return TRUE;
  return FALSE;
}

/* What was refused stays so until the file says something else there. */
static char *
dup_refusal (const TenonPatternProposal *proposal)
{
  g_autofree char *id = dup_plain_id (proposal);

  return g_strdup_printf ("%s=%s", id, proposal->value != NULL ? proposal->value : "");
}

/**
 * tenon_proposals_list_pending:
 *
 * Returns: (transfer full) (element-type TenonPatternProposal): what a further requirement file says otherwise, and nobody refused
 */
GPtrArray *
tenon_proposals_list_pending (TenonModel *model,
                              TenonInput *input)
{
  g_autoptr (TenonSource) source = tenon_source_new_text (input->file, input->pending != NULL ? input->pending : "");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  GPtrArray *proposals;

  if (input->pending == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);
  proposals = tenon_requirement_document_read_foreign (source, model, diagnostics);
  for (guint i = proposals->len; i > 0; i--)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i - 1);
      g_autofree char      *refusal = dup_refusal (proposal);

      proposal->source = g_strdup (input->file);
      if (tenon_requirement_document_is_check (proposal) || (input->refused != NULL && g_strv_contains ((const char *const *)input->refused, refusal)))
        g_ptr_array_remove_index (proposals, i - 1);
    }
  return proposals;
}

/**
 * tenon_proposals_renew:
 * @proposals: as they were
 *
 * Returns: (transfer full): those of the working file, and of the further files what they say otherwise now
 */
GPtrArray *
tenon_proposals_renew (GPtrArray  *proposals,
                       TenonModel *model)
{
  GPtrArray *renewed = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);

  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    if (((TenonPatternProposal *)g_ptr_array_index (proposals, i))->source == NULL)
      g_ptr_array_add (renewed, tenon_pattern_proposal_copy (g_ptr_array_index (proposals, i)));
  for (guint i = 0; i < tenon_list_get_length (model->inputs); i++)
    {
      g_autoptr (GPtrArray) pending = tenon_proposals_list_pending (model, tenon_list_get (model->inputs, i));

      for (guint k = 0; k < pending->len; k++)
        g_ptr_array_add (renewed, tenon_pattern_proposal_copy (g_ptr_array_index (pending, k)));
    }
  return renewed;
}

/**
 * tenon_proposals_keep_pending:
 * @model: with an edit open
 * @text: of the file
 * @only_choices: whether all else was taken, and only what has several meanings is to be settled
 *
 * Lets a file wait, if anything of it is open.
 */
void
tenon_proposals_keep_pending (TenonModel *model,
                              TenonInput *input,
                              const char *text,
                              gboolean    only_choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) pending = NULL;
  g_auto (GStrv) refused = NULL;
  guint n_open = 0;

  g_object_set (input, "pending", text, NULL);
  pending = tenon_proposals_list_pending (model, input);
  for (guint i = 0; input->refused != NULL && input->refused[i] != NULL; i++)
    g_strv_builder_add (builder, input->refused[i]);
  for (guint i = 0; i < pending->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (pending, i);
      g_autofree char      *refusal = dup_refusal (proposal);

      if (only_choices && !proposal->is_choice)
        g_strv_builder_add (builder, refusal);
      else
        n_open++;
    }
  refused = g_strv_builder_end (builder);
  g_object_set (input, "refused", refused[0] != NULL && n_open > 0 ? refused : input->refused, "pending", n_open > 0 ? text : NULL, NULL);
}

/* Of each further file what is settled now; inside an edit. */
static void
settle_pending (TenonProject *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->inputs); i++)
    {
      TenonInput *input = tenon_list_get (self->model->inputs, i);
      g_autoptr (GPtrArray) pending = input->pending != NULL ? tenon_proposals_list_pending (self->model, input) : NULL;

      if (pending != NULL && pending->len == 0)
        g_object_set (input, "pending", NULL, NULL);
    }
}

/* Refusing what a further file says is an edit, as it stays with the project. */
static void
refuse_pending (TenonProject      *self,
                const char *const *ids)
{
  g_autoptr (TenonEdit) edit = NULL;

  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);
      TenonInput                 *input = proposal->source != NULL ? tenon_list_find (self->model->inputs, proposal->source) : NULL;
      g_autoptr (GStrvBuilder) builder = NULL;
      g_autofree char *refusal = NULL;
      g_auto (GStrv) refused = NULL;

      if (input == NULL || !is_meant (proposal, ids))
        continue;
      if (edit == NULL)
        edit = tenon_model_begin (self->model, _ ("Refuse Changes of the File"));
      builder = g_strv_builder_new ();
      refusal = dup_refusal (proposal);
      for (guint k = 0; input->refused != NULL && input->refused[k] != NULL; k++)
        g_strv_builder_add (builder, input->refused[k]);
      g_strv_builder_add (builder, refusal);
      refused = g_strv_builder_end (builder);
      g_object_set (input, "refused", refused, NULL);
    }
  if (edit == NULL)
    return;
  settle_pending (self);
  tenon_edit_commit (edit);
}

/* ---- settling ---- */

/* The array may be in a worker's hands: the open ones go into a new one. */
static void
drop (TenonProject      *self,
      const char *const *ids,
      gboolean           is_refused)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);

  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);

      if (proposal->source == NULL && !is_meant (proposal, ids))
        g_ptr_array_add (open, tenon_pattern_proposal_copy (proposal));
    }
  g_ptr_array_unref (self->proposals);
  self->proposals = tenon_proposals_renew (open, self->model);
  note_settled (self, is_refused ? ids : NULL);
  tenon_project_refresh (self);
}

/* What a merge left unresolved nobody can take or dismiss here. */
static gboolean
check_no_conflict (TenonProject *self,
                   GError      **error)
{
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);

      if (g_str_equal (proposal->property, TENON_REQUIREMENT_CONFLICT))
        return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%s:%u: a merge left its marks in the file; resolve them in an editor first", TENON_FILE_REQUIREMENT, proposal->line);
    }
  return TRUE;
}

static guint
nothing_meant (GError **error)
{
  g_set_error_literal (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The requirement file proposes no such change");
  return 0;
}

/* A pattern of a further file is known by its description: whatever is taken of it takes that along. */
static gboolean
names_accepted (TenonProject               *self,
                const TenonPatternProposal *proposal,
                const char *const          *ids)
{
  if (proposal->source == NULL || !proposal->is_new || !g_str_equal (proposal->property, "description"))
    return FALSE;
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *other = g_ptr_array_index (self->proposals, i);

      if (g_strcmp0 (other->source, proposal->source) == 0 && g_strcmp0 (other->pattern_id, proposal->pattern_id) == 0 && is_meant (other, ids))
        return TRUE;
    }
  return FALSE;
}

/* Once the cells of a new pattern are there. */
static void
complete_new (TenonProject      *self,
              const char *const *ids)
{
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);
      TenonPattern               *pattern = proposal->is_new && is_meant (proposal, ids) ? tenon_model_find_pattern (self->model, proposal->pattern_id) : NULL;

      if (pattern != NULL)
        tenon_requirement_document_complete (self->model, pattern);
    }
}

/* Whether a rate is among those meant that somebody wrote into the working file; one of another file names that file. */
static gboolean
states_rate (TenonProject      *self,
             const char *const *ids)
{
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);

      if (is_meant (proposal, ids) && tenon_rate_get_origin (proposal->rate) == TENON_RATE_STATED && tenon_rate_get_file (proposal->rate) == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_new_id (const TenonPatternProposal *proposal)
{
  return proposal->pattern_id != NULL && g_str_equal (proposal->property, "pattern-id");
}

/* Last of all: the others name the patterns as they were. */
static void
rename_accepted (TenonProject      *self,
                 const char *const *ids)
{
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);
      TenonPattern               *pattern = is_new_id (proposal) && is_meant (proposal, ids) ? tenon_model_find_pattern (self->model, proposal->pattern_id) : NULL;

      if (pattern != NULL && tenon_model_find_pattern (self->model, proposal->value) == NULL && tenon_pattern_is_id (proposal->value))
        tenon_pattern_rename (self->model, pattern, proposal->value);
    }
}

/* Returns: (transfer none) (nullable): the pattern of the model that the proposal removes, or counts as no operation */
static TenonPattern *
find_dropped (TenonProject               *self,
              const TenonPatternProposal *proposal)
{
  TenonPattern *pattern = proposal->pattern_id != NULL ? tenon_model_find_pattern (self->model, proposal->pattern_id) : NULL;

  if (pattern == NULL || g_str_equal (proposal->property, "pattern"))
    return pattern;
  return g_str_equal (proposal->property, "operation-type") && tenon_requirement_read_operation (proposal->value) == TENON_OPERATION_NONE ? pattern : NULL;
}

/**
 * tenon_project_do_proposals_need_reason:
 * @ids: (nullable) (array zero-terminated=1): %NULL: all
 *
 * Returns: whether one of them leaves out a pattern that came from a source, or says that it has no database operation
 */
gboolean
tenon_project_do_proposals_need_reason (TenonProject      *self,
                                        const char *const *ids)
{
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);
      TenonPattern               *pattern = is_meant (proposal, ids) ? find_dropped (self, proposal) : NULL;

      if (pattern != NULL && tenon_pattern_is_sourced (pattern))
        return TRUE;
    }
  return FALSE;
}

/* To be called inside an edit. */
static gboolean
apply (TenonProject               *self,
       const TenonPatternProposal *proposal,
       const char                 *reason,
       const char                 *by,
       const char                 *now,
       GError                    **error)
{
  g_autoptr (TenonPatternProposal) copy = tenon_pattern_proposal_copy (proposal);
  TenonPattern *dropped = find_dropped (self, proposal);

  if (dropped != NULL && g_str_equal (proposal->property, "pattern"))
    return tenon_left_out_remove (self->model, dropped, reason, by, error);
  if (dropped != NULL)
    return tenon_left_out_drop_operation (self->model, dropped, reason, by, error);
  if (copy->rate != NULL && by != NULL)
    tenon_rate_set_person (copy->rate, by, now);
  if (copy->rate == NULL && by != NULL)
    {
      tenon_str_set (&copy->by, by);
      tenon_str_set (&copy->at, now);
    }
  if (!is_new_id (copy))
    tenon_pattern_proposal_apply (copy, self->model);
  return TRUE;
}

/**
 * tenon_project_accept_proposals:
 * @ids: (nullable) (array zero-terminated=1): %NULL: all
 * @by: (nullable): "Name <mail>", for rates; %NULL: whom git names
 *
 * Takes what the file says into the model, in one edit.
 *
 * Returns: how many; 0 with an error where there is no such proposal, or tenon_project_do_proposals_need_reason()
 */
guint
tenon_project_accept_proposals (TenonProject      *self,
                                const char *const *ids,
                                const char        *by,
                                GError           **error)
{
  return tenon_project_accept_proposals_for_reason (self, ids, NULL, by, error);
}

/**
 * tenon_project_accept_proposals_for_reason:
 * @reason: (nullable): why patterns that came from a source are left out
 *
 * As tenon_project_accept_proposals().
 */
guint
tenon_project_accept_proposals_for_reason (TenonProject      *self,
                                           const char *const *ids,
                                           const char        *reason,
                                           const char        *by,
                                           GError           **error)
{
  guint n = count_meant (self, ids);
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *now = tenon_now_iso8601 ();
  g_autofree char *person = NULL;

  if (!check_no_conflict (self, error))
    return 0;
  if (n == 0)
    return nothing_meant (error);
  if (by == NULL && states_rate (self, ids))
    {
      /* Nobody's word is no evidence. */
      by = person = tenon_project_dup_person (self);
      if (!tenon_project_check_person (by, error))
        return 0;
    }
  if (by != NULL && !tenon_project_check_person (by, error))
    return 0;
  edit = tenon_model_begin (self->model, n == 1 ? _ ("Accept Change of the File") : _ ("Accept Changes of the File"));
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const TenonPatternProposal *proposal = g_ptr_array_index (self->proposals, i);

      if ((is_meant (proposal, ids) || names_accepted (self, proposal, ids)) && !apply (self, proposal, reason, by, now, error))
        return 0;
    }
  rename_accepted (self, ids);
  complete_new (self, ids);
  settle_pending (self);
  tenon_edit_commit (edit);
  drop (self, ids, FALSE);
  return n;
}

/**
 * tenon_project_refuse_proposals:
 * @ids: (nullable) (array zero-terminated=1): %NULL: all
 *
 * Leaves the model as it is. The next write puts the model's text back in these cells.
 *
 * Returns: how many
 */
guint
tenon_project_refuse_proposals (TenonProject      *self,
                                const char *const *ids,
                                GError           **error)
{
  guint n = count_meant (self, ids);

  if (!check_no_conflict (self, error))
    return 0;
  if (n == 0)
    return nothing_meant (error);
  refuse_pending (self, ids);
  drop (self, ids, TRUE);
  return n;
}
