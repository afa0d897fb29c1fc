/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_REVIEW_PAGE (tenon_review_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonReviewPage, tenon_review_page, TENON, REVIEW_PAGE, AdwBin)

GtkWidget *tenon_review_page_new (TenonProject *project);

G_END_DECLS
