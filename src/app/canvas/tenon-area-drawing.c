/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the ground behind cards that belong together, with its title above them. */

#include "tenon-area-drawing.h"

#include <math.h>

#define PADDING 24
#define TITLE_SPACE 34
#define TITLE_SIZE 18.0
#define SMALLEST_TITLE 11.0 /* screen pixels: an area is a landmark from afar */
#define RADIUS 12

/**
 * tenon_area_get_bounds:
 * @index: id -> index of the node + 1
 * @bounds: (out): around all cards of the area that have a place, in world pixels
 *
 * Returns: FALSE where there is no such card
 */
gboolean
tenon_area_get_bounds (TenonSceneArea  *area,
                       TenonGraph      *graph,
                       GHashTable      *index,
                       graphene_rect_t *bounds)
{
  gboolean any = FALSE;

  for (guint i = 0; area->cards[i] != NULL; i++)
    {
      guint           at = GPOINTER_TO_UINT (g_hash_table_lookup (index, area->cards[i]));
      TenonGraphNode *node = at > 0 ? g_ptr_array_index (graph->nodes, at - 1) : NULL;
      graphene_rect_t own;

      if (node == NULL || !node->is_placed)
        continue;
      graphene_rect_init (&own, node->x - PADDING, node->y - PADDING - TITLE_SPACE, node->width + 2 * PADDING, node->height + 2 * PADDING + TITLE_SPACE);
      if (any)
        graphene_rect_union (bounds, &own, bounds);
      else
        *bounds = own;
      any = TRUE;
    }
  return any;
}

/* World pixels. */
static double
get_title_size (double scale)
{
  return MAX (TITLE_SIZE, SMALLEST_TITLE / MAX (scale, 0.001));
}

static PangoLayout *
create_title (TenonSceneArea        *area,
              const graphene_rect_t *bounds,
              TenonTypeface         *typeface,
              double                 scale)
{
  PangoLayout *layout = tenon_typeface_create_layout (typeface, TENON_FONT_TITLE, get_title_size (scale), area->title);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int)(MAX (bounds->size.width - PADDING, 20) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* Where the area can be taken hold of. */
void
tenon_area_get_title_bounds (TenonSceneArea        *area,
                             const graphene_rect_t *bounds,
                             TenonTypeface         *typeface,
                             double                 scale,
                             graphene_rect_t       *title)
{
  g_autoptr (PangoLayout) layout = create_title (area, bounds, typeface, scale);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  graphene_rect_init (title, bounds->origin.x, bounds->origin.y, (double)logical.width / PANGO_SCALE + PADDING, MAX ((double)logical.height / PANGO_SCALE + 8, TITLE_SPACE));
}

/* @bounds: from tenon_area_get_bounds(). @with_title: FALSE where names stand on the map otherwise. In screen pixels, for
 * a world whose origin is at 0,0. */
void
tenon_area_append (TenonSceneArea        *area,
                   GtkSnapshot           *snapshot,
                   const graphene_rect_t *bounds,
                   const TenonPalette    *palette,
                   TenonTypeface         *typeface,
                   double                 scale,
                   gboolean               with_title)
{
  const GdkRGBA *color = &palette->areas[area->color];
  GdkRGBA        fill = tenon_rgba_fade (color, palette->is_high_contrast ? 0.10 : 0.13), edge = tenon_rgba_fade (color, palette->is_high_contrast ? 1.0 : 0.5);
  GskRoundedRect outline;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, scale, scale);
  gsk_rounded_rect_init_from_rect (&outline, bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[4]){ edge, edge, edge, edge });
  if (with_title)
    {
      g_autoptr (PangoLayout) layout = create_title (area, bounds, typeface, scale);

      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (bounds->origin.x + PADDING / 2.0, bounds->origin.y + 6));
      gtk_snapshot_append_layout (snapshot, layout, &palette->text);
    }
  gtk_snapshot_restore (snapshot);
}
