/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonSourceTable *canvas_sample_add_table (TenonSchema *schema,
                                           const char  *name,
                                           const char  *columns,
                                           const char  *primary_key);
void              canvas_sample_reference (TenonSourceTable *table,
                                           const char       *column,
                                           const char       *parent);
void              canvas_sample_make_unique (TenonSourceTable *table,
                                             const char       *columns);
TenonModel       *canvas_sample_new (void);
TenonModel       *canvas_sample_new_large (guint n_tables);

G_END_DECLS
