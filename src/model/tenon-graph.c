/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Boxes and lines for the layout. */

#include "model/tenon-graph.h"

static void
node_free (gpointer data)
{
  TenonGraphNode *node = data;

  g_free (node->id);
  g_free (node);
}

static void
edge_free (gpointer data)
{
  TenonGraphEdge *edge = data;

  g_clear_pointer (&edge->points, g_array_unref);
  g_free (edge);
}

TenonGraph *
tenon_graph_new (void)
{
  TenonGraph *self = g_new0 (TenonGraph, 1);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->edges = g_ptr_array_new_with_free_func (edge_free);
  self->areas = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  return self;
}

void
tenon_graph_free (TenonGraph *self)
{
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->edges);
  g_ptr_array_unref (self->areas);
  g_free (self);
}

TenonGraphNode *
tenon_graph_add_node (TenonGraph *self,
                      const char *id,
                      int         width,
                      int         height)
{
  TenonGraphNode *node = g_new0 (TenonGraphNode, 1);

  node->id = g_strdup (id);
  node->width = width;
  node->height = height;
  g_ptr_array_add (self->nodes, node);
  return node;
}

/**
 * tenon_graph_add_edge:
 * @from: index of a node that is already there
 * @from_port: where the line leaves it, below its top
 *
 * Returns: (transfer none):
 */
TenonGraphEdge *
tenon_graph_add_edge (TenonGraph *self,
                      guint       from,
                      guint       to,
                      int         from_port,
                      int         to_port)
{
  TenonGraphEdge *edge;

  g_return_val_if_fail (from < self->nodes->len && to < self->nodes->len, NULL);

  edge = g_new0 (TenonGraphEdge, 1);
  edge->from = from;
  edge->to = to;
  edge->from_port = from_port;
  edge->to_port = to_port;
  g_ptr_array_add (self->edges, edge);
  return edge;
}

/**
 * tenon_graph_add_area:
 * @nodes: (array length=n_nodes): indexes of nodes that are already there; one may be in several areas
 */
void
tenon_graph_add_area (TenonGraph  *self,
                      const guint *nodes,
                      guint        n_nodes)
{
  GArray *area;

  for (guint i = 0; i < n_nodes; i++)
    g_return_if_fail (nodes[i] < self->nodes->len);

  area = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_nodes);
  g_array_append_vals (area, nodes, n_nodes);
  g_ptr_array_add (self->areas, area);
}

TenonGraph *
tenon_graph_copy (TenonGraph *self)
{
  TenonGraph *copy = tenon_graph_new ();

  for (guint i = 0; i < self->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (self->nodes, i);
      TenonGraphNode *twin = tenon_graph_add_node (copy, node->id, node->width, node->height);

      twin->x = node->x;
      twin->y = node->y;
      twin->is_placed = node->is_placed;
    }
  for (guint i = 0; i < self->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->edges, i);
      TenonGraphEdge *twin = tenon_graph_add_edge (copy, edge->from, edge->to, edge->from_port, edge->to_port);

      if (edge->points != NULL)
        twin->points = g_array_copy (edge->points);
    }
  for (guint i = 0; i < self->areas->len; i++)
    g_ptr_array_add (copy->areas, g_array_copy (g_ptr_array_index (self->areas, i)));
  return copy;
}
