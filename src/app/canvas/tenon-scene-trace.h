/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-trace.h"
#include "model/tenon-cost.h"

G_BEGIN_DECLS

TenonScene *tenon_scene_new_trace (TenonModel *model,
                                   TenonTrace *trace);
void        tenon_scene_follow (TenonScene *self,
                                TenonTrace *trace);
void        tenon_scene_show_load (TenonScene *self,
                                   GHashTable *loads);
void        tenon_scene_show_heat (TenonScene *self,
                                   GPtrArray  *headroom);

G_END_DECLS
