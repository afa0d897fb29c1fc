/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_QUERY_LOG_DEFAULT = 0,
  TENON_QUERY_LOG_KEEP_VALUES = 1 << 0, /* frequent values stand in the result as they are */
} TenonQueryLogFlags;

TenonStatementLog *tenon_query_log_read (TenonSource *source,
                                         TenonSchema *schema,
                                         GPtrArray   *diagnostics);
TenonStatementLog *tenon_query_log_read_several (TenonSource *const *sources,
                                                 guint               n_sources,
                                                 TenonSchema        *schema,
                                                 TenonQueryLogFlags  flags,
                                                 GPtrArray          *diagnostics);
TenonStatementLog *tenon_query_log_merge (GPtrArray *logs);
void               tenon_query_log_correlate (TenonStatementLog *log);
gboolean           tenon_query_log_recognise (TenonSource *source,
                                              const char **kind);

G_END_DECLS
