/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Takes one of the alternatives as a whole: who chooses, and why. */
GtkWidget *tenon_choice_dialog_new (GtkWindow    *parent,
                                    TenonProject *project,
                                    TenonDesign  *alternative,
                                    const char   *title);

G_END_DECLS
