/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_ATTRIBUTE_S,
  TENON_ATTRIBUTE_N,
  TENON_ATTRIBUTE_B,
} TenonAttributeType;

typedef enum
{
  TENON_PROJECTION_ALL,
  TENON_PROJECTION_INCLUDE,
  TENON_PROJECTION_KEYS_ONLY,
} TenonProjection;

typedef enum
{
  TENON_TABLE_ENTITY, /* holds a MySQL table's rows */
  TENON_TABLE_LOOKUP, /* keeps a unique constraint of another table */
} TenonTableRole;

#define TENON_TYPE_ATTRIBUTE_TYPE (tenon_attribute_type_get_type ())
#define TENON_TYPE_PROJECTION (tenon_projection_get_type ())
#define TENON_TYPE_TABLE_ROLE (tenon_table_role_get_type ())
GType tenon_attribute_type_get_type (void) G_GNUC_CONST;
GType tenon_projection_get_type (void) G_GNUC_CONST;
GType tenon_table_role_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_ATTRIBUTE (tenon_attribute_get_type ())
G_DECLARE_FINAL_TYPE (TenonAttribute, tenon_attribute, TENON, ATTRIBUTE, TenonRecord)
struct _TenonAttribute
{
  TenonRecord parent_instance;

  char    *name;
  int      type; /* TenonAttributeType */
  char    *source_table;
  char    *source_column;
  gboolean denormalized;
  char    *justification;      /* required where denormalized */
  char    *join_local_column;  /* in the table's primary source table */
  char    *join_source_column; /* in source_table */
};

#define TENON_TYPE_INDEX (tenon_index_get_type ())
G_DECLARE_FINAL_TYPE (TenonIndex, tenon_index, TENON, INDEX, TenonRecord)
struct _TenonIndex /* a global secondary index */
{
  TenonRecord parent_instance;

  char  *name;
  char  *purpose;
  char  *partition_key;
  char  *partition_key_reason;
  char  *sort_key; /* (nullable) */
  char  *sort_key_reason;
  int    projection; /* TenonProjection */
  char **projected;  /* with TENON_PROJECTION_INCLUDE */
  char  *projection_reason;
  char  *sparse_on; /* (nullable) the attribute whose absence keeps an item out */
};

#define TENON_TYPE_OPERATION (tenon_operation_get_type ())
G_DECLARE_FINAL_TYPE (TenonOperation, tenon_operation, TENON, OPERATION, TenonRecord)
struct _TenonOperation /* how one pattern is served by the table it stands in */
{
  TenonRecord parent_instance;

  char    *pattern_id;
  gint64   step;          /* 1 … where a pattern needs several requests, over all tables */
  char    *operation;     /* GetItem, Query, Scan, BatchGetItem, PutItem, UpdateItem, DeleteItem, TransactWriteItems, … */
  char    *index;         /* (nullable) the index it goes to */
  char    *key_condition; /* "order_id = :order_id AND created_at BETWEEN …" */
  char    *filter;        /* (nullable) filter expression */
  char    *condition;     /* (nullable) condition expression of a write */
  gboolean descending;
  gboolean strong;   /* a strongly consistent read, whatever the pattern asks for */
  double   items;    /* items it touches a request; 0: not known, counted as one */
  double   requests; /* such requests a call of the pattern makes, "one for each item found before"; 0: one; negative: not known */
  char    *notes;
  gboolean by_person; /* a person chose that the pattern is served so: proposals leave it alone while the keys allow it */
};

#define TENON_TYPE_TABLE (tenon_table_get_type ())
G_DECLARE_FINAL_TYPE (TenonTable, tenon_table, TENON, TABLE, TenonRecord)
struct _TenonTable /* a DynamoDB table */
{
  TenonRecord parent_instance;

  char      *name;
  int        role; /* TenonTableRole */
  char      *purpose;
  char      *classification; /* entity, weak child, junction, hierarchy, reference data, append-only log, unreferenced */
  char      *source_table;   /* its primary MySQL table */
  char      *source_mapping; /* why this MySQL table becomes this, or these combine */
  char      *partition_key;
  char      *partition_key_reason;
  char      *sort_key; /* (nullable) */
  char      *sort_key_reason;
  gboolean   is_provisional; /* keys come from the source keys alone: no pattern asked for them */
  TenonList *attributes;     /* keys first, then in source order */
  TenonList *indexes;
  TenonList *operations;
  char      *lookup_of;       /* (nullable) a lookup table: the table whose constraint it keeps */
  char     **unique_columns;  /* a lookup table: the MySQL columns of the constraint */
  char      *transaction;     /* (nullable) JSON: the TransactWriteItems plan that keeps the constraint */
  gint64     item_size;       /* bytes */
  char      *item_size_basis; /* how it was found: "observed mean of 120 rows", "ASSUMED: …" */
};

#define TENON_TYPE_UNSERVED (tenon_unserved_get_type ())
G_DECLARE_FINAL_TYPE (TenonUnserved, tenon_unserved, TENON, UNSERVED, TenonRecord)
struct _TenonUnserved /* a pattern DynamoDB does not serve in this design */
{
  TenonRecord parent_instance;

  char    *pattern_id;
  char    *reason;
  char    *alternative; /* the standard way out */
  gboolean accepted;    /* a person took the alternative */
  char    *accepted_by;
  char    *accepted_at;
  char    *accepted_reason;
};

#define TENON_TYPE_WAIVER (tenon_waiver_get_type ())
G_DECLARE_FINAL_TYPE (TenonWaiver, tenon_waiver, TENON, WAIVER, TenonRecord)
struct _TenonWaiver /* a source column that is deliberately not migrated */
{
  TenonRecord parent_instance;

  char *column; /* table.column */
  char *reason;
  char *by;
};

TenonTable     *tenon_table_new (const char *name);
TenonAttribute *tenon_table_find_attribute (TenonTable *self,
                                            const char *name);
TenonAttribute *tenon_table_find_source_column (TenonTable *self,
                                                const char *source_table,
                                                const char *source_column);
TenonIndex     *tenon_table_find_index (TenonTable *self,
                                        const char *name);
gboolean        tenon_table_is_base_key (TenonTable *self,
                                         const char *name);
gboolean        tenon_table_is_key_attribute (TenonTable *self,
                                              const char *name);
char          **tenon_table_dup_pattern_ids (TenonTable *self);
char          **tenon_table_dup_source_tables (TenonTable *self);
const char     *tenon_attribute_type_to_string (TenonAttributeType type);

G_END_DECLS
