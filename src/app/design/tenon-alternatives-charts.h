/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

void tenon_alternatives_charts_add (GtkWidget    *box,
                                    TenonProject *project,
                                    GPtrArray    *alternatives);

G_END_DECLS
