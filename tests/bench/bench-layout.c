/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layouts of growing graphs: all of it, all lines, one card moved, one card added. */

#include "../layout/layout-sample.c"
#include "layout/tenon-layout.h"

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

static void
measure (guint n)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (n, 1);
  TenonGraphNode *moved = g_ptr_array_index (graph->nodes, n / 2);
  double          arrange, route, move;
  gint64          start = g_get_monotonic_time ();

  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  arrange = since (start);
  start = g_get_monotonic_time ();
  tenon_layout_route (graph, 0);
  route = since (start);
  moved->x += 60;
  start = g_get_monotonic_time ();
  tenon_layout_route_moved (graph, n / 2);
  move = since (start);
  tenon_graph_add_node (graph, "source:new", 200, 120);
  tenon_graph_add_edge (graph, n, n / 2, 40, 40);
  start = g_get_monotonic_time ();
  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  g_print ("%5u cards %5u lines: arrange %8.2f ms, route %8.2f ms, move one %6.2f ms, add one %6.2f ms\n", n, graph->edges->len - 1, arrange, route, move, since (start));
}

int
main (int   argc,
      char *argv[])
{
  const guint sizes[] = { 12, 100, 250, 1000, 2000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    measure (sizes[i]);
  return 0;
}
