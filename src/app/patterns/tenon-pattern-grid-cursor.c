/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cursor of the pattern table: keys and clicks that move it from cell to cell and select rows.  The cursor is the
 * keyboard focus itself, so that a screen reader follows it. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-pattern-grid-private.h"

enum
{
  HINT_CHARS = 60,
};

/* ---- cells ---- */

static TenonPatternCell *
get_cell (GtkWidget *row,
          guint      column)
{
  GtkWidget *cell = gtk_widget_get_first_child (row);

  while (cell != NULL && column-- > 0)
    cell = gtk_widget_get_next_sibling (cell);
  cell = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
  return cell != NULL && TENON_IS_PATTERN_CELL (cell) ? TENON_PATTERN_CELL (cell) : NULL;
}

/* From the left; the first where the column is not shown. */
static guint
find_column (TenonPatternGrid      *self,
             const TenonGridColumn *column)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (self);
  guint index;

  return g_ptr_array_find (columns, column, &index) ? index : 0;
}

/**
 * tenon_pattern_grid_find_cell:
 *
 * Returns: (transfer none) (nullable): %NULL where no widget stands for the row, far from what is seen
 */
TenonPatternCell *
tenon_pattern_grid_find_cell (TenonPatternGrid      *self,
                              guint                  row,
                              const TenonGridColumn *column)
{
  guint index = find_column (self, column);

  for (GtkWidget *child = gtk_widget_get_first_child (self->list_view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      TenonPatternCell *cell = get_cell (child, 0);

      if (cell != NULL && tenon_pattern_cell_get_position (cell) == row)
        return get_cell (child, index);
    }
  return NULL;
}

/**
 * tenon_pattern_grid_get_focus_cell:
 *
 * Returns: (transfer none) (nullable): the cell that has the focus, or whose editor has it
 */
TenonPatternCell *
tenon_pattern_grid_get_focus_cell (TenonPatternGrid *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, TENON_TYPE_PATTERN_CELL) : NULL;

  return cell != NULL && gtk_widget_is_ancestor (cell, self->list_view) ? TENON_PATTERN_CELL (cell) : NULL;
}

/* ---- moving ---- */

static guint
count_rows (TenonPatternGrid *self)
{
  return tenon_row_list_get_length (self->rows);
}

static void
need_row (TenonPatternGrid *self,
          guint             row)
{
  if (row >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    tenon_row_list_complete (self->rows);
}

static const TenonGridColumn *
get_column (TenonPatternGrid *self,
            int               index)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (self);

  return g_ptr_array_index (columns, CLAMP (index, 0, (int)columns->len - 1));
}

/* A row that was made a moment ago has no place yet: any cell above or below it has the same. */
static void
scroll_sideways (TenonPatternGrid *self,
                 TenonPatternCell *cell)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  guint          index = find_column (self, tenon_pattern_cell_get_column (cell));

  for (GtkWidget *row = gtk_widget_get_first_child (self->list_view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      TenonPatternCell *other = get_cell (row, index);
      graphene_rect_t   place;

      if (other == NULL || gtk_widget_get_width (GTK_WIDGET (other)) == 0 || !gtk_widget_compute_bounds (GTK_WIDGET (other), self->list_view, &place))
        continue;
      gtk_adjustment_clamp_page (adjustment, place.origin.x, place.origin.x + place.size.width);
      return;
    }
}

/**
 * tenon_pattern_grid_go:
 * @row: taken for the last where there are less
 * @column: (nullable): the first where it is not shown
 * @modify: leave the selection as it is
 * @extend: select the cells from the cursor, or from where that began, up to here
 *
 * Brings the cell into view and gives it the focus.
 */
void
tenon_pattern_grid_go (TenonPatternGrid      *self,
                       guint                  row,
                       const TenonGridColumn *column,
                       gboolean               modify,
                       gboolean               extend)
{
  TenonPatternCell *cell;

  if (gtk_column_view_get_model (self->view) == NULL) /* nobody looked yet: the place is kept */
    {
      self->row = row;
      gtk_selection_model_select_item (self->selection, row, TRUE);
      return;
    }
  row = MIN (row, count_rows (self) - 1);
  need_row (self, row);
  if (column == NULL || !tenon_pattern_grid_is_column_shown (self, column->name))
    column = get_column (self, 0);
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", row);
  if (extend)
    tenon_pattern_grid_extend_range (self, row, column);
  else
    tenon_pattern_grid_drop_range (self);
  if (!extend && !modify)
    gtk_widget_activate_action (self->list_view, "list.select-item", "(ubb)", row, FALSE, FALSE);
  cell = tenon_pattern_grid_find_cell (self, row, column);
  self->row = row;
  self->column = column;
  g_set_object (&self->at_cursor, tenon_row_list_get (self->rows, row));
  if (cell == NULL)
    return;
  self->has_cursor = TRUE;
  if (tenon_pattern_cell_get_editor (cell) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  scroll_sideways (self, cell);
}

/**
 * tenon_pattern_grid_move_to:
 *
 * Returns: %FALSE where there is no such row or column
 */
gboolean
tenon_pattern_grid_move_to (TenonPatternGrid *self,
                            guint             row,
                            const char       *name)
{
  if (row >= count_rows (self) || !tenon_pattern_grid_is_column_shown (self, name))
    return FALSE;
  tenon_pattern_grid_go (self, row, tenon_grid_columns_find (name), FALSE, FALSE);
  return TRUE;
}

/* Along the row, and on to the next one at its end. Returns: %FALSE at the end of the table */
static gboolean
step_sideways (TenonPatternGrid *self,
               int               by)
{
  g_autoptr (GPtrArray) columns = tenon_pattern_grid_dup_shown_columns (self);
  int index = (int)find_column (self, self->column) + by, row = (int)self->row;

  if (index < 0)
    {
      index = (int)columns->len - 1;
      row--;
    }
  else if (index >= (int)columns->len)
    {
      index = 0;
      row++;
    }
  if (row < 0 || row >= (int)count_rows (self))
    return FALSE;
  tenon_pattern_grid_go (self, (guint)row, g_ptr_array_index (columns, index), FALSE, FALSE);
  return TRUE;
}

/**
 * tenon_pattern_grid_step:
 *
 * Goes where the key that ended an edit leads to.
 */
void
tenon_pattern_grid_step (TenonPatternGrid *self,
                         TenonEditEnd      how)
{
  if ((how == TENON_EDIT_RIGHT || how == TENON_EDIT_LEFT) && step_sideways (self, how == TENON_EDIT_RIGHT ? 1 : -1))
    return;
  if (how == TENON_EDIT_UP && self->row > 0)
    tenon_pattern_grid_go (self, self->row - 1, self->column, FALSE, FALSE);
  else if (how == TENON_EDIT_DOWN)
    tenon_pattern_grid_go (self, self->row + 1, self->column, FALSE, FALSE);
  else
    tenon_pattern_grid_go (self, self->row, self->column, FALSE, FALSE);
}

static guint
count_rows_of_page (TenonPatternGrid *self,
                    TenonPatternCell *cell)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  int            height = MAX (1, gtk_widget_get_height (GTK_WIDGET (cell)));

  return MAX (1, (guint)(gtk_adjustment_get_page_size (adjustment) / height) - 1);
}

/* ---- keys ---- */

typedef struct
{
  guint keyval;
  int   rows;    /* how far */
  int   pages;   /* … or in pages */
  int   columns; /* to the right */
  int   end;     /* -1: to the first column, or with Ctrl cell; 1: to the last */
} Move;

static const Move moves[] = {
  { GDK_KEY_Up, -1, 0, 0, 0 },
  { GDK_KEY_KP_Up, -1, 0, 0, 0 },
  { GDK_KEY_Down, 1, 0, 0, 0 },
  { GDK_KEY_KP_Down, 1, 0, 0, 0 },
  { GDK_KEY_Left, 0, 0, -1, 0 },
  { GDK_KEY_KP_Left, 0, 0, -1, 0 },
  { GDK_KEY_Right, 0, 0, 1, 0 },
  { GDK_KEY_KP_Right, 0, 0, 1, 0 },
  { GDK_KEY_Page_Up, 0, -1, 0, 0 },
  { GDK_KEY_KP_Page_Up, 0, -1, 0, 0 },
  { GDK_KEY_Page_Down, 0, 1, 0, 0 },
  { GDK_KEY_KP_Page_Down, 0, 1, 0, 0 },
  { GDK_KEY_Home, 0, 0, 0, -1 },
  { GDK_KEY_KP_Home, 0, 0, 0, -1 },
  { GDK_KEY_End, 0, 0, 0, 1 },
  { GDK_KEY_KP_End, 0, 0, 0, 1 },
};

static gboolean
press_move (TenonPatternGrid *self,
            TenonPatternCell *cell,
            guint             keyval,
            GdkModifierType   state)
{
  gboolean ctrl = (state & GDK_CONTROL_MASK) != 0, extend = (state & GDK_SHIFT_MASK) != 0;
  int      row = (int)self->row, column = (int)find_column (self, self->column), last = (int)count_rows (self) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      const Move *move = &moves[i];

      if (move->keyval != keyval)
        continue;
      row += move->rows + move->pages * (int)count_rows_of_page (self, cell);
      column += gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -move->columns : move->columns;
      if (move->end != 0)
        column = move->end < 0 ? 0 : G_MAXINT;
      if (move->end != 0 && ctrl)
        row = move->end < 0 ? 0 : MAX (0, last - 1); /* the row for a new pattern is one further */
      row = CLAMP (row, 0, last);
      /* Sideways the rows that are selected stay so. */
      tenon_pattern_grid_go (self, (guint)row, get_column (self, column), (ctrl && move->end == 0) || row == (int)self->row, extend);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
show_row_menu (TenonPatternGrid *self,
               double            x,
               double            y)
{
  GdkRectangle place = { (int)x, (int)y, 1, 1 };

  if (self->row_menu == NULL)
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->row_menu));
}

static gboolean
press_other (TenonPatternGrid *self,
             TenonPatternCell *cell,
             guint             keyval,
             GdkModifierType   state)
{
  graphene_point_t place;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_F2:
      tenon_pattern_grid_begin_edit (self, cell, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return step_sideways (self, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
    case GDK_KEY_ISO_Left_Tab:
      return step_sideways (self, -1);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      tenon_pattern_grid_clear_cells (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      tenon_pattern_grid_drop_range (self);
      gtk_selection_model_select_item (self->selection, self->row, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
    case GDK_KEY_F10:
      if (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      if (gtk_widget_compute_point (GTK_WIDGET (cell), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (12, gtk_widget_get_height (GTK_WIDGET (cell))), &place))
        show_row_menu (self, place.x, place.y);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                TenonPatternGrid      *self)
{
  TenonPatternCell *cell = tenon_pattern_grid_get_focus_cell (self);
  GdkModifierType   held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);

  if (cell == NULL || tenon_pattern_cell_get_editor (cell) != NULL)
    return GDK_EVENT_PROPAGATE;
  if ((held == 0 || held == GDK_CONTROL_MASK) && press_move (self, cell, keyval, state))
    return GDK_EVENT_STOP;
  if (held == 0 && keyval == GDK_KEY_space && (state & GDK_SHIFT_MASK) != 0)
    {
      tenon_pattern_grid_select_row_cells (self);
      return GDK_EVENT_STOP;
    }
  if (held == GDK_CONTROL_MASK && keyval == GDK_KEY_space)
    {
      gtk_widget_activate_action (self->list_view, "list.select-item", "(ubb)", self->row, TRUE, FALSE);
      return GDK_EVENT_STOP;
    }
  if (held != 0)
    return GDK_EVENT_PROPAGATE;
  if (press_other (self, cell, keyval, state))
    return GDK_EVENT_STOP;
  if (!g_unichar_isprint (gdk_keyval_to_unicode (keyval)))
    return GDK_EVENT_PROPAGATE;
  tenon_pattern_grid_type (self, cell, controller, keyval);
  return GDK_EVENT_STOP;
}

/* ---- the pointer ---- */

static TenonPatternCell *
pick_cell (TenonPatternGrid *self,
           double            x,
           double            y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL ? gtk_widget_get_ancestor (picked, TENON_TYPE_PATTERN_CELL) : NULL;

  return cell != NULL ? TENON_PATTERN_CELL (cell) : NULL;
}

static void
press_secondary (TenonPatternGrid *self,
                 TenonPatternCell *cell)
{
  guint row = tenon_pattern_cell_get_position (cell);

  if (!tenon_pattern_cell_is_in_range (cell)) /* else the menu is for all of it */
    tenon_pattern_grid_go (self, row, tenon_pattern_cell_get_column (cell), gtk_selection_model_is_selected (self->selection, row), FALSE);
}

/* Not before the button is up again: GTK 4.8 would never hear that it is, and warns at the next menu. */
static void
release_secondary (TenonPatternGrid *self,
                   double            x,
                   double            y)
{
  graphene_point_t place;

  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)x, (float)y), &place))
    show_row_menu (self, place.x, place.y);
}

static void
press_primary (TenonPatternGrid *self,
               TenonPatternCell *cell,
               GdkModifierType   state)
{
  guint    row = tenon_pattern_cell_get_position (cell);
  gboolean ctrl = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;
  gboolean was_cursor = gtk_widget_has_focus (GTK_WIDGET (cell));

  if (ctrl)
    {
      gtk_widget_activate_action (self->list_view, "list.select-item", "(ubb)", row, TRUE, shift);
      tenon_pattern_grid_go (self, row, tenon_pattern_cell_get_column (cell), TRUE, FALSE);
      return;
    }
  tenon_pattern_grid_go (self, row, tenon_pattern_cell_get_column (cell), FALSE, shift);
  self->edits_on_release = was_cursor && !shift;
}

static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_press,
            double            x,
            double            y,
            TenonPatternGrid *self)
{
  TenonPatternCell *cell = pick_cell (self, x, y);
  guint             button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (cell == NULL || tenon_pattern_cell_get_editor (cell) != NULL || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  /* The row would take the focus to its first cell. */
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (button == GDK_BUTTON_SECONDARY)
    press_secondary (self, cell);
  else
    press_primary (self, cell, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static void
released_cb (GtkGestureClick  *gesture,
             int               n_press,
             double            x,
             double            y,
             TenonPatternGrid *self)
{
  TenonPatternCell *cell = pick_cell (self, x, y);

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    {
      if (cell != NULL && tenon_pattern_cell_get_editor (cell) == NULL)
        release_secondary (self, x, y);
      return;
    }
  if (self->edits_on_release && cell != NULL && gtk_widget_has_focus (GTK_WIDGET (cell)))
    tenon_pattern_grid_begin_edit (self, cell, FALSE);
  self->edits_on_release = FALSE;
}

/* Over other cells: they are selected with the one it began at. */
static void
dragged_cb (GtkGestureDrag   *gesture,
            double            by_x,
            double            by_y,
            TenonPatternGrid *self)
{
  TenonPatternCell *cell;
  double            x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  cell = pick_cell (self, x + by_x, y + by_y);
  if (cell == NULL || !self->has_cursor || tenon_pattern_grid_is_editing (self))
    return;
  if (tenon_pattern_cell_get_position (cell) == self->row && tenon_pattern_cell_get_column (cell) == self->column)
    return;
  self->edits_on_release = FALSE;
  tenon_pattern_grid_go (self, tenon_pattern_cell_get_position (cell), tenon_pattern_cell_get_column (cell), TRUE, TRUE);
}

/* Evidence is long: by itself GTK 4.8 would put it in one line across the screen. */
static void
show_hint (GtkTooltip *tooltip,
           const char *hint)
{
  GtkWidget *label = gtk_label_new (hint);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), HINT_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_tooltip_set_custom (tooltip, label);
}

static gboolean
query_tooltip_cb (TenonPatternGrid *self,
                  int               x,
                  int               y,
                  gboolean          by_keyboard,
                  GtkTooltip       *tooltip)
{
  TenonPatternCell *cell = by_keyboard ? tenon_pattern_grid_get_focus_cell (self) : pick_cell (self, x, y);
  g_autofree char  *hint = cell != NULL ? tenon_pattern_cell_dup_hint (cell) : NULL;
  graphene_rect_t   place;

  if (hint == NULL || tenon_pattern_cell_get_editor (cell) != NULL || !gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self->view), &place))
    return FALSE;
  show_hint (tooltip, hint);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int)place.origin.x, (int)place.origin.y, (int)place.size.width, (int)place.size.height });
  return TRUE;
}

/* ---- following the focus ---- */

static void
focus_changed_cb (TenonPatternGrid *self)
{
  GtkRoot          *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget        *focus = gtk_root_get_focus (root);
  TenonPatternCell *cell = tenon_pattern_grid_get_focus_cell (self);

  if (cell != NULL)
    {
      self->has_cursor = TRUE;
      self->row = tenon_pattern_cell_get_position (cell);
      self->column = tenon_pattern_cell_get_column (cell);
      g_set_object (&self->at_cursor, tenon_row_list_get (self->rows, self->row));
      g_signal_emit_by_name (self, "cursor-moved");
    }
  else if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    {
      self->has_cursor = FALSE; /* elsewhere by the person's wish */
    }
}

static gboolean
restore_focus (gpointer data)
{
  TenonPatternGrid *self = data;
  GtkRoot          *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget        *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint             row = self->row;

  self->restore_source = 0;
  if (root == NULL || !self->has_cursor || tenon_pattern_grid_get_focus_cell (self) != NULL)
    return G_SOURCE_REMOVE;
  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) || focus == GTK_WIDGET (self->view))
    tenon_pattern_grid_go (self, row, self->column, TRUE, FALSE);
  return G_SOURCE_REMOVE;
}

static void
restore_focus_soon (TenonPatternGrid *self)
{
  if (self->has_cursor && self->restore_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->restore_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, restore_focus, self, NULL);
}

/**
 * tenon_pattern_grid_show_row:
 * @row: of the view
 * @pattern: (nullable): what stands in it now
 *
 * Spare rows take no place and nobody reads them out.
 */
void
tenon_pattern_grid_show_row (GtkWidget    *row,
                             TenonPattern *pattern)
{
  if (gtk_widget_get_visible (row) != (pattern != NULL))
    gtk_widget_set_visible (row, pattern != NULL);
  if (pattern != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, *pattern->pattern_id != '\0' ? pattern->pattern_id : _ ("New pattern"), -1);
}

static void
bind_rows (TenonPatternGrid *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list_view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      TenonPatternCell *first = get_cell (row, 0);
      gpointer          pattern = first != NULL ? tenon_row_list_get (self->rows, tenon_pattern_cell_get_position (first)) : NULL;

      if (first == NULL)
        continue;
      tenon_pattern_grid_show_row (row, pattern);
      if (pattern == (gpointer)tenon_pattern_cell_get_pattern (first))
        continue;
      for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
        tenon_pattern_cell_bind (TENON_PATTERN_CELL (gtk_widget_get_first_child (cell)), pattern);
    }
}

/* The rows that were selected by what they hold. */
static void
select_again (TenonPatternGrid *self)
{
  g_autoptr (GPtrArray) patterns = g_ptr_array_ref (self->selected);
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = NULL;
  guint row;

  for (guint i = 0; i < patterns->len; i++)
    if (tenon_row_list_find (self->rows, g_ptr_array_index (patterns, i), &row))
      gtk_bitset_add (selected, row);
  if (gtk_bitset_is_empty (selected) && patterns->len > 0 && tenon_pattern_grid_get_row (self, self->row) != NULL)
    gtk_bitset_add (selected, self->row); /* what was selected is gone: what took its place */
  if (!gtk_bitset_is_empty (selected))
    need_row (self, gtk_bitset_get_maximum (selected));
  mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));
  gtk_selection_model_set_selection (self->selection, selected, mask);
}

static void
scroll_to (TenonPatternGrid *self,
           guint             row)
{
  if (gtk_column_view_get_model (self->view) != NULL)
    gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", row);
}

/**
 * tenon_pattern_grid_show_narrowed:
 *
 * What was narrowed begins at its top, or where the cursor's pattern stands.
 */
void
tenon_pattern_grid_show_narrowed (TenonPatternGrid *self)
{
  guint row;

  if (!tenon_row_list_find (self->rows, self->at_cursor, &row) || row >= tenon_pattern_grid_get_n_shown (self))
    return;
  need_row (self, row);
  scroll_to (self, row);
}

/**
 * tenon_pattern_grid_rows_shifted:
 *
 * Patterns came, went, or stand in another order: selection and cursor go with theirs, and stay at their place where
 * theirs are gone.
 */
void
tenon_pattern_grid_rows_shifted (TenonPatternGrid *self)
{
  TenonPatternCell *focus = tenon_pattern_grid_get_focus_cell (self);
  guint             row = self->row, n_rows = count_rows (self);

  tenon_pattern_grid_drop_range (self);
  /* Widgets that are needed elsewhere are moved there; those of rows that go would be made anew. */
  if (self->is_narrowing)
    scroll_to (self, 0);
  bind_rows (self);
  if (tenon_row_list_find (self->rows, self->at_cursor, &row) && row != self->row)
    {
      if (focus != NULL && tenon_pattern_cell_get_editor (focus) == NULL)
        tenon_pattern_grid_go (self, row, self->column, TRUE, FALSE);
      self->row = row;
    }
  self->row = MIN (self->row, n_rows - 1);
  select_again (self);
  if (!self->is_narrowing) /* else it may come back */
    g_set_object (&self->at_cursor, tenon_row_list_get (self->rows, self->row));
  restore_focus_soon (self);
  g_signal_emit_by_name (self, "shown-changed");
  g_signal_emit_by_name (self, "cursor-moved");
}

/**
 * tenon_pattern_grid_start_cursor:
 *
 * Once the grid is seen.
 */
void
tenon_pattern_grid_start_cursor (TenonPatternGrid *self)
{
  GtkRoot            *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkEventController *keys;
  GtkGesture         *click, *drag;

  self->focus_handler = g_signal_connect_swapped (root, "notify::focus-widget", G_CALLBACK (focus_changed_cb), self);
  if (gtk_widget_get_has_tooltip (GTK_WIDGET (self->view)))
    return;
  keys = gtk_event_controller_key_new ();
  click = gtk_gesture_click_new ();
  drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (drag, click);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->view), TRUE);
  g_signal_connect_swapped (self->view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}

void
tenon_pattern_grid_stop_cursor (TenonPatternGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_clear_signal_handler (&self->focus_handler, root);
  g_clear_handle_id (&self->restore_source, g_source_remove);
}

const TenonGridColumn *
tenon_pattern_grid_get_column (TenonPatternGrid *self)
{
  return self->column;
}

/**
 * tenon_pattern_grid_get_pattern:
 *
 * Returns: (transfer none) (nullable): the one the cursor is at; %NULL in the row for a new one
 */
TenonPattern *
tenon_pattern_grid_get_pattern (TenonPatternGrid *self)
{
  return tenon_pattern_grid_get_row (self, self->row);
}
