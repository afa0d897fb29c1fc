/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a query log: a log comes back that can be written as JSON, read back, and joined with itself. The first line
 * may be a schema. */

#include <string.h>

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-query-log.h"
#include "mysql/tenon-schema-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static TenonSchema *
read_first_line (const guint8 **data,
                 size_t        *size)
{
  const guint8 *newline = *size > 6 && memcmp (*data, "CREATE", 6) == 0 ? memchr (*data, '\n', *size) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TenonSource) source = NULL;

  if (newline == NULL)
    return NULL;
  bytes = g_bytes_new (*data, newline - *data);
  source = tenon_source_new ("schema.sql", bytes);
  *size -= newline + 1 - *data;
  *data = newline + 1;
  return tenon_ddl_read (source, TENON_DIALECT_MYSQL, NULL);
}

/* What a log found of values holds together, and so does what two logs found. */
static void
check_values (TenonStatementLog *log)
{
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      for (guint j = 0; j < tenon_list_get_length (statement->values); j++)
        {
          TenonValueStatistics *values = tenon_list_get (statement->values, j);
          g_autofree char      *evidence = tenon_value_statistics_dup_evidence (values);

          g_assert_cmpint (values->values, >, 0);
          g_assert_cmpfloat (values->distinct_values, >=, 1);
          g_assert_cmpfloat (values->distinct_values, <=, (double)values->values);
          for (guint k = 0; k < tenon_list_get_length (values->top); k++)
            g_assert_cmpint (((TenonValueShare *)tenon_list_get (values->top, k))->count, <=, values->values);
        }
    }
}

static void
check_record (TenonStatementLog *log)
{
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (log), 0);
  g_autofree char *again = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (TenonStatementLog) back = tenon_statement_log_new ();

  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  g_assert_true (tenon_record_read_json (TENON_RECORD (back), json_node_get_object (json_parser_get_root (parser)), NULL));
  again = tenon_record_to_json (TENON_RECORD (back), 0);
  g_assert_cmpstr (json, ==, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (TenonSchema) schema = read_first_line (&data, &size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("query.log", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  TenonSource *sources[] = { source, source };
  g_autoptr (TenonStatementLog) log = tenon_query_log_read_several (sources, size % 2 + 1, schema, size & 2 ? TENON_QUERY_LOG_KEEP_VALUES : TENON_QUERY_LOG_DEFAULT, diagnostics);
  g_autoptr (GPtrArray) logs = g_ptr_array_new ();
  g_autoptr (TenonStatementLog) merged = NULL;
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (0);
  g_autofree char *json = NULL;

  tenon_statement_log_write_inspect_json (log, diagnostics, writer);
  json = tenon_json_writer_finish (writer);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  check_values (log);
  check_record (log);
  g_ptr_array_add (logs, log);
  g_ptr_array_add (logs, log);
  merged = tenon_query_log_merge (logs);
  check_values (merged);
  return 0;
}
