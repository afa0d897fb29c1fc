/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* A design decision in the words of those who take it. What is applied here is pinned: proposals leave it alone. */
#define TENON_TYPE_DECISION_DIALOG (tenon_decision_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonDecisionDialog, tenon_decision_dialog, TENON, DECISION_DIALOG, AdwWindow)

GtkWidget *tenon_decision_dialog_new (GtkWindow     *parent,
                                      TenonProject  *project,
                                      TenonDecision *decision);

G_END_DECLS
