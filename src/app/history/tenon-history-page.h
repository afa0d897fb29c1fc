/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_HISTORY_PAGE (tenon_history_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonHistoryPage, tenon_history_page, TENON, HISTORY_PAGE, GtkWidget)

GtkWidget *tenon_history_page_new (TenonProject *project);

G_END_DECLS
