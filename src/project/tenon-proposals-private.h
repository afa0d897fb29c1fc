/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"
#include "project/tenon-repository.h"

G_BEGIN_DECLS

GPtrArray *tenon_proposals_load (TenonModel      *model,
                                 const char      *root,
                                 TenonRepository *repository);

G_END_DECLS
