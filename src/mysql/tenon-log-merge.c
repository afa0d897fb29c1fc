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

/* ---- when ---- */

#define LONG_GAP 3600 /* seconds that part one observation from the next */

/* One log with the time it spans. */
typedef struct
{
  TenonStatementLog *log;
  TenonLogSpan       span;
  gboolean           has_span;
  gboolean           is_covered; /* most of its time is another log's, which holds more: each moment counts once */
  guint              observation;
} Part;

/* What the logs say of one statement. */
typedef struct
{
  double *executions; /* of each observation */
} Tally;

static void
tally_free (gpointer data)
{
  Tally *self = data;

  g_free (self->executions);
  g_free (self);
}

static gboolean
read_span (TenonStatementLog *log,
           TenonLogSpan      *span)
{
  gboolean is_utc = FALSE;

  if (log->first_seen == NULL || log->last_seen == NULL)
    return FALSE;
  return tenon_log_parse_time (log->first_seen, log->first_seen + strlen (log->first_seen), &span->first_seen, &is_utc, NULL)
         && tenon_log_parse_time (log->last_seen, log->last_seen + strlen (log->last_seen), &span->last_seen, &is_utc, NULL);
}

/* Copies, halves and overlapping rotations of a log would count the same executions again. */
static gboolean
covers_most_of (const Part *self,
                const Part *other)
{
  double from = MAX (self->span.first_seen, other->span.first_seen), to = MIN (self->span.last_seen, other->span.last_seen);
  double length = other->span.last_seen - other->span.first_seen;

  if (!self->has_span || !other->has_span || to < from)
    return FALSE;
  return length > 0 ? to - from > length / 2 : self->span.last_seen > self->span.first_seen || self->log->total > other->log->total;
}

static int
compare_totals (gconstpointer a,
                gconstpointer b)
{
  const Part *x = a, *y = b;

  return (x->log->total < y->log->total) - (x->log->total > y->log->total);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const Part *x = a, *y = b;

  return (x->span.first_seen > y->span.first_seen) - (x->span.first_seen < y->span.first_seen);
}

/* Which logs are of one observation, and which say again what others have said. Returns: how many observations there are */
static guint
find_observations (GArray *parts)
{
  double behind = -1;
  guint  n = 0;

  g_array_sort (parts, compare_totals);
  for (guint i = 0; i < parts->len; i++)
    for (guint k = 0; k < i && !g_array_index (parts, Part, i).is_covered; k++)
      g_array_index (parts, Part, i).is_covered = !g_array_index (parts, Part, k).is_covered && covers_most_of (&g_array_index (parts, Part, k), &g_array_index (parts, Part, i));
  g_array_sort (parts, compare_starts);
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      if (n == 0 || !part->has_span || part->span.first_seen - behind > LONG_GAP)
        n++;
      part->observation = n - 1;
      behind = part->has_span ? MAX (behind, part->span.last_seen) : behind;
    }
  return n;
}

/* @only: (nullable): which observations count */
static double
get_window (GArray       *parts,
            const double *only)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (TenonLogSpan));

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      if (part->has_span && !part->is_covered && (only == NULL || only[part->observation] > 0))
        g_array_append_val (spans, part->span);
    }
  return tenon_log_spans_get_window (spans);
}

/* ---- the whole ---- */

static TenonStatement *
add_statement (TenonStatementLog *merged,
               GHashTable        *statements,
               TenonStatement    *statement)
{
  const char     *fingerprint = statement->fingerprint != NULL ? statement->fingerprint : "";
  TenonStatement *sum = g_hash_table_lookup (statements, fingerprint);

  if (sum != NULL)
    {
      merge_statement (sum, statement);
      return sum;
    }
  sum = tenon_record_copy (statement);
  tenon_list_append_take (merged->statements, sum);
  g_hash_table_insert (statements, sum->fingerprint != NULL ? sum->fingerprint : (char *)"", sum);
  return sum;
}

/* Of a log whose time another one covers only what that one does not show is taken; what it shows too is a lower bound then, as two
 * servers may have written them. */
static void
merge_log (TenonStatementLog *merged,
           GHashTable        *statements,
           GHashTable        *tallies,
           const Part        *part,
           guint              n_observations)
{
  for (guint i = 0; i < tenon_list_get_length (part->log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (part->log->statements, i);
      TenonStatement *sum = g_hash_table_lookup (statements, statement->fingerprint != NULL ? statement->fingerprint : "");
      Tally          *tally = sum != NULL ? g_hash_table_lookup (tallies, sum) : NULL;

      if (part->is_covered && tally != NULL && tally->executions[part->observation] > 0)
        {
          sum->lower_bound |= executions_of (part->log, statement) != tally->executions[part->observation];
          continue;
        }
      sum = add_statement (merged, statements, statement);
      if (tally == NULL)
        {
          tally = g_new0 (Tally, 1);
          tally->executions = g_new0 (double, n_observations);
          g_hash_table_insert (tallies, sum, tally);
        }
      tally->executions[part->observation] += executions_of (part->log, statement);
    }
}

static GArray *
list_parts (GPtrArray         *logs,
            TenonStatementLog *merged)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < logs->len; i++)
    {
      Part part = { .log = g_ptr_array_index (logs, i) };

      part.has_span = read_span (part.log, &part.span);
      g_array_append_val (parts, part);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", part.log->file != NULL ? part.log->file : "");
      take_earlier (&merged->first_seen, part.log->first_seen, 1);
      take_earlier (&merged->last_seen, part.log->last_seen, -1);
      merged->is_sampled |= part.log->is_sampled;
    }
  tenon_str_set (&merged->file, names->str);
  return parts;
}

/**
 * tenon_query_log_merge:
 * @logs: (element-type TenonStatementLog): of one application
 *
 * What tenon_query_log_read_several() gives, as far as it follows from logs that were read one by one: all but the
 * quantiles of latencies. Peaks are those of the busiest log. Each moment counts once, in the log that holds more of it, and a
 * statement's rate is over the observations that show it: a log of another day that lacks it says nothing of its rate.
 *
 * Returns: (transfer full):
 */
TenonStatementLog *
tenon_query_log_merge (GPtrArray *logs)
{
  TenonStatementLog *merged = tenon_statement_log_new ();
  g_autoptr (GHashTable) statements = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) tallies = g_hash_table_new_full (NULL, NULL, NULL, tally_free);
  g_autoptr (GArray) parts = list_parts (logs, merged);
  guint n_observations = find_observations (parts);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < parts->len; i++)
      {
        Part *part = &g_array_index (parts, Part, i);

        if (part->is_covered != (pass == 1))
          continue;
        merged->total += pass == 0 ? part->log->total : 0;
        merge_log (merged, statements, tallies, part, n_observations);
      }
  merged->window = get_window (parts, NULL);
  for (guint i = 0; i < tenon_list_get_length (merged->statements); i++)
    {
      TenonStatement *sum = tenon_list_get (merged->statements, i);
      Tally          *tally = g_hash_table_lookup (tallies, sum);
      double          executions = 0, window;
      guint           n_shown = 0;

      for (guint k = 0; k < n_observations; k++)
        {
          executions += tally->executions[k];
          n_shown += tally->executions[k] > 0;
        }
      window = n_shown < n_observations ? get_window (parts, tally->executions) : merged->window;
      sum->average_rate = window > 0 ? executions / window : -1;
    }
  tenon_query_log_correlate (merged);
  return merged;
}
