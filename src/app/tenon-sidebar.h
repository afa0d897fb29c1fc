/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_SIDEBAR (tenon_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (TenonSidebar, tenon_sidebar, TENON, SIDEBAR, GtkBox)

void tenon_sidebar_set_project (TenonSidebar *self,
                                TenonProject *project);
void tenon_sidebar_set_page (TenonSidebar *self,
                             const char   *name);
void tenon_sidebar_refresh (TenonSidebar *self);

G_END_DECLS
