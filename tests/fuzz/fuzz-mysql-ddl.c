/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a schema, in both dialects: a schema and diagnostics come back, whatever they were. */

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"

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

  g_assert_nonnull (schema);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  read_as (data, size, TENON_DIALECT_MYSQL);
  read_as (data, size, TENON_DIALECT_MARIADB);
  return 0;
}
