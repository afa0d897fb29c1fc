/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one commit is to consist of, decided before anything is written. */

#include "project/tenon-step.h"

#include <string.h>

static void
step_file_free (TenonStepFile *self)
{
  g_free (self->name);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

TenonStep *
tenon_step_new (const char *task_id,
                const char *message,
                const char *by)
{
  TenonStep *self = g_new0 (TenonStep, 1);

  self->task_id = g_strdup (task_id);
  self->message = g_strdup (message);
  self->by = g_strdup (by);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)step_file_free);
  return self;
}

void
tenon_step_free (TenonStep *self)
{
  g_free (self->task_id);
  g_free (self->message);
  g_free (self->by);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static TenonStepFile *
find_file (TenonStep  *self,
           const char *name)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      TenonStepFile *file = g_ptr_array_index (self->files, i);

      if (g_str_equal (file->name, name))
        return file;
    }
  return NULL;
}

static TenonStepFile *
ensure_file (TenonStep  *self,
             const char *name)
{
  TenonStepFile *file = find_file (self, name);

  if (file == NULL)
    {
      file = g_new0 (TenonStepFile, 1);
      file->name = g_strdup (name);
      g_ptr_array_add (self->files, file);
    }
  return file;
}

void
tenon_step_add (TenonStep  *self,
                const char *name,
                const char *text)
{
  TenonStepFile *file = ensure_file (self, name);

  g_clear_pointer (&file->content, g_bytes_unref);
  file->content = g_bytes_new (text, strlen (text));
}

/**
 * tenon_step_add_present:
 *
 * Takes a file into the commit as it stands on the disk.
 */
void
tenon_step_add_present (TenonStep  *self,
                        const char *name)
{
  ensure_file (self, name);
}

/**
 * tenon_step_get_text:
 *
 * Returns: (nullable): what the step makes of a file, not zero-terminated; %NULL if it leaves it as it is
 */
const char *
tenon_step_get_text (TenonStep  *self,
                     const char *name,
                     gsize      *length)
{
  TenonStepFile *file = find_file (self, name);

  if (file == NULL || file->content == NULL)
    return NULL;
  return g_bytes_get_data (file->content, length);
}

static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || *c == '<' || *c == '>')
      return FALSE;
  return TRUE;
}

/**
 * tenon_person_parse:
 * @by: "Name <mail>"
 *
 * Returns: whether @by has both halves, neither of them empty
 */
gboolean
tenon_person_parse (const char *by,
                    char      **name,
                    char      **mail)
{
  const char      *open = by != NULL ? strchr (by, '<') : NULL;
  const char      *close = open != NULL ? strchr (open, '>') : NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (close == NULL || close[1] != '\0' || !g_utf8_validate (by, -1, NULL))
    return FALSE;
  first = g_strstrip (g_strndup (by, open - by));
  second = g_strstrip (g_strndup (open + 1, close - open - 1));
  if (*first == '\0' || *second == '\0' || !is_plain (first) || !is_plain (second))
    return FALSE;
  if (name != NULL)
    *name = g_steal_pointer (&first);
  if (mail != NULL)
    *mail = g_steal_pointer (&second);
  return TRUE;
}
