/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-contract-text.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef struct _TenonContractCache TenonContractCache;

TenonContractText *tenon_contract_write (TenonModel  *model,
                                         TenonDesign *design);
char              *tenon_contract_write_table (TenonModel *model,
                                               TenonTable *table);
GPtrArray         *tenon_contract_list_satisfies (TenonModel  *model,
                                                  TenonDesign *design,
                                                  TenonTable  *table);

TenonContractCache *tenon_contract_cache_new (void);
void                tenon_contract_cache_free (TenonContractCache *self);
void                tenon_contract_cache_forget (TenonContractCache *self,
                                                 TenonTable         *table);
TenonContractText  *tenon_contract_cache_write (TenonContractCache *self,
                                                TenonModel         *model,
                                                TenonDesign        *design);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonContractCache, tenon_contract_cache_free)

G_END_DECLS
