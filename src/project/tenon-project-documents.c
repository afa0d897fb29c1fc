/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The project's documents and its history. */

#include "artifact/tenon-document-blocks.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project-private.h"
#include "project/tenon-repository.h"

#include <string.h>

/**
 * tenon_project_list_documents:
 *
 * Returns: (transfer full): the documents that are there, relative to the project, in reading order
 */
char **
tenon_project_list_documents (TenonProject *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; tenon_folder_documents[i] != NULL; i++)
    if (tenon_files_exists (self->path, tenon_folder_documents[i]))
      g_strv_builder_add (names, tenon_folder_documents[i]);
  return g_strv_builder_end (names);
}

/* "name@version": as evidence names what was read before a file was written again. */
static GBytes *
load_version (const char *path,
              const char *name,
              GError    **error)
{
  const char *at = strrchr (name, '@');
  g_autoptr (TenonRepository) repository = NULL;
  GBytes *content;

  if (at == NULL || at[1] == '\0' || strspn (at + 1, "0123456789abcdef") != strlen (at + 1))
    return NULL;
  repository = tenon_repository_open (path, error);
  if (repository == NULL)
    return NULL;
  content = tenon_repository_load_version (repository, at + 1);
  if (content == NULL)
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The history does not hold “%s”", name);
  return content;
}

/**
 * tenon_folder_load_version:
 * @path: of a project
 * @name: "file@version", as evidence names what was read before a file was written again
 *
 * Returns: (transfer full) (nullable): what the file held then, valid UTF-8; %NULL without an error for a plain name
 */
char *
tenon_folder_load_version (const char *path,
                           const char *name,
                           GError    **error)
{
  g_autoptr (GBytes) content = load_version (path, name, error);

  if (content == NULL)
    return NULL;
  return g_bytes_get_size (content) > 0 ? g_utf8_make_valid (g_bytes_get_data (content, NULL), (gssize)g_bytes_get_size (content)) : g_strdup ("");
}

/**
 * tenon_project_load_document:
 * @name: relative to the project; with "@version" behind it, as evidence has it, what the file held then
 *
 * Returns: (transfer full): the text, valid UTF-8; or %NULL
 */
char *
tenon_project_load_document (TenonProject *self,
                             const char   *name,
                             GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) content = load_version (self->path, name, &local_error);

  if (content == NULL && local_error == NULL)
    content = tenon_files_load (self->path, name, &local_error);
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (g_bytes_get_size (content) == 0)
    return g_strdup ("");
  return g_utf8_make_valid (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

/**
 * tenon_project_dup_document_blocks:
 *
 * Returns: (transfer full) (element-type TenonDocumentBlock): a Markdown text ready to be shown
 */
GPtrArray *
tenon_project_dup_document_blocks (TenonProject *self,
                                   const char   *text)
{
  return tenon_document_blocks (text, strlen (text));
}

/**
 * tenon_project_list_history:
 * @limit: 0: all
 *
 * Returns: (transfer full) (element-type TenonHistoryEntry): the youngest first; empty without a repository
 */
GPtrArray *
tenon_project_list_history (TenonProject *self,
                            guint         limit,
                            GError      **error)
{
  g_autoptr (TenonRepository) repository = NULL;

  if (*self->branch == '\0')
    return g_ptr_array_new_with_free_func (g_object_unref);
  repository = tenon_repository_open (self->path, error);
  return repository != NULL ? tenon_repository_list_history (repository, limit, error) : NULL;
}

/**
 * tenon_project_show_change:
 * @file: (nullable): relative to the project; %NULL: all files of the commit
 *
 * Returns: (transfer full): a unified diff
 */
char *
tenon_project_show_change (TenonProject *self,
                           const char   *commit_id,
                           const char   *file,
                           GError      **error)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, error);

  return repository != NULL ? tenon_repository_show_change (repository, commit_id, file, error) : NULL;
}
