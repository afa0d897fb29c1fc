/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-table.h"

G_BEGIN_DECLS

#define TENON_PARTITION_KEY_BYTES 2048
#define TENON_SORT_KEY_BYTES 1024

TenonAttributeType tenon_type_mapping_get (TenonColumn *column);
guint              tenon_type_mapping_get_bytes (TenonColumn *column);
gboolean           tenon_type_mapping_can_key (TenonColumn *column);
gboolean           tenon_type_mapping_can_sort (TenonColumn *column);
gint64             tenon_type_mapping_get_most_bytes (TenonColumn      *column,
                                                      TenonSourceTable *table);
double             tenon_type_mapping_get_distinct (TenonColumn *column);
const char        *tenon_type_mapping_get_note (TenonColumn *column);
const char        *tenon_type_mapping_find_departure (TenonColumn       *column,
                                                      TenonAttributeType type,
                                                      gboolean          *loses,
                                                      gboolean          *sorts_otherwise);
double             tenon_type_mapping_get_stretch (TenonColumn       *column,
                                                   TenonAttributeType type);

G_END_DECLS
