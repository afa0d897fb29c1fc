/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/patterns/tenon-grid-column.h"
#include "project/tenon-view-settings.h"

G_BEGIN_DECLS

/* The table of access patterns: a column view with a cursor that goes from cell to cell, editing in place, a row at the
 * end where a new pattern begins.
 * Signals: "cursor-moved"; "rate-typed" (TenonPattern, property, text): a person typed another rate, which needs its
 * evidence before it is taken; "view-changed": columns or order were arranged anew; "shown-changed": other patterns. */
#define TENON_TYPE_PATTERN_GRID (tenon_pattern_grid_get_type ())
G_DECLARE_FINAL_TYPE (TenonPatternGrid, tenon_pattern_grid, TENON, PATTERN_GRID, GtkWidget)

GtkWidget *tenon_pattern_grid_new (TenonProject *project,
                                   GtkFilter    *filter);

GtkSelectionModel *tenon_pattern_grid_get_selection (TenonPatternGrid *self);
guint              tenon_pattern_grid_get_n_shown (TenonPatternGrid *self);
GPtrArray         *tenon_pattern_grid_dup_selected (TenonPatternGrid *self);
TenonPattern      *tenon_pattern_grid_get_row (TenonPatternGrid *self,
                                               guint             row);
void               tenon_pattern_grid_add_rows_from (TenonPatternGrid *self,
                                                     GPtrArray        *patterns);
TenonPattern      *tenon_pattern_grid_get_pattern (TenonPatternGrid *self);
gboolean           tenon_pattern_grid_show_pattern (TenonPatternGrid *self,
                                                    TenonPattern     *pattern);
gboolean           tenon_pattern_grid_show_at (TenonPatternGrid *self,
                                               TenonPattern     *pattern,
                                               const char       *name);
GPtrArray         *tenon_pattern_grid_dup_range (TenonPatternGrid *self,
                                                 GPtrArray       **columns);
void               tenon_pattern_grid_select (TenonPatternGrid *self,
                                              GPtrArray        *patterns);

const TenonGridColumn *tenon_pattern_grid_get_column (TenonPatternGrid *self);
GPtrArray             *tenon_pattern_grid_dup_shown_columns (TenonPatternGrid *self);
gboolean               tenon_pattern_grid_move_to (TenonPatternGrid *self,
                                                   guint             row,
                                                   const char       *name);
gboolean               tenon_pattern_grid_edit (TenonPatternGrid *self);
gboolean               tenon_pattern_grid_is_editing (TenonPatternGrid *self);

gboolean           tenon_pattern_grid_is_column_shown (TenonPatternGrid *self,
                                                       const char       *name);
void               tenon_pattern_grid_show_column (TenonPatternGrid *self,
                                                   const char       *name,
                                                   gboolean          shown);
void               tenon_pattern_grid_reset_columns (TenonPatternGrid *self);
const char        *tenon_pattern_grid_get_sort (TenonPatternGrid *self,
                                                gboolean         *descending);
void               tenon_pattern_grid_sort (TenonPatternGrid *self,
                                            const char       *name,
                                            gboolean          descending);
TenonViewSettings *tenon_pattern_grid_dup_view (TenonPatternGrid *self);
void               tenon_pattern_grid_set_menus (TenonPatternGrid *self,
                                                 GMenuModel       *rows,
                                                 GMenuModel       *columns);

G_END_DECLS
