/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TENON_TYPE_PREFERENCES_WINDOW (tenon_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (TenonPreferencesWindow, tenon_preferences_window, TENON, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWidget *tenon_preferences_window_new (GtkWindow *parent);

void tenon_preferences_apply_style (void);

G_END_DECLS
