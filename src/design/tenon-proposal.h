/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-difference.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonDesign *tenon_design_propose (TenonModel   *model,
                                   TenonStrategy strategy);
TenonDesign *tenon_design_refit (TenonModel  *model,
                                 TenonDesign *design);
TenonDesign *tenon_design_refit_table (TenonModel  *model,
                                       TenonDesign *design,
                                       const char  *table);
void         tenon_design_carry_accepted (TenonDesign *self,
                                          TenonDesign *present);
void         tenon_design_mark_people (TenonDesign *self);
GPtrArray   *tenon_design_compare (TenonDesign *present,
                                   TenonDesign *proposal);

G_END_DECLS
