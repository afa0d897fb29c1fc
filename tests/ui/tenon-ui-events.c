/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Real clicks and keys for tests: GTK 4 lets nobody make an event, so they go through the X server as a person's do. */

#include "tenon-ui-events.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

#include "tenon-ui.h"

enum
{
  SETTLE_MS = 15,
  PATIENCE_MS = 1000,
};

static Display *
get_display (void)
{
  return gdk_x11_display_get_xdisplay (gdk_display_get_default ());
}

/* Until what was sent has come back as an event and was dealt with. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  XSync (get_display (), False);
  tenon_ui_spin (SETTLE_MS);
  XSync (get_display (), False); /* a busy server makes the event after it has taken the request */
  while (g_main_context_pending (NULL) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

/**
 * tenon_ui_activate_window:
 *
 * Gives the window the keyboard; there may be no window manager that would.
 */
void
tenon_ui_activate_window (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  tenon_ui_spin (50);
  if (!gtk_window_is_active (window))
    XSetInputFocus (get_display (), gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XFlush (get_display ());
  g_assert_true (tenon_ui_wait (is_active, window));
}

/**
 * tenon_ui_move:
 * @x: inside @widget
 *
 * Brings the pointer there, with whatever buttons are held.
 */
void
tenon_ui_move (GtkWidget *widget,
               double     x,
               double     y)
{
  GtkNative  *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  double      window_x, window_y, offset_x, offset_y;
  int         scale = gdk_surface_get_scale_factor (surface), root_x, root_y;
  Window      child;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &window_x, &window_y);
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  XTranslateCoordinates (get_display (), gdk_x11_surface_get_xid (surface), DefaultRootWindow (get_display ()),
                         (int)((window_x + offset_x) * scale), (int)((window_y + offset_y) * scale), &root_x, &root_y, &child);
  XTestFakeMotionEvent (get_display (), -1, root_x, root_y, 0);
  settle ();
}

static void
press_modifiers (GdkModifierType modifiers,
                 gboolean        down)
{
  static const struct
  {
    GdkModifierType modifier;
    guint           keyval;
  } keys[] = { { GDK_CONTROL_MASK, GDK_KEY_Control_L }, { GDK_SHIFT_MASK, GDK_KEY_Shift_L }, { GDK_ALT_MASK, GDK_KEY_Alt_L } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (modifiers & keys[i].modifier)
      XTestFakeKeyEvent (get_display (), XKeysymToKeycode (get_display (), keys[i].keyval), down, 0);
}

/* Where the pointer is. */
void
tenon_ui_button (guint    button,
                 gboolean down)
{
  XTestFakeButtonEvent (get_display (), button, down, 0);
  settle ();
}

/* For keys that are held while something else is done. */
void
tenon_ui_hold (guint    keyval,
               gboolean down)
{
  XTestFakeKeyEvent (get_display (), XKeysymToKeycode (get_display (), keyval), down, 0);
  settle ();
}

/**
 * tenon_ui_wheel:
 * @steps: down where positive
 *
 * Turns the wheel over a place of @widget.
 */
void
tenon_ui_wheel (GtkWidget      *widget,
                double          x,
                double          y,
                int             steps,
                GdkModifierType modifiers)
{
  tenon_ui_move (widget, x, y);
  press_modifiers (modifiers, TRUE);
  for (int i = 0; i < ABS (steps); i++)
    {
      XTestFakeButtonEvent (get_display (), steps > 0 ? 5 : 4, TRUE, 0);
      XTestFakeButtonEvent (get_display (), steps > 0 ? 5 : 4, FALSE, 0);
    }
  settle ();
  press_modifiers (modifiers, FALSE);
  settle ();
}

/**
 * tenon_ui_click_with:
 * @x: inside @widget
 */
void
tenon_ui_click_with (GtkWidget      *widget,
                     double          x,
                     double          y,
                     guint           button,
                     GdkModifierType modifiers)
{
  tenon_ui_move (widget, x, y);
  press_modifiers (modifiers, TRUE);
  XTestFakeButtonEvent (get_display (), button, TRUE, 0);
  settle ();
  XTestFakeButtonEvent (get_display (), button, FALSE, 0);
  press_modifiers (modifiers, FALSE);
  settle ();
}

void
tenon_ui_click (GtkWidget *widget,
                double     x,
                double     y)
{
  tenon_ui_click_with (widget, x, y, 1, 0);
}

/**
 * tenon_ui_carry:
 *
 * Presses at one place of @widget and moves to the other in ten steps; the button stays down.
 */
void
tenon_ui_carry (GtkWidget *widget,
                guint      button,
                double     x,
                double     y,
                double     to_x,
                double     to_y)
{
  tenon_ui_move (widget, x, y);
  tenon_ui_button (button, TRUE);
  for (int i = 1; i <= 10; i++)
    tenon_ui_move (widget, x + (to_x - x) * i / 10, y + (to_y - y) * i / 10);
}

/**
 * tenon_ui_drag:
 *
 * Presses at one place of @widget, moves in ten steps, and lets go at the other.
 */
void
tenon_ui_drag (GtkWidget *widget,
               double     x,
               double     y,
               double     to_x,
               double     to_y)
{
  tenon_ui_carry (widget, 1, x, y, to_x, to_y);
  tenon_ui_button (1, FALSE);
}

/**
 * tenon_ui_key:
 *
 * Presses a key; Shift is added where the keyboard needs it for @keyval.
 */
void
tenon_ui_key (guint           keyval,
              GdkModifierType modifiers)
{
  KeyCode code = XKeysymToKeycode (get_display (), keyval);

  g_assert_cmpuint (code, !=, 0);
  if (XkbKeycodeToKeysym (get_display (), code, 0, 0) != keyval && XkbKeycodeToKeysym (get_display (), code, 0, 1) == keyval)
    modifiers |= GDK_SHIFT_MASK;
  press_modifiers (modifiers, TRUE);
  XTestFakeKeyEvent (get_display (), code, TRUE, 0);
  XTestFakeKeyEvent (get_display (), code, FALSE, 0);
  press_modifiers (modifiers, FALSE);
  settle ();
}

void
tenon_ui_type (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    tenon_ui_key (gdk_unicode_to_keyval (g_utf8_get_char (p)), 0);
}
