/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TENON_TYPE_TAB_STOP (tenon_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (TenonTabStop, tenon_tab_stop, TENON, TAB_STOP, AdwBin)

gboolean tenon_tab_stop_leaves (GtkWidget       *widget,
                                GtkDirectionType direction);

G_END_DECLS
