/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions about entities: what is read and never written, written and never read, never touched, not in the schema,
 * or asked for twice. */

#include "design/tenon-questions-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define ADD_OR_DECLINE (TENON_ANSWER_BY_DRAFT | TENON_ANSWER_BY_DECLINE)

static TenonPattern *
first_of (TenonEntityUse    *use,
          TenonCrudOperation operation)
{
  return use->patterns[operation]->len > 0 ? g_ptr_array_index (use->patterns[operation], 0) : NULL;
}

/* "username" where the request carries it. Returns: (nullable): borrowed from the schema */
static const char *
asked_by (TenonAsker       *self,
          TenonPattern     *pattern,
          TenonSourceTable *table)
{
  TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);

  return reading != NULL && reading->table == table && reading->equality->len > 0 ? g_ptr_array_index (reading->equality, 0) : NULL;
}

static void
list_ids (TenonQuestion *question,
          const char    *words,
          GPtrArray     *patterns)
{
  GString *detail = g_string_new (words);

  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern    *pattern = g_ptr_array_index (patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      g_string_append_printf (detail, "%s%s", i > 0 ? "; " : " ", title);
    }
  question->detail = g_string_free (detail, FALSE);
}

static void
propose (TenonQuestion     *question,
         TenonOperationType operation,
         const char        *format,
         const char        *name,
         const char        *column)
{
  g_autofree char *words = tenon_name_to_words (name);

  question->draft_operation = operation;
  question->draft_description = column != NULL ? g_strdup_printf ("%s %s by %s", format, words, column) : g_strdup_printf ("%s %s", format, words);
}

static void
ask_for_create (TenonAsker       *self,
                TenonSourceTable *table,
                TenonEntityUse   *use,
                TenonPattern     *pattern,
                const char       *does)
{
  g_autofree char *subject = g_strconcat ("source:", table->name, NULL);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  const char      *column = asked_by (self, pattern, table);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_READ_WITHOUT_WRITE, subject, table->name, pattern, ADD_OR_DECLINE,
                              "There is a pattern that %s %s%s%s (%s), but nothing creates a row of %s. Add one?", does, table->name,
                              column != NULL ? " by " : "", column != NULL ? column : "", title, table->name);
  question->attribute = g_strdup (column);
  list_ids (question, "It is used by", use->patterns[first_of (use, TENON_CRUD_READ) != NULL ? TENON_CRUD_READ : first_of (use, TENON_CRUD_UPDATE) != NULL ? TENON_CRUD_UPDATE
                                                                                                                                                           : TENON_CRUD_DELETE]);
  propose (question, TENON_OPERATION_WRITE, "Create", table->name, NULL);
}

static void
ask_for_read (TenonAsker       *self,
              TenonSourceTable *table,
              TenonEntityUse   *use,
              TenonPattern     *pattern)
{
  g_autofree char *subject = g_strconcat ("source:", table->name, NULL);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_WRITE_WITHOUT_READ, subject, table->name, pattern, ADD_OR_DECLINE,
                              "There is a pattern that writes %s (%s), but nothing reads it. Add one?", table->name, title);
  list_ids (question, "It is written by", use->patterns[first_of (use, TENON_CRUD_CREATE) != NULL ? TENON_CRUD_CREATE : TENON_CRUD_UPDATE]);
  propose (question, TENON_OPERATION_READ, "Get", table->name, table->primary_key != NULL ? table->primary_key[0] : NULL);
}

static void
ask_for_change (TenonAsker       *self,
                TenonSourceTable *table,
                TenonEntityUse   *use)
{
  g_autofree char *subject = g_strconcat ("source:", table->name, NULL);
  TenonPattern    *pattern = first_of (use, TENON_CRUD_CREATE);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_CRUD_GAP, subject, table->name, pattern, ADD_OR_DECLINE,
                              "Rows of %s are created (%s), but nothing changes or deletes them. Do they stay for ever as they were written?", table->name, title);
  list_ids (question, "They are created by", use->patterns[TENON_CRUD_CREATE]);
  propose (question, TENON_OPERATION_DELETE, "Delete", table->name, table->primary_key != NULL ? table->primary_key[0] : NULL);
}

static guint64
count_executions (TenonAsker *self,
                  const char *table,
                  guint      *n_statements)
{
  guint64 count = 0;

  *n_statements = 0;
  for (guint i = 0; i < tenon_list_get_length (self->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (self->model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, k);

          if (!tenon_strv_contains ((const char *const *)statement->tables, table))
            continue;
          count += MAX (0, statement->count);
          ++*n_statements;
        }
    }
  return count;
}

static void
ask_for_any (TenonAsker       *self,
             TenonSourceTable *table)
{
  g_autofree char *subject = g_strconcat ("source:", table->name, NULL);
  guint            n_statements;
  guint64          n_executions = count_executions (self, table->name, &n_statements);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_ENTITY_UNTOUCHED, subject, table->name, NULL, ADD_OR_DECLINE,
                              "No pattern reads or writes %s. Is one missing, or is the table not used by the application?", table->name);
  question->detail = n_statements > 0 ? g_strdup_printf ("The log shows %u %s on it, executed %" G_GUINT64_FORMAT " times.", n_statements, n_statements == 1 ? "statement" : "statements", n_executions)
                                      : g_strdup_printf ("%u columns%s.", tenon_list_get_length (table->columns), tenon_list_get_length (self->model->logs) > 0 ? "; no statement of the log names it" : "");
  propose (question, TENON_OPERATION_READ, "Get", table->name, table->primary_key != NULL ? table->primary_key[0] : NULL);
}

void
tenon_asker_ask_entities (TenonAsker *self)
{
  /* Before there is any pattern each table would ask the same. */
  if (self->schema == NULL || tenon_list_get_length (self->model->patterns) == 0)
    return;
  for (guint i = 0; i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);
      TenonEntityUse   *use = tenon_asker_find_use (self, table);
      TenonPattern     *reader, *creator, *changer;

      if (use == NULL)
        {
          ask_for_any (self, table);
          continue;
        }
      reader = first_of (use, TENON_CRUD_READ);
      creator = first_of (use, TENON_CRUD_CREATE);
      changer = first_of (use, TENON_CRUD_UPDATE) != NULL ? first_of (use, TENON_CRUD_UPDATE) : first_of (use, TENON_CRUD_DELETE);
      if (creator == NULL)
        ask_for_create (self, table, use, reader != NULL ? reader : changer, reader != NULL ? "reads" : "changes");
      if (reader == NULL && (creator != NULL || first_of (use, TENON_CRUD_UPDATE) != NULL))
        ask_for_read (self, table, use, creator != NULL ? creator : changer);
      if (creator != NULL && reader != NULL && changer == NULL)
        ask_for_change (self, table, use);
    }
}

/* ---- attributes ---- */

static gboolean
fills_itself (TenonSourceTable *table,
              TenonColumn      *column)
{
  return column->auto_increment || column->generated != TENON_GENERATED_NONE || column->default_kind == TENON_COLUMN_DEFAULT_EXPRESSION || column->on_update != NULL
         || tenon_strv_contains ((const char *const *)table->primary_key, column->name);
}

/* A column that nobody writes keeps its default, which a person has chosen; NULL is none. */
static gboolean
has_value (TenonColumn *column)
{
  return column->default_kind == TENON_COLUMN_DEFAULT_LITERAL;
}

static void
ask_for_write_of (TenonAsker       *self,
                  TenonSourceTable *table,
                  TenonColumn      *column,
                  TenonPattern     *reader)
{
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", table->name, column->name);
  g_autofree char *title = tenon_pattern_dup_title (reader);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_READ_WITHOUT_WRITE, subject, table->name, reader, ADD_OR_DECLINE,
                              "%s asks for %s.%s, but no pattern ever writes it. Add one?", title, table->name, column->name);
  question->attribute = g_strdup (column->name);
  question->draft_operation = TENON_OPERATION_UPDATE;
  question->draft_description = g_strdup_printf ("Update %s of %s", column->name, table->name);
}

static void
ask_for_read_of (TenonAsker       *self,
                 TenonSourceTable *table,
                 TenonColumn      *column,
                 TenonPattern     *writer)
{
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", table->name, column->name);
  g_autofree char *title = tenon_pattern_dup_title (writer);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_WRITE_WITHOUT_READ, subject, table->name, writer, ADD_OR_DECLINE,
                              "%s writes %s.%s, but no pattern ever reads it. Add one?", title, table->name, column->name);
  question->attribute = g_strdup (column->name);
  question->draft_operation = TENON_OPERATION_READ;
  question->draft_description = g_strdup_printf ("Get %s of %s", column->name, table->name);
}

/* Only where every pattern that could touch the column says which columns it touches: else nothing is known to be missing. */
void
tenon_asker_ask_attributes (TenonAsker *self)
{
  for (guint i = 0; self->schema != NULL && i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);
      TenonEntityUse   *use = tenon_asker_find_use (self, table);

      if (use == NULL || use->patterns[TENON_CRUD_READ]->len == 0 || use->patterns[TENON_CRUD_CREATE]->len == 0)
        continue;
      for (guint k = 0; k < tenon_list_get_length (table->columns); k++)
        {
          TenonColumn  *column = tenon_list_get (table->columns, k);
          TenonPattern *reader = use->read != NULL ? g_hash_table_lookup (use->read, column->name) : NULL;
          TenonPattern *writer = use->written != NULL ? g_hash_table_lookup (use->written, column->name) : NULL;

          if (reader != NULL && writer == NULL && !use->writes_all && !fills_itself (table, column) && !has_value (column))
            ask_for_write_of (self, table, column, reader);
          if (writer != NULL && reader == NULL && !use->reads_all && !fills_itself (table, column))
            ask_for_read_of (self, table, column, writer);
        }
    }
}

/* ---- names ---- */

static gboolean
is_in_schema (TenonAsker *self,
              const char *name)
{
  return tenon_schema_find_table (self->schema, name) != NULL || tenon_schema_match_table (self->schema, name) != NULL;
}

static void
ask_for_table (TenonAsker   *self,
               TenonPattern *pattern)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  g_autofree char *names = pattern->entities_involved != NULL && pattern->entities_involved[0] != NULL ? g_strjoinv (", ", pattern->entities_involved) : NULL;
  TenonQuestion   *question;

  if (names != NULL)
    question = tenon_asker_ask (self, TENON_QUESTION_ENTITY_UNKNOWN, subject, NULL, pattern, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DECLINE,
                                "%s is about %s, which the schema does not have. Which tables does it touch?", title, names);
  else
    question = tenon_asker_ask (self, TENON_QUESTION_ENTITY_UNKNOWN, subject, NULL, pattern, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DECLINE,
                                "Which tables does %s touch?", title);
  question->detail = g_strdup ("Name MySQL tables, or “none” where it has no database operation.");
}

static void
ask_for_name (TenonAsker   *self,
              TenonPattern *pattern,
              const char   *name)
{
  g_autofree char *subject = g_strdup_printf ("pattern:%s/%s", pattern->pattern_id, name);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_ENTITY_UNKNOWN, subject, NULL, pattern, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DECLINE,
                              "%s names %s, which the schema does not have. Which table is meant, or where does that data live?", title, name);
  question->detail = g_strdup ("Name a MySQL table, or decline with where the data lives.");
}

/* Patterns whose entity is not in the schema. */
void
tenon_asker_ask_names (TenonAsker *self)
{
  if (self->schema == NULL || tenon_list_get_length (self->schema->tables) == 0)
    return;
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);

      if (reading == NULL || reading->kind == TENON_READING_NONE)
        continue;
      if (reading->table == NULL)
        {
          ask_for_table (self, pattern);
          continue;
        }
      for (guint k = 0; pattern->entities_involved != NULL && pattern->entities_involved[k] != NULL; k++)
        if (!is_in_schema (self, pattern->entities_involved[k]))
          ask_for_name (self, pattern, pattern->entities_involved[k]);
    }
}

/* ---- shapes ---- */

static void
ask_for_shape (TenonAsker   *self,
               TenonReading *reading)
{
  g_autofree char *subject = g_strconcat ("pattern:", reading->pattern->pattern_id, NULL);
  g_autofree char *title = tenon_pattern_dup_title (reading->pattern);
  g_auto (GStrv) doubts = tenon_strv_from_array (reading->doubts);
  g_autofree char *open = g_strjoinv ("; ", doubts);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_SHAPE_OPEN, subject, reading->table->name, reading->pattern, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DECLINE,
                              "By which columns of %s does %s find its rows, in which range and order? The words leave it open: %s.", reading->table->name, title, open);
  question->detail = g_strdup ("Enter it in the table of access patterns, or answer with columns such as “doctor_id + day; range starts_at; order starts_at descending”. Until then the pattern is not counted as served. Decline where it is meant as it stands.");
}

/* Patterns of which neither words nor fields decide what they ask for. */
void
tenon_asker_ask_shapes (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);

      if (reading != NULL && reading->table != NULL && reading->doubts->len > 0)
        ask_for_shape (self, reading);
    }
}

/* ---- duplicates ---- */

static void
ask_about_duplicate (TenonAsker   *self,
                     TenonReading *reading,
                     TenonPattern *first,
                     TenonPattern *second)
{
  g_autofree char *subject = g_strconcat ("pattern:", second->pattern_id, NULL);
  g_autofree char *title = tenon_pattern_dup_title (second);
  g_autofree char *other = tenon_pattern_dup_title (first);
  g_autofree char *peak = tenon_rate_to_text (first->rps_peak);
  g_autofree char *average = tenon_rate_to_text (first->rps_average);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_DUPLICATE, subject, reading->table->name, second, TENON_ANSWER_BY_DECLINE,
                              "Does %s ask for the same as %s? Keep one of them, or say what tells them apart.", title, other);
  question->detail = g_strdup_printf ("%s%s%s; %s%s%s. The rate of %s is %s at peak and %s on average.",
                                      first->pattern_id, first->endpoint != NULL ? ": " : "", first->endpoint != NULL ? first->endpoint : "",
                                      second->pattern_id, second->endpoint != NULL ? ": " : "", second->endpoint != NULL ? second->endpoint : "",
                                      first->pattern_id, peak, average);
}

void
tenon_asker_ask_duplicates (TenonAsker *self)
{
  g_autoptr (GHashTable) shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (self->model->patterns, i);
      TenonReading    *reading = tenon_requests_find (self->requests, pattern->pattern_id);
      g_autofree char *shape = NULL;
      GPtrArray       *same;

      if (reading == NULL || reading->table == NULL || reading->kind == TENON_READING_NONE || reading->doubts->len > 0)
        continue;
      shape = tenon_reading_dup_shape (reading);
      same = g_hash_table_lookup (shapes, shape);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (shapes, g_strdup (shape), same);
        }
      /* One question a pattern is enough, about the first it repeats. */
      for (guint k = 0; k < MIN (same->len, 20); k++)
        if (tenon_reading_says_the_same (reading, g_ptr_array_index (same, k), pattern))
          {
            ask_about_duplicate (self, reading, g_ptr_array_index (same, k), pattern);
            break;
          }
      g_ptr_array_add (same, pattern);
    }
}
