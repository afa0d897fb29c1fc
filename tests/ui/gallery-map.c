/* SPDX-License-Identifier: GPL-3.0-or-later */

/* gallery-map FOLDER PROJECT…: the Map of each project fitted and at 100 %, light and dark, into FOLDER; of one that has a
 * design the other views as well, large and as small as windows get, and with large text. */

#include <glib/gstdio.h>

#include "app/canvas/tenon-map-page.h"
#include "tenon-ui.h"

#define WIDTH 1600
#define HEIGHT 1000

static const struct
{
  const char    *name;
  AdwColorScheme scheme;
} STYLES[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

static gboolean
is_placed (gpointer canvas)
{
  TenonGraph *graph = tenon_canvas_get_graph (canvas);

  for (guint i = 0; i < graph->nodes->len; i++)
    if (!((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->is_placed)
      return FALSE;
  return graph->nodes->len > 0;
}

/* The card with the most lines is where people look first. */
static void
show_busiest (TenonCanvas *canvas)
{
  TenonGraph       *graph = tenon_canvas_get_graph (canvas);
  g_autofree guint *counts = g_new0 (guint, graph->nodes->len);
  guint             best = 0;
  TenonGraphNode   *node;

  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      counts[edge->from]++;
      counts[edge->to]++;
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    best = counts[i] > counts[best] ? i : best;
  node = g_ptr_array_index (graph->nodes, best);
  tenon_viewport_set_view (tenon_canvas_get_viewport (canvas), node->x + node->width / 2.0, node->y + node->height / 2.0, 1.0);
}

static void
take (GtkWindow  *window,
      const char *folder,
      const char *name,
      const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (STYLES); i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/map-%s-%s-%s.png", folder, name, what, STYLES[i].name);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[i].scheme);
      tenon_ui_spin (300);
      tenon_ui_save_png (window, file);
    }
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int)(scale * 96 * 1024), NULL);
  tenon_ui_spin (200);
}

/* The busiest card in the middle, where it can be read. */
static void
take_view (GtkWindow    *window,
           const char   *folder,
           const char   *name,
           TenonMapView  view,
           TenonMapPage *page)
{
  TenonCanvas     *canvas = tenon_map_page_get_canvas (page);
  g_autofree char *fitted = g_strdup_printf ("%s-fitted", tenon_map_view_get_name (view)), *near = g_strdup_printf ("%s-100", tenon_map_view_get_name (view));

  tenon_map_page_set_view (page, view);
  if (tenon_canvas_get_scene (canvas)->cards->len == 0)
    return;
  if (!tenon_ui_wait (is_placed, canvas))
    g_error ("“%s” is not laid out", name);
  tenon_ui_spin (300);
  tenon_canvas_fit (canvas);
  tenon_ui_spin (500);
  take (window, folder, name, fitted);
  show_busiest (canvas);
  take (window, folder, name, near);
}

/* @size: what it is called */
static void
take_views (GtkWindow    *window,
            const char   *folder,
            const char   *name,
            const char   *size,
            TenonMapPage *page)
{
  g_autofree char *title = g_strdup_printf ("%s-%s", name, size);

  for (TenonMapView view = TENON_MAP_SOURCE; view < TENON_N_MAP_VIEWS; view++)
    take_view (window, folder, title, view, page);
  tenon_map_page_follow (page, NULL);
  g_object_set (page, "load", TRUE, "heat", TRUE, NULL);
  tenon_map_page_set_view (page, TENON_MAP_TARGET);
  tenon_ui_spin (300);
  show_busiest (tenon_map_page_get_canvas (page));
  take (window, folder, title, "load");
  g_object_set (page, "load", FALSE, "heat", FALSE, NULL);
}

static void
show (const char *folder,
      const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = tenon_project_open (path, NULL, &error);
  g_autofree char *name = g_path_get_basename (path);
  GtkWidget       *window, *page;
  TenonCanvas     *canvas;

  if (project == NULL)
    g_error ("“%s” does not open: %s", path, error->message);
  window = gtk_window_new ();
  page = tenon_map_page_new (project);
  canvas = tenon_map_page_get_canvas (TENON_MAP_PAGE (page));
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  if (!tenon_ui_wait (is_placed, canvas))
    g_error ("“%s” is not laid out", path);
  tenon_ui_spin (500);
  take (GTK_WINDOW (window), folder, name, "fitted");
  show_busiest (canvas);
  take (GTK_WINDOW (window), folder, name, "100");
  if (tenon_list_get_length (tenon_project_get_model (project)->design->tables) > 0)
    {
      take_views (GTK_WINDOW (window), folder, name, "large", TENON_MAP_PAGE (page));
      gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
      take_views (GTK_WINDOW (window), folder, name, "small", TENON_MAP_PAGE (page));
      set_text_scale (1.5);
      take_views (GTK_WINDOW (window), folder, name, "text", TENON_MAP_PAGE (page));
      set_text_scale (1.0);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  tenon_ui_spin (50);
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  if (argc < 3)
    {
      g_printerr ("usage: gallery-map FOLDER PROJECT…\n");
      return 2;
    }
  g_mkdir_with_parents (argv[1], 0755);
  for (int i = 2; i < argc; i++)
    show (argv[1], argv[i]);
  return 0;
}
