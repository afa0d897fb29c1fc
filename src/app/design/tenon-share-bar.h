/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A part of a whole as a bar. Decoration: the number beside it says the same. */
#define TENON_TYPE_SHARE_BAR (tenon_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (TenonShareBar, tenon_share_bar, TENON, SHARE_BAR, GtkWidget)

GtkWidget *tenon_share_bar_new (double   share,
                                gboolean is_limit);

void tenon_share_bar_set_width (TenonShareBar *self,
                                int            width);

G_END_DECLS
