/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     tenon_cell_keys_attach (GtkColumnView *view);
gboolean tenon_cell_keys_move_down (GtkColumnView *view,
                                    GtkWidget     *button);

G_END_DECLS
