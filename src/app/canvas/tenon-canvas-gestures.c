/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hand on the canvas: pressing, dragging, panning, zooming, hovering. */

#include <math.h>

#include "tenon-canvas-private.h"

/**
 * The drag with the first button, from press to release:
 *
 *   NONE --press with Space held--> PAN
 *   NONE --press on a card--> PENDING --moved beyond the threshold--> MOVE --release--> "moved"
 *                                     --release--> a click: selects or toggles
 *   NONE --press elsewhere--> MARQUEE --release--> what it touched is selected; a click: nothing is
 *
 * The middle button goes NONE -> PAN. Escape, or a new scene, takes every mode back to NONE and undoes its preview.
 */

#define WHEEL_STEP 64.0
#define ZOOM_BASE 1.18
#define EDGE 28.0
#define EDGE_SPEED 0.35      /* share of the distance beyond the edge, a frame */
#define KINETIC_FRICTION 4.0 /* a second */
#define KINETIC_STOP 12.0    /* screen pixels a second */

/* --- Panning and zooming ----------------------------------------------- */

void
tenon_canvas_stop_kinetics (TenonCanvas *self)
{
  tenon_canvas_stop_motion (self);
  if (self->kinetic_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->kinetic_tick);
  self->kinetic_tick = 0;
}

static gboolean
kinetic_tick_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  TenonCanvas *self = TENON_CANVAS (widget);
  gint64       now = gdk_frame_clock_get_frame_time (clock);
  double       seconds = MIN ((now - self->kinetic_time) / (double)G_USEC_PER_SEC, 0.1), decay = exp (-KINETIC_FRICTION * seconds);

  self->kinetic_time = now;
  tenon_viewport_pan (self->viewport, self->velocity_x * seconds, self->velocity_y * seconds);
  self->velocity_x *= decay;
  self->velocity_y *= decay;
  if (hypot (self->velocity_x, self->velocity_y) >= KINETIC_STOP)
    return G_SOURCE_CONTINUE;

  self->kinetic_tick = 0;
  return G_SOURCE_REMOVE;
}

/* The fingers left the touchpad while moving. Not where the desktop asks for reduced motion. */
static void
decelerate_cb (TenonCanvas *self,
               double       velocity_x,
               double       velocity_y)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gboolean       animations = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  tenon_canvas_stop_kinetics (self);
  if (!animations || clock == NULL || hypot (velocity_x, velocity_y) < KINETIC_STOP)
    return;

  self->velocity_x = velocity_x;
  self->velocity_y = velocity_y;
  self->kinetic_time = gdk_frame_clock_get_frame_time (clock);
  self->kinetic_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), kinetic_tick_cb, NULL, NULL);
}

/* Where a zoom without a place of its own happens. */
static void
get_zoom_point (TenonCanvas *self,
                double      *x,
                double      *y)
{
  *x = self->pointer_inside ? self->pointer_x : gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  *y = self->pointer_inside ? self->pointer_y : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

static gboolean
scroll_cb (TenonCanvas              *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  gboolean        wheel = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  double          x, y;

  /* steps of a wheel go on from where the last one leads, fingers from where the view is */
  if ((state & GDK_CONTROL_MASK) && wheel)
    {
      get_zoom_point (self, &x, &y);
      tenon_canvas_zoom_to (self, tenon_canvas_get_aimed_zoom (self) * pow (ZOOM_BASE, -dy), x, y);
      return GDK_EVENT_STOP;
    }
  tenon_canvas_stop_kinetics (self);
  if (state & GDK_CONTROL_MASK)
    {
      get_zoom_point (self, &x, &y);
      tenon_viewport_zoom_at (self->viewport, tenon_viewport_get_zoom (self->viewport) * pow (ZOOM_BASE, -dy / 20.0), x, y);
      return GDK_EVENT_STOP;
    }

  if ((state & GDK_SHIFT_MASK) && dx == 0)
    {
      dx = dy;
      dy = 0;
    }
  tenon_viewport_pan (self->viewport, wheel ? dx * WHEEL_STEP : dx, wheel ? dy * WHEEL_STEP : dy);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (TenonCanvas *self)
{
  tenon_canvas_stop_kinetics (self);
  self->pinch_zoom = tenon_viewport_get_zoom (self->viewport);
}

static void
pinch_changed_cb (TenonCanvas *self,
                  double       scale,
                  GtkGesture  *gesture)
{
  double x, y;

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    get_zoom_point (self, &x, &y);
  tenon_viewport_zoom_at (self->viewport, self->pinch_zoom * scale, x, y);
}

/* --- Hovering ---------------------------------------------------------- */

static void
show_cursor (TenonCanvas *self)
{
  const char *name = NULL;

  if (self->drag.mode == TENON_DRAG_PAN)
    name = "grabbing";
  else if (self->space_pressed)
    name = "grab";
  else if (self->drag.mode == TENON_DRAG_MOVE)
    name = "move";
  else if (self->drag.mode == TENON_DRAG_JOIN || (self->pointer_inside && tenon_canvas_is_handle (self, self->pointer_x, self->pointer_y)))
    name = "crosshair";
  else if (self->hovered_line != NO_ITEM)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

/* What is under the pointer now; nothing while something is dragged. */
void
tenon_canvas_update_hover (TenonCanvas *self)
{
  guint               item = NO_ITEM, line = NO_ITEM;
  const TenonCardRow *row = NULL;

  if (self->pointer_inside && self->drag.mode == TENON_DRAG_NONE)
    {
      TenonCanvasHit hit;

      item = tenon_canvas_item_at (self, self->pointer_x, self->pointer_y);
      if (item == NO_ITEM)
        line = tenon_canvas_line_at (self, self->pointer_x, self->pointer_y);
      else if (tenon_canvas_lookup_item (self, self->pointer_x, self->pointer_y, &hit) && hit.line != NULL)
        row = hit.line->row;
    }
  if (item != self->hovered_item || line != self->hovered_line || row != self->hovered_row)
    {
      self->hovered_item = item;
      self->hovered_line = line;
      self->hovered_row = row;
      tenon_canvas_update_highlights (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  show_cursor (self);
}

static void
motion_cb (TenonCanvas *self,
           double       x,
           double       y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointer_inside = TRUE;
  tenon_canvas_update_hover (self);
}

static void
leave_cb (TenonCanvas *self)
{
  self->pointer_inside = FALSE;
  tenon_canvas_update_hover (self);
}

/* --- Dragging ---------------------------------------------------------- */

static void
stop_drag_tick (TenonCanvas *self)
{
  if (self->drag.tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag.tick);
  self->drag.tick = 0;
}

static void
end_drag (TenonCanvas *self)
{
  stop_drag_tick (self);
  g_clear_pointer (&self->drag.before, g_hash_table_unref);
  self->drag.mode = TENON_DRAG_NONE;
  self->drag.pressed = NO_ITEM;
  self->n_guides = 0;
  g_clear_pointer (&self->join_card, g_free);
  g_clear_pointer (&self->join_row, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tenon_canvas_update_hover (self);
}

/* Takes the preview back. */
void
tenon_canvas_cancel_drag (TenonCanvas *self)
{
  if (self->drag.mode == TENON_DRAG_NONE)
    return;

  if (self->drag.mode == TENON_DRAG_MOVE)
    {
      tenon_canvas_move_selection (self, -self->drag.moved_x, -self->drag.moved_y);
      tenon_canvas_route_selected (self);
    }
  if (self->drag.mode == TENON_DRAG_MARQUEE && self->drag.before != NULL)
    {
      for (guint i = 0; i < self->items->len; i++)
        tenon_canvas_set_selected (self, i, g_hash_table_contains (self->drag.before, GUINT_TO_POINTER (i)));
      tenon_canvas_selection_changed (self);
    }
  end_drag (self);
}

/* The selection follows the pointer in whole world pixels. */
static void
drag_move (TenonCanvas *self)
{
  double world_x, world_y;
  int    dx, dy;

  tenon_viewport_to_world (self->viewport, self->drag.x, self->drag.y, &world_x, &world_y);
  dx = (int)round (world_x - self->drag.world_x);
  dy = (int)round (world_y - self->drag.world_y);
  if (!self->drag.is_free)
    tenon_canvas_snap (self, &dx, &dy);
  tenon_canvas_move_selection (self, dx - self->drag.moved_x, dy - self->drag.moved_y);
  self->drag.moved_x = dx;
  self->drag.moved_y = dy;
}

/* What the rectangle touches is selected; with Ctrl what was selected before as well. */
static void
drag_marquee (TenonCanvas *self)
{
  gboolean changed = FALSE;
  double   world_x, world_y;

  tenon_viewport_to_world (self->viewport, self->drag.x, self->drag.y, &world_x, &world_y);
  graphene_rect_init (&self->drag.marquee, MIN (world_x, self->drag.world_x), MIN (world_y, self->drag.world_y), fabs (world_x - self->drag.world_x), fabs (world_y - self->drag.world_y));
  for (guint i = 0; i < self->items->len; i++)
    {
      graphene_rect_t bounds;
      gboolean        inside;

      tenon_canvas_get_item_bounds (self, i, &bounds);
      inside = tenon_canvas_node (self, i)->is_placed && graphene_rect_intersection (&bounds, &self->drag.marquee, NULL);
      if (self->drag.toggles && g_hash_table_contains (self->drag.before, GUINT_TO_POINTER (i)))
        inside = TRUE;
      changed = tenon_canvas_set_selected (self, i, inside) || changed;
    }
  if (changed)
    tenon_canvas_selection_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_pan (TenonCanvas *self)
{
  tenon_viewport_pan (self->viewport, self->drag.last_x - self->drag.x, self->drag.last_y - self->drag.y);
  self->drag.last_x = self->drag.x;
  self->drag.last_y = self->drag.y;
}

static void
apply_drag (TenonCanvas *self)
{
  if (self->drag.mode == TENON_DRAG_MOVE)
    drag_move (self);
  else if (self->drag.mode == TENON_DRAG_MARQUEE)
    drag_marquee (self);
  else if (self->drag.mode == TENON_DRAG_PAN)
    drag_pan (self);
  else if (self->drag.mode == TENON_DRAG_JOIN)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far into the margin, or beyond it, the pointer is. */
static double
get_push (double at,
          double size)
{
  if (at < EDGE)
    return at - EDGE;
  return at > size - EDGE ? at - (size - EDGE) : 0;
}

/* At the edge of the view the world comes to meet what is dragged. */
static gboolean
edge_pan_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  TenonCanvas *self = TENON_CANVAS (widget);
  double       push_x = get_push (self->drag.x, gtk_widget_get_width (widget)), push_y = get_push (self->drag.y, gtk_widget_get_height (widget));

  if (push_x == 0 && push_y == 0)
    return G_SOURCE_CONTINUE;
  tenon_viewport_pan (self->viewport, push_x * EDGE_SPEED, push_y * EDGE_SPEED);
  apply_drag (self);
  return G_SOURCE_CONTINUE;
}

static void
start_edge_pan (TenonCanvas *self)
{
  if (self->drag.tick == 0)
    self->drag.tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), edge_pan_cb, NULL, NULL);
}

static void
begin_drag (TenonCanvas  *self,
            TenonDragMode mode,
            double        x,
            double        y)
{
  tenon_canvas_cancel_drag (self);
  tenon_canvas_leave_line (self);
  tenon_canvas_stop_kinetics (self);
  self->drag.mode = mode;
  self->drag.start_x = self->drag.x = self->drag.last_x = x;
  self->drag.start_y = self->drag.y = self->drag.last_y = y;
  self->drag.moved_x = self->drag.moved_y = 0;
  tenon_viewport_to_world (self->viewport, x, y, &self->drag.world_x, &self->drag.world_y);
  graphene_rect_init (&self->drag.marquee, self->drag.world_x, self->drag.world_y, 0, 0);
  show_cursor (self);
}

static void
press_card (TenonCanvas *self,
            guint        item,
            gboolean     toggles)
{
  self->drag.pressed = item;
  self->drag.toggles = toggles;
  self->drag.was_selected = tenon_card_get_selected (tenon_canvas_item (self, item)->card);
  if (!self->drag.was_selected && !toggles)
    tenon_canvas_select_only (self, item);
  else if (!self->drag.was_selected)
    {
      tenon_canvas_set_selected (self, item, TRUE);
      tenon_canvas_selection_changed (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (tenon_canvas_item (self, item)->card));
}

/* An area is taken hold of by its title: all its cards move. */
static void
press_area (TenonCanvas    *self,
            TenonSceneArea *area,
            gboolean        toggles)
{
  self->drag.toggles = toggles;
  self->drag.was_selected = FALSE;
  self->drag.pressed = NO_ITEM;
  tenon_canvas_select_area (self, area, toggles);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
press_ground (TenonCanvas *self,
              gboolean     toggles)
{
  self->drag.toggles = toggles;
  self->drag.before = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->items->len; i++)
    if (tenon_card_get_selected (tenon_canvas_item (self, i)->card))
      g_hash_table_add (self->drag.before, GUINT_TO_POINTER (i));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_begin_cb (TenonCanvas    *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean        toggles = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0;
  guint           item = tenon_canvas_item_at (self, x, y);
  TenonSceneArea *area = item == NO_ITEM ? tenon_canvas_area_at (self, x, y, TRUE) : NULL;

  if (self->space_pressed)
    {
      self->space_used = TRUE;
      begin_drag (self, TENON_DRAG_PAN, x, y);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else if (item != NO_ITEM && !toggles && tenon_canvas_is_handle (self, x, y))
    {
      begin_drag (self, TENON_DRAG_PENDING, x, y);
      press_card (self, item, FALSE);
      tenon_canvas_begin_joining (self, x, y);
    }
  else if (item != NO_ITEM)
    {
      begin_drag (self, TENON_DRAG_PENDING, x, y);
      press_card (self, item, toggles);
    }
  else if (area != NULL)
    {
      begin_drag (self, TENON_DRAG_PENDING, x, y);
      press_area (self, area, toggles);
    }
  else
    {
      begin_drag (self, TENON_DRAG_MARQUEE, x, y);
      press_ground (self, toggles);
    }
}

static void
drag_update_cb (TenonCanvas    *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  if (self->drag.mode == TENON_DRAG_NONE)
    return;

  self->drag.x = self->drag.start_x + offset_x;
  self->drag.y = self->drag.start_y + offset_y;
  /* Shift lets go of guides and grid */
  self->drag.is_free = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK) != 0;
  if (self->drag.mode == TENON_DRAG_PENDING && self->join_card != NULL && gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)offset_x, (int)offset_y))
    {
      self->drag.mode = TENON_DRAG_JOIN;
      show_cursor (self);
    }
  if (self->drag.mode == TENON_DRAG_PENDING && self->movable && gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)offset_x, (int)offset_y))
    {
      self->drag.mode = TENON_DRAG_MOVE;
      self->hovered_item = self->hovered_line = NO_ITEM;
      self->hovered_row = NULL;
      tenon_canvas_update_highlights (self);
      show_cursor (self);
    }
  if (self->drag.mode == TENON_DRAG_PENDING)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->drag.mode != TENON_DRAG_PAN)
    start_edge_pan (self);
  apply_drag (self);
}

/* A press and a release in the same place, on a card. */
static void
click_card (TenonCanvas *self)
{
  guint item = self->drag.pressed;

  if (item == NO_ITEM)
    return;
  if (self->drag.toggles && self->drag.was_selected)
    {
      tenon_canvas_set_selected (self, item, FALSE);
      tenon_canvas_selection_changed (self);
    }
  else if (!self->drag.toggles)
    tenon_canvas_select_only (self, item);
}

/* A click on a line selects the cards it joins; on empty ground, nothing. */
static void
click_ground (TenonCanvas *self)
{
  guint line = tenon_canvas_line_at (self, self->drag.start_x, self->drag.start_y);

  if (line == NO_ITEM)
    {
      if (!self->drag.toggles)
        tenon_canvas_select_only (self, NO_ITEM);
      return;
    }

  TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, line);

  tenon_canvas_select_only (self, edge->from);
  if (tenon_canvas_set_selected (self, edge->to, TRUE))
    tenon_canvas_selection_changed (self);
}

static void
finish_move (TenonCanvas *self)
{
  /* no preview any longer: it cannot be taken back but by undo */
  self->drag.mode = TENON_DRAG_PENDING;
  if (self->drag.moved_x == 0 && self->drag.moved_y == 0)
    return;

  tenon_canvas_route_selected (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tenon_canvas_emit_moved (self, FALSE);
}

static void
drag_end_cb (TenonCanvas *self,
             double       offset_x,
             double       offset_y)
{
  TenonDragMode mode = self->drag.mode;

  stop_drag_tick (self);
  if (mode == TENON_DRAG_PENDING)
    click_card (self);
  else if (mode == TENON_DRAG_MOVE)
    finish_move (self);
  else if (mode == TENON_DRAG_JOIN)
    tenon_canvas_end_joining (self);
  else if (mode == TENON_DRAG_MARQUEE && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)offset_x, (int)offset_y))
    click_ground (self);
  end_drag (self);
}

static void
middle_begin_cb (TenonCanvas    *self,
                 double          x,
                 double          y,
                 GtkGestureDrag *gesture)
{
  begin_drag (self, TENON_DRAG_PAN, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
cancel_cb (TenonCanvas *self)
{
  tenon_canvas_cancel_drag (self);
}

/* Twice in the same place: a drag that begins with the second press is a drag. */
static void
click_released_cb (TenonCanvas     *self,
                   int              n_press,
                   double           x,
                   double           y,
                   GtkGestureClick *gesture)
{
  TenonCanvasHit hit;

  /* the gesture also reports the end of a drag */
  if (n_press != 2 || self->space_pressed || gtk_drag_check_threshold (GTK_WIDGET (self), (int)self->drag.start_x, (int)self->drag.start_y, (int)x, (int)y))
    return;
  if (!tenon_canvas_lookup_item (self, x, y, &hit) || hit.card == NULL)
    return;

  if (hit.line != NULL && hit.line->row != NULL && hit.line->row->subject != NULL)
    tenon_canvas_emit_activated (self, hit.line->row->subject);
  else
    tenon_canvas_emit_activated (self, hit.card->id);
}

/* The menu is about the selection: a card that is not in it becomes it first. */
static void
menu_pressed_cb (TenonCanvas     *self,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkGestureClick *gesture)
{
  guint item = tenon_canvas_item_at (self, x, y);

  tenon_canvas_cancel_drag (self);
  if (item != NO_ITEM)
    {
      if (!tenon_card_get_selected (tenon_canvas_item (self, item)->card))
        tenon_canvas_select_only (self, item);
      gtk_widget_grab_focus (GTK_WIDGET (tenon_canvas_item (self, item)->card));
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  tenon_canvas_request_menu (self, x, y);
}

/* --- Wiring ------------------------------------------------------------ */

static void
add_drag (TenonCanvas *self,
          guint        button,
          GCallback    begin)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect_object (drag, "drag-begin", begin, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
tenon_canvas_add_controllers (TenonCanvas *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture         *click = gtk_gesture_click_new (), *pinch = gtk_gesture_zoom_new (), *menu = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "decelerate", G_CALLBACK (decelerate_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, scroll);

  g_signal_connect_object (click, "released", G_CALLBACK (click_released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  add_drag (self, GDK_BUTTON_PRIMARY, G_CALLBACK (drag_begin_cb));
  add_drag (self, GDK_BUTTON_MIDDLE, G_CALLBACK (middle_begin_cb));

  g_signal_connect_object (pinch, "begin", G_CALLBACK (pinch_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pinch, "scale-changed", G_CALLBACK (pinch_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}
