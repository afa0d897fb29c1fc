/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-graph.h"

G_BEGIN_DECLS

TenonGraph *layout_graphs_generate (guint   n_tables,
                                    guint32 seed);
TenonGraph *layout_graphs_read (const char *path);

G_END_DECLS
