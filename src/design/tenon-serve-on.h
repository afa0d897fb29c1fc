/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

gboolean tenon_design_can_serve_on (TenonModel *model,
                                    const char *pattern_id,
                                    const char *table_name,
                                    GError    **error);
gboolean tenon_design_serve_on (TenonModel *model,
                                const char *pattern_id,
                                const char *table_name,
                                const char *reason,
                                const char *by,
                                GError    **error);

G_END_DECLS
