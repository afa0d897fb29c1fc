/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* A TenonPage: reveals "fact:KEY". */
#define TENON_TYPE_FACTS_PAGE (tenon_facts_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonFactsPage, tenon_facts_page, TENON, FACTS_PAGE, AdwBin)

GtkWidget *tenon_facts_page_new (TenonProject *project);

G_END_DECLS
