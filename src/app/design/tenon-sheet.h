/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a cell of a sheet's grid is set; one letter a column: 't' text that wraps, 's' short text, 'n' number. */
GtkWidget *tenon_sheet_add_section (GtkWidget  *sheet,
                                    const char *icon_name,
                                    const char *title);
GtkWidget *tenon_sheet_add_text (GtkWidget  *section,
                                 const char *text);
GtkWidget *tenon_sheet_add_dim_text (GtkWidget  *section,
                                     const char *text);
GtkWidget *tenon_sheet_add_term (GtkWidget  *section,
                                 const char *icon_name,
                                 const char *term,
                                 const char *value,
                                 const char *reason);
GtkWidget *tenon_sheet_add_note (GtkWidget  *section,
                                 const char *icon_name,
                                 const char *text);
GtkWidget *tenon_sheet_add_code (GtkWidget  *section,
                                 const char *text);
GtkWidget *tenon_sheet_add_grid (GtkWidget         *section,
                                 const char        *kinds,
                                 const char *const *headings);
void       tenon_sheet_add_row (GtkWidget         *grid,
                                const char *const *cells);
void       tenon_sheet_clear (GtkWidget *box);

G_END_DECLS
