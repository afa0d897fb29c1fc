/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-prices.h"
#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"

G_BEGIN_DECLS

/* Writes that fail their condition for one that goes through. */
typedef struct
{
  double      share; /* negative: not known */
  GHashTable *of;    /* (owned) pattern id -> double *: what is stated of one pattern alone */
} TenonFailures;

/* What all tables are priced with. */
typedef struct
{
  TenonRequests     *requests; /* borrowed */
  TenonCostSettings *settings; /* (owned) as they were when the pricing began */
  TenonPrices       *prices;   /* (nullable) */
  char              *region;
  char              *unpriced; /* (nullable) why there are no prices */

  double        peak_hours; /* of a day; negative: not known */
  TenonFailures failures;
} TenonPricing;

/* Write units of a table and of its indexes. */
typedef struct
{
  double base;
  double indexes;
  double plain_base; /* each pattern counted once, whatever its rate */
  double plain_indexes;
} TenonAmplification;

/* What stands in a table, as far as it is known. */
typedef struct
{
  gboolean is_stated; /* somebody said how many rows there are: no dump was counted */

  double items;      /* negative: not known */
  double bytes;      /* stored, overhead included; negative: not known */
  double item_bytes; /* of one more item and its index entries, overhead included */
  double own_bytes;  /* of one more item alone: what backups hold */
} TenonStored;

/* Everything that is reckoned of one table by itself. */
typedef struct
{
  TenonTable        *table; /* (owned) */
  GPtrArray         *terms;
  GPtrArray         *capacity;
  GPtrArray         *headrooms;
  double             dollars;
  guint              n_open;
  double             on_demand;
  guint              n_on_demand_open;
  double             provisioned;
  guint              n_provisioned_open;
  double             scaled;
  guint              n_scaled_open;
  gint64             read_capacity;
  gint64             write_capacity;
  guint              n_conditional;
  TenonAmplification amplification;
} TenonTablePart;

TenonPricing *tenon_pricing_new (TenonRequests     *requests,
                                 TenonCostSettings *settings);
void          tenon_pricing_free (TenonPricing *self);
char         *tenon_pricing_dup_convention (TenonPricing *self);

TenonTablePart   *tenon_table_part_new (TenonPricing *pricing,
                                        TenonTable   *table);
void              tenon_table_part_free (TenonTablePart *self);
gboolean          tenon_pricing_is_at_most (TenonPricing   *self,
                                            TenonTable     *table,
                                            TenonOperation *operation);
const TenonRate  *tenon_pricing_get_rate (TenonPricing   *self,
                                          TenonOperation *operation);
void              tenon_pricing_get_stored (TenonPricing    *self,
                                            TenonTableSizes *sizes,
                                            TenonStored     *stored);
TenonSourceTable *tenon_requests_find_source (TenonRequests *self,
                                              const char    *name);

void           tenon_cost_add_requests (TenonPricing    *pricing,
                                        TenonTableSizes *sizes,
                                        TenonTablePart  *part);
void           tenon_cost_add_failures (TenonPricing    *pricing,
                                        TenonTableSizes *sizes,
                                        TenonTablePart  *part);
void           tenon_failures_init (TenonFailures *self,
                                    TenonModel    *model);
void           tenon_failures_clear (TenonFailures *self);
double         tenon_failures_get (const TenonFailures *self,
                                   TenonOperation      *operation);
double         tenon_pricing_get_failures (TenonPricing   *self,
                                           TenonOperation *operation);
void           tenon_cost_add_scaling (TenonPricing        *pricing,
                                       TenonTablePart      *part,
                                       TenonCapacity       *capacity,
                                       const TenonCapacity *least);
void           tenon_cost_add_capacity (TenonPricing    *pricing,
                                        TenonTableSizes *sizes,
                                        TenonTablePart  *part);
void           tenon_cost_add_storage (TenonPricing    *pricing,
                                       TenonTableSizes *sizes,
                                       TenonTablePart  *part);
void           tenon_cost_reserve (TenonPricing     *pricing,
                                   gint64            read_capacity,
                                   gint64            write_capacity,
                                   TenonReservation *reservation);
TenonCostTerm *tenon_table_part_add (TenonTablePart *self,
                                     const char     *index,
                                     const char     *pattern_id,
                                     TenonCostKind   kind);
void           tenon_table_part_open (TenonTablePart *self,
                                      TenonCostTerm  *term,
                                      char           *missing,
                                      char           *subject,
                                      char           *formula);
void           tenon_table_part_close (TenonPricing   *pricing,
                                       TenonTablePart *self,
                                       TenonCostTerm  *term,
                                       double          dollars,
                                       char           *formula);

void   tenon_amplification_add (TenonAmplification       *self,
                                const TenonAmplification *other);
double tenon_amplification_get_ratio (const TenonAmplification *self);
void   tenon_headroom_reckon_table (TenonPricing    *pricing,
                                    TenonTableSizes *sizes,
                                    GPtrArray       *headrooms);

void tenon_headroom_shard (TenonPricing          *pricing,
                           const TenonTableSizes *sizes,
                           TenonHeadroom         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPricing, tenon_pricing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonTablePart, tenon_table_part_free)

G_END_DECLS
