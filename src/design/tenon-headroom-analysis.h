/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

#define TENON_PARTITION_READ_LIMIT 3000.0
#define TENON_PARTITION_WRITE_LIMIT 1000.0
#define TENON_HEADROOM_HOT 0.8 /* share of a limit from which on a key is hot: there is no room for more skew */

/* What goes to a table or index at peak, over all its key values. */
typedef struct
{
  double      reads;      /* read units a second */
  double      writes;     /* write units a second */
  double      fresh;      /* of the writes, those that each go to a new key value */
  double      most;       /* share of a limit the busiest pattern takes */
  const char *pattern_id; /* (nullable) that pattern */
  guint       n_unknown;  /* requests whose peak is not known: not in the sums */
  const char *unknown;    /* (nullable) one of them */
  gboolean    is_least;   /* items of some request are not known */
} TenonLoad;

GPtrArray     *tenon_headroom_analyse (TenonModel  *model,
                                       TenonDesign *design);
GPtrArray     *tenon_headroom_analyse_table (TenonRequests *requests,
                                             TenonTable    *table);
gboolean       tenon_headroom_get_top_share (TenonRequests *requests,
                                             TenonTable    *table,
                                             const char    *key,
                                             double        *share);
double         tenon_headroom_get_share (TenonHeadroom *self);
double         tenon_headroom_get_most_share (TenonHeadroom *self);
TenonHeadroom *tenon_headroom_find_first (GPtrArray *headrooms);
void           tenon_headroom_get_load (TenonRequests *requests,
                                        TenonTable    *table,
                                        TenonIndex    *index,
                                        TenonLoad     *load);

G_END_DECLS
