/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Amounts of money month by month as columns. */
#define TENON_TYPE_SERIES_CHART (tenon_series_chart_get_type ())
G_DECLARE_FINAL_TYPE (TenonSeriesChart, tenon_series_chart, TENON, SERIES_CHART, GtkWidget)

GtkWidget *tenon_series_chart_new (const double *values,
                                   guint         n_values);

G_END_DECLS
