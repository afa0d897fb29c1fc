/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* By which conventions a month is priced. Each change is an edit of its own. */
#define TENON_TYPE_COST_SETTINGS_DIALOG (tenon_cost_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonCostSettingsDialog, tenon_cost_settings_dialog, TENON, COST_SETTINGS_DIALOG, AdwWindow)

GtkWidget *tenon_cost_settings_dialog_new (GtkWindow    *parent,
                                           TenonProject *project);

G_END_DECLS
