/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an access pattern asks for: its fields where they say it, else its words, resolved against the schema.
 *
 * The words of an access pattern are read clause by clause: a verb ("create", "update", "delete all", "get") says what
 * happens to the tables named behind it; behind "by", "where" and "of" stand the keys, not the tables. Whatever had to
 * be assumed stands in the reading's notes, so that a person can contradict. */

#include "design/tenon-pattern-reading.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_WORDS 200 /* of one pattern: more is prose */
#define MAX_NAME_WORDS 5

struct _TenonReader
{
  TenonModel *model;  /* (owned) */
  GHashTable *names;  /* singular words -> TenonSourceTable; NULL value: several tables answer to it */
  GHashTable *tables; /* name -> TenonSourceTable */
  GHashTable *seen;   /* pattern id -> Observation: what the logs saw of it */
};

/* What the logs saw of the statements bound to a pattern. */
typedef struct
{
  double      rows;  /* sent, weighted by executions */
  double      count; /* of the executions whose rows are known */
  TenonShape *shape; /* (nullable) of the statement that ran most often */
  gint64      most;
} Observation;

typedef struct
{
  const char      *word;
  TenonReadingKind kind;
} Verb;

static const Verb verbs[] = {
  { "create", TENON_READING_CREATE },
  { "insert", TENON_READING_CREATE },
  { "add", TENON_READING_CREATE },
  { "register", TENON_READING_CREATE },
  { "place", TENON_READING_CREATE },
  { "submit", TENON_READING_CREATE },
  { "record", TENON_READING_CREATE },
  { "upsert", TENON_READING_UPSERT },
  { "update", TENON_READING_UPDATE },
  { "change", TENON_READING_UPDATE },
  { "modify", TENON_READING_UPDATE },
  { "edit", TENON_READING_UPDATE },
  { "set", TENON_READING_UPDATE },
  { "cancel", TENON_READING_UPDATE },
  { "mark", TENON_READING_UPDATE },
  { "upgrade", TENON_READING_UPDATE },
  { "increment", TENON_READING_UPDATE },
  { "decrement", TENON_READING_UPDATE },
  { "delete", TENON_READING_DELETE },
  { "remove", TENON_READING_DELETE },
  { "clear", TENON_READING_DELETE },
  { "empty", TENON_READING_DELETE },
  { "get", TENON_READING_GET },
  { "query", TENON_READING_GET },
  { "read", TENON_READING_GET },
  { "fetch", TENON_READING_GET },
  { "find", TENON_READING_GET },
  { "retrieve", TENON_READING_GET },
  { "list", TENON_READING_LIST },
  { "show", TENON_READING_GET },
  { "view", TENON_READING_GET },
  { "validate", TENON_READING_GET },
  { "verify", TENON_READING_GET },
  { "check", TENON_READING_GET },
  { "authenticate", TENON_READING_GET },
  { "login", TENON_READING_GET },
  { "search", TENON_READING_SEARCH },
  { "count", TENON_READING_AGGREGATE },
  { "aggregate", TENON_READING_AGGREGATE },
  { "sum", TENON_READING_AGGREGATE },
};

static const char *const key_words[] = { "by", "where", "of", "for", NULL };
static const char *const open_words[] = { "from", "through", "with", "and", "then", "including", "plus", NULL };
static const char *const caller_names[] = { "user", "customer", "account", "member", "client", NULL };
static const char *const recursive_words[] = { "recursive", "recursively", "breadcrumb", "ancestors", "descendants", NULL };

static void
part_free (gpointer part)
{
  g_free (part);
}

void
tenon_reading_free (TenonReading *self)
{
  g_ptr_array_unref (self->equality);
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->reads);
  g_ptr_array_unref (self->writes);
  g_ptr_array_unref (self->parts);
  g_string_free (self->notes, TRUE);
  g_free (self);
}

static gboolean
contains (GPtrArray  *columns,
          const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_strcmp0 (g_ptr_array_index (columns, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
add_once (GPtrArray  *columns,
          const char *name)
{
  if (!contains (columns, name))
    g_ptr_array_add (columns, (gpointer)name);
}

G_GNUC_PRINTF (2, 3)
static void
note (TenonReading *self,
      const char   *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (self->notes->len > 0)
    g_string_append (self->notes, "; ");
  g_string_append (self->notes, text);
}

static gboolean
is_write_kind (TenonReadingKind kind)
{
  return kind == TENON_READING_CREATE || kind == TENON_READING_UPSERT || kind == TENON_READING_UPDATE || kind == TENON_READING_DELETE;
}

/* Words. */

/* Splits @text into lower-case words; a comma, a plus and a semicolon stand as words of their own. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = text; words->len < MAX_WORDS; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '_' || (guchar)*p >= 0x80)
        {
          g_string_append_c (word, g_ascii_tolower (*p));
          continue;
        }
      if (word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (*p == ',' || *p == '+' || *p == ';' || *p == '/')
        g_ptr_array_add (words, g_strndup (p, 1));
      if (*p == '\0')
        break;
    }
  return words;
}

static gboolean
has_word (GPtrArray         *words,
          const char *const *any)
{
  for (guint i = 0; i < words->len; i++)
    if (g_strv_contains (any, g_ptr_array_index (words, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_phrase (const char *text,
            const char *phrase)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, phrase) != NULL;
}

static const Verb *
find_verb (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gsize n = strlen (verbs[i].word);

      if (strcmp (word, verbs[i].word) == 0 || (strncmp (word, verbs[i].word, n) == 0 && strcmp (word + n, "s") == 0))
        return &verbs[i];
    }
  return NULL;
}

/* Names of tables. */

/* "shop.OrderItems" as "order item": what a reader of English would say. */
static char *
normal_name (const char *name)
{
  const char      *dot = strrchr (name, '.');
  g_autofree char *snake = tenon_name_to_snake (dot != NULL ? dot + 1 : name);
  char            *one = tenon_name_singular (snake);

  g_strdelimit (one, "_", ' ');
  return one;
}

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
  Observation *seen = g_hash_table_lookup (self->seen, pattern_id);

  if (seen == NULL)
    {
      seen = g_new0 (Observation, 1);
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
  TenonList   *tables = model->schema != NULL ? model->schema->tables : NULL;

  self->model = g_object_ref (model);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_logs (self);
  for (guint pass = 0; tables != NULL && pass < 2; pass++)
    for (guint i = 0; i < tenon_list_get_length (tables); i++)
      {
        TenonSourceTable *table = tenon_list_get (tables, i);
        g_autofree char  *name = normal_name (table->name);

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
  g_object_unref (self->model);
  g_free (self);
}

static TenonSourceTable *
match_table (TenonReader *self,
             const char  *words)
{
  TenonSourceTable *table = g_hash_table_lookup (self->tables, words);
  g_autofree char  *name = NULL;

  if (table != NULL)
    return table;
  name = normal_name (words);
  return g_hash_table_lookup (self->names, name);
}

/* The table named by the words at @at, the longest name first. */
static TenonSourceTable *
match_words (TenonReader *self,
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
      table = match_table (self, name->str);
      if (table != NULL)
        {
          *n_words = n;
          return table;
        }
    }
  return NULL;
}

/* Columns. */

/* "orders.user_id" as its table and column; FALSE if the schema does not have it. */
static gboolean
resolve_dotted (TenonReader       *self,
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

static const char *
primary_column (TenonSourceTable *table)
{
  return table->primary_key != NULL && table->primary_key[0] != NULL && table->primary_key[1] == NULL ? table->primary_key[0] : NULL;
}

static gboolean
is_caller_table (const char *name)
{
  g_autofree char *one = normal_name (name);

  return g_strv_contains (caller_names, one);
}

/* The column of @table that holds who calls: a required foreign key to a table of users. */
static const char *
caller_column (TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_source_table_find_column (table, key->columns[0]) : NULL;

      if (column != NULL && !column->nullable && key->ref_table != NULL && is_caller_table (key->ref_table))
        return column->name;
    }
  return NULL;
}

static TenonColumn *
find_column_of_words (TenonSourceTable *table,
                      const char       *one,
                      const char       *two)
{
  g_autofree char *pair = two != NULL ? g_strconcat (one, "_", two, NULL) : NULL;
  g_autofree char *with_id = g_strconcat (one, "_id", NULL);
  g_autofree char *own = normal_name (table->name);
  TenonColumn     *column = pair != NULL ? tenon_source_table_find_column (table, pair) : NULL;

  if (column == NULL)
    column = tenon_source_table_find_column (table, one);
  if (column == NULL && g_strcmp0 (two, "id") == 0 && strcmp (own, one) == 0 && primary_column (table) != NULL)
    column = tenon_source_table_find_column (table, primary_column (table));
  if (column == NULL && strcmp (one, "id") == 0 && primary_column (table) != NULL)
    column = tenon_source_table_find_column (table, primary_column (table));
  if (column == NULL)
    column = tenon_source_table_find_column (table, with_id);
  return column;
}

/* Adds the columns that stand behind "by", up to the next clause. */
static void
read_key_words (TenonReading *self,
                GPtrArray    *words)
{
  gboolean in_key = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const char  *word = g_ptr_array_index (words, i);
      const char  *next = i + 1 < words->len ? g_ptr_array_index (words, i + 1) : NULL;
      TenonColumn *column;

      if (strcmp (word, "by") == 0 || strcmp (word, "where") == 0)
        {
          in_key = TRUE;
          continue;
        }
      if (!in_key)
        continue;
      if (strcmp (word, "+") == 0 || strcmp (word, "and") == 0 || strcmp (word, "its") == 0)
        continue;
      column = find_column_of_words (self->table, word, next);
      if (column == NULL)
        {
          in_key = FALSE;
          continue;
        }
      if (next != NULL && i + 2 < words->len && strcmp (next, "is") == 0 && strcmp (g_ptr_array_index (words, i + 2), "null") == 0)
        self->is_null = column->name;
      else
        add_once (self->equality, column->name);
      if (next != NULL && (strcmp (next, "id") == 0 || g_str_has_suffix (column->name, next)) && strcmp (word, column->name) != 0)
        i++;
    }
}

/* Which table, which columns: from the fields. */

static void
take_column (TenonReader  *reader,
             TenonReading *self,
             const char   *dotted,
             GPtrArray    *into)
{
  TenonSourceTable *table;
  TenonColumn      *column;

  if (resolve_dotted (reader, dotted, &table, &column) && table == self->table)
    add_once (into, column->name);
  else if (dotted != NULL && strchr (dotted, '.') == NULL && self->table != NULL)
    {
      column = tenon_source_table_find_column (self->table, dotted);
      if (column != NULL)
        add_once (into, column->name);
    }
}

static void
take_columns (TenonReader  *reader,
              TenonReading *self,
              char        **dotted,
              GPtrArray    *into)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    take_column (reader, self, dotted[i], into);
}

/* The foreign key of @child whose first column refers to @column of @parent. */
static TenonForeignKey *
foreign_key_to (TenonSourceTable *child,
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
      TenonSourceTable *one = match_words (reader, words, i, &n);
      TenonSourceTable *two = one != NULL && i + n < words->len ? match_words (reader, words, i + n, &m) : NULL;

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

static GPtrArray *
list_entities (TenonReader  *reader,
               TenonPattern *pattern,
               GPtrArray    *words)
{
  GPtrArray *entities = g_ptr_array_new ();
  g_autoptr (GHashTable) qualifiers = list_qualifiers (reader, words);

  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = match_table (reader, pattern->entities_involved[i]);

      if (table != NULL && !g_ptr_array_find (entities, table, NULL))
        g_ptr_array_add (entities, table);
    }
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
      TenonForeignKey  *key = child != key_table ? foreign_key_to (child, key_table, key_column->name) : NULL;

      if (key == NULL)
        continue;
      self->table = child;
      add_once (self->equality, tenon_source_table_find_column (child, key->columns[0]) != NULL ? tenon_source_table_find_column (child, key->columns[0])->name : key->columns[0]);
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
  add_once (self->equality, column->name);
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
  TenonList        *tables = reader->model->schema->tables;
  TenonSourceTable *found = NULL;
  TenonForeignKey  *key;
  guint             n = 0;

  if (first == NULL || is_write_kind (self->kind) || foreign_key_to (key_table, first, NULL) != NULL)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (tables, i);

      if (table == first || table == key_table || foreign_key_to (table, key_table, key_column->name) == NULL || foreign_key_to (table, first, NULL) == NULL)
        continue;
      n++;
      if (found == NULL || (tenon_source_table_is_junction (table) && !tenon_source_table_is_junction (found)))
        found = table;
    }
  /* Of several such tables only a real junction can be meant. */
  if (found == NULL || (n > 1 && !tenon_source_table_is_junction (found)))
    return FALSE;
  key = foreign_key_to (found, key_table, key_column->name);
  if (tenon_source_table_find_column (found, key->columns[0]) == NULL)
    return FALSE;
  self->table = found;
  add_once (self->equality, tenon_source_table_find_column (found, key->columns[0])->name);
  note (self, "%s of %s found through %s", first->name, key_table->name, found->name);
  return TRUE;
}

/* The table the request goes to first: the one whose columns the key names. */
static void
choose_table (TenonReader  *reader,
              TenonReading *self,
              GPtrArray    *entities)
{
  TenonSourceTable *first = entities->len > 0 ? g_ptr_array_index (entities, 0) : NULL;
  TenonSourceTable *table = NULL;
  TenonColumn      *column = NULL;

  self->table = first;
  if (self->kind == TENON_READING_CREATE)
    return;
  for (guint i = 0; self->pattern->equality != NULL && self->pattern->equality[i] != NULL; i++)
    if (resolve_dotted (reader, self->pattern->equality[i], &table, &column) && (table == first || first == NULL))
      {
        self->table = table;
        return;
      }
  if (column == NULL || point_at_parent (self, first, table, column))
    return;
  if (!redirect_key (self, entities, table, column) && !go_through_junction (reader, self, first, table, column))
    self->table = table;
}

static TenonReadingKind
kind_of_fields (TenonPattern *pattern)
{
  switch (pattern->operation_type)
    {
    case TENON_OPERATION_NONE:
      return TENON_READING_NONE;
    case TENON_OPERATION_WRITE:
      return TENON_READING_CREATE;
    case TENON_OPERATION_UPDATE:
      return TENON_READING_UPDATE;
    case TENON_OPERATION_DELETE:
      return TENON_READING_DELETE;
    case TENON_OPERATION_READ:
      return TENON_READING_GET;
    default:
      return TENON_READING_LIST;
    }
}

/* An operation nobody stated: the first verb, else the HTTP method. */
static TenonReadingKind
kind_of_words (TenonReading *self,
               GPtrArray    *words)
{
  static const struct
  {
    const char      *method;
    TenonReadingKind kind;
  } methods[] = {
    { "POST ", TENON_READING_CREATE },
    { "PUT ", TENON_READING_UPDATE },
    { "PATCH ", TENON_READING_UPDATE },
    { "DELETE ", TENON_READING_DELETE },
  };

  for (guint i = 0; i < words->len; i++)
    {
      const Verb *verb = find_verb (g_ptr_array_index (words, i));

      if (verb != NULL)
        {
          note (self, "operation read from the word \"%s\"", (char *)g_ptr_array_index (words, i));
          return verb->kind;
        }
    }
  for (guint i = 0; self->pattern->endpoint != NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_has_prefix (self->pattern->endpoint, methods[i].method))
      {
        note (self, "operation read from the method of %s", self->pattern->endpoint);
        return methods[i].kind;
      }
  return TENON_READING_GET;
}

/* Other tables. */

static gboolean
is_key_parent (TenonReading     *self,
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

static void
add_part (TenonReading     *self,
          TenonSourceTable *table,
          TenonReadingKind  kind)
{
  TenonReadingPart *part;

  if (table == self->table)
    return;
  for (guint i = 0; i < self->parts->len; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if (part->table == table)
        return;
    }
  part = g_new0 (TenonReadingPart, 1);
  part->table = table;
  part->kind = kind;
  g_ptr_array_add (self->parts, part);
}

/* What happens to each table the words name: table -> kind + 1. */
static GHashTable *
read_clauses (TenonReader  *reader,
              TenonReading *self,
              GPtrArray    *words)
{
  GHashTable      *kinds = g_hash_table_new (NULL, NULL);
  TenonReadingKind kind = self->kind;
  gboolean         in_key = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const char       *word = g_ptr_array_index (words, i);
      const Verb       *verb = find_verb (word);
      TenonSourceTable *table;
      guint             n = 0;

      table = match_words (reader, words, i, &n);
      if (verb != NULL && table == NULL)
        {
          kind = verb->kind;
          in_key = FALSE;
        }
      else if (table != NULL)
        {
          if (!in_key && !g_hash_table_contains (kinds, table))
            g_hash_table_insert (kinds, table, GINT_TO_POINTER (kind + 1));
          i += n - 1;
        }
      else if (g_strv_contains (key_words, word))
        {
          in_key = TRUE;
        }
      else if (g_strv_contains (open_words, word) || strcmp (word, ",") == 0)
        {
          in_key = FALSE;
          if (strcmp (word, "from") == 0)
            kind = TENON_READING_GET;
        }
    }
  return kinds;
}

static void
read_parts (TenonReader  *reader,
            TenonReading *self,
            GPtrArray    *entities,
            GPtrArray    *words)
{
  g_autoptr (GHashTable) kinds = read_clauses (reader, self, words);

  for (guint i = 0; i < entities->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (entities, i);
      gpointer          found = g_hash_table_lookup (kinds, table);
      TenonReadingKind  kind = found != NULL ? GPOINTER_TO_INT (found) - 1 : TENON_READING_GET;

      if (table == self->table)
        continue;
      if (tenon_reading_is_write (self))
        {
          if (found == NULL && is_key_parent (self, table))
            continue;
          if (found == NULL && self->kind == TENON_READING_CREATE && foreign_key_to (table, self->table, NULL) != NULL)
            {
              kind = TENON_READING_CREATE;
              note (self, "assumed to create %s with %s", table->name, self->table->name);
            }
          else if (found == NULL)
            {
              note (self, "what happens to %s is not said: taken as read", table->name);
            }
          add_part (self, table, is_write_kind (kind) ? kind : TENON_READING_GET);
        }
      else if (!is_key_parent (self, table))
        {
          add_part (self, table, TENON_READING_GET);
        }
    }
  for (guint i = 0; self->pattern->joins != NULL && self->pattern->joins[i] != NULL; i++)
    {
      TenonSourceTable *table = match_table (reader, self->pattern->joins[i]);

      if (table != NULL)
        add_part (self, table, TENON_READING_GET);
    }
}

/* What the pattern knows, orders by and returns. */

static void
read_order (TenonReader  *reader,
            TenonReading *self)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  if (tenon_list_get_length (self->pattern->order_by) > 0)
    {
      TenonShapeOrder *order = tenon_list_get (self->pattern->order_by, 0);

      take_column (reader, self, order->column, columns);
      self->descending = order->descending;
    }
  if (columns->len > 0)
    self->order = g_ptr_array_index (columns, 0);
  g_ptr_array_set_size (columns, 0);
  take_column (reader, self, self->pattern->range, columns);
  if (columns->len > 0)
    self->range = g_ptr_array_index (columns, 0);
}

static const char *
find_time_column (TenonReading *self)
{
  static const char *const names[] = { "created_at", "placed_at", "ordered_at", "created", "created_on", "inserted_at", "timestamp", "date" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TenonColumn *column = tenon_source_table_find_column (self->table, names[i]);

      if (column != NULL)
        return column->name;
    }
  return NULL;
}

/* A list whose words name no order comes in the order its statement asks for. */
static void
take_observed_order (TenonReader  *reader,
                     TenonReading *self)
{
  Observation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  TenonShapeOrder *order;

  if (self->order != NULL || self->kind == TENON_READING_CREATE || seen == NULL || seen->shape == NULL || tenon_list_get_length (seen->shape->order_by) == 0)
    return;
  order = tenon_list_get (seen->shape->order_by, 0);
  take_column (reader, self, order->column, columns);
  if (columns->len == 0 || contains (self->equality, g_ptr_array_index (columns, 0)))
    return;
  self->order = g_ptr_array_index (columns, 0);
  self->descending = order->descending;
  note (self, "order by %s seen in the log", self->order);
}

/* "newest first", "recent": by the column that says when a row came to be. */
static void
assume_recent_order (TenonReading *self,
                     const char   *text)
{
  if (self->order != NULL || !(has_phrase (text, "recent") || has_phrase (text, "newest") || has_phrase (text, "latest")))
    return;
  self->order = find_time_column (self);
  self->descending = self->order != NULL;
  if (self->order != NULL)
    note (self, "\"recent\" taken as %s descending", self->order);
}

/* "by status and date range", "within a price range": a condition on one more column. */
static void
assume_range (TenonReading *self,
              GPtrArray    *words,
              const char   *text)
{
  static const char *const times[] = { "date", "time", "day", "period", "month", "year", NULL };

  for (guint i = 1; self->range == NULL && i < words->len; i++)
    {
      const char  *before = g_ptr_array_index (words, i - 1);
      TenonColumn *column;

      if (strcmp (g_ptr_array_index (words, i), "range") != 0)
        continue;
      column = tenon_source_table_find_column (self->table, before);
      self->range = column != NULL ? column->name : g_strv_contains (times, before) ? find_time_column (self)
                                                                                    : NULL;
    }
  if (self->range == NULL && (has_phrase (text, "between two dates") || has_phrase (text, "between dates") || has_phrase (text, "date between") || has_phrase (text, "in a period") || has_phrase (text, "time period")))
    self->range = find_time_column (self);
  if (self->range != NULL && contains (self->equality, self->range))
    self->range = NULL;
  if (self->range != NULL)
    note (self, "range taken as one of %s", self->range);
}

static void
read_known (TenonReading *self,
            const char   *text)
{
  const char *caller = caller_column (self->table);

  if (caller == NULL)
    return;
  if (has_phrase (text, "owner validation") && !contains (self->equality, caller))
    {
      g_ptr_array_add (self->known, (gpointer)caller);
      note (self, "owner validation: the caller's %s is known", caller);
    }
}

/* An authenticated request for no particular row, by no particular role, of a table that belongs to its callers. */
static gboolean
is_callers_own (TenonReading *self)
{
  static const char *const own_words[] = { "cart", "basket", "wishlist", "favorite", "favourite", "session", "bookmark", NULL };
  const char              *requirements = self->pattern->key_requirements != NULL ? self->pattern->key_requirements : "";
  g_autofree char         *name = normal_name (self->table->name);
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
  g_autofree char *name = normal_name (self->table->name);
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
static void
assume_key (TenonReading *self,
            GPtrArray    *words,
            const char   *text)
{
  const char *caller = caller_column (self->table);
  const char *primary = primary_column (self->table);
  const char *endpoint = self->pattern->endpoint != NULL ? self->pattern->endpoint : "";
  gboolean    has_argument = strchr (endpoint, ':') != NULL || strchr (endpoint, '{') != NULL;

  if (self->equality->len > 0 || self->is_null != NULL || self->kind == TENON_READING_CREATE || self->kind == TENON_READING_SEARCH)
    return;
  if (caller != NULL && !has_argument && (is_callers_own (self) || has_phrase (text, "user's") || has_phrase (text, "customer's") || has_phrase (text, " my ") || has_phrase (text, "cart") || has_phrase (text, "own ") || strstr (endpoint, "/my") != NULL || strstr (endpoint, "/mine") != NULL))
    {
      g_ptr_array_add (self->equality, (gpointer)caller);
      self->kind = self->kind == TENON_READING_GET ? TENON_READING_LIST : self->kind;
      note (self, "taken as the caller's own: %s", caller);
      return;
    }
  if (self->kind != TENON_READING_UPDATE && self->kind != TENON_READING_DELETE && !(self->kind == TENON_READING_GET && !self->pattern->is_list && (has_argument || is_named_alone (self, words))))
    return;
  for (guint i = 0; self->table->primary_key != NULL && self->table->primary_key[i] != NULL; i++)
    g_ptr_array_add (self->equality, self->table->primary_key[i]);
  if (primary != NULL || self->equality->len > 0)
    note (self, "no key is named: taken as by the primary key of %s", self->table->name);
}

static double
rate_of (TenonPattern *pattern)
{
  double value = 0;

  if (pattern->rps_average != NULL && tenon_rate_get_value (pattern->rps_average, &value))
    return value;
  if (pattern->rps_peak != NULL && tenon_rate_get_value (pattern->rps_peak, &value))
    return value;
  return 0;
}

/* How many children a parent has: what a person told, else the ratio of the row counts. */
static double
children_of (TenonReader  *reader,
             TenonReading *self)
{
  for (guint i = 0; i < self->equality->len; i++)
    {
      const char       *column = g_ptr_array_index (self->equality, i);
      g_autofree char  *child = g_strconcat (self->table->name, ".", column, NULL);
      TenonForeignKey  *key = tenon_source_table_find_foreign_key (self->table, column);
      TenonSourceTable *parent = key != NULL ? g_hash_table_lookup (reader->tables, key->ref_table) : NULL;

      for (guint j = 0; j < tenon_list_get_length (reader->model->relationships); j++)
        {
          TenonRelationship *relationship = tenon_list_get (reader->model->relationships, j);

          if (g_strcmp0 (relationship->child, child) == 0 && relationship->average_children > 0)
            return relationship->average_children;
        }
      if (parent != NULL && parent->row_count > 0 && self->table->row_count >= 0)
        return MAX (1.0, (double)self->table->row_count / parent->row_count);
    }
  return 0;
}

static void
read_items (TenonReader  *reader,
            TenonReading *self)
{
  Observation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;

  if (self->pattern->items_returned > 0)
    self->items = self->pattern->items_returned;
  else if (self->kind == TENON_READING_LIST && seen != NULL && seen->count > 0)
    {
      self->items = MAX (seen->rows / seen->count, 1.0);
      note (self, "the log saw %.1f rows a request", seen->rows / seen->count);
    }
  else if (self->kind == TENON_READING_LIST || self->is_many)
    {
      double children = children_of (reader, self);

      self->items = self->pattern->page_size > 0 && (children == 0 || children > self->pattern->page_size) ? self->pattern->page_size : children;
      if (self->items == 0 && self->equality->len == 0 && self->table->row_count > 0)
        self->items = self->table->row_count;
    }
  else
    self->items = 1;
}

static void
settle_kind (TenonReading *self,
             GPtrArray    *words,
             const char   *text)
{
  TenonPattern *pattern = self->pattern;
  gboolean      reads = self->kind == TENON_READING_GET || self->kind == TENON_READING_LIST || self->kind == TENON_READING_SEARCH || self->kind == TENON_READING_AGGREGATE;

  if (reads && pattern->is_aggregate)
    self->kind = TENON_READING_AGGREGATE;
  else if (reads && pattern->search != NULL && pattern->search[0] != NULL)
    self->kind = TENON_READING_SEARCH;
  else if (reads && has_word (words, recursive_words))
    self->kind = TENON_READING_RECURSIVE;
  else if (self->kind == TENON_READING_GET && pattern->is_list)
    self->kind = TENON_READING_LIST;
  if (self->kind == TENON_READING_CREATE && (has_phrase (text, "create/update") || has_phrase (text, "create or update") || has_phrase (text, "upsert")))
    self->kind = TENON_READING_UPSERT;
  self->is_many = (self->kind == TENON_READING_DELETE || self->kind == TENON_READING_UPDATE) && (pattern->is_list || has_phrase (text, "delete all") || has_phrase (text, "remove all") || has_phrase (text, "update all") || has_phrase (text, "clear entire"));
  self->is_paged = pattern->page_size > 0 || has_phrase (text, "paginat");
}

static gboolean
is_unique_key (TenonReading *self)
{
  g_autofree const char **columns = g_new0 (const char *, self->equality->len + 1);

  for (guint i = 0; i < self->equality->len; i++)
    columns[i] = g_ptr_array_index (self->equality, i);
  if (self->equality->len == 0)
    return FALSE;
  for (guint i = 0; i < self->equality->len; i++)
    {
      const char *one[] = { columns[i], NULL };

      if (tenon_source_table_is_unique (self->table, one))
        return TRUE;
    }
  return tenon_source_table_is_unique (self->table, columns);
}

static void
find_table_in_words (TenonReader  *reader,
                     TenonReading *self,
                     GPtrArray    *words)
{
  for (guint i = 0; self->table == NULL && i < words->len; i++)
    {
      guint n;

      self->table = match_words (reader, words, i, &n);
    }
  if (self->table == NULL && self->pattern->endpoint != NULL)
    {
      g_auto (GStrv) segments = g_strsplit (self->pattern->endpoint, "/", -1);

      for (guint i = 1; segments[0] != NULL && segments[i] != NULL; i++)
        if (match_table (reader, segments[i]) != NULL)
          self->table = match_table (reader, segments[i]);
    }
  if (self->table != NULL)
    note (self, "table %s recognised in the words", self->table->name);
}

/**
 * tenon_reading_find_part:
 *
 * Returns: (nullable): the one column of the main table whose name has @word as a part ("inventory" of
 *   inventory_quantity), unless the table itself is called so
 */
TenonColumn *
tenon_reading_find_part (TenonReading *self,
                         const char   *word)
{
  g_autofree char *name = normal_name (self->table->name);
  g_auto (GStrv) own = g_strsplit (name, " ", -1);
  g_autofree char *one = tenon_name_singular (word);
  TenonColumn     *found = NULL;

  if (strlen (word) < 4 || g_strv_contains ((const char *const *)own, one))
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (self->table->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (self->table->columns, i);
      g_autofree char *snake = tenon_name_to_snake (column->name);
      g_auto (GStrv) parts = g_strsplit (snake, "_", -1);

      if (!g_strv_contains ((const char *const *)parts, word))
        continue;
      if (found != NULL)
        return NULL;
      found = column;
    }
  return found;
}

static void
read_writes (TenonReader  *reader,
             TenonReading *self,
             GPtrArray    *words)
{
  if (self->kind != TENON_READING_UPDATE)
    {
      take_columns (reader, self, self->pattern->attributes, self->reads);
      return;
    }
  take_columns (reader, self, self->pattern->attributes, self->writes);
  for (guint i = 0; self->writes->len == 0 && i < words->len; i++)
    {
      TenonColumn *column;

      if (g_strv_contains (key_words, g_ptr_array_index (words, i)))
        break;
      column = tenon_source_table_find_column (self->table, g_ptr_array_index (words, i));
      if (column == NULL)
        column = tenon_reading_find_part (self, g_ptr_array_index (words, i));
      if (column != NULL && !contains (self->equality, column->name))
        add_once (self->writes, column->name);
    }
  for (guint i = self->writes->len; i > 0; i--)
    if (contains (self->equality, g_ptr_array_index (self->writes, i - 1)))
      g_ptr_array_remove_index (self->writes, i - 1);
}

/* "Root categories": those whose reference to their own kind is NULL. */
static void
read_root (TenonReading *self,
           const char   *text)
{
  for (guint i = 0; i < tenon_list_get_length (self->table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->table->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && g_strcmp0 (key->ref_table, self->table->name) == 0 ? tenon_source_table_find_column (self->table, key->columns[0]) : NULL;

      if (column == NULL || !column->nullable || !(has_phrase (text, "root") || has_phrase (text, "is null") || has_phrase (text, "top level") || has_phrase (text, "top-level")))
        continue;
      if (self->equality->len > 1 || (self->equality->len == 1 && !contains (self->equality, column->name)))
        continue;
      self->is_null = column->name;
      g_ptr_array_set_size (self->equality, 0);
      note (self, "taken as the rows whose %s is NULL", column->name);
      return;
    }
}

static void
read_table (TenonReader  *reader,
            TenonReading *self,
            GPtrArray    *entities,
            GPtrArray    *words,
            const char   *text)
{
  take_columns (reader, self, self->pattern->equality, self->equality);
  take_columns (reader, self, self->pattern->filters, self->filters);
  if (self->equality->len == 0 && self->filters->len == 0 && self->kind != TENON_READING_CREATE && self->kind != TENON_READING_SEARCH)
    {
      read_key_words (self, words);
      if (self->equality->len > 0)
        note (self, "key read from the words");
    }
  read_root (self, text);
  read_order (reader, self);
  assume_recent_order (self, text);
  take_observed_order (reader, self);
  if (self->range == NULL && tenon_reading_is_read (self) && self->equality->len > 0)
    assume_range (self, words, text);
  read_known (self, text);
  assume_key (self, words, text);
  if (self->kind == TENON_READING_GET && !is_unique_key (self))
    self->kind = TENON_READING_LIST;
  read_writes (reader, self, words);
  read_parts (reader, self, entities, words);
  read_items (reader, self);
}

/**
 * tenon_reader_read:
 *
 * Returns: (transfer full): what @pattern asks for; its table is %NULL where none of the schema could be recognised
 */
TenonReading *
tenon_reader_read (TenonReader  *self,
                   TenonPattern *pattern)
{
  TenonReading    *reading = g_new0 (TenonReading, 1);
  g_autofree char *text = g_strjoin (" ", pattern->description != NULL ? pattern->description : "", pattern->key_requirements, NULL);
  g_autoptr (GPtrArray) words = split_words (text);
  g_autoptr (GPtrArray) entities = list_entities (self, pattern, words);

  reading->pattern = pattern;
  reading->equality = g_ptr_array_new ();
  reading->known = g_ptr_array_new ();
  reading->filters = g_ptr_array_new ();
  reading->reads = g_ptr_array_new ();
  reading->writes = g_ptr_array_new ();
  reading->parts = g_ptr_array_new_with_free_func (part_free);
  reading->notes = g_string_new (NULL);
  reading->is_strong = pattern->consistency_requirements == TENON_CONSISTENCY_STRONG;
  reading->weight = 1 + rate_of (pattern);
  reading->kind = kind_of_fields (pattern);
  if (reading->kind == TENON_READING_NONE)
    return reading;
  if (pattern->operation_type == TENON_OPERATION_UNKNOWN)
    reading->kind = kind_of_words (reading, words);
  settle_kind (reading, words, text);
  choose_table (self, reading, entities);
  if (reading->table == NULL && (pattern->entities_involved == NULL || pattern->entities_involved[0] == NULL))
    find_table_in_words (self, reading, words);
  if (reading->table != NULL)
    read_table (self, reading, entities, words, text);
  return reading;
}

/**
 * tenon_reading_has:
 *
 * Returns: whether the request carries a value of @column of the main table
 */
gboolean
tenon_reading_has (TenonReading *self,
                   const char   *column)
{
  return contains (self->equality, column);
}

/**
 * tenon_reading_knows:
 *
 * Returns: whether the caller can give a value of @column, by the request or otherwise
 */
gboolean
tenon_reading_knows (TenonReading *self,
                     const char   *column)
{
  return contains (self->equality, column) || contains (self->known, column);
}

gboolean
tenon_reading_is_write (TenonReading *self)
{
  return is_write_kind (self->kind);
}

gboolean
tenon_reading_is_read (TenonReading *self)
{
  return self->kind != TENON_READING_NONE && !is_write_kind (self->kind);
}

static void
append_columns (GString   *s,
                GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? "," : "", (char *)g_ptr_array_index (columns, i));
  g_string_append_c (s, '|');
}

/**
 * tenon_reading_dup_shape:
 *
 * Returns: (transfer full): the same text for patterns that ask the same of the database
 */
char *
tenon_reading_dup_shape (TenonReading *self)
{
  GString *s = g_string_new (NULL);

  g_string_append_printf (s, "%d|%s|", self->kind, self->table != NULL ? self->table->name : "");
  append_columns (s, self->equality);
  append_columns (s, self->filters);
  append_columns (s, self->writes);
  g_string_append_printf (s, "%s|%s|%s|%d|%d|", self->range != NULL ? self->range : "", self->order != NULL ? self->order : "", self->is_null != NULL ? self->is_null : "", self->is_many, self->is_strong);
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (self->parts, i);

      g_string_append_printf (s, "%s:%d,", part->table->name, part->kind);
    }
  return g_string_free (s, FALSE);
}
