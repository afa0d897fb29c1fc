/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which part of the plane is seen, and how large: the pure state behind panning and zooming. */

#include "tenon-viewport.h"

#include <math.h>

/**
 * TenonViewport:
 *
 * The world is the plane the cards stand on, in pixels at 100 %. The screen is the canvas widget, in its own
 * pixels. A world length times the scale is a screen length; the scale is the zoom people read in percent
 * times the unit, which is the desktop's text size against the size cards are designed for. So positions in a
 * project mean the same at every text scale.
 *
 * Emits "changed" after any change of what is seen.
 */
struct _TenonViewport
{
  GObject parent_instance;

  double centre_x; /* world */
  double centre_y;
  double zoom;
  double unit;
  int    width; /* screen */
  int    height;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonViewport, tenon_viewport, G_TYPE_OBJECT)

static void
tenon_viewport_class_init (TenonViewportClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tenon_viewport_init (TenonViewport *self)
{
  self->zoom = 1.0;
  self->unit = 1.0;
}

TenonViewport *
tenon_viewport_new (void)
{
  return g_object_new (TENON_TYPE_VIEWPORT, NULL);
}

static void
set_view (TenonViewport *self,
          double         centre_x,
          double         centre_y,
          double         zoom)
{
  if (self->centre_x == centre_x && self->centre_y == centre_y && self->zoom == zoom)
    return;

  self->centre_x = centre_x;
  self->centre_y = centre_y;
  self->zoom = zoom;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The zoom as people read it: 1.0 is 100 %. */
double
tenon_viewport_get_zoom (TenonViewport *self)
{
  g_return_val_if_fail (TENON_IS_VIEWPORT (self), 1.0);

  return self->zoom;
}

/* Screen pixels a world pixel. */
double
tenon_viewport_get_scale (TenonViewport *self)
{
  g_return_val_if_fail (TENON_IS_VIEWPORT (self), 1.0);

  return self->zoom * self->unit;
}

double
tenon_viewport_get_unit (TenonViewport *self)
{
  g_return_val_if_fail (TENON_IS_VIEWPORT (self), 1.0);

  return self->unit;
}

/* The world point in the middle of the screen. */
void
tenon_viewport_get_centre (TenonViewport *self,
                           double        *x,
                           double        *y)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  *x = self->centre_x;
  *y = self->centre_y;
}

void
tenon_viewport_get_size (TenonViewport *self,
                         int           *width,
                         int           *height)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  *width = self->width;
  *height = self->height;
}

/* The part of the world that is on the screen. */
void
tenon_viewport_get_visible (TenonViewport   *self,
                            graphene_rect_t *world)
{
  double scale = tenon_viewport_get_scale (self);

  graphene_rect_init (world,
                      self->centre_x - self->width / 2.0 / scale,
                      self->centre_y - self->height / 2.0 / scale,
                      self->width / scale,
                      self->height / scale);
}

void
tenon_viewport_to_world (TenonViewport *self,
                         double         screen_x,
                         double         screen_y,
                         double        *world_x,
                         double        *world_y)
{
  double scale = tenon_viewport_get_scale (self);

  *world_x = self->centre_x + (screen_x - self->width / 2.0) / scale;
  *world_y = self->centre_y + (screen_y - self->height / 2.0) / scale;
}

void
tenon_viewport_to_screen (TenonViewport *self,
                          double         world_x,
                          double         world_y,
                          double        *screen_x,
                          double        *screen_y)
{
  double scale = tenon_viewport_get_scale (self);

  *screen_x = (world_x - self->centre_x) * scale + self->width / 2.0;
  *screen_y = (world_y - self->centre_y) * scale + self->height / 2.0;
}

/* The middle stays where it is, so that a resized window shows the same thing. */
void
tenon_viewport_set_size (TenonViewport *self,
                         int            width,
                         int            height)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The size of text on this desktop against the size cards are designed for. */
void
tenon_viewport_set_unit (TenonViewport *self,
                         double         unit)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));
  g_return_if_fail (unit > 0);

  if (self->unit == unit)
    return;

  self->unit = unit;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tenon_viewport_set_centre (TenonViewport *self,
                           double         x,
                           double         y)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  set_view (self, x, y, self->zoom);
}

/* Middle and zoom at once, with one notice. */
void
tenon_viewport_set_view (TenonViewport *self,
                         double         x,
                         double         y,
                         double         zoom)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  set_view (self, x, y, CLAMP (zoom, TENON_ZOOM_MIN, TENON_ZOOM_MAX));
}

/* What tenon_viewport_fit() would show. */
void
tenon_viewport_aim (TenonViewport         *self,
                    const graphene_rect_t *world,
                    double                 margin_x,
                    double                 margin_y,
                    double                 max_zoom,
                    double                *x,
                    double                *y,
                    double                *zoom)
{
  double width = MAX (self->width - 2 * margin_x, 1.0), height = MAX (self->height - 2 * margin_y, 1.0);

  *zoom = MIN (width / MAX (world->size.width, 1.0), height / MAX (world->size.height, 1.0)) / self->unit;
  *zoom = CLAMP (MIN (*zoom, max_zoom), TENON_ZOOM_MIN, TENON_ZOOM_MAX);
  *x = world->origin.x + world->size.width / 2.0;
  *y = world->origin.y + world->size.height / 2.0;
}

/* Zooms about the middle of the screen. */
void
tenon_viewport_set_zoom (TenonViewport *self,
                         double         zoom)
{
  g_return_if_fail (TENON_IS_VIEWPORT (self));

  set_view (self, self->centre_x, self->centre_y, CLAMP (zoom, TENON_ZOOM_MIN, TENON_ZOOM_MAX));
}

/* Zooms so that what is under the screen point stays under it. */
void
tenon_viewport_zoom_at (TenonViewport *self,
                        double         zoom,
                        double         screen_x,
                        double         screen_y)
{
  double world_x, world_y, scale;

  g_return_if_fail (TENON_IS_VIEWPORT (self));

  zoom = CLAMP (zoom, TENON_ZOOM_MIN, TENON_ZOOM_MAX);
  tenon_viewport_to_world (self, screen_x, screen_y, &world_x, &world_y);
  scale = zoom * self->unit;
  set_view (self,
            world_x - (screen_x - self->width / 2.0) / scale,
            world_y - (screen_y - self->height / 2.0) / scale,
            zoom);
}

/* Moves the view: what is seen wanders the other way. */
void
tenon_viewport_pan (TenonViewport *self,
                    double         screen_dx,
                    double         screen_dy)
{
  double scale = tenon_viewport_get_scale (self);

  set_view (self, self->centre_x + screen_dx / scale, self->centre_y + screen_dy / scale, self->zoom);
}

/* Shows the whole of @world with margins in screen pixels around it, but never larger than @max_zoom. */
void
tenon_viewport_fit (TenonViewport         *self,
                    const graphene_rect_t *world,
                    double                 margin_x,
                    double                 margin_y,
                    double                 max_zoom)
{
  double x, y, zoom;

  g_return_if_fail (TENON_IS_VIEWPORT (self));

  tenon_viewport_aim (self, world, margin_x, margin_y, max_zoom, &x, &y, &zoom);
  set_view (self, x, y, zoom);
}

/* How far a span must move to lie inside; its start wins where it does not fit. */
static double
pull_inside (double start,
             double length,
             double from,
             double space)
{
  if (start < from || length > space)
    return start - from;
  if (start + length > from + space)
    return start + length - from - space;
  return 0;
}

/**
 * tenon_viewport_reveal:
 * @world: what is to be seen
 * @margin_x: screen pixels to keep at the left and the right
 * @margin_y: at the top and the bottom
 *
 * Pans by the least that brings @world wholly inside; does not zoom.
 *
 * Returns: whether the view moved
 */
gboolean
tenon_viewport_reveal (TenonViewport         *self,
                       const graphene_rect_t *world,
                       double                 margin_x,
                       double                 margin_y)
{
  double scale, x, y, dx, dy;

  g_return_val_if_fail (TENON_IS_VIEWPORT (self), FALSE);

  scale = tenon_viewport_get_scale (self);
  tenon_viewport_to_screen (self, world->origin.x, world->origin.y, &x, &y);
  dx = pull_inside (x, world->size.width * scale, margin_x, self->width - 2 * margin_x);
  dy = pull_inside (y, world->size.height * scale, margin_y, self->height - 2 * margin_y);
  if (dx == 0 && dy == 0)
    return FALSE;

  tenon_viewport_pan (self, dx, dy);
  return TRUE;
}

/* The next zoom up (+1) or down (-1) for buttons and keys: steps people can name. */
double
tenon_zoom_step (double zoom,
                 int    direction)
{
  static const double steps[] = { 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0 };

  if (direction > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        if (steps[i] > zoom * 1.005)
          return steps[i];
      return TENON_ZOOM_MAX;
    }

  for (guint i = G_N_ELEMENTS (steps); i > 0; i--)
    if (steps[i - 1] < zoom * 0.995)
      return steps[i - 1];
  return TENON_ZOOM_MIN;
}
