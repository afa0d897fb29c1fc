/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/tenon-diagnostic.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Answers a warning, or deviates from a rule: who says so, and why. */
GtkWidget *tenon_acknowledge_dialog_new (GtkWindow       *parent,
                                         TenonProject    *project,
                                         TenonDiagnostic *finding);

G_END_DECLS
