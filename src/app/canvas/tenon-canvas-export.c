/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole map as one picture, by the same drawing functions as on the screen. */

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/tenon-link-drawing.h"
#include "tenon-canvas-private.h"

#define MARGIN 32

/**
 * tenon_canvas_export:
 * @palette: the colours to use: paper is light, whatever the desktop is
 * @bounds: (out): what to render, in world pixels
 *
 * Returns: (transfer full) (nullable): the picture at 100 %; NULL where no card has a place
 */
GskRenderNode *
tenon_canvas_export (TenonCanvas        *self,
                     const TenonPalette *palette,
                     graphene_rect_t    *bounds)
{
  GtkSnapshot *snapshot;

  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  if (!tenon_canvas_get_bounds (self, bounds))
    return NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonCanvasLine *line = &g_array_index (self->lines, TenonCanvasLine, i);

      if (line->has_bounds)
        graphene_rect_union (bounds, &line->bounds, bounds);
    }
  graphene_rect_inset (bounds, -MARGIN, -MARGIN);

  snapshot = gtk_snapshot_new ();
  gtk_snapshot_append_color (snapshot, &palette->ground, bounds);
  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      TenonLink      *link = g_ptr_array_index (self->scene->links, i);
      g_autoptr (GskRenderNode) node = tenon_link_draw (link, edge->points, 1.0, &palette->line, &palette->ground, FALSE);

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonGraphNode *place = tenon_canvas_node (self, i);
      TenonCard      *card = tenon_canvas_item (self, i)->card;
      g_autoptr (GskRenderNode) node = NULL;

      if (!place->is_placed)
        continue;
      node = tenon_card_draw (tenon_card_get_data (card), tenon_card_get_shape (card), self->typeface, palette, TENON_LEVEL_ROWS);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->x, place->y));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }
  return gtk_snapshot_free_to_node (snapshot);
}

/* --- Files -------------------------------------------------------------- */

#define MAX_PIXELS 32000 /* a side of a cairo image surface is at most 32,767 */

static cairo_surface_t *
create_svg (const char *file,
            double      width,
            double      height)
{
  cairo_surface_t *surface = cairo_svg_surface_create (file, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
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
  double      scale; /* pixels a world pixel; points in a PDF */
  cairo_surface_t *(*create) (const char *file,
                              double      width,
                              double      height);
  gboolean is_image;
} formats[] = {
  { ".svg", 1.0, create_svg, FALSE },
  { ".pdf", 0.75, cairo_pdf_surface_create, FALSE },
  { ".png", 2.0, create_png, TRUE },
};

static cairo_status_t
render (GskRenderNode         *node,
        const graphene_rect_t *bounds,
        const char            *file,
        guint                  format)
{
  double           scale = formats[format].scale;
  cairo_surface_t *surface;
  cairo_t         *cr;
  cairo_status_t   status;

  if (formats[format].is_image)
    scale = MIN (scale, MAX_PIXELS / MAX (bounds->size.width, bounds->size.height));
  surface = formats[format].create (file, bounds->size.width * scale, bounds->size.height * scale);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -bounds->origin.x, -bounds->origin.y);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    {
      gsk_render_node_draw (node, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && formats[format].is_image)
    status = cairo_surface_write_to_png (surface, file);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * tenon_canvas_save:
 * @file: its suffix decides: .svg and .pdf with text as outlines or embedded fonts, .png at twice the size
 *
 * Writes the whole map in light colours. An existing file is replaced.
 *
 * Returns: FALSE with G_IO_ERROR set for a suffix it does not know, an empty map, or a file that cannot be written
 */
gboolean
tenon_canvas_save (TenonCanvas *self,
                   const char  *file,
                   GError     **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  TenonPalette    palette;
  graphene_rect_t bounds;
  cairo_status_t  status;
  guint           format = 0;

  g_return_val_if_fail (TENON_IS_CANVAS (self), FALSE);

  folded = g_ascii_strdown (file, -1);
  while (format < G_N_ELEMENTS (formats) && !g_str_has_suffix (folded, formats[format].suffix))
    format++;
  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  node = tenon_canvas_export (self, &palette, &bounds);
  if (format == G_N_ELEMENTS (formats) || node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", node == NULL ? _ ("The map is empty.") : _ ("A picture’s name ends in .svg, .pdf or .png."));
      return FALSE;
    }
  status = render (node, &bounds, file, format);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", file, cairo_status_to_string (status));
  return FALSE;
}
