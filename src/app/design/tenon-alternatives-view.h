/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

GtkWidget *tenon_alternatives_view_new (TenonProject *project,
                                        GPtrArray    *alternatives);

G_END_DECLS
