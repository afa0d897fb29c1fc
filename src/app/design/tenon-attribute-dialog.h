/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* An attribute of one table, renamed or left out by a person. */
#define TENON_TYPE_ATTRIBUTE_DIALOG (tenon_attribute_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonAttributeDialog, tenon_attribute_dialog, TENON, ATTRIBUTE_DIALOG, AdwWindow)

GtkWidget *tenon_attribute_dialog_new (GtkWindow      *parent,
                                       TenonProject   *project,
                                       TenonTable     *table,
                                       TenonAttribute *attribute);

G_END_DECLS
