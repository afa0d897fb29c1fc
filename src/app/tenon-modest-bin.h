/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "child" (GtkWidget). */
#define TENON_TYPE_MODEST_BIN (tenon_modest_bin_get_type ())
G_DECLARE_FINAL_TYPE (TenonModestBin, tenon_modest_bin, TENON, MODEST_BIN, GtkWidget)

void tenon_modest_bin_set_child (TenonModestBin *self,
                                 GtkWidget      *child);

G_END_DECLS
