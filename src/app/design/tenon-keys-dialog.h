/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Name, keys and their reasons of one table, edited by a person. */
#define TENON_TYPE_KEYS_DIALOG (tenon_keys_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonKeysDialog, tenon_keys_dialog, TENON, KEYS_DIALOG, AdwWindow)

GtkWidget *tenon_keys_dialog_new (GtkWindow    *parent,
                                  TenonProject *project,
                                  TenonTable   *table);

G_END_DECLS
