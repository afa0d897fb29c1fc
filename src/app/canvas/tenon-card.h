/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-card-drawing.h"

G_BEGIN_DECLS

#define TENON_TYPE_CARD (tenon_card_get_type ())
G_DECLARE_FINAL_TYPE (TenonCard, tenon_card, TENON, CARD, GtkWidget)

GtkWidget *tenon_card_new (void);

TenonCardData  *tenon_card_get_data (TenonCard *self);
TenonCardShape *tenon_card_get_shape (TenonCard *self);
gboolean        tenon_card_get_selected (TenonCard *self);
gboolean        tenon_card_get_dimmed (TenonCard *self);

gboolean tenon_card_set_data (TenonCard     *self,
                              TenonCardData *data,
                              TenonTypeface *typeface,
                              TenonDetail    detail);
void     tenon_card_set_spoken (TenonCard  *self,
                                const char *description);
void     tenon_card_set_palette (TenonCard          *self,
                                 const TenonPalette *palette);
void     tenon_card_set_scale (TenonCard *self,
                               double     scale);
void     tenon_card_set_selected (TenonCard *self,
                                  gboolean   selected);
void     tenon_card_set_dimmed (TenonCard *self,
                                gboolean   dimmed);

G_END_DECLS
