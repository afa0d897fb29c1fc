/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Comma and tab separated rows (RFC 4180) with the line each one begins on. */

#include "artifact/tenon-csv.h"

#include <string.h>

void
tenon_csv_row_free (TenonCsvRow *self)
{
  g_strfreev (self->fields);
  g_free (self);
}

typedef struct
{
  GPtrArray *rows;
  GPtrArray *fields;
  GString   *field;
  guint      line;     /* where the reader stands */
  guint      row_line; /* where the present row began */
  gboolean   has_any;  /* the present row has a character or a separator */
} CsvReader;

static void
end_field (CsvReader *reader)
{
  g_ptr_array_add (reader->fields, g_string_free (reader->field, FALSE));
  reader->field = g_string_new (NULL);
}

static void
end_row (CsvReader *reader)
{
  if (reader->has_any)
    {
      TenonCsvRow *row = g_new0 (TenonCsvRow, 1);

      end_field (reader);
      g_ptr_array_add (reader->fields, NULL);
      row->line = reader->row_line;
      row->fields = (char **)g_ptr_array_free (reader->fields, FALSE);
      reader->fields = g_ptr_array_new ();
      g_ptr_array_add (reader->rows, row);
    }
  reader->has_any = FALSE;
  reader->row_line = reader->line;
}

/* Reads a quoted field from behind its opening quote.  Returns: the offset behind the closing one. */
static gsize
read_quoted (CsvReader  *reader,
             const char *text,
             gsize       i,
             gsize       length)
{
  while (i < length)
    {
      if (text[i] == '"' && i + 1 < length && text[i + 1] == '"')
        i++;
      else if (text[i] == '"')
        return i + 1;
      reader->line += text[i] == '\n';
      g_string_append_c (reader->field, text[i++]);
    }
  return i;
}

/**
 * tenon_csv_read:
 * @length: in bytes, or -1
 * @separator: ',' or '\t'
 *
 * A quote that is not closed takes the rest of the text, as the grammar leaves no other reading.  Empty lines are no rows.
 *
 * Returns: (transfer full) (element-type TenonCsvRow): valid UTF-8 fields, the header like any other row
 */
GPtrArray *
tenon_csv_read (const char *text,
                gssize      length,
                char        separator)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  gsize            n = strlen (valid);
  CsvReader        reader = {
           .rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_csv_row_free),
           .fields = g_ptr_array_new (),
           .field = g_string_new (NULL),
           .line = 1,
           .row_line = 1,
  };

  for (gsize i = 0; i < n;)
    {
      char c = valid[i];

      if (c == '\n' || c == '\r')
        {
          i += c == '\r' && valid[i + 1] == '\n' ? 2 : 1;
          reader.line++;
          end_row (&reader);
          continue;
        }
      reader.has_any = TRUE;
      if (c == '"' && reader.field->len == 0)
        {
          i = read_quoted (&reader, valid, i + 1, n);
          continue;
        }
      if (c == separator)
        end_field (&reader);
      else
        g_string_append_c (reader.field, c);
      i++;
    }
  end_row (&reader);
  g_ptr_array_free (reader.fields, TRUE);
  g_string_free (reader.field, TRUE);
  return reader.rows;
}

/**
 * tenon_csv_guess:
 *
 * Returns: the separator the first line uses: a tab, a semicolon or a comma
 */
char
tenon_csv_guess (const char *text,
                 gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;
  gsize end = 0;

  while (end < n && text[end] != '\n' && text[end] != '\r')
    end++;
  if (memchr (text, '\t', end) != NULL)
    return '\t';
  if (memchr (text, ',', end) == NULL && memchr (text, ';', end) != NULL)
    return ';';
  return ',';
}

/**
 * tenon_csv_find_column:
 * @names: (array zero-terminated=1): spellings in lower case
 *
 * Returns: the index of the column headed by one of @names, or -1
 */
int
tenon_csv_find_column (const TenonCsvRow *header,
                       const char *const *names)
{
  for (guint n = 0; names[n] != NULL; n++)
    for (int i = 0; header->fields[i] != NULL; i++)
      {
        g_autofree char *name = g_strstrip (g_strdup (header->fields[i]));

        if (g_ascii_strcasecmp (name, names[n]) == 0)
          return i;
      }
  return -1;
}

/**
 * tenon_csv_get_field:
 * @column: may be -1
 *
 * Returns: (transfer none): never %NULL; rows may be shorter than their header
 */
const char *
tenon_csv_get_field (const TenonCsvRow *row,
                     int                column)
{
  return column >= 0 && (guint)column < g_strv_length (row->fields) ? row->fields[column] : "";
}

/**
 * tenon_csv_append:
 * @fields: (array zero-terminated=1):
 *
 * Writes one comma separated row, quoting only what needs it.
 */
void
tenon_csv_append (GString           *out,
                  const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (strpbrk (fields[i], "\",\r\n") == NULL)
        {
          g_string_append (out, fields[i]);
          continue;
        }
      g_string_append_c (out, '"');
      for (const char *p = fields[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (out, '"');
          g_string_append_c (out, *p);
        }
      g_string_append_c (out, '"');
    }
  g_string_append (out, "\n");
}
