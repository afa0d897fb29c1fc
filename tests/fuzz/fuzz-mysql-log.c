/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a query log: a log comes back that can be written as JSON. */

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-query-log.h"
#include "mysql/tenon-schema-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("query.log", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  TenonSource *sources[] = { source, source };
  g_autoptr (TenonStatementLog) log = tenon_query_log_read_several (sources, size % 2 + 1, NULL, diagnostics);
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (0);
  g_autofree char *json = NULL;

  tenon_statement_log_write_inspect_json (log, diagnostics, writer);
  json = tenon_json_writer_finish (writer);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  return 0;
}
