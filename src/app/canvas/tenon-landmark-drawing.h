/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-landmarks.h"

G_BEGIN_DECLS

GdkTexture *tenon_landmark_render (const TenonLandmark   *landmark,
                                   const graphene_rect_t *bounds,
                                   double                 size,
                                   TenonTypeface         *typeface,
                                   const TenonPalette    *palette,
                                   double                 pixels,
                                   graphene_rect_t       *around);
void        tenon_landmark_append (const TenonLandmark   *landmark,
                                   GtkSnapshot           *snapshot,
                                   const graphene_rect_t *bounds,
                                   double                 size,
                                   TenonTypeface         *typeface,
                                   const TenonPalette    *palette);

G_END_DECLS
