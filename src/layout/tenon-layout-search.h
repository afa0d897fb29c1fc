/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-graph.h"

G_BEGIN_DECLS

/* A way along lines that are drawn beforehand. */
typedef struct
{
  GArray         *xs;        /* (element-type int) where vertical pieces may be, rising, each once */
  GArray         *ys;        /* likewise horizontal ones */
  TenonGraphPoint starts[2]; /* on crossings of xs and ys; one begins sideways there */
  TenonGraphPoint goals[2];
  double          bend; /* cost of a corner, in pixels */
  double (*cross) (TenonGraphPoint a,
                   TenonGraphPoint b,
                   gpointer        data); /* cost of what a piece crosses, beside its length */
  gpointer data;
  guint    budget; /* (inout) crossings it may look at */
  guint    start;  /* (out) which one was taken */
  guint    goal;
} TenonLayoutSearch;

gboolean tenon_layout_search (TenonLayoutSearch *self,
                              double             limit,
                              GArray            *points);

G_END_DECLS
