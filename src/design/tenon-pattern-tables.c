/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which tables a pattern goes to: from its fields, else its words, clause by clause.
 *
 * A verb ("create", "update", "delete all", "get") says what happens to the tables named behind it; behind "by", "where"
 * and "of" stand the keys, not the tables. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

/* The tables that are named only to qualify the one behind them: the pets of "pet owner", the users of "user orders". */
static GHashTable *
list_qualifiers (TenonReader *reader,
                 GPtrArray   *words)
{
  GHashTable *qualifiers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) heads = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       table;

  for (guint i = 0; i < words->len; i++)
    {
      guint             n = 0, m = 0;
      TenonSourceTable *one = tenon_reader_match_words (reader, words, i, &n);
      TenonSourceTable *two = one != NULL && i + n < words->len ? tenon_reader_match_words (reader, words, i + n, &m) : NULL;

      if (one == NULL)
        continue;
      g_hash_table_add (two != NULL && two != one ? qualifiers : heads, one);
      i += n - 1;
    }
  g_hash_table_iter_init (&iter, heads);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    g_hash_table_remove (qualifiers, table);
  return qualifiers;
}

GPtrArray *
tenon_reader_list_entities (TenonReader  *reader,
                            TenonPattern *pattern,
                            GPtrArray    *words)
{
  GPtrArray *entities = g_ptr_array_new ();
  g_autoptr (GHashTable) qualifiers = NULL;

  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_reader_match_table (reader, pattern->entities_involved[i]);

      if (table != NULL && !g_ptr_array_find (entities, table, NULL))
        g_ptr_array_add (entities, table);
    }
  if (entities->len < 2)
    return entities;
  qualifiers = list_qualifiers (reader, words);
  for (guint i = entities->len; i > 0 && entities->len > 1; i--)
    if (g_hash_table_contains (qualifiers, g_ptr_array_index (entities, i - 1)))
      g_ptr_array_remove_index (entities, i - 1);
  return entities;
}

/* A key given as the parent's own ("users.id" for the orders of a user) is the child's column that refers to it. */
static gboolean
redirect_key (TenonReading     *self,
              GPtrArray        *entities,
              TenonSourceTable *key_table,
              TenonColumn      *key_column)
{
  for (guint i = 0; i < entities->len; i++)
    {
      TenonSourceTable *child = g_ptr_array_index (entities, i);
      TenonForeignKey  *key = child != key_table ? tenon_reader_find_foreign_key (child, key_table, key_column->name) : NULL;

      if (key == NULL)
        continue;
      self->table = child;
      tenon_reading_add_once (self->equality, tenon_source_table_find_column (child, key->columns[0]) != NULL ? tenon_source_table_find_column (child, key->columns[0])->name : key->columns[0]);
      return TRUE;
    }
  return FALSE;
}

/* A key given as a child's reference ("pets.owner_id" for one owner) is the parent's own. */
static gboolean
point_at_parent (TenonReading     *self,
                 TenonSourceTable *first,
                 TenonSourceTable *key_table,
                 TenonColumn      *key_column)
{
  TenonForeignKey *key = first != NULL && !self->pattern->is_list ? tenon_source_table_find_foreign_key (key_table, key_column->name) : NULL;
  TenonColumn     *column = key != NULL && g_strcmp0 (key->ref_table, first->name) == 0 && key->ref_columns != NULL && key->ref_columns[0] != NULL ? tenon_source_table_find_column (first, key->ref_columns[0]) : NULL;

  if (column == NULL)
    return FALSE;
  self->table = first;
  tenon_reading_add_once (self->equality, column->name);
  return TRUE;
}

/* "Authors of a book" where neither refers to the other: the table that refers to both. */
static gboolean
go_through_junction (TenonReader      *reader,
                     TenonReading     *self,
                     TenonSourceTable *first,
                     TenonSourceTable *key_table,
                     TenonColumn      *key_column)
{
  TenonList        *tables = reader->schema->tables;
  TenonSourceTable *found = NULL;
  TenonForeignKey  *key;
  guint             n = 0;

  if (first == NULL || tenon_reading_kind_writes (self->kind) || tenon_reader_find_foreign_key (key_table, first, NULL) != NULL)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (tables, i);

      if (table == first || table == key_table || tenon_reader_find_foreign_key (table, key_table, key_column->name) == NULL || tenon_reader_find_foreign_key (table, first, NULL) == NULL)
        continue;
      n++;
      if (found == NULL || (tenon_source_table_is_junction (table) && !tenon_source_table_is_junction (found)))
        found = table;
    }
  /* Of several such tables only a real junction can be meant. */
  if (found == NULL || (n > 1 && !tenon_source_table_is_junction (found)))
    return FALSE;
  key = tenon_reader_find_foreign_key (found, key_table, key_column->name);
  if (tenon_source_table_find_column (found, key->columns[0]) == NULL)
    return FALSE;
  self->table = found;
  tenon_reading_add_once (self->equality, tenon_source_table_find_column (found, key->columns[0])->name);
  tenon_reading_note (self, "%s of %s found through %s", first->name, key_table->name, found->name);
  return TRUE;
}

/* The table the request goes to first: the one whose columns the key names. */
void
tenon_reading_choose_table (TenonReader  *reader,
                            TenonReading *self,
                            GPtrArray    *entities)
{
  TenonSourceTable *first = entities->len > 0 ? g_ptr_array_index (entities, 0) : NULL;
  TenonSourceTable *table = NULL;
  TenonColumn      *column = NULL;

  if (tenon_reading_choose_by_statement (reader, self, entities))
    return;
  self->table = first;
  if (self->kind == TENON_READING_CREATE)
    return;
  for (guint i = 0; self->pattern->equality != NULL && self->pattern->equality[i] != NULL; i++)
    if (tenon_reader_resolve_column (reader, self->pattern->equality[i], &table, &column) && (table == first || first == NULL))
      {
        self->table = table;
        return;
      }
  if (column == NULL || point_at_parent (self, first, table, column))
    return;
  if (!redirect_key (self, entities, table, column) && !go_through_junction (reader, self, first, table, column))
    self->table = table;
}

gboolean
tenon_reading_is_key_parent (TenonReading     *self,
                             TenonSourceTable *table)
{
  for (guint i = 0; i < self->equality->len; i++)
    {
      TenonForeignKey *key = tenon_source_table_find_foreign_key (self->table, g_ptr_array_index (self->equality, i));

      if (key != NULL && g_strcmp0 (key->ref_table, table->name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: whether it was not there yet. */
gboolean
tenon_reading_add_part (TenonReading     *self,
                        TenonSourceTable *table,
                        TenonReadingKind  kind)
{
  TenonReadingPart *part;

  if (table == self->table)
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if (part->table == table)
        return FALSE;
    }
  part = g_new0 (TenonReadingPart, 1);
  part->table = table;
  part->kind = kind;
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

/* What the words say happens to @table beside the main one: its kind + 1, 0: they do not name it. */
static int
find_said (TenonSentence    *said,
           TenonSourceTable *table)
{
  for (guint i = 0; i < said->parts->len; i++)
    {
      TenonSentencePart *part = g_ptr_array_index (said->parts, i);

      if (part->table == table)
        return tenon_reading_kind_of_deed (part->deed) + 1;
    }
  return 0;
}

static gboolean
is_asked_by (TenonPattern *pattern,
             const char   *dotted)
{
  return tenon_strv_contains ((const char *const *)pattern->equality, dotted) || tenon_strv_contains ((const char *const *)pattern->filters, dotted) || g_strcmp0 (pattern->range, dotted) == 0;
}

/* Attributes of another table that the one it goes to refers to, or that refers to it, are read there: keys aside, which the
 * reference has already. */
static void
add_read_parts (TenonReader  *reader,
                TenonReading *self)
{
  char **attributes = self->pattern->attributes;

  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i++)
    {
      TenonSourceTable *table = NULL;
      TenonColumn      *column = NULL;

      if (strchr (attributes[i], '.') == NULL || !tenon_reader_resolve_column (reader, attributes[i], &table, &column) || table == self->table)
        continue;
      if (tenon_strv_contains ((const char *const *)table->primary_key, column->name) || tenon_source_table_find_foreign_key (table, column->name) != NULL || is_asked_by (self->pattern, attributes[i]))
        continue;
      if (tenon_reader_find_foreign_key (self->table, table, NULL) != NULL || tenon_reader_find_foreign_key (table, self->table, NULL) != NULL)
        tenon_reading_add_part (self, table, TENON_READING_GET);
    }
}

void
tenon_reading_read_parts (TenonReader   *reader,
                          TenonReading  *self,
                          GPtrArray     *entities,
                          TenonSentence *said)
{
  if (tenon_reading_take_statement_parts (reader, self))
    return;
  for (guint i = 0; i < entities->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (entities, i);
      int               found = find_said (said, table);
      TenonReadingKind  kind = found > 0 ? (TenonReadingKind)(found - 1) : TENON_READING_GET;

      if (table == self->table)
        continue;
      if (tenon_reading_is_write (self))
        {
          if (found == 0 && tenon_reading_is_key_parent (self, table))
            continue;
          if (found == 0 && self->kind == TENON_READING_CREATE && tenon_reader_find_foreign_key (table, self->table, NULL) != NULL)
            {
              kind = TENON_READING_CREATE;
              tenon_reading_note (self, "assumed to create %s with %s", table->name, self->table->name);
            }
          else if (found == 0)
            {
              tenon_reading_note (self, "what happens to %s is not said: taken as read", table->name);
            }
          tenon_reading_add_part (self, table, tenon_reading_kind_writes (kind) ? kind : TENON_READING_GET);
        }
      else if (found > 0 || !tenon_reading_is_key_parent (self, table))
        {
          tenon_reading_add_part (self, table, TENON_READING_GET);
        }
    }
  for (guint i = 0; self->pattern->joins != NULL && self->pattern->joins[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_reader_match_table (reader, self->pattern->joins[i]);

      if (table != NULL)
        tenon_reading_add_part (self, table, TENON_READING_GET);
    }
  if (self->kind == TENON_READING_GET || self->kind == TENON_READING_LIST)
    add_read_parts (reader, self);
  if (self->order_table != NULL)
    tenon_reading_add_part (self, self->order_table, TENON_READING_GET);
}
