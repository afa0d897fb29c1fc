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
  TENON_MAP_TRACE,
  TENON_N_MAP_VIEWS,
} TenonMapView;

/* How much of the MySQL side has found a place, and what is not shown. */
typedef struct
{
  guint n_mapped; /* columns that become an attribute or are waived */
  guint n_columns;
  guint n_hidden; /* cards of this view */
} TenonMapCoverage;

/* What of a project is shown, and how. */
typedef struct
{
  TenonMapView view;
  const char  *pattern; /* (nullable) id of the access pattern that is followed */
  gboolean     load;
  gboolean     heat;
  GHashTable  *hidden; /* (nullable) ids of cards that are not shown */
} TenonMapLook;

TenonScene *tenon_map_scene_new (TenonProject       *project,
                                 const TenonMapLook *look,
                                 TenonMapCoverage   *coverage);
char       *tenon_map_scene_dup_pattern (TenonProject *project,
                                         const char   *wanted);
gboolean    tenon_map_view_is_free (TenonMapView view);
const char *tenon_map_view_get_name (TenonMapView view);
gboolean    tenon_map_view_from_name (const char   *name,
                                      TenonMapView *view);

G_END_DECLS
