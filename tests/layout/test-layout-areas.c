/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards that belong together stand together: no stranger within the frame around them. */

#include "layout-sample.h"
#include "layout/tenon-layout.h"

#include <string.h>

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

static gboolean
is_in (TenonGraph *graph,
       guint       area,
       guint       node)
{
  GArray *members = g_ptr_array_index (graph->areas, area);

  for (guint i = 0; i < members->len; i++)
    {
      if (g_array_index (members, guint, i) == node)
        return TRUE;
    }
  return FALSE;
}

typedef gboolean (*Keep) (guint node);

/* Returns: how many cards stand in the frame of the area without being of it; @kept: (nullable): those not to count */
static guint
count_strangers (TenonGraph *graph,
                 guint       area,
                 Keep        kept)
{
  int   left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;
  guint n = 0;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = node_at (graph, i);

      if (!is_in (graph, area, i))
        continue;
      left = MIN (left, node->x - TENON_GRAPH_AREA_PADDING);
      top = MIN (top, node->y - TENON_GRAPH_AREA_PADDING - TENON_GRAPH_AREA_TITLE);
      right = MAX (right, node->x + node->width + TENON_GRAPH_AREA_PADDING);
      bottom = MAX (bottom, node->y + node->height + TENON_GRAPH_AREA_PADDING);
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = node_at (graph, i);

      if (g_getenv ("DBG") && !is_in (graph, area, i) && node->x < right && left < node->x + node->width && node->y < bottom && top < node->y + node->height)
        g_printerr ("area %u [%d %d %d %d] stranger %u at %d %d %dx%d\n", area, left, top, right, bottom, i, node->x, node->y, node->width, node->height);
      n += !is_in (graph, area, i) && (kept == NULL || !kept (i)) && node->x < right && left < node->x + node->width && node->y < bottom && top < node->y + node->height;
    }
  return n;
}

static void
assert_apart (TenonGraph *graph)
{
  assert_no_overlaps (graph);
  for (guint i = 0; i < graph->areas->len; i++)
    g_assert_cmpuint (count_strangers (graph, i, NULL), ==, 0);
}

/* Of @every nodes one. */
static void
add_area (TenonGraph *graph,
          guint       first,
          guint       n,
          guint       every)
{
  g_autofree guint *nodes = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    nodes[i] = first + i * every;
  tenon_graph_add_area (graph, nodes, n);
}

static void
arrange (TenonGraph *graph)
{
  g_autoptr (TenonGraph) twin = tenon_graph_copy (graph);
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_layout_arrange (graph, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (tenon_layout_arrange (twin, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (twin, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (twin, i)->y);
    }
}

static void
test_apart (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (TenonGraph) graph = layout_sample_new (90, seed);
      g_autoptr (TenonGraph) whole = layout_sample_new (20, seed);
      g_autoptr (TenonGraph) large = layout_sample_new (400, seed);

      add_area (graph, 3, 12, 1);
      add_area (graph, 20, 9, 4);
      add_area (graph, 60, 1, 1);
      add_area (graph, 0, 0, 1);
      arrange (graph);
      assert_apart (graph);

      add_area (whole, 0, 20, 1);
      arrange (whole);
      assert_apart (whole);

      for (guint i = 0; i < 10; i++)
        add_area (large, i, 12, 31);
      arrange (large);
      assert_apart (large);
    }
}

/* The cards of an area stand nearer together than they would without it. */
static void
test_together (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (120, 5);
  int left = G_MAXINT, right = G_MININT, top = G_MAXINT, bottom = G_MININT, all_left = G_MAXINT, all_right = G_MININT, all_top = G_MAXINT, all_bottom = G_MININT;

  add_area (graph, 0, 8, 15);
  arrange (graph);
  for (guint i = 0; i < 120; i++)
    {
      TenonGraphNode *node = node_at (graph, i);

      all_left = MIN (all_left, node->x);
      all_right = MAX (all_right, node->x + node->width);
      all_top = MIN (all_top, node->y);
      all_bottom = MAX (all_bottom, node->y + node->height);
      if (!is_in (graph, 0, i))
        continue;
      left = MIN (left, node->x);
      right = MAX (right, node->x + node->width);
      top = MIN (top, node->y);
      bottom = MAX (bottom, node->y + node->height);
    }
  g_assert_cmpfloat ((double)(right - left) * (bottom - top), <, 0.3 * (all_right - all_left) * (all_bottom - all_top));
}

/* One within another, two that share cards, and three in a chain. */
static void
test_shared (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (TenonGraph) nested = layout_sample_new (60, seed);
      g_autoptr (TenonGraph) shared = layout_sample_new (60, seed);
      g_autoptr (TenonGraph) chain = layout_sample_new (60, seed);

      add_area (nested, 10, 20, 1);
      add_area (nested, 12, 4, 1);
      add_area (nested, 20, 5, 1);
      arrange (nested);
      assert_apart (nested);

      add_area (shared, 10, 12, 1);
      add_area (shared, 18, 10, 1);
      arrange (shared);
      assert_apart (shared);

      add_area (chain, 16, 10, 1);
      add_area (chain, 10, 8, 1);
      add_area (chain, 24, 10, 1);
      add_area (chain, 50, 6, 1);
      arrange (chain);
      assert_apart (chain);
    }
}

/* @kept: which cards keep the places they have got. Returns: how many of those are strangers in a frame, between which
 * there may have been no room for it */
static guint
check_pins (TenonGraph *graph,
            Keep        kept)
{
  g_autoptr (TenonGraph) before = NULL;
  guint n_enclosed = 0;

  arrange (graph);
  assert_apart (graph);
  before = tenon_graph_copy (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      node_at (graph, i)->is_placed = kept (i);
      if (!kept (i))
        node_at (graph, i)->x = node_at (graph, i)->y = -77;
    }
  arrange (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      if (!kept (i))
        continue;
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (before, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (before, i)->y);
    }
  assert_no_overlaps (graph);
  for (guint i = 0; i < graph->areas->len; i++)
    {
      g_assert_cmpuint (count_strangers (graph, i, kept), ==, 0);
      n_enclosed += count_strangers (graph, i, NULL);
    }
  return n_enclosed;
}

static gboolean
few (guint node)
{
  return node % 9 == 0;
}

static gboolean
most (guint node)
{
  return node % 7 != 0;
}

static gboolean
strangers (guint node)
{
  return node < 12 || node > 40;
}

static gboolean
one_member (guint node)
{
  return node == 14;
}

static void
test_pins (void)
{
  const Keep kept[] = { few, most, strangers, one_member };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      guint n_enclosed = 0;

      for (guint seed = 1; seed <= 4; seed++)
        {
          g_autoptr (TenonGraph) graph = layout_sample_new (70, seed);
          g_autoptr (TenonGraph) nested = layout_sample_new (70, seed);
          g_autoptr (TenonGraph) shared = layout_sample_new (70, seed);

          add_area (graph, 12, 14, 1);
          add_area (graph, 30, 8, 4);
          n_enclosed += check_pins (graph, kept[i]);
          add_area (nested, 12, 14, 1);
          add_area (nested, 16, 5, 1);
          n_enclosed += check_pins (nested, kept[i]);
          add_area (shared, 12, 14, 1);
          add_area (shared, 20, 12, 1);
          n_enclosed += check_pins (shared, kept[i]);
        }
      g_test_message ("%u cards that stay are strangers in a frame", n_enclosed);
      g_assert_cmpuint (n_enclosed, <=, 12);
    }
}

/* A new table of an area joins it, a new one that refers into it stays outside, and nothing else moves. */
static void
test_newcomers (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (60, 7);
  g_autoptr (TenonGraph) before = NULL;
  guint member = 60;

  add_area (graph, 18, 10, 1);
  add_area (graph, 40, 10, 1);
  arrange (graph);
  before = tenon_graph_copy (graph);
  tenon_graph_add_node (graph, "source:member", 200, 120);
  tenon_graph_add_node (graph, "source:stranger", 200, 120);
  tenon_graph_add_edge (graph, 60, 45, 40, 40);
  tenon_graph_add_edge (graph, 61, 20, 40, 40);
  g_array_append_val ((GArray *)g_ptr_array_index (graph->areas, 0), member);
  arrange (graph);
  assert_apart (graph);
  for (guint i = 0; i < 60; i++)
    {
      g_assert_cmpint (node_at (graph, i)->x, ==, node_at (before, i)->x);
      g_assert_cmpint (node_at (graph, i)->y, ==, node_at (before, i)->y);
    }
}

static void
cancel_cb (double   fraction,
           gpointer data)
{
  g_cancellable_cancel (data);
}

static void
rise_cb (double   fraction,
         gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_cancel (void)
{
  g_autoptr (TenonGraph) graph = layout_sample_new (200, 8);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  double last = 0;

  add_area (graph, 18, 40, 1);
  add_area (graph, 100, 50, 1);
  g_assert_false (tenon_layout_arrange (graph, cancellable, cancel_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < 200; i++)
    g_assert_false (node_at (graph, i)->is_placed);
  g_assert_true (tenon_layout_arrange (graph, NULL, rise_cb, &last, NULL));
  g_assert_cmpfloat (last, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/areas/apart", test_apart);
  g_test_add_func ("/layout/areas/together", test_together);
  g_test_add_func ("/layout/areas/shared", test_shared);
  g_test_add_func ("/layout/areas/pins", test_pins);
  g_test_add_func ("/layout/areas/newcomers", test_newcomers);
  g_test_add_func ("/layout/areas/cancel", test_cancel);
  return g_test_run ();
}
