/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By which columns the rows are found: what stands behind "by" and "where", whom they belong to, the parameters of the
 * address, the columns that the requirements name. What names no column is not passed over: it is a doubt. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_COLUMN_WORDS 4
#define MIN_PART 4 /* letters: shorter words are in too many names */

static const char *const caller_names[] = { "user", "customer", "account", "member", "client", "person", "employee", NULL };

gboolean
tenon_word_is_caller (const char *word)
{
  g_autofree char *one = tenon_words_normalize (word);

  return g_strv_contains (caller_names, one);
}

/* The column of @table that holds who calls: a required foreign key to a table of users. */
const char *
tenon_source_table_find_caller (TenonSourceTable *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->foreign_keys, i);
      TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_source_table_find_column (self, key->columns[0]) : NULL;

      if (column != NULL && !column->nullable && key->ref_table != NULL && tenon_word_is_caller (key->ref_table))
        return column->name;
    }
  return NULL;
}

/* What identifies a row: the column "id", or the one column of the primary key. */
const char *
tenon_source_table_get_identifier (TenonSourceTable *self)
{
  TenonColumn *column = NULL;

  if (self->primary_key != NULL && self->primary_key[0] != NULL && self->primary_key[1] == NULL)
    column = tenon_source_table_find_column (self, self->primary_key[0]);
  if (column == NULL)
    column = tenon_source_table_find_column (self, "id");
  return column != NULL ? column->name : NULL;
}

/* The one column of which @word is a word of the name. */
TenonColumn *
tenon_source_table_find_part (TenonSourceTable *self,
                              const char       *word)
{
  static const char *const too_common[] = { "date", "time", "number", "code", "type", "first", "last", "next", "full", "with", "from", "user", "active", NULL };
  TenonColumn             *found = NULL;

  if (strlen (word) < MIN_PART || g_strv_contains (too_common, word))
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (self->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (self->columns, i);
      g_autofree char *name = tenon_words_normalize (column->name);
      g_autofree char *one = tenon_name_singular (word);
      g_auto (GStrv) parts = g_strsplit (name, " ", -1);

      if (!g_strv_contains ((const char *const *)parts, one))
        continue;
      if (found != NULL)
        return NULL;
      found = column;
    }
  return found;
}

/**
 * tenon_sentence_find_reference:
 * @role: (nullable): what it is called where there are several
 *
 * Returns: (nullable): the column of @child that refers to @parent
 */
const char *
tenon_sentence_find_reference (TenonSentenceReader *self,
                               TenonSourceTable    *child,
                               TenonSourceTable    *parent,
                               const char          *role)
{
  const char      *dot = strrchr (parent->name, '.');
  g_autofree char *plain = tenon_words_normalize (dot != NULL ? dot + 1 : parent->name);
  const char      *blank = strrchr (plain, ' ');
  const char      *names[] = { role, plain, blank != NULL ? blank + 1 : NULL };
  const char      *found = NULL;
  guint            n = 0;

  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);
      TenonColumn     *column = g_strcmp0 (key->ref_table, parent->name) == 0 && key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_source_table_find_column (child, key->columns[0]) : NULL;

      if (column == NULL || column->name == found)
        continue;
      found = column->name;
      n++;
    }
  if (n == 1)
    return found;
  /* Several, or none that is declared: the one that is called so. */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *snake = names[i] != NULL ? g_strdelimit (g_strdup (names[i]), " ", '_') : NULL;
      g_autofree char *one = snake != NULL ? tenon_name_singular (snake) : NULL;
      g_autofree char *with_id = one != NULL ? g_strconcat (one, "_id", NULL) : NULL;
      TenonColumn     *column = with_id != NULL && child != parent ? tenon_source_table_find_column (child, with_id) : NULL;

      if (column != NULL)
        return column->name;
    }
  return NULL;
}

/* "medical record number" as mrn, or as the comment of the column. */
static const char *
find_described (TenonSourceTable *table,
                const char       *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "_", -1);
  g_autoptr (GString) initials = g_string_new (NULL);
  TenonColumn *column;

  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_c (initials, *parts[i]);
  column = initials->len >= 3 ? tenon_source_table_find_column (table, initials->str) : NULL;
  for (guint i = 0; column == NULL && initials->len >= 2 && i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn     *each = tenon_list_get (table->columns, i);
      g_autofree char *comment = each->comment != NULL ? tenon_name_to_snake (each->comment) : NULL;

      if (g_strcmp0 (comment, words) == 0)
        column = each;
    }
  return column != NULL ? column->name : NULL;
}

/* A name that may be a column of @table. */
static const char *
find_named (TenonSentenceReader *self,
            TenonSourceTable    *table,
            const char          *name)
{
  static const char *const ends[] = { "", "_id", "_no", "_number", "_code", "_name" };
  TenonNamed               how;
  const char              *dot = strrchr (table->name, '.');
  g_autofree char         *own = tenon_words_normalize (dot != NULL ? dot + 1 : table->name);
  g_autofree char         *one = NULL;
  GPtrArray               *parents;
  const char              *blank = strrchr (own, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *whole = g_strconcat (name, ends[i], NULL);
      TenonColumn     *column = tenon_source_table_find_column (table, whole);

      if (column != NULL)
        return column->name;
      for (guint k = 0; i == 0 && k < tenon_list_get_length (table->columns); k++)
        {
          TenonColumn     *each = tenon_list_get (table->columns, k);
          g_autofree char *snake = tenon_name_to_snake (each->name);

          if (strcmp (snake, whole) == 0 || (g_str_has_suffix (snake, "_") && strlen (snake) == strlen (whole) + 1 && g_str_has_prefix (snake, whole)))
            return each->name;
        }
    }
  for (guint i = 1; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (name, ends[i]) && strcmp (ends[i], "_id") != 0 && strlen (name) > strlen (ends[i]) + 2)
      {
        g_autofree char *bare = g_strndup (name, strlen (name) - strlen (ends[i]));

        for (guint k = 0; k < G_N_ELEMENTS (ends); k++)
          {
            g_autofree char *whole = g_strconcat (bare, ends[k], NULL);
            TenonColumn     *column = strcmp (ends[k], "_id") != 0 ? tenon_source_table_find_column (table, whole) : NULL;

            if (column != NULL)
              return column->name;
          }
      }
  if (strcmp (name, "id") == 0 || strcmp (name, "identifier") == 0 || strcmp (name, "uuid") == 0 || strcmp (name, "primary_key") == 0)
    return tenon_source_table_get_identifier (table);
  one = tenon_words_normalize (name);
  if (g_str_has_suffix (one, " id"))
    one[strlen (one) - 3] = '\0';
  else if (strchr (one, ' ') == NULL && strlen (one) > 4 && g_str_has_suffix (one, "id"))
    one[strlen (one) - 2] = '\0';
  if (strcmp (one, own) == 0 || (blank != NULL && strcmp (one, blank + 1) == 0))
    return tenon_source_table_get_identifier (table);
  parents = tenon_schema_words_find (self->words, one, &how);
  /* "pet type id": of the type that is the table itself. */
  if (parents != NULL && how >= TENON_NAMED_BY_TAIL && parents->len == 1 && g_ptr_array_index (parents, 0) == table)
    return tenon_source_table_get_identifier (table);
  if (blank == NULL && strchr (one, ' ') != NULL && strcmp (strrchr (one, ' ') + 1, own) == 0)
    return tenon_source_table_get_identifier (table);
  if (parents != NULL && how >= TENON_NAMED_BY_TAIL && parents->len == 1)
    return tenon_sentence_find_reference (self, table, g_ptr_array_index (parents, 0), NULL);
  return NULL;
}

/**
 * tenon_sentence_find_column:
 * @n: (out): how many words it has
 *
 * Returns: (nullable): the column of @table that the words at @at name, the longest name first
 */
const char *
tenon_sentence_find_column (TenonSentenceReader *self,
                            TenonSourceTable    *table,
                            GArray              *tokens,
                            guint                at,
                            guint                end,
                            guint               *n)
{
  guint longest = 0;

  while (longest < MAX_COLUMN_WORDS && at + longest < MIN (end, tokens->len) && (longest == 0 || (TENON_TOKEN (tokens, at + longest).before == 0 && !tenon_token_stops (tokens, at + longest))))
    longest++;
  for (*n = longest; *n > 0; --*n)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      const char *found;

      for (guint i = at; i < at + *n; i++)
        g_string_append_printf (name, "%s%s", i > at ? "_" : "", TENON_TOKEN (tokens, i).text);
      found = find_named (self, table, name->str);
      if (found == NULL && *n > 1)
        found = find_described (table, name->str);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has (GPtrArray  *columns,
     const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_strcmp0 (g_ptr_array_index (columns, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
add (GPtrArray  *columns,
     const char *name)
{
  if (name != NULL && !has (columns, name))
    g_ptr_array_add (columns, (gpointer)name);
}

/**
 * tenon_sentence_is_unique:
 *
 * Returns: whether what it gives is a key of the table
 */
gboolean
tenon_sentence_is_unique (TenonSentence *self)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_copy (self->equality, NULL, NULL);

  if (self->table == NULL || columns->len == 0)
    return FALSE;
  /* Of a key that admits NULL, too, each value stands once. */
  for (guint i = 0; i < tenon_list_get_length (self->table->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (self->table->unique_keys, i);
      gboolean  holds = key->columns != NULL && key->columns[0] != NULL;

      for (guint k = 0; holds && key->columns[k] != NULL; k++)
        {
          TenonColumn *column = tenon_source_table_find_column (self->table, key->columns[k]);

          holds = column != NULL && has (columns, column->name);
        }
      if (holds)
        return TRUE;
    }
  g_ptr_array_add (columns, NULL);
  return tenon_source_table_is_unique (self->table, (const char *const *)columns->pdata);
}

/* ---- behind "by" and "where" ---- */

static const char *const range_words[] = { "between", "since", "before", "after", "until", "prefix", "range", ">", "<", ">=", "<=", "starting", "beginning", "greater", "less", "older", "newer", "starts", "begins", NULL };

/* Whether the column named before @i is limited to a range rather than given. */
static gboolean
is_ranged (GArray *tokens,
           guint   i)
{
  if (tenon_token_is (tokens, i, "is") || tenon_token_is (tokens, i, "that"))
    i++;
  return tenon_token_is_any (tokens, i, range_words);
}

/* What in a list of keys is no key. */
static gboolean
is_passed_over (GArray *tokens,
                guint   i)
{
  return tenon_token_is_any (tokens, i, (const char *const[]){ "and", "or", "its", "the", "their", "a", "an", "his", "her", "given", "exact", "exactly", "own", "specific", "pagination", "paginated", "paged", "page", "limit", "offset", "that", "optional", "optionally", "both", "only", "cursor", "unique", "=", NULL }) || g_ascii_isdigit (*TENON_TOKEN (tokens, i).text);
}

/* "Events by city of the venue": the venues are found by their city, and the events by their venue. */
static gboolean
climb (TenonSentenceReader *self,
       GArray              *tokens,
       guint                i,
       guint                end)
{
  TenonSentence    *sentence = self->sentence;
  TenonSourceTable *wanted = sentence->table;
  TenonNoun         noun;
  const char       *column;
  guint             n;

  if (tokens != self->tokens || !tenon_deed_reads (sentence->deed) || sentence->equality->len > 0)
    return FALSE;
  for (n = 1; i + n < end && n < MAX_COLUMN_WORDS && !tenon_token_stops (tokens, i + n); n++)
    ;
  if (!tenon_token_is (tokens, i + n, "of") || !tenon_sentence_read_noun (self, i + n + 1, end, &noun) || noun.table == NULL || noun.table == wanted || tenon_sentence_find_reference (self, wanted, noun.table, NULL) == NULL)
    return FALSE;
  column = tenon_sentence_find_column (self, noun.table, tokens, i, i + n, &n);
  if (column == NULL)
    return FALSE;
  tenon_sentence_note (self, "%s found by %s, then their %s", noun.table->name, column, wanted->name);
  sentence->table = noun.table;
  add (sentence->equality, column);
  tenon_sentence_remove_part (sentence, noun.table);
  tenon_sentence_add_part (sentence, wanted, TENON_DEED_GET);
  self->is_climbed = TRUE;
  return TRUE;
}

/* Reads the columns from @i on, where a list of keys begins.  Returns: the token behind them */
static guint
read_key_list (TenonSentenceReader *self,
               GArray              *tokens,
               guint                i,
               guint                end,
               gboolean             is_strict)
{
  static const char *const ends[] = { "through", "with", "where", "in", "for", "from", "newest", "oldest", "latest", "earliest", "most", "sorted", "ordered", "order", "text", "search", "descending", "ascending", "highest", "lowest", "via", "then", "aggregate", "count", "to", "on", "of", "as", "filter", "filters", "filtered", "last", "joined", "desc", "asc", "if", "when", "while", "within", "over", "under", "above", "below", "during", "at", "into", "per", NULL };
  TenonSourceTable        *table = self->sentence->table;

  while (i < end)
    {
      guint        n = 0;
      gboolean     is_either;
      const char  *column = tenon_sentence_find_column (self, table, tokens, i, end, &n);
      TenonColumn *part = NULL;

      if (TENON_TOKEN (tokens, i).before == ';' || TENON_TOKEN (tokens, i).before == '.' || (TENON_TOKEN (tokens, i).is_aside && column == NULL))
        break;
      if (column == NULL && (tenon_token_is_any (tokens, i, ends) || (i > 0 && TENON_TOKEN (tokens, i).before != 0 && tenon_verb_find (TENON_TOKEN (tokens, i).text, &is_either) != TENON_DEED_UNKNOWN)))
        break;
      if (column == NULL && !is_passed_over (tokens, i))
        part = tenon_source_table_find_part (table, TENON_TOKEN (tokens, i).text);
      if (part != NULL)
        {
          column = part->name;
          n = 1;
          while (i + n < end && TENON_TOKEN (tokens, i + n).before == 0 && !tenon_token_stops (tokens, i + n) && !tenon_token_is_any (tokens, i + n, range_words) && strstr (part->name, TENON_TOKEN (tokens, i + n).text) != NULL)
            n++;
        }
      if (column != NULL)
        {
          if (tenon_token_is_any (tokens, i + n, (const char *const[]){ "text", "search", NULL }))
            return i;
          if (is_ranged (tokens, i + n))
            self->sentence->range = self->sentence->range != NULL ? self->sentence->range : column;
          else if (tenon_token_is (tokens, i + n, "is") && (tenon_token_is (tokens, i + n + 1, "null")))
            return i + n + 2;
          else if (tenon_token_is_any (tokens, i + n, (const char *const[]){ "descending", "desc", "ascending", "asc", NULL }))
            return i;
          else if (tenon_token_is (tokens, i + n, "not"))
            i += 1;
          else
            add (self->sentence->equality, column);
          i += MAX (n, 1);
          continue;
        }
      if (is_ranged (tokens, i) || tenon_token_is_any (tokens, i, (const char *const[]){ "date", "time", "day", "month", "year", "period", "price", "today", "week", "null", "is", "not", "true", "false", "now", "days", "status", NULL }))
        {
          if (is_strict && tenon_token_is (tokens, i, "status") && tenon_source_table_find_column (table, "status") == NULL)
            tenon_sentence_doubt (self, TENON_DOUBT_KEY, "status", "“by status” names no column of %s", table->name);
          i++;
          continue;
        }
      if (!is_passed_over (tokens, i))
        {
          if (is_strict && climb (self, tokens, i, end))
            return i + 1;
          if (is_strict)
            tenon_sentence_doubt (self, TENON_DOUBT_KEY, TENON_TOKEN (tokens, i).text, "“by %s” names no column of %s", TENON_TOKEN (tokens, i).text, table->name);
          return i + 1;
        }
      i++;
    }
  return i;
}

/* Whether the words behind "by" say in which order, or into which groups, not by which key. */
static gboolean
is_order_by (TenonSentenceReader *self,
             GArray              *tokens,
             guint                i)
{
  if (tokens == self->tokens && i > 0 && self->main != NULL && i - 1 >= self->main->head.from && i <= self->main->head.end && self->main->head.table != NULL)
    return FALSE;
  return i > 0 && tenon_token_is_any (tokens, i - 1, (const char *const[]){ "sorted", "ordered", "order", "sort", "ranked", "grouped", "group", "signed", "followed", "made", "managed", "created", "written", "owned", "broken", "one", "page", NULL });
}

static void
read_by (TenonSentenceReader *self)
{
  guint end = self->tokens->len;

  for (guint c = 0; c < self->clauses->len; c++)
    {
      TenonClause *clause = g_ptr_array_index (self->clauses, c);

      if (clause == self->main || (self->main != NULL && clause->from > self->main->from && (clause->head.table == NULL || clause->head.table == self->sentence->table) && !tenon_deed_writes (clause->deed)))
        end = clause->end;
      else if (self->main != NULL && clause->from > self->main->from)
        break;
    }
  for (guint i = self->main != NULL ? self->main->from : 0; i < end;)
    {
      gboolean is_key = tenon_token_is (self->tokens, i, "by") ? !is_order_by (self, self->tokens, i) && !(i + 2 < self->tokens->len && tenon_token_is_any (self->tokens, i + 1, (const char *const[]){ "cursor", "page", NULL }))
                                                               : tenon_token_is_any (self->tokens, i, (const char *const[]){ "where", "whose", "having", "matching", NULL });

      /* "Top posts by likes": the order. */
      if (is_key && self->main != NULL)
        for (guint k = self->main->from; k < i; k++)
          is_key &= !tenon_token_is_any (self->tokens, k, (const char *const[]){ "top", "highest", "lowest", "most", "best", NULL }) || tenon_token_is (self->tokens, i, "where");
      if (is_key)
        {
          guint next = read_key_list (self, self->tokens, i + 1, end, TRUE);

          i = MAX (next, i + 1);
        }
      else
        i++;
    }
  /* "(mrn)": what stands in parentheses and is a column of a key. */
  for (guint i = 0; i < end; i++)
    if (TENON_TOKEN (self->tokens, i).is_aside && tenon_deed_reads (self->sentence->deed))
      {
        TenonColumn *column = tenon_source_table_find_column (self->sentence->table, TENON_TOKEN (self->tokens, i).text);
        const char  *one[] = { column != NULL ? column->name : NULL, NULL };

        if (column != NULL && tenon_source_table_is_unique (self->sentence->table, one))
          add (self->sentence->equality, column->name);
      }
}

/* "doctor_id + date range", "patient_id, starts_at >= now": columns by their very names. */
static void
read_requirements (TenonSentenceReader *self)
{
  GArray *tokens = self->requirements;

  for (guint i = 0; i < tokens->len; i++)
    {
      const char  *word = TENON_TOKEN (tokens, i).text;
      TenonColumn *column = tenon_source_table_find_column (self->sentence->table, word);
      const char  *one[] = { column != NULL ? column->name : NULL, NULL };
      gboolean     is_order = i > 0 && (tenon_token_is_any (tokens, i - 1, (const char *const[]){ "by", "order", "sort", "descending", NULL }));

      if (column == NULL || (strchr (word, '_') == NULL && !tenon_source_table_is_unique (self->sentence->table, one) && tenon_source_table_find_foreign_key (self->sentence->table, word) == NULL) || is_order)
        continue;
      if (tenon_token_is_any (tokens, i + 1, (const char *const[]){ "unique", "and", "validation", "first", "desc", "asc", "descending", "ascending", "must", "is", "not", NULL }) && !tenon_token_is (tokens, i + 1, "and"))
        continue;
      if (tenon_token_is_any (tokens, i + 1, range_words) && !tenon_token_is (tokens, i + 1, "range"))
        self->sentence->range = self->sentence->range != NULL ? self->sentence->range : column->name;
      else
        add (self->sentence->equality, column->name);
    }
}

/* ---- whom they belong to ---- */

/* Rows between the table and @owner hold the one by the other: they are read first. */
static const char *
go_between (TenonSentenceReader *self,
            TenonSourceTable    *owner)
{
  g_autoptr (GPtrArray) between = tenon_schema_words_list_between (self->words, self->sentence->table, owner);
  TenonSourceTable *wanted = self->sentence->table, *found = NULL;
  guint             n = 0, n_junctions = 0;

  for (guint i = 0; i < between->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (between, i);
      const char       *pair[] = { tenon_sentence_find_reference (self, table, wanted, NULL), tenon_sentence_find_reference (self, table, owner, NULL), NULL };
      gboolean          is_junction = tenon_source_table_is_junction (table) || (pair[0] != NULL && pair[1] != NULL && tenon_source_table_is_unique (table, pair)), is_named = FALSE;

      for (guint k = 0; k < self->tokens->len && !is_named; k++)
        if (tenon_token_is_any (self->tokens, k, (const char *const[]){ "through", "via", NULL }))
          {
            TenonNoun noun;

            is_named = tenon_sentence_read_noun (self, k + 1, self->tokens->len, &noun) && noun.table == table;
          }
      n++;
      n_junctions += is_junction;
      if (found == NULL || is_junction || is_named)
        found = table;
      if (is_named)
        {
          n_junctions = 1;
          break;
        }
    }
  if (found == NULL || (n > 1 && n_junctions != 1) || !tenon_deed_reads (self->sentence->deed))
    return NULL;
  if (tenon_sentence_find_reference (self, found, owner, NULL) == NULL)
    return NULL;
  tenon_sentence_note (self, "%s of %s found through %s", self->sentence->table->name, owner->name, found->name);
  self->sentence->table = found;
  tenon_sentence_add_part (self->sentence, wanted, TENON_DEED_GET);
  tenon_sentence_remove_part (self->sentence, owner);
  return tenon_sentence_find_reference (self, found, owner, NULL);
}

/* "Followers of a user", where a row refers to two users: it is found by the other one than those that are asked for. */
static const char *
find_other_reference (TenonSentenceReader *self,
                      TenonSourceTable    *table,
                      TenonSourceTable    *owner)
{
  const char *nouns[] = { self->main != NULL ? self->main->head.word : NULL, self->path->len > 0 ? g_array_index (self->path, TenonSegment, self->path->len - 1).word : NULL };
  const char *asked = NULL, *found = NULL;
  guint       n = 0;

  for (guint i = 0; asked == NULL && i < G_N_ELEMENTS (nouns); i++)
    {
      GPtrArray *roles = nouns[i] != NULL ? tenon_schema_words_find_roles (self->words, nouns[i]) : NULL;

      for (guint k = 0; roles != NULL && k < roles->len; k++)
        if (((TenonRole *)g_ptr_array_index (roles, k))->table == table)
          asked = ((TenonRole *)g_ptr_array_index (roles, k))->column->name;
      /* "Following": whom somebody follows is found by the one who does. */
      for (guint k = 0; roles == NULL && nouns[i] != NULL && g_str_has_suffix (nouns[i], "ing") && k < tenon_list_get_length (table->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (table->foreign_keys, k);
          g_autofree char *name = tenon_words_normalize (key->columns[0]);

          if (strlen (nouns[i]) > 6 && strncmp (name, nouns[i], strlen (nouns[i]) - 3) == 0 && strstr (name, "er id") == NULL)
            asked = key->columns[0];
        }
    }
  for (guint i = 0; asked != NULL && i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      TenonColumn     *column = g_strcmp0 (key->ref_table, owner->name) == 0 && key->columns[1] == NULL ? tenon_source_table_find_column (table, key->columns[0]) : NULL;

      if (column == NULL || g_ascii_strcasecmp (column->name, asked) == 0)
        continue;
      found = column->name;
      n++;
    }
  return n == 1 ? found : NULL;
}

/* Who is done something to, where a row refers to two of a kind: "followee", not "follower". */
static const char *
find_object (TenonSourceTable *table,
             TenonSourceTable *owner)
{
  static const char *const ends[] = { "ee id", "ed id", "target id", "friend id", "recipient id", "ed user id", "to id", "subject id" };
  const char              *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      g_autofree char *name = tenon_words_normalize (key->columns[0]);

      for (guint k = 0; g_strcmp0 (key->ref_table, owner->name) == 0 && k < G_N_ELEMENTS (ends); k++)
        if (g_str_has_suffix (name, ends[k]))
          found = found == NULL || strcmp (found, key->columns[0]) == 0 ? key->columns[0] : NULL;
    }
  return found != NULL ? tenon_source_table_find_column (table, found)->name : NULL;
}

/* The column of the table by which it is known whose rows they are. */
static const char *
find_owner_column (TenonSentenceReader *self,
                   TenonSourceTable    *owner,
                   const char          *word)
{
  TenonSourceTable *table = self->sentence->table;
  const char       *column = tenon_sentence_find_reference (self, table, owner, word);

  if (column == NULL)
    column = find_other_reference (self, table, owner);
  if (column == NULL && tenon_deed_writes (self->sentence->deed))
    column = find_object (table, owner);
  return column;
}

/* What @owner refers to: "the owner of a pet" is read by way of the pet. */
static gboolean
go_down (TenonSentenceReader *self,
         TenonSourceTable    *owner)
{
  TenonSentence    *sentence = self->sentence;
  TenonSourceTable *wanted;
  const char       *identifier = tenon_source_table_get_identifier (owner);

  if (!tenon_deed_reads (sentence->deed) || identifier == NULL || tenon_sentence_find_reference (self, owner, sentence->table, NULL) == NULL || owner == sentence->table)
    return FALSE;
  tenon_sentence_note (self, "%s read first, for what it refers to", owner->name);
  wanted = sentence->table;
  sentence->table = owner;
  tenon_sentence_add_part (sentence, wanted, TENON_DEED_GET);
  tenon_sentence_remove_part (sentence, owner);
  add (sentence->equality, identifier);
  return TRUE;
}

static void
take_owner (TenonSentenceReader *self,
            TenonOwner          *owner)
{
  TenonSentence *sentence = self->sentence;
  const char    *column = NULL;
  guint          n;

  if (owner->is_caller && (owner->table == NULL || !has (sentence->equality, tenon_source_table_get_identifier (sentence->table))))
    {
      column = owner->table != NULL && owner->table != sentence->table ? find_owner_column (self, owner->table, owner->word) : owner->table == sentence->table ? tenon_source_table_get_identifier (owner->table)
                                                                                                                                                               : tenon_source_table_find_caller (sentence->table);
      if (column == NULL && owner->table != NULL)
        column = go_between (self, owner->table);
      if (column != NULL)
        {
          sentence->caller = column;
          tenon_sentence_note (self, "taken as the caller's own: %s", column);
        }
    }
  else if (owner->table != NULL)
    {
      column = owner->table == sentence->table && tenon_sentence_find_reference (self, sentence->table, owner->table, NULL) == NULL ? tenon_source_table_get_identifier (owner->table) : find_owner_column (self, owner->table, owner->word);
      if (column == NULL && owner->table != sentence->table)
        {
          if (go_down (self, owner->table))
            return;
          column = go_between (self, owner->table);
        }
    }
  else
    {
      GArray *one = tenon_tokens_new (owner->word);

      column = one->len == 1 ? tenon_sentence_find_column (self, sentence->table, one, 0, 1, &n) : NULL;
      g_array_unref (one);
    }
  if (column != NULL)
    add (sentence->equality, column);
  else if (!tenon_deed_writes (sentence->deed) || strcmp (owner->preposition, "of") == 0)
    tenon_sentence_doubt (self, TENON_DOUBT_KEY, owner->word, "“%s %s” names no column of %s", owner->preposition, owner->word, sentence->table->name);
}

static void
read_owners (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;

  for (guint i = 0; self->main != NULL && i < self->main->owners->len; i++)
    {
      TenonOwner *owner = &g_array_index (self->main->owners, TenonOwner, i);

      if (owner->is_done || strcmp (owner->preposition, "per") == 0 || strcmp (owner->preposition, "about") == 0)
        continue;
      /* "to another slot", "to a conversation" of something that is written: where it goes, not where it is. */
      if (tenon_deed_writes (sentence->deed) && sentence->deed != TENON_DEED_DELETE && strcmp (owner->preposition, "of") != 0 && strcmp (owner->preposition, "'s") != 0)
        continue;
      if (sentence->deed == TENON_DEED_CREATE)
        continue;
      take_owner (self, owner);
    }
  if (self->main != NULL && self->main->head.qualifier != NULL && sentence->equality->len == 0 && sentence->deed != TENON_DEED_CREATE && self->main->head.table == sentence->table)
    add (sentence->equality, tenon_sentence_find_reference (self, sentence->table, self->main->head.qualifier, NULL));
}

/* ---- the address ---- */

/* "by-handle", "isbn" in front of a parameter. */
static const char *
find_segment_column (TenonSentenceReader *self,
                     const char          *word)
{
  const char *bare = g_str_has_prefix (word, "by_") ? word + 3 : word;

  return word != NULL && !tenon_token_is_plural (bare) ? find_named (self, self->sentence->table, bare) : NULL;
}

/* "{variableName}" of variables is their name. */
static const char *
find_behind_table (TenonSentenceReader *self,
                   const char          *name)
{
  TenonSourceTable *table = self->sentence->table;
  const char       *bar = strchr (name, '_');
  g_autofree char  *head = bar != NULL ? g_strndup (name, bar - name) : NULL;
  g_autofree char  *own = tenon_words_normalize (table->name);
  g_autofree char  *with_bar = NULL;
  TenonColumn      *column;

  if (bar == NULL || strcmp (bar + 1, "id") == 0 || strstr (own, head) == NULL || tenon_source_table_find_column (table, name) != NULL)
    return NULL;
  with_bar = g_strconcat (bar + 1, "_", NULL);
  column = tenon_source_table_find_column (table, bar + 1);
  if (column == NULL)
    column = tenon_source_table_find_column (table, with_bar);
  return column != NULL ? column->name : NULL;
}

/* Whether a parameter says no more than which row: "{project}", "{taskId}", not "{filename}". */
static gboolean
names_row (const char *name)
{
  static const char *const others[] = { "name", "kind", "type", "code", "status", "date", "number", "title", "year", "month", "day", "version", "format", "key" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (name, others[i]))
      return FALSE;
  return TRUE;
}

static const char *
find_parameter (TenonSentenceReader *self,
                guint                at,
                TenonSegment        *before)
{
  TenonSentence    *sentence = self->sentence;
  TenonSegment     *segment = &g_array_index (self->path, TenonSegment, at);
  TenonSourceTable *owner = before != NULL ? before->table : NULL;
  TenonSourceTable *maker = owner == NULL && before != NULL && before->made != NULL && g_ptr_array_find (before->made, sentence->table, NULL) ? sentence->table : owner;
  gboolean          is_id = strcmp (segment->name, "id") == 0 || strcmp (segment->name, "uuid") == 0 || strcmp (segment->name, "identifier") == 0;
  const char       *column = NULL;

  if (!is_id && maker == sentence->table)
    column = find_behind_table (self, segment->name);
  if (column != NULL)
    return column;
  if (self->is_children && owner == sentence->table)
    return tenon_sentence_find_reference (self, sentence->table, sentence->table, NULL);
  if (!is_id || maker == sentence->table)
    column = find_named (self, sentence->table, segment->name);
  if (column == NULL && before != NULL && before->word != NULL && owner == NULL)
    column = find_segment_column (self, before->word);
  /* "/users/{userId}/followers" */
  if (owner != NULL && owner != sentence->table && (column == NULL || is_id || has (sentence->equality, column)))
    {
      column = find_owner_column (self, owner, NULL);
      if (column == NULL && sentence->equality->len == 0)
        column = go_between (self, owner);
    }
  else if (column == NULL && maker == sentence->table && names_row (segment->name))
    column = tenon_source_table_get_identifier (sentence->table);
  else if (column == NULL && !is_id)
    {
      g_autofree char *stem = tenon_words_normalize (segment->name);
      TenonNamed       how;
      GPtrArray       *named;

      if (g_str_has_suffix (stem, " id"))
        stem[strlen (stem) - 3] = '\0';
      named = tenon_schema_words_find (self->words, stem, &how);
      if (named != NULL && named->len == 1 && how >= TENON_NAMED_BY_TAIL)
        column = find_owner_column (self, g_ptr_array_index (named, 0), NULL);
    }
  return column;
}

/* The column of the primary key that nothing has given a value yet, if it is one. */
static const char *
find_last_key (TenonSentence *sentence)
{
  const char *found = NULL;

  for (guint i = 0; sentence->table->primary_key != NULL && sentence->table->primary_key[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (sentence->table, sentence->table->primary_key[i]);

      if (column == NULL || has (sentence->equality, column->name))
        continue;
      if (found != NULL)
        return NULL;
      found = column->name;
    }
  return found;
}

/* Parameters that nothing names, as many as the columns of the key that nothing gives: in that order. */
static gboolean
take_rest_of_key (TenonSentenceReader *self,
                  GPtrArray           *lost)
{
  TenonSentence *sentence = self->sentence;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; sentence->table->primary_key != NULL && sentence->table->primary_key[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (sentence->table, sentence->table->primary_key[i]);

      if (column != NULL && !has (sentence->equality, column->name))
        g_ptr_array_add (rest, column->name);
    }
  if (rest->len != lost->len)
    return FALSE;
  for (guint i = 0; i < rest->len; i++)
    {
      tenon_sentence_note (self, "{%s} taken as %s", ((TenonSegment *)g_ptr_array_index (lost, i))->name, (char *)g_ptr_array_index (rest, i));
      add (sentence->equality, g_ptr_array_index (rest, i));
    }
  return TRUE;
}

static void
read_parameters (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  TenonSegment  *before = NULL;
  guint          last = 0, n_parameters = 0;
  gboolean       was_unique = tenon_sentence_is_unique (sentence);
  guint          n_said = sentence->equality->len + (sentence->range != NULL ? 1 : 0);
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();

  for (guint i = 0; i < self->path->len; i++)
    if (g_array_index (self->path, TenonSegment, i).name != NULL)
      {
        last = i;
        n_parameters++;
      }
  for (guint i = 0; n_parameters > 0 && !was_unique && i <= last; i++)
    {
      TenonSegment *segment = &g_array_index (self->path, TenonSegment, i);
      const char   *column;

      if (segment->name == NULL)
        {
          before = segment;
          continue;
        }
      column = find_parameter (self, i, before);
      if (column != NULL && !has (sentence->equality, column) && column != sentence->range)
        add (sentence->equality, column);
      else if (column == NULL)
        g_ptr_array_add (lost, segment);
    }
  /* "/follows/{otherId}": the rest of the key. */
  if (lost->len > 0 && g_ptr_array_index (lost, lost->len - 1) == &g_array_index (self->path, TenonSegment, last) && last > 0 && g_array_index (self->path, TenonSegment, last - 1).table == sentence->table && take_rest_of_key (self, lost))
    return;
  if (sentence->deed == TENON_DEED_CREATE || tenon_sentence_is_unique (sentence) || (n_said > 0 && n_said >= n_parameters))
    return;
  for (guint i = 0; i < lost->len; i++)
    {
      TenonSegment *segment = g_ptr_array_index (lost, i);

      tenon_sentence_doubt (self, TENON_DOUBT_KEY, segment->name, "the parameter {%s} names no column of %s", segment->name, sentence->table->name);
    }
}

/* What only the one who calls can mean: "follow a user", "unlike a post", the cart. */
static void
assume_caller (TenonSentenceReader *self)
{
  TenonSentence   *sentence = self->sentence;
  const char      *rest = find_last_key (sentence);
  TenonForeignKey *key = rest != NULL ? tenon_source_table_find_foreign_key (sentence->table, rest) : NULL;
  gboolean         is_public = self->source->requirements != NULL && g_str_has_prefix (self->source->requirements, "public");
  gboolean         is_personal = self->source->requirements != NULL && g_str_has_prefix (self->source->requirements, "authenticated");

  if ((self->main != NULL && (self->main->made != NULL || sentence->table != self->main->head.table)) || tenon_tokens_have (self->tokens, (const char *const[]){ "own", "my", "mine", "myself", NULL }))
    is_personal = TRUE;
  if (is_public || !is_personal || sentence->equality->len == 0 || tenon_sentence_is_unique (sentence) || key == NULL || key->ref_table == NULL || !tenon_word_is_caller (key->ref_table) || (sentence->deed != TENON_DEED_UPDATE && sentence->deed != TENON_DEED_DELETE))
    return;
  add (sentence->equality, rest);
  sentence->caller = rest;
  tenon_sentence_note (self, "taken as the caller's own: %s", rest);
}

/* "Learners by module_id through registrations": the key is that of the way. */
static void
take_way (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;

  for (guint i = 0; tenon_deed_reads (sentence->deed) && sentence->doubts->len > 0 && i < self->tokens->len; i++)
    {
      TenonSourceTable *wanted = sentence->table;
      TenonNoun         noun;

      if (!tenon_token_is_any (self->tokens, i, (const char *const[]){ "through", "via", NULL }) || !tenon_sentence_read_noun (self, i + 1, self->tokens->len, &noun) || noun.table == NULL || noun.table == wanted || !tenon_source_table_refers (noun.table, wanted))
        continue;
      sentence->table = noun.table;
      tenon_sentence_add_part (sentence, wanted, TENON_DEED_GET);
      tenon_sentence_note (self, "%s found through %s", wanted->name, noun.table->name);
      return;
    }
}

/* The table is another one than the words were first compared with. */
static void
read_again (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;

  for (guint i = sentence->doubts->len; i > 0; i--)
    if (((TenonDoubt *)g_ptr_array_index (sentence->doubts, i - 1))->kind == TENON_DOUBT_KEY)
      g_ptr_array_remove_index (sentence->doubts, i - 1);
  for (guint i = sentence->equality->len; i > 0; i--)
    {
      const char  *name = g_ptr_array_index (sentence->equality, i - 1);
      TenonColumn *column = tenon_source_table_find_column (sentence->table, name);

      if (column == NULL || column->name != name)
        g_ptr_array_remove_index (sentence->equality, i - 1);
    }
  read_by (self);
}

static void
read_all_keys (TenonSentenceReader *self)
{
  TenonSourceTable *first = self->sentence->table;

  read_by (self);
  if (self->is_climbed)
    return;
  read_owners (self);
  if (self->sentence->table == first)
    take_way (self);
  if (self->sentence->table != first)
    read_again (self);
  read_requirements (self);
  read_parameters (self);
  assume_caller (self);
}

void
tenon_sentence_read_keys (TenonSentenceReader *self)
{
  if (self->sentence->deed == TENON_DEED_CREATE)
    {
      read_by (self);
      return;
    }
  read_all_keys (self);
}
