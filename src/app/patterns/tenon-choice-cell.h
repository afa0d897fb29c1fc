/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* A table cell that chooses the value of an enumerated property. */
#define TENON_TYPE_CHOICE_CELL (tenon_choice_cell_get_type ())
G_DECLARE_FINAL_TYPE (TenonChoiceCell, tenon_choice_cell, TENON, CHOICE_CELL, GtkWidget)

GtkWidget *tenon_choice_cell_new (const char        *property,
                                  const char        *title,
                                  const char *const *choices);

void tenon_choice_cell_bind (TenonChoiceCell *self,
                             TenonRecord     *record);

G_END_DECLS
