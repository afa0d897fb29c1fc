/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TenonLayoutTree TenonLayoutTree;

TenonLayoutTree *tenon_layout_tree_new (guint n_points);
void             tenon_layout_tree_free (TenonLayoutTree *self);

void tenon_layout_tree_fill (TenonLayoutTree *self,
                             const double    *x,
                             const double    *y,
                             const double    *mass,
                             guint            n);
void tenon_layout_tree_repel (TenonLayoutTree *self,
                              double           x,
                              double           y,
                              double          *fx,
                              double          *fy);

G_END_DECLS
