/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A rectangle of cells in the pattern table, as a spreadsheet has it: from where it began to the cursor.  Its rows are
 * the ones that are selected, so that whatever is done with rows is done with these. */

#include "app/patterns/tenon-pattern-grid-private.h"

static guint
find_place (GPtrArray             *columns,
            const TenonGridColumn *column)
{
  guint place;

  return g_ptr_array_find (columns, column, &place) ? place : 0;
}

static void
show_range (TenonPatternGrid *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list_view); row != NULL; row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
      tenon_pattern_cell_show_range (TENON_PATTERN_CELL (gtk_widget_get_first_child (cell)));
}

static void
select_rows (TenonPatternGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_range (self->look->range.top, self->look->range.bottom - self->look->range.top + 1);
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));

  self->is_extending = TRUE;
  gtk_selection_model_set_selection (self->selection, selected, mask);
  self->is_extending = FALSE;
}

/**
 * tenon_pattern_grid_extend_range:
 *
 * To this cell, from the cursor's where there is no range yet.  The cursor is still where it was.
 */
void
tenon_pattern_grid_extend_range (TenonPatternGrid      *self,
                                 guint                  row,
                                 const TenonGridColumn *column)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (self);
  TenonCellRange *range = &self->look->range;
  guint           from, to;

  if (!range->is_set)
    {
      self->range_row = self->row;
      self->range_column = self->column;
    }
  from = find_place (columns, self->range_column);
  to = find_place (columns, column);
  range->is_set = TRUE;
  range->top = MIN (self->range_row, row);
  range->bottom = MAX (self->range_row, row);
  range->left = MIN (from, to);
  range->n_columns = MAX (from, to) - range->left + 1;
  range->row = row;
  range->column = column;
  range->columns = 0;
  for (guint i = 0; i < range->n_columns; i++)
    range->columns |= tenon_grid_column_get_bit (g_ptr_array_index (columns, range->left + i));
  range->first = g_ptr_array_index (columns, range->left);
  range->last = g_ptr_array_index (columns, range->left + range->n_columns - 1);
  show_range (self);
  select_rows (self);
}

/**
 * tenon_pattern_grid_drop_range:
 *
 * The rows stay selected.
 */
void
tenon_pattern_grid_drop_range (TenonPatternGrid *self)
{
  if (!self->look->range.is_set)
    return;
  self->look->range.is_set = FALSE;
  show_range (self);
}

/**
 * tenon_pattern_grid_select_row_cells:
 *
 * Every cell of the rows the range has, or of the cursor's.
 */
void
tenon_pattern_grid_select_row_cells (TenonPatternGrid *self)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (self);

  if (!self->look->range.is_set)
    self->range_row = self->row;
  self->look->range.is_set = TRUE;
  self->range_column = g_ptr_array_index (columns, 0);
  tenon_pattern_grid_extend_range (self, self->row, g_ptr_array_index (columns, columns->len - 1));
}

/**
 * tenon_pattern_grid_dup_range:
 * @columns: (out) (transfer container) (element-type TenonGridColumn): from left to right
 *
 * Returns: (transfer container) (element-type TenonPattern) (nullable): from top to bottom; %NULL where no range is
 *   selected
 */
GPtrArray *
tenon_pattern_grid_dup_range (TenonPatternGrid *self,
                              GPtrArray       **columns)
{
  const TenonCellRange *range = &self->look->range;
  g_autoptr (GPtrArray) shown = tenon_pattern_grid_dup_shown_columns (self);
  GPtrArray *patterns;

  if (!range->is_set)
    return NULL;
  patterns = g_ptr_array_new_with_free_func (g_object_unref);
  *columns = g_ptr_array_new ();
  for (guint row = range->top; row <= range->bottom && row < tenon_pattern_grid_get_n_shown (self); row++)
    g_ptr_array_add (patterns, g_object_ref (tenon_row_list_get (self->rows, row)));
  for (guint i = range->left; i < range->left + range->n_columns && i < shown->len; i++)
    g_ptr_array_add (*columns, g_ptr_array_index (shown, i));
  return patterns;
}
