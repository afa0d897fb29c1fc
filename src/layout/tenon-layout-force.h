/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-run.h"

G_BEGIN_DECLS

/* A connected graph of points with masses. Lengths are in units of an average card with the gap around it. */
typedef struct
{
  guint   n;
  double *x;
  double *y;
  double *mass;
  guint  *first;  /* n + 1: where the neighbours of each point begin */
  guint  *target; /* each link twice, once from either end; never to itself, never doubled */
  double *weight; /* beside target */
} TenonForceGraph;

TenonForceGraph *tenon_force_graph_new (guint   n,
                                        GArray *links);
void             tenon_force_graph_free (TenonForceGraph *self);

gboolean tenon_force_arrange (TenonForceGraph *self,
                              TenonLayoutRun  *run);
double   tenon_force_estimate (guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonForceGraph, tenon_force_graph_free)

G_END_DECLS
