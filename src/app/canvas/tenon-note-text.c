/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Markdown of notes as Pango markup: headings, lists, emphasis, code and links; all else stands as it is. */

#include "tenon-note-text.h"

#include <string.h>

#define MOST_NESTED 4
#define TITLE_CHARS 60

static void append_inline (GString    *markup,
                           const char *text,
                           gsize       length,
                           guint       depth);

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize)length);

  g_string_append (markup, escaped);
}

/* What stands between two marks and what it becomes; longer marks first. */
static const struct
{
  const char *mark;
  const char *open;
  const char *close;
  gboolean    is_literal; /* marks inside mean nothing */
} spans[] = {
  { "**", "<b>", "</b>", FALSE },
  { "__", "<b>", "</b>", FALSE },
  { "`", "<tt>", "</tt>", TRUE },
  { "*", "<i>", "</i>", FALSE },
};

/* Returns: how many bytes at @text are a marked span, which has been appended; 0 where there is none */
static gsize
append_span (GString    *markup,
             const char *text,
             gsize       length,
             guint       depth)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gsize       mark = strlen (spans[i].mark);
      const char *end;

      if (length <= 2 * mark || strncmp (text, spans[i].mark, mark) != 0 || g_ascii_isspace (text[mark]))
        continue;
      end = g_strstr_len (text + mark, (gssize)(length - mark), spans[i].mark);
      if (end == NULL || end == text + mark || g_ascii_isspace (end[-1]))
        continue;
      g_string_append (markup, spans[i].open);
      if (spans[i].is_literal)
        append_escaped (markup, text + mark, end - text - mark);
      else
        append_inline (markup, text + mark, end - text - mark, depth + 1);
      g_string_append (markup, spans[i].close);
      return end - text + mark;
    }
  return 0;
}

/* [words](target): the words, underlined. Returns: as append_span() */
static gsize
append_link (GString    *markup,
             const char *text,
             gsize       length,
             guint       depth)
{
  const char *middle = *text == '[' ? g_strstr_len (text, (gssize)length, "](") : NULL;
  const char *end = middle != NULL ? memchr (middle, ')', length - (middle - text)) : NULL;

  if (end == NULL || middle == text + 1)
    return 0;
  g_string_append (markup, "<u>");
  append_inline (markup, text + 1, middle - text - 1, depth + 1);
  g_string_append (markup, "</u>");
  return end - text + 1;
}

static void
append_inline (GString    *markup,
               const char *text,
               gsize       length,
               guint       depth)
{
  gsize plain = 0, at = 0;

  while (at < length)
    {
      gsize    before = markup->len, taken = 0;
      GString *span = NULL;

      if (depth < MOST_NESTED && strchr ("*_`[", text[at]) != NULL)
        {
          span = g_string_new (NULL);
          taken = append_span (span, text + at, length - at, depth);
          if (taken == 0)
            taken = append_link (span, text + at, length - at, depth);
        }
      if (taken > 0)
        {
          append_escaped (markup, text + plain, at - plain);
          g_string_append_len (markup, span->str, (gssize)span->len);
          at += taken;
          plain = at;
        }
      else
        at++;
      g_assert (markup->len >= before);
      if (span != NULL)
        g_string_free (span, TRUE);
    }
  append_escaped (markup, text + plain, length - plain);
}

static guint
count_hashes (const char *line)
{
  guint n = (guint)strspn (line, "#");

  return n <= 6 && line[n] == ' ' ? n : 0;
}

static void
append_line (GString    *markup,
             const char *line)
{
  static const char *const sizes[] = { "130%", "118%", "108%", "100%", "100%", "100%" };
  guint                    hashes = count_hashes (line), indent = 0;

  if (hashes > 0)
    {
      g_string_append_printf (markup, "<span weight=\"bold\" size=\"%s\">", sizes[hashes - 1]);
      line += hashes + 1;
      append_inline (markup, line, strlen (line), 0);
      g_string_append (markup, "</span>");
      return;
    }
  while (line[indent] == ' ')
    indent++;
  if (strchr ("-*+", line[indent]) != NULL && line[indent] != '\0' && line[indent + 1] == ' ')
    {
      for (guint i = 0; i < MIN (indent, 8u); i++)
        g_string_append (markup, "\302\240");
      g_string_append (markup, "• ");
      line += indent + 2;
    }
  append_inline (markup, line, strlen (line), 0);
}

/**
 * tenon_note_dup_markup:
 * @text: Markdown as people write it on a slip of paper
 *
 * Returns: (transfer full): valid Pango markup, whatever @text is
 */
char *
tenon_note_dup_markup (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = NULL;
  GString *markup = g_string_new (NULL);

  g_strchomp (valid);
  lines = g_strsplit (valid, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (markup, '\n');
      append_line (markup, lines[i]);
    }
  return g_string_free (markup, FALSE);
}

/* Returns: (transfer full): the first words, without marks: what the note is called in lists */
char *
tenon_note_dup_title (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1), *line = NULL;
  char            *start = g_strstrip (valid), *end = strchr (start, '\n');

  line = end != NULL ? g_strndup (start, end - start) : g_strdup (start);
  start = line + strspn (line, "#*-+ `_");
  if (g_utf8_strlen (start, -1) > TITLE_CHARS)
    {
      g_autofree char *head = g_utf8_substring (start, 0, TITLE_CHARS);

      return g_strconcat (head, "…", NULL);
    }
  return g_strdup (start);
}
