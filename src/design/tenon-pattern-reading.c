/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an access pattern asks for: its fields where they say it, else its words, resolved against the schema. Whatever had
 * to be assumed stands in the notes of the reading, so that a person can contradict. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

static const char *const bulk_words[] = { "bulk", "import", "imports", "batches", NULL };
static const char *const recursive_words[] = { "recursive", "recursively", "breadcrumb", "ancestors", "descendants", NULL };

static void
part_free (gpointer part)
{
  g_free (part);
}

void
tenon_reading_free (TenonReading *self)
{
  g_ptr_array_unref (self->equality);
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->ranges);
  g_ptr_array_unref (self->either);
  g_ptr_array_unref (self->reads);
  g_ptr_array_unref (self->writes);
  g_ptr_array_unref (self->parts);
  g_string_free (self->notes, TRUE);
  g_free (self);
}

gboolean
tenon_reading_contains (GPtrArray  *columns,
                        const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_strcmp0 (g_ptr_array_index (columns, i), name) == 0)
      return TRUE;
  return FALSE;
}

void
tenon_reading_add_once (GPtrArray  *columns,
                        const char *name)
{
  if (!tenon_reading_contains (columns, name))
    g_ptr_array_add (columns, (gpointer)name);
}

void
tenon_reading_note (TenonReading *self,
                    const char   *format,
                    ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (self->notes->len > 0)
    g_string_append (self->notes, "; ");
  g_string_append (self->notes, text);
}

gboolean
tenon_reading_kind_writes (TenonReadingKind kind)
{
  return kind == TENON_READING_CREATE || kind == TENON_READING_UPSERT || kind == TENON_READING_UPDATE || kind == TENON_READING_DELETE;
}

gboolean
tenon_reading_creates (TenonReadingKind kind)
{
  return kind == TENON_READING_CREATE || kind == TENON_READING_UPSERT;
}

static TenonReadingKind
kind_of_fields (TenonPattern *pattern)
{
  switch (pattern->operation_type)
    {
    case TENON_OPERATION_NONE:
      return TENON_READING_NONE;
    case TENON_OPERATION_WRITE:
      return TENON_READING_CREATE;
    case TENON_OPERATION_UPDATE:
      return TENON_READING_UPDATE;
    case TENON_OPERATION_DELETE:
      return TENON_READING_DELETE;
    case TENON_OPERATION_READ:
      return TENON_READING_GET;
    default:
      return TENON_READING_LIST;
    }
}

/* An operation nobody stated: the first verb, else the HTTP method. */
static TenonReadingKind
kind_of_words (TenonReading *self,
               GPtrArray    *words)
{
  static const struct
  {
    const char      *method;
    TenonReadingKind kind;
  } methods[] = {
    { "POST ", TENON_READING_CREATE },
    { "PUT ", TENON_READING_UPDATE },
    { "PATCH ", TENON_READING_UPDATE },
    { "DELETE ", TENON_READING_DELETE },
  };

  for (guint i = 0; i < words->len; i++)
    {
      const TenonVerb *verb = tenon_words_find_verb (g_ptr_array_index (words, i));

      if (verb != NULL)
        {
          tenon_reading_note (self, "operation read from the word \"%s\"", (char *)g_ptr_array_index (words, i));
          return verb->kind;
        }
    }
  for (guint i = 0; self->pattern->endpoint != NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_has_prefix (self->pattern->endpoint, methods[i].method))
      {
        tenon_reading_note (self, "operation read from the method of %s", self->pattern->endpoint);
        return methods[i].kind;
      }
  return TENON_READING_GET;
}

static void
settle_kind (TenonReading *self,
             GPtrArray    *words,
             const char   *text)
{
  TenonPattern *pattern = self->pattern;
  gboolean      reads = self->kind == TENON_READING_GET || self->kind == TENON_READING_LIST || self->kind == TENON_READING_SEARCH || self->kind == TENON_READING_AGGREGATE;

  if (reads && pattern->is_aggregate)
    self->kind = TENON_READING_AGGREGATE;
  else if (reads && pattern->search != NULL && pattern->search[0] != NULL)
    self->kind = TENON_READING_SEARCH;
  else if (reads && tenon_words_have (words, recursive_words))
    self->kind = TENON_READING_RECURSIVE;
  else if (self->kind == TENON_READING_GET && pattern->is_list)
    self->kind = TENON_READING_LIST;
  if (self->kind == TENON_READING_CREATE && (tenon_words_have_phrase (text, "create/update") || tenon_words_have_phrase (text, "create or update") || tenon_words_have_phrase (text, "upsert") || (pattern->design_considerations != NULL && tenon_words_have_phrase (pattern->design_considerations, "upsert"))))
    self->kind = TENON_READING_UPSERT;
  self->is_many = (self->kind == TENON_READING_DELETE || self->kind == TENON_READING_UPDATE) && (pattern->is_list || tenon_words_have_phrase (text, "delete all") || tenon_words_have_phrase (text, "remove all") || tenon_words_have_phrase (text, "update all") || tenon_words_have_phrase (text, "clear entire"));
  self->is_batch = tenon_words_have_phrase (text, " ids") || tenon_words_have_phrase (text, "batch") || tenon_words_have_phrase (text, "multiple") || tenon_words_have_phrase (text, "list of id");
  if (tenon_reading_creates (self->kind))
    self->is_many = self->is_batch || tenon_words_have (words, bulk_words);
  else if (tenon_reading_is_write (self))
    self->is_many |= self->is_batch;
  self->is_paged = pattern->page_size > 0 || tenon_words_have_phrase (text, "paginat");
}

static gboolean
is_unique_key (TenonReading *self)
{
  g_autofree const char **columns = g_new0 (const char *, self->equality->len + 1);

  for (guint i = 0; i < self->equality->len; i++)
    columns[i] = g_ptr_array_index (self->equality, i);
  if (self->equality->len == 0)
    return FALSE;
  for (guint i = 0; i < self->equality->len; i++)
    {
      const char *one[] = { columns[i], NULL };

      if (tenon_source_table_is_unique (self->table, one))
        return TRUE;
    }
  return tenon_source_table_is_unique (self->table, columns);
}

/* "By price range": what is given as a range has no one value. */
static void
drop_range (TenonReader  *reader,
            TenonReading *self)
{
  g_autoptr (GPtrArray) range = g_ptr_array_new ();
  char *dotted[] = { self->pattern->range, NULL };

  tenon_reading_take_columns (reader, self, dotted, range);
  for (guint i = 0; i < range->len; i++)
    g_ptr_array_remove (self->equality, g_ptr_array_index (range, i));
}

static void
read_table (TenonReader  *reader,
            TenonReading *self,
            GPtrArray    *entities,
            GPtrArray    *words,
            GPtrArray    *said,
            const char   *text)
{
  gboolean has_statement;

  tenon_reading_take_columns (reader, self, self->pattern->equality, self->equality);
  tenon_reading_take_columns (reader, self, self->pattern->filters, self->filters);
  has_statement = tenon_reading_take_statement (reader, self);
  if (!has_statement && self->equality->len == 0 && self->filters->len == 0 && self->kind != TENON_READING_CREATE && self->kind != TENON_READING_SEARCH)
    {
      tenon_reading_read_key_words (self, words);
      drop_range (reader, self);
      if (self->equality->len > 0)
        tenon_reading_note (self, "key read from the words");
    }
  tenon_reading_read_root (self, text);
  tenon_reading_read_order (reader, self);
  tenon_reading_assume_recent_order (self, text);
  tenon_reading_take_observed_order (reader, self);
  if (self->range == NULL && tenon_reading_is_read (self) && self->equality->len > 0)
    tenon_reading_assume_range (self, words, text);
  tenon_reading_read_roles (reader, self, words);
  if (!has_statement && self->range == NULL)
    tenon_reading_assume_key (self, words, text);
  if (self->kind == TENON_READING_GET && !is_unique_key (self))
    self->kind = TENON_READING_LIST;
  tenon_reading_read_writes (reader, self, words);
  tenon_reading_read_parts (reader, self, entities, words);
  tenon_reading_read_needs (reader, self, said);
  tenon_reading_read_stock (self, words);
  tenon_reading_read_items (reader, self);
}

/* The description, then what the source says of the data access where that is more. */
static char *
dup_sentence (TenonPattern *pattern)
{
  const char *description = pattern->description != NULL ? pattern->description : "";

  if (pattern->data_access == NULL || g_ascii_strcasecmp (pattern->data_access, description) == 0)
    return g_strdup (description);
  return g_strjoin ("; ", description, pattern->data_access, NULL);
}

/**
 * tenon_reader_read:
 *
 * Returns: (transfer full): what @pattern asks for; its table is %NULL where none of the schema could be recognised
 */
TenonReading *
tenon_reader_read (TenonReader  *self,
                   TenonPattern *pattern)
{
  TenonReading    *reading = g_new0 (TenonReading, 1);
  g_autofree char *sentence = dup_sentence (pattern);
  g_autofree char *text = g_strjoin (" ", sentence, pattern->key_requirements, NULL);
  g_autoptr (GPtrArray) words = tenon_words_split (text);
  g_autoptr (GPtrArray) said = tenon_words_split (sentence);
  g_autoptr (GPtrArray) entities = tenon_reader_list_entities (self, pattern, words);

  reading->pattern = pattern;
  reading->equality = g_ptr_array_new ();
  reading->known = g_ptr_array_new ();
  reading->filters = g_ptr_array_new ();
  reading->lists = g_ptr_array_new ();
  reading->ranges = g_ptr_array_new ();
  reading->either = g_ptr_array_new ();
  reading->reads = g_ptr_array_new ();
  reading->writes = g_ptr_array_new ();
  reading->parts = g_ptr_array_new_with_free_func (part_free);
  reading->notes = g_string_new (NULL);
  reading->is_strong = pattern->consistency_requirements == TENON_CONSISTENCY_STRONG;
  reading->weight = 1 + tenon_reading_find_rate (pattern);
  reading->kind = kind_of_fields (pattern);
  if (reading->kind == TENON_READING_NONE)
    return reading;
  if (pattern->operation_type == TENON_OPERATION_UNKNOWN)
    reading->kind = kind_of_words (reading, words);
  settle_kind (reading, words, text);
  tenon_reading_choose_table (self, reading, entities);
  if (reading->table == NULL && (pattern->entities_involved == NULL || pattern->entities_involved[0] == NULL))
    tenon_reading_find_table (self, reading, words);
  if (reading->table != NULL)
    read_table (self, reading, entities, words, said, text);
  return reading;
}

/**
 * tenon_reading_has:
 *
 * Returns: whether the request carries a value of @column of the main table
 */
gboolean
tenon_reading_has (TenonReading *self,
                   const char   *column)
{
  return tenon_reading_contains (self->equality, column);
}

/**
 * tenon_reading_knows:
 *
 * Returns: whether the caller can give a value of @column, by the request or otherwise
 */
gboolean
tenon_reading_knows (TenonReading *self,
                     const char   *column)
{
  return tenon_reading_contains (self->equality, column) || tenon_reading_contains (self->known, column);
}

gboolean
tenon_reading_is_write (TenonReading *self)
{
  return tenon_reading_kind_writes (self->kind);
}

/**
 * tenon_reading_writes_column:
 * @column: (nullable): of its main table
 *
 * Returns: whether the pattern says that it changes it
 */
gboolean
tenon_reading_writes_column (TenonReading *self,
                             const char   *column)
{
  return column != NULL && g_ptr_array_find_with_equal_func (self->writes, column, g_str_equal, NULL);
}

gboolean
tenon_reading_is_read (TenonReading *self)
{
  return self->kind != TENON_READING_NONE && !tenon_reading_kind_writes (self->kind);
}

static void
append_columns (GString   *s,
                GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? "," : "", (char *)g_ptr_array_index (columns, i));
  g_string_append_c (s, '|');
}

/**
 * tenon_reading_dup_shape:
 *
 * Returns: (transfer full): the same text for patterns that ask the same of the database
 */
char *
tenon_reading_dup_shape (TenonReading *self)
{
  GString *s = g_string_new (NULL);

  g_string_append_printf (s, "%d|%s|", self->kind, self->table != NULL ? self->table->name : "");
  append_columns (s, self->equality);
  append_columns (s, self->filters);
  append_columns (s, self->lists);
  append_columns (s, self->ranges);
  append_columns (s, self->either);
  append_columns (s, self->writes);
  g_string_append_printf (s, "%s|%s|%s|%d|%d|", self->range != NULL ? self->range : "", self->order != NULL ? self->order : "", self->is_null != NULL ? self->is_null : "", self->is_many, self->is_strong);
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (self->parts, i);

      g_string_append_printf (s, "%s:%d,", part->table->name, part->kind);
    }
  return g_string_free (s, FALSE);
}
