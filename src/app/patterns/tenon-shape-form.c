/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shape of one pattern beside the table: the same cells, one below the other. */

#include "app/patterns/tenon-shape-form.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-page.h"

struct _TenonShapeForm
{
  GtkWidget parent_instance;

  GtkWidget     *grid;
  GPtrArray     *cells;   /* (element-type TenonPatternCell) */
  TenonProject  *project; /* (owned) */
  TenonCellLook *look;    /* (owned) */
};

static const char *const fields[] = { "equality", "range", "order-by", "filters", "search", "joins", "is-list", "page-size", "is-aggregate", "consistency", "latency-ms", "items-returned", "bytes-returned" };

G_DEFINE_FINAL_TYPE (TenonShapeForm, tenon_shape_form, GTK_TYPE_WIDGET)

static TenonPatternCell *
find_focus (TenonShapeForm *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, TENON_TYPE_PATTERN_CELL) : NULL;

  return cell != NULL && gtk_widget_is_ancestor (cell, self->grid) ? TENON_PATTERN_CELL (cell) : NULL;
}

static void
step (TenonShapeForm   *self,
      TenonPatternCell *cell,
      int               by)
{
  guint index;

  if (g_ptr_array_find (self->cells, cell, &index))
    gtk_widget_grab_focus (g_ptr_array_index (self->cells, CLAMP ((int)index + by, 0, (int)self->cells->len - 1)));
}

static void
ended_cb (TenonCellEditor *editor,
          TenonEditEnd     how,
          TenonShapeForm  *self)
{
  TenonPatternCell *cell = TENON_PATTERN_CELL (gtk_widget_get_parent (GTK_WIDGET (editor)));
  g_autofree char  *text = tenon_cell_editor_dup_text (editor);
  g_autoptr (GError) error = NULL;

  if (how != TENON_EDIT_DROP && tenon_cell_editor_is_changed (editor) && !tenon_grid_column_set (tenon_pattern_cell_get_column (cell), self->project, tenon_pattern_cell_get_pattern (cell), text, &error))
    {
      tenon_page_toast (self, error->message, FALSE);
      if (how != TENON_EDIT_LEAVE)
        {
          tenon_cell_editor_refuse (editor, error->message);
          return;
        }
    }
  tenon_pattern_cell_end (cell);
  if (how != TENON_EDIT_LEAVE)
    step (self, cell, how == TENON_EDIT_DOWN || how == TENON_EDIT_RIGHT ? 1 : how == TENON_EDIT_UP || how == TENON_EDIT_LEFT ? -1
                                                                                                                             : 0);
}

static TenonCellEditor *
begin (TenonShapeForm   *self,
       TenonPatternCell *cell)
{
  TenonPattern    *pattern = tenon_pattern_cell_get_pattern (cell);
  TenonCellEditor *editor;

  if (pattern == NULL)
    return NULL;
  editor = tenon_pattern_cell_begin (cell, tenon_grid_column_dup_suggestions (tenon_pattern_cell_get_column (cell), tenon_project_get_model (self->project), pattern));
  g_signal_connect_object (editor, "ended", G_CALLBACK (ended_cb), self, 0);
  tenon_cell_editor_start (editor);
  return editor;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                TenonShapeForm        *self)
{
  TenonPatternCell *cell = find_focus (self);
  TenonCellEditor  *editor;

  if (cell == NULL || tenon_pattern_cell_get_editor (cell) != NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_F2:
      begin (self, cell);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      step (self, cell, keyval == GDK_KEY_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      if (!g_unichar_isprint (gdk_keyval_to_unicode (keyval)))
        return GDK_EVENT_PROPAGATE;
      editor = begin (self, cell);
      if (editor == NULL)
        return GDK_EVENT_PROPAGATE;
      tenon_cell_editor_clear (editor);
      gtk_event_controller_key_forward (controller, tenon_cell_editor_get_text_widget (editor));
      return GDK_EVENT_STOP;
    }
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            TenonShapeForm  *self)
{
  GtkWidget *picked = gtk_widget_pick (self->grid, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL ? gtk_widget_get_ancestor (picked, TENON_TYPE_PATTERN_CELL) : NULL;

  if (cell == NULL || tenon_pattern_cell_get_editor (TENON_PATTERN_CELL (cell)) != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (cell);
  begin (self, TENON_PATTERN_CELL (cell)); /* a form is for filling in: one click */
}

static void
tenon_shape_form_dispose (GObject *object)
{
  TenonShapeForm *self = TENON_SHAPE_FORM (object);

  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->look, tenon_cell_look_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_shape_form_parent_class)->dispose (object);
}

static void
tenon_shape_form_class_init (TenonShapeFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_shape_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "shapeform");
}

static void
add_controllers (TenonShapeForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->grid, keys);
  gtk_widget_add_controller (self->grid, GTK_EVENT_CONTROLLER (click));
}

static void
tenon_shape_form_init (TenonShapeForm *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  self->cells = g_ptr_array_new ();
  self->look = tenon_cell_look_new (GTK_WIDGET (self));
  add_controllers (self);
}

GtkWidget *
tenon_shape_form_new (TenonProject *project)
{
  TenonShapeForm *self = g_object_new (TENON_TYPE_SHAPE_FORM, NULL);

  self->project = g_object_ref (project);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const TenonGridColumn *column = tenon_grid_columns_find (fields[i]);
      GtkWidget             *label = gtk_label_new (_ (column->title)), *cell = tenon_pattern_cell_new (self->look, column, NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_hexpand (cell, TRUE);
      gtk_grid_attach (GTK_GRID (self->grid), label, 0, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), cell, 1, (int)i, 1, 1);
      g_ptr_array_add (self->cells, cell);
    }
  return GTK_WIDGET (self);
}

/**
 * tenon_shape_form_set_pattern:
 * @pattern: (nullable):
 */
void
tenon_shape_form_set_pattern (TenonShapeForm *self,
                              TenonPattern   *pattern)
{
  for (guint i = 0; i < self->cells->len; i++)
    tenon_pattern_cell_bind (g_ptr_array_index (self->cells, i), pattern);
}
