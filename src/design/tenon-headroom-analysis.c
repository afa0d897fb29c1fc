/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How near the busiest key value of each table and index comes to what one partition takes: 3,000 read and 1,000
 * write units a second, whatever the capacity mode (Amazon DynamoDB Developer Guide, partitions). */

#include "design/tenon-headroom-analysis.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-private.h"
#include "design/tenon-headroom-private.h"

#include <math.h>

/* Whether each request writes under a key value of its own: an item that is its key's only one, or the children of a
 * parent that the same request creates. */
static gboolean
is_fresh (TenonRequests *requests,
          TenonReading  *reading,
          TenonTable    *table,
          const char    *key)
{
  TenonAttribute   *attribute = key != NULL ? tenon_table_find_attribute (table, key) : NULL;
  TenonSourceTable *source = attribute != NULL ? tenon_requests_find_source (requests, attribute->source_table) : NULL;
  const char       *one[] = { attribute != NULL ? attribute->source_column : NULL, NULL };
  TenonForeignKey  *reference;

  if (source == NULL || one[0] == NULL || reading->kind != TENON_READING_CREATE || reading->table == NULL)
    return FALSE;
  if (reading->table == source)
    return tenon_source_table_is_unique (source, one);
  reference = tenon_source_table_find_foreign_key (source, one[0]);
  return reference != NULL && g_strcmp0 (reference->ref_table, reading->table->name) == 0;
}

/* What goes to a table or index at peak, over all its key values. */
typedef struct
{
  double      reads;      /* read units a second */
  double      writes;     /* write units a second */
  double      fresh;      /* of the writes, those that each go to a new key value */
  double      most;       /* share of a limit the busiest pattern takes */
  const char *pattern_id; /* (nullable) that pattern */
  guint       n_unknown;  /* requests whose peak is not known: not in the sums */
  const char *unknown;    /* (nullable) one of them */
  guint       n_failing;  /* writes that fail nobody knows how often: only those that go through are in the sums */
  gboolean    is_least;   /* items of some request are not known */
} Load;

/* What is found on the way over the requests of a table or index. */
typedef struct
{
  Load                *load;
  const TenonFailures *failures;
  GArray              *parts;  /* (element-type TenonHeadroomPart) */
  const char          *column; /* (nullable) the key's, table.column */
} Walk;

static void
add_part (TenonRequests *requests,
          Walk          *walk,
          const char    *pattern_id,
          double         reads,
          double         writes,
          double         fresh)
{
  TenonHeadroomPart part = { pattern_id, reads, writes, fresh, NULL };

  tenon_headroom_part_ask (&part, requests, walk->column);
  g_array_append_val (walk->parts, part);
}

/* Writes that fail their condition take the table's units, and none of an index. Returns: for each that goes through */
static double
count_failures (Walk             *walk,
                TenonOperation   *operation,
                const TenonUnits *units)
{
  return units->shape == TENON_UNITS_WRITE && units->writes > 0 ? tenon_failures_get (walk->failures, operation) : 0;
}

static void
add_load (TenonRequests    *requests,
          TenonTable       *table,
          const char       *key,
          TenonOperation   *operation,
          const TenonUnits *units,
          Walk             *walk)
{
  TenonReading *reading = tenon_requests_find (requests, operation->pattern_id);
  Load         *load = walk->load;
  double        failed = count_failures (walk, operation, units), rate, writes, share, fresh;

  if (units->reads <= 0 && units->writes <= 0)
    return;
  if (reading == NULL || reading->pattern->rps_peak == NULL || !tenon_rate_get_value (reading->pattern->rps_peak, &rate))
    {
      load->n_unknown++;
      load->unknown = operation->pattern_id;
      return;
    }
  load->n_failing += failed < 0;
  writes = units->writes * (1 + MAX (0, failed)) * rate;
  fresh = is_fresh (requests, reading, table, key) ? units->writes * rate : 0;
  load->reads += units->reads * rate;
  load->writes += writes;
  load->fresh += fresh;
  load->is_least |= units->is_least;
  share = MAX (units->reads * rate / TENON_PARTITION_READ_LIMIT, writes / TENON_PARTITION_WRITE_LIMIT);
  if (load->pattern_id == NULL || share > load->most)
    {
      load->most = share;
      load->pattern_id = operation->pattern_id;
    }
  add_part (requests, walk, operation->pattern_id, units->reads * rate, writes, fresh);
}

static void
collect (const TenonTableSizes *sizes,
         guint                  position,
         Walk                  *walk)
{
  TenonTable *table = sizes->table;
  TenonIndex *index = position < sizes->n_entries ? tenon_list_get (table->indexes, position) : NULL;
  const char *key = index != NULL ? index->partition_key : table->partition_key;

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonUnits      units;

      if (g_strcmp0 (operation->index, index != NULL ? index->name : NULL) == 0)
        {
          tenon_table_sizes_get_units (sizes, operation, &units);
          add_load (sizes->requests, table, key, operation, &units, walk);
        }
      if (index == NULL)
        continue;
      tenon_table_sizes_get_index_units (sizes, position, operation, &units);
      add_load (sizes->requests, table, key, operation, &units, walk);
    }
}

/* ---- the busiest value ---- */

/* What is not in the sums: each of it can only make them larger. */
static char *
describe_missing (const Load *load)
{
  GString *s = g_string_new (NULL);

  if (load->n_unknown > 0)
    g_string_append_printf (s, "; the peak rate of %s%s is not known", load->unknown, load->n_unknown > 1 ? " and others" : "");
  if (load->is_least)
    g_string_append (s, "; requests of unknown size count one item");
  if (load->n_failing > 0)
    g_string_append_printf (s, "; how often the condition of %u %s fails is not known, and one that fails takes the same units", load->n_failing, load->n_failing == 1 ? "write" : "writes");
  if (s->len > 0)
    g_string_append (s, ": so this is the least");
  return g_string_free (s, FALSE);
}

/* The assumption, and what it would come to if it were all wrong. */
static char *
describe_even (const TenonHeadroom *self)
{
  g_autofree char *most = tenon_format_number (round (1000 * tenon_headroom_get_most_share (self)) / 10);

  return g_strdup_printf ("ASSUMED to be spread evenly, as nothing shows how uneven they are; were all of them for one value: %s %% of a partition", most);
}

static void
put_on_busiest (TenonHeadroom        *self,
                const Load           *load,
                const TenonKeyValues *values)
{
  double share = values->top_share >= 0 ? values->top_share : 1 / values->distinct;

  self->read_units = load->reads * share;
  self->write_units = (load->writes - load->fresh) * share + load->fresh / values->distinct;
  self->value = values->distinct <= 1 ? g_strdup ("its one value") : values->top_share >= 0 ? g_strdup_printf ("the most frequent of %.0f values", values->distinct)
                                                                                            : g_strdup_printf ("any of %.0f values", values->distinct);
}

static void
describe (TenonHeadroom        *self,
          const Load           *load,
          const TenonKeyValues *values)
{
  g_autofree char *reads = tenon_format_number (load->reads);
  g_autofree char *writes = tenon_format_number (load->writes);
  g_autofree char *missing = describe_missing (load);
  g_autofree char *even = describe_even (self);

  if (load->pattern_id == NULL && load->n_unknown == 0)
    self->basis = g_strdup_printf ("%s; no request goes to it", values->basis);
  else if (load->pattern_id == NULL)
    self->basis = g_strdup_printf ("%s; no peak rate of a pattern that uses it is known (%s%s)", values->basis, load->unknown, load->n_unknown > 1 ? " and others" : "");
  else if (self->distinct < 0)
    self->basis = g_strdup_printf ("%s; if all went to one value: %s read and %s write units a second at peak%s", values->basis, reads, writes, missing);
  else if (self->is_asked)
    self->basis = g_strdup_printf ("%s read and %s write units a second at peak%s. %s", reads, writes, missing, self->evidence);
  else if (values->top_share >= 0)
    self->basis = g_strdup_printf ("%s read and %s write units a second at peak over %.0f values (%s), requests taken to be as uneven as %s%s", reads, writes, self->distinct, values->basis, values->share_by, missing);
  else
    self->basis = g_strdup_printf ("%s read and %s write units a second at peak over %.0f values (%s), %s%s", reads, writes, self->distinct, values->basis, self->is_assumed ? even : "all for one", missing);
}

/* The pattern whose requests show the value best: the one that puts most on it, if a log shows that. */
static const char *
find_shown (GArray     *parts,
            const char *value,
            const char *pattern_id)
{
  const char *shown = NULL;
  double      most = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const TenonHeadroomPart *part = &g_array_index (parts, TenonHeadroomPart, i);
      double                   share = part->asked != NULL ? tenon_value_statistics_get_share (part->asked, value) : -1;
      double                   own = share * MAX (part->reads / TENON_PARTITION_READ_LIMIT, part->writes / TENON_PARTITION_WRITE_LIMIT);

      if (share > 0 && (own > most || (own == most && g_strcmp0 (part->pattern_id, pattern_id) == 0)))
        {
          most = own;
          shown = part->pattern_id;
        }
    }
  return shown != NULL ? shown : pattern_id;
}

/* Logs that tell no value from others tell how many there are at least, where nothing else does. */
static void
take_asked_number (TenonHeadroom  *self,
                   GArray         *parts,
                   TenonKeyValues *values)
{
  double           error, asked = tenon_headroom_count_asked (parts, &error);
  g_autofree char *number = NULL;

  if (asked < 1 || values->distinct >= 1)
    return;
  number = tenon_format_count ((gint64)asked);
  values->distinct = asked;
  values->by = "as many as the logs ask for";
  g_free (values->basis);
  values->basis = g_strdup_printf ("at least: the logs ask for %s%s different ones", error > 0 ? "about " : "", number);
}

/* The busiest value by the requests themselves. */
static gboolean
put_on_asked (TenonHeadroom        *self,
              TenonRequests        *requests,
              GArray               *parts,
              const TenonKeyValues *values,
              const char           *column)
{
  g_autofree char *number = tenon_format_count ((gint64)values->distinct);
  TenonBusiest     busiest;

  if (values->distinct < 1 || !tenon_headroom_find_busiest (parts, values->distinct, values->top_share, &busiest))
    return FALSE;
  self->is_asked = TRUE;
  self->read_units = busiest.reads;
  self->write_units = busiest.writes;
  tenon_str_set (&self->pattern_id, busiest.pattern_id);
  self->value = g_strdup_printf ("%s, asked for most of %s values", busiest.value, number);
  self->evidence = tenon_headroom_dup_evidence (requests, parts, find_shown (parts, busiest.value, busiest.pattern_id), column);
  g_free (busiest.value);
  return TRUE;
}

/* The column a key's values come from. */
static char *
dup_column (TenonRequests *requests,
            TenonTable    *table,
            const char    *key)
{
  TenonAttribute   *attribute = key != NULL ? tenon_table_find_attribute (table, key) : NULL;
  TenonSourceTable *source = attribute != NULL ? tenon_requests_find_source (requests, attribute->source_table) : NULL;

  return source != NULL && attribute->source_column != NULL ? g_strconcat (source->name, ".", attribute->source_column, NULL) : NULL;
}

static TenonHeadroom *
analyse (TenonPricing          *pricing,
         const TenonTableSizes *sizes,
         guint                  position)
{
  TenonIndex    *index = position < sizes->n_entries ? tenon_list_get (sizes->table->indexes, position) : NULL;
  TenonHeadroom *self = tenon_headroom_new ();
  Load           load = { 0 };
  TenonKeyValues values;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (TenonHeadroomPart));
  g_autofree char *column = NULL;
  Walk             walk = { &load, &pricing->failures, parts, NULL };

  self->table = g_strdup (sizes->table->name);
  self->index = index != NULL ? g_strdup (index->name) : NULL;
  self->key = g_strdup (index != NULL ? index->partition_key : sizes->table->partition_key);
  column = dup_column (pricing->requests, sizes->table, self->key);
  walk.column = column;
  g_array_set_clear_func (parts, (GDestroyNotify)tenon_headroom_part_clear);
  tenon_key_values_count (pricing->requests, sizes->table, self->key, &values);
  collect (sizes, position, &walk);
  take_asked_number (self, parts, &values);
  self->distinct = values.distinct;
  self->top_share = values.top_share;
  self->share_by = values.share_by;
  self->is_observed = values.is_observed;
  self->distinct_by = values.by;
  self->pattern_id = g_strdup (load.pattern_id);
  self->all_read_units = load.reads;
  self->all_write_units = load.writes;
  self->fresh_units = load.fresh;
  self->n_unknown = load.n_unknown;
  self->n_failing = load.n_failing;
  if (load.pattern_id == NULL && load.n_unknown == 0)
    self->read_units = self->write_units = 0;
  else if (load.pattern_id == NULL || values.distinct < 0)
    self->read_units = self->write_units = -1;
  else if (!put_on_asked (self, pricing->requests, parts, &values, column))
    put_on_busiest (self, &load, &values);
  self->is_assumed = !self->is_asked && values.top_share < 0 && values.distinct > 1 && load.pattern_id != NULL;
  describe (self, &load, &values);
  tenon_headroom_shard (pricing, sizes, self);
  tenon_key_values_clear (&values);
  return self;
}

/**
 * tenon_headroom_reckon_table:
 *
 * Appends the table's headroom, those of its indexes behind it.
 */
void
tenon_headroom_reckon_table (TenonPricing    *pricing,
                             TenonTableSizes *sizes,
                             GPtrArray       *headrooms)
{
  g_ptr_array_add (headrooms, analyse (pricing, sizes, G_MAXUINT));
  for (guint i = 0; i < sizes->n_entries; i++)
    g_ptr_array_add (headrooms, analyse (pricing, sizes, i));
}

/**
 * tenon_headroom_analyse_table:
 *
 * Without prices: what shards would cost is not among it.
 *
 * Returns: (transfer full) (element-type TenonHeadroom): of the table, and of each of its indexes behind it
 */
GPtrArray *
tenon_headroom_analyse_table (TenonRequests *requests,
                              TenonTable    *table)
{
  TenonPricing pricing = { .requests = requests, .settings = requests->model->cost_settings };
  GPtrArray   *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_headroom_free);
  g_auto (TenonTableSizes) sizes = { 0 };

  tenon_failures_init (&pricing.failures, requests->model);
  tenon_table_sizes_init (&sizes, requests, table, TENON_COST_CONVENTION_DOCUMENTED);
  tenon_headroom_reckon_table (&pricing, &sizes, list);
  tenon_failures_clear (&pricing.failures);
  return list;
}

/**
 * tenon_headroom_analyse:
 *
 * Returns: (transfer container) (element-type TenonHeadroom): one for each table, its indexes behind it
 */
GPtrArray *
tenon_headroom_analyse (TenonModel  *model,
                        TenonDesign *design)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonPricing) pricing = tenon_pricing_new (requests, model->cost_settings);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_headroom_free);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      g_auto (TenonTableSizes) sizes = { 0 };

      tenon_table_sizes_init (&sizes, requests, tenon_list_get (design->tables, i), TENON_COST_CONVENTION_DOCUMENTED);
      tenon_headroom_reckon_table (pricing, &sizes, list);
    }
  return list;
}

/**
 * tenon_headroom_get_share:
 *
 * Returns: how much of a partition's limit the busiest value takes, 1 being all of it; negative where not known
 */
double
tenon_headroom_get_share (const TenonHeadroom *self)
{
  if (self->read_units < 0 || self->write_units < 0)
    return -1;
  return MAX (self->read_units / TENON_PARTITION_READ_LIMIT, self->write_units / TENON_PARTITION_WRITE_LIMIT);
}

/**
 * tenon_headroom_get_most_share:
 *
 * Returns: how much of a limit it would take if every request went to one value: below 1 the key cannot break at the known
 *   rates, however uneven its values are
 */
double
tenon_headroom_get_most_share (const TenonHeadroom *self)
{
  return MAX (self->all_read_units / TENON_PARTITION_READ_LIMIT, self->all_write_units / TENON_PARTITION_WRITE_LIMIT);
}

/**
 * tenon_headroom_find_first:
 * @headrooms: (element-type TenonHeadroom):
 *
 * Returns: (transfer none) (nullable): the one that breaks first as rates grow, of those that are known
 */
TenonHeadroom *
tenon_headroom_find_first (GPtrArray *headrooms)
{
  TenonHeadroom *first = NULL;

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *each = g_ptr_array_index (headrooms, i);

      if (tenon_headroom_get_share (each) > (first != NULL ? tenon_headroom_get_share (first) : 0))
        first = each;
    }
  return first;
}
