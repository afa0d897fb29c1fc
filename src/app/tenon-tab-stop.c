/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A container that is one stop for Tab, however many rows there are in it: arrow keys go from row to row, Tab goes on. */

#include "app/tenon-tab-stop.h"

struct _TenonTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (TenonTabStop, tenon_tab_stop, ADW_TYPE_BIN)

/**
 * tenon_tab_stop_leaves:
 *
 * Returns: whether a key that moves the focus leads out of @widget, which is one stop for Tab
 */
gboolean
tenon_tab_stop_leaves (GtkWidget       *widget,
                       GtkDirectionType direction)
{
  return gtk_widget_get_focus_child (widget) != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD);
}

static gboolean
tenon_tab_stop_focus (GtkWidget       *widget,
                      GtkDirectionType direction)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL && !tenon_tab_stop_leaves (widget, direction) && gtk_widget_child_focus (child, direction);
}

static void
tenon_tab_stop_class_init (TenonTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = tenon_tab_stop_focus;
}

static void
tenon_tab_stop_init (TenonTabStop *self)
{
}
