/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-difference.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

gboolean tenon_cli_explain_design (TenonModel      *model,
                                   TenonDesign     *design,
                                   const TenonCost *cost,
                                   GPtrArray       *headrooms,
                                   const char      *what);
void     tenon_cli_print_differences (GPtrArray *differences);

G_END_DECLS
