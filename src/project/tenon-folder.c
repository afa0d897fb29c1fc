/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of folder a path names. Looks only; writes nothing. */

#include "project/tenon-folder.h"

#include "project/tenon-files.h"
#include "project/tenon-project.h"

const char *const tenon_folder_documents[] = {
  TENON_FILE_PATTERNS,
  TENON_FILE_LOG,
  TENON_FILE_STRUCTURE,
  TENON_FILE_REQUIREMENT,
  TENON_FILE_DATA_MODEL,
  TENON_FILE_CONTRACT,
  TENON_FILE_SUMMARY,
  TENON_FILE_WORKING_LOG,
  TENON_FILE_TASKS,
  NULL,
};

const char *const tenon_folder_files[] = {
  TENON_FILE_PATTERNS,
  TENON_FILE_LOG,
  TENON_FILE_STRUCTURE,
  TENON_FILE_REQUIREMENT,
  TENON_FILE_DATA_MODEL,
  TENON_FILE_CONTRACT,
  TENON_FILE_CONTRACT_EDITED,
  TENON_FILE_DATA_MODEL_EDITED,
  TENON_FILE_SUMMARY_EDITED,
  TENON_FILE_SUMMARY,
  TENON_FILE_WORKING_LOG,
  TENON_FILE_MODEL,
  TENON_FILE_REVIEWS,
  TENON_FILE_LAYOUT,
  TENON_FILE_TASKS,
  NULL,
};

/* What the hand-run workflow leaves: any one of these makes a folder its own. */
static const char *const workflow_files[] = {
  TENON_FILE_PATTERNS,
  TENON_FILE_LOG,
  TENON_FILE_STRUCTURE,
  TENON_FILE_REQUIREMENT,
  TENON_FILE_DATA_MODEL,
  TENON_FILE_CONTRACT,
  NULL,
};

/* Empty, but for a repository somebody made for the project and what a process left that was killed while making one. */
static gboolean
is_empty (const char *path,
          guint       depth)
{
  static const char *const folders[] = { "artifacts", "stage-02" };

  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if ((depth == 0 && g_str_equal (name, ".git")) || tenon_files_is_temporary (name))
        continue;
      if (depth >= G_N_ELEMENTS (folders) || !g_str_equal (name, folders[depth]) || g_file_test (child, G_FILE_TEST_IS_SYMLINK) || !is_empty (child, depth + 1))
        return FALSE;
    }
  return directory != NULL;
}

/**
 * tenon_folder_probe:
 *
 * Returns: what @path is to Tenon. A folder that cannot be listed counts as %TENON_FOLDER_OTHER.
 */
TenonFolderKind
tenon_folder_probe (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TENON_FOLDER_ABSENT;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return TENON_FOLDER_OTHER;
  if (tenon_files_exists (path, TENON_FILE_MODEL))
    return TENON_FOLDER_PROJECT;
  for (guint i = 0; workflow_files[i] != NULL; i++)
    if (tenon_files_exists (path, workflow_files[i]))
      return TENON_FOLDER_WORKFLOW;
  return is_empty (path, 0) ? TENON_FOLDER_EMPTY : TENON_FOLDER_OTHER;
}
