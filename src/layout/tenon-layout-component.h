/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-align.h"
#include "layout/tenon-layout-run.h"

G_BEGIN_DECLS

gboolean tenon_layout_component_arrange (TenonLayoutCard *cards,
                                         guint            n_cards,
                                         GArray          *ties,
                                         double           aspect,
                                         TenonLayoutRun  *run);
double   tenon_layout_component_estimate (guint n_cards);

G_END_DECLS
