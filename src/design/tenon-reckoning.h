/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"

G_BEGIN_DECLS

typedef struct _TenonReckoning TenonReckoning;

TenonReckoning *tenon_reckoning_new (TenonRequests *requests,
                                     TenonDesign   *design);
TenonReckoning *tenon_reckoning_new_with (TenonRequests     *requests,
                                          TenonDesign       *design,
                                          TenonCostSettings *settings);
void            tenon_reckoning_free (TenonReckoning *self);
void            tenon_reckoning_refresh (TenonReckoning *self,
                                         TenonRequests  *requests,
                                         TenonDesign    *design,
                                         GPtrArray      *tables);

void             tenon_reckon_design (TenonModel  *model,
                                      TenonDesign *design,
                                      TenonCost  **cost,
                                      GPtrArray  **headrooms);
const TenonCost *tenon_reckoning_get_cost (TenonReckoning *self);
TenonCost       *tenon_reckoning_steal_cost (TenonReckoning *self);
GPtrArray       *tenon_reckoning_get_headroom (TenonReckoning *self);
double           tenon_reckoning_get_amplification (TenonReckoning *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonReckoning, tenon_reckoning_free)

G_END_DECLS
