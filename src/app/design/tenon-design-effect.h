/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

char *tenon_design_effect_list_lost (TenonProject *project,
                                     TenonDesign  *design);
char *tenon_design_effect_list_changed (TenonProject *project,
                                        TenonDesign  *design);
char *tenon_design_effect_describe_money (TenonProject *project,
                                          TenonDesign  *design);

G_END_DECLS
