/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The five production warnings of the design document, in its words, where they apply, with the numbers behind them. */

#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

#define SHARE_OF_LIMIT 0.8 /* of what a partition takes: from here on there is no room for skew */
#define VALUES_NEEDED 100

static const char throttling[] = "Warning: GSI throttling will affect the entire base table. Consider dedicated capacity or alternative design.";
static const char hot[] = "Warning: This access pattern may create hot partitions. Consider partition key sharding strategy.";
static const char boundary[] = "Warning: Mixing data from different services/teams. Consider operational ownership boundaries.";
static const char evolution[] = "Warning: This denormalization will complicate future schema changes. Document migration strategy.";
static const char debugging[] = "Warning: Composite keys and denormalized data will increase debugging difficulty. Ensure adequate logging/monitoring.";

static char *
describe_spread (const TenonHeadroom *headroom)
{
  g_autofree char *share = headroom->is_asked ? NULL : headroom->top_share >= 0 ? tenon_format_number (round (1000 * headroom->top_share) / 10)
                                                                                : NULL;

  if (headroom->is_asked)
    return g_strdup (headroom->evidence);
  if (share != NULL)
    return g_strdup_printf ("its busiest value has %s %% by %s", share, headroom->share_by);
  return headroom->distinct > 1 ? g_strdup_printf ("ASSUMED to be spread evenly over its %.0f values", headroom->distinct) : g_strdup ("it has one value");
}

/* Provisioned by its own peak alone, an index may get less than its table writes. */
static void
warn_capacity (TenonRuleContext *context,
               const TenonRule  *rule,
               const char       *subject,
               TenonTable       *table,
               TenonIndex       *index,
               double            index_writes)
{
  TenonCostSettings *settings = context->model->cost_settings;
  double             target = tenon_cost_settings_get_utilisation (settings);
  double             own = MAX (1, ceil (index_writes / target - 1e-9)), needed;
  TenonHeadroom     *whole = g_ptr_array_index (tenon_rule_get_headrooms (context, table), 0);

  if (settings->capacity_mode == TENON_CAPACITY_ON_DEMAND || settings->index_follows_table)
    return;
  needed = MAX (1, ceil (whole->all_write_units / target - 1e-9));
  if (own < needed)
    tenon_rule_set_number (context, tenon_rule_report (context, rule, subject, "%s %s is given %.0f write units for its own peak, and %s %.0f for its: the index cannot take what the table may write.", throttling, index->name, own, table->name, needed), needed);
}

/* An index of which one value may get more writes than a partition takes. */
static void
warn_index (TenonRuleContext *context,
            const TenonRule  *rule,
            TenonHeadroom    *headroom,
            TenonTable       *table,
            TenonIndex       *index)
{
  g_autofree char *subject = g_strdup_printf ("index:%s/%s", table->name, index->name);
  g_autofree char *number = NULL, *spread = NULL, *all = NULL;
  double           busiest = headroom->write_units; /* negative: how many values there are is not known, which is asked */

  number = tenon_format_number (busiest);
  all = tenon_format_number (headroom->all_write_units);
  if (busiest >= SHARE_OF_LIMIT * TENON_PARTITION_WRITE_LIMIT)
    {
      spread = describe_spread (headroom);
      tenon_rule_set_number (context, tenon_rule_report (context, rule, subject, "%s Of the %s write units a second that %s causes in %s at peak, up to %s go to one value of %s (%s); a partition of the index takes 1,000.", throttling, all, table->name, index->name, number, index->partition_key, spread), busiest);
    }
  else if (headroom->distinct > 0 && headroom->distinct < VALUES_NEEDED && headroom->n_unknown > 0 && tenon_list_get_length (table->operations) > 0)
    tenon_rule_report (context, rule, subject, "%s %s has %.0f values of %s to take the writes of %s, and the peak rate of %u of its requests is not known.", throttling, index->name, headroom->distinct, index->partition_key, table->name, headroom->n_unknown);
  else
    warn_capacity (context, rule, subject, table, index, headroom->all_write_units);
}

void
tenon_rule_warn_gsi_throttling (TenonRuleContext *context,
                                const TenonRule  *rule,
                                TenonTable       *table)
{
  GPtrArray *headrooms = tenon_rule_get_headrooms (context, table);

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (headrooms, i);
      TenonIndex    *index = headroom->index != NULL ? tenon_table_find_index (table, headroom->index) : NULL;

      if (index != NULL)
        warn_index (context, rule, headroom, table, index);
    }
}

static void
warn_hot (TenonRuleContext *context,
          const TenonRule  *rule,
          TenonTable       *table,
          TenonHeadroom    *headroom)
{
  TenonIndex      *index = headroom->index != NULL ? tenon_table_find_index (table, headroom->index) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *r = NULL, *w = NULL;
  g_autofree char *spread = NULL;
  TenonDiagnostic *finding;
  double           reads, writes;

  reads = headroom->read_units;
  writes = headroom->write_units;
  if (reads < SHARE_OF_LIMIT * TENON_PARTITION_READ_LIMIT && writes < SHARE_OF_LIMIT * TENON_PARTITION_WRITE_LIMIT)
    return;
  subject = index != NULL ? g_strdup_printf ("index:%s/%s", table->name, index->name) : g_strconcat ("table:", table->name, NULL);
  r = tenon_format_number (reads);
  w = tenon_format_number (writes);
  spread = describe_spread (headroom);
  finding = tenon_rule_report (context, rule, subject, "%s %s: up to %s read and %s write units a second on one value of %s at peak (%s); a partition takes 3,000 and 1,000.%s%s", hot, index != NULL ? index->name : table->name, r, w, headroom->key,
                               spread, headroom->pattern_id != NULL ? " Most comes from " : "", headroom->pattern_id != NULL ? headroom->pattern_id : "");
  tenon_rule_set_number (context, finding, writes / TENON_PARTITION_WRITE_LIMIT >= reads / TENON_PARTITION_READ_LIMIT ? writes : reads);
  if (headroom->shards > 1 && index == NULL && table->sort_key == NULL)
    tenon_diagnostic_set_remedy (finding, "Each value of %s is one item, which a suffix does not spread: keep copies of it for the reads, or a cache, or split what is counted in it over several items. What that costs: tenon-cli cost DIR --keys", headroom->key);
  else if (headroom->shards > 1)
    tenon_diagnostic_set_remedy (finding, "Split each value of %s into %u: a query by it becomes %u requests. What that costs: tenon-cli cost DIR --keys", headroom->key, headroom->shards, headroom->shards);
}

/* How many values there are is not known, and one that took all would break a partition: what has to be known is asked. */
static void
ask_values (TenonRuleContext *context,
            const TenonRule  *rule,
            TenonTable       *table,
            TenonHeadroom    *headroom)
{
  TenonAttribute   *attribute = headroom->key != NULL ? tenon_table_find_attribute (table, headroom->key) : NULL;
  TenonSourceTable *source = attribute != NULL ? tenon_rule_find_source (context, attribute->source_table) : NULL;
  TenonForeignKey  *key = source != NULL && attribute->source_column != NULL ? tenon_source_table_find_foreign_key (source, attribute->source_column) : NULL;
  double            most = tenon_headroom_get_most_share (headroom);
  g_autofree char  *subject = NULL, *number = NULL;
  TenonDiagnostic  *finding;

  /* Where each value is one item only requests for that very item go to it. */
  if (source == NULL || attribute->source_column == NULL || most < SHARE_OF_LIMIT || tenon_rule_is_one_item (context, table, headroom->key))
    return;
  subject = headroom->index != NULL ? g_strdup_printf ("index:%s/%s", table->name, headroom->index) : g_strconcat ("table:", table->name, NULL);
  number = tenon_format_number (round (1000 * most) / 10);
  finding = tenon_rule_report_as (context, rule, TENON_SEVERITY_NOTE, subject, "How many values of %s the requests for %s are spread over is not known, and so not whether one of them is hot: all of them together take %s %% of what a partition takes at peak.", headroom->key,
                                  headroom->index != NULL ? headroom->index : table->name, number);
  if (key != NULL && key->columns[1] == NULL)
    tenon_diagnostic_set_remedy (finding, "State how many rows %s has (fact “source:%s/rows”), or count the rows.", key->ref_table, key->ref_table);
  else
    tenon_diagnostic_set_remedy (finding, "State how many different values %s.%s has (fact “column:%s.%s/distinct-values”), or import rows or a log that shows them.", source->name, attribute->source_column, source->name, attribute->source_column);
}

/* Taken as even the load is small, and all of it on one value it would break a partition: nobody knows which it is. */
static void
ask_skew (TenonRuleContext *context,
          const TenonRule  *rule,
          TenonTable       *table,
          TenonHeadroom    *headroom)
{
  double           even = tenon_headroom_get_share (headroom), most = tenon_headroom_get_most_share (headroom);
  gboolean         is_shared = headroom->distinct < VALUES_NEEDED;
  g_autofree char *subject = NULL, *a = NULL, *b = NULL, *limit = NULL;
  TenonAttribute  *attribute = headroom->key != NULL ? tenon_table_find_attribute (table, headroom->key) : NULL;
  TenonDiagnostic *finding;

  if (!headroom->is_assumed || attribute == NULL || attribute->source_column == NULL || even >= SHARE_OF_LIMIT || most < SHARE_OF_LIMIT)
    return;
  subject = headroom->index != NULL ? g_strdup_printf ("index:%s/%s", table->name, headroom->index) : g_strconcat ("table:", table->name, NULL);
  a = tenon_format_number (round (1000 * even) / 10);
  b = tenon_format_number (round (1000 * most) / 10);
  limit = tenon_format_number (floor (1000 * SHARE_OF_LIMIT / most) / 10);
  finding = tenon_rule_report_as (context, rule, is_shared ? rule->severity : TENON_SEVERITY_NOTE, subject,
                                  "Nothing shows how uneven the requests for %s of %s are. Spread evenly over %.0f values (ASSUMED) the busiest takes %s %% of a partition, all for one value %s %%: from %s %% of the requests on, one value is hot.",
                                  headroom->key, headroom->index != NULL ? headroom->index : table->name, headroom->distinct, a, b, limit);
  tenon_rule_set_number (context, finding, round (1000 * most) / 10);
  tenon_diagnostic_set_remedy (finding,
                               "State how many per cent of the requests the busiest value of %s.%s takes (fact “column:%s.%s/busiest-share”), or import a log whose statements show the values.", attribute->source_table, attribute->source_column,
                               attribute->source_table, attribute->source_column);
}

void
tenon_rule_check_skew (TenonRuleContext *context,
                       const TenonRule  *rule,
                       TenonTable       *table)
{
  GPtrArray *headrooms = tenon_rule_get_headrooms (context, table);

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (headrooms, i);

      if (headroom->distinct < 1)
        ask_values (context, rule, table, headroom);
      else
        ask_skew (context, rule, table, headroom);
    }
}

void
tenon_rule_warn_hot_partition (TenonRuleContext *context,
                               const TenonRule  *rule,
                               TenonTable       *table)
{
  GPtrArray *headrooms = tenon_rule_get_headrooms (context, table);

  for (guint i = 0; i < headrooms->len; i++)
    warn_hot (context, rule, table, g_ptr_array_index (headrooms, i));
}

static char *
database_of (const char *table)
{
  const char *dot = table != NULL ? strrchr (table, '.') : NULL;

  return dot != NULL ? g_strndup (table, dot - table) : g_strdup ("");
}

static char *
owner_of (TenonRuleContext *context,
          const char       *table)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_ENTITY, table, "owner");

  return tenon_facts_dup_text (context->model, key);
}

static char *
name_attributes_of (TenonTable *table,
                    const char *source)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (g_strcmp0 (attribute->source_table, source) == 0)
        g_string_append_printf (names, "%s%s", n++ > 0 ? ", " : "", attribute->name);
    }
  return g_strdup_printf ("%u of its %u attributes (%s)", n, tenon_list_get_length (table->attributes), names->str);
}

/* Owners that are stated tell services apart; where they are not, databases do. */
static void
warn_boundary (TenonRuleContext *context,
               const TenonRule  *rule,
               TenonTable       *table,
               const char       *source)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);
  g_autofree char *owner = owner_of (context, table->source_table), *other_owner = owner_of (context, source);
  g_autofree char *database = database_of (table->source_table), *other_database = database_of (source);
  g_autofree char *attributes = name_attributes_of (table, source);

  if (owner != NULL && other_owner != NULL && g_ascii_strcasecmp (owner, other_owner) != 0)
    tenon_rule_report (context, rule, subject, "%s %s takes %s from %s, which %s owns, while %s owns %s.", boundary, table->name, attributes, source, other_owner, owner, table->source_table);
  else if ((owner == NULL || other_owner == NULL) && strcmp (database, other_database) != 0)
    tenon_rule_report (context, rule, subject, "%s %s takes %s from %s, beside those of %s: two databases.", boundary, table->name, attributes, source, table->source_table);
}

void
tenon_rule_warn_entity_boundary (TenonRuleContext *context,
                                 const TenonRule  *rule,
                                 TenonTable       *table)
{
  g_auto (GStrv) sources = tenon_table_dup_source_tables (table);

  for (guint i = 0; table->source_table != NULL && sources != NULL && sources[i] != NULL; i++)
    if (g_strcmp0 (sources[i], table->source_table) != 0)
      warn_boundary (context, rule, table, sources[i]);
}

static char *
name_copies (TenonTable *table,
             guint      *n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  *n = 0;
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized)
        g_string_append_printf (names, "%s%s (from %s.%s)", (*n)++ > 0 ? ", " : "", attribute->name, attribute->source_table, attribute->source_column);
    }
  return g_strdup (names->str);
}

void
tenon_rule_warn_schema_evolution (TenonRuleContext *context,
                                  const TenonRule  *rule,
                                  TenonTable       *table)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);
  guint            n;
  g_autofree char *names = name_copies (table, &n);

  if (n > 0)
    tenon_rule_report (context, rule, subject, "%s %s copies %u attribute%s: %s.", evolution, table->name, n, n == 1 ? "" : "s", names);
}

void
tenon_rule_warn_debugging (TenonRuleContext *context,
                           const TenonRule  *rule,
                           TenonTable       *table)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);
  guint            n;
  g_autofree char *names = name_copies (table, &n);

  if (n > 0 && table->sort_key != NULL && *table->sort_key != '\0')
    tenon_rule_report (context, rule, subject, "%s %s is keyed by %s and %s and holds %u denormalised attribute%s.", debugging, table->name, table->partition_key, table->sort_key, n, n == 1 ? "" : "s");
}
