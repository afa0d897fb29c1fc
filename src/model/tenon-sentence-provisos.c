/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the words make a write depend on something: "if available", "only while used_count < max_uses", "unless it is paid".
 *
 * Such words are cut out of the sentence before anything else reads them, as they are neither keys nor ranges nor tables that
 * are written. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

static void
proviso_free (gpointer data)
{
  TenonProviso *self = data;

  g_array_unref (self->tokens);
  g_string_free (self->words, TRUE);
  g_free (self);
}

/* Returns: how many tokens at @i say that a condition follows, 0 for none */
static guint
read_marker (GArray   *tokens,
             guint     i,
             gboolean *is_unless)
{
  static const char *const strong[] = { "if", "unless", "while", NULL };
  gboolean                 is_only = tenon_token_is (tokens, i, "only");
  guint                    at = is_only ? i + 1 : i;

  *is_unless = tenon_token_is (tokens, at, "unless");
  if (tenon_token_is_any (tokens, at, strong) || (is_only && tenon_token_is_any (tokens, at, (const char *const[]){ "when", "where", "as", NULL })))
    return at + 1 - i;
  if (tenon_token_is (tokens, i, "provided") && tenon_token_is (tokens, i + 1, "that"))
    return 2;
  if (tenon_token_is (tokens, i, "as") && tenon_token_is (tokens, i + 1, "long") && tenon_token_is (tokens, i + 2, "as"))
    return 3;
  return 0;
}

/* "If needed", "if it exists": of what is given, or what every write looks after anyway. */
static gboolean
is_idle (GArray *tokens,
         guint   from,
         guint   end)
{
  static const char *const idle[] = { "needed", "necessary", "any", "applicable", "provided", "given", "requested", "required", "specified", "desired", "possible", "changed", "exists", "exist", "existing", "present", "absent", "missing", "so", NULL };
  static const char *const fillers[] = { "it", "one", "none", "there", "is", "was", "does", "do", "not", "already", "no", "row", "record", "item", "entry", NULL };

  if (from >= end || !tenon_token_is_any (tokens, end - 1, idle))
    return FALSE;
  for (guint i = from; i + 1 < end; i++)
    if (!tenon_token_is_any (tokens, i, fillers))
      return FALSE;
  return TRUE;
}

static gboolean
begins_deed (GArray *tokens,
             guint   i)
{
  gboolean is_either;

  if (tenon_token_is_any (tokens, i, (const char *const[]){ "and", "then", "also", NULL }))
    i++;
  return i < tokens->len && tenon_verb_find (TENON_TOKEN (tokens, i).text, &is_either) != TENON_DEED_UNKNOWN;
}

/* The end of the condition that begins at @from: that of its parentheses or sentence, or where another deed begins. */
static guint
find_end (GArray  *tokens,
          guint    from,
          gboolean is_aside)
{
  guint i;

  for (i = from; i < tokens->len && TENON_TOKEN (tokens, i).is_aside == is_aside; i++)
    {
      TenonToken *token = &TENON_TOKEN (tokens, i);

      /* "!=" */
      if (i > from && (token->before == ';' || token->before == '.') && strcmp (token->text, "=") != 0)
        break;
      if (i > from && (token->before == ',' || token->before == '+' || token->before == ':' || strcmp (token->text, "then") == 0) && begins_deed (tokens, i))
        break;
      if (i > from && strcmp (token->text, "and") == 0 && begins_deed (tokens, i))
        break;
    }
  return i;
}

/* Whether the sentence is one that reads: "check if a user follows another". */
static gboolean
is_read (TenonSentenceReader *self,
         GArray              *tokens,
         guint                before)
{
  gboolean is_either;

  if (strcmp (self->method, "GET") == 0 || strcmp (self->method, "HEAD") == 0 || self->source->stated == TENON_OPERATION_READ || self->source->stated == TENON_OPERATION_NONE)
    return TRUE;
  for (guint i = 0; i < before; i++)
    {
      TenonDeed deed = tenon_verb_find (TENON_TOKEN (tokens, i).text, &is_either);

      if (tenon_deed_writes (deed))
        return FALSE;
      if (tenon_deed_reads (deed))
        return !(tenon_token_is (tokens, i, "check") && tenon_token_is_any (tokens, i + 1, (const char *const[]){ "in", "out", NULL }));
    }
  return FALSE;
}

static void
cut (TenonSentenceReader *self,
     GArray              *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      gboolean      is_unless;
      guint         n = read_marker (tokens, i, &is_unless);
      guint         end = n > 0 ? find_end (tokens, i + n, TENON_TOKEN (tokens, i).is_aside) : 0;
      char          before = TENON_TOKEN (tokens, i).before;
      TenonProviso *proviso;

      if (n == 0 || is_idle (tokens, i + n, end) || is_read (self, tokens, i))
        continue;
      proviso = g_new0 (TenonProviso, 1);
      proviso->tokens = g_array_new (FALSE, TRUE, sizeof (TenonToken));
      proviso->words = g_string_new (NULL);
      proviso->at = tokens == self->tokens ? i : 0;
      proviso->is_unless = is_unless;
      for (guint k = i; k < end; k++)
        {
          TenonToken token = TENON_TOKEN (tokens, k);

          g_string_append_printf (proviso->words, "%s%s", k > i ? " " : "", token.text);
          token.text = g_strdup (token.text);
          if (k >= i + n)
            g_array_append_val (proviso->tokens, token);
          else
            g_free (token.text);
        }
      tenon_tokens_own (proviso->tokens);
      g_ptr_array_add (self->provisos, proviso);
      g_array_remove_range (tokens, i, end - i);
      /* "If it is free, book it": the deed begins the sentence. */
      if (i < tokens->len && (i == 0 || TENON_TOKEN (tokens, i).before == 0))
        TENON_TOKEN (tokens, i).before = before;
      i--;
    }
}

/**
 * tenon_sentence_cut_conditions:
 *
 * Takes the conditions of a write out of the words.
 */
void
tenon_sentence_cut_conditions (TenonSentenceReader *self)
{
  self->provisos = g_ptr_array_new_with_free_func (proviso_free);
  cut (self, self->tokens);
  /* The same may stand in both. */
  if (self->provisos->len == 0)
    cut (self, self->description);
  cut (self, self->requirements);
}
