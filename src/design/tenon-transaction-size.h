/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"

G_BEGIN_DECLS

#define TENON_TRANSACTION_LIMIT 100 /* actions of one TransactWriteItems: Amazon DynamoDB Developer Guide, API limits */

/* The actions that one request of a pattern puts into one transaction, none of which can go without the others. */
typedef struct
{
  double average;   /* where a number of rows is not known, one is counted */
  double most;      /* by the most children that somebody stated */
  double fixed;     /* whatever the number of children */
  double each;      /* for one child more */
  double first_bad; /* children from which on it is refused; 0: never */
  gint64 step;
} TenonTransactionSize;

double   tenon_children_count (TenonModel       *model,
                               TenonSchema      *schema,
                               TenonSourceTable *parent,
                               TenonSourceTable *child,
                               gboolean          most);
double   tenon_reading_count_written (TenonReading     *self,
                                      TenonModel       *model,
                                      TenonSchema      *schema,
                                      TenonSourceTable *other,
                                      gboolean          most);
gboolean tenon_reading_measure_transaction (TenonReading         *self,
                                            TenonModel           *model,
                                            TenonSchema          *schema,
                                            GPtrArray            *operations,
                                            GPtrArray            *tables,
                                            TenonTransactionSize *size);

G_END_DECLS
