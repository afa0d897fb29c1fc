/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Costs, growth and headroom as text for a terminal, in fixed English. */

#include "model/tenon-cost-text.h"

#include "base/tenon-text.h"

static void
append_total (GString    *s,
              const char *what,
              double      dollars,
              guint       n_open)
{
  g_autofree char *money = tenon_format_money (dollars);

  g_string_append_printf (s, "%s%s%s", what, n_open > 0 ? "at least " : "", money);
  if (n_open > 0)
    g_string_append_printf (s, " (%u %s not known)", n_open, n_open == 1 ? "term" : "terms");
}

static void
append_shares (GString    *s,
               const char *heading,
               GPtrArray  *shares)
{
  if (shares->len > 0)
    g_string_append_printf (s, "%s\n", heading);
  for (guint i = 0; i < shares->len; i++)
    {
      TenonCostShare  *share = g_ptr_array_index (shares, i);
      g_autofree char *money = tenon_format_money (share->dollars);

      g_string_append_printf (s, "    %12s%s  %s\n", money, share->n_open > 0 ? "+" : " ", share->name);
    }
}

static int
by_dollars (gconstpointer a,
            gconstpointer b)
{
  const TenonCostShare *one = *(TenonCostShare *const *)a, *other = *(TenonCostShare *const *)b;

  if (one->dollars != other->dollars)
    return one->dollars > other->dollars ? -1 : 1;
  return tenon_compare_natural (one->name, other->name);
}

static void
append_missing (GString         *s,
                const TenonCost *self)
{
  g_autoptr (GPtrArray) list = tenon_cost_list_missing (self);

  if (list->len > 0)
    g_string_append (s, "Not known:\n");
  for (guint i = 0; i < list->len; i++)
    {
      TenonCostMissing *missing = g_ptr_array_index (list, i);

      g_string_append_printf (s, "    %s (%u %s)\n", missing->input, missing->n_terms, missing->n_terms == 1 ? "term" : "terms");
    }
}

static void
append_terms (GString         *s,
              const TenonCost *self)
{
  g_string_append (s, "Terms:\n");
  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm   *term = g_ptr_array_index (self->terms, i);
      g_autofree char *money = term->is_open ? g_strdup ("?") : tenon_format_money (term->dollars);

      g_string_append_printf (s, "    %12s  %s%s%s, %s%s%s: %s\n", money, term->table, term->index != NULL ? "/" : "", term->index != NULL ? term->index : "", term->what, term->pattern_id != NULL ? " of " : "",
                              term->pattern_id != NULL ? term->pattern_id : "", term->formula);
    }
}

static void
append_modes (GString         *s,
              const TenonCost *self)
{
  append_total (s, "Requests on demand: ", self->on_demand, self->n_on_demand_open);
  append_total (s, "; provisioned capacity: ", self->provisioned, self->n_provisioned_open);
  append_total (s, "; with auto scaling: ", self->scaled, self->n_scaled_open);
  g_string_append (s, ".\n");
  for (guint i = 0; i < G_N_ELEMENTS (self->reservations); i++)
    {
      const TenonReservation *each = &self->reservations[i];
      g_autofree char        *money = tenon_format_money (each->dollars);

      if (each->years > 0 && !each->is_known)
        g_string_append_printf (s, "Reserved for %u year%s: %s.\n", each->years, each->years == 1 ? "" : "s", each->formula);
      else if (each->read_blocks + each->write_blocks > 0)
        g_string_append_printf (s, "Reserved for %u year%s: %s%s a month (%s).\n", each->years, each->years == 1 ? "" : "s", self->n_provisioned_open > 0 ? "at least " : "", money, each->formula);
    }
}

/**
 * tenon_cost_dup_text:
 * @with_terms: with every term and its arithmetic
 *
 * Returns: (transfer full): lines
 */
char *
tenon_cost_dup_text (const TenonCost *self,
                     gboolean         with_terms)
{
  GString *s = g_string_new (NULL);
  g_autoptr (GPtrArray) tables = tenon_cost_list_tables (self);
  g_autoptr (GPtrArray) patterns = tenon_cost_list_patterns (self);
  g_autoptr (GPtrArray) kinds = tenon_cost_list_kinds (self);

  append_total (s, "A month: ", self->dollars, self->n_open);
  g_string_append_printf (s, "\n%s\n", self->convention != NULL ? self->convention : "");
  append_modes (s, self);
  if (self->n_conditional > 0)
    g_string_append_printf (s, "%u %s a condition: one that fails takes its table's units too.\n", self->n_conditional, self->n_conditional == 1 ? "write has" : "writes have");
  append_shares (s, "By kind:", kinds);
  append_shares (s, "By table:", tables);
  g_ptr_array_sort (patterns, by_dollars);
  append_shares (s, "By pattern:", patterns);
  append_missing (s, self);
  if (with_terms)
    append_terms (s, self);
  return g_string_free (s, FALSE);
}

/**
 * tenon_cost_shares_dup_text:
 * @shares: (element-type TenonCostShare):
 *
 * Returns: (transfer full): lines
 */
char *
tenon_cost_shares_dup_text (GPtrArray  *shares,
                            const char *heading)
{
  GString *s = g_string_new (NULL);

  append_shares (s, heading, shares);
  return g_string_free (s, FALSE);
}

static void
append_rates (GString               *s,
              const TenonCostGrowth *self)
{
  for (guint i = 0; i < self->rates->len; i++)
    {
      TenonGrowthRate *rate = g_ptr_array_index (self->rates, i);
      g_autofree char *number = rate->evidence != NULL ? tenon_format_number (rate->rows_per_month) : NULL;

      if (rate->evidence == NULL)
        g_string_append_printf (s, "    %s: how it grows is not known, it stays as it is\n", rate->table);
      else if (rate->rows < 0)
        g_string_append_printf (s, "    %s: %s rows a month (%s), but how many it has is not known\n", rate->table, number, rate->evidence);
      else
        g_string_append_printf (s, "    %s: %s rows a month (%s)\n", rate->table, number, rate->evidence);
    }
}

/**
 * tenon_cost_growth_dup_text:
 *
 * Returns: (transfer full): a line for each sixth month, and for the first and the last
 */
char *
tenon_cost_growth_dup_text (const TenonCostGrowth *self)
{
  GString *s = g_string_new (NULL);

  append_total (s, "Over the months: ", self->dollars, self->n_open);
  g_string_append_printf (s, "\n%s\n", self->convention);
  append_rates (s, self);
  for (guint i = 0; i < self->months->len; i++)
    {
      TenonCostMonth  *month = g_ptr_array_index (self->months, i);
      g_autofree char *money = tenon_format_money (month->dollars);
      g_autofree char *total = tenon_format_money (month->total);
      g_autofree char *storage = tenon_format_number (month->storage);

      if (i == 0 || i + 1 == self->months->len || month->month % 6 == 0)
        g_string_append_printf (s, "    month %2u: %s, %s GB, %s so far\n", month->month, money, storage, total);
    }
  return g_string_free (s, FALSE);
}

static char *
describe_units (const TenonHeadroom *self)
{
  g_autofree char *reads = NULL, *writes = NULL;

  if (self->read_units < 0 || self->write_units < 0)
    return g_strdup ("not known");
  reads = tenon_format_number (self->read_units);
  writes = tenon_format_number (self->write_units);
  return g_strdup_printf ("%s of 3,000 read and %s of 1,000 write units a second", reads, writes);
}

/**
 * tenon_headrooms_dup_text:
 * @headrooms: (element-type TenonHeadroom):
 *
 * Returns: (transfer full): lines
 */
char *
tenon_headrooms_dup_text (GPtrArray *headrooms)
{
  GString *s = g_string_new ("Busiest key values at peak:\n");

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom   *each = g_ptr_array_index (headrooms, i);
      g_autofree char *units = describe_units (each);

      g_string_append_printf (s, "    %s%s%s, %s: %s%s%s\n        %s\n", each->table, each->index != NULL ? "/" : "", each->index != NULL ? each->index : "", each->key != NULL ? each->key : "?", units,
                              each->pattern_id != NULL ? ", most by " : "", each->pattern_id != NULL ? each->pattern_id : "", each->basis);
      if (each->shards > 1)
        g_string_append_printf (s, "        %s\n", each->shard_formula);
    }
  return g_string_free (s, FALSE);
}

/**
 * tenon_cost_settings_dup_text:
 *
 * Returns: (transfer full): a line for each setting, as its property is named
 */
char *
tenon_cost_settings_dup_text (TenonCostSettings *self,
                              const char        *region)
{
  GString          *s = g_string_new (NULL);
  guint             n_fields;
  const TenonField *fields = tenon_record_get_fields (TENON_RECORD (self), &n_fields);

  g_string_append_printf (s, "region: %s\n", region != NULL ? region : "us-east-1");
  for (guint i = 0; i < n_fields; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (self), fields[i].name, &value);
      if (G_VALUE_HOLDS_ENUM (&value))
        {
          g_autoptr (GEnumClass) enum_class = g_type_class_ref (G_VALUE_TYPE (&value));

          g_string_append_printf (s, "%s: %s\n", fields[i].name, g_enum_get_value (enum_class, g_value_get_enum (&value))->value_nick);
        }
      else if (G_VALUE_HOLDS_BOOLEAN (&value))
        {
          g_string_append_printf (s, "%s: %s\n", fields[i].name, g_value_get_boolean (&value) ? "yes" : "no");
        }
      else
        {
          double           number = G_VALUE_HOLDS_DOUBLE (&value) ? g_value_get_double (&value) : (double)g_value_get_int64 (&value);
          g_autofree char *formatted = tenon_format_number (number);

          g_string_append_printf (s, "%s: %s\n", fields[i].name, formatted);
        }
    }
  return g_string_free (s, FALSE);
}
