/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a query log says: one record a fingerprint, with how often it ran and what it asks for. */

#include "model/tenon-statement.h"

#include "base/tenon-text.h"
#include "model/tenon-record-private.h"

static const TenonField tenon_shape_table_fields[] = {
  TENON_FIELD (TenonShapeTable, "name", STRING, name),
  TENON_FIELD (TenonShapeTable, "alias", STRING, alias),
};
TENON_DEFINE_RECORD (TenonShapeTable, tenon_shape_table, "shape-table", FALSE)
TENON_DEFINE_RECORD_INIT (TenonShapeTable, tenon_shape_table)

static const TenonField tenon_shape_join_fields[] = {
  TENON_FIELD (TenonShapeJoin, "left", STRING, left),
  TENON_FIELD (TenonShapeJoin, "right", STRING, right),
  TENON_FIELD (TenonShapeJoin, "foreign-key", STRING, foreign_key),
};
TENON_DEFINE_RECORD (TenonShapeJoin, tenon_shape_join, "shape-join", FALSE)
TENON_DEFINE_RECORD_INIT (TenonShapeJoin, tenon_shape_join)

static const TenonField tenon_shape_order_fields[] = {
  TENON_FIELD (TenonShapeOrder, "column", STRING, column),
  TENON_FIELD (TenonShapeOrder, "descending", BOOLEAN, descending),
};
TENON_DEFINE_RECORD (TenonShapeOrder, tenon_shape_order, "shape-order", FALSE)
TENON_DEFINE_RECORD_INIT (TenonShapeOrder, tenon_shape_order)

static const TenonField tenon_shape_condition_fields[] = {
  TENON_FIELD (TenonShapeCondition, "kind", STRING, kind),
  TENON_FIELD (TenonShapeCondition, "text", STRING, text),
  TENON_FIELD (TenonShapeCondition, "columns", STRV, columns),
};
TENON_DEFINE_RECORD (TenonShapeCondition, tenon_shape_condition, "shape-condition", FALSE)
TENON_DEFINE_RECORD_INIT (TenonShapeCondition, tenon_shape_condition)

static const TenonField tenon_shape_fields[] = {
  TENON_FIELD_F (TenonShape, "verb", STRING, verb, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonShape, "tables", LIST, tables, tenon_shape_table_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonShape, "joins", LIST, joins, tenon_shape_join_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonShape, "equality", STRV, equality),
  TENON_FIELD (TenonShape, "in", STRV, in_lists),
  TENON_FIELD (TenonShape, "range", STRV, range),
  TENON_FIELD_F (TenonShape, "from", STRV, from, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonShape, "to", STRV, to, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonShape, "strict", STRV, strict, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonShape, "prefix", STRV, prefix),
  TENON_FIELD (TenonShape, "infix", STRV, infix),
  TENON_FIELD (TenonShape, "fulltext", STRV, fulltext),
  TENON_FIELD (TenonShape, "is-null", STRV, is_null),
  TENON_FIELD_F (TenonShape, "either", STRV, either, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonShape, "conditions", LIST, conditions, tenon_shape_condition_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonShape, "order-by", LIST, order_by, tenon_shape_order_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonShape, "limit", INT, limit),
  TENON_FIELD (TenonShape, "offset", INT, offset),
  TENON_FIELD (TenonShape, "group-by", STRV, group_by),
  TENON_FIELD (TenonShape, "aggregates", STRV, aggregates),
  TENON_FIELD (TenonShape, "reads", STRV, reads),
  TENON_FIELD (TenonShape, "writes", STRV, writes),
  TENON_FIELD (TenonShape, "locks", BOOLEAN, locks),
  TENON_FIELD_F (TenonShape, "distinct", BOOLEAN, distinct, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonShape, "unites", BOOLEAN, unites, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonShape, "upserts", BOOLEAN, upserts, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonShape, tenon_shape, "shape", FALSE)

static void
tenon_shape_init (TenonShape *self)
{
  self->limit = -1;
  self->offset = -1;
}

static const TenonField tenon_statement_fields[] = {
  TENON_FIELD (TenonStatement, "fingerprint", STRING, fingerprint),
  TENON_FIELD (TenonStatement, "sample", STRING, sample),
  TENON_FIELD (TenonStatement, "count", INT, count),
  TENON_FIELD_F (TenonStatement, "first-seen", STRING, first_seen, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonStatement, "last-seen", STRING, last_seen, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonStatement, "average-rate", DOUBLE, average_rate),
  TENON_FIELD (TenonStatement, "peak-minute-rate", DOUBLE, peak_minute_rate),
  TENON_FIELD (TenonStatement, "peak-second-rate", DOUBLE, peak_second_rate),
  TENON_FIELD (TenonStatement, "rows-examined", DOUBLE, rows_examined),
  TENON_FIELD (TenonStatement, "rows-sent", DOUBLE, rows_sent),
  TENON_FIELD (TenonStatement, "latency-p50", DOUBLE, latency_p50),
  TENON_FIELD (TenonStatement, "latency-p95", DOUBLE, latency_p95),
  TENON_FIELD (TenonStatement, "latency-p99", DOUBLE, latency_p99),
  TENON_FIELD (TenonStatement, "latency-max", DOUBLE, latency_max),
  TENON_FIELD (TenonStatement, "tables", STRV, tables),
  TENON_FIELD_F (TenonStatement, "patterns", STRV, patterns, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonStatement, "lower-bound", BOOLEAN, lower_bound),
  TENON_FIELD_T (TenonStatement, "shape", SHARED, shape, tenon_shape_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonStatement, "file", STRING, file, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonStatement, "line", INT, line, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonStatement, "last-line", INT, last_line, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonStatement, "values", LIST, values, tenon_value_statistics_get_type, TENON_FIELD_SPARSE | TENON_FIELD_FLAT),
};
TENON_DEFINE_RECORD (TenonStatement, tenon_statement, "statement", FALSE)

static void
tenon_statement_init (TenonStatement *self)
{
  self->average_rate = self->peak_minute_rate = self->peak_second_rate = -1;
  self->rows_examined = self->rows_sent = -1;
  self->latency_p50 = self->latency_p95 = self->latency_p99 = self->latency_max = -1;
}

static const TenonField tenon_read_correlation_fields[] = {
  TENON_FIELD (TenonReadCorrelation, "left", STRING, left),
  TENON_FIELD (TenonReadCorrelation, "right", STRING, right),
  TENON_FIELD_F (TenonReadCorrelation, "foreign-key", STRING, foreign_key, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonReadCorrelation, "together", INT, together),
  TENON_FIELD (TenonReadCorrelation, "left-reads", INT, left_reads),
  TENON_FIELD (TenonReadCorrelation, "right-reads", INT, right_reads),
};
TENON_DEFINE_RECORD (TenonReadCorrelation, tenon_read_correlation, "correlation", FALSE)
TENON_DEFINE_RECORD_INIT (TenonReadCorrelation, tenon_read_correlation)

static const TenonField tenon_statement_log_fields[] = {
  TENON_FIELD (TenonStatementLog, "file", STRING, file),
  TENON_FIELD_F (TenonStatementLog, "first-seen", STRING, first_seen, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonStatementLog, "last-seen", STRING, last_seen, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonStatementLog, "window", DOUBLE, window),
  TENON_FIELD (TenonStatementLog, "total", INT, total),
  TENON_FIELD (TenonStatementLog, "threshold", DOUBLE, threshold),
  TENON_FIELD_T (TenonStatementLog, "statements", LIST, statements, tenon_statement_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonStatementLog, "correlations", LIST, correlations, tenon_read_correlation_get_type, TENON_FIELD_SPARSE | TENON_FIELD_FLAT),
  TENON_FIELD_F (TenonStatementLog, "is-sampled", BOOLEAN, is_sampled, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonStatementLog, tenon_statement_log, "log", TRUE)

static void
tenon_statement_log_init (TenonStatementLog *self)
{
  self->window = -1;
  self->threshold = -1;
}

TenonStatementLog *
tenon_statement_log_new (void)
{
  return g_object_new (TENON_TYPE_STATEMENT_LOG, NULL);
}

/* Statements by fingerprint, made when first asked for. A log is shared by snapshots that live in other threads: whoever
 * comes second throws away his own. */
typedef struct
{
  GHashTable *by_fingerprint;
  guint       length; /* of the list it was made from */
} StatementIndex;

static void
statement_index_free (gpointer data)
{
  StatementIndex *index = data;

  g_hash_table_unref (index->by_fingerprint);
  g_free (index);
}

static StatementIndex *
get_index (TenonStatementLog *self)
{
  GQuark          quark = g_quark_from_static_string ("tenon-statement-index");
  StatementIndex *old = g_object_get_qdata (G_OBJECT (self), quark);
  StatementIndex *index;
  guint           length = tenon_list_get_length (self->statements);

  if (old != NULL && old->length == length)
    return old;
  index = g_new0 (StatementIndex, 1);
  index->by_fingerprint = g_hash_table_new (g_str_hash, g_str_equal);
  index->length = length;
  for (guint i = length; i > 0; i--)
    {
      TenonStatement *statement = tenon_list_get (self->statements, i - 1);

      if (statement->fingerprint != NULL)
        g_hash_table_insert (index->by_fingerprint, statement->fingerprint, statement);
    }
  if (g_object_replace_qdata (G_OBJECT (self), quark, old, index, statement_index_free, NULL))
    {
      if (old != NULL)
        statement_index_free (old);
      return index;
    }
  statement_index_free (index);
  return g_object_get_qdata (G_OBJECT (self), quark);
}

/**
 * tenon_statement_log_find:
 * @self: whose statements do not change any more but in number
 *
 * Returns: (transfer none) (nullable): the first statement of this fingerprint
 */
TenonStatement *
tenon_statement_log_find (TenonStatementLog *self,
                          const char        *fingerprint)
{
  return fingerprint != NULL ? g_hash_table_lookup (get_index (self)->by_fingerprint, fingerprint) : NULL;
}

static gboolean
names (char      **columns,
       const char *column)
{
  return tenon_strv_contains ((const char *const *)columns, column);
}

/* The column a join makes equal to @column, the one behind @at; NULL where there is none. */
static const char *
find_joined (TenonStatement *self,
             const char     *column,
             guint          *at)
{
  guint n = self->shape != NULL ? tenon_list_get_length (self->shape->joins) : 0;

  while (*at < n)
    {
      TenonShapeJoin *join = tenon_list_get (self->shape->joins, (*at)++);

      if (g_strcmp0 (join->left, column) == 0)
        return join->right;
      if (g_strcmp0 (join->right, column) == 0)
        return join->left;
    }
  return NULL;
}

/**
 * tenon_statement_asks_by:
 * @column: table.column
 *
 * Returns: whether the statement names single values of the column: by equality, in a list, or of a column it joins with it
 */
gboolean
tenon_statement_asks_by (TenonStatement *self,
                         const char     *column)
{
  guint       at = 0;
  const char *joined;

  if (self->shape == NULL)
    return FALSE;
  if (names (self->shape->equality, column) || names (self->shape->in_lists, column))
    return TRUE;
  while ((joined = find_joined (self, column, &at)) != NULL)
    if (names (self->shape->equality, joined) || names (self->shape->in_lists, joined))
      return TRUE;
  return FALSE;
}

/**
 * tenon_statement_collect_values:
 * @column: table.column
 * @parts: (element-type TenonValueStatistics): borrowed ones are appended
 *
 * What the statement's executions say of the column's values: its own, or else those of a column it joins with it.
 */
void
tenon_statement_collect_values (TenonStatement *self,
                                const char     *column,
                                GPtrArray      *parts)
{
  TenonValueStatistics *values = tenon_list_find (self->values, column);
  guint                 at = 0;
  const char           *joined;

  while (values == NULL && (joined = find_joined (self, column, &at)) != NULL)
    values = tenon_list_find (self->values, joined);
  if (values != NULL)
    g_ptr_array_add (parts, values);
}
