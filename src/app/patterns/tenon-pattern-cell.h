/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/patterns/tenon-cell-editor.h"
#include "app/patterns/tenon-grid-column.h"

G_BEGIN_DECLS

/* What all cells of a table share. */
typedef struct
{
  GdkPaintable *origins[4]; /* by TenonRateOrigin */
  GdkPaintable *draft;
  GdkPaintable *loose;
  GdkPaintable *choose;
  GdkPaintable *add;
  int           line_height; /* 0: not known yet */
} TenonCellLook;

TenonCellLook *tenon_cell_look_new (GtkWidget *widget);
void           tenon_cell_look_unref (TenonCellLook *self);

/* One cell of the pattern table.  It paints itself, so that hundreds of rows cost little; only the cell that is being
 * edited holds a widget. */
#define TENON_TYPE_PATTERN_CELL (tenon_pattern_cell_get_type ())
G_DECLARE_FINAL_TYPE (TenonPatternCell, tenon_pattern_cell, TENON, PATTERN_CELL, GtkWidget)

GtkWidget             *tenon_pattern_cell_new (TenonCellLook         *look,
                                               const TenonGridColumn *column,
                                               GtkListItem           *item);
void                   tenon_pattern_cell_bind (TenonPatternCell *self,
                                                TenonPattern     *pattern);
TenonPattern          *tenon_pattern_cell_get_pattern (TenonPatternCell *self);
const TenonGridColumn *tenon_pattern_cell_get_column (TenonPatternCell *self);
guint                  tenon_pattern_cell_get_position (TenonPatternCell *self);
gboolean               tenon_pattern_cell_is_new_row (TenonPatternCell *self);
int                    tenon_pattern_cell_get_wish (TenonPatternCell *self);
char                  *tenon_pattern_cell_dup_hint (TenonPatternCell *self);
void                   tenon_pattern_cell_refresh (TenonPatternCell *self);
TenonCellEditor       *tenon_pattern_cell_begin (TenonPatternCell *self,
                                                 char            **suggestions);
TenonCellEditor       *tenon_pattern_cell_get_editor (TenonPatternCell *self);
void                   tenon_pattern_cell_end (TenonPatternCell *self);

G_END_DECLS
