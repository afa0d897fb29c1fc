/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-pattern-cells.h"

G_BEGIN_DECLS

/* What pasting or importing would change, what was left out, and for its rates one evidence for all of them.
 * Signal "applied": it is done. */
#define TENON_TYPE_PLAN_DIALOG (tenon_plan_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonPlanDialog, tenon_plan_dialog, TENON, PLAN_DIALOG, AdwWindow)

GtkWidget *tenon_plan_dialog_new (GtkWindow     *parent,
                                  TenonProject  *project,
                                  TenonCellPlan *plan,
                                  const char    *title,
                                  const char    *label);
gboolean   tenon_plan_needs_dialog (TenonCellPlan *plan);
char      *tenon_plan_dup_summary (TenonCellPlan *plan);

G_END_DECLS
