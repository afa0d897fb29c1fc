/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-router.h"

G_BEGIN_DECLS

void tenon_layout_nudge (TenonRouter    *router,
                         const gboolean *is_wanted);

G_END_DECLS
