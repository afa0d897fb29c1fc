/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complete design from schema and patterns: keys, lookup tables, indexes, requests and the reasons for each. */

#include "design/tenon-proposal.h"

#include "design/tenon-item-size.h"
#include "design/tenon-plan.h"

/* A table no request goes to has a key nobody asked for. */
static void
finish_table (TenonPlan  *plan,
              TenonTable *table)
{
  tenon_item_size_assume (plan->model->schema, table);
  table->is_provisional |= tenon_list_get_length (table->operations) == 0;
  tenon_list_append (plan->design->tables, table);
}

static void
collect (TenonPlan *plan)
{
  for (guint i = 0; i < plan->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (plan->entities, i);

      finish_table (plan, entity->table);
      for (guint j = 0; j < entity->lookups->len; j++)
        finish_table (plan, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table);
    }
}

/**
 * tenon_design_propose:
 * @model: only read
 *
 * Proposes a design by @strategy: one table for each MySQL table, a lookup table behind it for each unique constraint
 * its key does not keep, in the order of the schema. The same model gives the same design, byte for byte.
 *
 * Returns: (transfer full): a design of its own, not yet part of the model
 */
TenonDesign *
tenon_design_propose (TenonModel   *model,
                      TenonStrategy strategy)
{
  g_autoptr (TenonPlan) plan = tenon_plan_new (model, strategy);

  tenon_plan_choose_keys (plan);
  tenon_plan_make_lookups (plan);
  tenon_plan_make_indexes (plan);
  tenon_plan_denormalize (plan);
  tenon_plan_serve_patterns (plan);
  collect (plan);
  tenon_plan_explain (plan);
  return g_steal_pointer (&plan->design);
}
