/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

void torture_model (TenonModel *model,
                    guint32     seed,
                    guint       n_tables);

G_END_DECLS
