/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One thing the application asks of the database, and how often. */

#include "model/tenon-pattern.h"

#include "model/tenon-record-private.h"
#include "model/tenon-statement.h"

TENON_DEFINE_RECORD_ENUM (TenonOperationType,
                          tenon_operation_type,
                          { TENON_OPERATION_UNKNOWN, "TENON_OPERATION_UNKNOWN", "unknown" },
                          { TENON_OPERATION_READ, "TENON_OPERATION_READ", "read" },
                          { TENON_OPERATION_WRITE, "TENON_OPERATION_WRITE", "write" },
                          { TENON_OPERATION_UPDATE, "TENON_OPERATION_UPDATE", "update" },
                          { TENON_OPERATION_DELETE, "TENON_OPERATION_DELETE", "delete" },
                          { TENON_OPERATION_NONE, "TENON_OPERATION_NONE", "none" })

TENON_DEFINE_RECORD_ENUM (TenonConsistency,
                          tenon_consistency,
                          { TENON_CONSISTENCY_UNKNOWN, "TENON_CONSISTENCY_UNKNOWN", "unknown" },
                          { TENON_CONSISTENCY_EVENTUAL, "TENON_CONSISTENCY_EVENTUAL", "eventual" },
                          { TENON_CONSISTENCY_STRONG, "TENON_CONSISTENCY_STRONG", "strong" })

TENON_DEFINE_RECORD_ENUM (TenonComplexity,
                          tenon_complexity,
                          { TENON_COMPLEXITY_UNKNOWN, "TENON_COMPLEXITY_UNKNOWN", "unknown" },
                          { TENON_COMPLEXITY_SIMPLE, "TENON_COMPLEXITY_SIMPLE", "simple" },
                          { TENON_COMPLEXITY_MODERATE, "TENON_COMPLEXITY_MODERATE", "moderate" },
                          { TENON_COMPLEXITY_COMPLEX, "TENON_COMPLEXITY_COMPLEX", "complex" })

TENON_DEFINE_RECORD_ENUM (TenonSuitability,
                          tenon_suitability,
                          { TENON_SUITABILITY_UNKNOWN, "TENON_SUITABILITY_UNKNOWN", "unknown" },
                          { TENON_SUITABILITY_HIGH, "TENON_SUITABILITY_HIGH", "high" },
                          { TENON_SUITABILITY_MEDIUM, "TENON_SUITABILITY_MEDIUM", "medium" },
                          { TENON_SUITABILITY_LOW, "TENON_SUITABILITY_LOW", "low" })

static const TenonField tenon_pattern_fields[] = {
  TENON_FIELD (TenonPattern, "pattern-id", STRING, pattern_id),
  TENON_FIELD (TenonPattern, "description", STRING, description),
  TENON_FIELD (TenonPattern, "endpoint", STRING, endpoint),
  TENON_FIELD_T (TenonPattern, "operation-type", ENUM, operation_type, tenon_operation_type_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonPattern, "entities-involved", STRV, entities_involved),
  TENON_FIELD (TenonPattern, "attributes", STRV, attributes),
  TENON_FIELD (TenonPattern, "rps-peak", RATE, rps_peak),
  TENON_FIELD (TenonPattern, "rps-average", RATE, rps_average),
  TENON_FIELD_T (TenonPattern, "consistency-requirements", ENUM, consistency_requirements, tenon_consistency_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonPattern, "key-requirements", STRING, key_requirements),
  TENON_FIELD (TenonPattern, "design-considerations", STRING, design_considerations),
  TENON_FIELD_T (TenonPattern, "complexity", ENUM, complexity, tenon_complexity_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonPattern, "dynamodb-suitability", ENUM, dynamodb_suitability, tenon_suitability_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonPattern, "status", STRING, status),
  TENON_FIELD_F (TenonPattern, "data-access", STRING, data_access, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "equality", STRV, equality, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "range", STRING, range, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "filters", STRV, filters, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonPattern, "order-by", LIST, order_by, tenon_shape_order_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "search", STRV, search, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "joins", STRV, joins, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "is-list", BOOLEAN, is_list, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "is-aggregate", BOOLEAN, is_aggregate, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "page-size", INT, page_size, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "latency-ms", DOUBLE, latency_ms, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "items-returned", DOUBLE, items_returned, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "bytes-returned", DOUBLE, bytes_returned, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "statements", STRV, statements, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "file", STRING, file, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "line", INT, line, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonPattern, "is-draft", BOOLEAN, is_draft, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonPattern, tenon_pattern, "pattern", FALSE)
TENON_DEFINE_RECORD_INIT (TenonPattern, tenon_pattern)

TenonPattern *
tenon_pattern_new (const char *pattern_id)
{
  TenonPattern *self = g_object_new (TENON_TYPE_PATTERN, NULL);

  self->pattern_id = g_strdup (pattern_id);
  return self;
}

/**
 * tenon_pattern_touches_database:
 *
 * Returns: %FALSE only for a pattern that is known to have no database operation; such a one needs no rate
 */
gboolean
tenon_pattern_touches_database (TenonPattern *self)
{
  return self->operation_type != TENON_OPERATION_NONE;
}

gboolean
tenon_pattern_is_read (TenonPattern *self)
{
  return self->operation_type == TENON_OPERATION_READ;
}

gboolean
tenon_pattern_is_write (TenonPattern *self)
{
  return self->operation_type == TENON_OPERATION_WRITE || self->operation_type == TENON_OPERATION_UPDATE || self->operation_type == TENON_OPERATION_DELETE;
}

gboolean
tenon_pattern_has_rates (TenonPattern *self)
{
  return tenon_rate_is_known (self->rps_peak) && tenon_rate_is_known (self->rps_average);
}

/**
 * tenon_pattern_dup_title:
 *
 * Returns: (transfer full): "AP8: description", the form the contract names patterns in
 */
char *
tenon_pattern_dup_title (TenonPattern *self)
{
  return g_strdup_printf ("%s: %s", self->pattern_id, self->description != NULL ? self->description : "");
}
