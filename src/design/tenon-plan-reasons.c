/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The evidence behind the decisions, in numbers: candidates and their weights, what an index that is spared would have taken,
 * projections side by side, what the transactions of a unique constraint take, how types are converted. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"

#include <math.h>
#include <string.h>

#define WRITE_IN_READS 5.0 /* a write unit costs as much as five read units ($0.625 and $0.125 a million) */

#define PREFERRED_SHARE 0.8

static const char weighing[] = "the rates of the patterns plus one each, times what each needs beside one request by this key: a small query 0.1 to 0.2, an index 1, an index and another request 2";

/**
 * tenon_decision_add_factor:
 * @finding: (transfer full):
 * @evidence: (nullable):
 */
void
tenon_decision_add_factor (TenonDecision *self,
                           const char    *name,
                           char          *finding,
                           const char    *evidence)
{
  TenonFactor *factor = g_object_new (TENON_TYPE_FACTOR, NULL);

  factor->name = g_strdup (name);
  factor->finding = finding;
  factor->evidence = g_strdup (evidence);
  tenon_list_append_take (self->factors, factor);
}

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

/* ---- keys ---- */

/**
 * tenon_entity_explain_candidates:
 *
 * Each key that would be unique, with its weight; the chosen one is the lightest.
 */
void
tenon_entity_explain_candidates (TenonEntity   *self,
                                 TenonDecision *decision)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      TenonKeyCandidate *candidate = &g_array_index (self->candidates, TenonKeyCandidate, i);
      const char        *sort = tenon_entity_get_name (self, candidate->sort);
      gboolean           chosen = candidate->partition == self->partition && candidate->sort == self->sort;
      g_autofree char   *weight = tenon_format_number (candidate->weight);
      g_autofree char   *most = tenon_format_number (candidate->most);
      g_autofree char   *heaviest = candidate->heaviest != NULL ? g_strdup_printf (", %s of it from %s", most, candidate->heaviest) : g_strdup ("");

      tenon_decision_add_factor (decision, "key candidate", g_strdup_printf ("%s%s%s weighs %s%s: %s", tenon_entity_get_name (self, candidate->partition), sort != NULL ? " and " : "", sort != NULL ? sort : "", weight, heaviest, chosen ? "chosen" : "rejected"), weighing);
    }
}

/**
 * tenon_entity_explain_assertions:
 * @parent: (nullable): only what refers to it
 *
 * The relationships MySQL does not declare: taken as if it did, on the word of a person.
 */
void
tenon_entity_explain_assertions (TenonEntity   *self,
                                 TenonDecision *decision,
                                 TenonEntity   *parent)
{
  for (guint i = 0; i < tenon_list_get_length (self->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->source->foreign_keys, i);
      g_autofree char *evidence = NULL;

      if (!key->is_asserted || (parent != NULL && g_strcmp0 (key->ref_table, parent->source->name) != 0))
        continue;
      evidence = g_strdup_printf ("asserted by a person: %s", key->reason != NULL && *key->reason != '\0' ? key->reason : "no reason is given");
      tenon_decision_add_factor (decision, "asserted relationship", g_strdup_printf ("%s.%s refers to %s.%s, which MySQL does not declare: taken as a foreign key", self->source->name, key->columns[0], key->ref_table, key->ref_columns[0]), evidence);
    }
}

/**
 * tenon_entity_explain_types:
 *
 * What becomes of columns whose conversion is worth knowing.
 */
void
tenon_entity_explain_types (TenonEntity   *self,
                            TenonDecision *decision)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (self->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->table->attributes, i);
      TenonColumn    *column = attribute->denormalized ? NULL : tenon_entity_get_column (self, attribute->source_column);
      const char     *departure = column != NULL ? tenon_type_mapping_find_departure (column, attribute->type, NULL, NULL) : NULL;
      const char     *note = departure != NULL ? departure : column != NULL ? tenon_type_mapping_get_note (column)
                                                                            : NULL;

      if (note != NULL)
        g_string_append_printf (s, "%s%s %s becomes %s (%s)", s->len > 0 ? "; " : "", attribute->name, column->type, tenon_attribute_type_to_string (attribute->type), note);
    }
  if (s->len > 0)
    tenon_decision_add_factor (decision, "types", g_strdup (s->str), "the columns' types in MySQL");
}

/* ---- indexes ---- */

/* Writes a second that are known to go to the table. */
static double
known_writes (TenonEntity *self)
{
  double sum = 0;

  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (tenon_reading_is_write (reading))
        sum += reading->weight - 1;
    }
  return sum;
}

/**
 * tenon_entity_explain_avoided:
 *
 * Patterns that a Query of a small item collection serves: its cost beside that of the index it spares.
 */
void
tenon_entity_explain_avoided (TenonEntity   *self,
                              TenonPlan     *plan,
                              TenonDecision *decision)
{
  gint64           size = tenon_item_size_get_table (plan->schema, self->table);
  g_autofree char *writes = tenon_format_number (known_writes (self));

  for (guint i = 0; i < self->avoided->len; i++)
    {
      TenonReading    *reading = g_ptr_array_index (self->avoided, i);
      const char      *by = tenon_entity_get_name (self, reading->range != NULL ? reading->range : reading->order);
      g_autofree char *units = tenon_format_number (read_units (reading->items * size));
      g_autofree char *items = tenon_format_number (reading->items);
      g_autofree char *entry = tenon_format_number (write_units (size));

      tenon_decision_add_factor (decision, "index avoided",
                                 g_strdup_printf ("%s: a Query of one %s and the application's own %s take %s read units a request (%s items of %" G_GINT64_FORMAT " bytes); an index%s%s would take as many at most, and %s write units more for each write (%s a second are known)",
                                                  reading->pattern->pattern_id, self->table->partition_key, reading->range != NULL ? "filter" : "sorting", units, items, size, by != NULL ? " by " : "", by != NULL ? by : "", entry, writes),
                                 "items of one key value stay within 64 KB");
    }
}

static gboolean
has_rate (TenonReading *reading)
{
  TenonPattern *pattern = reading->pattern;
  TenonRate    *rate = pattern->rps_average != NULL ? pattern->rps_average : pattern->rps_peak;
  double        value;

  return rate != NULL && tenon_rate_get_value (rate, &value) && !tenon_rate_is_lower_bound (rate);
}

/* Whether every rate that a projection of @index hangs on is known; "at least" is not. */
static gboolean
knows_rates (TenonEntity    *self,
             TenonIndexPlan *index)
{
  for (guint i = 0; i < index->readings->len; i++)
    if (!has_rate (g_ptr_array_index (index->readings, i)))
      return FALSE;
  for (guint i = 0; i < self->readings->len; i++)
    if (tenon_reading_is_write (g_ptr_array_index (self->readings, i)) && !has_rate (g_ptr_array_index (self->readings, i)))
      return FALSE;
  return TRUE;
}

/**
 * tenon_entity_explain_saved:
 *
 * What the parent's key in front of the child's spares: the index by the parent that the child's key alone would need.
 */
void
tenon_entity_explain_saved (TenonEntity   *self,
                            TenonPlan     *plan,
                            TenonDecision *decision)
{
  gint64           size = tenon_item_size_get_table (plan->schema, self->table);
  double           writes = known_writes (self);
  g_autofree char *units = tenon_format_number (write_units (size)), *known = tenon_format_number (writes), *all = tenon_format_number (writes * write_units (size)), *bytes = tenon_format_bytes (size);
  g_autoptr (GString) patterns = g_string_new (NULL);

  for (guint i = 0; self->is_identifying && i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (reading->kind != TENON_READING_CREATE && tenon_reading_has (reading, self->partition) && !tenon_reading_has (reading, self->sort))
        g_string_append_printf (patterns, "%s%s", patterns->len > 0 ? ", " : "", reading->pattern->pattern_id);
    }
  if (patterns->len == 0)
    return;
  tenon_decision_add_factor (decision, "index saved", g_strdup_printf ("with %s alone as the key, %s would need an index by %s: %s write units more for each write (%s a second are known: %s units a second) and an entry of %s for each item", self->table->sort_key, patterns->str, self->table->partition_key, units, known, all, bytes),
                             "the relationship is identifying: every request for a child knows its parent");
}

/* What an index would take if its entries had @bytes: reads with what has to be fetched besides, and writes that touch it; in
 * read units, by the rates where all are known, else by the weights of the patterns. */
static double
weigh_projection (TenonEntity    *self,
                  TenonIndexPlan *index,
                  gint64          bytes,
                  gint64          fetched,
                  gboolean        touched_by_updates)
{
  double even = knows_rates (self, index) ? 1 : 0;
  double sum = 0;

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);
      double        items = reading->items > 0 ? reading->items : 1;

      if (tenon_reading_is_read (reading))
        sum += (reading->weight - even) * (read_units (items * bytes) + (fetched > 0 ? items * read_units (fetched) : 0));
    }
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (tenon_reading_is_write (reading) && (touched_by_updates || reading->kind != TENON_READING_UPDATE))
        sum += (reading->weight - even) * write_units (bytes) * WRITE_IN_READS;
    }
  return sum;
}

/* Whether an update that says what it writes touches what @index projects. */
static gboolean
is_touched (TenonEntity *self,
            TenonIndex  *index)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (reading->kind != TENON_READING_UPDATE)
        continue;
      if (reading->writes->len == 0)
        return TRUE;
      for (guint j = 0; j < reading->writes->len; j++)
        {
          const char *name = tenon_entity_get_name (self, g_ptr_array_index (reading->writes, j));

          if (name != NULL && (g_strcmp0 (name, index->partition_key) == 0 || g_strcmp0 (name, index->sort_key) == 0 || tenon_strv_contains ((const char *const *)index->projected, name)))
            return TRUE;
        }
    }
  return FALSE;
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

/**
 * tenon_entity_explain_projection:
 *
 * The projections side by side, by the weights of the patterns.
 */
void
tenon_entity_explain_projection (TenonEntity    *self,
                                 TenonPlan      *plan,
                                 TenonIndexPlan *index,
                                 TenonDecision  *decision)
{
  TenonIndex      *built = index->index;
  gint64           item = tenon_item_size_get_table (plan->schema, self->table);
  g_autofree char *keys = tenon_format_number (weigh_projection (self, index, size_of (self, plan, built, TENON_PROJECTION_KEYS_ONLY), item, FALSE));
  g_autofree char *all = tenon_format_number (weigh_projection (self, index, item, 0, TRUE));
  g_autofree char *some = built->projection == TENON_PROJECTION_INCLUDE ? tenon_format_number (weigh_projection (self, index, size_of (self, plan, built, TENON_PROJECTION_INCLUDE), 0, is_touched (self, built))) : NULL;

  tenon_decision_add_factor (decision, "projection costs", g_strdup_printf ("KEYS_ONLY and the items fetched by their keys %s%s%s, ALL %s", keys, some != NULL ? ", INCLUDE " : "", some != NULL ? some : "", all),
                             knows_rates (self, index) ? "read units a second by the rates of the patterns, a write unit as five of them; one item where the number is not known"
                                                       : "read units by the weights of the patterns (a rate plus one, as not every rate is known), a write unit as five of them; one item where the number is not known");
}

/**
 * tenon_entity_explain_lacking:
 *
 * What an index that a person shaped does not carry: it stays as it is, and says so.
 */
void
tenon_entity_explain_lacking (TenonEntity    *self,
                              TenonIndexPlan *index,
                              TenonDecision  *decision)
{
  for (guint i = 0; index->is_pinned && i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);
      g_autoptr (GPtrArray) lacking = tenon_index_list_lacking (index->index, self->table, reading);
      g_auto (GStrv) names = tenon_strv_from_array (lacking);
      g_autofree char *joined = g_strjoinv (", ", names);

      if (lacking->len > 0 && tenon_reading_is_read (reading))
        tenon_decision_add_factor (decision, "not carried", g_strdup_printf ("%s needs %s: each item is fetched by its key, a request more", reading->pattern->pattern_id, joined), "the index stays as a person wants it");
    }
}

/**
 * tenon_entity_prefers_keys:
 *
 * Returns: whether entries of keys alone, with the items fetched by their keys, are cheaper by a fifth or more than entries
 *   that carry everything. Only said where every rate and number of items that it hangs on is known: a request more is no
 *   guess to make.
 */
gboolean
tenon_entity_prefers_keys (TenonEntity    *self,
                           TenonPlan      *plan,
                           TenonIndexPlan *index)
{
  gint64 item = tenon_item_size_get_table (plan->schema, self->table);
  double all;

  if (plan->strategy == TENON_STRATEGY_READ_OPTIMISED || !knows_rates (self, index))
    return FALSE;
  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (reading->table != self->source || !tenon_reading_is_read (reading) || reading->items <= 0 || reading->filters->len > 0 || reading->equality->len > 2 || reading->parts->len > 0)
        return FALSE;
    }
  all = weigh_projection (self, index, item, 0, TRUE);
  return all > 0 && weigh_projection (self, index, size_of (self, plan, index->index, TENON_PROJECTION_KEYS_ONLY), item, FALSE) <= PREFERRED_SHARE * all;
}

/* ---- what one partition takes ---- */

static double
peak_of (TenonReading *reading)
{
  double value;

  return reading->pattern->rps_peak != NULL && tenon_rate_get_value (reading->pattern->rps_peak, &value) ? value : 0;
}

/* The share of a partition's limits that the busiest value, with @top of the load, takes at the peak rates that are known, if
 * entries had @bytes. */
static double
weigh_peak (TenonEntity    *self,
            TenonIndexPlan *index,
            gint64          bytes,
            gboolean        touched_by_updates,
            double          top)
{
  double reads = 0, writes = 0;

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      reads += peak_of (reading) * read_units (MAX (reading->items, 1) * bytes);
    }
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (tenon_reading_is_write (reading) && (touched_by_updates || reading->kind != TENON_READING_UPDATE))
        writes += peak_of (reading) * (reading->is_many ? MAX (reading->items, 1) : 1) * write_units (bytes);
    }
  return top * MAX (reads / TENON_PARTITION_READ_LIMIT, writes / TENON_PARTITION_WRITE_LIMIT);
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

static double
weigh_peak_as (TenonEntity    *self,
               TenonPlan      *plan,
               TenonIndexPlan *index,
               TenonProjection projection,
               double          top)
{
  TenonIndex *built = index->index;
  gboolean    is_touched_here;
  int         kept = built->projection;

  built->projection = projection;
  is_touched_here = projection == TENON_PROJECTION_ALL || is_touched (self, built);
  built->projection = kept;
  return weigh_peak (self, index, size_of (self, plan, built, projection), is_touched_here, top);
}

/**
 * tenon_entity_find_headroom:
 * @names: (element-type utf8): attributes that its patterns read besides the keys
 *
 * Where entries as they are would break a partition at the peak rates that are known, and smaller ones would not, the index gets
 * those, whatever they cost.
 *
 * Returns: (transfer full) (nullable): why; %NULL where the projection stays for its own reasons
 */
char *
tenon_entity_find_headroom (TenonEntity    *self,
                            TenonPlan      *plan,
                            TenonIndexPlan *index,
                            GPtrArray      *names)
{
  static const char *const labels[] = { [TENON_PROJECTION_ALL] = "ALL", [TENON_PROJECTION_INCLUDE] = "INCLUDE", [TENON_PROJECTION_KEYS_ONLY] = "KEYS_ONLY" };
  TenonIndex              *built = index->index;
  int                      before = built->projection;
  g_autoptr (TenonRequests) requests = NULL;
  g_auto (GStrv) projected = NULL;
  double top, broken, share = 0;

  /* One value takes no more than all of them. */
  if (before == TENON_PROJECTION_KEYS_ONLY || weigh_peak_as (self, plan, index, before, 1) <= 1)
    return NULL;
  requests = tenon_requests_new (plan->model);
  if (!tenon_headroom_get_top_share (requests, self->table, built->partition_key, &top))
    return NULL;
  broken = weigh_peak_as (self, plan, index, before, top);
  if (broken <= 1)
    return NULL;
  projected = tenon_strv_from_array (names);
  if (before == TENON_PROJECTION_ALL && names->len > 0 && names->len <= TENON_INCLUDE_LIMIT && can_narrow (self, index, FALSE))
    {
      built->projected = g_steal_pointer (&projected);
      share = weigh_peak_as (self, plan, index, TENON_PROJECTION_INCLUDE, top);
      if (share <= 1)
        {
          built->projection = TENON_PROJECTION_INCLUDE;
          index->is_whole = FALSE;
          return g_strdup_printf ("INCLUDE: with ALL the busiest value of %s would take %.0f %% of what one partition can at peak, with the %u attribute%s that are read %.0f %%.", built->partition_key, 100 * broken, names->len, names->len == 1 ? "" : "s", 100 * share);
        }
      g_clear_pointer (&built->projected, g_strfreev);
    }
  share = weigh_peak_as (self, plan, index, TENON_PROJECTION_KEYS_ONLY, top);
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

/**
 * tenon_entity_explain_merged:
 */
void
tenon_entity_explain_merged (TenonIndexPlan *index,
                             TenonDecision  *decision)
{
  if (index->merged != NULL)
    tenon_decision_add_factor (decision, "merged", g_strdup_printf ("%s would have had an index by %s alone: this one serves both", index->merged->str, index->index->partition_key), "one index less to pay for at every write");
}

/* ---- unique constraints ---- */

/**
 * tenon_entity_explain_transactions:
 *
 * What creating, changing and deleting take because of the constraint, and what an item whose value changes needs.
 */
void
tenon_entity_explain_transactions (TenonEntity     *self,
                                   TenonPlan       *plan,
                                   TenonLookupPlan *lookup,
                                   TenonDecision   *decision)
{
  gint64           item = tenon_item_size_get_table (plan->schema, self->table);
  gint64           entry = tenon_item_size_get_table (plan->schema, lookup->table);
  g_autofree char *plain = tenon_format_number (write_units (item));
  g_autofree char *both = tenon_format_number (2 * (write_units (item) + write_units (entry)));
  g_autofree char *change = tenon_format_number (2 * (write_units (item) + 2 * write_units (entry)));
  g_autofree char *columns = g_strjoinv (" and ", lookup->table->unique_columns);

  tenon_decision_add_factor (decision, "cost", g_strdup_printf ("creating or deleting an item takes %s write units instead of %s, changing its %s takes %s", both, plain, columns, change),
                             "2 units for each KB begun in a transaction; a transaction that a condition cancels is paid for too");
  tenon_decision_add_factor (decision, "changing the value", g_strdup_printf ("read the item's present %s by a strongly consistent GetItem, then in one transaction: Update %s on the condition that it is there and the value is still the one that was read, Delete the old item of %s, Put the new one on the condition that it is not", columns, self->table->name, lookup->table->name),
                             "a failed condition on the Put means that the new value is taken, one on the Update that somebody changed it meanwhile: read again; where the present value is NULL, attribute_not_exists() takes the place of the comparison");
}
