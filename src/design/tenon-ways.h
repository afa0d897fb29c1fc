/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"
#include "model/tenon-way.h"

G_BEGIN_DECLS

gboolean   tenon_ways_may_choose (TenonModel *model,
                                  const char *pattern_id);
GPtrArray *tenon_ways_list (TenonModel *model,
                            const char *pattern_id,
                            GError    **error);
gboolean   tenon_ways_choose (TenonModel *model,
                              const char *pattern_id,
                              const char *way_id,
                              const char *reason,
                              const char *by,
                              GError    **error);
gboolean   tenon_ways_release (TenonModel *model,
                               const char *pattern_id,
                               GError    **error);

G_END_DECLS
