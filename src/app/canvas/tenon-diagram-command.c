/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon --export-diagram FILE PROJECT: the map as a picture, made without a display. */

#include "tenon-diagram-command.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-map-scene.h"
#include "app/canvas/tenon-picture.h"
#include "app/canvas/tenon-placement.h"

#define MAX_SCALE 8

/* For the help of the program, and the shape of what this command reads. */
const GOptionEntry tenon_diagram_command_options[] = {
  { "export-diagram", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL, N_ ("Write the map of PROJECT to FILE (.svg, .pdf or .png) and exit; needs no display"), N_ ("FILE") },
  { "view", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("The view to write: source, target, mapping or trace"), N_ ("VIEW") },
  { "pattern", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("The access pattern to follow"), N_ ("PATTERN") },
  { "load", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Show requests a second"), NULL },
  { "heat", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Show the share of the partition limit"), NULL },
  { "detail", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("What stands on cards: names, keys or all"), N_ ("DETAIL") },
  { "overview", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("As large as a screen, with the names of the most important tables"), NULL },
  { "scale", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, NULL, N_ ("Size of a .png: 1, 2 or 4 times"), N_ ("SCALE") },
  { NULL },
};

typedef struct
{
  char        *file;
  char        *view_name;
  char        *detail_name;
  char        *pattern;
  gboolean     load;
  gboolean     heat;
  gboolean     overview;
  int          scale;
  char       **rest;
  TenonMapView view;
  TenonDetail  detail;
} Request;

static void
request_clear (Request *self)
{
  g_free (self->file);
  g_free (self->view_name);
  g_free (self->detail_name);
  g_free (self->pattern);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

/* Whether the command line is one of ours, which the application must not see. */
gboolean
tenon_diagram_command_is_asked (char **arguments)
{
  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL && !g_str_equal (arguments[i], "--"); i++)
    if (g_str_equal (arguments[i], "--export-diagram") || g_str_has_prefix (arguments[i], "--export-diagram="))
      return TRUE;
  return FALSE;
}

static gboolean
check_request (Request *self,
               GError **error)
{
  self->view = TENON_MAP_SOURCE;
  self->detail = TENON_DETAIL_ALL;
  if (self->rest == NULL || self->rest[0] == NULL || self->rest[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s needs one project."), "--export-diagram");
      return FALSE;
    }
  if (self->view_name != NULL && !tenon_map_view_from_name (self->view_name, &self->view))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no view “%s”: source, target, mapping or trace."), self->view_name);
      return FALSE;
    }
  if (self->detail_name != NULL && !tenon_detail_from_name (self->detail_name, &self->detail))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no detail “%s”: names, keys or all."), self->detail_name);
      return FALSE;
    }
  if (self->scale < 1 || self->scale > MAX_SCALE)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("A picture is 1 to %s times as large."), G_STRINGIFY (MAX_SCALE));
      return FALSE;
    }
  return tenon_picture_check_name (self->file, error);
}

static gboolean
parse_request (Request *self,
               char   **arguments,
               GError **error)
{
  GOptionEntry entries[] = {
    { "export-diagram", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &self->file, NULL, NULL },
    { "view", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &self->view_name, NULL, NULL },
    { "pattern", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &self->pattern, NULL, NULL },
    { "load", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &self->load, NULL, NULL },
    { "heat", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &self->heat, NULL, NULL },
    { "detail", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &self->detail_name, NULL, NULL },
    { "overview", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &self->overview, NULL, NULL },
    { "scale", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &self->scale, NULL, NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_strdupv (arguments);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error) && check_request (self, error);
}

typedef struct
{
  GMainLoop  *loop;
  TenonGraph *graph; /* (owned) (nullable) */
  GError     *error; /* (owned) (nullable) */
} Arranging;

static void
arranged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Arranging *job = user_data;

  job->graph = tenon_project_arrange_finish (TENON_PROJECT (source), result, &job->error);
  g_main_loop_quit (job->loop);
}

/* What the project has no place for gets one, for this picture only. */
static gboolean
arrange (TenonProject *project,
         TenonPicture *picture,
         GError      **error)
{
  Arranging job = { g_main_loop_new (NULL, FALSE), NULL, NULL };

  tenon_project_arrange_async (project, picture->graph, NULL, arranged_cb, &job);
  g_main_loop_run (job.loop);
  g_main_loop_unref (job.loop);
  if (job.graph == NULL)
    {
      g_propagate_error (error, job.error);
      return FALSE;
    }
  tenon_graph_free (picture->graph);
  picture->graph = job.graph;
  return TRUE;
}

static gboolean
place (TenonProject  *project,
       const Request *request,
       TenonPicture  *picture,
       GError       **error)
{
  if (request->view == TENON_MAP_MAPPING)
    tenon_placement_mapping (picture->graph, picture->scene);
  else if (request->view == TENON_MAP_TRACE)
    tenon_placement_trace (picture->graph);
  else if (tenon_placement_apply (picture->graph, tenon_project_get_model (project)->diagram) > 0)
    return arrange (project, picture, error);
  tenon_project_route (picture->graph, G_MAXUINT);
  return TRUE;
}

static gboolean
write_picture (const Request *request,
               GError       **error)
{
  g_autoptr (TenonProject) project = tenon_project_open (request->rest[0], NULL, error);
  g_autoptr (TenonScene) scene = NULL;
  g_autoptr (TenonTypeface) typeface = NULL;
  g_autoptr (TenonPicture) picture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autofree char *pattern = NULL;
  TenonMapLook     look = { request->view, NULL, request->load, request->heat, NULL };
  TenonPalette     palette;
  graphene_rect_t  bounds;
  double           looked_at;

  if (project == NULL)
    return FALSE;
  if (request->pattern != NULL && tenon_model_find_pattern (tenon_project_get_model (project), request->pattern) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no access pattern “%s” in this project."), request->pattern);
      return FALSE;
    }

  tenon_project_refresh (project);
  if (request->pattern != NULL || request->view == TENON_MAP_TRACE)
    look.pattern = pattern = tenon_map_scene_dup_pattern (project, request->pattern);
  scene = tenon_map_scene_new (project, &look, NULL);
  typeface = tenon_picture_typeface_new ();
  picture = tenon_picture_new (scene, typeface, request->detail);
  if (scene->cards->len > 0 && !place (project, request, picture, error))
    return FALSE;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  looked_at = request->overview ? tenon_picture_get_overview_scale (picture, NULL) : 1.0;
  node = tenon_picture_draw (picture, NULL, &palette, looked_at, &bounds);
  if (node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The view “%s” of this project shows nothing yet."), tenon_map_view_get_name (request->view));
      return FALSE;
    }
  return tenon_picture_save (node, &bounds, request->file, looked_at * (tenon_picture_is_image (request->file) ? request->scale : 1), error);
}

/**
 * tenon_diagram_command_run:
 * @arguments: the whole command line, the program's name first
 *
 * Writes the picture and changes nothing in the project. What goes wrong is said on standard error.
 *
 * Returns: the exit status: 0, 1 where it could not, 2 where it was asked wrongly
 */
int
tenon_diagram_command_run (char **arguments)
{
  g_auto (Request) request = { .scale = 1 };
  g_autoptr (GError) error = NULL;

  /* registers all kinds of nodes: GTK would do it on its way to a display */
  g_type_ensure (GSK_TYPE_COLOR_NODE);
  if (!parse_request (&request, arguments, &error))
    {
      g_printerr ("tenon: %s\n", error->message);
      return 2;
    }
  if (!write_picture (&request, &error))
    {
      g_printerr ("tenon: %s\n", error->message);
      return 1;
    }
  return 0;
}
