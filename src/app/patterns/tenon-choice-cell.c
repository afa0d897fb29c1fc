/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cell that chooses the value of an enumerated property: one undoable step a choice. */

#include "app/patterns/tenon-choice-cell.h"

#include <glib/gi18n-lib.h>

struct _TenonChoiceCell
{
  GtkWidget parent_instance;

  GtkWidget   *drop_down;
  char        *property;
  char        *title;
  TenonRecord *record; /* (owned) (nullable) */
  gulong       notify_handler;
};

G_DEFINE_FINAL_TYPE (TenonChoiceCell, tenon_choice_cell, GTK_TYPE_WIDGET)

static void
tenon_choice_cell_dispose (GObject *object)
{
  TenonChoiceCell *self = TENON_CHOICE_CELL (object);

  tenon_choice_cell_bind (self, NULL);
  g_clear_pointer (&self->drop_down, gtk_widget_unparent);
  g_clear_pointer (&self->property, g_free);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (tenon_choice_cell_parent_class)->dispose (object);
}

static void
tenon_choice_cell_class_init (TenonChoiceCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_choice_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "choicecell");
}

static void
tenon_choice_cell_init (TenonChoiceCell *self)
{
}

static void
show_value (TenonChoiceCell *self)
{
  int value;

  g_object_get (self->record, self->property, &value, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), value);
}

static void
selected_cb (TenonChoiceCell *self)
{
  guint            selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  TenonModel      *model = self->record != NULL ? tenon_record_get_model (self->record) : NULL;
  g_autofree char *label = g_strdup_printf (_ ("Change %s"), self->title);
  int              value;

  if (model == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  g_object_get (self->record, self->property, &value, NULL);
  if (value != (int)selected)
    tenon_model_set (model, label, self->record, self->property, (int)selected, NULL);
}

/**
 * tenon_choice_cell_new:
 * @choices: what each value is called, translated, in the order of the enumeration
 */
GtkWidget *
tenon_choice_cell_new (const char        *property,
                       const char        *title,
                       const char *const *choices)
{
  TenonChoiceCell *self = g_object_new (TENON_TYPE_CHOICE_CELL, NULL);

  self->property = g_strdup (property);
  self->title = g_strdup (title);
  self->drop_down = gtk_drop_down_new_from_strings (choices);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
  return GTK_WIDGET (self);
}

/**
 * tenon_choice_cell_bind:
 * @record: (nullable):
 */
void
tenon_choice_cell_bind (TenonChoiceCell *self,
                        TenonRecord     *record)
{
  g_autofree char *notify = NULL;

  if (self->record != NULL)
    g_clear_signal_handler (&self->notify_handler, self->record);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  notify = g_strconcat ("notify::", self->property, NULL);
  self->notify_handler = g_signal_connect_swapped (record, notify, G_CALLBACK (show_value), self);
  show_value (self);
}
