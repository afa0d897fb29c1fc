/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a graph: cards get places without overlaps, those with a place keep it, areas keep strangers out, lines run
 * from port to port. */

#include "layout/tenon-layout.h"

#define MAX_CARDS 40

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static TenonGraph *
read_graph (const guint8 *data,
            size_t        size)
{
  TenonGraph *graph = tenon_graph_new ();
  guint       n = size > 0 ? data[0] % MAX_CARDS : 0;

  for (guint i = 0; i < n && 4 * i + 4 < size; i++)
    {
      const guint8   *bytes = data + 1 + 4 * i;
      TenonGraphNode *node = tenon_graph_add_node (graph, "n", bytes[0] * 3, bytes[1] * 9);

      node->is_placed = bytes[2] % 4 == 1;
      /* Placed cards stand clear of each other: what people piled up stays piled up. */
      node->x = (int)i * 2000 + bytes[3];
      node->y = bytes[2] * (bytes[3] % 8 == 0 ? 4000 : 16);
    }
  for (size_t i = 1 + 4 * (size_t)n; graph->nodes->len > 0 && i + 3 < size && i < 1000; i += 4)
    tenon_graph_add_edge (graph, data[i] % graph->nodes->len, data[i + 1] % graph->nodes->len, data[i + 2], data[i + 3]);
  return graph;
}

/* The last bytes say which cards are in which area; one may be in several. */
static void
read_areas (TenonGraph   *graph,
            const guint8 *data,
            size_t        size)
{
  guint n_areas = size > 0 ? data[size - 1] % 5 : 0;

  for (guint i = 0; i < n_areas; i++)
    {
      g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint j = 0; j < graph->nodes->len; j++)
        {
          if (data[size - 1 - (i + j * n_areas) % size] % 4 == i)
            g_array_append_val (cards, j);
        }
      tenon_graph_add_area (graph, (const guint *)(gpointer)cards->data, cards->len);
    }
}

static gboolean
is_in (GArray *area,
       guint   card)
{
  for (guint i = 0; i < area->len; i++)
    {
      if (g_array_index (area, guint, i) == card)
        return TRUE;
    }
  return FALSE;
}

/* Where no card had a place and none is in two areas, every frame is free of strangers. */
static void
check_areas (TenonGraph *graph,
             TenonGraph *before)
{
  g_autofree guint *n_areas = g_new0 (guint, graph->nodes->len + 1);

  for (guint i = 0; i < graph->areas->len; i++)
    {
      GArray *area = g_ptr_array_index (graph->areas, i);

      for (guint j = 0; j < area->len; j++)
        {
          if (++n_areas[g_array_index (area, guint, j)] > 1)
            return;
        }
    }
  for (guint i = 0; i < before->nodes->len; i++)
    {
      if (((TenonGraphNode *)g_ptr_array_index (before->nodes, i))->is_placed)
        return;
    }
  for (guint i = 0; i < graph->areas->len; i++)
    {
      GArray *area = g_ptr_array_index (graph->areas, i);
      int     left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;

      for (guint j = 0; j < area->len; j++)
        {
          TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (area, guint, j));

          left = MIN (left, node->x);
          top = MIN (top, node->y);
          right = MAX (right, node->x + node->width);
          bottom = MAX (bottom, node->y + node->height);
        }
      for (guint j = 0; j < graph->nodes->len; j++)
        {
          TenonGraphNode *node = g_ptr_array_index (graph->nodes, j);

          g_assert_false (!is_in (area, j) && node->x < right && left < node->x + node->width && node->y < bottom && top < node->y + node->height);
        }
    }
}

static void
check_kept (TenonGraph *graph,
            TenonGraph *before)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *was = g_ptr_array_index (before->nodes, i);
      TenonGraphNode *is = g_ptr_array_index (graph->nodes, i);

      g_assert_true (!was->is_placed || (was->x == is->x && was->y == is->y));
    }
}

static void
check_cards (TenonGraph *graph)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *a = g_ptr_array_index (graph->nodes, i);

      g_assert_true (a->is_placed);
      for (guint j = i + 1; j < graph->nodes->len; j++)
        {
          TenonGraphNode *b = g_ptr_array_index (graph->nodes, j);

          g_assert_false (a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height);
        }
    }
}

static void
check_lines (TenonGraph *graph)
{
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
      TenonGraphNode *from = g_ptr_array_index (graph->nodes, edge->from);
      TenonGraphPoint first, last;

      g_assert_cmpuint (edge->points->len, >=, 2);
      first = g_array_index (edge->points, TenonGraphPoint, 0);
      last = g_array_index (edge->points, TenonGraphPoint, edge->points->len - 1);
      g_assert_cmpint (first.y, ==, from->y + edge->from_port);
      g_assert_true (first.x == from->x || first.x == from->x + from->width);
      g_assert_cmpint (last.y, ==, ((TenonGraphNode *)g_ptr_array_index (graph->nodes, edge->to))->y + edge->to_port);
      for (guint j = 0; j + 1 < edge->points->len; j++)
        g_assert_true (g_array_index (edge->points, TenonGraphPoint, j).x == g_array_index (edge->points, TenonGraphPoint, j + 1).x || g_array_index (edge->points, TenonGraphPoint, j).y == g_array_index (edge->points, TenonGraphPoint, j + 1).y);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (TenonGraph) graph = read_graph (data, size);
  g_autoptr (TenonGraph) layered = tenon_graph_copy (graph);
  g_autoptr (TenonGraph) before = tenon_graph_copy (graph);
  GArray *moved = tenon_layout_arrange_layered_among (layered);

  g_array_unref (moved);
  check_cards (layered);
  check_kept (layered, before);
  read_areas (graph, data, size);
  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  check_kept (graph, before);
  check_cards (graph);
  check_areas (graph, before);
  tenon_layout_route (graph, 0);
  check_lines (graph);
  if (graph->nodes->len > 0)
    tenon_layout_route_moved (graph, 0);
  check_lines (graph);
  return 0;
}
