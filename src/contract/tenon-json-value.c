/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON with positions: a scanner that keeps line, column and path of everything it reads, reports each mistake and
 * goes on behind it. (json-glib gives no positions, and stops at the first mistake.) */

#include "contract/tenon-json-value.h"

#include "base/tenon-text.h"
#include "contract/tenon-contract-path.h"

#include <math.h>
#include <string.h>

/* Deeper nesting is skipped with a diagnostic; a contract needs six levels. */
#define MAX_DEPTH 64
/* A text with more mistakes than this is no JSON; the reading ends there. */
#define MAX_MISTAKES 100
/* From this many members on, an object finds duplicates through a table of names. */
#define MANY_MEMBERS 12

typedef struct
{
  TenonSource *source;
  const char  *text;
  gsize        length;
  const char  *prefix; /* of the diagnostics' codes */
  GPtrArray   *diagnostics;

  gsize    at;
  GString *path;
  guint    n_mistakes;
  guint    n_comments;
  gsize    first_comment;
  gboolean is_stopped; /* too many mistakes */
} Scanner;

static TenonJsonValue *scan_value (Scanner *self,
                                   guint    depth);

void
tenon_json_value_free (TenonJsonValue *self)
{
  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

/**
 * tenon_json_value_get:
 *
 * Returns: (transfer none) (nullable): the member @name; %NULL also where @self is no object
 */
TenonJsonValue *
tenon_json_value_get (TenonJsonValue *self,
                      const char     *name)
{
  if (self == NULL || self->kind != TENON_JSON_OBJECT)
    return NULL;
  for (guint i = 0; i < self->children->len; i++)
    {
      TenonJsonValue *child = g_ptr_array_index (self->children, i);

      if (strcmp (child->name, name) == 0)
        return child;
    }
  return NULL;
}

const char *
tenon_json_kind_to_string (TenonJsonKind kind)
{
  static const char *const names[] = { "null", "true or false", "a number", "a string", "an array", "an object" };

  return names[kind];
}

static TenonDiagnostic *
complain (Scanner    *self,
          gsize       offset,
          const char *what,
          const char *remedy,
          const char *format,
          ...) G_GNUC_PRINTF (5, 6);

static TenonDiagnostic *
complain (Scanner    *self,
          gsize       offset,
          const char *what,
          const char *remedy,
          const char *format,
          ...)
{
  g_autofree char *code = g_strdup_printf ("%s-json-%s", self->prefix, what);
  g_autofree char *message = NULL;
  TenonDiagnostic *diagnostic;
  guint            line, column;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  tenon_source_locate (self->source, offset, &line, &column);
  diagnostic = tenon_diagnostics_add (self->diagnostics, TENON_SEVERITY_ERROR, code,
                                      tenon_source_get_name (self->source), line, column, "%s.", message);
  tenon_diagnostic_set_path (diagnostic, self->path->str);
  if (remedy != NULL)
    tenon_diagnostic_set_remedy (diagnostic, "%s", remedy);
  if (++self->n_mistakes >= MAX_MISTAKES)
    self->is_stopped = TRUE;
  return diagnostic;
}

static gboolean
is_at_end (Scanner *self)
{
  return self->is_stopped || self->at >= self->length;
}

static char
peek (Scanner *self)
{
  return is_at_end (self) ? '\0' : self->text[self->at];
}

static gboolean
skip_comment (Scanner *self)
{
  gsize       start = self->at;
  const char *end;

  if (self->length - self->at < 2 || (self->text[self->at + 1] != '/' && self->text[self->at + 1] != '*'))
    return FALSE;
  if (self->n_comments++ == 0)
    self->first_comment = start;
  if (self->text[self->at + 1] == '/')
    {
      end = memchr (self->text + self->at, '\n', self->length - self->at);
      self->at = end != NULL ? (gsize)(end - self->text) : self->length;
      return TRUE;
    }
  end = g_strstr_len (self->text + self->at + 2, self->length - self->at - 2, "*/");
  if (end == NULL)
    complain (self, start, "comment", "Close it with */, or better take it out.", "This comment is never closed");
  self->at = end != NULL ? (gsize)(end - self->text) + 2 : self->length;
  return TRUE;
}

static void
skip_space (Scanner *self)
{
  while (!is_at_end (self))
    {
      switch (self->text[self->at])
        {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
          self->at++;
          break;
        case '/':
          if (!skip_comment (self))
            return;
          break;
        default:
          return;
        }
    }
}

/* The byte order of what stands here, printable, for a message. */
static char *
dup_here (Scanner *self)
{
  gsize n = MIN (self->length - self->at, 12);

  for (gsize i = 0; i < n; i++)
    {
      if (self->text[self->at + i] == '\n' || self->text[self->at + i] == '\r')
        n = i;
    }
  return tenon_utf8_printable (self->text + self->at, n);
}

/* Strings */

static gboolean
read_hex (Scanner  *self,
          gunichar *value)
{
  *value = 0;
  if (self->length - self->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->text[self->at + i]);

      if (digit < 0)
        return FALSE;
      *value = *value * 16 + digit;
    }
  self->at += 4;
  return TRUE;
}

static void
scan_unicode_escape (Scanner *self,
                     GString *content,
                     gsize    start)
{
  gunichar high, low;

  if (!read_hex (self, &high))
    {
      complain (self, start, "escape", "Write \\u and four hexadecimal digits.", "This escape is not complete");
      return;
    }
  if (high >= 0xd800 && high < 0xdc00 && self->length - self->at >= 6 && self->text[self->at] == '\\' && self->text[self->at + 1] == 'u')
    {
      self->at += 2;
      if (read_hex (self, &low) && low >= 0xdc00 && low < 0xe000)
        {
          g_string_append_unichar (content, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
          return;
        }
    }
  if (high == 0 || (high >= 0xd800 && high < 0xe000))
    {
      complain (self, start, "escape", NULL, high == 0 ? "A NUL character cannot stand in a name or text" : "Half of a surrogate pair stands alone");
      g_string_append_unichar (content, 0xfffd);
      return;
    }
  g_string_append_unichar (content, high);
}

static void
scan_escape (Scanner *self,
             GString *content)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  gsize             start = self->at++;
  const char       *found;
  char              c = peek (self);

  if (is_at_end (self))
    return;
  self->at++;
  found = c != '\0' ? strchr (from, c) : NULL;
  if (found != NULL)
    {
      g_string_append_c (content, to[found - from]);
    }
  else if (c == 'u')
    {
      scan_unicode_escape (self, content, start);
    }
  else
    {
      complain (self, start, "escape", "Write a backslash itself as \\\\.", "This is no escape JSON knows");
      g_string_append_c (content, c);
    }
}

/* Stands on the opening quote, which is @quote. */
static char *
scan_string (Scanner *self,
             char     quote)
{
  g_autoptr (GString) content = g_string_new (NULL);
  gsize    start = self->at++;
  gboolean told = FALSE;

  while (!is_at_end (self) && peek (self) != quote)
    {
      char c = peek (self);

      if (c == '\n')
        {
          complain (self, start, "string", "Close it with a double quote.", "This string is not closed on its line");
          break;
        }
      if (c == '\\')
        {
          scan_escape (self, content);
          continue;
        }
      if ((guchar)c < 0x20 && !told)
        {
          complain (self, self->at, "control", "Write it as an escape, \\t for a tabulator.", "A control character stands in a string");
          told = TRUE;
        }
      if (c != '\0')
        g_string_append_c (content, c);
      self->at++;
    }
  if (peek (self) == quote)
    self->at++;
  else if (self->at >= self->length)
    complain (self, start, "string", "Close it with a double quote.", "This string is never closed");
  if (!g_utf8_validate (content->str, content->len, NULL))
    {
      complain (self, start, "utf8", "Save the file as UTF-8.", "This string is not UTF-8; what could not be read is replaced");
      return g_utf8_make_valid (content->str, content->len);
    }
  return g_string_free (g_steal_pointer (&content), FALSE);
}

/* Words and numbers */

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || c == '-' || c == '+' || c == '.' || (guchar)c >= 0x80;
}

static char *
scan_word (Scanner *self)
{
  gsize start = self->at;

  while (!is_at_end (self) && is_word_byte (peek (self)))
    self->at++;
  return tenon_utf8_printable (self->text + start, self->at - start);
}

/* The number grammar of RFC 8259, section 6. */
static gboolean
is_json_number (const char *p)
{
  p += *p == '-';
  if (*p == '0')
    p++;
  else if (g_ascii_isdigit (*p))
    while (g_ascii_isdigit (*p))
      p++;
  else
    return FALSE;
  if (*p == '.')
    {
      if (!g_ascii_isdigit (*++p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  if (*p == 'e' || *p == 'E')
    {
      p++;
      p += *p == '+' || *p == '-';
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  return *p == '\0';
}

static void
scan_number (Scanner        *self,
             TenonJsonValue *value)
{
  gsize start = self->at;

  value->kind = TENON_JSON_NUMBER;
  value->text = scan_word (self);
  value->number = g_ascii_strtod (value->text, NULL);
  if (!is_json_number (value->text))
    complain (self, start, "number", NULL, "“%s” is not a number as JSON writes it", value->text);
  if (!isfinite (value->number))
    {
      complain (self, start, "number", NULL, "“%s” is larger than any number can be", value->text);
      value->number = 0;
    }
  value->is_integer = value->number == floor (value->number) && fabs (value->number) <= 9007199254740992.0;
}

static void
scan_bare_word (Scanner        *self,
                TenonJsonValue *value)
{
  gsize            start = self->at;
  g_autofree char *word = scan_word (self);

  if (strcmp (word, "true") == 0 || strcmp (word, "false") == 0)
    {
      value->kind = TENON_JSON_BOOLEAN;
      value->number = *word == 't';
    }
  else if (strcmp (word, "null") != 0)
    {
      complain (self, start, "word", "Put text in double quotes; true, false and null are small.", "“%s” is no JSON value", word);
      value->kind = TENON_JSON_STRING;
      value->text = g_steal_pointer (&word);
    }
}

/* Containers */

/* Passes over a container without building it, by counting brackets outside strings. */
static void
skip_container (Scanner *self)
{
  gsize level = 0;

  do
    {
      char c = peek (self);

      if (c == '"')
        g_free (scan_string (self, c));
      else
        self->at++;
      level += c == '[' || c == '{';
      level -= c == ']' || c == '}';
    }
  while (level > 0 && !is_at_end (self));
}

/* Stands behind an element. Returns: whether another one may follow */
static gboolean
scan_separator (Scanner *self,
                char     closer,
                gsize    opened)
{
  gsize            comma;
  g_autofree char *here = NULL;

  skip_space (self);
  if (is_at_end (self))
    {
      guint line;

      if (self->is_stopped)
        return FALSE;
      tenon_source_locate (self->source, opened, &line, NULL);
      complain (self, self->length, "end", NULL, "The text ends inside the %s that line %u opens", closer == ']' ? "array" : "object", line);
      return FALSE;
    }
  if (peek (self) == ']' || peek (self) == '}')
    {
      if (peek (self) != closer)
        complain (self, self->at, "bracket", NULL, "“%c” stands where “%c” closes", peek (self), closer);
      self->at++;
      return FALSE;
    }
  if (peek (self) != ',')
    {
      here = dup_here (self);
      complain (self, self->at, "comma", "Put a comma between the two.", "A comma is missing before “%s”", here);
      return TRUE;
    }
  comma = self->at++;
  skip_space (self);
  if (peek (self) == closer)
    {
      complain (self, comma, "trailing-comma", "Take the comma out.", "A comma stands behind the last element");
      self->at++;
      return FALSE;
    }
  return TRUE;
}

static gboolean
opens_empty (Scanner *self,
             char     closer)
{
  skip_space (self);
  if (peek (self) != closer)
    return FALSE;
  self->at++;
  return TRUE;
}

static void
scan_array (Scanner        *self,
            TenonJsonValue *value,
            guint           depth)
{
  gsize opened = self->at++;
  gsize path_length = self->path->len;

  value->kind = TENON_JSON_ARRAY;
  value->children = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_json_value_free);
  if (opens_empty (self, ']'))
    return;
  do
    {
      TenonJsonValue *child;

      tenon_contract_path_append_item (self->path, value->children->len);
      child = scan_value (self, depth + 1);
      if (child != NULL)
        g_ptr_array_add (value->children, child);
      g_string_truncate (self->path, path_length);
    }
  while (scan_separator (self, ']', opened));
}

static char *
scan_member_name (Scanner *self)
{
  gsize            start;
  g_autofree char *here = NULL;

  skip_space (self);
  start = self->at;
  if (peek (self) == '"')
    return scan_string (self, '"');
  if (peek (self) == '\'')
    {
      complain (self, start, "quote", "Use double quotes.", "A name stands in single quotes");
      return scan_string (self, '\'');
    }
  if (is_word_byte (peek (self)))
    {
      char *word = scan_word (self);

      complain (self, start, "name", "Put it in double quotes.", "The name “%s” has no quotes", word);
      return word;
    }
  if (is_at_end (self))
    return NULL;
  here = dup_here (self);
  complain (self, start, "name", NULL, "“%s” stands where a member's name belongs", here);
  /* Brackets are left to whoever closes or skips them; anything else is passed over so that reading goes on. */
  if (strchr ("[]{},", peek (self)) == NULL)
    self->at++;
  else if (peek (self) == '[' || peek (self) == '{')
    skip_container (self);
  return NULL;
}

static gboolean
find_member (TenonJsonValue *object,
             GHashTable    **positions,
             const char     *name,
             guint          *position)
{
  gpointer found;

  if (object->children->len < MANY_MEMBERS)
    {
      for (guint i = 0; i < object->children->len; i++)
        {
          *position = i;
          if (strcmp (((TenonJsonValue *)g_ptr_array_index (object->children, i))->name, name) == 0)
            return TRUE;
        }
      return FALSE;
    }
  if (*positions == NULL)
    *positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = g_hash_table_size (*positions); i < object->children->len; i++)
    g_hash_table_insert (*positions, g_strdup (((TenonJsonValue *)g_ptr_array_index (object->children, i))->name), GUINT_TO_POINTER (i));
  if (!g_hash_table_lookup_extended (*positions, name, NULL, &found))
    return FALSE;
  *position = GPOINTER_TO_UINT (found);
  return TRUE;
}

/* The last of several members with one name stands, as most readers of JSON do. */
static void
add_member (Scanner        *self,
            TenonJsonValue *object,
            GHashTable    **positions,
            TenonJsonValue *member,
            gsize           start)
{
  guint position;

  if (!find_member (object, positions, member->name, &position))
    {
      g_ptr_array_add (object->children, member);
      return;
    }
  complain (self, start, "duplicate", "Keep one of them; readers take the last and drop the others.", "The member “%s” stands twice in this object", member->name);
  tenon_json_value_free (object->children->pdata[position]);
  object->children->pdata[position] = member;
}

static void
scan_member (Scanner        *self,
             TenonJsonValue *object,
             GHashTable    **positions,
             guint           depth)
{
  gsize            path_length = self->path->len;
  gsize            start;
  TenonJsonValue  *member;
  g_autofree char *name = NULL;

  skip_space (self);
  start = self->at;
  name = scan_member_name (self);
  if (name == NULL)
    return;
  tenon_contract_path_append_member (self->path, name);
  skip_space (self);
  if (peek (self) == ':')
    self->at++;
  else
    complain (self, self->at, "colon", "Write the member as \"name\": value.", "No colon stands behind the name “%s”", name);
  member = scan_value (self, depth + 1);
  if (member != NULL)
    {
      member->name = g_steal_pointer (&name);
      add_member (self, object, positions, member, start);
    }
  g_string_truncate (self->path, path_length);
}

static void
scan_object (Scanner        *self,
             TenonJsonValue *value,
             guint           depth)
{
  gsize opened = self->at++;
  g_autoptr (GHashTable) positions = NULL;

  value->kind = TENON_JSON_OBJECT;
  value->children = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_json_value_free);
  if (opens_empty (self, '}'))
    return;
  do
    scan_member (self, value, &positions, depth);
  while (scan_separator (self, '}', opened));
}

static TenonJsonValue *
value_new (Scanner *self)
{
  TenonJsonValue *value = g_new0 (TenonJsonValue, 1);

  tenon_source_locate (self->source, self->at, &value->line, &value->column);
  return value;
}

/* Recursion ends at MAX_DEPTH. Returns: (nullable): %NULL where no value stands */
static TenonJsonValue *
scan_value (Scanner *self,
            guint    depth)
{
  g_autoptr (TenonJsonValue) value = NULL;
  g_autofree char *here = NULL;
  char             c;

  skip_space (self);
  if (is_at_end (self))
    return NULL;
  value = value_new (self);
  c = peek (self);
  if ((c == '[' || c == '{') && depth >= MAX_DEPTH)
    {
      complain (self, self->at, "depth", NULL, "Values nested deeper than %d levels are not read", MAX_DEPTH);
      skip_container (self);
    }
  else if (c == '[')
    {
      scan_array (self, value, depth);
    }
  else if (c == '{')
    {
      scan_object (self, value, depth);
    }
  else if (c == '"' || c == '\'')
    {
      if (c == '\'')
        complain (self, self->at, "quote", "Use double quotes.", "A string stands in single quotes");
      value->kind = TENON_JSON_STRING;
      value->text = scan_string (self, c);
    }
  else if (g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.')
    {
      scan_number (self, value);
    }
  else if (is_word_byte (c))
    {
      scan_bare_word (self, value);
    }
  else
    {
      here = dup_here (self);
      complain (self, self->at, "value", NULL, "“%s” stands where a value belongs", here);
      /* A comma or a closing bracket is what the caller looks for next. */
      if (strchr (",]}", c) == NULL || c == '\0')
        self->at++;
      return NULL;
    }
  return g_steal_pointer (&value);
}

static void
report_comments (Scanner *self)
{
  TenonDiagnostic *diagnostic;

  if (self->n_comments == 0)
    return;
  g_string_assign (self->path, "$");
  diagnostic = complain (self, self->first_comment, "comment", NULL,
                         self->n_comments == 1 ? "JSON has no comments, but %u stands here" : "JSON has no comments, but %u stand here, the first on this line",
                         self->n_comments);
  tenon_diagnostic_set_remedy (diagnostic, "Take them out: other readers refuse the file.");
}

static TenonJsonValue *
scan_text (Scanner *self)
{
  g_autoptr (TenonJsonValue) root = NULL;
  g_autofree char *here = NULL;

  skip_space (self);
  if (is_at_end (self))
    {
      complain (self, 0, "empty", "Write the contract again, or name another file.", "The file holds no JSON value");
      return NULL;
    }
  root = scan_value (self, 0);
  skip_space (self);
  if (!is_at_end (self))
    {
      here = dup_here (self);
      complain (self, self->at, "rest", NULL, "“%s” and what follows stand behind the end of the JSON value and are not read", here);
    }
  report_comments (self);
  if (self->n_mistakes >= MAX_MISTAKES)
    tenon_diagnostic_set_remedy (g_ptr_array_index (self->diagnostics, self->diagnostics->len - 1),
                                 "Reading ended after %d mistakes: is this a JSON file?", MAX_MISTAKES);
  return g_steal_pointer (&root);
}

/**
 * tenon_json_value_scan:
 * @prefix: what the codes of the diagnostics begin with: "contract" gives "contract-json-comma"
 * @diagnostics: (inout): receives one error for each mistake, with line, column and JSON path
 *
 * Reads everything that can be read: comments, trailing commas, missing commas, single quotes and bare names are
 * mistakes, reported and passed over.
 *
 * Returns: (transfer full) (nullable): the root value; %NULL when there is none
 */
TenonJsonValue *
tenon_json_value_scan (TenonSource *source,
                       const char  *prefix,
                       GPtrArray   *diagnostics)
{
  Scanner         self = { .source = source, .prefix = prefix, .diagnostics = diagnostics };
  TenonJsonValue *root = NULL;

  self.text = tenon_source_get_text (source, &self.length);
  self.path = g_string_new ("$");
  if (tenon_source_is_binary (source))
    complain (&self, 0, "binary", "Name a JSON text.", "This is a binary file");
  else
    root = scan_text (&self);
  g_string_free (self.path, TRUE);
  return root;
}
