/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laws of the numbers of any design: totals are the sums of their terms whichever way they are added up, and what a partition
 * bears at peak is every request that reaches it. */

#include "design-numbers.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"

#include <math.h>

typedef struct
{
  TenonModel  *model;
  TenonDesign *design;
  GPtrArray   *broken;
} Numbers;

static gboolean
is_near (double a,
         double b)
{
  return fabs (a - b) <= 1e-9 * MAX (1, MAX (fabs (a), fabs (b)));
}

G_GNUC_PRINTF (3, 4)
static void
expect (Numbers    *self,
        gboolean    holds,
        const char *format,
        ...)
{
  va_list args;

  if (holds)
    return;
  va_start (args, format);
  g_ptr_array_add (self->broken, g_strdup_vprintf (format, args));
  va_end (args);
}

static double
sum_shares (GPtrArray *shares,
            guint     *n_open)
{
  double dollars = 0;

  *n_open = 0;
  for (guint i = 0; i < shares->len; i++)
    {
      dollars += ((TenonCostShare *)g_ptr_array_index (shares, i))->dollars;
      *n_open += ((TenonCostShare *)g_ptr_array_index (shares, i))->n_open;
    }
  return dollars;
}

/* Capacity that some pattern takes is that pattern's; the least there is, where none does, is nobody's. */
static gboolean
is_shared (TenonCost     *cost,
           TenonCostTerm *term)
{
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *capacity = g_ptr_array_index (cost->capacity, i);

      if (g_strcmp0 (capacity->table, term->table) == 0 && g_strcmp0 (capacity->index, term->index) == 0)
        return (term->kind == TENON_COST_READ_CAPACITY && capacity->read_units > 0) || (term->kind == TENON_COST_WRITE_CAPACITY && capacity->write_units > 0);
    }
  return FALSE;
}

/* By terms, by tables, by kinds, by patterns and what no pattern causes. */
static void
check_sums (Numbers    *self,
            TenonCost  *cost,
            const char *mode)
{
  g_autoptr (GPtrArray) tables = tenon_cost_list_tables (cost), kinds = tenon_cost_list_kinds (cost), patterns = tenon_cost_list_patterns (cost);
  double all = 0, fixed = 0;
  guint  n_open = 0, n_fixed = 0, open;

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);
      double         dollars = term->is_open ? 0 : term->dollars;

      expect (self, term->formula != NULL && *term->formula != '\0', "%s: a term of %s, %s does not open", mode, term->table, term->what);
      expect (self, term->is_open || (dollars >= 0 && isfinite (dollars)), "%s: %s, %s of %s costs %g", mode, term->table, term->what, term->pattern_id, dollars);
      expect (self, !term->is_open || (term->missing != NULL && *term->missing != '\0'), "%s: %s, %s is open and nothing is missing", mode, term->table, term->what);
      all += dollars;
      n_open += term->is_open;
      fixed += term->pattern_id == NULL && !is_shared (cost, term) ? dollars : 0;
      n_fixed += term->pattern_id == NULL && term->is_open;
    }
  expect (self, is_near (all, cost->dollars) && n_open == cost->n_open, "%s: the terms are %g (%u open), the total %g (%u)", mode, all, n_open, cost->dollars, cost->n_open);
  expect (self, is_near (sum_shares (tables, &open), all) && open == n_open, "%s: the tables are %g, the terms %g", mode, sum_shares (tables, &open), all);
  expect (self, is_near (sum_shares (kinds, &open), all) && open == n_open, "%s: the kinds are %g, the terms %g", mode, sum_shares (kinds, &open), all);
  expect (self, is_near (sum_shares (patterns, &open) + fixed, all) && open + n_fixed == n_open, "%s: the patterns are %g and %g besides, the terms %g", mode, sum_shares (patterns, &open), fixed, all);
}

/* One request of the pattern a term stands for, at peak. */
static double
peak_of (Numbers       *self,
         TenonCostTerm *term)
{
  TenonPattern *pattern = term->pattern_id != NULL ? tenon_model_find_pattern (self->model, term->pattern_id) : NULL;
  double        rate = 0;

  if (pattern != NULL)
    tenon_rate_get_value (pattern->rps_peak, &rate);
  return rate;
}

/* The terms of a month in which every second is the peak are what the partitions bear. */
static void
check_headroom (Numbers       *self,
                TenonCost     *cost,
                TenonHeadroom *headroom)
{
  const char *name = headroom->index != NULL ? headroom->index : headroom->table;
  double      reads = 0, writes = 0;

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, headroom->table) != 0 || g_strcmp0 (term->index, headroom->index) != 0 || term->is_open)
        continue;
      if (term->kind == TENON_COST_READS)
        reads += term->units * peak_of (self, term);
      else if (term->kind == TENON_COST_WRITES || term->kind == TENON_COST_INDEX_WRITES || term->kind == TENON_COST_FAILED_WRITES)
        writes += term->units * term->rate;
    }
  expect (self, is_near (reads, headroom->all_read_units) && is_near (writes, headroom->all_write_units), "%s bears %g reads and %g writes, its terms are %g and %g", name, headroom->all_read_units, headroom->all_write_units, reads, writes);
  expect (self, headroom->read_units <= headroom->all_read_units * (1 + 1e-9) && headroom->write_units <= headroom->all_write_units * (1 + 1e-9), "a value of %s bears more than all of them", name);
  expect (self, headroom->read_units < 0 || headroom->distinct < 1 || headroom->read_units >= headroom->all_read_units / headroom->distinct * (1 - 1e-9) || headroom->is_asked, "the busiest value of %s bears less than the mean", name);
  expect (self, headroom->basis != NULL && *headroom->basis != '\0', "the load of %s has no basis", name);
  expect (self, !headroom->is_assumed || g_strrstr (headroom->basis, "ASSUMED") != NULL, "the load of %s is assumed to be even, and does not say so: %s", name, headroom->basis);
  expect (self, headroom->shards < 2 || headroom->shard_formula != NULL, "%s is hot, and nobody says what shards take", name);
}

static void
check_capacity (Numbers   *self,
                TenonCost *cost)
{
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *capacity = g_ptr_array_index (cost->capacity, i);
      double         reads = 0, writes = 0;

      for (guint k = 0; k < capacity->parts->len; k++)
        {
          reads += ((TenonCapacityPart *)g_ptr_array_index (capacity->parts, k))->reads;
          writes += ((TenonCapacityPart *)g_ptr_array_index (capacity->parts, k))->writes;
        }
      expect (self, is_near (reads, capacity->read_units) && is_near (writes, capacity->write_units), "%s/%s takes %g and %g, its parts %g and %g", capacity->table, capacity->index, capacity->read_units, capacity->write_units, reads, writes);
      expect (self, capacity->read_capacity >= MAX (1, capacity->read_units) - 1e-6 && capacity->write_capacity >= MAX (1, capacity->write_units) - 1e-6, "%s/%s is given less than it takes", capacity->table, capacity->index);
    }
}

/**
 * design_list_broken_numbers:
 *
 * Changes the model's cost settings, and leaves them as they were.
 *
 * Returns: (transfer full) (element-type utf8): what does not add up
 */
GPtrArray *
design_list_broken_numbers (TenonModel  *model,
                            TenonDesign *design)
{
  static const char *const modes[] = { "on demand", "provisioned", "auto scaling" };
  Numbers                  self = { model, design, g_ptr_array_new_with_free_func (g_free) };
  int                      mode = model->cost_settings->capacity_mode, rates = model->cost_settings->rates;
  g_autoptr (GPtrArray) headrooms = tenon_headroom_analyse (model, design);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (TenonCost) cost = NULL;

      model->cost_settings->capacity_mode = i;
      cost = tenon_cost_estimate (model, design);
      check_sums (&self, cost, modes[i]);
      check_capacity (&self, cost);
    }
  model->cost_settings->capacity_mode = TENON_CAPACITY_ON_DEMAND;
  model->cost_settings->rates = TENON_COST_RATES_PEAK;
  {
    g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);

    for (guint i = 0; i < headrooms->len; i++)
      check_headroom (&self, cost, g_ptr_array_index (headrooms, i));
  }
  model->cost_settings->capacity_mode = mode;
  model->cost_settings->rates = rates;
  return self.broken;
}
