/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The interface between the window and its pages. */

#include "app/tenon-page.h"

/**
 * TenonPage:
 *
 * A page of the window.  The window calls find() for Ctrl+F, enter() when the keyboard comes to it, reveal() to show and select one object, named by its
 * subject ("pattern:AP3", "table:orders", "attribute:orders/order_id", "index:orders/orders_by_user",
 * "source:orders" or "source:orders.user_id"), and perform() for the next thing to do that the header's suggested
 * button names: "state-rates" (Patterns), "propose-design" (Design), "review-next" (Review).
 *
 * In the other direction a page speaks to whatever window it stands in through the "win" actions that the functions at
 * the end of this file call, so that it can be shown in a test without one.
 */
G_DEFINE_INTERFACE (TenonPage, tenon_page, GTK_TYPE_WIDGET)

static void
tenon_page_default_init (TenonPageInterface *iface)
{
}

/**
 * tenon_page_find:
 *
 * Opens the page's search, if it has one.
 */
void
tenon_page_find (TenonPage *self)
{
  g_return_if_fail (TENON_IS_PAGE (self));

  if (TENON_PAGE_GET_IFACE (self)->find != NULL)
    TENON_PAGE_GET_IFACE (self)->find (self);
}

/* What a page is about is, unless it says otherwise, its first list. */
static GtkWidget *
find_list (GtkWidget *root)
{
  g_autoptr (GQueue) queue = g_queue_new ();

  g_queue_push_tail (queue, root);
  while (!g_queue_is_empty (queue))
    {
      GtkWidget *widget = g_queue_pop_head (queue);

      if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
        continue;
      if (GTK_IS_LIST_BASE (widget) || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_BOX (widget))
        return widget;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (queue, child);
    }
  return NULL;
}

/**
 * tenon_page_enter:
 *
 * Moves the keyboard's focus to what the page is about: its enter(), else its first list, else its first widget.
 *
 * Returns: whether anything took it
 */
gboolean
tenon_page_enter (TenonPage *self)
{
  GtkWidget *list;

  g_return_val_if_fail (TENON_IS_PAGE (self), FALSE);

  if (TENON_PAGE_GET_IFACE (self)->enter != NULL && TENON_PAGE_GET_IFACE (self)->enter (self))
    return TRUE;
  list = find_list (GTK_WIDGET (self));
  if (list != NULL && gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD))
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * tenon_page_reveal:
 *
 * Selects the object @subject names and brings it into view.
 *
 * Returns: whether the page shows such an object
 */
gboolean
tenon_page_reveal (TenonPage  *self,
                   const char *subject)
{
  g_return_val_if_fail (TENON_IS_PAGE (self), FALSE);
  g_return_val_if_fail (subject != NULL, FALSE);

  return TENON_PAGE_GET_IFACE (self)->reveal != NULL && TENON_PAGE_GET_IFACE (self)->reveal (self, subject);
}

/**
 * tenon_page_perform:
 *
 * Starts what @action names: see #TenonPage.
 *
 * Returns: whether the page knows the action
 */
gboolean
tenon_page_perform (TenonPage  *self,
                    const char *action)
{
  g_return_val_if_fail (TENON_IS_PAGE (self), FALSE);
  g_return_val_if_fail (action != NULL, FALSE);

  return TENON_PAGE_GET_IFACE (self)->perform != NULL && TENON_PAGE_GET_IFACE (self)->perform (self, action);
}

/**
 * tenon_page_select:
 * @widget: (type Gtk.Widget): the page or a widget inside it
 * @subject: (nullable): what is selected now
 *
 * Tells the window what is selected, for the contract pane to follow.
 */
void
tenon_page_select (gpointer    widget,
                   const char *subject)
{
  gtk_widget_activate_action (GTK_WIDGET (widget), "win.select", "s", subject != NULL ? subject : "");
}

/**
 * tenon_page_go_to:
 * @widget: (type Gtk.Widget): the page or a widget inside it
 *
 * Shows @subject on the page it belongs to, which may be another one.
 */
void
tenon_page_go_to (gpointer    widget,
                  const char *subject)
{
  gtk_widget_activate_action (GTK_WIDGET (widget), "win.reveal", "s", subject);
}

/**
 * tenon_page_toast:
 * @widget: (type Gtk.Widget): the page or a widget inside it
 * @title: what just happened
 * @offer_undo: whether the toast has an Undo button, for the edit just committed
 */
void
tenon_page_toast (gpointer    widget,
                  const char *title,
                  gboolean    offer_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (widget), "win.toast", "(sb)", title, offer_undo);
}

/**
 * tenon_page_report_error:
 * @widget: (type Gtk.Widget): the page or a widget inside it
 * @heading: what could not be done, "Could Not Save"
 * @error: why, with the remedy in its message
 *
 * Shows a dialog.  A cancellation is no error and shows nothing.
 */
void
tenon_page_report_error (gpointer      widget,
                         const char   *heading,
                         const GError *error)
{
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!gtk_widget_activate_action (GTK_WIDGET (widget), "win.report-error", "(ss)", heading, error->message))
    g_warning ("%s: %s", heading, error->message);
}
