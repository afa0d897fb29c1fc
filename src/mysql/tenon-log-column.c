/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The values a class of statements binds one column to: how many different ones, and which come often.
 *
 * Values are people's data and what is found stands in the project's files. A value shows only where it is a whole number
 * that identifies a row (of a primary or foreign key, or counted up by the server), or where the schema itself names it (ENUM,
 * SET). Every other one shows as "#" and 32 bits of a digest of the column and the value: enough to tell frequent values apart
 * and to know them again in another log. It hides a value from a reader, not from somebody who has a list of candidates to try.
 */

#include "mysql/tenon-log-column.h"

#include <math.h>
#include <string.h>

#include "base/tenon-distinct.h"
#include "mysql/tenon-value-sketch.h"

/* Counters of 16 bytes. A count is short by at most about 1/384 of the values. */
#define CAPACITY 1024
/* Bytes of a value that is kept as it is, and how many are kept. */
#define MAX_TEXT 64
#define MAX_TEXTS 4096
/* Foreign keys that follow one another. */
#define MAX_FOLLOW 8

struct _TenonLogColumn
{
  char             *name;     /* (owned) table.column */
  char             *identity; /* (owned) the column its values come from: what foreign keys lead to */
  TenonColumn      *column;   /* (nullable) of the schema */
  TenonValueSketch *sketch;   /* (owned) (nullable) */
  gboolean          is_key;
  gboolean          is_shown;
  gboolean          is_number;  /* or not known */
  gboolean          has_others; /* values that are no whole numbers */
  gint64            values;
  gint64            missed;
  GHashTable       *texts; /* (owned) (nullable) hash -> text, where values are kept as they are */
};

/* ---- what the schema says ---- */

static gboolean
names_column (char      **names,
              const char *name)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_in_keys (TenonList  *keys,
            const char *name)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    if (names_column (((TenonKey *)tenon_list_get (keys, i))->columns, name))
      return TRUE;
  return FALSE;
}

static TenonForeignKey *
find_single_key (TenonSourceTable *table,
                 const char       *name)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (names_column (key->columns, name) && key->columns[1] == NULL && key->ref_columns != NULL && key->ref_columns[0] != NULL && key->ref_table != NULL)
        return key;
    }
  return NULL;
}

/* A reference and what it refers to hold the same values. */
static char *
find_identity (TenonSchema      *schema,
               TenonSourceTable *table,
               TenonColumn      *column)
{
  for (guint i = 0; i < MAX_FOLLOW; i++)
    {
      TenonForeignKey  *key = find_single_key (table, column->name);
      TenonSourceTable *parent = key != NULL ? tenon_schema_find_table (schema, key->ref_table) : NULL;
      TenonColumn      *referred = parent != NULL ? tenon_source_table_find_column (parent, key->ref_columns[0]) : NULL;

      if (referred == NULL || referred == column)
        break;
      table = parent;
      column = referred;
    }
  return g_strconcat (table->name, ".", column->name, NULL);
}

static void
look_up (TenonLogColumn *self,
         TenonSchema    *schema)
{
  const char        *dot = strrchr (self->name, '.');
  g_autofree char   *name = dot != NULL ? g_strndup (self->name, dot - self->name) : NULL;
  TenonSourceTable  *table = name != NULL && schema != NULL ? tenon_schema_find_table (schema, name) : NULL;
  TenonColumnDetails details;

  self->is_number = TRUE;
  self->column = table != NULL ? tenon_source_table_find_column (table, dot + 1) : NULL;
  if (self->column == NULL)
    {
      self->identity = g_strdup (self->name);
      return;
    }
  tenon_column_get_details (self->column, &details);
  name = (g_free (name), g_strdup (self->column->name));
  self->is_number = details.is_number;
  self->is_shown = g_str_has_suffix (details.base, "int") && (self->column->auto_increment || names_column (table->primary_key, name) || find_single_key (table, name) != NULL);
  self->is_key = names_column (table->primary_key, name) || find_single_key (table, name) != NULL || is_in_keys (table->foreign_keys, name) || is_in_keys (table->unique_keys, name) || is_in_keys (table->indexes, name);
  self->identity = find_identity (schema, table, self->column);
}

/**
 * tenon_log_column_new:
 * @name: table.column
 * @schema: (nullable): must outlive it
 * @has_sketch: else its values are only missed
 */
TenonLogColumn *
tenon_log_column_new (const char  *name,
                      TenonSchema *schema,
                      gboolean     has_sketch)
{
  TenonLogColumn *self = g_new0 (TenonLogColumn, 1);

  self->name = g_strdup (name);
  self->sketch = has_sketch ? tenon_value_sketch_new (CAPACITY, TENON_VALUES_PRECISION) : NULL;
  look_up (self, schema);
  return self;
}

void
tenon_log_column_free (TenonLogColumn *self)
{
  g_free (self->name);
  g_free (self->identity);
  g_clear_pointer (&self->sketch, tenon_value_sketch_free);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self);
}

const char *
tenon_log_column_get_name (TenonLogColumn *self)
{
  return self->name;
}

/**
 * tenon_log_column_is_key:
 *
 * Returns: whether the schema has it in a key or an index
 */
gboolean
tenon_log_column_is_key (TenonLogColumn *self)
{
  return self->is_key;
}

/* ---- values ---- */

/* Whole numbers as they are mostly written. */
static gboolean
parse_int (const char *p,
           gsize       length,
           char        sign,
           gint64     *value)
{
  gint64 n = 0;

  if (length > 0 && (*p == '-' || *p == '+') && sign == 0)
    {
      sign = *p++;
      length--;
    }
  if (length == 0 || length > 18 || (*p == '0' && length > 1))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (p[i] < '0' || p[i] > '9')
        return FALSE;
      n = n * 10 + (p[i] - '0');
    }
  *value = sign == '-' ? -n : n;
  return TRUE;
}

/* "1.50", "1e5": what else a number may look like. A skeleton leaves out more than that, such as "5-b". */
static gboolean
is_number (const char *p,
           gsize       length)
{
  gboolean has_digit = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_sign = p[i] == '-' || p[i] == '+';

      if (is_sign && i > 0 && p[i - 1] != 'e' && p[i - 1] != 'E')
        return FALSE;
      if (!is_sign && !g_ascii_isdigit (p[i]) && p[i] != '.' && p[i] != 'e' && p[i] != 'E')
        return FALSE;
      has_digit |= g_ascii_isdigit (p[i]);
    }
  return has_digit;
}

static guint64
hash_number (TenonLogColumn *self,
             const char     *p,
             gsize           length,
             char            sign)
{
  gint64  value;
  guint64 hash;

  if (parse_int (p, length, sign, &value))
    return tenon_value_hash_int (value);
  if (!is_number (p, length))
    return 0;
  self->has_others = TRUE;
  hash = tenon_value_hash (p, length);
  return sign == '-' ? tenon_value_hash_join (hash, '-') : hash;
}

/* Escapes are compared as they are written. A number in quotes equals one without them. */
static guint64
hash_string (TenonLogColumn *self,
             const char     *p,
             gsize           length)
{
  gint64 value;

  if (self->is_number && parse_int (p, length, 0, &value))
    return tenon_value_hash_int (value);
  self->has_others = TRUE;
  return tenon_value_hash (p, length);
}

/* "0x4F", "b'01'": to a skeleton the first is a number like others. */
static gboolean
is_bytes (const char *p,
          gsize       length)
{
  return length >= 2 && (g_ascii_isalpha (p[0]) || p[1] == 'x' || p[1] == 'X' || (p[0] == '0' && (p[1] == 'b' || p[1] == 'B')));
}

/* Digits alone, so that x'4f' equals 0x4F. */
static guint64
hash_bytes (TenonLogColumn *self,
            const char     *p,
            gsize           length)
{
  char  digits[512];
  gsize n = 0;

  self->has_others = TRUE;
  digits[n++] = g_ascii_tolower (p[0]) == 'b' || g_ascii_tolower (p[1]) == 'b' ? 'b' : 'x';
  for (gsize i = 2; i < length && n < sizeof digits; i++)
    if (g_ascii_isalnum (p[i]))
      digits[n++] = g_ascii_tolower (p[i]);
  return tenon_value_hash (digits, n);
}

/* Forgets the texts of values that have come too seldom to have a counter. */
static void
thin_out (TenonLogColumn *self)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) list = tenon_value_sketch_list (self->sketch);
  GHashTableIter iter;
  gpointer       hash;

  for (guint i = 0; i < list->len; i++)
    g_hash_table_add (counted, &g_array_index (list, TenonValueCount, i).hash);
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (!g_hash_table_contains (counted, hash))
      g_hash_table_iter_remove (&iter);
}

static void
keep_text (TenonLogColumn *self,
           guint64         hash,
           const char     *text,
           gsize           length)
{
  if (self->texts == NULL)
    self->texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (g_hash_table_contains (self->texts, &hash))
    return;
  if (g_hash_table_size (self->texts) >= MAX_TEXTS)
    thin_out (self);
  g_hash_table_insert (self->texts, g_memdup2 (&hash, sizeof hash), g_utf8_make_valid (text, MIN (length, MAX_TEXT)));
}

/**
 * tenon_log_column_take:
 * @kind: number, string, bytes; or a word: TRUE or FALSE
 * @sign: of a number, where it does not stand in @text; 0: none
 * @text: as it is written, quotes included
 *
 * Counts a value, or that there was none.
 */
void
tenon_log_column_take (TenonLogColumn *self,
                       TenonTokenKind  kind,
                       char            sign,
                       const char     *text,
                       gsize           length,
                       gboolean        keeps_text)
{
  guint64 hash = 0;

  if (kind == TENON_TOKEN_STRING)
    {
      guint prefix = length > 0 && *text != '\'' && *text != '"' ? 2 : 1; /* n'…' */

      if (length > prefix)
        {
          text += prefix;
          length -= prefix + 1;
          hash = hash_string (self, text, length);
        }
    }
  else if (kind == TENON_TOKEN_NUMBER || kind == TENON_TOKEN_BYTES)
    hash = is_bytes (text, length) ? hash_bytes (self, text, length) : hash_number (self, text, length, sign);
  else if (kind == TENON_TOKEN_WORD)
    hash = tenon_value_hash_int (*text == 'T' || *text == 't');
  if (hash == 0 || self->sketch == NULL)
    {
      self->missed++;
      return;
    }
  self->values++;
  tenon_value_sketch_add (self->sketch, hash);
  if (keeps_text && kind != TENON_TOKEN_WORD)
    keep_text (self, hash, text, length);
}

/**
 * tenon_log_column_miss:
 *
 * Says that a statement asked by the column with something else than a value.
 */
void
tenon_log_column_miss (TenonLogColumn *self)
{
  self->missed++;
}

/* ---- the result ---- */

static char *
find_label (TenonLogColumn *self,
            guint64         hash)
{
  g_auto (GStrv) labels = self->column != NULL ? tenon_column_dup_labels (self->column) : NULL;

  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    if (tenon_value_hash (labels[i], strlen (labels[i])) == hash)
      return g_strdup (labels[i]);
  return NULL;
}

static char *
show (TenonLogColumn *self,
      guint64         hash)
{
  g_autoptr (GChecksum) checksum = NULL;
  g_autofree char *label = find_label (self, hash);
  g_autofree char *bits = NULL;

  if (self->texts != NULL && g_hash_table_contains (self->texts, &hash))
    return g_strdup (g_hash_table_lookup (self->texts, &hash));
  if (label != NULL)
    return g_steal_pointer (&label);
  if (self->is_shown && !self->has_others)
    return g_strdup_printf ("%" G_GINT64_FORMAT, tenon_value_unhash_int (hash));
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  bits = g_strdup_printf ("%s %016" G_GINT64_MODIFIER "x", self->identity, hash);
  g_checksum_update (checksum, (const guchar *)bits, -1);
  return g_strdup_printf ("#%.8s", g_checksum_get_string (checksum));
}

static void
list_top (TenonLogColumn       *self,
          TenonValueStatistics *statistics)
{
  g_autoptr (GArray) list = tenon_value_sketch_list (self->sketch);
  gint64   slack = tenon_value_sketch_get_slack (self->sketch);
  gboolean is_small = slack == 0 && list->len <= TENON_VALUES_KEPT;

  for (guint i = 0; i < list->len; i++)
    {
      const TenonValueCount *count = &g_array_index (list, TenonValueCount, i);
      TenonValueShare       *share;

      if (i >= TENON_VALUES_KEPT || (count->count < TENON_VALUES_OFTEN && !is_small))
        {
          statistics->others_most = count->count;
          break;
        }
      share = g_object_new (TENON_TYPE_VALUE_SHARE, NULL);
      share->value = show (self, count->hash);
      share->count = count->count;
      share->slack = slack;
      tenon_list_append_take (statistics->top, share);
    }
  statistics->others_most += slack;
}

/**
 * tenon_log_column_finish:
 *
 * Returns: (transfer full) (nullable): %NULL where no value was seen: nothing is known, which is not that there is none
 */
TenonValueStatistics *
tenon_log_column_finish (TenonLogColumn *self)
{
  TenonValueStatistics *statistics;
  g_autofree guint8    *registers = NULL;

  if (self->values == 0)
    return NULL;
  tenon_value_sketch_end_run (self->sketch);
  statistics = g_object_new (TENON_TYPE_VALUE_STATISTICS, NULL);
  registers = tenon_value_sketch_dup_registers (self->sketch);
  statistics->column = g_strdup (self->name);
  statistics->values = self->values;
  statistics->missed = self->missed;
  statistics->distinct_values = MIN (round (tenon_value_sketch_get_distinct (self->sketch, &statistics->error)), (double)self->values);
  statistics->registers = tenon_distinct_to_text (registers, TENON_VALUES_PRECISION);
  list_top (self, statistics);
  tenon_value_statistics_sort_top (statistics);
  return statistics;
}
