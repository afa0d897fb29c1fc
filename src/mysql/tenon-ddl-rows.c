/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The statements that hold rows: INSERT and REPLACE, LOAD DATA, TRUNCATE. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"
#include "mysql/tenon-row-counter.h"

/* The names between parentheses at the present token, which may be qualified or variables. */
static char **
take_columns (TenonDdl *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  tenon_ddl_next (self);
  while (self->token.kind != TENON_TOKEN_END && !tenon_token_is_mark (&self->token, ')'))
    {
      g_autofree char *name = tenon_ddl_dup_token (self);

      tenon_ddl_next (self);
      while (tenon_ddl_accept_mark (self, '.'))
        {
          g_free (name);
          name = tenon_ddl_dup_token (self);
          tenon_ddl_next (self);
        }
      if (columns->len < TENON_DDL_MAX_COLUMNS)
        g_ptr_array_add (columns, g_steal_pointer (&name));
      if (!tenon_ddl_accept_mark (self, ','))
        break;
    }
  tenon_ddl_accept_mark (self, ')');
  g_ptr_array_add (columns, NULL);
  return (char **)g_ptr_array_free (columns, FALSE);
}

/* "SET a = 1, b = 'x'": one row. */
static void
count_assignments (TenonDdl         *self,
                   TenonSourceTable *table)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GArray    *values = g_array_new (FALSE, FALSE, sizeof (TenonToken));

  do
    {
      TenonToken none = { TENON_TOKEN_END, NULL, 0 }, value;
      gboolean   is_plain;

      tenon_ddl_next (self);
      if (!tenon_token_is_name (&self->token) || names->len >= TENON_DDL_MAX_COLUMNS)
        break;
      g_ptr_array_add (names, tenon_ddl_dup_token (self));
      tenon_ddl_next (self);
      tenon_ddl_accept_mark (self, '=');
      value = self->token;
      tenon_ddl_next (self);
      is_plain = self->token.kind == TENON_TOKEN_END || tenon_token_is_mark (&self->token, ',');
      g_array_append_val (values, *(is_plain ? &value : &none));
      tenon_ddl_skip_to_comma (self);
    }
  while (tenon_token_is_mark (&self->token, ','));
  g_ptr_array_add (names, NULL);
  if (tenon_row_counter_begin (self->counter, table, (char **)names->pdata, self->file))
    {
      for (guint i = 0; i < values->len; i++)
        {
          TenonToken *value = &g_array_index (values, TenonToken, i);

          if (value->kind == TENON_TOKEN_STRING && value->length >= 2)
            tenon_row_counter_take_value (self->counter, TENON_VALUE_TEXT, value->text + 1, value->length - 2);
          else if (value->kind == TENON_TOKEN_NUMBER)
            tenon_row_counter_take_value (self->counter, TENON_VALUE_NUMBER, value->text, value->length);
          else
            tenon_row_counter_take_value (self->counter, tenon_token_is (value, "NULL") ? TENON_VALUE_NULL : TENON_VALUE_UNKNOWN, NULL, 0);
        }
      tenon_row_counter_end_row (self->counter);
    }
  g_array_unref (values);
  g_ptr_array_unref (names);
}

/* @from, @to: the statement that holds the rows */
static void
note_rows (TenonDdl         *self,
           TenonSourceTable *table,
           gint64            rows,
           const char       *from,
           const char       *to)
{
  gint64 first;

  table->row_count = MAX (table->row_count, 0) + rows;
  if (rows <= 0)
    return;
  first = tenon_ddl_get_line (self, from);
  if (g_strcmp0 (table->rows_file, self->file) != 0)
    {
      tenon_str_set (&table->rows_file, self->file);
      table->rows_line = first;
    }
  table->rows_last_line = tenon_ddl_get_line (self, to);
}

/**
 * tenon_ddl_read_insert:
 *
 * Counts the rows of INSERT and REPLACE without looking at them, unless statistics are asked for.
 */
gboolean
tenon_ddl_read_insert (TenonDdl *self)
{
  g_autofree char *database = NULL, *name = NULL;
  g_auto (GStrv) columns = NULL;
  TenonSourceTable *table;
  const char       *begin = self->token.text;
  gint64            rows;

  while (tenon_token_is (&self->token, "LOW_PRIORITY") || tenon_token_is (&self->token, "DELAYED") || tenon_token_is (&self->token, "HIGH_PRIORITY") || tenon_token_is (&self->token, "IGNORE") || tenon_token_is (&self->token, "INTO"))
    tenon_ddl_next (self);
  if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  table = tenon_ddl_find_table (self, database, name);
  if (tenon_ddl_accept_word (self, "PARTITION") && tenon_token_is_mark (&self->token, '('))
    g_strfreev (take_columns (self));
  if (tenon_token_is_mark (&self->token, '('))
    columns = take_columns (self);
  if (tenon_token_is (&self->token, "SET"))
    {
      if (table != NULL && self->counter != NULL)
        count_assignments (self, table);
      else if (table != NULL)
        note_rows (self, table, 1, begin, self->token.text);
      return TRUE;
    }
  if (!tenon_token_is (&self->token, "VALUES") && !tenon_token_is (&self->token, "VALUE"))
    return TRUE;
  if (self->counter != NULL)
    {
      if (table != NULL && tenon_row_counter_begin (self->counter, table, columns != NULL && columns[0] != NULL ? columns : NULL, self->file))
        tenon_row_counter_take_rows (self->counter, &self->scanner);
      return TRUE;
    }
  rows = tenon_scanner_count_rows (&self->scanner);
  if (table != NULL)
    note_rows (self, table, rows, begin, self->scanner.p);
  return TRUE;
}

gboolean
tenon_ddl_read_truncate (TenonDdl *self)
{
  g_autofree char  *database = NULL, *name = NULL;
  TenonSourceTable *table;

  tenon_ddl_accept_word (self, "TABLE");
  if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  table = tenon_ddl_find_table (self, database, name);
  if (table == NULL)
    return TRUE;
  if (self->counter != NULL)
    tenon_row_counter_truncate (self->counter, table);
  else
    table->row_count = 0;
  return TRUE;
}

/* ---- LOAD DATA ---- */

static char *
take_text (TenonDdl *self)
{
  tenon_ddl_accept_word (self, "BY");
  return self->token.kind == TENON_TOKEN_STRING ? tenon_ddl_take_string (self) : g_strdup ("");
}

static void
read_fields (TenonDdl     *self,
             TenonRowText *form)
{
  for (;;)
    {
      tenon_ddl_accept_word (self, "OPTIONALLY");
      if (tenon_ddl_accept_word (self, "TERMINATED"))
        {
          g_free (form->terminator);
          form->terminator = take_text (self);
        }
      else if (tenon_ddl_accept_word (self, "ENCLOSED"))
        {
          g_autofree char *text = take_text (self);

          form->enclosure = *text;
        }
      else if (tenon_ddl_accept_word (self, "ESCAPED"))
        {
          g_autofree char *text = take_text (self);

          form->escape = *text;
        }
      else
        {
          return;
        }
    }
}

static void
read_lines (TenonDdl     *self,
            TenonRowText *form)
{
  for (;;)
    {
      if (tenon_ddl_accept_word (self, "TERMINATED"))
        {
          g_free (form->ending);
          form->ending = take_text (self);
        }
      else if (tenon_ddl_accept_word (self, "STARTING"))
        {
          g_free (form->starting);
          form->starting = take_text (self);
        }
      else
        {
          return;
        }
    }
}

/* What stands behind the table's name. */
static char **
read_load_form (TenonDdl     *self,
                TenonRowText *form)
{
  while (self->token.kind != TENON_TOKEN_END)
    {
      if (tenon_token_is_mark (&self->token, '('))
        return take_columns (self);
      if (tenon_ddl_accept_word (self, "PARTITION"))
        {
          if (tenon_token_is_mark (&self->token, '('))
            g_strfreev (take_columns (self));
        }
      else if (tenon_ddl_accept_word (self, "FIELDS") || tenon_ddl_accept_word (self, "COLUMNS"))
        {
          read_fields (self, form);
        }
      else if (tenon_ddl_accept_word (self, "LINES"))
        {
          read_lines (self, form);
        }
      else if (tenon_ddl_accept_word (self, "IGNORE"))
        {
          form->skipped = self->token.kind == TENON_TOKEN_NUMBER ? tenon_token_get_int (&self->token) : 0;
          tenon_ddl_next (self);
        }
      else
        {
          tenon_ddl_next (self);
        }
    }
  return NULL;
}

/* The file of that name beside the script: where it stood on the machine that wrote the dump says nothing here. */
static TenonSource *
find_beside (TenonDdl   *self,
             const char *path)
{
  const char      *script = tenon_source_get_path (self->source);
  const char      *name = strrchr (path, '/');
  const char      *other = strrchr (path, '\\');
  g_autofree char *folder = NULL, *beside = NULL;

  name = name != NULL ? name + 1 : path;
  if (other != NULL && other >= name)
    name = other + 1;
  if (script == NULL || *name == '\0' || strcmp (name, "..") == 0)
    return NULL;
  folder = g_path_get_dirname (script);
  beside = g_build_filename (folder, name, NULL);
  return g_file_test (beside, G_FILE_TEST_IS_REGULAR) ? tenon_source_load (beside, name, NULL) : NULL;
}

static void
load_rows (TenonDdl         *self,
           TenonSourceTable *table,
           TenonRowText     *form,
           char            **columns,
           TenonSource      *source)
{
  if (self->counter == NULL)
    {
      table->row_count = MAX (table->row_count, 0) + tenon_row_text_read (form, source, NULL);
      tenon_str_set (&table->rows_file, tenon_source_get_name (source));
    }
  else if (tenon_row_counter_begin (self->counter, table, columns, tenon_source_get_name (source)))
    tenon_row_text_read (form, source, self->counter);
}

/**
 * tenon_ddl_read_load:
 *
 * Counts the rows of LOAD DATA where the file it names stands beside the script, as mysqldump --tab leaves them.
 */
gboolean
tenon_ddl_read_load (TenonDdl *self)
{
  g_autofree char *path = NULL, *database = NULL, *name = NULL;
  g_auto (GStrv) columns = NULL;
  g_autoptr (TenonSource) source = NULL;
  TenonSourceTable *table;
  TenonRowText      form;

  if (!tenon_ddl_accept_word (self, "DATA"))
    return TRUE;
  while (self->token.kind == TENON_TOKEN_WORD && !tenon_token_is (&self->token, "INTO") && !tenon_token_is (&self->token, "INFILE"))
    tenon_ddl_next (self);
  if (!tenon_ddl_accept_word (self, "INFILE") || self->token.kind != TENON_TOKEN_STRING)
    return TRUE;
  path = tenon_ddl_take_string (self);
  while (self->token.kind == TENON_TOKEN_WORD && !tenon_token_is (&self->token, "TABLE"))
    tenon_ddl_next (self);
  if (!tenon_ddl_accept_word (self, "TABLE") || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  table = tenon_ddl_find_table (self, database, name);
  tenon_row_text_init (&form);
  columns = read_load_form (self, &form);
  source = find_beside (self, path);
  if (table != NULL && source != NULL && *form.ending != '\0')
    load_rows (self, table, &form, columns, source);
  else if (self->counter == NULL)
    tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-load-data", table == NULL ? "The rows of file “%s” are not counted: the table they go to is not known" : "The rows of file “%s” are not counted: it does not stand beside this script", path);
  tenon_row_text_clear (&form);
  return TRUE;
}
