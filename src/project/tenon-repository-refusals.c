/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which changes of a hand-edited file were refused, while others of the same file are still open. Kept in the git
 * directory, of no worth to anybody else, and only for the very text that was refused. */

#include "project/tenon-repository-private.h"

#include "project/tenon-files.h"

#include <string.h>

#define NOTE "tenon-refused"

static char *
digest_of (TenonRepository *self,
           const char      *name)
{
  g_autoptr (GBytes) content = tenon_files_load (self->root, name, NULL);

  return content != NULL ? tenon_files_dup_digest (content) : NULL;
}

/**
 * tenon_repository_list_refused:
 *
 * Returns: (transfer full): ids of refused changes of the file as it stands now; never %NULL
 */
char **
tenon_repository_list_refused (TenonRepository *self,
                               const char      *name)
{
  g_autoptr (GBytes) note = tenon_files_load (self->directory, NOTE, NULL);
  g_autofree char *digest = digest_of (self, name);
  g_autofree char *text = note != NULL && g_bytes_get_size (note) > 0 ? g_utf8_make_valid (g_bytes_get_data (note, NULL), (gssize)g_bytes_get_size (note)) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (digest == NULL || lines[0] == NULL || !g_str_equal (lines[0], digest))
    return g_new0 (char *, 1);
  return g_strdupv (lines + 1);
}

/**
 * tenon_repository_note_refused:
 * @ids: (array zero-terminated=1): without line ends
 */
void
tenon_repository_note_refused (TenonRepository   *self,
                               const char        *name,
                               const char *const *ids)
{
  g_auto (GStrv) before = tenon_repository_list_refused (self, name);
  g_autofree char *digest = digest_of (self, name);
  g_autoptr (GString) text = g_string_new (digest);
  g_autoptr (GBytes) content = NULL;

  if (digest == NULL)
    return;
  for (guint i = 0; before[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", before[i]);
  for (guint i = 0; ids[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", ids[i]);
  content = g_bytes_new (text->str, text->len);
  tenon_files_replace (self->directory, NOTE, content, NULL);
}
