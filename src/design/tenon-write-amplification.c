/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many write units a table takes for each unit the application meant to write. */

#include "design/tenon-write-amplification.h"

#include "design/tenon-cost-private.h"
#include "design/tenon-reckoning.h"

void
tenon_amplification_add (TenonAmplification       *self,
                         const TenonAmplification *other)
{
  self->base += other->base;
  self->indexes += other->indexes;
  self->plain_base += other->plain_base;
  self->plain_indexes += other->plain_indexes;
}

/**
 * tenon_amplification_get_ratio:
 *
 * Returns: write units on the table and its indexes for each write unit on the table, by average rates; where no
 *   rate is known each write pattern counts once; 1 where nothing writes
 */
double
tenon_amplification_get_ratio (const TenonAmplification *self)
{
  if (self->base > 0)
    return (self->base + self->indexes) / self->base;
  return self->plain_base > 0 ? (self->plain_base + self->plain_indexes) / self->plain_base : 1;
}

/**
 * tenon_write_amplification:
 *
 * Returns: the ratio of one table
 */
double
tenon_write_amplification (TenonModel  *model,
                           TenonDesign *design,
                           TenonTable  *table)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonPricing) pricing = tenon_pricing_new (requests, model->cost_settings);
  g_autoptr (TenonTablePart) part = tenon_table_part_new (pricing, table);

  return tenon_amplification_get_ratio (&part->amplification);
}

/**
 * tenon_write_amplification_of_design:
 *
 * Returns: the same over all tables; writes of lookup tables count as amplification of the tables they keep
 */
double
tenon_write_amplification_of_design (TenonModel  *model,
                                     TenonDesign *design)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonReckoning) reckoning = tenon_reckoning_new (requests, design);

  return tenon_reckoning_get_amplification (reckoning);
}
