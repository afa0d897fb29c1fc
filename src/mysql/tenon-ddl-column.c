/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Column definitions: attributes in any order, defaults as the server stores them, keys and checks written inline. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

void
tenon_column_extra_clear (TenonColumnExtra *self)
{
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->check_names, g_ptr_array_unref);
  g_clear_pointer (&self->constraint, g_free);
  g_clear_object (&self->foreign_key);
  g_clear_pointer (&self->after, g_free);
}

static void
set_default (TenonColumn *column,
             int          kind,
             char        *value)
{
  column->default_kind = kind;
  g_free (column->default_value);
  column->default_value = value;
}

/* CURRENT_TIMESTAMP and its other names, with their fraction. */
static char *
take_now (TenonDdl *self)
{
  static const char *const names[] = { "CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP" };
  gboolean                 found = FALSE;
  char                    *fraction = NULL, *text;

  for (guint i = 0; i < G_N_ELEMENTS (names) && !found; i++)
    found = tenon_token_equals (&self->token, names[i], strlen (names[i]));
  if (!found)
    return NULL;
  tenon_ddl_next (self);
  if (tenon_token_is_mark (&self->token, '('))
    fraction = tenon_ddl_take_parentheses (self);
  if (fraction != NULL && *fraction != '\0' && strcmp (fraction, "0") != 0)
    text = g_strconcat ("CURRENT_TIMESTAMP(", fraction, ")", NULL);
  else
    text = g_strdup ("CURRENT_TIMESTAMP");
  g_free (fraction);
  return text;
}

static gboolean
is_plain_number (const char *text)
{
  const char *p = text;

  if (*p == '-' || *p == '+')
    p++;
  if (!g_ascii_isdigit (*p) && *p != '.')
    return FALSE;
  return p[strspn (p, "0123456789.eE+-")] == '\0';
}

/* "(expr)": a literal in parentheses is stored as the literal by MariaDB. */
static gboolean
read_parenthesised_default (TenonDdl    *self,
                            TenonColumn *column)
{
  char *expression = tenon_ddl_take_parentheses (self);

  if (expression == NULL)
    return FALSE;
  if (self->dialect == TENON_DIALECT_MARIADB && is_plain_number (expression))
    set_default (column, TENON_COLUMN_DEFAULT_LITERAL, expression);
  else
    set_default (column, TENON_COLUMN_DEFAULT_EXPRESSION, expression);
  return TRUE;
}

/* The bytes a hexadecimal or binary literal stands for, a NUL byte as "\0". */
static char *
bytes_to_text (const char *text,
               gsize       length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) s = g_string_new (NULL);
  gboolean hex = text[0] == 'x' || text[0] == 'X' || (length > 1 && (text[1] == 'x' || text[1] == 'X'));
  guint    per_byte = hex ? 2 : 8;

  for (gsize i = text[0] == '0' ? 2 : 1; i < length; i++)
    if (g_ascii_isxdigit (text[i]))
      g_string_append_c (digits, text[i]);
  while (digits->len % per_byte != 0)
    g_string_prepend_c (digits, '0');
  for (gsize i = 0; i < digits->len; i += per_byte)
    {
      char  part[9] = { 0 };
      guint byte;

      memcpy (part, digits->str + i, per_byte);
      byte = strtoul (part, NULL, hex ? 16 : 2);
      if (byte == 0)
        g_string_append (s, "\\0");
      else
        g_string_append_c (s, byte);
    }
  return g_utf8_make_valid (s->str, s->len);
}

static gboolean
read_bytes_default (TenonDdl    *self,
                    TenonColumn *column)
{
  if (g_str_has_prefix (column->type, "bit"))
    {
      set_default (column, TENON_COLUMN_DEFAULT_EXPRESSION, tenon_ddl_dup_token (self));
    }
  else if (g_str_has_prefix (column->type, "binary") || g_str_has_prefix (column->type, "varbinary") || strstr (column->type, "char") != NULL || strstr (column->type, "blob") != NULL)
    {
      set_default (column, TENON_COLUMN_DEFAULT_LITERAL, bytes_to_text (self->token.text, self->token.length));
    }
  else
    {
      g_autofree char *text = tenon_ddl_dup_token (self);
      gboolean         binary = *text == 'b' || *text == 'B' || g_str_has_prefix (text, "0b");
      guint64          value = g_ascii_strtoull (text + 2, NULL, binary ? 2 : 16);

      set_default (column, TENON_COLUMN_DEFAULT_LITERAL, g_strdup_printf ("%" G_GUINT64_FORMAT, value));
    }
  tenon_ddl_next (self);
  return TRUE;
}

/* A function MariaDB lets stand without parentheses around it, or a sequence's next value. */
static gboolean
read_function_default (TenonDdl    *self,
                       TenonColumn *column)
{
  const char *begin = self->token.text;

  tenon_ddl_next (self);
  while (tenon_token_is_mark (&self->token, '.'))
    {
      tenon_ddl_next (self);
      tenon_ddl_next (self);
    }
  if (tenon_token_is_mark (&self->token, '('))
    {
      g_autofree char *arguments = tenon_ddl_take_parentheses (self);

      if (arguments == NULL)
        return FALSE;
    }
  {
    char *text = g_utf8_make_valid (begin, self->token.text - begin);

    set_default (column, TENON_COLUMN_DEFAULT_EXPRESSION, g_strstrip (text));
  }
  return TRUE;
}

/**
 * tenon_ddl_read_default:
 *
 * Reads what stands behind DEFAULT.
 */
gboolean
tenon_ddl_read_default (TenonDdl    *self,
                        TenonColumn *column)
{
  char *now;

  if (tenon_token_is_mark (&self->token, '('))
    return read_parenthesised_default (self, column);
  if (tenon_ddl_accept_word (self, "NULL"))
    {
      set_default (column, TENON_COLUMN_DEFAULT_NULL, NULL);
      return TRUE;
    }
  if (tenon_token_is (&self->token, "TRUE") || tenon_token_is (&self->token, "FALSE"))
    {
      set_default (column, TENON_COLUMN_DEFAULT_LITERAL, g_strdup (tenon_token_is (&self->token, "TRUE") ? "1" : "0"));
      tenon_ddl_next (self);
      return TRUE;
    }
  now = take_now (self);
  if (now != NULL)
    {
      set_default (column, TENON_COLUMN_DEFAULT_EXPRESSION, now);
      return TRUE;
    }
  if (self->token.kind == TENON_TOKEN_WORD && self->token.text[0] == '_')
    {
      TenonScanner ahead = self->scanner;
      TenonToken   token;

      tenon_scanner_next (&ahead, &token);
      if (token.kind == TENON_TOKEN_STRING || token.kind == TENON_TOKEN_BYTES)
        tenon_ddl_next (self);
    }
  if (self->token.kind == TENON_TOKEN_STRING || (self->token.kind == TENON_TOKEN_NAME && self->token.text[0] == '"'))
    {
      set_default (column, TENON_COLUMN_DEFAULT_LITERAL, self->token.kind == TENON_TOKEN_STRING ? tenon_ddl_take_string (self) : tenon_ddl_take_name (self));
      return TRUE;
    }
  if (self->token.kind == TENON_TOKEN_BYTES)
    return read_bytes_default (self, column);
  if (tenon_token_is_mark (&self->token, '-') || tenon_token_is_mark (&self->token, '+') || self->token.kind == TENON_TOKEN_NUMBER)
    {
      gboolean         negative = tenon_token_is_mark (&self->token, '-');
      g_autofree char *number = NULL;

      if (self->token.kind != TENON_TOKEN_NUMBER)
        tenon_ddl_next (self);
      number = tenon_ddl_dup_token (self);
      set_default (column, TENON_COLUMN_DEFAULT_LITERAL, g_strconcat (negative ? "-" : "", number, NULL));
      tenon_ddl_next (self);
      return TRUE;
    }
  if (tenon_token_is_name (&self->token))
    return read_function_default (self, column);
  return tenon_ddl_syntax_error (self, "a default");
}

static void
add_check (TenonColumnExtra *extra,
           char             *clause)
{
  if (extra->checks == NULL)
    {
      extra->checks = g_ptr_array_new_with_free_func (g_free);
      extra->check_names = g_ptr_array_new_with_free_func (g_free);
    }
  g_ptr_array_add (extra->checks, clause);
  g_ptr_array_add (extra->check_names, extra->constraint != NULL ? g_steal_pointer (&extra->constraint) : g_strdup (""));
}

static gboolean
read_check (TenonDdl         *self,
            TenonSourceTable *table,
            TenonColumn      *column,
            TenonColumnExtra *extra)
{
  char *clause = tenon_ddl_take_parentheses (self);

  if (clause == NULL)
    return FALSE;
  add_check (extra, clause);
  if (tenon_token_is (&self->token, "NOT") && tenon_ddl_peek_word (self, "ENFORCED"))
    tenon_ddl_next (self);
  tenon_ddl_accept_word (self, "ENFORCED");
  return TRUE;
}

static gboolean
read_generated (TenonDdl         *self,
                TenonSourceTable *table,
                TenonColumn      *column,
                TenonColumnExtra *extra)
{
  /* Behind AS alone the expression follows at once. */
  if (!tenon_token_is_mark (&self->token, '('))
    {
      tenon_ddl_accept_word (self, "ALWAYS");
      if (tenon_ddl_accept_word (self, "BY"))
        tenon_ddl_accept_word (self, "DEFAULT");
      if (!tenon_ddl_accept_word (self, "AS"))
        return tenon_ddl_syntax_error (self, "AS");
    }
  if (tenon_ddl_accept_word (self, "ROW")) /* MariaDB's system versioning */
    {
      tenon_ddl_next (self);
      column->nullable = FALSE;
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "IDENTITY"))
    {
      column->auto_increment = TRUE;
      return TRUE;
    }
  g_free (column->expression);
  column->expression = tenon_ddl_take_parentheses (self);
  if (column->expression == NULL)
    return FALSE;
  if (column->generated == TENON_GENERATED_NONE)
    column->generated = TENON_GENERATED_VIRTUAL;
  return TRUE;
}

static gboolean
read_charset (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  tenon_ddl_accept_mark (self, '=');
  if (!tenon_token_is_name (&self->token) && self->token.kind != TENON_TOKEN_STRING)
    return tenon_ddl_syntax_error (self, "a character set");
  g_free (column->charset);
  column->charset = tenon_ddl_dup_token (self);
  tenon_ddl_next (self);
  return TRUE;
}

static gboolean
read_collation (TenonDdl         *self,
                TenonSourceTable *table,
                TenonColumn      *column,
                TenonColumnExtra *extra)
{
  tenon_ddl_accept_mark (self, '=');
  if (!tenon_token_is_name (&self->token) && self->token.kind != TENON_TOKEN_STRING)
    return tenon_ddl_syntax_error (self, "a collation");
  g_free (column->collation);
  column->collation = tenon_ddl_dup_token (self);
  tenon_ddl_next (self);
  return TRUE;
}

static gboolean
read_on_update (TenonDdl         *self,
                TenonSourceTable *table,
                TenonColumn      *column,
                TenonColumnExtra *extra)
{
  char *now;

  if (!tenon_ddl_accept_word (self, "UPDATE"))
    return tenon_ddl_syntax_error (self, "UPDATE");
  now = take_now (self);
  if (now == NULL)
    return tenon_ddl_syntax_error (self, "CURRENT_TIMESTAMP");
  g_free (column->on_update);
  column->on_update = now;
  return TRUE;
}

static gboolean
read_not (TenonDdl         *self,
          TenonSourceTable *table,
          TenonColumn      *column,
          TenonColumnExtra *extra)
{
  if (tenon_ddl_accept_word (self, "NULL"))
    column->nullable = FALSE;
  else if (!tenon_ddl_accept_word (self, "SECONDARY") && !tenon_ddl_accept_word (self, "ENFORCED") && !tenon_ddl_accept_word (self, "INVISIBLE"))
    return tenon_ddl_syntax_error (self, "NULL");
  return TRUE;
}

static gboolean
read_comment (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  tenon_ddl_accept_mark (self, '=');
  if (self->token.kind != TENON_TOKEN_STRING && self->token.kind != TENON_TOKEN_NAME)
    return tenon_ddl_syntax_error (self, "a comment");
  g_free (column->comment);
  column->comment = self->token.kind == TENON_TOKEN_STRING ? tenon_ddl_take_string (self) : tenon_ddl_take_name (self);
  return TRUE;
}

static gboolean
read_constraint (TenonDdl         *self,
                 TenonSourceTable *table,
                 TenonColumn      *column,
                 TenonColumnExtra *extra)
{
  g_autofree char *name = NULL;

  if (!tenon_token_is (&self->token, "CHECK") && !tenon_token_is (&self->token, "REFERENCES") && !tenon_token_is (&self->token, "PRIMARY") && !tenon_token_is (&self->token, "UNIQUE"))
    {
      name = tenon_ddl_take_name (self);
      if (name == NULL)
        return FALSE;
    }
  if (name != NULL && self->dialect == TENON_DIALECT_MARIADB)
    return tenon_ddl_syntax_error (self, "a check without a name");
  if (tenon_ddl_accept_word (self, "CHECK"))
    {
      g_free (extra->constraint);
      extra->constraint = g_steal_pointer (&name);
      return read_check (self, table, column, extra);
    }
  return TRUE;
}

static gboolean
read_references (TenonDdl         *self,
                 TenonSourceTable *table,
                 TenonColumn      *column,
                 TenonColumnExtra *extra)
{
  g_autoptr (TenonForeignKey) key = tenon_ddl_read_references (self, table);

  if (key == NULL)
    return FALSE;
  key->is_inline = TRUE;
  g_strfreev (key->columns);
  key->columns = g_new0 (char *, 2);
  key->columns[0] = g_strdup (column->name);
  g_set_object (&extra->foreign_key, key);
  return TRUE;
}

/* Attributes that take one value and say nothing Tenon keeps. */
static gboolean
skip_valued (TenonDdl *self)
{
  static const char *const names[] = { "COLUMN_FORMAT", "STORAGE", "SRID", "REF_SYSTEM_ID", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "ENCRYPTED", "ENCRYPTION_KEY_ID", "USING" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (tenon_ddl_accept_word (self, names[i]))
      {
        tenon_ddl_accept_mark (self, '=');
        tenon_ddl_next (self);
        return TRUE;
      }
  if (tenon_ddl_accept_word (self, "COMPRESSED"))
    {
      if (tenon_ddl_accept_mark (self, '='))
        tenon_ddl_next (self);
      return TRUE;
    }
  if (tenon_token_is (&self->token, "WITH") || tenon_token_is (&self->token, "WITHOUT"))
    {
      tenon_ddl_next (self);
      tenon_ddl_accept_word (self, "SYSTEM");
      tenon_ddl_accept_word (self, "VERSIONING");
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_default (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  return tenon_ddl_read_default (self, column);
}

static gboolean
read_auto_increment (TenonDdl         *self,
                     TenonSourceTable *table,
                     TenonColumn      *column,
                     TenonColumnExtra *extra)
{
  column->auto_increment = TRUE;
  return TRUE;
}

static gboolean
read_primary (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  extra->is_primary = TRUE;
  tenon_ddl_accept_word (self, "KEY");
  return TRUE;
}

static gboolean
read_unique (TenonDdl         *self,
             TenonSourceTable *table,
             TenonColumn      *column,
             TenonColumnExtra *extra)
{
  extra->is_unique = TRUE;
  tenon_ddl_accept_word (self, "KEY");
  return TRUE;
}

static gboolean
read_virtual (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  extra->kind_last = TRUE;
  return TRUE;
}

static gboolean
read_stored (TenonDdl         *self,
             TenonSourceTable *table,
             TenonColumn      *column,
             TenonColumnExtra *extra)
{
  column->generated = TENON_GENERATED_STORED;
  extra->kind_last = TRUE;
  return TRUE;
}

static gboolean
read_invisible (TenonDdl         *self,
                TenonSourceTable *table,
                TenonColumn      *column,
                TenonColumnExtra *extra)
{
  column->invisible = TRUE;
  return TRUE;
}

static gboolean
read_byte (TenonDdl         *self,
           TenonSourceTable *table,
           TenonColumn      *column,
           TenonColumnExtra *extra)
{
  g_free (column->charset);
  column->charset = g_strdup ("binary");
  return TRUE;
}

/* "SERIAL DEFAULT VALUE" */
static gboolean
read_serial (TenonDdl         *self,
             TenonSourceTable *table,
             TenonColumn      *column,
             TenonColumnExtra *extra)
{
  tenon_ddl_accept_word (self, "DEFAULT");
  tenon_ddl_accept_word (self, "VALUE");
  column->auto_increment = TRUE;
  column->nullable = FALSE;
  extra->is_unique = TRUE;
  return TRUE;
}

/* Words that change nothing Tenon keeps. */
static gboolean
read_nothing (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              TenonColumnExtra *extra)
{
  return TRUE;
}

/* Attributes by their first word, which is taken before the function is called. */
static const struct
{
  const char *word;
  gboolean (*read) (TenonDdl         *self,
                    TenonSourceTable *table,
                    TenonColumn      *column,
                    TenonColumnExtra *extra);
} attributes[] = {
  { "NOT", read_not },
  { "NULL", read_nothing },
  { "DEFAULT", read_default },
  { "COMMENT", read_comment },
  { "AUTO_INCREMENT", read_auto_increment },
  { "COLLATE", read_collation },
  { "CHARSET", read_charset },
  { "ON", read_on_update },
  { "PRIMARY", read_primary },
  { "KEY", read_primary },
  { "UNIQUE", read_unique },
  { "REFERENCES", read_references },
  { "CHECK", read_check },
  { "CONSTRAINT", read_constraint },
  { "GENERATED", read_generated },
  { "AS", read_generated },
  { "VIRTUAL", read_virtual },
  { "STORED", read_stored },
  { "PERSISTENT", read_stored },
  { "INVISIBLE", read_invisible },
  { "VISIBLE", read_nothing },
  { "ASCII", read_nothing },
  { "UNICODE", read_nothing },
  { "BINARY", read_nothing },
  { "ENFORCED", read_nothing },
  { "BYTE", read_byte },
  { "SERIAL", read_serial },
};

/* Reads one attribute; @known says whether there was one. */
static gboolean
read_attribute (TenonDdl         *self,
                TenonSourceTable *table,
                TenonColumn      *column,
                TenonColumnExtra *extra,
                gboolean         *known)
{
  gboolean kind_last = extra->kind_last;

  *known = TRUE;
  extra->kind_last = FALSE;
  /* MariaDB's grammar has no NOT NULL behind an expression; what MySQL prints behind the kind is let pass. */
  if (tenon_token_is (&self->token, "NOT") && column->expression != NULL && !kind_last && self->dialect == TENON_DIALECT_MARIADB)
    return tenon_ddl_syntax_error (self, "an attribute of a generated column");
  if ((tenon_token_is (&self->token, "CHARACTER") || tenon_token_is (&self->token, "CHAR")) && tenon_ddl_peek_word (self, "SET"))
    {
      tenon_ddl_next (self);
      tenon_ddl_next (self);
      return read_charset (self, table, column, extra);
    }
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (tenon_token_equals (&self->token, attributes[i].word, strlen (attributes[i].word)))
      {
        tenon_ddl_next (self);
        return attributes[i].read (self, table, column, extra);
      }
  *known = skip_valued (self);
  return TRUE;
}

/* The numbers of a date or time, however they are parted; up to six, and the digits behind the last full stop. */
static guint
split_time (const char  *value,
            int          parts[6],
            const char **fraction)
{
  gsize n_digits = strspn (value, "0123456789");
  guint n = 0;

  *fraction = "";
  if (n_digits >= 6 && (value[n_digits] == '\0' || value[n_digits] == '.'))
    {
      const char *p = value;

      /* Without separators: a year of four or two digits, then pairs. */
      if (n_digits == 8 || n_digits == 14)
        {
          parts[n++] = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
          p += 4;
        }
      for (; n < 6 && p + 1 < value + n_digits; p += 2)
        parts[n++] = (p[0] - '0') * 10 + (p[1] - '0');
      if (value[n_digits] == '.')
        *fraction = value + n_digits + 1;
      return n;
    }
  for (const char *p = value; *p != '\0' && n < 6;)
    {
      if (!g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }
      parts[n++] = strtol (p, (char **)&p, 10);
      if (*p == '.' && n >= 3 && g_ascii_isdigit (p[1]))
        {
          *fraction = p + 1;
          break;
        }
    }
  return n;
}

/* Dates and times are stored in full, whatever part of them was written and how. */
static void
complete_time (TenonColumn *column)
{
  const char *paren = strchr (column->type, '(');
  int         digits = paren != NULL ? CLAMP (atoi (paren + 1), 0, 6) : 0;
  int         parts[6] = { 0 };
  const char *fraction;
  const char *value = column->default_value;
  gboolean    zero = *value != '\0' && value[strspn (value, "0.")] == '\0';
  guint       n = zero ? 6 : split_time (value, parts, &fraction);
  GString    *s;

  if (n < 3 || *value == '-')
    return;
  if (zero)
    {
      memset (parts, 0, sizeof parts);
      fraction = "";
    }
  else if (parts[0] < 100 && !g_str_has_prefix (column->type, "time(") && !g_str_equal (column->type, "time") && strspn (value, "0123456789") <= 2)
    {
      parts[0] += parts[0] < 70 ? 2000 : 1900;
    }
  s = g_string_new (NULL);
  if (g_str_equal (column->type, "date"))
    g_string_printf (s, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
  else if (g_str_has_prefix (column->type, "time") && !g_str_has_prefix (column->type, "timestamp"))
    g_string_printf (s, "%02d:%02d:%02d", parts[0], parts[1], parts[2]);
  else
    g_string_printf (s, "%04d-%02d-%02d %02d:%02d:%02d", parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  for (int i = 0; i < digits && !g_str_equal (column->type, "date"); i++)
    {
      if (i == 0)
        g_string_append_c (s, '.');
      g_string_append_c (s, g_ascii_isdigit (*fraction) ? *fraction++ : '0');
    }
  g_free (column->default_value);
  column->default_value = g_string_free (s, FALSE);
}

/* A number or a string as the default of a bit column is stored as bits. */
static void
spell_bits (TenonColumn *column)
{
  const char *text = column->default_value;
  g_autoptr (GString) bits = g_string_new (NULL);

  if (is_plain_number (text))
    {
      guint64 value = g_ascii_strtoull (text, NULL, 10);

      do
        g_string_prepend_c (bits, '0' + (value & 1));
      while ((value >>= 1) > 0);
    }
  else
    {
      for (const char *p = text; *p != '\0' && p - text < 8; p++)
        for (int i = 7; i >= 0; i--)
          if (bits->len > 0 || ((guchar)*p >> i & 1) == 1)
            g_string_append_c (bits, '0' + ((guchar)*p >> i & 1));
    }
  set_default (column, TENON_COLUMN_DEFAULT_EXPRESSION, g_strdup_printf ("b'%s'", bits->str));
}

/* A fixed length of bytes is filled with NUL bytes. */
static void
pad_binary (TenonColumn *column)
{
  gint64   width = g_ascii_strtoll (column->type + strlen ("binary("), NULL, 10);
  gint64   n = 0;
  GString *s = g_string_new (column->default_value);

  for (const char *p = s->str; *p != '\0'; p++)
    {
      if (p[0] == '\\' && p[1] == '0')
        p++;
      n++;
    }
  for (; n < MIN (width, 255); n++)
    g_string_append (s, "\\0");
  g_free (column->default_value);
  column->default_value = g_string_free (s, FALSE);
}

/* The most bytes a character takes, by the first letters of a character set or collation. */
static gint64
bytes_per_character (const char *charset)
{
  static const struct
  {
    const char *prefix;
    gint64      bytes;
  } sizes[] = { { "utf8mb4", 4 }, { "utf8", 3 }, { "latin", 1 }, { "ascii", 1 }, { "binary", 1 }, { "ucs2", 2 }, { "gbk", 2 }, { "gb2312", 2 }, { "big5", 2 }, { "sjis", 2 }, { "cp", 1 }, { "koi8", 1 }, { "greek", 1 }, { "hebrew", 1 }, { "swe7", 1 }, { "ujis", 3 } };

  for (guint i = 0; charset != NULL && i < G_N_ELEMENTS (sizes); i++)
    if (g_ascii_strncasecmp (charset, sizes[i].prefix, strlen (sizes[i].prefix)) == 0)
      return sizes[i].bytes;
  return 4;
}

/* A text of n characters is the least type that holds them; a varchar too long for a row becomes a text in MariaDB. */
static void
size_text (TenonSourceTable *table,
           TenonColumn      *column)
{
  const char *charset = column->charset != NULL ? column->charset : column->collation;
  gint64      bytes;

  if (charset == NULL)
    charset = table->charset != NULL ? table->charset : table->collation;
  bytes = g_ascii_strtoll (strchr (column->type, '(') + 1, NULL, 10) * bytes_per_character (charset);
  g_free (column->type);
  column->type = g_strdup (bytes < 256 ? "tinytext" : bytes < 65536  ? "text"
                                                  : bytes < 16777216 ? "mediumtext"
                                                                     : "longtext");
}

/* Bytes instead of characters: CHARACTER SET binary changes the type. */
static void
make_binary (TenonColumn *column)
{
  static const struct
  {
    const char *text;
    const char *binary;
  } pairs[] = { { "varchar", "varbinary" }, { "char", "binary" }, { "tinytext", "tinyblob" }, { "mediumtext", "mediumblob" }, { "longtext", "longblob" }, { "text", "blob" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_has_prefix (column->type, pairs[i].text))
      {
        char *type = g_strconcat (pairs[i].binary, column->type + strlen (pairs[i].text), NULL);

        g_free (column->type);
        column->type = type;
        g_clear_pointer (&column->charset, g_free);
        g_clear_pointer (&column->collation, g_free);
        return;
      }
}

/**
 * tenon_ddl_finish_column:
 *
 * Settles what depends on the whole table: its character set, and the default of a column that is not null.
 */
void
tenon_ddl_finish_column (TenonSourceTable *table,
                         TenonColumn      *column)
{
  const char *charset = column->charset;

  if (charset == NULL && column->collation == NULL)
    charset = table->charset;
  if (charset != NULL && g_ascii_strcasecmp (charset, "binary") == 0)
    make_binary (column);
  if (g_str_has_prefix (column->type, "text("))
    size_text (table, column);
  if (column->generated != TENON_GENERATED_NONE)
    set_default (column, TENON_COLUMN_DEFAULT_NONE, NULL);
  else if (!column->nullable && column->default_kind == TENON_COLUMN_DEFAULT_NULL)
    set_default (column, TENON_COLUMN_DEFAULT_NONE, NULL);
  else if (column->nullable && column->default_kind == TENON_COLUMN_DEFAULT_NONE)
    set_default (column, TENON_COLUMN_DEFAULT_NULL, NULL);
  if (column->default_kind != TENON_COLUMN_DEFAULT_LITERAL)
    return;
  if (strstr (column->type, "date") != NULL || g_str_has_prefix (column->type, "time"))
    complete_time (column);
  else if (g_str_has_prefix (column->type, "bit("))
    spell_bits (column);
  else if (g_str_has_prefix (column->type, "binary"))
    pad_binary (column);
}

static gboolean
read_place (TenonDdl         *self,
            TenonColumnExtra *extra)
{
  if (tenon_ddl_accept_word (self, "FIRST"))
    {
      g_free (extra->after);
      extra->after = g_strdup ("");
    }
  else if (tenon_ddl_accept_word (self, "AFTER"))
    {
      g_free (extra->after);
      extra->after = tenon_ddl_take_name (self);
      return extra->after != NULL;
    }
  return TRUE;
}

/**
 * tenon_ddl_read_column:
 * @table: the table it will belong to
 * @extra: (out): to be cleared by the caller, also after a failure
 *
 * Reads "name type attributes…" and, in ALTER TABLE, the place behind it; stops at the comma or parenthesis.
 *
 * Returns: (transfer full) (nullable): %NULL, with the diagnostic written, where there is no column
 */
TenonColumn *
tenon_ddl_read_column (TenonDdl         *self,
                       TenonSourceTable *table,
                       TenonColumnExtra *extra)
{
  g_autoptr (TenonColumn) column = g_object_new (TENON_TYPE_COLUMN, NULL);

  column->line = tenon_ddl_get_line (self, self->token.text);
  column->nullable = TRUE;
  column->name = tenon_ddl_take_name (self);
  if (column->name == NULL || !tenon_ddl_read_type (self, column, extra))
    return NULL;
  while (self->token.kind != TENON_TOKEN_END && !tenon_token_is_mark (&self->token, ',') && !tenon_token_is_mark (&self->token, ')'))
    {
      gboolean known;

      if (!read_attribute (self, table, column, extra, &known) || !read_place (self, extra))
        return NULL;
      if (!known && self->token.kind != TENON_TOKEN_END && !tenon_token_is_mark (&self->token, ',') && !tenon_token_is_mark (&self->token, ')'))
        {
          g_autofree char *found = NULL;

          if (extra->after != NULL)
            break;
          if (self->dialect == TENON_DIALECT_MARIADB)
            {
              tenon_ddl_syntax_error (self, "an attribute of the column");
              return NULL;
            }
          found = tenon_ddl_dup_token (self);
          if (self->token.kind == TENON_TOKEN_NAME)
            {
              tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-missing-comma", "A comma is missing before “%s”", found);
              extra->comma_missing = TRUE;
              break;
            }
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-unknown-attribute", "“%s” is no known attribute of column “%s” and is left out", found, column->name);
          tenon_ddl_next (self);
        }
    }
  /* MariaDB knows no NOT NULL on a generated column. */
  if (column->generated != TENON_GENERATED_NONE && self->dialect == TENON_DIALECT_MARIADB)
    column->nullable = TRUE;
  return g_steal_pointer (&column);
}
