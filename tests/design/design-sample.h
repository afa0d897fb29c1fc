/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonModel   *sample_model (const char *ddl);
TenonModel   *sample_model_from_files (const char *schema,
                                       const char *api);
TenonPattern *sample_pattern (TenonModel        *model,
                              const char        *id,
                              TenonOperationType type,
                              const char        *description,
                              const char        *entities,
                              const char        *equality);
void          sample_rates (TenonPattern *pattern,
                            double        peak,
                            double        average);
void          sample_rows (TenonModel *model,
                           const char *table,
                           gint64      rows);

TenonOperation *sample_operation (TenonDesign *design,
                                  const char  *table,
                                  const char  *pattern_id,
                                  const char  *operation);
char           *sample_keys (TenonDesign *design,
                             const char  *table);
guint           sample_count (GPtrArray  *findings,
                              const char *code,
                              const char *subject);

extern const char *const sample_shop;

G_END_DECLS
