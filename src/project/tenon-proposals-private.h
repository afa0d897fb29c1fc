/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"
#include "project/tenon-repository.h"

G_BEGIN_DECLS

gboolean   tenon_proposals_has_own (GPtrArray *proposals);
GPtrArray *tenon_proposals_list_pending (TenonModel *model,
                                         TenonInput *input);
GPtrArray *tenon_proposals_renew (GPtrArray  *proposals,
                                  TenonModel *model);
void       tenon_proposals_keep_pending (TenonModel *model,
                                         TenonInput *input,
                                         const char *text,
                                         gboolean    only_choices);
GPtrArray *tenon_proposals_load (TenonModel      *model,
                                 const char      *root,
                                 TenonRepository *repository);

G_END_DECLS
