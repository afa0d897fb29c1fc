/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-contract-text.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What follows from a model and can be reckoned again at any time. */
typedef struct
{
  GPtrArray         *findings;  /* (element-type TenonDiagnostic) the rules' and the contract's, without acknowledged ones */
  GPtrArray         *answered;  /* (element-type TenonDiagnostic) those somebody acknowledged or deviates from, with the reason */
  GPtrArray         *questions; /* (element-type TenonQuestion) answered ones too */
  GPtrArray         *crud;      /* (element-type TenonCrudRow) */
  TenonContractText *contract;
  TenonCost         *cost;
  GPtrArray         *headroom;     /* (element-type TenonHeadroom) */
  GPtrArray         *alternatives; /* (element-type TenonAlternative) only where a document is to be written */
} TenonDerived;

TenonDerived *tenon_derive (TenonModel *model);
void          tenon_derived_free (TenonDerived *self);
GPtrArray    *tenon_derive_checks (TenonModel  *model,
                                   TenonDesign *design,
                                   GPtrArray   *answered);
GPtrArray    *tenon_derive_checks_of (TenonModel  *model,
                                      TenonDesign *design,
                                      GPtrArray   *rules,
                                      GPtrArray   *answered);
void          tenon_derive_add_proposals (TenonDerived *self,
                                          GPtrArray    *proposals);
void          tenon_derive_alternatives (TenonDerived *self,
                                         TenonModel   *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDerived, tenon_derived_free)

G_END_DECLS
