/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonCost       *tenon_cost_estimate (TenonModel  *model,
                                      TenonDesign *design);
TenonCost       *tenon_cost_estimate_with (TenonModel        *model,
                                           TenonDesign       *design,
                                           TenonCostSettings *settings);
GPtrArray       *tenon_cost_list_modes (TenonModel  *model,
                                        TenonDesign *design);
TenonCostGrowth *tenon_cost_project_growth (TenonModel  *model,
                                            TenonDesign *design);

G_END_DECLS
