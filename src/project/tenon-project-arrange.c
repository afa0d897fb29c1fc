/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laying out the Map: places and lines, found by a worker. */

#include "base/tenon-text.h"
#include "layout/tenon-layout.h"
#include "model/tenon-diagram.h"
#include "project/tenon-project.h"

typedef struct _Arranging Arranging;

/* Returns: %FALSE with an error when cancelled or refused */
typedef gboolean (*Arrange) (TenonGraph   *graph,
                             GTask        *task,
                             GCancellable *cancellable,
                             GError      **error);

struct _Arranging
{
  TenonGraph              *graph;
  Arrange                  arrange;
  TenonProjectProgressFunc progress; /* (nullable) */
  gpointer                 user_data;
  int                      percent; /* last told */
};

static void
arranging_free (gpointer data)
{
  Arranging *job = data;

  tenon_graph_free (job->graph);
  g_free (job);
}

typedef struct
{
  GTask *task;
  int    percent;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->task);
  g_free (progress);
}

/* In the caller's context; once it has its answer nothing more is told. */
static gboolean
tell_progress_cb (gpointer data)
{
  Progress  *progress = data;
  Arranging *job = g_task_get_task_data (progress->task);

  if (!g_task_get_completed (progress->task))
    job->progress (progress->percent / 100.0, job->user_data);
  return G_SOURCE_REMOVE;
}

static void
note_progress (double   fraction,
               gpointer data)
{
  GTask     *task = data;
  Arranging *job = g_task_get_task_data (task);
  int        percent = (int)(100 * fraction);
  Progress  *progress;

  if (job->progress == NULL || percent <= job->percent)
    return;
  job->percent = percent;
  progress = g_new0 (Progress, 1);
  progress->task = g_object_ref (task);
  progress->percent = percent;
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_progress_cb, progress, progress_free);
}

static gboolean
arrange_by_forces (TenonGraph   *graph,
                   GTask        *task,
                   GCancellable *cancellable,
                   GError      **error)
{
  if (!tenon_layout_arrange (graph, cancellable, note_progress, task, error))
    return FALSE;
  tenon_layout_route (graph, 0);
  return TRUE;
}

static guint
count_without_place (TenonGraph *graph)
{
  guint n = 0;

  for (guint i = 0; i < graph->nodes->len; i++)
    n += !((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->is_placed;
  return n;
}

static gboolean
arrange_in_layers (TenonGraph   *graph,
                   GTask        *task,
                   GCancellable *cancellable,
                   GError      **error)
{
  guint n = count_without_place (graph);
  g_autoptr (GArray) moved = NULL;

  if (n > TENON_PROJECT_MAX_LAYERED)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%u tables are too many for layers, which hold %u; select fewer", n, TENON_PROJECT_MAX_LAYERED);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  moved = tenon_layout_arrange_layered_among (graph);
  note_progress (0.5, task);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  tenon_layout_route_moved_nodes (graph, (const guint *)(gpointer)moved->data, moved->len);
  note_progress (1, task);
  return TRUE;
}

/* The areas of the Map of which cards are in the graph. */
static void
add_areas (TenonGraph   *graph,
           TenonDiagram *diagram)
{
  g_autoptr (GHashTable) indexes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < graph->nodes->len; i++)
    g_hash_table_insert (indexes, ((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < tenon_list_get_length (diagram->areas); i++)
    {
      TenonArea *area = tenon_list_get (diagram->areas, i);
      g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint j = 0; area->cards != NULL && area->cards[j] != NULL; j++)
        {
          guint index = GPOINTER_TO_UINT (g_hash_table_lookup (indexes, area->cards[j]));

          if (index-- > 0)
            g_array_append_val (cards, index);
        }
      if (cards->len > 0)
        tenon_graph_add_area (graph, (const guint *)(gpointer)cards->data, cards->len);
    }
}

static void
arrange_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Arranging *job = task_data;
  g_autoptr (TenonGraph) graph = tenon_graph_copy (job->graph);
  GError *error = NULL;

  if (job->arrange (graph, task, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&graph), (GDestroyNotify)tenon_graph_free);
  else
    g_task_return_error (task, error);
}

static void
start (TenonProject            *self,
       TenonGraph              *graph,
       Arrange                  arrange,
       gpointer                 source_tag,
       GCancellable            *cancellable,
       TenonProjectProgressFunc progress,
       GAsyncReadyCallback      callback,
       gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Arranging *job = g_new0 (Arranging, 1);

  job->graph = tenon_graph_copy (graph);
  if (graph->areas->len == 0)
    add_areas (job->graph, tenon_project_get_model (self)->diagram);
  job->arrange = arrange;
  job->progress = progress;
  job->user_data = user_data;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, job, arranging_free);
  g_task_run_in_thread (task, arrange_in_thread);
}

/**
 * tenon_project_arrange_noting_async:
 * @graph: copied
 * @progress: (nullable): called with @user_data in the caller's context, with the share that is done, rising, until
 *   @callback is
 *
 * Places the boxes that have no place yet, and routes all lines. The cards of an area of the Map stand together, and no
 * other card gets a place within its frame. Ends with tenon_project_arrange_finish().
 */
void
tenon_project_arrange_noting_async (TenonProject            *self,
                                    TenonGraph              *graph,
                                    GCancellable            *cancellable,
                                    TenonProjectProgressFunc progress,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data)
{
  start (self, graph, arrange_by_forces, tenon_project_arrange_noting_async, cancellable, progress, callback, user_data);
}

/* tenon_project_arrange_noting_async() that notes nothing. */
void
tenon_project_arrange_async (TenonProject       *self,
                             TenonGraph         *graph,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  tenon_project_arrange_noting_async (self, graph, cancellable, NULL, callback, user_data);
}

/**
 * tenon_project_arrange_layered_noting_async:
 * @graph: copied; boxes that have no place yet say all the same where they are now
 * @progress: (nullable): as in tenon_project_arrange_noting_async()
 *
 * Arranges the boxes that have no place yet, %TENON_PROJECT_MAX_LAYERED at most, in layers from left to right, each right
 * of what it refers to. They stay around the middle of where they are now and push nothing; lines are routed again where
 * something moved. Ends with tenon_project_arrange_finish(), in %TENON_PROJECT_ERROR_FAILED where there are more.
 */
void
tenon_project_arrange_layered_noting_async (TenonProject            *self,
                                            TenonGraph              *graph,
                                            GCancellable            *cancellable,
                                            TenonProjectProgressFunc progress,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data)
{
  start (self, graph, arrange_in_layers, tenon_project_arrange_layered_noting_async, cancellable, progress, callback, user_data);
}

/* tenon_project_arrange_layered_noting_async() that notes nothing. */
void
tenon_project_arrange_layered_async (TenonProject       *self,
                                     TenonGraph         *graph,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  tenon_project_arrange_layered_noting_async (self, graph, cancellable, NULL, callback, user_data);
}

TenonGraph *
tenon_project_arrange_finish (TenonProject *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tenon_project_route:
 * @moved_node: index of the node whose lines are to be routed again; %G_MAXUINT: all lines
 */
void
tenon_project_route (TenonGraph *graph,
                     guint       moved_node)
{
  if (moved_node == G_MAXUINT)
    tenon_layout_route (graph, 0);
  else
    tenon_layout_route_moved (graph, moved_node);
}

/**
 * tenon_project_route_nodes:
 * @moved_nodes: (array length=n_moved): indexes of the nodes whose lines are to be routed again, as after a selection was
 *   dragged; all other lines stay but for those the nodes now stand on
 */
void
tenon_project_route_nodes (TenonGraph  *graph,
                           const guint *moved_nodes,
                           guint        n_moved)
{
  tenon_layout_route_moved_nodes (graph, moved_nodes, n_moved);
}
