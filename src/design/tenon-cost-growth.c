/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a design costs month by month as its tables grow: by the rows a month somebody stated, else by what its patterns create
 * and delete. Requests stay as they are today, unless the settings state by how many per cent they grow. */

#include "design/tenon-cost-model.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-private.h"
#include "design/tenon-reckoning.h"
#include "model/tenon-facts.h"

#include <math.h>

/* One table of the design as it grows. */
typedef struct
{
  TenonStored stored;
  double      rows;
  double      rows_per_month; /* 0 where not known */
  double      size_factor;    /* of an item, a month */
} Grower;

typedef struct
{
  TenonPricing    *pricing;
  TenonDesign     *design;
  TenonCostGrowth *growth;
  GHashTable      *rates;   /* (owned) MySQL table -> TenonGrowthRate */
  GArray          *growers; /* (owned) (element-type Grower) */
} Projection;

static void
rate_free (gpointer data)
{
  TenonGrowthRate *rate = data;

  g_free (rate->table);
  g_free (rate->evidence);
  g_free (rate);
}

static gboolean
get_fact (Projection *self,
          const char *table,
          const char *name,
          double     *value)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_ENTITY, table, name);

  return tenon_facts_get_number (self->pricing->requests->model, key, value);
}

/* Adds what one write makes of the number of items; FALSE where that cannot be known. */
static gboolean
add_write (Projection     *self,
           TenonTable     *table,
           TenonOperation *operation,
           double         *per_second,
           GString        *evidence)
{
  TenonReadingKind kind = tenon_requests_get_kind (self->pricing->requests, table, operation);
  TenonReading    *reading = tenon_requests_find (self->pricing->requests, operation->pattern_id);
  double           rate, sign = kind == TENON_READING_DELETE ? -1 : 1;

  if (kind == TENON_READING_UPDATE)
    return TRUE;
  if (reading == NULL || kind == TENON_READING_UPSERT || operation->items <= 0 || operation->requests < 0 || !tenon_rate_get_value (reading->pattern->rps_average, &rate))
    return FALSE;
  *per_second += sign * rate * operation->items * (operation->requests > 0 ? operation->requests : 1);
  g_string_append_printf (evidence, "%s%s", evidence->len > 0 ? sign < 0 ? " less " : " and " : sign < 0 ? "less "
                                                                                                         : "",
                          operation->pattern_id);
  return TRUE;
}

/* What the patterns create and delete, where all of them can be known. */
static gboolean
derive (Projection      *self,
        const char      *source,
        TenonGrowthRate *rate)
{
  g_autoptr (GString) evidence = g_string_new (NULL);
  double per_second = 0;

  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);

      if (table->role != TENON_TABLE_ENTITY || g_strcmp0 (table->source_table, source) != 0)
        continue;
      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (tenon_operation_is_write (operation) && !add_write (self, table, operation, &per_second, evidence))
            return FALSE;
        }
    }
  if (evidence->len == 0)
    return FALSE;
  rate->rows_per_month = per_second * tenon_cost_settings_get_month_seconds (self->pricing->settings);
  rate->evidence = g_strdup_printf ("DERIVED from the average rates of %s", evidence->str);
  return TRUE;
}

static TenonGrowthRate *
find_rate (Projection *self,
           const char *source)
{
  TenonGrowthRate  *rate = g_hash_table_lookup (self->rates, source);
  TenonSourceTable *table = tenon_requests_find_source (self->pricing->requests, source);

  if (rate != NULL)
    return rate;
  rate = g_new0 (TenonGrowthRate, 1);
  rate->table = g_strdup (source);
  rate->rows = table != NULL && table->row_count >= 0 ? table->row_count : -1;
  if (get_fact (self, source, "row-growth", &rate->rows_per_month))
    rate->evidence = g_strdup ("STATED: rows a month");
  else if (!derive (self, source, rate))
    self->growth->n_open++;
  g_ptr_array_add (self->growth->rates, rate);
  g_hash_table_insert (self->rates, rate->table, rate);
  return rate;
}

static void
add_grower (Projection *self,
            TenonTable *table)
{
  g_auto (TenonTableSizes) sizes = { 0 };
  TenonGrowthRate *rate;
  Grower           grower = { .size_factor = 1 };
  double           percent;

  if (table->source_table == NULL)
    return;
  rate = find_rate (self, table->source_table);
  tenon_table_sizes_init (&sizes, self->pricing->requests, table, self->pricing->settings->convention);
  tenon_pricing_get_stored (self->pricing, &sizes, &grower.stored);
  grower.rows = rate->rows;
  grower.rows_per_month = rate->evidence != NULL ? rate->rows_per_month : 0;
  if (get_fact (self, table->source_table, "item-growth", &percent))
    grower.size_factor = 1 + percent / 100;
  /* By the agent toolkit's convention a table holds what is created in the time of retention, and no more. */
  if (grower.rows >= 0 && self->pricing->settings->convention != TENON_COST_CONVENTION_AGENT_TOOLKIT)
    g_array_append_val (self->growers, grower);
}

/* Bytes more than today at @months from now, of items with their entries and of items alone. */
static void
get_more (const Grower *grower,
          double        months,
          double       *bytes,
          double       *own_bytes)
{
  double rows = MAX (0, grower->rows + grower->rows_per_month * months);
  double factor = pow (grower->size_factor, months);

  *bytes = rows * grower->stored.item_bytes * factor - grower->rows * grower->stored.item_bytes;
  *own_bytes = rows * grower->stored.own_bytes * factor - grower->rows * grower->stored.own_bytes;
}

/* What a month costs today, by what grows with what. */
typedef struct
{
  double all;
  double requests; /* capacity included */
  double storage;
  double gigabytes;
} Today;

static void
add_month (Projection  *self,
           guint        number,
           const Today *today)
{
  TenonPrices    *prices = self->pricing->prices;
  TenonCostMonth *month = g_new0 (TenonCostMonth, 1);
  double          copies = self->pricing->settings->backups;
  double          more = 0, own_more = 0, backup_dollars = 0;
  double          requests = today->requests * (pow (1 + self->pricing->settings->request_growth / 100, number - 0.5) - 1);

  for (guint i = 0; i < self->growers->len; i++)
    {
      double bytes, own_bytes;

      /* A bill counts the hours of the month: its middle stands for all of it. */
      get_more (&g_array_index (self->growers, Grower, i), number - 0.5, &bytes, &own_bytes);
      more += bytes;
      own_more += own_bytes;
    }
  if (prices != NULL)
    {
      more /= prices->bytes_per_gb;
      own_more /= prices->bytes_per_gb;
      backup_dollars = own_more * ((self->pricing->settings->point_in_time_recovery ? prices->recovery_gb_month : 0) + copies * prices->backup_gb_month);
      month->storage = today->gigabytes + more;
      month->storage_dollars = today->storage + more * prices->storage_gb_month;
      month->dollars = today->all + requests + more * prices->storage_gb_month + backup_dollars;
    }
  month->month = number;
  self->growth->dollars += month->dollars;
  month->total = self->growth->dollars;
  g_ptr_array_add (self->growth->months, month);
}

static void
add_months (Projection      *self,
            const TenonCost *cost)
{
  Today today = { .all = cost->dollars };

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (term->is_open)
        continue;
      if (term->kind <= TENON_COST_WRITE_CAPACITY)
        today.requests += term->dollars;
      else if (term->kind == TENON_COST_STORAGE)
        {
          today.storage += term->dollars;
          today.gigabytes += term->units;
        }
    }
  for (guint i = 1; i <= CLAMP (self->pricing->settings->growth_months, 1, 600); i++)
    add_month (self, i, &today);
}

static char *
describe_convention (Projection      *self,
                     const TenonCost *cost)
{
  double           percent = self->pricing->settings->request_growth;
  g_autofree char *number = tenon_format_number (percent);
  g_autofree char *requests = percent > 0 ? g_strdup_printf ("requests grow by %s %% a month (STATED)", number) : g_strdup ("requests stay at today's rates");

  return g_strdup_printf ("%u months; rows grow by the same number each month and count from the middle of it, %s. %s", self->growth->months->len, requests, cost->convention);
}

/**
 * tenon_cost_project_growth:
 *
 * Returns: (transfer full): the months of the project's horizon. A table whose growth nobody knows stays as it is, and is listed
 */
TenonCostGrowth *
tenon_cost_project_growth (TenonModel  *model,
                           TenonDesign *design)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonPricing) pricing = tenon_pricing_new (requests, model->cost_settings);
  g_autoptr (TenonReckoning) reckoning = tenon_reckoning_new (requests, design);
  const TenonCost *cost = tenon_reckoning_get_cost (reckoning);
  Projection       self = { pricing, design, g_new0 (TenonCostGrowth, 1), g_hash_table_new (g_str_hash, g_str_equal), g_array_new (FALSE, FALSE, sizeof (Grower)) };

  self.growth->months = g_ptr_array_new_with_free_func (g_free);
  self.growth->rates = g_ptr_array_new_with_free_func (rate_free);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    add_grower (&self, tenon_list_get (design->tables, i));
  self.growth->n_open += cost->n_open;
  add_months (&self, cost);
  self.growth->convention = describe_convention (&self, cost);
  g_hash_table_unref (self.rates);
  g_array_unref (self.growers);
  return self.growth;
}
