/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/patterns/tenon-pattern-cell.h"

G_BEGIN_DECLS

/* What a pattern asks for, field below field, each edited in place as in the table. */
#define TENON_TYPE_SHAPE_FORM (tenon_shape_form_get_type ())
G_DECLARE_FINAL_TYPE (TenonShapeForm, tenon_shape_form, TENON, SHAPE_FORM, GtkWidget)

GtkWidget *tenon_shape_form_new (TenonProject *project);

void tenon_shape_form_set_pattern (TenonShapeForm *self,
                                   TenonPattern   *pattern);

G_END_DECLS
