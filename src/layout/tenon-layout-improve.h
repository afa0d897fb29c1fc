/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-overlap.h"
#include "layout/tenon-layout-run.h"

G_BEGIN_DECLS

/* What an improvement works on. */
typedef struct
{
  TenonLayoutCard *cards; /* (inout) */
  guint            n_cards;
  const guint     *ends; /* of the lines, two by two: no loops, none twice */
  guint            n_lines;
  const gboolean  *is_fixed; /* (nullable) which cards stay where they are; then the whole is not made narrower either */
  double           aspect;   /* breadth over height the whole is to have */
} TenonLayoutImprovement;

gboolean tenon_layout_improve (TenonLayoutImprovement *self,
                               TenonLayoutRun         *run);
double   tenon_layout_improve_estimate (guint n_cards);

G_END_DECLS
