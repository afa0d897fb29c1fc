/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* The rows of a table that shows what another list holds: row 3 stays row 3, whatever stands in it.  As a list model it
 * may have spare rows at the end that hold nothing, or lack some that are still being made.
 * Signal "shifted" (uint): what the rows from this one on hold has changed; emitted when rows were added at the end, and
 * before rows are taken from there. */
#define TENON_TYPE_ROW_LIST (tenon_row_list_get_type ())
G_DECLARE_FINAL_TYPE (TenonRowList, tenon_row_list, TENON, ROW_LIST, GObject)

TenonRowList *tenon_row_list_new (GListModel *content);
void          tenon_row_list_begin (TenonRowList *self,
                                    guint         needed,
                                    guint         step);
void          tenon_row_list_complete (TenonRowList *self);
guint         tenon_row_list_get_length (TenonRowList *self);
gpointer      tenon_row_list_get (TenonRowList *self,
                                  guint         row);
gboolean      tenon_row_list_find (TenonRowList *self,
                                   gpointer      record,
                                   guint        *row);

G_END_DECLS
