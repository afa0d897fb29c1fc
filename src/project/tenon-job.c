/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work on the project folder: saving, advancing, deciding, importing. Runs on any thread; opens its own repository. */

#include "project/tenon-job.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "project/tenon-derive.h"
#include "project/tenon-edited-files.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-gates.h"
#include "project/tenon-import.h"
#include "project/tenon-project.h"
#include "project/tenon-proposals-private.h"
#include "project/tenon-repository.h"
#include "project/tenon-step-plan.h"
#include "project/tenon-store.h"

#include <string.h>

typedef struct
{
  TenonJob        *job;
  TenonRepository *repository;
  TenonDerived    *derived;
  TenonSituation   situation;
} Work;

TenonJob *
tenon_job_new (TenonJobKind kind,
               const char  *root)
{
  TenonJob *self = g_new0 (TenonJob, 1);

  self->kind = kind;
  self->root = g_strdup (root);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tenon_job_free (TenonJob *self)
{
  g_free (self->root);
  g_clear_object (&self->model);
  g_clear_object (&self->reviews);
  g_free (self->model_digest);
  g_free (self->reviews_digest);
  g_free (self->requirement_digest);
  g_free (self->subject);
  g_free (self->by);
  g_free (self->note);
  g_strfreev (self->files);
  g_strfreev (self->names);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_object (&self->event);
  g_clear_pointer (&self->imported, g_ptr_array_unref);
  g_ptr_array_unref (self->messages);
  g_free (self->recovered);
  g_free (self);
}

static gboolean
has_proposals (TenonJob *job)
{
  return tenon_proposals_has_own (job->proposals);
}

/* ---- before ---- */

static gboolean
check_unchanged (const char *root,
                 const char *name,
                 const char *digest,
                 GError    **error)
{
  g_autoptr (GBytes) content = tenon_files_load (root, name, NULL);
  g_autofree char *present = content != NULL ? tenon_files_dup_digest (content) : NULL;

  if (g_strcmp0 (present, digest) == 0)
    return TRUE;
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
               "“%s” was changed by another program since it was read; open the project again and repeat what you did", name);
  return FALSE;
}

/* A requirement file that somebody has edited since Tenon wrote it is not written over: how it differs is a proposal. */
static void
look_at_requirement (Work *work)
{
  TenonJob        *job = work->job;
  g_autofree char *present = tenon_files_dup_digest_of (job->root, TENON_FILE_REQUIREMENT);

  if (has_proposals (job) || job->model_digest == NULL || tenon_repository_remembers (work->repository, TENON_FILE_REQUIREMENT))
    return;
  /* In a fresh clone nothing is remembered: what agreed with the model when both were read is nobody's edit either. */
  if (present != NULL && g_strcmp0 (present, job->requirement_digest) == 0)
    return;
  g_clear_pointer (&job->proposals, g_ptr_array_unref);
  job->proposals = tenon_proposals_load (job->model, job->root, work->repository);
}

static gboolean
begin (Work    *work,
       GError **error)
{
  TenonJob *job = work->job;

  work->repository = tenon_repository_open_or_init (job->root, error);
  if (work->repository == NULL
      || !tenon_repository_hold (work->repository, error)
      || !tenon_repository_recover (work->repository, &job->recovered, error)
      || !check_unchanged (job->root, TENON_FILE_MODEL, job->model_digest, error)
      || !check_unchanged (job->root, TENON_FILE_REVIEWS, job->reviews_digest, error))
    return FALSE;
  look_at_requirement (work);
  return TRUE;
}

static void
derive_gates (Work *work)
{
  TenonJob *job = work->job;

  g_clear_pointer (&work->situation.gates, g_ptr_array_unref);
  work->situation.gates = tenon_gates_derive (job->model, job->reviews, work->derived->findings, work->derived->questions, work->derived->contract);
}

static void
settle (Work *work)
{
  TenonJob *job = work->job;
  g_autoptr (GPtrArray) edited = NULL;
  g_autoptr (GPtrArray) proposals = tenon_proposals_renew (job->proposals, job->model);

  g_clear_pointer (&work->derived, tenon_derived_free);
  work->derived = tenon_derive (job->model);
  tenon_derive_add_proposals (work->derived, proposals);
  edited = tenon_edited_files_find (job->root, work->repository, job->reviews, work->derived->contract);
  g_ptr_array_extend (work->derived->findings, edited, (GCopyFunc)g_object_ref, NULL);
  work->situation.root = job->root;
  work->situation.model = job->model;
  work->situation.reviews = job->reviews;
  work->situation.derived = work->derived;
  work->situation.repository = work->repository;
  work->situation.keep_requirement = has_proposals (job);
  derive_gates (work);
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->situation.gates, g_ptr_array_unref);
  g_clear_pointer (&work->derived, tenon_derived_free);
  g_clear_pointer (&work->repository, tenon_repository_free);
}

/* ---- after ---- */

static void
learn_digests (TenonJob *job)
{
  g_autoptr (GBytes) model = tenon_files_load (job->root, TENON_FILE_MODEL, NULL);
  g_autoptr (GBytes) reviews = tenon_files_load (job->root, TENON_FILE_REVIEWS, NULL);

  g_free (job->model_digest);
  job->model_digest = model != NULL ? tenon_files_dup_digest (model) : NULL;
  g_free (job->reviews_digest);
  job->reviews_digest = reviews != NULL ? tenon_files_dup_digest (reviews) : NULL;
  g_free (job->requirement_digest);
  job->requirement_digest = has_proposals (job) ? NULL : tenon_files_dup_digest_of (job->root, TENON_FILE_REQUIREMENT);
}

static void
remember_requirement (Work *work)
{
  if (!has_proposals (work->job))
    tenon_repository_remember (work->repository, TENON_FILE_REQUIREMENT);
}

static gboolean
take_steps (Work          *work,
            TenonStepPlan *plan,
            GError       **error)
{
  GPtrArray *steps = tenon_step_plan_get_steps (plan);
  gboolean   taken = TRUE;

  for (guint i = 0; taken && i < steps->len; i++)
    {
      TenonStep *step = g_ptr_array_index (steps, i);
      gboolean   committed;

      taken = tenon_repository_commit (work->repository, step, &committed, error);
      if (taken && committed)
        g_ptr_array_add (work->job->messages, g_strdup (step->message));
    }
  learn_digests (work->job);
  if (steps->len > 0)
    remember_requirement (work);
  return taken;
}

/* ---- the kinds of work ---- */

static gboolean
write_file (Work          *work,
            TenonStepFile *file,
            GError       **error)
{
  g_autoptr (GBytes) present = tenon_files_load (work->job->root, file->name, NULL);

  if (file->content == NULL || (present != NULL && g_bytes_equal (present, file->content)))
    return TRUE;
  return tenon_files_replace (work->job->root, file->name, file->content, error);
}

/* A save begins with model.json, which makes the folder a project and holds all. That the requirement file is as Tenon wrote
 * it is kept in mind before: what a kill in between leaves of it is behind the model, and nobody's edit. */
static gboolean
save (Work    *work,
      GError **error)
{
  g_autoptr (TenonStepPlan) plan = tenon_step_plan_new (&work->situation);
  GPtrArray *files;

  remember_requirement (work);
  tenon_step_plan_save (plan);
  files = ((TenonStep *)g_ptr_array_index (tenon_step_plan_get_steps (plan), 0))->files;
  for (guint i = 0; i < files->len; i++)
    if (!write_file (work, g_ptr_array_index (files, i), error))
      return FALSE;
  learn_digests (work->job);
  remember_requirement (work);
  return TRUE;
}

/* What was edited is saved first: a step that fails does not take it away. */
static gboolean
advance (Work    *work,
         GError **error)
{
  g_autoptr (TenonStepPlan) plan = NULL;

  if (!save (work, error))
    return FALSE;
  tenon_derive_alternatives (work->derived, work->job->model);
  plan = tenon_step_plan_new (&work->situation);
  tenon_step_plan_advance (plan, NULL);
  return take_steps (work, plan, error);
}

static const char *
task_of (TenonGateKind gate)
{
  static const char *const tasks[] = { "1.3", "3.2", "3.3", "4.2" };

  return tasks[gate];
}

static char *
name_missing_rates (TenonGate *gate)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < gate->blocking->len; i++)
    {
      TenonDiagnostic *blocking = g_ptr_array_index (gate->blocking, i);

      if (g_str_equal (blocking->code, "rate-unknown"))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", blocking->subject + strlen ("pattern:"));
    }
  return ids->len > 0 ? g_strdup_printf ("These patterns touch the database and have no peak or no average rate: %s", ids->str) : NULL;
}

static gboolean
check_decision (Work      *work,
                TenonGate *gate,
                GError   **error)
{
  TenonJob        *job = work->job;
  g_autofree char *missing = NULL;

  if (!tenon_person_parse (job->by, NULL, NULL))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "A decision needs the person who takes it, as \"Name <mail>\"");
  if (gate == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, job->gate == TENON_GATE_TABLE ? "The design has no table “%s”" : "There is no such gate", job->subject);
  if (job->action == TENON_REVIEW_WITHDRAW && (gate->last == NULL || gate->last->action != TENON_REVIEW_APPROVE))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "There is no approval to withdraw");
  if (job->action != TENON_REVIEW_APPROVE && (job->note == NULL || *job->note == '\0'))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "Returning or withdrawing needs a note that says why");
  if (job->action == TENON_REVIEW_APPROVE && gate->state == TENON_GATE_APPROVED)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "Approved already, by %s; withdraw that approval to decide anew", gate->last->by);
  if (job->action != TENON_REVIEW_APPROVE || tenon_gate_may_be_approved (gate))
    return TRUE;
  if (gate->kind == TENON_GATE_REQUIREMENTS && (missing = name_missing_rates (gate)) != NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "%s", missing);
  return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE, "%s", gate->waits_for);
}

static void
add_event (Work      *work,
           TenonGate *gate)
{
  TenonJob        *job = work->job;
  g_autofree char *at = tenon_now_iso8601 ();

  job->event = g_object_new (TENON_TYPE_REVIEW_EVENT,
                             "gate", job->gate, "subject", job->subject, "action", job->action,
                             "by", job->by, "at", at, "note", job->note != NULL && *job->note != '\0' ? job->note : NULL,
                             "digest", job->action == TENON_REVIEW_APPROVE ? gate->digest : NULL, NULL);
  if (job->action == TENON_REVIEW_APPROVE && gate->kind == TENON_GATE_REQUIREMENTS)
    {
      g_auto (GStrv) known = tenon_facts_list_known (job->model);
      const char *nothing[] = { "", NULL }; /* an empty list is not written, and would be read as all of them */

      g_object_set (job->event, "known", known[0] != NULL ? (const char *const *)known : nothing, NULL);
    }
  tenon_list_append (job->reviews->events, job->event);
}

static void
plan_decision (Work          *work,
               TenonStepPlan *plan,
               gboolean       were_all_approved)
{
  static const char *const words[] = { "Approve", "Return", "Withdraw" };

  TenonJob        *job = work->job;
  const char      *task_id = task_of (job->gate);
  g_autofree char *message = NULL;

  if (job->gate == TENON_GATE_TABLE)
    message = g_strdup_printf ("stage-02 task 3.2: %s table %s", words[job->action], job->subject);
  else if (job->action != TENON_REVIEW_APPROVE)
    message = g_strdup_printf ("stage-02 task %s: %s %s", task_id, words[job->action], tenon_gate_kind_to_string (job->gate));
  if (message != NULL)
    tenon_step_plan_record (plan, task_id, message, job->by, job->note);
  else
    tenon_step_plan_complete (plan, task_id, job->by, job->note);
  if (job->gate == TENON_GATE_TABLE && !were_all_approved && tenon_gates_are_approved (work->situation.gates, TENON_GATE_TABLE))
    tenon_step_plan_complete (plan, "3.2", job->by, NULL);
}

/* What comes before the decision is committed first: the approval stands on it. */
static gboolean
decide (Work    *work,
        GError **error)
{
  TenonJob *job = work->job;
  g_autoptr (TenonStepPlan) before = NULL;
  g_autoptr (TenonStepPlan) plan = NULL;
  TenonGate *gate = tenon_gates_find (work->situation.gates, job->gate, job->subject);
  gboolean   were_all_approved;

  if (!check_decision (work, gate, error))
    return FALSE;
  tenon_derive_alternatives (work->derived, job->model);
  before = tenon_step_plan_new (&work->situation);
  tenon_step_plan_advance (before, task_of (job->gate));
  if (!take_steps (work, before, error))
    return FALSE;
  were_all_approved = tenon_gates_are_approved (work->situation.gates, TENON_GATE_TABLE);
  add_event (work, gate);
  derive_gates (work);
  plan = tenon_step_plan_new (&work->situation);
  plan_decision (work, plan, were_all_approved);
  if (take_steps (work, plan, error))
    return TRUE;
  g_clear_object (&job->event);
  return FALSE;
}

static gboolean
did_read (GPtrArray  *imported,
          TenonModel *model)
{
  return (model->schema != NULL && tenon_list_get_length (model->schema->tables) > 0)
         || tenon_list_get_length (model->patterns) > 0 || tenon_list_get_length (model->logs) > 0;
}

/* Sources read before, as they were: what task 1.1 said of them holds, and no commit says it twice. */
static gboolean
gave_nothing (Work *work)
{
  TenonJob *job = work->job;
  g_autoptr (GPtrArray) tasks = tenon_tasks_list (&work->situation);
  TenonTask       *task = g_ptr_array_index (tasks, 0);
  g_autofree char *text = tenon_store_write_model (job->model);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return task->is_marked && !task->is_undone && g_strcmp0 (digest, job->model_digest) == 0;
}

static gboolean
import (Work    *work,
        GError **error)
{
  TenonJob *job = work->job;
  g_autoptr (TenonStepPlan) plan = tenon_step_plan_new (&work->situation);

  if (!did_read (job->imported, job->model) || gave_nothing (work))
    return save (work, error);
  tenon_step_plan_import (plan, job->imported);
  return take_steps (work, plan, error);
}

/**
 * tenon_job_run:
 *
 * Does the work. Where it fails, the folder is as it was, but for steps that were complete before.
 */
gboolean
tenon_job_run (TenonJob *self,
               GError  **error)
{
  static gboolean (*const functions[]) (Work * work,
                                        GError * *error)
      = { save, advance, decide, import };

  Work     work = { self };
  gboolean done;

  if (self->kind == TENON_JOB_IMPORT)
    self->imported = tenon_import_files (self->model, self->root, (const char *const *)self->names, (const char *const *)self->files);
  if (!begin (&work, error))
    {
      work_clear (&work);
      return FALSE;
    }
  settle (&work);
  done = functions[self->kind](&work, error);
  work_clear (&work);
  return done;
}
