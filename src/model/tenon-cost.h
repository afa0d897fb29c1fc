/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One term of a total: opens into how it was reckoned. Money in US dollars a month. */
typedef struct
{
  char    *table;
  char    *index;      /* (nullable) */
  char    *pattern_id; /* (nullable) NULL: storage and the like */
  char    *what;       /* "reads", "writes", "index writes", "storage" */
  double   units;      /* read or write units a request */
  double   rate;       /* average requests a second */
  double   dollars;    /* meaningless where is_open */
  gboolean is_open;    /* an input is unknown: the total it stands in is "at least" */
  char    *formula;    /* the arithmetic in words and numbers, or what is missing */
} TenonCostTerm;

typedef struct
{
  GPtrArray *terms;   /* (element-type TenonCostTerm) */
  double     dollars; /* sum of the terms that are not open */
  guint      n_open;
  char      *convention; /* region, month, rounding, capacity mode, dated prices */
} TenonCost;

/* The busiest key value of a table or index against the partition limits. */
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
} TenonHeadroom;

TenonCost     *tenon_cost_new (void);
void           tenon_cost_free (TenonCost *self);
TenonCostTerm *tenon_cost_add (TenonCost  *self,
                               const char *table,
                               const char *index,
                               const char *pattern_id,
                               const char *what);
double         tenon_cost_sum (TenonCost  *self,
                               const char *table,
                               const char *pattern_id,
                               guint      *n_open);
void           tenon_headroom_free (TenonHeadroom *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCost, tenon_cost_free)

G_END_DECLS
