/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

gboolean tenon_project_state_rates (TenonProject *self,
                                    const char   *pattern_id,
                                    const char   *peak,
                                    const char   *average,
                                    const char   *evidence,
                                    const char   *by,
                                    GError      **error);
gboolean tenon_project_accept_alternative (TenonProject *self,
                                           const char   *pattern_id,
                                           const char   *reason,
                                           const char   *by,
                                           GError      **error);
gboolean tenon_project_withdraw_alternative (TenonProject *self,
                                             const char   *pattern_id,
                                             GError      **error);
gboolean tenon_project_waive (TenonProject *self,
                              const char   *column,
                              const char   *reason,
                              const char   *by,
                              GError      **error);
gboolean tenon_project_acknowledge (TenonProject *self,
                                    const char   *code,
                                    const char   *subject,
                                    const char   *reason,
                                    const char   *by,
                                    GError      **error);
gboolean tenon_project_may_acknowledge (TenonDiagnostic *finding);
gboolean tenon_project_is_about_design (TenonDiagnostic *finding);
gboolean tenon_project_withdraw_acknowledgement (TenonProject *self,
                                                 const char   *code,
                                                 const char   *subject,
                                                 GError      **error);
guint    tenon_project_count_unanswered (TenonProject *self);
guint    tenon_project_get_n_proposals (TenonProject *self);
guint    tenon_project_take_proposals (TenonProject *self,
                                       const char   *pattern_id);
guint    tenon_project_dismiss_proposals (TenonProject *self,
                                          const char   *pattern_id);
char    *tenon_project_dup_person (TenonProject *self);
gboolean tenon_project_check_person (const char *by,
                                     GError    **error);

G_END_DECLS
