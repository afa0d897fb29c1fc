/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes 01_2_mysql_log_analysis.md from the logs of a model. */

#include "artifact/tenon-log-document.h"

#include "artifact/tenon-log-words.h"
#include "artifact/tenon-pipe-table.h"
#include "base/tenon-text.h"
#include "mysql/tenon-dml.h"

#include <math.h>
#include <string.h>

#define STATEMENT "This log analysis provides performance data for observed queries only. Complete access pattern requirements come from API analysis in task 1."

static void
append_number (GString    *out,
               const char *before,
               double      value,
               const char *behind,
               gboolean   *any)
{
  g_autofree char *number = NULL;

  if (value < 0)
    return;
  number = tenon_log_words_write_double (value);
  g_string_append_printf (out, "%s%s%s%s", *any ? ", " : "", before, number, behind);
  *any = TRUE;
}

static void
append_line (GString    *out,
             const char *label,
             GString    *value)
{
  if (value->len > 0)
    g_string_append_printf (out, "- **%s**: %s\n", label, value->str);
  g_string_truncate (value, 0);
}

static void
write_fenced (GString    *out,
              const char *info,
              const char *text)
{
  const char *fence = strstr (text, "```") != NULL ? "~~~~~~" : "```";

  g_string_append_printf (out, "%s%s%s\n%s\n%s\n", fence, *fence == '~' ? " " : "", info, text, fence);
}

static char *
describe_statement (TenonStatement *statement)
{
  const char      *verb = statement->shape != NULL ? statement->shape->verb : NULL;
  g_autofree char *tables = statement->tables != NULL ? g_strjoinv (", ", statement->tables) : g_strdup ("");

  if (verb == NULL)
    return g_strdup ("Statement");
  return g_strdup_printf ("%s%s%s", verb, *tables != '\0' ? " on " : "", tables);
}

static void
write_measures (GString        *out,
                TenonStatement *statement)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean any = FALSE;

  append_number (value, "", statement->peak_second_rate, "/sec in the busiest second", &any);
  append_number (value, "", statement->peak_minute_rate, "/sec in the busiest minute", &any);
  append_line (out, "Peak RPS", value);
  any = FALSE;
  append_number (value, "examined ", statement->rows_examined, "", &any);
  append_number (value, "sent ", statement->rows_sent, "", &any);
  append_line (out, "Rows", value);
  any = FALSE;
  append_number (value, "p50 ", statement->latency_p50, " s", &any);
  append_number (value, "p95 ", statement->latency_p95, " s", &any);
  append_number (value, "p99 ", statement->latency_p99, " s", &any);
  append_number (value, "max ", statement->latency_max, " s", &any);
  append_line (out, "Latency", value);
}

static void
write_statement (GString           *out,
                 TenonStatementLog *log,
                 TenonStatement    *statement,
                 guint              number)
{
  g_autofree char *what = describe_statement (statement);
  g_autofree char *count = tenon_format_count (statement->count);
  g_autofree char *fingerprint = statement->sample != NULL ? tenon_dml_fingerprint (statement->sample, -1) : NULL;
  g_autofree char *patterns = statement->patterns != NULL ? g_strjoinv ("/", statement->patterns) : g_strdup ("");

  g_string_append_printf (out, "\n#### Query %u: %s (%s executions", number, what, count);
  if (log->total > 0)
    {
      char share[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (share, sizeof share, "%.1f", 100.0 * statement->count / log->total);
      g_string_append_printf (out, " - %s%%", share);
    }
  g_string_append (out, ")\n");
  write_fenced (out, "sql", statement->sample != NULL ? statement->sample : "");
  if (statement->fingerprint != NULL && g_strcmp0 (fingerprint, statement->fingerprint) != 0)
    write_fenced (out, "fingerprint", statement->fingerprint);
  g_string_append_printf (out, "- **API Pattern**: %s\n", *patterns != '\0' ? patterns : "none named");
  if (statement->average_rate >= 0)
    {
      g_autofree char *rate = tenon_log_words_write_double (statement->average_rate);
      gboolean         is_over_window = log->window > 0 && fabs (statement->count / log->window - statement->average_rate) <= 0.005 + 0.05 * statement->average_rate;
      g_autofree char *window = is_over_window ? tenon_log_words_write_duration (log->window) : NULL;

      g_string_append_printf (out, "- **RPS**: %s%s/sec%s%s\n", statement->lower_bound ? "≥" : "", rate, window != NULL ? " over " : "", window != NULL ? window : "");
    }
  write_measures (out, statement);
  if (statement->first_seen != NULL)
    g_string_append_printf (out, "- **First seen**: %s\n", statement->first_seen);
  if (statement->last_seen != NULL)
    g_string_append_printf (out, "- **Last seen**: %s\n", statement->last_seen);
  if (statement->file != NULL)
    g_string_append_printf (out, "- **Source**: `%s` line %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "\n", statement->file, statement->line, statement->last_line);
}

static void
write_overview (GString           *out,
                TenonStatementLog *log)
{
  g_autofree char *total = tenon_format_count (log->total);

  if (log->file != NULL)
    g_string_append_printf (out, "- **Log**: `%s`\n", log->file);
  if (log->first_seen != NULL && log->last_seen != NULL)
    g_string_append_printf (out, "- **Log Duration**: %s to %s\n", log->first_seen, log->last_seen);
  if (log->window >= 0)
    {
      g_autofree char *window = tenon_log_words_write_double (log->window);

      g_string_append_printf (out, "- **Window**: %s seconds\n", window);
    }
  g_string_append_printf (out, "- **Total Executions**: %s queries\n", total);
  g_string_append_printf (out, "- **Unique Queries**: %u distinct query patterns\n", tenon_list_get_length (log->statements));
  if (log->threshold >= 0)
    {
      g_autofree char *threshold = tenon_log_words_write_double (log->threshold);

      g_string_append_printf (out, "- **Threshold**: %s seconds; what ran faster is not in the log\n", threshold);
    }
}

static void
write_distribution (GString           *out,
                    TenonStatementLog *log)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GList) verbs = NULL;

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);
      const char     *verb = statement->shape != NULL && statement->shape->verb != NULL ? statement->shape->verb : "Other";
      gint64         *count = g_hash_table_lookup (counts, verb);

      if (count == NULL)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (counts, (char *)verb, count);
        }
      *count += statement->count;
    }
  verbs = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc)strcmp);
  if (verbs != NULL)
    g_string_append (out, "\n### Query Type Distribution\n");
  for (GList *l = verbs; l != NULL; l = l->next)
    {
      g_autofree char *count = tenon_format_count (*(gint64 *)g_hash_table_lookup (counts, l->data));

      g_string_append_printf (out, "- **%s Queries**: %s executions\n", (char *)l->data, count);
    }
}

/* Slow statements and those that read far more rows than they give. */
static void
write_bottlenecks (GString    *out,
                   TenonModel *model)
{
  guint n = 0;

  g_string_append (out, "\n## Performance Bottlenecks\n\n");
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement  *statement = tenon_list_get (log->statements, k);
          g_autofree char *what = describe_statement (statement);
          g_autofree char *examined = statement->rows_examined >= 0 ? tenon_format_number (statement->rows_examined) : NULL;
          g_autofree char *sent = statement->rows_sent >= 0 ? tenon_format_number (statement->rows_sent) : NULL;
          g_autofree char *slowest = statement->latency_p95 >= 0 ? tenon_format_number (statement->latency_p95 * 1000) : NULL;

          if (examined != NULL && sent != NULL && statement->rows_examined >= 100 && statement->rows_examined > 10 * MAX (statement->rows_sent, 1))
            {
              g_string_append_printf (out, "- %s (`%s` line %" G_GINT64_FORMAT ") examines %s rows to send %s\n", what, statement->file != NULL ? statement->file : "log", statement->line, examined, sent);
              n++;
            }
          if (slowest != NULL && statement->latency_p95 >= 0.1)
            {
              g_string_append_printf (out, "- %s (`%s` line %" G_GINT64_FORMAT ") takes %s ms or more in one of twenty executions\n", what, statement->file != NULL ? statement->file : "log", statement->line, slowest);
              n++;
            }
        }
    }
  if (n == 0)
    g_string_append (out, "No statement examines ten times the rows it sends, and none takes a tenth of a second in one of twenty executions.\n");
}

static char *
write_rate (const TenonRate *rate)
{
  char             text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup ("not observed");
  /* The exact numbers stand with the statements: six digits are more than what was counted tells. */
  number = tenon_format_exact (g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.6g", value), NULL));
  return g_strdup_printf ("%s%s/sec", tenon_rate_is_lower_bound (rate) ? "≥" : "", number);
}

static void
write_rates (GString           *out,
             TenonStatementLog *log,
             GHashTable        *observed)
{
  g_autoptr (GPtrArray) rates = tenon_log_document_list_rates (log, NULL);

  for (guint i = 0; i < rates->len; i++)
    {
      TenonObservedRates *found = g_ptr_array_index (rates, i);
      g_autofree char    *peak = write_rate (found->peak);
      g_autofree char    *average = write_rate (found->average);
      g_autofree char    *queries = NULL;
      g_autofree char    *executions = NULL;
      gint64              sum = 0;
      guint               n = 0;

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, k);

          if (tenon_strv_contains ((const char *const *)statement->patterns, found->pattern_id))
            {
              n++;
              sum += statement->count;
            }
        }
      queries = g_strdup_printf ("%u", n);
      executions = tenon_format_count (sum);
      tenon_pipe_row_append (out, found->pattern_id, queries, executions, peak, average, NULL);
      g_hash_table_add (observed, g_strdup (found->pattern_id));
    }
}

static void
write_missing (GString    *out,
               TenonModel *model,
               GHashTable *observed)
{
  guint n = 0;

  g_string_append (out, "\n## Missing Patterns in Logs\n\nNot observed does not mean never asked: the rate of these patterns is unknown.\n\n");
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (!tenon_pattern_touches_database (pattern) || g_hash_table_contains (observed, pattern->pattern_id))
        continue;
      g_string_append_printf (out, "- %s: %s\n", pattern->pattern_id, pattern->description != NULL ? pattern->description : "");
      n++;
    }
  if (n == 0)
    g_string_append (out, "- None: every pattern that touches the database was observed.\n");
}

/**
 * tenon_log_document_write:
 *
 * Returns: (transfer full): the text of 01_2_mysql_log_analysis.md
 */
char *
tenon_log_document_write (TenonModel *model)
{
  GString *out = g_string_new ("# MySQL Log Analysis\n\n");
  g_autoptr (GHashTable) observed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_logs = tenon_list_get_length (model->logs), number = 0;

  g_string_append_printf (out, "**IMPORTANT**: %s\n\n## Log Analysis Overview\n", STATEMENT);
  if (n_logs == 0)
    g_string_append (out, "\nNo query log was given; nothing was observed.\n");
  for (guint i = 0; i < n_logs; i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      g_string_append (out, "\n### Time Period and Volume\n");
      write_overview (out, log);
      write_distribution (out, log);
    }
  g_string_append (out, "\n## Complete Query Analysis\n");
  for (guint i = 0; i < n_logs; i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint k = 0; k < tenon_list_get_length (log->statements); k++)
        write_statement (out, log, tenon_list_get (log->statements, k), ++number);
    }
  write_bottlenecks (out, model);
  g_string_append (out, "\n## RPS Estimates and Load Patterns\n\n### Peak Performance by Pattern\n\n| Access Pattern | Query Count | Total Executions | Peak RPS | Sustained RPS |\n|----------------|-------------|------------------|----------|---------------|\n");
  for (guint i = 0; i < n_logs; i++)
    write_rates (out, tenon_list_get (model->logs, i), observed);
  write_missing (out, model, observed);
  g_string_append_printf (out, "\n**EXPLICIT STATEMENT**: %s\n", STATEMENT);
  return g_string_free (out, FALSE);
}
