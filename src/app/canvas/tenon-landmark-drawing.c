/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a name of a map seen from afar, with a halo of the ground's colour that parts it from cards and lines. */

#include "tenon-landmark-drawing.h"

#include <math.h>

#define HALO 3.0 /* of the text's size / 12 */

/* From the outside in: soft, then dense. */
static const struct
{
  double width; /* of HALO, each side */
  double alpha;
} rings[] = { { 1.0, 0.30 }, { 0.75, 0.45 }, { 0.5, 0.85 } };

static void
paint (cairo_t               *cr,
       const TenonLandmark   *landmark,
       const graphene_rect_t *bounds,
       double                 size,
       TenonTypeface         *typeface,
       const TenonPalette    *palette)
{
  g_autoptr (PangoLayout) layout = tenon_typeface_create_layout (typeface, TENON_FONT_TITLE, size, landmark->text);
  PangoRectangle logical;
  double         halo = HALO * size / 12;

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int)((bounds->size.width + 3) * PANGO_SCALE));
  pango_layout_get_extents (layout, NULL, &logical);
  cairo_move_to (cr, bounds->origin.x + (bounds->size.width - (double)logical.width / PANGO_SCALE) / 2, bounds->origin.y + (bounds->size.height - (double)logical.height / PANGO_SCALE) / 2);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  pango_cairo_layout_path (cr, layout);
  for (guint i = 0; i < G_N_ELEMENTS (rings); i++)
    {
      cairo_set_source_rgba (cr, palette->ground.red, palette->ground.green, palette->ground.blue, palette->is_high_contrast ? 1 : rings[i].alpha);
      cairo_set_line_width (cr, 2 * halo * rings[i].width);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
  cairo_restore (cr);
  cairo_move_to (cr, bounds->origin.x + (bounds->size.width - (double)logical.width / PANGO_SCALE) / 2, bounds->origin.y + (bounds->size.height - (double)logical.height / PANGO_SCALE) / 2);
  gdk_cairo_set_source_rgba (cr, &palette->text);
  pango_cairo_show_layout (cr, layout);
}

static void
surround (const graphene_rect_t *bounds,
          double                 size,
          graphene_rect_t       *around)
{
  double margin = ceil (HALO * size / 12) + 2;

  graphene_rect_inset_r (bounds, (float)-margin, (float)-margin, around);
}

/**
 * tenon_landmark_render:
 * @bounds: of the name, in screen pixels; its corner on a whole one
 * @size: of the text, likewise
 * @pixels: of the device a screen pixel
 * @around: (out): where the texture is to be put
 *
 * Once drawn, a frame costs no more than a small image.
 *
 * Returns: (transfer full)
 */
GdkTexture *
tenon_landmark_render (const TenonLandmark   *landmark,
                       const graphene_rect_t *bounds,
                       double                 size,
                       TenonTypeface         *typeface,
                       const TenonPalette    *palette,
                       double                 pixels,
                       graphene_rect_t       *around)
{
  cairo_surface_t *surface;
  cairo_t         *cr;
  GdkTexture      *texture;
  g_autoptr (GBytes) bytes = NULL;

  surround (bounds, size, around);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)ceil (around->size.width * pixels), (int)ceil (around->size.height * pixels));
  cr = cairo_create (surface);
  cairo_scale (cr, pixels, pixels);
  cairo_translate (cr, -around->origin.x, -around->origin.y);
  paint (cr, landmark, bounds, size, typeface, palette);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize)cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface));
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface), GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
  around->size.width = (float)(cairo_image_surface_get_width (surface) / pixels);
  around->size.height = (float)(cairo_image_surface_get_height (surface) / pixels);
  cairo_surface_destroy (surface);
  return texture;
}

/* The same for paper and files, where it stays text. */
void
tenon_landmark_append (const TenonLandmark   *landmark,
                       GtkSnapshot           *snapshot,
                       const graphene_rect_t *bounds,
                       double                 size,
                       TenonTypeface         *typeface,
                       const TenonPalette    *palette)
{
  graphene_rect_t around;
  cairo_t        *cr;

  surround (bounds, size, &around);
  cr = gtk_snapshot_append_cairo (snapshot, &around);
  paint (cr, landmark, bounds, size, typeface, palette);
  cairo_destroy (cr);
}
