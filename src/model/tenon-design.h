/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-decision.h"
#include "model/tenon-table.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_STRATEGY_MULTI_TABLE,
  TENON_STRATEGY_ITEM_COLLECTIONS,
  TENON_STRATEGY_READ_OPTIMISED,
} TenonStrategy;

#define TENON_TYPE_STRATEGY (tenon_strategy_get_type ())
GType tenon_strategy_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_DESIGN (tenon_design_get_type ())
G_DECLARE_FINAL_TYPE (TenonDesign, tenon_design, TENON, DESIGN, TenonRecord)
struct _TenonDesign
{
  TenonRecord parent_instance;

  int        strategy;      /* TenonStrategy */
  char      *approach;      /* the overall approach in words */
  char      *choice_reason; /* (nullable) why this kind of design and no other */
  char      *choice_by;     /* (nullable) */
  char      *choice_at;     /* (nullable) */
  TenonList *tables;        /* in review order */
  TenonList *decisions;
  TenonList *unserved;
};

TenonDesign   *tenon_design_new (void);
TenonTable    *tenon_design_find_table (TenonDesign *self,
                                        const char  *name);
TenonTable    *tenon_design_find_table_of (TenonDesign *self,
                                           const char  *source_table);
TenonUnserved *tenon_design_find_unserved (TenonDesign *self,
                                           const char  *pattern_id);
GPtrArray     *tenon_design_list_lookups (TenonDesign *self,
                                          TenonTable  *table);
gboolean       tenon_design_serves (TenonDesign *self,
                                    const char  *pattern_id);

G_END_DECLS
