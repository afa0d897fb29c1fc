/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A design decision in the fields of the workflow's DesignDecision. */

#include "model/tenon-decision.h"

#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonDecisionType,
                          tenon_decision_type,
                          { TENON_DECISION_TABLE_STRUCTURE, "TENON_DECISION_TABLE_STRUCTURE", "table-structure" },
                          { TENON_DECISION_GSI_DESIGN, "TENON_DECISION_GSI_DESIGN", "gsi-design" },
                          { TENON_DECISION_DENORMALIZATION, "TENON_DECISION_DENORMALIZATION", "denormalization" })

static const TenonField tenon_factor_fields[] = {
  TENON_FIELD (TenonFactor, "name", STRING, name),
  TENON_FIELD (TenonFactor, "finding", STRING, finding),
  TENON_FIELD (TenonFactor, "evidence", STRING, evidence),
};
TENON_DEFINE_RECORD (TenonFactor, tenon_factor, "factor", FALSE)
TENON_DEFINE_RECORD_INIT (TenonFactor, tenon_factor)

static const TenonField tenon_decision_fields[] = {
  TENON_FIELD (TenonDecision, "decision-id", STRING, decision_id),
  TENON_FIELD_T (TenonDecision, "decision-type", ENUM, decision_type, tenon_decision_type_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonDecision, "table", STRING, table),
  TENON_FIELD (TenonDecision, "title", STRING, title),
  TENON_FIELD (TenonDecision, "alternatives-considered", STRV, alternatives_considered),
  TENON_FIELD (TenonDecision, "chosen-approach", STRING, chosen_approach),
  TENON_FIELD (TenonDecision, "justification", STRING, justification),
  TENON_FIELD_T (TenonDecision, "factors", LIST, factors, tenon_factor_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonDecision, "trade-offs", STRV, trade_offs),
  TENON_FIELD (TenonDecision, "rollback-strategy", STRING, rollback_strategy),
  TENON_FIELD (TenonDecision, "monitoring-requirements", STRV, monitoring_requirements),
  TENON_FIELD_F (TenonDecision, "by-person", BOOLEAN, by_person, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonDecision, "decided-by", STRING, decided_by, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonDecision, "decided-at", STRING, decided_at, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonDecision, tenon_decision, "decision", FALSE)
TENON_DEFINE_RECORD_INIT (TenonDecision, tenon_decision)

TenonDecision *
tenon_decision_new (const char       *decision_id,
                    TenonDecisionType type)
{
  TenonDecision *self = g_object_new (TENON_TYPE_DECISION, NULL);

  self->decision_id = g_strdup (decision_id);
  self->decision_type = type;
  return self;
}
