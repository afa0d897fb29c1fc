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
  GHashTable  *sources;  /* (owned) name -> TenonSourceTable */
} TenonRequests;

/* The sizes of a table's items and entries, found once for all of its requests. */
typedef struct
{
  TenonRequests      *requests;
  TenonTable         *table;
  TenonCostConvention convention;
  gint64              item;       /* bytes */
  guint               n_entries;  /* as many as indexes */
  gint64             *entries;    /* bytes */
  double             *membership; /* share of the items that have an entry, as rows show it; 1 where none were seen */
} TenonTableSizes;

typedef enum
{
  TENON_UNITS_NONE, /* an operation whose units are not known, or none are taken */
  TENON_UNITS_ITEMS,
  TENON_UNITS_RANGE,
  TENON_UNITS_WRITE,
  TENON_UNITS_ENTRY,
} TenonUnitsShape;

/* The units of one call of a pattern, and what they are made of. */
typedef struct
{
  double   reads;    /* read units */
  double   writes;   /* write units */
  gboolean is_least; /* the number of items or of requests is not known: counted as one */

  TenonUnitsShape shape;
  const char     *operation;
  gint64          size;         /* bytes of an item or entry */
  double          items;        /* in a request */
  double          requests;     /* in a call of the pattern */
  double          factor;       /* consistency, transaction */
  double          entry_writes; /* of an index: 2 where its key changes */
  double          membership;   /* of an index: share of the items that have an entry */
  const char     *why;          /* of an index: in words */
} TenonUnits;

TenonRequests *tenon_requests_new (TenonModel *model);
void           tenon_requests_free (TenonRequests *self);
TenonReading  *tenon_requests_find (TenonRequests *self,
                                    const char    *pattern_id);
void           tenon_requests_forget (TenonRequests *self,
                                      const char    *pattern_id);

TenonReadingKind tenon_requests_get_kind (TenonRequests  *self,
                                          TenonTable     *table,
                                          TenonOperation *operation);

void     tenon_table_sizes_init (TenonTableSizes    *self,
                                 TenonRequests      *requests,
                                 TenonTable         *table,
                                 TenonCostConvention convention);
void     tenon_table_sizes_clear (TenonTableSizes *self);
void     tenon_table_sizes_get_units (const TenonTableSizes *self,
                                      TenonOperation        *operation,
                                      TenonUnits            *units);
void     tenon_table_sizes_get_index_units (const TenonTableSizes *self,
                                            guint                  index,
                                            TenonOperation        *operation,
                                            TenonUnits            *units);
char    *tenon_units_dup_formula (const TenonUnits *self);
double   tenon_agent_toolkit_get_ratio (TenonProjection projection);
gboolean tenon_operation_is_write (TenonOperation *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonRequests, tenon_requests_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonTableSizes, tenon_table_sizes_clear)

G_END_DECLS
