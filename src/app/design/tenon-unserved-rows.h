/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

void tenon_unserved_rows_fill (GtkListBox   *list,
                               TenonProject *project);

G_END_DECLS
