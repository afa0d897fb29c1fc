/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/tenon-facts.h"

G_BEGIN_DECLS

/* The facts of one scope: a row for each subject, a column for each fact; the application's one below the other.
 * Signals: "selected" (string: the key; string: a typed character or NULL, with which editing begins at once;
 * boolean: whether editing begins). */
#define TENON_TYPE_FACTS_GRID (tenon_facts_grid_get_type ())
G_DECLARE_FINAL_TYPE (TenonFactsGrid, tenon_facts_grid, TENON, FACTS_GRID, GtkWidget)

GtkWidget *tenon_facts_grid_new (TenonFactScope scope);

void     tenon_facts_grid_set_facts (TenonFactsGrid *self,
                                     GPtrArray      *facts);
void     tenon_facts_grid_set_filter (TenonFactsGrid *self,
                                      const char     *words,
                                      gboolean        only_unknown);
guint    tenon_facts_grid_get_n_shown (TenonFactsGrid *self);
gboolean tenon_facts_grid_focus (TenonFactsGrid *self,
                                 const char     *key);
gboolean tenon_facts_grid_focus_below (TenonFactsGrid *self);

G_END_DECLS
