/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes whose condition fails: a value that is taken already, an item somebody else changed before. Each takes as many write
 * units of its table as one that goes through, twice in a transaction, and changes no index (Amazon DynamoDB Developer
 * Guide, conditional writes). They are counted beside the rate of their pattern, which is of the calls that go through. How
 * many there are is a stated fact; while it is not, every table with such writes has an open term. */

#include "design/tenon-cost-private.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"

#include <string.h>

#define FAILED_WRITES_OF "given:failed writes of "

/* ---- what is stated ---- */

static double
get_share (TenonModel *model,
           const char *key)
{
  double per_hundred;

  return tenon_facts_get_number (model, key, &per_hundred) ? per_hundred / 100 : -1;
}

/**
 * tenon_failures_init:
 *
 * Reads what is stated of writes that fail; to be cleared with tenon_failures_clear().
 */
void
tenon_failures_init (TenonFailures *self,
                     TenonModel    *model)
{
  self->share = get_share (model, "failed-writes");
  self->of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    {
      TenonFact *fact = tenon_list_get (model->facts, i);
      double     share = fact->key != NULL && g_str_has_prefix (fact->key, FAILED_WRITES_OF) ? get_share (model, fact->key) : -1;

      if (share >= 0)
        g_hash_table_insert (self->of, g_strdup (fact->key + strlen (FAILED_WRITES_OF)), g_memdup2 (&share, sizeof share));
    }
}

void
tenon_failures_clear (TenonFailures *self)
{
  g_clear_pointer (&self->of, g_hash_table_unref);
}

/* A transaction is cancelled as a whole, parts without a condition of their own included. */
static gboolean
may_fail (TenonOperation *operation)
{
  if (g_strcmp0 (operation->operation, "TransactWriteItems") == 0)
    return TRUE;
  return tenon_operation_is_write (operation) && operation->condition != NULL && *operation->condition != '\0';
}

/**
 * tenon_failures_get:
 *
 * Returns: writes by @operation that fail their condition for one that goes through; negative: not known
 */
double
tenon_failures_get (const TenonFailures *self,
                    TenonOperation      *operation)
{
  const double *share = operation->pattern_id != NULL ? g_hash_table_lookup (self->of, operation->pattern_id) : NULL;

  if (!may_fail (operation))
    return 0;
  return share != NULL ? *share : self->share;
}

/**
 * tenon_pricing_get_failures:
 *
 * The conventions of the published calculators know no failed writes.
 *
 * Returns: writes by @operation that fail their condition for one that goes through; negative: not known
 */
double
tenon_pricing_get_failures (TenonPricing   *self,
                            TenonOperation *operation)
{
  return self->settings->convention == TENON_COST_CONVENTION_DOCUMENTED ? tenon_failures_get (&self->failures, operation) : 0;
}

static void
price (TenonPricing     *pricing,
       TenonTablePart   *part,
       TenonOperation   *operation,
       const TenonUnits *units,
       double            share)
{
  const TenonRate *rate = tenon_pricing_get_rate (pricing, operation);
  g_autofree char *number = tenon_format_number (units->writes);
  g_autofree char *percent = tenon_format_number (100 * share);
  g_autofree char *formula = tenon_units_dup_formula (units);
  g_autofree char *speed = NULL, *money = NULL;
  double           per_second, dollars;
  TenonCostTerm   *term;

  if (share <= 0 || pricing->prices == NULL || tenon_pricing_is_at_most (pricing, part->table, operation) || !tenon_rate_get_value (rate, &per_second))
    return;
  dollars = units->writes * per_second * share * pricing->prices->seconds_per_month * pricing->prices->write_per_million / 1e6;
  part->on_demand += dollars;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_ON_DEMAND)
    return;
  term = tenon_table_part_add (part, NULL, operation->pattern_id, TENON_COST_FAILED_WRITES);
  term->units = units->writes;
  term->rate = per_second * share;
  speed = tenon_format_rate (per_second, tenon_rate_is_lower_bound (rate));
  money = tenon_format_number (pricing->prices->write_per_million);
  tenon_table_part_close (pricing, part, term, dollars,
                          g_strdup_printf ("%s × %s × %s failed for each 100 that go through × %.0f s × $%s a million; units: %s", number, speed, percent, pricing->prices->seconds_per_month, money, formula));
}

static void
leave_open (TenonTablePart *part,
            guint           n_writes,
            double          units)
{
  TenonCostTerm *term = tenon_table_part_add (part, NULL, NULL, TENON_COST_FAILED_WRITES);

  part->n_on_demand_open++;
  part->n_provisioned_open++;
  part->n_scaled_open++;
  term->units = units;
  tenon_table_part_open (part, term, g_strdup ("share of conditional writes that fail"), g_strdup ("fact:failed-writes"),
                         g_strdup_printf ("%u %s of %s can fail %s condition and take the same units then; how often is not known", n_writes, n_writes == 1 ? "write" : "writes", part->table->name, n_writes == 1 ? "its" : "their"));
}

/**
 * tenon_cost_add_failures:
 *
 * As terms where capacity is on demand; what is provisioned counts them in its peak.
 */
void
tenon_cost_add_failures (TenonPricing    *pricing,
                         TenonTableSizes *sizes,
                         TenonTablePart  *part)
{
  guint  n_open = 0;
  double open_units = 0;

  for (guint i = 0; i < tenon_list_get_length (part->table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (part->table->operations, i);
      double          share = tenon_pricing_get_failures (pricing, operation);
      TenonUnits      units;

      if (!may_fail (operation))
        continue;
      part->n_conditional++;
      tenon_table_sizes_get_units (sizes, operation, &units);
      n_open += share < 0;
      open_units += share < 0 ? units.writes : 0;
      price (pricing, part, operation, &units, share);
    }
  if (n_open > 0)
    leave_open (part, n_open, open_units);
}
