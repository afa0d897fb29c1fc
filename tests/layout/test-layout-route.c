/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines between cards: from port to port, at right angles, around what stands in the way. */

#include "layout-sample.h"
#include "layout/tenon-layout.h"

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static TenonGraphEdge *
edge_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->edges, i);
}

static TenonGraphPoint
point_at (TenonGraphEdge *edge,
          guint           i)
{
  return g_array_index (edge->points, TenonGraphPoint, i);
}

/* The end is on the left or right border, and the piece behind it leaves the card. */
static void
assert_port (TenonGraphNode *node,
             int             port,
             TenonGraphPoint end,
             TenonGraphPoint next)
{
  g_assert_cmpint (end.y, ==, node->y + port);
  g_assert_cmpint (next.y, ==, end.y);
  if (end.x == node->x)
    g_assert_cmpint (next.x, <, end.x);
  else
    {
      g_assert_cmpint (end.x, ==, node->x + node->width);
      g_assert_cmpint (next.x, >, end.x);
    }
}

static void
assert_line (TenonGraph     *graph,
             TenonGraphEdge *edge)
{
  guint n;

  g_assert_nonnull (edge->points);
  n = edge->points->len;
  g_assert_cmpuint (n, >=, 2);
  assert_port (node_at (graph, edge->from), edge->from_port, point_at (edge, 0), point_at (edge, 1));
  assert_port (node_at (graph, edge->to), edge->to_port, point_at (edge, n - 1), point_at (edge, n - 2));
  for (guint i = 0; i + 1 < n; i++)
    g_assert_true ((point_at (edge, i).x == point_at (edge, i + 1).x) != (point_at (edge, i).y == point_at (edge, i + 1).y));
}

static guint
count_crossed_cards (TenonGraph     *graph,
                     TenonGraphEdge *edge)
{
  guint n = 0;

  for (guint i = 0; i + 1 < edge->points->len; i++)
    {
      TenonGraphPoint a = point_at (edge, i);
      TenonGraphPoint b = point_at (edge, i + 1);

      for (guint j = 0; j < graph->nodes->len; j++)
        {
          TenonGraphNode *node = node_at (graph, j);

          n += MIN (a.x, b.x) < node->x + node->width && MAX (a.x, b.x) > node->x && MIN (a.y, b.y) < node->y + node->height && MAX (a.y, b.y) > node->y;
        }
    }
  return n;
}

static void
test_ports (void)
{
  for (guint n = 2; n <= 240; n += 34)
    {
      g_autoptr (TenonGraph) graph = layout_sample_new (n, n);
      guint n_crossed = 0;

      tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
      tenon_layout_route (graph, 0);
      for (guint i = 0; i < graph->edges->len; i++)
        {
          assert_line (graph, edge_at (graph, i));
          n_crossed += count_crossed_cards (graph, edge_at (graph, i));
        }
      g_test_message ("%u cards, %u lines: %u cards crossed", n, graph->edges->len, n_crossed);
      g_assert_cmpuint (n_crossed, ==, 0);
    }
}

static TenonGraph *
two_cards (void)
{
  TenonGraph *graph = tenon_graph_new ();

  tenon_graph_add_node (graph, "a", 200, 200)->is_placed = TRUE;
  tenon_graph_add_node (graph, "b", 200, 200)->is_placed = TRUE;
  node_at (graph, 1)->x = 400;
  return graph;
}

static void
test_straight (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();

  tenon_graph_add_edge (graph, 0, 1, 50, 50);
  tenon_layout_route (graph, 0);
  g_assert_cmpuint (edge_at (graph, 0)->points->len, ==, 2);
  assert_line (graph, edge_at (graph, 0));
}

/* A card stands right between the two: the line goes around it. */
static void
test_around (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();
  TenonGraphNode *obstacle = tenon_graph_add_node (graph, "c", 60, 160);

  obstacle->x = 270;
  obstacle->y = -20;
  obstacle->is_placed = TRUE;
  tenon_graph_add_edge (graph, 0, 1, 50, 60);
  tenon_layout_route (graph, 0);
  assert_line (graph, edge_at (graph, 0));
  g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, 0)), ==, 0);
}

/* A wall with a gap far from the straight way: only a search finds it. */
static void
test_wall (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();

  for (int i = -3; i <= 3; i++)
    {
      TenonGraphNode *brick = tenon_graph_add_node (graph, "brick", 60, i == 2 ? 60 : 196);

      brick->x = 270;
      brick->y = 200 * i;
      brick->is_placed = TRUE;
    }
  tenon_graph_add_edge (graph, 0, 1, 50, 120);
  tenon_layout_route (graph, 0);
  assert_line (graph, edge_at (graph, 0));
  g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, 0)), ==, 0);
  /* Through the gap and not around the end. */
  for (guint i = 0; i < edge_at (graph, 0)->points->len; i++)
    g_assert_cmpint (point_at (edge_at (graph, 0), i).y, <, 620);
}

static void
test_loop (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();

  tenon_graph_add_edge (graph, 0, 0, 60, 30);
  tenon_graph_add_edge (graph, 0, 0, 90, 30);
  tenon_graph_add_edge (graph, 0, 0, 30, 30);
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < 3; i++)
    {
      assert_line (graph, edge_at (graph, i));
      g_assert_cmpint (point_at (edge_at (graph, i), 0).x, ==, 200);
      g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, i)), ==, 0);
    }
  g_assert_cmpint (point_at (edge_at (graph, 0), 1).x, !=, point_at (edge_at (graph, 1), 1).x);
}

/* Lines side by side keep apart. */
static void
test_parallel (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();

  for (int i = 0; i < 4; i++)
    tenon_graph_add_edge (graph, 0, 1, 150 - 10 * i, 40 + 12 * i);
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (edge_at (graph, i)->points->len, ==, 4);
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (ABS (point_at (edge_at (graph, i), 1).x - point_at (edge_at (graph, j), 1).x), >=, 8);
    }
}

/* Returns: whether an upright piece of the one crosses a level piece of the other, not only meets it */
static gboolean
cross (TenonGraphEdge *a,
       TenonGraphEdge *b)
{
  for (guint i = 0; i + 1 < a->points->len; i++)
    {
      for (guint j = 0; j + 1 < b->points->len; j++)
        {
          TenonGraphPoint p = point_at (a, i), q = point_at (a, i + 1), r = point_at (b, j), s = point_at (b, j + 1);

          if (p.x == q.x && r.y == s.y && MIN (r.x, s.x) < p.x && p.x < MAX (r.x, s.x) && MIN (p.y, q.y) < r.y && r.y < MAX (p.y, q.y))
            return TRUE;
        }
    }
  return FALSE;
}

/* Returns: how far apart the two run where they run along each other upright; %G_MAXINT where they do not */
static int
distance_upright (TenonGraphEdge *a,
                  TenonGraphEdge *b)
{
  int least = G_MAXINT;

  for (guint i = 0; i + 1 < a->points->len; i++)
    {
      for (guint j = 0; j + 1 < b->points->len; j++)
        {
          TenonGraphPoint p = point_at (a, i), q = point_at (a, i + 1), r = point_at (b, j), s = point_at (b, j + 1);

          if (p.x == q.x && r.x == s.x && MAX (MIN (p.y, q.y), MIN (r.y, s.y)) < MIN (MAX (p.y, q.y), MAX (r.y, s.y)))
            least = MIN (least, ABS (p.x - r.x));
        }
    }
  return least;
}

/* Many refer to the same column of one card: each line has a track of its own, and none crosses another on its way in,
 * with much room and with little. */
static void
check_hub (int distance)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  const guint n = 24;
  int         nearest = G_MAXINT;

  tenon_graph_add_node (graph, "hub", 200, 300)->is_placed = TRUE;
  node_at (graph, 0)->x = 200 + distance;
  node_at (graph, 0)->y = 1600;
  for (guint i = 1; i <= n; i++)
    {
      tenon_graph_add_node (graph, "card", 200, 100)->is_placed = TRUE;
      node_at (graph, i)->y = (int)i * 140;
      tenon_graph_add_edge (graph, i, 0, 50, 45);
    }
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < n; i++)
    {
      assert_line (graph, edge_at (graph, i));
      g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, i)), ==, 0);
      for (guint j = 0; j < i; j++)
        {
          g_assert_false (cross (edge_at (graph, i), edge_at (graph, j)));
          g_assert_false (cross (edge_at (graph, j), edge_at (graph, i)));
          nearest = MIN (nearest, distance_upright (edge_at (graph, i), edge_at (graph, j)));
        }
    }
  g_test_message ("%d pixels between: lines at least %d apart", distance, nearest);
  g_assert_cmpint (nearest, >=, distance >= 160 ? 8 : 3);
}

static void
test_hub (void)
{
  check_hub (500);
  check_hub (80);
}

static gboolean
same_line (TenonGraphEdge *a,
           TenonGraphEdge *b)
{
  if (a->points->len != b->points->len)
    return FALSE;
  for (guint i = 0; i < a->points->len; i++)
    {
      if (point_at (a, i).x != point_at (b, i).x || point_at (a, i).y != point_at (b, i).y)
        return FALSE;
    }
  return TRUE;
}

/* A card is moved onto others' lines: its own follow, those make room, and all others stay. */
static void
test_moved (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (80, 11);
  g_autoptr (TenonGraph) before = NULL;
  guint n_changed = 0;

  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  tenon_layout_route (graph, 0);
  before = tenon_graph_copy (graph);
  node_at (graph, 20)->x += 150;
  node_at (graph, 20)->y += 90;
  tenon_layout_route_moved (graph, 20);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (graph, i);

      assert_line (graph, edge);
      n_changed += !same_line (edge, edge_at (before, i));
    }
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (n_changed, <, graph->edges->len / 3);
}

static void
test_first_edge (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (40, 12);
  g_autoptr (TenonGraph) before = NULL;
  guint n = graph->edges->len;

  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  tenon_layout_route (graph, 0);
  before = tenon_graph_copy (graph);
  tenon_graph_add_edge (graph, 3, 30, 40, 40);
  tenon_layout_route (graph, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (same_line (edge_at (graph, i), edge_at (before, i)));
  assert_line (graph, edge_at (graph, n));
}

/* As many cards as a large application has tables: still no line through a card. */
static void
test_many (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (900, 14);

  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      assert_line (graph, edge_at (graph, i));
      g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, i)), ==, 0);
    }
}

static void
test_same_every_time (void)
{
  g_autoptr (TenonGraph) one = layout_sample_new (150, 15);
  g_autoptr (TenonGraph) two = layout_sample_new (150, 15);

  tenon_layout_arrange (one, NULL, NULL, NULL, NULL);
  tenon_layout_arrange (two, NULL, NULL, NULL, NULL);
  tenon_layout_route (one, 0);
  tenon_layout_route (two, 0);
  for (guint i = 0; i < one->edges->len; i++)
    g_assert_true (same_line (edge_at (one, i), edge_at (two, i)));
}

/* Several cards are moved at once, into the midst of others' lines. */
static void
test_moved_together (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (120, 16);
  g_autoptr (TenonGraph) before = NULL;
  const guint moved[] = { 3, 40, 41 };
  guint       n_changed = 0;

  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  tenon_layout_route (graph, 0);
  before = tenon_graph_copy (graph);
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    node_at (graph, moved[i])->y += 70;
  tenon_layout_route_moved_nodes (graph, moved, G_N_ELEMENTS (moved));
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = edge_at (graph, i);
      gboolean        is_moved = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (moved); j++)
        is_moved = is_moved || edge->from == moved[j] || edge->to == moved[j];
      assert_line (graph, edge);
      n_changed += !is_moved && !same_line (edge, edge_at (before, i));
    }
  g_assert_cmpuint (n_changed, <, graph->edges->len / 4);
}

/* A card stands right beside one that refers to itself: the loop is on the other side. */
static void
test_loop_beside (void)
{
  g_autoptr (TenonGraph) graph = two_cards ();

  node_at (graph, 1)->x = 212;
  tenon_graph_add_edge (graph, 0, 0, 60, 30);
  tenon_layout_route (graph, 0);
  assert_line (graph, edge_at (graph, 0));
  g_assert_cmpint (point_at (edge_at (graph, 0), 0).x, ==, 0);
  g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, 0)), ==, 0);
}

/* Between cards that stand close: a line has little room and still goes around. */
static void
test_narrow (void)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();

  for (guint i = 0; i < 9; i++)
    {
      TenonGraphNode *node = tenon_graph_add_node (graph, "brick", 180, 100);

      node->x = (int)(i % 3) * 200;
      node->y = (int)(i / 3) * 120;
      node->is_placed = TRUE;
    }
  tenon_graph_add_edge (graph, 0, 8, 50, 50);
  tenon_graph_add_edge (graph, 2, 6, 50, 50);
  tenon_graph_add_edge (graph, 3, 5, 50, 50);
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < 3; i++)
    {
      assert_line (graph, edge_at (graph, i));
      g_assert_cmpuint (count_crossed_cards (graph, edge_at (graph, i)), ==, 0);
    }
}

/* People may pile cards up: lines are still drawn from border to border. */
static void
test_piled_up (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (20, 13);

  for (guint i = 0; i < 20; i++)
    {
      node_at (graph, i)->is_placed = TRUE;
      node_at (graph, i)->x = (int)i * 7 % 40;
      node_at (graph, i)->y = (int)i * 11 % 50;
    }
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < graph->edges->len; i++)
    assert_line (graph, edge_at (graph, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/route/ports", test_ports);
  g_test_add_func ("/layout/route/straight", test_straight);
  g_test_add_func ("/layout/route/around", test_around);
  g_test_add_func ("/layout/route/wall", test_wall);
  g_test_add_func ("/layout/route/loop", test_loop);
  g_test_add_func ("/layout/route/parallel", test_parallel);
  g_test_add_func ("/layout/route/hub", test_hub);
  g_test_add_func ("/layout/route/moved", test_moved);
  g_test_add_func ("/layout/route/moved-together", test_moved_together);
  g_test_add_func ("/layout/route/many", test_many);
  g_test_add_func ("/layout/route/same-every-time", test_same_every_time);
  g_test_add_func ("/layout/route/loop-beside", test_loop_beside);
  g_test_add_func ("/layout/route/narrow", test_narrow);
  g_test_add_func ("/layout/route/first-edge", test_first_edge);
  g_test_add_func ("/layout/route/piled-up", test_piled_up);
  return g_test_run ();
}
