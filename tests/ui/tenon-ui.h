/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/tenon-window.h"

G_BEGIN_DECLS

/* A window of 1280 by 800 with a project of the sample, for one test. */
typedef struct
{
  char         *folder;
  TenonWindow  *window;
  TenonProject *project;
  TenonModel   *model;
} TenonUiFixture;

typedef gboolean (*TenonUiCondition) (gpointer user_data);

void       tenon_ui_init (int    *argc,
                          char ***argv);
gboolean   tenon_ui_wait (TenonUiCondition condition,
                          gpointer         user_data);
gboolean   tenon_ui_is_saved (gpointer project);
gboolean   tenon_ui_is_closed (gpointer fixture);
void       tenon_ui_spin (guint ms);
GtkWidget *tenon_ui_find (GtkWidget  *root,
                          GType       type,
                          const char *text);
GtkWindow *tenon_ui_find_window (GType type);
void       tenon_ui_press (GtkWidget      *widget,
                           guint           key,
                           GdkModifierType modifiers);
void       tenon_ui_save_png (GtkWindow  *window,
                              const char *file);

void tenon_ui_set_up (TenonUiFixture *self,
                      gconstpointer   data);
void tenon_ui_tear_down (TenonUiFixture *self,
                         gconstpointer   data);

TenonWindow *tenon_ui_new_window (void);
TenonWindow *tenon_ui_open_sample (const char *folder);
char        *tenon_ui_make_folder (void);
void         tenon_ui_remove_folder (const char *folder);
void         tenon_ui_state_rates (TenonProject *project);
void         tenon_ui_answer_questions (TenonProject *project);
void         tenon_ui_approve (TenonProject *project,
                               TenonGateKind kind,
                               const char   *subject);
void         tenon_ui_take_design (TenonProject *project);

G_END_DECLS
