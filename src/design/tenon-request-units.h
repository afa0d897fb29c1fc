/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What of the model the arithmetic needs; each pattern is read once, when first asked for. */
typedef struct
{
  TenonModel  *model;    /* (owned) */
  TenonReader *reader;   /* (owned) */
  GHashTable  *patterns; /* (owned) pattern id -> TenonPattern */
  GHashTable  *readings; /* (owned) pattern id -> TenonReading */
} TenonRequests;

typedef struct
{
  double   reads;    /* read units a request */
  double   writes;   /* write units a request */
  gboolean is_least; /* the number of items is not known: counted as one */
  char    *formula;
} TenonUnits;

TenonRequests *tenon_requests_new (TenonModel *model);
void           tenon_requests_free (TenonRequests *self);
TenonReading  *tenon_requests_find (TenonRequests *self,
                                    const char    *pattern_id);
void           tenon_requests_forget (TenonRequests *self,
                                      const char    *pattern_id);
void           tenon_requests_get_units (TenonRequests  *self,
                                         TenonTable     *table,
                                         TenonOperation *operation,
                                         TenonUnits     *units);
void           tenon_requests_get_index_units (TenonRequests  *self,
                                               TenonTable     *table,
                                               TenonIndex     *index,
                                               TenonOperation *operation,
                                               TenonUnits     *units);
void           tenon_units_clear (TenonUnits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonRequests, tenon_requests_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonUnits, tenon_units_clear)

G_END_DECLS
