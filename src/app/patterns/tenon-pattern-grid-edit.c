/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing in the cells of the pattern table: each value that is taken is one step that can be undone. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-pattern-grid-private.h"
#include "app/tenon-page.h"

static TenonModel *
get_model (TenonPatternGrid *self)
{
  return tenon_project_get_model (self->project);
}

/* ---- taking a value ---- */

/* A new pattern begins with whichever cell of the last row is filled first. */
static TenonPattern *
add_pattern (TenonPatternGrid      *self,
             const TenonGridColumn *column,
             const char            *text,
             GError               **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (get_model (self), _ ("Add Pattern"));
  TenonPattern *pattern = tenon_project_add_pattern (self->project, NULL);

  if (column->kind != TENON_CELL_RATE && !tenon_grid_column_set (column, self->project, pattern, text, error))
    return NULL;
  tenon_edit_commit (edit);
  return pattern;
}

/* Returns: (nullable): the pattern that now holds @text */
static TenonPattern *
take_text (TenonPatternGrid *self,
           TenonPatternCell *cell,
           const char       *text,
           GError          **error)
{
  TenonPattern          *pattern = tenon_pattern_cell_get_pattern (cell);
  const TenonGridColumn *column = tenon_pattern_cell_get_column (cell);

  if (tenon_pattern_cell_is_new_row (cell))
    pattern = add_pattern (self, column, text, error);
  else if (tenon_grid_column_drops_operation (column, pattern, text))
    g_signal_emit_by_name (self, "operation-dropped", pattern);
  else if (column->kind != TENON_CELL_RATE && !tenon_grid_column_set (column, self->project, pattern, text, error))
    pattern = NULL;
  if (pattern != NULL && column->kind == TENON_CELL_RATE)
    g_signal_emit_by_name (self, "rate-typed", pattern, column->property, text);
  return pattern;
}

static void
finish (TenonPatternGrid *self,
        TenonPatternCell *cell,
        TenonEditEnd      how)
{
  tenon_pattern_cell_end (cell);
  if (how != TENON_EDIT_LEAVE)
    tenon_pattern_grid_step (self, how);
}

static void
ended_cb (TenonCellEditor  *editor,
          TenonEditEnd      how,
          TenonPatternGrid *self)
{
  TenonPatternCell *cell = TENON_PATTERN_CELL (gtk_widget_get_parent (GTK_WIDGET (editor)));
  g_autofree char  *text = tenon_cell_editor_dup_text (editor);
  g_autoptr (GError) error = NULL;
  TenonPattern *pattern;
  gboolean      is_new = tenon_pattern_cell_is_new_row (cell), asks = tenon_pattern_cell_get_column (cell)->kind == TENON_CELL_RATE;

  if (how == TENON_EDIT_DROP || !tenon_cell_editor_is_changed (editor))
    {
      finish (self, cell, how);
      return;
    }
  asks = asks || (!is_new && tenon_grid_column_drops_operation (tenon_pattern_cell_get_column (cell), tenon_pattern_cell_get_pattern (cell), text));
  pattern = take_text (self, cell, text, &error);
  if (pattern == NULL && how != TENON_EDIT_LEAVE)
    {
      tenon_cell_editor_refuse (editor, error->message);
      tenon_page_toast (self, error->message, FALSE);
      return;
    }
  if (pattern == NULL)
    tenon_page_toast (self, error->message, FALSE);
  if (pattern != NULL && is_new)
    tenon_row_list_find (self->rows, pattern, &self->row);
  finish (self, cell, asks && how != TENON_EDIT_LEAVE ? TENON_EDIT_DONE : how);
}

/* ---- beginning ---- */

/**
 * tenon_pattern_grid_begin_edit:
 * @over: type over what was there
 *
 * Returns: whether the cell can be edited
 */
gboolean
tenon_pattern_grid_begin_edit (TenonPatternGrid *self,
                               TenonPatternCell *cell,
                               gboolean          over)
{
  const TenonGridColumn *column = tenon_pattern_cell_get_column (cell);
  TenonPattern          *pattern = tenon_pattern_cell_get_pattern (cell);
  TenonCellEditor       *editor;

  if (!tenon_grid_column_is_editable (column) || (column->kind == TENON_CELL_RATE && !tenon_pattern_touches_database (pattern)))
    {
      gtk_widget_error_bell (GTK_WIDGET (cell));
      return FALSE;
    }
  editor = tenon_pattern_cell_begin (cell, tenon_grid_column_dup_suggestions (column, get_model (self), pattern));
  g_signal_connect_object (editor, "ended", G_CALLBACK (ended_cb), self, 0);
  tenon_cell_editor_start (editor);
  if (over)
    tenon_cell_editor_clear (editor);
  return TRUE;
}

/**
 * tenon_pattern_grid_type:
 *
 * Begins to edit with a key that was pressed; it goes to the entry, by way of the input method where there is one.
 */
void
tenon_pattern_grid_type (TenonPatternGrid      *self,
                         TenonPatternCell      *cell,
                         GtkEventControllerKey *controller,
                         guint                  keyval)
{
  GtkWidget *text;

  if (!tenon_pattern_grid_begin_edit (self, cell, TRUE))
    return;
  text = tenon_cell_editor_get_text_widget (tenon_pattern_cell_get_editor (cell));
  if (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller)) == NULL || !gtk_event_controller_key_forward (controller, text))
    {
      char letter[8] = "";

      letter[g_unichar_to_utf8 (gdk_keyval_to_unicode (keyval), letter)] = '\0';
      gtk_editable_set_text (GTK_EDITABLE (text), letter);
      gtk_editable_set_position (GTK_EDITABLE (text), -1);
    }
}

/**
 * tenon_pattern_grid_edit:
 *
 * Edits the cell the cursor is at.
 */
gboolean
tenon_pattern_grid_edit (TenonPatternGrid *self)
{
  TenonPatternCell *cell = tenon_pattern_grid_find_cell (self, self->row, self->column);

  return cell != NULL && tenon_pattern_grid_begin_edit (self, cell, FALSE);
}

gboolean
tenon_pattern_grid_is_editing (TenonPatternGrid *self)
{
  TenonPatternCell *cell = tenon_pattern_grid_get_focus_cell (self);

  return cell != NULL && tenon_pattern_cell_get_editor (cell) != NULL;
}

static gboolean
clear_cell (TenonPatternGrid      *self,
            TenonPattern          *pattern,
            const TenonGridColumn *column,
            GError               **error)
{
  if (!tenon_grid_column_is_editable (column))
    return TRUE;
  if (column->kind != TENON_CELL_RATE)
    return tenon_grid_column_set (column, self->project, pattern, "", error);
  g_object_set (pattern, column->property, NULL, NULL);
  return TRUE;
}

/**
 * tenon_pattern_grid_clear_cells:
 *
 * Empties the range of cells, or the cursor's column in every selected row; one step.
 */
void
tenon_pattern_grid_clear_cells (TenonPatternGrid *self)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_range (self, &columns);
  g_autofree char *label = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (patterns == NULL)
    {
      patterns = tenon_pattern_grid_dup_selected (self);
      columns = g_ptr_array_new ();
      g_ptr_array_add (columns, (gpointer)self->column);
    }
  if (patterns->len == 0 || (columns->len == 1 && !tenon_grid_column_is_editable (g_ptr_array_index (columns, 0))))
    return;
  label = columns->len > 1 ? g_strdup (_ ("Clear Cells")) : g_strdup_printf (_ ("Clear %s"), _ (((const TenonGridColumn *)g_ptr_array_index (columns, 0))->title));
  edit = tenon_model_begin (get_model (self), label);
  for (guint i = 0; i < patterns->len * columns->len; i++)
    if (!clear_cell (self, g_ptr_array_index (patterns, i / columns->len), g_ptr_array_index (columns, i % columns->len), &error))
      {
        tenon_page_toast (self, error->message, FALSE);
        return; /* the edit undoes itself */
      }
  tenon_edit_commit (edit);
}
