/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader of patterns knows of the schema and the logs: names of tables, their tails, observed statements. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"
#include "model/tenon-known-schema.h"

#include <string.h>

#define MAX_NAME_WORDS 5

static void
learn_name (TenonReader      *self,
            const char       *words,
            TenonSourceTable *table,
            gboolean          is_full)
{
  gpointer old;

  if (*words == '\0')
    return;
  if (!g_hash_table_lookup_extended (self->names, words, NULL, &old))
    g_hash_table_insert (self->names, g_strdup (words), table);
  else if (is_full)
    g_hash_table_insert (self->names, g_strdup (words), table);
  else if (old != table)
    g_hash_table_insert (self->names, g_strdup (words), NULL);
}

static void
observe (TenonReader    *self,
         TenonStatement *statement,
         const char     *pattern_id)
{
  TenonObservation *seen = g_hash_table_lookup (self->seen, pattern_id);

  if (seen == NULL)
    {
      seen = g_new0 (TenonObservation, 1);
      g_hash_table_insert (self->seen, g_strdup (pattern_id), seen);
    }
  if (statement->rows_sent >= 0 && statement->count > 0)
    {
      seen->rows += statement->rows_sent * statement->count;
      seen->count += statement->count;
    }
  if (statement->shape != NULL && statement->count > seen->most)
    {
      seen->shape = statement->shape;
      seen->most = statement->count;
    }
}

static void
read_logs (TenonReader *self)
{
  g_autoptr (GHashTable) bound = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      for (guint j = 0; pattern->pattern_id != NULL && pattern->statements != NULL && pattern->statements[j] != NULL; j++)
        g_hash_table_insert (bound, pattern->statements[j], pattern->pattern_id);
    }
  for (guint i = 0; i < tenon_list_get_length (self->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (self->model->logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, j);
          const char     *pattern_id = statement->fingerprint != NULL ? g_hash_table_lookup (bound, statement->fingerprint) : NULL;

          if (pattern_id != NULL)
            observe (self, statement, pattern_id);
          for (guint k = 0; statement->patterns != NULL && statement->patterns[k] != NULL; k++)
            if (g_strcmp0 (statement->patterns[k], pattern_id) != 0)
              observe (self, statement, statement->patterns[k]);
        }
    }
}

TenonReader *
tenon_reader_new (TenonModel *model)
{
  TenonReader *self = g_new0 (TenonReader, 1);
  TenonSchema *schema = tenon_model_get_known_schema (model);
  TenonList   *tables = schema != NULL ? schema->tables : NULL;

  self->model = g_object_ref (model);
  self->schema = schema != NULL ? g_object_ref (schema) : NULL;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (schema != NULL)
    self->words = tenon_schema_words_new (schema);
  read_logs (self);
  for (guint pass = 0; tables != NULL && pass < 2; pass++)
    for (guint i = 0; i < tenon_list_get_length (tables); i++)
      {
        TenonSourceTable *table = tenon_list_get (tables, i);
        g_autofree char  *name = tenon_words_normal_name (table->name);

        if (pass == 0)
          {
            /* A name's tail ("cart" of shopping_carts) means the table while no other one shares it. */
            for (const char *tail = strchr (name, ' '); tail != NULL; tail = strchr (tail + 1, ' '))
              learn_name (self, tail + 1, table, FALSE);
            g_hash_table_insert (self->tables, table->name, table);
          }
        else
          {
            learn_name (self, name, table, TRUE);
          }
      }
  return self;
}

void
tenon_reader_free (TenonReader *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->words, tenon_schema_words_free);
  g_clear_object (&self->schema);
  g_object_unref (self->model);
  g_free (self);
}

TenonSourceTable *
tenon_reader_match_table (TenonReader *self,
                          const char  *words)
{
  TenonSourceTable *table = g_hash_table_lookup (self->tables, words);
  g_autofree char  *name = NULL;

  if (table != NULL)
    return table;
  name = tenon_words_normal_name (words);
  return g_hash_table_lookup (self->names, name);
}

/* The table named by the words at @at, the longest name first. */
TenonSourceTable *
tenon_reader_match_words (TenonReader *self,
                          GPtrArray   *words,
                          guint        at,
                          guint       *n_words)
{
  for (guint n = MIN (MAX_NAME_WORDS, words->len - at); n > 0; n--)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      TenonSourceTable *table;

      for (guint i = at; i < at + n; i++)
        g_string_append_printf (name, "%s%s", i > at ? "_" : "", (char *)g_ptr_array_index (words, i));
      table = tenon_reader_match_table (self, name->str);
      if (table != NULL)
        {
          *n_words = n;
          return table;
        }
    }
  return NULL;
}

/* "orders.user_id" as its table and column; FALSE if the schema does not have it. */
gboolean
tenon_reader_resolve_column (TenonReader       *self,
                             const char        *dotted,
                             TenonSourceTable **table,
                             TenonColumn      **column)
{
  const char      *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  g_autofree char *name = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;

  if (name == NULL)
    return FALSE;
  *table = g_hash_table_lookup (self->tables, name);
  *column = *table != NULL ? tenon_source_table_find_column (*table, dot + 1) : NULL;
  return *column != NULL;
}

/* The foreign key of @child whose first column refers to @column of @parent. */
TenonForeignKey *
tenon_reader_find_foreign_key (TenonSourceTable *child,
                               TenonSourceTable *parent,
                               const char       *column)
{
  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, parent->name) == 0 && key->ref_columns != NULL && key->columns != NULL && key->columns[0] != NULL && (column == NULL || g_strcmp0 (key->ref_columns[0], column) == 0))
        return key;
    }
  return NULL;
}
