/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the cards of the Map stand: laid out once by a worker, moved by hand, kept in the model. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-placement.h"
#include "tenon-map-page-private.h"

#define PROGRESS_DELAY 500 /* ms before waiting is shown */
#define LEAST_LAYERED 2u

void
tenon_map_page_route (TenonGraph  *graph,
                      const guint *moved,
                      guint        n_moved,
                      gpointer     user_data)
{
  if (moved != NULL)
    tenon_project_route_nodes (graph, moved, n_moved);
  else
    tenon_project_route (graph, G_MAXUINT);
}

void
tenon_map_page_stop_progress (TenonMapPage *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (self->progress_box, FALSE);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  TenonMapPage *self = user_data;

  gtk_widget_set_visible (self->progress_box, TRUE);
  self->progress_source = 0;
  return G_SOURCE_REMOVE;
}

static void
cards_are_placed (TenonMapPage *self,
                  gboolean      fit)
{
  g_autofree char *pending = g_steal_pointer (&self->pending);

  tenon_canvas_reroute (self->canvas);
  if (fit)
    tenon_canvas_fit (self->canvas);
  if (pending != NULL)
    tenon_map_page_reveal_subject (self, pending);
}

/* Why cards are given places. */
typedef enum
{
  ARRANGE_NEW,    /* some have none */
  ARRANGE_ALL,    /* a person asked for it */
  ARRANGE_LAYERS, /* likewise, from left to right */
} Reason;

/* Only where the worker was free to choose: what has been moved by hand meanwhile is left alone. */
static void
take_places (TenonMapPage *self,
             TenonGraph   *graph,
             GHashTable   *free_nodes,
             Reason        reason)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = NULL;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      if (g_hash_table_contains (free_nodes, node->id))
        tenon_canvas_set_position (self->canvas, node->id, node->x, node->y);
    }
  if (reason != ARRANGE_NEW)
    tenon_placement_clear_notes (self->canvas);
  edit = tenon_model_begin (model, reason == ARRANGE_LAYERS ? _ ("Arrange in Layers") : _ ("Arrange Tables"));
  if (!tenon_placement_store (self->canvas, model))
    return;
  if (reason != ARRANGE_NEW)
    tenon_edit_commit (edit);
  else
    tenon_edit_commit_quietly (edit);
}

/* A layout under way: its answer counts only while the page still waits for it. */
typedef struct
{
  TenonMapPage *page;
  GCancellable *cancellable;
  GHashTable   *free_nodes; /* ids of the nodes to be placed */
  Reason        reason;
} Arranging;

static void
arranging_free (Arranging *job)
{
  g_object_unref (job->page);
  g_object_unref (job->cancellable);
  g_hash_table_unref (job->free_nodes);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arranging, arranging_free)

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Arranging *job = user_data;

  if (job->page->arranging == job->cancellable && job->page->canvas != NULL)
    gtk_progress_bar_set_fraction (job->page->progress_bar, fraction);
}

static void
arranged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Arranging) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonGraph) graph = tenon_project_arrange_finish (TENON_PROJECT (source), result, &error);
  TenonMapPage *self = job->page;

  if (self->arranging != job->cancellable || self->canvas == NULL)
    return;

  g_clear_object (&self->arranging);
  tenon_map_page_stop_progress (self);
  tenon_map_page_update_arranging (self);
  if (graph != NULL)
    take_places (self, graph, job->free_nodes, job->reason);
  else
    tenon_placement_rows (self->canvas);
  cards_are_placed (self, self->fit_after);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tenon_page_report_error (self, _ ("Could Not Arrange"), error);
}

/* Hands a copy to a worker; nodes that are placed stay where they are. */
static void
start_arranging (TenonMapPage *self,
                 TenonGraph   *graph,
                 Reason        reason,
                 gboolean      fit_after)
{
  Arranging       *job = g_new0 (Arranging, 1);
  g_autofree char *said = NULL;
  guint            n;

  self->fit_after = fit_after;
  self->arranging = g_cancellable_new ();
  job->page = g_object_ref (self);
  job->reason = reason;
  job->cancellable = g_object_ref (self->arranging);
  job->free_nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      if (!node->is_placed)
        g_hash_table_add (job->free_nodes, g_strdup (node->id));
    }
  n = g_hash_table_size (job->free_nodes);
  said = g_strdup_printf (ngettext ("Arranging %u table", "Arranging %u tables", n), n);
  gtk_progress_bar_set_text (self->progress_bar, said);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  tenon_map_page_update_arranging (self);
  self->progress_source = g_timeout_add (PROGRESS_DELAY, show_progress_cb, self);
  if (reason == ARRANGE_LAYERS)
    tenon_project_arrange_layered_noting_async (self->project, graph, self->arranging, progress_cb, arranged_cb, job);
  else
    tenon_project_arrange_noting_async (self->project, graph, self->arranging, progress_cb, arranged_cb, job);
}

void
tenon_map_page_cancel_arranging (TenonMapPage *self)
{
  if (self->arranging != NULL)
    g_cancellable_cancel (self->arranging);
}

/* The places the model gives; a worker finds them for cards it knows nothing of. @first: the view is shown anew.
 * @fresh: so are the cards, else nothing is done where none has moved. */
void
tenon_map_page_place_cards (TenonMapPage *self,
                            gboolean      first,
                            gboolean      fresh)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonGraph *graph = tenon_canvas_get_graph (self->canvas);
  g_autoptr (TenonGraph) copy = NULL;
  gboolean changed;
  guint    n_missing;

  if (!tenon_map_view_is_free (self->view))
    {
      if (self->view == TENON_MAP_MAPPING)
        tenon_placement_mapping (graph, tenon_canvas_get_scene (self->canvas));
      else
        tenon_placement_trace (graph);
      cards_are_placed (self, first);
      return;
    }

  n_missing = tenon_placement_load (self->canvas, model->diagram, &changed);
  if (n_missing < graph->nodes->len && (changed || fresh))
    cards_are_placed (self, first);
  if (n_missing == 0 || self->arranging != NULL)
    return;
  copy = tenon_graph_copy (graph);
  start_arranging (self, copy, ARRANGE_NEW, first || n_missing == graph->nodes->len);
}

/* Notes make room for tables, not the other way round. */
static TenonGraph *
dup_tables (TenonGraph *graph)
{
  TenonGraph       *copy = tenon_graph_new ();
  g_autofree guint *indexes = g_new (guint, graph->nodes->len + 1);

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i), *own;

      indexes[i] = copy->nodes->len;
      if (g_str_has_prefix (node->id, "note:"))
        continue;
      own = tenon_graph_add_node (copy, node->id, node->width, node->height);
      own->x = node->x;
      own->y = node->y;
      own->is_placed = node->is_placed;
    }
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      tenon_graph_add_edge (copy, indexes[edge->from], indexes[edge->to], edge->from_port, edge->to_port);
    }
  return copy;
}

static gboolean
is_pinned (TenonMapPage *self,
           const char   *id)
{
  TenonNode *stored = tenon_diagram_find (tenon_project_get_model (self->project)->diagram, id);

  return stored != NULL && stored->pinned;
}

/* Tables that are selected and not held by a pin. */
static guint
count_movable (TenonMapPage *self)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  guint n = 0;

  for (guint i = 0; selection[i] != NULL; i++)
    n += !g_str_has_prefix (selection[i], "note:") && !is_pinned (self, selection[i]);
  return n;
}

/* Everything anew, but what is pinned; only what is selected, if at least two cards are. */
void
tenon_map_page_arrange (TenonMapPage *self)
{
  g_autoptr (TenonGraph) copy = NULL;
  gboolean selected_only;

  g_return_if_fail (TENON_IS_MAP_PAGE (self));

  if (self->arranging != NULL || !tenon_map_view_is_free (self->view))
    return;

  copy = dup_tables (tenon_canvas_get_graph (self->canvas));
  selected_only = tenon_canvas_count_selected (self->canvas) > 1 && tenon_canvas_count_selected (self->canvas) < copy->nodes->len;
  for (guint i = 0; i < copy->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (copy->nodes, i);

      if (selected_only && !tenon_card_get_selected (tenon_canvas_find_card (self->canvas, node->id)))
        continue;
      node->is_placed = is_pinned (self, node->id);
    }
  if (copy->nodes->len > 0)
    start_arranging (self, copy, ARRANGE_ALL, !selected_only);
}

/* The selected tables from left to right, each right of what it refers to; the rest stays. */
static void
arrange_layers_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  guint         n = count_movable (self);
  g_autoptr (TenonGraph) copy = NULL;

  if (self->arranging != NULL || !tenon_map_view_is_free (self->view) || n < LEAST_LAYERED || n > TENON_PROJECT_MAX_LAYERED)
    return;
  copy = dup_tables (tenon_canvas_get_graph (self->canvas));
  for (guint i = 0; i < copy->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (copy->nodes, i);

      if (tenon_card_get_selected (tenon_canvas_find_card (self->canvas, node->id)))
        node->is_placed = is_pinned (self, node->id);
    }
  start_arranging (self, copy, ARRANGE_LAYERS, FALSE);
}

/* Why layers cannot be had, or what they are. */
static char *
dup_layers_tooltip (TenonMapPage *self,
                    guint         n)
{
  if (!tenon_map_view_is_free (self->view))
    return g_strdup (_ ("The cards of this view are placed by what they show"));
  if (n < LEAST_LAYERED)
    return g_strdup (_ ("Select the tables to lay out in layers, from left to right"));
  if (n > TENON_PROJECT_MAX_LAYERED)
    return g_strdup_printf (_ ("%u tables are selected: layers are readable up to %u"), n, TENON_PROJECT_MAX_LAYERED);
  return g_strdup_printf (_ ("Lay Out the %u Selected Tables in Layers (Ctrl+Shift+L)"), n);
}

/* What can be laid out now. */
void
tenon_map_page_update_arranging (TenonMapPage *self)
{
  gboolean         free = tenon_map_view_is_free (self->view) && self->arranging == NULL;
  guint            n = tenon_map_view_is_free (self->view) ? count_movable (self) : 0;
  g_autofree char *tooltip = dup_layers_tooltip (self, n);

  gtk_widget_set_sensitive (GTK_WIDGET (self->arrange_button), free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.arrange-layers", free && n >= LEAST_LAYERED && n <= TENON_PROJECT_MAX_LAYERED);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->layers_button), tooltip);
}

static void
moved_cb (TenonMapPage *self,
          gboolean      by_keys)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = NULL;

  if (!tenon_map_view_is_free (self->view))
    return;

  edit = tenon_model_begin (model, _ ("Move Tables"));
  if (!tenon_placement_store (self->canvas, model))
    return;
  /* a run of arrow keys is one step, closed when something else is selected */
  if (by_keys)
    tenon_edit_commit_typing (edit);
  else
    tenon_edit_commit (edit);
}

void
tenon_map_page_class_init_places (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_install_action (widget_class, "map.arrange-layers", NULL, arrange_layers_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.arrange-layers", NULL);
}
