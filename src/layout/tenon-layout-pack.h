/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int width;
  int height;
  int x; /* (out) */
  int y;
} TenonLayoutParcel;

void tenon_layout_pack (TenonLayoutParcel *parcels,
                        guint              n_parcels,
                        double             aspect);

G_END_DECLS
