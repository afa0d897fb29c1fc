/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What changed since the requirements were confirmed. */
#define TENON_TYPE_CHANGES_DIALOG (tenon_changes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonChangesDialog, tenon_changes_dialog, TENON, CHANGES_DIALOG, AdwWindow)

GtkWidget *tenon_changes_dialog_new (GtkWindow    *parent,
                                     TenonProject *project);

G_END_DECLS
