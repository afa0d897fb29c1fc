/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonModel     *contract_sample_new (void);
void            contract_sample_add_column (TenonSourceTable *table,
                                            const char       *name,
                                            const char       *type,
                                            gboolean          nullable);
TenonAttribute *contract_sample_add_attribute (TenonTable        *table,
                                               const char        *name,
                                               TenonAttributeType type,
                                               const char        *source_table,
                                               const char        *source_column);
TenonModel     *contract_sample_new_random (guint32 seed,
                                            guint   n_tables);

G_END_DECLS
