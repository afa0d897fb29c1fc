/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an index carries beside its keys: chosen by what its reads and the writes of the table take, at average rates by cost
 * and at peak rates by what one partition can. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-item-size.h"

#include <math.h>
#include <string.h>

#define WRITE_IN_READS 5.0 /* a write unit costs as much as five read units ($0.625 and $0.125 a million) */
#define PREFERRED_SHARE 0.8
#define UNKNOWN_ITEMS 100.0 /* a request whose items nobody has counted: as many as one BatchGetItem fetches */
#define MOST_ITEMS 1e6

static const char *const labels[] = {
  [TENON_PROJECTION_ALL] = "ALL",
  [TENON_PROJECTION_INCLUDE] = "INCLUDE",
  [TENON_PROJECTION_KEYS_ONLY] = "KEYS_ONLY",
};

/* Units a second that an index takes, and its reads cause. */
typedef struct
{
  double reads;   /* read units of its entries */
  double fetches; /* read units of the items that are fetched by the keys it gives */
  double writes;  /* write units */
} Load;

typedef enum
{
  RATE_AVERAGE,
  RATE_PEAK,
} RateKind;

static double
read_units (double bytes)
{
  return MAX (1.0, ceil (bytes / 4096)) * 0.5;
}

static double
write_units (gint64 bytes)
{
  return MAX (1.0, ceil (bytes / 1024.0));
}

/* What is known of the rate; 0 where nothing is. */
static double
rate_of (TenonReading *reading,
         RateKind      kind)
{
  double value;

  if (kind == RATE_AVERAGE)
    return reading->weight - 1;
  return reading->pattern->rps_peak != NULL && tenon_rate_get_value (reading->pattern->rps_peak, &value) ? value : 0;
}

/* Whether the rate is known and more than a lower bound. */
static gboolean
knows_rate (TenonReading *reading)
{
  TenonPattern *pattern = reading->pattern;
  TenonRate    *rate = pattern->rps_average != NULL ? pattern->rps_average : pattern->rps_peak;
  double        value;

  return rate != NULL && tenon_rate_get_value (rate, &value) && !tenon_rate_is_lower_bound (rate);
}

static gint64
size_of (TenonEntity    *self,
         TenonPlan      *plan,
         TenonIndex     *index,
         TenonProjection projection)
{
  int    kept = index->projection;
  gint64 bytes;

  index->projection = projection;
  bytes = tenon_item_size_get_entry (plan->schema, self->table, index);
  index->projection = kept;
  return bytes;
}

static gboolean
is_projected (TenonIndex     *index,
              TenonProjection projection,
              const char     *name)
{
  return projection == TENON_PROJECTION_ALL || (projection == TENON_PROJECTION_INCLUDE && tenon_strv_contains ((const char *const *)index->projected, name));
}

/* How many writes of an entry the change of one column is. */
static double
writes_of_column (TenonEntity    *self,
                  TenonIndex     *index,
                  TenonProjection projection,
                  const char     *column)
{
  const char *name = tenon_entity_get_name (self, column);

  if (name == NULL)
    return 0;
  if (g_strcmp0 (name, index->partition_key) == 0 || g_strcmp0 (name, index->sort_key) == 0)
    return 2;
  return is_projected (index, projection, name) ? 1 : 0;
}

/* How many writes of an entry one write of the item is; an update that does not say what it changes is taken to leave the keys
 * as they are. @takes: (nullable): all that it changes */
static double
entry_writes (TenonEntity     *self,
              TenonIndex      *index,
              TenonProjection  projection,
              TenonReading    *reading,
              TenonReadingKind kind,
              TenonColumn     *takes)
{
  gboolean is_main = reading->table == self->source;
  double   most = 0;

  if (kind != TENON_READING_UPDATE)
    return 1;
  if (takes != NULL)
    return writes_of_column (self, index, projection, takes->name);
  if (!is_main || reading->writes->len == 0)
    return projection == TENON_PROJECTION_KEYS_ONLY ? 0 : 1;
  if (tenon_entity_is_moved_by (self, reading))
    return 2;
  for (guint i = 0; i < reading->writes->len; i++)
    most = MAX (most, writes_of_column (self, index, projection, g_ptr_array_index (reading->writes, i)));
  return most;
}

static double
weigh_writes (TenonEntity    *self,
              TenonPlan      *plan,
              TenonIndex     *index,
              TenonProjection projection,
              RateKind        rates)
{
  double sum = 0;

  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (tenon_reading_is_write (reading))
        sum += rate_of (reading, rates) * (reading->is_many || reading->is_batch ? MAX (reading->items, 1) : 1) * entry_writes (self, index, projection, reading, reading->kind, NULL);
    }
  for (guint i = 0; i < self->touches->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->touches, i);
      TenonEntity  *main = reading->table != NULL ? tenon_plan_find (plan, reading->table->name) : NULL;

      for (guint j = 0; main != NULL && j < reading->parts->len; j++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, j);

          if (part->table == self->source && part->kind != TENON_READING_GET)
            sum += rate_of (reading, rates) * MAX (tenon_plan_count_written (plan, main, reading, self), 1) * entry_writes (self, index, projection, reading, part->kind, part->takes);
        }
    }
  return sum * write_units (size_of (self, plan, index, projection));
}

/* @unknown: items of a request where their number is not known */
static Load
weigh (TenonEntity    *self,
       TenonPlan      *plan,
       TenonIndexPlan *index,
       TenonProjection projection,
       RateKind        rates,
       double          unknown)
{
  gint64 entry = size_of (self, plan, index->index, projection);
  gint64 item = tenon_item_size_get_table (plan->schema, self->table);
  Load   load = { 0 };

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);
      double        items = reading->items > 0 ? reading->items : unknown;
      double        rate = rate_of (reading, rates);

      if (!tenon_reading_is_read (reading))
        continue;
      load.reads += rate * read_units (items * entry);
      if (projection == TENON_PROJECTION_KEYS_ONLY)
        load.fetches += rate * items * read_units (item);
    }
  load.writes = weigh_writes (self, plan, index->index, projection, rates);
  return load;
}

static double
cost_of (TenonEntity    *self,
         TenonPlan      *plan,
         TenonIndexPlan *index,
         TenonProjection projection,
         double          unknown)
{
  Load load = weigh (self, plan, index, projection, RATE_AVERAGE, unknown);

  return load.reads + load.fetches + WRITE_IN_READS * load.writes;
}

/* ---- by cost ---- */

static gboolean
knows_items (TenonIndexPlan *index)
{
  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (tenon_reading_is_read (reading) && reading->items <= 0)
        return FALSE;
    }
  return TRUE;
}

/* Whether INCLUDE carries all that is read; KEYS_ONLY leaves the rest to a request for each item. */
static gboolean
can_narrow (TenonEntity    *self,
            TenonIndexPlan *index,
            gboolean        to_keys)
{
  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (reading->table != self->source)
        return FALSE;
      if (!tenon_reading_is_read (reading))
        continue;
      if (to_keys ? reading->filters->len > 0 || reading->equality->len > 2 || reading->parts->len > 0 : !tenon_reading_says_what_it_reads (reading))
        return FALSE;
    }
  return TRUE;
}

/* Whether entries of keys alone, with the items fetched by their keys, are cheaper by a fifth or more than entries as @other.
 * Only where the rate of each of its reads is known, as a request more is no guess to make; of the writes a lower bound is
 * enough, since more of them speak for the keys all the more. */
static gboolean
prefers_keys (TenonEntity    *self,
              TenonPlan      *plan,
              TenonIndexPlan *index,
              TenonProjection other)
{
  gboolean is_read = FALSE;
  double   all;

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (!tenon_reading_is_read (reading))
        continue;
      is_read = TRUE;
      if (!knows_rate (reading))
        return FALSE;
    }
  if (!is_read || !can_narrow (self, index, TRUE))
    return FALSE;
  all = cost_of (self, plan, index, other, UNKNOWN_ITEMS);
  return all > 0 && cost_of (self, plan, index, TENON_PROJECTION_KEYS_ONLY, UNKNOWN_ITEMS) <= PREFERRED_SHARE * all;
}

/* Up to how many items a request, where their number is not known, keys alone are the cheaper. */
static double
find_break_even (TenonEntity    *self,
                 TenonPlan      *plan,
                 TenonIndexPlan *index,
                 TenonProjection other)
{
  double low = UNKNOWN_ITEMS, high = low;

  while (high < MOST_ITEMS && cost_of (self, plan, index, TENON_PROJECTION_KEYS_ONLY, high) <= cost_of (self, plan, index, other, high))
    {
      low = high;
      high *= 2;
    }
  while (high - low > MAX (1, low / 100))
    {
      double middle = floor ((low + high) / 2);

      if (cost_of (self, plan, index, TENON_PROJECTION_KEYS_ONLY, middle) <= cost_of (self, plan, index, other, middle))
        low = middle;
      else
        high = middle;
    }
  return low;
}

static char *
explain_keys (TenonEntity    *self,
              TenonPlan      *plan,
              TenonIndexPlan *index,
              TenonProjection other)
{
  const char      *carried = other == TENON_PROJECTION_ALL ? "everything" : "what is read";
  g_autofree char *least = NULL;

  if (knows_items (index))
    return g_strdup_printf ("KEYS_ONLY: its reads are few beside the writes of the table, so that fetching the items by their keys costs less than entries that carry %s.", carried);
  least = tenon_format_number (find_break_even (self, plan, index, other));
  return g_strdup_printf ("KEYS_ONLY: its reads are few beside the writes of the table. How many items they find is not known: up to about %s a request, fetching them by their keys costs less than entries that carry %s.", least, carried);
}

/* ---- by what one partition takes ---- */

/* The share of a partition's limits that the busiest value, with @top of the load, takes at the peak rates that are known. */
static double
weigh_peak (TenonEntity    *self,
            TenonPlan      *plan,
            TenonIndexPlan *index,
            TenonProjection projection,
            double          top)
{
  Load load = weigh (self, plan, index, projection, RATE_PEAK, 1);

  return top * MAX (load.reads / TENON_PARTITION_READ_LIMIT, load.writes / TENON_PARTITION_WRITE_LIMIT);
}

/* Where entries as they are would break a partition at the peak rates that are known, and smaller ones would not, the index gets
 * those, whatever they cost. Returns: (transfer full) (nullable): why; %NULL where the projection stays for its own reasons */
static char *
find_headroom (TenonEntity    *self,
               TenonPlan      *plan,
               TenonIndexPlan *index,
               GPtrArray      *names)
{
  TenonIndex *built = index->index;
  int         before = built->projection;
  g_auto (GStrv) projected = NULL;
  double top, broken, share = 0;

  /* One value takes no more than all of them. */
  if (before == TENON_PROJECTION_KEYS_ONLY || weigh_peak (self, plan, index, before, 1) <= 1)
    return NULL;
  if (plan->requests == NULL)
    plan->requests = tenon_requests_new (plan->model);
  if (!tenon_headroom_get_top_share (plan->requests, self->table, built->partition_key, &top))
    return NULL;
  broken = weigh_peak (self, plan, index, before, top);
  if (broken <= 1)
    return NULL;
  projected = tenon_strv_from_array (names);
  if (before == TENON_PROJECTION_ALL && names->len > 0 && names->len <= TENON_INCLUDE_LIMIT && can_narrow (self, index, FALSE))
    {
      built->projected = g_steal_pointer (&projected);
      share = weigh_peak (self, plan, index, TENON_PROJECTION_INCLUDE, top);
      if (share <= 1)
        {
          built->projection = TENON_PROJECTION_INCLUDE;
          index->is_whole = FALSE;
          return g_strdup_printf ("INCLUDE: with ALL the busiest value of %s would take %.0f %% of what one partition can at peak, with the %u attribute%s that are read %.0f %%.", built->partition_key, 100 * broken, names->len, names->len == 1 ? "" : "s", 100 * share);
        }
      g_clear_pointer (&built->projected, g_strfreev);
    }
  share = weigh_peak (self, plan, index, TENON_PROJECTION_KEYS_ONLY, top);
  if (share <= 1 && can_narrow (self, index, TRUE))
    {
      built->projection = TENON_PROJECTION_KEYS_ONLY;
      g_clear_pointer (&built->projected, g_strfreev);
      index->is_whole = FALSE;
      index->is_keys_only = TRUE;
      return g_strdup_printf ("KEYS_ONLY: with %s the busiest value of %s would take %.0f %% of what one partition can at peak, with keys alone %.0f %%; the items are fetched by their keys, spread over the partitions of the table.", labels[before], built->partition_key, 100 * broken, 100 * share);
    }
  return NULL;
}

/* ---- the choice ---- */

static void
add_projected (TenonEntity *self,
               TenonIndex  *index,
               GPtrArray   *names,
               const char  *column)
{
  const char *name = tenon_entity_get_name (self, column);

  if (name == NULL || g_strcmp0 (name, index->partition_key) == 0 || g_strcmp0 (name, index->sort_key) == 0 || g_strcmp0 (name, self->table->partition_key) == 0 || g_strcmp0 (name, self->table->sort_key) == 0)
    return;
  for (guint i = 0; i < names->len; i++)
    if (strcmp (g_ptr_array_index (names, i), name) == 0)
      return;
  g_ptr_array_add (names, (gpointer)name);
}

/* Attributes besides the keys that its patterns ask by or read. */
static GPtrArray *
list_read (TenonEntity    *self,
           TenonIndexPlan *index)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);
      g_autoptr (GPtrArray) needs = NULL;

      if (reading->table != self->source)
        continue;
      needs = tenon_reading_list_needs (reading);
      for (guint j = 0; j < needs->len; j++)
        add_projected (self, index->index, names, g_ptr_array_index (needs, j));
    }
  return names;
}

/* What the projection spares at each write that touches the entry, both ways in numbers. */
static char *
compare_with_all (TenonPlan   *plan,
                  TenonEntity *self,
                  TenonIndex  *index)
{
  gint64           all = tenon_item_size_get_table (plan->schema, self->table);
  gint64           own = tenon_item_size_get_entry (plan->schema, self->table, index);
  g_autofree char *a = tenon_format_bytes (all), *b = tenon_format_bytes (own);

  return g_strdup_printf (" An entry takes about %s (%" G_GINT64_FORMAT " write units) instead of %s (%" G_GINT64_FORMAT ") with ALL. The contract cannot say a projection: its reader builds ALL.", b, (own + 1023) / 1024, a, (all + 1023) / 1024);
}

/* The lightest entry that carries what is said to be read, before cost and headroom have their say. Returns: (transfer full): why */
static char *
start_projection (TenonPlan      *plan,
                  TenonIndexPlan *index,
                  GPtrArray      *names)
{
  TenonIndex *built = index->index;

  if (plan->strategy == TENON_STRATEGY_READ_OPTIMISED)
    return g_strdup ("ALL: reads are never followed by a second request; every write of the item is a write of the index.");
  if (index->is_whole)
    return g_strdup ("ALL: a pattern it serves does not say which attributes it reads, so it may read each.");
  if (names->len > TENON_INCLUDE_LIMIT)
    return g_strdup ("ALL: more than 20 attributes are read, the most an index may name.");
  if (names->len == 0)
    {
      built->projection = TENON_PROJECTION_KEYS_ONLY;
      return g_strdup ("KEYS_ONLY: it only finds the key of the item that is then written.");
    }
  built->projection = TENON_PROJECTION_INCLUDE;
  built->projected = tenon_strv_from_array (names);
  return g_strdup_printf ("INCLUDE: its patterns read %u attribute%s besides the keys; a write to any other attribute does not touch the index.", names->len, names->len == 1 ? "" : "s");
}

/**
 * tenon_entity_choose_projection:
 *
 * Gives an index of the plan, which stands with its keys, the projection that its reads and the writes of the table make cheapest,
 * and its reason: what the patterns say they read (all where one does not say it), or keys alone with the items fetched by them.
 */
void
tenon_entity_choose_projection (TenonEntity    *self,
                                TenonPlan      *plan,
                                TenonIndexPlan *index)
{
  g_autoptr (GPtrArray) names = list_read (self, index);
  TenonIndex      *built = index->index;
  g_autofree char *reason = start_projection (plan, index, names);
  g_autofree char *headroom = NULL, *compared = NULL;

  if (plan->strategy != TENON_STRATEGY_READ_OPTIMISED && built->projection != TENON_PROJECTION_KEYS_ONLY && prefers_keys (self, plan, index, built->projection))
    {
      g_free (reason);
      reason = explain_keys (self, plan, index, built->projection);
      built->projection = TENON_PROJECTION_KEYS_ONLY;
      g_clear_pointer (&built->projected, g_strfreev);
      index->is_whole = FALSE;
      index->is_keys_only = TRUE;
    }
  headroom = find_headroom (self, plan, index, names);
  compared = built->projection != TENON_PROJECTION_ALL ? compare_with_all (plan, self, built) : NULL;
  built->projection_reason = g_strconcat (headroom != NULL ? headroom : reason, compared, NULL);
}

/* ---- in words ---- */

static char *
list_unknown_rates (TenonIndexPlan *index)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (tenon_reading_is_read (reading) && rate_of (reading, RATE_AVERAGE) <= 0)
        g_string_append_printf (s, "%s%s", s->len > 0 ? ", " : "; without a rate: ", reading->pattern->pattern_id);
    }
  return g_strdup (s->str);
}

/**
 * tenon_entity_explain_projection:
 *
 * The projections side by side, at the rates that are known.
 */
void
tenon_entity_explain_projection (TenonEntity    *self,
                                 TenonPlan      *plan,
                                 TenonIndexPlan *index,
                                 TenonDecision  *decision)
{
  TenonIndex      *built = index->index;
  gboolean         can_include = built->projection == TENON_PROJECTION_INCLUDE;
  double           keys = cost_of (self, plan, index, TENON_PROJECTION_KEYS_ONLY, UNKNOWN_ITEMS);
  double           some = can_include ? cost_of (self, plan, index, TENON_PROJECTION_INCLUDE, UNKNOWN_ITEMS) : 0;
  double           all = cost_of (self, plan, index, TENON_PROJECTION_ALL, UNKNOWN_ITEMS);
  g_autofree char *a = tenon_format_number (keys), *b = tenon_format_number (some), *c = tenon_format_number (all);
  g_autofree char *unknown = list_unknown_rates (index);
  g_autofree char *evidence = NULL;

  if (all <= 0)
    {
      g_autofree char *least = tenon_format_bytes (size_of (self, plan, built, TENON_PROJECTION_KEYS_ONLY)), *most = tenon_format_bytes (size_of (self, plan, built, TENON_PROJECTION_ALL));

      tenon_decision_add_factor (decision, "projection costs", g_strdup_printf ("an entry takes %s with KEYS_ONLY, %s with ALL", least, most), "no rate is known that would weigh them");
      return;
    }
  evidence = g_strdup_printf ("read units a second at the average rates that are known, a write unit as five of them%s%s", knows_items (index) ? "" : "; 100 items where the number is not known", unknown);
  tenon_decision_add_factor (decision, "projection costs", g_strdup_printf ("KEYS_ONLY and the items fetched by their keys %s%s%s, ALL %s", a, can_include ? ", INCLUDE " : "", can_include ? b : "", c), evidence);
}
