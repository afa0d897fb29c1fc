/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The jobs of a project, at once for the command and tests, or one after the other on a worker for the workbench. A
 * job takes its snapshot when it starts, not when it is asked for, so that it builds on the one before. */

#include "project/tenon-project-private.h"

static void start_next (TenonProject *self);

/**
 * tenon_project_do:
 * @job: (transfer none): its parameters set
 *
 * Runs a job before it returns.
 */
gboolean
tenon_project_do (TenonProject *self,
                  TenonJob     *job,
                  GError      **error)
{
  while (self->n_jobs > 0)
    g_main_context_iteration (NULL, TRUE); /* it builds on what is under way */
  tenon_project_fill_job (self, job);
  return tenon_project_finish_job (self, job, tenon_job_run (job, error), error);
}

static void
run_in_thread (GTask        *inner,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (tenon_job_run (task_data, &error))
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  TenonProject *self = TENON_PROJECT (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  TenonJob *job = g_task_get_task_data (task);
  gboolean  done = g_task_propagate_boolean (G_TASK (result), &error);

  tenon_project_finish_job (self, job, done, &error);
  self->n_jobs--;
  tenon_project_notify_busy (self);
  start_next (self);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (TenonProject *self,
       GTask        *task)
{
  TenonJob *job = g_task_get_task_data (task);
  g_autoptr (GTask) inner = g_task_new (self, NULL, ran_cb, g_object_ref (task));

  tenon_project_fill_job (self, job);
  g_task_set_task_data (inner, job, NULL);
  g_task_run_in_thread (inner, run_in_thread);
}

static void
start_next (TenonProject *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (self->pending);

  if (task != NULL)
    start (self, task);
}

/**
 * tenon_project_do_async:
 * @job: (transfer full): its parameters set
 * @task: (transfer full): returns %TRUE, or the job's error, on this thread
 */
void
tenon_project_do_async (TenonProject *self,
                        TenonJob     *job,
                        GTask        *task)
{
  g_task_set_task_data (task, job, (GDestroyNotify)tenon_job_free);
  if (self->n_jobs++ == 0)
    {
      start (self, task);
      g_object_unref (task);
    }
  else
    {
      g_queue_push_tail (self->pending, task);
    }
  tenon_project_notify_busy (self);
}

static GTask *
make_task (TenonProject       *self,
           gpointer            tag,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE); /* what is committed is committed */
  return task;
}

/* ---- save ---- */

/**
 * tenon_project_save:
 *
 * Writes the state files and the requirement file; commits nothing.
 */
gboolean
tenon_project_save (TenonProject *self,
                    GError      **error)
{
  g_autoptr (TenonJob) job = tenon_job_new (TENON_JOB_SAVE, self->path);

  return tenon_project_do (self, job, error);
}

void
tenon_project_save_async (TenonProject       *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  tenon_project_do_async (self, tenon_job_new (TENON_JOB_SAVE, self->path),
                          make_task (self, tenon_project_save_async, cancellable, callback, user_data));
}

gboolean
tenon_project_save_finish (TenonProject *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- advance ---- */

/**
 * tenon_project_advance:
 * @messages: (out) (optional) (transfer full) (element-type utf8): of the commits that were made
 *
 * Saves, and takes every step that is due, in the order of the tasks document, each one commit.
 */
gboolean
tenon_project_advance (TenonProject *self,
                       GPtrArray   **messages,
                       GError      **error)
{
  g_autoptr (TenonJob) job = tenon_job_new (TENON_JOB_ADVANCE, self->path);
  gboolean done = tenon_project_do (self, job, error);

  if (messages != NULL)
    *messages = g_ptr_array_ref (job->messages);
  return done;
}

void
tenon_project_advance_async (TenonProject       *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  tenon_project_do_async (self, tenon_job_new (TENON_JOB_ADVANCE, self->path),
                          make_task (self, tenon_project_advance_async, cancellable, callback, user_data));
}

gboolean
tenon_project_advance_finish (TenonProject *self,
                              GAsyncResult *result,
                              GPtrArray   **messages,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (messages != NULL)
    *messages = g_ptr_array_ref (((TenonJob *)g_task_get_task_data (G_TASK (result)))->messages);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- decide ---- */

static TenonJob *
decision (TenonProject     *self,
          TenonGateKind     kind,
          const char       *subject,
          TenonReviewAction action,
          const char       *by,
          const char       *note)
{
  TenonJob *job = tenon_job_new (TENON_JOB_DECIDE, self->path);

  job->gate = kind;
  job->subject = kind == TENON_GATE_TABLE ? g_strdup (subject) : NULL;
  job->action = action;
  job->by = g_strdup (by);
  job->note = g_strdup (note);
  return job;
}

/**
 * tenon_project_decide:
 * @subject: (nullable): a table's name with %TENON_GATE_TABLE
 * @by: "Name <mail>"
 * @note: (nullable): what they say; needed to return or withdraw
 *
 * Records a decision at a gate and commits it, after the steps that are due before it. Does not advance further.
 *
 * Returns: %FALSE with %TENON_PROJECT_ERROR_GATE where the gate does not allow it
 */
gboolean
tenon_project_decide (TenonProject     *self,
                      TenonGateKind     kind,
                      const char       *subject,
                      TenonReviewAction action,
                      const char       *by,
                      const char       *note,
                      GError          **error)
{
  g_autoptr (TenonJob) job = decision (self, kind, subject, action, by, note);

  return tenon_project_do (self, job, error);
}

void
tenon_project_decide_async (TenonProject       *self,
                            TenonGateKind       kind,
                            const char         *subject,
                            TenonReviewAction   action,
                            const char         *by,
                            const char         *note,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  tenon_project_do_async (self, decision (self, kind, subject, action, by, note),
                          make_task (self, tenon_project_decide_async, cancellable, callback, user_data));
}

gboolean
tenon_project_decide_finish (TenonProject *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- import ---- */

static TenonJob *
import_job (TenonProject      *self,
            const char *const *files)
{
  TenonJob *job = tenon_job_new (TENON_JOB_IMPORT, self->path);

  job->files = g_strdupv ((char **)files);
  job->names = tenon_project_list_unread (self);
  return job;
}

/**
 * tenon_project_import:
 * @files: (nullable): files to read, besides the folder's documents that were not read yet
 *
 * Reads sources into the model and commits what they gave.
 *
 * Returns: (transfer full) (element-type TenonImportedFile): what was made of each file, or %NULL
 */
GPtrArray *
tenon_project_import (TenonProject      *self,
                      const char *const *files,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_autoptr (TenonJob) job = import_job (self, files);

  return tenon_project_do (self, job, error) ? g_ptr_array_ref (job->imported) : NULL;
}

void
tenon_project_import_async (TenonProject       *self,
                            const char *const  *files,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  tenon_project_do_async (self, import_job (self, files),
                          make_task (self, tenon_project_import_async, cancellable, callback, user_data));
}

GPtrArray *
tenon_project_import_finish (TenonProject *self,
                             GAsyncResult *result,
                             GError      **error)
{
  TenonJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? g_ptr_array_ref (job->imported) : NULL;
}
