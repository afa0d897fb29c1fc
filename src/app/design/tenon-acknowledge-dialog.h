/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/tenon-diagnostic.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Answers a warning, or deviates from a rule: who says so, and why. */
#define TENON_TYPE_ACKNOWLEDGE_DIALOG (tenon_acknowledge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonAcknowledgeDialog, tenon_acknowledge_dialog, TENON, ACKNOWLEDGE_DIALOG, AdwWindow)

GtkWidget *tenon_acknowledge_dialog_new (GtkWindow       *parent,
                                         TenonProject    *project,
                                         TenonDiagnostic *finding);

G_END_DECLS
