/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

#define TENON_PARTITION_READ_LIMIT 3000.0
#define TENON_PARTITION_WRITE_LIMIT 1000.0

GPtrArray *tenon_headroom_analyse (TenonModel  *model,
                                   TenonDesign *design);
double     tenon_headroom_get_share (TenonHeadroom *self);
void       tenon_headroom_get_load (TenonRequests *requests,
                                    TenonTable    *table,
                                    TenonIndex    *index,
                                    double        *reads,
                                    double        *writes,
                                    guint         *n_unknown);

G_END_DECLS
