/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the delimited text LOAD DATA loads: rows by their line ends, values by the field terminator, with quotes and
 * escapes as the statement names them. */

#define _GNU_SOURCE
#include <string.h>

#include "mysql/tenon-row-counter.h"

/* So much text is read before its memory goes back. */
#define RELEASE_STEP (8 << 20)

/* The server's own: fields end with a tab, lines with a newline, a backslash escapes. */
void
tenon_row_text_init (TenonRowText *self)
{
  memset (self, 0, sizeof *self);
  self->terminator = g_strdup ("\t");
  self->ending = g_strdup ("\n");
  self->escape = '\\';
}

void
tenon_row_text_clear (TenonRowText *self)
{
  g_free (self->terminator);
  g_free (self->starting);
  g_free (self->ending);
}

typedef struct
{
  const TenonRowText *form;
  gsize               terminator_length, ending_length;
  const char         *p, *end;
} Reader;

static inline gboolean
stands_at (Reader     *self,
           const char *p,
           const char *text,
           gsize       length)
{
  return length > 0 && *p == *text && (gsize)(self->end - p) >= length && (length == 1 || memcmp (p, text, length) == 0);
}

/* Moves to the end of the field at p. */
static void
take_field (Reader          *self,
            TenonRowCounter *counter)
{
  const char    *begin = self->p, *behind;
  char           enclosure = self->form->enclosure;
  gboolean       is_enclosed = enclosure != '\0' && self->p < self->end && *self->p == enclosure;
  TenonValueKind kind = TENON_VALUE_TEXT;

  if (is_enclosed)
    begin = ++self->p;
  for (; self->p < self->end; self->p++)
    {
      if (self->form->escape != '\0' && *self->p == self->form->escape && self->form->escape != enclosure && self->p + 1 < self->end)
        {
          self->p++;
        }
      else if (is_enclosed)
        {
          if (*self->p != enclosure)
            continue;
          if (self->p + 1 < self->end && self->p[1] == enclosure)
            self->p++;
          else
            break;
        }
      else if (stands_at (self, self->p, self->form->terminator, self->terminator_length) || stands_at (self, self->p, self->form->ending, self->ending_length))
        {
          break;
        }
    }
  behind = MIN (self->p, self->end);
  if (is_enclosed && self->p < self->end)
    self->p++;
  if (!is_enclosed && behind - begin == 2 && begin[0] == self->form->escape && begin[1] == 'N')
    kind = TENON_VALUE_NULL;
  if (!is_enclosed && (enclosure != '\0' || self->form->escape == '\0') && behind - begin == 4 && memcmp (begin, "NULL", 4) == 0)
    kind = TENON_VALUE_NULL;
  if (counter != NULL)
    tenon_row_counter_take_value (counter, kind, begin, behind - begin);
}

static void
take_line (Reader          *self,
           TenonRowCounter *counter)
{
  for (;;)
    {
      take_field (self, counter);
      if (self->p >= self->end)
        return;
      if (stands_at (self, self->p, self->form->terminator, self->terminator_length))
        {
          self->p += self->terminator_length;
        }
      else if (stands_at (self, self->p, self->form->ending, self->ending_length))
        {
          self->p += self->ending_length;
          return;
        }
      else
        {
          /* Something behind a closing quote. */
          self->p++;
        }
    }
}

static gboolean
skip_starting (Reader *self)
{
  const char *found;

  if (self->form->starting == NULL || *self->form->starting == '\0')
    return TRUE;
  found = memmem (self->p, self->end - self->p, self->form->starting, strlen (self->form->starting));
  self->p = found != NULL ? found + strlen (self->form->starting) : self->end;
  return found != NULL;
}

/**
 * tenon_row_text_read:
 * @counter: (nullable): told of each row; its table must have been begun
 *
 * Returns: how many rows the text has
 */
gint64
tenon_row_text_read (TenonRowText    *self,
                     TenonSource     *source,
                     TenonRowCounter *counter)
{
  gsize       length, released = 0;
  const char *text = tenon_source_get_text (source, &length);
  Reader      reader = { self, strlen (self->terminator), strlen (self->ending), text, text + length };
  gint64      rows = 0, skipped = 0;

  while (reader.p < reader.end && skip_starting (&reader))
    {
      gboolean is_row = skipped++ >= self->skipped;

      take_line (&reader, is_row ? counter : NULL);
      rows += is_row;
      if (is_row && counter != NULL)
        tenon_row_counter_end_row (counter);
      if ((gsize)(reader.p - text) > released + RELEASE_STEP)
        {
          tenon_source_release (source, released, reader.p - text);
          released = reader.p - text;
        }
    }
  return rows;
}
