/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"
#include "model/tenon-value-statistics.h"

G_BEGIN_DECLS

/* What the logs hold, one record a fingerprint. Immutable once read: shared by every copy of the model. */

#define TENON_TYPE_SHAPE_TABLE (tenon_shape_table_get_type ())
G_DECLARE_FINAL_TYPE (TenonShapeTable, tenon_shape_table, TENON, SHAPE_TABLE, TenonRecord)
struct _TenonShapeTable
{
  TenonRecord parent_instance;

  char *name;
  char *alias; /* (nullable) */
};

#define TENON_TYPE_SHAPE_JOIN (tenon_shape_join_get_type ())
G_DECLARE_FINAL_TYPE (TenonShapeJoin, tenon_shape_join, TENON, SHAPE_JOIN, TenonRecord)
struct _TenonShapeJoin
{
  TenonRecord parent_instance;

  char *left;        /* table.column */
  char *right;       /* table.column */
  char *foreign_key; /* (nullable) the key the pair follows: its name, or "table(column)" where unnamed */
};

#define TENON_TYPE_SHAPE_ORDER (tenon_shape_order_get_type ())
G_DECLARE_FINAL_TYPE (TenonShapeOrder, tenon_shape_order, TENON, SHAPE_ORDER, TenonRecord)
struct _TenonShapeOrder
{
  TenonRecord parent_instance;

  char    *column;
  gboolean descending;
};

#define TENON_TYPE_SHAPE_CONDITION (tenon_shape_condition_get_type ())
G_DECLARE_FINAL_TYPE (TenonShapeCondition, tenon_shape_condition, TENON, SHAPE_CONDITION, TenonRecord)
struct _TenonShapeCondition /* what is asked for and stands in no set of columns */
{
  TenonRecord parent_instance;

  char  *kind;    /* "filter": comparisons of columns with values; "computed"; "exists", "not exists"; "order"; "page" */
  char  *text;    /* columns as {table.column}, values as ?; of a filter as DynamoDB writes it */
  char **columns; /* table.column, or table.* of what has to exist */
};

#define TENON_TYPE_SHAPE (tenon_shape_get_type ())
G_DECLARE_FINAL_TYPE (TenonShape, tenon_shape, TENON, SHAPE, TenonRecord)
struct _TenonShape /* what a statement asks for; columns as table.column */
{
  TenonRecord parent_instance;

  char      *verb; /* SELECT, INSERT, REPLACE, UPDATE, DELETE, … */
  TenonList *tables;
  TenonList *joins;
  char     **equality;
  char     **in_lists;
  char     **range;
  char     **from;   /* of the ranges, those that begin somewhere: in this alone, one that never ends */
  char     **to;     /* those that end somewhere */
  char     **strict; /* those without the value they begin with or end at */
  char     **prefix;
  char     **infix;
  char     **fulltext;
  char     **is_null;
  char     **either;     /* compared on one side of an OR, so that none of them has to agree */
  TenonList *conditions; /* TenonShapeCondition, what the sets do not say */
  TenonList *order_by;
  gint64     limit;  /* -1: none, or not a number */
  gint64     offset; /* -1: none */
  char     **group_by;
  char     **aggregates; /* "count(*)", "sum(orders.total)" */
  char     **reads;
  char     **writes;
  gboolean   locks;
  gboolean   distinct;
  gboolean   unites;  /* UNION and its kin */
  gboolean   upserts; /* INSERT … ON DUPLICATE KEY UPDATE, REPLACE */
};

#define TENON_TYPE_STATEMENT (tenon_statement_get_type ())
G_DECLARE_FINAL_TYPE (TenonStatement, tenon_statement, TENON, STATEMENT, TenonRecord)
struct _TenonStatement
{
  TenonRecord parent_instance;

  char       *fingerprint;
  char       *sample;
  gint64      count;      /* unscaled */
  char       *first_seen; /* (nullable) ISO 8601, as the log's clock had it */
  char       *last_seen;
  double      average_rate;     /* a second over the log's window; negative: not known */
  double      peak_minute_rate; /* a second, in the busiest minute; negative: not known */
  double      peak_second_rate;
  double      rows_examined; /* mean; negative: not known */
  double      rows_sent;
  double      latency_p50; /* seconds; negative: not known */
  double      latency_p95;
  double      latency_p99;
  double      latency_max;
  char      **tables;
  char      **patterns;    /* ids of the access patterns an artifact binds it to */
  gboolean    lower_bound; /* the log leaves out what ran faster than its threshold */
  TenonShape *shape;       /* (nullable) */
  char       *file;
  gint64      line; /* of the first occurrence */
  gint64      last_line;
  TenonList  *values; /* TenonValueStatistics; of a column that is not among them nothing is known */
};

#define TENON_TYPE_READ_CORRELATION (tenon_read_correlation_get_type ())
G_DECLARE_FINAL_TYPE (TenonReadCorrelation, tenon_read_correlation, TENON, READ_CORRELATION, TenonRecord)
struct _TenonReadCorrelation /* how often the two ends of a join are read together; unscaled */
{
  TenonRecord parent_instance;

  char  *left;        /* table.column */
  char  *right;       /* table.column */
  char  *foreign_key; /* (nullable) as in TenonShapeJoin */
  gint64 together;    /* reads that join the two */
  gint64 left_reads;  /* reads of the left table, with and without the other */
  gint64 right_reads;
};

#define TENON_TYPE_STATEMENT_LOG (tenon_statement_log_get_type ())
G_DECLARE_FINAL_TYPE (TenonStatementLog, tenon_statement_log, TENON, STATEMENT_LOG, TenonRecord)
struct _TenonStatementLog
{
  TenonRecord parent_instance;

  char      *file; /* the log, or the artifact that summarises it */
  char      *first_seen;
  char      *last_seen;
  double     window;    /* seconds; negative: not known */
  gint64     total;     /* statements counted */
  double     threshold; /* seconds (long_query_time) if the log shows it; negative: not known */
  TenonList *statements;
  TenonList *correlations; /* TenonReadCorrelation, the most frequent first */
  gboolean   is_sampled;   /* the server logged a part, and the log says which: rates are scaled, counts are not */
};

TenonStatementLog *tenon_statement_log_new (void);
TenonStatement    *tenon_statement_log_find (TenonStatementLog *self,
                                             const char        *fingerprint);
gboolean           tenon_statement_asks_by (TenonStatement *self,
                                            const char     *column);
void               tenon_statement_collect_values (TenonStatement *self,
                                                   const char     *column,
                                                   GPtrArray      *parts);

G_END_DECLS
