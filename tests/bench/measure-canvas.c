/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A frame of the canvas while panning, beside the same scene painted by one cairo drawing function, in one run.
 *
 *   measure-canvas [CARDS…]
 *
 * Cards stand in a grid and lines run simply, so that only drawing is measured. A frame is the allocation of cards,
 * the snapshot and the cairo renderer's share; medians, in milliseconds. Exit status 1 when a fitted frame takes more
 * than the share of the control that is asked for. */

#include <adwaita.h>
#include <math.h>

#include "../ui/canvas-sample.h"
#include "app/canvas/tenon-canvas.h"

#define WIDTH 1600
#define HEIGHT 1000
#define FRAMES 31
#define CONTROL_FRAMES 5

typedef struct
{
  double allocate;
  double snapshot;
  double render;
} Frame;

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static void
spin (guint ms)
{
  double end = now_ms () + ms;

  while (now_ms () < end)
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
  double start = now_ms ();
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

  return now_ms () - start;
}

static Frame
measure_panning (TenonCanvas *canvas,
                 GskRenderer *renderer)
{
  GtkWidget *widget = GTK_WIDGET (canvas);
  double     allocate[FRAMES], snapshot[FRAMES], render[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      GtkSnapshot *shot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      double start;

      tenon_viewport_pan (tenon_canvas_get_viewport (canvas), i < FRAMES / 2 ? 7 : -7, i < FRAMES / 2 ? 3 : -3);
      start = now_ms ();
      GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, gtk_widget_get_width (widget), gtk_widget_get_height (widget), -1);
      allocate[i] = now_ms () - start;
      start = now_ms ();
      GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, shot);
      node = gtk_snapshot_free_to_node (shot);
      snapshot[i] = now_ms () - start;
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
      double start = now_ms ();
      g_autoptr (GskRenderNode) node = paint_control (canvas, pictures);

      frames[i] = now_ms () - start + render_ms (renderer, node);
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

/* Returns: whether the fitted frame is as cheap as asked */
static gboolean
measure (guint        n_cards,
         GskRenderer *renderer)
{
  g_autoptr (TenonModel) model = canvas_sample_new_large (n_cards);
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  GtkWidget          *window = gtk_window_new (), *widget = tenon_canvas_new ();
  TenonCanvas        *canvas = TENON_CANVAS (widget);
  double              start = now_ms (), filled, control, share = n_cards >= 10000 ? 15 : 10, ours;
  static const double zooms[] = { 1.0, 0.3 };

  tenon_canvas_set_scene (canvas, scene);
  place_in_grid (canvas);
  filled = now_ms () - start;
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  spin (300);

  g_print ("%6u cards, %u lines, filled in %.0f ms\n", n_cards, scene->links->len, filled);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      Frame frame;

      tenon_viewport_set_zoom (tenon_canvas_get_viewport (canvas), zooms[i]);
      spin (100);
      frame = measure_panning (canvas, renderer);
      g_print ("  zoom %-5.2f  allocate %7.2f  snapshot %7.2f  render %8.2f\n", zooms[i], frame.allocate, frame.snapshot, frame.render);
    }
  tenon_canvas_fit (canvas);
  spin (100);
  Frame fitted = measure_panning (canvas, renderer);
  control = measure_control (canvas, renderer);
  ours = fitted.allocate + fitted.snapshot + fitted.render;
  g_print ("  fit  %-5.2f  allocate %7.2f  snapshot %7.2f  render %8.2f  one cairo function %8.2f: 1/%.1f (at most 1/%.0f from 1,000 on)\n",
           tenon_viewport_get_zoom (tenon_canvas_get_viewport (canvas)), fitted.allocate, fitted.snapshot, fitted.render, control, control / ours, share);
  gtk_window_destroy (GTK_WINDOW (window));
  spin (50);
  return n_cards < 1000 || ours * share <= control;
}

int
main (int   argc,
      char *argv[])
{
  static const char *const sizes[] = { "100", "1000", "10000" };
  g_autoptr (GskRenderer) renderer = NULL;
  gboolean good = TRUE;

  adw_init ();
  renderer = gsk_cairo_renderer_new ();
  gsk_renderer_realize (renderer, NULL, NULL);
  for (int i = 0; i < (argc > 1 ? argc - 1 : (int)G_N_ELEMENTS (sizes)); i++)
    good = measure ((guint)g_ascii_strtoull (argc > 1 ? argv[i + 1] : sizes[i], NULL, 10), renderer) && good;
  gsk_renderer_unrealize (renderer);
  return good ? 0 : 1;
}
