/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a query log of any known form into its statements. */

#include "mysql/tenon-query-log.h"

#include "mysql/tenon-log-digest.h"

/* Asked in this order. */
static const TenonLogFormat *const formats[] = {
  &tenon_digest_report_format,
  &tenon_digest_json_format,
  &tenon_digest_table_format,
  &tenon_slow_log_format,
  &tenon_general_log_format,
  &tenon_statement_list_format,
};

static const TenonLogFormat *
find_format (TenonSource *source)
{
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  if (length == 0 || tenon_source_is_binary (source))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i]->recognise (text, length))
      return formats[i];
  return NULL;
}

/**
 * tenon_query_log_recognise:
 * @kind: (out) (optional): "slow query log", …; in English
 *
 * Returns: whether the text is a log this room reads
 */
gboolean
tenon_query_log_recognise (TenonSource *source,
                           const char **kind)
{
  const TenonLogFormat *format = find_format (source);

  if (format != NULL && kind != NULL)
    *kind = format->kind;
  return format != NULL;
}

/* The form of a text that is said to be a log: a plain script of statements too. */
static const TenonLogFormat *
find_any_format (TenonSource *source)
{
  const TenonLogFormat *format = find_format (source);
  gsize                 length;
  const char           *text = tenon_source_get_text (source, &length);

  if (format == NULL && length > 0 && !tenon_source_is_binary (source) && tenon_statement_script_format.recognise (text, length))
    format = &tenon_statement_script_format;
  return format;
}

static void
report_no_log (TenonSource *source,
               GPtrArray   *diagnostics)
{
  gsize length;

  tenon_source_get_text (source, &length);
  if (diagnostics != NULL)
    {
      const char *why = length == 0 ? "The file is empty: it is not a query log" : tenon_source_is_binary (source) ? "This is not a text file and not a query log"
                                                                                                                   : "This is not a query log: no slow log, general log or digest report begins in it";

      tenon_diagnostic_set_remedy (tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "log-not-a-query-log", tenon_source_get_name (source), length == 0 ? 0 : 1, 0, "%s", why), "Export the log again and check that the export succeeded");
    }
}

/**
 * tenon_query_log_read_several:
 * @sources: logs of one application, in any order and of any forms: rotated files of one server, or those of several
 * @schema: (nullable): gives columns their table and joins their foreign key
 * @diagnostics: (nullable) (element-type TenonDiagnostic):
 *
 * Reads logs as if they were one: counts add up, rates are over the time that all of them span. Rates of a slow log are
 * lower bounds: it leaves out what ran faster than long_query_time, unless the log shows that this was 0. What is not
 * known is negative. Which values statements ask for is found as far as the log has them: a digest has none.
 *
 * Returns: (transfer full): never %NULL; without statements, and with an error among @diagnostics, where no text is a log
 */
TenonStatementLog *
tenon_query_log_read_several (TenonSource *const *sources,
                              guint               n_sources,
                              TenonSchema        *schema,
                              TenonQueryLogFlags  flags,
                              GPtrArray          *diagnostics)
{
  TenonStatementLog *log = tenon_statement_log_new ();
  g_autoptr (TenonLogDigest) digest = NULL;

  for (guint i = 0; i < n_sources; i++)
    {
      const TenonLogFormat *format = find_any_format (sources[i]);
      gsize                 length;
      const char           *text = tenon_source_get_text (sources[i], &length);
      gint64                before = digest != NULL ? tenon_log_digest_get_total (digest) : 0;

      if (format == NULL)
        {
          report_no_log (sources[i], diagnostics);
          continue;
        }
      if (digest == NULL)
        digest = tenon_log_digest_new (sources[i], schema, flags & TENON_QUERY_LOG_KEEP_VALUES, diagnostics);
      else
        tenon_log_digest_set_source (digest, sources[i]);
      format->read (digest, text, length);
      if (tenon_log_digest_get_total (digest) == before && diagnostics != NULL)
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "log-no-statements", tenon_source_get_name (sources[i]), 0, 0, "The %s holds no statement", format->kind);
    }
  if (digest != NULL)
    {
      tenon_log_digest_finish (digest, log);
      tenon_query_log_correlate (log);
    }
  else
    {
      log->window = log->threshold = -1;
      log->file = g_strdup (n_sources > 0 ? tenon_source_get_name (sources[0]) : "");
    }
  return log;
}

/**
 * tenon_query_log_read:
 *
 * The same for one log.
 *
 * Returns: (transfer full): never %NULL
 */
TenonStatementLog *
tenon_query_log_read (TenonSource *source,
                      TenonSchema *schema,
                      GPtrArray   *diagnostics)
{
  return tenon_query_log_read_several (&source, 1, schema, TENON_QUERY_LOG_DEFAULT, diagnostics);
}
