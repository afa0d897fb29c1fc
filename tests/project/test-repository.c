/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps and commits: what is the user's stays as it is, locks are respected, and a process killed anywhere leaves
 * something that the next one puts in order. */

#include <fcntl.h>
#include <git2.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-journal.h"
#include "project/tenon-project.h"
#include "project/tenon-repository.h"

typedef struct
{
  char           *path;
  git_repository *git;
} Fixture;

static void
put (Fixture    *fixture,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
get (Fixture    *fixture,
     const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static gboolean
exists (Fixture    *fixture,
        const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (TenonRepository) repository = NULL;
  g_autoptr (GError) error = NULL;

  git_libgit2_init ();
  fixture->path = g_dir_make_tmp ("tenon-repository-XXXXXX", NULL);
  repository = tenon_repository_init (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (git_repository_open (&fixture->git, fixture->path), ==, 0);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  git_repository_free (fixture->git);
  remove_tree (fixture->path);
  g_free (fixture->path);
  git_libgit2_shutdown ();
}

static TenonStep *
step_of (const char *message,
         const char *tasks,
         const char *model)
{
  TenonStep *step = tenon_step_new (NULL, message, "Ada Lovelace <ada@example.org>");

  tenon_step_add (step, TENON_FILE_TASKS, tasks);
  tenon_step_add (step, TENON_FILE_MODEL, model);
  return step;
}

static gboolean
take (Fixture   *fixture,
      TenonStep *step,
      gboolean  *committed,
      GError   **error)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (fixture->path, error);
  gboolean ignored;

  g_assert_nonnull (repository);
  return tenon_repository_commit (repository, step, committed != NULL ? committed : &ignored, error);
}

static char *
committed_text (Fixture    *fixture,
                const char *name)
{
  g_autofree char *rev = g_strconcat ("HEAD:", name, NULL);
  git_object      *blob = NULL;
  char            *text;

  if (git_revparse_single (&blob, fixture->git, rev) != 0)
    return NULL;
  text = g_strndup (git_blob_rawcontent ((git_blob *)blob), git_blob_rawsize ((git_blob *)blob));
  git_object_free (blob);
  return text;
}

static guint
status_of (Fixture    *fixture,
           const char *name)
{
  unsigned int status = 0;

  g_assert_cmpint (git_status_file (&status, fixture->git, name), ==, 0);
  return status;
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* ---- what is the user's ---- */

static void
user_commit (Fixture    *fixture,
             const char *name)
{
  git_index     *index = NULL;
  git_tree      *tree = NULL;
  git_signature *who = NULL;
  git_oid        id;

  g_assert_cmpint (git_repository_index (&index, fixture->git), ==, 0);
  g_assert_cmpint (git_index_add_bypath (index, name), ==, 0);
  g_assert_cmpint (git_index_write (index), ==, 0);
  g_assert_cmpint (git_index_write_tree (&id, index), ==, 0);
  g_assert_cmpint (git_tree_lookup (&tree, fixture->git, &id), ==, 0);
  g_assert_cmpint (git_signature_now (&who, "User", "user@example.org"), ==, 0);
  g_assert_cmpint (git_commit_create_v (&id, fixture->git, "HEAD", who, who, NULL, "first\n", tree, 0), ==, 0);
  git_signature_free (who);
  git_tree_free (tree);
  git_index_free (index);
}

static void
stage (Fixture    *fixture,
       const char *name)
{
  git_index *index = NULL;

  g_assert_cmpint (git_repository_index (&index, fixture->git), ==, 0);
  g_assert_cmpint (git_index_add_bypath (index, name), ==, 0);
  g_assert_cmpint (git_index_write (index), ==, 0);
  git_index_free (index);
}

static void
test_others_stay (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (TenonStep) step = step_of ("stage-02 task 1.1: Step", "- [x] 1.1\n", "{}\n");
  g_autoptr (GError) error = NULL;

  put (fixture, "code.txt", "old\n");
  user_commit (fixture, "code.txt");
  put (fixture, "code.txt", "edited, not staged\n");
  put (fixture, "staged.txt", "staged, not committed\n");
  stage (fixture, "staged.txt");
  put (fixture, "untracked.txt", "untracked\n");

  g_assert_true (take (fixture, step, NULL, &error));
  g_assert_no_error (error);

  assert_text (committed_text (fixture, "code.txt"), "old\n");
  assert_text (committed_text (fixture, "tasks.md"), "- [x] 1.1\n");
  g_assert_null (committed_text (fixture, "staged.txt"));
  g_assert_null (committed_text (fixture, "untracked.txt"));
  assert_text (get (fixture, "code.txt"), "edited, not staged\n");
  g_assert_cmpuint (status_of (fixture, "code.txt"), ==, GIT_STATUS_WT_MODIFIED);
  g_assert_cmpuint (status_of (fixture, "staged.txt"), ==, GIT_STATUS_INDEX_NEW);
  g_assert_cmpuint (status_of (fixture, "untracked.txt"), ==, GIT_STATUS_WT_NEW);
  g_assert_cmpuint (status_of (fixture, "tasks.md"), ==, GIT_STATUS_CURRENT);
  g_assert_cmpuint (status_of (fixture, TENON_FILE_MODEL), ==, GIT_STATUS_CURRENT);
}

static void
test_nothing_changed (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (TenonStep) step = step_of ("one", "a\n", "{}\n");
  g_autoptr (TenonStep) same = step_of ("two", "a\n", "{}\n");
  g_autoptr (GError) error = NULL;
  git_oid  before, after;
  gboolean committed = FALSE;

  g_assert_true (take (fixture, step, &committed, &error));
  g_assert_true (committed);
  git_reference_name_to_id (&before, fixture->git, "HEAD");
  g_assert_true (take (fixture, same, &committed, &error));
  g_assert_false (committed);
  git_reference_name_to_id (&after, fixture->git, "HEAD");
  g_assert_true (git_oid_equal (&before, &after));
}

static void
test_author (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (TenonStep) step = step_of ("stage-02 task 1.3: Validate", "a\n", "{}\n");
  g_autoptr (TenonRepository) repository = tenon_repository_open (fixture->path, NULL);
  g_autoptr (GPtrArray) history = NULL;
  TenonHistoryEntry *entry;

  g_assert_true (take (fixture, step, NULL, NULL));
  history = tenon_repository_list_history (repository, 0, NULL);
  g_assert_cmpuint (history->len, ==, 1);
  entry = g_ptr_array_index (history, 0);
  g_assert_cmpstr (entry->message, ==, "stage-02 task 1.3: Validate");
  g_assert_cmpstr (entry->author, ==, "Ada Lovelace <ada@example.org>");
  g_assert_true (g_strv_contains ((const char *const *)entry->files, TENON_FILE_MODEL));
  g_assert_true (g_strv_contains ((const char *const *)entry->files, TENON_FILE_TASKS));
}

/* ---- locks ---- */

static void
test_foreign_lock (Fixture      *fixture,
                   gconstpointer data)
{
  static const char *const locks[] = { ".git/index.lock", ".git/HEAD.lock", ".git/refs/heads/main.lock" };

  g_autoptr (TenonStep) first = step_of ("one", "a\n", "{}\n");
  g_autoptr (TenonStep) step = step_of ("two", "b\n", "{ }\n");

  g_assert_true (take (fixture, first, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->path, locks[i], NULL);

      put (fixture, locks[i], "");
      g_assert_false (take (fixture, step, NULL, &error));
      g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
      g_assert_nonnull (strstr (error->message, locks[i] + strlen (".git/")));
      g_assert_true (exists (fixture, locks[i]));
      assert_text (get (fixture, "tasks.md"), "a\n");
      g_assert_false (exists (fixture, ".git/tenon-journal.json"));
      g_unlink (path);
    }
  g_assert_true (take (fixture, step, NULL, NULL));
}

/* A process number that is certainly nobody's. */
static int
dead_process (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  waitpid (pid, NULL, 0);
  return pid;
}

static void
test_own_stale_lock (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (TenonStep) first = step_of ("one", "a\n", "{}\n");
  g_autoptr (TenonStep) step = step_of ("two", "b\n", "{ }\n");
  g_autoptr (TenonJournal) journal = tenon_journal_new ("interrupted");
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_build_filename (fixture->path, ".git/", NULL);
  g_autofree char *token = NULL;

  g_assert_true (take (fixture, first, NULL, NULL));
  journal->pid = dead_process ();
  g_ptr_array_add (journal->locks, g_strdup ("index.lock"));
  token = tenon_journal_dup_token (journal);
  g_assert_true (tenon_journal_write (journal, directory, NULL));
  put (fixture, ".git/index.lock", token);

  g_assert_true (take (fixture, step, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (exists (fixture, ".git/index.lock"));
  g_assert_false (exists (fixture, ".git/tenon-journal.json"));
}

static void
test_lock_taken_since (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (TenonStep) step = step_of ("two", "b\n", "{ }\n");
  g_autoptr (TenonJournal) journal = tenon_journal_new ("interrupted");
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_build_filename (fixture->path, ".git/", NULL);

  journal->pid = dead_process ();
  g_ptr_array_add (journal->locks, g_strdup ("index.lock"));
  g_assert_true (tenon_journal_write (journal, directory, NULL));
  put (fixture, ".git/index.lock", "DIRC of somebody else");

  g_assert_false (take (fixture, step, NULL, &error));
  g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
  g_assert_true (exists (fixture, ".git/index.lock"));
}

static void
test_live_journal (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (TenonStep) step = step_of ("two", "b\n", "{ }\n");
  g_autoptr (TenonJournal) journal = tenon_journal_new ("at work");
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_build_filename (fixture->path, ".git/", NULL);

  g_assert_true (tenon_journal_write (journal, directory, NULL));
  g_assert_false (take (fixture, step, NULL, &error));
  g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
  g_assert_false (exists (fixture, "tasks.md"));
}

/* ---- leaving the folder ---- */

static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *outside = g_dir_make_tmp ("tenon-outside-XXXXXX", NULL);
  g_autofree char *victim = g_build_filename (outside, "victim", NULL);
  g_autofree char *artifacts = g_build_filename (fixture->path, "artifacts", NULL);
  g_autofree char *tasks = g_build_filename (fixture->path, "tasks.md", NULL);
  g_autoptr (TenonStep) step = step_of ("one", "a\n", "{}\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (victim, "precious", -1, NULL));
  g_assert_cmpint (symlink (outside, artifacts), ==, 0);
  g_assert_false (take (fixture, step, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_unlink (artifacts);

  g_assert_cmpint (symlink (victim, tasks), ==, 0);
  g_assert_false (take (fixture, step, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (victim, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
  g_assert_false (exists (fixture, TENON_FILE_MODEL));

  g_assert_null (tenon_files_load (fixture->path, "tasks.md", NULL));
  g_assert_null (tenon_files_load (fixture->path, "../victim", NULL));
  remove_tree (outside);
}

/* A journal may come with a copied folder: nothing but the project's own files is put back from it. */
static void
test_hostile_journal (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (TenonJournal) journal = tenon_journal_new ("interrupted");
  g_autoptr (TenonRepository) repository = tenon_repository_open (fixture->path, NULL);
  g_autofree char *directory = g_build_filename (fixture->path, ".git/", NULL);
  git_oid          mine, theirs;
  char             mine_text[GIT_OID_HEXSZ + 1], theirs_text[GIT_OID_HEXSZ + 1];

  git_blob_create_from_buffer (&theirs, fixture->git, "evil", 4);
  git_odb_hash (&mine, "harmless", 8, GIT_OBJECT_BLOB);
  put (fixture, "code.txt", "harmless");
  journal->pid = dead_process ();
  tenon_journal_add_file (journal, "code.txt", git_oid_tostr (theirs_text, sizeof theirs_text, &theirs), git_oid_tostr (mine_text, sizeof mine_text, &mine));
  tenon_journal_add_file (journal, "../code.txt", theirs_text, mine_text);
  g_ptr_array_add (journal->locks, g_strdup ("../../etc/passwd.lock"));
  g_assert_true (tenon_journal_write (journal, directory, NULL));
  g_assert_true (tenon_repository_recover (repository, NULL, NULL));
  assert_text (get (fixture, "code.txt"), "harmless");
}

/* ---- killed ---- */

static void
commit_for_ever (Fixture *fixture)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *tasks = g_strdup_printf ("tasks %u\n", i);
      g_autofree char *model = g_strdup_printf ("{ \"n\": %u }\n", i);
      g_autofree char *message = g_strdup_printf ("step %u", i);
      g_autoptr (TenonStep) step = step_of (message, tasks, model);

      if (!take (fixture, step, NULL, NULL))
        _exit (1);
    }
}

static void
assert_in_order (Fixture *fixture)
{
  static const char *const leftovers[] = { ".git/index.lock", ".git/HEAD.lock", ".git/refs/heads/main.lock", ".git/tenon-journal.json", ".git/tenon-index" };
  g_autofree char         *tasks = committed_text (fixture, "tasks.md");
  g_autofree char         *model = committed_text (fixture, TENON_FILE_MODEL);
  g_autofree char         *path = g_build_filename (fixture->path, ".git", NULL);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++)
    if (exists (fixture, leftovers[i]))
      g_error ("left: %s", leftovers[i]);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, ".tenon-"))
      g_error ("left: .git/%s", name);
  if (tasks == NULL)
    return;
  assert_text (get (fixture, "tasks.md"), tasks);
  assert_text (get (fixture, TENON_FILE_MODEL), model);
  g_assert_cmpstr (tasks + strlen ("tasks "), !=, "");
  g_assert_cmpint (g_ascii_strtoull (tasks + strlen ("tasks "), NULL, 10), ==, g_ascii_strtoull (model + strlen ("{ \"n\": "), NULL, 10));
  g_assert_cmpuint (status_of (fixture, "tasks.md"), ==, GIT_STATUS_CURRENT);
  g_assert_cmpuint (status_of (fixture, TENON_FILE_MODEL), ==, GIT_STATUS_CURRENT);
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  guint n_interrupted = 0;

  put (fixture, "code.txt", "old\n");
  user_commit (fixture, "code.txt");
  put (fixture, "code.txt", "edited\n");
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (TenonRepository) repository = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *what = NULL;
      pid_t            pid = fork ();

      if (pid == 0)
        commit_for_ever (fixture);
      g_usleep (g_random_int_range (200, 25000));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      tenon_files_sweep (fixture->path, "");
      tenon_files_sweep (fixture->path, TENON_FOLDER_STAGE_2);
      repository = tenon_repository_open (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_true (tenon_repository_recover (repository, &what, &error));
      g_assert_no_error (error);
      n_interrupted += what != NULL;
      assert_in_order (fixture);
      assert_text (get (fixture, "code.txt"), "edited\n");
    }
  g_assert_cmpuint (n_interrupted, >, 0);
}

/* ---- beside each other ---- */

static void
commit_some (Fixture *fixture,
             guint    child)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *message = g_strdup_printf ("child %u step %u", child, i);
      g_autoptr (TenonStep) step = step_of (message, message, "{}\n");
      g_autoptr (TenonRepository) repository = tenon_repository_open (fixture->path, NULL);
      gboolean committed = FALSE;

      if (repository == NULL || !tenon_repository_hold (repository, NULL) || !tenon_repository_commit (repository, step, &committed, NULL) || !committed)
        _exit (1);
    }
  _exit (0);
}

static void
test_side_by_side (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (TenonRepository) repository = NULL;
  g_autoptr (GPtrArray) history = NULL;
  pid_t pids[4];

  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      pids[i] = fork ();
      if (pids[i] == 0)
        commit_some (fixture, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      int status = 0;

      waitpid (pids[i], &status, 0);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }
  repository = tenon_repository_open (fixture->path, NULL);
  history = tenon_repository_list_history (repository, 0, NULL);
  g_assert_cmpuint (history->len, ==, 8 * G_N_ELEMENTS (pids));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/repository/others-stay", test_others_stay);
  ADD ("/repository/nothing-changed", test_nothing_changed);
  ADD ("/repository/author", test_author);
  ADD ("/repository/foreign-lock", test_foreign_lock);
  ADD ("/repository/own-stale-lock", test_own_stale_lock);
  ADD ("/repository/lock-taken-since", test_lock_taken_since);
  ADD ("/repository/live-journal", test_live_journal);
  ADD ("/repository/links", test_links);
  ADD ("/repository/hostile-journal", test_hostile_journal);
  ADD ("/repository/killed", test_killed);
  ADD ("/repository/side-by-side", test_side_by_side);
  return g_test_run ();
}
