/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is left of a statement without its values, by the conventions of Percona's tools: values become "?", IN lists and
 * rows of VALUES collapse, comments go, case and white space fold. Each step is one pass over the text.
 */

#include <string.h>

#include "mysql/tenon-dml.h"
#include "mysql/tenon-fingerprint-private.h"

/* A UNION of the same query so many times is no longer looked at. */
#define MAX_UNIONS 64

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static gboolean
is_word (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether a word of the text begins at @p and reads as the given lower-case one. */
static gboolean
word_at (const char *text,
         const char *p,
         const char *end,
         const char *word)
{
  gsize n = strlen (word);

  if ((gsize)(end - p) < n || (p > text && is_word (p[-1])) || g_ascii_strncasecmp (p, word, n) != 0)
    return FALSE;
  return p + n == end || !is_word (p[n]);
}

static const char *
find (const char *p,
      const char *end,
      const char *needle)
{
  gsize n = strlen (needle);

  for (; (gsize)(end - p) >= n && (p = memchr (p, needle[0], end - p - n + 1)) != NULL; p++)
    if (memcmp (p, needle, n) == 0)
      return p;
  return NULL;
}

static const char *
skip_space (const char *p,
            const char *end)
{
  while (p < end && is_space (*p))
    p++;
  return p;
}

/* "name.name:1/2" in a comment: one of Percona's own tools. */
static gboolean
has_tool_comment (const char *p,
                  const char *end)
{
  while ((p = find (p, end, "/*")) != NULL)
    {
      const char *q = p += 2;

      while (q < end && is_word (*q))
        q++;
      if (q == p || q >= end || *q != '.')
        continue;
      for (q++; q < end && is_word (*q);)
        q++;
      if (end - q >= 6 && q[0] == ':' && g_ascii_isdigit (q[1]) && q[2] == '/' && g_ascii_isdigit (q[3]) && q[4] == '*' && q[5] == '/')
        return TRUE;
    }
  return FALSE;
}

/* "CALL name(": the name is all that counts. */
static char *
call_name (const char *text,
           const char *end)
{
  const char *p = skip_space (text, end), *begin = p, *last = NULL;

  if (!word_at (text, p, end, "call"))
    return NULL;
  p += 4;
  if (p >= end || !is_space (*p))
    return NULL;
  p = skip_space (p, end);
  for (const char *q = p; q < end && !is_space (*q); q++)
    if (*q == '(' && q > p)
      last = q;
  return last != NULL ? g_ascii_strdown (begin, last - begin) : NULL;
}

/* A statement of many rows is cut behind the first. */
static const char *
cut_rows (const char *text,
          const char *end)
{
  const char *p = text;

  if (word_at (text, p, end, "insert"))
    p += 6;
  else if (word_at (text, p, end, "replace"))
    p += 7;
  else
    return end;
  p = skip_space (p, end);
  if (word_at (text, p, end, "ignore"))
    p = skip_space (p + 6, end);
  if (!word_at (text, p, end, "into"))
    return end;
  for (p += 4; p < end; p++)
    {
      const char *q;

      if ((*p != 'v' && *p != 'V') || end - p < 7 || g_ascii_strncasecmp (p, "values", 6) != 0)
        continue;
      q = skip_space (p + 6, end);
      if (q >= end || *q != '(')
        continue;
      while ((q = memchr (q, ')', end - q)) != NULL)
        {
          const char *r = skip_space (++q, end);

          if (r < end && *r == ',')
            {
              r = skip_space (r + 1, end);
              if (r < end && *r == '(')
                return q;
            }
        }
      return end;
    }
  return end;
}

/*
 * The passes below work in place and return the new length: none of them makes the text longer.
 */

static gsize
strip_comments (char *s,
                gsize n)
{
  const char *p = s, *end = s + n;
  char       *out;

  if (find (s, end, "/*") == NULL)
    return n;
  for (out = s; p < end;)
    {
      if (p[0] == '/' && end - p > 3 && p[1] == '*' && p[2] != '!')
        {
          const char *close = find (p + 3, end, "*/");

          if (close != NULL)
            {
              p = close + 2;
              continue;
            }
        }
      *out++ = *p++;
    }
  return out - s;
}

/* "#…" and "--…" to the end of the line, unless a quote stands in it. */
static gsize
strip_line_comments (char *s,
                     gsize n)
{
  const char *p = s, *end = s + n;
  char       *out = s;

  if (memchr (s, '#', n) == NULL && find (s, end, "--") == NULL)
    return n;
  while (p < end)
    {
      const char *q = p + 1;

      if (*p != '#' && !(p[0] == '-' && p + 1 < end && p[1] == '-'))
        {
          *out++ = *p++;
          continue;
        }
      while (q < end && *q != '\'' && *q != '"' && *q != '\r' && *q != '\n')
        q++;
      if (q < end && *q != '\r' && *q != '\n')
        {
          memmove (out, p, q - p);
          out += q - p;
        }
      p = q;
    }
  return out - s;
}

static gsize
drop_escaped_quotes (char *s,
                     gsize n)
{
  char *out;

  if (memchr (s, '\\', n) == NULL)
    return n;
  out = s;
  for (gsize i = 0; i < n; i++)
    {
      if (s[i] == '\\' && i + 1 < n && (s[i + 1] == '"' || s[i + 1] == '\''))
        i++;
      else
        *out++ = s[i];
    }
  return out - s;
}

/* Strings become "?": first those in double, then those in single quotes. */
static gsize
replace_strings (char *s,
                 gsize n,
                 char  quote)
{
  const char *p = s, *end = s + n;
  char       *out = s;

  while (p < end)
    {
      const char *open = memchr (p, quote, end - p);
      const char *close = open != NULL ? memchr (open + 1, quote, end - open - 1) : NULL;
      gsize       keep = close != NULL ? open - p : end - p;

      if (out != p)
        memmove (out, p, keep);
      out += keep;
      if (close == NULL)
        break;
      *out++ = '?';
      p = close + 1;
    }
  return out - s;
}

/* Booleans, and whatever looks like a number, also inside a name. */
static gsize
replace_numbers (char *s,
                 gsize n)
{
  const char *p = s, *end = s + n;
  char       *out = s;
  char        before = ' '; /* the text before p may be overwritten */

  while (p < end)
    {
      char c = *p;

      if ((c == 't' || c == 'T' || c == 'f' || c == 'F') && !is_word (before))
        {
          gsize length = word_at (p, p, end, "true") ? 4 : word_at (p, p, end, "false") ? 5
                                                                                        : 0;

          if (length > 0)
            {
              before = p[length - 1];
              *out++ = '?';
              p += length;
              continue;
            }
        }
      if (tenon_fingerprint_begins_number (c))
        {
          p = tenon_fingerprint_number_end (p, end);
          before = p[-1]; /* before it is written over */
          *out++ = '?';
          continue;
        }
      before = c;
      *out++ = c;
      p++;
    }
  return out - s;
}

/* "x?", "b?", ".?" and signs: what the numbers left behind. */
static gsize
clean_numbers (char *s,
               gsize n)
{
  char *out = s;

  for (gsize i = 0; i < n; i++)
    {
      char c = s[i];

      if (i + 1 < n && s[i + 1] == '?' && (c == 'x' || c == 'b' || c == '.' || c == '+' || c == '-'))
        {
          c = '?';
          i++;
        }
      *out++ = c;
    }
  return out - s;
}

/* White space and case fold; NULL is a value. */
static gsize
fold (char *s,
      gsize n)
{
  const char *p = s, *end = s + n;
  char       *out = s;
  char        before = ' ';

  p = skip_space (p, end);
  while (end > p && (is_space (end[-1]) || end[-1] == ';'))
    end--;
  while (p < end)
    {
      char c = *p;

      if (is_space (c))
        {
          *out++ = ' ';
          p = skip_space (p, end);
          before = ' ';
        }
      else if ((c == 'n' || c == 'N') && !is_word (before) && word_at (p, p, end, "null"))
        {
          *out++ = '?';
          p += 4;
          before = 'l';
        }
      else
        {
          *out++ = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
          before = c;
          p++;
        }
    }
  return out - s;
}

/* The end of "(?, ?), (?)" behind IN or VALUES, or @p where no list of values stands. */
static const char *
list_end (const char *p,
          const char *end)
{
  const char *good = p;

  for (;;)
    {
      while (p < end && (*p == ' ' || *p == ','))
        p++;
      if (p >= end || *p != '(')
        return good;
      for (p++; p < end && (*p == ' ' || *p == '?' || *p == ',');)
        p++;
      if (p >= end || *p != ')')
        return good;
      good = ++p;
    }
}

static GString *
collapse_lists (GString *text)
{
  static const char *const words[] = { "in", "values", "value" };
  GString                 *s = g_string_sized_new (text->len);
  const char              *end = text->str + text->len;

  for (const char *p = text->str; p < end;)
    {
      gboolean collapsed = FALSE;

      if ((*p == 'i' || *p == 'v') && (p == text->str || !is_word (p[-1])))
        for (guint i = 0; i < G_N_ELEMENTS (words) && !collapsed; i++)
          {
            gsize       n = strlen (words[i]);
            const char *after;

            if ((gsize)(end - p) < n || memcmp (p, words[i], n) != 0)
              continue;
            after = list_end (p + n, end);
            if (after == p + n)
              continue;
            g_string_append (s, words[i]);
            g_string_append (s, "(?+)");
            p = after;
            collapsed = TRUE;
          }
      if (!collapsed)
        g_string_append_c (s, *p++);
    }
  return s;
}

/* The length of " union " or " union all " at @p; 0 where neither stands. */
static gsize
union_length (const char *p,
              const char *end)
{
  if (end - p < 7 || memcmp (p, " union", 6) != 0)
    return 0;
  if (end - p >= 11 && memcmp (p + 6, " all ", 5) == 0)
    return 11;
  return p[6] == ' ' ? 7 : 0;
}

/* The same query again and again becomes one with a remark. */
static GString *
collapse_unions (GString *text)
{
  GString    *s;
  const char *end = text->str + text->len;
  const char *p = text->str;
  guint       tries = 0;

  if (find (p, end, " union") == NULL)
    return g_string_new_len (text->str, text->len);
  s = g_string_sized_new (text->len);
  while (p < end)
    {
      const char *u = p, *after = NULL;
      gsize       n = 0, unit = 0;

      if (end - p > 7 && memcmp (p, "select ", 7) == 0 && (p == text->str || !is_word (p[-1])))
        while (after == NULL && tries++ < MAX_UNIONS && (u = find (u + 1, end, " union")) != NULL)
          {
            n = union_length (u, end);
            unit = u - p;
            if (n > 0 && (gsize)(end - u) >= n + unit && memcmp (u + n, p, unit) == 0)
              after = u + n + unit;
          }
      if (after == NULL)
        {
          g_string_append_c (s, *p++);
          continue;
        }
      for (gsize m; (m = union_length (after, end)) > 0 && (gsize)(end - after) >= m + unit && memcmp (after + m, p, unit) == 0;)
        {
          n = m;
          after += m + unit;
        }
      g_string_append_len (s, p, unit);
      g_string_append (s, n == 11 ? " /*repeat union all*/" : " /*repeat union*/");
      p = after;
    }
  return s;
}

/* "limit ?, ?" and "limit ? offset ?" are "limit ?". */
static void
collapse_limit (GString *text)
{
  const char *end = text->str + text->len;
  const char *p = text->str;
  gsize       n = 0;

  while ((p = find (p, end, "limit ?")) != NULL && p > text->str && is_word (p[-1]))
    p++;
  if (p == NULL)
    return;
  p += strlen ("limit ?");
  if (end - p >= 2 && memcmp (p, ",?", 2) == 0)
    n = 2;
  else if (end - p >= 3 && memcmp (p, ", ?", 3) == 0)
    n = 3;
  else if (end - p >= 9 && memcmp (p, " offset ?", 9) == 0)
    n = 9;
  g_string_erase (text, p - text->str, n);
}

/* ASC is the default. */
static GString *
drop_ascending (GString *text)
{
  const char *end = text->str + text->len;
  const char *p = text->str;
  GString    *s;

  while ((p = find (p, end, "order by ")) != NULL && p > text->str && is_word (p[-1]))
    p++;
  if (p == NULL)
    return g_string_new_len (text->str, text->len);
  p += strlen ("order by ");
  s = g_string_new_len (text->str, p - text->str);
  if (p < end)
    g_string_append_c (s, *p++);
  while (p < end)
    {
      if (end - p >= 4 && memcmp (p, " asc", 4) == 0)
        {
          p += 4;
          if (p < end)
            g_string_append_c (s, *p++);
        }
      else
        {
          g_string_append_c (s, *p++);
        }
    }
  return s;
}

static void
replace (GString **text,
         GString  *with)
{
  g_string_free (*text, TRUE);
  *text = with;
}

/* "use db" is one class. */
static gboolean
is_use (const char *text,
        const char *end)
{
  const char *p;

  if (end - text < 5 || !word_at (text, text, end, "use"))
    return FALSE;
  p = skip_space (text + 3, end);
  while (p < end && !is_space (*p))
    p++;
  return p == end;
}

/* The passes that may make the text longer or are seldom needed. */
static void
collapse (GString **text)
{
  const char *begin = (*text)->str, *end = begin + (*text)->len;

  if (memchr (begin, '(', end - begin) != NULL)
    replace (text, collapse_lists (*text));
  begin = (*text)->str;
  end = begin + (*text)->len;
  if (find (begin, end, " union") != NULL)
    replace (text, collapse_unions (*text));
  collapse_limit (*text);
  begin = (*text)->str;
  end = begin + (*text)->len;
  if (find (begin, end, " asc") != NULL)
    replace (text, drop_ascending (*text));
}

/**
 * tenon_dml_fingerprint:
 * @length: in bytes, or -1
 *
 * The steps and their order are those of fingerprint() in Percona Toolkit 3, so that classes compare with its reports;
 * a semicolon and white space at the end are dropped besides.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
tenon_dml_fingerprint (const char *sql,
                       gssize      length)
{
  gsize       n;
  const char *end = sql + (length < 0 ? strlen (sql) : (gsize)length);
  GString    *s;
  char       *name, *valid;

  if (end - sql > 44 && memcmp (sql, "SELECT /*!40001 SQL_NO_CACHE */ * FROM `", 40) == 0)
    return g_strdup ("mysqldump");
  if (has_tool_comment (sql, end))
    return g_strdup ("percona-toolkit");
  if (end - sql > 23 && memcmp (sql, "administrator command: ", 23) == 0)
    return g_utf8_make_valid (sql, end - sql);
  name = call_name (sql, end);
  if (name != NULL)
    {
      valid = g_utf8_make_valid (name, -1);
      g_free (name);
      return valid;
    }
  s = g_string_new_len (sql, cut_rows (sql, end) - sql);
  n = strip_comments (s->str, s->len);
  n = strip_line_comments (s->str, n);
  if (is_use (s->str, s->str + n))
    {
      g_string_free (s, TRUE);
      return g_strdup ("use ?");
    }
  n = drop_escaped_quotes (s->str, n);
  n = replace_strings (s->str, n, '"');
  n = replace_strings (s->str, n, '\'');
  n = replace_numbers (s->str, n);
  n = clean_numbers (s->str, n);
  n = fold (s->str, n);
  g_string_truncate (s, n);
  collapse (&s);
  if (g_utf8_validate_len (s->str, s->len, NULL))
    return g_string_free (s, FALSE);
  valid = g_utf8_make_valid (s->str, s->len);
  g_string_free (s, TRUE);
  return valid;
}
