/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-grid.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

typedef struct _TenonLayoutChannels TenonLayoutChannels;

/* A place beside a card where a line leaves or comes in, or that a channel is to pass. */
typedef struct
{
  TenonGraphPoint point;
  TenonGraphPoint closer;  /* where the first is taken */
  gboolean        is_port; /* only an upright channel is wanted */
} TenonLayoutAnchor;

/* A way to be found. */
typedef struct
{
  TenonGraphPoint starts[2]; /* beside the one card, on its left and on its right */
  TenonGraphPoint goals[2];
  gboolean        has_start[2]; /* whether a line can be there at all */
  gboolean        has_goal[2];
  guint64         budget; /* (inout) crossings of channels it may look at */
  guint           start;  /* (out) which one was taken */
  guint           goal;
} TenonLayoutWay;

TenonLayoutChannels *tenon_layout_channels_new (const TenonLayoutBox *boxes,
                                                guint                 n_boxes,
                                                const TenonLayoutBox *area,
                                                GArray               *anchors);
void                 tenon_layout_channels_free (TenonLayoutChannels *self);
gboolean             tenon_layout_channels_is_free (TenonLayoutChannels *self,
                                                    TenonGraphPoint      point);
gboolean             tenon_layout_channels_find (TenonLayoutChannels *self,
                                                 TenonLayoutWay      *way,
                                                 GArray              *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLayoutChannels, tenon_layout_channels_free)

G_END_DECLS
