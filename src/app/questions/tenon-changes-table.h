/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/questions/tenon-text-table.h"
#include "project/tenon-gate-report.h"

G_BEGIN_DECLS

GtkWidget *tenon_changes_table_new (void);
void       tenon_changes_table_fill (TenonTextTable *table,
                                     GPtrArray      *changes);
char      *tenon_changes_dup_summary (GPtrArray *changes);

G_END_DECLS
