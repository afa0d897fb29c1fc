/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *tenon_layout_delaunay (const double *x,
                               const double *y,
                               guint         n);

G_END_DECLS
