/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reading understood, as JSON for other programs. */

#include "mysql/tenon-schema-json.h"

#include "base/tenon-diagnostic.h"

static void
write_default (TenonColumn     *column,
               TenonJsonWriter *writer)
{
  static const char *const kinds[] = { "none", "null", "literal", "expression" };

  tenon_json_writer_name (writer, "default");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "kind", kinds[CLAMP (column->default_kind, 0, 3)]);
  tenon_json_writer_member_string (writer, "value", column->default_value);
  tenon_json_writer_end_object (writer);
}

static void
write_generated (TenonColumn     *column,
                 TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "generated");
  if (column->generated == TENON_GENERATED_NONE)
    {
      tenon_json_writer_null (writer);
      return;
    }
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "kind", column->generated == TENON_GENERATED_STORED ? "STORED" : "VIRTUAL");
  tenon_json_writer_member_string (writer, "expression", column->expression);
  tenon_json_writer_end_object (writer);
}

static void
write_column (TenonColumn     *column,
              TenonJsonWriter *writer)
{
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "name", column->name);
  tenon_json_writer_member_string (writer, "type", column->type);
  tenon_json_writer_member_boolean (writer, "nullable", column->nullable);
  write_default (column, writer);
  tenon_json_writer_member_boolean (writer, "auto_increment", column->auto_increment);
  write_generated (column, writer);
  tenon_json_writer_member_string (writer, "on_update", column->on_update);
  tenon_json_writer_member_boolean (writer, "invisible", column->invisible);
  tenon_json_writer_member_string (writer, "comment", column->comment != NULL ? column->comment : "");
  tenon_json_writer_member_int (writer, "line", column->line);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

static void
write_keys (const char      *name,
            TenonList       *keys,
            gboolean         with_type,
            TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, name);
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonKey *key = tenon_list_get (keys, i);

      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", key->name);
      tenon_json_writer_member_strv (writer, "columns", (const char *const *)key->columns);
      if (key->prefixes != NULL)
        tenon_json_writer_member_strv (writer, "prefixes", (const char *const *)key->prefixes);
      if (with_type)
        tenon_json_writer_member_string (writer, "type", key->type);
      tenon_json_writer_member_int (writer, "line", key->line);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

/* An estimate is written with six digits: more would claim what its error denies. */
static void
write_estimate (const char      *name,
                double           value,
                TenonJsonWriter *writer)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  tenon_json_writer_member_double (writer, name, g_ascii_strtod (g_ascii_formatd (digits, sizeof digits, "%.6g", value), NULL));
}

static void
write_bounds (const char      *name,
              gint64           least,
              gint64           most,
              TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, name);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_int (writer, "at_least", least);
  tenon_json_writer_member_int (writer, "at_most", most);
  tenon_json_writer_end_object (writer);
}

static void
write_distinct (TenonRowStatistics *statistics,
                TenonJsonWriter    *writer)
{
  if (statistics->error > 0)
    write_estimate ("distinct_values", statistics->distinct_values, writer);
  else
    tenon_json_writer_member_int (writer, "distinct_values", (gint64)statistics->distinct_values);
  write_estimate ("error", statistics->error, writer);
}

/* What the rows show of a foreign key: children of a parent that has any. */
static void
write_key_statistics (TenonRowStatistics *statistics,
                      TenonSourceTable   *parent,
                      TenonJsonWriter    *writer)
{
  tenon_json_writer_name (writer, "statistics");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_int (writer, "rows", statistics->rows);
  tenon_json_writer_member_int (writer, "null_rows", statistics->null_rows);
  write_distinct (statistics, writer);
  write_estimate ("average_children", statistics->average_rows, writer);
  write_bounds ("maximum_children", statistics->maximum_rows, statistics->maximum_rows_most, writer);
  write_estimate ("top_share", tenon_row_statistics_get_top_share (statistics), writer);
  tenon_json_writer_name (writer, "parents");
  if (parent == NULL || parent->row_count < 0)
    tenon_json_writer_null (writer);
  else
    tenon_json_writer_int (writer, parent->row_count);
  tenon_json_writer_end_object (writer);
}

static void
write_column_statistics (TenonRowStatistics *statistics,
                         TenonJsonWriter    *writer)
{
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_strv (writer, "columns", (const char *const *)statistics->columns);
  tenon_json_writer_member_int (writer, "rows", statistics->rows);
  tenon_json_writer_member_int (writer, "null_rows", statistics->null_rows);
  write_distinct (statistics, writer);
  write_estimate ("average_rows", statistics->average_rows, writer);
  write_bounds ("maximum_rows", statistics->maximum_rows, statistics->maximum_rows_most, writer);
  if (statistics->mean_bytes > 0)
    {
      write_estimate ("mean_bytes", statistics->mean_bytes, writer);
      tenon_json_writer_member_int (writer, "maximum_bytes", statistics->maximum_bytes);
    }
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

static void
write_table_statistics (TenonSchema      *schema,
                        TenonSourceTable *table,
                        TenonJsonWriter  *writer)
{
  if (table->mean_row_bytes <= 0)
    return;
  tenon_json_writer_name (writer, "statistics");
  tenon_json_writer_begin_object (writer);
  write_estimate ("mean_row_bytes", table->mean_row_bytes, writer);
  tenon_json_writer_member_int (writer, "maximum_row_bytes", table->maximum_row_bytes);
  tenon_json_writer_name (writer, "columns");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (schema->row_statistics); i++)
    {
      TenonRowStatistics *statistics = tenon_list_get (schema->row_statistics, i);

      if (g_strcmp0 (statistics->table, table->name) == 0)
        write_column_statistics (statistics, writer);
    }
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
}

static void
write_foreign_keys (TenonSchema      *schema,
                    TenonSourceTable *table,
                    TenonJsonWriter  *writer)
{
  TenonList *keys = table->foreign_keys;

  tenon_json_writer_name (writer, "foreign_keys");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonForeignKey    *key = tenon_list_get (keys, i);
      TenonRowStatistics *statistics = tenon_list_get_length (schema->row_statistics) > 0 ? tenon_schema_find_key_statistics (schema, table, key) : NULL;

      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", key->name);
      tenon_json_writer_member_strv (writer, "columns", (const char *const *)key->columns);
      tenon_json_writer_member_string (writer, "ref_table", key->ref_table);
      tenon_json_writer_member_strv (writer, "ref_columns", (const char *const *)key->ref_columns);
      tenon_json_writer_member_string (writer, "on_delete", key->on_delete != NULL ? key->on_delete : "RESTRICT");
      tenon_json_writer_member_string (writer, "on_update", key->on_update != NULL ? key->on_update : "RESTRICT");
      if (key->is_inline)
        tenon_json_writer_member_boolean (writer, "inline", TRUE);
      if (statistics != NULL)
        write_key_statistics (statistics, tenon_list_find (schema->tables, key->ref_table), writer);
      tenon_json_writer_member_int (writer, "line", key->line);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_checks (char           **checks,
              TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "checks");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; checks != NULL && checks[i] != NULL; i++)
    {
      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "clause", checks[i]);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_table (TenonSchema      *schema,
             TenonSourceTable *table,
             TenonJsonWriter  *writer)
{
  tenon_json_writer_name (writer, table->name);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_int (writer, "line", table->line);
  tenon_json_writer_name (writer, "columns");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    write_column (tenon_list_get (table->columns, i), writer);
  tenon_json_writer_end_array (writer);
  tenon_json_writer_name (writer, "primary_key");
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_strv (writer, (const char *const *)table->primary_key);
  tenon_json_writer_end_flat (writer);
  write_keys ("unique_keys", table->unique_keys, FALSE, writer);
  write_keys ("indexes", table->indexes, TRUE, writer);
  write_foreign_keys (schema, table, writer);
  write_checks (table->checks, writer);
  tenon_json_writer_member_string (writer, "engine", table->engine);
  tenon_json_writer_member_string (writer, "comment", table->comment != NULL ? table->comment : "");
  tenon_json_writer_name (writer, "rows");
  if (table->row_count < 0)
    tenon_json_writer_null (writer);
  else
    tenon_json_writer_int (writer, table->row_count);
  write_table_statistics (schema, table, writer);
  tenon_json_writer_end_object (writer);
}

static void
write_objects (const char      *name,
               TenonList       *objects,
               gboolean         with_table,
               TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, name);
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (objects); i++)
    {
      TenonSchemaObject *object = tenon_list_get (objects, i);

      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", object->name);
      if (with_table)
        tenon_json_writer_member_string (writer, "table", object->table);
      if (object->kind != NULL)
        tenon_json_writer_member_string (writer, "kind", object->kind);
      tenon_json_writer_member_int (writer, "line", object->line);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_diagnostics (GPtrArray       *diagnostics,
                   TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "diagnostics");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "file", diagnostic->file);
      tenon_json_writer_member_int (writer, "line", diagnostic->line);
      tenon_json_writer_member_int (writer, "column", diagnostic->column);
      tenon_json_writer_member_string (writer, "severity", tenon_severity_to_string (diagnostic->severity));
      tenon_json_writer_member_string (writer, "code", diagnostic->code);
      tenon_json_writer_member_string (writer, "message", diagnostic->message);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

/**
 * tenon_schema_write_inspect_json:
 * @diagnostics: (nullable) (element-type TenonDiagnostic):
 *
 * Writes one object: tables by name, views, triggers, routines, events, diagnostics.
 */
void
tenon_schema_write_inspect_json (TenonSchema     *schema,
                                 GPtrArray       *diagnostics,
                                 TenonJsonWriter *writer)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "tables");
  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    write_table (schema, tenon_list_get (schema->tables, i), writer);
  tenon_json_writer_end_object (writer);
  write_objects ("views", schema->views, FALSE, writer);
  write_objects ("triggers", schema->triggers, TRUE, writer);
  write_objects ("routines", schema->routines, FALSE, writer);
  write_objects ("events", schema->events, FALSE, writer);
  write_diagnostics (diagnostics, writer);
  tenon_json_writer_end_object (writer);
}

/* An unknown number is null, never 0. */
static void
write_known (const char      *name,
             double           value,
             TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, name);
  if (value < 0)
    tenon_json_writer_null (writer);
  else
    tenon_json_writer_double (writer, value);
}

static void
write_count (const char      *name,
             gint64           value,
             TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, name);
  if (value < 0)
    tenon_json_writer_null (writer);
  else
    tenon_json_writer_int (writer, value);
}

static void
write_shape_tables (TenonShape      *shape,
                    TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "tables");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      TenonShapeTable *table = tenon_list_get (shape->tables, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", table->name);
      tenon_json_writer_member_string (writer, "alias", table->alias);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_shape_joins (TenonShape      *shape,
                   TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "joins");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (shape->joins); i++)
    {
      TenonShapeJoin *join = tenon_list_get (shape->joins, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "left", join->left);
      tenon_json_writer_member_string (writer, "right", join->right);
      tenon_json_writer_member_string (writer, "foreign_key", join->foreign_key);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_shape_order (TenonShape      *shape,
                   TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "order_by");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (shape->order_by); i++)
    {
      TenonShapeOrder *order = tenon_list_get (shape->order_by, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "column", order->column);
      tenon_json_writer_member_boolean (writer, "descending", order->descending);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_shape_conditions (TenonShape      *shape,
                        TenonJsonWriter *writer)
{
  if (tenon_list_get_length (shape->conditions) == 0)
    return;
  tenon_json_writer_name (writer, "conditions");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (shape->conditions); i++)
    {
      TenonShapeCondition *condition = tenon_list_get (shape->conditions, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "kind", condition->kind);
      tenon_json_writer_member_string (writer, "text", condition->text);
      tenon_json_writer_member_strv (writer, "columns", (const char *const *)condition->columns);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_shape (TenonShape      *shape,
             TenonJsonWriter *writer)
{
  const struct
  {
    const char *name;
    char      **columns;
  } sets[] = {
    { "equality", shape->equality },
    { "in", shape->in_lists },
    { "range", shape->range },
    { "prefix", shape->prefix },
    { "infix", shape->infix },
    { "fulltext", shape->fulltext },
    { "is_null", shape->is_null },
    { "either", shape->either },
  };
  const struct
  {
    const char *name;
    char      **columns;
  } later[] = {
    { "group_by", shape->group_by },
    { "aggregates", shape->aggregates },
    { "reads", shape->reads },
    { "writes", shape->writes },
  };

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "verb", shape->verb);
  write_shape_tables (shape, writer);
  write_shape_joins (shape, writer);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    tenon_json_writer_member_strv (writer, sets[i].name, (const char *const *)sets[i].columns);
  write_shape_conditions (shape, writer);
  write_shape_order (shape, writer);
  write_count ("limit", shape->limit, writer);
  write_count ("offset", shape->offset, writer);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    tenon_json_writer_member_strv (writer, later[i].name, (const char *const *)later[i].columns);
  tenon_json_writer_member_boolean (writer, "locks", shape->locks);
  tenon_json_writer_end_object (writer);
}

static void
write_values (TenonStatement  *statement,
              TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "values");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (statement->values); i++)
    {
      TenonValueStatistics *values = tenon_list_get (statement->values, i);

      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "column", values->column);
      tenon_json_writer_member_int (writer, "values", values->values);
      tenon_json_writer_member_int (writer, "missed", values->missed);
      tenon_json_writer_member_int (writer, "distinct_values", (gint64)values->distinct_values);
      write_estimate ("error", values->error, writer);
      tenon_json_writer_name (writer, "top");
      tenon_json_writer_begin_array (writer);
      for (guint j = 0; j < tenon_list_get_length (values->top); j++)
        {
          TenonValueShare *share = tenon_list_get (values->top, j);

          tenon_json_writer_begin_object (writer);
          tenon_json_writer_member_string (writer, "value", share->value);
          write_bounds ("count", share->count, share->count + share->slack, writer);
          tenon_json_writer_end_object (writer);
        }
      tenon_json_writer_end_array (writer);
      tenon_json_writer_member_int (writer, "others_most", values->others_most);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_statement (TenonStatement  *statement,
                 TenonJsonWriter *writer)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "fingerprint", statement->fingerprint);
  tenon_json_writer_member_string (writer, "sample", statement->sample);
  tenon_json_writer_member_int (writer, "count", statement->count);
  tenon_json_writer_member_string (writer, "first_seen", statement->first_seen);
  tenon_json_writer_member_string (writer, "last_seen", statement->last_seen);
  write_known ("average_rate", statement->average_rate, writer);
  write_known ("peak_minute_rate", statement->peak_minute_rate, writer);
  write_known ("peak_second_rate", statement->peak_second_rate, writer);
  write_known ("rows_examined", statement->rows_examined, writer);
  write_known ("rows_sent", statement->rows_sent, writer);
  tenon_json_writer_name (writer, "latency");
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  write_known ("p50", statement->latency_p50, writer);
  write_known ("p95", statement->latency_p95, writer);
  write_known ("p99", statement->latency_p99, writer);
  write_known ("max", statement->latency_max, writer);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
  tenon_json_writer_name (writer, "tables");
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_strv (writer, (const char *const *)statement->tables);
  tenon_json_writer_end_flat (writer);
  tenon_json_writer_name (writer, "shape");
  tenon_json_writer_begin_flat (writer);
  if (statement->shape != NULL)
    write_shape (statement->shape, writer);
  else
    tenon_json_writer_null (writer);
  tenon_json_writer_end_flat (writer);
  write_values (statement, writer);
  tenon_json_writer_member_boolean (writer, "lower_bound", statement->lower_bound);
  tenon_json_writer_member_int (writer, "line", statement->line);
  tenon_json_writer_end_object (writer);
}

static void
write_correlation (TenonReadCorrelation *pair,
                   TenonJsonWriter      *writer)
{
  tenon_json_writer_begin_flat (writer);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "left", pair->left);
  tenon_json_writer_member_string (writer, "right", pair->right);
  tenon_json_writer_member_string (writer, "foreign_key", pair->foreign_key);
  tenon_json_writer_member_int (writer, "together", pair->together);
  tenon_json_writer_member_int (writer, "left_reads", pair->left_reads);
  tenon_json_writer_member_int (writer, "right_reads", pair->right_reads);
  write_estimate ("left_share", pair->left_reads > 0 ? (double)pair->together / pair->left_reads : 0, writer);
  write_estimate ("right_share", pair->right_reads > 0 ? (double)pair->together / pair->right_reads : 0, writer);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_flat (writer);
}

/**
 * tenon_statement_log_write_inspect_json:
 * @diagnostics: (nullable) (element-type TenonDiagnostic):
 *
 * Writes one object: what the log says of itself, its statements by fingerprint with counts as they stand in the log and
 * the values they ask for, and the diagnostics. Rates are a second, latencies in seconds; what is not known is null.
 */
void
tenon_statement_log_write_inspect_json (TenonStatementLog *log,
                                        GPtrArray         *diagnostics,
                                        TenonJsonWriter   *writer)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "file", log->file);
  tenon_json_writer_member_string (writer, "first_seen", log->first_seen);
  tenon_json_writer_member_string (writer, "last_seen", log->last_seen);
  write_known ("window", log->window, writer);
  tenon_json_writer_member_int (writer, "total", log->total);
  write_known ("threshold", log->threshold, writer);
  tenon_json_writer_member_boolean (writer, "sampled", log->is_sampled);
  tenon_json_writer_name (writer, "statements");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    write_statement (tenon_list_get (log->statements, i), writer);
  tenon_json_writer_end_array (writer);
  tenon_json_writer_name (writer, "correlations");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (log->correlations); i++)
    write_correlation (tenon_list_get (log->correlations, i), writer);
  tenon_json_writer_end_array (writer);
  write_diagnostics (diagnostics, writer);
  tenon_json_writer_end_object (writer);
}
