/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Describes a table on a few lines, so that a test can say what it expects as one string. */

#include "mysql-test.h"

TenonSchema *
mysql_test_read (const char  *sql,
                 TenonDialect dialect,
                 GPtrArray   *diagnostics)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("schema.sql", sql);

  return tenon_ddl_read (source, dialect, diagnostics);
}

static void
describe_column (TenonColumn *column,
                 GString     *s)
{
  g_string_append_printf (s, "%s %s", column->name, column->type);
  if (!column->nullable)
    g_string_append (s, " not null");
  if (column->default_kind == TENON_COLUMN_DEFAULT_LITERAL)
    g_string_append_printf (s, " default '%s'", column->default_value);
  else if (column->default_kind == TENON_COLUMN_DEFAULT_EXPRESSION)
    g_string_append_printf (s, " default (%s)", column->default_value);
  if (column->auto_increment)
    g_string_append (s, " auto_increment");
  if (column->generated != TENON_GENERATED_NONE)
    g_string_append_printf (s, " %s as (%s)", column->generated == TENON_GENERATED_STORED ? "stored" : "virtual", column->expression);
  if (column->on_update != NULL)
    g_string_append_printf (s, " on update %s", column->on_update);
  if (column->invisible)
    g_string_append (s, " invisible");
  if (column->comment != NULL)
    g_string_append_printf (s, " comment '%s'", column->comment);
  g_string_append_c (s, '\n');
}

static void
describe_keys (TenonList  *keys,
               const char *kind,
               GString    *s)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonKey        *key = tenon_list_get (keys, i);
      g_autofree char *columns = g_strjoinv (",", key->columns);

      g_string_append_printf (s, "%s %s (%s)", kind, key->name, columns);
      if (!g_str_equal (key->type, "BTREE"))
        g_string_append_printf (s, " %s", key->type);
      g_string_append_c (s, '\n');
    }
}

/* One line a column, then the keys, foreign keys and checks. "absent" where there is no such table. */
char *
mysql_test_describe (TenonSchema *schema,
                     const char  *table_name)
{
  TenonSourceTable *table = tenon_schema_find_table (schema, table_name);
  GString          *s = g_string_new (NULL);

  if (table == NULL)
    return g_string_free (g_string_append (s, "absent\n"), FALSE);
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    describe_column (tenon_list_get (table->columns, i), s);
  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      g_autofree char *columns = g_strjoinv (",", table->primary_key);

      g_string_append_printf (s, "primary (%s)\n", columns);
    }
  describe_keys (table->unique_keys, "unique", s);
  describe_keys (table->indexes, "index", s);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      g_autofree char *columns = g_strjoinv (",", key->columns);
      g_autofree char *ref_columns = g_strjoinv (",", key->ref_columns);

      g_string_append_printf (s, "foreign %s (%s) -> %s (%s)", key->name, columns, key->ref_table, ref_columns);
      if (key->on_delete != NULL)
        g_string_append_printf (s, " on delete %s", key->on_delete);
      if (key->on_update != NULL)
        g_string_append_printf (s, " on update %s", key->on_update);
      g_string_append (s, key->is_inline ? " inline\n" : "\n");
    }
  for (guint i = 0; table->checks != NULL && table->checks[i] != NULL; i++)
    g_string_append_printf (s, "check (%s)\n", table->checks[i]);
  return g_string_free (s, FALSE);
}

/* "line:code line:code" */
char *
mysql_test_codes (GPtrArray *diagnostics)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      g_string_append_printf (s, "%s%u:%s", i > 0 ? " " : "", diagnostic->line, diagnostic->code);
    }
  return g_string_free (s, FALSE);
}
