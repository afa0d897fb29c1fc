/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/patterns/tenon-cell-editor.h"
#include "app/patterns/tenon-grid-column.h"

G_BEGIN_DECLS

/* The rectangle of cells that is selected, if there is one. */
typedef struct
{
  gboolean               is_set;
  guint                  top;
  guint                  bottom;
  guint                  left; /* among the columns that are shown */
  guint                  n_columns;
  guint64                columns; /* their bits */
  const TenonGridColumn *first;
  const TenonGridColumn *last;
  guint                  row; /* of the cell it was extended to */
  const TenonGridColumn *column;
} TenonCellRange;

/* What all cells of a table share. */
typedef struct
{
  GdkPaintable *origins[4]; /* by TenonRateOrigin */
  GdkPaintable *draft;
  GdkPaintable *loose;
  GdkPaintable *choose;
  GdkPaintable *add;
  int           line_height; /* 0: not known yet */

  TenonCellRange range;
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
gboolean               tenon_pattern_cell_is_in_range (TenonPatternCell *self);
void                   tenon_pattern_cell_show_range (TenonPatternCell *self);
void                   tenon_pattern_cell_refresh (TenonPatternCell *self);
TenonCellEditor       *tenon_pattern_cell_begin (TenonPatternCell *self,
                                                 char            **suggestions);
TenonCellEditor       *tenon_pattern_cell_get_editor (TenonPatternCell *self);
void                   tenon_pattern_cell_end (TenonPatternCell *self);

G_END_DECLS
