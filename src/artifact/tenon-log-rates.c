/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From observed statements to observed rates of access patterns, and nothing beyond: a half that no log gives stays unknown. */

#include "artifact/tenon-log-document.h"

#include "artifact/tenon-document.h"
#include "artifact/tenon-log-words.h"
#include "base/tenon-text.h"

#include <string.h>

void
tenon_observed_rates_free (TenonObservedRates *self)
{
  g_free (self->pattern_id);
  g_clear_pointer (&self->average, tenon_rate_free);
  g_clear_pointer (&self->peak, tenon_rate_free);
  g_free (self);
}

static TenonObservedRates *
find_rates (GPtrArray  *rates,
            const char *pattern_id)
{
  for (guint i = 0; rates != NULL && i < rates->len; i++)
    {
      TenonObservedRates *found = g_ptr_array_index (rates, i);

      if (strcmp (found->pattern_id, pattern_id) == 0)
        return found;
    }
  return NULL;
}

static TenonObservedRates *
ensure_rates (GPtrArray  *rates,
              const char *pattern_id)
{
  TenonObservedRates *found = find_rates (rates, pattern_id);

  if (found == NULL)
    {
      found = g_new0 (TenonObservedRates, 1);
      found->pattern_id = g_strdup (pattern_id);
      g_ptr_array_add (rates, found);
    }
  return found;
}

/* ", shared with AP25" where the log does not tell two patterns apart. */
static char *
describe_sharing (char      **ids,
                  const char *pattern_id)
{
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    if (strcmp (ids[i], pattern_id) != 0)
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", ids[i]);
  if (others->len == 0)
    return g_strdup ("");
  return g_strdup_printf ("; shared with %s, which the log does not tell apart", others->str);
}

static void
read_peak_row (GPtrArray      *peaks,
               TenonPipeTable *table,
               guint           row,
               const char     *file,
               int             pattern_column,
               int             peak_column)
{
  const char      *cell = tenon_pipe_table_get_cell (table, row, peak_column);
  guint            line = ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line;
  g_autofree char *plain = tenon_markdown_strip (tenon_pipe_table_get_cell (table, row, pattern_column));
  g_auto (GStrv) ids = tenon_log_words_read_pattern_ids (plain);
  double value;

  if (ids == NULL || !tenon_log_words_read_rate (cell, &value))
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      TenonObservedRates *rates = ensure_rates (peaks, ids[i]);
      g_autofree char    *sharing = describe_sharing (ids, ids[i]);
      g_autofree char    *evidence = g_strdup_printf ("%s:%u gives a peak of %s for “%s”%s", file, line, cell, plain, sharing);

      g_clear_pointer (&rates->peak, tenon_rate_free);
      rates->peak = tenon_rate_new (TENON_RATE_OBSERVED, value, evidence);
      tenon_rate_set_place (rates->peak, file, line);
      tenon_rate_set_lower_bound (rates->peak, g_str_has_prefix (cell, "≥") || g_str_has_prefix (cell, "at least"));
    }
}

/* "883 + 850" against "1,733". */
static void
check_row_total (TenonPipeTable *table,
                 guint           row,
                 const char     *file,
                 GPtrArray      *diagnostics)
{
  static const char *const counts[] = { "query count", NULL };
  static const char *const totals[] = { "total executions", NULL };
  const char              *count = tenon_pipe_table_get_cell (table, row, tenon_pipe_table_find_column (table, counts));
  const char              *total = tenon_pipe_table_get_cell (table, row, tenon_pipe_table_find_column (table, totals));
  g_auto (GStrv) terms = g_strsplit (count, "+", -1);
  double claimed, sum = 0;

  if (g_strv_length (terms) < 2 || !tenon_parse_number (total, &claimed, NULL))
    return;
  for (guint i = 0; terms[i] != NULL; i++)
    {
      double number;

      if (!tenon_parse_number (g_strstrip (terms[i]), &number, NULL))
        return;
      sum += number;
    }
  if (sum != claimed)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "log-total", file, ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line, 0, "%s is %.0f; the table says %s.", count, sum, total);
}

/**
 * tenon_log_document_read_peaks:
 *
 * Reads the table "Access Pattern | … | Peak RPS | Sustained RPS" of a log analysis.
 *
 * Returns: (transfer full) (element-type TenonObservedRates): peaks only; empty where the document has no such table
 */
GPtrArray *
tenon_log_document_read_peaks (TenonSource *source,
                               GPtrArray   *diagnostics)
{
  static const char *const patterns[] = { "access pattern", "pattern", "pattern #", "api pattern", NULL };
  static const char *const peak_names[] = { "peak rps", "peak qps", "peak", NULL };
  GPtrArray               *peaks = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_observed_rates_free);
  g_autoptr (GPtrArray) unheard = tenon_diagnostics_new ();
  g_autoptr (TenonDocument) document = tenon_document_parse (source, unheard);
  const char *file = tenon_source_get_name (source);

  for (guint i = 0; document != NULL && i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);
      int         pattern_column, peak_column;

      if (block->kind != TENON_BLOCK_TABLE || tenon_block_is_under (block, "dynamodb"))
        continue;
      pattern_column = tenon_pipe_table_find_column (block->table, patterns);
      peak_column = tenon_pipe_table_find_column (block->table, peak_names);
      if (pattern_column < 0 || peak_column < 0)
        continue;
      for (guint row = 1; row < block->table->rows->len; row++)
        {
          read_peak_row (peaks, block->table, row, file, pattern_column, peak_column);
          check_row_total (block->table, row, file, diagnostics);
        }
    }
  return peaks;
}

/* A sum of decimals without what binary adds to it (0.46, not 0.45999999999999996). */
static double
round_sum (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, "%.12g", value), NULL);
}

/* What the statements bound to one pattern add up to. */
typedef struct
{
  guint       n;
  gint64      executions;
  double      average; /* negative: none has one */
  double      peak;    /* the highest of one statement; negative: none has one */
  gboolean    is_lower_bound;
  gboolean    has_page_counts; /* left out of the average */
  gint64      first_line;
  gint64      last_line;
  gboolean    has_other_files; /* lines of several files say nothing together */
  char      **shared;          /* (unowned) (nullable) */
  const char *file;
} Sum;

/* SELECT COUNT(*) and nothing else: what a list asks first to know its number of pages. */
static gboolean
is_pure_count (TenonStatement *statement)
{
  TenonShape *shape = statement->shape;

  return shape != NULL && g_strcmp0 (shape->verb, "SELECT") == 0 && (shape->group_by == NULL || shape->group_by[0] == NULL)
         && shape->aggregates != NULL && shape->aggregates[0] != NULL && shape->aggregates[1] == NULL && g_ascii_strncasecmp (shape->aggregates[0], "count(", 6) == 0;
}

/* Whether @list gives rows of the entity that @count counts: its first table is the same, and the tables of the count are
 * among those it joins. */
static gboolean
lists_what_is_counted (TenonStatement *list,
                       TenonStatement *count)
{
  if (list->shape == NULL || g_strcmp0 (list->shape->verb, "SELECT") != 0 || (list->shape->aggregates != NULL && list->shape->aggregates[0] != NULL))
    return FALSE;
  if (list->tables == NULL || count->tables == NULL || count->tables[0] == NULL || g_strcmp0 (list->tables[0], count->tables[0]) != 0)
    return FALSE;
  for (guint i = 1; count->tables[i] != NULL; i++)
    if (!tenon_strv_contains ((const char *const *)list->tables, count->tables[i]))
      return FALSE;
  return TRUE;
}

/* One request for a page asks for the rows and for their number: of the lists of an entity and its counts the larger is the
 * rate of the requests, not their sum.  Returns what @count adds to the sum of the lists: with several counts of one
 * entity the first one stands for all. */
static double
rate_beyond_lists (GPtrArray      *statements,
                   TenonStatement *count,
                   gboolean       *is_page_count)
{
  double   counts = 0, lists = 0;
  gboolean is_first = TRUE, any = FALSE;

  *is_page_count = FALSE;
  if (count->tables == NULL)
    return count->average_rate;
  for (guint i = 0; i < statements->len; i++)
    {
      TenonStatement *other = g_ptr_array_index (statements, i);

      if (lists_what_is_counted (other, count) && other->average_rate >= 0)
        {
          *is_page_count = TRUE;
          lists += other->average_rate;
        }
      else if (is_pure_count (other) && other->tables != NULL && g_strv_equal ((const char *const *)other->tables, (const char *const *)count->tables))
        {
          if (!any)
            is_first = other == count;
          any = TRUE;
          counts += MAX (other->average_rate, 0);
        }
    }
  if (!*is_page_count)
    return count->average_rate;
  return is_first ? MAX (counts - lists, 0) : 0;
}

static GPtrArray *
list_bound (TenonStatementLog *log,
            const char        *pattern_id)
{
  GPtrArray *statements = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      if (tenon_strv_contains ((const char *const *)statement->patterns, pattern_id))
        g_ptr_array_add (statements, statement);
    }
  return statements;
}

static Sum
sum_statements (TenonStatementLog *log,
                const char        *pattern_id)
{
  g_autoptr (GPtrArray) statements = list_bound (log, pattern_id);
  Sum sum = { .average = -1, .peak = -1 };

  for (guint i = 0; i < statements->len; i++)
    {
      TenonStatement *statement = g_ptr_array_index (statements, i);
      gboolean        is_page_count = FALSE;

      if (sum.n++ == 0 || statement->line < sum.first_line)
        sum.first_line = statement->line;
      sum.has_other_files |= sum.file != NULL && g_strcmp0 (sum.file, statement->file) != 0;
      sum.file = sum.file != NULL ? sum.file : statement->file;
      sum.last_line = MAX (sum.last_line, MAX (statement->line, statement->last_line));
      sum.executions += statement->count;
      if (statement->average_rate >= 0)
        sum.average = MAX (sum.average, 0) + (is_pure_count (statement) ? rate_beyond_lists (statements, statement, &is_page_count) : statement->average_rate);
      sum.has_page_counts |= is_page_count;
      sum.peak = MAX (sum.peak, statement->peak_second_rate);
      sum.is_lower_bound |= statement->lower_bound || statement->average_rate < 0;
      if (g_strv_length (statement->patterns) > 1)
        sum.shared = statement->patterns;
    }
  return sum;
}

/* The seconds the executions are counted over: of several logs only those that show them. */
static double
get_window (TenonStatementLog *log,
            const Sum         *sum)
{
  double own = sum->n == 1 && sum->average > 0 && !log->is_sampled ? sum->executions / sum->average : log->window;

  return log->window > 0 && own > log->window * 0.999 ? log->window : own;
}

static char *
describe_window (TenonStatementLog *log,
                 const Sum         *sum)
{
  double           window = get_window (log, sum);
  g_autofree char *duration = window >= 0 ? tenon_log_words_write_duration (window) : NULL;

  if (log->first_seen != NULL && log->last_seen != NULL && window < log->window)
    return g_strdup_printf (" in %s of the time the logs cover", duration);
  if (log->first_seen != NULL && log->last_seen != NULL)
    return g_strdup_printf (" between %s and %s%s%s%s", log->first_seen, log->last_seen, duration != NULL ? " (" : "", duration != NULL ? duration : "", duration != NULL ? ")" : "");
  if (duration != NULL)
    return g_strdup_printf (" in %s", duration);
  return g_strdup (" in a time the log does not tell");
}

static char *
describe_sum (TenonStatementLog *log,
              const Sum         *sum,
              const char        *pattern_id)
{
  g_autofree char *window = describe_window (log, sum);
  g_autofree char *count = tenon_format_count (sum->executions);
  g_autofree char *sharing = sum->shared != NULL ? describe_sharing (sum->shared, pattern_id) : g_strdup ("");
  g_autofree char *place = NULL;
  const char      *file = sum->file != NULL ? sum->file : log->file != NULL ? log->file
                                                                            : "the log";

  if (sum->last_line > sum->first_line && !sum->has_other_files)
    place = g_strdup_printf ("%s:%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, file, sum->first_line, sum->last_line);
  else
    place = g_strdup_printf ("%s:%" G_GINT64_FORMAT, file, sum->first_line);
  return g_strdup_printf ("%s: %s executions of %u %s%s%s", place, count, sum->n, sum->n == 1 ? "statement" : "statements", window, sharing);
}

static void
add_rates (GPtrArray         *rates,
           TenonStatementLog *log,
           GPtrArray         *peaks,
           const char        *pattern_id)
{
  Sum                 sum = sum_statements (log, pattern_id);
  TenonObservedRates *given = find_rates (peaks, pattern_id);
  TenonObservedRates *result;

  if (find_rates (rates, pattern_id) != NULL)
    return;
  result = ensure_rates (rates, pattern_id);
  if (sum.average >= 0)
    {
      g_autofree char *basis = describe_sum (log, &sum, pattern_id);
      g_autofree char *evidence = g_strconcat (basis, sum.has_page_counts ? "; a COUNT(*) and the list it counts are one request: the larger of both is taken" : NULL, NULL);

      result->average = tenon_rate_new (TENON_RATE_OBSERVED, round_sum (sum.average), evidence);
      tenon_rate_set_place (result->average, sum.file != NULL ? sum.file : log->file, (guint)sum.first_line);
      tenon_rate_set_lower_bound (result->average, sum.is_lower_bound);
    }
  if (given != NULL && given->peak != NULL)
    {
      result->peak = tenon_rate_copy (given->peak);
    }
  else if (sum.peak >= 0)
    {
      g_autofree char *basis = describe_sum (log, &sum, pattern_id);
      g_autofree char *evidence = g_strdup_printf ("%s; %s", basis, sum.n == 1 ? "its busiest second" : "the busiest second of one of them, so at least that much");

      result->peak = tenon_rate_new (TENON_RATE_OBSERVED, sum.peak, evidence);
      tenon_rate_set_place (result->peak, sum.file != NULL ? sum.file : log->file, (guint)sum.first_line);
      tenon_rate_set_lower_bound (result->peak, sum.is_lower_bound || sum.n > 1);
    }
}

/**
 * tenon_log_document_list_rates:
 * @log: statements bound to patterns
 * @peaks: (nullable) (element-type TenonObservedRates): from tenon_log_document_read_peaks()
 *
 * The average of a pattern is the sum over its statements, where a count of pages and its list count once; its peak is what the document gives for it, else the busiest second
 * of its statement.  A pattern the log does not name is not in the result: not observed is not zero.
 *
 * Returns: (transfer full) (element-type TenonObservedRates):
 */
GPtrArray *
tenon_log_document_list_rates (TenonStatementLog *log,
                               GPtrArray         *peaks)
{
  GPtrArray *rates = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_observed_rates_free);

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      for (guint k = 0; statement->patterns != NULL && statement->patterns[k] != NULL; k++)
        add_rates (rates, log, peaks, statement->patterns[k]);
    }
  for (guint i = 0; peaks != NULL && i < peaks->len; i++)
    add_rates (rates, log, peaks, ((TenonObservedRates *)g_ptr_array_index (peaks, i))->pattern_id);
  return rates;
}

/* An observation gives way to a newer one and to nobody's word. */
static gboolean
may_replace (const TenonRate *rate)
{
  return rate == NULL || tenon_rate_get_origin (rate) == TENON_RATE_OBSERVED;
}

static void
bind_statements (TenonPattern      *pattern,
                 TenonStatementLog *log)
{
  g_autoptr (GPtrArray) fingerprints = g_ptr_array_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; pattern->statements != NULL && pattern->statements[i] != NULL; i++)
    g_ptr_array_add (fingerprints, pattern->statements[i]);
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      if (statement->fingerprint != NULL && tenon_strv_contains ((const char *const *)statement->patterns, pattern->pattern_id) && !g_ptr_array_find_with_equal_func (fingerprints, statement->fingerprint, g_str_equal, NULL))
        g_ptr_array_add (fingerprints, statement->fingerprint);
    }
  all = tenon_strv_from_array (fingerprints);
  g_object_set (pattern, "statements", all, NULL);
}

/**
 * tenon_log_document_attach_rates:
 * @model: with an edit open
 * @log: statements bound to patterns
 * @peaks: (nullable) (element-type TenonObservedRates):
 *
 * Gives the patterns that the log names their observed rates.  What somebody stated stays.
 */
void
tenon_log_document_attach_rates (TenonModel        *model,
                                 TenonStatementLog *log,
                                 GPtrArray         *peaks)
{
  g_autoptr (GPtrArray) rates = tenon_log_document_list_rates (log, peaks);

  for (guint i = 0; i < rates->len; i++)
    {
      TenonObservedRates *found = g_ptr_array_index (rates, i);
      TenonPattern       *pattern = tenon_model_find_pattern (model, found->pattern_id);

      if (pattern == NULL)
        continue;
      if (found->average != NULL && may_replace (pattern->rps_average))
        g_object_set (pattern, "rps-average", found->average, NULL);
      if (found->peak != NULL && may_replace (pattern->rps_peak))
        g_object_set (pattern, "rps-peak", found->peak, NULL);
      bind_statements (pattern, log);
    }
}
