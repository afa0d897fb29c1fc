/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names over the canvas where cards are only blocks. */

#include <math.h>

#include "app/canvas/tenon-landmark-drawing.h"
#include "tenon-canvas-private.h"

/* A name as it was drawn last. */
typedef struct
{
  GdkTexture     *texture;
  graphene_rect_t around; /* screen pixels from the middle of what it names */
  double          size;
  double          pixels;
} Picture;

static void
picture_free (Picture *self)
{
  g_object_unref (self->texture);
  g_free (self);
}

/* Cards have come, gone or moved, or look otherwise. */
void
tenon_canvas_forget_landmarks (TenonCanvas *self)
{
  g_clear_pointer (&self->landmark_pictures, g_hash_table_unref);
  g_clear_pointer (&self->landmarks, tenon_landmarks_free);
}

gboolean
tenon_canvas_shows_landmarks (TenonCanvas *self)
{
  return tenon_level_of_scale (tenon_viewport_get_scale (self->viewport)) == TENON_LEVEL_BLOCK;
}

static TenonLandmarks *
ensure_landmarks (TenonCanvas *self)
{
  if (self->landmarks == NULL)
    self->landmarks = tenon_landmarks_new (self->scene, self->graph, self->index, self->typeface);
  if (self->landmark_pictures == NULL)
    self->landmark_pictures = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)picture_free);
  return self->landmarks;
}

/* In screen pixels, for what has its middle at 0,0. */
static void
get_bounds (TenonCanvas         *self,
            const TenonLandmark *landmark,
            graphene_rect_t     *bounds)
{
  double unit = tenon_viewport_get_unit (self->viewport);

  tenon_landmark_get_bounds (landmark, tenon_viewport_get_zoom (self->viewport), 0, 0, bounds);
  graphene_rect_init (bounds, floor (bounds->origin.x * unit), floor (bounds->origin.y * unit), ceil (bounds->size.width * unit), ceil (bounds->size.height * unit));
}

static Picture *
ensure_picture (TenonCanvas         *self,
                const TenonLandmark *landmark)
{
  double   size = tenon_landmark_get_size (landmark, tenon_viewport_get_zoom (self->viewport)) * tenon_viewport_get_unit (self->viewport);
  double   pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  Picture *picture = g_hash_table_lookup (self->landmark_pictures, landmark);

  if (picture == NULL || picture->size != size || picture->pixels != pixels)
    {
      graphene_rect_t bounds;

      picture = g_new0 (Picture, 1);
      picture->size = size;
      picture->pixels = pixels;
      get_bounds (self, landmark, &bounds);
      picture->texture = tenon_landmark_render (landmark, &bounds, size, self->typeface, &self->palette, pixels, &picture->around);
      g_hash_table_replace (self->landmark_pictures, (gpointer)landmark, picture);
    }
  return picture;
}

static gboolean
is_dimmed (TenonCanvas         *self,
           const TenonLandmark *landmark)
{
  TenonCard *card = landmark->node != TENON_LANDMARK_NO_NODE ? tenon_canvas_item (self, landmark->node)->card : NULL;

  return card != NULL && (tenon_card_get_dimmed (card) || tenon_card_get_data (card)->is_dimmed);
}

/* @bounds: (out): on the screen, on whole pixels: where it stands now, as a name goes with a card that is dragged. */
static gboolean
locate (TenonCanvas         *self,
        const TenonLandmark *landmark,
        graphene_point_t    *middle,
        graphene_rect_t     *bounds)
{
  double scale = tenon_viewport_get_scale (self->viewport), origin_x, origin_y, x, y;

  if (!tenon_landmark_get_place (landmark, self->graph, self->index, &x, &y))
    return FALSE;
  tenon_canvas_get_origin (self, &origin_x, &origin_y);
  graphene_point_init (middle, (float)(origin_x + round (x * scale)), (float)(origin_y + round (y * scale)));
  get_bounds (self, landmark, bounds);
  graphene_rect_offset (bounds, middle->x, middle->y);
  return TRUE;
}

static void
append (TenonCanvas            *self,
        GtkSnapshot            *snapshot,
        const TenonLandmark    *landmark,
        const graphene_point_t *middle)
{
  Picture        *picture = ensure_picture (self, landmark);
  graphene_rect_t around;

  graphene_rect_offset_r (&picture->around, middle->x, middle->y, &around);
  if (is_dimmed (self, landmark))
    gtk_snapshot_push_opacity (snapshot, TENON_CARD_DIMMED);
  gtk_snapshot_append_texture (snapshot, picture->texture, &around);
  if (is_dimmed (self, landmark))
    gtk_snapshot_pop (snapshot);
}

/* Those in view. The card that has the focus says its name whatever its rank, and those it would touch give way. */
void
tenon_canvas_snapshot_landmarks (TenonCanvas *self,
                                 GtkSnapshot *snapshot)
{
  graphene_rect_t      view = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  graphene_rect_t      bounds, own;
  graphene_point_t     middle;
  const TenonLandmark *focused;
  guint                n, focus;

  if (!tenon_canvas_shows_landmarks (self))
    return;

  focus = tenon_canvas_get_focused (self);
  n = tenon_landmarks_choose (ensure_landmarks (self), tenon_viewport_get_zoom (self->viewport));
  focused = focus != NO_ITEM ? tenon_landmarks_find (self->landmarks, focus) : NULL;
  if (focused != NULL && !locate (self, focused, &middle, &own))
    focused = NULL;
  if (focused != NULL)
    append (self, snapshot, focused, &middle);
  for (guint i = 0; i < n; i++)
    {
      const TenonLandmark *landmark = tenon_landmarks_get (self->landmarks, i);

      if (landmark != focused && locate (self, landmark, &middle, &bounds) && tenon_rects_meet (&bounds, &view) && (focused == NULL || !tenon_rects_meet (&bounds, &own)))
        append (self, snapshot, landmark, &middle);
    }
}

/* @world: (out): where the name of an area stands, while names do. FALSE where it is not shown. */
gboolean
tenon_canvas_get_area_name_bounds (TenonCanvas     *self,
                                   TenonSceneArea  *area,
                                   graphene_rect_t *world)
{
  double scale = tenon_viewport_get_scale (self->viewport), x, y;
  guint  n = tenon_landmarks_choose (ensure_landmarks (self), tenon_viewport_get_zoom (self->viewport));

  for (guint i = 0; i < n; i++)
    {
      const TenonLandmark *landmark = tenon_landmarks_get (self->landmarks, i);

      if (landmark->area != area || !tenon_landmark_get_place (landmark, self->graph, self->index, &x, &y))
        continue;
      get_bounds (self, landmark, world);
      graphene_rect_init (world, x + world->origin.x / scale, y + world->origin.y / scale, world->size.width / scale, world->size.height / scale);
      return TRUE;
    }
  return FALSE;
}
