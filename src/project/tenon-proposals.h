/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-proposal-item.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What people wrote into the requirement file by hand, cell by cell. */
GListModel *tenon_project_get_proposals (TenonProject *self);
guint       tenon_project_accept_proposals (TenonProject      *self,
                                            const char *const *ids,
                                            const char        *by,
                                            GError           **error);
gboolean    tenon_project_do_proposals_need_reason (TenonProject      *self,
                                                    const char *const *ids);
guint       tenon_project_accept_proposals_for_reason (TenonProject      *self,
                                                       const char *const *ids,
                                                       const char        *reason,
                                                       const char        *by,
                                                       GError           **error);
guint       tenon_project_refuse_proposals (TenonProject      *self,
                                            const char *const *ids,
                                            GError           **error);

G_END_DECLS
