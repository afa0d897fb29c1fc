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

static void
read_into (TenonStatementLog *log,
           TenonSource       *source,
           TenonSchema       *schema,
           GPtrArray         *diagnostics)
{
  const TenonLogFormat *format = find_format (source);
  g_autoptr (TenonLogDigest) digest = NULL;
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  if (format == NULL)
    {
      const char *why = length == 0 ? "The file is empty: it is not a query log" : tenon_source_is_binary (source) ? "This is not a text file and not a query log"
                                                                                                                   : "This is not a query log: no slow log, general log or digest report begins in it";

      log->window = log->threshold = -1;
      log->file = g_strdup (tenon_source_get_name (source));
      if (diagnostics != NULL)
        tenon_diagnostic_set_remedy (tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "log-not-a-query-log", tenon_source_get_name (source), length == 0 ? 0 : 1, 0, "%s", why), "Export the log again and check that the export succeeded");
      return;
    }
  digest = tenon_log_digest_new (source, schema, diagnostics);
  format->read (digest, text, length);
  tenon_log_digest_finish (digest, log);
  if (log->total == 0 && diagnostics != NULL)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "log-no-statements", tenon_source_get_name (source), 0, 0, "The %s holds no statement", format->kind);
}

/**
 * tenon_query_log_read:
 * @schema: (nullable): gives columns their table and joins their foreign key
 * @diagnostics: (nullable) (element-type TenonDiagnostic):
 *
 * Rates of a slow log are lower bounds: it leaves out what ran faster than long_query_time, unless the log shows that
 * this was 0. What is not known is negative.
 *
 * Returns: (transfer full): never %NULL; without statements, and with an error among @diagnostics, where the text is
 *   no log
 */
TenonStatementLog *
tenon_query_log_read (TenonSource *source,
                      TenonSchema *schema,
                      GPtrArray   *diagnostics)
{
  TenonStatementLog *log = tenon_statement_log_new ();

  read_into (log, source, schema, diagnostics);
  return log;
}
