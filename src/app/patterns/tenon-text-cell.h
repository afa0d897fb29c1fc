/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* A table cell that edits one text, list or rate property of a record in place.
 * Signal "rate-entered" (double): a person typed another number into a rate; the cell shows the old one again until
 * somebody has said what the new one rests on. */
#define TENON_TYPE_TEXT_CELL (tenon_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (TenonTextCell, tenon_text_cell, TENON, TEXT_CELL, GtkWidget)

GtkWidget *tenon_text_cell_new (const char  *property,
                                const char  *title,
                                GtkListItem *item);

void         tenon_text_cell_bind (TenonTextCell *self,
                                   TenonRecord   *record);
TenonRecord *tenon_text_cell_get_record (TenonTextCell *self);
const char  *tenon_text_cell_get_property_name (TenonTextCell *self);

G_END_DECLS
