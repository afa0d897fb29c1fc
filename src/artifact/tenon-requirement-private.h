/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-requirement-document.h"

G_BEGIN_DECLS

char              *tenon_requirement_read_id (const char *cell);
TenonOperationType tenon_requirement_read_operation (const char *text);
char             **tenon_requirement_split_attributes (TenonModel   *model,
                                                       TenonPattern *pattern,
                                                       const char   *text);

G_END_DECLS
