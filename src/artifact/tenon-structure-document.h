/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonSchema *tenon_structure_document_read (TenonSource *source,
                                            GPtrArray   *diagnostics);
char        *tenon_structure_document_write (TenonModel *model);

G_END_DECLS
