/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of a project folder, read and replaced without ever leaving it.
 *
 * A name is relative to the folder and is walked one component at a time with O_NOFOLLOW: whatever symbolic links a
 * repository brings along, nothing outside of its folder is read or written. A file is replaced by writing its
 * neighbour ".tenon-PID-START-N.tmp", syncing it, renaming it over the old one and syncing the directory, so that
 * after a power cut there is the old content or the new one. */

#include "project/tenon-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_PREFIX ".tenon-"
#define TEMPORARY_SUFFIX ".tmp"

/* Folders in folders that are removed; a new git directory has three. */
#define MAX_DEPTH 16

static void
set_error (GError    **error,
           const char *name,
           const char *what)
{
  int code = errno;

  if (code == ELOOP || code == ENOTDIR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 "“%s” goes through a symbolic link or a file that stands where a folder should be; replace it by a real folder", name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Could not %s “%s”: %s", what, name, g_strerror (code));
}

static gboolean
is_sound (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;
  return parts[0] != NULL;
}

/* The directory that holds @name, opened without following a link below @root. */
static int
open_parent (const char *root,
             const char *name,
             gboolean    create,
             char      **base,
             GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  guint n_parts = g_strv_length (parts);
  int   directory;

  if (!is_sound (name))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "“%s” leads out of the project folder", name);
      return -1;
    }
  directory = open (root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (guint i = 0; directory >= 0 && i + 1 < n_parts; i++)
    {
      int next = openat (directory, parts[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

      if (next < 0 && errno == ENOENT && create && (mkdirat (directory, parts[i], 0777) == 0 || errno == EEXIST))
        next = openat (directory, parts[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (next < 0)
        set_error (error, name, "open the folder of");
      close (directory);
      directory = next;
      if (next < 0)
        return -1;
    }
  if (directory < 0)
    {
      set_error (error, root, "open");
      return -1;
    }
  *base = g_strdup (parts[n_parts - 1]);
  return directory;
}

static GBytes *
read_all (int         file,
          const char *name,
          GError    **error)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8      buffer[65536];

  while (TRUE)
    {
      gssize n_read = read (file, buffer, sizeof buffer);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        {
          set_error (error, name, "read");
          g_byte_array_unref (bytes);
          return NULL;
        }
      if (n_read == 0)
        return g_byte_array_free_to_bytes (bytes);
      g_byte_array_append (bytes, buffer, n_read);
    }
}

/**
 * tenon_files_load:
 * @root: the project folder
 * @name: a path relative to it, without "..", "." and links
 *
 * Returns: (transfer full): the content, or %NULL with a #GIOError; G_IO_ERROR_NOT_FOUND where there is no such file
 */
GBytes *
tenon_files_load (const char *root,
                  const char *name,
                  GError    **error)
{
  g_autofree char *base = NULL;
  struct stat      status;
  GBytes          *content = NULL;
  int              directory = open_parent (root, name, FALSE, &base, error);
  int              file;

  if (directory < 0)
    return NULL;
  file = openat (directory, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0)
    set_error (error, name, "open");
  close (directory);
  if (file < 0)
    return NULL;
  if (fstat (file, &status) != 0 || !S_ISREG (status.st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "“%s” is not a regular file", name);
  else
    content = read_all (file, name, error);
  close (file);
  return content;
}

/**
 * tenon_files_load_text:
 *
 * Returns: (transfer full): the content with a zero byte behind it, its validity not looked at
 */
char *
tenon_files_load_text (const char *root,
                       const char *name,
                       GError    **error)
{
  g_autoptr (GBytes) content = tenon_files_load (root, name, error);

  if (content == NULL)
    return NULL;
  if (g_bytes_get_size (content) == 0)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

gboolean
tenon_files_stat (const char *root,
                  const char *name,
                  GStatBuf   *buffer)
{
  g_autofree char *base = NULL;
  int              directory = open_parent (root, name, FALSE, &base, NULL);
  gboolean         found;

  if (directory < 0)
    return FALSE;
  found = fstatat (directory, base, buffer, AT_SYMLINK_NOFOLLOW) == 0;
  close (directory);
  return found;
}

gboolean
tenon_files_exists (const char *root,
                    const char *name)
{
  GStatBuf status;

  return tenon_files_stat (root, name, &status) && S_ISREG (status.st_mode);
}

/**
 * tenon_files_check:
 *
 * Says before anything is written whether @name could be replaced: it and all folders above it are no links.
 */
gboolean
tenon_files_check (const char *root,
                   const char *name,
                   GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *base = NULL;
  struct stat      status;
  int              directory = open_parent (root, name, FALSE, &base, &local_error);
  gboolean         fine;

  if (directory < 0)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  fine = fstatat (directory, base, &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISREG (status.st_mode);
  if (!fine)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 "“%s” is %s, and Tenon replaces only regular files; move it away", name,
                 S_ISLNK (status.st_mode) ? "a symbolic link" : "no regular file");
  close (directory);
  return fine;
}

static gboolean
write_all (int           file,
           const guint8 *data,
           gsize         length)
{
  while (length > 0)
    {
      gssize written = write (file, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= written;
    }
  return TRUE;
}

static gboolean
write_neighbour (int         directory,
                 const char *temporary,
                 mode_t      mode,
                 GBytes     *content)
{
  int      file = openat (directory, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  gboolean written;
  int      code;

  if (file < 0)
    return FALSE;
  written = write_all (file, g_bytes_get_data (content, NULL), g_bytes_get_size (content)) && fsync (file) == 0;
  code = errno;
  if (close (file) != 0 && written)
    return FALSE;
  errno = code;
  return written;
}

/**
 * tenon_files_replace:
 *
 * Replaces or makes a file, and the folders it stands in, in one step that is on the disk when this returns.
 */
gboolean
tenon_files_replace (const char *root,
                     const char *name,
                     GBytes     *content,
                     GError    **error)
{
  g_autofree char *base = NULL;
  g_autofree char *temporary = NULL;
  struct stat      status;
  mode_t           mode = 0666;
  int              directory;

  if (!tenon_files_check (root, name, error))
    return FALSE;
  directory = open_parent (root, name, TRUE, &base, error);
  if (directory < 0)
    return FALSE;
  if (fstatat (directory, base, &status, AT_SYMLINK_NOFOLLOW) == 0)
    mode = status.st_mode & 0777;
  temporary = tenon_files_dup_temporary (base);
  unlinkat (directory, temporary, 0);
  if (!write_neighbour (directory, temporary, mode, content) || renameat (directory, temporary, directory, base) != 0)
    {
      set_error (error, name, "write");
      unlinkat (directory, temporary, 0);
      close (directory);
      return FALSE;
    }
  fsync (directory);
  close (directory);
  return TRUE;
}

gboolean
tenon_files_remove (const char *root,
                    const char *name,
                    GError    **error)
{
  g_autofree char *base = NULL;
  int              directory = open_parent (root, name, FALSE, &base, error);
  gboolean         removed;

  if (directory < 0)
    return FALSE;
  removed = unlinkat (directory, base, 0) == 0 || errno == ENOENT;
  if (!removed)
    set_error (error, name, "remove");
  fsync (directory);
  close (directory);
  return removed;
}

/**
 * tenon_files_dup_temporary:
 *
 * Returns: (transfer full): a name beside @base that tells whose it is: what a killed process leaves is swept away later
 */
char *
tenon_files_dup_temporary (const char *base)
{
  return g_strdup_printf (TEMPORARY_PREFIX "%d-%" G_GUINT64_FORMAT "-%s" TEMPORARY_SUFFIX, (int)getpid (), tenon_process_get_start (getpid ()), base);
}

gboolean
tenon_files_is_temporary (const char *name)
{
  return g_str_has_prefix (name, TEMPORARY_PREFIX) && g_str_has_suffix (name, TEMPORARY_SUFFIX);
}

static void
remove_tree (const char *path,
             guint       depth)
{
  g_autoptr (GDir) directory = NULL;
  GStatBuf    status;
  const char *name;

  if (g_lstat (path, &status) != 0)
    return;
  if (S_ISDIR (status.st_mode) && depth > 0)
    directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child, depth - 1);
    }
  g_remove (path);
}

static gboolean
is_abandoned (const char *name)
{
  guint64 pid;
  guint64 start;
  char   *end;

  if (!tenon_files_is_temporary (name))
    return FALSE;
  pid = g_ascii_strtoull (name + strlen (TEMPORARY_PREFIX), &end, 10);
  if (*end != '-' || pid == 0)
    return FALSE;
  start = g_ascii_strtoull (end + 1, &end, 10);
  return *end == '-' && !tenon_process_is_alive (pid, start);
}

/**
 * tenon_files_sweep:
 * @folder: relative to @root, or "" for @root itself
 *
 * Removes the unfinished neighbours, files and folders, that a killed process of this program left.
 */
void
tenon_files_sweep (const char *root,
                   const char *folder)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (*folder != '\0' && !tenon_files_check (root, folder, NULL))
    {
      GStatBuf status;

      if (!tenon_files_stat (root, folder, &status) || !S_ISDIR (status.st_mode))
        return;
    }
  directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (is_abandoned (name))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);

        remove_tree (file, MAX_DEPTH);
      }
}

/**
 * tenon_bytes_peek:
 *
 * Returns: (transfer none): the data; never %NULL, also where there is none
 */
const char *
tenon_bytes_peek (GBytes *bytes,
                  gsize  *length)
{
  const char *data = g_bytes_get_data (bytes, length);

  return data != NULL ? data : "";
}

char *
tenon_files_dup_digest (GBytes *content)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
}

/* The fields of /proc/PID/stat behind the program's name: [1] is the state, [20] the time it began. */
static char **
process_fields (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/stat", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;
  const char *end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  end = strrchr (text, ')'); /* the name may hold anything, brackets and spaces too */
  if (end == NULL)
    return NULL;
  fields = g_strsplit (end + 1, " ", -1);
  return g_strv_length (fields) > 20 ? g_steal_pointer (&fields) : NULL;
}

/**
 * tenon_process_get_start:
 *
 * Returns: when a process began, in the kernel's clock ticks since it booted; 0 where the kernel does not tell.
 *   Together with the number it names a process that a later one with the same number is not mistaken for.
 */
guint64
tenon_process_get_start (gint64 pid)
{
  g_auto (GStrv) fields = process_fields (pid);

  return fields != NULL ? g_ascii_strtoull (fields[20], NULL, 10) : 0;
}

/**
 * tenon_process_is_alive:
 *
 * Returns: whether the process that had this number and began then still runs; one that has ended and was not waited
 *   for does not
 */
gboolean
tenon_process_is_alive (gint64  pid,
                        guint64 start_time)
{
  g_auto (GStrv) fields = NULL;

  if (pid <= 0 || (kill (pid, 0) != 0 && errno == ESRCH))
    return FALSE;
  fields = process_fields (pid);
  if (fields == NULL)
    return TRUE;
  if (*fields[1] == 'Z' || *fields[1] == 'X')
    return FALSE;
  return start_time == 0 || start_time == g_ascii_strtoull (fields[20], NULL, 10);
}

/**
 * tenon_files_dup_digest_of:
 *
 * Returns: (transfer full) (nullable): tenon_files_dup_digest() of the file as it is now; %NULL where there is none
 */
char *
tenon_files_dup_digest_of (const char *root,
                           const char *name)
{
  g_autoptr (GBytes) content = tenon_files_load (root, name, NULL);

  return content != NULL ? tenon_files_dup_digest (content) : NULL;
}
