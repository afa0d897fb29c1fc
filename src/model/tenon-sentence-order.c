/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which range of the rows is asked for, in which order, how many at a time, and whether it is one or many. A word of order
 * or of range that finds no column is a doubt: it is never dropped. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

static gboolean
is_time (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  return details.is_time;
}

static gboolean
is_given (TenonSentence *sentence,
          const char    *column)
{
  for (guint i = 0; i < sentence->equality->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (sentence->equality, i), column) == 0)
      return TRUE;
  return FALSE;
}

/* The time column that a MySQL key has right behind what is given. */
static const char *
find_indexed_time (TenonSentence *sentence)
{
  TenonList *lists[] = { sentence->table->indexes, sentence->table->unique_keys };

  for (guint l = 0; sentence->equality->len > 0 && l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < tenon_list_get_length (lists[l]); i++)
      {
        TenonKey *key = tenon_list_get (lists[l], i);
        guint     n = 0;

        while (key->columns != NULL && key->columns[n] != NULL && is_given (sentence, key->columns[n]))
          n++;
        if (n > 0 && key->columns[n] != NULL)
          {
            TenonColumn *column = tenon_source_table_find_column (sentence->table, key->columns[n]);

            if (column != NULL && is_time (column))
              return column->name;
          }
      }
  for (guint i = 0; sentence->equality->len > 0 && sentence->table->primary_key != NULL && sentence->table->primary_key[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (sentence->table, sentence->table->primary_key[i]);

      if (column != NULL && !is_given (sentence, column->name) && i > 0 && is_time (column))
        return column->name;
    }
  return NULL;
}

/* The time that is meant where the words name none: of what is to come, or of when a row came to be. */
static const char *
find_time (TenonSentence *sentence,
           gboolean       is_future)
{
  static const char *const coming[] = { "due", "start", "starts", "begin", "begins", "scheduled", "expires", "expiry", "expiration", "departure", "departs", "planned", "deadline", "when", "valid", "end", "ends", NULL };
  static const char *const past[] = { "created_at", "created", "creation_date", "created_on", "create_time", "placed_at", "ordered_at", "order_date", "sent_at", "posted_at", "published_at", "published_on", "submitted_at", "recorded_at", "logged_at", "taken_at", "measured_at", "occurred_at", "happened_at", "paid_at", "joined_at", "inserted_at", "timestamp", "date", "time", "at", "day", "from_date", "start_date", NULL };
  const char              *found = NULL;
  guint                    n = 0;

  for (guint i = 0; i < tenon_list_get_length (sentence->table->columns) && is_future; i++)
    {
      TenonColumn     *column = tenon_list_get (sentence->table->columns, i);
      g_autofree char *snake = tenon_name_to_snake (column->name);
      g_auto (GStrv) parts = g_strsplit (snake, "_", 2);

      if (parts[0] != NULL && g_strv_contains (coming, parts[0]) && is_time (column) && !is_given (sentence, column->name))
        return column->name;
    }
  found = find_indexed_time (sentence);
  if (found != NULL)
    return found;
  for (guint i = 0; !is_future && past[i] != NULL; i++)
    {
      TenonColumn       *column = tenon_source_table_find_column (sentence->table, past[i]);
      TenonColumnDetails details;

      if (column == NULL || is_given (sentence, column->name))
        continue;
      tenon_column_get_details (column, &details);
      if (details.is_time || details.is_number)
        return column->name;
    }
  for (guint i = 0; i < tenon_list_get_length (sentence->table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (sentence->table->columns, i);

      if (!is_time (column) || is_given (sentence, column->name) || g_str_has_prefix (column->name, "updated") || g_str_has_prefix (column->name, "deleted") || g_str_has_prefix (column->name, "modified"))
        continue;
      found = column->name;
      n++;
    }
  if (n == 1)
    return found;
  /* The first of a beginning and an end. */
  for (guint i = 0; i < tenon_list_get_length (sentence->table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (sentence->table->columns, i);

      if (is_time (column) && !is_given (sentence, column->name) && (g_ascii_strncasecmp (column->name, "start", 5) == 0 || g_ascii_strncasecmp (column->name, "begin", 5) == 0))
        return column->name;
    }
  n = 0;
  for (guint i = 0; i < tenon_list_get_length (sentence->table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (sentence->table->columns, i);

      if (!is_time (column) || column->nullable || is_given (sentence, column->name) || g_str_has_prefix (column->name, "updated") || g_str_has_prefix (column->name, "modified"))
        continue;
      found = column->name;
      n++;
    }
  return n == 1 ? found : NULL;
}

/* ---- ranges ---- */

typedef enum
{
  BOUND_COLUMN, /* the column stands in front, or is a time */
  BOUND_TIME,
  BOUND_FUTURE,
  BOUND_PREFIX,
} Bound;

/* Words of a range, one or two. */
static const struct
{
  const char *one;
  const char *two; /* (nullable) */
  Bound       bound;
} bounds[] = {
  { "between", NULL, BOUND_COLUMN },
  { "since", NULL, BOUND_TIME },
  { "before", NULL, BOUND_TIME },
  { "until", NULL, BOUND_TIME },
  { "older", "than", BOUND_TIME },
  { "newer", "than", BOUND_TIME },
  { "later", "than", BOUND_TIME },
  { "earlier", "than", BOUND_TIME },
  { "greater", "than", BOUND_COLUMN },
  { "more", "than", BOUND_COLUMN },
  { "less", "than", BOUND_COLUMN },
  { "fewer", "than", BOUND_COLUMN },
  { "at", "least", BOUND_COLUMN },
  { "at", "most", BOUND_COLUMN },
  { "cheaper", "than", BOUND_COLUMN },
  { "date", "range", BOUND_TIME },
  { "time", "range", BOUND_TIME },
  { "in", "range", BOUND_COLUMN },
  { "day", "range", BOUND_TIME },
  { "time", "window", BOUND_TIME },
  { "time", "period", BOUND_TIME },
  { "a", "period", BOUND_TIME },
  { "two", "dates", BOUND_TIME },
  { "one", "day", BOUND_TIME },
  { "a", "day", BOUND_TIME },
  { "given", "day", BOUND_TIME },
  { "a", "date", BOUND_TIME },
  { "given", "date", BOUND_TIME },
  { "a", "week", BOUND_TIME },
  { "a", "month", BOUND_TIME },
  { "one", "week", BOUND_TIME },
  { "one", "month", BOUND_TIME },
  { "given", "month", BOUND_TIME },
  { "this", "week", BOUND_TIME },
  { "this", "month", BOUND_TIME },
  { "this", "year", BOUND_TIME },
  { "today", NULL, BOUND_TIME },
  { "yesterday", NULL, BOUND_TIME },
  { "tomorrow", NULL, BOUND_FUTURE },
  { "upcoming", NULL, BOUND_FUTURE },
  { "overdue", NULL, BOUND_FUTURE },
  { "expiring", NULL, BOUND_FUTURE },
  { "expired", NULL, BOUND_FUTURE },
  { "future", NULL, BOUND_FUTURE },
  { "the", "past", BOUND_TIME },
  { "due", "today", BOUND_FUTURE },
  { "due", "in", BOUND_FUTURE },
  { "due", "within", BOUND_FUTURE },
  { "due", "this", BOUND_FUTURE },
  { "due", "before", BOUND_FUTURE },
  { "prefix", NULL, BOUND_PREFIX },
  { "starting", "with", BOUND_PREFIX },
  { "starts", "with", BOUND_PREFIX },
  { "beginning", "with", BOUND_PREFIX },
  { "begins", "with", BOUND_PREFIX },
  { "begins_with", NULL, BOUND_PREFIX },
  { ">", NULL, BOUND_COLUMN },
  { "<", NULL, BOUND_COLUMN },
  { ">=", NULL, BOUND_COLUMN },
  { "<=", NULL, BOUND_COLUMN },
};

static const char *const units[] = { "day", "days", "hour", "hours", "minute", "minutes", "week", "weeks", "month", "months", "year", "years", "d", "h", NULL };

/* "the last 24 hours", "next 7 days", "past week" */
static gboolean
is_span (GArray   *tokens,
         guint     i,
         gboolean *is_future)
{
  if (!tenon_token_is_any (tokens, i, (const char *const[]){ "next", "last", "past", "previous", "coming", "within", "in", NULL }))
    return FALSE;
  *is_future = tenon_token_is_any (tokens, i, (const char *const[]){ "next", "coming", NULL });
  if (tenon_token_is (tokens, i, "in"))
    return FALSE;
  return tenon_token_is_any (tokens, i + 1, units) || (i + 2 < tokens->len && tenon_token_is_any (tokens, i + 2, units));
}

static gboolean
is_when (GArray *tokens,
         guint   i)
{
  return tenon_token_is_any (tokens, i, (const char *const[]){ "date", "dates", "time", "day", "month", "year", "today", "now", "yesterday", "tomorrow", "start", "end", "from_date", "start_date", "timestamp", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", NULL }) || (i < tokens->len && g_ascii_isdigit (*TENON_TOKEN (tokens, i).text));
}

/* "from date to date", "from June to August", but not "from cart" */
static gboolean
is_from_to (GArray *tokens,
            guint   i)
{
  if (!tenon_token_is (tokens, i, "from"))
    return FALSE;
  for (guint k = i + 1; k < MIN (i + 4, tokens->len); k++)
    if (tenon_token_is_any (tokens, k, (const char *const[]){ "to", "until", "till", NULL }))
      return is_when (tokens, i + 1) || is_when (tokens, k - 1) || is_when (tokens, k + 1);
  return FALSE;
}

/* The column named within two words before or behind @i, behind it where it is a time only. */
static const char *
find_near (TenonSentenceReader *self,
           GArray              *tokens,
           guint                i,
           guint                width)
{
  TenonSourceTable *table = self->sentence->table;
  guint             n;

  for (guint back = 1; back <= MIN (i, 3); back++)
    {
      const char  *column = tenon_sentence_find_column (self, table, tokens, i - back, i, &n);
      TenonColumn *part = column == NULL && back == 1 ? tenon_source_table_find_part (table, TENON_TOKEN (tokens, i - 1).text) : NULL;

      if (column == NULL && part != NULL)
        column = part->name;
      if (column != NULL && n + back >= 1 && (!is_given (self->sentence, column) || width > 10))
        return column;
    }
  if (i + width < tokens->len)
    {
      const char *column = tenon_sentence_find_column (self, table, tokens, i + width, tokens->len, &n);

      if (column != NULL && !is_given (self->sentence, column))
        return column;
    }
  return NULL;
}

/* "created after", "due before" */
static const char *
find_by_participle (TenonSentenceReader *self,
                    GArray              *tokens,
                    guint                i)
{
  for (guint back = 1; back <= MIN (i, 2); back++)
    {
      const char  *word = TENON_TOKEN (tokens, i - back).text;
      TenonColumn *found = NULL;
      guint        n = 0;

      for (guint k = 0; strlen (word) >= 3 && k < tenon_list_get_length (self->sentence->table->columns); k++)
        {
          TenonColumn *column = tenon_list_get (self->sentence->table->columns, k);

          if (is_time (column) && g_ascii_strncasecmp (column->name, word, MAX (3, strlen (word) - 2)) == 0 && !is_given (self->sentence, column->name))
            {
              found = column;
              n++;
            }
        }
      if (n == 1)
        return found->name;
    }
  return NULL;
}

static void
take_range (TenonSentenceReader *self,
            GArray              *tokens,
            guint                i,
            guint                width,
            Bound                bound)
{
  TenonSentence *sentence = self->sentence;
  const char    *column = sentence->range;

  if (column == NULL && (bound == BOUND_COLUMN || bound == BOUND_PREFIX))
    column = find_near (self, tokens, i, width);
  if (column == NULL && bound != BOUND_PREFIX)
    column = find_by_participle (self, tokens, i);
  if (column == NULL && (bound == BOUND_TIME || bound == BOUND_FUTURE) && i > 0)
    {
      const char *near = find_near (self, tokens, i, width);

      if (near != NULL && is_time (tenon_source_table_find_column (sentence->table, near)))
        column = near;
    }
  /* "<20ms" limits no column. */
  if (column == NULL && tokens == self->requirements && bound == BOUND_COLUMN)
    return;
  if (column == NULL && bound != BOUND_PREFIX)
    column = find_time (sentence, bound == BOUND_FUTURE);
  if (column == NULL)
    {
      tenon_sentence_doubt (self, TENON_DOUBT_RANGE, TENON_TOKEN (tokens, i).text, "“%s” is a range, but of which column of %s?", TENON_TOKEN (tokens, i).text, sentence->table->name);
      return;
    }
  if (sentence->range == NULL)
    {
      sentence->range = column;
      tenon_sentence_note (self, "range taken as one of %s", column);
    }
  sentence->is_prefix |= bound == BOUND_PREFIX;
  for (guint k = sentence->equality->len; bound == BOUND_PREFIX && k > 0; k--)
    if (strcmp (g_ptr_array_index (sentence->equality, k - 1), column) == 0)
      g_ptr_array_remove_index (sentence->equality, k - 1);
}

static void
read_bounds (TenonSentenceReader *self,
             GArray              *tokens,
             guint                from,
             guint                end)
{
  for (guint i = from; i < end; i++)
    {
      gboolean is_future = FALSE;

      if (is_span (tokens, i, &is_future) || is_from_to (tokens, i))
        {
          take_range (self, tokens, i, 1, is_future ? BOUND_FUTURE : BOUND_TIME);
          continue;
        }
      /* "after" is a range before a time, not before "checkout". */
      if (tenon_token_is_any (tokens, i, (const char *const[]){ "after", "before", "over", "under", "above", "below", "from", NULL }) && !tenon_token_is_any (tokens, i + 1, (const char *const[]){ "date", "time", "a", "now", "timestamp", NULL }) && (i + 1 >= tokens->len || !g_ascii_isdigit (*TENON_TOKEN (tokens, i + 1).text)) && find_by_participle (self, tokens, i) == NULL)
        {
          if (i == 0 || self->sentence->range == NULL || g_ascii_strcasecmp (TENON_TOKEN (tokens, i - 1).text, self->sentence->range) != 0)
            continue;
        }
      if (tenon_token_is (tokens, i, "over") && tenon_token_is (tokens, i + 1, "time"))
        continue;
      if (tenon_token_is_any (tokens, i, (const char *const[]){ "after", "over", "under", "above", "below", NULL }))
        {
          take_range (self, tokens, i, 1, find_near (self, tokens, i, 1) != NULL ? BOUND_COLUMN : BOUND_TIME);
          continue;
        }
      for (guint k = 0; k < G_N_ELEMENTS (bounds); k++)
        if (tenon_token_is (tokens, i, bounds[k].one) && (bounds[k].two == NULL || tenon_token_is (tokens, i + 1, bounds[k].two)))
          {
            take_range (self, tokens, i, bounds[k].two != NULL ? 2 : 1, bounds[k].bound);
            i += bounds[k].two != NULL ? 1 : 0;
            break;
          }
      /* "by price range" */
      if (i > 0 && tenon_token_is (tokens, i, "range") && find_near (self, tokens, i, 99) != NULL)
        {
          const char *column = find_near (self, tokens, i, 99);

          self->sentence->range = self->sentence->range != NULL ? self->sentence->range : column;
          g_ptr_array_remove (self->sentence->equality, (gpointer)self->sentence->range);
        }
    }
}

void
tenon_sentence_read_ranges (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  guint          end = self->tokens->len;

  if (sentence->deed == TENON_DEED_CREATE || sentence->deed == TENON_DEED_UPSERT)
    return;
  for (guint c = 0; tenon_deed_writes (sentence->deed) && self->main != NULL && c < self->clauses->len; c++)
    if (g_ptr_array_index (self->clauses, c) == self->main)
      end = self->main->end;
  read_bounds (self, self->tokens, 0, end);
  read_bounds (self, self->requirements, 0, self->requirements->len);
  if (sentence->range != NULL && is_given (sentence, sentence->range))
    sentence->range = NULL;
}

/* ---- order ---- */

static const struct
{
  const char *one;
  const char *two; /* (nullable) */
  gboolean    descending;
  gboolean    is_time;     /* needs no column of its own */
  gboolean    needs_first; /* says an order only before a noun or with "first" */
} orders[] = {
  { "most", "recent", TRUE, TRUE, FALSE },
  { "most", "recently", TRUE, TRUE, FALSE },
  { "reverse", "chronological", TRUE, TRUE, FALSE },
  { "chronological", NULL, FALSE, TRUE, FALSE },
  { "chronologically", NULL, FALSE, TRUE, FALSE },
  { "newest", NULL, TRUE, TRUE, FALSE },
  { "latest", NULL, TRUE, TRUE, FALSE },
  { "recent", NULL, TRUE, TRUE, FALSE },
  { "recently", NULL, TRUE, TRUE, FALSE },
  { "timeline", NULL, TRUE, TRUE, FALSE },
  { "oldest", NULL, FALSE, TRUE, FALSE },
  { "earliest", NULL, FALSE, TRUE, FALSE },
  { "soonest", NULL, FALSE, TRUE, FALSE },
  { "highest", NULL, TRUE, FALSE, FALSE },
  { "largest", NULL, TRUE, FALSE, FALSE },
  { "biggest", NULL, TRUE, FALSE, FALSE },
  { "lowest", NULL, FALSE, FALSE, FALSE },
  { "smallest", NULL, FALSE, FALSE, FALSE },
  { "cheapest", NULL, FALSE, FALSE, FALSE },
  { "sorted", "by", FALSE, FALSE, FALSE },
  { "sort", "by", FALSE, FALSE, FALSE },
  { "ordered", "by", FALSE, FALSE, FALSE },
  { "order", "by", FALSE, FALSE, FALSE },
  { "ranked", "by", TRUE, FALSE, FALSE },
  { "order", "of", FALSE, FALSE, FALSE },
  { "alphabetical", NULL, FALSE, FALSE, FALSE },
  { "alphabetically", NULL, FALSE, FALSE, FALSE },
  { "top", NULL, TRUE, FALSE, TRUE },
  { "best", NULL, TRUE, FALSE, TRUE },
  { "trending", NULL, TRUE, FALSE, FALSE },
  { "popular", NULL, TRUE, FALSE, FALSE },
  { "most", NULL, TRUE, FALSE, TRUE },
  { "sorted", NULL, FALSE, FALSE, FALSE },
  { "ordered", NULL, FALSE, FALSE, FALSE },
};

static gboolean
is_descending (GArray *tokens,
               guint   i)
{
  for (guint k = i; k < MIN (i + 5, tokens->len) && (k == i || TENON_TOKEN (tokens, k).before == 0 || TENON_TOKEN (tokens, k).before == '('); k++)
    if (tenon_token_is_any (tokens, k, (const char *const[]){ "desc", "descending", "newest", "latest", "highest", "decreasing", NULL }))
      return TRUE;
  return FALSE;
}

static const char *
find_alphabet (TenonSentence *sentence)
{
  static const char *const names[] = { "name", "title", "full_name", "last_name", "display_name", "label", "surname" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (tenon_source_table_find_column (sentence->table, names[i]) != NULL)
      return tenon_source_table_find_column (sentence->table, names[i])->name;
  return NULL;
}

/* The column that the words behind @i, or the noun they end in, name. */
static const char *
find_order_column (TenonSentenceReader *self,
                   GArray              *tokens,
                   guint                i)
{
  TenonSourceTable *table = self->sentence->table;

  for (guint k = i; k < MIN (i + 4, tokens->len); k++)
    {
      guint        n;
      const char  *column;
      TenonColumn *part;

      if (tenon_token_is_any (tokens, k, (const char *const[]){ "first", "by", "the", "and", "their", "its", "of", NULL }))
        continue;
      if (k > i && TENON_TOKEN (tokens, k).before != 0 && TENON_TOKEN (tokens, k).before != '(')
        break;
      column = tenon_sentence_find_column (self, table, tokens, k, tokens->len, &n);
      if (column != NULL && (g_strcmp0 (column, tenon_source_table_get_identifier (table)) != 0 || strcmp (TENON_TOKEN (tokens, k).text, "id") == 0 || strchr (TENON_TOKEN (tokens, k).text, '_') != NULL))
        return column;
      part = tenon_source_table_find_part (table, TENON_TOKEN (tokens, k).text);
      if (part != NULL && g_strcmp0 (part->name, tenon_source_table_get_identifier (table)) != 0)
        return part->name;
      if (tenon_token_is_any (tokens, k, (const char *const[]){ "time", "date", "creation", "when", "day", "recency", "age", NULL }))
        return find_time (self->sentence, FALSE);
    }
  return NULL;
}

/* "by likes" behind "top 10 posts" */
static const char *
find_behind_by (TenonSentenceReader *self,
                GArray              *tokens,
                guint                i)
{
  for (guint k = i; k + 1 < tokens->len; k++)
    if (tenon_token_is (tokens, k, "by"))
      return find_order_column (self, tokens, k + 1);
  return NULL;
}

static const char *
find_price (TenonSentence *sentence)
{
  static const char *const names[] = { "price", "cost", "amount", "total", "fee", "rate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (tenon_source_table_find_column (sentence->table, names[i]) != NULL || tenon_source_table_find_part (sentence->table, names[i]) != NULL)
      return tenon_source_table_find_column (sentence->table, names[i]) != NULL ? tenon_source_table_find_column (sentence->table, names[i])->name : tenon_source_table_find_part (sentence->table, names[i])->name;
  return NULL;
}

/* Whether "recently" is said of a deed of which the table keeps no time. */
static gboolean
is_of_something (TenonSentenceReader *self,
                 GArray              *tokens,
                 guint                i)
{
  if (i == 0 || i >= tokens->len || !tenon_token_is (tokens, i - 1, "recently"))
    return FALSE;
  return !tenon_token_is_any (tokens, i, (const char *const[]){ "first", "created", "added", "placed", "made", "written", NULL });
}

static void
take_order (TenonSentenceReader *self,
            GArray              *tokens,
            guint                i,
            guint                which)
{
  TenonSentence *sentence = self->sentence;
  guint          behind = i + (orders[which].two != NULL ? 2 : 1);
  gboolean       is_alphabet = g_str_has_prefix (orders[which].one, "alpha");
  gboolean       descending = orders[which].descending || is_descending (tokens, behind);
  const char    *column = is_alphabet ? find_alphabet (sentence) : NULL;

  if (column == NULL && !is_alphabet)
    column = orders[which].needs_first ? find_behind_by (self, tokens, behind) : find_order_column (self, tokens, behind);
  if (column != NULL && orders[which].is_time && is_given (sentence, column))
    column = NULL;
  if (column == NULL && strcmp (orders[which].one, "cheapest") == 0)
    column = find_price (sentence);
  /* "most recently active": not any time. */
  if (column == NULL && orders[which].is_time && !is_of_something (self, tokens, behind))
    column = find_time (sentence, FALSE);
  if (column != NULL && is_given (sentence, column))
    return;
  if (column != NULL)
    {
      sentence->order = column;
      sentence->descending = descending;
      return;
    }
  tenon_sentence_doubt (self, TENON_DOUBT_ORDER, TENON_TOKEN (tokens, i).text, "“%s%s%s” is an order, but by which column of %s?", orders[which].one, orders[which].two != NULL ? " " : "", orders[which].two != NULL ? orders[which].two : "", sentence->table->name);
}

static void
read_orders (TenonSentenceReader *self,
             GArray              *tokens)
{
  for (guint i = 0; self->sentence->order == NULL && i < tokens->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (orders); k++)
      {
        if (!tenon_token_is (tokens, i, orders[k].one) || (orders[k].two != NULL && !tenon_token_is (tokens, i + 1, orders[k].two)))
          continue;
        /* A column of that name is no order: "is_popular", "latest". */
        if (orders[k].two == NULL && tenon_source_table_find_column (self->sentence->table, orders[k].one) != NULL && !orders[k].is_time)
          break;
        /* "Get order by number" */
        if (tokens == self->tokens && strcmp (orders[k].one, "order") == 0 && self->main != NULL && i >= self->main->head.from && i < self->main->head.end && self->main->head.table != NULL)
          break;
        if (strcmp (orders[k].one, "most") == 0 && orders[k].two == NULL && i > 0 && tenon_token_is (tokens, i - 1, "at"))
          break;
        take_order (self, tokens, i, k);
        return;
      }
}

void
tenon_sentence_read_orders (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  gboolean       has_history = FALSE;

  if (!tenon_deed_reads (sentence->deed) || sentence->deed == TENON_DEED_AGGREGATE)
    return;
  read_orders (self, self->tokens);
  if (sentence->order == NULL)
    read_orders (self, self->requirements);
  if (sentence->order == NULL)
    read_orders (self, self->description);
  has_history = tenon_tokens_have (self->tokens, (const char *const[]){ "history", NULL }) || tenon_tokens_have (self->description, (const char *const[]){ "history", NULL });
  if (sentence->order == NULL && has_history && find_time (sentence, FALSE) != NULL && sentence->doubts->len == 0)
    {
      sentence->order = find_time (sentence, FALSE);
      sentence->descending = TRUE;
    }
}

/* ---- how many ---- */

static gboolean
read_digits (GArray *tokens,
             guint   i,
             gint64 *value)
{
  char *end;

  if (i >= tokens->len || !g_ascii_isdigit (*TENON_TOKEN (tokens, i).text))
    return FALSE;
  *value = g_ascii_strtoll (TENON_TOKEN (tokens, i).text, &end, 10);
  return *end == '\0' && *value > 0;
}

static void
read_page (TenonSentenceReader *self,
           GArray              *tokens)
{
  TenonSentence *sentence = self->sentence;

  for (guint i = 0; i < tokens->len; i++)
    {
      gint64 value = 0;

      if (tenon_token_is_any (tokens, i, (const char *const[]){ "paged", "paginated", "pagination", "pages", "paging", "cursor", NULL }) || (tenon_token_is (tokens, i, "page") && tenon_token_is_any (tokens, i + 1, (const char *const[]){ "by", NULL })))
        sentence->is_paged = TRUE;
      if (sentence->page_size > 0)
        continue;
      /* "30 a page", "50 per page", "20 at a time", "10 results per page" */
      for (guint k = read_digits (tokens, i, &value) ? i + 1 : G_MAXUINT; k < MIN (i + 5, tokens->len) && sentence->page_size == 0; k++)
        {
          if (tenon_token_is (tokens, k, "page") || (tenon_token_is (tokens, k, "at") && tenon_token_is (tokens, k + 1, "a") && tenon_token_is (tokens, k + 2, "time")))
            {
              sentence->page_size = value;
              sentence->is_paged = TRUE;
            }
          else if (TENON_TOKEN (tokens, k).before != 0)
            {
              break;
            }
        }
      /* "page of 20", "pages of 20", "page size 20", "limit 20" */
      if (tenon_token_is_any (tokens, i, (const char *const[]){ "page", "pages", "limit", "limited", "size", NULL }) && (read_digits (tokens, i + 1, &value) || (i + 1 < tokens->len && tenon_token_is_any (tokens, i + 1, (const char *const[]){ "of", "to", "size", "=", NULL }) && read_digits (tokens, i + 2, &value))))
        {
          sentence->page_size = value;
          sentence->is_paged |= !g_str_has_prefix (TENON_TOKEN (tokens, i).text, "limit");
        }
      /* "top 10", "first 20", "latest 5 orders", "last 10 orders" */
      if (tenon_token_is_any (tokens, i, (const char *const[]){ "top", "first", "latest", "last", "newest", "recent", "oldest", "highest", "lowest", "best", "next", "most", NULL }) && read_digits (tokens, i + 1, &value) && !tenon_token_is_any (tokens, i + 2, units) && TENON_TOKEN (tokens, i + 1).before == 0)
        {
          sentence->page_size = value;
          if (tenon_token_is (tokens, i, "last") && sentence->order == NULL && find_time (sentence, FALSE) != NULL)
            {
              sentence->order = find_time (sentence, FALSE);
              sentence->descending = TRUE;
            }
        }
    }
}

/* "the latest attempt", "most recent order": one, the first in that order. */
static void
read_latest (TenonSentenceReader *self)
{
  TenonNoun *noun = self->main != NULL ? &self->main->head : NULL;

  if (self->sentence->order == NULL || self->sentence->page_size > 0 || noun == NULL || noun->is_plural || noun->is_all || self->sentence->is_paged || self->sentence->table == NULL || noun->table != self->sentence->table || tenon_sentence_is_unique (self->sentence))
    return;
  for (guint i = noun->from; i < noun->end; i++)
    if (tenon_token_is_any (self->tokens, i, (const char *const[]){ "latest", "newest", "recent", "oldest", "earliest", "last", "highest", "lowest", NULL }))
      {
        self->sentence->page_size = 1;
        return;
      }
}

/* "Search by last name prefix", "search trips by driver": nothing inside a text is looked for. */
static gboolean
is_exact_search (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;

  if (tenon_tokens_have (self->tokens, (const char *const[]){ "text", "full", "fulltext", "fuzzy", "keyword", "keywords", "containing", "contains", NULL }))
    return FALSE;
  for (guint i = 0; i < sentence->equality->len; i++)
    {
      TenonColumn       *column = tenon_source_table_find_column (sentence->table, g_ptr_array_index (sentence->equality, i));
      const char        *one[] = { column->name, NULL };
      TenonColumnDetails details;

      tenon_column_get_details (column, &details);
      if (details.is_text && strcmp (details.base, "enum") != 0 && tenon_source_table_find_foreign_key (sentence->table, column->name) == NULL && !tenon_source_table_is_unique (sentence->table, one) && !sentence->is_prefix)
        return FALSE;
    }
  return sentence->equality->len > 0 || sentence->is_prefix;
}

void
tenon_sentence_read_number (TenonSentenceReader *self)
{
  static const char *const many[] = { "list", "lists", "all", "recent", "history", "trail", "tree", "search", "feed", "timeline", "inbox", "paged", "paginated", "pagination", "newest", "oldest", "sorted", "ordered", "every", "top", "between", "upcoming", "overdue", NULL };
  TenonSentence           *sentence = self->sentence;
  TenonNoun               *noun = self->main != NULL ? &self->main->head : NULL;
  const char              *endpoint = self->source->endpoint;
  const char              *last = endpoint != NULL ? strrchr (endpoint, '/') : NULL;
  gboolean                 is_plural = noun != NULL && (noun->is_plural || noun->is_all);

  read_page (self, self->tokens);
  read_page (self, self->requirements);
  read_page (self, self->description);
  sentence->is_single = noun != NULL && noun->is_single && !is_plural;
  if (!tenon_deed_reads (sentence->deed))
    {
      sentence->is_list = noun != NULL && noun->is_all && sentence->deed != TENON_DEED_CREATE;
      return;
    }
  read_latest (self);
  if (sentence->deed == TENON_DEED_AGGREGATE)
    return;
  if (sentence->deed == TENON_DEED_SEARCH && is_exact_search (self))
    sentence->deed = TENON_DEED_LIST;
  if (sentence->page_size == 1 || (tenon_tokens_have (self->tokens, (const char *const[]){ "single", "one", NULL }) && sentence->range == NULL))
    sentence->is_list = FALSE;
  else if (sentence->deed == TENON_DEED_LIST || sentence->deed == TENON_DEED_SEARCH || is_plural || tenon_tokens_have (self->tokens, many) || sentence->is_paged || sentence->range != NULL)
    sentence->is_list = !(tenon_sentence_is_unique (sentence) && !tenon_tokens_have (self->tokens, many) && sentence->deed == TENON_DEED_GET);
  else if (sentence->equality->len > 0)
    sentence->is_list = !tenon_sentence_is_unique (sentence);
  else
    sentence->is_list = noun != NULL && noun->table == NULL && last != NULL && last[1] != '\0' && strchr (":{<", last[1]) == NULL;
  if (sentence->deed == TENON_DEED_GET && sentence->is_list)
    sentence->deed = TENON_DEED_LIST;
  else if (sentence->deed == TENON_DEED_LIST && !sentence->is_list)
    sentence->deed = TENON_DEED_GET;
}
