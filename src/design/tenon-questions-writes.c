/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which columns a pattern writes, as the statements bound to it say: an INSERT writes those it names, and the others keep
 * their default. */

#include "design/tenon-questions-private.h"

#include <string.h>

/* "orders.status" under its table; the last dot parts them. */
static void
note_column (GHashTable *tables,
             const char *dotted)
{
  const char      *dot = strrchr (dotted, '.');
  g_autofree char *table = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;
  GPtrArray       *columns = table != NULL ? g_hash_table_lookup (tables, table) : NULL;

  if (table == NULL)
    return;
  if (columns == NULL)
    {
      columns = g_ptr_array_new ();
      g_hash_table_insert (tables, g_steal_pointer (&table), columns);
    }
  g_ptr_array_add (columns, (gpointer)(dot + 1));
}

static void
note_statement (GHashTable     *written,
                TenonStatement *statement,
                const char     *pattern_id)
{
  GHashTable *tables = g_hash_table_lookup (written, pattern_id);

  if (tables == NULL)
    {
      tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
      g_hash_table_insert (written, (gpointer)pattern_id, tables);
    }
  for (guint i = 0; statement->shape->writes[i] != NULL; i++)
    note_column (tables, statement->shape->writes[i]);
}

/* A DELETE writes no column. */
static gboolean
says_columns (TenonStatement *statement)
{
  return statement->fingerprint != NULL && statement->shape != NULL && statement->shape->writes != NULL && g_strcmp0 (statement->shape->verb, "DELETE") != 0;
}

/**
 * tenon_questions_list_writes:
 *
 * Returns: (transfer full): pattern id -> (table -> (element-type utf8) columns its statements write); all strings but the
 *   tables' are borrowed from @model
 */
GHashTable *
tenon_questions_list_writes (TenonModel *model)
{
  GHashTable *written = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
  g_autoptr (GHashTable) statements = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, k);

          if (says_columns (statement))
            g_hash_table_insert (statements, statement->fingerprint, statement);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      for (guint k = 0; pattern->pattern_id != NULL && pattern->statements != NULL && pattern->statements[k] != NULL; k++)
        {
          TenonStatement *statement = g_hash_table_lookup (statements, pattern->statements[k]);

          if (statement != NULL)
            note_statement (written, statement, pattern->pattern_id);
        }
    }
  return written;
}

/**
 * tenon_asker_find_writes:
 *
 * Returns: (transfer none) (nullable) (element-type utf8): the columns of @table that the statements of @pattern write; %NULL
 *   where none of them says so
 */
GPtrArray *
tenon_asker_find_writes (TenonAsker       *self,
                         TenonPattern     *pattern,
                         TenonSourceTable *table)
{
  GHashTable *tables = pattern->pattern_id != NULL ? g_hash_table_lookup (self->writes, pattern->pattern_id) : NULL;

  return tables != NULL ? g_hash_table_lookup (tables, table->name) : NULL;
}
