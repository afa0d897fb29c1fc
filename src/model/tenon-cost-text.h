/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-json-writer.h"
#include "model/tenon-alternative.h"
#include "model/tenon-cost-settings.h"
#include "model/tenon-cost.h"

G_BEGIN_DECLS

void tenon_cost_write_json (const TenonCost *self,
                            TenonJsonWriter *writer);
void tenon_cost_growth_write_json (const TenonCostGrowth *self,
                                   TenonJsonWriter       *writer);
void tenon_cost_shares_write_json (GPtrArray       *shares,
                                   TenonJsonWriter *writer);
void tenon_headrooms_write_json (GPtrArray       *headrooms,
                                 TenonJsonWriter *writer);
void tenon_alternatives_write_json (GPtrArray       *alternatives,
                                    TenonJsonWriter *writer);

char *tenon_cost_dup_text (const TenonCost *self,
                           gboolean         with_terms);
char *tenon_cost_shares_dup_text (GPtrArray  *shares,
                                  const char *heading);
char *tenon_cost_growth_dup_text (const TenonCostGrowth *self);
char *tenon_headrooms_dup_text (GPtrArray *headrooms);
char *tenon_alternatives_dup_text (GPtrArray *alternatives);
char *tenon_cost_settings_dup_text (TenonCostSettings *self,
                                    const char        *region);

G_END_DECLS
