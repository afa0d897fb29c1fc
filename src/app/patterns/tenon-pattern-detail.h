/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What is known of one pattern beyond its row: where it came from, what its rates rest on, what it asks for, which
 * statements it is, what serves it. */
#define TENON_TYPE_PATTERN_DETAIL (tenon_pattern_detail_get_type ())
G_DECLARE_FINAL_TYPE (TenonPatternDetail, tenon_pattern_detail, TENON, PATTERN_DETAIL, GtkBox)

GtkWidget *tenon_pattern_detail_new (TenonProject *project);

void          tenon_pattern_detail_set_pattern (TenonPatternDetail *self,
                                                TenonPattern       *pattern);
TenonPattern *tenon_pattern_detail_get_pattern (TenonPatternDetail *self);
void          tenon_pattern_detail_set_wide (TenonPatternDetail *self,
                                             gboolean            wide);

G_END_DECLS
