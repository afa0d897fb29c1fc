/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions between the logs and the patterns: statements that no pattern covers, and patterns that no log shows.
 *
 * A statement is covered by the patterns it is bound to, and by any pattern that asks the same of the same table: the
 * kind of operation, the columns given by equality, as lists, by ranges and searched in, and what is counted or summed
 * agree. One row by its whole key is the same request whatever is asked besides. */

#include "design/tenon-questions-private.h"

#include "base/tenon-text.h"
#include "design/tenon-pattern-private.h"

#include <string.h>

/* Below this many uses a log is too short to show a pattern of a known rate at all. */
#define EXPECTED_USES 10

#define SHOWN_LENGTH 160

static const struct
{
  const char        *verb;
  TenonOperationType operation;
  const char        *words;
} verbs[] = {
  { "SELECT", TENON_OPERATION_READ, "Get" },
  { "INSERT", TENON_OPERATION_WRITE, "Create" },
  { "REPLACE", TENON_OPERATION_WRITE, "Create" },
  { "UPDATE", TENON_OPERATION_UPDATE, "Update" },
  { "DELETE", TENON_OPERATION_DELETE, "Delete" },
};

typedef struct
{
  TenonAsker *asker;
  GHashTable *by_table; /* (element-type TenonSourceTable GPtrArray(TenonReading)) */
  GHashTable *bound;    /* fingerprint -> TenonPattern */
  GHashTable *shapes;   /* TenonPattern -> TenonShape of its most frequent statement */
  GHashTable *seen;     /* (element-type TenonPattern) what a log shows */
  GHashTable *asked;    /* fingerprints */
} Matching;

static int
find_verb (TenonStatement *statement)
{
  for (guint i = 0; statement->shape != NULL && statement->shape->verb != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (g_ascii_strcasecmp (verbs[i].verb, statement->shape->verb) == 0)
      return (int)i;
  return -1;
}

static gboolean
names_word (const char *text,
            const char *word)
{
  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    if ((p == text || !g_ascii_isalnum (p[-1])) && !g_ascii_isalnum (p[strlen (word)]) && p[strlen (word)] != '_')
      return TRUE;
  return FALSE;
}

/* Tables of the server itself; the shape has their names without the schema. */
static gboolean
is_of_server (TenonStatement *statement,
              const char     *table)
{
  static const char *const schemas[] = { "information_schema.", "performance_schema.", "mysql.", "sys.", NULL };

  for (guint i = 0; schemas[i] != NULL; i++)
    {
      g_autofree char *qualified = g_strconcat (schemas[i], table, NULL);

      if (g_ascii_strncasecmp (table, schemas[i], strlen (schemas[i])) == 0 || names_word (statement->fingerprint, qualified))
        return TRUE;
    }
  return g_ascii_strcasecmp (table, "dual") == 0;
}

static TenonSourceTable *
main_table (Matching       *self,
            TenonStatement *statement)
{
  TenonShapeTable *first = tenon_list_get_length (statement->shape->tables) > 0 ? tenon_list_get (statement->shape->tables, 0) : NULL;

  return first != NULL && self->asker->schema != NULL ? tenon_schema_find_table (self->asker->schema, first->name) : NULL;
}

/* ---- what covers a statement ---- */

static gboolean
does (TenonReading      *reading,
      TenonOperationType operation)
{
  switch (reading->kind)
    {
    case TENON_READING_NONE:
      return FALSE;
    case TENON_READING_CREATE:
      return operation == TENON_OPERATION_WRITE;
    case TENON_READING_UPSERT:
      return operation == TENON_OPERATION_WRITE || operation == TENON_OPERATION_UPDATE;
    case TENON_READING_UPDATE:
      return operation == TENON_OPERATION_UPDATE;
    case TENON_READING_DELETE:
      return operation == TENON_OPERATION_DELETE;
    default:
      return operation == TENON_OPERATION_READ;
    }
}

static const char *
column_of (const char *dotted)
{
  const char *dot = strrchr (dotted, '.');

  return dot != NULL ? dot + 1 : dotted;
}

static gboolean
is_asked (TenonReading *reading,
          const char   *column)
{
  for (guint i = 0; i < reading->equality->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (reading->equality, i), column) == 0)
      return TRUE;
  for (guint i = 0; i < reading->filters->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (reading->filters, i), column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
gives (TenonShape *shape,
       const char *column)
{
  char **lists[] = { shape->equality, shape->in_lists };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      if (g_ascii_strcasecmp (column_of (lists[i][k]), column) == 0)
        return TRUE;
  return FALSE;
}

/* One row by its key: whatever the statement checks besides, the owner for one, is of the same request. */
static gboolean
gives_whole_key (TenonReading     *reading,
                 TenonSourceTable *table,
                 TenonShape       *shape)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_copy (reading->equality, NULL, NULL);

  for (guint i = 0; i < columns->len; i++)
    if (!gives (shape, g_ptr_array_index (columns, i)))
      return FALSE;
  g_ptr_array_add (columns, NULL);
  return tenon_source_table_is_unique (table, (const char *const *)columns->pdata);
}

static gboolean
is_own (TenonSourceTable *table,
        const char       *dotted)
{
  gsize length = strlen (table->name);

  return strchr (dotted, '.') == NULL || (g_ascii_strncasecmp (dotted, table->name, length) == 0 && dotted[length] == '.');
}

static gboolean
has_column (GPtrArray  *columns,
            const char *column)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (columns, i), column) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the pattern says that it asks for a range of the column, or searches in it. */
static gboolean
is_ranged (TenonReading     *reading,
           TenonSourceTable *table,
           const char       *dotted)
{
  TenonPattern *pattern = reading->pattern;
  const char   *column = column_of (dotted);

  if ((pattern->range != NULL && g_ascii_strcasecmp (pattern->range, dotted) == 0) || tenon_strv_contains ((const char *const *)pattern->filters, dotted)
      || tenon_strv_contains ((const char *const *)pattern->search, dotted))
    return TRUE;
  return is_own (table, dotted) && ((reading->range != NULL && g_ascii_strcasecmp (reading->range, column) == 0) || has_column (reading->ranges, column) || is_asked (reading, column));
}

static gboolean
asks_for_ranges (TenonReading     *reading,
                 TenonSourceTable *table,
                 TenonShape       *shape)
{
  char **lists[] = { shape->range, shape->prefix, shape->infix, shape->fulltext };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      if (!is_ranged (reading, table, lists[i][k]))
        return FALSE;
  return TRUE;
}

static gboolean
is_among (char **some,
          char **all)
{
  for (guint i = 0; some != NULL && some[i] != NULL; i++)
    if (!tenon_strv_contains ((const char *const *)all, some[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_aggregate (TenonShape *shape)
{
  return shape->aggregates != NULL && shape->aggregates[0] != NULL;
}

/* A sum is no count, and one for each driver none of all; which of them a pattern is its own statements say. */
static gboolean
asks_for_aggregate (Matching     *self,
                    TenonReading *reading,
                    TenonShape   *shape)
{
  TenonShape *known = g_hash_table_lookup (self->shapes, reading->pattern);

  if (!is_aggregate (shape) && (shape->group_by == NULL || shape->group_by[0] == NULL))
    return TRUE;
  if (!reading->pattern->is_aggregate && (known == NULL || !is_aggregate (known)))
    return FALSE;
  return known == NULL || (is_among (shape->aggregates, known->aggregates) && is_among (shape->group_by, known->group_by) && is_among (known->group_by, shape->group_by));
}

/* Sorted otherwise than the pattern's own statements it is another request: a key sorts one way. */
static gboolean
asks_for_order (Matching     *self,
                TenonReading *reading,
                TenonShape   *shape)
{
  TenonShape      *known = g_hash_table_lookup (self->shapes, reading->pattern);
  TenonShapeOrder *first = tenon_list_get_length (shape->order_by) > 0 ? tenon_list_get (shape->order_by, 0) : NULL;
  TenonShapeOrder *other = known != NULL && tenon_list_get_length (known->order_by) > 0 ? tenon_list_get (known->order_by, 0) : NULL;

  return first == NULL || other == NULL || (g_strcmp0 (first->column, other->column) == 0 && !first->descending == !other->descending);
}

/* Whether the columns of the main table that the statement gives by equality are those the pattern carries. */
static gboolean
asks_by_same_keys (TenonReading     *reading,
                   TenonSourceTable *table,
                   TenonShape       *shape)
{
  char **lists[] = { shape->equality, shape->in_lists };
  guint  n_given = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      {
        if (!is_own (table, lists[i][k]))
          continue;
        if (!is_asked (reading, column_of (lists[i][k])))
          return FALSE;
        n_given++;
      }
  return n_given > 0 || reading->equality->len == 0;
}

static gboolean
asks_the_same (Matching         *self,
               TenonReading     *reading,
               TenonSourceTable *table,
               TenonShape       *shape)
{
  if (reading->equality->len > 0 && gives_whole_key (reading, table, shape))
    return TRUE;
  return asks_by_same_keys (reading, table, shape) && asks_for_ranges (reading, table, shape) && asks_for_aggregate (self, reading, shape) && asks_for_order (self, reading, shape);
}

/* Whether the pattern reads another table whose rows give a value of @column: they refer to it, or it refers to them. */
static gboolean
is_linked_by (TenonReading     *reading,
              TenonSourceTable *table,
              const char       *column)
{
  TenonForeignKey *own = tenon_source_table_find_foreign_key (table, column);

  for (guint i = 0; i <= reading->parts->len; i++)
    {
      TenonSourceTable *other = i < reading->parts->len ? ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table : reading->table;

      if (other == NULL || other == table)
        continue;
      if ((own != NULL && g_strcmp0 (own->ref_table, other->name) == 0) || tenon_reader_find_foreign_key (other, table, column) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A table that is read along is read by what the rows of the others give. */
static gboolean
follows_reference (TenonReading     *reading,
                   TenonSourceTable *table,
                   TenonShape       *shape)
{
  char **lists[] = { shape->equality, shape->in_lists };
  guint  n_linked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      {
        const char *column = column_of (lists[i][k]);

        if (is_linked_by (reading, table, column))
          n_linked++;
        else if (!tenon_strv_contains ((const char *const *)table->primary_key, column))
          return FALSE;
      }
  return n_linked > 0;
}

/* Old rows swept away, totals: what is asked of a table as such. */
static gboolean
is_of_many (TenonShape *shape)
{
  return (shape->range != NULL && shape->range[0] != NULL) || (shape->prefix != NULL && shape->prefix[0] != NULL) || is_aggregate (shape) || (shape->group_by != NULL && shape->group_by[0] != NULL);
}

static gboolean
covers (Matching          *self,
        TenonReading      *reading,
        TenonSourceTable  *table,
        TenonStatement    *statement,
        TenonOperationType operation)
{
  if (reading->table == table)
    return does (reading, operation) && (operation == TENON_OPERATION_WRITE || asks_the_same (self, reading, table, statement->shape));
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonReading      as_main = { .kind = part->kind };

      /* The step of a pattern that touches several tables: which columns it gives nobody says, but it is about the rows of
       * that one request, no range of them and no sum. */
      if (part->table == table && does (&as_main, operation) && (operation == TENON_OPERATION_WRITE || !is_of_many (statement->shape)) && (part->kind != TENON_READING_GET || follows_reference (reading, table, statement->shape)))
        return TRUE;
    }
  return FALSE;
}

static void
add_reading (Matching         *self,
             TenonSourceTable *table,
             TenonReading     *reading)
{
  GPtrArray *readings = g_hash_table_lookup (self->by_table, table);

  if (readings == NULL)
    {
      readings = g_ptr_array_new ();
      g_hash_table_insert (self->by_table, table, readings);
    }
  g_ptr_array_add (readings, reading);
}

static void
learn_shapes (Matching *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < tenon_list_get_length (self->asker->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (self->asker->model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, k);
          TenonPattern   *pattern = statement->fingerprint != NULL ? g_hash_table_lookup (self->bound, statement->fingerprint) : NULL;
          TenonStatement *most = pattern != NULL ? g_hash_table_lookup (counts, pattern) : NULL;

          if (pattern == NULL || statement->shape == NULL || (most != NULL && most->count >= statement->count))
            continue;
          g_hash_table_insert (counts, pattern, statement);
          g_hash_table_insert (self->shapes, pattern, statement->shape);
        }
    }
}

static void
learn_patterns (Matching *self)
{
  TenonList *patterns = self->asker->model->patterns;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);
      TenonReading *reading = tenon_requests_find (self->asker->requests, pattern->pattern_id);

      for (guint k = 0; pattern->statements != NULL && pattern->statements[k] != NULL; k++)
        g_hash_table_insert (self->bound, pattern->statements[k], pattern);
      if (reading == NULL || reading->table == NULL)
        continue;
      add_reading (self, reading->table, reading);
      for (guint k = 0; k < reading->parts->len; k++)
        add_reading (self, ((TenonReadingPart *)g_ptr_array_index (reading->parts, k))->table, reading);
    }
}

/* Notes every pattern the statement shows, and in @waiting those it may be and whose rate nobody knows, unless it is bound.
 * Returns: whether there is one */
static gboolean
is_covered (Matching         *self,
            TenonStatement   *statement,
            TenonSourceTable *table,
            int               verb,
            GPtrArray        *waiting)
{
  TenonPattern *pattern = g_hash_table_lookup (self->bound, statement->fingerprint);
  GPtrArray    *readings = table != NULL ? g_hash_table_lookup (self->by_table, table) : NULL;
  gboolean      found = FALSE, is_bound;

  if (pattern != NULL)
    found = g_hash_table_add (self->seen, pattern) || TRUE;
  for (guint i = 0; statement->patterns != NULL && statement->patterns[i] != NULL; i++)
    {
      TenonReading *reading = tenon_requests_find (self->asker->requests, statement->patterns[i]);

      if (reading == NULL)
        continue;
      g_hash_table_add (self->seen, reading->pattern);
      found = TRUE;
    }
  is_bound = found;
  for (guint i = 0; verb >= 0 && readings != NULL && i < readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (readings, i);

      if (!covers (self, reading, table, statement, verbs[verb].operation))
        continue;
      g_hash_table_add (self->seen, reading->pattern);
      if (!is_bound && reading->table == table && reading->pattern->rps_average == NULL && !g_ptr_array_find (waiting, reading->pattern, NULL))
        g_ptr_array_add (waiting, reading->pattern);
      found = TRUE;
    }
  return found;
}

/* ---- statements ---- */

static void
append_columns (GString    *words,
                char      **dotted,
                const char *first,
                guint      *n)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL && *n < 4; i++)
    g_string_append_printf (words, "%s%s", (*n)++ == 0 ? first : " + ", column_of (dotted[i]));
}

/* "Get orders by customer_id + status, a range of placed_at, last total first" */
static char *
describe_draft (TenonStatement *statement,
                const char     *table,
                int             verb)
{
  TenonShape      *shape = statement->shape;
  TenonShapeOrder *order = tenon_list_get_length (shape->order_by) > 0 ? tenon_list_get (shape->order_by, 0) : NULL;
  gboolean         is_aggregate = shape->aggregates != NULL && shape->aggregates[0] != NULL;
  GString         *words = g_string_new (is_aggregate ? "Aggregate" : verbs[verb].words);
  guint            n = 0, n_ranges = 0;

  g_string_append_printf (words, " %s", table);
  append_columns (words, shape->equality, " by ", &n);
  append_columns (words, shape->in_lists, " by ", &n);
  append_columns (words, shape->range, ", a range of ", &n_ranges);
  if (order != NULL)
    g_string_append_printf (words, ", %s %s first", order->descending ? "last" : "first", column_of (order->column));
  if (is_aggregate)
    g_string_append_printf (words, ": %s", shape->aggregates[0]);
  return g_string_free (words, FALSE);
}

/* "AP8", "AP8 or AP9", "AP1, AP2 or AP3" */
static char *
join_ids (GPtrArray *patterns)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < patterns->len; i++)
    g_string_append_printf (ids, "%s%s", i == 0 ? "" : i + 1 < patterns->len ? ", "
                                                                             : " or ",
                            ((TenonPattern *)g_ptr_array_index (patterns, i))->pattern_id);
  return g_string_free (ids, FALSE);
}

/* @waiting: patterns the statement may be; empty where no pattern covers it */
static void
ask_about_statement (Matching         *self,
                     TenonStatement   *statement,
                     TenonSourceTable *table,
                     int               verb,
                     GPtrArray        *waiting)
{
  TenonShapeTable *first = tenon_list_get (statement->shape->tables, 0);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, statement->fingerprint, -1);
  g_autofree char *subject = g_strdup_printf ("statement:%.12s", digest);
  g_autofree char *shown = g_utf8_strlen (statement->fingerprint, -1) > SHOWN_LENGTH ? g_utf8_substring (statement->fingerprint, 0, SHOWN_LENGTH) : g_strdup (statement->fingerprint);
  g_autofree char *ids = join_ids (waiting);
  const char      *dots = strlen (shown) < strlen (statement->fingerprint) ? "…" : "";
  const char      *name = table != NULL ? table->name : first->name;
  char            *fingerprints[] = { statement->fingerprint, NULL };
  TenonQuestion   *question;

  if (waiting->len == 0)
    question = tenon_asker_ask (self->asker, TENON_QUESTION_STATEMENT_UNCOVERED, subject, name, NULL, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DRAFT | TENON_ANSWER_BY_DECLINE,
                                "The log shows a statement that no pattern covers: %s%s. Add a pattern for it, or name the one it belongs to?", shown, dots);
  else
    question = tenon_asker_ask (self->asker, TENON_QUESTION_STATEMENT_UNCOVERED, subject, name, waiting->len == 1 ? g_ptr_array_index (waiting, 0) : NULL,
                                TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DRAFT | TENON_ANSWER_BY_DECLINE,
                                "The log shows a statement that may be %s, whose rate is not known: %s%s. Which pattern is it?", ids, shown, dots);
  question->detail = g_strdup_printf ("%" G_GINT64_FORMAT " %s; %s:%" G_GINT64_FORMAT ".\n%s", statement->count, statement->count == 1 ? "execution" : "executions",
                                      statement->file != NULL ? statement->file : "log", statement->line, statement->fingerprint);
  question->draft_operation = verbs[verb].operation;
  question->draft_description = describe_draft (statement, name, verb);
  question->draft_statements = g_strdupv (fingerprints);
}

static void
look_at_statement (Matching       *self,
                   TenonStatement *statement)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  int               verb;
  TenonSourceTable *table;
  gboolean          covered;

  if (statement->fingerprint == NULL)
    return;
  verb = find_verb (statement);
  table = verb >= 0 ? main_table (self, statement) : NULL;
  covered = is_covered (self, statement, table, verb, waiting);
  if ((covered && waiting->len == 0) || verb < 0 || tenon_list_get_length (statement->shape->tables) == 0 || !g_hash_table_add (self->asked, statement->fingerprint))
    return;
  if (table != NULL || !is_of_server (statement, ((TenonShapeTable *)tenon_list_get (statement->shape->tables, 0))->name))
    ask_about_statement (self, statement, table, verb, waiting);
}

/* ---- patterns ---- */

/* The longest log that holds every statement, not only slow ones. */
static TenonStatementLog *
find_full_log (TenonModel *model)
{
  TenonStatementLog *best = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      if (log->threshold <= 0 && log->total > 0 && tenon_list_get_length (log->statements) > 0 && (best == NULL || log->window > best->window))
        best = log;
    }
  return best;
}

static void
ask_about_unseen (Matching          *self,
                  TenonPattern      *pattern,
                  TenonStatementLog *log)
{
  g_autofree char *subject = NULL;
  g_autofree char *title = NULL;
  g_autofree char *rate = NULL;
  TenonReading    *reading = tenon_requests_find (self->asker->requests, pattern->pattern_id);
  TenonQuestion   *question;
  double           average;
  gboolean         is_rated = tenon_rate_get_value (pattern->rps_average, &average);

  if (is_rated && (log->window <= 0 || average * log->window < EXPECTED_USES))
    return;
  subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  title = tenon_pattern_dup_title (pattern);
  rate = tenon_rate_to_text (pattern->rps_average);
  if (is_rated)
    question = tenon_asker_ask (self->asker, TENON_QUESTION_PATTERN_UNSEEN, subject, reading != NULL && reading->table != NULL ? reading->table->name : NULL, pattern, TENON_ANSWER_BY_DECLINE,
                                "%s is said to run %s on average, but the log never shows it. Is it in use, or did the log miss it?", title, rate);
  else
    question = tenon_asker_ask (self->asker, TENON_QUESTION_PATTERN_UNSEEN, subject, reading != NULL && reading->table != NULL ? reading->table->name : NULL, pattern, TENON_ANSWER_BY_DECLINE,
                                "The log never shows %s. Is it in use, or did the log miss it?", title);
  if (log->window > 0)
    {
      g_autofree char *expected = is_rated ? tenon_format_number (average * log->window) : NULL;
      g_autofree char *minutes = tenon_format_number (log->window / 60);

      question->detail = is_rated ? g_strdup_printf ("%s covers %s minutes: about %s executions would be in it.", log->file, minutes, expected)
                                  : g_strdup_printf ("%s covers %s minutes; not observed is not never.", log->file, minutes);
    }
}

static void
ask_about_patterns (Matching *self)
{
  TenonStatementLog *log = find_full_log (self->asker->model);
  TenonList         *patterns = self->asker->model->patterns;

  for (guint i = 0; log != NULL && i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);

      if (tenon_pattern_touches_database (pattern) && !pattern->is_draft && !g_hash_table_contains (self->seen, pattern))
        ask_about_unseen (self, pattern, log);
    }
}

void
tenon_asker_ask_logs (TenonAsker *asker)
{
  g_autoptr (GHashTable) by_table = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) bound = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) shapes = g_hash_table_new (NULL, NULL);
  Matching self = { asker, by_table, bound, shapes, seen, asked };

  if (tenon_list_get_length (asker->model->logs) == 0)
    return;
  learn_patterns (&self);
  learn_shapes (&self);
  for (guint i = 0; i < tenon_list_get_length (asker->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (asker->model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        look_at_statement (&self, tenon_list_get (log->statements, k));
    }
  ask_about_patterns (&self);
}
