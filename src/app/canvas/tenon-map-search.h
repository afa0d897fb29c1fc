/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/tenon-model.h"

G_BEGIN_DECLS

#define TENON_TYPE_MAP_SEARCH (tenon_map_search_get_type ())
G_DECLARE_FINAL_TYPE (TenonMapSearch, tenon_map_search, TENON, MAP_SEARCH, GtkPopover)

/* Signal: "chosen" (const char *subject): "source:orders.user_id", "index:orders/by_user", "trace:AP3". */

void tenon_map_search_set_model (TenonMapSearch *self,
                                 TenonModel     *model);

G_END_DECLS
