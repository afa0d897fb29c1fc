/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-graph.h"

G_BEGIN_DECLS

/* What a layout is worth. */
typedef struct
{
  guint  crossings;        /* of straight lines from centre to centre; not of two that share an end */
  guint  through;          /* straight lines that run through a card at neither of their ends, each card counted */
  guint  overlaps;         /* pairs of cards */
  double fill;             /* area of the cards over that of the box around them */
  double aspect;           /* breadth over height of that box */
  double mean_line;        /* length of straight lines, pixels */
  guint  routed_through;   /* routed lines through cards, each card counted once a line; their own where they run inside */
  guint  routed_crossings; /* of routed lines; not of two that share an end */
  guint  fan_crossings;    /* of routed lines that share an end */
  double routed_length;    /* of all routed lines, pixels */
  double routed_shared;    /* of what of that runs on top of another line, or nearer to it than SHARED_DISTANCE */
} LayoutScore;

void layout_score (const TenonGraph *graph,
                   const double     *x,
                   const double     *y,
                   LayoutScore      *score);
void layout_score_routed (const TenonGraph *graph,
                          LayoutScore      *score);

G_END_DECLS
