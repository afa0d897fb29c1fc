/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design-sample.h"

#include "model/tenon-cost.h"

G_BEGIN_DECLS

#define MONTH (730.0 * 3600)
#define READ 0.125e-6
#define WRITE 0.625e-6

TenonCostTerm *cost_find_term (TenonCost *cost, const char *table, const char *index, const char *pattern_id, const char *what);
TenonModel    *cost_shop_with_rates (void);
TenonHeadroom *cost_find_headroom (GPtrArray *list, const char *table, const char *index);
TenonCost     *cost_estimate (TenonModel *model, TenonDesign *design, const char *first_property, ...);
void           cost_state (TenonModel *model, const char *key, const char *value);

G_END_DECLS
