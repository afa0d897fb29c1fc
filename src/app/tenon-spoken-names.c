/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader says of buttons, where GTK 4.8 says the label with its underscore, or the name of a class. */

#include "app/tenon-spoken-names.h"

#include <adwaita.h>

/* GTK names a button by the text of its label, and by the label's widget as well: the second alone is right. */
static void
forget_underlined (GtkWidget *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* A label that may be cut short stands in the button as a child, from which GTK takes no name. */
static void
name_by_child (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  if (GTK_IS_LABEL (child))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (child)), -1);
}

static const char *
get_mnemonic_text (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  return labels != NULL && GTK_IS_LABEL (labels->data) ? gtk_label_get_text (labels->data) : NULL;
}

static void
name_choice (GtkWidget *drop_down)
{
  GtkWidget       *button = gtk_widget_get_first_child (drop_down);
  gpointer         item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop_down));
  const char      *what = get_mnemonic_text (drop_down);
  const char      *value = GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (item) : NULL;
  g_autofree char *both = NULL;

  if (what == NULL)
    what = gtk_widget_get_tooltip_text (drop_down);
  both = what != NULL && value != NULL ? g_strdup_printf ("%s: %s", what, value) : g_strdup (what != NULL ? what : value);
  if (GTK_IS_BUTTON (button) && both != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
}

/* The button inside is what takes the focus. */
static void
name_menu_button (GtkWidget *menu_button)
{
  GtkWidget  *button = gtk_widget_get_first_child (menu_button);
  const char *words = gtk_widget_get_tooltip_text (menu_button);

  if (words == NULL || gtk_menu_button_get_label (GTK_MENU_BUTTON (menu_button)) != NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (GTK_IS_BUTTON (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gboolean
realized_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_DROP_DOWN (widget))
    {
      name_choice (widget);
      g_signal_handlers_disconnect_by_func (widget, name_choice, NULL);
      g_signal_connect (widget, "notify::selected-item", G_CALLBACK (name_choice), NULL);
    }
  else if (GTK_IS_MENU_BUTTON (widget))
    name_menu_button (widget);
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      forget_underlined (widget);
      g_signal_handlers_disconnect_by_func (widget, forget_underlined, NULL);
      g_signal_connect (widget, "notify::label", G_CALLBACK (forget_underlined), NULL);
    }
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL && GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget))) && gtk_widget_get_parent (widget) != NULL && ADW_IS_SPLIT_BUTTON (gtk_widget_get_parent (widget)))
    name_by_child (widget);
  return TRUE;
}

/**
 * tenon_spoken_names_start:
 *
 * From here on every button that comes on the screen, in whatever window, has a name one can listen to.  To be called
 * once, after GTK has started.
 */
void
tenon_spoken_names_start (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL, NULL);
}
