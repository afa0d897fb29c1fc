/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_GATE_DIALOG (tenon_gate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonGateDialog, tenon_gate_dialog, TENON, GATE_DIALOG, AdwWindow)

GtkWidget *tenon_gate_dialog_new (GtkWindow    *parent,
                                  TenonProject *project,
                                  TenonGateKind kind);

G_END_DECLS
