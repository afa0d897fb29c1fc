/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and making project folders. */

#include "base/tenon-diagnostic.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-import.h"
#include "project/tenon-project-private.h"
#include "project/tenon-repository.h"
#include "project/tenon-store.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What an older folder may call the requirement file. */
static const char *const requirement_names[] = {
  TENON_FILE_REQUIREMENT,
  TENON_FOLDER_STAGE_2 "/dynamodb_requirements.md",
  TENON_FOLDER_STAGE_2 "/access_patterns_with_rps.md",
  "dynamodb_requirement.md",
  NULL,
};

/* In the order in which a person would read them. */
static const char *const readable_names[] = {
  TENON_FILE_STRUCTURE,
  TENON_FILE_PATTERNS,
  TENON_FILE_LOG,
  NULL,
};

static const char *const kept_names[] = {
  TENON_FILE_DATA_MODEL,
  TENON_FILE_CONTRACT,
  NULL,
};

static gboolean
was_read (TenonProject *self,
          const char   *name)
{
  TenonInput *input = tenon_list_find (self->model->inputs, name);
  g_autoptr (GBytes) content = tenon_files_load (self->path, name, NULL);
  g_autofree char *digest = content != NULL ? tenon_files_dup_digest (content) : NULL;

  return input != NULL && g_strcmp0 (input->digest, digest) == 0;
}

static gboolean
is_own (TenonProject    *self,
        TenonRepository *repository,
        const char      *name)
{
  return self->model_digest != NULL && tenon_list_find (self->model->inputs, name) == NULL
         && repository != NULL && !tenon_repository_is_changed (repository, name);
}

/**
 * tenon_project_is_pristine:
 *
 * Returns: whether this is a folder of the older workflow that was read into memory and not edited
 */
gboolean
tenon_project_is_pristine (TenonProject *self)
{
  return self->model_digest == NULL && self->loaded == tenon_model_get_serial (self->model);
}

/**
 * tenon_project_list_unread:
 *
 * Returns: (transfer full): documents of the folder that an import should read: written by people, new or changed since
 */
char **
tenon_project_list_unread (TenonProject *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);
  gboolean is_adopted = self->model_digest == NULL;

  for (guint i = 0; readable_names[i] != NULL; i++)
    if (tenon_files_exists (self->path, readable_names[i]) && (tenon_project_is_pristine (self) || !was_read (self, readable_names[i])) && !is_own (self, repository, readable_names[i]))
      g_strv_builder_add (names, readable_names[i]);
  for (guint i = 0; is_adopted && requirement_names[i] != NULL; i++)
    if (tenon_files_exists (self->path, requirement_names[i]))
      {
        g_strv_builder_add (names, requirement_names[i]);
        break;
      }
  for (guint i = 0; is_adopted && kept_names[i] != NULL; i++)
    if (tenon_files_exists (self->path, kept_names[i]))
      g_strv_builder_add (names, kept_names[i]);
  return g_strv_builder_end (names);
}

static void
notice (TenonProject *self,
        TenonSeverity severity,
        const char   *code,
        const char   *message)
{
  tenon_diagnostics_add (self->notices, severity, code, NULL, 0, 0, "%s", message);
}

/* Ends what an interrupted process left. A repository that cannot be used is said, and reading goes on. */
static void
recover (TenonProject *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonRepository) repository = NULL;
  g_autofree char *what = NULL;

  tenon_files_sweep (self->path, "");
  tenon_files_sweep (self->path, TENON_FOLDER_STAGE_1);
  tenon_files_sweep (self->path, TENON_FOLDER_STAGE_2);
  repository = tenon_repository_open (self->path, &error);
  if (repository == NULL)
    {
      if (g_error_matches (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED))
        notice (self, TENON_SEVERITY_WARNING, "repository-refused", error->message);
      return;
    }
  if (!tenon_repository_recover (repository, &what, &error))
    notice (self, TENON_SEVERITY_WARNING, "repository-step", error->message);
  else if (what != NULL)
    notice (self, TENON_SEVERITY_NOTE, "repository-recovered", what);
}

static gboolean
read_state (TenonProject *self,
            GError      **error)
{
  g_autofree char *layout_digest = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!tenon_store_read_model (self->path, self->model, &self->model_digest, error)
      || !tenon_store_read_reviews (self->path, self->reviews, &self->reviews_digest, error))
    return FALSE;
  /* Positions on a canvas are no reason to keep anybody out. */
  if (!tenon_store_read_layout (self->path, self->model, &layout_digest, &local_error))
    notice (self, TENON_SEVERITY_WARNING, "layout-damaged", local_error->message);
  return TRUE;
}

/* Reads what the hand-run workflow left, into memory alone. */
static void
read_workflow (TenonProject *self)
{
  g_auto (GStrv) names = tenon_project_list_unread (self);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autoptr (GPtrArray) imported = tenon_import_files (self->model, self->path, (const char *const *)names, NULL);

  for (guint i = 0; i < imported->len; i++)
    {
      TenonImportedFile *file = g_ptr_array_index (imported, i);

      for (guint j = 0; j < file->diagnostics->len; j++)
        g_ptr_array_add (self->notices, g_object_ref (g_ptr_array_index (file->diagnostics, j)));
    }
  if (self->model->name == NULL)
    tenon_model_set (self->model, "Name", self->model, "name", name, NULL);
}

static gboolean
check_kind (const char     *path,
            TenonFolderKind kind,
            GError        **error)
{
  switch (kind)
    {
    case TENON_FOLDER_PROJECT:
    case TENON_FOLDER_WORKFLOW:
      return TRUE;
    case TENON_FOLDER_ABSENT:
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                   "There is no folder “%s”; make a project with: tenon-cli new “%s” --name NAME", path, path);
      return FALSE;
    case TENON_FOLDER_EMPTY:
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                   "“%s” is empty; make a project in it with: tenon-cli new “%s” --name NAME", path, path);
      return FALSE;
    case TENON_FOLDER_OTHER:
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                   "“%s” is no project and holds no artifacts/stage-01; name the folder that has them", path);
      return FALSE;
    }
  g_assert_not_reached ();
}

static TenonProject *
load (const char *path,
      GError    **error)
{
  g_autoptr (TenonProject) self = g_object_new (TENON_TYPE_PROJECT, NULL);
  TenonFolderKind kind = tenon_folder_probe (path);
  TenonDerived   *derived;

  self->path = g_canonicalize_filename (path, NULL);
  self->branch = g_strdup ("");
  if (kind == TENON_FOLDER_PROJECT || kind == TENON_FOLDER_WORKFLOW)
    {
      recover (self); /* may take files back that made the folder what it seemed */
      kind = tenon_folder_probe (path);
    }
  if (!check_kind (path, kind, error))
    return NULL;
  if (kind == TENON_FOLDER_PROJECT && !read_state (self, error))
    return NULL;
  if (kind == TENON_FOLDER_WORKFLOW)
    read_workflow (self);
  else
    tenon_project_load_proposals (self);
  tenon_project_learn_branch (self);
  if (kind == TENON_FOLDER_PROJECT)
    tenon_project_count_changed_files (self);
  derived = tenon_derive (self->model);
  tenon_project_look_at_files (self, derived->contract);
  tenon_project_set_derived (self, derived);
  return g_steal_pointer (&self);
}

/* Of a workflow folder the model is in memory alone: unsaved by one edit that cannot be undone. */
static TenonProject *
started (TenonProject *self)
{
  tenon_project_start (self);
  self->saved = self->model_digest != NULL ? tenon_model_get_serial (self->model) : 0;
  self->committed = self->saved;
  self->loaded = tenon_model_get_serial (self->model);
  return self;
}

/**
 * tenon_project_open:
 *
 * Opens a project, or a folder of the older workflow, which stays as it is until something is saved or imported.
 *
 * Returns: (transfer full): or %NULL
 */
TenonProject *
tenon_project_open (const char   *path,
                    GCancellable *cancellable,
                    GError      **error)
{
  TenonProject *self = load (path, error);

  return self != NULL ? started (self) : NULL;
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError       *error = NULL;
  TenonProject *self = load (task_data, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
tenon_project_open_async (const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tenon_project_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

TenonProject *
tenon_project_open_finish (GAsyncResult *result,
                           GError      **error)
{
  TenonProject *self = g_task_propagate_pointer (G_TASK (result), error);

  return self != NULL ? started (self) : NULL;
}

/* ---- making ---- */

static gboolean
refuse_to_make (const char *path,
                const char *reason,
                GError    **error)
{
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED, "“%s” %s", path, reason);
  return FALSE;
}

static gboolean
check_new (const char        *path,
           const char *const *files,
           GError           **error)
{
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    if (!g_file_test (files[i], G_FILE_TEST_EXISTS))
      {
        g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED, "There is no file “%s”; check its name", files[i]);
        return FALSE;
      }
  switch (tenon_folder_probe (path))
    {
    case TENON_FOLDER_ABSENT:
    case TENON_FOLDER_EMPTY:
      return TRUE;
    case TENON_FOLDER_PROJECT:
      return refuse_to_make (path, "is a project already; add sources to it with: tenon-cli import", error);
    case TENON_FOLDER_WORKFLOW:
      return refuse_to_make (path, "holds artifacts of the workflow; adopt it with: tenon-cli import", error);
    case TENON_FOLDER_OTHER:
      return refuse_to_make (path, "is not empty and no project; name a new or an empty folder", error);
    }
  g_assert_not_reached ();
}

static TenonProject *
make (const char *path,
      const char *name,
      GError    **error)
{
  g_autoptr (TenonProject) self = g_object_new (TENON_TYPE_PROJECT, NULL);
  g_autoptr (TenonRepository) repository = NULL;

  if (g_mkdir_with_parents (path, 0777) != 0)
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Could not make the folder “%s”: %s", path, g_strerror (errno));
      return NULL;
    }
  self->path = g_canonicalize_filename (path, NULL);
  self->branch = g_strdup ("");
  tenon_files_sweep (self->path, "");
  tenon_files_sweep (self->path, TENON_FOLDER_STAGE_2);
  repository = tenon_repository_init (self->path, error);
  if (repository == NULL)
    return NULL;
  tenon_model_set (self->model, "Name", self->model, "name", name, NULL);
  tenon_project_set_derived (self, tenon_derive (self->model));
  tenon_project_learn_branch (self);
  started (self);
  /* A project from the first moment on: whatever happens to the import, the folder opens. */
  return tenon_project_save (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * tenon_project_create:
 * @path: a folder that is empty or not there
 * @files: (nullable): sources to read
 * @imported: (out) (optional) (nullable) (transfer full) (element-type TenonImportedFile): what was made of each
 *
 * Makes a project with a git repository of its own, and imports. Where the folder is refused, nothing in it changes.
 *
 * Returns: (transfer full): or %NULL
 */
TenonProject *
tenon_project_create (const char        *path,
                      const char        *name,
                      const char *const *files,
                      GPtrArray        **imported,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_autoptr (TenonProject) self = NULL;
  g_autoptr (GPtrArray) read = NULL;

  if (!check_new (path, files, error))
    return NULL;
  self = make (path, name, error);
  if (self == NULL)
    return NULL;
  if (files != NULL && files[0] != NULL)
    read = tenon_project_import (self, files, cancellable, error);
  else
    read = g_ptr_array_new_with_free_func (g_object_unref);
  if (read == NULL)
    return NULL;
  tenon_model_forget (self->model);
  tenon_project_refresh (self);
  if (imported != NULL)
    *imported = g_steal_pointer (&read);
  return g_steal_pointer (&self);
}

typedef struct
{
  char      *path;
  char      *name;
  char     **files;
  GPtrArray *imported;
} Creation;

static void
creation_free (Creation *self)
{
  g_free (self->path);
  g_free (self->name);
  g_strfreev (self->files);
  g_clear_pointer (&self->imported, g_ptr_array_unref);
  g_free (self);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TenonProject *self = TENON_PROJECT (object);
  g_autoptr (GTask) task = user_data;
  GError   *error = NULL;
  Creation *creation = g_task_get_task_data (task);

  creation->imported = tenon_project_import_finish (self, result, &error);
  if (creation->imported == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tenon_model_forget (self->model);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
tenon_project_create_async (const char         *path,
                            const char         *name,
                            const char *const  *files,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (TenonProject) self = NULL;
  Creation *creation = g_new0 (Creation, 1);
  GError   *error = NULL;

  creation->path = g_strdup (path);
  creation->name = g_strdup (name);
  creation->files = g_strdupv ((char **)files);
  g_task_set_source_tag (task, tenon_project_create_async);
  g_task_set_task_data (task, creation, (GDestroyNotify)creation_free);
  self = check_new (path, files, &error) ? make (path, name, &error) : NULL;
  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tenon_project_import_async (self, files, cancellable, created_cb, g_steal_pointer (&task));
}

TenonProject *
tenon_project_create_finish (GAsyncResult *result,
                             GPtrArray   **imported,
                             GError      **error)
{
  Creation     *creation = g_task_get_task_data (G_TASK (result));
  TenonProject *self = g_task_propagate_pointer (G_TASK (result), error);

  if (self != NULL && imported != NULL)
    *imported = creation->imported != NULL ? g_ptr_array_ref (creation->imported) : NULL;
  return self;
}

/**
 * tenon_project_recognise:
 *
 * Returns: (transfer full): what a file is and what would be understood of it, without a project
 */
TenonImportedFile *
tenon_project_recognise (const char *path)
{
  const char *const files[] = { path, NULL };
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) imported = tenon_import_files (model, "", NULL, files);

  return g_object_ref (g_ptr_array_index (imported, 0));
}
