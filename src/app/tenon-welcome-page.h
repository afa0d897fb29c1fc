/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TENON_TYPE_WELCOME_PAGE (tenon_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonWelcomePage, tenon_welcome_page, TENON, WELCOME_PAGE, GtkWidget)

void tenon_welcome_page_refresh (TenonWelcomePage *self);

G_END_DECLS
