/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

GtkWidget *tenon_decision_card_new (TenonProject  *project,
                                    TenonDecision *decision,
                                    gboolean       is_editable);

G_END_DECLS
