/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "base/tenon-diagnostic.h"

G_BEGIN_DECLS

/* Findings, worst first.  Signal: "activated" (TenonDiagnostic). */
#define TENON_TYPE_FINDINGS_LIST (tenon_findings_list_get_type ())
G_DECLARE_FINAL_TYPE (TenonFindingsList, tenon_findings_list, TENON, FINDINGS_LIST, GtkWidget)

GtkWidget *tenon_findings_list_new (void);

void  tenon_findings_list_set_model (TenonFindingsList *self,
                                     GListModel        *findings);
void  tenon_findings_list_set_least (TenonFindingsList *self,
                                     TenonSeverity      least);
guint tenon_findings_list_get_n_shown (TenonFindingsList *self);
guint tenon_findings_list_count (TenonFindingsList *self,
                                 TenonSeverity      severity);

const char *tenon_severity_get_icon (TenonSeverity severity);
const char *tenon_severity_get_label (TenonSeverity severity);

G_END_DECLS
