/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-value-statistics.h"
#include "mysql/tenon-scanner.h"

G_BEGIN_DECLS

/* What is counted of one column in one class of statements. */
typedef struct _TenonLogColumn TenonLogColumn;

TenonLogColumn *tenon_log_column_new (const char  *name,
                                      TenonSchema *schema,
                                      gboolean     has_sketch);
void            tenon_log_column_free (TenonLogColumn *self);
const char     *tenon_log_column_get_name (TenonLogColumn *self);
gboolean        tenon_log_column_is_key (TenonLogColumn *self);

void                  tenon_log_column_take (TenonLogColumn *self,
                                             TenonTokenKind  kind,
                                             char            sign,
                                             const char     *text,
                                             gsize           length,
                                             gboolean        keeps_text);
void                  tenon_log_column_miss (TenonLogColumn *self);
TenonValueStatistics *tenon_log_column_finish (TenonLogColumn *self);

G_END_DECLS
