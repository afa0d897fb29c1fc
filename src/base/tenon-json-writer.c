/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes JSON text member by member, in the order of the calls: the same calls give the same bytes. */

#include "base/tenon-json-writer.h"

#include <math.h>
#include <string.h>

struct _TenonJsonWriter
{
  GString *text;   /* (owned) */
  guint    indent; /* spaces a level; 0: everything on one line */
  guint    depth;
  guint    flat;     /* > 0: inside a value that stays on one line */
  guint    line;     /* 1-based line the next byte lands on */
  gboolean is_empty; /* nothing yet in the innermost container */
  gboolean is_named; /* a member name has just been written */
};

/**
 * tenon_json_writer_new:
 * @indent: spaces a level; 0 writes everything on one line without a space (the canonical form digests are taken of)
 */
TenonJsonWriter *
tenon_json_writer_new (guint indent)
{
  TenonJsonWriter *self = g_new0 (TenonJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->indent = indent;
  self->line = 1;
  self->is_empty = TRUE;
  return self;
}

void
tenon_json_writer_free (TenonJsonWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

static void
break_line (TenonJsonWriter *self)
{
  if (self->indent == 0)
    return;
  if (self->flat > 0)
    {
      if (!self->is_empty)
        g_string_append_c (self->text, ' ');
      return;
    }
  g_string_append_c (self->text, '\n');
  self->line++;
  for (guint i = 0; i < self->depth * self->indent; i++)
    g_string_append_c (self->text, ' ');
}

static void
before_value (TenonJsonWriter *self)
{
  if (self->is_named)
    {
      self->is_named = FALSE;
      return;
    }
  if (self->depth == 0)
    return;
  if (!self->is_empty)
    g_string_append_c (self->text, ',');
  break_line (self);
}

static void
begin (TenonJsonWriter *self,
       char             bracket)
{
  before_value (self);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->is_empty = TRUE;
}

static void
end (TenonJsonWriter *self,
     char             bracket)
{
  self->depth--;
  if (!self->is_empty)
    {
      if (self->flat == 0)
        break_line (self);
    }
  g_string_append_c (self->text, bracket);
  self->is_empty = FALSE;
}

void
tenon_json_writer_begin_object (TenonJsonWriter *self)
{
  begin (self, '{');
}

void
tenon_json_writer_end_object (TenonJsonWriter *self)
{
  end (self, '}');
}

void
tenon_json_writer_begin_array (TenonJsonWriter *self)
{
  begin (self, '[');
}

void
tenon_json_writer_end_array (TenonJsonWriter *self)
{
  end (self, ']');
}

/**
 * tenon_json_writer_begin_flat:
 *
 * Values begun from here on stay on one line, until tenon_json_writer_end_flat(); call it right before the value
 * (behind its name) and end it right behind the value.
 */
void
tenon_json_writer_begin_flat (TenonJsonWriter *self)
{
  /* The separator and the line break in front of the flat value still belong to the lines around it. */
  before_value (self);
  self->is_named = TRUE;
  self->flat++;
}

void
tenon_json_writer_end_flat (TenonJsonWriter *self)
{
  self->flat--;
}

static void
append_string (GString    *text,
               const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      switch (*p)
        {
        case '"':
          g_string_append (text, "\\\"");
          break;
        case '\\':
          g_string_append (text, "\\\\");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        default:
          if ((guchar)*p < 0x20 || *p == 0x7f)
            g_string_append_printf (text, "\\u%04x", (guchar)*p);
          else
            g_string_append_c (text, *p);
        }
    }
  g_string_append_c (text, '"');
}

void
tenon_json_writer_name (TenonJsonWriter *self,
                        const char      *name)
{
  before_value (self);
  append_string (self->text, name);
  g_string_append (self->text, self->indent > 0 ? ": " : ":");
  self->is_empty = FALSE;
  self->is_named = TRUE;
}

/**
 * tenon_json_writer_string:
 * @value: (nullable): %NULL writes null; bytes that are not UTF-8 are replaced
 */
void
tenon_json_writer_string (TenonJsonWriter *self,
                          const char      *value)
{
  before_value (self);
  self->is_empty = FALSE;
  if (value == NULL)
    {
      g_string_append (self->text, "null");
    }
  else if (g_utf8_validate (value, -1, NULL))
    {
      append_string (self->text, value);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      append_string (self->text, valid);
    }
}

void
tenon_json_writer_int (TenonJsonWriter *self,
                       gint64           value)
{
  before_value (self);
  self->is_empty = FALSE;
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * tenon_json_writer_double:
 *
 * Writes the shortest decimal that reads back as the same number, without an exponent where that is readable.
 * A value that is not finite becomes null.
 */
void
tenon_json_writer_double (TenonJsonWriter *self,
                          double           value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  before_value (self);
  self->is_empty = FALSE;
  if (!isfinite (value))
    {
      g_string_append (self->text, "null");
      return;
    }
  if (value == floor (value) && fabs (value) < 1e15)
    {
      g_string_append_printf (self->text, "%" G_GINT64_FORMAT, (gint64)value);
      return;
    }
  for (int digits = 6; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (self->text, buffer);
}

void
tenon_json_writer_boolean (TenonJsonWriter *self,
                           gboolean         value)
{
  before_value (self);
  self->is_empty = FALSE;
  g_string_append (self->text, value ? "true" : "false");
}

void
tenon_json_writer_null (TenonJsonWriter *self)
{
  tenon_json_writer_string (self, NULL);
}

void
tenon_json_writer_strv (TenonJsonWriter   *self,
                        const char *const *values)
{
  tenon_json_writer_begin_array (self);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    tenon_json_writer_string (self, values[i]);
  tenon_json_writer_end_array (self);
}

void
tenon_json_writer_member_string (TenonJsonWriter *self,
                                 const char      *name,
                                 const char      *value)
{
  tenon_json_writer_name (self, name);
  tenon_json_writer_string (self, value);
}

void
tenon_json_writer_member_int (TenonJsonWriter *self,
                              const char      *name,
                              gint64           value)
{
  tenon_json_writer_name (self, name);
  tenon_json_writer_int (self, value);
}

void
tenon_json_writer_member_double (TenonJsonWriter *self,
                                 const char      *name,
                                 double           value)
{
  tenon_json_writer_name (self, name);
  tenon_json_writer_double (self, value);
}

void
tenon_json_writer_member_boolean (TenonJsonWriter *self,
                                  const char      *name,
                                  gboolean         value)
{
  tenon_json_writer_name (self, name);
  tenon_json_writer_boolean (self, value);
}

void
tenon_json_writer_member_strv (TenonJsonWriter   *self,
                               const char        *name,
                               const char *const *values)
{
  tenon_json_writer_name (self, name);
  tenon_json_writer_strv (self, values);
}

/**
 * tenon_json_writer_objects:
 * @is_flat: each on a line of its own
 * @write_members: what stands in the object of an item
 *
 * Writes an array with an object for each item.
 */
void
tenon_json_writer_objects (TenonJsonWriter     *self,
                           GPtrArray           *items,
                           gboolean             is_flat,
                           TenonJsonMembersFunc write_members)
{
  tenon_json_writer_begin_array (self);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (is_flat)
        tenon_json_writer_begin_flat (self);
      tenon_json_writer_begin_object (self);
      write_members (g_ptr_array_index (items, i), self);
      tenon_json_writer_end_object (self);
      if (is_flat)
        tenon_json_writer_end_flat (self);
    }
  tenon_json_writer_end_array (self);
}

/**
 * tenon_json_writer_get_length:
 *
 * Returns: bytes written so far, the offset of what comes next
 */
gsize
tenon_json_writer_get_length (TenonJsonWriter *self)
{
  return self->text->len;
}

/**
 * tenon_json_writer_get_line:
 *
 * Returns: the 1-based line the last written byte stands on
 */
guint
tenon_json_writer_get_line (TenonJsonWriter *self)
{
  return self->line;
}

/**
 * tenon_json_writer_finish:
 *
 * Returns: (transfer full): the text, with a final newline where it is indented
 */
char *
tenon_json_writer_finish (TenonJsonWriter *self)
{
  if (self->indent > 0)
    g_string_append_c (self->text, '\n');
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}
