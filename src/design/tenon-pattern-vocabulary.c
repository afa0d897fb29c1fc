/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of access patterns: split, folded, and what their verbs mean. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_WORDS 200 /* of one pattern: more is prose */

static const TenonVerb verbs[] = {
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

/* Splits @text into lower-case words; a comma, a plus and a semicolon stand as words of their own. */
GPtrArray *
tenon_words_split (const char *text)
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

gboolean
tenon_words_have (GPtrArray         *words,
                  const char *const *any)
{
  for (guint i = 0; i < words->len; i++)
    if (g_strv_contains (any, g_ptr_array_index (words, i)))
      return TRUE;
  return FALSE;
}

gboolean
tenon_words_have_phrase (const char *text,
                         const char *phrase)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, phrase) != NULL;
}

const TenonVerb *
tenon_words_find_verb (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gsize n = strlen (verbs[i].word);

      if (strcmp (word, verbs[i].word) == 0 || (strncmp (word, verbs[i].word, n) == 0 && strcmp (word + n, "s") == 0))
        return &verbs[i];
    }
  return NULL;
}

/* "shop.OrderItems" as "order item": what a reader of English would say. */
char *
tenon_words_normal_name (const char *name)
{
  const char      *dot = strrchr (name, '.');
  g_autofree char *snake = tenon_name_to_snake (dot != NULL ? dot + 1 : name);
  char            *one = tenon_name_singular (snake);

  g_strdelimit (one, "_", ' ');
  return one;
}

/* Behind these stand the keys of a request, not its tables. */
gboolean
tenon_words_is_key_word (const char *word)
{
  static const char *const key_words[] = { "by", "where", "of", "for", NULL };

  return g_strv_contains (key_words, word);
}
