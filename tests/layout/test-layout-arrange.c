/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places of cards: none on top of another, the same every time, and whoever has a place keeps it. */

#include "layout-sample.h"
#include "layout/tenon-layout.h"

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static void
assert_no_overlaps (TenonGraph *graph)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *a = node_at (graph, i);

      g_assert_true (a->is_placed);
      for (guint j = i + 1; j < graph->nodes->len; j++)
        {
          TenonGraphNode *b = node_at (graph, j);

          g_assert_false (a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height);
        }
    }
}

static void
arrange (TenonGraph *graph)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_layout_arrange (graph, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_no_overlaps (void)
{
  for (guint n = 0; n <= 40; n++)
    {
      g_autoptr (TenonGraph) graph = layout_sample_new (n, n + 1);

      arrange (graph);
      assert_no_overlaps (graph);
    }
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (TenonGraph) medium = layout_sample_new (250, seed);
      g_autoptr (TenonGraph) large = layout_sample_new (700, seed);

      arrange (medium);
      assert_no_overlaps (medium);
      arrange (large);
      assert_no_overlaps (large);
    }
}

static void
add_card (TenonGraph *graph,
          guint       i,
          int         width,
          int         height)
{
  g_autofree char *id = g_strdup_printf ("n%u", i);

  tenon_graph_add_node (graph, id, width, height);
}

/* Shapes that are hard on forces: a star, a clique, a long chain, no lines at all, very unequal cards. */
static void
test_odd_shapes (void)
{
  g_autoptr (TenonGraph) star = tenon_graph_new ();
  g_autoptr (TenonGraph) clique = tenon_graph_new ();
  g_autoptr (TenonGraph) chain = tenon_graph_new ();
  g_autoptr (TenonGraph) apart = tenon_graph_new ();

  for (guint i = 0; i < 200; i++)
    {
      add_card (star, i, 200, 100);
      add_card (chain, i, 200, i % 7 == 0 ? 3000 : 60);
      add_card (apart, i, 100 + i % 13 * 20, 50 + i % 5 * 100);
      if (i > 0)
        {
          tenon_graph_add_edge (star, i, 0, 10, 10);
          tenon_graph_add_edge (chain, i, i - 1, 10, 10);
        }
    }
  for (guint i = 0; i < 25; i++)
    {
      add_card (clique, i, 0, 0);
      for (guint j = 0; j < i; j++)
        tenon_graph_add_edge (clique, i, j, 0, 0);
    }
  arrange (star);
  arrange (clique);
  arrange (chain);
  arrange (apart);
  assert_no_overlaps (star);
  assert_no_overlaps (clique);
  assert_no_overlaps (chain);
  assert_no_overlaps (apart);
}

/* Each card that has a place keeps it, none overlaps, and a second time gives the same. */
static void
check_odd (TenonGraph *graph,
           const char *name)
{
  g_autoptr (TenonGraph) twin = tenon_graph_copy (graph);
  g_autoptr (TenonGraph) before = tenon_graph_copy (graph);

  g_test_message ("%s", name);
  arrange (graph);
  arrange (twin);
  assert_no_overlaps (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = node_at (graph, i), *was = node_at (before, i);

      g_assert_cmpint (node->x, ==, node_at (twin, i)->x);
      g_assert_cmpint (node->y, ==, node_at (twin, i)->y);
      g_assert_true (!was->is_placed || (was->x == node->x && was->y == node->y));
    }
  tenon_layout_route (graph, 0);
  for (guint i = 0; i < graph->edges->len; i++)
    g_assert_cmpuint (((TenonGraphEdge *)g_ptr_array_index (graph->edges, i))->points->len, >=, 2);
}

/* What no schema looks like, and each again with one card that has a place. */
static void
test_degenerate (void)
{
  for (guint pinned = 0; pinned < 2; pinned++)
    {
      g_autoptr (TenonGraph) one = tenon_graph_new ();
      g_autoptr (TenonGraph) loops = tenon_graph_new ();
      g_autoptr (TenonGraph) star = tenon_graph_new ();
      g_autoptr (TenonGraph) clique = tenon_graph_new ();
      g_autoptr (TenonGraph) huge = tenon_graph_new ();
      g_autoptr (TenonGraph) doubled = tenon_graph_new ();

      for (guint i = 0; i < 1000; i++)
        {
          add_card (star, i, 180, 60 + i % 9 * 18);
          if (i > 0)
            tenon_graph_add_edge (star, i, 0, 20, 20);
          if (i < 60)
            add_card (clique, i, 200, 100);
          if (i < 30)
            add_card (huge, i, i % 3 == 0 ? 60000 : 30, i % 4 == 0 ? 90000 : 20);
          for (guint j = 0; j < i && i < 60; j++)
            tenon_graph_add_edge (clique, i, j, 20, 40);
          if (i > 0 && i < 30)
            tenon_graph_add_edge (huge, i, i * 5 % 7 % i, 5, 10);
        }
      add_card (one, 0, 200, 100);
      add_card (loops, 0, 200, 100);
      add_card (doubled, 0, 200, 100);
      add_card (doubled, 1, 200, 100);
      for (guint i = 0; i < 500; i++)
        {
          tenon_graph_add_edge (loops, 0, 0, (int)i % 100, 50);
          tenon_graph_add_edge (doubled, i % 2, 1 - i % 2, (int)i % 100, 50);
        }
      node_at (star, 7)->is_placed = node_at (clique, 7)->is_placed = node_at (huge, 7)->is_placed = node_at (doubled, 0)->is_placed = pinned;
      check_odd (one, "one card");
      check_odd (loops, "loops");
      check_odd (star, "star");
      check_odd (clique, "clique");
      check_odd (huge, "huge");
      check_odd (doubled, "two cards, many lines");
    }
}

static void
test_same_every_time (void)
{
  for (guint n = 10; n <= 310; n += 100)
    {
      g_autoptr (TenonGraph) one = layout_sample_new (n, 7);
      g_autoptr (TenonGraph) two = layout_sample_new (n, 7);

      arrange (one);
      arrange (two);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (node_at (one, i)->x, ==, node_at (two, i)->x);
          g_assert_cmpint (node_at (one, i)->y, ==, node_at (two, i)->y);
        }
    }
}

/* Takes the place of some away and looks whether all others stay. */
static void
check_pins (TenonGraph *graph,
            guint       every)
{
  g_autoptr (TenonGraph) before = NULL;

  arrange (graph);
  before = tenon_graph_copy (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    node_at (graph, i)->is_placed = i % every != 0;
  arrange (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      if (i % every == 0)
        continue;
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (before, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (before, i)->y);
    }
  assert_no_overlaps (graph);
}

static void
test_pins (void)
{
  g_autoptr (TenonGraph) few = layout_sample_new (120, 3);
  g_autoptr (TenonGraph) many = layout_sample_new (120, 4);

  check_pins (few, 17);
  check_pins (many, 2);
  /* Only a few have a place: the rest is laid out around them. */
  for (guint i = 0; i < many->nodes->len; i++)
    node_at (many, i)->is_placed = i % 20 == 0;
  arrange (many);
  assert_no_overlaps (many);
}

static int
distance (TenonGraphNode *a,
          TenonGraphNode *b)
{
  return ABS (a->x + a->width / 2 - b->x - b->width / 2) + ABS (a->y + a->height / 2 - b->y - b->height / 2);
}

static void
test_newcomer (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (60, 5);
  g_autoptr (TenonGraph) before = NULL;
  TenonGraphNode *newcomer;
  guint           n_nearer = 0;

  arrange (graph);
  before = tenon_graph_copy (graph);
  newcomer = tenon_graph_add_node (graph, "source:new", 200, 120);
  tenon_graph_add_edge (graph, 60, 12, 40, 40);
  arrange (graph);
  for (guint i = 0; i < 60; i++)
    {
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (before, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (before, i)->y);
      n_nearer += distance (newcomer, node_at (graph, i)) < distance (newcomer, node_at (graph, 12));
    }
  assert_no_overlaps (graph);
  /* It found room in the neighbourhood of the one it refers to. */
  g_assert_cmpuint (n_nearer, <, 8);
}

static void
test_strangers (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (30, 6);

  arrange (graph);
  for (guint i = 30; i < 40; i++)
    add_card (graph, i, 180, 90);
  tenon_graph_add_edge (graph, 30, 31, 20, 20);
  arrange (graph);
  assert_no_overlaps (graph);
}

/* Each card right of what it refers to, with room for lines between; the same for a star, a cycle and loners. */
static void
test_layered (void)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (TenonGraph) sample = layout_sample_new (50, 10);
  g_autoptr (TenonGraph) cycle = tenon_graph_new ();
  g_autoptr (TenonGraph) nothing = tenon_graph_new ();

  for (guint i = 0; i < 30; i++)
    {
      add_card (graph, i, 180 + i % 3 * 20, 60 + i % 7 * 30);
      if (i > 0)
        tenon_graph_add_edge (graph, i, (i - 1) / 2, 40, 20);
      if (i > 4)
        tenon_graph_add_edge (graph, i, i % 4, 50, 20);
    }
  tenon_layout_arrange_layered (graph);
  assert_no_overlaps (graph);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
      TenonGraphNode *to = node_at (graph, edge->to);

      g_assert_cmpint (node_at (graph, edge->from)->x, >=, to->x + to->width + 32);
    }
  for (guint i = 0; i < 5; i++)
    add_card (cycle, i, 200, 100);
  for (guint i = 0; i < 5; i++)
    tenon_graph_add_edge (cycle, i, (i + 1) % 4, 40, 20);
  tenon_layout_arrange_layered (cycle);
  assert_no_overlaps (cycle);
  tenon_layout_arrange_layered (sample);
  assert_no_overlaps (sample);
  tenon_layout_arrange_layered (nothing);
}

/* A chain of equal cards lies on one line. */
static void
test_layered_straight (void)
{
  g_autoptr (TenonGraph) chain = tenon_graph_new ();

  for (guint i = 0; i < 6; i++)
    {
      add_card (chain, i, 200, 100);
      if (i > 0)
        tenon_graph_add_edge (chain, i, i - 1, 30, 30);
    }
  tenon_layout_arrange_layered (chain);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (node_at (chain, i)->y, ==, node_at (chain, 0)->y);
}

/* Each arc from right to left, in the graph as it is. */
static void
assert_layers (TenonGraph *graph,
               guint       first)
{
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      if (edge->from >= first && edge->to >= first)
        g_assert_cmpint (node_at (graph, edge->from)->x, >=, node_at (graph, edge->to)->x + node_at (graph, edge->to)->width + 32);
    }
}

static TenonGraphPoint
middle_of (TenonGraph *graph,
           guint       first)
{
  int left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;

  for (guint i = first; i < graph->nodes->len; i++)
    {
      left = MIN (left, node_at (graph, i)->x);
      top = MIN (top, node_at (graph, i)->y);
      right = MAX (right, node_at (graph, i)->x + node_at (graph, i)->width);
      bottom = MAX (bottom, node_at (graph, i)->y + node_at (graph, i)->height);
    }
  return (TenonGraphPoint){ (left + right) / 2, (top + bottom) / 2 };
}

/* A tree of nine, each somewhere around (x, y) and without a place; others may stand before it in the graph. */
static void
add_selection (TenonGraph *graph,
               int         x,
               int         y)
{
  guint first = graph->nodes->len;

  for (guint i = 0; i < 9; i++)
    {
      add_card (graph, first + i, 200, 100 + 20 * (int)(i % 3));
      node_at (graph, first + i)->x = x + (int)(i * 7 % 9) * 130 - 600;
      node_at (graph, first + i)->y = y + (int)(i * 5 % 9) * 90 - 400;
      if (i > 0)
        tenon_graph_add_edge (graph, first + i, first + (i - 1) / 2, 40, 20);
    }
}

/* Where nothing else is, layers stay just where the cards were. */
static void
test_layered_in_place (void)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (GArray) moved = NULL;
  g_autoptr (GArray) nobody = NULL;
  TenonGraphPoint before;

  add_selection (graph, -3000, 7000);
  before = middle_of (graph, 0);
  moved = tenon_layout_arrange_layered_among (graph);
  g_assert_cmpuint (moved->len, ==, 9);
  assert_no_overlaps (graph);
  assert_layers (graph, 0);
  g_assert_cmpint (ABS (middle_of (graph, 0).x - before.x), <=, 1);
  g_assert_cmpint (ABS (middle_of (graph, 0).y - before.y), <=, 1);
  nobody = tenon_layout_arrange_layered_among (graph);
  g_assert_cmpuint (nobody->len, ==, 0);
}

/* @pitch: of a grid of cards that stand all around and in the midst: near together or far apart */
static void
check_layered_among (int pitch)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (TenonGraph) before = NULL;
  g_autoptr (GArray) moved = NULL;
  TenonGraphPoint here, there;

  for (guint i = 0; i < 400; i++)
    {
      add_card (graph, i, 180, 120);
      node_at (graph, i)->x = (int)(i % 20) * pitch;
      node_at (graph, i)->y = (int)(i / 20) * pitch;
      node_at (graph, i)->is_placed = TRUE;
    }
  add_selection (graph, 10 * pitch, 10 * pitch);
  here = middle_of (graph, 400);
  before = tenon_graph_copy (graph);
  moved = tenon_layout_arrange_layered_among (graph);
  g_assert_cmpuint (moved->len, ==, 9);
  for (guint i = 0; i < 400; i++)
    {
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (before, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (before, i)->y);
    }
  assert_no_overlaps (graph);
  assert_layers (graph, 400);
  there = middle_of (graph, 400);
  g_test_message ("pitch %d: the middle moved by %d, %d", pitch, there.x - here.x, there.y - here.y);
  g_assert_cmpint (ABS (there.x - here.x), <=, 800);
  g_assert_cmpint (ABS (there.y - here.y), <=, 10 * pitch);
}

static void
test_layered_among (void)
{
  check_layered_among (2400);
  check_layered_among (420);
  check_layered_among (220);
}

/* Every two of fifty refer to each other: as many layers as cards, and hundreds of lines from each to the next. */
static void
test_layered_clique (void)
{
  g_autoptr (TenonGraph) clique = tenon_graph_new ();

  for (guint i = 0; i < 50; i++)
    {
      add_card (clique, i, 200, 100);
      for (guint j = 0; j < i; j++)
        tenon_graph_add_edge (clique, i, j, 40, 20);
    }
  tenon_layout_arrange_layered (clique);
  assert_no_overlaps (clique);
  assert_layers (clique, 0);
}

/* Centres, for straight lines between them. */
static double
turn_of (TenonGraphNode *a,
         TenonGraphNode *b,
         TenonGraphNode *c)
{
  double ax = a->x + a->width / 2.0, ay = a->y + a->height / 2.0;

  return (b->x + b->width / 2.0 - ax) * (c->y + c->height / 2.0 - ay) - (b->y + b->height / 2.0 - ay) * (c->x + c->width / 2.0 - ax);
}

static guint
count_crossings (TenonGraph *graph)
{
  guint n = 0;

  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *one = g_ptr_array_index (graph->edges, i);
      TenonGraphNode *a = node_at (graph, one->from), *b = node_at (graph, one->to);

      for (guint j = 0; j < i; j++)
        {
          TenonGraphEdge *two = g_ptr_array_index (graph->edges, j);
          TenonGraphNode *c = node_at (graph, two->from), *d = node_at (graph, two->to);

          n += a != c && a != d && b != c && b != d && turn_of (a, b, c) * turn_of (a, b, d) < 0 && turn_of (c, d, a) * turn_of (c, d, b) < 0;
        }
    }
  return n;
}

/* A tree has no need to cross a line, and what is drawn fills its picture, which has about the shape of a window. */
static void
test_readable (void)
{
  g_autoptr (TenonGraph) tree = tenon_graph_new ();
  g_autoptr (TenonGraph) sample = layout_sample_new (150, 9);
  int    left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;
  double area = 0;

  for (guint i = 0; i < 60; i++)
    {
      add_card (tree, i, 200, 60 + i % 5 * 40);
      if (i > 0)
        tenon_graph_add_edge (tree, i, (i - 1) / 3, 20, 20);
    }
  arrange (tree);
  g_assert_cmpuint (count_crossings (tree), <=, 1);
  arrange (sample);
  for (guint i = 0; i < sample->nodes->len; i++)
    {
      TenonGraphNode *node = node_at (sample, i);

      left = MIN (left, node->x);
      top = MIN (top, node->y);
      right = MAX (right, node->x + node->width);
      bottom = MAX (bottom, node->y + node->height);
      area += (double)node->width * node->height;
    }
  g_assert_cmpfloat (area / ((double)(right - left) * (bottom - top)), >, 0.2);
  g_assert_cmpfloat ((double)(right - left) / (bottom - top), >, 1);
  g_assert_cmpfloat ((double)(right - left) / (bottom - top), <, 2.4);
}

static void
count_cb (double   fraction,
          gpointer data)
{
  double *told = data;

  g_assert_cmpfloat (fraction, >=, told[0]);
  g_assert_cmpfloat (fraction, <=, 1);
  told[0] = fraction;
  told[1]++;
}

static void
cancel_cb (double   fraction,
           gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancel (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (300, 8);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  double told[2] = { 0, 0 };

  g_assert_false (tenon_layout_arrange (graph, cancellable, cancel_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < graph->nodes->len; i++)
    g_assert_false (node_at (graph, i)->is_placed);
  /* Rising, in small steps, to the end. */
  g_assert_true (tenon_layout_arrange (graph, NULL, count_cb, told, NULL));
  g_assert_cmpfloat (told[0], ==, 1);
  g_assert_cmpfloat (told[1], >, 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/arrange/no-overlaps", test_no_overlaps);
  g_test_add_func ("/layout/arrange/odd-shapes", test_odd_shapes);
  g_test_add_func ("/layout/arrange/degenerate", test_degenerate);
  g_test_add_func ("/layout/arrange/same-every-time", test_same_every_time);
  g_test_add_func ("/layout/arrange/pins", test_pins);
  g_test_add_func ("/layout/arrange/newcomer", test_newcomer);
  g_test_add_func ("/layout/arrange/strangers", test_strangers);
  g_test_add_func ("/layout/arrange/layered", test_layered);
  g_test_add_func ("/layout/arrange/layered-straight", test_layered_straight);
  g_test_add_func ("/layout/arrange/layered-in-place", test_layered_in_place);
  g_test_add_func ("/layout/arrange/layered-among", test_layered_among);
  g_test_add_func ("/layout/arrange/layered-clique", test_layered_clique);
  g_test_add_func ("/layout/arrange/readable", test_readable);
  g_test_add_func ("/layout/arrange/cancel", test_cancel);
  return g_test_run ();
}
