/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

TenonStatementLog *tenon_query_log_read (TenonSource *source,
                                         TenonSchema *schema,
                                         GPtrArray   *diagnostics);
TenonStatementLog *tenon_query_log_read_several (TenonSource *const *sources,
                                                 guint               n_sources,
                                                 TenonSchema        *schema,
                                                 GPtrArray          *diagnostics);
TenonStatementLog *tenon_query_log_merge (GPtrArray *logs);
void               tenon_query_log_correlate (TenonStatementLog *log);
gboolean           tenon_query_log_recognise (TenonSource *source,
                                              const char **kind);

G_END_DECLS
