/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-value-statistics.h"

G_BEGIN_DECLS

/* What one pattern takes of a table or index at peak, and which key values its requests in the logs ask for. */
typedef struct
{
  const char           *pattern_id;
  double                reads; /* units a second */
  double                writes;
  double                fresh; /* of the writes, those that each go to a new key value */
  TenonValueStatistics *asked; /* (owned) (nullable) no log shows it */
} TenonHeadroomPart;

/* The key value that takes most. */
typedef struct
{
  char       *value; /* (owned) */
  double      reads;
  double      writes;
  double      share;      /* of the limit that it comes nearest to */
  const char *pattern_id; /* that puts the most on it */
} TenonBusiest;

/* How many values a key has, and how uneven they are. */
typedef struct
{
  double      distinct;  /* negative: not known */
  double      top_share; /* of the items or requests, that the busiest value has; negative: not known */
  gboolean    is_observed;
  const char *by;       /* what tells distinct, in words */
  const char *share_by; /* (nullable) what tells top_share, in words */
  char       *basis;    /* (owned) */
} TenonKeyValues;

void       tenon_headroom_part_clear (TenonHeadroomPart *self);
GPtrArray *tenon_headroom_list_statements (TenonRequests *requests,
                                           const char    *pattern_id,
                                           const char    *column);
void       tenon_headroom_part_ask (TenonHeadroomPart *self,
                                    TenonRequests     *requests,
                                    const char        *column);
double     tenon_headroom_count_asked (GArray *parts,
                                       double *error);
gboolean   tenon_headroom_find_busiest (GArray       *parts,
                                        double        distinct,
                                        double        row_share,
                                        TenonBusiest *busiest);
char      *tenon_headroom_dup_evidence (TenonRequests *requests,
                                        GArray        *parts,
                                        const char    *pattern_id,
                                        const char    *column);
void       tenon_key_values_count (TenonRequests  *requests,
                                   TenonTable     *table,
                                   const char     *name,
                                   TenonKeyValues *values);
void       tenon_key_values_clear (TenonKeyValues *self);

G_END_DECLS
