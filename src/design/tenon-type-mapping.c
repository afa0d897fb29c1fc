/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a MySQL column becomes a DynamoDB attribute of type S, N or B, and how many bytes its value is taken to have. */

#include "design/tenon-type-mapping.h"

#include <string.h>

#define DECIMAL_DIGITS_OF_N 38
#define DEFAULT_DECIMAL_DIGITS 10

/* Value bytes: numbers by ceil (digits / 2) + 1, text and bytes as the assumption says. Half of a declared length is
 * taken for variable text, at most 128 bytes: declared lengths are limits, not sizes. */
typedef struct
{
  const char        *base;
  TenonAttributeType type;
  guint              bytes;    /* of the value; 0: reckoned from the declared length */
  gboolean           is_large; /* may exceed what a key can hold (2,048 bytes) */
  const char        *note;     /* (nullable) what to know about the conversion */
} Mapping;

static const char double_note[] = "a number lies between 1E-130 and 9.99E+125, a double between 2.2E-308 and 1.8E+308: what is beyond is refused when it is written";

static const Mapping mappings[] = {
  { "tinyint", TENON_ATTRIBUTE_N, 3, FALSE, NULL },
  { "bool", TENON_ATTRIBUTE_N, 2, FALSE, "0 or 1: the contract knows S, N and B only" },
  { "boolean", TENON_ATTRIBUTE_N, 2, FALSE, "0 or 1: the contract knows S, N and B only" },
  { "smallint", TENON_ATTRIBUTE_N, 4, FALSE, NULL },
  { "mediumint", TENON_ATTRIBUTE_N, 5, FALSE, NULL },
  { "int", TENON_ATTRIBUTE_N, 6, FALSE, NULL },
  { "integer", TENON_ATTRIBUTE_N, 6, FALSE, NULL },
  { "bigint", TENON_ATTRIBUTE_N, 11, FALSE, NULL },
  { "serial", TENON_ATTRIBUTE_N, 11, FALSE, NULL },
  { "float", TENON_ATTRIBUTE_N, 5, FALSE, NULL },
  { "double", TENON_ATTRIBUTE_N, 10, FALSE, double_note },
  { "real", TENON_ATTRIBUTE_N, 10, FALSE, double_note },
  { "bit", TENON_ATTRIBUTE_N, 11, FALSE, "the bits as an unsigned number" },
  { "year", TENON_ATTRIBUTE_N, 3, FALSE, NULL },
  { "date", TENON_ATTRIBUTE_S, 10, FALSE, "ISO 8601: text order is date order" },
  { "time", TENON_ATTRIBUTE_S, 9, FALSE, "[-]HHH:MM:SS: text order is time order only within one sign and width" },
  { "datetime", TENON_ATTRIBUTE_S, 19, FALSE, "ISO 8601: text order is date order" },
  { "timestamp", TENON_ATTRIBUTE_S, 20, FALSE, "ISO 8601 in UTC: text order is date order" },
  { "tinytext", TENON_ATTRIBUTE_S, 128, FALSE, NULL },
  { "text", TENON_ATTRIBUTE_S, 1024, TRUE, NULL },
  { "mediumtext", TENON_ATTRIBUTE_S, 4096, TRUE, "may exceed the 400 KB of an item" },
  { "longtext", TENON_ATTRIBUTE_S, 4096, TRUE, "may exceed the 400 KB of an item" },
  { "json", TENON_ATTRIBUTE_S, 1024, TRUE, "as text: the contract knows S, N and B only" },
  { "tinyblob", TENON_ATTRIBUTE_B, 128, FALSE, NULL },
  { "blob", TENON_ATTRIBUTE_B, 1024, TRUE, NULL },
  { "mediumblob", TENON_ATTRIBUTE_B, 4096, TRUE, "may exceed the 400 KB of an item" },
  { "longblob", TENON_ATTRIBUTE_B, 4096, TRUE, "may exceed the 400 KB of an item" },
  { "uuid", TENON_ATTRIBUTE_S, 36, FALSE, NULL },
  { "inet4", TENON_ATTRIBUTE_S, 15, FALSE, NULL },
  { "inet6", TENON_ATTRIBUTE_S, 39, FALSE, NULL },
  { "vector", TENON_ATTRIBUTE_B, 4096, TRUE, "raw bytes: a vector index would need another shape" },
};

/* The types whose size hangs on their arguments are not in the table above. */
static const Mapping decimal = { "decimal", TENON_ATTRIBUTE_N, 0, FALSE, "exact: a number holds 38 digits; zeros at the end of the fraction are not kept" };
static const Mapping long_decimal = { "decimal", TENON_ATTRIBUTE_S, 0, FALSE, "more than 38 digits: a number would lose some" };
static const Mapping text = { "varchar", TENON_ATTRIBUTE_S, 0, FALSE, NULL };
static const Mapping labels = { "enum", TENON_ATTRIBUTE_S, 0, FALSE, "the label; MySQL sorts by position, DynamoDB by text" };
static const Mapping label_list = { "set", TENON_ATTRIBUTE_S, 0, FALSE, "the labels, separated by commas" };
static const Mapping bytes = { "varbinary", TENON_ATTRIBUTE_B, 0, FALSE, NULL };
static const Mapping geometry = { "geometry", TENON_ATTRIBUTE_B, 64, TRUE, "well-known binary: spatial search needs a service beside DynamoDB" };

static const Mapping *
find_mapping (const TenonColumnDetails *details)
{
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (strcmp (mappings[i].base, details->base) == 0)
      return &mappings[i];
  if (strcmp (details->base, "decimal") == 0 || strcmp (details->base, "numeric") == 0 || strcmp (details->base, "dec") == 0 || strcmp (details->base, "fixed") == 0)
    return details->length > DECIMAL_DIGITS_OF_N ? &long_decimal : &decimal;
  if (strcmp (details->base, "enum") == 0)
    return &labels;
  if (strcmp (details->base, "set") == 0)
    return &label_list;
  if (strcmp (details->base, "binary") == 0 || strcmp (details->base, "varbinary") == 0)
    return &bytes;
  if (details->is_binary)
    return &geometry;
  return details->is_number ? &decimal : &text;
}

/**
 * tenon_type_mapping_get:
 *
 * Whole numbers, DECIMAL up to 38 digits, FLOAT, DOUBLE, BIT and YEAR become N (BIGINT UNSIGNED has 20 digits and
 * fits); longer DECIMAL, text, ENUM, SET, JSON and dates (ISO 8601) become S; BINARY, BLOB and geometry become B.
 * A type nobody knows becomes S, which loses nothing of what MySQL prints.
 */
TenonAttributeType
tenon_type_mapping_get (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  return find_mapping (&details)->type;
}

static guint
label_bytes (TenonColumn *column,
             gboolean     all)
{
  g_auto (GStrv) names = tenon_column_dup_labels (column);
  guint longest = 1, sum = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      longest = MAX (longest, strlen (names[i]));
      sum += strlen (names[i]) + 1;
    }
  return all ? MAX (sum / 2, longest) : longest;
}

/**
 * tenon_type_mapping_get_bytes:
 *
 * Returns: the bytes the attribute's value is taken to have, its name not counted: an assumption by type, to be
 *   replaced by what is observed (numbers: Amazon DynamoDB Developer Guide, item sizes)
 */
guint
tenon_type_mapping_get_bytes (TenonColumn *column)
{
  TenonColumnDetails details;
  const Mapping     *mapping;
  gint64             length;

  tenon_column_get_details (column, &details);
  mapping = find_mapping (&details);
  if (mapping->bytes > 0)
    return mapping->bytes;
  if (mapping == &labels || mapping == &label_list)
    return label_bytes (column, mapping == &label_list);
  length = details.length;
  if (mapping == &decimal || mapping == &long_decimal)
    {
      length = length > 0 ? length : DEFAULT_DECIMAL_DIGITS;
      return mapping == &decimal ? (length + 1) / 2 + 1 : length + 1;
    }
  if (length <= 0)
    return strcmp (details.base, "char") == 0 || strcmp (details.base, "binary") == 0 ? 1 : 32;
  if (strcmp (details.base, "char") == 0 || strcmp (details.base, "binary") == 0)
    return MIN (length, 255);
  return CLAMP ((length + 1) / 2, 1, 128);
}

/* What a source value is, for what becomes of it as another type than its own. */
typedef enum
{
  VALUE_NUMBER,
  VALUE_LONG_DECIMAL,
  VALUE_DATE,
  VALUE_TIME_OF_DAY,
  VALUE_LABEL,
  VALUE_TEXT,
  VALUE_BYTES,
} ValueKind;

static const struct
{
  ValueKind          kind;
  TenonAttributeType type;
  gboolean           loses;           /* not every value can be stored, or read back as it was */
  gboolean           sorts_otherwise; /* than MySQL, and than the rule's own type */
  double             bytes;           /* for each byte the rule's own type takes */
  const char        *words;
} departures[] = {
  { VALUE_NUMBER, TENON_ATTRIBUTE_S, FALSE, TRUE, 2, "digits as text: 10 comes before 9 unless every value is padded to one width, negative numbers come in the wrong order, and no request can add to it" },
  { VALUE_NUMBER, TENON_ATTRIBUTE_B, FALSE, TRUE, 1, "a number as bytes: only one fixed width, highest byte first, sorts as the numbers do, every reader has to know it, and no request can add to it" },
  { VALUE_LONG_DECIMAL, TENON_ATTRIBUTE_N, TRUE, FALSE, 0.5, "a number holds 38 digits: a value with more is refused" },
  { VALUE_LONG_DECIMAL, TENON_ATTRIBUTE_B, FALSE, TRUE, 0.5, "a number as bytes: only one fixed width sorts as the numbers do, and every reader has to know it" },
  { VALUE_DATE, TENON_ATTRIBUTE_N, FALSE, FALSE, 0.32, "a time as a number, seconds since 1970 in UTC for instance, as time to live asks for: it sorts alike; whoever converts DATETIME has to know its time zone, and parts of a second need a fraction" },
  { VALUE_DATE, TENON_ATTRIBUTE_B, FALSE, TRUE, 1, "a time as bytes: how it sorts hangs on how it is written" },
  { VALUE_TIME_OF_DAY, TENON_ATTRIBUTE_N, FALSE, FALSE, 0.5, "a time as a number of seconds: it sorts as times do, also across signs" },
  { VALUE_TIME_OF_DAY, TENON_ATTRIBUTE_B, FALSE, TRUE, 1, "a time as bytes: how it sorts hangs on how it is written" },
  { VALUE_LABEL, TENON_ATTRIBUTE_N, FALSE, FALSE, 0.3, "the position of the label: it sorts as MySQL does, and a label that is added in between changes what is stored" },
  { VALUE_LABEL, TENON_ATTRIBUTE_B, FALSE, FALSE, 1, "the bytes of the label: it sorts as the label does, and tools show it encoded" },
  { VALUE_TEXT, TENON_ATTRIBUTE_N, TRUE, TRUE, 0.5, "a text as a number: what is no number is refused when it is written, zeros in front are lost, and it sorts by value" },
  { VALUE_TEXT, TENON_ATTRIBUTE_B, FALSE, FALSE, 1, "the bytes of the text: it sorts as the text does, and tools show it encoded" },
  { VALUE_BYTES, TENON_ATTRIBUTE_S, TRUE, TRUE, 2, "bytes are no text: they have to be written as hexadecimal, which sorts alike and takes twice the bytes, or as base64, which sorts otherwise" },
  { VALUE_BYTES, TENON_ATTRIBUTE_N, TRUE, TRUE, 1.25, "a number holds 38 digits: more than 15 bytes do not fit, and zero bytes in front are lost" },
};

static ValueKind
get_kind (const TenonColumnDetails *details)
{
  const Mapping *mapping = find_mapping (details);

  if (mapping == &long_decimal)
    return VALUE_LONG_DECIMAL;
  if (mapping == &labels)
    return VALUE_LABEL;
  if (mapping->type != TENON_ATTRIBUTE_S)
    return mapping->type == TENON_ATTRIBUTE_N ? VALUE_NUMBER : VALUE_BYTES;
  if (strcmp (details->base, "time") == 0)
    return VALUE_TIME_OF_DAY;
  return details->is_time ? VALUE_DATE : VALUE_TEXT;
}

static int
find_departure (TenonColumn       *column,
                TenonAttributeType type)
{
  TenonColumnDetails details;
  ValueKind          kind;

  tenon_column_get_details (column, &details);
  kind = get_kind (&details);
  for (guint i = 0; i < G_N_ELEMENTS (departures); i++)
    if (departures[i].kind == kind && departures[i].type == type)
      return i;
  return -1;
}

/**
 * tenon_type_mapping_find_departure:
 * @loses: (out) (optional): whether not every value can be stored, or read back as it was
 * @sorts_otherwise: (out) (optional): whether the values sort in another order
 *
 * Returns: (nullable): what becomes of the column's values as @type; %NULL where the mapping says just that type
 */
const char *
tenon_type_mapping_find_departure (TenonColumn       *column,
                                   TenonAttributeType type,
                                   gboolean          *loses,
                                   gboolean          *sorts_otherwise)
{
  int found = find_departure (column, type);

  if (loses != NULL)
    *loses = found >= 0 && departures[found].loses;
  if (sorts_otherwise != NULL)
    *sorts_otherwise = found >= 0 && departures[found].sorts_otherwise;
  return found >= 0 ? departures[found].words : NULL;
}

/**
 * tenon_type_mapping_get_stretch:
 *
 * Returns: by what the bytes of a value change as @type; 1 where the mapping says just that type
 */
double
tenon_type_mapping_get_stretch (TenonColumn       *column,
                                TenonAttributeType type)
{
  int found = find_departure (column, type);

  return found >= 0 ? departures[found].bytes : 1;
}

/* Whether every value of the declared length fits, at one byte a character; -1 and 0: a length of the type's own. */
static gboolean
fits (TenonColumn *column,
      gint64       limit)
{
  TenonColumnDetails details;
  const Mapping     *mapping;

  tenon_column_get_details (column, &details);
  mapping = find_mapping (&details);
  return !mapping->is_large && ((mapping != &text && mapping != &bytes) || details.length <= limit);
}

/**
 * tenon_type_mapping_can_key:
 *
 * Returns: whether the column's values can stand in a key: S, N or B, not a type made for long values, and not declared longer
 *   than a partition key holds (Amazon DynamoDB Developer Guide, Constraints)
 */
gboolean
tenon_type_mapping_can_key (TenonColumn *column)
{
  return fits (column, TENON_PARTITION_KEY_BYTES);
}

/**
 * tenon_type_mapping_can_sort:
 *
 * Returns: whether they can stand in a sort key, which holds half as much
 */
gboolean
tenon_type_mapping_can_sort (TenonColumn *column)
{
  return fits (column, TENON_SORT_KEY_BYTES);
}

/* Bytes of one character at most, by the beginning of the character set's name (MySQL 8.4 Reference Manual, Supported Character
 * Sets); DynamoDB keeps text as UTF-8, in which a character of a one-byte set outside ASCII takes two or three. */
static gint64
character_bytes (const char *charset)
{
  if (charset == NULL || g_str_has_prefix (charset, "utf8mb4") || g_str_has_prefix (charset, "utf16") || g_str_has_prefix (charset, "utf32") || g_str_has_prefix (charset, "gb18030"))
    return 4;
  if (g_str_has_prefix (charset, "ascii") || g_str_has_prefix (charset, "binary"))
    return 1;
  if (g_str_has_prefix (charset, "latin"))
    return 3;
  return g_str_has_prefix (charset, "utf8") || g_str_has_prefix (charset, "ucs2") ? 3 : 4;
}

/* MySQL 8.4 Reference Manual, data type storage requirements: what the type itself allows. */
static gint64
get_type_limit (const char *base)
{
  static const struct
  {
    const char *base;
    gint64      bytes;
  } limits[] = {
    { "tinytext", 255 },
    { "tinyblob", 255 },
    { "text", 65535 },
    { "blob", 65535 },
    { "mediumtext", 16777215 },
    { "mediumblob", 16777215 },
    { "longtext", G_MAXUINT32 },
    { "longblob", G_MAXUINT32 },
    { "json", G_MAXUINT32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (strcmp (limits[i].base, base) == 0)
      return limits[i].bytes;
  return -1;
}

/**
 * tenon_type_mapping_get_most_bytes:
 * @table: of the column
 *
 * Returns: the bytes a value may have by what is declared; -1: so few that no key is too short for it
 */
gint64
tenon_type_mapping_get_most_bytes (TenonColumn      *column,
                                   TenonSourceTable *table)
{
  /* The name of a collation begins with that of its set. */
  const char        *charsets[] = { column->charset, column->collation, table->charset, table->collation };
  const char        *charset = NULL;
  TenonColumnDetails details;
  const Mapping     *mapping;

  tenon_column_get_details (column, &details);
  mapping = find_mapping (&details);
  if (details.length <= 0 || (mapping != &text && mapping != &bytes))
    return get_type_limit (details.base);
  for (guint i = 0; i < G_N_ELEMENTS (charsets) && charset == NULL; i++)
    charset = charsets[i];
  return mapping == &bytes ? details.length : details.length * character_bytes (charset);
}

/**
 * tenon_type_mapping_get_distinct:
 *
 * Returns: the most different values the type itself allows, where that is few (ENUM, BOOL, one BIT); else -1
 */
double
tenon_type_mapping_get_distinct (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  if (strcmp (details.base, "enum") == 0)
    {
      g_auto (GStrv) names = tenon_column_dup_labels (column);
      guint n = names != NULL ? g_strv_length (names) : 0;

      return n > 0 ? (double)n : -1;
    }
  if (g_str_has_prefix (details.base, "bool") || (strcmp (details.base, "tinyint") == 0 && details.length == 1) || (strcmp (details.base, "bit") == 0 && details.length <= 1))
    return 2;
  return -1;
}

/**
 * tenon_type_mapping_get_note:
 *
 * Returns: (nullable): what to know about the conversion of this type
 */
const char *
tenon_type_mapping_get_note (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  return find_mapping (&details)->note;
}
