/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provisioned capacity as auto scaling would hold it, from peak and average rates at the target utilisation.
 *
 * The convention is a day of two levels: the peak for the hours that are stated, and for the others what leaves the average.
 * Where no hours are stated, capacity that follows the load without delay is what it comes to at least: the average at the
 * target utilisation. Two levels never cost less, as each is rounded up to whole units. What the alarms of auto scaling cost
 * and what a rise costs that is faster than they are is not counted. */

#include "design/tenon-cost-private.h"

#include "base/tenon-text.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600
#define HOURS_PER_DAY 24

/* The units held in the mean of a day, and how they were found. */
typedef struct
{
  double   units;
  gint64   low;     /* beside the peak; 0: not known */
  gboolean is_open; /* how long the peak lasts would change them */
  char    *formula;
} Level;

static double
round_up (double units)
{
  return MAX (1, ceil (units - 1e-9));
}

static void
hold_average (double average,
              double target,
              gint64 high,
              Level *level)
{
  g_autofree char *units = tenon_format_number (average);
  g_autofree char *percent = tenon_format_number (100 * target);

  level->units = MIN (high, MAX (1, average / target));
  level->is_open = level->units < high;
  level->formula = g_strdup_printf ("at least %s units a second in the average / %s %%, and at least 1", units, percent);
}

static void
hold_two_levels (double peak,
                 double average,
                 double target,
                 double hours,
                 gint64 high,
                 gint64 least,
                 Level *level)
{
  double           rest = hours < HOURS_PER_DAY ? (HOURS_PER_DAY * average - hours * peak) / (HOURS_PER_DAY - hours) : 0;
  double           own = MIN (high, round_up (MAX (0, rest) / target));
  g_autofree char *at_peak = tenon_format_number (hours);
  g_autofree char *other = tenon_format_number (HOURS_PER_DAY - hours);
  g_autofree char *left = tenon_format_number (MAX (0, rest));
  g_autofree char *percent = tenon_format_number (100 * target);

  level->low = MAX (least, (gint64)own);
  level->units = (hours * high + (HOURS_PER_DAY - hours) * level->low) / HOURS_PER_DAY;
  if (level->low > own)
    level->formula = g_strdup_printf ("(%s h × %" G_GINT64_FORMAT " + %s h × %" G_GINT64_FORMAT ") / 24 h; in the other hours as much as its table has", at_peak, high, other, level->low);
  else
    level->formula = g_strdup_printf ("(%s h × %" G_GINT64_FORMAT " + %s h × %" G_GINT64_FORMAT ") / 24 h; in the other hours ceil (%s units a second / %s %%), at least 1%s", at_peak, high, other, level->low, left, percent,
                                      rest < 0 ? ": the average is less than the peak alone makes in that time" : "");
}

static void
reckon (TenonPricing *pricing,
        double        peak,
        double        average,
        gint64        high,
        gint64        least,
        Level        *level)
{
  double target = tenon_cost_settings_get_utilisation (pricing->settings);

  if (pricing->peak_hours < 0)
    hold_average (average, target, high, level);
  else
    hold_two_levels (peak, average, target, pricing->peak_hours, high, least, level);
}

static void
price (TenonPricing        *pricing,
       TenonTablePart      *part,
       const TenonCapacity *capacity,
       TenonCostKind        kind,
       const Level         *level)
{
  gboolean       reads = kind == TENON_COST_READ_CAPACITY;
  double         price = pricing->prices == NULL ? 0 : reads ? pricing->prices->read_hour
                                                             : pricing->prices->write_hour;
  double         hours = tenon_cost_settings_get_month_seconds (pricing->settings) / SECONDS_PER_HOUR;
  TenonCostTerm *term;

  part->scaled += level->units * hours * price;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_SCALED)
    return;
  term = tenon_table_part_add (part, capacity->index, NULL, kind);
  term->units = level->units;
  term->rate = reads ? capacity->average_reads : capacity->average_writes;
  if (pricing->prices == NULL)
    {
      tenon_table_part_open (part, term, g_strdup_printf ("prices of %s", pricing->region), NULL, g_strdup ("the prices of the region are not known"));
    }
  else
    {
      g_autofree char *units = tenon_format_number (level->units);
      g_autofree char *hour_text = tenon_format_number (hours);
      g_autofree char *money = tenon_format_number (price);

      tenon_table_part_close (pricing, part, term, level->units * hours * price, g_strdup_printf ("%s units × %s h × $%s; units: %s", units, hour_text, money, level->formula));
    }
}

static void
leave_hours_open (TenonPricing        *pricing,
                  TenonTablePart      *part,
                  const TenonCapacity *capacity,
                  TenonCostKind        kind)
{
  TenonCostTerm *term;

  part->n_scaled_open++;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_SCALED)
    return;
  term = tenon_table_part_add (part, capacity->index, NULL, kind);
  tenon_table_part_open (part, term, g_strdup ("hours of a day at peak"), g_strdup ("fact:peak-hours"), g_strdup ("for how many hours of a day the peak lasts is not known: the term before counts the average alone"));
}

/**
 * tenon_cost_add_scaling:
 * @capacity: (inout): with its peak, its average and its fixed capacity
 * @least: (nullable): the table's, where an index gets at least its table's writes
 */
void
tenon_cost_add_scaling (TenonPricing        *pricing,
                        TenonTablePart      *part,
                        TenonCapacity       *capacity,
                        const TenonCapacity *least)
{
  Level reads = { 0 }, writes = { 0 };

  reckon (pricing, capacity->read_units, capacity->average_reads, capacity->read_capacity, 0, &reads);
  reckon (pricing, capacity->write_units, capacity->average_writes, capacity->write_capacity, least != NULL ? least->low_writes : 0, &writes);
  if (least != NULL && writes.units < least->scaled_writes)
    {
      g_free (writes.formula);
      writes.units = least->scaled_writes;
      writes.formula = g_strdup ("as much as its table has: an index that cannot take the table's writes throttles the table");
    }
  capacity->low_reads = reads.low;
  capacity->low_writes = writes.low;
  capacity->scaled_reads = reads.units;
  capacity->scaled_writes = writes.units;
  price (pricing, part, capacity, TENON_COST_READ_CAPACITY, &reads);
  if (reads.is_open)
    leave_hours_open (pricing, part, capacity, TENON_COST_READ_CAPACITY);
  price (pricing, part, capacity, TENON_COST_WRITE_CAPACITY, &writes);
  if (writes.is_open)
    leave_hours_open (pricing, part, capacity, TENON_COST_WRITE_CAPACITY);
  g_free (reads.formula);
  g_free (writes.formula);
}
