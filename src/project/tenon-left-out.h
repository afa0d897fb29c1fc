/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

gboolean tenon_pattern_is_sourced (TenonPattern *pattern);
gboolean tenon_project_need_reason (TenonProject      *self,
                                    const char *const *pattern_ids);
gboolean tenon_project_remove_patterns (TenonProject      *self,
                                        const char *const *pattern_ids,
                                        const char        *reason,
                                        const char        *by,
                                        GError           **error);

/* Inside an edit that is open. */
gboolean tenon_left_out_remove (TenonModel   *model,
                                TenonPattern *pattern,
                                const char   *reason,
                                const char   *by,
                                GError      **error);
gboolean tenon_left_out_drop_operation (TenonModel   *model,
                                        TenonPattern *pattern,
                                        const char   *reason,
                                        const char   *by,
                                        GError      **error);
void     tenon_left_out_rename (TenonModel *model,
                                const char *from,
                                const char *to);

TenonAcknowledgement *tenon_left_out_find (TenonModel   *model,
                                           TenonPattern *pattern);
TenonAcknowledgement *tenon_left_out_find_id (TenonModel *model,
                                              const char *pattern_id);
gboolean              tenon_left_out_holds (TenonModel           *model,
                                            TenonAcknowledgement *decision);
GPtrArray            *tenon_left_out_describe (TenonModel *model);

G_END_DECLS
