/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complete design from schema and patterns: keys, lookup tables, indexes, requests and the reasons for each. */

#include "design/tenon-proposal.h"

#include "base/tenon-text.h"
#include "design/tenon-item-size.h"
#include "design/tenon-plan.h"

static const char *
approach_of (TenonStrategy strategy)
{
  switch (strategy)
    {
    case TENON_STRATEGY_ITEM_COLLECTIONS:
      return "Item collections: still one table for each MySQL table, but children stand under their parent's key where they have one, so that one Query reads them without an index. "
             "Requests that know only the child's own key go through an index.";
    case TENON_STRATEGY_READ_OPTIMISED:
      return "Read-optimised: one table for each MySQL table, indexes that carry every attribute, also by unique values, so that one request reads the item instead of two by the lookup table, and copies of attributes read along with another table where the evidence is there. Reads take fewer requests, writes more units.";
    default:
      return "Multi-table first: one table for each MySQL table under natural, descriptive keys; each key chosen from the access patterns and proven unique by the source's own keys; "
             "indexes only where the key cannot serve a pattern; unique constraints kept by lookup tables; no denormalisation without evidence.";
    }
}

/* A table no request goes to has a key nobody asked for. */
static void
finish_table (TenonEntity *entity,
              TenonPlan   *plan,
              TenonTable  *table)
{
  tenon_item_size_assume (plan->schema, table);
  table->is_provisional = entity->is_provisional || tenon_list_get_length (table->operations) == 0;
}

/**
 * tenon_entity_finish:
 *
 * What can be said of its tables once their attributes and requests stand.
 */
void
tenon_entity_finish (TenonEntity *self,
                     TenonPlan   *plan)
{
  finish_table (self, plan, self->table);
  for (guint i = 0; i < self->lookups->len; i++)
    finish_table (self, plan, ((TenonLookupPlan *)g_ptr_array_index (self->lookups, i))->table);
}

static void
place_requests (TenonPlan *self)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      TenonService *service = g_ptr_array_index (self->services, i);

      for (guint j = 0; j < service->operations->len; j++)
        tenon_list_append (((TenonTable *)g_ptr_array_index (service->tables, j))->operations, g_ptr_array_index (service->operations, j));
      if (service->unserved != NULL)
        tenon_list_append (self->design->unserved, service->unserved);
    }
}

static void
append_all (TenonList *list,
            GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    tenon_list_append (list, g_ptr_array_index (records, i));
}

static void
keep_decisions (TenonPlan  *self,
                const char *table)
{
  g_autoptr (GPtrArray) kept = tenon_plan_list_kept (self, table, NULL, NULL);

  append_all (self->design->decisions, kept);
}

/* Decisions in review order: structure, indexes and lookup tables of each table, then what is denormalised. */
static void
collect (TenonPlan *self)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->entities, i);

      tenon_list_append (self->design->tables, entity->table);
      for (guint j = 0; j < entity->lookups->len; j++)
        tenon_list_append (self->design->tables, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table);
      append_all (self->design->decisions, entity->decisions);
    }
  for (guint i = 0; i < self->entities->len; i++)
    append_all (self->design->decisions, ((TenonEntity *)g_ptr_array_index (self->entities, i))->copies);
  append_all (self->design->tables, self->extras);
  keep_decisions (self, NULL);
  for (guint i = 0; i < self->extras->len; i++)
    keep_decisions (self, ((TenonTable *)g_ptr_array_index (self->extras, i))->name);
}

/**
 * tenon_plan_work_out:
 *
 * All steps for all of a new plan. What they leave in the plan is what tenon_plan_update() goes on from.
 */
void
tenon_plan_work_out (TenonPlan *self)
{
  static void (*const steps[]) (TenonEntity * self, TenonPlan * plan) = { tenon_entity_choose_keys, tenon_entity_make_lookups, tenon_entity_make_indexes, tenon_entity_denormalize };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint j = 0; j < self->entities->len; j++)
      steps[i](g_ptr_array_index (self->entities, j), self);
  for (guint i = 0; i < self->readings->len; i++)
    tenon_plan_serve (self, g_ptr_array_index (self->readings, i));
  place_requests (self);
  for (guint i = 0; i < self->entities->len; i++)
    {
      tenon_entity_finish (g_ptr_array_index (self->entities, i), self);
      tenon_entity_explain (g_ptr_array_index (self->entities, i), self);
    }
  tenon_str_set (&self->design->approach, approach_of (self->strategy));
  collect (self);
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

  tenon_plan_work_out (plan);
  return g_steal_pointer (&plan->design);
}

/**
 * tenon_design_carry_accepted:
 * @present: only read
 *
 * What people accepted in the present design is accepted in a proposal that names the same alternative.
 */
void
tenon_design_carry_accepted (TenonDesign *self,
                             TenonDesign *present)
{
  for (guint i = 0; i < tenon_list_get_length (self->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (self->unserved, i);
      TenonUnserved *before = tenon_design_find_unserved (present, unserved->pattern_id);

      if (before != NULL && before->accepted && g_strcmp0 (before->alternative, unserved->alternative) == 0)
        tenon_record_assign (TENON_RECORD (unserved), TENON_RECORD (before));
    }
}
