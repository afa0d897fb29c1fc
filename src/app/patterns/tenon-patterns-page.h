/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_PATTERNS_PAGE (tenon_patterns_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonPatternsPage, tenon_patterns_page, TENON, PATTERNS_PAGE, AdwBin)

GtkWidget *tenon_patterns_page_new (TenonProject *project);

G_END_DECLS
