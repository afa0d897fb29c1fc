/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rules look things up in: each index answers for one thing what would else take a walk through all. */

#include "design/tenon-rule-context.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "model/tenon-known-schema.h"

#include <string.h>

#define GROWTH 1.25 /* of the number behind a finding, up to which an answer to it holds */

static void
array_free (gpointer array)
{
  g_array_unref (array);
}

static void
pointers_free (gpointer array)
{
  g_ptr_array_unref (array);
}

static GPtrArray *
take_list (GHashTable *table,
           gpointer    key)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, key, list);
    }
  return list;
}

static void
read_acknowledgements (TenonRuleContext *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledged = tenon_list_get (self->model->acknowledgements, i);

      /* An answer without a reason is none. */
      if (acknowledged->code != NULL && acknowledged->subject != NULL && acknowledged->reason != NULL && *acknowledged->reason != '\0')
        g_hash_table_insert (self->acknowledged, g_strconcat (acknowledged->code, "\n", acknowledged->subject, NULL), acknowledged);
    }
}

/* Tables whose attributes come from their source, copies aside; mostly that is one table a source. */
static void
note_holder (TenonRuleContext *self,
             TenonTable       *table)
{
  const char *last = NULL;

  if (table->role != TENON_TABLE_ENTITY)
    return;
  if (table->source_table != NULL)
    g_ptr_array_add (take_list (self->holders, table->source_table), table);
  last = table->source_table;
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      GPtrArray      *holders;

      if (attribute->denormalized || attribute->source_table == NULL || g_strcmp0 (attribute->source_table, last) == 0)
        continue;
      last = attribute->source_table;
      holders = take_list (self->holders, attribute->source_table);
      if (!g_ptr_array_find (holders, table, NULL))
        g_ptr_array_add (holders, table);
    }
}

/**
 * tenon_rule_context_index_tables:
 *
 * Finds anew which tables there are, hold what and keep constraints of which: in the order of the design.
 */
void
tenon_rule_context_index_tables (TenonRuleContext *self)
{
  g_hash_table_remove_all (self->tables);
  g_hash_table_remove_all (self->lookups);
  g_hash_table_remove_all (self->holders);
  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);

      if (table->name != NULL && !g_hash_table_contains (self->tables, table->name))
        g_hash_table_insert (self->tables, table->name, table);
      if (table->role == TENON_TABLE_LOOKUP && table->lookup_of != NULL)
        g_ptr_array_add (take_list (self->lookups, table->lookup_of), table);
      note_holder (self, table);
    }
}

static void
note_status (TenonRuleContext *self,
             TenonPattern     *pattern,
             GHashTable       *before)
{
  if (before != NULL && !g_hash_table_contains (before, pattern))
    g_hash_table_insert (before, pattern, GINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->served, pattern)) > 0));
}

static void
add_served (TenonRuleContext *self,
            TenonPattern     *pattern,
            int               n)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->served, pattern));

  g_hash_table_insert (self->served, pattern, GUINT_TO_POINTER (count + n));
}

/* The tables stand in no order: who reads them puts them into the design's. */
static void
add_serving (TenonRuleContext *self,
             TenonPattern     *pattern,
             TenonTable       *table)
{
  GPtrArray *tables = g_hash_table_lookup (self->tables_of, pattern);

  if (tables == NULL)
    {
      tables = g_ptr_array_new ();
      g_hash_table_insert (self->tables_of, pattern, tables);
    }
  if (!g_ptr_array_find (tables, table, NULL))
    g_ptr_array_add (tables, table);
}

static void
remove_serving (TenonRuleContext *self,
                TenonPattern     *pattern,
                TenonTable       *table)
{
  GPtrArray *tables = g_hash_table_lookup (self->tables_of, pattern);

  if (tables != NULL)
    g_ptr_array_remove (tables, table);
}

/**
 * tenon_rule_context_count_served:
 * @before: (nullable): TenonPattern -> whether any table served it; gains those that @table serves or served
 *
 * Counts the requests of @table anew.
 */
void
tenon_rule_context_count_served (TenonRuleContext *self,
                                 TenonTable       *table,
                                 GHashTable       *before)
{
  GPtrArray *old = g_hash_table_lookup (self->patterns_of, table);
  GPtrArray *patterns = g_ptr_array_new ();

  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      note_status (self, g_ptr_array_index (old, i), before);
      add_served (self, g_ptr_array_index (old, i), -1);
      remove_serving (self, g_ptr_array_index (old, i), table);
    }
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonPattern   *pattern = operation->pattern_id != NULL ? g_hash_table_lookup (self->requests->patterns, operation->pattern_id) : NULL;

      if (pattern == NULL)
        continue;
      note_status (self, pattern, before);
      add_served (self, pattern, 1);
      add_serving (self, pattern, table);
      g_ptr_array_add (patterns, pattern);
    }
  g_hash_table_insert (self->patterns_of, table, patterns);
}

/**
 * tenon_rule_context_remove_table:
 * @before: as of tenon_rule_context_count_served()
 *
 * Takes back what was counted of a table that the design has no more.
 */
void
tenon_rule_context_remove_table (TenonRuleContext *self,
                                 TenonTable       *table,
                                 GHashTable       *before)
{
  GPtrArray *old = g_hash_table_lookup (self->patterns_of, table);

  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      note_status (self, g_ptr_array_index (old, i), before);
      add_served (self, g_ptr_array_index (old, i), -1);
      remove_serving (self, g_ptr_array_index (old, i), table);
    }
  g_hash_table_remove (self->patterns_of, table);
  g_hash_table_remove (self->headrooms, table);
}

/**
 * tenon_rule_context_list_unserved:
 * @differ: (nullable): gains the patterns that came or went
 */
void
tenon_rule_context_list_unserved (TenonRuleContext *self,
                                  GHashTable       *differ)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->unserved);
  GHashTableIter iter;
  gpointer       pattern;

  self->unserved = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < tenon_list_get_length (self->design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (self->design->unserved, i);

      pattern = unserved->pattern_id != NULL ? g_hash_table_lookup (self->requests->patterns, unserved->pattern_id) : NULL;
      if (pattern == NULL)
        continue;
      g_hash_table_add (self->unserved, pattern);
      if (differ != NULL && !g_hash_table_contains (old, pattern))
        g_hash_table_add (differ, pattern);
    }
  if (differ == NULL)
    return;
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &pattern, NULL))
    if (!g_hash_table_contains (self->unserved, pattern))
      g_hash_table_add (differ, pattern);
}

static void
index_requests (TenonRuleContext *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    tenon_rule_context_count_served (self, tenon_list_get (self->design->tables, i), NULL);
  tenon_rule_context_list_unserved (self, NULL);
}

/* ---- joins ---- */

static gint64
count_join (TenonRuleContext *self,
            const char       *from,
            const char       *to,
            gint64            times)
{
  char   *pair = g_strdup_printf ("%s\n%s", from, to);
  gint64 *count = g_hash_table_lookup (self->joins, pair);

  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_hash_table_insert (self->joins, g_strdup (pair), count);
    }
  g_free (pair);
  return *count += times;
}

static void
note_join (TenonRuleContext *self,
           const char       *from,
           const char       *to,
           gint64            times)
{
  gint64           count = count_join (self, from, to, times);
  const char      *most = g_hash_table_lookup (self->joined, from);
  g_autofree char *pair = most != NULL ? g_strdup_printf ("%s\n%s", from, most) : NULL;
  gint64          *other = pair != NULL ? g_hash_table_lookup (self->joins, pair) : NULL;

  if (other == NULL || count > *other)
    g_hash_table_insert (self->joined, (gpointer)from, (gpointer)to);
}

/* Pairs of columns that statements join and no foreign key declares. */
static void
read_joins (TenonRuleContext *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (self->model->logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, j);

          for (guint k = 0; statement->shape != NULL && k < tenon_list_get_length (statement->shape->joins); k++)
            {
              TenonShapeJoin *join = tenon_list_get (statement->shape->joins, k);

              if (join->foreign_key != NULL || join->left == NULL || join->right == NULL)
                continue;
              note_join (self, join->left, join->right, MAX (statement->count, 1));
              note_join (self, join->right, join->left, MAX (statement->count, 1));
            }
        }
    }
}

/* ---- patterns ---- */

/* Where @position stands in @positions, or would. */
static guint
find_position (GArray *positions,
               guint   position)
{
  guint low = 0, high = positions->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (positions, guint, middle) < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_position (GHashTable *table,
              gpointer    key,
              guint       position)
{
  GArray *positions = g_hash_table_lookup (table, key);
  guint   at;

  if (positions == NULL)
    {
      positions = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (table, key, positions);
    }
  at = find_position (positions, position);
  if (at == positions->len || g_array_index (positions, guint, at) != position)
    g_array_insert_val (positions, at, position);
}

static void
remove_position (GHashTable   *table,
                 gconstpointer key,
                 guint         position)
{
  GArray *positions = g_hash_table_lookup (table, key);
  guint   at = positions != NULL ? find_position (positions, position) : 0;

  if (positions != NULL && at < positions->len && g_array_index (positions, guint, at) == position)
    g_array_remove_index (positions, at);
}

static void
learn_pattern (TenonRuleContext *self,
               guint             position)
{
  TenonPattern *pattern = tenon_list_get (self->model->patterns, position);
  TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);
  GPtrArray    *sources = g_ptr_array_index (self->sources_of, position);
  char         *shape;

  if (reading == NULL || reading->table == NULL || reading->kind == TENON_READING_NONE)
    return;
  g_ptr_array_add (sources, reading->table);
  for (guint i = 0; i < reading->parts->len; i++)
    g_ptr_array_add (sources, ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table);
  for (guint i = 0; i < sources->len; i++)
    add_position (self->uses, g_ptr_array_index (sources, i), position);
  shape = tenon_reading_dup_shape (reading);
  g_ptr_array_index (self->shape_of, position) = shape;
  if (!g_hash_table_contains (self->shapes, shape))
    g_hash_table_insert (self->shapes, g_strdup (shape), g_array_new (FALSE, FALSE, sizeof (guint)));
  add_position (self->shapes, shape, position);
}

static void
forget_pattern (TenonRuleContext *self,
                guint             position)
{
  GPtrArray       *sources = g_ptr_array_index (self->sources_of, position);
  g_autofree char *shape = g_steal_pointer (&g_ptr_array_index (self->shape_of, position));

  for (guint i = 0; i < sources->len; i++)
    remove_position (self->uses, g_ptr_array_index (sources, i), position);
  g_ptr_array_set_size (sources, 0);
  if (shape != NULL)
    remove_position (self->shapes, shape, position);
}

static void
note_sources_and_alike (TenonRuleContext *self,
                        guint             position,
                        GHashTable       *sources,
                        GHashTable       *patterns)
{
  GPtrArray  *used = g_ptr_array_index (self->sources_of, position);
  const char *shape = g_ptr_array_index (self->shape_of, position);
  GArray     *alike = shape != NULL ? g_hash_table_lookup (self->shapes, shape) : NULL;

  for (guint i = 0; i < used->len; i++)
    g_hash_table_add (sources, g_ptr_array_index (used, i));
  for (guint i = 0; alike != NULL && i < alike->len; i++)
    g_hash_table_add (patterns, tenon_list_get (self->model->patterns, g_array_index (alike, guint, i)));
}

/**
 * tenon_rule_context_read_pattern:
 * @position: of a pattern that was edited, and is read anew from now on
 * @sources: gains the source tables it touched or touches
 * @patterns: gains the patterns it is or was compared with
 */
void
tenon_rule_context_read_pattern (TenonRuleContext *self,
                                 guint             position,
                                 GHashTable       *sources,
                                 GHashTable       *patterns)
{
  note_sources_and_alike (self, position, sources, patterns);
  forget_pattern (self, position);
  learn_pattern (self, position);
  note_sources_and_alike (self, position, sources, patterns);
}

static void
index_patterns (TenonRuleContext *self)
{
  guint n = tenon_list_get_length (self->model->patterns);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (self->sources_of, g_ptr_array_new ());
      g_ptr_array_add (self->shape_of, NULL);
      g_hash_table_insert (self->positions, tenon_list_get (self->model->patterns, i), GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < n; i++)
    learn_pattern (self, i);
}

/**
 * tenon_rule_context_init:
 * @requests: borrowed as long as the context is used
 * @with_patterns: whether to index the patterns, for the rules about requirements
 */
void
tenon_rule_context_init (TenonRuleContext *self,
                         TenonModel       *model,
                         TenonDesign      *design,
                         TenonRequests    *requests,
                         gboolean          with_patterns)
{
  self->model = model;
  self->design = design;
  self->schema = tenon_model_get_known_schema (model);
  self->requests = requests;
  self->acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sources = g_hash_table_new (g_str_hash, g_str_equal);
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->holders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pointers_free);
  self->lookups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pointers_free);
  self->headrooms = g_hash_table_new_full (NULL, NULL, NULL, pointers_free);
  self->served = g_hash_table_new (NULL, NULL);
  self->tables_of = g_hash_table_new_full (NULL, NULL, NULL, pointers_free);
  self->patterns_of = g_hash_table_new_full (NULL, NULL, NULL, pointers_free);
  self->unserved = g_hash_table_new (NULL, NULL);
  self->uses = g_hash_table_new_full (NULL, NULL, NULL, array_free);
  self->shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, array_free);
  self->shape_of = g_ptr_array_new_with_free_func (g_free);
  self->sources_of = g_ptr_array_new_with_free_func (pointers_free);
  self->positions = g_hash_table_new (NULL, NULL);
  self->joins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->joined = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; self->schema != NULL && i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *source = tenon_list_get (self->schema->tables, i);

      g_hash_table_insert (self->sources, source->name, source);
    }
  read_acknowledgements (self);
  tenon_rule_context_index_tables (self);
  index_requests (self);
  if (!with_patterns)
    return;
  read_joins (self);
  index_patterns (self);
}

void
tenon_rule_context_clear (TenonRuleContext *self)
{
  g_hash_table_unref (self->acknowledged);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->holders);
  g_hash_table_unref (self->lookups);
  g_hash_table_unref (self->headrooms);
  g_hash_table_unref (self->served);
  g_hash_table_unref (self->patterns_of);
  g_hash_table_unref (self->tables_of);
  g_hash_table_unref (self->unserved);
  g_hash_table_unref (self->uses);
  g_hash_table_unref (self->shapes);
  g_ptr_array_unref (self->shape_of);
  g_ptr_array_unref (self->sources_of);
  g_hash_table_unref (self->positions);
  g_hash_table_unref (self->joins);
  g_hash_table_unref (self->joined);
}

/* ---- for the rules ---- */

static const char number_key[] = "tenon-rule-number";
static const char severity_key[] = "tenon-rule-severity";

static const char *
get_answer_words (TenonSeverity severity)
{
  return severity == TENON_SEVERITY_ERROR ? "Deviation taken" : "Acknowledged";
}

static TenonDiagnostic *
report (TenonRuleContext *self,
        const TenonRule  *rule,
        TenonSeverity     severity,
        const char       *subject,
        const char       *message)
{
  g_autofree char      *key = g_strconcat (rule->code, "\n", subject, NULL);
  TenonAcknowledgement *acknowledged = g_hash_table_lookup (self->acknowledged, key);

  if (acknowledged != NULL && (severity == TENON_SEVERITY_WARNING || (severity == TENON_SEVERITY_ERROR && rule->may_deviate)))
    {
      TenonDiagnostic *finding = tenon_diagnostics_add_subject (self->findings, TENON_SEVERITY_NOTE, rule->code, subject, "%s %s%s%s: %s", message, get_answer_words (severity), acknowledged->by != NULL ? " by " : "", acknowledged->by != NULL ? acknowledged->by : "", acknowledged->reason);

      g_object_set_data (G_OBJECT (finding), severity_key, GINT_TO_POINTER (severity));
      return finding;
    }
  return tenon_diagnostics_add_subject (self->findings, severity, rule->code, subject, "%s", message);
}

/**
 * tenon_rule_report:
 *
 * Adds a finding of @rule. A warning somebody answered with a reason becomes a note that carries the reason, as does an
 * error of a rule that people may deviate from.
 *
 * Returns: (transfer none):
 */
TenonDiagnostic *
tenon_rule_report (TenonRuleContext *context,
                   const TenonRule  *rule,
                   const char       *subject,
                   const char       *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (context, rule, rule->severity, subject, message);
}

TenonDiagnostic *
tenon_rule_report_as (TenonRuleContext *context,
                      const TenonRule  *rule,
                      TenonSeverity     severity,
                      const char       *subject,
                      const char       *format,
                      ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (context, rule, severity, subject, message);
}

/**
 * tenon_rule_set_number:
 * @finding: what tenon_rule_report() gave, before its remedy is set
 * @number: of its message, that triggered it: the larger the worse
 *
 * An answer holds for the number it was given for: where that has grown by more than a quarter, the finding is open again, and
 * says at which number it was answered.
 */
void
tenon_rule_set_number (TenonRuleContext *context,
                       TenonDiagnostic  *finding,
                       double            number)
{
  g_autofree char      *key = g_strconcat (finding->code, "\n", finding->subject, NULL);
  TenonAcknowledgement *acknowledged = g_hash_table_lookup (context->acknowledged, key);
  TenonSeverity         severity = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (finding), severity_key));
  const char           *words = get_answer_words (severity), *answer;
  g_autofree char      *at = NULL, *own = NULL, *message = NULL;
  double               *kept = g_new (double, 1);

  *kept = number;
  g_object_set_data_full (G_OBJECT (finding), number_key, kept, g_free);
  answer = severity != TENON_SEVERITY_NOTE ? strstr (finding->message, words) : NULL;
  if (acknowledged == NULL || acknowledged->basis == NULL || answer == NULL)
    return;
  at = tenon_format_number (g_ascii_strtod (acknowledged->basis, NULL));
  own = g_strndup (finding->message, answer - finding->message);
  if (tenon_acknowledgement_holds (acknowledged, finding))
    {
      message = g_strdup_printf ("%s%s at %s%s", own, words, at, answer + strlen (words));
    }
  else
    {
      finding->severity = severity;
      message = g_strdup_printf ("%s%s at %s%s%s, and it is more than a quarter above that now.", own, words, at, acknowledged->by != NULL ? " by " : "", acknowledged->by != NULL ? acknowledged->by : "");
    }
  tenon_str_set (&finding->message, message);
}

/**
 * tenon_rule_get_number:
 *
 * Returns: the number that triggered @finding; negative: none did
 */
double
tenon_rule_get_number (TenonDiagnostic *finding)
{
  double *number = g_object_get_data (G_OBJECT (finding), number_key);

  return number != NULL ? *number : -1;
}

/**
 * tenon_rule_dup_basis:
 *
 * Returns: (transfer full) (nullable): the number an answer to @finding is given for, rounded
 */
char *
tenon_rule_dup_basis (TenonDiagnostic *finding)
{
  double number = tenon_rule_get_number (finding);
  char   buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (number < 0)
    return NULL;
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, number >= 100 ? "%.0f" : "%.3g", number));
}

/**
 * tenon_acknowledgement_holds:
 *
 * Returns: whether the number that triggers @finding is not above the one the answer was given for by more than a quarter
 */
gboolean
tenon_acknowledgement_holds (TenonAcknowledgement *self,
                             TenonDiagnostic      *finding)
{
  double number = tenon_rule_get_number (finding);

  return self->basis == NULL || number < 0 || number <= GROWTH * g_ascii_strtod (self->basis, NULL);
}

TenonSourceTable *
tenon_rule_find_source (TenonRuleContext *context,
                        const char       *name)
{
  return name != NULL ? g_hash_table_lookup (context->sources, name) : NULL;
}

TenonColumn *
tenon_rule_find_column (TenonRuleContext *context,
                        TenonAttribute   *attribute)
{
  TenonSourceTable *source = attribute != NULL ? tenon_rule_find_source (context, attribute->source_table) : NULL;

  return source != NULL && attribute->source_column != NULL ? tenon_source_table_find_column (source, attribute->source_column) : NULL;
}

/**
 * tenon_rule_is_one_item:
 *
 * Returns: whether every value of the attribute @name of @table is one row: as many values as items, however few
 */
gboolean
tenon_rule_is_one_item (TenonRuleContext *context,
                        TenonTable       *table,
                        const char       *name)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonSourceTable *source = attribute != NULL ? tenon_rule_find_source (context, attribute->source_table) : NULL;
  const char       *one[] = { attribute != NULL ? attribute->source_column : NULL, NULL };

  return source != NULL && one[0] != NULL && tenon_source_table_is_unique (source, one);
}

/**
 * tenon_rule_get_headrooms:
 *
 * Returns: (transfer none) (element-type TenonHeadroom): of @table and its indexes, analysed once a check
 */
GPtrArray *
tenon_rule_get_headrooms (TenonRuleContext *context,
                          TenonTable       *table)
{
  GPtrArray *headrooms = g_hash_table_lookup (context->headrooms, table);

  if (headrooms == NULL)
    {
      headrooms = tenon_headroom_analyse_table (context->requests, table);
      g_hash_table_insert (context->headrooms, table, headrooms);
    }
  return headrooms;
}

TenonTable *
tenon_rule_find_table (TenonRuleContext *context,
                       const char       *name)
{
  return name != NULL ? g_hash_table_lookup (context->tables, name) : NULL;
}

/**
 * tenon_rule_list_holders:
 *
 * Returns: (transfer none) (nullable): the tables that hold columns of @source, copies aside
 */
GPtrArray *
tenon_rule_list_holders (TenonRuleContext *context,
                         TenonSourceTable *source)
{
  return g_hash_table_lookup (context->holders, source->name);
}

/**
 * tenon_rule_list_lookups:
 *
 * Returns: (transfer none) (nullable): the lookup tables of @table, in review order
 */
GPtrArray *
tenon_rule_list_lookups (TenonRuleContext *context,
                         TenonTable       *table)
{
  return table->name != NULL ? g_hash_table_lookup (context->lookups, table->name) : NULL;
}

/**
 * tenon_rule_list_readings:
 *
 * Returns: (transfer container) (element-type TenonReading): what touches @source, in the order of the patterns
 */
GPtrArray *
tenon_rule_list_readings (TenonRuleContext *context,
                          TenonSourceTable *source)
{
  GPtrArray *readings = g_ptr_array_new ();
  GArray    *positions = g_hash_table_lookup (context->uses, source);

  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      TenonPattern *pattern = tenon_list_get (context->model->patterns, g_array_index (positions, guint, i));
      TenonReading *reading = tenon_requests_find (context->requests, pattern->pattern_id);

      if (reading != NULL)
        g_ptr_array_add (readings, reading);
    }
  return readings;
}

/**
 * tenon_rule_list_alike:
 * @limit: how many at most
 *
 * Returns: (transfer container) (element-type TenonPattern): the first patterns before @pattern that ask the same of the
 *   database
 */
GPtrArray *
tenon_rule_list_alike (TenonRuleContext *context,
                       TenonPattern     *pattern,
                       guint             limit)
{
  GPtrArray  *list = g_ptr_array_new ();
  guint       position = GPOINTER_TO_UINT (g_hash_table_lookup (context->positions, pattern));
  const char *shape = g_ptr_array_index (context->shape_of, position);
  GArray     *alike = shape != NULL ? g_hash_table_lookup (context->shapes, shape) : NULL;

  for (guint i = 0; alike != NULL && i < MIN (alike->len, limit) && g_array_index (alike, guint, i) < position; i++)
    g_ptr_array_add (list, tenon_list_get (context->model->patterns, g_array_index (alike, guint, i)));
  return list;
}

/**
 * tenon_rule_list_serving:
 *
 * Returns: (transfer none) (nullable) (element-type TenonTable): tables with requests for the pattern, in no order
 */
GPtrArray *
tenon_rule_list_serving (TenonRuleContext *context,
                         TenonPattern     *pattern)
{
  return g_hash_table_lookup (context->tables_of, pattern);
}

/**
 * tenon_rule_is_addressed:
 *
 * Returns: whether some table serves the pattern, or it is named as unserved
 */
gboolean
tenon_rule_is_addressed (TenonRuleContext *context,
                         const char       *pattern_id)
{
  TenonPattern *pattern = g_hash_table_lookup (context->requests->patterns, pattern_id);

  return pattern != NULL && (GPOINTER_TO_UINT (g_hash_table_lookup (context->served, pattern)) > 0 || g_hash_table_contains (context->unserved, pattern));
}
