/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the keyboard goes when a menu or another popover closes: back to where it was.  GTK 4.8 leaves it in the popover
 * that is no longer seen when it closed from a submenu, and from then on no key arrives anywhere. */

#include "app/tenon-popover-focus.h"

#include <gtk/gtk.h>

#define BEFORE "tenon-focus-before"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

/* Where a drop-down can be searched, typing searches. */
static void
begin_search (GtkWidget *popover)
{
  GtkWidget *parent = gtk_widget_get_parent (popover);
  GtkWidget *search = GTK_IS_DROP_DOWN (parent) && gtk_drop_down_get_enable_search (GTK_DROP_DOWN (parent)) ? find_search (popover) : NULL;

  if (search != NULL)
    gtk_widget_grab_focus (search);
}

static void
mapped_cb (GtkWidget *popover)
{
  GtkRoot   *root = gtk_widget_get_root (popover);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GWeakRef  *before = g_new0 (GWeakRef, 1);

  g_weak_ref_init (before, focus != NULL && !gtk_widget_is_ancestor (focus, popover) ? focus : NULL);
  g_object_set_data_full (G_OBJECT (popover), BEFORE, before, weak_ref_free);
  begin_search (popover);
}

static gboolean
can_have_focus (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

static void
closed_cb (GtkWidget *popover)
{
  GtkRoot   *root = gtk_widget_get_root (popover);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *parent = gtk_widget_get_parent (popover);
  GWeakRef  *before = g_object_get_data (G_OBJECT (popover), BEFORE);
  g_autoptr (GtkWidget) last = before != NULL ? g_weak_ref_get (before) : NULL;

  if (root == NULL || (focus != NULL && focus != popover && !gtk_widget_is_ancestor (focus, popover)))
    return; /* elsewhere already, by somebody's wish */
  if (can_have_focus (last))
    gtk_root_set_focus (root, last); /* without selecting the text there */
  else if (parent != NULL)
    gtk_widget_child_focus (parent, GTK_DIR_TAB_FORWARD);
}

static gboolean
realized_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (!GTK_IS_POPOVER (widget))
    return TRUE;
  g_signal_handlers_disconnect_by_func (widget, mapped_cb, NULL);
  g_signal_handlers_disconnect_by_func (widget, closed_cb, NULL);
  g_signal_connect (widget, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect (widget, "closed", G_CALLBACK (closed_cb), NULL);
  return TRUE;
}

/**
 * tenon_popover_focus_start:
 *
 * From here on every popover gives the focus back.  To be called once, after GTK has started.
 */
void
tenon_popover_focus_start (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL, NULL);
}
