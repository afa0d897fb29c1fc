/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A map as one picture, by the same drawing functions as on the screen, in a file or in the clipboard. */

#include "tenon-picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/tenon-area-drawing.h"
#include "app/canvas/tenon-landmark-drawing.h"
#include "app/canvas/tenon-link-drawing.h"

#define MARGIN 32
#define OVERVIEW_WIDTH 1536.0 /* with the margins, what a picture at the top of a document or a slide has */
#define OVERVIEW_HEIGHT 960.0

/* The family the desktop would give, in the order of their age; whatever fontconfig has instead otherwise. */
#define PAPER_FONT "Adwaita Sans, Cantarell, Sans 11"

/* Fonts for a picture that is made without a desktop to ask. */
TenonTypeface *
tenon_picture_typeface_new (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (PAPER_FONT);
  TenonTypeface *typeface;

  pango_context_set_font_description (context, font);
  typeface = tenon_typeface_new (context);
  g_object_unref (context);
  return typeface;
}

/**
 * tenon_picture_new:
 *
 * Shapes every card and makes the graph of the scene; the nodes have no places yet.
 */
TenonPicture *
tenon_picture_new (TenonScene    *scene,
                   TenonTypeface *typeface,
                   TenonDetail    detail)
{
  TenonPicture *self = g_new0 (TenonPicture, 1);
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);

  self->scene = tenon_scene_ref (scene);
  self->typeface = tenon_typeface_ref (typeface);
  self->graph = tenon_graph_new ();
  self->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_card_shape_free);
  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData  *card = g_ptr_array_index (scene->cards, i);
      TenonCardShape *shape = tenon_card_shape_new (card, typeface, detail);

      g_ptr_array_add (self->shapes, shape);
      tenon_graph_add_node (self->graph, card->id, shape->width, shape->height);
      g_hash_table_insert (index, card->id, GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < scene->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (scene->links, i);
      guint      from = GPOINTER_TO_UINT (g_hash_table_lookup (index, link->from)), to = GPOINTER_TO_UINT (g_hash_table_lookup (index, link->to));

      tenon_graph_add_edge (self->graph, from, to,
                            tenon_card_shape_get_port (g_ptr_array_index (self->shapes, from), link->from_row),
                            tenon_card_shape_get_port (g_ptr_array_index (self->shapes, to), link->to_row));
    }
  tenon_links_spread_ends (scene->links, self->graph);
  return self;
}

void
tenon_picture_free (TenonPicture *self)
{
  tenon_graph_free (self->graph);
  g_ptr_array_unref (self->shapes);
  tenon_typeface_unref (self->typeface);
  tenon_scene_unref (self->scene);
  g_free (self);
}

/* --- Drawing ------------------------------------------------------------ */

static gboolean
is_wanted (const TenonPicture *self,
           GHashTable         *only,
           guint               index)
{
  TenonGraphNode *node = g_ptr_array_index (self->graph->nodes, index);

  return node->is_placed && (only == NULL || g_hash_table_contains (only, node->id));
}

static GHashTable *
index_nodes (TenonGraph *graph)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < graph->nodes->len; i++)
    g_hash_table_insert (index, ((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->id, GUINT_TO_POINTER (i + 1));
  return index;
}

/* The smallest rectangle around what is wanted; FALSE where that is nothing. */
static gboolean
measure (const TenonPicture *self,
         GHashTable         *only,
         graphene_rect_t    *bounds)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (self->graph->nodes, i);
      graphene_rect_t own = GRAPHENE_RECT_INIT (node->x, node->y, node->width, node->height);

      if (!is_wanted (self, only, i))
        continue;
      if (any)
        graphene_rect_union (bounds, &own, bounds);
      else
        *bounds = own;
      any = TRUE;
    }
  for (guint i = 0; any && i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      graphene_rect_t own;

      if (is_wanted (self, only, edge->from) && is_wanted (self, only, edge->to) && tenon_route_get_bounds (edge->points, &own))
        graphene_rect_union (bounds, &own, bounds);
    }
  if (any && only == NULL && self->scene->areas->len > 0)
    {
      g_autoptr (GHashTable) index = index_nodes (self->graph);
      graphene_rect_t own;

      for (guint i = 0; i < self->scene->areas->len; i++)
        if (tenon_area_get_bounds (g_ptr_array_index (self->scene->areas, i), self->graph, index, &own))
          graphene_rect_union (bounds, &own, bounds);
    }
  return any;
}

/* What a picture is drawn with. */
typedef struct
{
  const TenonPicture *picture;
  GHashTable         *only; /* (nullable) */
  const TenonPalette *palette;
  double              scale; /* pixels a world pixel at which it is looked at */
  GtkSnapshot        *snapshot;
  GHashTable         *index; /* id -> index of the node + 1 */
} Brush;

static gboolean
has_names (const Brush *brush)
{
  return tenon_level_of_scale (brush->scale) == TENON_LEVEL_BLOCK;
}

static void
draw_areas (const Brush *brush)
{
  const TenonPicture *self = brush->picture;
  graphene_rect_t     own;

  for (guint i = 0; i < self->scene->areas->len; i++)
    {
      TenonSceneArea *area = g_ptr_array_index (self->scene->areas, i);

      if (tenon_area_get_bounds (area, self->graph, brush->index, &own))
        tenon_area_append (area, brush->snapshot, &own, brush->palette, self->typeface, brush->scale, !has_names (brush));
    }
}

/* Lines first, then what they say, which is above the cards. */
static void
draw_links (const Brush *brush,
            gboolean     labels)
{
  const TenonPicture *self = brush->picture;

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      TenonLink      *link = g_ptr_array_index (self->scene->links, i);
      g_autoptr (GskRenderNode) node = NULL;

      if (!is_wanted (self, brush->only, edge->from) || !is_wanted (self, brush->only, edge->to))
        continue;
      if (labels)
        node = tenon_link_draw_label (link, edge->points, brush->scale, brush->palette, self->typeface, FALSE);
      else
        node = tenon_link_draw (link, edge->points, brush->scale, brush->palette, FALSE, FALSE);
      if (node != NULL)
        gtk_snapshot_append_node (brush->snapshot, node);
    }
}

static void
draw_card (const Brush *brush,
           guint        index)
{
  const TenonPicture *self = brush->picture;
  TenonGraphNode     *place = g_ptr_array_index (self->graph->nodes, index);
  TenonCardData      *data = g_ptr_array_index (self->scene->cards, index);
  TenonCardShape     *shape = g_ptr_array_index (self->shapes, index);
  g_autoptr (GskRenderNode) node = tenon_card_draw (data, shape, self->typeface, brush->palette, tenon_card_shape_get_level (shape, brush->scale));

  gtk_snapshot_save (brush->snapshot);
  gtk_snapshot_translate (brush->snapshot, &GRAPHENE_POINT_INIT (place->x * brush->scale, place->y * brush->scale));
  gtk_snapshot_scale (brush->snapshot, (float)brush->scale, (float)brush->scale);
  if (data->is_dimmed)
    gtk_snapshot_push_opacity (brush->snapshot, TENON_CARD_DIMMED);
  gtk_snapshot_append_node (brush->snapshot, node);
  if (data->is_dimmed)
    gtk_snapshot_pop (brush->snapshot);
  gtk_snapshot_restore (brush->snapshot);
}

static void
draw_names (const Brush *brush)
{
  const TenonPicture *self = brush->picture;
  g_autoptr (TenonLandmarks) landmarks = tenon_landmarks_new (self->scene, self->graph, brush->index, self->typeface);
  guint n = tenon_landmarks_choose (landmarks, brush->scale);

  for (guint i = 0; i < n; i++)
    {
      const TenonLandmark *landmark = tenon_landmarks_get (landmarks, i);
      graphene_rect_t      bounds;
      double               x, y;

      if (landmark->node != TENON_LANDMARK_NO_NODE ? !is_wanted (self, brush->only, landmark->node) : brush->only != NULL)
        continue;
      tenon_landmark_get_place (landmark, self->graph, brush->index, &x, &y);
      tenon_landmark_get_bounds (landmark, brush->scale, x * brush->scale, y * brush->scale, &bounds);
      tenon_landmark_append (landmark, brush->snapshot, &bounds, tenon_landmark_get_size (landmark, brush->scale), self->typeface, brush->palette);
    }
}

/**
 * tenon_picture_draw:
 * @only: (nullable): ids of the cards to draw, with the lines between them; %NULL: all that have a place
 * @palette: the colours to use: paper is light, whatever the desktop is
 * @scale: at which it will be looked at, pixels a world pixel: what could not be read then is not drawn, and names of
 *   the most important tables stand instead, as on the screen
 * @bounds: (out): what to render, in world pixels
 *
 * Returns: (transfer full) (nullable): the picture, in world pixels whatever the @scale; NULL where there is nothing to
 *   draw
 */
GskRenderNode *
tenon_picture_draw (const TenonPicture *self,
                    GHashTable         *only,
                    const TenonPalette *palette,
                    double              scale,
                    graphene_rect_t    *bounds)
{
  g_autoptr (GHashTable) index = index_nodes (self->graph);
  Brush brush = { self, only, palette, scale, NULL, index };

  if (!measure (self, only, bounds))
    return NULL;

  graphene_rect_inset (bounds, (float)(-MARGIN / scale), (float)(-MARGIN / scale));
  brush.snapshot = gtk_snapshot_new ();
  gtk_snapshot_append_color (brush.snapshot, &palette->ground, bounds);
  gtk_snapshot_scale (brush.snapshot, (float)(1 / scale), (float)(1 / scale));
  if (only == NULL)
    draw_areas (&brush);
  draw_links (&brush, FALSE);
  for (guint i = 0; i < self->graph->nodes->len; i++)
    if (is_wanted (self, only, i))
      draw_card (&brush, i);
  draw_links (&brush, TRUE);
  if (has_names (&brush))
    draw_names (&brush);
  return gtk_snapshot_free_to_node (brush.snapshot);
}

/* Returns: the scale at which the whole is as large as a screen, never more than 1 */
double
tenon_picture_get_overview_scale (const TenonPicture *self,
                                  GHashTable         *only)
{
  graphene_rect_t bounds;

  if (!measure (self, only, &bounds))
    return 1.0;
  return CLAMP (MIN (OVERVIEW_WIDTH / bounds.size.width, OVERVIEW_HEIGHT / bounds.size.height), 0.02, 1.0);
}

/* --- Files -------------------------------------------------------------- */

#define MOST_SIDE 32000         /* a side of a cairo image surface is at most 32,767 */
#define MOST_PIXELS 268435456.0 /* four bytes each */

static cairo_surface_t *
create_svg (const char *file,
            double      width,
            double      height)
{
  cairo_surface_t *surface = cairo_svg_surface_create (file, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

/* The same map gives the same bytes: no date, only who made it. */
static cairo_surface_t *
create_pdf (const char *file,
            double      width,
            double      height)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (file, width, height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Tenon");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  return surface;
}

static cairo_surface_t *
create_png (const char *file,
            double      width,
            double      height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)ceil (width), (int)ceil (height));
}

static const struct
{
  const char *suffix;
  double      scale; /* units a world pixel; points in a PDF */
  cairo_surface_t *(*create) (const char *file,
                              double      width,
                              double      height);
  gboolean is_image;
} formats[] = {
  { ".svg", 1.0, create_svg, FALSE },
  { ".pdf", 0.75, create_pdf, FALSE },
  { ".png", 1.0, create_png, TRUE },
};

static guint
find_format (const char *file)
{
  g_autofree char *folded = g_ascii_strdown (file, -1);
  guint            format = 0;

  while (format < G_N_ELEMENTS (formats) && !g_str_has_suffix (folded, formats[format].suffix))
    format++;
  return format;
}

/* Returns: FALSE with G_IO_ERROR_INVALID_ARGUMENT where the name's suffix names no kind of picture */
gboolean
tenon_picture_check_name (const char *file,
                          GError    **error)
{
  if (find_format (file) < G_N_ELEMENTS (formats))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", _ ("A picture’s name ends in .svg, .pdf or .png."));
  return FALSE;
}

/* Returns: @scale, or less where an image of @bounds would be larger than can be */
double
tenon_picture_limit_scale (const graphene_rect_t *bounds,
                           double                 scale)
{
  double width = MAX (bounds->size.width, 1), height = MAX (bounds->size.height, 1);

  return MIN (scale, MIN (MOST_SIDE / MAX (width, height), sqrt (MOST_PIXELS / (width * height))));
}

/* Whether a file of this name is of pixels, so that its size is somebody's choice. */
gboolean
tenon_picture_is_image (const char *file)
{
  guint format = find_format (file);

  return format < G_N_ELEMENTS (formats) && formats[format].is_image;
}

static cairo_status_t
paint (GskRenderNode         *node,
       const graphene_rect_t *bounds,
       cairo_surface_t       *surface,
       double                 scale)
{
  cairo_t       *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -bounds->origin.x, -bounds->origin.y);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    {
      gsk_render_node_draw (node, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

/**
 * tenon_picture_save:
 * @bounds: the part of @node to write
 * @file: its suffix decides: .svg with text as outlines, .pdf with embedded fonts, .png
 * @scale: pixels a world pixel, points in a .pdf at three to four; of a .png less where it would be too large, see
 *   tenon_picture_limit_scale()
 *
 * An existing file is replaced.
 *
 * Returns: FALSE with G_IO_ERROR set for a suffix it does not know or a file that cannot be written
 */
gboolean
tenon_picture_save (GskRenderNode         *node,
                    const graphene_rect_t *bounds,
                    const char            *file,
                    double                 scale,
                    GError               **error)
{
  guint            format = find_format (file);
  cairo_surface_t *surface;
  cairo_status_t   status;

  if (!tenon_picture_check_name (file, error))
    return FALSE;

  scale = formats[format].is_image ? tenon_picture_limit_scale (bounds, scale) : scale * formats[format].scale;
  surface = formats[format].create (file, bounds->size.width * scale, bounds->size.height * scale);
  status = paint (node, bounds, surface, scale);
  if (status == CAIRO_STATUS_SUCCESS && formats[format].is_image)
    status = cairo_surface_write_to_png (surface, file);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", file, cairo_status_to_string (status));
  return FALSE;
}

/* Returns: (transfer full) (nullable): the picture as pixels, for the clipboard; NULL without memory for them */
GdkTexture *
tenon_picture_render (GskRenderNode         *node,
                      const graphene_rect_t *bounds,
                      double                 scale)
{
  cairo_surface_t *surface;
  GdkTexture      *texture = NULL;

  scale = tenon_picture_limit_scale (bounds, scale);
  surface = create_png (NULL, bounds->size.width * scale, bounds->size.height * scale);
  if (paint (node, bounds, surface, scale) == CAIRO_STATUS_SUCCESS)
    {
      int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface), stride = cairo_image_surface_get_stride (surface);
      g_autoptr (GBytes) bytes = NULL;

      cairo_surface_flush (surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize)stride * height);
      texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
    }
  cairo_surface_destroy (surface);
  return texture;
}
