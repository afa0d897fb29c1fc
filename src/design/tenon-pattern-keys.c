/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By which values a pattern finds its rows, where its fields do not say: the words behind "by", the caller, the row. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

static const char *const caller_names[] = { "user", "customer", "account", "member", "client", NULL };

static const char *
primary_column (TenonSourceTable *table)
{
  return table->primary_key != NULL && table->primary_key[0] != NULL && table->primary_key[1] == NULL ? table->primary_key[0] : NULL;
}

gboolean
tenon_words_is_caller (const char *name)
{
  g_autofree char *one = tenon_words_normal_name (name);

  return g_strv_contains (caller_names, one);
}

/* The column of @table that holds who calls: a required foreign key to a table of users. */
const char *
tenon_source_table_get_caller (TenonSourceTable *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_source_table_find_column (self, key->columns[0]) : NULL;

      if (column != NULL && !column->nullable && key->ref_table != NULL && tenon_words_is_caller (key->ref_table))
        return column->name;
    }
  return NULL;
}

/* An authenticated request for no particular row, by no particular role, of a table that belongs to its callers. */
static gboolean
is_callers_own (TenonReading *self)
{
  static const char *const own_words[] = { "cart", "basket", "wishlist", "favorite", "favourite", "session", "bookmark", NULL };
  const char              *requirements = self->pattern->key_requirements != NULL ? self->pattern->key_requirements : "";
  g_autofree char         *name = tenon_words_normal_name (self->table->name);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);

  if (!g_str_has_prefix (requirements, "authenticated") || g_str_has_prefix (requirements, "authenticated ("))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (own_words, words[i]))
      return TRUE;
  return FALSE;
}

/* "Get product details", not "get products": one row is meant. */
static gboolean
is_named_alone (TenonReading *self,
                GPtrArray    *words)
{
  g_autofree char *name = tenon_words_normal_name (self->table->name);
  const char      *blank = strrchr (name, ' ');
  const char      *one = blank != NULL ? blank + 1 : name;
  g_autofree char *many = tenon_name_plural (one);
  gboolean         alone = FALSE;

  if (self->filters->len > 0 || strcmp (one, many) == 0)
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      if (strcmp (g_ptr_array_index (words, i), many) == 0 || strcmp (g_ptr_array_index (words, i), "all") == 0)
        return FALSE;
      alone |= strcmp (g_ptr_array_index (words, i), one) == 0;
    }
  return alone;
}

/* A request without a key of its own: the caller's rows, the one row of the path, or all. */
void
tenon_reading_assume_key (TenonReading *self,
                          GPtrArray    *words,
                          const char   *text)
{
  const char *caller = tenon_source_table_get_caller (self->table);
  const char *primary = primary_column (self->table);
  const char *endpoint = self->pattern->endpoint != NULL ? self->pattern->endpoint : "";
  gboolean    has_argument = strchr (endpoint, ':') != NULL || strchr (endpoint, '{') != NULL;

  if (self->equality->len > 0 || self->is_null != NULL || self->kind == TENON_READING_CREATE || self->kind == TENON_READING_SEARCH)
    return;
  if (caller != NULL && !has_argument && (is_callers_own (self) || tenon_words_have_phrase (text, "user's") || tenon_words_have_phrase (text, "customer's") || tenon_words_have_phrase (text, " my ") || tenon_words_have_phrase (text, "cart") || tenon_words_have_phrase (text, "own ") || strstr (endpoint, "/my") != NULL || strstr (endpoint, "/mine") != NULL))
    {
      g_ptr_array_add (self->equality, (gpointer)caller);
      self->kind = self->kind == TENON_READING_GET ? TENON_READING_LIST : self->kind;
      tenon_reading_note (self, "taken as the caller's own: %s", caller);
      return;
    }
  if (self->kind != TENON_READING_UPDATE && self->kind != TENON_READING_DELETE && !(self->kind == TENON_READING_GET && !self->pattern->is_list && (has_argument || is_named_alone (self, words))))
    return;
  for (guint i = 0; self->table->primary_key != NULL && self->table->primary_key[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (self->table, self->table->primary_key[i]);

      if (column != NULL)
        tenon_reading_add_once (self->equality, column->name);
    }
  if (primary != NULL || self->equality->len > 0)
    tenon_reading_note (self, "no key is named: taken as by the primary key of %s", self->table->name);
}

/* "Root categories": those whose reference to their own kind is NULL. */
void
tenon_reading_read_root (TenonReading *self,
                         const char   *text)
{
  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->table->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && g_strcmp0 (key->ref_table, self->table->name) == 0 ? tenon_source_table_find_column (self->table, key->columns[0]) : NULL;

      if (column == NULL || !column->nullable || !(tenon_words_have_phrase (text, "root") || tenon_words_have_phrase (text, "is null") || tenon_words_have_phrase (text, "top level") || tenon_words_have_phrase (text, "top-level")))
        continue;
      if (self->equality->len > 1 || (self->equality->len == 1 && !tenon_reading_contains (self->equality, column->name)))
        continue;
      self->is_null = column->name;
      g_ptr_array_set_size (self->equality, 0);
      tenon_reading_note (self, "taken as the rows whose %s is NULL", column->name);
      return;
    }
}
