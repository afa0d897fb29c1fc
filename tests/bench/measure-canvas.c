/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames of the canvas beside what they are to be measured by, in one run, each ratio with its goal.
 *
 *   measure-canvas                 all of it; exit status 1 when a goal is missed
 *   measure-canvas --memory CARDS  prints the kilobytes that each card takes
 *   measure-canvas --frames CARDS  some frames at zoom 1, for callgrind to count: slowly, so all is waited for
 *
 * A frame is the allocation of cards, the snapshot and the cairo renderer's share; medians, in milliseconds of CPU. The
 * control is the same scene painted by one cairo drawing function. But for first pictures cards stand in a grid and
 * lines run simply, so that only drawing is measured.
 */

#include <adwaita.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "../ui/canvas-sample.h"
#include "app/canvas/tenon-canvas-private.h"
#include "layout/tenon-layout.h"

#define WIDTH 1600
#define HEIGHT 1000
#define FRAMES 31
#define CONTROL_FRAMES 5
#define FIRST_PICTURES 3
#define PATIENCE 4000

typedef struct
{
  double allocate;
  double snapshot;
  double render;
} Frame;

/* What others do on the machine meanwhile is no part of a frame. */
static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof (double), compare_doubles);
  return values[n / 2];
}

static double
render_ms (GskRenderer   *renderer,
           GskRenderNode *node)
{
  double start = cpu_ms ();
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

  return cpu_ms () - start;
}

typedef void (*Gesture) (TenonCanvas *canvas,
                         int          dx,
                         int          dy);

static void
pan (TenonCanvas *canvas,
     int          dx,
     int          dy)
{
  tenon_viewport_pan (tenon_canvas_get_viewport (canvas), dx, dy);
}

/* What the hand does between two frames is part of the second one's allocation. */
static Frame
measure_gesture (TenonCanvas *canvas,
                 GskRenderer *renderer,
                 Gesture      gesture)
{
  GtkWidget *widget = GTK_WIDGET (canvas);
  double     allocate[FRAMES], snapshot[FRAMES], render[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      GtkSnapshot *shot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      double start = cpu_ms ();

      gesture (canvas, i < FRAMES / 2 ? 7 : -7, i < FRAMES / 2 ? 3 : -3);
      GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, gtk_widget_get_width (widget), gtk_widget_get_height (widget), -1);
      allocate[i] = cpu_ms () - start;
      start = cpu_ms ();
      GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, shot);
      node = gtk_snapshot_free_to_node (shot);
      snapshot[i] = cpu_ms () - start;
      render[i] = render_ms (renderer, node);
    }
  return (Frame){ median (allocate, FRAMES), median (snapshot, FRAMES), median (render, FRAMES) };
}

/* Every card with all its rows and every line, painted anew into one cairo node the size of the view. */
static GskRenderNode *
paint_control (TenonCanvas *canvas,
               GPtrArray   *pictures)
{
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  TenonGraph    *graph = tenon_canvas_get_graph (canvas);
  TenonViewport *viewport = tenon_canvas_get_viewport (canvas);
  cairo_t       *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  double         x, y, scale = tenon_viewport_get_scale (viewport);

  tenon_viewport_to_screen (viewport, 0, 0, &x, &y);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_line_width (cr, 1 / scale);
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      for (guint j = 0; j < edge->points->len; j++)
        cairo_line_to (cr, g_array_index (edge->points, TenonGraphPoint, j).x, g_array_index (edge->points, TenonGraphPoint, j).y);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      cairo_save (cr);
      cairo_translate (cr, node->x, node->y);
      gsk_render_node_draw (g_ptr_array_index (pictures, i), cr);
      cairo_restore (cr);
    }
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static double
measure_control (TenonCanvas *canvas,
                 GskRenderer *renderer)
{
  TenonScene *scene = tenon_canvas_get_scene (canvas);
  g_autoptr (TenonTypeface) typeface = tenon_typeface_new (gtk_widget_get_pango_context (GTK_WIDGET (canvas)));
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)gsk_render_node_unref);
  double frames[CONTROL_FRAMES];

  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData *data = g_ptr_array_index (scene->cards, i);

      g_ptr_array_add (pictures, tenon_card_draw (data, tenon_card_get_shape (tenon_canvas_find_card (canvas, data->id)), typeface, tenon_canvas_get_palette (canvas), TENON_LEVEL_ROWS));
    }
  for (guint i = 0; i < CONTROL_FRAMES; i++)
    {
      double start = cpu_ms ();
      g_autoptr (GskRenderNode) node = paint_control (canvas, pictures);

      frames[i] = cpu_ms () - start + render_ms (renderer, node);
    }
  return median (frames, CONTROL_FRAMES);
}

static void
place_in_grid (TenonCanvas *canvas)
{
  TenonGraph *graph = tenon_canvas_get_graph (canvas);
  guint       columns = MAX (1, (guint)sqrt (graph->nodes->len * 1.2));

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      tenon_canvas_set_position (canvas, node->id, (int)(i % columns) * 420, (int)(i / columns) * 400);
    }
  tenon_canvas_reroute (canvas);
}

/* A window with a canvas of so many cards. */
typedef struct
{
  TenonModel  *model;
  TenonScene  *scene;
  GtkWidget   *window;
  TenonCanvas *canvas;
} Stage;

static void
stage_init (Stage *stage,
            guint  n_cards)
{
  stage->model = canvas_sample_new_large (n_cards);
  stage->scene = tenon_scene_new_source (stage->model);
  stage->window = gtk_window_new ();
  stage->canvas = TENON_CANVAS (tenon_canvas_new ());
  gtk_window_set_child (GTK_WINDOW (stage->window), GTK_WIDGET (stage->canvas));
  gtk_window_set_decorated (GTK_WINDOW (stage->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (stage->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (stage->window));
}

static void
stage_fill (Stage *stage)
{
  tenon_canvas_set_scene (stage->canvas, stage->scene);
  place_in_grid (stage->canvas);
  spin (300);
}

static void
stage_clear (Stage *stage)
{
  gtk_window_destroy (GTK_WINDOW (stage->window));
  tenon_scene_unref (stage->scene);
  g_object_unref (stage->model);
  spin (50);
}

/* Goals */

static gboolean
judge (const char *what,
       double      value,
       double      goal)
{
  gboolean is_met = value <= goal;

  g_print ("  %-64s %8.3f   at most %-6.3g %s\n", what, value, goal, is_met ? "met" : "MISSED");
  return is_met;
}

static double
own_share (const Frame *frame)
{
  return frame->allocate + frame->snapshot;
}

static double
whole (const Frame *frame)
{
  return own_share (frame) + frame->render;
}

static void
print_frame (const char  *title,
             const Frame *frame)
{
  g_print ("  %-12s allocate %7.2f  snapshot %7.2f  render %8.2f\n", title, frame->allocate, frame->snapshot, frame->render);
}

static Frame
measure_at_zoom (Stage       *stage,
                 GskRenderer *renderer,
                 double       zoom)
{
  g_autofree char *title = g_strdup_printf ("zoom %.2f", zoom);
  Frame            frame;

  tenon_viewport_set_zoom (tenon_canvas_get_viewport (stage->canvas), zoom);
  spin (100);
  frame = measure_gesture (stage->canvas, renderer, pan);
  print_frame (title, &frame);
  return frame;
}

/* One card in view is under the hand. */
static Frame
measure_dragging (Stage       *stage,
                  GskRenderer *renderer)
{
  TenonViewport *viewport = tenon_canvas_get_viewport (stage->canvas);
  TenonGraph    *graph = tenon_canvas_get_graph (stage->canvas);
  double         x, y, best = G_MAXDOUBLE;
  guint          nearest = 0;
  Frame          frame;

  tenon_viewport_to_world (viewport, WIDTH / 2, HEIGHT / 2, &x, &y);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);
      double                distance = fabs (node->x - x) + fabs (node->y - y);

      if (distance >= best)
        continue;
      best = distance;
      nearest = i;
    }
  tenon_canvas_select_only (stage->canvas, nearest);
  spin (100);
  frame = measure_gesture (stage->canvas, renderer, tenon_canvas_move_selection);
  print_frame ("dragging", &frame);
  return frame;
}

static gboolean
measure_fitted (Stage       *stage,
                GskRenderer *renderer,
                guint        n_cards)
{
  Frame  frame;
  double control;

  tenon_canvas_fit (stage->canvas);
  spin (100);
  frame = measure_gesture (stage->canvas, renderer, pan);
  control = measure_control (stage->canvas, renderer);
  print_frame ("fitted", &frame);
  g_print ("  the same painted by one cairo function %.2f\n", control);
  return n_cards < 1000 || judge ("fitted frame, of that painted by one cairo function", whole (&frame) / control, n_cards >= 10000 ? 1 / 15.0 : 0.1);
}

/* @share: (out): of panning at zoom 1, ours */
static gboolean
measure (guint        n_cards,
         GskRenderer *renderer,
         double      *share)
{
  Stage    stage;
  Frame    panning, dragging;
  gboolean good = TRUE;

  stage_init (&stage, n_cards);
  stage_fill (&stage);
  g_print ("%u cards, %u lines\n", n_cards, stage.scene->links->len);
  panning = measure_at_zoom (&stage, renderer, 1);
  *share = own_share (&panning);
  dragging = measure_dragging (&stage, renderer);
  measure_at_zoom (&stage, renderer, 0.3);
  if (n_cards == 2000)
    {
      good = judge ("panning at zoom 1, our share of the renderer's", own_share (&panning) / panning.render, 0.2) && good;
      /* A twentieth is what two medians of the same thing differ by. */
      good = judge ("dragging one card, of panning", whole (&dragging) / whole (&panning), 1.05) && good;
    }
  good = measure_fitted (&stage, renderer, n_cards) && good;
  stage_clear (&stage);
  return good;
}

/* First pictures */

static void
route (TenonGraph  *graph,
       const guint *moved,
       guint        n_moved,
       gpointer     user_data)
{
  tenon_layout_route (graph, 0);
}

/* Returns: from tables to pixels: cards made, arranged, lines routed, the whole fitted, drawn */
static double
draw_first_picture (guint        n_cards,
                    GskRenderer *renderer)
{
  Stage        stage;
  GtkWidget   *widget;
  GtkSnapshot *shot = gtk_snapshot_new ();
  TenonGraph  *graph;
  double       taken;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (TenonGraph) copy = NULL;

  stage_init (&stage, n_cards);
  spin (200);
  widget = GTK_WIDGET (stage.canvas);
  taken = -cpu_ms ();
  tenon_canvas_set_scene (stage.canvas, stage.scene);
  graph = tenon_canvas_get_graph (stage.canvas);
  copy = tenon_graph_copy (graph);
  tenon_layout_arrange (copy, NULL, NULL, NULL, NULL);
  for (guint i = 0; i < copy->nodes->len; i++)
    {
      const TenonGraphNode *placed = g_ptr_array_index (copy->nodes, i);

      tenon_canvas_set_position (stage.canvas, placed->id, placed->x, placed->y);
    }
  tenon_canvas_set_route_func (stage.canvas, route, NULL);
  tenon_canvas_reroute (stage.canvas);
  tenon_canvas_fit (stage.canvas);
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, gtk_widget_get_width (widget), gtk_widget_get_height (widget), -1);
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, shot);
  node = gtk_snapshot_free_to_node (shot);
  render_ms (renderer, node);
  taken += cpu_ms ();
  stage_clear (&stage);
  return taken;
}

static double
measure_first_picture (guint        n_cards,
                       GskRenderer *renderer)
{
  double taken[FIRST_PICTURES];

  for (guint i = 0; i < FIRST_PICTURES; i++)
    taken[i] = draw_first_picture (n_cards, renderer);
  g_print ("first picture of %u cards, arranged and routed: %.1f ms\n", n_cards, median (taken, FIRST_PICTURES));
  return median (taken, FIRST_PICTURES);
}

/* For others to count */

static double
resident_kb (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  fields = g_strsplit (text, " ", 3);
  return g_ascii_strtod (fields[1], NULL) * 4;
}

static void
print_memory (guint        n_cards,
              GskRenderer *renderer)
{
  Stage  stage;
  double before;

  stage_init (&stage, n_cards);
  spin (300);
  before = resident_kb ();
  stage_fill (&stage);
  measure_gesture (stage.canvas, renderer, pan);
  tenon_canvas_fit (stage.canvas);
  measure_gesture (stage.canvas, renderer, pan);
  g_print ("%.2f\n", (resident_kb () - before) / n_cards);
  stage_clear (&stage);
}

/* Known by name to callgrind. */
G_NO_INLINE static void
measure_canvas_frames (TenonCanvas *canvas,
                       GskRenderer *renderer)
{
  Frame frame = measure_gesture (canvas, renderer, pan);

  print_frame ("zoom 1", &frame);
}

static void
draw_frames (guint        n_cards,
             GskRenderer *renderer)
{
  Stage stage;

  stage_init (&stage, n_cards);
  stage_fill (&stage);
  spin (PATIENCE);
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (stage.canvas), 1);
  spin (PATIENCE);
  measure_gesture (stage.canvas, renderer, pan);
  spin (PATIENCE);
  measure_canvas_frames (stage.canvas, renderer);
  stage_clear (&stage);
}

static gboolean
measure_all (GskRenderer *renderer)
{
  static const guint sizes[] = { 100, 1000, 2000, 5000, 10000 };
  double             shares[G_N_ELEMENTS (sizes)], few, many;
  gboolean           good = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    good = measure (sizes[i], renderer, &shares[i]) && good;
  good = judge ("panning at zoom 1, our share with 5,000 cards, of that with 1,000", shares[3] / shares[1], 2.5) && good;
  few = measure_first_picture (100, renderer);
  many = measure_first_picture (2000, renderer);
  return judge ("first picture of 2,000, of that of 100", many / few, 25) && good;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GskRenderer) renderer = NULL;
  gboolean good = TRUE;
  guint    n_cards = argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 0;

  adw_init ();
  renderer = gsk_cairo_renderer_new ();
  gsk_renderer_realize (renderer, NULL, NULL);
  if (n_cards > 0 && strcmp (argv[1], "--memory") == 0)
    print_memory (n_cards, renderer);
  else if (n_cards > 0 && strcmp (argv[1], "--frames") == 0)
    draw_frames (n_cards, renderer);
  else
    good = measure_all (renderer);
  gsk_renderer_unrealize (renderer);
  return good ? 0 : 1;
}
