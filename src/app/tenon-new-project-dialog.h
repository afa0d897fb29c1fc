/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal: "described" (path, name, files: strv), once, when a person wants the project made. */
#define TENON_TYPE_NEW_PROJECT_DIALOG (tenon_new_project_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonNewProjectDialog, tenon_new_project_dialog, TENON, NEW_PROJECT_DIALOG, AdwWindow)

GtkWidget *tenon_new_project_dialog_new (GtkWindow *parent);

void tenon_new_project_dialog_set_folder (TenonNewProjectDialog *self,
                                          const char            *path);
void tenon_new_project_dialog_add_file (TenonNewProjectDialog *self,
                                        const char            *path);

G_END_DECLS
