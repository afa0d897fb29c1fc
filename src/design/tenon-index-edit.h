/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

#define TENON_INDEX_EDIT_MAX_PROJECTED 20u

gboolean    tenon_name_is_valid (const char *name);
gboolean    tenon_index_edit_may_key (TenonModel     *model,
                                      TenonAttribute *attribute);
gboolean    tenon_index_edit_check (TenonModel *model,
                                    TenonTable *table,
                                    TenonIndex *present,
                                    TenonIndex *wish,
                                    GError    **error);
TenonIndex *tenon_index_edit_put (TenonModel *model,
                                  TenonTable *table,
                                  TenonIndex *present,
                                  TenonIndex *wish,
                                  const char *reason,
                                  const char *by);
void        tenon_index_edit_drop (TenonModel *model,
                                   TenonTable *table,
                                   TenonIndex *present,
                                   const char *reason,
                                   const char *by);
void        tenon_decision_make_ones_own (TenonDecision *self,
                                          const char    *chosen,
                                          const char    *reason,
                                          const char    *by);

G_END_DECLS
