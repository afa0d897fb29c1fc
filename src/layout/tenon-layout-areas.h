/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-run.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

gboolean tenon_layout_arrange_areas (TenonGraph     *graph,
                                     TenonLayoutRun *run);
gboolean tenon_layout_arrange_plain (TenonGraph     *graph,
                                     TenonLayoutRun *run);

G_END_DECLS
