/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the window asks of a page.  Every function is optional. */
#define TENON_TYPE_PAGE (tenon_page_get_type ())
G_DECLARE_INTERFACE (TenonPage, tenon_page, TENON, PAGE, GtkWidget)

struct _TenonPageInterface
{
  GTypeInterface parent_iface;

  void (*find) (TenonPage *self);
  gboolean (*enter) (TenonPage *self);
  gboolean (*reveal) (TenonPage  *self,
                      const char *subject);
  gboolean (*perform) (TenonPage  *self,
                       const char *action);
};

/* Called by the window. */
void     tenon_page_find (TenonPage *self);
gboolean tenon_page_enter (TenonPage *self);
gboolean tenon_page_reveal (TenonPage  *self,
                            const char *subject);
gboolean tenon_page_perform (TenonPage  *self,
                             const char *action);

/* Called by pages, and by any widget inside one. */
void tenon_page_select (gpointer    widget,
                        const char *subject);
void tenon_page_go_to (gpointer    widget,
                       const char *subject);
void tenon_page_toast (gpointer    widget,
                       const char *title,
                       gboolean    offer_undo);
void tenon_page_report_error (gpointer      widget,
                              const char   *heading,
                              const GError *error);

G_END_DECLS
