/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Judges a layout by counting, pair by pair: slow and plain on purpose, sharing nothing with what it judges. */

#include "layout-score.h"

#include <math.h>
#include <stdlib.h>

/* Lines nearer to each other than so many pixels are one to the eye. */
#define SHARED_DISTANCE 2

typedef struct
{
  guint  from;
  guint  to;
  double x1;
  double y1;
  double x2;
  double y2;
} Line;

static TenonGraphNode *
node_at (const TenonGraph *graph,
         guint             i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *x = a;
  const Line *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}

/* Between every two tables that refer to each other one line, to itself none. */
static GArray *
straight_lines (const TenonGraph *graph,
                const double     *x,
                const double     *y)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  guint   n = 0;

  for (guint i = 0; i < graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
      guint                 a = MIN (edge->from, edge->to), b = MAX (edge->from, edge->to);
      Line                  line = { a, b, x[a], y[a], x[b], y[b] };

      if (a != b)
        g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      if (n == 0 || compare_lines (&g_array_index (lines, Line, n - 1), &g_array_index (lines, Line, i)) != 0)
        g_array_index (lines, Line, n++) = g_array_index (lines, Line, i);
    }
  g_array_set_size (lines, n);
  return lines;
}

static int
side (const Line *line,
      double      x,
      double      y)
{
  double turn = (line->x2 - line->x1) * (y - line->y1) - (line->y2 - line->y1) * (x - line->x1);

  return turn > 0 ? 1 : turn < 0 ? -1
                                 : 0;
}

static gboolean
cross (const Line *a,
       const Line *b)
{
  if (MAX (a->x1, a->x2) < MIN (b->x1, b->x2) || MAX (b->x1, b->x2) < MIN (a->x1, a->x2) || MAX (a->y1, a->y2) < MIN (b->y1, b->y2) || MAX (b->y1, b->y2) < MIN (a->y1, a->y2))
    return FALSE;
  return side (a, b->x1, b->y1) * side (a, b->x2, b->y2) < 0 && side (b, a->x1, a->y1) * side (b, a->x2, a->y2) < 0;
}

/* Liang and Barsky, "A new concept and method for line clipping" (ACM TOG 3, 1984). */
static gboolean
passes (const Line *line,
        double      left,
        double      top,
        double      right,
        double      bottom)
{
  double from = 0, to = 1;
  double delta[] = { line->x2 - line->x1, line->x2 - line->x1, line->y2 - line->y1, line->y2 - line->y1 };
  double bound[] = { left - line->x1, right - line->x1, top - line->y1, bottom - line->y1 };

  for (guint i = 0; i < 4; i++)
    {
      gboolean is_lower = i % 2 == 0;

      if (fabs (delta[i]) < 1e-12)
        {
          if (is_lower ? bound[i] >= 0 : bound[i] <= 0)
            return FALSE;
        }
      else if (is_lower == (delta[i] > 0))
        from = MAX (from, bound[i] / delta[i]);
      else
        to = MIN (to, bound[i] / delta[i]);
    }
  return from < to;
}

static void
score_lines (const TenonGraph *graph,
             GArray           *lines,
             const double     *x,
             const double     *y,
             LayoutScore      *score)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      score->mean_line += hypot (line->x2 - line->x1, line->y2 - line->y1) / lines->len;
      for (guint j = 0; j < i; j++)
        {
          const Line *other = &g_array_index (lines, Line, j);

          if (line->from == other->from || line->from == other->to || line->to == other->from || line->to == other->to)
            continue;
          score->crossings += cross (line, other);
        }
      for (guint j = 0; j < graph->nodes->len; j++)
        {
          double w = node_at (graph, j)->width / 2.0, h = node_at (graph, j)->height / 2.0;

          if (j != line->from && j != line->to)
            score->through += passes (line, x[j] - w, y[j] - h, x[j] + w, y[j] + h);
        }
    }
}

/**
 * layout_score:
 * @x: centres of the cards, in pixels
 */
void
layout_score (const TenonGraph *graph,
              const double     *x,
              const double     *y,
              LayoutScore      *score)
{
  g_autoptr (GArray) lines = straight_lines (graph, x, y);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE, area = 0;

  score_lines (graph, lines, x, y, score);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      double w = node_at (graph, i)->width, h = node_at (graph, i)->height;

      left = MIN (left, x[i] - w / 2);
      right = MAX (right, x[i] + w / 2);
      top = MIN (top, y[i] - h / 2);
      bottom = MAX (bottom, y[i] + h / 2);
      area += w * h;
      for (guint j = 0; j < i; j++)
        {
          /* A hundredth of a pixel is what printing a place rounds away. */
          score->overlaps += fabs (x[i] - x[j]) < (w + node_at (graph, j)->width) / 2 - 0.02 && fabs (y[i] - y[j]) < (h + node_at (graph, j)->height) / 2 - 0.02;
        }
    }
  score->fill = area / ((right - left) * (bottom - top));
  score->aspect = (right - left) / (bottom - top);
}

/* Whether any piece of the routed line runs inside the card; along its border is beside it. */
static gboolean
runs_inside (const TenonGraphEdge *edge,
             const TenonGraphNode *node)
{
  for (guint i = 0; i + 1 < edge->points->len; i++)
    {
      TenonGraphPoint a = g_array_index (edge->points, TenonGraphPoint, i);
      TenonGraphPoint b = g_array_index (edge->points, TenonGraphPoint, i + 1);

      if (MIN (a.x, b.x) < node->x + node->width && MAX (a.x, b.x) > node->x && MIN (a.y, b.y) < node->y + node->height && MAX (a.y, b.y) > node->y)
        return TRUE;
    }
  return FALSE;
}

static guint
cross_routed (const TenonGraphEdge *a,
              const TenonGraphEdge *b)
{
  guint n = 0;

  for (guint i = 0; i + 1 < a->points->len; i++)
    {
      const TenonGraphPoint *p = &g_array_index (a->points, TenonGraphPoint, i);
      Line                   one = { 0, 0, p[0].x, p[0].y, p[1].x, p[1].y };

      for (guint j = 0; j + 1 < b->points->len; j++)
        {
          const TenonGraphPoint *q = &g_array_index (b->points, TenonGraphPoint, j);
          Line                   two = { 0, 0, q[0].x, q[0].y, q[1].x, q[1].y };

          n += cross (&one, &two);
        }
    }
  return n;
}

/* A piece of a routed line. */
typedef struct
{
  int at;
  int low;
  int high;
} Piece;

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const Piece *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->low < y->low ? -1 : x->low > y->low;
}

static int
compare_lows (gconstpointer a,
              gconstpointer b)
{
  const Piece *x = a, *y = b;

  return x->low < y->low ? -1 : x->low > y->low;
}

/* Returns: how much of the piece others cover that run beside it closer than that */
static double
measure_covered (GArray *pieces,
                 guint   index)
{
  const Piece *piece = &g_array_index (pieces, Piece, index);
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (Piece));
  double length = 0;
  int    end = piece->low;

  for (int step = -1; step <= 1; step += 2)
    {
      for (guint i = index + step; i < pieces->len && ABS (g_array_index (pieces, Piece, i).at - piece->at) < SHARED_DISTANCE; i += step)
        {
          Piece cover = g_array_index (pieces, Piece, i);

          cover.low = MAX (cover.low, piece->low);
          cover.high = MIN (cover.high, piece->high);
          if (cover.low < cover.high)
            g_array_append_val (covers, cover);
        }
    }
  g_array_sort (covers, compare_lows);
  for (guint i = 0; i < covers->len; i++)
    {
      const Piece *cover = &g_array_index (covers, Piece, i);

      length += MAX (0, cover->high - MAX (end, cover->low));
      end = MAX (end, cover->high);
    }
  return length;
}

static void
score_shared (const TenonGraph *graph,
              LayoutScore      *score)
{
  for (guint horizontal = 0; horizontal < 2; horizontal++)
    {
      g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

      for (guint i = 0; i < graph->edges->len; i++)
        {
          const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

          for (guint j = 0; j + 1 < edge->points->len; j++)
            {
              TenonGraphPoint a = g_array_index (edge->points, TenonGraphPoint, j);
              TenonGraphPoint b = g_array_index (edge->points, TenonGraphPoint, j + 1);
              Piece           piece = { horizontal ? a.y : a.x, horizontal ? MIN (a.x, b.x) : MIN (a.y, b.y), horizontal ? MAX (a.x, b.x) : MAX (a.y, b.y) };

              if ((a.y == b.y) == (horizontal == 1))
                g_array_append_val (pieces, piece);
            }
        }
      g_array_sort (pieces, compare_pieces);
      for (guint i = 0; i < pieces->len; i++)
        {
          score->routed_length += g_array_index (pieces, Piece, i).high - g_array_index (pieces, Piece, i).low;
          score->routed_shared += measure_covered (pieces, i);
        }
    }
}

void
layout_score_routed (const TenonGraph *graph,
                     LayoutScore      *score)
{
  score_shared (graph, score);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      for (guint j = 0; j < graph->nodes->len; j++)
        score->routed_through += runs_inside (edge, node_at (graph, j));
      for (guint j = 0; j < i; j++)
        {
          const TenonGraphEdge *other = g_ptr_array_index (graph->edges, j);
          gboolean              is_fan = edge->from == other->from || edge->from == other->to || edge->to == other->from || edge->to == other->to;

          *(is_fan ? &score->fan_crossings : &score->routed_crossings) += cross_routed (edge, other);
        }
    }
}
