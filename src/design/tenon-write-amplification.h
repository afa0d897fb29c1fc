/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

double tenon_write_amplification (TenonModel  *model,
                                  TenonDesign *design,
                                  TenonTable  *table);
double tenon_write_amplification_of_design (TenonModel  *model,
                                            TenonDesign *design);

G_END_DECLS
