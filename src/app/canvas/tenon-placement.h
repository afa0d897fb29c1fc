/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-canvas.h"

G_BEGIN_DECLS

guint    tenon_placement_load (TenonCanvas  *canvas,
                               TenonDiagram *diagram,
                               gboolean     *changed);
gboolean tenon_placement_store (TenonCanvas *canvas,
                                TenonModel  *model);
guint    tenon_placement_apply (TenonGraph   *graph,
                                TenonDiagram *diagram);
void     tenon_placement_mapping (TenonGraph *graph,
                                  TenonScene *scene);
void     tenon_placement_trace (TenonGraph *graph);

void tenon_placement_put (TenonDiagram *diagram,
                          const char   *id,
                          gint64        x,
                          gint64        y);
void tenon_placement_find_free (TenonGraph *graph,
                                int         width,
                                int         height,
                                int        *x,
                                int        *y);
void tenon_placement_clear_notes (TenonCanvas *canvas);
void tenon_placement_rows (TenonCanvas *canvas);

G_END_DECLS
