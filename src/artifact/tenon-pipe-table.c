/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pipe tables by the rules of GitHub Flavored Markdown's table extension (specification 0.29, section 4.10). */

#include "artifact/tenon-pipe-table.h"

#include <string.h>

static void
pipe_row_free (TenonPipeRow *row)
{
  g_strfreev (row->cells);
  g_free (row->beyond);
  g_free (row);
}

void
tenon_pipe_table_free (TenonPipeTable *self)
{
  g_array_unref (self->aligns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* A pipe that closes the row, not one that is escaped. */
static gboolean
ends_in_pipe (const char *text,
              gsize       length)
{
  gsize n_backslashes = 0;

  if (length == 0 || text[length - 1] != '|')
    return FALSE;
  while (n_backslashes < length - 1 && text[length - 2 - n_backslashes] == '\\')
    n_backslashes++;
  return n_backslashes % 2 == 0;
}

/* Splits a line at its unescaped pipes.  "\|" becomes "|"; every other backslash stays as it is, and code spans protect
 * nothing: the specification says a pipe inside them must be escaped too. */
static GPtrArray *
split_row (const char *line)
{
  g_autofree char *row = g_strstrip (g_strdup (line));
  GPtrArray       *cells = g_ptr_array_new_with_free_func (g_free);
  GString         *cell = g_string_new (NULL);
  gsize            length = strlen (row);
  const char      *p = row;

  if (ends_in_pipe (row, length) && length > 1)
    row[length - 1] = '\0';
  if (*p == '|')
    p++;
  for (; *p != '\0'; p++)
    {
      if (*p == '|')
        {
          g_ptr_array_add (cells, g_strstrip (g_string_free (cell, FALSE)));
          cell = g_string_new (NULL);
        }
      else if (*p == '\\' && p[1] == '|')
        {
          g_string_append_c (cell, *++p);
        }
      else if (*p == '\\' && p[1] == '\\')
        {
          g_string_append (cell, "\\\\");
          p++;
        }
      else
        {
          g_string_append_c (cell, *p);
        }
    }
  g_ptr_array_add (cells, g_strstrip (g_string_free (cell, FALSE)));
  return cells;
}

/* Reads one cell of a delimiter row: hyphens with a colon at either end. */
static gboolean
read_align (const char *cell,
            TenonAlign *align)
{
  gboolean left = *cell == ':', right;
  gsize    n_hyphens;

  cell += left;
  n_hyphens = strspn (cell, "-");
  cell += n_hyphens;
  right = *cell == ':';
  cell += right;
  *align = left ? (right ? TENON_ALIGN_CENTRE : TENON_ALIGN_LEFT) : right ? TENON_ALIGN_RIGHT
                                                                          : TENON_ALIGN_NONE;
  return n_hyphens > 0 && *cell == '\0';
}

/* Returns: (transfer full) (nullable): the alignments if @line is a delimiter row. */
static GArray *
read_delimiter_row (const char *line)
{
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GArray) aligns = NULL;

  if (strchr (line, '-') == NULL || line[strspn (line, "|:- \t")] != '\0')
    return NULL;
  cells = split_row (line);
  aligns = g_array_new (FALSE, FALSE, sizeof (TenonAlign));
  for (guint i = 0; i < cells->len; i++)
    {
      TenonAlign align;

      if (!read_align (g_ptr_array_index (cells, i), &align))
        return NULL;
      g_array_append_val (aligns, align);
    }
  return g_steal_pointer (&aligns);
}

static void
add_row (TenonPipeTable *self,
         GPtrArray      *cells,
         guint           line)
{
  TenonPipeRow *row = g_new0 (TenonPipeRow, 1);
  g_autoptr (GString) beyond = g_string_new (NULL);

  row->line = line;
  row->cells = g_new0 (char *, self->n_columns + 1);
  for (guint i = self->n_columns; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (*cell == '\0')
        continue;
      self->n_dropped++;
      g_string_append_printf (beyond, "%s%s", beyond->len > 0 ? " | " : "", cell);
    }
  if (beyond->len > 0)
    row->beyond = g_string_free (g_steal_pointer (&beyond), FALSE);
  for (guint i = 0; i < self->n_columns; i++)
    row->cells[i] = g_strdup (i < cells->len ? g_ptr_array_index (cells, i) : "");
  g_ptr_array_add (self->rows, row);
}

/**
 * tenon_pipe_table_read:
 * @lines: the lines of one paragraph, without their line ends and without the marks of what it stands in
 * @first_line: the number of the first of them
 * @n_before: (out) (optional): how many lines in front of the header row stay a paragraph
 *
 * A table is a header row and a delimiter row of as many cells; every further line is a row.  Short rows are filled with
 * empty cells, the excess of long ones is dropped, as the specification has it.
 *
 * Returns: (transfer full) (nullable): %NULL if no table stands there
 */
TenonPipeTable *
tenon_pipe_table_read (const char *const *lines,
                       guint              n_lines,
                       guint              first_line,
                       guint             *n_before)
{
  for (guint i = 0; i + 1 < n_lines; i++)
    {
      g_autoptr (GArray) aligns = read_delimiter_row (lines[i + 1]);
      g_autoptr (GPtrArray) header = aligns != NULL ? split_row (lines[i]) : NULL;
      TenonPipeTable *self;

      if (header == NULL || header->len != aligns->len || (header->len == 1 && strchr (lines[i], '|') == NULL))
        continue;
      self = g_new0 (TenonPipeTable, 1);
      self->first_line = first_line + i;
      self->last_line = first_line + n_lines - 1;
      self->n_columns = header->len;
      self->aligns = g_steal_pointer (&aligns);
      self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)pipe_row_free);
      add_row (self, header, first_line + i);
      for (guint k = i + 2; k < n_lines; k++)
        {
          g_autoptr (GPtrArray) cells = split_row (lines[k]);

          add_row (self, cells, first_line + k);
        }
      if (n_before != NULL)
        *n_before = i;
      return self;
    }
  return NULL;
}

/**
 * tenon_pipe_table_read_unruled:
 *
 * Reads what is no table by the specification, as its second line is missing or has another number of cells: each line with a
 * cell for each heading is a row, from the first line on that has two.
 *
 * Returns: (transfer full) (nullable): %NULL for less than a heading and a row
 */
TenonPipeTable *
tenon_pipe_table_read_unruled (const char *const *lines,
                               guint              n_lines,
                               guint              first_line)
{
  TenonPipeTable *self = g_new0 (TenonPipeTable, 1);

  self->aligns = g_array_new (FALSE, FALSE, sizeof (TenonAlign));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)pipe_row_free);
  self->first_line = first_line;
  self->last_line = first_line + n_lines - 1;
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (GArray) aligns = read_delimiter_row (lines[i]);
      g_autoptr (GPtrArray) cells = split_row (lines[i]);

      if (aligns != NULL || strchr (lines[i], '|') == NULL || cells->len < 2)
        continue;
      if (self->rows->len == 0)
        self->n_columns = cells->len;
      add_row (self, cells, first_line + i);
    }
  if (self->rows->len < 2)
    g_clear_pointer (&self, tenon_pipe_table_free);
  return self;
}

/* Header cells as they are compared: no emphasis, one space between words, lower case. */
static char *
fold_header (const char *cell)
{
  GString *s = g_string_new (NULL);

  for (const char *p = cell; *p != '\0'; p++)
    {
      if (strchr ("*`_", *p) != NULL)
        continue;
      if (*p == ' ' && (s->len == 0 || s->str[s->len - 1] == ' '))
        continue;
      g_string_append_c (s, g_ascii_tolower (*p));
    }
  return g_strchomp (g_string_free (s, FALSE));
}

/**
 * tenon_pipe_table_find_column:
 * @names: (array zero-terminated=1): spellings in lower case, the preferred ones first
 *
 * Returns: the column whose heading is one of @names, or -1
 */
int
tenon_pipe_table_find_column (TenonPipeTable    *self,
                              const char *const *names)
{
  const TenonPipeRow *header = g_ptr_array_index (self->rows, 0);

  for (guint n = 0; names[n] != NULL; n++)
    for (guint i = 0; i < self->n_columns; i++)
      {
        g_autofree char *folded = fold_header (header->cells[i]);

        if (strcmp (folded, names[n]) == 0)
          return (int)i;
      }
  return -1;
}

/**
 * tenon_pipe_table_get_cell:
 * @row: 0 is the header row
 * @column: may be -1, for a column the table does not have
 *
 * Returns: (transfer none): never %NULL
 */
const char *
tenon_pipe_table_get_cell (TenonPipeTable *self,
                           guint           row,
                           int             column)
{
  const TenonPipeRow *r;

  if (row >= self->rows->len || column < 0 || (guint)column >= self->n_columns)
    return "";
  r = g_ptr_array_index (self->rows, row);
  return r->cells[column];
}

static const struct
{
  const char *written;
  const char *meant;
} cell_escapes[] = {
  { "<br>", "\n" },
  { "<br/>", "\n" },
  { "<br />", "\n" },
  { "&#124;", "|" },
  { "&vert;", "|" },
  { "&lt;", "<" },
  { "&gt;", ">" },
  { "&amp;", "&" },
  { "&quot;", "\"" },
  { "&#34;", "\"" },
  { "&#39;", "'" },
  { "&apos;", "'" },
  { "&nbsp;", "\302\240" },
  { "&ndash;", "–" },
  { "&mdash;", "—" },
  { "&hellip;", "…" },
  { "&rarr;", "→" },
  { "&le;", "≤" },
  { "&ge;", "≥" },
  { "&times;", "×" },
};

/* Which of them @p begins with; -1: none. */
static int
find_escape (const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (cell_escapes); i++)
    if (g_str_has_prefix (p, cell_escapes[i].written))
      return (int)i;
  return -1;
}

/**
 * tenon_pipe_cell_escape:
 * @text: (nullable):
 *
 * Writes any text as one cell: a line break becomes "<br>", a pipe "\|" (or "&#124;" behind a backslash, where the escape
 * would be read as an escaped backslash).
 *
 * Returns: (transfer full): what tenon_pipe_cell_unescape() makes @text of again, blank ends aside
 */
char *
tenon_pipe_cell_escape (const char *text)
{
  GString *s = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '|')
        g_string_append (s, p > text && p[-1] == '\\' ? "&#124;" : "\\|");
      else if (*p == '\n')
        g_string_append (s, "<br>");
      else if (g_str_has_prefix (p, "<br>") || g_str_has_prefix (p, "<br/>") || g_str_has_prefix (p, "<br />"))
        g_string_append (s, "&lt;");
      else if (*p == '&' && find_escape (p) >= 0)
        g_string_append (s, "&amp;");
      else if (*p != '\r')
        g_string_append_c (s, g_ascii_iscntrl (*p) ? ' ' : *p);
    }
  return g_strstrip (g_string_free (s, FALSE));
}

/**
 * tenon_pipe_cell_unescape:
 *
 * Returns: (transfer full): the text a cell stands for, control characters as blanks
 */
char *
tenon_pipe_cell_unescape (const char *cell)
{
  GString *s = g_string_new (NULL);

  for (const char *p = cell; *p != '\0';)
    {
      int i = *p == '<' || *p == '&' ? find_escape (p) : -1;

      if (i >= 0)
        {
          g_string_append (s, cell_escapes[i].meant);
          p += strlen (cell_escapes[i].written);
        }
      else
        {
          g_string_append_c (s, g_ascii_iscntrl (*p) ? ' ' : *p);
          p++;
        }
    }
  return g_strstrip (g_string_free (s, FALSE));
}

/**
 * tenon_pipe_row_append:
 * @first_cell: text of the first cell, followed by the others and %NULL; each is escaped
 *
 * Writes "| a | b |" and a line end.
 */
void
tenon_pipe_row_append (GString    *out,
                       const char *first_cell,
                       ...)
{
  va_list args;

  va_start (args, first_cell);
  for (const char *cell = first_cell; cell != NULL; cell = va_arg (args, const char *))
    {
      g_autofree char *escaped = tenon_pipe_cell_escape (cell);

      g_string_append_printf (out, "| %s ", escaped);
    }
  va_end (args);
  g_string_append (out, "|\n");
}
