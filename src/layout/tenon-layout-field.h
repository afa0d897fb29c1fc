/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-overlap.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} TenonLayoutSpot;

typedef struct _TenonLayoutField TenonLayoutField;

TenonLayoutField *tenon_layout_field_new (TenonLayoutCard *cards,
                                          guint            n_cards,
                                          const guint     *ends,
                                          guint            n_lines);
void              tenon_layout_field_free (TenonLayoutField *self);

double          tenon_layout_field_get_cell (TenonLayoutField *self);
guint64         tenon_layout_field_get_effort (TenonLayoutField *self);
guint           tenon_layout_field_get_degree (TenonLayoutField *self,
                                               guint             card);
guint           tenon_layout_field_get_neighbour (TenonLayoutField *self,
                                                  guint             card,
                                                  guint             i);
TenonLayoutSpot tenon_layout_field_get_spot (TenonLayoutField *self,
                                             guint             card);

double tenon_layout_field_reckon (TenonLayoutField *self,
                                  guint             card,
                                  TenonLayoutSpot   spot,
                                  double            limit);
double tenon_layout_field_measure (TenonLayoutField *self,
                                   guint             card,
                                   TenonLayoutSpot   spot);
guint  tenon_layout_field_find_obstacle (TenonLayoutField *self,
                                         guint             card,
                                         TenonLayoutSpot   spot);
void   tenon_layout_field_move (TenonLayoutField *self,
                                guint             card,
                                TenonLayoutSpot   spot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLayoutField, tenon_layout_field_free)

G_END_DECLS
