/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changes a table that is already there: ALTER TABLE, CREATE and DROP INDEX, RENAME and DROP TABLE. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

#include "base/tenon-text.h"

/* Columns and foreign keys copied to be able to undo a statement, over a whole script. */
#define MAX_COPIED 1000000

static TenonSourceTable *
find_or_report (TenonDdl   *self,
                const char *database,
                const char *name,
                gboolean    if_exists)
{
  TenonSourceTable *table = tenon_ddl_find_table (self, database, name);

  if (table == NULL && !if_exists)
    {
      self->reported = TRUE;
      tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-unknown-table", "Table “%s” is not known at this place", name);
    }
  return table;
}

static void
report_missing (TenonDdl         *self,
                TenonSourceTable *table,
                const char       *what,
                const char       *name)
{
  self->failed = TRUE;
  tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-missing-object", "Table “%s” has no %s “%s”", table->name, what, name);
}

/* ---- columns ---- */

static void
place_column (TenonSourceTable *table,
              TenonColumn      *column,
              const char       *after)
{
  guint position = tenon_list_get_length (table->columns);
  guint before;

  if (after != NULL && *after == '\0')
    position = 0;
  else if (after != NULL && tenon_ddl_find_column (table, after, &before) != NULL)
    position = before + 1;
  tenon_list_insert (table->columns, position, column);
  g_object_unref (column);
}

static gboolean
add_column (TenonDdl         *self,
            TenonSourceTable *table,
            GPtrArray        *pending,
            gboolean          if_not_exists)
{
  TenonColumnExtra extra = { 0 };
  TenonColumn     *column = tenon_ddl_read_column (self, table, &extra);

  if (column == NULL)
    {
      tenon_column_extra_clear (&extra);
      return FALSE;
    }
  if (tenon_ddl_find_column (table, column->name, NULL) != NULL || tenon_list_get_length (table->columns) >= TENON_DDL_MAX_COLUMNS)
    {
      if (!if_not_exists)
        {
          self->failed = TRUE;
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-column", "Table “%s” already has a column “%s”", table->name, column->name);
        }
      g_object_unref (column);
    }
  else
    {
      tenon_ddl_pend_extra (pending, column, &extra);
      tenon_ddl_finish_column (table, column);
      place_column (table, column, extra.after);
    }
  tenon_column_extra_clear (&extra);
  return TRUE;
}

static gboolean
at_element_of_list (TenonDdl *self)
{
  return tenon_token_is_mark (&self->token, '(');
}

static gboolean
read_add (TenonDdl         *self,
          TenonSourceTable *table,
          GPtrArray        *pending)
{
  gboolean if_not_exists;

  if (tenon_token_is (&self->token, "PARTITION") || tenon_token_is (&self->token, "SYSTEM") || (tenon_token_is (&self->token, "PERIOD") && tenon_ddl_peek_word (self, "FOR")))
    {
      tenon_ddl_skip_to_comma (self);
      return TRUE;
    }
  if (tenon_ddl_at_key (self))
    return tenon_ddl_read_key (self, table, pending);
  if (tenon_token_is (&self->token, "COLUMN"))
    tenon_ddl_next (self);
  if_not_exists = tenon_ddl_accept_if_exists (self);
  if (!at_element_of_list (self))
    return add_column (self, table, pending, if_not_exists);
  tenon_ddl_next (self);
  do
    {
      if (!(tenon_ddl_at_key (self) ? tenon_ddl_read_key (self, table, pending) : add_column (self, table, pending, if_not_exists)))
        return FALSE;
    }
  while (tenon_ddl_accept_mark (self, ','));
  return tenon_ddl_expect_mark (self, ')');
}

static gboolean
is_in (char      **strv,
       const char *name)
{
  for (guint i = 0; strv != NULL && strv[i] != NULL; i++)
    if (g_ascii_strcasecmp (strv[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* ---- renaming columns ---- */

/* Renames in the keys what has been renamed so far. */
static void
apply_renames (TenonDdl         *self,
               TenonSourceTable *table)
{
  if (g_hash_table_size (self->renames) > 0)
    tenon_ddl_rename_columns (self, table, self->renames);
  g_hash_table_remove_all (self->renames);
  g_hash_table_remove_all (self->renamed);
}

/*
 * The column a part of ALTER TABLE means: one that had the name before the statement, so that two columns can change
 * names. A statement that means the new name, which no server takes, is read as its writer thought of it.
 */
static TenonColumn *
find_old_column (TenonDdl         *self,
                 TenonSourceTable *table,
                 const char       *name,
                 guint            *position)
{
  TenonColumn *column = tenon_ddl_find_column (table, name, position);

  if (column == NULL || !g_hash_table_contains (self->renamed, column))
    return column;
  for (guint i = *position + 1; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *other = tenon_list_get (table->columns, i);

      if (g_ascii_strcasecmp (other->name, name) == 0 && !g_hash_table_contains (self->renamed, other))
        {
          *position = i;
          return other;
        }
    }
  apply_renames (self, table);
  return column;
}

static void
note_rename (TenonDdl    *self,
             TenonColumn *column,
             const char  *from,
             const char  *to)
{
  g_hash_table_replace (self->renames, g_ascii_strdown (from, -1), g_strdup (to));
  g_hash_table_add (self->renamed, column);
}

/* MODIFY, and CHANGE with another name: the definition replaces the old one, keys stay. */
static gboolean
replace_column (TenonDdl         *self,
                TenonSourceTable *table,
                GPtrArray        *pending,
                gboolean          renames)
{
  TenonColumnExtra extra = { 0 };
  g_autofree char *old_name = NULL;
  TenonColumn     *column;
  guint            position;

  tenon_ddl_accept_word (self, "COLUMN");
  tenon_ddl_accept_if_exists (self);
  if (renames)
    {
      old_name = tenon_ddl_take_name (self);
      if (old_name == NULL)
        return FALSE;
    }
  column = tenon_ddl_read_column (self, table, &extra);
  if (column == NULL)
    {
      tenon_column_extra_clear (&extra);
      return FALSE;
    }
  if (old_name == NULL)
    old_name = g_strdup (column->name);
  if (find_old_column (self, table, old_name, &position) == NULL)
    {
      report_missing (self, table, "column", old_name);
      g_object_unref (column);
      tenon_column_extra_clear (&extra);
      return TRUE;
    }
  if (renames)
    note_rename (self, column, old_name, column->name);
  if (is_in (table->primary_key, old_name))
    column->nullable = FALSE;
  tenon_list_remove (table->columns, position);
  tenon_ddl_pend_extra (pending, column, &extra);
  tenon_ddl_finish_column (table, column);
  if (extra.after != NULL)
    {
      place_column (table, column, extra.after);
    }
  else
    {
      tenon_list_insert (table->columns, position, column);
      g_object_unref (column);
    }
  tenon_column_extra_clear (&extra);
  return TRUE;
}

static gboolean
alter_column (TenonDdl         *self,
              TenonSourceTable *table)
{
  g_autofree char *name = NULL;
  TenonColumn     *column;

  if (tenon_token_is (&self->token, "INDEX") || tenon_token_is (&self->token, "KEY") || tenon_token_is (&self->token, "CHECK") || tenon_token_is (&self->token, "CONSTRAINT"))
    {
      tenon_ddl_skip_to_comma (self);
      return TRUE;
    }
  tenon_ddl_accept_word (self, "COLUMN");
  tenon_ddl_accept_if_exists (self);
  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  column = tenon_ddl_find_column (table, name, NULL);
  if (column == NULL)
    {
      report_missing (self, table, "column", name);
      tenon_ddl_skip_to_comma (self);
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "SET"))
    {
      if (tenon_ddl_accept_word (self, "DEFAULT"))
        {
          gboolean good = tenon_ddl_read_default (self, column);

          tenon_ddl_finish_column (table, column);
          return good;
        }
      column->invisible = tenon_token_is (&self->token, "INVISIBLE");
      tenon_ddl_next (self);
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "DROP"))
    {
      tenon_ddl_accept_word (self, "DEFAULT");
      column->default_kind = TENON_COLUMN_DEFAULT_NONE;
      g_clear_pointer (&column->default_value, g_free);
      return TRUE;
    }
  return tenon_ddl_syntax_error (self, "SET or DROP");
}

/* ---- DROP ---- */

static gboolean
remove_named (TenonList  *list,
              const char *name)
{
  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      gpointer    record = tenon_list_get (list, i);
      const char *own = TENON_IS_KEY (record) ? ((TenonKey *)record)->name : ((TenonForeignKey *)record)->name;

      if (own != NULL && g_ascii_strcasecmp (own, name) == 0)
        {
          tenon_list_remove (list, i);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
drop_key (TenonDdl         *self,
          TenonSourceTable *table,
          const char       *name)
{
  if (g_ascii_strcasecmp (name, "PRIMARY") == 0)
    {
      g_strfreev (table->primary_key);
      table->primary_key = g_new0 (char *, 1);
      return TRUE;
    }
  return remove_named (table->indexes, name) || remove_named (table->unique_keys, name);
}

static gboolean
read_drop (TenonDdl         *self,
           TenonSourceTable *table)
{
  g_autofree char *name = NULL;
  gboolean         if_exists;
  guint            position;
  enum
  {
    COLUMN,
    KEY,
    FOREIGN,
    CONSTRAINT
  } what
      = COLUMN;

  if (tenon_token_is (&self->token, "PARTITION") || tenon_token_is (&self->token, "SYSTEM") || (tenon_token_is (&self->token, "PERIOD") && tenon_ddl_peek_word (self, "FOR")))
    {
      tenon_ddl_skip_to_comma (self);
      return TRUE;
    }
  if (tenon_token_is (&self->token, "PRIMARY") && tenon_ddl_peek_word (self, "KEY"))
    {
      tenon_ddl_next (self);
      tenon_ddl_next (self);
      return drop_key (self, table, "PRIMARY");
    }
  if (tenon_ddl_accept_word (self, "INDEX") || tenon_ddl_accept_word (self, "KEY"))
    {
      what = KEY;
    }
  else if (tenon_ddl_accept_word (self, "FOREIGN"))
    {
      tenon_ddl_accept_word (self, "KEY");
      what = FOREIGN;
    }
  else if (tenon_ddl_accept_word (self, "CONSTRAINT") || tenon_ddl_accept_word (self, "CHECK"))
    {
      what = CONSTRAINT;
    }
  else
    {
      tenon_ddl_accept_word (self, "COLUMN");
    }
  if_exists = tenon_ddl_accept_if_exists (self);
  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  if (tenon_token_is (&self->token, "RESTRICT") || tenon_token_is (&self->token, "CASCADE"))
    tenon_ddl_next (self);
  if (what == COLUMN && find_old_column (self, table, name, &position) != NULL)
    tenon_ddl_drop_column (table, position);
  else if (what == COLUMN && !if_exists)
    report_missing (self, table, "column", name);
  else if (what == KEY && !drop_key (self, table, name) && !remove_named (table->foreign_keys, name) && !if_exists)
    report_missing (self, table, "key", name);
  else if (what == FOREIGN && !remove_named (table->foreign_keys, name) && !if_exists)
    report_missing (self, table, "foreign key", name);
  else if (what == CONSTRAINT && !remove_named (table->foreign_keys, name) && !tenon_ddl_drop_check (table, name))
    drop_key (self, table, name);
  return TRUE;
}

/* ---- RENAME ---- */

static gboolean
read_rename (TenonDdl         *self,
             TenonSourceTable *table)
{
  g_autofree char *database = NULL, *from = NULL, *to = NULL;
  gboolean         is_key = tenon_token_is (&self->token, "INDEX") || tenon_token_is (&self->token, "KEY");
  TenonColumn     *column;
  guint            position;

  if (!is_key && !(tenon_token_is (&self->token, "COLUMN") && !tenon_ddl_peek_word (self, "TO")))
    {
      if (!tenon_ddl_accept_word (self, "TO") && !tenon_ddl_accept_word (self, "AS"))
        tenon_ddl_accept_mark (self, '=');
      if (!tenon_ddl_read_table_name (self, &database, &to))
        return FALSE;
      tenon_ddl_rename_table (self, table, database, to);
      return TRUE;
    }
  tenon_ddl_next (self);
  tenon_ddl_accept_if_exists (self);
  from = tenon_ddl_take_name (self);
  if (from == NULL)
    return FALSE;
  if (!tenon_ddl_accept_word (self, "TO"))
    return tenon_ddl_syntax_error (self, "TO");
  to = tenon_ddl_take_name (self);
  if (to == NULL)
    return FALSE;
  if (is_key)
    {
      for (guint i = 0; i < 2; i++)
        {
          TenonList *list = i == 0 ? table->indexes : table->unique_keys;

          for (guint j = 0; j < tenon_list_get_length (list); j++)
            {
              TenonKey *key = tenon_list_get (list, j);

              if (g_ascii_strcasecmp (key->name, from) == 0)
                tenon_str_set (&key->name, to);
            }
        }
      return TRUE;
    }
  column = find_old_column (self, table, from, &position);
  if (column == NULL)
    {
      report_missing (self, table, "column", from);
      return TRUE;
    }
  note_rename (self, column, from, to);
  tenon_str_set (&column->name, to);
  return TRUE;
}

/* ---- ALTER TABLE ---- */

/* CONVERT TO CHARACTER SET: every text column takes it; "binary" makes them bytes. */
static gboolean
read_convert (TenonDdl         *self,
              TenonSourceTable *table)
{
  tenon_ddl_accept_word (self, "TO");
  tenon_ddl_read_option (self, table);
  tenon_ddl_read_option (self, table);
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      g_clear_pointer (&column->charset, g_free);
      g_clear_pointer (&column->collation, g_free);
      tenon_ddl_finish_column (table, column);
    }
  return TRUE;
}

static gboolean
read_specification (TenonDdl         *self,
                    TenonSourceTable *table,
                    GPtrArray        *pending)
{
  if (tenon_ddl_accept_word (self, "ADD"))
    return read_add (self, table, pending);
  if (tenon_ddl_accept_word (self, "DROP"))
    return read_drop (self, table);
  if (tenon_ddl_accept_word (self, "MODIFY"))
    return replace_column (self, table, pending, FALSE);
  if (tenon_ddl_accept_word (self, "CHANGE"))
    return replace_column (self, table, pending, TRUE);
  if (tenon_ddl_accept_word (self, "ALTER"))
    return alter_column (self, table);
  if (tenon_ddl_accept_word (self, "RENAME"))
    return read_rename (self, table);
  if (tenon_ddl_accept_word (self, "CONVERT"))
    return read_convert (self, table);
  if (tenon_ddl_accept_word (self, "ORDER")) /* its commas are its own */
    {
      while (self->token.kind != TENON_TOKEN_END)
        tenon_ddl_next (self);
      return TRUE;
    }
  while (tenon_ddl_read_option (self, table))
    ;
  if (!tenon_token_is_mark (&self->token, ',') && self->token.kind != TENON_TOKEN_END)
    tenon_ddl_skip_to_comma (self);
  return TRUE;
}

/* ALTER TABLE changes all or nothing. What it cost to be able to go back is bounded over the whole script. */
static TenonSourceTable *
take_snapshot (TenonDdl         *self,
               TenonSourceTable *table)
{
  TenonSourceTable *copy;

  self->n_copied += tenon_list_get_length (table->columns) + tenon_list_get_length (table->foreign_keys);
  if (self->n_copied > MAX_COPIED)
    return NULL;
  copy = tenon_record_copy (table);
  tenon_ddl_set_place (copy, tenon_ddl_get_database (table), tenon_ddl_get_name (table));
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      gpointer original = tenon_list_get (table->foreign_keys, i);

      tenon_ddl_set_place (tenon_list_get (copy->foreign_keys, i), tenon_ddl_get_database (original), tenon_ddl_get_name (original));
    }
  return copy;
}

gboolean
tenon_ddl_read_alter_table (TenonDdl *self)
{
  g_autoptr (TenonSourceTable) before = NULL;
  g_autoptr (GPtrArray) pending = tenon_ddl_pending_new ();
  g_autofree char  *database = NULL, *name = NULL;
  gboolean          if_exists = tenon_ddl_accept_if_exists (self);
  TenonSourceTable *table;

  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  table = find_or_report (self, database, name, if_exists);
  if (table == NULL)
    return FALSE;
  if (tenon_ddl_accept_word (self, "WAIT"))
    tenon_ddl_next (self);
  else
    tenon_ddl_accept_word (self, "NOWAIT");
  before = self->dialect == TENON_DIALECT_MARIADB ? take_snapshot (self, table) : NULL;
  self->failed = FALSE;
  do
    if (!read_specification (self, table, pending))
      self->failed = TRUE;
  while (!self->reported && tenon_ddl_accept_mark (self, ','));
  apply_renames (self, table);
  if (!tenon_ddl_apply_pending (self, table, pending))
    self->failed = TRUE;
  if (before != NULL && self->failed)
    tenon_ddl_replace_table (self, table, before);
  return !self->failed;
}

/* ---- indexes ---- */

gboolean
tenon_ddl_read_create_index (TenonDdl    *self,
                             TenonKeyRole role)
{
  g_autoptr (GPtrArray) pending = tenon_ddl_pending_new ();
  g_autofree char  *database = NULL, *table_name = NULL, *name = NULL, *type = NULL;
  TenonKeyParts     parts = { 0 };
  guint             line = tenon_ddl_get_line (self, self->token.text);
  gboolean          if_not_exists;
  TenonSourceTable *table;

  if (!tenon_ddl_accept_word (self, "INDEX") && !tenon_ddl_accept_word (self, "KEY"))
    return tenon_ddl_syntax_error (self, "INDEX");
  if_not_exists = tenon_ddl_accept_if_exists (self);
  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  tenon_ddl_read_key_type (self, &type);
  if (!tenon_ddl_accept_word (self, "ON"))
    return tenon_ddl_syntax_error (self, "ON");
  if (!tenon_ddl_read_table_name (self, &database, &table_name))
    return FALSE;
  table = find_or_report (self, database, table_name, FALSE);
  if (table == NULL)
    return FALSE;
  if (!tenon_ddl_read_key_parts (self, &parts))
    {
      tenon_key_parts_clear (&parts);
      return FALSE;
    }
  tenon_ddl_read_key_options (self, &type);
  for (guint i = 0; if_not_exists && i < tenon_list_get_length (table->indexes); i++)
    if (g_ascii_strcasecmp (((TenonKey *)tenon_list_get (table->indexes, i))->name, name) == 0)
      {
        tenon_key_parts_clear (&parts);
        return TRUE;
      }
  tenon_ddl_pend_key (pending, role, g_steal_pointer (&name), g_steal_pointer (&type), &parts, line);
  return tenon_ddl_apply_pending (self, table, pending);
}

gboolean
tenon_ddl_read_drop_index (TenonDdl *self)
{
  g_autofree char  *database = NULL, *table_name = NULL, *name = NULL;
  gboolean          if_exists = tenon_ddl_accept_if_exists (self);
  TenonSourceTable *table;

  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  if (!tenon_ddl_accept_word (self, "ON"))
    return tenon_ddl_syntax_error (self, "ON");
  if (!tenon_ddl_read_table_name (self, &database, &table_name))
    return FALSE;
  table = find_or_report (self, database, table_name, if_exists);
  if (table == NULL)
    return FALSE;
  if (!drop_key (self, table, name) && !if_exists)
    report_missing (self, table, "key", name);
  return TRUE;
}

/* ---- whole tables ---- */

gboolean
tenon_ddl_read_rename_table (TenonDdl *self)
{
  tenon_ddl_accept_if_exists (self);
  do
    {
      g_autofree char  *database = NULL, *name = NULL, *new_database = NULL, *new_name = NULL;
      TenonSourceTable *table;

      if (!tenon_ddl_read_table_name (self, &database, &name))
        return FALSE;
      if (!tenon_ddl_accept_word (self, "TO"))
        return tenon_ddl_syntax_error (self, "TO");
      if (!tenon_ddl_read_table_name (self, &new_database, &new_name))
        return FALSE;
      table = find_or_report (self, database, name, FALSE);
      if (table != NULL)
        tenon_ddl_rename_table (self, table, new_database != NULL ? new_database : self->database, new_name);
    }
  while (tenon_ddl_accept_mark (self, ','));
  return TRUE;
}

gboolean
tenon_ddl_read_drop_table (TenonDdl *self)
{
  tenon_ddl_accept_if_exists (self);
  do
    {
      g_autofree char  *database = NULL, *name = NULL;
      TenonSourceTable *table;

      if (!tenon_ddl_read_table_name (self, &database, &name))
        return FALSE;
      table = tenon_ddl_find_table (self, database, name);
      if (table != NULL && strcmp (tenon_ddl_get_name (table), name) == 0)
        tenon_ddl_remove_table (self, table);
    }
  while (tenon_ddl_accept_mark (self, ','));
  return TRUE;
}
