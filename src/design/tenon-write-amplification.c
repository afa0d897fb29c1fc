/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many write units a table takes for each unit the application meant to write. */

#include "design/tenon-write-amplification.h"

#include "design/tenon-request-units.h"

typedef struct
{
  double base;
  double indexes;
  double plain_base; /* each pattern counted once, whatever its rate */
  double plain_indexes;
} Sum;

static double
rate_of (TenonRequests  *requests,
         TenonOperation *operation)
{
  TenonReading *reading = tenon_requests_find (requests, operation->pattern_id);
  double        rate = 0;

  if (reading != NULL && reading->pattern->rps_average != NULL && tenon_rate_get_value (reading->pattern->rps_average, &rate))
    return rate;
  return 0;
}

static void
add_table (TenonRequests *requests,
           TenonTable    *table,
           Sum           *sum)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      double          rate = rate_of (requests, operation);
      g_auto (TenonUnits) units = { 0 };

      tenon_requests_get_units (requests, table, operation, &units);
      sum->base += units.writes * rate;
      sum->plain_base += units.writes;
      for (guint j = 0; j < tenon_list_get_length (table->indexes); j++)
        {
          g_auto (TenonUnits) entry = { 0 };

          tenon_requests_get_index_units (requests, table, tenon_list_get (table->indexes, j), operation, &entry);
          sum->indexes += entry.writes * rate;
          sum->plain_indexes += entry.writes;
        }
    }
}

static double
ratio (const Sum *sum)
{
  if (sum->base > 0)
    return (sum->base + sum->indexes) / sum->base;
  return sum->plain_base > 0 ? (sum->plain_base + sum->plain_indexes) / sum->plain_base : 1;
}

/**
 * tenon_write_amplification:
 *
 * Returns: write units on the table and its indexes for each write unit on the table, by average rates; where no
 *   rate is known each write pattern counts once; 1 where nothing writes
 */
double
tenon_write_amplification (TenonModel  *model,
                           TenonDesign *design,
                           TenonTable  *table)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  Sum sum = { 0 };

  add_table (requests, table, &sum);
  return ratio (&sum);
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
  Sum sum = { 0 }, lookups = { 0 };

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      add_table (requests, table, table->role == TENON_TABLE_LOOKUP ? &lookups : &sum);
    }
  sum.indexes += lookups.base;
  sum.plain_indexes += lookups.plain_base;
  return ratio (&sum);
}
