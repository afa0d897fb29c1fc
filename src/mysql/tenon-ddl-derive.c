/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What type a column has that a query computes, as MySQL 8.4 decides it; only where that follows from the expression's own
 * text and the columns it names. */

#include "mysql/tenon-ddl-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tenon-text.h"

/* Expressions inside one another that are looked into. */
#define MAX_DEPTH 8
/* Arguments of a function that are looked at. */
#define MAX_ARGUMENTS 64
/* Characters a varchar of four bytes each holds at most beside nothing else. */
#define MAX_VARCHAR 16383

/* A part of the text. */
typedef struct
{
  const char *begin, *end;
} Span;

typedef struct
{
  GPtrArray     *sources; /* (element-type TenonSelectSource) */
  TenonScanFlags flags;
  guint          depth;
} Deriver;

static TenonColumn *derive (Deriver *self,
                            Span     span);

static TenonColumn *
column_new (char       *type,
            gboolean    nullable,
            const char *default_value)
{
  TenonColumn *column = g_object_new (TENON_TYPE_COLUMN, NULL);

  column->type = type;
  column->nullable = nullable;
  if (default_value != NULL)
    {
      column->default_kind = TENON_COLUMN_DEFAULT_LITERAL;
      column->default_value = g_strdup (default_value);
    }
  return column;
}

/* ---- literals ---- */

static TenonColumn *
derive_number (const TenonToken *token)
{
  const char *dot = memchr (token->text, '.', token->length);

  if (memchr (token->text, 'e', token->length) != NULL || memchr (token->text, 'E', token->length) != NULL)
    return column_new (g_strdup ("double"), FALSE, "0");
  if (dot != NULL)
    {
      int scale = token->text + token->length - dot - 1;

      return column_new (g_strdup_printf ("decimal(%d,%d)", (int)token->length - 1, scale), FALSE, NULL);
    }
  return column_new (g_strdup (token->length > 9 ? "bigint" : "int"), FALSE, NULL);
}

static TenonColumn *
derive_literal (Deriver          *self,
                const TenonToken *token)
{
  if (token->kind == TENON_TOKEN_STRING)
    {
      g_autofree char *text = tenon_token_dup_text (token, self->flags);

      return column_new (g_strdup_printf ("varchar(%ld)", g_utf8_strlen (text, -1)), FALSE, NULL);
    }
  if (token->kind == TENON_TOKEN_NUMBER)
    return derive_number (token);
  if (tenon_token_is (token, "NULL"))
    return column_new (g_strdup ("binary(0)"), TRUE, NULL);
  if (tenon_token_is (token, "TRUE") || tenon_token_is (token, "FALSE"))
    return column_new (g_strdup ("int"), FALSE, NULL);
  return NULL;
}

/* ---- what is known of a type ---- */

/* Decimal digits a whole number has at most; 0: it is none. */
static int
digits_of (const char *type)
{
  static const struct
  {
    const char *base;
    int         digits;
  } types[] = { { "tinyint", 3 }, { "smallint", 5 }, { "mediumint", 8 }, { "int", 10 }, { "bigint", 19 } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gsize n = strlen (types[i].base);

      if (strncmp (type, types[i].base, n) == 0 && !g_ascii_isalpha (type[n]))
        return types[i].digits + (types[i].digits == 19 && strstr (type, "unsigned") != NULL);
    }
  return 0;
}

static gboolean
read_decimal (const char *type,
              int        *precision,
              int        *scale)
{
  return sscanf (type, "decimal(%d,%d)", precision, scale) == 2;
}

/* Characters a value has at most as a text; -1: not known. */
static gint64
characters_of (TenonColumn *column)
{
  TenonColumnDetails details;
  int                precision, scale, digits = digits_of (column->type);

  tenon_column_get_details (column, &details);
  if (g_str_equal (details.base, "varchar") || g_str_equal (details.base, "char"))
    return details.length;
  if (digits > 0)
    return strstr (column->type, "unsigned") != NULL ? digits : digits + 1;
  if (read_decimal (column->type, &precision, &scale))
    return precision + 1 + (scale > 0);
  if (g_str_equal (details.base, "date"))
    return 10;
  if (g_str_equal (details.base, "datetime") || g_str_equal (details.base, "timestamp"))
    return details.length > 0 ? 20 + details.length : 19;
  return -1;
}

static char *
varchar_of (gint64 characters)
{
  return characters > MAX_VARCHAR ? g_strdup ("text") : g_strdup_printf ("varchar(%" G_GINT64_FORMAT ")", characters);
}

/* ---- functions ---- */

static TenonColumn *
make_nullable (TenonColumn *column)
{
  column->nullable = TRUE;
  column->default_kind = TENON_COLUMN_DEFAULT_NONE;
  g_clear_pointer (&column->default_value, g_free);
  g_clear_pointer (&column->on_update, g_free);
  return column;
}

/* SUM has 22 digits more than its argument, AVG four more, all behind the point (div_precision_increment). */
static TenonColumn *
derive_sum (Deriver *self,
            Span    *arguments,
            guint    n)
{
  g_autoptr (TenonColumn) argument = n == 1 ? derive (self, arguments[0]) : NULL;
  int precision, scale = 0;

  if (argument == NULL)
    return NULL;
  precision = digits_of (argument->type);
  if (precision > 0 || read_decimal (argument->type, &precision, &scale))
    return column_new (g_strdup_printf ("decimal(%d,%d)", MIN (precision + 22, 65), scale), TRUE, NULL);
  return column_new (g_strdup ("double"), TRUE, NULL);
}

static TenonColumn *
derive_average (Deriver *self,
                Span    *arguments,
                guint    n)
{
  g_autoptr (TenonColumn) argument = n == 1 ? derive (self, arguments[0]) : NULL;
  int precision, scale = 0;

  if (argument == NULL)
    return NULL;
  precision = digits_of (argument->type);
  if (precision > 0 || read_decimal (argument->type, &precision, &scale))
    return column_new (g_strdup_printf ("decimal(%d,%d)", MIN (precision + 4, 65), MIN (scale + 4, 30)), TRUE, NULL);
  return column_new (g_strdup ("double"), TRUE, NULL);
}

static TenonColumn *
derive_same (Deriver *self,
             Span    *arguments,
             guint    n)
{
  TenonColumn *argument = n == 1 ? derive (self, arguments[0]) : NULL;

  return argument != NULL ? make_nullable (argument) : NULL;
}

static TenonColumn *
derive_count (Deriver *self,
              Span    *arguments,
              guint    n)
{
  return column_new (g_strdup ("bigint"), FALSE, "0");
}

static TenonColumn *
derive_concat (Deriver *self,
               Span    *arguments,
               guint    n)
{
  gint64   sum = 0;
  gboolean nullable = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TenonColumn) argument = derive (self, arguments[i]);
      gint64 characters = argument != NULL ? characters_of (argument) : -1;

      if (characters < 0)
        return NULL;
      sum += characters;
      nullable |= argument->nullable;
    }
  return n > 0 ? column_new (varchar_of (sum), nullable, nullable ? NULL : "") : NULL;
}

/* A text as long as its argument. */
static TenonColumn *
derive_text (Deriver *self,
             Span    *arguments,
             guint    n)
{
  g_autoptr (TenonColumn) argument = n >= 1 ? derive (self, arguments[0]) : NULL;
  gint64 characters = argument != NULL ? characters_of (argument) : -1;

  return characters >= 0 ? column_new (varchar_of (characters), argument->nullable, argument->nullable ? NULL : "") : NULL;
}

static TenonColumn *
derive_int (Deriver *self,
            Span    *arguments,
            guint    n)
{
  return column_new (g_strdup ("int"), TRUE, NULL);
}

/* COALESCE, IFNULL: of one type where all are; what cannot be NULL ends it. */
static TenonColumn *
derive_coalesce (Deriver *self,
                 Span    *arguments,
                 guint    n)
{
  g_autoptr (TenonColumn) first = n > 0 ? derive (self, arguments[0]) : NULL;
  gboolean nullable;
  gint64   characters;

  if (first == NULL)
    return NULL;
  nullable = first->nullable;
  characters = characters_of (first);
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (TenonColumn) other = derive (self, arguments[i]);
      gboolean both_text;

      if (other == NULL)
        return NULL;
      nullable &= other->nullable;
      both_text = g_str_has_prefix (first->type, "varchar") && g_str_has_prefix (other->type, "varchar");
      if (both_text)
        characters = MAX (characters, characters_of (other));
      else if (!(digits_of (first->type) > 0 && digits_of (other->type) > 0 && digits_of (other->type) <= digits_of (first->type)) && strcmp (first->type, other->type) != 0)
        return NULL;
    }
  return column_new (g_str_has_prefix (first->type, "varchar") ? varchar_of (characters) : g_strdup (first->type), nullable, nullable ? NULL : digits_of (first->type) > 0 ? "0"
                                                                                                                                                                           : "");
}

static TenonColumn *
derive_now (Deriver *self,
            Span    *arguments,
            guint    n)
{
  return column_new (g_strdup ("datetime"), FALSE, "0000-00-00 00:00:00");
}

static TenonColumn *
derive_today (Deriver *self,
              Span    *arguments,
              guint    n)
{
  return column_new (g_strdup ("date"), FALSE, "0000-00-00");
}

static TenonColumn *
derive_date (Deriver *self,
             Span    *arguments,
             guint    n)
{
  return column_new (g_strdup ("date"), TRUE, NULL);
}

static TenonColumn *
derive_uuid (Deriver *self,
             Span    *arguments,
             guint    n)
{
  return column_new (g_strdup ("varchar(36)"), FALSE, "");
}

static TenonColumn *
derive_json (Deriver *self,
             Span    *arguments,
             guint    n)
{
  return column_new (g_strdup ("json"), TRUE, NULL);
}

/* The type behind AS in CAST and behind the comma in CONVERT. */
static TenonColumn *
derive_cast_type (Deriver *self,
                  Span     type)
{
  TenonScanner     scanner;
  TenonToken       token;
  g_autofree char *word = NULL;
  g_autofree char *argument = NULL;

  tenon_scanner_init (&scanner, type.begin, type.end - type.begin, self->flags);
  tenon_scanner_next (&scanner, &token);
  word = g_utf8_make_valid (token.text, token.length);
  tenon_scanner_next (&scanner, &token);
  if (tenon_token_is_mark (&token, '('))
    {
      const char *close = memchr (token.text, ')', type.end - token.text);

      argument = close != NULL ? g_utf8_make_valid (token.text, close + 1 - token.text) : NULL;
    }
  if (g_ascii_strcasecmp (word, "SIGNED") == 0)
    return column_new (g_strdup ("bigint"), TRUE, NULL);
  if (g_ascii_strcasecmp (word, "UNSIGNED") == 0)
    return column_new (g_strdup ("bigint unsigned"), TRUE, NULL);
  if ((g_ascii_strcasecmp (word, "CHAR") == 0 || g_ascii_strcasecmp (word, "NCHAR") == 0) && argument != NULL)
    return column_new (g_strconcat ("varchar", argument, NULL), TRUE, NULL);
  if (g_ascii_strcasecmp (word, "BINARY") == 0 && argument != NULL)
    return column_new (g_strconcat ("varbinary", argument, NULL), TRUE, NULL);
  if (g_ascii_strcasecmp (word, "DECIMAL") == 0 && argument != NULL && strchr (argument, ',') != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (argument, " ", -1);
      g_autofree char *packed = g_strjoinv ("", parts);

      return column_new (g_strconcat ("decimal", packed, NULL), TRUE, NULL);
    }
  if (g_ascii_strcasecmp (word, "DECIMAL") == 0)
    return column_new (argument != NULL ? g_strdup_printf ("decimal(%d,0)", atoi (argument + 1)) : g_strdup ("decimal(10,0)"), TRUE, NULL);
  for (guint i = 0; i < 6; i++)
    {
      static const char *const plain[] = { "DATE", "DATETIME", "TIME", "JSON", "DOUBLE", "YEAR" };

      if (g_ascii_strcasecmp (word, plain[i]) == 0)
        {
          g_autofree char *lower = g_ascii_strdown (word, -1);

          return column_new (g_strconcat (lower, argument, NULL), TRUE, NULL);
        }
    }
  return NULL;
}

static TenonColumn *
derive_convert (Deriver *self,
                Span    *arguments,
                guint    n)
{
  return n == 2 ? derive_cast_type (self, arguments[1]) : NULL;
}

static TenonColumn *
derive_cast (Deriver *self,
             Span    *arguments,
             guint    n)
{
  TenonScanner scanner;
  TenonToken   token;
  guint        depth = 0;

  if (n != 1)
    return NULL;
  tenon_scanner_init (&scanner, arguments[0].begin, arguments[0].end - arguments[0].begin, self->flags);
  for (tenon_scanner_next (&scanner, &token); token.kind != TENON_TOKEN_END; tenon_scanner_next (&scanner, &token))
    {
      if (tenon_token_is_mark (&token, '('))
        depth++;
      else if (tenon_token_is_mark (&token, ')'))
        depth--;
      else if (depth == 0 && tenon_token_is (&token, "AS"))
        return derive_cast_type (self, (Span){ scanner.p, arguments[0].end });
    }
  return NULL;
}

static const struct
{
  const char *name;
  TenonColumn *(*derive) (Deriver *self,
                          Span    *arguments,
                          guint    n);
} functions[] = {
  { "COUNT", derive_count },
  { "SUM", derive_sum },
  { "AVG", derive_average },
  { "MIN", derive_same },
  { "MAX", derive_same },
  { "ANY_VALUE", derive_same },
  { "CONCAT", derive_concat },
  { "LOWER", derive_text },
  { "LCASE", derive_text },
  { "UPPER", derive_text },
  { "UCASE", derive_text },
  { "TRIM", derive_text },
  { "LTRIM", derive_text },
  { "RTRIM", derive_text },
  { "REVERSE", derive_text },
  { "LENGTH", derive_int },
  { "CHAR_LENGTH", derive_int },
  { "CHARACTER_LENGTH", derive_int },
  { "MONTH", derive_int },
  { "DAY", derive_int },
  { "DAYOFMONTH", derive_int },
  { "DAYOFWEEK", derive_int },
  { "DAYOFYEAR", derive_int },
  { "HOUR", derive_int },
  { "MINUTE", derive_int },
  { "SECOND", derive_int },
  { "QUARTER", derive_int },
  { "WEEK", derive_int },
  { "DATEDIFF", derive_int },
  { "COALESCE", derive_coalesce },
  { "IFNULL", derive_coalesce },
  { "NOW", derive_now },
  { "SYSDATE", derive_now },
  { "CURRENT_TIMESTAMP", derive_now },
  { "UTC_TIMESTAMP", derive_now },
  { "CURDATE", derive_today },
  { "CURRENT_DATE", derive_today },
  { "UTC_DATE", derive_today },
  { "DATE", derive_date },
  { "LAST_DAY", derive_date },
  { "UUID", derive_uuid },
  { "JSON_OBJECT", derive_json },
  { "JSON_ARRAY", derive_json },
  { "JSON_ARRAYAGG", derive_json },
  { "JSON_OBJECTAGG", derive_json },
  { "JSON_EXTRACT", derive_json },
  { "CAST", derive_cast },
  { "CONVERT", derive_convert },
};

/* Cuts what stands between the parentheses at the commas; %FALSE where more follows behind them. */
static gboolean
split_arguments (TenonScanner *scanner,
                 Span         *arguments,
                 guint        *n)
{
  const char *begin = scanner->p;
  TenonToken  token;
  guint       depth = 0;

  *n = 0;
  for (tenon_scanner_next (scanner, &token); token.kind != TENON_TOKEN_END; tenon_scanner_next (scanner, &token))
    {
      gboolean closes = depth == 0 && tenon_token_is_mark (&token, ')');

      if (closes || (depth == 0 && tenon_token_is_mark (&token, ',')))
        {
          if (*n >= MAX_ARGUMENTS)
            return FALSE;
          arguments[*n] = (Span){ begin, token.text };
          *n += 1;
          begin = scanner->p;
        }
      if (closes)
        {
          tenon_scanner_next (scanner, &token);
          return token.kind == TENON_TOKEN_END;
        }
      if (tenon_token_is_mark (&token, '('))
        depth++;
      else if (tenon_token_is_mark (&token, ')'))
        depth--;
    }
  return FALSE;
}

static TenonColumn *
derive_call (Deriver          *self,
             const TenonToken *name,
             TenonScanner     *scanner)
{
  Span  arguments[MAX_ARGUMENTS];
  guint n;

  if (!split_arguments (scanner, arguments, &n))
    return NULL;
  if (n == 1 && arguments[0].begin == arguments[0].end)
    n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (tenon_token_equals (name, functions[i].name, strlen (functions[i].name)))
      return functions[i].derive (self, arguments, n);
  return NULL;
}

/* A name, with its table in front or not. */
static TenonColumn *
derive_name (Deriver      *self,
             TenonToken   *token,
             TenonScanner *scanner)
{
  g_autofree char *qualifier = NULL;
  g_autofree char *name = tenon_token_dup_text (token, self->flags);

  tenon_scanner_next (scanner, token);
  while (tenon_token_is_mark (token, '.'))
    {
      tenon_scanner_next (scanner, token);
      g_free (qualifier);
      qualifier = g_steal_pointer (&name);
      name = tenon_token_dup_text (token, self->flags);
      tenon_scanner_next (scanner, token);
    }
  return token->kind == TENON_TOKEN_END ? tenon_ddl_find_selected (self->sources, qualifier, name) : NULL;
}

static TenonColumn *
derive (Deriver *self,
        Span     span)
{
  TenonScanner scanner, ahead;
  TenonToken   token, next;
  TenonColumn *column = NULL;

  if (self->depth >= MAX_DEPTH || span.end <= span.begin)
    return NULL;
  self->depth++;
  tenon_scanner_init (&scanner, span.begin, span.end - span.begin, self->flags);
  tenon_scanner_next (&scanner, &token);
  if (tenon_token_is (&token, "DISTINCT"))
    tenon_scanner_next (&scanner, &token);
  ahead = scanner;
  tenon_scanner_next (&ahead, &next);
  if (next.kind == TENON_TOKEN_END)
    column = derive_literal (self, &token);
  if (column == NULL && token.kind == TENON_TOKEN_WORD && tenon_token_is_mark (&next, '('))
    column = derive_call (self, &token, &ahead);
  else if (column == NULL && tenon_token_is_name (&token))
    column = derive_name (self, &token, &scanner);
  self->depth--;
  return column;
}

/**
 * tenon_ddl_derive_column:
 * @sources: (element-type TenonSelectSource): tables the expression may name columns of
 * @begin: the expression's text, up to @end
 *
 * Returns: (transfer full) (nullable): a column without a name; %NULL where only a server could tell its type
 */
TenonColumn *
tenon_ddl_derive_column (GPtrArray     *sources,
                         const char    *begin,
                         const char    *end,
                         TenonScanFlags flags)
{
  Deriver self = { sources, flags, 0 };

  return derive (&self, (Span){ begin, end });
}
