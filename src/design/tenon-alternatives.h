/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-alternative.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

GPtrArray        *tenon_alternatives_compare (TenonModel *model);
TenonAlternative *tenon_alternative_assess (TenonModel  *model,
                                            TenonDesign *design);

G_END_DECLS
