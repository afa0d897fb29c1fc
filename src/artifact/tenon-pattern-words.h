/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-table-names.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

void  tenon_pattern_words_read (TenonPattern    *pattern,
                                const char      *description,
                                const char      *data_access,
                                TenonTableNames *names);
char *tenon_pattern_words_write (TenonPattern *pattern);

G_END_DECLS
