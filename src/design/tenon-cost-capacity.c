/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provisioned capacity of a table and of each of its indexes, from peak rates at the target utilisation, and what reserving
 * it would cost. */

#include "design/tenon-cost-private.h"

#include "base/tenon-text.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600
#define UNITS_PER_BLOCK 100 /* reserved capacity is sold by the hundred */
#define MONTHS_PER_YEAR 12

/* Notes a rate that is not known as an open term of what it would need. */
static void
leave_open (TenonPricing     *pricing,
            TenonTablePart   *part,
            TenonCapacity    *capacity,
            TenonOperation   *operation,
            const TenonUnits *units,
            const char       *which)
{
  TenonCostTerm *term = tenon_table_part_add (part, capacity->index, operation->pattern_id, units->writes > 0 ? TENON_COST_WRITE_CAPACITY : TENON_COST_READ_CAPACITY);

  term->units = units->writes > 0 ? units->writes : units->reads;
  tenon_table_part_open (part, term, g_strdup_printf ("%s rate of %s", which, operation->pattern_id), g_strconcat ("pattern:", operation->pattern_id, NULL),
                         g_strdup_printf ("the %s rate of %s is not known: the capacity does not count it", which, operation->pattern_id));
}

/* Writes that fail their condition take the table's units, and none of an index. */
static double
count_tries (TenonPricing   *pricing,
             TenonCapacity  *capacity,
             TenonOperation *operation)
{
  return capacity->index == NULL ? 1 + MAX (0, tenon_pricing_get_failures (pricing, operation)) : 1;
}

/* Adds what the operation takes at peak and in the average; a rate that is not known is counted, and noted as an open term. */
static void
add_load (TenonPricing     *pricing,
          TenonTablePart   *part,
          TenonCapacity    *capacity,
          TenonOperation   *operation,
          const TenonUnits *units)
{
  TenonReading *reading = tenon_requests_find (pricing->requests, operation->pattern_id);
  int           mode = pricing->settings->capacity_mode;
  double        tries = count_tries (pricing, capacity, operation);
  double        peak, average;

  if (units->reads <= 0 && units->writes <= 0)
    return;
  if (reading != NULL && tenon_rate_get_value (reading->pattern->rps_peak, &peak))
    {
      tenon_capacity_add_part (capacity, operation->pattern_id, units->reads * peak, units->writes * tries * peak);
    }
  else
    {
      capacity->n_unknown++;
      part->n_provisioned_open++;
      part->n_scaled_open++;
      if (mode != TENON_CAPACITY_ON_DEMAND)
        leave_open (pricing, part, capacity, operation, units, "peak");
    }
  if (tenon_pricing_is_at_most (pricing, part->table, operation))
    return;
  if (reading != NULL && tenon_rate_get_value (reading->pattern->rps_average, &average))
    {
      capacity->average_reads += units->reads * average;
      capacity->average_writes += units->writes * tries * average;
    }
  else
    {
      capacity->n_no_average++;
      part->n_scaled_open++;
      if (mode == TENON_CAPACITY_SCALED)
        leave_open (pricing, part, capacity, operation, units, "average");
    }
}

static gint64
to_capacity (TenonPricing *pricing,
             double        units)
{
  /* A peak that is a whole number of units at the target must not gain one by the last bit of a division. */
  return MAX (1, (gint64)ceil (units / tenon_cost_settings_get_utilisation (pricing->settings) - 1e-9));
}

static char *
describe_capacity (TenonPricing *pricing,
                   double        units,
                   gint64        capacity,
                   gint64        at_least)
{
  g_autofree char *peak = tenon_format_number (units);
  g_autofree char *target = tenon_format_number (100 * tenon_cost_settings_get_utilisation (pricing->settings));

  if (at_least > 1 && capacity == at_least && to_capacity (pricing, units) < at_least)
    return g_strdup_printf ("as much as its table has: an index that cannot take the table's writes throttles the table (its own peak takes %s units a second)", peak);
  return g_strdup_printf ("ceil (%s units a second at peak / %s %%), at least 1", peak, target);
}

static void
price_capacity (TenonPricing        *pricing,
                TenonTablePart      *part,
                const TenonCapacity *capacity,
                TenonCostKind        kind)
{
  gboolean       reads = kind == TENON_COST_READ_CAPACITY;
  gint64         units = reads ? capacity->read_capacity : capacity->write_capacity;
  double         price = pricing->prices == NULL ? 0 : reads ? pricing->prices->read_hour
                                                             : pricing->prices->write_hour;
  double         hours = tenon_cost_settings_get_month_seconds (pricing->settings) / SECONDS_PER_HOUR;
  TenonCostTerm *term;

  part->provisioned += units * hours * price;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_PROVISIONED)
    return;
  term = tenon_table_part_add (part, capacity->index, NULL, kind);
  term->units = units;
  term->rate = reads ? capacity->read_units : capacity->write_units;
  if (pricing->prices == NULL)
    {
      tenon_table_part_open (part, term, g_strdup_printf ("prices of %s", pricing->region), NULL, g_strdup ("the prices of the region are not known"));
    }
  else
    {
      g_autofree char *hour_text = tenon_format_number (hours);
      g_autofree char *money = tenon_format_number (price);

      tenon_table_part_close (pricing, part, term, units * hours * price,
                              g_strdup_printf ("%" G_GINT64_FORMAT " units × %s h × $%s; units: %s", units, hour_text, money, reads ? capacity->read_formula : capacity->write_formula));
    }
}

static TenonCapacity *
finish (TenonPricing        *pricing,
        TenonTablePart      *part,
        TenonCapacity       *capacity,
        const TenonCapacity *least)
{
  gint64 least_writes = least != NULL ? least->write_capacity : 1;

  capacity->read_capacity = to_capacity (pricing, capacity->read_units);
  capacity->write_capacity = MAX (least_writes, to_capacity (pricing, capacity->write_units));
  capacity->read_formula = describe_capacity (pricing, capacity->read_units, capacity->read_capacity, 1);
  capacity->write_formula = describe_capacity (pricing, capacity->write_units, capacity->write_capacity, least_writes);
  part->read_capacity += capacity->read_capacity;
  part->write_capacity += capacity->write_capacity;
  g_ptr_array_add (part->capacity, capacity);
  price_capacity (pricing, part, capacity, TENON_COST_READ_CAPACITY);
  price_capacity (pricing, part, capacity, TENON_COST_WRITE_CAPACITY);
  tenon_cost_add_scaling (pricing, part, capacity, least);
  return capacity;
}

static TenonCapacity *
collect (TenonPricing    *pricing,
         TenonTableSizes *sizes,
         TenonTablePart  *part,
         guint            position)
{
  TenonTable    *table = part->table;
  TenonIndex    *index = position < sizes->n_entries ? tenon_list_get (table->indexes, position) : NULL;
  TenonCapacity *capacity = tenon_capacity_new (table->name, index != NULL ? index->name : NULL);

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonUnits      units;

      if (g_strcmp0 (operation->index, capacity->index) == 0)
        {
          tenon_table_sizes_get_units (sizes, operation, &units);
          add_load (pricing, part, capacity, operation, &units);
        }
      if (index == NULL)
        continue;
      tenon_table_sizes_get_index_units (sizes, position, operation, &units);
      if (units.writes > 0)
        add_load (pricing, part, capacity, operation, &units);
    }
  return capacity;
}

/**
 * tenon_cost_add_capacity:
 *
 * Amazon DynamoDB Developer Guide, "Global secondary indexes": an index with less write capacity than its table can throttle
 * the table, so an index gets at least as much where the settings do not say otherwise.
 */
void
tenon_cost_add_capacity (TenonPricing    *pricing,
                         TenonTableSizes *sizes,
                         TenonTablePart  *part)
{
  TenonCapacity *own = finish (pricing, part, collect (pricing, sizes, part, G_MAXUINT), NULL);

  for (guint i = 0; i < sizes->n_entries; i++)
    finish (pricing, part, collect (pricing, sizes, part, i), pricing->settings->index_follows_table ? own : NULL);
}

/* ---- reserved ---- */

static double
reserve (gint64  capacity,
         double  upfront,
         double  hour,
         double  on_demand_hour,
         double  hours,
         guint   years,
         double *once)
{
  gint64 blocks = capacity / UNITS_PER_BLOCK;

  *once += blocks * upfront;
  return blocks * (hour * hours + upfront / (years * MONTHS_PER_YEAR)) + (capacity % UNITS_PER_BLOCK) * on_demand_hour * hours;
}

/**
 * tenon_cost_reserve:
 * @reservation: (inout): of the term whose prices are at the same place
 *
 * What the provisioned capacity costs where all whole hundreds of it are reserved and the rest is paid by the hour.
 */
void
tenon_cost_reserve (TenonPricing     *pricing,
                    gint64            read_capacity,
                    gint64            write_capacity,
                    TenonReservation *reservation)
{
  TenonPrices        *prices = pricing->prices;
  TenonReservedPrice *price = NULL;
  double              hours = tenon_cost_settings_get_month_seconds (pricing->settings) / SECONDS_PER_HOUR;

  for (guint i = 0; prices != NULL && i < G_N_ELEMENTS (prices->reserved); i++)
    if (prices->reserved[i].years == reservation->years)
      price = &prices->reserved[i];
  g_clear_pointer (&reservation->formula, g_free);
  reservation->is_known = price != NULL && price->is_known;
  reservation->upfront = reservation->dollars = 0;
  reservation->read_blocks = read_capacity / UNITS_PER_BLOCK;
  reservation->write_blocks = write_capacity / UNITS_PER_BLOCK;
  if (!reservation->is_known)
    {
      reservation->formula = g_strdup (pricing->settings->table_class == TENON_STORAGE_CLASS_STANDARD_IA ? "reserved capacity is not offered for Standard-IA" : "the price of reserved capacity in this region is not confirmed");
      return;
    }
  reservation->dollars = reserve (read_capacity, price->read_upfront, price->read_hour, prices->read_hour, hours, price->years, &reservation->upfront) + reserve (write_capacity, price->write_upfront, price->write_hour, prices->write_hour, hours, price->years, &reservation->upfront);
  {
    g_autofree char *once = tenon_format_money (reservation->upfront);

    reservation->formula = g_strdup_printf ("%" G_GINT64_FORMAT " blocks of 100 read and %" G_GINT64_FORMAT " of 100 write units for %u year%s, %s upfront spread over %u months; the rest by the hour",
                                            reservation->read_blocks, reservation->write_blocks, price->years, price->years == 1 ? "" : "s", once, price->years * MONTHS_PER_YEAR);
  }
}
