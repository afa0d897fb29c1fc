/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* One DynamoDB table as a readable sheet: all that its review needs. */
#define TENON_TYPE_TABLE_SHEET (tenon_table_sheet_get_type ())
G_DECLARE_FINAL_TYPE (TenonTableSheet, tenon_table_sheet, TENON, TABLE_SHEET, GtkBox)

GtkWidget *tenon_table_sheet_new (TenonProject *project);

const char *tenon_table_sheet_get_table (TenonTableSheet *self);
void        tenon_table_sheet_set_table (TenonTableSheet *self,
                                         const char      *name);
void        tenon_table_sheet_set_editable (TenonTableSheet *self,
                                            gboolean         is_editable);
void        tenon_table_sheet_reload (TenonTableSheet *self);

char *tenon_table_sheet_format_cost (TenonProject *project,
                                     const char   *table);
char *tenon_table_sheet_format_short_cost (TenonProject *project,
                                           const char   *table);

G_END_DECLS
