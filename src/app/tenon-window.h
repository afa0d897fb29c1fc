/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_WINDOW (tenon_window_get_type ())
G_DECLARE_FINAL_TYPE (TenonWindow, tenon_window, TENON, WINDOW, AdwApplicationWindow)

/* Actions a page may activate on itself: "win.select" (s), "win.reveal" (s), "win.toast" ((sb)), "win.report-error"
 * ((ss)), "win.show-page" (s), "win.decide" (s: "requirements", "table:NAME", "design", "contract"); see tenon-page.h
 * for functions that do. */

TenonWindow *tenon_window_new (AdwApplication *application);

TenonProject *tenon_window_get_project (TenonWindow *self);
void          tenon_window_set_project (TenonWindow  *self,
                                        TenonProject *project);
void          tenon_window_open (TenonWindow *self,
                                 const char  *path);
void          tenon_window_await (TenonWindow  *self,
                                  const char   *path,
                                  GCancellable *opening);
void          tenon_window_take_opened (TenonWindow  *self,
                                        GCancellable *opening,
                                        TenonProject *project,
                                        GError       *error);
const char   *tenon_window_get_page (TenonWindow *self);
void          tenon_window_show_page (TenonWindow *self,
                                      const char  *name);
GtkWidget    *tenon_window_find_page (TenonWindow *self,
                                      const char  *name);
const char   *tenon_window_get_person (TenonWindow *self);
void          tenon_window_select_subject (TenonWindow *self,
                                           const char  *subject);
gboolean      tenon_window_reveal (TenonWindow *self,
                                   const char  *subject);
AdwToast     *tenon_window_add_toast (TenonWindow *self,
                                      const char  *title,
                                      gboolean     offer_undo);
void          tenon_window_decide (TenonWindow  *self,
                                   TenonGateKind kind,
                                   const char   *subject);

G_END_DECLS
