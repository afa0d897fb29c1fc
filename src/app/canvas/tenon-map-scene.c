/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each view of the Map shows of a project, for the page and for pictures made without one. */

#include "tenon-map-scene.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-scene-trace.h"
#include "base/tenon-text.h"

static const char *const view_names[TENON_N_MAP_VIEWS] = { "source", "target", "mapping", "trace" };

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

static TenonScene *
create_view (TenonProject     *project,
             TenonMapView      view,
             TenonTrace       *trace,
             TenonMapCoverage *coverage)
{
  TenonModel *model = tenon_project_get_model (project);

  switch (view)
    {
    case TENON_MAP_TARGET:
      return tenon_scene_new_target (model, dup_state, project);
    case TENON_MAP_MAPPING:
      return tenon_scene_new_mapping (model, &coverage->n_mapped, &coverage->n_columns);
    case TENON_MAP_TRACE:
      return trace != NULL ? tenon_scene_new_trace (model, trace) : tenon_scene_new ();
    case TENON_MAP_SOURCE:
    case TENON_N_MAP_VIEWS:
    default:
      return tenon_scene_new_source (model);
    }
}

static void
mark_pinned (TenonScene   *self,
             TenonDiagram *diagram)
{
  for (guint i = 0; i < tenon_list_get_length (diagram->nodes); i++)
    {
      TenonNode       *node = tenon_list_get (diagram->nodes, i);
      TenonCardData   *card = node->pinned && node->node_id != NULL ? tenon_scene_find_card (self, node->node_id) : NULL;
      g_autofree char *words = NULL;

      if (card == NULL)
        continue;
      card->is_pinned = TRUE;
      words = g_strdup_printf ("%s, %s", card->description, _ ("pinned"));
      tenon_str_set (&card->description, words);
    }
}

/**
 * tenon_map_scene_new:
 * @coverage: (out) (optional): columns are zero but in the Mapping view
 *
 * Returns: (transfer full): cards and lines, empty where the view has nothing to show
 */
TenonScene *
tenon_map_scene_new (TenonProject       *project,
                     const TenonMapLook *look,
                     TenonMapCoverage   *coverage)
{
  TenonModel      *model = tenon_project_get_model (project);
  TenonScene      *self;
  TenonMapCoverage own;
  g_autoptr (TenonTrace) trace = look->pattern != NULL ? tenon_trace_new (model, look->pattern) : NULL;

  coverage = coverage != NULL ? coverage : &own;
  *coverage = (TenonMapCoverage){ 0, 0, 0 };
  self = create_view (project, look->view, trace, coverage);
  if (tenon_map_view_is_free (look->view) && self->cards->len > 0)
    {
      tenon_scene_add_notes (self, model->diagram, view_names[look->view]);
      mark_pinned (self, model->diagram);
    }
  if (look->hidden != NULL && g_hash_table_size (look->hidden) > 0 && look->view != TENON_MAP_TRACE)
    coverage->n_hidden = tenon_scene_hide (self, look->hidden);
  if (trace != NULL && look->view != TENON_MAP_TRACE)
    tenon_scene_follow (self, trace);
  if (look->load)
    {
      g_autoptr (GHashTable) loads = tenon_loads_new (model);

      tenon_scene_show_load (self, loads);
    }
  if (look->heat)
    tenon_scene_show_heat (self, tenon_project_get_headroom (project));
  return self;
}

/**
 * tenon_map_scene_dup_pattern:
 * @wanted: (nullable)
 *
 * Returns: (transfer full) (nullable): @wanted if it is an access pattern, else the first that touches the database
 */
char *
tenon_map_scene_dup_pattern (TenonProject *project,
                             const char   *wanted)
{
  TenonModel *model = tenon_project_get_model (project);

  if (wanted != NULL && tenon_model_find_pattern (model, wanted) != NULL)
    return g_strdup (wanted);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (tenon_pattern_touches_database (pattern))
        return g_strdup (pattern->pattern_id);
    }
  return NULL;
}

/* Whether people arrange the cards of the view; those of the others stand where their lines are short. */
gboolean
tenon_map_view_is_free (TenonMapView view)
{
  return view == TENON_MAP_SOURCE || view == TENON_MAP_TARGET;
}

/* Returns: "source", "target", "mapping" or "trace": as actions, files and the command name it */
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
