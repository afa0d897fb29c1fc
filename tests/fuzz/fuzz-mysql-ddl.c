/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a schema, in both dialects: a schema and diagnostics come back, whatever they were. */

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-row-counter.h"
#include "mysql/tenon-schema-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static void
read_as (const guint8 *data,
         size_t        size,
         TenonDialect  dialect)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("schema.sql", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, dialect, diagnostics);

  g_autoptr (TenonRowCounter) counter = NULL;
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (0);
  g_autofree char *json = NULL;

  g_assert_nonnull (schema);
  counter = tenon_row_counter_new (schema);
  tenon_row_counter_read (counter, source, dialect);
  tenon_row_counter_finish (counter);
  tenon_schema_write_inspect_json (schema, diagnostics, writer);
  json = tenon_json_writer_finish (writer);
  g_assert_true (g_utf8_validate (json, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  read_as (data, size, TENON_DIALECT_MYSQL);
  read_as (data, size, TENON_DIALECT_MARIADB);
  return 0;
}
