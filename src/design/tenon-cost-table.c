/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one table costs a month: its requests and those they cause in its indexes, by the rates of the patterns. Tables are
 * reckoned one by one, so that an edit reckons anew only those it touches. */

#include "design/tenon-cost-private.h"

#include "base/tenon-text.h"

#include <math.h>

/* ---- terms ---- */

TenonCostTerm *
tenon_table_part_add (TenonTablePart *self,
                      const char     *index,
                      const char     *pattern_id,
                      TenonCostKind   kind)
{
  TenonCostTerm *term = tenon_cost_term_new (self->table->name, index, pattern_id, tenon_cost_kind_to_string (kind));

  g_ptr_array_add (self->terms, term);
  return term;
}

/**
 * tenon_table_part_open:
 * @missing: (transfer full): the input that is not known
 * @subject: (transfer full) (nullable): what it belongs to
 * @formula: (transfer full):
 */
void
tenon_table_part_open (TenonTablePart *self,
                       TenonCostTerm  *term,
                       char           *missing,
                       char           *subject,
                       char           *formula)
{
  term->is_open = TRUE;
  term->missing = missing;
  term->subject = subject;
  term->formula = formula;
  self->n_open++;
}

/**
 * tenon_table_part_close:
 * @formula: (transfer full):
 */
void
tenon_table_part_close (TenonPricing   *pricing,
                        TenonTablePart *self,
                        TenonCostTerm  *term,
                        double          dollars,
                        char           *formula)
{
  term->dollars = pricing->settings->rounding == TENON_COST_ROUNDING_CENTS ? round (dollars * 100) / 100 : dollars;
  term->formula = formula;
  self->dollars += term->dollars;
}

/* ---- rates ---- */

/**
 * tenon_pricing_get_rate:
 *
 * Returns: (transfer none) (nullable): the rate by which the requests of the operation's pattern are priced
 */
const TenonRate *
tenon_pricing_get_rate (TenonPricing   *self,
                        TenonOperation *operation)
{
  TenonReading *reading = tenon_requests_find (self->requests, operation->pattern_id);

  if (reading == NULL)
    return NULL;
  return self->settings->rates == TENON_COST_RATES_PEAK ? reading->pattern->rps_peak : reading->pattern->rps_average;
}

static const char *
name_rates (TenonPricing *pricing)
{
  return pricing->settings->rates == TENON_COST_RATES_PEAK ? "peak" : "average";
}

/* ---- requests ---- */

/* An update that may change a unique value takes the lookup table's writes only where it does. */
static gboolean
may_change_value (TenonPricing   *pricing,
                  TenonTable     *table,
                  TenonOperation *operation)
{
  TenonReading *reading = tenon_requests_find (pricing->requests, operation->pattern_id);

  return table->role == TENON_TABLE_LOOKUP && reading != NULL && reading->kind == TENON_READING_UPDATE && g_strcmp0 (operation->operation, "TransactWriteItems") == 0;
}

/**
 * tenon_pricing_is_at_most:
 *
 * Returns: whether nobody says that the update writes the unique value: how many of its requests do is not known then, and may be
 *   none. Peak rates and the published calculators count each.
 */
gboolean
tenon_pricing_is_at_most (TenonPricing   *self,
                          TenonTable     *table,
                          TenonOperation *operation)
{
  if (self->settings->rates == TENON_COST_RATES_PEAK || self->settings->convention != TENON_COST_CONVENTION_DOCUMENTED || !may_change_value (self, table, operation))
    return FALSE;
  return tenon_requests_find (self->requests, operation->pattern_id)->writes->len == 0;
}

static char *
describe_units (TenonPricing     *pricing,
                TenonTable       *table,
                TenonOperation   *operation,
                const TenonUnits *units)
{
  char *formula = tenon_units_dup_formula (units);

  if (may_change_value (pricing, table, operation))
    {
      g_autofree char *plain = formula;

      formula = g_strconcat (plain, tenon_pricing_is_at_most (pricing, table, operation) ? ", only for requests that change the value" : ", each request taken to change the value", NULL);
    }
  return formula;
}

static void
leave_changes_open (TenonTablePart *part,
                    TenonOperation *operation,
                    TenonCostTerm  *term,
                    double          dollars,
                    const char     *formula)
{
  g_autofree char *columns = g_strjoinv (" and ", part->table->unique_columns);
  g_autofree char *money = tenon_format_money (dollars);

  tenon_table_part_open (part, term, g_strdup_printf ("how often %s changes %s", operation->pattern_id, columns), g_strconcat ("pattern:", operation->pattern_id, NULL),
                         g_strdup_printf ("%s a month at most: %s; how many do is not known", money, formula));
}

static void
leave_open (TenonPricing     *pricing,
            TenonTablePart   *part,
            TenonOperation   *operation,
            const TenonUnits *units,
            TenonCostTerm    *term)
{
  g_autofree char *number = tenon_format_number (term->units);
  g_autofree char *formula = describe_units (pricing, part->table, operation, units);

  if (pricing->prices == NULL)
    tenon_table_part_open (part, term, g_strdup_printf ("prices of %s", pricing->region), NULL, g_strdup_printf ("%s units a request (%s); the prices of the region are not known", number, formula));
  else
    tenon_table_part_open (part, term, g_strdup_printf ("%s rate of %s", name_rates (pricing), operation->pattern_id), g_strconcat ("pattern:", operation->pattern_id, NULL),
                           g_strdup_printf ("%s units a request (%s); the %s rate of %s is not known", number, formula, name_rates (pricing), operation->pattern_id));
}

/* Prices the units of one call at the rate of its pattern, or leaves the term open and says what is missing. */
static void
price (TenonPricing     *pricing,
       TenonTablePart   *part,
       TenonOperation   *operation,
       const char       *index,
       TenonCostKind     kind,
       const TenonUnits *units)
{
  const TenonRate *rate = tenon_pricing_get_rate (pricing, operation);
  double           number = units->writes > 0 ? units->writes : units->reads;
  double           per_million = pricing->prices == NULL ? 0 : units->writes > 0 ? pricing->prices->write_per_million
                                                                                 : pricing->prices->read_per_million;
  double           per_second = 0;
  gboolean         is_known = tenon_rate_get_value (rate, &per_second) && pricing->prices != NULL;
  double           dollars = is_known ? number * per_second * pricing->prices->seconds_per_month * per_million / 1e6 : 0;
  gboolean         is_open = !is_known || tenon_pricing_is_at_most (pricing, part->table, operation);
  TenonCostTerm   *term;

  part->on_demand += is_open ? 0 : dollars;
  part->n_on_demand_open += is_open;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_ON_DEMAND)
    return;
  term = tenon_table_part_add (part, index, operation->pattern_id, kind);
  term->units = number;
  term->rate = per_second;
  if (!is_known)
    {
      leave_open (pricing, part, operation, units, term);
      return;
    }
  {
    g_autofree char *formula = describe_units (pricing, part->table, operation, units);
    g_autofree char *unit_text = tenon_format_number (number);
    g_autofree char *speed = tenon_format_rate (per_second, tenon_rate_is_lower_bound (rate));
    g_autofree char *money = tenon_format_number (per_million);

    g_autofree char *whole = g_strdup_printf ("%s × %s × %.0f s × $%s a million; units: %s", unit_text, speed, pricing->prices->seconds_per_month, money, formula);

    if (is_open)
      leave_changes_open (part, operation, term, dollars, whole);
    else
      tenon_table_part_close (pricing, part, term, dollars, g_steal_pointer (&whole));
  }
}

static void
leave_items_open (TenonPricing   *pricing,
                  TenonTablePart *part,
                  TenonOperation *operation,
                  const char     *index,
                  TenonCostKind   kind)
{
  TenonCostTerm *term;

  part->n_on_demand_open++;
  if (pricing->settings->capacity_mode != TENON_CAPACITY_ON_DEMAND)
    return;
  term = tenon_table_part_add (part, index, operation->pattern_id, kind);
  if (operation->requests < 0)
    tenon_table_part_open (part, term, g_strdup_printf ("requests %s makes of %s", operation->pattern_id, part->table->name), g_strconcat ("pattern:", operation->pattern_id, NULL),
                           g_strdup_printf ("how many times %s makes this %s is not known: the term before counts one", operation->pattern_id, operation->operation));
  else
    tenon_table_part_open (part, term, g_strdup_printf ("items %s touches in %s", operation->pattern_id, part->table->name), g_strconcat ("pattern:", operation->pattern_id, NULL),
                           g_strdup_printf ("how many items a %s of %s touches is not known: the term before counts one", operation->operation, operation->pattern_id));
}

static void
add_amplification (TenonPricing     *pricing,
                   TenonTablePart   *part,
                   TenonOperation   *operation,
                   const TenonUnits *units,
                   gboolean          on_index)
{
  TenonReading *reading = tenon_requests_find (pricing->requests, operation->pattern_id);
  double        rate = 0;

  if (reading != NULL)
    tenon_rate_get_value (reading->pattern->rps_average, &rate);
  if (on_index)
    {
      part->amplification.indexes += units->writes * rate;
      part->amplification.plain_indexes += units->writes;
    }
  else
    {
      part->amplification.base += units->writes * rate;
      part->amplification.plain_base += units->writes;
    }
}

/**
 * tenon_cost_add_requests:
 *
 * The requests of each operation and the writes each causes in indexes: as terms where capacity is on demand, as sums always.
 */
void
tenon_cost_add_requests (TenonPricing    *pricing,
                         TenonTableSizes *sizes,
                         TenonTablePart  *part)
{
  TenonTable *table = part->table;

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonUnits      units;
      TenonCostKind   kind;

      tenon_table_sizes_get_units (sizes, operation, &units);
      kind = units.shape == TENON_UNITS_WRITE ? TENON_COST_WRITES : TENON_COST_READS;
      price (pricing, part, operation, operation->index, kind, &units);
      if (units.is_least)
        leave_items_open (pricing, part, operation, operation->index, kind);
      if (units.shape != TENON_UNITS_WRITE)
        continue;
      add_amplification (pricing, part, operation, &units, FALSE);
      for (guint j = 0; j < sizes->n_entries; j++)
        {
          TenonIndex *index = tenon_list_get (table->indexes, j);
          TenonUnits  entry;

          tenon_table_sizes_get_index_units (sizes, j, operation, &entry);
          add_amplification (pricing, part, operation, &entry, TRUE);
          if (entry.writes > 0)
            price (pricing, part, operation, index->name, TENON_COST_INDEX_WRITES, &entry);
        }
    }
}

/* ---- the table ---- */

TenonSourceTable *
tenon_requests_find_source (TenonRequests *self,
                            const char    *name)
{
  return name != NULL ? g_hash_table_lookup (self->sources, name) : NULL;
}

/**
 * tenon_table_part_new:
 *
 * Returns: (transfer full): all that is reckoned of @table by itself; it holds as long as the table, the patterns of its
 *   operations, the schema and what it is priced with stay as they are
 */
TenonTablePart *
tenon_table_part_new (TenonPricing *pricing,
                      TenonTable   *table)
{
  TenonTablePart *self = g_new0 (TenonTablePart, 1);
  g_auto (TenonTableSizes) sizes = { 0 };
  g_auto (TenonTableSizes) documented = { 0 };

  self->table = g_object_ref (table);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_cost_term_unref);
  self->capacity = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_capacity_unref);
  self->headrooms = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_headroom_free);
  tenon_table_sizes_init (&sizes, pricing->requests, table, pricing->settings->convention);
  tenon_cost_add_requests (pricing, &sizes, self);
  tenon_cost_add_failures (pricing, &sizes, self);
  tenon_cost_add_capacity (pricing, &sizes, self);
  tenon_cost_add_storage (pricing, &sizes, self);
  /* What a partition takes is no matter of convention. */
  tenon_table_sizes_init (&documented, pricing->requests, table, TENON_COST_CONVENTION_DOCUMENTED);
  tenon_headroom_reckon_table (pricing, &documented, self->headrooms);
  return self;
}

void
tenon_table_part_free (TenonTablePart *self)
{
  g_object_unref (self->table);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->capacity);
  g_ptr_array_unref (self->headrooms);
  g_free (self);
}
