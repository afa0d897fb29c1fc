/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-table.h"

G_BEGIN_DECLS

TenonAttributeType tenon_type_mapping_get (TenonColumn *column);
guint              tenon_type_mapping_get_bytes (TenonColumn *column);
gboolean           tenon_type_mapping_can_key (TenonColumn *column);
double             tenon_type_mapping_get_distinct (TenonColumn *column);
const char        *tenon_type_mapping_get_note (TenonColumn *column);

G_END_DECLS
