/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_DESIGN_PAGE (tenon_design_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonDesignPage, tenon_design_page, TENON, DESIGN_PAGE, AdwBin)

GtkWidget *tenon_design_page_new (TenonProject *project);

G_END_DECLS
