/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef struct
{
  char            *name;  /* as the formula has it: "users", "AP8 average" */
  char            *key;   /* (nullable) of the fact; NULL: a pattern's rate, or nothing anybody knows */
  double           value; /* NAN: unknown */
  const TenonRate *rate;  /* (nullable) of the pattern, borrowed */
} TenonFormulaInput;

GPtrArray *tenon_formula_list_inputs (TenonModel *model,
                                      const char *formula,
                                      gboolean    is_peak,
                                      GError    **error);
gboolean   tenon_formula_compute (TenonModel *model,
                                  const char *formula,
                                  gboolean    is_peak,
                                  double     *value,
                                  char      **explanation,
                                  GError    **error);
TenonRate *tenon_formula_derive (TenonModel *model,
                                 const char *formula,
                                 const char *pattern_id,
                                 gboolean    is_peak,
                                 const char *by,
                                 const char *at,
                                 GError    **error);
gboolean   tenon_formula_check (TenonModel *model,
                                const char *formula,
                                const char *pattern_id,
                                gboolean    is_peak,
                                GError    **error);
void       tenon_formula_update (TenonModel *model);
void       tenon_formula_input_free (TenonFormulaInput *self);

G_END_DECLS
