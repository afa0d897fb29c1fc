/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lines look at on their way: the cards, and the lines that stand already. */

#include "layout/tenon-layout-router.h"

#include <math.h>
#include <string.h>

/* A vertical or horizontal piece of a line that stands: at @at, from @low to @high. */
typedef struct
{
  int   at;
  int   low;
  int   high;
  guint edge;
} Track;

TenonGraphNode *
tenon_router_get_node (TenonRouter *self,
                       guint        i)
{
  return g_ptr_array_index (self->graph->nodes, i);
}

TenonGraphEdge *
tenon_router_get_edge (TenonRouter *self,
                       guint        i)
{
  return g_ptr_array_index (self->graph->edges, i);
}

int
tenon_router_get_port_x (TenonGraphNode *node,
                         TenonRouteSide  side)
{
  return side == TENON_ROUTE_LEFT ? node->x : node->x + node->width;
}

/* Pieces that stand */

static GArray *
bucket (TenonRouter *self,
        gboolean     is_horizontal,
        int          key,
        gboolean     create)
{
  GArray *tracks = g_hash_table_lookup (self->tracks[is_horizontal], GINT_TO_POINTER (key));

  if (tracks == NULL && create)
    {
      tracks = g_array_new (FALSE, FALSE, sizeof (Track));
      g_hash_table_insert (self->tracks[is_horizontal], GINT_TO_POINTER (key), tracks);
    }
  return tracks;
}

static int
key_of (int at)
{
  return (int)floor ((double)at / TENON_ROUTE_SPACING);
}

/* All pieces of a line that stands. */
void
tenon_router_remember (TenonRouter           *self,
                       guint                  edge,
                       const TenonGraphPoint *points,
                       guint                  n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      gboolean is_horizontal = points[i].y == points[i + 1].y;
      Track    track = { .edge = edge };

      track.at = is_horizontal ? points[i].y : points[i].x;
      track.low = is_horizontal ? MIN (points[i].x, points[i + 1].x) : MIN (points[i].y, points[i + 1].y);
      track.high = is_horizontal ? MAX (points[i].x, points[i + 1].x) : MAX (points[i].y, points[i + 1].y);
      g_array_append_val (bucket (self, is_horizontal, key_of (track.at), TRUE), track);
    }
}

/* Lines that come to one port may share the last bit of their way there. Nothing else on a line's last piece can be moved
 * aside. */
static gboolean
may_share (TenonRouter *self,
           guint        a,
           const Track *track,
           int          low,
           int          high)
{
  TenonGraphEdge *x = tenon_router_get_edge (self, a);
  TenonGraphEdge *y = tenon_router_get_edge (self, track->edge);
  TenonGraphNode *node = tenon_router_get_node (self, x->to);

  if (x->to != y->to || x->to_port != y->to_port || track->at != node->y + x->to_port)
    return FALSE;
  return low >= node->x - TENON_ROUTE_TRUNK && high <= node->x + node->width + TENON_ROUTE_TRUNK;
}

/* Returns: how many other lines run along the piece, or too close beside it */
guint
tenon_router_count_along (TenonRouter    *self,
                          guint           edge,
                          TenonGraphPoint a,
                          TenonGraphPoint b)
{
  gboolean is_horizontal = a.y == b.y;
  int      at = is_horizontal ? a.y : a.x;
  int      low = is_horizontal ? MIN (a.x, b.x) : MIN (a.y, b.y);
  int      high = is_horizontal ? MAX (a.x, b.x) : MAX (a.y, b.y);
  guint    n = 0;

  for (int key = key_of (at) - 1; key <= key_of (at) + 1; key++)
    {
      GArray *tracks = bucket (self, is_horizontal, key, FALSE);

      for (guint i = 0; tracks != NULL && i < tracks->len && n < TENON_ROUTE_MOST_ALONG; i++)
        {
          const Track *track = &g_array_index (tracks, Track, i);

          n += track->edge != edge && ABS (track->at - at) < TENON_ROUTE_SPACING && track->low < high && low < track->high && !may_share (self, edge, track, MAX (low, track->low), MIN (high, track->high));
        }
    }
  return n;
}

/* What a line meets */

typedef struct
{
  guint                 n;
  guint                 from; /* the cards at its ends, which count only where the line goes through them */
  guint                 to;
  const TenonLayoutBox *piece;
  TenonRouter          *router;
} Meeting;

static TenonLayoutBox
box_of (const TenonGraphNode *node)
{
  return (TenonLayoutBox){ node->x, node->y, (double)node->x + node->width, (double)node->y + node->height };
}

static gboolean
count_card (guint                 id,
            const TenonLayoutBox *box,
            gpointer              data)
{
  Meeting       *meeting = data;
  TenonLayoutBox own;

  if (id == meeting->from || id == meeting->to)
    {
      own = box_of (tenon_router_get_node (meeting->router, id));
      if (!tenon_layout_boxes_meet (&own, meeting->piece))
        return TRUE;
    }
  meeting->n++;
  return TRUE;
}

/* Returns: the cards that the piece between two points crosses or comes too close to */
guint
tenon_router_count_cards (TenonRouter    *self,
                          TenonGraphEdge *edge,
                          TenonGraphPoint a,
                          TenonGraphPoint b)
{
  TenonLayoutBox piece = { MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y) };
  Meeting        meeting = { 0, edge->from, edge->to, &piece, self };

  tenon_layout_grid_visit (self->cards, &piece, count_card, &meeting);
  return meeting.n;
}

/* Making */

/**
 * tenon_router_init:
 * @graph: every node has a place; it must stay as it is
 */
void
tenon_router_init (TenonRouter *self,
                   TenonGraph  *graph)
{
  guint  n = graph->nodes->len;
  double size = 0;

  memset (self, 0, sizeof *self);
  self->graph = graph;
  self->boxes = g_new (TenonLayoutBox, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      TenonGraphNode *node = tenon_router_get_node (self, i);

      self->boxes[i] = box_of (node);
      self->boxes[i].left -= TENON_ROUTE_CLEARANCE;
      self->boxes[i].top -= TENON_ROUTE_CLEARANCE;
      self->boxes[i].right += TENON_ROUTE_CLEARANCE;
      self->boxes[i].bottom += TENON_ROUTE_CLEARANCE;
      size += (node->width + node->height) / 2.0 / n;
    }
  self->cards = tenon_layout_grid_new (CLAMP (size, 64, 1024));
  for (guint i = 0; i < n; i++)
    tenon_layout_grid_add (self->cards, i, &self->boxes[i]);
  for (guint i = 0; i < 2; i++)
    self->tracks[i] = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
}

void
tenon_router_clear (TenonRouter *self)
{
  g_clear_pointer (&self->channels, tenon_layout_channels_free);
  tenon_layout_grid_free (self->cards);
  g_free (self->boxes);
  g_hash_table_unref (self->tracks[0]);
  g_hash_table_unref (self->tracks[1]);
}
