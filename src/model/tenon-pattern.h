/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"
#include "model/tenon-rate.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_OPERATION_UNKNOWN,
  TENON_OPERATION_READ,
  TENON_OPERATION_WRITE,
  TENON_OPERATION_UPDATE,
  TENON_OPERATION_DELETE,
  TENON_OPERATION_NONE, /* no database operation */
} TenonOperationType;

typedef enum
{
  TENON_CONSISTENCY_UNKNOWN,
  TENON_CONSISTENCY_EVENTUAL,
  TENON_CONSISTENCY_STRONG,
} TenonConsistency;

typedef enum
{
  TENON_COMPLEXITY_UNKNOWN,
  TENON_COMPLEXITY_SIMPLE,
  TENON_COMPLEXITY_MODERATE,
  TENON_COMPLEXITY_COMPLEX,
} TenonComplexity;

typedef enum
{
  TENON_SUITABILITY_UNKNOWN,
  TENON_SUITABILITY_HIGH,
  TENON_SUITABILITY_MEDIUM,
  TENON_SUITABILITY_LOW,
} TenonSuitability;

#define TENON_TYPE_OPERATION_TYPE (tenon_operation_type_get_type ())
#define TENON_TYPE_CONSISTENCY (tenon_consistency_get_type ())
#define TENON_TYPE_COMPLEXITY (tenon_complexity_get_type ())
#define TENON_TYPE_SUITABILITY (tenon_suitability_get_type ())
GType tenon_operation_type_get_type (void) G_GNUC_CONST;
GType tenon_consistency_get_type (void) G_GNUC_CONST;
GType tenon_complexity_get_type (void) G_GNUC_CONST;
GType tenon_suitability_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_PATTERN (tenon_pattern_get_type ())
G_DECLARE_FINAL_TYPE (TenonPattern, tenon_pattern, TENON, PATTERN, TenonRecord)
struct _TenonPattern
{
  TenonRecord parent_instance;

  char      *pattern_id; /* AP1 … */
  char      *description;
  char      *endpoint;                 /* (nullable) "GET /api/orders/:id" */
  int        operation_type;           /* TenonOperationType */
  char     **entities_involved;        /* names of MySQL tables where they are known, else the words of the source */
  char     **attributes;               /* needed, "table.column" where known, else the words of the source */
  TenonRate *rps_peak;                 /* (nullable) NULL: unknown */
  TenonRate *rps_average;              /* (nullable) NULL: unknown */
  int        consistency_requirements; /* TenonConsistency */
  char      *key_requirements;
  char      *design_considerations;
  int        complexity;           /* TenonComplexity */
  int        dynamodb_suitability; /* TenonSuitability */
  char      *status;
  char      *data_access; /* (nullable) what it asks of the database, in the words of its source */

  /* the shape it asks for: columns as table.column */
  char     **equality;
  char      *range; /* (nullable) */
  char     **filters;
  TenonList *order_by; /* TenonShapeOrder */
  char     **search;   /* infix or full text */
  char     **joins;    /* other tables read with it */
  gboolean   is_list;  /* asks for several items, or a page of them */
  gboolean   is_aggregate;
  gint64     page_size; /* 0: not known */

  double   latency_ms;     /* target; 0: not stated */
  double   items_returned; /* 0: not known */
  double   bytes_returned; /* by one request; 0: not known */
  char   **statements;     /* fingerprints bound to it */
  char    *file;           /* where it came from */
  gint64   line;
  gboolean is_draft;
};

TenonPattern *tenon_pattern_new (const char *pattern_id);
gboolean      tenon_pattern_touches_database (TenonPattern *self);
gboolean      tenon_pattern_is_read (TenonPattern *self);
gboolean      tenon_pattern_is_write (TenonPattern *self);
gboolean      tenon_pattern_has_rates (TenonPattern *self);
char         *tenon_pattern_dup_title (TenonPattern *self);

G_END_DECLS
