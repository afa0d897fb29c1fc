/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

GPtrArray *design_list_broken_numbers (TenonModel  *model,
                                       TenonDesign *design);

G_END_DECLS
