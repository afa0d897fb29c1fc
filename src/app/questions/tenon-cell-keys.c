/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arrow keys in a table whose cells are buttons: from cell to cell, over those that lead nowhere. */

#include "app/questions/tenon-cell-keys.h"

static GtkWidget *
get_nth_child (GtkWidget *parent,
               guint      n)
{
  GtkWidget *child = parent != NULL ? gtk_widget_get_first_child (parent) : NULL;

  while (child != NULL && n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static guint
get_index (GtkWidget *child)
{
  guint n = 0;

  while ((child = gtk_widget_get_prev_sibling (child)) != NULL)
    n++;
  return n;
}

static gboolean
try_cell (GtkWidget *cell)
{
  GtkWidget *button = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return button != NULL && GTK_IS_BUTTON (button) && gtk_widget_is_sensitive (button) && gtk_widget_get_mapped (button) && gtk_widget_grab_focus (button);
}

static gboolean
move_in_row (GtkWidget *cell,
             gboolean   forward)
{
  do
    {
      cell = forward ? gtk_widget_get_next_sibling (cell) : gtk_widget_get_prev_sibling (cell);
      if (try_cell (cell))
        return TRUE;
    }
  while (cell != NULL);
  return FALSE;
}

static gboolean
move_to_row (GtkWidget *cell,
             gboolean   forward)
{
  GtkWidget *row = gtk_widget_get_parent (cell);
  guint      column = get_index (cell);

  do
    {
      row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
      if (try_cell (get_nth_child (row, column)))
        return TRUE;
    }
  while (row != NULL);
  return FALSE;
}

static gboolean
key_pressed_cb (GtkWidget      *view,
                guint           key,
                guint           code,
                GdkModifierType modifiers)
{
  GtkRoot   *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell;

  if (focus == NULL || !GTK_IS_BUTTON (focus) || !gtk_widget_is_ancestor (focus, view))
    return FALSE;
  cell = gtk_widget_get_parent (focus);
  switch (key)
    {
    case GDK_KEY_Left:
      return move_in_row (cell, FALSE);
    case GDK_KEY_Right:
      return move_in_row (cell, TRUE);
    case GDK_KEY_Up:
      return move_to_row (cell, FALSE);
    case GDK_KEY_Down:
      return move_to_row (cell, TRUE);
    default:
      return FALSE;
    }
}

/**
 * tenon_cell_keys_attach:
 * @view: whose cells are buttons
 */
void
tenon_cell_keys_attach (GtkColumnView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}

/**
 * tenon_cell_keys_move_down:
 * @button: in a cell
 *
 * Returns: whether the focus went to the cell below
 */
gboolean
tenon_cell_keys_move_down (GtkColumnView *view,
                           GtkWidget     *button)
{
  return gtk_widget_is_ancestor (button, GTK_WIDGET (view)) && move_to_row (gtk_widget_get_parent (button), TRUE);
}
