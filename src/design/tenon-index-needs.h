/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"
#include "model/tenon-table.h"

G_BEGIN_DECLS

gboolean   tenon_reading_says_what_it_reads (TenonReading *self);
GPtrArray *tenon_reading_list_needs (TenonReading *self);
gboolean   tenon_index_carries (TenonIndex *self,
                                TenonTable *table,
                                const char *attribute);
GPtrArray *tenon_index_list_lacking (TenonIndex   *self,
                                     TenonTable   *table,
                                     TenonReading *reading);

G_END_DECLS
