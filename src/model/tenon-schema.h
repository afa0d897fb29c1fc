/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

/* What the MySQL side is. Built once by a reader, immutable from then on: shared by every copy of the model. */

typedef enum
{
  TENON_COLUMN_DEFAULT_NONE,
  TENON_COLUMN_DEFAULT_NULL,
  TENON_COLUMN_DEFAULT_LITERAL,
  TENON_COLUMN_DEFAULT_EXPRESSION,
} TenonColumnDefault;

typedef enum
{
  TENON_GENERATED_NONE,
  TENON_GENERATED_VIRTUAL,
  TENON_GENERATED_STORED,
} TenonGenerated;

/* What a column's type is made of, read from its text by tenon_column_get_details(). */
typedef struct
{
  char     base[32]; /* lower case, without arguments: "varchar", "int", "enum" */
  gint64   length;   /* first argument, or the type's own; -1: none */
  int      scale;    /* second argument; 0: none */
  gboolean is_unsigned;
  gboolean is_number; /* integer, decimal, float, bit, year */
  gboolean is_text;   /* char, varchar, text, enum, set, json */
  gboolean is_binary; /* binary, varbinary, blob, geometry */
  gboolean is_time;   /* date, time, datetime, timestamp */
} TenonColumnDetails;

#define TENON_TYPE_COLUMN_DEFAULT (tenon_column_default_get_type ())
#define TENON_TYPE_GENERATED (tenon_generated_get_type ())
GType tenon_column_default_get_type (void) G_GNUC_CONST;
GType tenon_generated_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_COLUMN (tenon_column_get_type ())
G_DECLARE_FINAL_TYPE (TenonColumn, tenon_column, TENON, COLUMN, TenonRecord)
struct _TenonColumn
{
  TenonRecord parent_instance;

  char    *name;
  char    *type; /* as information_schema spells it: "int unsigned", "enum('a','b')" */
  gboolean nullable;
  int      default_kind; /* TenonColumnDefault */
  char    *default_value;
  gboolean auto_increment;
  int      generated; /* TenonGenerated */
  char    *expression;
  char    *on_update;
  gboolean invisible;
  char    *charset;
  char    *collation;
  char    *comment;
  gint64   line;
};

#define TENON_TYPE_KEY (tenon_key_get_type ())
G_DECLARE_FINAL_TYPE (TenonKey, tenon_key, TENON, KEY, TenonRecord)
struct _TenonKey
{
  TenonRecord parent_instance;

  char  *name;
  char **columns;  /* a functional part stands as its expression in parentheses */
  char **prefixes; /* (nullable) as many as columns, "" or the prefix length */
  char  *type;     /* BTREE, HASH, FULLTEXT, SPATIAL */
  gint64 line;
};

#define TENON_TYPE_FOREIGN_KEY (tenon_foreign_key_get_type ())
G_DECLARE_FINAL_TYPE (TenonForeignKey, tenon_foreign_key, TENON, FOREIGN_KEY, TenonRecord)
struct _TenonForeignKey
{
  TenonRecord parent_instance;

  char    *name;
  char   **columns;
  char    *ref_table; /* as tables are named in the schema */
  char   **ref_columns;
  char    *on_delete; /* (nullable) as written */
  char    *on_update;
  gboolean is_inline;
  gint64   line;
  gboolean is_asserted; /* people know of it, MySQL does not declare it */
  char    *reason;      /* (nullable) of an asserted one */
};

#define TENON_TYPE_SOURCE_TABLE (tenon_source_table_get_type ())
G_DECLARE_FINAL_TYPE (TenonSourceTable, tenon_source_table, TENON, SOURCE_TABLE, TenonRecord)
struct _TenonSourceTable
{
  TenonRecord parent_instance;

  char      *name; /* "database.table" where the script makes several databases, else "table" */
  TenonList *columns;
  char     **primary_key;
  TenonList *unique_keys;
  TenonList *indexes;
  TenonList *foreign_keys;
  char     **checks;
  char      *engine;
  char      *charset;
  char      *collation;
  char      *comment;   /* the table's COMMENT, or the purpose an artifact gives */
  gint64     row_count; /* rows seen or told; -1: unknown */
  char      *file;
  gint64     line;
  double     mean_row_bytes; /* of the values of a row, as DynamoDB counts them; 0: no rows were looked at */
  gint64     maximum_row_bytes;
  char      *rows_file;      /* (nullable) where its rows were counted, ... */
  gint64     rows_line;      /* ... from the line of the first statement that inserts any; 0: not known */
  gint64     rows_last_line; /* ... to the last line of the last one */
};

#define TENON_TYPE_ROW_STATISTICS (tenon_row_statistics_get_type ())
G_DECLARE_FINAL_TYPE (TenonRowStatistics, tenon_row_statistics, TENON, ROW_STATISTICS, TenonRecord)
struct _TenonRowStatistics /* what the rows of a dump show of a column, or of the columns of a foreign key together */
{
  TenonRecord parent_instance;

  char    *name; /* "table.column"; of several columns "table.column+column" */
  char    *table;
  char   **columns;
  gint64   rows; /* with a value: none of the columns is NULL */
  gint64   null_rows;
  double   distinct_values;
  double   error;             /* relative standard error of distinct_values and average_rows; 0: exact */
  double   average_rows;      /* rows a value: children a parent that has any */
  gint64   maximum_rows;      /* rows of the most frequent value: at least, ... */
  gint64   maximum_rows_most; /* ... and at most; equal where exact */
  double   mean_bytes;        /* of a value, as DynamoDB counts it */
  gint64   maximum_bytes;
  gboolean is_foreign_key;
  char    *file; /* the rows' */
};

#define TENON_TYPE_SCHEMA_OBJECT (tenon_schema_object_get_type ())
G_DECLARE_FINAL_TYPE (TenonSchemaObject, tenon_schema_object, TENON, SCHEMA_OBJECT, TenonRecord)
struct _TenonSchemaObject /* a view, trigger, routine or event */
{
  TenonRecord parent_instance;

  char  *name;
  char  *table; /* a trigger's */
  char  *kind;  /* a trigger's "BEFORE INSERT"; a routine's "PROCEDURE" or "FUNCTION" */
  gint64 line;
};

#define TENON_TYPE_SCHEMA (tenon_schema_get_type ())
G_DECLARE_FINAL_TYPE (TenonSchema, tenon_schema, TENON, SCHEMA, TenonRecord)
struct _TenonSchema
{
  TenonRecord parent_instance;

  char      *name; /* (nullable) the database's */
  TenonList *tables;
  TenonList *views;
  TenonList *triggers;
  TenonList *routines;
  TenonList *events;
  TenonList *row_statistics; /* TenonRowStatistics; empty where no rows were looked at */
};

TenonSchema      *tenon_schema_new (void);
TenonSourceTable *tenon_schema_find_table (TenonSchema *self,
                                           const char  *name);
TenonSourceTable *tenon_schema_match_table (TenonSchema *self,
                                            const char  *words);
TenonColumn      *tenon_schema_find_column (TenonSchema *self,
                                            const char  *dotted);
guint             tenon_schema_count_foreign_keys (TenonSchema *self);

TenonRowStatistics *tenon_schema_find_row_statistics (TenonSchema *self,
                                                      const char  *dotted);
TenonRowStatistics *tenon_schema_find_key_statistics (TenonSchema      *self,
                                                      TenonSourceTable *table,
                                                      TenonForeignKey  *key);
double              tenon_row_statistics_get_top_share (TenonRowStatistics *self);
char               *tenon_row_statistics_dup_evidence (TenonRowStatistics *self);
char               *tenon_source_table_dup_row_evidence (TenonSourceTable *self);
char               *tenon_source_table_dup_row_lines (TenonSourceTable *self);

TenonColumn     *tenon_source_table_find_column (TenonSourceTable *self,
                                                 const char       *name);
gboolean         tenon_source_table_is_unique (TenonSourceTable  *self,
                                               const char *const *columns);
TenonForeignKey *tenon_source_table_find_foreign_key (TenonSourceTable *self,
                                                      const char       *column);
gboolean         tenon_source_table_is_junction (TenonSourceTable *self);

void   tenon_column_get_details (TenonColumn        *self,
                                 TenonColumnDetails *details);
char **tenon_column_dup_labels (TenonColumn *self);

G_END_DECLS
