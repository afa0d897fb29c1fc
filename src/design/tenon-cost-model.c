/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a design costs a month by the settings of its project; every total opens into its terms. */

#include "design/tenon-cost-model.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-private.h"
#include "design/tenon-reckoning.h"
#include "model/tenon-facts.h"

#include <string.h>

/* ---- what is stated of the application ---- */

static double
get_fact (TenonModel *model,
          const char *key)
{
  double value;

  return tenon_facts_get_number (model, key, &value) ? value : -1;
}

/**
 * tenon_pricing_new:
 * @requests: borrowed
 * @settings: copied
 */
TenonPricing *
tenon_pricing_new (TenonRequests     *requests,
                   TenonCostSettings *settings)
{
  TenonPricing *self = g_new0 (TenonPricing, 1);
  g_autoptr (GError) error = NULL;

  self->requests = requests;
  self->settings = tenon_record_copy (settings);
  self->region = g_strdup (requests->model->region != NULL && *requests->model->region != '\0' ? requests->model->region : "us-east-1");
  self->prices = tenon_prices_load (self->region, self->settings, &error);
  self->unpriced = error != NULL ? g_strdup (error->message) : NULL;
  self->peak_hours = MIN (24, get_fact (requests->model, "peak-hours")); /* nobody can reckon it from a schema or a log */
  tenon_failures_init (&self->failures, requests->model);
  return self;
}

void
tenon_pricing_free (TenonPricing *self)
{
  g_clear_pointer (&self->prices, tenon_prices_free);
  g_object_unref (self->settings);
  tenon_failures_clear (&self->failures);
  g_free (self->region);
  g_free (self->unpriced);
  g_free (self);
}

/* ---- the conventions in words ---- */

static void
describe_scaling (TenonPricing *self,
                  GString      *s,
                  const char   *target,
                  const char   *follows)
{
  g_autofree char *hours = tenon_format_number (self->peak_hours);

  g_string_append_printf (s, "Provisioned with auto scaling to %s %% utilisation%s: ", target, follows);
  if (self->peak_hours >= 0)
    g_string_append_printf (s, "capacity for the peak in %s hours of a day (STATED), for what leaves the average in the others", hours);
  else
    g_string_append (s, "at least capacity for the average, as for how many hours of a day the peak lasts is not known");
  g_string_append (s, "; alarms not counted");
}

static void
describe_mode (TenonPricing *self,
               GString      *s)
{
  TenonCostSettings *settings = self->settings;
  g_autofree char   *target = tenon_format_number (100 * tenon_cost_settings_get_utilisation (settings));
  const char        *follows = settings->index_follows_table ? ", an index with at least its table's writes" : "";

  if (settings->capacity_mode == TENON_CAPACITY_PROVISIONED)
    g_string_append_printf (s, "Provisioned: capacity for the peak at %s %% utilisation, held all month%s", target, follows);
  else if (settings->capacity_mode == TENON_CAPACITY_SCALED)
    describe_scaling (self, s, target, follows);
  else
    g_string_append (s, "On demand");
  g_string_append_printf (s, ", table class %s, region %s%s", settings->table_class == TENON_STORAGE_CLASS_STANDARD_IA ? "Standard-IA" : "Standard", self->region,
                          self->prices->is_inferred ? " (prices inferred from its provisioned ones, which alone are stated)" : "");
  if (self->prices->is_by_ratio)
    g_string_append (s, " (requests at 125 % of Standard; their list prices are not confirmed)");
  g_string_append_printf (s, ", list prices of %s; ", self->prices->dated);
  if (settings->capacity_mode == TENON_CAPACITY_PROVISIONED)
    g_string_append (s, "peak rates");
  else if (settings->capacity_mode == TENON_CAPACITY_SCALED)
    g_string_append (s, "peak and average rates");
  else
    g_string_append (s, settings->rates == TENON_COST_RATES_PEAK ? "peak rates all month" : "average rates");
}

static void
describe_units (TenonPricing *self,
                GString      *s)
{
  switch (self->settings->convention)
    {
    case TENON_COST_CONVENTION_AWSLABS_MCP:
      g_string_append (s, "; units as the calculator of awslabs/mcp counts them: an index is written once a write, also where its key changes");
      break;
    case TENON_COST_CONVENTION_AGENT_TOOLKIT:
      g_string_append_printf (s, "; units as the calculator of aws/agent-toolkit-for-aws counts them: an entry has all, 0.3 or 0.1 of its item by its projection, and a table holds what is created in %" G_GINT64_FORMAT " days", self->settings->retention_days);
      break;
    default:
      g_string_append (s, "; write units by 1 KB, read units by 4 KB, eventually consistent reads at half, transactions twice on the base table and once on its indexes; writes whose condition fails counted beside those that go through");
      break;
    }
}

static void
describe_extras (TenonPricing *self,
                 GString      *s)
{
  TenonCostSettings *settings = self->settings;
  g_autofree char   *copies = tenon_format_number (settings->backups);

  g_string_append (s, settings->point_in_time_recovery ? "; point-in-time recovery on" : "; no point-in-time recovery");
  if (settings->backups > 0)
    g_string_append_printf (s, ", %s full %s kept", copies, settings->backups == 1 ? "backup" : "backups");
  else
    g_string_append (s, ", no backups");
  g_string_append (s, settings->streams ? ", a stream on each table" : ", no streams");
  g_string_append_printf (s, "; free tiers, savings plans and data transfer not counted; %s.", settings->rounding == TENON_COST_ROUNDING_CENTS ? "each term rounded to the cent" : "terms not rounded");
}

/**
 * tenon_pricing_dup_convention:
 *
 * Returns: (transfer full): all that a total rests on beside its terms, in one sentence
 */
char *
tenon_pricing_dup_convention (TenonPricing *self)
{
  GString         *s;
  g_autofree char *hours = tenon_format_number (self->settings->month_hours);

  if (self->prices == NULL)
    return g_strdup (self->unpriced);
  s = g_string_new (NULL);
  describe_mode (self, s);
  g_string_append_printf (s, "; a month of %.0f s (%s h), a GB of %.0f bytes, items and index entries stored with %.0f bytes besides", self->prices->seconds_per_month, hours, self->prices->bytes_per_gb, self->prices->item_overhead);
  describe_units (self, s);
  describe_extras (self, s);
  return g_string_free (s, FALSE);
}

/* ---- a design ---- */

/**
 * tenon_cost_estimate_with:
 * @settings: other settings than the model's
 *
 * Returns: (transfer full): dollars a month, term by term in the order of the tables
 */
TenonCost *
tenon_cost_estimate_with (TenonModel        *model,
                          TenonDesign       *design,
                          TenonCostSettings *settings)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonReckoning) reckoning = tenon_reckoning_new_with (requests, design, settings);

  return tenon_reckoning_steal_cost (reckoning);
}

/**
 * tenon_cost_estimate:
 * @model: rates, row counts, the region and the settings come from it
 * @design: the design to reckon, the model's own or a proposal
 *
 * An unknown rate, row count or number of items leaves its term open; it never counts as 0.
 *
 * Returns: (transfer full): dollars a month, term by term in the order of the tables
 */
TenonCost *
tenon_cost_estimate (TenonModel  *model,
                     TenonDesign *design)
{
  return tenon_cost_estimate_with (model, design, model->cost_settings);
}

/**
 * tenon_cost_list_modes:
 *
 * Reckons the design by each capacity mode and table class, all other settings being the model's.
 *
 * Returns: (transfer full) (element-type TenonCostShare): "on demand, Standard" and the others
 */
GPtrArray *
tenon_cost_list_modes (TenonModel  *model,
                       TenonDesign *design)
{
  static const struct
  {
    const char       *name;
    TenonCapacityMode mode;
    TenonStorageClass storage;
  } modes[] = {
    { "on demand, Standard", TENON_CAPACITY_ON_DEMAND, TENON_STORAGE_CLASS_STANDARD },
    { "on demand, Standard-IA", TENON_CAPACITY_ON_DEMAND, TENON_STORAGE_CLASS_STANDARD_IA },
    { "provisioned, Standard", TENON_CAPACITY_PROVISIONED, TENON_STORAGE_CLASS_STANDARD },
    { "provisioned, Standard-IA", TENON_CAPACITY_PROVISIONED, TENON_STORAGE_CLASS_STANDARD_IA },
    { "provisioned with auto scaling, Standard", TENON_CAPACITY_SCALED, TENON_STORAGE_CLASS_STANDARD },
    { "provisioned with auto scaling, Standard-IA", TENON_CAPACITY_SCALED, TENON_STORAGE_CLASS_STANDARD_IA },
  };
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonCostSettings) settings = tenon_record_copy (model->cost_settings);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_cost_share_free);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (TenonReckoning) reckoning = NULL;
      TenonCostShare *share = g_new0 (TenonCostShare, 1);

      g_object_set (settings, "capacity-mode", modes[i].mode, "table-class", modes[i].storage, NULL);
      reckoning = tenon_reckoning_new_with (requests, design, settings);
      share->name = g_strdup (modes[i].name);
      share->dollars = tenon_reckoning_get_cost (reckoning)->dollars;
      share->n_open = tenon_reckoning_get_cost (reckoning)->n_open;
      g_ptr_array_add (list, share);
    }
  return list;
}
