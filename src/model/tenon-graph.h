/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Boxes with sizes and the lines between them: what the layout works on. All lengths in whole pixels at 100 %. */
typedef struct
{
  char    *id;
  int      width;
  int      height;
  int      x; /* top left; meaningful where is_placed */
  int      y;
  gboolean is_placed; /* has a position that is to be kept */
} TenonGraphNode;

typedef struct
{
  int x;
  int y;
} TenonGraphPoint;

typedef struct
{
  guint   from; /* index of a node */
  guint   to;
  int     from_port; /* height of the line's end below the top of its node */
  int     to_port;
  GArray *points; /* (element-type TenonGraphPoint) the routed line, ends included; NULL before routing */
} TenonGraphEdge;

typedef struct
{
  GPtrArray *nodes; /* (element-type TenonGraphNode) */
  GPtrArray *edges; /* (element-type TenonGraphEdge) */
  GPtrArray *areas; /* (element-type GArray of guint) nodes that are to stand together, a frame around them */
} TenonGraph;

/* From the cards of an area to its frame, whose title is above them. */
#define TENON_GRAPH_AREA_PADDING 24
#define TENON_GRAPH_AREA_TITLE 34

TenonGraph     *tenon_graph_new (void);
void            tenon_graph_free (TenonGraph *self);
TenonGraphNode *tenon_graph_add_node (TenonGraph *self,
                                      const char *id,
                                      int         width,
                                      int         height);
TenonGraphEdge *tenon_graph_add_edge (TenonGraph *self,
                                      guint       from,
                                      guint       to,
                                      int         from_port,
                                      int         to_port);
void            tenon_graph_add_area (TenonGraph  *self,
                                      const guint *nodes,
                                      guint        n_nodes);
TenonGraph     *tenon_graph_copy (TenonGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonGraph, tenon_graph_free)

G_END_DECLS
