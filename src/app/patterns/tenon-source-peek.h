/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A link "api.md:12" that shows the lines around that place, and opens the file. */
GtkWidget *tenon_source_peek_new (const char *folder,
                                  const char *file,
                                  gint64      line);

G_END_DECLS
