/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

GPtrArray *tenon_binding_list_fitting (TenonModel *model,
                                       TenonShape *shape,
                                       char      **difference);
GPtrArray *tenon_binding_list_agreeing (TenonModel   *model,
                                        TenonPattern *pattern,
                                        GPtrArray    *statements);
void       tenon_binding_add (TenonModel     *model,
                              TenonPattern   *pattern,
                              TenonStatement *statement);
void       tenon_binding_set (TenonModel   *model,
                              TenonPattern *pattern,
                              const char   *fingerprint,
                              gboolean      bound);
void       tenon_binding_take_all (TenonModel        *model,
                                   TenonStatementLog *log);

G_END_DECLS
