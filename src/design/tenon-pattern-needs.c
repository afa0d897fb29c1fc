/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a pattern needs beyond the table it goes to, where its words give a sign of it: attributes of a table that a foreign
 * key leads to, whose row it is that a caller may write, what a new item takes out of a stock. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define MIN_WORD 4 /* letters: shorter words are in too many names */

/* Parts of so many names that they say nothing about one of them. */
static const char *const vague_words[] = { "date", "time", "created", "updated", "deleted", "number", "code", "type", "kind", "flag", "total", "detail", "details", "data", "value", "list", "items", "item", "user", "users", "name", "status", "active", "text", "first", "last", "next", "full", "with", "from", "before", "after", NULL };

static const char *const stock_words[] = { "inventory", "stock", "quantity", "qty", "available", "remaining", NULL };

static GStrv
split_name (const char *name)
{
  g_autofree char *snake = tenon_name_to_snake (name);

  return g_strsplit (snake, "_", -1);
}

/* Whether any column of @table has @word in its name. */
static gboolean
has_part (TenonSourceTable *table,
          const char       *word)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      g_auto (GStrv) parts = split_name (((TenonColumn *)tenon_list_get (table->columns, i))->name);

      if (g_strv_contains ((const char *const *)parts, word))
        return TRUE;
    }
  return FALSE;
}

/* The one column of @table whose name has @word as a part and that is content: no key, no reference and no flag. */
static TenonColumn *
find_content (TenonSourceTable *table,
              const char       *word)
{
  TenonColumn *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);
      g_auto (GStrv) parts = split_name (column->name);

      if (!g_strv_contains ((const char *const *)parts, word) || strcmp (parts[0], "is") == 0 || strcmp (parts[0], "has") == 0)
        continue;
      if (found != NULL || tenon_strv_contains ((const char *const *)table->primary_key, column->name) || tenon_source_table_find_foreign_key (table, column->name) != NULL)
        return NULL;
      found = column;
    }
  return found;
}

/* Attributes of a referenced table. */

/* The table one row of which @key leads to, unless the request finds its rows by that very key. */
static TenonSourceTable *
find_referenced (TenonReader     *reader,
                 TenonReading    *self,
                 TenonForeignKey *key)
{
  TenonSourceTable *table = key->ref_table != NULL ? g_hash_table_lookup (reader->tables, key->ref_table) : NULL;

  if (table == NULL || table == self->table || key->columns == NULL || key->columns[0] == NULL || key->columns[1] != NULL)
    return NULL;
  return tenon_reading_is_key_parent (self, table) ? NULL : table;
}

/* A word that names a column of one referenced table and nothing of the main one. */
static void
read_named_columns (TenonReader  *reader,
                    TenonReading *self,
                    const char   *word)
{
  TenonForeignKey  *by = NULL;
  TenonSourceTable *found = NULL;
  TenonColumn      *column = NULL;
  g_autofree char  *one = tenon_name_singular (word);
  guint             n = 0;

  if (strlen (word) < MIN_WORD || g_strv_contains (vague_words, word) || tenon_words_find_verb (word) != NULL || tenon_reader_match_table (reader, word) != NULL || has_part (self->table, word) || has_part (self->table, one))
    return;
  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (self->table->foreign_keys, i);
      TenonSourceTable *table = find_referenced (reader, self, key);
      TenonColumn      *content = table != NULL ? find_content (table, word) : NULL;

      if (content == NULL && table != NULL)
        content = find_content (table, one);

      if (content == NULL || table == found)
        continue;
      n++;
      by = key;
      found = table;
      column = content;
    }
  /* A word that fits two tables is no sign of either. */
  if (n == 1 && tenon_reading_add_part (self, found, TENON_READING_GET))
    tenon_reading_note (self, "\"%s\" taken as %s.%s, read by %s", word, found->name, column->name, by->columns[0]);
}

/* "With product details": a table that a foreign key leads to. */
static void
read_named_table (TenonReader      *reader,
                  TenonReading     *self,
                  TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->table->foreign_keys, i);

      if (find_referenced (reader, self, key) != table)
        continue;
      if (tenon_reading_add_part (self, table, TENON_READING_GET))
        tenon_reading_note (self, "read with its %s, by %s", table->name, key->columns[0]);
      return;
    }
}

/* Whether @column stands in one unique key with a column the request gives: the rows are the lines of a list. */
static gboolean
is_line_of (TenonReading *self,
            const char   *column)
{
  for (guint i = 0; i < self->equality->len; i++)
    {
      const char *pair[] = { g_ptr_array_index (self->equality, i), column, NULL };

      if (strcmp (pair[0], column) != 0 && tenon_source_table_is_unique (self->table, pair))
        return TRUE;
    }
  return FALSE;
}

/* "The cart with items" where a row is one line of the cart: the items are what the lines refer to. */
static void
read_items_of_lines (TenonReader  *reader,
                     TenonReading *self)
{
  TenonSourceTable *found = NULL;
  TenonForeignKey  *by = NULL;

  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (self->table->foreign_keys, i);
      TenonSourceTable *table = find_referenced (reader, self, key);

      if (table == NULL || !is_line_of (self, key->columns[0]))
        continue;
      if (found != NULL)
        return;
      found = table;
      by = key;
    }
  if (found != NULL && tenon_reading_add_part (self, found, TENON_READING_GET))
    tenon_reading_note (self, "\"with items\" taken as with the %s that %s refers to; without them one request is enough", found->name, by->columns[0]);
}

/* Whether rows that refer to the main table are read with it: they are its lines. */
static gboolean
has_children_part (TenonReading *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (tenon_reader_find_foreign_key (((TenonReadingPart *)g_ptr_array_index (self->parts, i))->table, self->table, NULL) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * tenon_reading_read_needs:
 * @words: of the description and the data access, without the requirements: a role is no attribute
 *
 * Adds the tables whose attributes a read needs, where its words name one; where they give no sign nothing is assumed.
 */
void
tenon_reading_read_needs (TenonReader  *reader,
                          TenonReading *self,
                          GPtrArray    *words)
{
  static const char *const with_words[] = { "with", "including", "plus", NULL };
  gboolean                 in_key = FALSE, is_with = FALSE, is_listed = FALSE;

  if (self->kind != TENON_READING_GET && self->kind != TENON_READING_LIST)
    return;
  for (guint i = 0; i < words->len; i++)
    {
      const char       *word = g_ptr_array_index (words, i);
      guint             n = 1;
      TenonSourceTable *table;

      if (g_strv_contains (with_words, word) || strcmp (word, ",") == 0 || strcmp (word, ";") == 0 || tenon_words_is_key_word (word))
        {
          in_key = tenon_words_is_key_word (word);
          is_with = g_strv_contains (with_words, word);
          is_listed = is_with;
          continue;
        }
      if (tenon_words_find_verb (word) != NULL)
        in_key = FALSE;
      if (in_key)
        continue;
      if (is_listed && (strcmp (word, "items") == 0 || strcmp (word, "lines") == 0))
        {
          if (!has_children_part (self))
            read_items_of_lines (reader, self);
          is_listed = FALSE;
          continue;
        }
      is_listed = is_listed && (strcmp (word, "its") == 0 || strcmp (word, "the") == 0 || strcmp (word, "all") == 0 || strcmp (word, "their") == 0);
      table = tenon_reader_match_words (reader, words, i, &n);
      if (table != NULL && is_with)
        read_named_table (reader, self, table);
      else if (table == NULL)
        read_named_columns (reader, self, word);
      i += table != NULL ? n - 1 : 0;
    }
}

/* Whose row it is. */

/* Whether @table says who @column ("seller_id") is; NULL @column: whose rows they are at all. */
static gboolean
holds (TenonSourceTable *table,
       const char       *column)
{
  TenonForeignKey *key = column != NULL ? tenon_source_table_find_foreign_key (table, column) : NULL;

  return column != NULL ? key != NULL && key->ref_table != NULL && tenon_words_is_caller (key->ref_table) : tenon_source_table_get_caller (table) != NULL;
}

/* Whether the caller's column of @table is called after its table (user_id) and not after a role (seller_id). */
static gboolean
is_plain_owner (TenonSourceTable *table)
{
  const char      *column = tenon_source_table_get_caller (table);
  TenonForeignKey *key = column != NULL ? tenon_source_table_find_foreign_key (table, column) : NULL;
  g_autofree char *singular = key != NULL ? tenon_words_normal_name (key->ref_table) : NULL;
  g_autofree char *name = key != NULL ? g_strconcat (g_strdelimit (singular, " ", '_'), "_id", NULL) : NULL;

  return g_strcmp0 (name, column) == 0;
}

/* A table that a row of the main one refers to and that says who may write. */
static TenonSourceTable *
find_parent_holder (TenonReader  *reader,
                    TenonReading *self,
                    const char   *column)
{
  TenonSourceTable *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (self->table->foreign_keys, i);
      TenonSourceTable *parent = key->ref_table != NULL ? g_hash_table_lookup (reader->tables, key->ref_table) : NULL;

      if (parent == NULL || parent == self->table || !holds (parent, column))
        continue;
      if (found == NULL || (column == NULL && !is_plain_owner (found) && is_plain_owner (parent)))
        found = parent;
    }
  return found;
}

/* Says which of the children of a row leads to who may write it; FALSE where none does. */
static gboolean
note_way_through_child (TenonReader      *reader,
                        TenonReading     *self,
                        const char       *role,
                        const char       *column,
                        TenonSourceTable *holder)
{
  TenonList *tables = reader->schema->tables;

  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    {
      TenonSourceTable *between = tenon_list_get (tables, i);
      TenonForeignKey  *up = between != self->table && between != holder ? tenon_reader_find_foreign_key (between, self->table, NULL) : NULL;
      TenonForeignKey  *down = up != NULL ? tenon_reader_find_foreign_key (between, holder, NULL) : NULL;

      if (down == NULL)
        continue;
      tenon_reading_note (self, "%s validation: %s has no %s; read its %s by %s before, then %s by %s, and compare %s.%s", role, self->table->name, column, between->name, up->columns[0], holder->name, down->columns[0], holder->name, column);
      if (tenon_reading_is_write (self))
        {
          tenon_reading_add_part (self, between, TENON_READING_GET);
          tenon_reading_add_part (self, holder, TENON_READING_GET);
        }
      return TRUE;
    }
  return FALSE;
}

/* @column: (nullable): what the role is kept in; %NULL for the owner, whatever the column is called */
static void
note_other_holder (TenonReader  *reader,
                   TenonReading *self,
                   const char   *role,
                   const char   *column)
{
  TenonList        *tables = reader->schema->tables;
  TenonSourceTable *elsewhere = NULL;
  TenonSourceTable *parent = find_parent_holder (reader, self, column);

  if (parent != NULL)
    {
      tenon_reading_note (self, "%s validation: %s does not hold it; read %s by %s before and compare its %s", role, self->table->name, parent->name, tenon_reader_find_foreign_key (self->table, parent, NULL)->columns[0], column != NULL ? column : tenon_source_table_get_caller (parent));
      if (tenon_reading_is_write (self))
        tenon_reading_add_part (self, parent, TENON_READING_GET);
      return;
    }
  for (guint i = 0; column != NULL && i < tenon_list_get_length (tables); i++)
    {
      TenonSourceTable *holder = tenon_list_get (tables, i);

      if (holder == self->table || !holds (holder, column))
        continue;
      if (note_way_through_child (reader, self, role, column, holder))
        return;
      elsewhere = elsewhere != NULL ? elsewhere : holder;
    }
  if (elsewhere != NULL)
    tenon_reading_note (self, "%s validation: %s has no %s, and no foreign key leads to %s, which has: what says it has to be read before", role, self->table->name, column, elsewhere->name);
}

/**
 * tenon_reading_read_roles:
 *
 * "Owner validation", "seller validation": the caller is the one that a column of the row names; where the row has no such
 * column a note says what has to be read before.  A word that no table has a column for ("child validation") is no role.
 */
void
tenon_reading_read_roles (TenonReader  *reader,
                          TenonReading *self,
                          GPtrArray    *words)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 1; i < words->len && self->kind != TENON_READING_CREATE; i++)
    {
      const char      *role = g_ptr_array_index (words, i - 1);
      gboolean         is_owner = strcmp (role, "owner") == 0 || strcmp (role, "ownership") == 0;
      g_autofree char *wanted = g_strconcat (role, "_id", NULL);
      TenonColumn     *column = tenon_source_table_find_column (self->table, wanted);
      const char      *name = column != NULL ? column->name : is_owner ? tenon_source_table_get_caller (self->table)
                                                                       : NULL;

      if (strcmp (g_ptr_array_index (words, i), "validation") != 0 || !g_hash_table_add (done, (gpointer)role))
        continue;
      if (name == NULL && !(is_owner && tenon_words_is_caller (self->table->name)))
        {
          note_other_holder (reader, self, role, is_owner ? NULL : wanted);
        }
      else if (name != NULL && !tenon_reading_knows (self, name))
        {
          g_ptr_array_add (self->known, (gpointer)name);
          tenon_reading_note (self, "%s validation: the caller's %s is known", role, name);
        }
    }
}

/* What a new item takes. */

static TenonColumn *
find_stock (TenonSourceTable *table,
            GPtrArray        *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char  *word = g_ptr_array_index (words, i);
      TenonColumn *column = g_strv_contains (stock_words, word) ? find_content (table, word) : NULL;

      if (column != NULL && tenon_type_mapping_get (column) == TENON_ATTRIBUTE_N)
        return column;
    }
  return NULL;
}

/**
 * tenon_reading_read_stock:
 *
 * A new item that updates the stock of another table takes from it; one made from a cart leaves the question whether the
 * cart is emptied.
 */
void
tenon_reading_read_stock (TenonReading *self,
                          GPtrArray    *words)
{
  static const char *const back_words[] = { "restore", "restock", "return", "release", "increase", "increment", NULL };
  static const char *const used_up[] = { "cart", "carts", "basket", "baskets", "bag", "draft", "drafts", "queue", NULL };

  for (guint i = 0; self->kind == TENON_READING_CREATE && i < self->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (self->parts, i);
      g_auto (GStrv) name = split_name (part->table->name);
      gboolean is_used_up = FALSE;

      if (part->kind == TENON_READING_UPDATE && !tenon_words_have (words, back_words))
        part->takes = find_stock (part->table, words);
      for (guint j = 0; name[j] != NULL; j++)
        is_used_up |= g_strv_contains (used_up, name[j]);
      if (part->kind == TENON_READING_GET && is_used_up)
        tenon_reading_note (self, "the words do not say whether the items of %s are deleted then: if they are, each is one more Delete in the transaction", part->table->name);
    }
}
