/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a region charges, in US dollars, and by which conventions a month is reckoned. */
typedef struct
{
  char    *region;
  char    *dated;
  double   write_per_million; /* on-demand write request units */
  double   read_per_million;
  double   storage_gb_month;
  double   seconds_per_month;
  double   bytes_per_gb;
  double   item_overhead; /* bytes of storage an item or index entry takes besides */
  gboolean is_inferred;   /* the region's on-demand prices follow from its provisioned ones */
} TenonPrices;

TenonPrices *tenon_prices_load (const char *region,
                                GError    **error);
void         tenon_prices_free (TenonPrices *self);
char       **tenon_prices_list_regions (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPrices, tenon_prices_free)

G_END_DECLS
