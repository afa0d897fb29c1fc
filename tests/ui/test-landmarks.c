/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names on a map seen from afar: the important ones, none over another, and the same wherever one looks. */

#include <math.h>
#include <string.h>

#include "app/canvas/tenon-landmark-drawing.h"
#include "app/canvas/tenon-picture.h"
#include "canvas-sample.h"

#define N_TABLES 900
#define COLUMNS 30

typedef struct
{
  TenonModel     *model;
  TenonScene     *scene;
  TenonTypeface  *typeface;
  TenonPicture   *picture;
  GHashTable     *index;
  TenonLandmarks *landmarks;
} Fixture;

static void
add_area (TenonScene *scene,
          const char *title,
          guint       first,
          guint       n)
{
  TenonSceneArea *area = g_new0 (TenonSceneArea, 1);
  g_autoptr (GStrvBuilder) cards = g_strv_builder_new ();

  for (guint i = first; i < first + n; i++)
    g_strv_builder_add (cards, ((TenonCardData *)g_ptr_array_index (scene->cards, i))->id);
  area->id = g_strdup (title);
  area->title = g_strdup (title);
  area->cards = g_strv_builder_end (cards);
  g_ptr_array_add (scene->areas, area);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  TenonGraph *graph;

  fixture->model = canvas_sample_new_large (N_TABLES);
  fixture->scene = tenon_scene_new_source (fixture->model);
  add_area (fixture->scene, "Billing", 0, 8);
  fixture->typeface = tenon_picture_typeface_new ();
  fixture->picture = tenon_picture_new (fixture->scene, fixture->typeface, TENON_DETAIL_ALL);
  graph = fixture->picture->graph;
  fixture->index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      node->x = (int)(i % COLUMNS) * 420;
      node->y = (int)(i / COLUMNS) * 400;
      node->is_placed = TRUE;
      g_hash_table_insert (fixture->index, node->id, GUINT_TO_POINTER (i + 1));
    }
  fixture->landmarks = tenon_landmarks_new (fixture->scene, graph, fixture->index, fixture->typeface);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  tenon_landmarks_free (fixture->landmarks);
  g_hash_table_unref (fixture->index);
  tenon_picture_free (fixture->picture);
  tenon_typeface_unref (fixture->typeface);
  tenon_scene_unref (fixture->scene);
  g_object_unref (fixture->model);
}

static void
get_bounds (Fixture         *fixture,
            guint            position,
            double           zoom,
            graphene_rect_t *bounds)
{
  const TenonLandmark *landmark = tenon_landmarks_get (fixture->landmarks, position);
  double               x, y;

  g_assert_true (tenon_landmark_get_place (landmark, fixture->picture->graph, fixture->index, &x, &y));
  tenon_landmark_get_bounds (landmark, zoom, x * zoom, y * zoom, bounds);
}

/* At every zoom a hand can reach, not only where names are chosen. */
static void
test_apart (Fixture      *fixture,
            gconstpointer data)
{
  for (double zoom = 0.02; zoom < 0.3; zoom *= 1.07)
    {
      guint n = tenon_landmarks_choose (fixture->landmarks, zoom);

      g_assert_cmpuint (n, >, 0);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < i; j++)
          {
            graphene_rect_t a, b, both;

            get_bounds (fixture, i, zoom, &a);
            get_bounds (fixture, j, zoom, &b);
            g_assert_false (graphene_rect_intersection (&a, &b, &both));
          }
    }
}

/* What is read from farther away is still there when one comes nearer, with more beside it. */
static void
test_names_stay (Fixture      *fixture,
                 gconstpointer data)
{
  guint few = tenon_landmarks_choose (fixture->landmarks, 0.03), many;
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (guint i = 0; i < few; i++)
    g_ptr_array_add (before, (gpointer)tenon_landmarks_get (fixture->landmarks, i));
  many = tenon_landmarks_choose (fixture->landmarks, 0.1);
  g_assert_cmpuint (many, >, 2 * few);
  for (guint i = 0; i < few; i++)
    g_assert_true (tenon_landmarks_get (fixture->landmarks, i) == g_ptr_array_index (before, i));
  g_assert_cmpfloat (tenon_landmark_get_size (g_ptr_array_index (before, 0), 0.3), >, tenon_landmark_get_size (g_ptr_array_index (before, 0), 0.02));
}

static guint
count_lines (Fixture *fixture,
             guint    node)
{
  guint count = 0;

  for (guint i = 0; i < fixture->picture->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (fixture->picture->graph->edges, i);

      count += (edge->from == node) + (edge->to == node);
    }
  return count;
}

static void
test_important_first (Fixture      *fixture,
                      gconstpointer data)
{
  const TenonLandmark *first, *second;
  guint                busiest = 0;

  tenon_landmarks_choose (fixture->landmarks, 0.05);
  first = tenon_landmarks_get (fixture->landmarks, 0);
  second = tenon_landmarks_get (fixture->landmarks, 1);
  g_assert_cmpstr (first->text, ==, "Billing");
  for (guint i = 0; i < N_TABLES; i++)
    busiest = MAX (busiest, count_lines (fixture, i));
  g_assert_cmpuint (second->node, !=, TENON_LANDMARK_NO_NODE);
  g_assert_cmpuint (count_lines (fixture, second->node) + 2, >=, busiest);
}

/* No corner of the map stays without a name. */
static void
test_spread (Fixture      *fixture,
             gconstpointer data)
{
  const double zoom = 0.08;
  guint        n = tenon_landmarks_choose (fixture->landmarks, zoom);

  for (guint i = 0; i < N_TABLES; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (fixture->picture->graph->nodes, i);
      gboolean        near = FALSE;

      for (guint j = 0; j < n && !near; j++)
        {
          graphene_rect_t bounds;

          get_bounds (fixture, j, zoom, &bounds);
          near = fabs (bounds.origin.x + bounds.size.width / 2 - node->x * zoom) < 300 && fabs (bounds.origin.y - node->y * zoom) < 150;
        }
      g_assert_true (near);
    }
}

static void
test_without_place (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (TenonLandmarks) landmarks = NULL;

  for (guint i = 0; i < N_TABLES; i++)
    ((TenonGraphNode *)g_ptr_array_index (fixture->picture->graph->nodes, i))->is_placed = FALSE;
  landmarks = tenon_landmarks_new (fixture->scene, fixture->picture->graph, fixture->index, fixture->typeface);
  g_assert_cmpuint (tenon_landmarks_choose (landmarks, 0.05), ==, 0);
}

/* Text and halo, on whatever is under them. */
static void
test_picture_of_name (Fixture      *fixture,
                      gconstpointer data)
{
  const TenonLandmark *landmark;
  graphene_rect_t      bounds, around;
  TenonPalette         palette;
  g_autoptr (GdkTexture) texture = NULL, fine = NULL;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  tenon_landmarks_choose (fixture->landmarks, 0.05);
  landmark = tenon_landmarks_get (fixture->landmarks, 0);
  tenon_landmark_get_bounds (landmark, 0.05, 100, 100, &bounds);
  texture = tenon_landmark_render (landmark, &bounds, 14, fixture->typeface, &palette, 1, &around);
  g_assert_true (graphene_rect_contains_rect (&around, &bounds));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, (int)around.size.width);
  fine = tenon_landmark_render (landmark, &bounds, 14, fixture->typeface, &palette, 2, &around);
  g_assert_cmpint (gdk_texture_get_width (fine), >=, 2 * gdk_texture_get_width (texture) - 2);
}

/* A picture to be looked at as a whole says names; one at full size has them on its cards. */
static void
test_overview (Fixture      *fixture,
               gconstpointer data)
{
  TenonPalette    palette;
  graphene_rect_t bounds;
  double          scale = tenon_picture_get_overview_scale (fixture->picture, NULL);
  g_autoptr (GskRenderNode) small = NULL, large = NULL;
  g_autoptr (GBytes) small_words = NULL, large_words = NULL;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  g_assert_cmpfloat (scale, <, 0.2);
  small = tenon_picture_draw (fixture->picture, NULL, &palette, scale, &bounds);
  g_assert_cmpfloat (bounds.size.width * scale, <=, 1601);
  g_assert_cmpfloat (bounds.size.height * scale, <=, 1025);
  large = tenon_picture_draw (fixture->picture, NULL, &palette, 1, &bounds);
  small_words = gsk_render_node_serialize (small);
  large_words = gsk_render_node_serialize (large);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (small_words, NULL), -1, "cairo {"));
  g_assert_null (g_strstr_len (g_bytes_get_data (small_words, NULL), -1, "text {"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (large_words, NULL), -1, "text {"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_type_ensure (GSK_TYPE_COLOR_NODE);
  ADD ("/landmarks/apart", test_apart);
  ADD ("/landmarks/names-stay", test_names_stay);
  ADD ("/landmarks/important-first", test_important_first);
  ADD ("/landmarks/spread", test_spread);
  ADD ("/landmarks/without-place", test_without_place);
  ADD ("/landmarks/picture-of-name", test_picture_of_name);
  ADD ("/landmarks/overview", test_overview);
  return g_test_run ();
}
