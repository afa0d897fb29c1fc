/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

/* Registers the different values of a log are counted in: 1,024, for an error of 3.25 %. */
#define TENON_VALUES_PRECISION 10
/* Values that are kept apart, the most frequent ones; one that came less often is a chance. */
#define TENON_VALUES_KEPT 16
#define TENON_VALUES_OFTEN 10

#define TENON_TYPE_VALUE_SHARE (tenon_value_share_get_type ())
G_DECLARE_FINAL_TYPE (TenonValueShare, tenon_value_share, TENON, VALUE_SHARE, TenonRecord)
struct _TenonValueShare
{
  TenonRecord parent_instance;

  char  *value; /* as it may be shown: "42", or "#" and a short hash */
  gint64 count; /* how often it was asked for, at least */
  gint64 slack; /* and how often more, at most; 0: exact */
};

#define TENON_TYPE_VALUE_STATISTICS (tenon_value_statistics_get_type ())
G_DECLARE_FINAL_TYPE (TenonValueStatistics, tenon_value_statistics, TENON, VALUE_STATISTICS, TenonRecord)
struct _TenonValueStatistics /* which values the statements of a log bind a column to */
{
  TenonRecord parent_instance;

  char      *column;          /* table.column */
  gint64     values;          /* that were seen: one an execution for "=", as many as there are for IN and VALUES */
  gint64     missed;          /* places that held none: a parameter, an expression */
  double     distinct_values; /* of those that were seen */
  double     error;           /* relative standard error of distinct_values; 0: exact */
  gint64     others_most;     /* how often a value that is not listed may have come, at most; 0: all are listed */
  TenonList *top;             /* TenonValueShare, the most frequent first */
  char      *registers;       /* of base/tenon-distinct.h, so that logs can be joined */
};

TenonValueStatistics *tenon_value_statistics_merge (GPtrArray *parts);
void                  tenon_value_statistics_sort_top (TenonValueStatistics *self);
TenonValueShare      *tenon_value_statistics_get_hottest (TenonValueStatistics *self);
double                tenon_value_statistics_get_share (TenonValueStatistics *self,
                                                        const char           *value);
char                 *tenon_value_statistics_dup_evidence (TenonValueStatistics *self);

G_END_DECLS
