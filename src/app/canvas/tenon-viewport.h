/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include <graphene.h>

G_BEGIN_DECLS

#define TENON_ZOOM_MIN 0.02
#define TENON_ZOOM_MAX 4.0

#define TENON_TYPE_VIEWPORT (tenon_viewport_get_type ())
G_DECLARE_FINAL_TYPE (TenonViewport, tenon_viewport, TENON, VIEWPORT, GObject)

TenonViewport *tenon_viewport_new (void);

double tenon_viewport_get_zoom (TenonViewport *self);
double tenon_viewport_get_scale (TenonViewport *self);
double tenon_viewport_get_unit (TenonViewport *self);
void   tenon_viewport_get_centre (TenonViewport *self,
                                  double        *x,
                                  double        *y);
void   tenon_viewport_get_size (TenonViewport *self,
                                int           *width,
                                int           *height);
void   tenon_viewport_get_visible (TenonViewport   *self,
                                   graphene_rect_t *world);
void   tenon_viewport_to_world (TenonViewport *self,
                                double         screen_x,
                                double         screen_y,
                                double        *world_x,
                                double        *world_y);
void   tenon_viewport_to_screen (TenonViewport *self,
                                 double         world_x,
                                 double         world_y,
                                 double        *screen_x,
                                 double        *screen_y);

void     tenon_viewport_set_size (TenonViewport *self,
                                  int            width,
                                  int            height);
void     tenon_viewport_set_unit (TenonViewport *self,
                                  double         unit);
void     tenon_viewport_set_centre (TenonViewport *self,
                                    double         x,
                                    double         y);
void     tenon_viewport_set_view (TenonViewport *self,
                                  double         x,
                                  double         y,
                                  double         zoom);
void     tenon_viewport_set_zoom (TenonViewport *self,
                                  double         zoom);
void     tenon_viewport_zoom_at (TenonViewport *self,
                                 double         zoom,
                                 double         screen_x,
                                 double         screen_y);
void     tenon_viewport_pan (TenonViewport *self,
                             double         screen_dx,
                             double         screen_dy);
void     tenon_viewport_fit (TenonViewport         *self,
                             const graphene_rect_t *world,
                             double                 margin_x,
                             double                 margin_y,
                             double                 max_zoom);
void     tenon_viewport_aim (TenonViewport         *self,
                             const graphene_rect_t *world,
                             double                 margin_x,
                             double                 margin_y,
                             double                 max_zoom,
                             double                *x,
                             double                *y,
                             double                *zoom);
gboolean tenon_viewport_reveal (TenonViewport         *self,
                                const graphene_rect_t *world,
                                double                 margin_x,
                                double                 margin_y);
double   tenon_zoom_step (double zoom,
                          int    direction);

G_END_DECLS
