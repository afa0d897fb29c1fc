/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complete designs side by side, in counted facts: what is to operate, to write, to keep in step and to pay. */

#include "design/tenon-alternatives.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "design/tenon-write-amplification.h"

#include <string.h>

static const struct
{
  TenonStrategy strategy;
  const char   *title;
} strategies[] = {
  { TENON_STRATEGY_MULTI_TABLE, "Multi-table" },
  { TENON_STRATEGY_ITEM_COLLECTIONS, "Item collections" },
  { TENON_STRATEGY_READ_OPTIMISED, "Read-optimised" },
};

/* What unserved patterns would need beside DynamoDB, by the words of their alternatives. */
static const struct
{
  const char *word;
  const char *service;
} services[] = {
  { "search service", "search service" },
  { "stream", "function on a stream" },
  { "data lake", "export to a data lake" },
  { "batch job", "batch job" },
};

static void
count_tables (TenonAlternative *self)
{
  g_autoptr (GHashTable) transactions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);

      self->n_tables++;
      self->n_lookups += table->role == TENON_TABLE_LOOKUP;
      self->n_indexes += tenon_list_get_length (table->indexes);
      for (guint j = 0; j < tenon_list_get_length (table->attributes); j++)
        self->n_denormalized += ((TenonAttribute *)tenon_list_get (table->attributes, j))->denormalized;
      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (g_strcmp0 (operation->operation, "TransactWriteItems") == 0)
            g_hash_table_add (transactions, operation->pattern_id);
        }
    }
  self->n_transactions = g_hash_table_size (transactions);
}

static void
count_services (TenonAlternative *self)
{
  self->n_unserved = tenon_list_get_length (self->design->unserved);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    for (guint j = 0; j < self->n_unserved; j++)
      {
        TenonUnserved   *unserved = tenon_list_get (self->design->unserved, j);
        g_autofree char *lower = g_ascii_strdown (unserved->alternative != NULL ? unserved->alternative : "", -1);

        if (strstr (lower, services[i].word) != NULL)
          {
            self->n_services++;
            break;
          }
      }
}

static void
find_hottest (TenonAlternative *self,
              TenonModel       *model)
{
  g_autoptr (GPtrArray) headrooms = tenon_headroom_analyse (model, self->design);

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (headrooms, i);
      double         share = tenon_headroom_get_share (headroom);

      if (share < 0 || share <= self->hottest_share)
        continue;
      self->hottest_share = share;
      tenon_str_set (&self->hottest, headroom->index != NULL ? headroom->index : headroom->table);
    }
}

static void
summarise (TenonAlternative *self)
{
  g_autofree char *open = self->n_open > 0 ? g_strdup_printf (" and %u terms that are not known", self->n_open) : g_strdup ("");
  g_autofree char *money = tenon_format_money (self->dollars);
  const char      *why = strchr (self->design->approach != NULL ? self->design->approach : "", ':');

  self->summary = g_strdup_printf ("%s%s%u tables (%u of them lookup tables), %u indexes, %u patterns that write by a transaction, %u attributes kept in step; %s a month%s.", why != NULL ? why + 2 : "", why != NULL ? " " : "", self->n_tables, self->n_lookups, self->n_indexes, self->n_transactions, self->n_denormalized, money, open);
  self->summary[0] = g_ascii_toupper (self->summary[0]);
}

/**
 * tenon_alternative_assess:
 * @design: any complete design, a person's too
 *
 * Returns: (transfer full): its counted facts; it keeps a reference to @design
 */
TenonAlternative *
tenon_alternative_assess (TenonModel  *model,
                          TenonDesign *design)
{
  TenonAlternative *self = tenon_alternative_new (design->strategy);
  g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
  g_autoptr (GPtrArray) findings = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    if ((int)strategies[i].strategy == design->strategy)
      self->title = g_strdup (strategies[i].title);
  self->design = g_object_ref (design);
  self->dollars = cost->dollars;
  self->n_open = cost->n_open;
  self->n_errors = tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR);
  self->n_warnings = tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - self->n_errors;
  self->write_amplification = tenon_write_amplification_of_design (model, design);
  count_tables (self);
  count_services (self);
  find_hottest (self, model);
  summarise (self);
  return self;
}

static void
alternative_free (gpointer self)
{
  tenon_alternative_free (self);
}

/**
 * tenon_alternatives_compare:
 *
 * Proposes by each strategy and reckons each the same way.
 *
 * Returns: (transfer container) (element-type TenonAlternative): multi-table first
 */
GPtrArray *
tenon_alternatives_compare (TenonModel *model)
{
  GPtrArray *alternatives = g_ptr_array_new_with_free_func (alternative_free);

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategies[i].strategy);

      g_ptr_array_add (alternatives, tenon_alternative_assess (model, design));
    }
  return alternatives;
}
