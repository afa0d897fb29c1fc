/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Whether attributes keep the names of their MySQL columns, chosen by a person. */
#define TENON_TYPE_NAMES_DIALOG (tenon_names_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonNamesDialog, tenon_names_dialog, TENON, NAMES_DIALOG, AdwWindow)

GtkWidget *tenon_names_dialog_new (GtkWindow    *parent,
                                   TenonProject *project);

G_END_DECLS
