/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words of a sentence one by one, and what its verbs mean. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_TOKENS 200 /* of one pattern: more is prose */

static const struct
{
  const char *word;
  TenonDeed   deed;
  gboolean    is_either; /* a new row or a change of one: the HTTP method says which */
} verbs[] = {
  { "create", TENON_DEED_CREATE },
  { "insert", TENON_DEED_CREATE },
  { "add", TENON_DEED_CREATE },
  { "register", TENON_DEED_CREATE },
  { "place", TENON_DEED_CREATE },
  { "submit", TENON_DEED_CREATE },
  { "record", TENON_DEED_CREATE },
  { "save", TENON_DEED_CREATE, TRUE },
  { "store", TENON_DEED_CREATE, TRUE },
  { "write", TENON_DEED_CREATE },
  { "append", TENON_DEED_CREATE },
  { "send", TENON_DEED_CREATE },
  { "post", TENON_DEED_CREATE },
  { "publish", TENON_DEED_CREATE, TRUE },
  { "book", TENON_DEED_CREATE },
  { "schedule", TENON_DEED_CREATE, TRUE },
  { "issue", TENON_DEED_CREATE },
  { "start", TENON_DEED_CREATE, TRUE },
  { "open", TENON_DEED_CREATE, TRUE },
  { "hire", TENON_DEED_CREATE },
  { "enroll", TENON_DEED_CREATE },
  { "enrol", TENON_DEED_CREATE },
  { "invite", TENON_DEED_CREATE },
  { "request", TENON_DEED_CREATE },
  { "raise", TENON_DEED_CREATE },
  { "file", TENON_DEED_CREATE },
  { "log", TENON_DEED_CREATE },
  { "upload", TENON_DEED_CREATE, TRUE },
  { "attach", TENON_DEED_CREATE },
  { "sign", TENON_DEED_CREATE },
  { "rent", TENON_DEED_CREATE },
  { "buy", TENON_DEED_CREATE },
  { "purchase", TENON_DEED_CREATE },
  { "import", TENON_DEED_CREATE },
  { "subscribe", TENON_DEED_CREATE },
  { "join", TENON_DEED_CREATE },
  { "upsert", TENON_DEED_UPSERT },
  { "update", TENON_DEED_UPDATE },
  { "upgrade", TENON_DEED_UPDATE },
  { "change", TENON_DEED_UPDATE },
  { "set", TENON_DEED_UPDATE },
  { "cancel", TENON_DEED_UPDATE },
  { "mark", TENON_DEED_UPDATE },
  { "edit", TENON_DEED_UPDATE },
  { "modify", TENON_DEED_UPDATE },
  { "patch", TENON_DEED_UPDATE },
  { "increment", TENON_DEED_UPDATE },
  { "decrement", TENON_DEED_UPDATE },
  { "increase", TENON_DEED_UPDATE },
  { "decrease", TENON_DEED_UPDATE },
  { "replace", TENON_DEED_UPDATE },
  { "rename", TENON_DEED_UPDATE },
  { "reschedule", TENON_DEED_UPDATE },
  { "move", TENON_DEED_UPDATE },
  { "approve", TENON_DEED_UPDATE },
  { "reject", TENON_DEED_UPDATE },
  { "confirm", TENON_DEED_UPDATE },
  { "complete", TENON_DEED_UPDATE },
  { "finish", TENON_DEED_UPDATE },
  { "close", TENON_DEED_UPDATE },
  { "reopen", TENON_DEED_UPDATE },
  { "archive", TENON_DEED_UPDATE },
  { "restore", TENON_DEED_UPDATE },
  { "activate", TENON_DEED_UPDATE },
  { "deactivate", TENON_DEED_UPDATE },
  { "enable", TENON_DEED_UPDATE },
  { "disable", TENON_DEED_UPDATE },
  { "suspend", TENON_DEED_UPDATE },
  { "resume", TENON_DEED_UPDATE },
  { "reset", TENON_DEED_UPDATE },
  { "assign", TENON_DEED_UPDATE },
  { "reassign", TENON_DEED_UPDATE },
  { "unassign", TENON_DEED_UPDATE },
  { "transfer", TENON_DEED_UPDATE },
  { "promote", TENON_DEED_UPDATE },
  { "toggle", TENON_DEED_UPDATE },
  { "adjust", TENON_DEED_UPDATE },
  { "renew", TENON_DEED_UPDATE },
  { "extend", TENON_DEED_UPDATE },
  { "lock", TENON_DEED_UPDATE },
  { "unlock", TENON_DEED_UPDATE },
  { "pin", TENON_DEED_UPDATE },
  { "hide", TENON_DEED_UPDATE },
  { "grade", TENON_DEED_UPDATE },
  { "ship", TENON_DEED_UPDATE },
  { "deliver", TENON_DEED_UPDATE },
  { "resolve", TENON_DEED_UPDATE },
  { "escalate", TENON_DEED_UPDATE },
  { "retire", TENON_DEED_UPDATE },
  { "acknowledge", TENON_DEED_UPDATE },
  { "delete", TENON_DEED_DELETE },
  { "remove", TENON_DEED_DELETE },
  { "clear", TENON_DEED_DELETE },
  { "empty", TENON_DEED_DELETE },
  { "purge", TENON_DEED_DELETE },
  { "erase", TENON_DEED_DELETE },
  { "drop", TENON_DEED_DELETE },
  { "destroy", TENON_DEED_DELETE },
  { "leave", TENON_DEED_DELETE },
  { "withdraw", TENON_DEED_DELETE },
  { "query", TENON_DEED_GET },
  { "get", TENON_DEED_GET },
  { "read", TENON_DEED_GET },
  { "fetch", TENON_DEED_GET },
  { "find", TENON_DEED_GET },
  { "retrieve", TENON_DEED_GET },
  { "select", TENON_DEED_GET },
  { "return", TENON_DEED_GET },
  { "show", TENON_DEED_GET },
  { "view", TENON_DEED_GET },
  { "see", TENON_DEED_GET },
  { "load", TENON_DEED_GET },
  { "display", TENON_DEED_GET },
  { "lookup", TENON_DEED_GET },
  { "look", TENON_DEED_GET },
  { "validate", TENON_DEED_GET },
  { "verify", TENON_DEED_GET },
  { "check", TENON_DEED_GET },
  { "authenticate", TENON_DEED_GET },
  { "login", TENON_DEED_GET },
  { "list", TENON_DEED_LIST },
  { "browse", TENON_DEED_LIST },
  { "scan", TENON_DEED_LIST },
  { "search", TENON_DEED_SEARCH },
  { "count", TENON_DEED_AGGREGATE },
  { "aggregate", TENON_DEED_AGGREGATE },
  { "sum", TENON_DEED_AGGREGATE },
  { "average", TENON_DEED_AGGREGATE },
  { "recursive", TENON_DEED_RECURSIVE },
};

static void
add_token (GArray  *tokens,
           GString *word,
           char    *before,
           gboolean is_genitive,
           gboolean is_aside)
{
  TenonToken token = { NULL, *before, is_genitive, is_aside };

  if (word->len == 0)
    return;
  token.text = tenon_name_to_snake (word->str);
  g_array_append_val (tokens, token);
  g_string_truncate (word, 0);
  *before = 0;
}

static void
token_clear (gpointer data)
{
  g_free (((TenonToken *)data)->text);
}

/* The texts of @tokens are freed with it. */
void
tenon_tokens_own (GArray *tokens)
{
  g_array_set_clear_func (tokens, token_clear);
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar)c >= 0x80;
}

/* "e-mail" is one word; "newest-first" is two. */
static gboolean
joins (const char *p,
       GString    *word)
{
  return *p == '-' && word->len == 1 && g_ascii_isalpha (word->str[0]) && g_ascii_isalpha (p[1]);
}

/**
 * tenon_tokens_new:
 * @text: (nullable):
 *
 * Returns: (transfer full) (element-type TenonToken): the words of @text
 */
GArray *
tenon_tokens_new (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (TenonToken));
  g_autoptr (GString) word = g_string_new (NULL);
  guint depth = 0;
  char  before = '.';

  g_array_set_clear_func (tokens, token_clear);
  for (const char *p = text != NULL ? text : ""; *p != '\0' && tokens->len < MAX_TOKENS; p++)
    {
      gboolean is_s = (*p == '\'' && p[1] == 's' && !is_letter (p[2])) || (*p == '\'' && word->len > 0 && word->str[word->len - 1] == 's' && !is_letter (p[1]));
      gsize    curly = g_str_has_prefix (p, "\342\200\231") ? 3 : 0;

      if (curly > 0)
        is_s = (p[3] == 's' && !is_letter (p[4])) || (word->len > 0 && word->str[word->len - 1] == 's' && !is_letter (p[3]));
      if (is_s)
        {
          add_token (tokens, word, &before, TRUE, depth > 0);
          p += (curly > 0 ? 2 : 0) + (p[curly > 0 ? 3 : 1] == 's' ? 1 : 0);
        }
      else if (curly > 0 || strchr ("`*\"'", *p) != NULL)
        p += curly > 0 ? 2 : 0;
      else if (is_letter (*p))
        g_string_append_c (word, *p);
      else if (*p == '.' && word->len > 0 && is_letter (p[1]))
        /* "orders.status": the column is what counts. */
        g_string_truncate (word, 0);
      else if (!joins (p, word))
        {
          add_token (tokens, word, &before, FALSE, depth > 0);
          if (*p == '(' || *p == ')')
            depth = *p == '(' ? depth + 1 : depth - MIN (depth, 1);
          if (strchr ("<>=", *p) != NULL)
            {
              g_string_append_c (word, *p);
              if (p[1] == '=')
                g_string_append_c (word, *++p);
              add_token (tokens, word, &before, FALSE, depth > 0);
            }
          else if (strchr (",;.:()+/&?!", *p) != NULL && before != '.' && before != ';')
            before = *p == '?' || *p == '!' ? '.' : *p;
        }
    }
  add_token (tokens, word, &before, FALSE, depth > 0);
  return tokens;
}

gboolean
tenon_token_is (GArray     *tokens,
                guint       i,
                const char *word)
{
  return i < tokens->len && strcmp (TENON_TOKEN (tokens, i).text, word) == 0;
}

gboolean
tenon_token_is_any (GArray            *tokens,
                    guint              i,
                    const char *const *words)
{
  return i < tokens->len && g_strv_contains (words, TENON_TOKEN (tokens, i).text);
}

gboolean
tenon_tokens_have (GArray            *tokens,
                   const char *const *words)
{
  for (guint i = 0; i < tokens->len; i++)
    if (tenon_token_is_any (tokens, i, words))
      return TRUE;
  return FALSE;
}

gboolean
tenon_token_is_plural (const char *word)
{
  g_autofree char *one = tenon_name_singular (word);

  return strcmp (one, word) != 0;
}

static TenonDeed
find_exact (const char *word,
            gboolean   *is_either)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].word, word) == 0)
      {
        *is_either = verbs[i].is_either;
        return verbs[i].deed;
      }
  return TENON_DEED_UNKNOWN;
}

/**
 * tenon_verb_find:
 * @is_either: (out): whether it may be a new row or a change of one
 *
 * Returns: what "create", "creates", "creating" mean
 */
TenonDeed
tenon_verb_find (const char *word,
                 gboolean   *is_either)
{
  static const struct
  {
    const char *end;
    const char *instead;
  } ends[] = { { "", "" }, { "s", "" }, { "es", "" }, { "ies", "y" }, { "ing", "" }, { "ing", "e" } };
  gsize n = strlen (word);

  *is_either = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *base = NULL;
      TenonDeed        deed;

      if (!g_str_has_suffix (word, ends[i].end) || n <= strlen (ends[i].end) + 1)
        continue;
      base = g_strdup_printf ("%.*s%s", (int)(n - strlen (ends[i].end)), word, ends[i].instead);
      deed = find_exact (base, is_either);
      if (deed != TENON_DEED_UNKNOWN)
        return deed;
    }
  return TENON_DEED_UNKNOWN;
}
