/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of one input under the name the user knows it by, with line and column of any offset. */

#include "base/tenon-source.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* How far the look for NUL bytes goes: enough to tell a picture or an archive from text. */
#define BINARY_PROBE 8192

struct _TenonSource
{
  gatomicrefcount ref_count;

  char       *name;  /* (owned) */
  char       *path;  /* (owned) (nullable) */
  GBytes     *bytes; /* (owned) the whole file, byte order mark included */
  const char *text;  /* into bytes, behind the byte order mark */
  gsize       length;
  gboolean    has_bom;
  gboolean    is_mapped; /* bytes are pages of a file and can be had again */

  GMutex  mutex;       /* guards line_starts, which the first look-up fills */
  GArray *line_starts; /* (owned) (nullable) gsize offsets into text */
};

/**
 * tenon_source_new:
 * @name: the name diagnostics carry
 * @bytes: the content; a UTF-8 byte order mark in front is skipped
 *
 * Returns: (transfer full):
 */
TenonSource *
tenon_source_new (const char *name,
                  GBytes     *bytes)
{
  TenonSource *self = g_new0 (TenonSource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->text = g_bytes_get_data (bytes, &self->length);
  if (self->text == NULL)
    self->text = "";
  if (self->length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0)
    {
      self->has_bom = TRUE;
      self->text += 3;
      self->length -= 3;
    }
  return self;
}

TenonSource *
tenon_source_new_text (const char *name,
                       const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tenon_source_new (name, bytes);
}

/**
 * tenon_source_load:
 * @path: the file to map
 * @name: (nullable): the name diagnostics carry; @path when %NULL
 *
 * Maps a file instead of reading it, so that a dump of any size costs no memory of its own.
 *
 * Returns: (transfer full): or %NULL with a #GFileError
 */
TenonSource *
tenon_source_load (const char *path,
                   const char *name,
                   GError    **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TenonSource *self;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* Mapping a pipe or a device could block for ever. */
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "“%s” is not a regular file", path);
      return NULL;
    }
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  self = tenon_source_new (name != NULL ? name : path, bytes);
  self->path = g_strdup (path);
  self->is_mapped = g_bytes_get_size (bytes) > 0;
  return self;
}

TenonSource *
tenon_source_ref (TenonSource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tenon_source_unref (TenonSource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->line_starts, g_array_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
tenon_source_get_name (TenonSource *self)
{
  return self->name;
}

/**
 * tenon_source_get_path:
 *
 * Returns: (transfer none) (nullable): the file the source was loaded from
 */
const char *
tenon_source_get_path (TenonSource *self)
{
  return self->path;
}

/**
 * tenon_source_get_text:
 * @length: (out): in bytes
 *
 * Returns: (transfer none): the content behind the byte order mark; not terminated, not necessarily UTF-8
 */
const char *
tenon_source_get_text (TenonSource *self,
                       gsize       *length)
{
  *length = self->length;
  return self->text;
}

gboolean
tenon_source_has_bom (TenonSource *self)
{
  return self->has_bom;
}

gboolean
tenon_source_is_binary (TenonSource *self)
{
  return memchr (self->text, '\0', MIN (self->length, BINARY_PROBE)) != NULL;
}

/**
 * tenon_source_release:
 * @from: in bytes, into the text
 * @to: behind the last byte
 *
 * Says that what stands between has been read: the pages of a mapped file go back to the system, so that reading a file
 * of any size needs little memory. The text stays valid; what is looked at again is read again.
 */
void
tenon_source_release (TenonSource *self,
                      gsize        from,
                      gsize        to)
{
  gsize page = sysconf (_SC_PAGESIZE);
  gsize begin, end;

  if (!self->is_mapped || to <= from)
    return;
  begin = ((gsize)self->text + from + page - 1) / page * page;
  end = ((gsize)self->text + MIN (to, self->length)) / page * page;
  if (end > begin)
    madvise ((gpointer)begin, end - begin, MADV_DONTNEED);
}

static void
ensure_line_starts (TenonSource *self)
{
  gsize       start = 0;
  const char *newline;

  if (self->line_starts != NULL)
    return;
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (self->line_starts, start);
  while ((newline = memchr (self->text + start, '\n', self->length - start)) != NULL)
    {
      start = newline + 1 - self->text;
      g_array_append_val (self->line_starts, start);
    }
}

/**
 * tenon_source_locate:
 * @offset: in bytes, into the text
 * @line: (out) (optional): 1-based
 * @column: (out) (optional): 1-based, in bytes
 */
void
tenon_source_locate (TenonSource *self,
                     gsize        offset,
                     guint       *line,
                     guint       *column)
{
  guint low = 0, high;

  g_mutex_lock (&self->mutex);
  ensure_line_starts (self);
  g_mutex_unlock (&self->mutex);
  high = self->line_starts->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->line_starts, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  if (line != NULL)
    *line = low + 1;
  if (column != NULL)
    *column = offset - g_array_index (self->line_starts, gsize, low) + 1;
}

/**
 * tenon_source_dup_digest:
 *
 * Returns: (transfer full): SHA-256 of the whole file in lower-case hex
 */
char *
tenon_source_dup_digest (TenonSource *self)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
}
