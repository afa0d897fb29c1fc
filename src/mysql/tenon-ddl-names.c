/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which table a name means while a script is read: databases, renames, and the names the finished schema shows. */

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"

#include <string.h>

/* A table and a foreign key carry the database and the bare name until the whole script is known. */
#define DATABASE_KEY "tenon-ddl-database"
#define NAME_KEY "tenon-ddl-name"

/* Stands for several tables whose names differ in case only. */
#define AMBIGUOUS GINT_TO_POINTER (1)

const char *
tenon_ddl_get_database (gpointer record)
{
  const char *database = g_object_get_data (record, DATABASE_KEY);

  return database != NULL ? database : "";
}

const char *
tenon_ddl_get_name (gpointer record)
{
  return g_object_get_data (record, NAME_KEY);
}

void
tenon_ddl_set_place (gpointer    record,
                     const char *database,
                     const char *name)
{
  /* Each may be the very string that is replaced. */
  char *new_database = g_strdup (database);
  char *new_name = g_strdup (name);

  g_object_set_data_full (record, DATABASE_KEY, new_database, g_free);
  g_object_set_data_full (record, NAME_KEY, new_name, g_free);
}

static char *
table_key (const char *database,
           const char *name)
{
  return g_strconcat (database, "\n", name, NULL);
}

/**
 * tenon_ddl_find_table:
 * @database: (nullable): as written in front of the name
 *
 * MySQL on Windows and macOS writes dumps in which the case of names changes; the MySQL reading lets it, once the exact
 * name is not there. A name without a database is also looked for where an earlier file put it.
 *
 * Returns: (transfer none) (nullable):
 */
TenonSourceTable *
tenon_ddl_find_table (TenonDdl   *self,
                      const char *database,
                      const char *name)
{
  g_autofree char  *key = table_key (database != NULL ? database : self->database, name);
  TenonSourceTable *table = g_hash_table_lookup (self->tables, key);
  g_autofree char  *folded = NULL;
  TenonSourceTable *similar;

  if (table != NULL || self->dialect == TENON_DIALECT_MARIADB)
    return table;
  folded = g_ascii_strdown (name, -1);
  similar = g_hash_table_lookup (self->folded, folded);
  if (similar == NULL || similar == AMBIGUOUS)
    return NULL;
  if (database != NULL && g_ascii_strcasecmp (tenon_ddl_get_database (similar), database) != 0)
    return NULL;
  return similar;
}

static void
put_table (TenonDdl         *self,
           TenonSourceTable *table)
{
  char    *folded = g_ascii_strdown (tenon_ddl_get_name (table), -1);
  gpointer there = g_hash_table_lookup (self->folded, folded);

  g_hash_table_replace (self->tables, table_key (tenon_ddl_get_database (table), tenon_ddl_get_name (table)), table);
  g_hash_table_replace (self->folded, folded, there == NULL || there == table ? (gpointer)table : AMBIGUOUS);
}

static void
take_table (TenonDdl         *self,
            TenonSourceTable *table)
{
  g_autofree char *key = table_key (tenon_ddl_get_database (table), tenon_ddl_get_name (table));
  g_autofree char *folded = g_ascii_strdown (tenon_ddl_get_name (table), -1);

  g_hash_table_remove (self->tables, key);
  if (g_hash_table_lookup (self->folded, folded) == table)
    g_hash_table_remove (self->folded, folded);
}

TenonSourceTable *
tenon_ddl_table_new (TenonDdl   *self,
                     const char *database,
                     const char *name,
                     guint       line)
{
  TenonSourceTable *table = g_object_new (TENON_TYPE_SOURCE_TABLE, NULL);

  tenon_ddl_set_place (table, database != NULL ? database : self->database, name);
  table->name = g_strdup (name);
  table->row_count = -1;
  table->file = g_strdup (self->file);
  table->line = line;
  table->primary_key = g_new0 (char *, 1);
  table->checks = g_new0 (char *, 1);
  return table;
}

/* Takes the dropped table out of the list, if that has not been done. */
void
tenon_ddl_finish_drop (TenonDdl *self)
{
  if (self->dropped == NULL)
    return;
  tenon_list_remove (self->schema->tables, self->place);
  g_clear_object (&self->dropped);
}

/* Takes the table over. One that was dropped just before, as dumps do, leaves its place to the new one. */
void
tenon_ddl_add_table (TenonDdl         *self,
                     TenonSourceTable *table)
{
  put_table (self, table);
  if (self->dropped != NULL && strcmp (tenon_ddl_get_name (self->dropped), tenon_ddl_get_name (table)) == 0 && strcmp (tenon_ddl_get_database (self->dropped), tenon_ddl_get_database (table)) == 0)
    {
      tenon_list_replace (self->schema->tables, self->place++, table);
      g_object_unref (table);
      g_clear_object (&self->dropped);
      return;
    }
  tenon_ddl_finish_drop (self);
  tenon_list_append_take (self->schema->tables, table);
}

void
tenon_ddl_remove_table (TenonDdl         *self,
                        TenonSourceTable *table)
{
  g_autofree char *name = g_strdup (tenon_ddl_get_name (table));

  tenon_ddl_finish_drop (self);
  take_table (self, table);
  /* Dumps drop their tables in the order they make them: behind the last place stands the next; DROP DATABASE goes back. */
  if (self->place > 0 && self->place <= tenon_list_get_length (self->schema->tables) && tenon_list_get (self->schema->tables, self->place - 1) == table)
    self->place--;
  if (self->place >= tenon_list_get_length (self->schema->tables) || tenon_list_get (self->schema->tables, self->place) != table)
    tenon_list_index_of (self->schema->tables, table, &self->place);
  self->dropped = g_object_ref (table);
  for (guint i = tenon_list_get_length (self->schema->triggers); i > 0; i--)
    {
      TenonSchemaObject *trigger = tenon_list_get (self->schema->triggers, i - 1);

      if (g_strcmp0 (trigger->table, name) == 0)
        tenon_list_remove (self->schema->triggers, i - 1);
    }
}

/* Puts another state of the same table in its place. */
void
tenon_ddl_replace_table (TenonDdl         *self,
                         TenonSourceTable *table,
                         TenonSourceTable *with)
{
  guint position;

  if (!tenon_list_index_of (self->schema->tables, table, &position))
    return;
  take_table (self, table);
  tenon_list_replace (self->schema->tables, position, with);
  put_table (self, with);
}

void
tenon_ddl_rename_table (TenonDdl         *self,
                        TenonSourceTable *table,
                        const char       *database,
                        const char       *name)
{
  g_autofree char *old_database = g_strdup (tenon_ddl_get_database (table));
  g_autofree char *old_name = g_strdup (tenon_ddl_get_name (table));

  take_table (self, table);
  tenon_ddl_set_place (table, database != NULL ? database : old_database, name);
  g_free (table->name);
  table->name = g_strdup (name);
  put_table (self, table);
  for (guint i = 0; i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *other = tenon_list_get (self->schema->tables, i);

      for (guint j = 0; j < tenon_list_get_length (other->foreign_keys); j++)
        {
          TenonForeignKey *fk = tenon_list_get (other->foreign_keys, j);

          if (strcmp (tenon_ddl_get_name (fk), old_name) == 0 && strcmp (tenon_ddl_get_database (fk), old_database) == 0)
            tenon_ddl_set_place (fk, tenon_ddl_get_database (table), name);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (self->schema->triggers); i++)
    {
      TenonSchemaObject *trigger = tenon_list_get (self->schema->triggers, i);

      if (g_strcmp0 (trigger->table, old_name) == 0)
        tenon_str_set (&trigger->table, name);
    }
}

/* Column names do not tell case apart. */
TenonColumn *
tenon_ddl_find_column (TenonSourceTable *table,
                       const char       *name,
                       guint            *position)
{
  guint n = tenon_list_get_length (table->columns);
  char  first = g_ascii_tolower (*name);

  for (guint i = 0; i < n; i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      if (g_ascii_tolower (*column->name) == first && g_ascii_strcasecmp (column->name, name) == 0)
        {
          if (position != NULL)
            *position = i;
          return column;
        }
    }
  return NULL;
}

static void
rename_in_strv (char      **strv,
                GHashTable *names)
{
  for (guint i = 0; strv != NULL && strv[i] != NULL; i++)
    {
      g_autofree char *folded = g_ascii_strdown (strv[i], -1);
      const char      *to = g_hash_table_lookup (names, folded);

      if (to != NULL)
        {
          g_free (strv[i]);
          strv[i] = g_strdup (to);
        }
    }
}

static void
rename_in_keys (TenonList  *keys,
                GHashTable *names)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    rename_in_strv (((TenonKey *)tenon_list_get (keys, i))->columns, names);
}

static gboolean
refers_to (TenonForeignKey  *fk,
           TenonSourceTable *table)
{
  return strcmp (tenon_ddl_get_name (fk), tenon_ddl_get_name (table)) == 0 && strcmp (tenon_ddl_get_database (fk), tenon_ddl_get_database (table)) == 0;
}

/*
 * Renames columns, all at once, in their table's keys and in the foreign keys that refer to them; the columns themselves
 * are the caller's. @names leads from old names in lower case to new ones.
 */
void
tenon_ddl_rename_columns (TenonDdl         *self,
                          TenonSourceTable *table,
                          GHashTable       *names)
{
  rename_in_strv (table->primary_key, names);
  rename_in_keys (table->unique_keys, names);
  rename_in_keys (table->indexes, names);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    rename_in_strv (((TenonForeignKey *)tenon_list_get (table->foreign_keys, i))->columns, names);
  for (guint i = 0; i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *other = tenon_list_get (self->schema->tables, i);

      for (guint j = 0; j < tenon_list_get_length (other->foreign_keys); j++)
        {
          TenonForeignKey *fk = tenon_list_get (other->foreign_keys, j);

          if (refers_to (fk, table))
            rename_in_strv (fk->ref_columns, names);
        }
    }
}

static void
drop_from_strv (char     ***strv,
                const char *name,
                char     ***beside)
{
  for (guint i = 0; *strv != NULL && (*strv)[i] != NULL;)
    {
      if (g_ascii_strcasecmp ((*strv)[i], name) != 0)
        {
          i++;
          continue;
        }
      g_free ((*strv)[i]);
      for (guint j = i; (*strv)[j] != NULL; j++)
        (*strv)[j] = (*strv)[j + 1];
      if (beside != NULL && *beside != NULL)
        {
          g_free ((*beside)[i]);
          for (guint j = i; (*beside)[j] != NULL; j++)
            (*beside)[j] = (*beside)[j + 1];
        }
    }
}

static void
drop_from_keys (TenonList  *keys,
                const char *name)
{
  for (guint i = tenon_list_get_length (keys); i > 0; i--)
    {
      TenonKey *key = tenon_list_get (keys, i - 1);

      drop_from_strv (&key->columns, name, &key->prefixes);
      if (key->columns[0] == NULL)
        tenon_list_remove (keys, i - 1);
    }
}

/* The server takes a dropped column out of every index, and an index without columns away. */
void
tenon_ddl_drop_column (TenonSourceTable *table,
                       guint             position)
{
  g_autofree char *name = g_strdup (((TenonColumn *)tenon_list_get (table->columns, position))->name);

  drop_from_strv (&table->primary_key, name, NULL);
  drop_from_keys (table->unique_keys, name);
  drop_from_keys (table->indexes, name);
  tenon_list_remove (table->columns, position);
}

/* Takes up the tables earlier files made. */
void
tenon_ddl_load_names (TenonDdl *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);

      if (tenon_ddl_get_name (table) == NULL)
        tenon_ddl_set_place (table, "", table->name);
      for (guint j = 0; j < tenon_list_get_length (table->foreign_keys); j++)
        {
          TenonForeignKey *fk = tenon_list_get (table->foreign_keys, j);

          if (tenon_ddl_get_name (fk) == NULL)
            tenon_ddl_set_place (fk, tenon_ddl_get_database (table), fk->ref_table);
        }
      put_table (self, table);
    }
}

/* A database nobody named is called as the file, without its folder and ending. */
static char *
shown_database (TenonDdl   *self,
                const char *database)
{
  g_autofree char *base = NULL;
  char            *dot;

  if (*database != '\0')
    return g_strdup (database);
  base = g_path_get_basename (self->file != NULL ? self->file : "schema");
  dot = strchr (base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_steal_pointer (&base);
}

static char *
shown_name (TenonDdl *self,
            gpointer  record,
            gboolean  several)
{
  g_autofree char *database = NULL;

  if (!several)
    return g_strdup (tenon_ddl_get_name (record));
  database = shown_database (self, tenon_ddl_get_database (record));
  return g_strconcat (database, ".", tenon_ddl_get_name (record), NULL);
}

/* Writes columns of a foreign key as the tables write them, and fills those of an omitted list from the primary key. */
static void
settle_foreign_key (TenonDdl        *self,
                    TenonForeignKey *fk)
{
  g_autofree char  *key = table_key (tenon_ddl_get_database (fk), tenon_ddl_get_name (fk));
  TenonSourceTable *target = g_hash_table_lookup (self->tables, key);

  if (target == NULL)
    target = tenon_ddl_find_table (self, tenon_ddl_get_database (fk), tenon_ddl_get_name (fk));
  if (target == NULL)
    return;
  tenon_ddl_set_place (fk, tenon_ddl_get_database (target), tenon_ddl_get_name (target));
  if (fk->ref_columns[0] == NULL)
    {
      g_strfreev (fk->ref_columns);
      fk->ref_columns = g_strdupv (target->primary_key);
    }
  for (guint i = 0; fk->ref_columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_ddl_find_column (target, fk->ref_columns[i], NULL);

      if (column != NULL && strcmp (column->name, fk->ref_columns[i]) != 0)
        {
          g_free (fk->ref_columns[i]);
          fk->ref_columns[i] = g_strdup (column->name);
        }
    }
}

/**
 * tenon_ddl_store_names:
 *
 * Gives every table the name the schema shows: with its database where the schema holds several.
 */
void
tenon_ddl_store_names (TenonDdl *self)
{
  g_autoptr (GHashTable) databases = g_hash_table_new (g_str_hash, g_str_equal);
  guint    n;
  gboolean several;

  tenon_ddl_finish_drop (self);
  n = tenon_list_get_length (self->schema->tables);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (databases, (gpointer)tenon_ddl_get_database (tenon_list_get (self->schema->tables, i)));
  several = g_hash_table_size (databases) > 1;
  if (g_hash_table_size (databases) == 1)
    {
      const char *database = tenon_ddl_get_database (tenon_list_get (self->schema->tables, 0));

      tenon_str_set (&self->schema->name, *database != '\0' ? database : NULL);
    }
  for (guint i = 0; i < n; i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);

      g_free (table->name);
      table->name = shown_name (self, table, several);
      for (guint j = 0; j < tenon_list_get_length (table->foreign_keys); j++)
        {
          TenonForeignKey *fk = tenon_list_get (table->foreign_keys, j);

          settle_foreign_key (self, fk);
          g_free (fk->ref_table);
          fk->ref_table = shown_name (self, fk, several);
        }
    }
}
