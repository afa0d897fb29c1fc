/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-scene.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_MAP_SOURCE,
  TENON_MAP_TARGET,
  TENON_MAP_MAPPING,
  TENON_N_MAP_VIEWS,
} TenonMapView;

/* How much of the MySQL side has found a place. */
typedef struct
{
  guint n_mapped; /* columns that become an attribute or are waived */
  guint n_columns;
} TenonMapCoverage;

TenonScene *tenon_map_scene_new (TenonProject     *project,
                                 TenonMapView      view,
                                 TenonMapCoverage *coverage);
const char *tenon_map_view_get_name (TenonMapView view);
gboolean    tenon_map_view_from_name (const char   *name,
                                      TenonMapView *view);

G_END_DECLS
