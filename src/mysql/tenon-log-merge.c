/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts together logs that have been read before: what is left of them are their statements. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-log-digest.h"
#include "mysql/tenon-query-log.h"

static double
join_means (double a,
            double n_a,
            double b,
            double n_b)
{
  if (a < 0 || b < 0)
    return MAX (a, b);
  return n_a + n_b > 0 ? (a * n_a + b * n_b) / (n_a + n_b) : a;
}

/* Executions, scaled where the log is sampled. */
static double
executions_of (TenonStatementLog *log,
               TenonStatement    *statement)
{
  return log->window > 0 && statement->average_rate >= 0 ? statement->average_rate * log->window : statement->count;
}

static void
take_earlier (char      **time,
              const char *other,
              int         sign)
{
  if (other != NULL && (*time == NULL || strcmp (other, *time) * sign < 0))
    tenon_str_set (time, other);
}

static void
merge_values (TenonStatement *sum,
              TenonStatement *statement)
{
  for (guint i = 0; i < tenon_list_get_length (statement->values); i++)
    {
      TenonValueStatistics *values = tenon_list_get (statement->values, i);
      TenonValueStatistics *known = tenon_list_find (sum->values, values->column);
      g_autoptr (TenonValueStatistics) joined = NULL;
      g_autoptr (GPtrArray) parts = g_ptr_array_new ();
      guint position;

      if (known != NULL)
        g_ptr_array_add (parts, known);
      g_ptr_array_add (parts, values);
      joined = tenon_value_statistics_merge (parts);
      if (known != NULL && tenon_list_index_of (sum->values, known, &position))
        tenon_list_replace (sum->values, position, joined);
      else
        tenon_list_append (sum->values, joined);
    }
}

static void
merge_statement (TenonStatement *sum,
                 TenonStatement *statement)
{
  sum->rows_examined = join_means (sum->rows_examined, sum->count, statement->rows_examined, statement->count);
  sum->rows_sent = join_means (sum->rows_sent, sum->count, statement->rows_sent, statement->count);
  sum->count += statement->count;
  take_earlier (&sum->first_seen, statement->first_seen, 1);
  take_earlier (&sum->last_seen, statement->last_seen, -1);
  sum->peak_minute_rate = MAX (sum->peak_minute_rate, statement->peak_minute_rate);
  sum->peak_second_rate = MAX (sum->peak_second_rate, statement->peak_second_rate);
  /* Of quantiles of parts no quantile of the whole follows. */
  sum->latency_p50 = sum->latency_p95 = sum->latency_p99 = -1;
  sum->latency_max = MAX (sum->latency_max, statement->latency_max);
  sum->lower_bound |= statement->lower_bound;
  merge_values (sum, statement);
  for (guint i = 0; statement->patterns != NULL && statement->patterns[i] != NULL; i++)
    if (!tenon_strv_contains ((const char *const *)sum->patterns, statement->patterns[i]))
      {
        guint n = sum->patterns != NULL ? g_strv_length (sum->patterns) : 0;

        sum->patterns = g_renew (char *, sum->patterns, n + 2);
        sum->patterns[n] = g_strdup (statement->patterns[i]);
        sum->patterns[n + 1] = NULL;
      }
}

static void
add_span (GArray            *spans,
          TenonStatementLog *log)
{
  TenonLogSpan span;
  gboolean     is_utc = FALSE;

  if (log->first_seen == NULL || log->last_seen == NULL)
    return;
  if (tenon_log_parse_time (log->first_seen, log->first_seen + strlen (log->first_seen), &span.first_seen, &is_utc, NULL)
      && tenon_log_parse_time (log->last_seen, log->last_seen + strlen (log->last_seen), &span.last_seen, &is_utc, NULL))
    g_array_append_val (spans, span);
}

/**
 * tenon_query_log_merge:
 * @logs: (element-type TenonStatementLog): of one application
 *
 * What tenon_query_log_read_several() gives, as far as it follows from logs that were read one by one: all but the
 * quantiles of latencies. Peaks are those of the busiest log.
 *
 * Returns: (transfer full):
 */
TenonStatementLog *
tenon_query_log_merge (GPtrArray *logs)
{
  TenonStatementLog *merged = tenon_statement_log_new ();
  g_autoptr (GHashTable) statements = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) executions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (TenonLogSpan));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < logs->len; i++)
    {
      TenonStatementLog *log = g_ptr_array_index (logs, i);

      add_span (spans, log);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", log->file != NULL ? log->file : "");
      take_earlier (&merged->first_seen, log->first_seen, 1);
      take_earlier (&merged->last_seen, log->last_seen, -1);
      merged->total += log->total;
      merged->is_sampled |= log->is_sampled;
      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, k);
          const char     *fingerprint = statement->fingerprint != NULL ? statement->fingerprint : "";
          TenonStatement *sum = g_hash_table_lookup (statements, fingerprint);

          if (sum == NULL)
            {
              sum = tenon_record_copy (statement);
              tenon_list_append_take (merged->statements, sum);
              g_hash_table_insert (statements, sum->fingerprint != NULL ? sum->fingerprint : (char *)"", sum);
              g_hash_table_insert (executions, sum, g_new0 (double, 1));
            }
          else
            {
              merge_statement (sum, statement);
            }
          *(double *)g_hash_table_lookup (executions, sum) += executions_of (log, statement);
        }
    }
  tenon_str_set (&merged->file, names->str);
  merged->window = tenon_log_spans_get_window (spans);
  for (guint i = 0; i < tenon_list_get_length (merged->statements); i++)
    {
      TenonStatement *sum = tenon_list_get (merged->statements, i);

      sum->average_rate = merged->window > 0 ? *(double *)g_hash_table_lookup (executions, sum) / merged->window : -1;
    }
  tenon_query_log_correlate (merged);
  return merged;
}
