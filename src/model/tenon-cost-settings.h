/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-record.h"

G_BEGIN_DECLS

/* Whose rules the units follow where the published ones differ. */
typedef enum
{
  TENON_COST_CONVENTION_DOCUMENTED,    /* the developer guide's */
  TENON_COST_CONVENTION_AWSLABS_MCP,   /* the calculator of awslabs/mcp: each index written once a write */
  TENON_COST_CONVENTION_AGENT_TOOLKIT, /* the calculator of aws/agent-toolkit-for-aws: entries sized by fixed ratios */
} TenonCostConvention;

typedef enum
{
  TENON_CAPACITY_ON_DEMAND,
  TENON_CAPACITY_PROVISIONED,
  TENON_CAPACITY_SCALED, /* provisioned, by auto scaling */
} TenonCapacityMode;

typedef enum
{
  TENON_STORAGE_CLASS_STANDARD,
  TENON_STORAGE_CLASS_STANDARD_IA,
} TenonStorageClass;

typedef enum
{
  TENON_COST_RATES_AVERAGE,
  TENON_COST_RATES_PEAK, /* every pattern at its peak all month: the most it can cost */
} TenonCostRates;

typedef enum
{
  TENON_COST_ROUNDING_NONE,  /* terms as they are; a total is rounded where it is shown */
  TENON_COST_ROUNDING_CENTS, /* each term to the cent before it is added */
} TenonCostRounding;

#define TENON_TYPE_COST_CONVENTION (tenon_cost_convention_get_type ())
#define TENON_TYPE_CAPACITY_MODE (tenon_capacity_mode_get_type ())
#define TENON_TYPE_STORAGE_CLASS (tenon_storage_class_get_type ())
#define TENON_TYPE_COST_RATES (tenon_cost_rates_get_type ())
#define TENON_TYPE_COST_ROUNDING (tenon_cost_rounding_get_type ())
GType tenon_cost_convention_get_type (void) G_GNUC_CONST;
GType tenon_capacity_mode_get_type (void) G_GNUC_CONST;
GType tenon_storage_class_get_type (void) G_GNUC_CONST;
GType tenon_cost_rates_get_type (void) G_GNUC_CONST;
GType tenon_cost_rounding_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_COST_SETTINGS (tenon_cost_settings_get_type ())
G_DECLARE_FINAL_TYPE (TenonCostSettings, tenon_cost_settings, TENON, COST_SETTINGS, TenonRecord)
struct _TenonCostSettings /* how a month is priced; the region stands in the model */
{
  TenonRecord parent_instance;

  int      convention;    /* TenonCostConvention */
  int      capacity_mode; /* TenonCapacityMode */
  int      table_class;   /* TenonStorageClass */
  int      rates;         /* TenonCostRates */
  int      rounding;      /* TenonCostRounding */
  double   month_hours;
  gboolean decimal_gb;    /* a GB of 10^9 bytes, not of 2^30 */
  gint64   item_overhead; /* bytes of storage an item or index entry takes besides */

  double   target_utilisation;  /* per cent of provisioned capacity that the peak may take */
  gboolean index_follows_table; /* an index gets at least its table's write capacity */

  gboolean point_in_time_recovery;
  double   backups; /* full copies kept all month */
  gboolean streams;
  double   stream_reads; /* GetRecords requests a second for each table with a stream; 0: not known */

  gint64 growth_months;
  double request_growth; /* per cent a month, where somebody states it; 0: requests stay as they are */
  gint64 retention_days; /* of the agent toolkit's convention: stored is what is created in this time */
};

TenonCostSettings *tenon_cost_settings_new (void);
void               tenon_cost_settings_choose (TenonCostSettings  *self,
                                               TenonCostConvention convention);
gboolean           tenon_cost_settings_set_text (TenonCostSettings *self,
                                                 const char        *name,
                                                 const char        *text,
                                                 GError           **error);
double             tenon_cost_settings_get_month_seconds (TenonCostSettings *self);
double             tenon_cost_settings_get_bytes_per_gb (TenonCostSettings *self);
double             tenon_cost_settings_get_utilisation (TenonCostSettings *self);

G_END_DECLS
