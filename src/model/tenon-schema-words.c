/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people call the tables of a schema, folded once, so that the words of thousands of patterns can be looked up: whole
 * names, their last words, single words of them, what rows refer to ("author" of author_id), and the verbs that tables of
 * deeds are made of ("follow" of follows). */

#include "model/tenon-schema-words.h"

#include "base/tenon-text.h"

#include <string.h>

#define MIN_PART 3    /* letters of a word that may stand for a name */
#define MAX_DEEDS 100 /* names with the same first letters that are looked at */

struct _TenonSchemaWords
{
  TenonSchema *schema;  /* (owned) */
  GHashTable  *full;    /* name -> GPtrArray of TenonSourceTable, with blanks and without */
  GHashTable  *tails;   /* last words of a name -> the same */
  GHashTable  *parts;   /* one word of a name -> the same */
  GHashTable  *deeds;   /* three first letters of a name's last word -> the same */
  GHashTable  *roles;   /* noun -> GPtrArray of TenonRole */
  GHashTable  *links;   /* name of a table -> GPtrArray of the tables that refer to it */
  GHashTable  *columns; /* set of lower case names */
};

/* Say so little of a table that they do not name one alone. */
static const char *const vague[] = { "item", "record", "detail", "entry", "data", "info", "list", "type", "status", "history", "log", "name", "value", "id", "key", "code", "date", "time", "new", "text", "map", "link", "relation", "tbl", "table", "line", "information", "content", "count", "number", "state", "level", "meta", NULL };

/**
 * tenon_words_normalize:
 *
 * Returns: (transfer full): "OrderItems", "order_items" and "Order items" as "order item"
 */
char *
tenon_words_normalize (const char *words)
{
  g_autofree char *snake = tenon_name_to_snake (words);
  g_auto (GStrv) parts = g_strsplit_set (snake, "_ ", -1);
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        g_autofree char *one = tenon_name_singular (parts[i]);

        g_string_append_printf (s, "%s%s", s->len > 0 ? " " : "", one);
      }
  return g_strdup (s->str);
}

static char *
without_blanks (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  return g_strjoinv ("", parts);
}

static void
learn (GHashTable *names,
       const char *name,
       gpointer    what)
{
  GPtrArray *list = g_hash_table_lookup (names, name);

  if (*name == '\0')
    return;
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (names, g_strdup (name), list);
    }
  if (!g_ptr_array_find (list, what, NULL))
    g_ptr_array_add (list, what);
}

static void
learn_table (TenonSchemaWords *self,
             TenonSourceTable *table)
{
  const char      *dot = strrchr (table->name, '.');
  g_autofree char *name = tenon_words_normalize (dot != NULL ? dot + 1 : table->name);
  g_autofree char *together = without_blanks (name);
  g_autofree char *exact = g_ascii_strdown (dot != NULL ? dot + 1 : table->name, -1);
  g_autofree char *dotted = g_ascii_strdown (table->name, -1);
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);
  guint n = g_strv_length (parts);

  learn (self->full, name, table);
  learn (self->full, together, table);
  learn (self->full, exact, table);
  learn (self->full, dotted, table);
  for (const char *tail = strchr (name, ' '); tail != NULL; tail = strchr (tail + 1, ' '))
    {
      g_autofree char *joined = without_blanks (tail + 1);

      learn (self->tails, tail + 1, table);
      learn (self->tails, joined, table);
    }
  for (guint i = 0; i < n; i++)
    if (strlen (parts[i]) >= MIN_PART)
      learn (self->parts, parts[i], table);
  if (n > 0 && strlen (parts[n - 1]) >= MIN_PART)
    {
      g_autofree char *stem = g_strndup (parts[n - 1], MIN_PART);

      learn (self->deeds, stem, table);
    }
}

/* "devicefirmware" where there are devices: "firmware" means it. */
static void
learn_compound (TenonSchemaWords *self,
                TenonSourceTable *table)
{
  const char      *dot = strrchr (table->name, '.');
  g_autofree char *name = tenon_words_normalize (dot != NULL ? dot + 1 : table->name);
  gsize            n = strlen (name);

  for (gsize i = MIN_PART + 1; strchr (name, ' ') == NULL && i + MIN_PART + 1 <= n; i++)
    {
      g_autofree char *head = g_strndup (name, i);
      GPtrArray       *other = g_hash_table_lookup (self->full, head);

      if (other == NULL)
        other = g_hash_table_lookup (self->tails, head);
      if (other != NULL && g_ptr_array_index (other, 0) != table)
        learn (self->tails, name + i, table);
    }
}

/* "author_id", "authorId" and "author" with a foreign key: a row refers to its author. */
static void
learn_role (TenonSchemaWords *self,
            TenonSourceTable *table,
            TenonColumn      *column)
{
  static const char *const ends[] = { " id", " no", " code", " uuid", " key", " ref", " number" };
  TenonForeignKey         *key = tenon_source_table_find_foreign_key (table, column->name);
  g_autofree char         *name = tenon_words_normalize (column->name);
  TenonRole               *role;
  gboolean                 has_end = FALSE;

  for (guint i = 0; !has_end && i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (name, ends[i]) && (key != NULL || i == 0))
      {
        name[strlen (name) - strlen (ends[i])] = '\0';
        has_end = TRUE;
      }
  if ((!has_end && key == NULL) || *name == '\0')
    return;
  role = g_new0 (TenonRole, 1);
  role->table = table;
  role->column = column;
  role->target = key != NULL && key->columns[1] == NULL && key->ref_table != NULL ? tenon_schema_find_table (self->schema, key->ref_table) : NULL;
  learn (self->roles, name, role);
}

static void
link_tables (TenonSchemaWords *self,
             TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->ref_table != NULL && key->columns != NULL && key->columns[0] != NULL)
        learn (self->links, key->ref_table, table);
    }
}

static void
free_roles (gpointer list)
{
  GPtrArray *roles = list;

  for (guint i = 0; i < roles->len; i++)
    g_free (g_ptr_array_index (roles, i));
  g_ptr_array_unref (roles);
}

/**
 * tenon_schema_words_new:
 *
 * Returns: (transfer full):
 */
TenonSchemaWords *
tenon_schema_words_new (TenonSchema *schema)
{
  TenonSchemaWords *self = g_new0 (TenonSchemaWords, 1);
  GHashTable      **lists[] = { &self->full, &self->tails, &self->parts, &self->deeds, &self->links };

  self->schema = g_object_ref (schema);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_roles);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      learn_table (self, table);
      link_tables (self, table);
      for (guint k = 0; k < tenon_list_get_length (table->columns); k++)
        {
          TenonColumn *column = tenon_list_get (table->columns, k);

          g_hash_table_add (self->columns, g_ascii_strdown (column->name, -1));
          learn_role (self, table, column);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    learn_compound (self, tenon_list_get (schema->tables, i));
  return self;
}

void
tenon_schema_words_free (TenonSchemaWords *self)
{
  g_hash_table_unref (self->full);
  g_hash_table_unref (self->tails);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->deeds);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->roles);
  g_hash_table_unref (self->columns);
  g_object_unref (self->schema);
  g_free (self);
}

TenonSchema *
tenon_schema_words_get_schema (TenonSchemaWords *self)
{
  return self->schema;
}

/* "pettypes": the name of one table and, behind it, that of another one. */
static GPtrArray *
find_compound (TenonSchemaWords *self,
               const char       *word)
{
  gsize n = strlen (word);

  for (gsize i = MIN_PART; strchr (word, ' ') == NULL && n >= 2 * MIN_PART && i <= n - MIN_PART; i++)
    {
      g_autofree char *head = g_strndup (word, i);
      GPtrArray       *tail = g_hash_table_lookup (self->full, word + i);

      if (tail != NULL && (g_hash_table_contains (self->full, head) || g_hash_table_contains (self->roles, head)))
        return tail;
    }
  return NULL;
}

/**
 * tenon_schema_words_find:
 * @words: a name as people write it: "Order Items", "order item", "orderitem"
 * @how: (out):
 *
 * Returns: (transfer none) (nullable) (element-type TenonSourceTable): the tables that may be meant, of those that it names
 *   most surely
 */
GPtrArray *
tenon_schema_words_find (TenonSchemaWords *self,
                         const char       *words,
                         TenonNamed       *how)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);
  g_autofree char *name = tenon_words_normalize (words);
  GPtrArray       *found = g_hash_table_lookup (self->full, lower);

  *how = TENON_NAMED_IN_FULL;
  if (found == NULL)
    found = g_hash_table_lookup (self->full, name);
  if (found == NULL)
    {
      g_autofree char *together = without_blanks (name);

      found = g_hash_table_lookup (self->full, together);
    }
  if (found == NULL)
    found = find_compound (self, name);
  if (found != NULL)
    return found;
  *how = TENON_NAMED_BY_TAIL;
  found = g_strv_contains (vague, name) ? NULL : g_hash_table_lookup (self->tails, name);
  if (found != NULL)
    return found;
  *how = TENON_NAMED_BY_PART;
  found = g_strv_contains (vague, name) || g_hash_table_contains (self->columns, name) ? NULL : g_hash_table_lookup (self->parts, name);
  if (found == NULL)
    *how = TENON_NAMED_NOT;
  return found;
}

/* Whether @noun is what is done where somebody does @verb: "rating" and "rate", "subscription" and "subscribe". */
static gboolean
is_made_of (const char *noun,
            const char *verb)
{
  gsize n = strlen (verb), common = 0, rest;

  while (verb[common] != '\0' && verb[common] == noun[common])
    common++;
  rest = strlen (noun) - common;
  if (common == n)
    return rest <= 6;
  /* The last letter or two change: invite, invitation; reply, replies. */
  return common + 2 >= n && common >= 3 && rest >= 3 && rest <= 6 && (g_str_has_suffix (noun, "ing") || g_str_has_suffix (noun, "tion") || g_str_has_suffix (noun, "ment") || g_str_has_suffix (noun, "al"));
}

/**
 * tenon_schema_words_find_deed:
 * @verb: "follow", "like", "enroll", without "un"
 *
 * Returns: (transfer container) (element-type TenonSourceTable): tables whose rows are such deeds
 */
GPtrArray *
tenon_schema_words_find_deed (TenonSchemaWords *self,
                              const char       *verb)
{
  GPtrArray       *found = g_ptr_array_new ();
  g_autofree char *stem = g_strndup (verb, MIN_PART);
  GPtrArray       *list = strlen (verb) >= MIN_PART ? g_hash_table_lookup (self->deeds, stem) : NULL;

  for (guint i = 0; list != NULL && i < MIN (list->len, MAX_DEEDS); i++)
    {
      TenonSourceTable *table = g_ptr_array_index (list, i);
      g_autofree char  *name = tenon_words_normalize (table->name);
      const char       *blank = strrchr (name, ' ');

      if (is_made_of (blank != NULL ? blank + 1 : name, verb))
        g_ptr_array_add (found, table);
    }
  return found;
}

/**
 * tenon_schema_words_find_roles:
 *
 * Returns: (transfer none) (nullable) (element-type TenonRole): what refers to @noun by that name: "followers" of follower_id
 */
GPtrArray *
tenon_schema_words_find_roles (TenonSchemaWords *self,
                               const char       *noun)
{
  g_autofree char *name = tenon_words_normalize (noun);

  return g_hash_table_lookup (self->roles, name);
}

gboolean
tenon_schema_words_has_column (TenonSchemaWords *self,
                               const char       *name)
{
  return g_hash_table_contains (self->columns, name);
}

/**
 * tenon_schema_words_list_between:
 *
 * Returns: (transfer container) (element-type TenonSourceTable): the tables that refer to both
 */
GPtrArray *
tenon_schema_words_list_between (TenonSchemaWords *self,
                                 TenonSourceTable *one,
                                 TenonSourceTable *other)
{
  GPtrArray *between = g_ptr_array_new ();
  GPtrArray *of_one = g_hash_table_lookup (self->links, one->name);
  GPtrArray *of_other = g_hash_table_lookup (self->links, other->name);

  if (of_one == NULL || of_other == NULL)
    return between;
  if (of_other->len < of_one->len)
    {
      GPtrArray        *list = of_one;
      TenonSourceTable *table = one;

      of_one = of_other;
      of_other = list;
      one = other;
      other = table;
    }
  for (guint i = 0; i < of_one->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (of_one, i);
      gboolean          refers = FALSE;

      for (guint k = 0; !refers && k < tenon_list_get_length (table->foreign_keys); k++)
        refers = g_strcmp0 (((TenonForeignKey *)tenon_list_get (table->foreign_keys, k))->ref_table, other->name) == 0;
      if (refers && table != one && table != other)
        g_ptr_array_add (between, table);
    }
  return between;
}
