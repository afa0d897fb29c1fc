/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/patterns/tenon-pattern-cell.h"
#include "app/patterns/tenon-pattern-grid.h"
#include "app/patterns/tenon-row-list.h"

G_BEGIN_DECLS

/* One column of the view, shown or not. */
typedef struct
{
  TenonPatternGrid      *grid; /* (unowned) */
  const TenonGridColumn *column;
  GtkColumnViewColumn   *view_column; /* (owned) */
} TenonPlacedColumn;

struct _TenonPatternGrid
{
  GtkWidget parent_instance;

  GtkWidget     *scroller;
  GtkColumnView *view;
  GtkWidget     *list_view; /* the view's rows */
  GtkWidget     *row_menu;  /* (nullable) */

  TenonProject      *project;    /* (owned) */
  GtkSelectionModel *selection;  /* (owned) of rows */
  GListModel        *shown;      /* (owned) what is shown, filtered and in order */
  TenonRowList      *rows;       /* (owned) the same, and one row for a new pattern */
  GPtrArray         *selected;   /* (element-type TenonPattern) wherever their rows are now */
  TenonPattern      *at_cursor;  /* (owned) (nullable) */
  TenonPattern      *new_row;    /* (owned) in no model */
  TenonCellLook     *look;       /* (owned) */
  GPtrArray         *placed;     /* (element-type TenonPlacedColumn) in their order, those not shown among them */
  double             text_scale; /* of the screen's text; 1: the usual size */
  int                room;       /* for descriptions, where nobody chose; 0: as wide as they like to be */
  guint              room_source;
  gboolean           is_arranging;
  gboolean           is_narrowing; /* the filter changes what is shown */
  gboolean           is_probing;   /* comparing only to learn which column orders */
  const char        *probed;

  guint                  row; /* of the cursor */
  const TenonGridColumn *column;
  guint                  range_row; /* where the range began, while there is one */
  const TenonGridColumn *range_column;
  gboolean               edits_on_release;
  gboolean               is_extending;
  gboolean               has_cursor; /* the focus is, or was last, in a cell */
  guint                  restore_source;
  gulong                 focus_handler;
};

/* tenon-pattern-grid-cursor.c */
TenonPatternCell *tenon_pattern_grid_find_cell (TenonPatternGrid      *self,
                                                guint                  row,
                                                const TenonGridColumn *column);
TenonPatternCell *tenon_pattern_grid_get_focus_cell (TenonPatternGrid *self);
void              tenon_pattern_grid_go (TenonPatternGrid      *self,
                                         guint                  row,
                                         const TenonGridColumn *column,
                                         gboolean               modify,
                                         gboolean               extend);
void              tenon_pattern_grid_step (TenonPatternGrid *self,
                                           TenonEditEnd      how);
void              tenon_pattern_grid_show_row (GtkWidget    *row,
                                               TenonPattern *pattern);
void              tenon_pattern_grid_show_narrowed (TenonPatternGrid *self);
void              tenon_pattern_grid_rows_shifted (TenonPatternGrid *self);
void              tenon_pattern_grid_start_cursor (TenonPatternGrid *self);
void              tenon_pattern_grid_stop_cursor (TenonPatternGrid *self);

/* tenon-pattern-grid-range.c */
void tenon_pattern_grid_extend_range (TenonPatternGrid      *self,
                                      guint                  row,
                                      const TenonGridColumn *column);
void tenon_pattern_grid_drop_range (TenonPatternGrid *self);
void tenon_pattern_grid_select_row_cells (TenonPatternGrid *self);

/* tenon-pattern-grid-edit.c */
gboolean tenon_pattern_grid_begin_edit (TenonPatternGrid *self,
                                        TenonPatternCell *cell,
                                        gboolean          over);
void     tenon_pattern_grid_type (TenonPatternGrid      *self,
                                  TenonPatternCell      *cell,
                                  GtkEventControllerKey *controller,
                                  guint                  keyval);
void     tenon_pattern_grid_clear_cells (TenonPatternGrid *self);

G_END_DECLS
