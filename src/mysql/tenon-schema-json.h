/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-json-writer.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

void tenon_schema_write_inspect_json (TenonSchema     *schema,
                                      GPtrArray       *diagnostics,
                                      TenonJsonWriter *writer);
void tenon_statement_log_write_inspect_json (TenonStatementLog *log,
                                             GPtrArray         *diagnostics,
                                             TenonJsonWriter   *writer);

G_END_DECLS
