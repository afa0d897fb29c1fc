/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-typeface.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

gboolean tenon_area_get_bounds (TenonSceneArea  *area,
                                TenonGraph      *graph,
                                GHashTable      *index,
                                graphene_rect_t *bounds);
void     tenon_area_get_title_bounds (TenonSceneArea        *area,
                                      const graphene_rect_t *bounds,
                                      TenonTypeface         *typeface,
                                      double                 scale,
                                      graphene_rect_t       *title);
void     tenon_area_append (TenonSceneArea        *area,
                            GtkSnapshot           *snapshot,
                            const graphene_rect_t *bounds,
                            const TenonPalette    *palette,
                            TenonTypeface         *typeface,
                            double                 scale,
                            gboolean               with_title);

G_END_DECLS
