/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-overlap.h"

G_BEGIN_DECLS

void tenon_layout_spread (TenonLayoutCard *cards,
                          guint            n_cards);

G_END_DECLS
