/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "model/tenon-contract-text.h"
#include "model/tenon-model.h"
#include "model/tenon-question.h"
#include "model/tenon-review.h"

G_BEGIN_DECLS

GPtrArray *tenon_gates_derive (TenonModel              *model,
                               TenonReviews            *reviews,
                               GPtrArray               *findings,
                               GPtrArray               *questions,
                               const TenonContractText *contract);
TenonGate *tenon_gates_find (GPtrArray    *gates,
                             TenonGateKind kind,
                             const char   *subject);
gboolean   tenon_gates_are_approved (GPtrArray    *gates,
                                     TenonGateKind kind);
char      *tenon_gates_dup_requirements_digest (TenonModel        *model,
                                                const char *const *known);
gboolean   tenon_gate_may_be_approved (TenonGate *self);
gboolean   tenon_gate_concerns (TenonGate       *self,
                                TenonDesign     *design,
                                TenonDiagnostic *finding);
char      *tenon_gate_dup_title (TenonGate *self);

G_END_DECLS
