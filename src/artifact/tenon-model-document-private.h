/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

GString *tenon_model_document_write_table (TenonModel *model,
                                           TenonCost  *cost,
                                           TenonTable *table);
void     tenon_model_document_append_bullet (GString    *out,
                                             const char *label,
                                             const char *value);
char    *tenon_model_document_format_cost (TenonCost  *cost,
                                           const char *table,
                                           const char *index,
                                           const char *what);

G_END_DECLS
