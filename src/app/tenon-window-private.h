/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/contract/tenon-contract-pane.h"
#include "app/tenon-banner.h"
#include "app/tenon-sidebar.h"
#include "app/tenon-welcome-page.h"
#include "app/tenon-window.h"
#include "project/tenon-watch.h"

G_BEGIN_DECLS

typedef void (*TenonWindowThen) (TenonWindow *self,
                                 gpointer     data);

struct _TenonWindow
{
  AdwApplicationWindow parent_instance;

  TenonProject *project;     /* (owned) (nullable) */
  char         *path;        /* (owned) (nullable) what was opened, or tried, last */
  GSettings    *settings;    /* (owned) (nullable) */
  char         *person;      /* (owned) (nullable) who git says works here, once asked */
  char         *summed_up;   /* (owned) (nullable) the digest of the requirements that … */
  char         *summary;     /* (owned) (nullable) … what changed is summed up of */
  TenonWatch   *watch;       /* (owned) (nullable) */
  char         *return_page; /* (owned) (nullable) the page to show once the project is open again */

  AdwToastOverlay   *toasts;
  AdwWindowTitle    *title;
  GtkWidget         *sidebar_button;
  GtkWidget         *undo_button;
  GtkWidget         *redo_button;
  GtkWidget         *contract_button;
  GtkWidget         *find_button;
  GtkButton         *next_button;
  GtkSpinner        *busy_spinner;
  GtkMenuButton     *menu_button;
  TenonBanner       *banner;
  GtkStack          *states;
  TenonWelcomePage  *welcome;
  AdwStatusPage     *opening_page;
  GtkSpinner        *opening_spinner;
  AdwStatusPage     *error_page;
  AdwFlap           *sidebar_flap;
  TenonSidebar      *sidebar;
  AdwFlap           *contract_flap;
  TenonContractPane *contract_pane;
  GtkStack          *pages;

  AdwToast *commit_toast; /* (weak) (nullable) what was committed last, while it is told */

  GCancellable   *opening;         /* (owned) (nullable) while a project is being opened or made */
  guint           opening_source;  /* the timeout that shows it; 0: none */
  guint           entering_source; /* the focus is about to go to the page; 0: it is not */
  char           *save_error;      /* (owned) (nullable) why the last save failed */
  gboolean        save_is_locked;  /* … and whether something else changed or holds the folder */
  guint           save_source;     /* the timeout that saves soon; 0: none */
  gboolean        is_saving;       /* saving or advancing */
  gboolean        save_again;      /* an edit came while it did */
  gboolean        may_close;
  TenonWindowThen then; /* (nullable) waits until everything is saved */
  gpointer        then_data;
  GDestroyNotify  then_destroy;

  gboolean wants_sidebar; /* what the person chose, where there is room */
  gboolean wants_contract;
};

/* tenon-window.c */
void tenon_window_show_state (TenonWindow *self,
                              const char  *name);
void tenon_window_enter_page (TenonWindow *self);
void tenon_window_update_banner (TenonWindow *self);
void tenon_window_report_error (TenonWindow *self,
                                const char  *heading,
                                const char  *message);
void tenon_window_show_changes (TenonWindow *self);
void tenon_window_show_proposals (TenonWindow *self);

/* tenon-window-actions.c */
void tenon_window_add_actions (TenonWindow *self);
void tenon_window_class_bind_keys (GtkWidgetClass *widget_class);
void tenon_window_update_actions (TenonWindow *self);

/* tenon-window-layout.c */
void tenon_window_start_layout (TenonWindow *self);
void tenon_window_set_sidebar (TenonWindow *self,
                               gboolean     shown);
void tenon_window_set_contract (TenonWindow *self,
                                gboolean     shown);
void tenon_window_keep_layout (TenonWindow *self);

/* tenon-window-files.c */
void tenon_window_choose_project (TenonWindow *self);
void tenon_window_choose_imports (TenonWindow *self);
void tenon_window_new_project (TenonWindow *self);
void tenon_window_open_sample (TenonWindow *self);
void tenon_window_close_project (TenonWindow *self);
void tenon_window_reload (TenonWindow *self);

/* tenon-window-watch.c */
void     tenon_window_start_watch (TenonWindow *self);
void     tenon_window_stop_watch (TenonWindow *self);
gboolean tenon_window_show_outside_change (TenonWindow *self);
void     tenon_window_keep_mine (TenonWindow *self);
void     tenon_window_take_theirs (TenonWindow *self);

/* tenon-window-save.c */
void     tenon_window_save_soon (TenonWindow *self);
void     tenon_window_save_now (TenonWindow *self);
void     tenon_window_when_saved (TenonWindow    *self,
                                  TenonWindowThen then,
                                  gpointer        data,
                                  GDestroyNotify  destroy);
gboolean tenon_window_is_saved (TenonWindow *self);
void     tenon_window_stop_saving (TenonWindow *self);

G_END_DECLS
