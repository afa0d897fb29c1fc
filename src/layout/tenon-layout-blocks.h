/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-grid.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

typedef struct _TenonLayoutBlocks TenonLayoutBlocks;

/* A straight stretch where nothing stands: upright at x = at or level at y = at, ends included. */
typedef struct
{
  int at;
  int low;
  int high;
} TenonLayoutStretch;

TenonLayoutBlocks *tenon_layout_blocks_new (const TenonLayoutBox *boxes,
                                            guint                 n_boxes);
void               tenon_layout_blocks_free (TenonLayoutBlocks *self);
gboolean           tenon_layout_blocks_is_free (TenonLayoutBlocks *self,
                                                TenonGraphPoint    point);
TenonLayoutStretch tenon_layout_blocks_find_stretch (TenonLayoutBlocks    *self,
                                                     TenonGraphPoint       point,
                                                     gboolean              is_upright,
                                                     const TenonLayoutBox *area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLayoutBlocks, tenon_layout_blocks_free)

G_END_DECLS
