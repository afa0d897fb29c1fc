/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

#define TENON_PARTITION_READ_LIMIT 3000.0
#define TENON_PARTITION_WRITE_LIMIT 1000.0
#define TENON_HEADROOM_HOT 0.8 /* share of a limit from which on a key is hot: there is no room for more skew */

GPtrArray     *tenon_headroom_analyse (TenonModel  *model,
                                       TenonDesign *design);
GPtrArray     *tenon_headroom_analyse_table (TenonRequests *requests,
                                             TenonTable    *table);
gboolean       tenon_headroom_get_top_share (TenonRequests *requests,
                                             TenonTable    *table,
                                             const char    *key,
                                             double        *share);
double         tenon_headroom_get_share (const TenonHeadroom *self);
double         tenon_headroom_get_most_share (const TenonHeadroom *self);
TenonHeadroom *tenon_headroom_find_first (GPtrArray *headrooms);

G_END_DECLS
