/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Real clicks and keys, by way of the X server. */
void tenon_ui_activate_window (GtkWindow *window);
void tenon_ui_move (GtkWidget *widget,
                    double     x,
                    double     y);
void tenon_ui_button (guint    button,
                      gboolean down);
void tenon_ui_hold (guint    keyval,
                    gboolean down);
void tenon_ui_wheel (GtkWidget      *widget,
                     double          x,
                     double          y,
                     int             steps,
                     GdkModifierType modifiers);
void tenon_ui_carry (GtkWidget *widget,
                     guint      button,
                     double     x,
                     double     y,
                     double     to_x,
                     double     to_y);
void tenon_ui_click (GtkWidget *widget,
                     double     x,
                     double     y);
void tenon_ui_click_with (GtkWidget      *widget,
                          double          x,
                          double          y,
                          guint           button,
                          GdkModifierType modifiers);
void tenon_ui_drag (GtkWidget *widget,
                    double     x,
                    double     y,
                    double     to_x,
                    double     to_y);
void tenon_ui_key (guint           keyval,
                   GdkModifierType modifiers);
void tenon_ui_type (const char *text);

G_END_DECLS
