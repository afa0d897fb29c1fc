/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost-settings.h"

G_BEGIN_DECLS

/* One hundred capacity units reserved for a term. */
typedef struct
{
  guint    years;
  gboolean is_known;
  double   write_upfront;
  double   write_hour;
  double   read_upfront;
  double   read_hour;
} TenonReservedPrice;

/* What a region charges, in US dollars, for one table class, and by which conventions a month is reckoned. */
typedef struct
{
  char    *region;
  char    *dated;
  double   write_per_million; /* on-demand write request units */
  double   read_per_million;
  double   write_hour; /* a provisioned write capacity unit */
  double   read_hour;
  double   storage_gb_month;
  double   recovery_gb_month; /* point-in-time recovery */
  double   backup_gb_month;
  double   restore_gb;
  double   stream_reads_per_100k;
  double   seconds_per_month;
  double   bytes_per_gb;
  double   item_overhead; /* bytes of storage an item or index entry takes besides */
  gboolean is_inferred;   /* all but provisioned and reserved capacity follows from the price of the former */
  gboolean is_by_ratio;   /* requests of Standard-IA by the known ratio: their list price is not confirmed */

  TenonReservedPrice reserved[2];
} TenonPrices;

TenonPrices *tenon_prices_load (const char        *region,
                                TenonCostSettings *settings,
                                GError           **error);
void         tenon_prices_free (TenonPrices *self);
char       **tenon_prices_list_regions (void);
char        *tenon_prices_dup_source (const char *price);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPrices, tenon_prices_free)

G_END_DECLS
