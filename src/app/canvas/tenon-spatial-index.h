/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

typedef struct _TenonSpatialIndex TenonSpatialIndex;

TenonSpatialIndex *tenon_spatial_index_new (void);
void               tenon_spatial_index_free (TenonSpatialIndex *self);

void tenon_spatial_index_reset (TenonSpatialIndex *self,
                                guint              n_things);
void tenon_spatial_index_add (TenonSpatialIndex     *self,
                              guint                  thing,
                              const graphene_rect_t *bounds);
void tenon_spatial_index_loosen (TenonSpatialIndex *self,
                                 guint              thing);
void tenon_spatial_index_query (TenonSpatialIndex     *self,
                                const graphene_rect_t *area,
                                GArray                *found);

gboolean tenon_rect_holds (const graphene_rect_t *outer,
                           const graphene_rect_t *inner);
gboolean tenon_rects_meet (const graphene_rect_t *a,
                           const graphene_rect_t *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonSpatialIndex, tenon_spatial_index_free)

G_END_DECLS
