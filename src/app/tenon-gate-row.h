/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_GATE_ROW (tenon_gate_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonGateRow, tenon_gate_row, TENON, GATE_ROW, GtkListBoxRow)

GtkWidget *tenon_gate_row_new (TenonGateKind kind);

TenonGateKind tenon_gate_row_get_kind (TenonGateRow *self);
void          tenon_gate_row_update (TenonGateRow *self,
                                     TenonProject *project);
void          tenon_gate_row_set_tasks (TenonGateRow *self,
                                        GListModel   *tasks);

const char *tenon_gate_state_get_icon (TenonGateState state);
const char *tenon_gate_state_get_label (TenonGateState state);
const char *tenon_gate_kind_get_title (TenonGateKind kind);

G_END_DECLS
