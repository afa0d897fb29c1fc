/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/patterns/tenon-pattern-filter.h"

G_BEGIN_DECLS

/* What the table shows, to choose and to see: an entry, pills for what is missing, a popover for the rest, and a chip for
 * each thing that narrows the table. */
#define TENON_TYPE_FILTER_BAR (tenon_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (TenonFilterBar, tenon_filter_bar, TENON, FILTER_BAR, GtkBox)

void     tenon_filter_bar_set_up (TenonFilterBar     *self,
                                  TenonProject       *project,
                                  TenonPatternFilter *filter);
void     tenon_filter_bar_append (TenonFilterBar *self,
                                  GtkWidget      *button);
void     tenon_filter_bar_focus (TenonFilterBar *self);
void     tenon_filter_bar_clear (TenonFilterBar *self);
void     tenon_filter_bar_show_unknown (TenonFilterBar *self);
void     tenon_filter_bar_set_n_shown (TenonFilterBar *self,
                                       guint           n_shown);
gboolean tenon_filter_bar_is_active (TenonFilterBar *self);

G_END_DECLS
