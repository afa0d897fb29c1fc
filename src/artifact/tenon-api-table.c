/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which column of a table holds methods, paths and words: by its heading, or by the form of what stands below it. */

#include "artifact/tenon-api-table.h"

#include "artifact/tenon-api-call.h"
#include "artifact/tenon-csv.h"
#include "artifact/tenon-document.h"
#include "base/tenon-diagnostic.h"

#include <string.h>

/* A column is what most of this many cells look like. */
#define MAX_PROBED_ROWS 64

static const char *const method_columns[] = { "method", "http method", "verb", "http verb", NULL };
static const char *const endpoint_columns[] = { "endpoint", "path", "url", "uri", "route", NULL };
static const char *const auth_columns[] = { "auth required", "auth", "authentication", NULL };
static const char *const access_columns[] = { "data access pattern", "data access", "pattern", "access pattern", "query", "operation", NULL };
static const char *const stated_columns[] = { "stated as", NULL };
static const char *const description_columns[] = { "description", "purpose", "summary", "what it does", "does", "what", "action", "meaning", "explanation", "function", "feature", "name", "notes", "note", "comment", "comments", "remarks", NULL };

typedef gboolean (*CellTest) (const char *cell);

static gboolean
is_address (const char *cell)
{
  g_auto (GStrv) methods = NULL;
  g_autofree char *path = NULL;
  const char      *end;

  return tenon_api_address_parse (cell, &methods, &path, &end) && end[strspn (end, " \t")] == '\0';
}

static gboolean
is_method (const char *cell)
{
  const char *end = cell;
  g_auto (GStrv) methods = tenon_api_methods_parse (cell, &end);

  return methods != NULL && end[strspn (end, " \t")] == '\0';
}

static gboolean
is_path (const char *cell)
{
  const char      *end = cell;
  g_autofree char *path = tenon_api_path_parse (cell, &end);

  return path != NULL && end[strspn (end, " \t")] == '\0';
}

static gboolean
is_worded (const char *cell)
{
  return strchr (cell, ' ') != NULL;
}

/* The first column most of whose cells pass the test, that is not the method's. -1: none */
static int
find_by_form (TenonPipeTable *table,
              CellTest        test,
              int             besides)
{
  guint last = MIN (table->rows->len, MAX_PROBED_ROWS + 1);

  for (guint k = 0; k < table->n_columns; k++)
    {
      guint n = 0, n_filled = 0;

      for (guint row = 1; row < last && (int)k != besides; row++)
        {
          g_autofree char *cell = tenon_markdown_strip (tenon_pipe_table_get_cell (table, row, (int)k));

          n_filled += *cell != '\0';
          n += *cell != '\0' && test (cell);
        }
      if (n > 0 && 2 * n > n_filled)
        return (int)k;
    }
  return -1;
}

/* The column whose cells have the most words: what no heading says is said by what stands there. -1: none has any. */
static int
find_wordy_column (TenonPipeTable *table)
{
  int   found = -1;
  guint most = 0;

  for (guint k = 0; k < table->n_columns; k++)
    {
      guint n = 0;

      for (guint i = 1; i < table->rows->len; i++)
        for (const char *p = tenon_pipe_table_get_cell (table, i, (int)k); *p != '\0'; p++)
          n += *p == ' ';
      if (n > most)
        found = (int)k;
      most = MAX (most, n);
    }
  return most + 1 >= table->rows->len ? found : -1;
}

/* "UserController@show" below "Action" says less than a sentence below "Notes". */
static int
find_description (TenonPipeTable *table)
{
  int first = tenon_pipe_table_find_column (table, description_columns);

  for (guint i = 0; first >= 0 && description_columns[i] != NULL; i++)
    {
      const char *const name[] = { description_columns[i], NULL };
      int               column = tenon_pipe_table_find_column (table, name);

      for (guint row = 1; column >= 0 && row < MIN (table->rows->len, MAX_PROBED_ROWS); row++)
        if (is_worded (tenon_pipe_table_get_cell (table, row, column)))
          return column;
    }
  return first;
}

/* Without a row of headings the first row is a request too, and what has words says what it does. */
static gboolean
is_headless (TenonPipeTable  *table,
             TenonApiColumns *columns)
{
  g_autofree char *method = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, columns->method));
  g_autofree char *path = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, columns->path));

  return columns->path == columns->method ? is_address (path) : is_method (method) && is_path (path);
}

/**
 * tenon_api_columns_find:
 * @columns: (out):
 *
 * Returns: whether the table lists requests: it has a column of methods and one of paths, or one of both together
 */
gboolean
tenon_api_columns_find (TenonPipeTable  *table,
                        TenonApiColumns *columns)
{
  int both;

  columns->method = tenon_pipe_table_find_column (table, method_columns);
  columns->path = tenon_pipe_table_find_column (table, endpoint_columns);
  columns->is_named = columns->method >= 0 && columns->path >= 0;
  if (!columns->is_named)
    {
      both = find_by_form (table, is_address, -1);
      if (both >= 0)
        columns->method = columns->path = both;
    }
  if (columns->method < 0)
    columns->method = find_by_form (table, is_method, columns->path);
  if (columns->path < 0)
    columns->path = find_by_form (table, is_path, columns->method);
  if (columns->method < 0 || columns->path < 0)
    return FALSE;
  columns->first = is_headless (table, columns) ? 0 : 1;
  columns->auth = tenon_pipe_table_find_column (table, auth_columns);
  columns->access = tenon_pipe_table_find_column (table, access_columns);
  columns->description = find_description (table);
  columns->stated = tenon_pipe_table_find_column (table, stated_columns);
  if (columns->access < 0 && columns->description < 0)
    columns->description = find_wordy_column (table);
  return TRUE;
}

static void
row_free (gpointer data)
{
  TenonPipeRow *row = data;

  g_strfreev (row->cells);
  g_free (row->beyond);
  g_free (row);
}

/**
 * tenon_api_table_from_csv:
 * @max_rows: 0 for all
 * @file: (nullable):
 * @diagnostics: (nullable): gets rows that are longer or shorter than the first
 *
 * Returns: (transfer full) (nullable): fields as cells; %NULL where there is no row
 */
TenonPipeTable *
tenon_api_table_from_csv (const char *text,
                          gssize      length,
                          guint       max_rows,
                          const char *file,
                          GPtrArray  *diagnostics)
{
  g_autoptr (GPtrArray) rows = tenon_csv_read (text, length, tenon_csv_guess (text, length));
  TenonPipeTable *table;

  if (rows->len == 0)
    return NULL;
  table = g_new0 (TenonPipeTable, 1);
  table->aligns = g_array_new (FALSE, FALSE, sizeof (TenonAlign));
  table->rows = g_ptr_array_new_with_free_func (row_free);
  table->n_columns = g_strv_length (((TenonCsvRow *)g_ptr_array_index (rows, 0))->fields);
  for (guint i = 0; i < rows->len && (max_rows == 0 || i < max_rows); i++)
    {
      TenonCsvRow  *fields = g_ptr_array_index (rows, i);
      TenonPipeRow *row = g_new0 (TenonPipeRow, 1);
      guint         n = g_strv_length (fields->fields);

      if (diagnostics != NULL && n != table->n_columns)
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "api-row-length", file, fields->line, 0, "The row has %u fields, the header %u.", n, table->n_columns);
      row->line = fields->line;
      row->cells = g_new0 (char *, table->n_columns + 1);
      for (guint k = 0; k < table->n_columns; k++)
        row->cells[k] = g_strdup (k < n ? fields->fields[k] : "");
      table->n_dropped += n > table->n_columns;
      row->beyond = n > table->n_columns ? g_strjoinv (" ", fields->fields + table->n_columns) : NULL;
      g_ptr_array_add (table->rows, row);
    }
  table->first_line = ((TenonPipeRow *)g_ptr_array_index (table->rows, 0))->line;
  table->last_line = ((TenonPipeRow *)g_ptr_array_index (table->rows, table->rows->len - 1))->line;
  return table;
}
