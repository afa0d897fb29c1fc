/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rows of a dump show of columns and foreign keys: how many values, how many children, how many bytes. */

#include "mysql/tenon-row-counter.h"

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"
#include "mysql/tenon-value-sketch.h"

/* Counters of a foreign key, and what those of all together may take; of any other column. Registers: 2 to the power. */
#define KEY_CAPACITY 65536
#define KEY_CAPACITY_LEAST 4096
#define KEY_BUDGET (2u << 20)
#define KEY_PRECISION 14
#define COLUMN_CAPACITY 256
#define COLUMN_PRECISION 11
/* Columns beyond these get no sketch, only sizes. */
#define MAX_SKETCHES 4096

typedef struct
{
  TenonValueSketch *sketch; /* (owned) (nullable) */
  gboolean          is_number;
  gboolean          is_key;
  gboolean          is_unique; /* by the schema: nothing to be counted */
  gint64            rows, null_rows;
  gint64            bytes, bytes_max;

  /* of the row being read */
  guint64  hash; /* 0: no value that is known */
  gint64   size;
  gboolean is_null;
} ColumnCounter;

/* The columns of a foreign key that has several. */
typedef struct
{
  guint            *positions; /* (owned) */
  guint             n_positions;
  char            **names; /* (owned) */
  TenonValueSketch *sketch;
  gint64            rows, null_rows;
} GroupCounter;

typedef struct
{
  TenonSourceTable *table;
  ColumnCounter    *columns; /* (owned) */
  guint             n_columns;
  GPtrArray        *groups; /* (owned) GroupCounter */
  gint64            rows;
  gint64            bytes, bytes_max;
  char             *file; /* (owned) of the first row; "several files" where there are more */
} TableCounter;

struct _TenonRowCounter
{
  TenonSchema  *schema;
  GHashTable   *tables; /* (owned) TenonSourceTable -> TableCounter */
  guint         key_capacity;
  guint         n_sketches;
  TableCounter *current;
  guint        *order; /* (owned) (nullable) column each value belongs to; G_MAXUINT: none */
  guint         n_order;
  guint         next; /* value of the row */
};

static void
group_free (GroupCounter *self)
{
  g_free (self->positions);
  g_strfreev (self->names);
  g_clear_pointer (&self->sketch, tenon_value_sketch_free);
  g_free (self);
}

static void
table_free (TableCounter *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->columns[i].sketch, tenon_value_sketch_free);
  g_free (self->columns);
  g_ptr_array_unref (self->groups);
  g_free (self->file);
  g_free (self);
}

/**
 * tenon_row_counter_new:
 * @schema: with its foreign keys; must not change until the counter is freed, but by tenon_row_counter_finish()
 *
 * Memory is bounded by the schema: 1.1 MB a foreign key, less where there are more than 32, 6 KB any other column.
 */
TenonRowCounter *
tenon_row_counter_new (TenonSchema *schema)
{
  TenonRowCounter *self = g_new0 (TenonRowCounter, 1);

  self->schema = schema;
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)table_free);
  self->key_capacity = CLAMP (KEY_BUDGET / MAX (1, tenon_schema_count_foreign_keys (schema)), KEY_CAPACITY_LEAST, KEY_CAPACITY);
  return self;
}

void
tenon_row_counter_free (TenonRowCounter *self)
{
  g_hash_table_unref (self->tables);
  g_free (self->order);
  g_free (self);
}

TenonSchema *
tenon_row_counter_get_schema (TenonRowCounter *self)
{
  return self->schema;
}

/* ---- what is counted ---- */

static TenonValueSketch *
make_sketch (TenonRowCounter *self,
             gboolean         is_key)
{
  if (self->n_sketches >= MAX_SKETCHES)
    return NULL;
  self->n_sketches++;
  return is_key ? tenon_value_sketch_new (self->key_capacity, KEY_PRECISION) : tenon_value_sketch_new (COLUMN_CAPACITY, COLUMN_PRECISION);
}

static void
add_group (TenonRowCounter *self,
           TableCounter    *counter,
           TenonForeignKey *key)
{
  guint         n = g_strv_length (key->columns);
  GroupCounter *group = g_new0 (GroupCounter, 1);

  group->positions = g_new0 (guint, n);
  for (guint i = 0; i < n; i++)
    if (tenon_ddl_find_column (counter->table, key->columns[i], &group->positions[group->n_positions]) != NULL)
      group->n_positions++;
  if (group->n_positions < n || (group->sketch = make_sketch (self, TRUE)) == NULL)
    {
      group_free (group);
      return;
    }
  group->names = g_strdupv (key->columns);
  g_ptr_array_add (counter->groups, group);
}

static gboolean
has_group (TableCounter    *counter,
           TenonForeignKey *key)
{
  for (guint i = 0; i < counter->groups->len; i++)
    if (g_strv_equal ((const char *const *)((GroupCounter *)g_ptr_array_index (counter->groups, i))->names, (const char *const *)key->columns))
      return TRUE;
  return FALSE;
}

static TableCounter *
make_table (TenonRowCounter  *self,
            TenonSourceTable *table)
{
  TableCounter *counter = g_new0 (TableCounter, 1);

  counter->table = table;
  counter->n_columns = tenon_list_get_length (table->columns);
  counter->columns = g_new0 (ColumnCounter, counter->n_columns);
  counter->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)group_free);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      guint            position;

      if (key->columns == NULL || key->columns[0] == NULL)
        continue;
      if (key->columns[1] != NULL && !has_group (counter, key))
        add_group (self, counter, key);
      else if (key->columns[1] == NULL && tenon_ddl_find_column (table, key->columns[0], &position) != NULL)
        counter->columns[position].is_key = TRUE;
    }
  for (guint i = 0; i < counter->n_columns; i++)
    {
      TenonColumnDetails details;
      const char        *names[] = { ((TenonColumn *)tenon_list_get (table->columns, i))->name, NULL };

      tenon_column_get_details (tenon_list_get (table->columns, i), &details);
      counter->columns[i].is_number = details.is_number && !g_str_equal (details.base, "bit");
      counter->columns[i].is_unique = tenon_source_table_is_unique (table, names);
      if (!counter->columns[i].is_unique)
        counter->columns[i].sketch = make_sketch (self, counter->columns[i].is_key);
    }
  g_hash_table_insert (self->tables, table, counter);
  return counter;
}

static void
note_file (TableCounter *counter,
           const char   *file)
{
  if (counter->file == NULL)
    counter->file = g_path_get_basename (file != NULL ? file : "");
  else if (file != NULL && !g_str_has_suffix (file, counter->file))
    tenon_str_set (&counter->file, "several files");
}

/**
 * tenon_row_counter_begin:
 * @columns: (nullable): those whose values follow, in their order; all visible ones where %NULL
 * @file: where the rows stand
 *
 * Says which table the rows that follow belong to.
 */
gboolean
tenon_row_counter_begin (TenonRowCounter  *self,
                         TenonSourceTable *table,
                         char            **columns,
                         const char       *file)
{
  guint n = columns != NULL ? g_strv_length (columns) : tenon_list_get_length (table->columns);

  self->current = g_hash_table_lookup (self->tables, table);
  if (self->current == NULL)
    self->current = make_table (self, table);
  note_file (self->current, file);
  g_free (self->order);
  self->order = g_new (guint, n + 1);
  self->n_order = 0;
  for (guint i = 0; i < n; i++)
    {
      guint position = i;

      if (columns != NULL && tenon_ddl_find_column (table, columns[i], &position) == NULL)
        position = G_MAXUINT;
      if (columns == NULL && ((TenonColumn *)tenon_list_get (table->columns, i))->invisible)
        continue;
      self->order[self->n_order++] = position;
    }
  tenon_row_counter_drop_row (self);
  return TRUE;
}

/* DynamoDB counts a byte for two significant digits, one more, and one for the sign. */
static gint64
number_size (const char *text,
             gsize       length)
{
  guint  digits = 0, zeros = 0;
  gint64 size = 1;

  for (gsize i = 0; i < length && text[i] != 'e' && text[i] != 'E'; i++)
    {
      size += text[i] == '-';
      if (!g_ascii_isdigit (text[i]) || (text[i] == '0' && digits == 0))
        continue;
      digits++;
      zeros = text[i] == '0' ? zeros + 1 : 0;
    }
  return size + (digits - zeros + 1) / 2;
}

static gint64
text_size (const char *text,
           gsize       length)
{
  gint64      size = length;
  const char *p = text, *end = text + length;

  while (p < end && (p = memchr (p, '\\', end - p)) != NULL)
    {
      size--;
      p += 2;
    }
  for (p = text; p < end && (p = memchr (p, '\'', end - p)) != NULL; p++)
    if (p + 1 < end && p[1] == '\'' && (p == text || p[-1] != '\\'))
      {
        size--;
        p++;
      }
  return size;
}

/**
 * tenon_row_counter_take_value:
 * @text: without quotes, escapes as they stand
 *
 * Takes the next value of the row. A number in quotes equals one without them.
 */
void
tenon_row_counter_take_value (TenonRowCounter *self,
                              TenonValueKind   kind,
                              const char      *text,
                              gsize            length)
{
  guint          position = self->next < self->n_order ? self->order[self->next] : G_MAXUINT;
  ColumnCounter *column;

  self->next++;
  if (position == G_MAXUINT)
    return;
  column = &self->current->columns[position];
  column->is_null = kind == TENON_VALUE_NULL;
  if (kind == TENON_VALUE_NULL || kind == TENON_VALUE_UNKNOWN)
    return;
  column->hash = tenon_value_hash (text, length);
  if (kind == TENON_VALUE_NUMBER || (kind == TENON_VALUE_TEXT && column->is_number))
    column->size = number_size (text, length);
  else
    column->size = kind == TENON_VALUE_BYTES ? (gint64)(length + 1) / 2 : text_size (text, length);
}

/* Forgets the values of a row that does not end. */
void
tenon_row_counter_drop_row (TenonRowCounter *self)
{
  for (guint i = 0; i < self->current->n_columns; i++)
    {
      self->current->columns[i].hash = 0;
      self->current->columns[i].is_null = FALSE;
    }
  self->next = 0;
}

static void
count_group (TableCounter *counter,
             GroupCounter *group)
{
  guint64 hash = 0;

  for (guint i = 0; i < group->n_positions; i++)
    {
      ColumnCounter *column = &counter->columns[group->positions[i]];

      if (column->is_null)
        {
          group->null_rows++;
          return;
        }
      if (column->hash == 0)
        return;
      hash = tenon_value_hash_join (hash, column->hash);
    }
  group->rows++;
  tenon_value_sketch_add (group->sketch, hash);
}

void
tenon_row_counter_end_row (TenonRowCounter *self)
{
  TableCounter *counter = self->current;
  gint64        bytes = 0;

  counter->rows++;
  for (guint i = 0; i < counter->groups->len; i++)
    count_group (counter, g_ptr_array_index (counter->groups, i));
  for (guint i = 0; i < counter->n_columns; i++)
    {
      ColumnCounter *column = &counter->columns[i];

      column->null_rows += column->is_null;
      column->is_null = FALSE;
      if (column->hash == 0)
        continue;
      column->rows++;
      column->bytes += column->size;
      column->bytes_max = MAX (column->bytes_max, column->size);
      bytes += column->size;
      if (column->sketch != NULL)
        tenon_value_sketch_add (column->sketch, column->hash);
      column->hash = 0;
    }
  counter->bytes += bytes;
  counter->bytes_max = MAX (counter->bytes_max, bytes);
  self->next = 0;
}

/* The table is emptied: what was counted of it is gone. */
void
tenon_row_counter_truncate (TenonRowCounter  *self,
                            TenonSourceTable *table)
{
  TableCounter *counter = g_hash_table_lookup (self->tables, table);

  if (counter == NULL)
    return;
  for (guint i = 0; i < counter->n_columns; i++)
    self->n_sketches -= counter->columns[i].sketch != NULL;
  self->n_sketches -= counter->groups->len;
  g_hash_table_remove (self->tables, table);
  self->current = NULL;
}

/* ---- VALUES ---- */

static gboolean
ends_value (char c)
{
  return c == ',' || c == ')';
}

/* Moves behind an expression, to the comma or parenthesis that ends it. */
static void
skip_expression (TenonScanner *scanner)
{
  guint depth = 0;

  while (scanner->p < scanner->end && !tenon_scanner_at_delimiter (scanner))
    {
      char c = *scanner->p;

      if (depth == 0 && ends_value (c))
        return;
      if (c == '\'' || c == '"' || c == '`')
        {
          scanner->p = tenon_scanner_get_quoted_end (scanner, scanner->p);
          continue;
        }
      if (c == '(')
        depth++;
      else if (c == ')')
        depth--;
      scanner->p++;
    }
}

static void
skip_blanks (TenonScanner *scanner)
{
  while (scanner->p < scanner->end && g_ascii_isspace (*scanner->p))
    scanner->p++;
}

/* A value that is more than one plain token: "_binary 'x'", "x'41'", "0x41", "NOW()", "DEFAULT". */
static void
take_rare_value (TenonRowCounter *self,
                 TenonScanner    *scanner)
{
  const char    *behind;
  TenonScanner   ahead = *scanner;
  TenonToken     token;
  TenonValueKind kind = TENON_VALUE_UNKNOWN;
  const char    *text = NULL;
  gsize          length = 0;

  tenon_scanner_next (&ahead, &token);
  if (token.kind == TENON_TOKEN_WORD && *token.text == '_')
    tenon_scanner_next (&ahead, &token);
  text = token.text;
  length = token.length;
  if (tenon_token_is (&token, "NULL"))
    kind = TENON_VALUE_NULL;
  else if (tenon_token_is (&token, "TRUE") || tenon_token_is (&token, "FALSE"))
    kind = TENON_VALUE_NUMBER;
  else if (token.kind == TENON_TOKEN_NUMBER)
    kind = TENON_VALUE_NUMBER;
  else if (token.kind == TENON_TOKEN_STRING && length >= 2)
    {
      guint prefix = *text == 'n' || *text == 'N';

      kind = TENON_VALUE_TEXT;
      text += prefix + 1;
      length = MAX (length, prefix + 2) - prefix - 2;
    }
  else if (token.kind == TENON_TOKEN_BYTES && length >= 2)
    {
      gboolean is_quoted = text[1] == '\'';

      kind = TENON_VALUE_BYTES;
      text += 2;
      length -= MIN (length, is_quoted ? 3 : 2);
    }
  tenon_scanner_next (&ahead, &token);
  behind = token.text;
  skip_expression (scanner);
  /* Something else follows: it is an expression. */
  if (behind < scanner->p)
    kind = TENON_VALUE_UNKNOWN;
  tenon_row_counter_take_value (self, kind, text, length);
}

static void
take_value (TenonRowCounter *self,
            TenonScanner    *scanner)
{
  const char *begin = scanner->p, *p = begin, *end = scanner->end;

  if (*p == '\'')
    {
      p = tenon_scanner_get_quoted_end (scanner, p);
      if (p < end && ends_value (*p) && p - begin >= 2)
        {
          scanner->p = p;
          tenon_row_counter_take_value (self, TENON_VALUE_TEXT, begin + 1, p - begin - 2);
          return;
        }
    }
  else if (g_ascii_isdigit (*p) || *p == '-')
    {
      for (p++; p < end && (g_ascii_isdigit (*p) || *p == '.');)
        p++;
      if (p < end && ends_value (*p))
        {
          scanner->p = p;
          tenon_row_counter_take_value (self, TENON_VALUE_NUMBER, begin, p - begin);
          return;
        }
    }
  else if (*p == 'N' && end - p > 4 && memcmp (p, "NULL", 4) == 0 && ends_value (p[4]))
    {
      scanner->p = p + 4;
      tenon_row_counter_take_value (self, TENON_VALUE_NULL, NULL, 0);
      return;
    }
  take_rare_value (self, scanner);
}

static void
take_row (TenonRowCounter *self,
          TenonScanner    *scanner)
{
  do
    {
      scanner->p++;
      skip_blanks (scanner);
      if (scanner->p >= scanner->end || *scanner->p == ')')
        break;
      take_value (self, scanner);
      skip_blanks (scanner);
    }
  while (scanner->p < scanner->end && *scanner->p == ',');
  if (scanner->p >= scanner->end || *scanner->p != ')')
    {
      tenon_row_counter_drop_row (self);
      return;
    }
  scanner->p++;
  tenon_row_counter_end_row (self);
}

/**
 * tenon_row_counter_take_rows:
 * @scanner: behind VALUES
 *
 * Takes the rows that stand there, and stops before what is none.
 */
void
tenon_row_counter_take_rows (TenonRowCounter *self,
                             TenonScanner    *scanner)
{
  for (;;)
    {
      TenonScanner before = *scanner;
      TenonToken   token;

      skip_blanks (scanner);
      if (scanner->p < scanner->end && *scanner->p == '(')
        {
          take_row (self, scanner);
          continue;
        }
      if (scanner->p < scanner->end && *scanner->p == ',')
        {
          scanner->p++;
          continue;
        }
      tenon_scanner_next (scanner, &token);
      if (tenon_token_is (&token, "ROW"))
        continue;
      if (tenon_token_is_mark (&token, '('))
        scanner->p = token.text;
      else if (!tenon_token_is_mark (&token, ','))
        {
          *scanner = before;
          return;
        }
    }
}

/* ---- the result ---- */

static void
read_sketch (TenonValueSketch   *sketch,
             TenonRowStatistics *statistics)
{
  tenon_value_sketch_end_run (sketch);
  statistics->distinct_values = tenon_value_sketch_get_distinct (sketch, &statistics->error);
  statistics->distinct_values = MIN (statistics->distinct_values, (double)statistics->rows);
  statistics->maximum_rows = tenon_value_sketch_get_maximum (sketch, &statistics->maximum_rows_most);
  statistics->maximum_rows_most = MIN (statistics->maximum_rows_most, statistics->rows);
}

static void
add_statistics (TenonRowCounter  *self,
                TableCounter     *counter,
                char            **columns,
                TenonValueSketch *sketch, /* (nullable) */
                gint64            rows,
                gint64            null_rows,
                ColumnCounter    *column)
{
  TenonRowStatistics *statistics = g_object_new (TENON_TYPE_ROW_STATISTICS, NULL);
  g_autofree char    *joined = g_strjoinv ("+", columns);

  statistics->name = g_strconcat (counter->table->name, ".", joined, NULL);
  statistics->table = g_strdup (counter->table->name);
  statistics->columns = g_strdupv (columns);
  statistics->rows = rows;
  statistics->null_rows = null_rows;
  statistics->file = g_strdup (counter->file);
  statistics->is_foreign_key = column == NULL || column->is_key;
  if (sketch != NULL)
    read_sketch (sketch, statistics);
  else
    {
      statistics->distinct_values = rows;
      statistics->maximum_rows = statistics->maximum_rows_most = MIN (rows, 1);
    }
  if (statistics->distinct_values > 0)
    statistics->average_rows = rows / statistics->distinct_values;
  if (column != NULL && rows > 0)
    {
      statistics->mean_bytes = (double)column->bytes / rows;
      statistics->maximum_bytes = column->bytes_max;
    }
  tenon_list_append_take (self->schema->row_statistics, statistics);
}

static void
finish_table (TenonRowCounter *self,
              TableCounter    *counter)
{
  if (counter->rows == 0)
    return;
  counter->table->mean_row_bytes = (double)counter->bytes / counter->rows;
  counter->table->maximum_row_bytes = counter->bytes_max;
  for (guint i = 0; i < counter->n_columns; i++)
    {
      ColumnCounter *column = &counter->columns[i];
      char          *columns[] = { ((TenonColumn *)tenon_list_get (counter->table->columns, i))->name, NULL };

      if (column->sketch != NULL || column->is_unique)
        add_statistics (self, counter, columns, column->sketch, column->rows, column->null_rows, column);
    }
  for (guint i = 0; i < counter->groups->len; i++)
    {
      GroupCounter *group = g_ptr_array_index (counter->groups, i);

      add_statistics (self, counter, group->names, group->sketch, group->rows, group->null_rows, NULL);
    }
}

static void
forget_statistics (TenonRowCounter *self,
                   const char      *table)
{
  for (guint i = tenon_list_get_length (self->schema->row_statistics); i > 0; i--)
    if (g_strcmp0 (((TenonRowStatistics *)tenon_list_get (self->schema->row_statistics, i - 1))->table, table) == 0)
      tenon_list_remove (self->schema->row_statistics, i - 1);
}

/**
 * tenon_row_counter_finish:
 *
 * Writes into the schema what was counted: a #TenonRowStatistics a column and a foreign key of several columns, for
 * each table whose rows were seen; in place of what earlier rows of that table showed.
 */
void
tenon_row_counter_finish (TenonRowCounter *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);
      TableCounter     *counter = g_hash_table_lookup (self->tables, table);

      if (counter == NULL || counter->rows == 0)
        continue;
      if (tenon_list_get_length (self->schema->row_statistics) > 0)
        forget_statistics (self, table->name);
      finish_table (self, counter);
    }
}
