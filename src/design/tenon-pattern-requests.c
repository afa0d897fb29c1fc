/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many requests to the API, and how many units, one call of each pattern takes in a design: a read before a write is a
 * request of its own, a transaction over several tables is one. */

#include "design/tenon-pattern-requests.h"

#include "base/tenon-text.h"

#include <math.h>

#define PAGE_BYTES 1048576 /* a Query or Scan returns at most 1 MB */

/* Items one request takes: Amazon DynamoDB Developer Guide, API limits. */
static const struct
{
  const char *operation;
  double      items;
} limits[] = {
  { "BatchGetItem", 100 },
  { "TransactGetItems", 100 },
  { "BatchWriteItem", 25 },
  { "TransactWriteItems", 100 },
};

typedef struct
{
  TenonAlternative *alternative;
  TenonRequests    *requests;
  GHashTable       *by_pattern; /* (owned) pattern id -> TenonPatternRequests */
  GHashTable       *seen;       /* (owned) transactions that have been counted: "AP4/2" */
  guint             n_requests;
} Count;

static TenonPatternRequests *
find_pattern (Count      *self,
              const char *pattern_id)
{
  TenonPatternRequests *found = g_hash_table_lookup (self->by_pattern, pattern_id);

  if (found != NULL)
    return found;
  found = g_new0 (TenonPatternRequests, 1);
  found->pattern_id = g_strdup (pattern_id);
  g_hash_table_insert (self->by_pattern, found->pattern_id, found);
  return found;
}

static double
count_api_requests (TenonOperation   *operation,
                    const TenonUnits *units)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_strcmp0 (limits[i].operation, operation->operation) == 0)
      return units->requests * MAX (1, ceil (units->items / limits[i].items));
  if (units->shape == TENON_UNITS_RANGE)
    return units->requests * MAX (1, ceil (units->items * units->size / PAGE_BYTES));
  return units->requests * MAX (1, units->items);
}

/* All tables of a transaction are written by one request. */
static gboolean
is_counted (Count          *self,
            TenonOperation *operation)
{
  return g_strcmp0 (operation->operation, "TransactWriteItems") == 0 && !g_hash_table_add (self->seen, g_strdup_printf ("%s/%" G_GINT64_FORMAT, operation->pattern_id, operation->step));
}

static void
add_table (Count      *self,
           TenonTable *table)
{
  g_auto (TenonTableSizes) sizes = { 0 };

  tenon_table_sizes_init (&sizes, self->requests, table, TENON_COST_CONVENTION_DOCUMENTED);
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation       *operation = tenon_list_get (table->operations, i);
      TenonPatternRequests *pattern;
      TenonUnits            units;

      if (operation->pattern_id == NULL)
        continue;
      pattern = find_pattern (self, operation->pattern_id);
      tenon_table_sizes_get_units (&sizes, operation, &units);
      pattern->reads += units.reads;
      pattern->writes += units.writes;
      pattern->is_least |= units.is_least;
      for (guint j = 0; units.shape == TENON_UNITS_WRITE && j < sizes.n_entries; j++)
        {
          TenonUnits entry;

          tenon_table_sizes_get_index_units (&sizes, j, operation, &entry);
          pattern->writes += entry.writes;
        }
      if (is_counted (self, operation))
        continue;
      pattern->requests += count_api_requests (operation, &units);
      self->n_requests++;
    }
}

/* Puts the patterns in the order of the model, and their mean by what they weigh. */
static void
finish (Count *self)
{
  TenonList *patterns = self->requests->model->patterns;
  double     weighted = 0, weights = 0, plain = 0;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern         *pattern = tenon_list_get (patterns, i);
      TenonPatternRequests *found = pattern->pattern_id != NULL ? g_hash_table_lookup (self->by_pattern, pattern->pattern_id) : NULL;
      double                rate;

      if (found == NULL)
        continue;
      g_hash_table_steal (self->by_pattern, pattern->pattern_id);
      g_ptr_array_add (self->alternative->patterns, found);
      plain += found->requests;
      if (!tenon_rate_get_value (pattern->rps_average, &rate))
        continue;
      weighted += found->requests * rate;
      weights += rate;
    }
  if (weights > 0)
    self->alternative->mean_requests = weighted / weights;
  else if (self->alternative->patterns->len > 0)
    self->alternative->mean_requests = plain / self->alternative->patterns->len;
}

static void
requests_free (gpointer data)
{
  TenonPatternRequests *requests = data;

  g_free (requests->pattern_id);
  g_free (requests);
}

/**
 * tenon_alternative_count_requests:
 *
 * Fills in what each pattern takes in the alternative's design.
 *
 * Returns: how many different requests somebody has to write
 */
guint
tenon_alternative_count_requests (TenonAlternative *self,
                                  TenonRequests    *requests)
{
  Count count = { self, requests, g_hash_table_new_full (g_str_hash, g_str_equal, NULL, requests_free), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0 };

  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    add_table (&count, tenon_list_get (self->design->tables, i));
  finish (&count);
  g_hash_table_unref (count.by_pattern);
  g_hash_table_unref (count.seen);
  return count.n_requests;
}
