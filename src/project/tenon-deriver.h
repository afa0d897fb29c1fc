/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-derive.h"

G_BEGIN_DECLS

/* What follows from a model, kept up to date while patterns are edited. One thread at a time. */
typedef struct _TenonDeriver TenonDeriver;

TenonDeriver *tenon_deriver_new (TenonModel *model);
void          tenon_deriver_free (TenonDeriver *self);
TenonDerived *tenon_deriver_derive (TenonDeriver *self,
                                    GArray       *positions,
                                    GPtrArray    *patterns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDeriver, tenon_deriver_free)

G_END_DECLS
