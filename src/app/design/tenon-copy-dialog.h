/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_COPY_DIALOG (tenon_copy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonCopyDialog, tenon_copy_dialog, TENON, COPY_DIALOG, AdwWindow)

GtkWidget *tenon_copy_dialog_new (GtkWindow    *parent,
                                  TenonProject *project,
                                  TenonTable   *table);

G_END_DECLS
