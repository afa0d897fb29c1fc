/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader says of buttons, where GTK 4.8 says the label with its underscore, or the name of a class. */

#include "app/tenon-spoken-names.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

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

/* The button inside is what takes the focus; it is called what this is called. */
static void
name_menu_button (GtkWidget *menu_button)
{
  GtkWidget  *child = gtk_menu_button_get_child (GTK_MENU_BUTTON (menu_button));
  const char *words = GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : gtk_widget_get_tooltip_text (menu_button);

  if (words != NULL && gtk_menu_button_get_label (GTK_MENU_BUTTON (menu_button)) == NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gboolean
is_of_type (GtkWidget  *widget,
            const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* What GTK keeps to itself of a table: the headings, and the list below them. */
static void
name_table (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, GTK_IS_LIST_VIEW (child) ? _ ("Rows") : _ ("Headings"), -1);
}

/* Of a toast, which says nothing of it. */
static void
name_closing (GtkWidget *button)
{
  if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "window-close-symbolic") == 0 && gtk_widget_get_tooltip_text (button) == NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

static void
name_item_by (GtkLabel   *label,
              GParamSpec *pspec,
              GtkWidget  *item)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (label), -1);
}

/* The choices of a drop-down are called what stands in them. The present one stands in its button as well: nobody goes
 * there by Tab. */
static void
name_choice_item (GtkWidget *item)
{
  GtkWidget *label = gtk_widget_get_ancestor (item, GTK_TYPE_DROP_DOWN) != NULL ? find_label (item) : NULL;

  if (label == NULL)
    return;
  if (gtk_widget_get_ancestor (item, GTK_TYPE_POPOVER) != gtk_widget_get_ancestor (gtk_widget_get_ancestor (item, GTK_TYPE_DROP_DOWN), GTK_TYPE_POPOVER))
    {
      name_item_by (GTK_LABEL (label), NULL, item);
      g_signal_handlers_disconnect_by_func (label, name_item_by, item);
      g_signal_connect_object (label, "notify::label", G_CALLBACK (name_item_by), item, 0);
    }
  else
    {
      gtk_widget_set_focusable (item, FALSE);
    }
}

static void
name_inside_drop_down (GtkWidget *widget)
{
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, GTK_IS_SEARCH_ENTRY (widget) ? _ ("Search") : _ ("Choices"), -1);
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
  else if (GTK_IS_COLUMN_VIEW (widget))
    name_table (widget);
  else if (is_of_type (widget, "GtkListItemWidget"))
    name_choice_item (widget);
  else if (GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_LIST_VIEW (widget))
    name_inside_drop_down (widget);
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      forget_underlined (widget);
      g_signal_handlers_disconnect_by_func (widget, forget_underlined, NULL);
      g_signal_connect (widget, "notify::label", G_CALLBACK (forget_underlined), NULL);
    }
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL && GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget))) && gtk_widget_get_parent (widget) != NULL && ADW_IS_SPLIT_BUTTON (gtk_widget_get_parent (widget)))
    name_by_child (widget);
  else if (GTK_IS_BUTTON (widget))
    name_closing (widget);
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

/**
 * tenon_spoken_names_set_row:
 * @item: whose child stands in a column of a table, while it is bound
 *
 * Says what the whole row is called.
 */
void
tenon_spoken_names_set_row (GtkListItem *item,
                            const char  *name)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  while (row != NULL && !is_of_type (row, "GtkListItemWidget"))
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
