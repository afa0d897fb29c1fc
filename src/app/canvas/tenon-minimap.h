/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-canvas.h"

G_BEGIN_DECLS

#define TENON_TYPE_MINIMAP (tenon_minimap_get_type ())
G_DECLARE_FINAL_TYPE (TenonMinimap, tenon_minimap, TENON, MINIMAP, GtkWidget)

void tenon_minimap_set_canvas (TenonMinimap *self,
                               TenonCanvas  *canvas);

G_END_DECLS
