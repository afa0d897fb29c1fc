/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-pattern.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

char *tenon_inspect_describe_schema (TenonSchema *schema);
char *tenon_inspect_describe_log (TenonStatementLog *log);
char *tenon_inspect_describe_patterns (GPtrArray *patterns);

G_END_DECLS
