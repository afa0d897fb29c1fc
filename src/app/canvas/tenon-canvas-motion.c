/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Smooth ways of the view from one place to another; at once where the desktop asks for reduced motion. */

#include <adwaita.h>
#include <math.h>

#include "tenon-canvas-private.h"

#define DURATION 220 /* ms */

static double
mix (double from,
     double to,
     double share)
{
  return from + (to - from) * share;
}

/* The zoom grows evenly to the eye; the middle moves so that the point zoomed at stays under the pointer. */
static void
show_way (double       share,
          TenonCanvas *self)
{
  double zoom = exp (mix (log (self->way.zoom), log (self->way.to_zoom), share)), along = share;

  if (self->way.zoom != self->way.to_zoom)
    along = (1 / self->way.zoom - 1 / zoom) / (1 / self->way.zoom - 1 / self->way.to_zoom);
  if (share >= 1)
    {
      zoom = self->way.to_zoom;
      along = 1;
    }
  tenon_viewport_set_view (self->viewport, mix (self->way.x, self->way.to_x, along), mix (self->way.y, self->way.to_y, along), zoom);
}

static gboolean
moves (TenonCanvas *self)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  return animations && gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* Stops where it is. */
void
tenon_canvas_stop_motion (TenonCanvas *self)
{
  if (self->motion != NULL)
    adw_animation_pause (self->motion);
  self->way.is_under = FALSE;
}

static void
done_cb (TenonCanvas *self)
{
  self->way.is_under = FALSE;
}

/* @x, @y: the world point to be in the middle. */
void
tenon_canvas_move_to (TenonCanvas *self,
                      double       x,
                      double       y,
                      double       zoom)
{
  tenon_canvas_stop_motion (self);
  tenon_viewport_get_centre (self->viewport, &self->way.x, &self->way.y);
  self->way.zoom = tenon_viewport_get_zoom (self->viewport);
  self->way.to_x = x;
  self->way.to_y = y;
  self->way.to_zoom = CLAMP (zoom, TENON_ZOOM_MIN, TENON_ZOOM_MAX);
  if (!moves (self))
    {
      show_way (1, self);
      return;
    }
  if (self->motion == NULL)
    {
      self->motion = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, DURATION, adw_callback_animation_target_new ((AdwAnimationTargetFunc)show_way, self, NULL));
      adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->motion), ADW_EASE_OUT_CUBIC);
      g_signal_connect_object (self->motion, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
    }
  self->way.is_under = TRUE;
  adw_animation_reset (self->motion);
  adw_animation_play (self->motion);
}

/* The zoom there is, or is on the way to. */
double
tenon_canvas_get_aimed_zoom (TenonCanvas *self)
{
  return self->way.is_under ? self->way.to_zoom : tenon_viewport_get_zoom (self->viewport);
}

/* @screen_x, @screen_y: what is there stays there. */
void
tenon_canvas_zoom_to (TenonCanvas *self,
                      double       zoom,
                      double       screen_x,
                      double       screen_y)
{
  double x, y, scale;
  int    width, height;

  zoom = CLAMP (zoom, TENON_ZOOM_MIN, TENON_ZOOM_MAX);
  tenon_viewport_to_world (self->viewport, screen_x, screen_y, &x, &y);
  tenon_viewport_get_size (self->viewport, &width, &height);
  scale = zoom * tenon_viewport_get_unit (self->viewport);
  tenon_canvas_move_to (self, x - (screen_x - width / 2.0) / scale, y - (screen_y - height / 2.0) / scale, zoom);
}

void
tenon_canvas_dispose_motion (TenonCanvas *self)
{
  if (self->motion != NULL)
    adw_animation_pause (self->motion);
  g_clear_object (&self->motion);
}
