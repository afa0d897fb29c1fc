/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The git repository a project lives in: opening it, its branch, its history. Everything goes through libgit2, which
 * runs no hook, no filter and no other program. A project may be a folder inside a larger repository; then all names
 * get that folder's prefix and nothing outside of it is touched. Not to be shared between threads: a worker opens its
 * own. */

#include "project/tenon-repository-private.h"

#include "model/tenon-task.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* How long to wait for another process. */
#define HOLD_SECONDS 10

/**
 * tenon_repository_fail:
 * @code: what libgit2 returned
 * @what: what could not be done, as the end of "Could not …"
 *
 * Sets @error from libgit2's own, with the remedy where there is a known one.
 *
 * Returns: %FALSE
 */
gboolean
tenon_repository_fail (GError    **error,
                       int         code,
                       const char *what)
{
  const git_error *last = git_error_last ();
  const char      *reason = last != NULL && last->message != NULL ? last->message : "unknown reason";

  if (code == GIT_ELOCKED)
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
                 "Could not %s: %s; end the git command that holds the lock, then try again", what, reason);
  else
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Could not %s: %s", what, reason);
  return FALSE;
}

static gboolean
find_prefix (TenonRepository *self,
             GError         **error)
{
  const char      *work_tree = git_repository_workdir (self->git);
  g_autofree char *real = NULL;
  g_autofree char *real_tree = NULL;
  gsize            length;

  if (work_tree == NULL)
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                   "“%s” is a bare repository; clone it and open the clone", self->root);
      return FALSE;
    }
  real = realpath (self->root, NULL);
  real_tree = realpath (work_tree, NULL);
  length = real_tree != NULL ? strlen (real_tree) : 0;
  if (real == NULL || real_tree == NULL || strncmp (real, real_tree, length) != 0 || (real[length] != '/' && real[length] != '\0'))
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                   "The repository of “%s” keeps its files in “%s”; remove core.worktree from its configuration", self->root, work_tree);
      return FALSE;
    }
  self->prefix = real[length] == '/' && real[length + 1] != '\0' ? g_strconcat (real + length + 1, "/", NULL) : g_strdup ("");
  self->work_tree = g_steal_pointer (&real_tree);
  return TRUE;
}

static TenonRepository *
repository_new (const char *path)
{
  TenonRepository *self = g_new0 (TenonRepository, 1);

  git_libgit2_init ();
  git_libgit2_opts (GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  self->root = g_canonicalize_filename (path, NULL);
  self->guard = -1;
  return self;
}

static TenonRepository *
finish_opening (TenonRepository *self,
                GError         **error)
{
  self->directory = g_strdup (git_repository_path (self->git));
  if (find_prefix (self, error))
    return self;
  tenon_repository_free (self);
  return NULL;
}

/* Opens the repository @path lies in. libgit2 1.5 says "not found" also of one that belongs to another user, when no
 * safe.directory is configured at all: a repository that is there and is not opened is one git does not trust. */
static int
open_git (TenonRepository *self,
          const char      *path)
{
  git_buf found = { 0 };
  int     code = git_repository_open_ext (&self->git, path, 0, NULL);

  if (code == GIT_ENOTFOUND && git_repository_discover (&found, path, 0, NULL) == 0)
    code = GIT_EOWNER;
  git_buf_dispose (&found);
  return code;
}

static void
fail_to_open (TenonRepository *self,
              int              code,
              GError         **error)
{
  if (code == GIT_EOWNER)
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_REFUSED,
                 "The repository of “%s” belongs to another user, and git does not trust it; if you do, run: git config --global --add safe.directory \"%s\"", self->root, self->root);
  else
    tenon_repository_fail (error, code, "open the git repository");
}

/**
 * tenon_repository_open:
 * @path: the project folder, or a folder inside a repository
 *
 * Returns: (transfer full): or %NULL
 */
TenonRepository *
tenon_repository_open (const char *path,
                       GError    **error)
{
  TenonRepository *self = repository_new (path);
  int              code = open_git (self, path);

  if (code == 0)
    return finish_opening (self, error);
  fail_to_open (self, code, error);
  tenon_repository_free (self);
  return NULL;
}

static gboolean
is_ignored_by_parent (TenonRepository *self)
{
  g_autofree char *name = tenon_repository_tree_path (self, TENON_FILE_MODEL);
  int              ignored = 0;

  return git_ignore_path_is_ignored (&ignored, self->git, name) == 0 && ignored;
}

/* A new git directory appears complete or not at all: it is made aside and moved to its place. */
static int
init_git (TenonRepository *self,
          const char      *path)
{
  git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
  g_autofree char            *place = g_build_filename (path, ".git", NULL);
  g_autofree char            *name = tenon_files_dup_temporary ("git");
  g_autofree char            *aside = g_build_filename (path, name, NULL);
  g_autofree char            *made = g_build_filename (aside, ".git", NULL);
  int                         code;

  options.flags = GIT_REPOSITORY_INIT_MKDIR;
  if (g_file_test (place, G_FILE_TEST_EXISTS))
    return git_repository_init_ext (&self->git, path, &options);
  options.initial_head = "main";
  code = git_repository_init_ext (&self->git, aside, &options);
  if (code != 0)
    return code;
  g_clear_pointer (&self->git, git_repository_free);
  if (g_rename (made, place) != 0)
    return -1;
  g_rmdir (aside);
  return git_repository_open (&self->git, path);
}

/**
 * tenon_repository_init:
 *
 * Makes a repository in @path: with the branch "main", without templates and hooks. One that is there already stays as
 * it is.
 */
TenonRepository *
tenon_repository_init (const char *path,
                       GError    **error)
{
  TenonRepository *self = repository_new (path);
  int              code;

  code = init_git (self, path);
  if (code == 0)
    return finish_opening (self, error);
  tenon_repository_fail (error, code, "make a git repository");
  tenon_repository_free (self);
  return NULL;
}

/**
 * tenon_repository_open_or_init:
 *
 * Opens the repository @path lies in, or makes one in @path. A repository further up that ignores the folder does not
 * count.
 */
TenonRepository *
tenon_repository_open_or_init (const char *path,
                               GError    **error)
{
  TenonRepository *self = repository_new (path);
  int              code = open_git (self, path);

  if (code == 0)
    {
      self = finish_opening (self, error);
      if (self == NULL || *self->prefix == '\0' || !is_ignored_by_parent (self))
        return self;
    }
  else if (code != GIT_ENOTFOUND)
    {
      fail_to_open (self, code, error);
      tenon_repository_free (self);
      return NULL;
    }
  tenon_repository_free (self);
  return tenon_repository_init (path, error);
}

void
tenon_repository_free (TenonRepository *self)
{
  if (self->guard >= 0)
    close (self->guard);
  git_repository_free (self->git);
  g_free (self->root);
  g_free (self->work_tree);
  g_free (self->prefix);
  g_free (self->directory);
  g_free (self);
  git_libgit2_shutdown ();
}

/**
 * tenon_repository_hold:
 *
 * Keeps other processes of Tenon from working on the project while @self lives, waiting a while for one that does. The
 * kernel lets go of it when a process ends, however it ends. Where the file system knows no such locks there is none;
 * the journal still keeps two steps apart.
 */
gboolean
tenon_repository_hold (TenonRepository *self,
                       GError         **error)
{
  g_autofree char *path = g_build_filename (self->directory, "tenon-lock", NULL);
  gint64           deadline = g_get_monotonic_time () + HOLD_SECONDS * G_USEC_PER_SEC;

  self->guard = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (self->guard < 0)
    return TRUE; /* a read-only repository: the work itself will say so */
  while (flock (self->guard, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR))
    {
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
                       "Another process of Tenon is at work in this project; try again when it is done");
          return FALSE;
        }
      g_usleep (20000);
    }
  return TRUE;
}

char *
tenon_repository_tree_path (TenonRepository *self,
                            const char      *name)
{
  return g_strconcat (self->prefix, name, NULL);
}

/**
 * tenon_repository_dup_branch:
 *
 * Returns: (transfer full): the branch's name, also before its first commit; the short id of the commit where HEAD is
 *   on no branch
 */
char *
tenon_repository_dup_branch (TenonRepository *self)
{
  git_reference *head = NULL;
  char          *branch = NULL;

  if (git_reference_lookup (&head, self->git, "HEAD") != 0)
    return g_strdup ("");
  if (git_reference_type (head) == GIT_REFERENCE_SYMBOLIC)
    {
      const char *target = git_reference_symbolic_target (head);

      branch = g_strdup (g_str_has_prefix (target, "refs/heads/") ? target + strlen ("refs/heads/") : target);
    }
  else
    {
      branch = g_strndup (git_oid_tostr_s (git_reference_target (head)), 7);
    }
  git_reference_free (head);
  return branch;
}

static git_tree *
head_tree (TenonRepository *self)
{
  git_object *tree = NULL;

  if (git_revparse_single (&tree, self->git, "HEAD^{tree}") != 0)
    return NULL;
  return (git_tree *)tree;
}

/**
 * tenon_repository_is_changed:
 *
 * Returns: whether the file on the disk differs from the one in the last commit
 */
gboolean
tenon_repository_is_changed (TenonRepository *self,
                             const char      *name)
{
  g_autoptr (GBytes) content = tenon_files_load (self->root, name, NULL);
  g_autofree char *path = tenon_repository_tree_path (self, name);
  git_tree        *tree = head_tree (self);
  git_tree_entry  *entry = NULL;
  git_oid          id;
  gboolean         changed = content != NULL;

  if (tree != NULL && git_tree_entry_bypath (&entry, tree, path) == 0 && content != NULL
      && git_odb_hash (&id, tenon_bytes_peek (content, NULL), g_bytes_get_size (content), GIT_OBJECT_BLOB) == 0)
    changed = !git_oid_equal (&id, git_tree_entry_id (entry));
  git_tree_entry_free (entry);
  git_tree_free (tree);
  return changed;
}

static char *
note_name (TenonRepository *self,
           const char      *name)
{
  g_autofree char *path = tenon_repository_tree_path (self, name);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return g_strdup_printf ("tenon-written-%.16s", digest);
}

/**
 * tenon_repository_remember:
 *
 * Keeps in the git directory that the file is as Tenon wrote it, for tenon_repository_remembers() to tell it from one
 * that a person has edited.
 */
void
tenon_repository_remember (TenonRepository *self,
                           const char      *name)
{
  g_autoptr (GBytes) content = tenon_files_load (self->root, name, NULL);
  g_autofree char *note = note_name (self, name);
  g_autofree char *digest = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (content == NULL || tenon_repository_remembers (self, name))
    return;
  digest = tenon_files_dup_digest (content);
  bytes = g_bytes_new (digest, strlen (digest));
  tenon_files_replace (self->directory, note, bytes, NULL);
  text = g_strconcat (note, "-text", NULL);
  tenon_files_replace (self->directory, text, content, NULL);
}

/**
 * tenon_repository_load_remembered:
 *
 * Returns: (transfer full) (nullable): the file as Tenon last wrote it, which a person's edits since begin from
 */
GBytes *
tenon_repository_load_remembered (TenonRepository *self,
                                  const char      *name)
{
  g_autofree char *note = note_name (self, name);
  g_autofree char *text = g_strconcat (note, "-text", NULL);

  return tenon_files_load (self->directory, text, NULL);
}

gboolean
tenon_repository_remembers (TenonRepository *self,
                            const char      *name)
{
  g_autoptr (GBytes) content = tenon_files_load (self->root, name, NULL);
  g_autofree char *note = note_name (self, name);
  g_autofree char *known = tenon_files_load_text (self->directory, note, NULL);
  g_autofree char *digest = content != NULL ? tenon_files_dup_digest (content) : NULL;

  return known != NULL && g_strcmp0 (known, digest) == 0;
}

/* ---- history ---- */

static git_diff *
diff_of (TenonRepository *self,
         git_commit      *commit,
         const char      *path)
{
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  git_tree        *tree = NULL;
  git_tree        *parent_tree = NULL;
  git_commit      *parent = NULL;
  git_diff        *diff = NULL;
  char            *paths[] = { (char *)path };

  options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH;
  if (path != NULL && *path != '\0')
    {
      options.pathspec.strings = paths;
      options.pathspec.count = 1;
    }
  if (git_commit_parent (&parent, commit, 0) == 0)
    git_commit_tree (&parent_tree, parent);
  if (git_commit_tree (&tree, commit) == 0)
    git_diff_tree_to_tree (&diff, self->git, parent_tree, tree, &options);
  git_commit_free (parent);
  git_tree_free (parent_tree);
  git_tree_free (tree);
  return diff;
}

static char *
printable (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

static char **
list_files (TenonRepository *self,
            git_commit      *commit)
{
  git_diff *diff = diff_of (self, commit, *self->prefix != '\0' ? self->prefix : NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; diff != NULL && i < git_diff_num_deltas (diff); i++)
    {
      const char      *path = git_diff_get_delta (diff, i)->new_file.path;
      g_autofree char *name = printable (g_str_has_prefix (path, self->prefix) ? path + strlen (self->prefix) : path);

      g_strv_builder_add (names, name);
    }
  git_diff_free (diff);
  return g_strv_builder_end (names);
}

static TenonHistoryEntry *
entry_of (TenonRepository *self,
          git_commit      *commit)
{
  TenonHistoryEntry   *entry = tenon_history_entry_new ();
  const git_signature *author = git_commit_author (commit);
  g_autofree char     *name = printable (author->name);
  g_autofree char     *mail = printable (author->email);

  entry->commit_id = g_strdup (git_oid_tostr_s (git_commit_id (commit)));
  entry->message = printable (git_commit_summary (commit));
  entry->author = g_strdup_printf ("%s <%s>", name, mail);
  entry->time = git_commit_time (commit);
  entry->files = list_files (self, commit);
  return entry;
}

/**
 * tenon_repository_list_history:
 * @limit: the most commits to give; 0: all
 *
 * Returns: (transfer full) (element-type TenonHistoryEntry): the youngest first; only commits that touch the project's
 *   folder where it is part of a larger repository
 */
GPtrArray *
tenon_repository_list_history (TenonRepository *self,
                               guint            limit,
                               GError         **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  git_revwalk *walk = NULL;
  git_oid      id;
  int          code = git_revwalk_new (&walk, self->git);

  if (code != 0)
    {
      tenon_repository_fail (error, code, "read the history");
      return NULL;
    }
  git_revwalk_sorting (walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  if (git_revwalk_push_head (walk) == 0)
    while ((limit == 0 || entries->len < limit) && git_revwalk_next (&id, walk) == 0)
      {
        git_commit *commit = NULL;
        g_autoptr (TenonHistoryEntry) entry = NULL;

        if (git_commit_lookup (&commit, self->git, &id) != 0)
          continue;
        entry = entry_of (self, commit);
        git_commit_free (commit);
        if (*self->prefix == '\0' || entry->files[0] != NULL)
          g_ptr_array_add (entries, g_steal_pointer (&entry));
      }
  git_revwalk_free (walk);
  return g_steal_pointer (&entries);
}

/**
 * tenon_repository_show_change:
 * @commit_id: in hex, may be shortened
 * @name: (nullable): one file; %NULL: all
 *
 * Returns: (transfer full): the change against the first parent as a unified diff, valid UTF-8
 */
char *
tenon_repository_show_change (TenonRepository *self,
                              const char      *commit_id,
                              const char      *name,
                              GError         **error)
{
  git_object      *object = NULL;
  git_diff        *diff;
  git_buf          text = { 0 };
  g_autofree char *path = name != NULL ? tenon_repository_tree_path (self, name) : NULL;
  g_autofree char *rev = g_strconcat (commit_id, "^{commit}", NULL);
  char            *shown = NULL;
  int              code = git_revparse_single (&object, self->git, rev);

  if (code != 0)
    {
      tenon_repository_fail (error, code, "find the commit");
      return NULL;
    }
  diff = diff_of (self, (git_commit *)object, path);
  if (diff != NULL && git_diff_to_buf (&text, diff, GIT_DIFF_FORMAT_PATCH) == 0)
    shown = g_utf8_make_valid (text.ptr != NULL ? text.ptr : "", text.size);
  else
    tenon_repository_fail (error, -1, "compare the commit with the one before");
  git_buf_dispose (&text);
  git_diff_free (diff);
  git_object_free (object);
  return shown;
}
