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
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->doubts);
  g_string_free (self->notes, TRUE);
  g_clear_object (&self->shape);
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

TenonReadingKind
tenon_reading_kind_of_deed (TenonDeed deed)
{
  static const TenonReadingKind kinds[] = {
    [TENON_DEED_UNKNOWN] = TENON_READING_GET,
    [TENON_DEED_NONE] = TENON_READING_NONE,
    [TENON_DEED_GET] = TENON_READING_GET,
    [TENON_DEED_LIST] = TENON_READING_LIST,
    [TENON_DEED_SEARCH] = TENON_READING_SEARCH,
    [TENON_DEED_AGGREGATE] = TENON_READING_AGGREGATE,
    [TENON_DEED_RECURSIVE] = TENON_READING_RECURSIVE,
    [TENON_DEED_CREATE] = TENON_READING_CREATE,
    [TENON_DEED_UPSERT] = TENON_READING_UPSERT,
    [TENON_DEED_UPDATE] = TENON_READING_UPDATE,
    [TENON_DEED_DELETE] = TENON_READING_DELETE,
  };

  return kinds[deed];
}

/* Whether people or an import say in fields what the pattern is about: they count, not the words. */
static gboolean
has_fields (TenonPattern *pattern)
{
  return pattern->operation_type != TENON_OPERATION_UNKNOWN && ((pattern->entities_involved != NULL && pattern->entities_involved[0] != NULL) || (pattern->equality != NULL && pattern->equality[0] != NULL));
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
read_table (TenonReader   *reader,
            TenonReading  *self,
            GPtrArray     *entities,
            GPtrArray     *words,
            GPtrArray     *described,
            TenonSentence *said,
            const char    *text)
{
  gboolean has_statement;

  tenon_reading_take_columns (reader, self, self->pattern->equality, self->equality);
  tenon_reading_take_columns (reader, self, self->pattern->filters, self->filters);
  has_statement = tenon_reading_take_statement (reader, self);
  tenon_reading_read_order (reader, self);
  tenon_reading_take_sentence (self, said, has_statement);
  if (!has_statement && self->pattern->equality == NULL)
    drop_range (reader, self);
  tenon_reading_read_root (self, text);
  tenon_reading_take_observed_order (reader, self);
  tenon_reading_read_roles (reader, self, words);
  tenon_reading_find_doubts (reader, self, said, has_statement);
  if (!has_statement && self->range == NULL && self->doubts->len == 0)
    tenon_reading_assume_key (self, words, text);
  if (self->kind == TENON_READING_GET && !is_unique_key (self))
    self->kind = TENON_READING_LIST;
  tenon_reading_read_writes (reader, self, words);
  tenon_reading_read_parts (reader, self, entities, said);
  if (!self->is_by_statement)
    {
      tenon_reading_read_needs (reader, self, described);
      tenon_reading_read_stock (self, words);
    }
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

static TenonReading *
reading_new (TenonPattern *pattern)
{
  TenonReading *reading = g_new0 (TenonReading, 1);
  GPtrArray   **columns[] = { &reading->equality, &reading->known, &reading->filters, &reading->lists, &reading->ranges, &reading->either, &reading->reads, &reading->writes };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    *columns[i] = g_ptr_array_new ();
  reading->pattern = pattern;
  reading->parts = g_ptr_array_new_with_free_func (part_free);
  reading->conditions = g_ptr_array_new_with_free_func (g_object_unref);
  reading->doubts = g_ptr_array_new_with_free_func (g_free);
  reading->notes = g_string_new (NULL);
  reading->is_strong = pattern->consistency_requirements == TENON_CONSISTENCY_STRONG;
  reading->weight = 1 + tenon_reading_find_rate (pattern);
  reading->kind = kind_of_fields (pattern);
  return reading;
}

/* The fields say what they say; what they leave open the words do. */
static void
take_kind (TenonReading  *self,
           TenonSentence *said,
           gboolean       has_table)
{
  TenonReadingKind kind = tenon_reading_kind_of_deed (said->deed);

  if (self->pattern->operation_type == TENON_OPERATION_UNKNOWN)
    {
      self->kind = kind;
      tenon_reading_note (self, "operation read from the words");
    }
  else if (!has_table || (self->kind == TENON_READING_GET && kind == TENON_READING_AGGREGATE && !self->pattern->is_list))
    {
      self->kind = kind;
    }
}

/* The tables the words name, where no field does. */
static void
take_tables (TenonReading  *self,
             TenonSentence *said,
             GPtrArray     *entities)
{
  self->table = said->table;
  if (said->table == NULL)
    return;
  g_ptr_array_add (entities, said->table);
  for (guint i = 0; i < said->parts->len; i++)
    g_ptr_array_add (entities, ((TenonSentencePart *)g_ptr_array_index (said->parts, i))->table);
  tenon_reading_note (self, "table %s recognised in the words", said->table->name);
}

static TenonSentence *
read_sentence (TenonReader  *self,
               TenonReading *reading)
{
  TenonPattern       *pattern = reading->pattern;
  TenonSentenceSource source = { pattern->description, pattern->data_access, pattern->endpoint, pattern->key_requirements, pattern->operation_type, reading->table };

  return tenon_sentence_read (self->words, &source);
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
  TenonReading    *reading = reading_new (pattern);
  g_autofree char *sentence = dup_sentence (pattern);
  g_autofree char *text = g_strjoin (" ", sentence, pattern->key_requirements, NULL);
  g_autoptr (GPtrArray) words = tenon_words_split (text);
  g_autoptr (GPtrArray) described = tenon_words_split (sentence);
  g_autoptr (GPtrArray) entities = tenon_reader_list_entities (self, pattern, words);
  g_autoptr (TenonSentence) said = NULL;
  gboolean has_table;

  if (reading->kind == TENON_READING_NONE || self->words == NULL)
    return reading;
  if (entities->len > 0 || pattern->equality != NULL)
    tenon_reading_choose_table (self, reading, entities);
  has_table = reading->table != NULL;
  said = read_sentence (self, reading);
  take_kind (reading, said, has_table && has_fields (pattern));
  settle_kind (reading, words, text);
  if (!has_table && (pattern->entities_involved == NULL || pattern->entities_involved[0] == NULL))
    take_tables (reading, said, entities);
  if (reading->table != NULL)
    read_table (self, reading, entities, words, described, said, text);
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
  for (guint i = 0; i < self->conditions->len; i++)
    g_string_append_printf (s, "|%s", ((TenonShapeCondition *)g_ptr_array_index (self->conditions, i))->text);
  tenon_reading_append_conditions (self, s);
  return g_string_free (s, FALSE);
}
