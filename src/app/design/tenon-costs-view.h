/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What the design costs: by table, pattern and kind, each total opening into its terms; capacity, headroom, growth. */
#define TENON_TYPE_COSTS_VIEW (tenon_costs_view_get_type ())
G_DECLARE_FINAL_TYPE (TenonCostsView, tenon_costs_view, TENON, COSTS_VIEW, AdwBin)

GtkWidget *tenon_costs_view_new (TenonProject *project);
void       tenon_costs_view_reload (TenonCostsView *self);

G_END_DECLS
