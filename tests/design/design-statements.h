/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonPattern *statements_add (TenonModel *model,
                              const char *sql);
GPtrArray    *statements_list_lost (TenonModel  *model,
                                    TenonDesign *design);
char         *statements_describe (TenonDesign  *design,
                                   TenonPattern *pattern);

G_END_DECLS
