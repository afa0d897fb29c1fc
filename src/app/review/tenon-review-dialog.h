/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* The decision on one table, and the way from one to the next. */
#define TENON_TYPE_REVIEW_DIALOG (tenon_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonReviewDialog, tenon_review_dialog, TENON, REVIEW_DIALOG, AdwWindow)

GtkWidget *tenon_review_dialog_new (GtkWindow    *parent,
                                    TenonProject *project,
                                    const char   *table);

G_END_DECLS
