/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A shop with rates, and what the tests of costs look for in it. */

#include "cost-sample.h"

#include "design/tenon-cost-model.h"
#include "model/tenon-facts.h"

TenonCostTerm *
cost_find_term (TenonCost  *cost,
                const char *table,
                const char *index,
                const char *pattern_id,
                const char *what)
{
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, table) == 0 && g_strcmp0 (term->index, index) == 0 && g_strcmp0 (term->pattern_id, pattern_id) == 0 && g_strcmp0 (term->what, what) == 0)
        return term;
    }
  return NULL;
}

TenonModel *
cost_shop_with_rates (void)
{
  TenonModel   *model = sample_model (sample_shop);
  TenonPattern *pattern;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create user", "users", NULL), 20, 10);
  sample_rates (sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get user by ID", "users", "users.id"), 200, 100);
  pattern = sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
  pattern->is_list = TRUE;
  pattern->items_returned = 50;
  sample_rates (pattern, 30, 10);
  sample_rates (sample_pattern (model, "AP4", TENON_OPERATION_WRITE, "Create order", "orders", NULL), 8, 4);
  pattern = sample_pattern (model, "AP5", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.id");
  pattern->attributes = g_strsplit ("orders.id orders.status", " ", -1);
  sample_rates (pattern, 4, 2);
  sample_pattern (model, "AP6", TENON_OPERATION_READ, "Get order by ID", "orders", "orders.id");
  return model;
}

TenonHeadroom *
cost_find_headroom (GPtrArray  *list,
                    const char *table,
                    const char *index)
{
  for (guint i = 0; i < list->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (list, i);

      if (g_strcmp0 (headroom->table, table) == 0 && g_strcmp0 (headroom->index, index) == 0)
        return headroom;
    }
  return NULL;
}

/* ---- conventions ---- */

TenonCost *
cost_estimate (TenonModel  *model,
               TenonDesign *design,
               const char  *first_property,
               ...)
{
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();
  va_list args;

  va_start (args, first_property);
  g_object_set_valist (G_OBJECT (settings), first_property, args);
  va_end (args);
  return tenon_cost_estimate_with (model, design, settings);
}

void
cost_state (TenonModel *model,
            const char *key,
            const char *value)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");

  g_assert_true (tenon_facts_set (model, key, value, "told", NULL, NULL, NULL));
  tenon_edit_commit (edit);
}
