/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* A global secondary index of one table, added, changed or taken out by a person. */
#define TENON_TYPE_INDEX_DIALOG (tenon_index_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonIndexDialog, tenon_index_dialog, TENON, INDEX_DIALOG, AdwWindow)

GtkWidget *tenon_index_dialog_new (GtkWindow    *parent,
                                   TenonProject *project,
                                   TenonTable   *table,
                                   TenonIndex   *index);

G_END_DECLS
