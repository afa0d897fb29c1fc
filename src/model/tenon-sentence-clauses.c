/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clauses of a sentence: the verb of each applies to its own object, and to nothing else. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

static const char *const articles[] = { "a", "an", "the", "another", "this", "on", "to", "new", "for", "in", NULL };
static const char *const owner_words[] = { "of", "for", "in", "on", "from", "at", "within", "under", "to", "into", "belonging", "against", "about", "across", "per", NULL };
static const char *const along_words[] = { "with", "including", "plus", "and", "or", NULL };

/* What stands for a time, an amount or a manner and belongs to nobody. */
static const char *const no_owners[] = { "day", "days", "hour", "hours", "minute", "minutes", "week", "weeks", "month", "months", "year", "years", "today", "tomorrow", "yesterday", "period", "range", "date", "dates", "time", "last", "next", "past", "now", "future", "order", "bulk", "batch", "batches", "page", "pages", "place", "detail", "full", "total", "cursor", "database", "parallel", "server", "system", "weekend", "reverse", "advance", "interval", "creation", "stock", "request", "case", NULL };

static gboolean
is_table (TenonSentenceReader *self,
          const char          *word)
{
  TenonNamed how;

  return tenon_schema_words_find (self->words, word, &how) != NULL && how == TENON_NAMED_IN_FULL;
}

/* Whether the word at @i is a verb there: "Record a visit", not "Records of a visit". */
static TenonDeed
find_verb (TenonSentenceReader *self,
           guint                i,
           gboolean            *is_either)
{
  const char *word = TENON_TOKEN (self->tokens, i).text;
  TenonDeed   deed = tenon_verb_find (word, is_either);
  gboolean    is_last = i + 1 >= self->tokens->len || TENON_TOKEN (self->tokens, i + 1).before != 0;

  if (deed == TENON_DEED_UNKNOWN || !is_table (self, word))
    return deed;
  if (is_last || TENON_TOKEN (self->tokens, i).is_genitive || (tenon_token_stops (self->tokens, i + 1) && !tenon_token_is (self->tokens, i + 1, "to")))
    return TENON_DEED_UNKNOWN;
  /* "Post history": the noun behind is no object. */
  return tenon_token_is_any (self->tokens, i + 1, (const char *const[]){ "details", "detail", "history", "list", "info", "record", "records", "data", NULL }) ? TENON_DEED_UNKNOWN : deed;
}

/* ", release the seats": no verb of the list, and a table behind it. */
static gboolean
is_state_verb (TenonSentenceReader *self,
               guint                i)
{
  guint    n = tenon_token_is_state_verb (self->tokens, i);
  gboolean is_either;

  if (n == 0 || (n == 1 && tenon_verb_find (TENON_TOKEN (self->tokens, i).text, &is_either) != TENON_DEED_UNKNOWN))
    return FALSE;
  for (guint k = i + n; k < MIN (i + n + 4, self->tokens->len) && TENON_TOKEN (self->tokens, k).before == 0; k++)
    {
      TenonNamed how;

      if (tenon_schema_words_find (self->words, TENON_TOKEN (self->tokens, k).text, &how) != NULL && how >= TENON_NAMED_BY_TAIL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
begins_clause (TenonSentenceReader *self,
               guint                i)
{
  char     before = TENON_TOKEN (self->tokens, i).before;
  gboolean is_either;

  if (i == 0 || before == '.' || before == ';' || before == ':')
    return TRUE;
  if (TENON_TOKEN (self->tokens, i).is_aside)
    return FALSE;
  for (guint k = i; k > 0 && tenon_schema_words_has_column (self->words, TENON_TOKEN (self->tokens, i).text); k--)
    {
      if (tenon_token_is_any (self->tokens, k - 1, (const char *const[]){ "by", "where", NULL }))
        return FALSE;
      if (TENON_TOKEN (self->tokens, k - 1).before == ';' || TENON_TOKEN (self->tokens, k - 1).before == '.')
        break;
    }
  if (before != ',' && before != '+' && !tenon_token_is_any (self->tokens, i - 1, (const char *const[]){ "and", "then", "also", "but", NULL }))
    return FALSE;
  if (is_state_verb (self, i))
    return TRUE;
  return tenon_verb_find (TENON_TOKEN (self->tokens, i).text, &is_either) != TENON_DEED_UNKNOWN && find_verb (self, i, &is_either) != TENON_DEED_UNKNOWN;
}

static void
clause_free (gpointer data)
{
  TenonClause *self = data;

  g_array_unref (self->owners);
  g_ptr_array_unref (self->along);
  if (self->made != NULL)
    g_ptr_array_unref (self->made);
  g_free (self);
}

/* "create or update", "create/update", "creates/modifies/deletes". Returns: the token behind */
static guint
read_second_verb (TenonSentenceReader *self,
                  TenonClause         *clause,
                  guint                i)
{
  for (;;)
    {
      guint     at = tenon_token_is (self->tokens, i, "or") ? i + 1 : i;
      gboolean  is_either;
      TenonDeed second;

      if (at >= clause->end || (at == i && TENON_TOKEN (self->tokens, at).before != '/'))
        return i;
      second = tenon_verb_find (TENON_TOKEN (self->tokens, at).text, &is_either);
      if (second == TENON_DEED_UNKNOWN)
        return i;
      if ((clause->deed == TENON_DEED_CREATE && second == TENON_DEED_UPDATE) || (clause->deed == TENON_DEED_UPDATE && second == TENON_DEED_CREATE))
        clause->deed = TENON_DEED_UPSERT;
      i = at + 1;
    }
}

/* "Follow a user": the verb itself names the table of the deeds. */
static void
read_deed (TenonSentenceReader *self,
           TenonClause         *clause)
{
  const char *word = TENON_TOKEN (self->tokens, clause->from).text;
  gboolean    undoes = g_str_has_prefix (word, "un") && strlen (word) > 4;
  const char *base = undoes && clause->deed == TENON_DEED_UNKNOWN ? word + 2 : word;

  if (clause->deed != TENON_DEED_UNKNOWN && clause->deed != TENON_DEED_CREATE)
    return;
  if (clause->deed == TENON_DEED_UNKNOWN && (!tenon_token_is_any (self->tokens, clause->from + 1, articles) || tenon_token_is_plural (word) || clause->from > 0))
    return;
  clause->made = tenon_schema_words_find_deed (self->words, base);
  if (clause->deed == TENON_DEED_UNKNOWN && (clause->made->len > 0 || undoes))
    {
      clause->verb = clause->from;
      clause->deed = undoes ? TENON_DEED_DELETE : TENON_DEED_CREATE;
    }
}

/* Returns: the token behind the verb */
static guint
read_verb (TenonSentenceReader *self,
           TenonClause         *clause)
{
  guint    i = clause->from;
  gboolean is_either;

  while (tenon_token_is_any (self->tokens, i, (const char *const[]){ "to", "this", "method", "will", "then", "and", "also", "bulk", "batch", "quickly", NULL }) && i + 1 < clause->end)
    i++;
  /* "Soft delete", "atomically update" */
  while (tenon_token_is_any (self->tokens, i, (const char *const[]){ "soft", "atomically", "soft_delete", "full", "fulltext", "text", "global", "fuzzy", NULL }) && i + 1 < clause->end)
    i++;
  clause->deed = find_verb (self, i, &is_either);
  if (is_state_verb (self, i) && !is_table (self, TENON_TOKEN (self->tokens, i).text))
    {
      g_autoptr (GPtrArray) made = tenon_schema_words_find_deed (self->words, TENON_TOKEN (self->tokens, i).text);

      /* "Reserve a room": a row of the reservations, where there are some. */
      if (made->len == 0)
        {
          clause->verb = i;
          clause->deed = TENON_DEED_UPDATE;
          return i + tenon_token_is_state_verb (self->tokens, i);
        }
    }
  if (clause->deed != TENON_DEED_UNKNOWN)
    {
      clause->verb = i;
      if (is_either && (strcmp (self->method, "PUT") == 0 || strcmp (self->method, "PATCH") == 0))
        clause->deed = TENON_DEED_UPDATE;
      i = read_second_verb (self, clause, i + 1);
    }
  read_deed (self, clause);
  if (clause->verb != G_MAXUINT)
    i = MAX (i, clause->verb + 1);
  return i;
}

static void
add_owner (TenonSentenceReader *self,
           TenonClause         *clause,
           const TenonNoun     *noun,
           const char          *preposition)
{
  static const char *const caller_marks[] = { "current", "authenticated", "my", "own", "logged", "signed", "calling", "caller", "me", "requesting", "somebody", "self", NULL };
  TenonOwner               owner = { noun->table, noun->word, preposition, FALSE, FALSE };

  for (guint i = noun->from; i < noun->end; i++)
    owner.is_caller |= tenon_token_is_any (self->tokens, i, caller_marks);
  if (owner.word == NULL && noun->end > noun->from)
    owner.word = TENON_TOKEN (self->tokens, noun->end - 1).text;
  if (noun->table == NULL && noun->is_vague && noun->word == NULL && !owner.is_caller)
    return;
  if (noun->table == NULL && noun->is_vague && noun->end > noun->from && noun->word != NULL && noun->at + 1 < noun->end)
    return;
  if (owner.word == NULL || (noun->table == NULL && !owner.is_caller && (g_strv_contains (no_owners, owner.word) || g_ascii_isdigit (*owner.word))))
    return;
  g_array_append_val (clause->owners, owner);
}

/* "in order of", "in alphabetical order" */
static gboolean
is_manner (TenonSentenceReader *self,
           guint                i)
{
  for (guint k = i + 1; k < MIN (i + 4, self->tokens->len); k++)
    if (tenon_token_is (self->tokens, k, "order") && tenon_token_is (self->tokens, i, "in"))
      return TRUE;
  return FALSE;
}

/* "with its lines", "with author", "+ order_items" */
static void
add_along (TenonSentenceReader *self,
           TenonClause         *clause,
           const TenonNoun     *noun)
{
  TenonSourceTable *head = clause->head.table, *table = noun->how > TENON_NAMED_BY_PART ? noun->table : NULL;
  GPtrArray        *roles = table == NULL && head != NULL && noun->word != NULL ? tenon_schema_words_find_roles (self->words, noun->word) : NULL;

  if (table == NULL && head != NULL && noun->end > noun->from)
    table = tenon_sentence_find_child (self, head, TENON_TOKEN (self->tokens, noun->end - 1).text);
  for (guint i = 0; table == NULL && roles != NULL && i < roles->len; i++)
    if (((TenonRole *)g_ptr_array_index (roles, i))->table == head)
      table = ((TenonRole *)g_ptr_array_index (roles, i))->target;
  if (table != NULL && !g_ptr_array_find (clause->along, table, NULL))
    g_ptr_array_add (clause->along, table);
}

/* What stands behind the object: whom it belongs to, what comes with it. */
static void
read_rest (TenonSentenceReader *self,
           TenonClause         *clause,
           guint                i)
{
  while (i < clause->end)
    {
      const char *word = TENON_TOKEN (self->tokens, i).text;
      gboolean    is_owner = g_strv_contains (owner_words, word) && !is_manner (self, i);
      gboolean    is_along = g_strv_contains (along_words, word) || (i > clause->from && TENON_TOKEN (self->tokens, i).before != 0 && strchr (",+&/", TENON_TOKEN (self->tokens, i).before) != NULL);
      gboolean    is_list = is_along && !g_strv_contains (along_words, word);
      TenonNoun   noun;

      if (strcmp (word, "by") == 0 || strcmp (word, "where") == 0 || strcmp (word, "through") == 0 || strcmp (word, "via") == 0)
        {
          /* Keys and ways are read on their own. */
          for (i++; i < clause->end && (!tenon_token_stops (self->tokens, i) || tenon_token_is_any (self->tokens, i, (const char *const[]){ "and", "between", "=", "<", ">", "<=", ">=", "is", "or", NULL })) && TENON_TOKEN (self->tokens, i).before != ','; i++)
            ;
          continue;
        }
      if ((!is_owner && !is_along) || TENON_TOKEN (self->tokens, i).is_aside)
        {
          i++;
          continue;
        }
      if (!tenon_sentence_read_noun (self, is_list ? i : i + 1, clause->end, &noun))
        {
          i++;
          continue;
        }
      if (is_owner)
        add_owner (self, clause, &noun, word);
      else
        add_along (self, clause, &noun);
      i = MAX (noun.end, i + 1);
    }
}

/* "all items of a single kind of domain metadata", "the handle of a user": the noun behind "of" is what it is about. */
static guint
descend (TenonSentenceReader *self,
         TenonClause         *clause)
{
  TenonNoun *head = &clause->head;

  for (guint depth = 0; depth < 4 && head->table == NULL && head->candidates == NULL && tenon_token_is_any (self->tokens, head->end, (const char *const[]){ "of", "for", "in", "to", "from", "on", NULL }); depth++)
    {
      TenonNoun inner;
      guint     n;

      if (!tenon_sentence_read_noun (self, head->end + 1, clause->end, &inner))
        break;
      if (head->word != NULL && (inner.table == NULL || (tenon_sentence_find_column (self, inner.table, self->tokens, head->at, head->end, &n) == NULL && tenon_source_table_find_part (inner.table, head->word) == NULL)))
        break;
      if (inner.table == NULL && inner.word != NULL && !inner.is_vague && !tenon_token_is (self->tokens, inner.end, "of"))
        break;
      inner.is_all |= head->is_all;
      inner.is_plural = head->is_vague && head->is_plural ? TRUE : inner.is_plural;
      *head = inner;
    }
  return head->end;
}

/* "Open tickets": a state of the tickets, no verb. */
static void
take_state (TenonSentenceReader *self,
            TenonClause         *clause)
{
  TenonSourceTable *table = clause->head.table;

  if (table == NULL || clause->verb == G_MAXUINT || !clause->head.is_plural || clause->head.from != clause->verb + 1)
    return;
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    if (tenon_column_has_label (tenon_list_get (table->columns, i), TENON_TOKEN (self->tokens, clause->verb).text))
      {
        clause->head.from = clause->verb;
        clause->verb = G_MAXUINT;
        clause->deed = TENON_DEED_UNKNOWN;
        return;
      }
}

static void
read_clause (TenonSentenceReader *self,
             TenonClause         *clause)
{
  guint i;

  clause->verb = G_MAXUINT;
  i = read_verb (self, clause);
  /* "Comment on a post", "Look up a user" */
  while (tenon_token_is_any (self->tokens, i, (const char *const[]){ "on", "up", "for", "to", "in", "out", "into", "whether", "if", "down", "of", NULL }) && i < clause->end && clause->verb != G_MAXUINT)
    i++;
  if (tenon_sentence_read_noun (self, i, clause->end, &clause->head))
    i = descend (self, clause);
  /* A new "task form" is no task: only a change or a read may be of a column that is called so in part. */
  if (clause->head.is_part && (clause->deed == TENON_DEED_CREATE || clause->deed == TENON_DEED_DELETE))
    clause->head.table = NULL;
  else if (clause->head.is_part)
    clause->head.word = NULL;
  take_state (self, clause);
  if (clause->head.owner != NULL)
    {
      TenonOwner owner = { clause->head.owner_table, clause->head.owner, "'s", FALSE, FALSE };

      g_array_append_val (clause->owners, owner);
    }
  read_rest (self, clause, i);
  /* Of several tables of that name the one that belongs to the owner. */
  for (guint k = 0; clause->head.candidates != NULL && k < clause->owners->len; k++)
    {
      TenonSourceTable *owner = g_array_index (clause->owners, TenonOwner, k).table;
      TenonSourceTable *found = NULL;
      guint             n = 0;

      for (guint j = 0; owner != NULL && j < MIN (clause->head.candidates->len, 20); j++)
        if (tenon_source_table_refers (g_ptr_array_index (clause->head.candidates, j), owner))
          {
            found = g_ptr_array_index (clause->head.candidates, j);
            n++;
          }
      if (n == 1)
        {
          clause->head.table = found;
          clause->head.candidates = NULL;
          clause->head.word = NULL;
        }
    }
}

void
tenon_sentence_read_clauses (TenonSentenceReader *self)
{
  self->clauses = g_ptr_array_new_with_free_func (clause_free);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      TenonClause *clause;

      if (!begins_clause (self, i))
        continue;
      clause = g_new0 (TenonClause, 1);
      clause->from = i;
      for (clause->end = i + 1; clause->end < self->tokens->len && !begins_clause (self, clause->end); clause->end++)
        ;
      clause->owners = g_array_new (FALSE, TRUE, sizeof (TenonOwner));
      clause->along = g_ptr_array_new ();
      g_ptr_array_add (self->clauses, clause);
      read_clause (self, clause);
    }
}
