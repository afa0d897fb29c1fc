/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nouns of a sentence: "a patient's latest appointments" is appointments, of a patient; of "pet type" the last word is what it
 * is about, of "order status" it is a column of what stands in front. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_NAME_WORDS 5

static const char *const single_words[] = { "a", "an", "single", "one", "specific", "this", "particular", "the", NULL };
static const char *const all_words[] = { "all", "every", "entire", "whole", "many", "multiple", "several", NULL };

/* Nouns that say how something is kept or shown, not what it is. */
static const char *const vague_nouns[] = { "record", "records", "row", "rows", "detail", "details", "data", "info", "information", "entry", "entries", "item", "items", "line", "lines", "list", "profile", "history", "trail", "log", "object", "document", "resource", "feed", "timeline", "inbox", "tree", "hierarchy", "structure", "set", "content", "contents", "count", "number", "total", "statistics", "stats", "summary", "page", "pages", "account", "overview", "descriptor", "collection", "query", "flag", "field", "catalog", "catalogue", "name", "names", "id", "ids", "kind", "kinds", "existence", "queue", "calendar", "agenda", "listing", "basket", NULL };

static const char *const stops[] = { "of", "for", "in", "on", "to", "by", "with", "within", "from", "at", "under", "per", "through", "via", "and", "or", "then", "that", "which", "who", "whose", "if", "when", "while", "where", "is", "are", "was", "be", "not", "into", "without", "as", "about", "between", "since", "before", "after", "until", "plus", "including", "joined", "using", "across", "during", "against", "along", "belonging", "than", "but", "except", "whether", "there", "has", "have", "having", "must", "can", "sorted", "ordered", "grouped", "filtered", "starting", "beginning", "ending", "=", "<", ">", "<=", ">=", "<>", "first", "paged", "paginated", NULL };

/* Behind a noun these begin something else: "alarms newest first", "trips this week". */
static const char *const trailing[] = { "alphabetically", "chronologically", "newest", "oldest", "latest", "earliest", "highest", "lowest", "cheapest", "largest", "smallest", "recent", "most", "descending", "ascending", "desc", "asc", "due", "over", "today", "tomorrow", "yesterday", "this", "next", "last", "upcoming", "overdue", "older", "newer", "greater", "less", "more", "limited", "exactly", "top", "sent", "made", "starting", "ending", "within", "earlier", "later", "now", "a", "an", "the", "happening", "expiring", "somebody", "below", "above", NULL };

static const char *const fillers[] = { "new", "own", "my", "given", "existing", "each", "any", "some", "that", "these", "those", "its", "their", "his", "her", "your", "another", "other", "current", "certain", "only", "out", "up", "some", NULL };

gboolean
tenon_token_stops (GArray *tokens,
                   guint   i)
{
  return tenon_token_is_any (tokens, i, stops);
}

gboolean
tenon_source_table_refers (TenonSourceTable *child,
                           TenonSourceTable *parent)
{
  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    if (g_strcmp0 (((TenonForeignKey *)tenon_list_get (child->foreign_keys, i))->ref_table, parent->name) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): the one of them that is meant: the only one, or the only one that the address or an owner leads to */
TenonSourceTable *
tenon_sentence_match (TenonSentenceReader *self,
                      GPtrArray           *candidates)
{
  TenonSourceTable *found = NULL;

  if (candidates == NULL || candidates->len == 0)
    return NULL;
  if (candidates->len == 1)
    return g_ptr_array_index (candidates, 0);
  for (guint i = 0; i < MIN (candidates->len, 20); i++)
    {
      TenonSourceTable *table = g_ptr_array_index (candidates, i);
      gboolean          fits = FALSE;

      for (guint k = 0; !fits && self->path != NULL && k < self->path->len; k++)
        {
          TenonSourceTable *other = g_array_index (self->path, TenonSegment, k).table;

          fits = other != NULL && (other == table || tenon_source_table_refers (table, other));
        }
      if (fits && found != NULL)
        return NULL;
      found = fits ? table : found;
    }
  return found;
}

/* Whether the words from @from on are one name. */
static gboolean
is_together (GArray *tokens,
             guint   from,
             guint   end)
{
  for (guint i = from + 1; i < end; i++)
    if (TENON_TOKEN (tokens, i).before != 0 || TENON_TOKEN (tokens, i - 1).is_genitive || TENON_TOKEN (tokens, i).is_aside != TENON_TOKEN (tokens, from).is_aside)
      return FALSE;
  return TRUE;
}

/* The longest name of a table at @at.  Returns: how many words it has, 0 for none. */
static guint
match_table (TenonSentenceReader *self,
             guint                at,
             guint                end,
             GPtrArray          **candidates,
             TenonNamed          *how)
{
  guint      longest = MIN (MAX_NAME_WORDS, end - at), found_n = 0;
  TenonNamed found = TENON_NAMED_NOT;

  for (guint n = longest; n > 0; n--)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      TenonNamed each;
      GPtrArray *list;

      if (!is_together (self->tokens, at, at + n))
        continue;
      for (guint i = at; i < at + n; i++)
        g_string_append_printf (name, "%s%s", i > at ? "_" : "", TENON_TOKEN (self->tokens, i).text);
      list = tenon_schema_words_find (self->words, name->str, &each);
      if (list == NULL || each <= found || (n > 1 && each == TENON_NAMED_BY_PART))
        continue;
      found = each;
      found_n = n;
      *candidates = list;
      *how = each;
      if (each == TENON_NAMED_IN_FULL)
        break;
    }
  return found_n;
}

/* Whether what begins at @i, behind a noun, is no more of it. */
static gboolean
trails (GArray          *tokens,
        guint            i,
        const TenonNoun *noun)
{
  if (noun->table == NULL && noun->word == NULL)
    return FALSE;
  return tenon_token_is_any (tokens, i, trailing) || (noun->table != NULL && g_str_has_suffix (TENON_TOKEN (tokens, i).text, "ed") && strlen (TENON_TOKEN (tokens, i).text) > 4);
}

static gboolean
are_linked (TenonSourceTable *one,
            TenonSourceTable *other)
{
  return one == other || tenon_source_table_refers (one, other) || tenon_source_table_refers (other, one);
}

/* Takes the table of the words at @i. Returns: how many words it has, 0 where none is meant */
static guint
take_table (TenonSentenceReader *self,
            guint                i,
            guint                end,
            TenonNoun           *noun)
{
  GPtrArray        *candidates = NULL;
  TenonNamed        how = TENON_NAMED_NOT;
  guint             n = match_table (self, i, end, &candidates, &how);
  TenonSourceTable *table = n > 0 ? tenon_sentence_match (self, candidates) : NULL;
  const char       *last = n > 0 ? TENON_TOKEN (self->tokens, i + n - 1).text : NULL;

  if (n == 0 || (n == 1 && g_strv_contains (vague_nouns, last) && (how != TENON_NAMED_IN_FULL || (noun->table != NULL && (table == NULL || !are_linked (noun->table, table))))))
    return 0;
  /* A single word behind a table that is one of its columns too is that column: "order status". */
  if (n == 1 && how != TENON_NAMED_IN_FULL && noun->table != NULL && tenon_source_table_find_column (noun->table, last) != NULL)
    return 0;
  if (how == TENON_NAMED_BY_PART && noun->table != NULL && noun->how > how)
    return 0;
  noun->qualifier = noun->table != NULL && noun->table != table ? noun->table : noun->qualifier;
  noun->table = table;
  noun->candidates = table == NULL ? candidates : NULL;
  noun->word = table == NULL ? last : NULL;
  noun->at = i + n - 1;
  noun->how = how;
  noun->is_plural = tenon_token_is_plural (last);
  return n;
}

/* "a doctor's": what follows belongs to the doctor. */
static void
take_owner (TenonNoun  *noun,
            const char *word)
{
  noun->owner = word;
  noun->owner_table = noun->table;
  noun->table = noun->qualifier = NULL;
  noun->candidates = NULL;
  noun->word = NULL;
  noun->is_plural = noun->is_single = FALSE;
}

static void
take_word (TenonSentenceReader *self,
           TenonNoun           *noun,
           const char          *word,
           guint                at,
           guint                end)
{
  guint n;

  /* "user is_seller flag": what is behind a column of the table says no more. */
  if (noun->table != NULL && (noun->has_column || (!g_strv_contains (vague_nouns, word) && !g_strv_contains (fillers, word) && tenon_sentence_find_column (self, noun->table, self->tokens, at, end, &n) != NULL)))
    {
      noun->has_column = TRUE;
      return;
    }
  if (g_strv_contains (single_words, word))
    noun->is_single = strcmp (word, "the") != 0 || noun->is_single;
  else if (g_strv_contains (all_words, word))
    noun->is_all = TRUE;
  else if (g_strv_contains (vague_nouns, word))
    {
      noun->is_vague = TRUE;
      if (g_str_has_prefix (word, "record") || g_str_has_prefix (word, "item") || g_str_has_prefix (word, "entr") || g_str_has_prefix (word, "line") || g_str_has_prefix (word, "row"))
        noun->is_plural = tenon_token_is_plural (word);
      if (noun->table == NULL && noun->word == NULL)
        noun->at = at;
    }
  else if (!g_strv_contains (fillers, word) && !g_ascii_isdigit (*word))
    {
      noun->word = word;
      noun->at = at;
      noun->is_plural = noun->table == NULL ? tenon_token_is_plural (word) : noun->is_plural;
    }
}

/* "Cart inventory": a column of what the rows of the cart refer to. */
static gboolean
is_of_referenced (TenonSentenceReader *self,
                  TenonSourceTable    *table,
                  const char          *word)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (table->foreign_keys, i);
      TenonSourceTable *parent = key->ref_table != NULL ? tenon_schema_find_table (tenon_schema_words_get_schema (self->words), key->ref_table) : NULL;

      if (parent != NULL && tenon_source_table_find_part (parent, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_sentence_find_child:
 *
 * Returns: (nullable): the table that is called after @parent and @word: the "lines" of an order in order_lines
 */
TenonSourceTable *
tenon_sentence_find_child (TenonSentenceReader *self,
                           TenonSourceTable    *parent,
                           const char          *word)
{
  const char      *dot = strrchr (parent->name, '.');
  g_autofree char *one = tenon_words_normalize (dot != NULL ? dot + 1 : parent->name);
  g_autofree char *name = g_strconcat (one, "_", word, NULL);
  TenonNamed       how;
  GPtrArray       *found = tenon_schema_words_find (self->words, name, &how);

  return found != NULL && how == TENON_NAMED_IN_FULL ? g_ptr_array_index (found, 0) : NULL;
}

/* Whether @word is one of the values an ENUM has: the "open" of open tickets. */
gboolean
tenon_column_has_label (TenonColumn *column,
                        const char  *word)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", word);
  g_autofree char *type = column->type != NULL ? g_ascii_strdown (column->type, -1) : NULL;

  return type != NULL && g_str_has_prefix (type, "enum") && strstr (type, quoted) != NULL;
}

/* A word behind a table: one of its columns, or something that has no table. */
static void
settle_word (TenonSentenceReader *self,
             TenonNoun           *noun)
{
  guint n;

  if (noun->table == NULL || noun->word == NULL)
    return;
  if (tenon_sentence_find_column (self, noun->table, self->tokens, noun->at, noun->end, &n) == NULL && tenon_source_table_find_part (noun->table, noun->word) == NULL && !is_of_referenced (self, noun->table, noun->word))
    {
      noun->qualifier = noun->table;
      noun->table = NULL;
      noun->how = TENON_NAMED_NOT;
      noun->is_plural = tenon_token_is_plural (noun->word);
      return;
    }
  noun->is_part = tenon_sentence_find_column (self, noun->table, self->tokens, noun->at, noun->end, &n) == NULL;
  if (!noun->is_part)
    noun->word = NULL;
}

/**
 * tenon_sentence_read_noun:
 *
 * Reads the noun that begins at @from, with what stands in front of it.
 *
 * Returns: whether there is one, known or not
 */
gboolean
tenon_sentence_read_noun (TenonSentenceReader *self,
                          guint                from,
                          guint                end,
                          TenonNoun           *noun)
{
  guint i = from;

  memset (noun, 0, sizeof *noun);
  noun->from = noun->end = from;
  while (i < end && !tenon_token_stops (self->tokens, i) && !trails (self->tokens, i, noun) && (i == from || (TENON_TOKEN (self->tokens, i).before == 0 && !TENON_TOKEN (self->tokens, i).is_aside)))
    {
      const char *word = TENON_TOKEN (self->tokens, i).text;
      guint       n = g_strv_contains (fillers, word) || g_strv_contains (single_words, word) || g_strv_contains (all_words, word) ? 0 : take_table (self, i, end, noun);

      if (n == 0)
        {
          take_word (self, noun, word, i, end);
          n = 1;
        }
      i += n;
      if (TENON_TOKEN (self->tokens, i - 1).is_genitive)
        take_owner (noun, TENON_TOKEN (self->tokens, i - 1).text);
    }
  noun->end = i;
  settle_word (self, noun);
  return noun->table != NULL || noun->word != NULL || noun->is_vague || noun->owner != NULL;
}
