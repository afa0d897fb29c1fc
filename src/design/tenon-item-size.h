/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-table.h"

G_BEGIN_DECLS

#define TENON_ITEM_SIZE_LIMIT 409600

gint64 tenon_item_size_get_table (TenonSchema *schema,
                                  TenonTable  *table);
gint64 tenon_item_size_get_entry (TenonSchema *schema,
                                  TenonTable  *table,
                                  TenonIndex  *index);
void   tenon_item_size_assume (TenonSchema *schema,
                               TenonTable  *table);
gint64 tenon_item_size_get_largest (TenonSchema *schema,
                                    TenonTable  *table);
double tenon_item_size_get_presence (TenonSchema    *schema,
                                     TenonAttribute *attribute);

TenonRowStatistics *tenon_item_size_find_statistics (TenonSchema    *schema,
                                                     TenonAttribute *attribute);

G_END_DECLS
