/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One step, one commit. The order, so that a process may be killed between any two lines:
 *
 *   1. the journal is made; from here on other processes of Tenon keep away
 *   2. index.lock is made; from here on git keeps away
 *   3. old and new contents become git objects; the journal names them
 *   4. the files are replaced, one by one
 *   5. the commit is made without moving the branch; the journal names it
 *   6. the branch moves: the step has happened
 *   7. the entries of our files, and no others, are renewed in the index
 *   8. index.lock and then the journal go
 *
 * Before 6 a step is taken back from the journal, after 6 it is finished from it. The commit's tree is the last
 * commit's with our files in it, built in memory: what the user has changed or staged elsewhere is not in it. */

#include "project/tenon-repository-private.h"

#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define INDEX_LOCK "index.lock"
#define NEW_INDEX "tenon-index"

/* ---- locks ---- */

static gboolean
refuse_lock (const char *directory,
             const char *name,
             GError    **error)
{
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
               "“%s%s” is there: another git command is at work in this repository, or was interrupted; when none is running, remove that file", directory, name);
  return FALSE;
}

static gboolean
check_locks (TenonRepository *self,
             TenonJournal    *journal,
             GError         **error)
{
  for (guint i = 0; i < journal->locks->len; i++)
    {
      const char *name = g_ptr_array_index (journal->locks, i);
      GStatBuf    status;

      if (tenon_files_stat (self->directory, name, &status) || tenon_files_stat (git_repository_commondir (self->git), name, &status))
        return refuse_lock (self->directory, name, error);
    }
  return TRUE;
}

static void
name_locks (TenonRepository *self,
            TenonJournal    *journal)
{
  git_reference *head = NULL;

  g_ptr_array_add (journal->locks, g_strdup (INDEX_LOCK));
  g_ptr_array_add (journal->locks, g_strdup ("HEAD.lock"));
  if (git_reference_lookup (&head, self->git, "HEAD") != 0)
    return;
  if (git_reference_type (head) == GIT_REFERENCE_SYMBOLIC)
    g_ptr_array_add (journal->locks, g_strconcat (git_reference_symbolic_target (head), ".lock", NULL));
  git_reference_free (head);
}

/**
 * tenon_repository_lock:
 *
 * Takes index.lock as git does, with the journal's token in it.
 */
gboolean
tenon_repository_lock (TenonRepository *self,
                       TenonJournal    *journal,
                       GError         **error)
{
  g_autofree char *path = g_build_filename (self->directory, INDEX_LOCK, NULL);
  g_autofree char *token = tenon_journal_dup_token (journal);
  int              file = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

  if (file < 0 && errno == EEXIST)
    return refuse_lock (self->directory, INDEX_LOCK, error);
  if (file < 0 || write (file, token, strlen (token)) < 0)
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Could not write “%s”: %s", path, g_strerror (errno));
      if (file >= 0)
        close (file);
      return FALSE;
    }
  close (file);
  return TRUE;
}

void
tenon_repository_unlock (TenonRepository *self)
{
  tenon_files_remove (self->directory, INDEX_LOCK, NULL);
}

/* ---- the index ---- */

static void
fill_entry (git_index_entry *entry,
            const GStatBuf  *status)
{
  entry->ctime.seconds = status->st_ctim.tv_sec;
  entry->ctime.nanoseconds = status->st_ctim.tv_nsec;
  entry->mtime.seconds = status->st_mtim.tv_sec;
  entry->mtime.nanoseconds = status->st_mtim.tv_nsec;
  entry->dev = status->st_dev;
  entry->ino = status->st_ino;
  entry->uid = status->st_uid;
  entry->gid = status->st_gid;
  entry->file_size = status->st_size;
}

static gboolean
add_entry (git_index        *index,
           TenonJournalFile *file,
           const GStatBuf   *status,
           GError          **error)
{
  git_index_entry        entry = { 0 };
  const git_index_entry *present = git_index_get_bypath (index, file->name, 0);
  int                    code;

  entry.path = file->name;
  entry.mode = present != NULL ? present->mode : GIT_FILEMODE_BLOB;
  if (git_oid_fromstr (&entry.id, file->after) != 0)
    return tenon_repository_fail (error, -1, "read the journal");
  if (status != NULL)
    fill_entry (&entry, status);
  git_index_conflict_remove (index, file->name);
  code = git_index_add (index, &entry);
  return code == 0 || tenon_repository_fail (error, code, "add a file to the index");
}

static gboolean
is_as_journalled (TenonRepository *self,
                  const char      *name,
                  const char      *id)
{
  g_autoptr (GBytes) content = tenon_files_load (self->work_tree, name, NULL);
  git_oid found;

  if (content == NULL || id == NULL)
    return content == NULL && id == NULL;
  return git_odb_hash (&found, tenon_bytes_peek (content, NULL), g_bytes_get_size (content), GIT_OBJECT_BLOB) == 0
         && g_str_equal (git_oid_tostr_s (&found), id);
}

static gboolean
renew_entries (TenonRepository *self,
               TenonJournal    *journal,
               git_index       *index,
               GError         **error)
{
  for (guint i = 0; i < journal->files->len; i++)
    {
      TenonJournalFile *file = g_ptr_array_index (journal->files, i);
      GStatBuf          status;
      gboolean          is_same = is_as_journalled (self, file->name, file->after) && tenon_files_stat (self->work_tree, file->name, &status);

      /* Without times git looks at the content itself. */
      if (!add_entry (index, file, is_same ? &status : NULL, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_repository_write_index:
 *
 * Renews the journal's files in the index. index.lock must be held: libgit2 would take it itself, so the new index is
 * written beside the old one and renamed over it, as git does with the lock file.
 */
gboolean
tenon_repository_write_index (TenonRepository *self,
                              TenonJournal    *journal,
                              GError         **error)
{
  /* What a process left that was killed while it wrote: index.lock is ours, so nobody is writing now. */
  g_autofree char *stale_lock = g_build_filename (self->directory, NEW_INDEX ".lock", NULL);
  g_autofree char *old_path = g_build_filename (self->directory, "index", NULL);
  g_autofree char *new_path = g_build_filename (self->directory, NEW_INDEX, NULL);
  g_autofree char *content = NULL;
  gsize            length = 0;
  git_index       *index = NULL;
  gboolean         written = FALSE;
  int              code;

  g_unlink (new_path);
  if (g_file_get_contents (old_path, &content, &length, NULL)
      && !g_file_set_contents_full (new_path, content, length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error))
    return FALSE;
  g_unlink (stale_lock);
  code = git_index_open (&index, new_path);
  if (code != 0)
    return tenon_repository_fail (error, code, "read the index");
  if (renew_entries (self, journal, index, error))
    {
      code = git_index_write (index);
      written = code == 0 && g_rename (new_path, old_path) == 0;
      if (!written)
        tenon_repository_fail (error, code, "write the index");
    }
  git_index_free (index);
  if (!written)
    g_unlink (new_path);
  return written;
}

/* ---- files ---- */

static char *
store_object (TenonRepository *self,
              GBytes          *content,
              GError         **error)
{
  git_oid id;
  int     code = git_blob_create_from_buffer (&id, self->git, tenon_bytes_peek (content, NULL), g_bytes_get_size (content));

  if (code == 0)
    return g_strdup (git_oid_tostr_s (&id));
  tenon_repository_fail (error, code, "write to the git repository");
  return NULL;
}

static gboolean
store_file (TenonRepository *self,
            TenonJournal    *journal,
            TenonStepFile   *file,
            GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) present = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = tenon_repository_tree_path (self, file->name);

  if (!tenon_files_check (self->root, file->name, error))
    return FALSE;
  present = tenon_files_load (self->root, file->name, &local_error);
  if (present == NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (present == NULL && file->content == NULL)
    return TRUE;
  if (present != NULL && (before = store_object (self, present, error)) == NULL)
    return FALSE;
  after = file->content != NULL ? store_object (self, file->content, error) : g_strdup (before);
  if (after == NULL)
    return FALSE;
  tenon_journal_add_file (journal, path, before, after);
  return TRUE;
}

static gboolean
replace_files (TenonRepository *self,
               TenonStep       *step,
               GError         **error)
{
  for (guint i = 0; i < step->files->len; i++)
    {
      TenonStepFile *file = g_ptr_array_index (step->files, i);
      g_autoptr (GBytes) present = NULL;

      if (file->content == NULL)
        continue;
      present = tenon_files_load (self->root, file->name, NULL);
      if (present != NULL && g_bytes_equal (present, file->content))
        continue;
      if (!tenon_files_replace (self->root, file->name, file->content, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_ours (const char *name)
{
  for (guint i = 0; tenon_folder_files[i] != NULL; i++)
    if (g_str_has_suffix (name, tenon_folder_files[i]))
      {
        gsize extra = strlen (name) - strlen (tenon_folder_files[i]);

        return extra == 0 || name[extra - 1] == '/';
      }
  return FALSE;
}

static void
restore_file (TenonRepository  *self,
              TenonJournalFile *file)
{
  git_blob *blob = NULL;
  git_oid   id;

  if (!is_ours (file->name) || g_strcmp0 (file->before, file->after) == 0 || !is_as_journalled (self, file->name, file->after))
    return;
  if (file->before == NULL)
    {
      tenon_files_remove (self->work_tree, file->name, NULL);
    }
  else if (git_oid_fromstr (&id, file->before) == 0 && git_blob_lookup (&blob, self->git, &id) == 0)
    {
      g_autoptr (GBytes) content = g_bytes_new (git_blob_rawcontent (blob), git_blob_rawsize (blob));

      tenon_files_replace (self->work_tree, file->name, content, NULL);
      git_blob_free (blob);
    }
}

/**
 * tenon_repository_roll_back:
 *
 * Puts back every file that still is as the step made it; one that somebody has changed since is left alone.
 */
void
tenon_repository_roll_back (TenonRepository *self,
                            TenonJournal    *journal)
{
  for (guint i = 0; i < journal->files->len; i++)
    restore_file (self, g_ptr_array_index (journal->files, i));
}

/* ---- the commit ---- */

static git_commit *
head_commit (TenonRepository *self)
{
  git_object *commit = NULL;

  if (git_revparse_single (&commit, self->git, "HEAD^{commit}") != 0)
    return NULL;
  return (git_commit *)commit;
}

static gboolean
write_tree (TenonRepository *self,
            TenonJournal    *journal,
            git_commit      *parent,
            git_oid         *id,
            GError         **error)
{
  git_index *index = NULL;
  git_tree  *tree = NULL;
  gboolean   written = TRUE;
  int        code = git_index_new (&index);

  if (code == 0 && parent != NULL && (code = git_commit_tree (&tree, parent)) == 0)
    code = git_index_read_tree (index, tree);
  for (guint i = 0; code == 0 && written && i < journal->files->len; i++)
    written = add_entry (index, g_ptr_array_index (journal->files, i), NULL, error);
  if (code == 0 && written)
    code = git_index_write_tree_to (id, index, self->git);
  git_tree_free (tree);
  git_index_free (index);
  if (code != 0)
    return tenon_repository_fail (error, code, "write the commit's tree");
  return written;
}

static git_signature *
signature_of (const char *name,
              const char *mail)
{
  git_signature *signature = NULL;

  return git_signature_now (&signature, name, mail) == 0 ? signature : NULL;
}

/* As git: the environment, then the configuration; NULL where neither says. */
static git_signature *
configured_signature (TenonRepository *self,
                      const char      *name_variable,
                      const char      *mail_variable)
{
  const char    *name = g_getenv (name_variable);
  const char    *mail = g_getenv (mail_variable);
  git_signature *signature = NULL;

  if (name != NULL && mail != NULL && *name != '\0')
    return signature_of (name, mail);
  return git_signature_default (&signature, self->git) == 0 ? signature : NULL;
}

/* Where git is not told who works here, the login name does: a person who decides is named with the decision. */
static git_signature *
user_signature (TenonRepository *self,
                const char      *name_variable,
                const char      *mail_variable)
{
  git_signature   *signature = configured_signature (self, name_variable, mail_variable);
  const char      *real_name = g_get_real_name ();
  g_autofree char *local = g_strdup_printf ("%s@localhost", g_get_user_name ());

  if (signature != NULL)
    return signature;
  return signature_of (real_name != NULL && *real_name != '\0' && !g_str_equal (real_name, "Unknown") ? real_name : g_get_user_name (), local);
}

/**
 * tenon_repository_dup_person:
 *
 * Returns: (transfer full) (nullable): "Name <mail>" as git knows it
 */
char *
tenon_repository_dup_person (TenonRepository *self)
{
  git_signature *signature = configured_signature (self, "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL");
  char          *person = signature != NULL ? g_strdup_printf ("%s <%s>", signature->name, signature->email) : NULL;

  git_signature_free (signature);
  return person;
}

static git_signature *
author_of (TenonRepository *self,
           TenonStep       *step)
{
  g_autofree char *name = NULL;
  g_autofree char *mail = NULL;

  if (step->by != NULL && tenon_person_parse (step->by, &name, &mail))
    return signature_of (name, mail);
  return user_signature (self, "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL");
}

static gboolean
move_branch (TenonRepository *self,
             TenonJournal    *journal,
             TenonStep       *step,
             git_commit      *parent,
             git_tree        *tree,
             GError         **error)
{
  git_signature    *author = author_of (self, step);
  git_signature    *committer = user_signature (self, "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL");
  const git_commit *parents[] = { parent };
  git_oid           id;
  g_autofree char  *message = g_strconcat (step->message, "\n", NULL);
  int               code = -1;
  gboolean          moved = FALSE;

  if (author != NULL && committer != NULL)
    code = git_commit_create (&id, self->git, NULL, author, committer, NULL, message, tree, parent != NULL ? 1 : 0, parents);
  if (code == 0)
    {
      journal->commit = g_strdup (git_oid_tostr_s (&id));
      if (tenon_journal_write (journal, self->directory, error))
        {
          /* The same commit once more, now with the branch: its id is the same. */
          code = git_commit_create (&id, self->git, "HEAD", author, committer, NULL, message, tree, parent != NULL ? 1 : 0, parents);
          moved = code == 0;
        }
    }
  if (code != 0)
    tenon_repository_fail (error, code, "make the commit");
  git_signature_free (author);
  git_signature_free (committer);
  return moved;
}

static gboolean
take (TenonRepository *self,
      TenonJournal    *journal,
      TenonStep       *step,
      gboolean        *committed,
      GError         **error)
{
  git_commit *parent = head_commit (self);
  git_tree   *tree = NULL;
  git_oid     tree_id;
  gboolean    taken = FALSE;

  if (write_tree (self, journal, parent, &tree_id, error))
    {
      if (parent != NULL && git_oid_equal (git_commit_tree_id (parent), &tree_id))
        {
          *committed = FALSE;
          taken = replace_files (self, step, error);
        }
      else if (tenon_journal_write (journal, self->directory, error) && replace_files (self, step, error)
               && git_tree_lookup (&tree, self->git, &tree_id) == 0)
        {
          taken = move_branch (self, journal, step, parent, tree, error);
          *committed = taken;
        }
    }
  git_tree_free (tree);
  git_commit_free (parent);
  return taken;
}

static gboolean
check_state (TenonRepository *self,
             GError         **error)
{
  int state = git_repository_state (self->git);

  if (state == GIT_REPOSITORY_STATE_NONE)
    return TRUE;
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
               "A merge, rebase or the like is under way in this repository; finish or abort it with git, then try again");
  return FALSE;
}

/**
 * tenon_repository_commit:
 * @committed: (out): %FALSE where the last commit already is what the step would make it
 *
 * Takes a step: replaces its files and commits them, or changes nothing.
 */
gboolean
tenon_repository_commit (TenonRepository *self,
                         TenonStep       *step,
                         gboolean        *committed,
                         GError         **error)
{
  g_autoptr (TenonJournal) journal = tenon_journal_new (step->message);
  gboolean taken = TRUE;

  *committed = FALSE;
  name_locks (self, journal);
  if (!check_state (self, error) || !tenon_repository_recover (self, NULL, error) || !check_locks (self, journal, error) || !tenon_journal_begin (journal, self->directory, error))
    return FALSE;
  if (!tenon_repository_lock (self, journal, error))
    {
      tenon_journal_end (self->directory);
      return FALSE;
    }
  for (guint i = 0; taken && i < step->files->len; i++)
    taken = store_file (self, journal, g_ptr_array_index (step->files, i), error);
  taken = taken && take (self, journal, step, committed, error);
  if (!taken)
    tenon_repository_roll_back (self, journal);
  else if (*committed)
    tenon_repository_write_index (self, journal, NULL); /* the commit stands; git status would only show old entries */
  tenon_repository_unlock (self);
  tenon_journal_end (self->directory);
  return taken;
}

/* ---- recovery ---- */

static gboolean
is_left_by (TenonRepository *self,
            TenonJournal    *journal,
            const char      *directory,
            const char      *name)
{
  g_autofree char *content = tenon_files_load_text (directory, name, NULL);
  g_autofree char *token = tenon_journal_dup_token (journal);
  GStatBuf         status;

  if (content == NULL || !tenon_files_stat (directory, name, &status) || status.st_mtim.tv_sec + 1 < journal->at)
    return FALSE;
  if (g_str_equal (name, INDEX_LOCK))
    return g_str_equal (content, token) || *content == '\0';
  return *content == '\0' || (journal->commit != NULL && g_str_has_prefix (content, journal->commit));
}

static void
remove_locks (TenonRepository *self,
              TenonJournal    *journal)
{
  const char *directories[] = { self->directory, git_repository_commondir (self->git) };

  for (guint i = 0; i < journal->locks->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (directories); j++)
      {
        const char *name = g_ptr_array_index (journal->locks, i);

        if (g_str_has_suffix (name, ".lock") && is_left_by (self, journal, directories[j], name))
          tenon_files_remove (directories[j], name, NULL);
      }
}

static gboolean
has_happened (TenonRepository *self,
              TenonJournal    *journal)
{
  git_oid head;

  return journal->commit != NULL && git_reference_name_to_id (&head, self->git, "HEAD") == 0
         && g_str_equal (git_oid_tostr_s (&head), journal->commit);
}

static void
finish (TenonRepository *self,
        TenonJournal    *journal)
{
  g_autoptr (TenonJournal) mine = tenon_journal_new (journal->message);

  if (tenon_repository_lock (self, mine, NULL))
    {
      tenon_repository_write_index (self, journal, NULL);
      tenon_repository_unlock (self);
    }
}

/**
 * tenon_repository_recover:
 * @what: (out) (optional) (nullable): what was done, in one sentence
 *
 * Ends a step whose process is gone: takes it back, or finishes it if its commit is the branch's head. Locks the
 * journal does not name, or that another process has taken since, stay.
 *
 * Returns: %FALSE if the journal cannot be read, or its process is still at work
 */
gboolean
tenon_repository_recover (TenonRepository *self,
                          char           **what,
                          GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TenonJournal) journal = tenon_journal_load (self->directory, &local_error);
  g_autofree char *new_index = g_build_filename (self->directory, NEW_INDEX, NULL);

  tenon_files_sweep (self->directory, "");
  if (journal == NULL)
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (tenon_journal_is_alive (journal))
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
                   "Another process of Tenon (%" G_GINT64_FORMAT ") is taking a step in this project; try again when it is done", journal->pid);
      return FALSE;
    }
  remove_locks (self, journal);
  if (has_happened (self, journal))
    {
      finish (self, journal);
      if (what != NULL)
        *what = g_strdup_printf ("An interrupted step was finished: %s", journal->message);
    }
  else
    {
      tenon_repository_roll_back (self, journal);
      if (what != NULL)
        *what = g_strdup_printf ("An interrupted step was taken back: %s", journal->message);
    }
  g_unlink (new_index);
  tenon_journal_end (self->directory);
  return TRUE;
}
