/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "contract/tenon-contract-reader.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef struct _TenonContractRun TenonContractRun;

typedef enum
{
  TENON_CONTRACT_NEEDS_TEXT,
  TENON_CONTRACT_NEEDS_SCHEMA,
  TENON_CONTRACT_NEEDS_PATTERNS,
  TENON_CONTRACT_NEEDS_DESIGN,
} TenonContractNeeds;

/* One of the two functions is set. */
typedef struct
{
  const char        *code;
  TenonSeverity      severity;
  TenonContractNeeds needs;
  const char        *title;
  void (*check_table) (TenonContractRun   *run,
                       TenonContractTable *table);
  void (*check) (TenonContractRun *run);
} TenonContractCheck;

GPtrArray *tenon_contract_check_text (TenonSource *source,
                                      TenonModel  *model);
GPtrArray *tenon_contract_check_design (TenonModel  *model,
                                        TenonDesign *design);
GPtrArray *tenon_contract_list_checks (void);

G_END_DECLS
