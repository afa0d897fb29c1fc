/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_SERVE_DIALOG (tenon_serve_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonServeDialog, tenon_serve_dialog, TENON, SERVE_DIALOG, AdwWindow)

GtkWidget *tenon_serve_dialog_new (GtkWindow    *parent,
                                   TenonProject *project,
                                   const char   *pattern_id,
                                   GError      **error);

G_END_DECLS
