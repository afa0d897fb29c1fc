/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-graph.h"

G_BEGIN_DECLS

gboolean layout_peer_is_there (void);
gboolean layout_peer_arrange (const TenonGraph *graph,
                              double           *x,
                              double           *y,
                              double           *cpu);

G_END_DECLS
