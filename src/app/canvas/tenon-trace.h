/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* Two MySQL columns a pattern joins today; tables as the schema names them. */
typedef struct
{
  char *left_table;
  char *left_column;
  char *right_table;
  char *right_column;
} TenonTraceJoin;

/* A request of the design that serves the pattern; borrowed from the model. */
typedef struct
{
  TenonTable     *table;
  TenonOperation *operation;
} TenonTraceStep;

/* The way of one access pattern: what it touches today, and what serves it tomorrow. */
typedef struct
{
  TenonPattern *pattern;          /* (owned) */
  GPtrArray    *tables;           /* (element-type TenonSourceTable) borrowed from the schema, in its order */
  GHashTable   *columns;          /* "table.column" */
  GPtrArray    *joins;            /* (element-type TenonTraceJoin) */
  GArray       *steps;            /* (element-type TenonTraceStep) in the order of their steps */
  gboolean      names_attributes; /* it says which columns it wants to see, not only by which it looks */
} TenonTrace;

TenonTrace *tenon_trace_new (TenonModel *model,
                             const char *pattern_id);
void        tenon_trace_free (TenonTrace *self);
gboolean    tenon_trace_touches (TenonTrace *self,
                                 const char *table);
gboolean    tenon_trace_joins (TenonTrace *self,
                               const char *table,
                               const char *other);
gboolean    tenon_trace_needs (TenonTrace     *self,
                               TenonTable     *table,
                               TenonAttribute *attribute);

/* Requests a second that reach something, at their peak. */
typedef struct
{
  double   rate;
  gboolean is_lower_bound; /* a rate is unknown, only its average is known, or it is a lower bound itself */
  guint    n_patterns;
  guint    n_unknown;
} TenonLoad;

GHashTable *tenon_loads_new (TenonModel *model);
char       *tenon_load_dup_text (const TenonLoad *self);
char       *tenon_load_dup_pair (const char *table,
                                 const char *other);
void        tenon_load_of_pattern (TenonPattern *pattern,
                                   TenonLoad    *load);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonTrace, tenon_trace_free)

G_END_DECLS
