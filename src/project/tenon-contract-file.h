/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "model/tenon-contract-text.h"
#include "model/tenon-review.h"
#include "project/tenon-repository.h"

G_BEGIN_DECLS

/* The finding that the file is not what the design says. */
#define TENON_CONTRACT_FILE_EDITED "contract-edited"

TenonDiagnostic *tenon_contract_file_find_edit (const char              *root,
                                                TenonRepository         *repository,
                                                TenonReviews            *reviews,
                                                const TenonContractText *contract);

G_END_DECLS
