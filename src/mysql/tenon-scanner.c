/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cuts MySQL text into tokens that keep their span; comments go, conditional comments are read as the server would. */

#include "mysql/tenon-scanner.h"

#include <string.h>

/* MySQL 8.4, the server followed by default; MariaDB 10.11, the other one. */
#define MYSQL_VERSION 80499
#define MARIADB_VERSION 101199

/* What a byte can begin. */
enum
{
  BYTE_MARK,
  BYTE_SPACE,
  BYTE_LETTER, /* of a name: letters, '_', '$' and everything beyond ASCII */
  BYTE_DIGIT,
  BYTE_QUOTE,
};

#define SPACE BYTE_SPACE
#define LETTER BYTE_LETTER
#define DIGIT BYTE_DIGIT
#define QUOTE BYTE_QUOTE

static const guint8 byte_classes[256] = {
  [0] = SPACE,
  ['\t' ... '\r'] = SPACE,
  [' '] = SPACE,
  ['\''] = QUOTE,
  ['"'] = QUOTE,
  ['`'] = QUOTE,
  ['0' ... '9'] = DIGIT,
  ['A' ... 'Z'] = LETTER,
  ['a' ... 'z'] = LETTER,
  ['_'] = LETTER,
  ['$'] = LETTER,
  [0x80 ... 0xff] = LETTER,
};

#undef SPACE
#undef LETTER
#undef DIGIT
#undef QUOTE

static inline int
byte_class (guchar c)
{
  return byte_classes[c];
}

static inline gboolean
is_name_byte (guchar c)
{
  return byte_classes[c] == BYTE_LETTER || byte_classes[c] == BYTE_DIGIT;
}

/**
 * tenon_scanner_init:
 * @text: not necessarily terminated, not necessarily UTF-8; must outlive the scanner and its tokens
 *
 * Begins without a delimiter: the whole text is one statement.
 */
void
tenon_scanner_init (TenonScanner  *self,
                    const char    *text,
                    gsize          length,
                    TenonScanFlags flags)
{
  memset (self, 0, sizeof *self);
  self->p = self->start = text;
  self->end = text + length;
  self->flags = flags;
}

void
tenon_scanner_set_delimiter (TenonScanner *self,
                             const char   *delimiter,
                             gsize         length)
{
  self->delimiter_length = MIN (length, sizeof self->delimiter - 1);
  memcpy (self->delimiter, delimiter, self->delimiter_length);
  self->delimiter[self->delimiter_length] = '\0';
}

static inline gboolean
at_delimiter (TenonScanner *self,
              const char   *p)
{
  return self->delimiter_length > 0 && *p == self->delimiter[0] && (gsize)(self->end - p) >= self->delimiter_length && (self->delimiter_length == 1 || memcmp (p, self->delimiter, self->delimiter_length) == 0);
}

gboolean
tenon_scanner_at_delimiter (TenonScanner *self)
{
  return self->p < self->end && at_delimiter (self, self->p);
}

/* Returns the first byte behind the quoted text that begins at @p, or the end where the quote is never closed. */
static const char *
quoted_end (TenonScanner *self,
            const char   *p)
{
  char     quote = *p;
  gboolean escapes = quote != '`' && !(self->flags & TENON_SCAN_NO_BACKSLASH);

  p++;
  while (p < self->end)
    {
      const char *begin = p;
      const char *q = memchr (p, quote, self->end - p);

      if (q == NULL)
        return self->end;
      if (escapes)
        {
          const char *b = q;

          while (b > begin && b[-1] == '\\')
            b--;
          if ((q - b) % 2 == 1)
            {
              p = q + 1;
              continue;
            }
        }
      if (q + 1 < self->end && q[1] == quote)
        {
          p = q + 2;
          continue;
        }
      return q + 1;
    }
  return self->end;
}

/* The same for those who read values themselves. */
const char *
tenon_scanner_get_quoted_end (TenonScanner *self,
                              const char   *p)
{
  return quoted_end (self, p);
}

static const char *
line_end (TenonScanner *self,
          const char   *p)
{
  const char *q = memchr (p, '\n', self->end - p);

  return q != NULL ? q + 1 : self->end;
}

/* "--like this": no comment to the server, but nothing else in hand-written DDL. */
static gboolean
is_loose_comment (TenonScanner *self,
                  const char   *p)
{
  if (!g_ascii_isalpha (p[2]) || (p > self->start && !g_ascii_isspace (p[-1]) && p[-1] != ','))
    return FALSE;
  for (p += 2; p < self->end && *p != '\n'; p++)
    if (*p == '\'')
      return FALSE;
  return TRUE;
}

/* The end of "{$prefix}", which an installer puts a text in place of; NULL where none stands. */
static const char *
placeholder_end (TenonScanner *self,
                 const char   *p)
{
  if (!(self->flags & TENON_SCAN_SCRIPT) || self->end - p < 4 || p[0] != '{' || p[1] != '$')
    return NULL;
  for (p += 2; p < self->end && is_name_byte (*p);)
    p++;
  return p < self->end && *p == '}' ? p + 1 : NULL;
}

static gboolean
is_dash_comment (TenonScanner *self,
                 const char   *p)
{
  if (p + 1 >= self->end || p[0] != '-' || p[1] != '-')
    return FALSE;
  if (p + 2 >= self->end || (guchar)p[2] <= ' ')
    return TRUE;
  return (self->flags & TENON_SCAN_SCRIPT) && is_loose_comment (self, p);
}

/* Returns the byte behind a comment that is not to be read; @nests lets one plain comment stand inside. */
static const char *
comment_end (TenonScanner *self,
             const char   *p,
             gboolean      nests)
{
  guint depth = 1;

  for (p += 2; p + 1 < self->end; p++)
    {
      if (p[0] == '*' && p[1] == '/')
        {
          p++;
          if (--depth == 0)
            return p + 1;
        }
      else if (nests && p[0] == '/' && p[1] == '*' && depth < 2)
        {
          p++;
          depth++;
        }
      else if (p[0] != '*' && p[0] != '/')
        {
          const char *q = p;

          while (q + 1 < self->end && q[1] != '*' && q[1] != '/')
            q++;
          p = q;
        }
    }
  return self->end;
}

/*
 * Whether the conditional comment at @p is read by the server followed, and if so where its text begins.
 * MySQL reads those up to its own version; MariaDB skips 50700 to 99999, which speak of MySQL, and alone knows "M!".
 */
static gboolean
enters_version_comment (TenonScanner *self,
                        const char   *p,
                        const char  **body)
{
  gboolean    mariadb = self->flags & TENON_SCAN_MARIADB;
  const char *q = p + 2;
  guint       digits = 0, version = 0;

  if (q < self->end && *q == 'M')
    {
      if (!mariadb)
        return FALSE;
      q++;
    }
  if (q >= self->end || *q != '!' || (self->flags & TENON_SCAN_ALL_VERSIONS))
    return FALSE;
  q++;
  while (q + digits < self->end && g_ascii_isdigit (q[digits]) && digits < 6)
    digits++;
  if (digits >= 5)
    {
      for (guint i = 0; i < digits; i++)
        version = version * 10 + (q[i] - '0');
      q += digits;
    }
  *body = q;
  if (mariadb)
    return version <= MARIADB_VERSION && (p[2] == 'M' || version < 50700 || version > 99999);
  return version <= MYSQL_VERSION;
}

/* Leaves p at the next byte that matters. */
static void
skip_space (TenonScanner *self)
{
  while (self->p < self->end)
    {
      const char *p = self->p;
      const char *body;

      switch (*p)
        {
        case ' ':
        case '\t':
        case '\n':
        case '\v':
        case '\f':
        case '\r':
        case '\0':
          self->p++;
          continue;
        case '#':
          if (at_delimiter (self, p))
            return;
          self->p = line_end (self, p);
          continue;
        case '-':
          if (!is_dash_comment (self, p))
            return;
          self->p = line_end (self, p);
          continue;
        case '*':
          if (!self->in_version || p + 1 >= self->end || p[1] != '/')
            return;
          self->in_version = FALSE;
          self->p += 2;
          continue;
        case '/':
          if (p + 1 >= self->end || p[1] != '*' || at_delimiter (self, p))
            return;
          if (!self->in_version && enters_version_comment (self, p, &body))
            {
              self->in_version = TRUE;
              self->p = body;
              continue;
            }
          self->p = comment_end (self, p, p + 2 < self->end && (p[2] == '!' || p[2] == 'M'));
          continue;
        case '\xef': /* a byte order mark where two files were put together */
          if (self->end - p >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
            {
              self->p += 3;
              continue;
            }
          return;
        default:
          return;
        }
    }
}

static const char *
word_end (TenonScanner *self,
          const char   *p)
{
  gboolean    may_delimit = self->delimiter_length > 0 && is_name_byte (self->delimiter[0]);
  const char *text_end = self->end;

  if (!may_delimit)
    while (p < text_end && is_name_byte (*p))
      p++;
  while (p < text_end && (is_name_byte (*p) || *p == '{'))
    {
      if (*p == '{')
        {
          const char *end = placeholder_end (self, p);

          if (end == NULL)
            break;
          p = end;
          continue;
        }
      if (may_delimit && at_delimiter (self, p))
        break;
      p++;
    }
  return p;
}

/* A number, or a name that begins with digits. */
static const char *
number_end (TenonScanner   *self,
            const char     *p,
            TenonTokenKind *kind)
{
  const char *q = p;

  *kind = TENON_TOKEN_NUMBER;
  if (q + 2 < self->end && q[0] == '0' && (q[1] == 'x' || q[1] == 'b') && g_ascii_isxdigit (q[2]))
    {
      for (q += 2; q < self->end && g_ascii_isxdigit (*q);)
        q++;
      if (q >= self->end || !is_name_byte (*q))
        {
          *kind = TENON_TOKEN_BYTES;
          return q;
        }
      q = p;
    }
  while (q < self->end && g_ascii_isdigit (*q))
    q++;
  if (q < self->end && *q == '.')
    for (q++; q < self->end && g_ascii_isdigit (*q);)
      q++;
  if (q < self->end && (*q == 'e' || *q == 'E'))
    {
      const char *e = q + 1;

      if (e < self->end && (*e == '+' || *e == '-'))
        e++;
      if (e < self->end && g_ascii_isdigit (*e))
        {
          while (e < self->end && g_ascii_isdigit (*e))
            e++;
          q = e;
        }
    }
  if (q < self->end && byte_class (*q) == BYTE_LETTER && memchr (p, '.', q - p) == NULL)
    {
      *kind = TENON_TOKEN_WORD;
      return word_end (self, p);
    }
  return q;
}

static const char *
variable_end (TenonScanner *self,
              const char   *p)
{
  while (p < self->end && *p == '@' && p < self->p + 2)
    p++;
  if (p < self->end && byte_class (*p) == BYTE_QUOTE)
    return quoted_end (self, p);
  while (p < self->end && (is_name_byte (*p) || *p == '.') && !at_delimiter (self, p))
    p++;
  return p;
}

static guint
mark_length (TenonScanner *self,
             const char   *p)
{
  static const char *const marks[] = { "<=>", "->>", "<=", ">=", "<>", "!=", ":=", "||", "&&", "->", "<<", ">>" };

  if (strchr ("<>!:|&-", *p) != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
      {
        gsize n = strlen (marks[i]);

        if ((gsize)(self->end - p) >= n && memcmp (p, marks[i], n) == 0)
          return n;
      }
  return 1;
}

/* The end of a word; x'…', b'…' and n'…' are values. */
static const char *
letter_token (TenonScanner *self,
              const char   *p,
              TenonToken   *token)
{
  const char *end = word_end (self, p);

  token->kind = TENON_TOKEN_WORD;
  if (end != p + 1 || end >= self->end || *end != '\'' || strchr ("xXbBnN", *p) == NULL)
    return end;
  token->kind = *p == 'n' || *p == 'N' ? TENON_TOKEN_STRING : TENON_TOKEN_BYTES;
  return quoted_end (self, end);
}

static const char *
mark_token (TenonScanner *self,
            const char   *p,
            TenonToken   *token)
{
  if (*p == '@')
    {
      token->kind = TENON_TOKEN_VARIABLE;
      return variable_end (self, p);
    }
  if (placeholder_end (self, p) != NULL)
    {
      token->kind = TENON_TOKEN_WORD;
      return word_end (self, p);
    }
  if (*p == '.' && p + 1 < self->end && g_ascii_isdigit (p[1]) && (p == self->start || (!is_name_byte (p[-1]) && p[-1] != '`')))
    return number_end (self, p, &token->kind);
  token->kind = TENON_TOKEN_MARK;
  self->after_dot = *p == '.';
  return p + mark_length (self, p);
}

/**
 * tenon_scanner_next:
 * @token: (out): %TENON_TOKEN_END at the delimiter, which stays, and at the end of the text
 */
void
tenon_scanner_next (TenonScanner *self,
                    TenonToken   *token)
{
  const char *p, *end;
  gboolean    after_dot = self->after_dot;

  skip_space (self);
  p = self->p;
  token->text = p;
  token->length = 0;
  self->after_dot = FALSE;
  if (p >= self->end || at_delimiter (self, p))
    {
      token->kind = TENON_TOKEN_END;
      return;
    }
  switch (byte_class (*p))
    {
    case BYTE_LETTER:
      end = letter_token (self, p, token);
      break;
    case BYTE_DIGIT:
      token->kind = TENON_TOKEN_WORD;
      end = after_dot ? word_end (self, p) : number_end (self, p, &token->kind);
      break;
    case BYTE_QUOTE:
      token->kind = *p == '`' || (*p == '"' && (self->flags & TENON_SCAN_ANSI_QUOTES)) ? TENON_TOKEN_NAME : TENON_TOKEN_STRING;
      end = quoted_end (self, p);
      break;
    default:
      end = mark_token (self, p, token);
      break;
    }
  self->p = end;
  token->length = end - p;
}

/**
 * tenon_scanner_skip_statement:
 *
 * Moves behind the next delimiter, or to the end of the text. Strings and comments are stepped over; conditional
 * comments are not entered, for a delimiter ends a statement inside them too, as it does in MySQL's own client.
 */
void
tenon_scanner_skip_statement (TenonScanner *self)
{
  self->in_version = FALSE;
  self->after_dot = FALSE;
  while (self->p < self->end)
    {
      guchar c = *self->p;

      if (at_delimiter (self, self->p))
        {
          self->p += self->delimiter_length;
          return;
        }
      if (c == '\'' || c == '"' || c == '`')
        self->p = quoted_end (self, self->p);
      else if (c == '#' || (c == '-' && is_dash_comment (self, self->p)))
        self->p = line_end (self, self->p);
      else if (c == '/' && self->end - self->p > 2 && self->p[1] == '*' && self->p[2] != '!' && self->p[2] != 'M')
        self->p = comment_end (self, self->p, FALSE);
      else if (c == '\n' && self->end - self->p > 11 && (self->p[1] == 'd' || self->p[1] == 'D') && g_ascii_strncasecmp (self->p + 1, "delimiter ", 10) == 0)
        {
          self->p++;
          return;
        }
      else
        self->p++;
    }
}

/**
 * tenon_scanner_begin:
 *
 * Moves to the first byte of a statement; conditional comments are not open any more.
 */
void
tenon_scanner_begin (TenonScanner *self)
{
  self->in_version = FALSE;
  self->after_dot = FALSE;
}

/**
 * tenon_scanner_count_rows:
 *
 * Counts the row constructors that follow VALUES, at memory speed, and stops before the delimiter or the first word.
 *
 * Returns: how many rows
 */
gint64
tenon_scanner_count_rows (TenonScanner *self)
{
  gint64 rows = 0;
  gint64 depth = 0;

  while (self->p < self->end)
    {
      guchar c = *self->p;

      if (c == '(')
        {
          rows += depth++ == 0;
          self->p++;
        }
      else if (c == ')')
        {
          depth--;
          self->p++;
        }
      else if (c == '\'' || c == '"' || c == '`')
        {
          self->p = quoted_end (self, self->p);
        }
      else if (at_delimiter (self, self->p))
        {
          break;
        }
      else if (c == '#' || c == '-' || c == '/')
        {
          const char *before = self->p;

          skip_space (self);
          if (self->p == before)
            self->p++;
        }
      else if (depth <= 0 && byte_class (c) == BYTE_LETTER)
        {
          if (self->end - self->p < 4 || g_ascii_strncasecmp (self->p, "ROW", 3) != 0)
            break;
          self->p += 3;
        }
      else
        {
          self->p++;
        }
    }
  return rows;
}

/* For tenon_token_equals(), which has looked at the length and the first letter. */
gboolean
tenon_token_reads (const TenonToken *self,
                   const char       *word,
                   gsize             length)
{
  for (gsize i = 1; i < length; i++)
    {
      char c = self->text[i];

      if ((c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != word[i])
        return FALSE;
    }
  return TRUE;
}

/* The whole number a token begins with; the text behind it need not end. */
gint64
tenon_token_get_int (const TenonToken *self)
{
  gint64 value = 0;

  for (gsize i = 0; i < self->length && g_ascii_isdigit (self->text[i]) && value < G_MAXINT64 / 20; i++)
    value = value * 10 + (self->text[i] - '0');
  return value;
}

/* Whether the token can name a table, a column or a key. */
gboolean
tenon_token_is_name (const TenonToken *self)
{
  return self->kind == TENON_TOKEN_WORD || self->kind == TENON_TOKEN_NAME;
}

static void
append_escape (GString *s,
               char     c)
{
  switch (c)
    {
    case 'n':
      g_string_append_c (s, '\n');
      break;
    case 't':
      g_string_append_c (s, '\t');
      break;
    case 'r':
      g_string_append_c (s, '\r');
      break;
    case 'b':
      g_string_append_c (s, '\b');
      break;
    case 'Z':
      g_string_append_c (s, '\032');
      break;
    case '0':
      g_string_append (s, "\\0");
      break;
    case '%':
    case '_':
      g_string_append_c (s, '\\');
      g_string_append_c (s, c);
      break;
    default:
      g_string_append_c (s, c);
    }
}

/* The name with "pfx_" where an installer would put the prefix of its choice. */
static char *
dup_with_prefix (const TenonToken *self)
{
  g_autofree char *text = g_utf8_make_valid (self->text, self->length);
  g_auto (GStrv) parts = g_strsplit (text, "{$", -1);
  GString *s = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *close = strchr (parts[i], '}');

      g_string_append (s, "pfx_");
      g_string_append (s, close != NULL ? close + 1 : parts[i]);
    }
  return g_string_free (s, FALSE);
}

/* Whether the text stands for itself: plain ASCII without quotes, escapes and NUL bytes. */
static gboolean
is_plain (const char *p,
          const char *end)
{
  while (p < end && (guchar)*p < 0x80 && *p != '\0' && *p != '\\' && byte_class (*p) != BYTE_QUOTE)
    p++;
  return p == end;
}

/**
 * tenon_token_dup_text:
 *
 * Returns: (transfer full): valid UTF-8: the name or string without quotes and escapes (a NUL byte stays written as
 *   "\0"), any other token as it stands
 */
char *
tenon_token_dup_text (const TenonToken *self,
                      TenonScanFlags    flags)
{
  const char *p = self->text, *end = self->text + self->length;
  GString    *s;
  char        quote;

  if (self->kind == TENON_TOKEN_STRING && (*p == 'n' || *p == 'N'))
    p++;
  if (self->kind == TENON_TOKEN_WORD && (flags & TENON_SCAN_SCRIPT) && memchr (p, '{', self->length) != NULL)
    return dup_with_prefix (self);
  if ((self->kind != TENON_TOKEN_STRING && self->kind != TENON_TOKEN_NAME) || p >= end)
    return is_plain (p, end) ? g_strndup (p, end - p) : g_utf8_make_valid (self->text, self->length);
  quote = *p++;
  if (end > p && end[-1] == quote)
    end--;
  if (is_plain (p, end))
    return g_strndup (p, end - p);
  s = g_string_sized_new (self->length);
  while (p < end)
    {
      if (*p == quote && p + 1 < end && p[1] == quote)
        {
          g_string_append_c (s, quote);
          p += 2;
        }
      else if (*p == '\\' && p + 1 < end && self->kind == TENON_TOKEN_STRING && !(flags & TENON_SCAN_NO_BACKSLASH))
        {
          append_escape (s, p[1]);
          p += 2;
        }
      else if (*p == '\0')
        {
          g_string_append (s, "\\0");
          p++;
        }
      else
        {
          g_string_append_c (s, *p++);
        }
    }
  if (!g_utf8_validate_len (s->str, s->len, NULL))
    {
      char *valid = g_utf8_make_valid (s->str, s->len);

      g_string_free (s, TRUE);
      return valid;
    }
  return g_string_free (s, FALSE);
}
