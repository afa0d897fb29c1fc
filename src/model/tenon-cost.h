/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_COST_READS,
  TENON_COST_WRITES,
  TENON_COST_INDEX_WRITES,
  TENON_COST_FAILED_WRITES, /* writes whose condition fails */
  TENON_COST_READ_CAPACITY,
  TENON_COST_WRITE_CAPACITY,
  TENON_COST_STORAGE,
  TENON_COST_RECOVERY, /* point-in-time recovery */
  TENON_COST_BACKUPS,
  TENON_COST_STREAMS,
} TenonCostKind;

#define TENON_COST_N_KINDS (TENON_COST_STREAMS + 1)

/* One term of a total: opens into how it was reckoned. Money in US dollars a month. Shared: unref, never free. */
typedef struct
{
  char         *table;
  char         *index;      /* (nullable) */
  char         *pattern_id; /* (nullable) NULL: storage and the like */
  char         *what;       /* "reads", "writes", "index writes", "read capacity", "write capacity", "storage", … */
  double        units;      /* read or write units a request; of capacity and storage: units, GB */
  double        rate;       /* requests a second */
  double        dollars;    /* meaningless where is_open */
  gboolean      is_open;    /* an input is unknown: the total it stands in is "at least" */
  char         *formula;    /* the arithmetic in words and numbers, or what is missing */
  TenonCostKind kind;
  char         *missing; /* (nullable) the unknown input: "average rate of AP6" */
  char         *subject; /* (nullable) what the unknown input belongs to: "pattern:AP6", "source:orders" */
} TenonCostTerm;

/* A part of a total. */
typedef struct
{
  char  *name;
  double dollars;
  guint  n_open;
} TenonCostShare;

/* An input nobody knows, and how many terms it leaves open. */
typedef struct
{
  char *input;
  char *subject; /* (nullable) */
  guint n_terms;
} TenonCostMissing;

/* What one pattern takes of a capacity at peak. */
typedef struct
{
  char  *pattern_id;
  double reads; /* units a second */
  double writes;
} TenonCapacityPart;

/* What a table or index takes, and the provisioned capacity that bears it. Shared: unref, never free. */
typedef struct
{
  char      *table;
  char      *index;          /* (nullable) */
  double     average_reads;  /* units a second by average rates, those that are known */
  double     average_writes; /* likewise */
  double     scaled_reads;   /* units that auto scaling holds, in the mean of a day */
  double     scaled_writes;  /* likewise */
  gint64     low_reads;      /* of these, in the hours beside the peak; 0: how long the peak lasts is not known */
  gint64     low_writes;     /* likewise */
  guint      n_no_average;   /* requests whose average is not known */
  double     read_units;     /* a second at peak, those that are known */
  double     write_units;    /* likewise */
  gint64     read_capacity;  /* units to provision, at least 1 */
  gint64     write_capacity; /* likewise */
  guint      n_unknown;      /* requests whose peak is not known */
  GPtrArray *parts;          /* (element-type TenonCapacityPart) */
  char      *read_formula;
  char      *write_formula;
} TenonCapacity;

/* The provisioned capacity of a design bought ahead, in blocks of 100 units. */
typedef struct
{
  guint    years;
  gboolean is_known; /* the prices of the region and the table class allow it */
  gint64   read_blocks;
  gint64   write_blocks;
  double   upfront; /* dollars, once */
  double   dollars; /* a month: hours of the blocks, the rest at the provisioned price, the upfront spread over the term */
  char    *formula; /* or why it is not known */
} TenonReservation;

typedef struct
{
  GPtrArray *terms;   /* (element-type TenonCostTerm) */
  double     dollars; /* sum of the terms that are not open */
  guint      n_open;
  char      *convention; /* region, month, rounding, capacity mode, dated prices */

  GPtrArray       *capacity;           /* (element-type TenonCapacity) each table, its indexes behind it */
  double           on_demand;          /* requests on demand, whatever mode is chosen */
  guint            n_on_demand_open;   /* of those, terms not known */
  double           provisioned;        /* the capacity, whatever mode is chosen */
  guint            n_provisioned_open; /* requests whose peak is not known, and tables of which the failed writes are not */
  double           scaled;             /* the capacity as auto scaling would hold it, whatever mode is chosen */
  guint            n_scaled_open;      /* of that, terms not known */
  TenonReservation reservations[2];    /* one year, three years */
  guint            n_conditional;      /* writes with a condition: one that fails takes the same units */
} TenonCost;

/* One month of a series. */
typedef struct
{
  guint  month;   /* 1 … */
  double storage; /* GB at the middle of the month, of what is known */
  double dollars; /* all of the month, of what is known */
  double storage_dollars;
  double total; /* dollars from the first month on */
} TenonCostMonth;

typedef struct
{
  char  *table;          /* the MySQL table */
  double rows;           /* negative: not known */
  double rows_per_month; /* meaningless where evidence is NULL */
  char  *evidence;       /* (nullable) NULL: its growth is not known */
} TenonGrowthRate;

typedef struct
{
  GPtrArray *months; /* (element-type TenonCostMonth) */
  GPtrArray *rates;  /* (element-type TenonGrowthRate) what the series rests on, or misses */
  double     dollars;
  guint      n_open; /* terms of a month and growth rates that are not known */
  char      *convention;
} TenonCostGrowth;

/* The busiest key value of a table or index against the partition limits. Shared: unref, never free. */
typedef struct
{
  char  *table;
  char  *index; /* (nullable) */
  char  *key;
  double distinct;    /* key values; negative: not known */
  double read_units;  /* peak a second on the busiest value; negative: not known */
  double write_units; /* likewise */
  char  *pattern_id;  /* (nullable) the pattern that puts the most on it */
  char  *basis;       /* how the numbers were found, or what is missing */

  char       *value;           /* (nullable) which value it is, in words */
  const char *distinct_by;     /* (nullable) what tells how many values there are, in words */
  gboolean    is_asked;        /* the busiest by the requests of logs, and not by the rows */
  char       *evidence;        /* (nullable) where those requests were seen */
  gboolean    is_observed;     /* distinct values and skew come from rows that were seen */
  double      top_share;       /* of the load, that the busiest value has; negative: taken as even */
  const char *share_by;        /* (nullable) what tells that share, in words; NULL: nothing does */
  gboolean    is_assumed;      /* the load is taken to be spread evenly over the values, as nothing shows how uneven it is */
  double      all_read_units;  /* peak a second over all values, of the rates that are known: were they all for one value */
  double      all_write_units; /* likewise */
  double      fresh_units;     /* of those writes, units that each go to a new value */
  guint       n_unknown;       /* requests whose peak is not known */
  guint       n_failing;       /* writes of which it is not known how often their condition fails: only those that go through are counted */
  guint       shards;          /* into how many the key would have to be split; 1: none needed; 0: not known */
  double      shard_queries;   /* requests for one of today's once it is split: a query goes to every shard */
  double      shard_dollars;   /* more a month; negative: not known */
  char       *shard_formula;   /* (nullable) */
} TenonHeadroom;

TenonCost     *tenon_cost_new (void);
void           tenon_cost_free (TenonCost *self);
TenonCost     *tenon_cost_copy (const TenonCost *self);
TenonCostTerm *tenon_cost_term_new (const char *table,
                                    const char *index,
                                    const char *pattern_id,
                                    const char *what);
void           tenon_cost_term_unref (TenonCostTerm *self);
TenonCostTerm *tenon_cost_add (TenonCost  *self,
                               const char *table,
                               const char *index,
                               const char *pattern_id,
                               const char *what);
double         tenon_cost_sum (TenonCost  *self,
                               const char *table,
                               const char *pattern_id,
                               guint      *n_open);
void           tenon_cost_share_free (TenonCostShare *self);
GPtrArray     *tenon_cost_list_tables (const TenonCost *self);
GPtrArray     *tenon_cost_list_patterns (const TenonCost *self);
GPtrArray     *tenon_cost_list_kinds (const TenonCost *self);
GPtrArray     *tenon_cost_list_missing (const TenonCost *self);
const char    *tenon_cost_kind_to_string (TenonCostKind kind);
TenonCapacity *tenon_capacity_new (const char *table,
                                   const char *index);
void           tenon_capacity_add_part (TenonCapacity *self,
                                        const char    *pattern_id,
                                        double         reads,
                                        double         writes);
void           tenon_capacity_unref (TenonCapacity *self);
void           tenon_cost_growth_free (TenonCostGrowth *self);
TenonHeadroom *tenon_headroom_new (void);
void           tenon_headroom_free (TenonHeadroom *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCost, tenon_cost_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCostGrowth, tenon_cost_growth_free)

G_END_DECLS
