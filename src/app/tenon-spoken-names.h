/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tenon_spoken_names_start (void);
void tenon_spoken_names_set_row (GtkListItem *item,
                                 const char  *name);

G_END_DECLS
