/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By which conventions a month is priced. Public calculators differ in them, so each is a setting that is shown beside
 * the totals it makes. */

#include "model/tenon-cost-settings.h"

#include "base/tenon-text.h"
#include "model/tenon-record-private.h"

#define SECONDS_PER_HOUR 3600
#define DEFAULT_UTILISATION 70 /* per cent: what auto scaling aims at where nobody says otherwise */

TENON_DEFINE_RECORD_ENUM (TenonCostConvention,
                          tenon_cost_convention,
                          { TENON_COST_CONVENTION_DOCUMENTED, "TENON_COST_CONVENTION_DOCUMENTED", "documented" },
                          { TENON_COST_CONVENTION_AWSLABS_MCP, "TENON_COST_CONVENTION_AWSLABS_MCP", "awslabs-mcp" },
                          { TENON_COST_CONVENTION_AGENT_TOOLKIT, "TENON_COST_CONVENTION_AGENT_TOOLKIT", "agent-toolkit" })
TENON_DEFINE_RECORD_ENUM (TenonCapacityMode,
                          tenon_capacity_mode,
                          { TENON_CAPACITY_ON_DEMAND, "TENON_CAPACITY_ON_DEMAND", "on-demand" },
                          { TENON_CAPACITY_PROVISIONED, "TENON_CAPACITY_PROVISIONED", "provisioned" },
                          { TENON_CAPACITY_SCALED, "TENON_CAPACITY_SCALED", "auto-scaling" })
TENON_DEFINE_RECORD_ENUM (TenonStorageClass,
                          tenon_storage_class,
                          { TENON_STORAGE_CLASS_STANDARD, "TENON_STORAGE_CLASS_STANDARD", "standard" },
                          { TENON_STORAGE_CLASS_STANDARD_IA, "TENON_STORAGE_CLASS_STANDARD_IA", "standard-ia" })
TENON_DEFINE_RECORD_ENUM (TenonCostRates,
                          tenon_cost_rates,
                          { TENON_COST_RATES_AVERAGE, "TENON_COST_RATES_AVERAGE", "average" },
                          { TENON_COST_RATES_PEAK, "TENON_COST_RATES_PEAK", "peak" })
TENON_DEFINE_RECORD_ENUM (TenonCostRounding,
                          tenon_cost_rounding,
                          { TENON_COST_ROUNDING_NONE, "TENON_COST_ROUNDING_NONE", "none" },
                          { TENON_COST_ROUNDING_CENTS, "TENON_COST_ROUNDING_CENTS", "cents" })

static const TenonField tenon_cost_settings_fields[] = {
  TENON_FIELD_T (TenonCostSettings, "convention", ENUM, convention, tenon_cost_convention_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonCostSettings, "capacity-mode", ENUM, capacity_mode, tenon_capacity_mode_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonCostSettings, "table-class", ENUM, table_class, tenon_storage_class_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonCostSettings, "rates", ENUM, rates, tenon_cost_rates_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonCostSettings, "rounding", ENUM, rounding, tenon_cost_rounding_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonCostSettings, "month-hours", DOUBLE, month_hours),
  TENON_FIELD (TenonCostSettings, "decimal-gb", BOOLEAN, decimal_gb),
  TENON_FIELD (TenonCostSettings, "item-overhead", INT, item_overhead),
  TENON_FIELD (TenonCostSettings, "target-utilisation", DOUBLE, target_utilisation),
  TENON_FIELD (TenonCostSettings, "index-follows-table", BOOLEAN, index_follows_table),
  TENON_FIELD (TenonCostSettings, "point-in-time-recovery", BOOLEAN, point_in_time_recovery),
  TENON_FIELD (TenonCostSettings, "backups", DOUBLE, backups),
  TENON_FIELD (TenonCostSettings, "streams", BOOLEAN, streams),
  TENON_FIELD (TenonCostSettings, "stream-reads", DOUBLE, stream_reads),
  TENON_FIELD (TenonCostSettings, "growth-months", INT, growth_months),
  TENON_FIELD_F (TenonCostSettings, "request-growth", DOUBLE, request_growth, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonCostSettings, "retention-days", INT, retention_days),
};
TENON_DEFINE_RECORD (TenonCostSettings, tenon_cost_settings, "cost-settings", FALSE)

/* What each published convention sets: awslabs/mcp 100b55b, cost_performance_calculator; aws/agent-toolkit-for-aws
 * d6ad2e4, calculate_costs.py. The months are 730 hours, 30.5 days and 30 days. */
static const struct
{
  const char    *title;
  double         month_hours;
  gboolean       decimal_gb;
  TenonCostRates rates;
} conventions[] = {
  { "the developer guide's rules", 730, FALSE, TENON_COST_RATES_AVERAGE },
  { "the calculator of awslabs/mcp", 732, FALSE, TENON_COST_RATES_AVERAGE },
  { "the calculator of aws/agent-toolkit-for-aws", 720, TRUE, TENON_COST_RATES_AVERAGE },
};

static void
tenon_cost_settings_init (TenonCostSettings *self)
{
  self->month_hours = conventions[TENON_COST_CONVENTION_DOCUMENTED].month_hours;
  self->item_overhead = 100;
  self->target_utilisation = DEFAULT_UTILISATION;
  self->index_follows_table = TRUE;
  self->growth_months = 36;
  self->retention_days = 30;
}

TenonCostSettings *
tenon_cost_settings_new (void)
{
  return g_object_new (TENON_TYPE_COST_SETTINGS, NULL);
}

/**
 * tenon_cost_settings_choose:
 *
 * Sets the month, the GB, the overhead and the rules of one published convention; below a model, inside an edit.
 */
void
tenon_cost_settings_choose (TenonCostSettings  *self,
                            TenonCostConvention convention)
{
  g_return_if_fail (convention < G_N_ELEMENTS (conventions));

  g_object_set (self, "convention", convention, "month-hours", conventions[convention].month_hours, "decimal-gb", conventions[convention].decimal_gb,
                "rates", conventions[convention].rates, "item-overhead", (gint64)100, "rounding", TENON_COST_ROUNDING_NONE, NULL);
}

/* What numbers may be; the others may be 0 or more. */
static const struct
{
  const char *name;
  double      least;
  double      most;
} ranges[] = {
  { "month-hours", 1, 744 },
  { "item-overhead", 0, 1024 },
  { "target-utilisation", 1, 100 },
  { "growth-months", 1, 600 },
  { "request-growth", 0, 100 },
  { "retention-days", 1, 36500 },
};

static gboolean
set_number (TenonCostSettings *self,
            GParamSpec        *pspec,
            const char        *text,
            GError           **error)
{
  double      value, least = 0, most = 1e6;
  const char *end;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (g_str_equal (ranges[i].name, pspec->name))
      {
        least = ranges[i].least;
        most = ranges[i].most;
      }
  if (!tenon_parse_number (text, &value, &end) || *end != '\0' || value < least || value > most)
    {
      g_autofree char *low = tenon_format_number (least);
      g_autofree char *high = tenon_format_number (most);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is a number from %s to %s", pspec->name, low, high);
      return FALSE;
    }
  if (G_PARAM_SPEC_VALUE_TYPE (pspec) == G_TYPE_INT64)
    g_object_set (self, pspec->name, (gint64)value, NULL);
  else
    g_object_set (self, pspec->name, value, NULL);
  return TRUE;
}

static gboolean
set_choice (TenonCostSettings *self,
            GParamSpec        *pspec,
            const char        *text,
            GError           **error)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (G_PARAM_SPEC_VALUE_TYPE (pspec));
  GEnumValue *entry = g_enum_get_value_by_nick (enum_class, text);
  g_autoptr (GString) names = g_string_new (NULL);

  if (entry != NULL && pspec->value_type == TENON_TYPE_COST_CONVENTION)
    tenon_cost_settings_choose (self, entry->value);
  else if (entry != NULL)
    g_object_set (self, pspec->name, entry->value, NULL);
  if (entry != NULL)
    return TRUE;
  for (guint i = 0; i < enum_class->n_values; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", enum_class->values[i].value_nick);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is one of %s", pspec->name, names->str);
  return FALSE;
}

/**
 * tenon_cost_settings_set_text:
 * @name: of a setting, as tenon_cost_settings_dup_text() lists them
 * @text: a number, "yes" or "no", or the name of a choice; choosing a convention sets all that belongs to it
 *
 * Below a model, inside an edit.
 *
 * Returns: %FALSE with #G_IO_ERROR_INVALID_ARGUMENT, whose message says what could be given
 */
gboolean
tenon_cost_settings_set_text (TenonCostSettings *self,
                              const char        *name,
                              const char        *text,
                              GError           **error)
{
  GParamSpec *pspec = tenon_record_find_field (TENON_RECORD (self), name) != NULL ? g_object_class_find_property (G_OBJECT_GET_CLASS (self), name) : NULL;
  gboolean    yes = g_str_equal (text, "yes");

  if (pspec == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no setting “%s”", name);
      return FALSE;
    }
  if (G_TYPE_IS_ENUM (pspec->value_type))
    return set_choice (self, pspec, text, error);
  if (pspec->value_type != G_TYPE_BOOLEAN)
    return set_number (self, pspec, text, error);
  if (!yes && !g_str_equal (text, "no"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is yes or no", pspec->name);
      return FALSE;
    }
  g_object_set (self, pspec->name, yes, NULL);
  return TRUE;
}

double
tenon_cost_settings_get_month_seconds (TenonCostSettings *self)
{
  return (self->month_hours > 0 ? self->month_hours : conventions[TENON_COST_CONVENTION_DOCUMENTED].month_hours) * SECONDS_PER_HOUR;
}

double
tenon_cost_settings_get_bytes_per_gb (TenonCostSettings *self)
{
  return self->decimal_gb ? 1e9 : 1073741824.0;
}

/**
 * tenon_cost_settings_get_utilisation:
 *
 * Returns: the share of provisioned capacity that the peak may take, above 0 and at most 1
 */
double
tenon_cost_settings_get_utilisation (TenonCostSettings *self)
{
  return self->target_utilisation > 0 && self->target_utilisation <= 100 ? self->target_utilisation / 100 : DEFAULT_UTILISATION / 100.0;
}
