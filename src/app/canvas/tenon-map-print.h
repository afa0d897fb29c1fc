/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a picture lies on sheets of paper. */
typedef struct
{
  double scale; /* points a world pixel */
  guint  columns;
  guint  rows;
} TenonSheets;

void tenon_sheets_fit (TenonSheets           *self,
                       const graphene_rect_t *bounds,
                       double                 width,
                       double                 height);
void tenon_sheets_tile (TenonSheets           *self,
                        const graphene_rect_t *bounds,
                        double                 width,
                        double                 height,
                        double                 zoom);

GtkPrintOperation *tenon_map_print_new (GskRenderNode         *node,
                                        const graphene_rect_t *bounds,
                                        const char            *title);
void               tenon_map_print_set_tiled (GtkPrintOperation *operation,
                                              double             zoom);

G_END_DECLS
