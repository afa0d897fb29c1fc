/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"

G_BEGIN_DECLS

/* The values a request has at hand, and those that what it read gives. */
typedef struct
{
  GHashTable *sources; /* name -> TenonSourceTable, borrowed */
  GHashTable *columns; /* (owned) "table.column" */
} TenonGivenValues;

void     tenon_given_values_init (TenonGivenValues *self,
                                  GHashTable       *sources);
void     tenon_given_values_clear (TenonGivenValues *self);
void     tenon_given_values_add (TenonGivenValues *self,
                                 const char       *table,
                                 const char       *column);
void     tenon_given_values_add_row (TenonGivenValues *self,
                                     TenonSourceTable *table);
void     tenon_given_values_add_request (TenonGivenValues *self,
                                         TenonReading     *reading);
void     tenon_given_values_add_read (TenonGivenValues *self,
                                      TenonTable       *table,
                                      TenonIndex       *index);
gboolean tenon_given_values_have (TenonGivenValues *self,
                                  const char       *table,
                                  const char       *column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonGivenValues, tenon_given_values_clear)

G_END_DECLS
