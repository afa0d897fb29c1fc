/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-statement.h"
#include "mysql/tenon-log-skeleton.h"

G_BEGIN_DECLS

typedef struct _TenonLogValues   TenonLogValues;
typedef struct _TenonLogValueSet TenonLogValueSet;

TenonLogValues *tenon_log_values_new (TenonSchema *schema,
                                      gboolean     keeps_text);
void            tenon_log_values_free (TenonLogValues *self);

TenonLogValueSet *tenon_log_values_add_set (TenonLogValues *self);
void              tenon_log_values_take (TenonLogValues        *self,
                                         TenonLogValueSet      *set,
                                         gpointer              *kept,
                                         const char            *sql,
                                         gsize                  length,
                                         const TenonLogLiteral *literals,
                                         guint                  n_literals);
gboolean          tenon_log_values_is_short (TenonLogValues *self);
void              tenon_log_values_finish (TenonLogValues   *self,
                                           TenonLogValueSet *set,
                                           TenonStatement   *statement);

G_END_DECLS
