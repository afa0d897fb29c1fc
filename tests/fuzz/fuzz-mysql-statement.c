/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a statement: a shape, a fingerprint and the values it binds come back, with a schema and without; the values
 * lie in the statement. */

#include "mysql/tenon-ddl.h"
#include "mysql/tenon-dml.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static const char tables[] = "CREATE TABLE a (id int PRIMARY KEY, b int, c text);"
                             "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id));";

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("schema.sql", tables);
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, NULL);
  g_autoptr (TenonShape) known = tenon_dml_read_shape ((const char *)data, size, schema);
  g_autoptr (TenonShape) unknown = tenon_dml_read_shape ((const char *)data, size, NULL);
  g_autoptr (GArray) values = tenon_dml_read_values ((const char *)data, size, schema);
  g_autoptr (GArray) without = tenon_dml_read_values ((const char *)data, size, NULL);
  g_autofree char *fingerprint = tenon_dml_fingerprint ((const char *)data, size);

  for (guint i = 0; i < values->len; i++)
    {
      const TenonDmlValue *value = &g_array_index (values, TenonDmlValue, i);

      g_assert_nonnull (value->column);
      if (value->value.kind != TENON_TOKEN_END)
        g_assert_true (value->value.text >= (const char *)data && value->value.text + value->value.length <= (const char *)data + size);
    }
  g_assert_nonnull (known);
  g_assert_nonnull (unknown);
  g_assert_true (g_utf8_validate (fingerprint, -1, NULL));
  tenon_dml_looks_like_statement ((const char *)data, size);
  return 0;
}
