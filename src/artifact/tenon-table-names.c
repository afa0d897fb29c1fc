/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of a schema, folded once, so that the words of thousands of sentences can be looked up in them. */

#include "artifact/tenon-table-names.h"

#include "base/tenon-text.h"

#include <string.h>

struct _TenonTableNames
{
  TenonSchema      *schema; /* (owned) */
  TenonSchemaWords *words;  /* (owned) */
  GHashTable       *exact;  /* lower case name → TenonSourceTable */
  GHashTable       *folded; /* name without case, separators and number → the first table of that name */
  GHashTable       *parts;  /* a word of a name, folded → the table, NULL where several have it */
};

/**
 * tenon_source_table_get_plain_name:
 *
 * Returns: (transfer none): the name without its database
 */
const char *
tenon_source_table_get_plain_name (TenonSourceTable *table)
{
  const char *dot = strrchr (table->name, '.');

  return dot != NULL ? dot + 1 : table->name;
}

/* As tenon_names_agree() compares names. */
static char *
fold (const char *name)
{
  g_autofree char *snake = tenon_name_to_snake (name);

  return tenon_name_singular (snake);
}

static void
add_once (GHashTable       *names,
          char             *name,
          TenonSourceTable *table)
{
  if (g_hash_table_contains (names, name))
    g_free (name);
  else
    g_hash_table_insert (names, name, table);
}

static void
add_parts (TenonTableNames  *self,
           TenonSourceTable *table)
{
  g_autofree char *snake = tenon_name_to_snake (tenon_source_table_get_plain_name (table));
  g_auto (GStrv) parts = g_strsplit (snake, "_", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char    *part = fold (parts[i]);
      gpointer other;

      if (*part == '\0')
        g_free (part);
      else if (!g_hash_table_lookup_extended (self->parts, part, NULL, &other))
        g_hash_table_insert (self->parts, part, table);
      else if (other != table)
        g_hash_table_insert (self->parts, part, NULL);
      else
        g_free (part);
    }
}

/**
 * tenon_table_names_new:
 *
 * Returns: (transfer full):
 */
TenonTableNames *
tenon_table_names_new (TenonSchema *schema)
{
  TenonTableNames *self = g_new0 (TenonTableNames, 1);

  self->schema = g_object_ref (schema);
  self->words = tenon_schema_words_new (schema);
  self->exact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);
      const char       *plain = tenon_source_table_get_plain_name (table);

      add_once (self->exact, g_ascii_strdown (table->name, -1), table);
      add_once (self->exact, g_ascii_strdown (plain, -1), table);
      add_once (self->folded, fold (plain), table);
      add_parts (self, table);
    }
  return self;
}

void
tenon_table_names_free (TenonTableNames *self)
{
  tenon_schema_words_free (self->words);
  g_object_unref (self->schema);
  g_hash_table_unref (self->exact);
  g_hash_table_unref (self->folded);
  g_hash_table_unref (self->parts);
  g_free (self);
}

TenonSchema *
tenon_table_names_get_schema (TenonTableNames *self)
{
  return self->schema;
}

TenonSchemaWords *
tenon_table_names_get_words (TenonTableNames *self)
{
  return self->words;
}

/**
 * tenon_table_names_match:
 * @words: a name as people write it: "Order Items", "order item"
 *
 * Returns: (transfer none) (nullable):
 */
TenonSourceTable *
tenon_table_names_match (TenonTableNames *self,
                         const char      *words)
{
  g_autofree char  *lower = g_ascii_strdown (words, -1);
  g_autofree char  *folded = NULL;
  TenonSourceTable *table = g_hash_table_lookup (self->exact, lower);

  if (table != NULL)
    return table;
  folded = fold (words);
  return g_hash_table_lookup (self->folded, folded);
}

/**
 * tenon_table_names_match_part:
 *
 * Returns: (transfer none) (nullable): the one table that has @word among the words of its name: "cart" means shopping_carts
 */
TenonSourceTable *
tenon_table_names_match_part (TenonTableNames *self,
                              const char      *word)
{
  g_autofree char *folded = fold (word);

  return g_hash_table_lookup (self->parts, folded);
}
