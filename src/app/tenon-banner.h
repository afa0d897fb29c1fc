/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TENON_TYPE_BANNER (tenon_banner_get_type ())
G_DECLARE_FINAL_TYPE (TenonBanner, tenon_banner, TENON, BANNER, GtkWidget)

GtkWidget *tenon_banner_new (void);

gboolean    tenon_banner_is_shown (TenonBanner *self);
const char *tenon_banner_get_text (TenonBanner *self);
gboolean    tenon_banner_show (TenonBanner *self,
                               const char  *text);
void        tenon_banner_add_button (TenonBanner *self,
                                     const char  *label,
                                     const char  *detailed_action);
void        tenon_banner_hide (TenonBanner *self);

G_END_DECLS
