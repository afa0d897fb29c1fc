/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the statement bound to a pattern says of its conditions, where the pattern has no field for it: sides of an OR, lists of
 * values, further ranges, NULLs, locks, and inserts of what may be there already. A statement says all it asks for: beside
 * it nothing is assumed from words. */

#include "design/tenon-pattern-private.h"

#include "base/tenon-text.h"

#include <string.h>

static TenonShape *
find_shape (TenonReader  *reader,
            TenonReading *self)
{
  TenonObservation *seen = self->pattern->pattern_id != NULL ? g_hash_table_lookup (reader->seen, self->pattern->pattern_id) : NULL;

  return seen != NULL ? seen->shape : NULL;
}

static void
take_own (TenonReader  *reader,
          TenonReading *self,
          char        **dotted,
          GPtrArray    *into)
{
  tenon_reading_take_columns (reader, self, dotted, into);
}

static void
drop (GPtrArray *columns,
      GPtrArray *dropped)
{
  for (guint i = columns->len; i > 0; i--)
    if (tenon_reading_contains (dropped, g_ptr_array_index (columns, i - 1)))
      g_ptr_array_remove_index (columns, i - 1);
}

/* Whether the listed columns are all that is given, and a key of the table: several rows, each by its key. */
static gboolean
list_keys (TenonReading *self,
           GPtrArray    *lists)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_copy (lists, NULL, NULL);

  for (guint i = 0; i < self->equality->len; i++)
    if (!tenon_reading_contains (lists, g_ptr_array_index (self->equality, i)))
      return FALSE;
  g_ptr_array_add (columns, NULL);
  return lists->len > 0 && tenon_source_table_is_unique (self->table, (const char *const *)columns->pdata);
}

/* "status IN ('paid', 'packed')" beside another value is a filter; alone it is as many requests as values. */
static void
take_lists (TenonReader  *reader,
            TenonReading *self,
            TenonShape   *shape)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  take_own (reader, self, shape->in_lists, lists);
  if (lists->len == 0)
    return;
  if (list_keys (self, lists))
    {
      for (guint i = 0; i < lists->len; i++)
        tenon_reading_add_once (self->equality, g_ptr_array_index (lists, i));
      self->is_batch = TRUE;
      return;
    }
  drop (self->equality, lists);
  drop (self->filters, lists);
  if (self->equality->len > 0)
    {
      g_ptr_array_extend (self->lists, lists, NULL, NULL);
      return;
    }
  /* One of them leads to the rows, the others are compared. */
  tenon_reading_add_once (self->equality, g_ptr_array_index (lists, 0));
  for (guint i = 1; i < lists->len; i++)
    tenon_reading_add_once (self->lists, g_ptr_array_index (lists, i));
  tenon_reading_note (self, "%s comes as a list of values: one request for each of them", (char *)g_ptr_array_index (lists, 0));
}

static void
take_ranges (TenonReader  *reader,
             TenonReading *self,
             TenonShape   *shape)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  char *range[] = { self->pattern->range, NULL };

  take_own (reader, self, range, first);
  take_own (reader, self, shape->range, self->ranges);
  take_own (reader, self, shape->prefix, self->ranges);
  /* The first of them may find its place in a key. */
  if (first->len == 0 && self->ranges->len > 0)
    self->range = g_ptr_array_index (self->ranges, 0);
  drop (self->ranges, first);
  if (self->range != NULL)
    g_ptr_array_remove (self->ranges, (gpointer)self->range);
  drop (self->filters, self->ranges);
  drop (self->ranges, self->equality);
}

static void
take_nulls (TenonReader  *reader,
            TenonReading *self,
            TenonShape   *shape)
{
  g_autoptr (GPtrArray) nulls = g_ptr_array_new ();

  take_own (reader, self, shape->is_null, nulls);
  drop (nulls, self->equality);
  if (nulls->len > 0 && self->is_null == NULL)
    self->is_null = g_ptr_array_index (nulls, 0);
}

/* What a condition says whole needs no side of an OR beside it. */
static void
drop_conditions (TenonReading *self,
                 TenonShape   *shape)
{
  for (guint i = 0; i < tenon_list_get_length (shape->conditions); i++)
    {
      TenonShapeCondition *condition = tenon_list_get (shape->conditions, i);

      for (guint k = 0; condition->columns != NULL && condition->columns[k] != NULL; k++)
        {
          const char *dot = strrchr (condition->columns[k], '.');

          if (dot != NULL && strstr (condition->text, " OR ") != NULL && strlen (self->table->name) == (gsize)(dot - condition->columns[k]) && g_str_has_prefix (condition->columns[k], self->table->name))
            for (guint j = self->either->len; j > 0; j--)
              if (g_strcmp0 (g_ptr_array_index (self->either, j - 1), dot + 1) == 0)
                g_ptr_array_remove_index (self->either, j - 1);
        }
    }
}

/**
 * tenon_reading_take_statement:
 *
 * Takes the conditions of the statement that the pattern is bound to.
 *
 * Returns: whether there is one: it says all, and nothing is to be assumed
 */
gboolean
tenon_reading_take_statement (TenonReader  *reader,
                              TenonReading *self)
{
  TenonShape *shape = self->shape;

  if (shape == NULL)
    return FALSE;
  take_own (reader, self, shape->either, self->either);
  drop (self->equality, self->either);
  drop (self->filters, self->either);
  take_lists (reader, self, shape);
  if (self->kind != TENON_READING_CREATE)
    {
      take_ranges (reader, self, shape);
      take_nulls (reader, self, shape);
    }
  drop_conditions (self, shape);
  if (shape->locks && tenon_reading_is_read (self) && !self->is_strong)
    {
      self->is_strong = TRUE;
      tenon_reading_note (self, "it locks the row: strongly consistent, and the write that follows holds what was read as its condition");
    }
  if (shape->upserts && self->kind == TENON_READING_CREATE)
    {
      self->kind = TENON_READING_UPSERT;
      self->replaces = g_strcmp0 (shape->verb, "REPLACE") == 0;
    }
  return TRUE;
}

/* ---- which tables ---- */

static gboolean
names_table (char      **dotted,
             const char *table)
{
  gsize length = strlen (table);

  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    if (strncmp (dotted[i], table, length) == 0 && dotted[i][length] == '.' && strchr (dotted[i] + length + 1, '.') == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
asks_by (TenonShape       *shape,
         TenonSourceTable *table)
{
  return names_table (shape->equality, table->name) || names_table (shape->in_lists, table->name);
}

/* The tables of the statement, each once; %NULL where the pattern goes to others besides, or one is not known. */
static GPtrArray *
list_tables (TenonReader *reader,
             TenonShape  *shape,
             GPtrArray   *entities)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      TenonSourceTable *table = g_hash_table_lookup (reader->tables, ((TenonShapeTable *)tenon_list_get (shape->tables, i))->name);

      if (table == NULL)
        return NULL;
      if (!g_ptr_array_find (tables, table, NULL))
        g_ptr_array_add (tables, table);
    }
  for (guint i = 0; i < entities->len; i++)
    if (!g_ptr_array_find (tables, g_ptr_array_index (entities, i), NULL))
      return NULL;
  return g_steal_pointer (&tables);
}

/* The table whose values find the others: of the targets first, if they are no new rows. */
static TenonSourceTable *
find_main (TenonReading *self,
           GPtrArray    *tables)
{
  gboolean          creates = tenon_reading_creates (self->kind);
  TenonSourceTable *source = NULL;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < tables->len; i++)
      {
        TenonSourceTable *table = g_ptr_array_index (tables, i);
        gboolean          is_target = names_table (self->shape->writes, table->name);

        if (asks_by (self->shape, table) && is_target == (pass == 0) && !(is_target && creates))
          return table;
        if (source == NULL && (creates ? !is_target : is_target))
          source = table;
      }
  return source;
}

/**
 * tenon_reading_choose_by_statement:
 * @entities: (element-type TenonSourceTable): that the pattern names
 *
 * A statement that writes and goes to several tables says which of them it writes: the others are read, and may be what the
 * rows to write are found by.
 *
 * Returns: whether the statement chose the table
 */
gboolean
tenon_reading_choose_by_statement (TenonReader  *reader,
                                   TenonReading *self,
                                   GPtrArray    *entities)
{
  g_autoptr (GPtrArray) tables = NULL;

  self->shape = find_shape (reader, self);
  if (self->shape == NULL)
    return FALSE;
  g_object_ref (self->shape);
  tables = tenon_reading_is_write (self) ? list_tables (reader, self->shape, entities) : NULL;
  if (tables == NULL || tables->len < 2)
    return FALSE;
  self->table = find_main (self, tables);
  if (self->table == NULL)
    return FALSE;
  self->is_by_statement = TRUE;
  self->is_found = !names_table (self->shape->writes, self->table->name);
  if (self->is_found)
    self->kind = TENON_READING_LIST;
  return TRUE;
}

/* What the statement does to what it writes. */
static TenonReadingKind
kind_of_verb (TenonShape *shape)
{
  if (g_strcmp0 (shape->verb, "DELETE") == 0)
    return TENON_READING_DELETE;
  if (g_strcmp0 (shape->verb, "UPDATE") == 0)
    return TENON_READING_UPDATE;
  return shape->upserts ? TENON_READING_UPSERT : TENON_READING_CREATE;
}

/**
 * tenon_reading_take_statement_parts:
 *
 * Returns: whether the statement said what happens to each of its tables
 */
gboolean
tenon_reading_take_statement_parts (TenonReader  *reader,
                                    TenonReading *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) tables = self->shape != NULL && (self->is_found || tenon_reading_is_write (self)) ? list_tables (reader, self->shape, none) : NULL;

  if (tables == NULL || tables->len < 2 || !g_ptr_array_find (tables, self->table, NULL) || !self->is_by_statement)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (tables, i);

      tenon_reading_add_part (self, table, names_table (self->shape->writes, table->name) ? kind_of_verb (self->shape) : TENON_READING_GET);
    }
  return TRUE;
}

/**
 * tenon_reading_append_conditions:
 *
 * Adds what the statement asks for beside the columns the reading has.
 */
void
tenon_reading_append_conditions (TenonReading *self,
                                 GString      *s)
{
  if (self->shape == NULL)
    return;
  for (guint i = 0; i < tenon_list_get_length (self->shape->conditions); i++)
    g_string_append_printf (s, "|%s", ((TenonShapeCondition *)tenon_list_get (self->shape->conditions, i))->text);
  g_string_append_printf (s, "|%d|%d", self->shape->distinct, self->shape->unites);
}
