/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the shape of an access pattern out of people's words: "Query orders by user_id + pagination".
 *
 * Only what the words say becomes part of the pattern; a column is named only if the schema has it.  Words that find no column
 * are kept as key requirements, so that nothing of the source is lost. */

#include "artifact/tenon-pattern-guess.h"

#include "base/tenon-text.h"
#include "model/tenon-sentence.h"

#include <string.h>

/* The longest name of a table in words: "user notification setting". */
#define MAX_NAME_WORDS 4

typedef struct
{
  TenonPattern     *pattern;
  TenonTableNames  *names;    /* (nullable) */
  TenonSchema      *schema;   /* (nullable) of names */
  TenonSentence    *said;     /* (nullable) what its words ask for */
  TenonSourceTable *main;     /* (nullable) the table the pattern is mostly about */
  char             *access;   /* what it asks of the database, lower case, blanks squeezed */
  char             *purpose;  /* what it is for, likewise */
  const char       *sentence; /* (nullable) access as it was written */
  GPtrArray        *tables;   /* (element-type TenonSourceTable) (unowned) */
  GPtrArray        *entities;
  GPtrArray        *equality;
  GPtrArray        *filters;
  GPtrArray        *search;
  GPtrArray        *joins;
  GPtrArray        *attributes;
  GPtrArray        *requirements;
} Guess;

static const struct
{
  const char        *word;
  TenonOperationType type;
} verbs[] = {
  { "create", TENON_OPERATION_WRITE },
  { "insert", TENON_OPERATION_WRITE },
  { "add", TENON_OPERATION_WRITE },
  { "register", TENON_OPERATION_WRITE },
  { "place", TENON_OPERATION_WRITE },
  { "submit", TENON_OPERATION_WRITE },
  { "save", TENON_OPERATION_WRITE },
  { "upsert", TENON_OPERATION_WRITE },
  { "store", TENON_OPERATION_WRITE },
  { "update", TENON_OPERATION_UPDATE },
  { "upgrade", TENON_OPERATION_UPDATE },
  { "change", TENON_OPERATION_UPDATE },
  { "set", TENON_OPERATION_UPDATE },
  { "cancel", TENON_OPERATION_UPDATE },
  { "mark", TENON_OPERATION_UPDATE },
  { "edit", TENON_OPERATION_UPDATE },
  { "modify", TENON_OPERATION_UPDATE },
  { "increment", TENON_OPERATION_UPDATE },
  { "delete", TENON_OPERATION_DELETE },
  { "remove", TENON_OPERATION_DELETE },
  { "clear", TENON_OPERATION_DELETE },
  { "query", TENON_OPERATION_READ },
  { "get", TENON_OPERATION_READ },
  { "list", TENON_OPERATION_READ },
  { "search", TENON_OPERATION_READ },
  { "find", TENON_OPERATION_READ },
  { "fetch", TENON_OPERATION_READ },
  { "read", TENON_OPERATION_READ },
  { "retrieve", TENON_OPERATION_READ },
  { "select", TENON_OPERATION_READ },
  { "scan", TENON_OPERATION_READ },
  { "show", TENON_OPERATION_READ },
  { "lookup", TENON_OPERATION_READ },
  { "look", TENON_OPERATION_READ },
  { "count", TENON_OPERATION_READ },
  { "aggregate", TENON_OPERATION_READ },
  { "validate", TENON_OPERATION_READ },
  { "verify", TENON_OPERATION_READ },
  { "check", TENON_OPERATION_READ },
  { "authenticate", TENON_OPERATION_READ },
  { "recursive", TENON_OPERATION_READ },
  { "view", TENON_OPERATION_READ },
  { "load", TENON_OPERATION_READ },
};

static const struct
{
  const char        *method;
  TenonOperationType type;
} methods[] = {
  { "GET ", TENON_OPERATION_READ },
  { "HEAD ", TENON_OPERATION_READ },
  { "POST ", TENON_OPERATION_WRITE },
  { "PUT ", TENON_OPERATION_UPDATE },
  { "PATCH ", TENON_OPERATION_UPDATE },
  { "DELETE ", TENON_OPERATION_DELETE },
};

/* Words that stand for a part of something else and say nothing of which table it is. */
static const char *const vague_words[] = { "item", "items", "record", "records", "detail", "details", "entry", "entries", "data", "info", "list", "type", "types", "status", "history", "log", "name", "value", "id", "by", "of", "and", "with", "from", "all", "single", "new", "text", NULL };

static void
add_unique (GPtrArray  *array,
            const char *text)
{
  for (guint i = 0; i < array->len; i++)
    if (strcmp (g_ptr_array_index (array, i), text) == 0)
      return;
  g_ptr_array_add (array, g_strdup (text));
}

/* Lower case, one blank between words, possessives and quotes away. */
static char *
fold (const char *text)
{
  GString *s = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if ((*p == '\'' && p[1] == 's') || g_str_has_prefix (p, "’s"))
        {
          p += *p == '\'' ? 1 : strlen ("’s") - 1;
          continue;
        }
      if (strchr ("`*\"", *p) != NULL)
        continue;
      if (g_ascii_isspace (*p))
        {
          if (s->len > 0 && s->str[s->len - 1] != ' ')
            g_string_append_c (s, ' ');
          continue;
        }
      g_string_append_c (s, g_ascii_tolower (*p));
    }
  return g_strchomp (g_string_free (s, FALSE));
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (c & 0x80) != 0;
}

/* Returns: whether @word stands in @text as a whole word. */
static gboolean
has_word (const char *text,
          const char *word)
{
  gsize n = strlen (word);

  for (const char *p = text; (p = strstr (p, word)) != NULL; p++)
    if ((p == text || !is_word_char (p[-1])) && !is_word_char (p[n]))
      return TRUE;
  return FALSE;
}

static char **
split_words (const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (const char *p = text; *p != '\0';)
    {
      const char *start;

      while (*p != '\0' && !is_word_char (*p))
        p++;
      start = p;
      while (*p != '\0' && is_word_char (*p))
        p++;
      if (p > start)
        g_ptr_array_add (words, g_strndup (start, p - start));
    }
  return tenon_strv_from_array (words);
}

static TenonOperationType
read_verb (const char *text)
{
  gsize n = 0;

  while (is_word_char (text[n]))
    n++;
  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (verbs); i++)
    if (strlen (verbs[i].word) == n && strncmp (text, verbs[i].word, n) == 0)
      return verbs[i].type;
  return TENON_OPERATION_UNKNOWN;
}

static TenonOperationType
operation_of (TenonDeed deed)
{
  if (tenon_deed_reads (deed))
    return TENON_OPERATION_READ;
  return deed == TENON_DEED_UPDATE ? TENON_OPERATION_UPDATE : deed == TENON_DEED_DELETE ? TENON_OPERATION_DELETE
                                                                                        : TENON_OPERATION_WRITE;
}

static TenonOperationType
guess_operation (Guess *guess)
{
  static const char *const none[] = { "no database operation", "no db operation", "no database access", NULL };
  TenonOperationType       type;

  for (guint i = 0; none[i] != NULL; i++)
    if (strstr (guess->access, none[i]) != NULL)
      return TENON_OPERATION_NONE;
  if (guess->said != NULL && guess->said->deed != TENON_DEED_UNKNOWN)
    return operation_of (guess->said->deed);
  type = read_verb (guess->access);
  if (type == TENON_OPERATION_UNKNOWN && *guess->access == '\0')
    type = read_verb (guess->purpose);
  for (guint i = 0; type == TENON_OPERATION_UNKNOWN && guess->pattern->endpoint != NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_has_prefix (guess->pattern->endpoint, methods[i].method))
      type = methods[i].type;
  return type;
}

static void
add_table (Guess            *guess,
           TenonSourceTable *table)
{
  for (guint i = 0; i < guess->tables->len; i++)
    if (g_ptr_array_index (guess->tables, i) == table)
      return;
  g_ptr_array_add (guess->tables, table);
  add_unique (guess->entities, table->name);
}

/* Finds the longest table name that begins at word @i.  Returns: how many words it has, 0 for none. */
static guint
match_table_at (Guess             *guess,
                char             **words,
                guint              i,
                TenonSourceTable **table)
{
  for (guint n = MIN (MAX_NAME_WORDS, g_strv_length (words + i)); n > 0; n--)
    {
      g_autoptr (GString) name = g_string_new (words[i]);

      for (guint k = 1; k < n; k++)
        g_string_append_printf (name, "_%s", words[i + k]);
      *table = tenon_table_names_match (guess->names, name->str);
      /* "status" in a sentence is rarely the table "statuses". */
      if (*table != NULL && (n > 1 || !g_strv_contains (vague_words, words[i]) || g_ascii_strcasecmp (tenon_source_table_get_plain_name (*table), words[i]) == 0))
        return n;
    }
  return 0;
}

/* The path's segments without parameters, the last one first. */
static char **
list_path_segments (const char *endpoint)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new ();
  g_auto (GStrv) parts = NULL;
  const char *path = endpoint != NULL ? strchr (endpoint, '/') : NULL;

  parts = g_strsplit_set (path != NULL ? path : "", "/?", -1);
  for (int i = (int)g_strv_length (parts) - 1; i >= 0; i--)
    if (*parts[i] != '\0' && strchr (":{<", *parts[i]) == NULL && strcmp (parts[i], "api") != 0 && !(parts[i][0] == 'v' && g_ascii_isdigit (parts[i][1])))
      g_ptr_array_add (segments, parts[i]);
  return tenon_strv_from_array (segments);
}

/* The tables that the words decide on; else the words themselves, for people to say which table is meant. */
static void
guess_entities (Guess *guess)
{
  TenonSentence *sentence = guess->said;

  if (sentence == NULL || sentence->table == NULL)
    {
      g_auto (GStrv) segments = list_path_segments (guess->pattern->endpoint);
      guint n = g_strv_length (segments);

      if (sentence != NULL && sentence->noun != NULL)
        add_unique (guess->entities, sentence->noun);
      else if (n > 0)
        add_unique (guess->entities, segments[n - 1]);
      return;
    }
  add_table (guess, sentence->table);
  guess->main = sentence->table;
  for (guint i = 0; i < sentence->parts->len; i++)
    add_table (guess, ((TenonSentencePart *)g_ptr_array_index (sentence->parts, i))->table);
}

static char *
dotted (TenonSourceTable *table,
        const char       *column)
{
  return g_strconcat (table->name, ".", column, NULL);
}

/* Finds a foreign key of @table that leads to a table called @word. */
static char *
find_key_to (Guess            *guess,
             TenonSourceTable *table,
             const char       *word)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (table->foreign_keys, i);
      TenonSourceTable *parent = tenon_schema_find_table (guess->schema, key->ref_table);

      if (parent != NULL && key->columns[0] != NULL && key->columns[1] == NULL && tenon_names_agree (tenon_source_table_get_plain_name (parent), word))
        return dotted (table, key->columns[0]);
    }
  return NULL;
}

static char *
find_identifier (TenonSourceTable *table)
{
  TenonColumn *column = tenon_source_table_find_column (table, "id");

  if (column != NULL)
    return dotted (table, column->name);
  if (table->primary_key != NULL && table->primary_key[0] != NULL && table->primary_key[1] == NULL)
    return dotted (table, table->primary_key[0]);
  return NULL;
}

static char *
find_column_in (Guess            *guess,
                TenonSourceTable *table,
                const char       *snake)
{
  TenonColumn     *column = tenon_source_table_find_column (table, snake);
  g_autofree char *base = NULL;

  if (column != NULL)
    return dotted (table, column->name);
  if (strcmp (snake, "id") == 0)
    return find_identifier (table);
  if (g_str_has_suffix (snake, "_id"))
    {
      base = g_strndup (snake, strlen (snake) - 3);
      if (tenon_names_agree (tenon_source_table_get_plain_name (table), base))
        return find_identifier (table);
    }
  return find_key_to (guess, table, base != NULL ? base : snake);
}

/* Finds the column a word or two mean, in the pattern's tables, the main one first.  Returns: (transfer full) (nullable). */
static char *
find_column (Guess      *guess,
             const char *words)
{
  g_autofree char *snake = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (words));

  if (guess->schema == NULL || *trimmed == '\0')
    return NULL;
  snake = tenon_name_to_snake (trimmed);
  for (guint i = 0; i < guess->tables->len; i++)
    {
      char *column = find_column_in (guess, g_ptr_array_index (guess->tables, i), snake);

      if (column != NULL)
        return column;
    }
  return NULL;
}

/* Columns a text search without names would go over: a full text key's, or else all long texts. */
static void
add_search_columns (Guess *guess)
{
  if (guess->main == NULL)
    return;
  for (guint i = 0; i < tenon_list_get_length (guess->main->indexes); i++)
    {
      TenonKey *key = tenon_list_get (guess->main->indexes, i);

      for (guint k = 0; g_strcmp0 (key->type, "FULLTEXT") == 0 && key->columns != NULL && key->columns[k] != NULL; k++)
        {
          g_autofree char *column = dotted (guess->main, key->columns[k]);

          add_unique (guess->search, column);
        }
    }
  for (guint i = 0; guess->search->len == 0 && i < 2; i++)
    for (guint k = 0; k < tenon_list_get_length (guess->main->columns); k++)
      {
        static const char *const typical[] = { "name", "title", "description", "subject", "body", NULL };
        TenonColumn             *column = tenon_list_get (guess->main->columns, k);

        if (i == 0 && g_strv_contains (typical, column->name))
          {
            g_autofree char *name = dotted (guess->main, column->name);

            add_unique (guess->search, name);
          }
      }
  if (guess->search->len == 0)
    {
      g_autofree char *any = dotted (guess->main, "*");

      add_unique (guess->search, any);
    }
}

/* Reads "name/description" in front of "text search". */
static void
read_search (Guess      *guess,
             const char *columns)
{
  g_auto (GStrv) names = g_strsplit_set (columns, "/,+&", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *column = find_column (guess, names[i]);

      if (column != NULL)
        add_unique (guess->search, column);
    }
  if (guess->search->len == 0)
    add_search_columns (guess);
}

/* "by name/description text search" */
static void
read_text_search (Guess      *guess,
                  const char *text)
{
  const char      *by = strstr (text, " by ");
  const char      *search = by != NULL ? strstr (by, "text search") : NULL;
  g_autofree char *list = NULL;

  if (by != NULL && search == NULL)
    search = strstr (by, " search");
  if (search == NULL)
    return;
  list = g_strndup (by + strlen (" by "), MAX (search - by - (int)strlen (" by "), 0));
  read_search (guess, list);
}

static gboolean
is_doubtful (Guess         *guess,
             TenonDoubtKind kind)
{
  for (guint i = 0; i < guess->said->doubts->len; i++)
    if (((TenonDoubt *)g_ptr_array_index (guess->said->doubts, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* What the words leave open stays empty: the design asks for it. */
static void
take_keys (Guess *guess)
{
  TenonSentence *said = guess->said;

  if (guess->main == NULL || is_doubtful (guess, TENON_DOUBT_KEY))
    return;
  for (guint i = 0; i < said->equality->len; i++)
    {
      g_autofree char *column = dotted (guess->main, g_ptr_array_index (said->equality, i));

      /* What is searched in is not given as a whole. */
      if (!g_ptr_array_find_with_equal_func (guess->search, column, g_str_equal, NULL))
        add_unique (guess->equality, column);
    }
  for (guint i = 0; i < said->filters->len; i++)
    {
      g_autofree char *column = dotted (guess->main, g_ptr_array_index (said->filters, i));

      add_unique (guess->filters, column);
    }
  if (said->range != NULL && !is_doubtful (guess, TENON_DOUBT_RANGE))
    guess->pattern->range = dotted (guess->main, said->range);
}

/* Reads "filters (category_id, seller_id, search, price range, stock)". */
static void
read_filters (Guess      *guess,
              const char *text)
{
  const char      *filters = strstr (text, "filter");
  const char      *open = filters != NULL ? strchr (filters, '(') : NULL;
  const char      *close = open != NULL ? strchr (open, ')') : NULL;
  g_autofree char *list = NULL;
  g_auto (GStrv) names = NULL;

  if (close == NULL)
    return;
  list = g_strndup (open + 1, close - open - 1);
  names = g_strsplit (list, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      char            *name = g_strstrip (names[i]);
      g_autofree char *column = NULL;
      g_autofree char *bare = g_str_has_suffix (name, " range") ? g_strndup (name, strlen (name) - strlen (" range")) : g_strdup (name);

      column = find_column (guess, bare);
      if (column != NULL)
        add_unique (guess->filters, column);
      else if (has_word (name, "search"))
        add_search_columns (guess);
      else if (*name != '\0')
        {
          g_autofree char *requirement = g_strdup_printf ("filter by %s", name);

          add_unique (guess->requirements, requirement);
        }
    }
}

/* Reads "where parent_id is NULL". */
static void
read_where (Guess      *guess,
            const char *text)
{
  const char      *where = strstr (text, " where ");
  g_autofree char *name = NULL;
  g_autofree char *column = NULL;
  gsize            n;

  if (where == NULL)
    return;
  where += strlen (" where ");
  for (n = 0; is_word_char (where[n]); n++)
    ;
  name = g_strndup (where, n);
  column = find_column (guess, name);
  if (column == NULL)
    return;
  if (strstr (where, "null") != NULL)
    add_unique (guess->filters, column);
}

static void
take_order (Guess *guess)
{
  g_autoptr (TenonShapeOrder) order = NULL;

  if (guess->main == NULL || guess->said->order == NULL || is_doubtful (guess, TENON_DOUBT_ORDER))
    return;
  order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
  order->column = dotted (guess->main, guess->said->order);
  order->descending = guess->said->descending;
  tenon_list_append (guess->pattern->order_by, order);
}

/* Tables read along the way: "through book_authors", "joined with customers". */
static void
read_joins (Guess      *guess,
            const char *text)
{
  static const char *const openings[] = { " through ", " joined with ", " join ", " joining " };

  for (guint i = 0; guess->schema != NULL && i < G_N_ELEMENTS (openings); i++)
    {
      const char *p = strstr (text, openings[i]);
      g_auto (GStrv) words = p != NULL ? split_words (p + strlen (openings[i])) : NULL;
      TenonSourceTable *table;

      if (words != NULL && words[0] != NULL && match_table_at (guess, words, 0, &table) > 0 && table != guess->main)
        add_unique (guess->joins, table->name);
    }
}

/* What stands in parentheses and is no filter: "owner validation". */
static void
read_remarks (Guess      *guess,
              const char *text)
{
  for (const char *open = text; (open = strchr (open, '(')) != NULL;)
    {
      const char      *close = strchr (open, ')');
      g_autofree char *remark = NULL;

      if (close == NULL)
        return;
      remark = g_strstrip (g_strndup (open + 1, close - open - 1));
      if (*remark != '\0' && strstr (remark, "database operation") == NULL && !(open - text >= 8 && strstr (text, "filter") != NULL && open > strstr (text, "filter")))
        add_unique (guess->requirements, remark);
      open = close;
    }
}

static void
add_mentioned_columns (Guess      *guess,
                       const char *text)
{
  g_auto (GStrv) words = split_words (text);

  for (guint i = 0; guess->schema != NULL && words[i] != NULL; i++)
    for (guint k = 0; k < guess->tables->len; k++)
      {
        TenonSourceTable *table = g_ptr_array_index (guess->tables, k);
        TenonColumn      *column = tenon_source_table_find_column (table, words[i]);
        g_autofree char  *name = NULL;

        if (column == NULL || strcmp (words[i], "id") == 0)
          continue;
        name = dotted (table, column->name);
        add_unique (guess->attributes, name);
        break;
      }
}

static void
add_all (GPtrArray *target,
         GPtrArray *source)
{
  for (guint i = 0; i < source->len; i++)
    add_unique (target, g_ptr_array_index (source, i));
}

/* "…, update stock, delete all cart_items by customer_id": only the first clause says what the pattern is keyed by. */
static char *
dup_first_clause (const char *text)
{
  static const char *const openings[] = { ", update ", ", delete ", ", create ", ", insert ", ", remove ", ", clear ", ", then " };
  gsize                    n = strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      const char *p = strstr (text, openings[i]);

      if (p != NULL && (gsize)(p - text) < n)
        n = p - text;
    }
  return g_strndup (text, n);
}

static char **
take_strv (GPtrArray *array)
{
  return array->len > 0 ? tenon_strv_from_array (array) : NULL;
}

static void
store (Guess *guess)
{
  TenonPattern *pattern = guess->pattern;

  /* What happens to each of several tables only the whole sentence tells. */
  if (guess->entities->len > 1 && guess->sentence != NULL && *guess->access != '\0' && strcmp (guess->access, guess->purpose) != 0)
    add_unique (guess->requirements, guess->sentence);
  add_all (guess->attributes, guess->equality);
  add_all (guess->attributes, guess->filters);
  add_all (guess->attributes, guess->search);
  pattern->entities_involved = take_strv (guess->entities);
  pattern->equality = take_strv (guess->equality);
  pattern->filters = take_strv (guess->filters);
  pattern->search = take_strv (guess->search);
  pattern->joins = take_strv (guess->joins);
  pattern->attributes = take_strv (guess->attributes);
  if (guess->requirements->len > 0)
    {
      g_auto (GStrv) requirements = tenon_strv_from_array (guess->requirements);

      pattern->key_requirements = g_strjoinv ("; ", requirements);
    }
}

static void
guess_shape (Guess *guess)
{
  const char      *words = *guess->access != '\0' ? guess->access : guess->purpose;
  g_autofree char *clause = dup_first_clause (words);
  TenonPattern    *pattern = guess->pattern;

  guess_entities (guess);
  read_text_search (guess, clause);
  if (guess->said != NULL)
    take_keys (guess);
  read_filters (guess, clause);
  read_where (guess, clause);
  if (guess->search->len == 0 && pattern->operation_type == TENON_OPERATION_READ && (has_word (words, "text search") || has_word (words, "full-text") || has_word (words, "fulltext") || (words == guess->purpose && read_verb (words) == TENON_OPERATION_READ && g_str_has_prefix (words, "search") && guess->equality->len == 0 && pattern->range == NULL)))
    add_search_columns (guess);
  read_joins (guess, clause);
  read_remarks (guess, words);
  if (has_word (words, "recursive"))
    add_unique (guess->requirements, "recursive");
  if (guess->said != NULL && guess->said->deed == TENON_DEED_UPSERT)
    add_unique (guess->requirements, "create or update");
  if (guess->said != NULL)
    take_order (guess);
  add_mentioned_columns (guess, words);
  if (guess->said == NULL)
    return;
  for (guint i = 0; guess->main != NULL && i < guess->said->writes->len; i++)
    {
      g_autofree char *column = dotted (guess->main, g_ptr_array_index (guess->said->writes, i));

      add_unique (guess->attributes, column);
    }
  pattern->is_aggregate = guess->said->deed == TENON_DEED_AGGREGATE;
  pattern->is_list = guess->said->is_list || guess->search->len > 0;
  pattern->page_size = guess->said->page_size;
}

/**
 * tenon_pattern_guess:
 * @pattern: a new pattern with its endpoint; who may call it stands in its requirements, which are read and replaced
 * @description: (nullable):
 * @data_access: (nullable): the more exact of both
 * @names: (nullable): of the schema; without it only the operation and the words of the endpoint are known
 */
void
tenon_pattern_guess (TenonPattern    *pattern,
                     const char      *description,
                     const char      *data_access,
                     TenonTableNames *names)
{
  Guess            guess = { .pattern = pattern, .names = names, .schema = names != NULL ? tenon_table_names_get_schema (names) : NULL };
  g_autofree char *known = g_steal_pointer (&pattern->key_requirements);
  GPtrArray      **arrays[] = { &guess.entities, &guess.equality, &guess.filters, &guess.search, &guess.joins, &guess.attributes, &guess.requirements };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    *arrays[i] = g_ptr_array_new_with_free_func (g_free);
  guess.sentence = data_access;
  guess.tables = g_ptr_array_new ();
  guess.access = fold (data_access);
  guess.purpose = fold (description);

  if (names != NULL)
    {
      TenonSentenceSource source = { description, data_access, pattern->endpoint, known, TENON_OPERATION_UNKNOWN, NULL };

      guess.said = tenon_sentence_read (tenon_table_names_get_words (names), &source);
    }
  pattern->operation_type = guess_operation (&guess);
  if (pattern->operation_type != TENON_OPERATION_NONE)
    guess_shape (&guess);
  store (&guess);

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_ptr_array_unref (*arrays[i]);
  g_ptr_array_unref (guess.tables);
  g_clear_pointer (&guess.said, tenon_sentence_free);
  g_free (guess.access);
  g_free (guess.purpose);
}
