/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-model.h"
#include "model/tenon-review.h"

G_BEGIN_DECLS

char *tenon_summary_document_write (TenonModel   *model,
                                    TenonReviews *reviews,
                                    TenonCost    *cost,
                                    GPtrArray    *findings,
                                    const char   *previous_text);

G_END_DECLS
