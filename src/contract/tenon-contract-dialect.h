/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "contract/tenon-json-value.h"

G_BEGIN_DECLS

void tenon_contract_dialect_report (TenonJsonValue *root,
                                    const char     *file,
                                    GPtrArray      *diagnostics);

G_END_DECLS
