/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a design costs a month on demand, from average rates; every total opens into its terms. */

#include "design/tenon-cost-model.h"

#include "base/tenon-text.h"
#include "design/tenon-item-size.h"
#include "design/tenon-prices.h"
#include "design/tenon-request-units.h"

typedef struct
{
  TenonRequests *requests;
  TenonPrices   *prices; /* (nullable) */
  TenonCost     *cost;
} Estimate;

static void
set_open (TenonCostTerm *term,
          char          *formula)
{
  term->is_open = TRUE;
  term->formula = formula;
}

static void
set_closed (Estimate      *self,
            TenonCostTerm *term,
            double         dollars,
            char          *formula)
{
  term->dollars = dollars;
  term->formula = formula;
  self->cost->dollars += dollars;
}

/* Prices @units a request at the average rate of its pattern, or leaves the term open and says what is missing. */
static void
price (Estimate       *self,
       TenonCostTerm  *term,
       TenonOperation *operation,
       double          units,
       double          per_million,
       const char     *formula)
{
  TenonReading    *reading = tenon_requests_find (self->requests, operation->pattern_id);
  const TenonRate *rate = reading != NULL ? reading->pattern->rps_average : NULL;
  g_autofree char *number = tenon_format_number (units);
  g_autofree char *speed = NULL, *dollars = NULL;

  term->units = units;
  if (rate == NULL || !tenon_rate_get_value (rate, &term->rate))
    {
      set_open (term, g_strdup_printf ("%s units a request (%s); the average rate of %s is not known", number, formula, operation->pattern_id));
      return;
    }
  if (self->prices == NULL)
    {
      set_open (term, g_strdup_printf ("%s units a request (%s); the prices of the region are not known", number, formula));
      return;
    }
  speed = tenon_format_rate (term->rate, tenon_rate_is_lower_bound (rate));
  dollars = tenon_format_number (per_million);
  set_closed (self, term, units * term->rate * self->prices->seconds_per_month * per_million / 1e6,
              g_strdup_printf ("%s × %s × %.0f s × $%s a million; units: %s", number, speed, self->prices->seconds_per_month, dollars, formula));
}

static void
leave_items_open (Estimate       *self,
                  TenonTable     *table,
                  TenonOperation *operation,
                  const char     *what)
{
  TenonCostTerm *term = tenon_cost_add (self->cost, table->name, operation->index, operation->pattern_id, what);

  set_open (term, g_strdup_printf ("how many items a %s of %s touches is not known: the term before counts one", operation->operation, operation->pattern_id));
}

/* An update that may change a unique value takes the lookup table's writes only where it does. */
static gboolean
is_at_most (Estimate       *self,
            TenonTable     *table,
            TenonOperation *operation)
{
  TenonReading *reading = tenon_requests_find (self->requests, operation->pattern_id);

  return table->role == TENON_TABLE_LOOKUP && reading != NULL && reading->kind == TENON_READING_UPDATE && g_strcmp0 (operation->operation, "TransactWriteItems") == 0;
}

static void
add_operation (Estimate       *self,
               TenonTable     *table,
               TenonOperation *operation)
{
  g_auto (TenonUnits) units = { 0 };
  const char *what;

  tenon_requests_get_units (self->requests, table, operation, &units);
  what = units.writes > 0 ? "writes" : "reads";
  if (is_at_most (self, table, operation))
    {
      g_autofree char *formula = units.formula;

      units.formula = g_strconcat (formula, ", at most: only requests that change the value take it", NULL);
    }
  price (self, tenon_cost_add (self->cost, table->name, operation->index, operation->pattern_id, what), operation, units.writes > 0 ? units.writes : units.reads,
         self->prices == NULL ? 0 : units.writes > 0 ? self->prices->write_per_million
                                                     : self->prices->read_per_million,
         units.formula);
  if (units.is_least)
    leave_items_open (self, table, operation, what);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);
      g_auto (TenonUnits) entry = { 0 };

      tenon_requests_get_index_units (self->requests, table, index, operation, &entry);
      if (entry.writes > 0)
        price (self, tenon_cost_add (self->cost, table->name, index->name, operation->pattern_id, "index writes"), operation, entry.writes, self->prices != NULL ? self->prices->write_per_million : 0, entry.formula);
    }
}

static void
add_storage (Estimate   *self,
             TenonTable *table,
             TenonIndex *index)
{
  TenonSchema      *schema = self->requests->model->schema;
  TenonSourceTable *source = schema != NULL && table->source_table != NULL ? tenon_schema_find_table (schema, table->source_table) : NULL;
  TenonCostTerm    *term = tenon_cost_add (self->cost, table->name, index != NULL ? index->name : NULL, NULL, "storage");
  gint64            size = index != NULL ? tenon_item_size_get_entry (schema, table, index) : tenon_item_size_get_table (schema, table);
  g_autofree char  *rows = NULL, *dollars = NULL;
  double            gigabytes;

  if (source == NULL || source->row_count < 0 || self->prices == NULL)
    {
      set_open (term, self->prices == NULL ? g_strdup ("the prices of the region are not known") : g_strdup_printf ("how many rows %s has is not known; an item takes %" G_GINT64_FORMAT " B", table->source_table, size));
      return;
    }
  gigabytes = source->row_count * (size + self->prices->item_overhead) / self->prices->bytes_per_gb;
  rows = tenon_format_count (source->row_count);
  dollars = tenon_format_number (self->prices->storage_gb_month);
  set_closed (self, term, gigabytes * self->prices->storage_gb_month,
              g_strdup_printf ("%s%s × (%" G_GINT64_FORMAT " + %.0f) B / %.0f × $%s a GB and month", index != NULL && index->sparse_on != NULL ? "at most " : "", rows, size, self->prices->item_overhead, self->prices->bytes_per_gb, dollars));
}

static char *
describe_convention (Estimate     *self,
                     const GError *error)
{
  if (self->prices == NULL)
    return g_strdup (error->message);
  return g_strdup_printf ("On demand, table class Standard, region %s%s, list prices of %s; average rates; a month of %.0f s (730 h), a GB of %.0f bytes, items and index entries stored with %.0f bytes besides; "
                          "write units by 1 KB, read units by 4 KB, eventually consistent reads at half, transactions twice on the base table and once on its indexes; free tiers, streams and backups not counted.",
                          self->prices->region, self->prices->is_inferred ? " (on-demand prices inferred from its provisioned ones)" : "", self->prices->dated, self->prices->seconds_per_month, self->prices->bytes_per_gb, self->prices->item_overhead);
}

static guint
count_open (TenonCost *cost)
{
  guint n = 0;

  for (guint i = 0; i < cost->terms->len; i++)
    n += ((TenonCostTerm *)g_ptr_array_index (cost->terms, i))->is_open;
  return n;
}

/**
 * tenon_cost_estimate:
 * @model: rates, row counts and the region come from it
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
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonPrices) prices = tenon_prices_load (model->region, model->cost_settings, &error);
  Estimate self = { requests, prices, tenon_cost_new () };

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        add_operation (&self, table, tenon_list_get (table->operations, j));
      add_storage (&self, table, NULL);
      for (guint j = 0; j < tenon_list_get_length (table->indexes); j++)
        add_storage (&self, table, tenon_list_get (table->indexes, j));
    }
  self.cost->n_open = count_open (self.cost);
  self.cost->convention = describe_convention (&self, error);
  return self.cost;
}
