/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-typeface.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

void           tenon_links_spread_ends (GPtrArray  *links,
                                        TenonGraph *graph);
void           tenon_route_simply (TenonGraph     *graph,
                                   TenonGraphEdge *edge);
gboolean       tenon_route_get_bounds (GArray          *points,
                                       graphene_rect_t *bounds);
double         tenon_route_get_distance (GArray *points,
                                         double  x,
                                         double  y);
GskRenderNode *tenon_link_draw (TenonLink          *link,
                                GArray             *points,
                                double              scale,
                                const TenonPalette *palette,
                                gboolean            highlighted,
                                gboolean            dimmed);
GskRenderNode *tenon_link_draw_label (TenonLink          *link,
                                      GArray             *points,
                                      double              scale,
                                      const TenonPalette *palette,
                                      TenonTypeface      *typeface,
                                      gboolean            highlighted);

G_END_DECLS
