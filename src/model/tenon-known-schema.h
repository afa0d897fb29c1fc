/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

TenonSchema *tenon_model_get_known_schema (TenonModel *self);

/* For the model only. */
void tenon_known_schema_forget (TenonModel *self);
void tenon_known_schema_share (TenonModel *self,
                               TenonModel *other);

G_END_DECLS
