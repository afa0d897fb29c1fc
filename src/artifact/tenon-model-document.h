/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-alternative.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

char *tenon_model_document_write (TenonModel *model,
                                  TenonCost  *cost,
                                  GPtrArray  *headroom,
                                  GPtrArray  *findings,
                                  GPtrArray  *alternatives,
                                  const char *previous_text);

G_END_DECLS
