/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-overlap.h"
#include "layout/tenon-layout-run.h"

G_BEGIN_DECLS

gboolean tenon_layout_spread (TenonLayoutCard *cards,
                              guint            n_cards,
                              TenonLayoutRun  *run);
double   tenon_layout_spread_estimate (guint n_cards);

G_END_DECLS
