/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file held in earlier commits. */

#include "project/tenon-repository-private.h"

#include <string.h>

/* Commits that are looked at: beyond these nobody remembers an approval. */
#define MAX_COMMITS 20000

static GBytes *
load_blob (TenonRepository *self,
           const git_oid   *id)
{
  git_blob *blob = NULL;
  GBytes   *content;

  if (git_blob_lookup (&blob, self->git, id) != 0)
    return NULL;
  content = g_bytes_new (git_blob_rawcontent (blob), (gsize)git_blob_rawsize (blob));
  git_blob_free (blob);
  return content;
}

/* Returns: FALSE where the commit has no such file */
static gboolean
find_entry (TenonRepository *self,
            const git_oid   *commit_id,
            const char      *path,
            git_oid         *id)
{
  git_commit     *commit = NULL;
  git_tree       *tree = NULL;
  git_tree_entry *entry = NULL;
  gboolean        found = FALSE;

  if (git_commit_lookup (&commit, self->git, commit_id) == 0 && git_commit_tree (&tree, commit) == 0 && git_tree_entry_bypath (&entry, tree, path) == 0)
    {
      found = git_tree_entry_type (entry) == GIT_OBJECT_BLOB;
      git_oid_cpy (id, git_tree_entry_id (entry));
    }
  git_tree_entry_free (entry);
  git_tree_free (tree);
  git_commit_free (commit);
  return found;
}

/**
 * tenon_repository_load_version:
 * @version: git's name of a file's content, may be shortened
 *
 * Returns: (transfer full) (nullable): the content, where the history or a step that was begun holds it
 */
GBytes *
tenon_repository_load_version (TenonRepository *self,
                               const char      *version)
{
  git_object *object = NULL;
  GBytes     *content = NULL;

  if (strspn (version, "0123456789abcdef") != strlen (version) || git_revparse_single (&object, self->git, version) != 0)
    return NULL;
  if (git_object_type (object) == GIT_OBJECT_BLOB)
    content = load_blob (self, git_object_id (object));
  git_object_free (object);
  return content;
}

static git_revwalk *
begin_walk (TenonRepository *self)
{
  git_revwalk *walk = NULL;

  if (git_revwalk_new (&walk, self->git) != 0)
    return NULL;
  git_revwalk_sorting (walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  if (git_revwalk_push_head (walk) == 0)
    return walk;
  git_revwalk_free (walk);
  return NULL;
}

/**
 * tenon_repository_walk_versions:
 *
 * Calls @function with what @name held in each commit that changed it, until it says that it is enough.
 */
void
tenon_repository_walk_versions (TenonRepository *self,
                                const char      *name,
                                TenonVersionFunc function,
                                gpointer         user_data)
{
  g_autofree char *path = tenon_repository_tree_path (self, name);
  git_revwalk     *walk = begin_walk (self);
  git_oid          commit_id, id, last = { 0 };
  gboolean         is_enough = FALSE;

  for (guint i = 0; walk != NULL && !is_enough && i < MAX_COMMITS && git_revwalk_next (&commit_id, walk) == 0; i++)
    {
      g_autoptr (GBytes) content = NULL;

      if (!find_entry (self, &commit_id, path, &id) || git_oid_equal (&id, &last))
        continue;
      git_oid_cpy (&last, &id);
      content = load_blob (self, &id);
      is_enough = content != NULL && function (content, user_data);
    }
  git_revwalk_free (walk);
}

static gboolean
has_words (TenonRepository *self,
           const git_oid   *id,
           const char      *words)
{
  g_autoptr (GBytes) content = load_blob (self, id);
  gsize       length;
  const char *text = content != NULL ? g_bytes_get_data (content, &length) : NULL;

  return text != NULL && g_strstr_len (text, (gssize)length, words) != NULL;
}

/**
 * tenon_repository_load_beside:
 * @words: what @beside holds since then
 *
 * Returns: (transfer full) (nullable): what @name held in the oldest commit in which @beside holds @words: when somebody
 *   approved, beside the approval
 */
GBytes *
tenon_repository_load_beside (TenonRepository *self,
                              const char      *name,
                              const char      *beside,
                              const char      *words)
{
  g_autofree char *path = tenon_repository_tree_path (self, beside);
  g_autofree char *wanted = tenon_repository_tree_path (self, name);
  git_revwalk     *walk = begin_walk (self);
  git_oid          commit_id, id, found, last = { 0 };
  gboolean         has_last = FALSE, is_found = FALSE;

  for (guint i = 0; walk != NULL && i < MAX_COMMITS && git_revwalk_next (&commit_id, walk) == 0; i++)
    {
      gboolean is_there = find_entry (self, &commit_id, path, &id);

      if (is_there && !git_oid_equal (&id, &last))
        has_last = has_words (self, &id, words);
      if (is_there)
        git_oid_cpy (&last, &id);
      if (is_there && has_last && find_entry (self, &commit_id, wanted, &found))
        is_found = TRUE;
      /* Older than the approval. */
      if (is_found && (!is_there || !has_last))
        break;
    }
  git_revwalk_free (walk);
  return is_found ? load_blob (self, &found) : NULL;
}
