/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas shows as one picture. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-picture.h"
#include "tenon-canvas-private.h"

/* What the canvas shows, for the drawing functions. @only: (out): the selected cards, NULL where all are wanted */
static TenonPicture
get_picture (TenonCanvas *self,
             gboolean     selected_only,
             GPtrArray   *shapes,
             GHashTable **only)
{
  *only = selected_only ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonCard *card = tenon_canvas_item (self, i)->card;

      g_ptr_array_add (shapes, tenon_card_get_shape (card));
      if (selected_only && tenon_card_get_selected (card))
        g_hash_table_add (*only, tenon_canvas_node (self, i)->id);
    }
  return (TenonPicture){ self->scene, self->graph, shapes, self->typeface };
}

/**
 * tenon_canvas_export:
 * @selected_only: only the selected cards, with the lines between them
 * @palette: the colours to use: paper is light, whatever the desktop is
 * @scale: at which it will be looked at, see tenon_picture_draw(); 0 for one at which the whole is as large as a screen
 * @bounds: (out): what to render, in world pixels
 *
 * Returns: (transfer full) (nullable): the picture, in world pixels; NULL where no card has a place
 */
GskRenderNode *
tenon_canvas_export (TenonCanvas        *self,
                     gboolean            selected_only,
                     const TenonPalette *palette,
                     double              scale,
                     graphene_rect_t    *bounds)
{
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  g_autoptr (GHashTable) only = NULL;
  TenonPicture picture;

  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  picture = get_picture (self, selected_only, shapes, &only);
  return tenon_picture_draw (&picture, only, palette, scale > 0 ? scale : tenon_picture_get_overview_scale (&picture, only), bounds);
}

/* Returns: pixels a world pixel at which the whole is as large as a screen, never more than 1 */
double
tenon_canvas_get_overview_scale (TenonCanvas *self,
                                 gboolean     selected_only)
{
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  g_autoptr (GHashTable) only = NULL;
  TenonPicture picture;

  g_return_val_if_fail (TENON_IS_CANVAS (self), 1.0);

  picture = get_picture (self, selected_only, shapes, &only);
  return tenon_picture_get_overview_scale (&picture, only);
}

/**
 * tenon_canvas_save:
 * @file: its suffix decides: see tenon_picture_save()
 * @selected_only: only the selected cards, with the lines between them
 * @overview: as the whole is seen from afar, as large as a screen, instead of at 100 %
 * @scale: pixels a world pixel, of a .png; with @overview pixels a screen pixel
 *
 * Writes the map in light colours. An existing file is replaced.
 *
 * Returns: FALSE with G_IO_ERROR set for a suffix it does not know, an empty map, or a file that cannot be written
 */
gboolean
tenon_canvas_save (TenonCanvas *self,
                   const char  *file,
                   gboolean     selected_only,
                   gboolean     overview,
                   double       scale,
                   GError     **error)
{
  g_autoptr (GskRenderNode) node = NULL;
  TenonPalette    palette;
  graphene_rect_t bounds;
  double          looked_at = overview ? tenon_canvas_get_overview_scale (self, selected_only) : 1.0;

  g_return_val_if_fail (TENON_IS_CANVAS (self), FALSE);

  if (!tenon_picture_check_name (file, error))
    return FALSE;
  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  node = tenon_canvas_export (self, selected_only, &palette, looked_at, &bounds);
  if (node != NULL)
    return tenon_picture_save (node, &bounds, file, looked_at * (tenon_picture_is_image (file) ? scale : 1), error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", _ ("The map is empty."));
  return FALSE;
}
