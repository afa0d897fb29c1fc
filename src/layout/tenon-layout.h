/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/tenon-graph.h"

G_BEGIN_DECLS

typedef void (*TenonLayoutProgress) (double   fraction,
                                     gpointer data);

gboolean tenon_layout_arrange (TenonGraph         *graph,
                               GCancellable       *cancellable,
                               TenonLayoutProgress progress,
                               gpointer            data,
                               GError            **error);
void     tenon_layout_arrange_layered (TenonGraph *graph);
GArray  *tenon_layout_arrange_layered_among (TenonGraph *graph);
void     tenon_layout_route (TenonGraph *graph,
                             guint       first_edge);
void     tenon_layout_route_moved (TenonGraph *graph,
                                   guint       node);
void     tenon_layout_route_moved_nodes (TenonGraph  *graph,
                                         const guint *nodes,
                                         guint        n_nodes);

G_END_DECLS
