/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* The buttons by which a table's sheet is edited, where it may be. */
void tenon_sheet_add_index_button (GtkWidget    *section,
                                   TenonProject *project,
                                   TenonTable   *table);
void tenon_sheet_edit_index_button (GtkWidget    *term,
                                    TenonProject *project,
                                    TenonTable   *table,
                                    TenonIndex   *index);
void tenon_sheet_edit_attribute_button (GtkWidget      *grid,
                                        TenonProject   *project,
                                        TenonTable     *table,
                                        TenonAttribute *attribute);
void tenon_sheet_add_copy_button (GtkWidget    *section,
                                  TenonProject *project,
                                  TenonTable   *table);
void tenon_sheet_edit_copy_button (GtkWidget      *term,
                                   TenonProject   *project,
                                   TenonTable     *table,
                                   TenonAttribute *attribute);
void tenon_sheet_serve_button (GtkWidget    *box,
                               TenonProject *project,
                               TenonTable   *table,
                               const char   *pattern_id);
void tenon_sheet_serve_row_button (GtkWidget    *grid,
                                   TenonProject *project,
                                   TenonTable   *table,
                                   const char   *pattern_id);

G_END_DECLS
