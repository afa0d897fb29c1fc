/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-overlap.h"

G_BEGIN_DECLS

/* A line and how far it ends from the middle of either card, downwards. */
typedef struct
{
  guint  from;
  guint  to;
  double from_port;
  double to_port;
} TenonLayoutTie;

void tenon_layout_align (TenonLayoutCard      *cards,
                         guint                 n_cards,
                         const TenonLayoutTie *ties,
                         guint                 n_ties);

G_END_DECLS
