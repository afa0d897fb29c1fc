/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-card-drawing.h"
#include "app/canvas/tenon-scene.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

/* All that is needed to draw a map: no widget, no display. */
typedef struct
{
  TenonScene    *scene;
  TenonGraph    *graph;  /* as many nodes as the scene has cards, as many edges as it has links */
  GPtrArray     *shapes; /* (element-type TenonCardShape) as many as the scene has cards */
  TenonTypeface *typeface;
} TenonPicture;

TenonPicture  *tenon_picture_new (TenonScene    *scene,
                                  TenonTypeface *typeface,
                                  TenonDetail    detail);
void           tenon_picture_free (TenonPicture *self);
GskRenderNode *tenon_picture_draw (const TenonPicture *self,
                                   GHashTable         *only,
                                   const TenonPalette *palette,
                                   double              scale,
                                   graphene_rect_t    *bounds);
double         tenon_picture_get_overview_scale (const TenonPicture *self,
                                                 GHashTable         *only);

TenonTypeface *tenon_picture_typeface_new (void);

gboolean    tenon_picture_check_name (const char *file,
                                      GError    **error);
gboolean    tenon_picture_save (GskRenderNode         *node,
                                const graphene_rect_t *bounds,
                                const char            *file,
                                double                 scale,
                                GError               **error);
gboolean    tenon_picture_is_image (const char *file);
double      tenon_picture_limit_scale (const graphene_rect_t *bounds,
                                       double                 scale);
GdkTexture *tenon_picture_render (GskRenderNode         *node,
                                  const graphene_rect_t *bounds,
                                  double                 scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPicture, tenon_picture_free)

G_END_DECLS
