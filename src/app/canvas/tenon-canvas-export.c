/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas shows as one picture. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-picture.h"
#include "tenon-canvas-private.h"

/**
 * tenon_canvas_export:
 * @selected_only: only the selected cards, with the lines between them
 * @palette: the colours to use: paper is light, whatever the desktop is
 * @bounds: (out): what to render, in world pixels
 *
 * Returns: (transfer full) (nullable): the picture at 100 %; NULL where no card has a place
 */
GskRenderNode *
tenon_canvas_export (TenonCanvas        *self,
                     gboolean            selected_only,
                     const TenonPalette *palette,
                     graphene_rect_t    *bounds)
{
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  g_autoptr (GHashTable) only = NULL;
  TenonPicture picture = { self->scene, self->graph, shapes, self->typeface };

  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  if (selected_only)
    only = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->items->len; i++)
    {
      TenonCard *card = tenon_canvas_item (self, i)->card;

      g_ptr_array_add (shapes, tenon_card_get_shape (card));
      if (selected_only && tenon_card_get_selected (card))
        g_hash_table_add (only, tenon_canvas_node (self, i)->id);
    }
  return tenon_picture_draw (&picture, only, palette, bounds);
}

/**
 * tenon_canvas_save:
 * @file: its suffix decides: see tenon_picture_save()
 * @selected_only: only the selected cards, with the lines between them
 * @scale: pixels a world pixel, of a .png
 *
 * Writes the map in light colours. An existing file is replaced.
 *
 * Returns: FALSE with G_IO_ERROR set for a suffix it does not know, an empty map, or a file that cannot be written
 */
gboolean
tenon_canvas_save (TenonCanvas *self,
                   const char  *file,
                   gboolean     selected_only,
                   double       scale,
                   GError     **error)
{
  g_autoptr (GskRenderNode) node = NULL;
  TenonPalette    palette;
  graphene_rect_t bounds;

  g_return_val_if_fail (TENON_IS_CANVAS (self), FALSE);

  if (!tenon_picture_check_name (file, error))
    return FALSE;
  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  node = tenon_canvas_export (self, selected_only, &palette, &bounds);
  if (node != NULL)
    return tenon_picture_save (node, &bounds, file, scale, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", _ ("The map is empty."));
  return FALSE;
}
