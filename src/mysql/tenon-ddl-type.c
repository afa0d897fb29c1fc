/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Column types, spelled as information_schema of MySQL 8.4 spells them. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

/* What stands behind a type's name, and how it is spelled. */
typedef enum
{
  TYPE_PLAIN,   /* no argument */
  TYPE_INTEGER, /* a display width, shown only with ZEROFILL and for tinyint(1) */
  TYPE_DECIMAL, /* precision and scale, (10,0) by default */
  TYPE_FLOAT,   /* (precision) chooses the type; (digits,scale) stays */
  TYPE_DOUBLE,
  TYPE_LENGTH,   /* a length, shown as it is; 1 by default */
  TYPE_OPTIONAL, /* a length or fraction, left out when absent or 0 */
  TYPE_SIZED,    /* a length that chooses among tiny, plain, medium and long */
  TYPE_VALUES,   /* a list of strings */
  TYPE_SERIAL,
} TypeForm;

static const struct
{
  const char *words; /* as written, capital; two words where the second tells */
  const char *base;
  TypeForm    form;
} types[] = {
  { "INT", "int", TYPE_INTEGER },
  { "VARCHAR", "varchar", TYPE_LENGTH },
  { "CHAR", "char", TYPE_LENGTH },
  { "TINYINT", "tinyint", TYPE_INTEGER },
  { "DATETIME", "datetime", TYPE_OPTIONAL },
  { "TIMESTAMP", "timestamp", TYPE_OPTIONAL },
  { "TEXT", "text", TYPE_SIZED },
  { "BIGINT", "bigint", TYPE_INTEGER },
  { "SMALLINT", "smallint", TYPE_INTEGER },
  { "DECIMAL", "decimal", TYPE_DECIMAL },
  { "ENUM", "enum", TYPE_VALUES },
  { "DATE", "date", TYPE_PLAIN },
  { "MEDIUMTEXT", "mediumtext", TYPE_PLAIN },
  { "LONGTEXT", "longtext", TYPE_PLAIN },
  { "MEDIUMINT", "mediumint", TYPE_INTEGER },
  { "INTEGER", "int", TYPE_INTEGER },
  { "DOUBLE", "double", TYPE_DOUBLE },
  { "FLOAT", "float", TYPE_FLOAT },
  { "BLOB", "blob", TYPE_SIZED },
  { "BOOLEAN", "tinyint(1)", TYPE_PLAIN },
  { "BOOL", "tinyint(1)", TYPE_PLAIN },
  { "JSON", "json", TYPE_PLAIN },
  { "SET", "set", TYPE_VALUES },
  { "TIME", "time", TYPE_OPTIONAL },
  { "YEAR", "year", TYPE_INTEGER },
  { "BIT", "bit", TYPE_LENGTH },
  { "BINARY", "binary", TYPE_LENGTH },
  { "VARBINARY", "varbinary", TYPE_LENGTH },
  { "TINYTEXT", "tinytext", TYPE_PLAIN },
  { "TINYBLOB", "tinyblob", TYPE_PLAIN },
  { "MEDIUMBLOB", "mediumblob", TYPE_PLAIN },
  { "LONGBLOB", "longblob", TYPE_PLAIN },
  { "NUMERIC", "decimal", TYPE_DECIMAL },
  { "DEC", "decimal", TYPE_DECIMAL },
  { "FIXED", "decimal", TYPE_DECIMAL },
  { "NUMBER", "decimal", TYPE_DECIMAL },
  { "REAL", "double", TYPE_DOUBLE },
  { "FLOAT4", "float", TYPE_FLOAT },
  { "FLOAT8", "double", TYPE_DOUBLE },
  { "INT1", "tinyint", TYPE_INTEGER },
  { "INT2", "smallint", TYPE_INTEGER },
  { "INT3", "mediumint", TYPE_INTEGER },
  { "INT4", "int", TYPE_INTEGER },
  { "INT8", "bigint", TYPE_INTEGER },
  { "MIDDLEINT", "mediumint", TYPE_INTEGER },
  { "CHARACTER", "char", TYPE_LENGTH },
  { "NCHAR", "char", TYPE_LENGTH },
  { "NVARCHAR", "varchar", TYPE_LENGTH },
  { "VARCHARACTER", "varchar", TYPE_LENGTH },
  { "SERIAL", "bigint unsigned", TYPE_SERIAL },
  { "GEOMETRY", "geometry", TYPE_PLAIN },
  { "POINT", "point", TYPE_PLAIN },
  { "LINESTRING", "linestring", TYPE_PLAIN },
  { "POLYGON", "polygon", TYPE_PLAIN },
  { "MULTIPOINT", "multipoint", TYPE_PLAIN },
  { "MULTILINESTRING", "multilinestring", TYPE_PLAIN },
  { "MULTIPOLYGON", "multipolygon", TYPE_PLAIN },
  { "GEOMETRYCOLLECTION", "geomcollection", TYPE_PLAIN },
  { "GEOMCOLLECTION", "geomcollection", TYPE_PLAIN },
  { "VECTOR", "vector", TYPE_OPTIONAL },
  { "UUID", "uuid", TYPE_PLAIN },
  { "INET4", "inet4", TYPE_PLAIN },
  { "INET6", "inet6", TYPE_PLAIN },
  { "XMLTYPE", "xmltype", TYPE_PLAIN },
  { "CLOB", "longtext", TYPE_PLAIN },
  { "VARCHAR2", "varchar", TYPE_LENGTH },
  { "RAW", "varbinary", TYPE_LENGTH },
};

/* Reads "(a)" or "(a,b)"; negative where absent. */
static gboolean
read_arguments (TenonDdl *self,
                gint64    arguments[2])
{
  arguments[0] = arguments[1] = -1;
  if (!tenon_ddl_accept_mark (self, '('))
    return TRUE;
  for (guint i = 0; i < 2; i++)
    {
      if (self->token.kind != TENON_TOKEN_NUMBER)
        {
          if (i == 0 && tenon_ddl_accept_mark (self, ')'))
            return TRUE;
          return tenon_ddl_syntax_error (self, "a number");
        }
      arguments[i] = tenon_token_get_int (&self->token);
      /* A length written "10.2" would be one number. */
      tenon_ddl_next (self);
      /* "varchar(20 char)" of another product. */
      if (tenon_token_is (&self->token, "CHAR") || tenon_token_is (&self->token, "BYTE"))
        tenon_ddl_next (self);
      if (!tenon_ddl_accept_mark (self, ','))
        break;
    }
  return tenon_ddl_expect_mark (self, ')');
}

static void
append_value (GString    *type,
              const char *value)
{
  gsize n = strlen (value);

  /* The server drops trailing spaces of a value. */
  while (n > 0 && value[n - 1] == ' ')
    n--;
  g_string_append_c (type, '\'');
  for (gsize i = 0; i < n; i++)
    {
      if (value[i] == '\'')
        g_string_append_c (type, '\'');
      g_string_append_c (type, value[i]);
    }
  g_string_append_c (type, '\'');
}

static gboolean
read_values (TenonDdl *self,
             GString  *type)
{
  if (!tenon_ddl_expect_mark (self, '('))
    return FALSE;
  g_string_append_c (type, '(');
  do
    {
      g_autofree char *value = NULL;

      if (self->token.kind == TENON_TOKEN_WORD && self->token.text[0] == '_')
        tenon_ddl_next (self);
      if (self->token.kind != TENON_TOKEN_STRING && self->token.kind != TENON_TOKEN_BYTES && !(self->token.kind == TENON_TOKEN_NAME && self->token.text[0] == '"'))
        return tenon_ddl_syntax_error (self, "a string");
      if (type->str[type->len - 1] != '(')
        g_string_append_c (type, ',');
      value = self->token.kind == TENON_TOKEN_STRING ? tenon_ddl_take_string (self) : tenon_ddl_dup_token (self);
      if (self->token.kind == TENON_TOKEN_BYTES || self->token.kind == TENON_TOKEN_NAME)
        tenon_ddl_next (self);
      append_value (type, value);
    }
  while (tenon_ddl_accept_mark (self, ','));
  g_string_append_c (type, ')');
  return tenon_ddl_expect_mark (self, ')');
}

/* Takes the words that belong to the type itself and returns its row in the table. */
static gint
read_type_words (TenonDdl    *self,
                 const char **base,
                 TypeForm    *form)
{
  gboolean national = FALSE;

  if (tenon_token_is (&self->token, "NATIONAL"))
    {
      national = TRUE;
      tenon_ddl_next (self);
    }
  if (!national && tenon_ddl_accept_word (self, "LONG"))
    {
      *form = TYPE_PLAIN;
      *base = "mediumtext";
      if (tenon_ddl_accept_word (self, "VARBINARY"))
        *base = "mediumblob";
      else if (tenon_ddl_accept_word (self, "CHAR") || tenon_ddl_accept_word (self, "CHARACTER"))
        tenon_ddl_accept_word (self, "VARYING");
      else
        tenon_ddl_accept_word (self, "VARCHAR");
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (tenon_token_equals (&self->token, types[i].words, strlen (types[i].words)))
      {
        *base = types[i].base;
        *form = types[i].form;
        tenon_ddl_next (self);
        if (g_str_equal (*base, "double"))
          tenon_ddl_accept_word (self, "PRECISION");
        if (g_str_equal (*base, "char") && (tenon_ddl_accept_word (self, "VARYING") || (tenon_token_is (&self->token, "VARCHAR") && (tenon_ddl_next (self), TRUE))))
          *base = "varchar";
        else if (g_str_equal (*base, "char") && tenon_ddl_accept_word (self, "BYTE"))
          *base = "binary";
        else if (g_str_equal (*base, "char") && tenon_ddl_accept_word (self, "LARGE"))
          {
            tenon_ddl_accept_word (self, "OBJECT");
            *base = "longtext";
            *form = TYPE_PLAIN;
          }
        return TRUE;
      }
  return FALSE;
}

static void
spell_integer (TenonColumn *column,
               const char  *base,
               gint64       width,
               gboolean     is_unsigned,
               gboolean     zerofill)
{
  static const struct
  {
    const char *base;
    int         width; /* of the unsigned type */
  } widths[] = { { "tinyint", 3 }, { "smallint", 5 }, { "mediumint", 8 }, { "int", 10 }, { "bigint", 20 } };

  if (zerofill)
    {
      for (guint i = 0; width < 0 && i < G_N_ELEMENTS (widths); i++)
        if (g_str_equal (base, widths[i].base))
          width = widths[i].width;
      column->type = g_strdup_printf ("%s(%" G_GINT64_FORMAT ") unsigned zerofill", base, width);
    }
  else if (width == 1 && g_str_equal (base, "tinyint") && !is_unsigned)
    {
      column->type = g_strdup ("tinyint(1)");
    }
  else
    {
      column->type = g_strconcat (base, is_unsigned && !g_str_equal (base, "year") ? " unsigned" : "", NULL);
    }
}

/* The least type that holds so many bytes; the plain one where no length is given. */
static const char *
sized_blob (gint64 bytes)
{
  if (bytes <= 0)
    return "blob";
  return bytes < 256 ? "tinyblob" : bytes < 65536  ? "blob"
                                : bytes < 16777216 ? "mediumblob"
                                                   : "longblob";
}

static void
spell (TenonColumn *column,
       const char  *base,
       TypeForm     form,
       gint64       arguments[2],
       gboolean     is_unsigned,
       gboolean     zerofill)
{
  const char *sign = zerofill ? " unsigned zerofill" : is_unsigned ? " unsigned"
                                                                   : "";

  switch (form)
    {
    case TYPE_INTEGER:
      spell_integer (column, base, arguments[0], is_unsigned, zerofill);
      break;
    case TYPE_DECIMAL:
      column->type = g_strdup_printf ("%s(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")%s", base, arguments[0] > 0 ? arguments[0] : 10, MAX (arguments[1], 0), sign);
      break;
    case TYPE_FLOAT:
    case TYPE_DOUBLE:
      if (arguments[1] >= 0)
        column->type = g_strdup_printf ("%s(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")%s", base, arguments[0], arguments[1], sign);
      else
        column->type = g_strconcat (form == TYPE_FLOAT && arguments[0] > 24 ? "double" : base, sign, NULL);
      break;
    case TYPE_LENGTH:
      column->type = g_strdup_printf ("%s(%" G_GINT64_FORMAT ")", base, arguments[0] >= 0 ? arguments[0] : 1);
      break;
    case TYPE_OPTIONAL:
      if (arguments[0] > 0)
        column->type = g_strdup_printf ("%s(%" G_GINT64_FORMAT ")", base, arguments[0]);
      else
        column->type = g_strdup (base);
      break;
    case TYPE_SIZED:
      /* A text's length counts characters; what they take is known with the table's character set. */
      if (g_str_equal (base, "text") && arguments[0] > 0)
        column->type = g_strdup_printf ("text(%" G_GINT64_FORMAT ")", arguments[0]);
      else
        column->type = g_strdup (g_str_equal (base, "text") ? "text" : sized_blob (arguments[0]));
      break;
    default:
      column->type = g_strdup (base);
    }
}

/**
 * tenon_ddl_read_type:
 *
 * Reads the type at the present token with UNSIGNED, SIGNED and ZEROFILL behind it.
 */
gboolean
tenon_ddl_read_type (TenonDdl         *self,
                     TenonColumn      *column,
                     TenonColumnExtra *extra)
{
  const char *base = NULL;
  TypeForm    form = TYPE_PLAIN;
  gint64      arguments[2] = { -1, -1 };
  gboolean    is_unsigned = FALSE, zerofill = FALSE;

  if (self->token.kind != TENON_TOKEN_WORD || !read_type_words (self, &base, &form))
    return tenon_ddl_syntax_error (self, "a type");
  if (form == TYPE_VALUES)
    {
      g_autoptr (GString) type = g_string_new (base);

      if (!read_values (self, type))
        return FALSE;
      column->type = g_strndup (type->str, type->len);
      return TRUE;
    }
  if (!read_arguments (self, arguments))
    return FALSE;
  for (;; tenon_ddl_next (self))
    {
      if (tenon_token_is (&self->token, "UNSIGNED"))
        is_unsigned = TRUE;
      else if (tenon_token_is (&self->token, "ZEROFILL"))
        zerofill = TRUE;
      else if (!tenon_token_is (&self->token, "SIGNED"))
        break;
    }
  spell (column, base, form, arguments, is_unsigned, zerofill);
  if (form == TYPE_SERIAL)
    {
      column->auto_increment = TRUE;
      column->nullable = FALSE;
      extra->is_unique = TRUE;
    }
  return TRUE;
}
