/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text as the formula of a derived rate: a number or a reason why not, never more work than its length. */

#include "model/tenon-facts.h"
#include "model/tenon-formula.h"

#include <math.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static TenonModel *
make_model (void)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, 12, "told");

  tenon_facts_set (model, "users", "86400", "told", NULL, NULL, NULL);
  tenon_facts_set (model, "given:peak factor", "3", "told", NULL, NULL, NULL);
  tenon_list_append_take (model->patterns, tenon_pattern_new ("AP1"));
  tenon_list_append_take (model->patterns, tenon_pattern_new ("AP2"));
  g_object_set (tenon_model_find_pattern (model, "AP2"), "rps-peak", rate, NULL);
  tenon_edit_commit (edit);
  return model;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *formula = g_strndup ((const char *)data, size);
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonRate) rate = NULL;
  double value;

  if (!g_utf8_validate (formula, -1, NULL))
    return 0;
  if (!tenon_formula_compute (model, formula, TRUE, &value, NULL, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_true (isfinite (value) && value >= 0);
  rate = tenon_formula_derive (model, formula, "AP1", TRUE, NULL, NULL, NULL);
  if (rate == NULL)
    return 0;
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Derive");
    TenonPattern *pattern = tenon_model_find_pattern (model, "AP1");
    double        again;

    g_object_set (pattern, "rps-peak", rate, NULL);
    tenon_edit_commit (edit);
    g_assert_true (tenon_rate_get_value (pattern->rps_peak, &again));
    g_assert_true (again == value);
  }
  return 0;
}
