/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Into how many shards a hot key would have to be split, and what that costs: a suffix goes behind each value, so that its
 * items lie on several partitions, and a query for the value asks all of them. */

#include "design/tenon-headroom-analysis.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-private.h"

#include <math.h>

#define READ_UNIT 4096
#define MOST_SHARDS 1e6

/* What requests take more, once the key is split. */
typedef struct
{
  double      units;     /* a call of each */
  double      peak;      /* units a second */
  double      dollars;   /* a month */
  const char *rate_of;   /* (nullable) a pattern whose average rate is not known */
  gboolean    has_price; /* there are prices */
} More;

static gboolean
is_query (const TenonUnits *units)
{
  return units->shape == TENON_UNITS_RANGE && g_strcmp0 (units->operation, "Query") == 0;
}

/* The reads of a query that goes to every shard, each with its part of the items. */
static double
sharded_reads (const TenonUnits *units,
               guint             shards)
{
  return units->requests * shards * MAX (1.0, ceil (units->size * units->items / shards / READ_UNIT)) * units->factor;
}

static void
add_query (TenonPricing     *pricing,
           TenonOperation   *operation,
           const TenonUnits *units,
           guint             shards,
           More             *more)
{
  TenonReading *reading = tenon_requests_find (pricing->requests, operation->pattern_id);
  double        extra = sharded_reads (units, shards) - units->reads;
  double        rate;

  more->units += extra;
  if (reading != NULL && tenon_rate_get_value (reading->pattern->rps_peak, &rate))
    more->peak += extra * rate;
  if (reading == NULL || !tenon_rate_get_value (reading->pattern->rps_average, &rate))
    more->rate_of = operation->pattern_id;
  else if (more->has_price)
    more->dollars += extra * rate * pricing->prices->seconds_per_month * pricing->prices->read_per_million / 1e6;
}

static char *
describe (const TenonHeadroom *self,
          const More          *more)
{
  g_autofree char *peak = tenon_format_number (more->peak);
  g_autofree char *money = tenon_format_money (more->dollars);
  g_autofree char *what = NULL;

  if (more->units <= 0)
    return g_strdup_printf ("%u shards; no query by %s alone, so that no request is made more often", self->shards, self->key);
  if (more->rate_of != NULL)
    what = g_strdup_printf ("what that costs a month is not known, as the average rate of %s is not", more->rate_of);
  else
    what = more->has_price ? g_strdup_printf ("%s a month more on demand", money) : g_strdup ("what that costs is not reckoned here");
  return g_strdup_printf ("%u shards: a query by %s becomes %u, %s read units a second more at peak; %s", self->shards, self->key, self->shards, peak, what);
}

/* ---- one item ---- */

/* A value that is one item lies on one partition whatever stands behind it. Read too often, it is kept several times, and each
 * write writes all of them; written too often, its value is split, and each read reads all of them. */
static gboolean
is_one_item (const TenonTableSizes *sizes,
             const TenonHeadroom   *self)
{
  return self->index == NULL && sizes->table->sort_key == NULL;
}

static void
add_copies (TenonPricing     *pricing,
            TenonOperation   *operation,
            const TenonUnits *units,
            guint             shards,
            gboolean          splits_writes,
            More             *more)
{
  TenonReading *reading = tenon_requests_find (pricing->requests, operation->pattern_id);
  double        extra = (splits_writes ? units->reads : units->writes) * (shards - 1);
  double        price = pricing->prices == NULL ? 0 : splits_writes ? pricing->prices->read_per_million
                                                                    : pricing->prices->write_per_million;
  double        rate;

  if (extra <= 0)
    return;
  more->units += extra;
  if (reading != NULL && tenon_rate_get_value (reading->pattern->rps_peak, &rate))
    more->peak += extra * rate;
  if (reading == NULL || !tenon_rate_get_value (reading->pattern->rps_average, &rate))
    more->rate_of = operation->pattern_id;
  else if (more->has_price)
    more->dollars += extra * rate * pricing->prices->seconds_per_month * price / 1e6;
}

static char *
describe_one_item (const TenonHeadroom *self,
                   gboolean             splits_writes,
                   const More          *more)
{
  g_autofree char *peak = tenon_format_number (more->peak);
  g_autofree char *money = tenon_format_money (more->dollars);
  g_autofree char *what = NULL;

  if (more->rate_of != NULL)
    what = g_strdup_printf ("what that costs a month is not known, as the average rate of %s is not", more->rate_of);
  else
    what = more->has_price ? g_strdup_printf ("%s a month more on demand", money) : g_strdup ("what that costs is not reckoned here");
  if (splits_writes)
    return g_strdup_printf ("a value of %s is one item, which shards do not spread: its numbers split over %u items, each read adding up all of them, take %s read units a second more at peak; %s", self->key, self->shards, peak, what);
  return g_strdup_printf ("a value of %s is one item, which shards do not spread: %u copies of it, each write going to all of them, take %s write units a second more at peak; %s; or a cache before the table", self->key, self->shards, peak, what);
}

static void
split_item (TenonPricing          *pricing,
            const TenonTableSizes *sizes,
            TenonHeadroom         *self)
{
  gboolean splits_writes = self->write_units / TENON_PARTITION_WRITE_LIMIT >= TENON_HEADROOM_HOT;
  More     more = { .has_price = pricing->prices != NULL };

  for (guint i = 0; i < tenon_list_get_length (sizes->table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (sizes->table->operations, i);
      TenonUnits      units;

      if (operation->index != NULL)
        continue;
      tenon_table_sizes_get_units (sizes, operation, &units);
      add_copies (pricing, operation, &units, self->shards, splits_writes, &more);
    }
  self->shard_queries = splits_writes ? self->shards : 1;
  self->shard_dollars = more.has_price && more.rate_of == NULL ? more.dollars : -1;
  self->shard_formula = describe_one_item (self, splits_writes, &more);
}

/**
 * tenon_headroom_shard:
 *
 * As many shards as bring each below the hot share. A request by the whole key knows its shard, by a suffix that follows from
 * the sort key; a query by the partition key alone asks all of them.
 */
void
tenon_headroom_shard (TenonPricing          *pricing,
                      const TenonTableSizes *sizes,
                      TenonHeadroom         *self)
{
  double share = tenon_headroom_get_share (self);
  More   more = { .has_price = pricing->prices != NULL };

  self->shards = share < 0 ? 0 : MAX (1, (guint)MIN (MOST_SHARDS, ceil (share / TENON_HEADROOM_HOT)));
  self->shard_queries = MAX (1, self->shards);
  self->shard_dollars = self->shards == 1 ? 0 : -1;
  if (self->shards <= 1)
    return;
  if (is_one_item (sizes, self))
    {
      split_item (pricing, sizes, self);
      return;
    }
  for (guint i = 0; i < tenon_list_get_length (sizes->table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (sizes->table->operations, i);
      TenonUnits      units;

      if (g_strcmp0 (operation->index, self->index) != 0)
        continue;
      tenon_table_sizes_get_units (sizes, operation, &units);
      if (is_query (&units))
        add_query (pricing, operation, &units, self->shards, &more);
    }
  self->shard_dollars = more.has_price && more.rate_of == NULL ? more.dollars : -1;
  self->shard_formula = describe (self, &more);
}
