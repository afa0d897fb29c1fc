/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "layout/tenon-layout-channels.h"
#include "layout/tenon-layout-grid.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

/* How far a line goes on straight before its first turn. */
#define TENON_ROUTE_STUB 16
/* Room between a line and a card that it passes. */
#define TENON_ROUTE_CLEARANCE 8
/* Between lines beside each other. */
#define TENON_ROUTE_SPACING 8
/* What is as bad as that many pixels more. */
#define TENON_ROUTE_COST_BEND 24
#define TENON_ROUTE_COST_CARD 1500
#define TENON_ROUTE_COST_ALONG 15
/* Lines along a piece that count, and how far from a port lines that end there may come together. */
#define TENON_ROUTE_MOST_ALONG 8
#define TENON_ROUTE_TRUNK 64
#define TENON_ROUTE_MAX_POINTS 6

typedef enum
{
  TENON_ROUTE_LEFT,
  TENON_ROUTE_RIGHT
} TenonRouteSide;

/* One of the simple shapes. */
typedef struct
{
  guint           n;
  TenonGraphPoint point[TENON_ROUTE_MAX_POINTS];
  guint           n_cards; /* in its way */
  double          cost;
} TenonRoute;

typedef struct
{
  TenonGraph          *graph;
  TenonLayoutBox      *boxes;     /* (owned) of the cards, with the room that lines leave around them */
  TenonLayoutGrid     *cards;     /* (owned) the same by place */
  TenonLayoutBox       area;      /* what searched ways stay within */
  TenonLayoutChannels *channels;  /* (owned) (nullable) made for the first way that is searched */
  guint64              budget;    /* crossings that searches may still look at */
  GHashTable          *tracks[2]; /* (owned) vertical, horizontal: (element-type int GArray of Track) by at / SPACING */
} TenonRouter;

void tenon_router_init (TenonRouter *self,
                        TenonGraph  *graph);
void tenon_router_clear (TenonRouter *self);

TenonGraphNode *tenon_router_get_node (TenonRouter *self,
                                       guint        i);
TenonGraphEdge *tenon_router_get_edge (TenonRouter *self,
                                       guint        i);
int             tenon_router_get_port_x (TenonGraphNode *node,
                                         TenonRouteSide  side);

void  tenon_router_remember (TenonRouter           *self,
                             guint                  edge,
                             const TenonGraphPoint *points,
                             guint                  n);
guint tenon_router_count_along (TenonRouter    *self,
                                guint           edge,
                                TenonGraphPoint a,
                                TenonGraphPoint b);
guint tenon_router_count_cards (TenonRouter    *self,
                                TenonGraphEdge *edge,
                                TenonGraphPoint a,
                                TenonGraphPoint b);

void tenon_route_add_point (GArray *points,
                            int     x,
                            int     y);
void tenon_route_shape (TenonRouter *self,
                        guint        edge,
                        TenonRoute  *best);
void tenon_route_shape_anyhow (TenonRouter *self,
                               guint        edge,
                               TenonRoute  *best);

G_END_DECLS
