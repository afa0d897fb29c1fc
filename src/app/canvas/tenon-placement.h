/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-canvas.h"

G_BEGIN_DECLS

guint    tenon_placement_load (TenonCanvas  *canvas,
                               TenonDiagram *diagram,
                               gboolean     *changed);
gboolean tenon_placement_store (TenonCanvas *canvas,
                                TenonModel  *model);
void     tenon_placement_mapping (TenonCanvas *canvas);

void tenon_placement_rows (TenonCanvas *canvas);

G_END_DECLS
