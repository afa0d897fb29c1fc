/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each view of the Map shows of a project, for the page and for pictures made without one. */

#include "tenon-map-scene.h"

#include <glib/gi18n-lib.h>

static const char *const view_names[TENON_N_MAP_VIEWS] = { "source", "target", "mapping" };

static char *
dup_state (TenonTable *table,
           gpointer    user_data)
{
  TenonGate *gate = tenon_project_find_gate (user_data, TENON_GATE_TABLE, table->name);

  if (gate == NULL)
    return NULL;
  if (gate->state == TENON_GATE_APPROVED)
    return g_strdup (_ ("approved"));
  if (gate->state == TENON_GATE_STALE)
    return g_strdup (_ ("changed since approval"));
  return gate->returned ? g_strdup (_ ("returned")) : NULL;
}

/**
 * tenon_map_scene_new:
 * @coverage: (out) (optional): zero but in the Mapping view
 *
 * Returns: (transfer full): cards and lines, empty where the view has nothing to show
 */
TenonScene *
tenon_map_scene_new (TenonProject     *project,
                     TenonMapView      view,
                     TenonMapCoverage *coverage)
{
  TenonModel      *model = tenon_project_get_model (project);
  TenonMapCoverage own;

  coverage = coverage != NULL ? coverage : &own;
  *coverage = (TenonMapCoverage){ 0, 0 };
  switch (view)
    {
    case TENON_MAP_TARGET:
      return tenon_scene_new_target (model, dup_state, project);
    case TENON_MAP_MAPPING:
      return tenon_scene_new_mapping (model, &coverage->n_mapped, &coverage->n_columns);
    case TENON_MAP_SOURCE:
    case TENON_N_MAP_VIEWS:
    default:
      return tenon_scene_new_source (model);
    }
}

/* Returns: "source", "target" or "mapping": as actions, files and the command name it */
const char *
tenon_map_view_get_name (TenonMapView view)
{
  g_return_val_if_fail (view < TENON_N_MAP_VIEWS, NULL);

  return view_names[view];
}

/* Returns: FALSE if there is no view of that name */
gboolean
tenon_map_view_from_name (const char   *name,
                          TenonMapView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (view_names); i++)
    if (g_strcmp0 (view_names[i], name) == 0)
      {
        *view = i;
        return TRUE;
      }
  return FALSE;
}
