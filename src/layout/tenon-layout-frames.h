/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-grid.h"
#include "layout/tenon-layout-run.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

TenonLayoutBox tenon_layout_frame_around (TenonGraph *graph,
                                          GArray     *members,
                                          gboolean    placed_only);
gboolean       tenon_layout_frame_is_empty (const TenonLayoutBox *frame);
gboolean       tenon_layout_frames_are_clear (TenonGraph *graph,
                                              GArray     *newcomers);
gboolean       tenon_layout_frames_settle (TenonGraph     *graph,
                                           GArray         *newcomers,
                                           TenonLayoutRun *run);

G_END_DECLS
