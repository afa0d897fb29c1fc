/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design-sample.h"

G_BEGIN_DECLS

TenonModel *generate_model (guint32 seed);
TenonModel *generate_large_model (guint32 seed,
                                  guint   n_tables,
                                  guint   n_patterns);
void        generate_edit (TenonModel *model,
                           GRand      *rand,
                           char      **subject);

G_END_DECLS
