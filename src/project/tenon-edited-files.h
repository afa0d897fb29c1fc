/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "model/tenon-contract-text.h"
#include "model/tenon-review.h"
#include "project/tenon-repository.h"

G_BEGIN_DECLS

/* The finding that the contract's file is not what the design says. */
#define TENON_CONTRACT_FILE_EDITED "contract-edited"

GPtrArray  *tenon_edited_files_find (const char              *root,
                                     TenonRepository         *repository,
                                     TenonReviews            *reviews,
                                     const TenonContractText *contract);
gboolean    tenon_edited_files_has (TenonRepository         *repository,
                                    const char              *name,
                                    const char              *text,
                                    const TenonContractText *contract);
const char *tenon_edited_files_get_other_name (const char *name);

G_END_DECLS
