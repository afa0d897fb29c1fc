/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef struct _TenonDesignSession TenonDesignSession;

TenonDesignSession *tenon_design_session_new (TenonModel   *model,
                                              TenonStrategy strategy);
void                tenon_design_session_free (TenonDesignSession *self);
gboolean            tenon_design_session_update (TenonDesignSession *self,
                                                 const char *const  *subjects);

TenonDesign     *tenon_design_session_get_design (TenonDesignSession *self);
GPtrArray       *tenon_design_session_get_findings (TenonDesignSession *self);
const TenonCost *tenon_design_session_get_cost (TenonDesignSession *self);
GPtrArray       *tenon_design_session_get_headroom (TenonDesignSession *self);
TenonRequests   *tenon_design_session_get_requests (TenonDesignSession *self);
GPtrArray       *tenon_design_session_get_changed_tables (TenonDesignSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDesignSession, tenon_design_session_free)

G_END_DECLS
