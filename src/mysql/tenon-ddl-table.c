/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CREATE TABLE: its columns and keys, its options, LIKE another table, and AS SELECT. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

#include "base/tenon-text.h"

/* A table carries the names of its checks, as many as these, while the script is read. */
#define CHECK_NAMES_KEY "tenon-ddl-check-names"

/**
 * tenon_ddl_append_check:
 * @name: (nullable): without one the server calls it "table_chk_1", …
 */
void
tenon_ddl_append_check (TenonSourceTable *table,
                        const char       *name,
                        const char       *clause)
{
  guint      n = table->checks != NULL ? g_strv_length (table->checks) : 0;
  GPtrArray *names = g_object_get_data (G_OBJECT (table), CHECK_NAMES_KEY);

  if (n > TENON_DDL_MAX_COLUMNS)
    return;
  if (names == NULL)
    {
      names = g_ptr_array_new_with_free_func (g_free);
      g_object_set_data_full (G_OBJECT (table), CHECK_NAMES_KEY, names, (GDestroyNotify)g_ptr_array_unref);
    }
  if (name != NULL)
    {
      g_ptr_array_add (names, g_strdup (name));
    }
  else
    {
      g_autofree char *prefix = g_strconcat (table->name, "_chk_", NULL);
      guint            number = 1;

      for (guint i = 0; i < names->len; i++)
        number += g_str_has_prefix (g_ptr_array_index (names, i), prefix);
      g_ptr_array_add (names, g_strdup_printf ("%s%u", prefix, number));
    }
  table->checks = g_renew (char *, table->checks, n + 2);
  table->checks[n] = g_strdup (clause);
  table->checks[n + 1] = NULL;
}

/* Returns: whether there was one of that name */
gboolean
tenon_ddl_drop_check (TenonSourceTable *table,
                      const char       *name)
{
  guint      n = table->checks != NULL ? g_strv_length (table->checks) : 0;
  GPtrArray *names = g_object_get_data (G_OBJECT (table), CHECK_NAMES_KEY);

  /* Of a copy the names are not known. */
  for (guint i = 0; names != NULL && names->len == n && i < n; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (names, i), name) == 0)
      {
        g_free (table->checks[i]);
        memmove (&table->checks[i], &table->checks[i + 1], (n - i) * sizeof *table->checks);
        g_ptr_array_remove_index (names, i);
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_option (TenonDdl *self,
             char    **target)
{
  tenon_ddl_accept_mark (self, '=');
  if (self->token.kind == TENON_TOKEN_END)
    return FALSE;
  g_free (*target);
  if (self->token.kind == TENON_TOKEN_STRING)
    {
      *target = tenon_ddl_take_string (self);
    }
  else
    {
      *target = tenon_ddl_dup_token (self);
      tenon_ddl_next (self);
    }
  return TRUE;
}

/**
 * tenon_ddl_read_option:
 *
 * Reads one table option at the present token, if it is one that says something Tenon keeps.
 */
gboolean
tenon_ddl_read_option (TenonDdl         *self,
                       TenonSourceTable *table)
{
  if (tenon_token_is (&self->token, "DEFAULT") && (tenon_ddl_peek_word (self, "CHARSET") || tenon_ddl_peek_word (self, "CHARACTER") || tenon_ddl_peek_word (self, "COLLATE") || tenon_ddl_peek_word (self, "CHAR")))
    tenon_ddl_next (self);
  if (tenon_ddl_accept_word (self, "ENGINE") || tenon_ddl_accept_word (self, "TYPE"))
    return take_option (self, &table->engine);
  if (tenon_ddl_accept_word (self, "COMMENT"))
    return take_option (self, &table->comment);
  if (tenon_ddl_accept_word (self, "COLLATE"))
    return take_option (self, &table->collation);
  if (tenon_ddl_accept_word (self, "CHARSET"))
    return take_option (self, &table->charset);
  if ((tenon_token_is (&self->token, "CHARACTER") || tenon_token_is (&self->token, "CHAR")) && tenon_ddl_peek_word (self, "SET"))
    {
      tenon_ddl_next (self);
      tenon_ddl_next (self);
      return take_option (self, &table->charset);
    }
  return FALSE;
}

/* A word that begins a statement where an option should stand: the delimiter before it is missing. */
static gboolean
at_next_statement (TenonDdl *self)
{
  static const char *const words[] = { "CREATE", "ALTER", "DROP", "INSERT", "LOCK", "USE", "SET", "DELIMITER" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (&self->token, words[i], strlen (words[i])))
      return TRUE;
  return FALSE;
}

/* What the client prints behind a statement it shows: "1 row in set", "*** 2. row ***". */
static gboolean
at_client_output (TenonDdl *self)
{
  return tenon_token_is_mark (&self->token, '*') || (self->token.kind == TENON_TOKEN_NUMBER && (tenon_ddl_peek_word (self, "ROW") || tenon_ddl_peek_word (self, "ROWS")));
}

/* ---- the statement ---- */

/*
 * Goes back to the beginning of a column or key that could not be read and passes over it; the rest of the table is still
 * read. MariaDB's own answer, which is followed there, is to refuse the table.
 */
static gboolean
pass_over (TenonDdl           *self,
           const TenonScanner *scanner,
           const TenonToken   *token)
{
  if (self->dialect == TENON_DIALECT_MARIADB)
    return FALSE;
  self->scanner = *scanner;
  self->token = *token;
  tenon_ddl_skip_to_comma (self);
  self->n_lost++;
  return self->token.kind != TENON_TOKEN_END;
}

/* One statement that goes wrong is one diagnostic: it says so where there is more. */
static void
report_lost (TenonDdl *self,
             guint     n_before)
{
  TenonDiagnostic *first;
  g_autofree char *message = NULL;

  if (self->n_lost < 2 || self->diagnostics == NULL || self->diagnostics->len <= n_before)
    return;
  first = g_ptr_array_index (self->diagnostics, n_before);
  message = g_strdup_printf ("%s; %u more columns or keys of this table could not be read", first->message, self->n_lost - 1);
  tenon_str_set (&first->message, message);
}

static gboolean
read_elements (TenonDdl         *self,
               TenonSourceTable *table,
               GPtrArray        *pending)
{
  gboolean comma_missing;

  do
    {
      TenonColumnExtra extra = { 0 };
      TenonColumn     *column;
      TenonScanner     scanner = self->scanner;
      TenonToken       token = self->token;

      comma_missing = FALSE;
      /* A comma too many, before the parenthesis that closes. */
      if (tenon_token_is_mark (&self->token, ')') && self->dialect == TENON_DIALECT_MYSQL && tenon_list_get_length (table->columns) > 0)
        {
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-extra-comma", "A comma stands before the parenthesis that closes table “%s”", table->name);
          break;
        }
      if (tenon_ddl_at_key (self))
        {
          if (!tenon_ddl_read_key (self, table, pending) && !pass_over (self, &scanner, &token))
            return FALSE;
          continue;
        }
      column = tenon_ddl_read_column (self, table, &extra);
      if (column == NULL)
        {
          tenon_column_extra_clear (&extra);
          if (!pass_over (self, &scanner, &token))
            return FALSE;
          continue;
        }
      if (tenon_ddl_find_column (table, column->name, NULL) != NULL || tenon_list_get_length (table->columns) >= TENON_DDL_MAX_COLUMNS)
        {
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-column", "Table “%s” already has a column “%s”, or too many", table->name, column->name);
          self->reported = TRUE;
          g_object_unref (column);
          tenon_column_extra_clear (&extra);
          if (self->dialect == TENON_DIALECT_MARIADB || tenon_list_get_length (table->columns) >= TENON_DDL_MAX_COLUMNS)
            return FALSE;
          continue;
        }
      comma_missing = extra.comma_missing;
      tenon_ddl_pend_extra (pending, column, &extra);
      tenon_column_extra_clear (&extra);
      tenon_list_append_take (table->columns, column);
    }
  while (comma_missing || tenon_ddl_accept_mark (self, ','));
  return tenon_ddl_expect_mark (self, ')');
}

/* Options, partitions and a query behind the parentheses. */
static gboolean
read_tail (TenonDdl         *self,
           TenonSourceTable *table)
{
  while (self->token.kind != TENON_TOKEN_END)
    {
      if (tenon_ddl_read_option (self, table))
        continue;
      if (tenon_token_is (&self->token, "PARTITION"))
        {
          while (self->token.kind != TENON_TOKEN_END)
            tenon_ddl_next (self);
          return TRUE;
        }
      if (tenon_token_is (&self->token, "AS") || tenon_token_is (&self->token, "SELECT") || tenon_token_is (&self->token, "IGNORE") || tenon_token_is (&self->token, "REPLACE"))
        {
          tenon_ddl_read_select (self, table);
          return TRUE;
        }
      if (at_next_statement (self))
        {
          if (self->dialect == TENON_DIALECT_MARIADB)
            return tenon_ddl_syntax_error (self, "\";\"");
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-missing-delimiter", "The delimiter behind table “%s” is missing", table->name);
          self->resumes = TRUE;
          return TRUE;
        }
      if (tenon_token_is_mark (&self->token, ')') && self->dialect == TENON_DIALECT_MARIADB)
        return tenon_ddl_syntax_error (self, "an option of the table");
      if (at_client_output (self))
        {
          self->resumes = TRUE;
          return TRUE;
        }
      tenon_ddl_next (self);
    }
  return TRUE;
}

static void
copy_list (TenonList *from,
           TenonList *to)
{
  for (guint i = 0; i < tenon_list_get_length (from); i++)
    tenon_list_append_take (to, tenon_record_copy (tenon_list_get (from, i)));
}

/* CREATE TABLE … LIKE takes columns and keys, but no foreign keys. */
static gboolean
read_like (TenonDdl         *self,
           TenonSourceTable *table)
{
  g_autofree char  *database = NULL, *name = NULL;
  TenonSourceTable *model;

  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  model = tenon_ddl_find_table (self, database, name);
  if (model == NULL)
    {
      tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-unknown-table", "Table “%s” is to be like “%s”, which is not known", table->name, name);
      return FALSE;
    }
  copy_list (model->columns, table->columns);
  copy_list (model->unique_keys, table->unique_keys);
  copy_list (model->indexes, table->indexes);
  g_strfreev (table->primary_key);
  table->primary_key = g_strdupv (model->primary_key);
  g_strfreev (table->checks);
  table->checks = g_strdupv (model->checks);
  tenon_str_set (&table->engine, model->engine);
  tenon_str_set (&table->charset, model->charset);
  tenon_str_set (&table->collation, model->collation);
  return TRUE;
}

/* MariaDB wants a default where a hidden column cannot be NULL. */
static gboolean
hides_needed_column (TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      if (column->invisible && !column->nullable && column->default_kind == TENON_COLUMN_DEFAULT_NONE && !column->auto_increment && column->generated == TENON_GENERATED_NONE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_body (TenonDdl         *self,
           TenonSourceTable *table)
{
  g_autoptr (GPtrArray) pending = tenon_ddl_pending_new ();
  gboolean good;

  if (tenon_ddl_accept_word (self, "LIKE"))
    return read_like (self, table);
  if (tenon_token_is_mark (&self->token, '('))
    {
      if (tenon_ddl_peek_word (self, "LIKE"))
        {
          tenon_ddl_next (self);
          tenon_ddl_next (self);
          return read_like (self, table);
        }
      if (tenon_ddl_peek_word (self, "SELECT"))
        {
          tenon_ddl_read_select (self, table);
        }
      else
        {
          tenon_ddl_next (self);
          /* A table that breaks off has the columns that stand there. */
          if ((!read_elements (self, table, pending) || !read_tail (self, table)) && (self->dialect == TENON_DIALECT_MARIADB || tenon_list_get_length (table->columns) == 0))
            return FALSE;
        }
    }
  else if (!tenon_token_is_name (&self->token))
    {
      return tenon_ddl_syntax_error (self, "\"(\"");
    }
  else if (!read_tail (self, table))
    {
      return FALSE;
    }
  good = tenon_ddl_apply_pending (self, table, pending);
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    tenon_ddl_finish_column (table, tenon_list_get (table->columns, i));
  return self->dialect == TENON_DIALECT_MYSQL || (good && !hides_needed_column (table));
}

/* ---- the same table once more ---- */

static gboolean
are_equal_lists (TenonList *a,
                 TenonList *b,
                 gsize      line_offset)
{
  if (tenon_list_get_length (a) != tenon_list_get_length (b))
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (a); i++)
    {
      gpointer x = tenon_list_get (a, i), y = tenon_list_get (b, i);

      /* Where it stands is no part of it; @b is not kept. */
      G_STRUCT_MEMBER (gint64, y, line_offset) = G_STRUCT_MEMBER (gint64, x, line_offset);
      if (TENON_IS_FOREIGN_KEY (x) && g_strcmp0 (tenon_ddl_get_name (x), tenon_ddl_get_name (y)) == 0)
        tenon_str_set (&((TenonForeignKey *)y)->ref_table, ((TenonForeignKey *)x)->ref_table);
      if (!tenon_record_equal (x, y))
        return FALSE;
    }
  return TRUE;
}

/* Whether the second definition, which is given up, says the same as the first. */
static gboolean
are_same_tables (TenonSourceTable *first,
                 TenonSourceTable *second)
{
  return are_equal_lists (first->columns, second->columns, G_STRUCT_OFFSET (TenonColumn, line))
         && are_equal_lists (first->unique_keys, second->unique_keys, G_STRUCT_OFFSET (TenonKey, line))
         && are_equal_lists (first->indexes, second->indexes, G_STRUCT_OFFSET (TenonKey, line))
         && are_equal_lists (first->foreign_keys, second->foreign_keys, G_STRUCT_OFFSET (TenonForeignKey, line))
         && tenon_strv_equal ((const char *const *)first->primary_key, (const char *const *)second->primary_key)
         && tenon_strv_equal ((const char *const *)first->checks, (const char *const *)second->checks);
}

static void
report_duplicate (TenonDdl         *self,
                  TenonSourceTable *old,
                  TenonSourceTable *table)
{
  gboolean         is_here = old->file == NULL || g_strcmp0 (old->file, self->file) == 0;
  g_autofree char *place = g_strdup_printf ("%s%s%" G_GINT64_FORMAT, is_here ? "line" : old->file, is_here ? " " : ":", old->line);

  if (are_same_tables (old, table))
    tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-equal-table", "Table “%s” is there already, since %s, with the same definition", tenon_ddl_get_name (old), place);
  else
    tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-table", "Table “%s” is there already, since %s, with another definition; the first stays", tenon_ddl_get_name (old), place);
}

/**
 * tenon_ddl_read_create_table:
 *
 * Reads what stands behind CREATE TABLE. A temporary table belongs to a session and not to the schema: it is left out.
 */
gboolean
tenon_ddl_read_create_table (TenonDdl *self,
                             gboolean  is_temporary,
                             gboolean  or_replace)
{
  g_autoptr (TenonSourceTable) table = NULL;
  g_autofree char  *database = NULL, *name = NULL;
  gboolean          if_not_exists = tenon_ddl_accept_if_exists (self);
  guint             line = tenon_ddl_get_line (self, self->token.text);
  guint             n_before = self->diagnostics != NULL ? self->diagnostics->len : 0;
  gboolean          good;
  TenonSourceTable *old;

  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  table = tenon_ddl_table_new (self, database, name, line);
  self->n_lost = 0;
  good = read_body (self, table);
  report_lost (self, n_before);
  if (!good)
    return FALSE;
  if (tenon_list_get_length (table->columns) == 0)
    {
      if (!self->reported)
        tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-no-columns", "Table “%s” has no columns and is left out", name);
      return FALSE;
    }
  if (is_temporary)
    {
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-temporary-table", "Temporary table “%s” is left out", name);
      return TRUE;
    }
  old = tenon_ddl_find_table (self, database, name);
  if (old != NULL && strcmp (tenon_ddl_get_name (old), name) == 0)
    {
      if (!or_replace)
        {
          if (!if_not_exists)
            report_duplicate (self, old, table);
          return TRUE;
        }
      tenon_ddl_remove_table (self, old);
    }
  tenon_ddl_add_table (self, g_steal_pointer (&table));
  return TRUE;
}
