/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-gate-report.h"

G_BEGIN_DECLS

/* What the requirements gate shows: the three sources in their rank, what changed, what is open, and the sums.
 * Signals: "subject-activated" (string), "questions-activated". */
#define TENON_TYPE_REPORT_VIEW (tenon_report_view_get_type ())
G_DECLARE_FINAL_TYPE (TenonReportView, tenon_report_view, TENON, REPORT_VIEW, GtkBox)

GtkWidget *tenon_report_view_new (void);
void       tenon_report_view_show (TenonReportView *self,
                                   TenonGateReport *report);
void       tenon_report_view_take_missing (TenonReportView *self,
                                           GtkWidget       *missing);

G_END_DECLS
