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

/* Returns: (transfer full) (nullable): the picture, in world pixels; see tenon_picture_draw() */
typedef GskRenderNode *(*TenonMapPrintFunc) (gpointer         map,
                                             double           scale,
                                             graphene_rect_t *bounds);

GtkPrintOperation *tenon_map_print_new (TenonMapPrintFunc draw,
                                        gpointer          map,
                                        const char       *title);
void               tenon_map_print_set_tiled (GtkPrintOperation *operation,
                                              double             zoom);

G_END_DECLS
