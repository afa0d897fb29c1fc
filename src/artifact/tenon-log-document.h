/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What a log, or the document about it, says about one pattern's rate. A half it does not give stays NULL. */
typedef struct
{
  char      *pattern_id;
  TenonRate *average; /* (nullable) OBSERVED */
  TenonRate *peak;    /* (nullable) OBSERVED */
} TenonObservedRates;

TenonStatementLog *tenon_log_document_read (TenonSource *source,
                                            TenonSchema *schema,
                                            GPtrArray   *diagnostics);
GPtrArray         *tenon_log_document_read_peaks (TenonSource *source,
                                                  GPtrArray   *diagnostics);
GPtrArray         *tenon_log_document_list_rates (TenonStatementLog *log,
                                                  GPtrArray         *peaks);
void               tenon_log_document_attach_rates (TenonModel        *model,
                                                    TenonStatementLog *log,
                                                    GPtrArray         *peaks);
char              *tenon_log_document_write (TenonModel *model);

void tenon_observed_rates_free (TenonObservedRates *self);

G_END_DECLS
