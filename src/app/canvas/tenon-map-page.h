/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/canvas/tenon-canvas.h"
#include "app/canvas/tenon-map-scene.h"

G_BEGIN_DECLS

#define TENON_TYPE_MAP_PAGE (tenon_map_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonMapPage, tenon_map_page, TENON, MAP_PAGE, AdwBin)

GtkWidget *tenon_map_page_new (TenonProject *project);

TenonCanvas *tenon_map_page_get_canvas (TenonMapPage *self);
TenonMapView tenon_map_page_get_view (TenonMapPage *self);
void         tenon_map_page_set_view (TenonMapPage *self,
                                      TenonMapView  view);
void         tenon_map_page_follow (TenonMapPage *self,
                                    const char   *pattern_id);
void         tenon_map_page_arrange (TenonMapPage *self);

G_END_DECLS
