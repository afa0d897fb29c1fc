/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a line between two cards: thin rectangles of colour, with crow's feet at its ends. */

#include "tenon-link-drawing.h"

#include <math.h>

/* Straight piece between card and first bend: room for the foot. */
#define STUB 20
#define FOOT_LENGTH 11
#define FOOT_HALF_WIDTH 6
#define ENDS_SPREAD 14 /* from the first to the last kind of mark in one row, which is 22 high */
#define RING_RADIUS 3.5
#define SKETCH_SCALE 0.1
#define MARKS_FROM_SCALE 0.41 /* where rows become legible */
#define DASH 7.0              /* screen pixels, and a little less between */
#define GAP 5.0
#define MOST_WEIGHT 9.0 /* world pixels a line is widened by at most */
#define LABEL_PADDING 5
#define FAR_SCALE 0.3
#define FAR 0.6 /* share of the line's colour beside the ground's */
#define LABEL_HEIGHT 18
#define DIMMED 0.35

/* The kinds of ends that meet at one place of a card: a bit each. */
static gpointer
dup_place (guint node,
           int   port)
{
  gint64 *place = g_new (gint64, 1);

  *place = (gint64)node << 32 | (guint32)port;
  return place;
}

static void
note_end (GHashTable      *kinds,
          guint            node,
          int              port,
          TenonCardinality end)
{
  g_autofree gint64 *place = dup_place (node, port);
  guint              bits = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, place)) | (end != TENON_CARDINALITY_NONE ? 1u << end : 0);

  g_hash_table_insert (kinds, g_steal_pointer (&place), GUINT_TO_POINTER (bits));
}

/* How far from the middle of its place an end of this kind stands. */
static int
get_aside (GHashTable      *kinds,
           guint            node,
           int              port,
           TenonCardinality end)
{
  g_autofree gint64 *place = dup_place (node, port);
  guint              bits = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, place));
  int                n = 0, rank = 0;

  for (guint kind = TENON_CARDINALITY_ONE; kind <= TENON_CARDINALITY_ZERO_OR_MANY; kind++)
    {
      n += (bits >> kind) & 1;
      rank += kind < end ? (bits >> kind) & 1 : 0;
    }
  return n > 1 && end != TENON_CARDINALITY_NONE ? (2 * rank - (n - 1)) * ENDS_SPREAD / (2 * (n - 1)) : 0;
}

/**
 * tenon_links_spread_ends:
 * @links: (element-type TenonLink): of the edges of @graph, in their order
 *
 * Where lines with different marks end at one row, each kind of mark gets a place of its own in it, so that none is
 * painted over another; equal marks share one.
 */
void
tenon_links_spread_ends (GPtrArray  *links,
                         TenonGraph *graph)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < links->len; i++)
    {
      TenonLink      *link = g_ptr_array_index (links, i);
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      note_end (kinds, edge->from, edge->from_port, link->from_end);
      note_end (kinds, edge->to, edge->to_port, link->to_end);
    }
  for (guint i = 0; i < links->len; i++)
    {
      TenonLink      *link = g_ptr_array_index (links, i);
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      edge->from_port += get_aside (kinds, edge->from, edge->from_port, link->from_end);
      edge->to_port += get_aside (kinds, edge->to, edge->to_port, link->to_end);
    }
}

static void
add_point (GArray *points,
           int     x,
           int     y)
{
  TenonGraphPoint point = { x, y };

  g_array_append_val (points, point);
}

/**
 * tenon_route_simply:
 *
 * A line of at most four bends from side to side, past nothing and around nothing: what a line looks like while
 * its card is under the hand, before it is routed.
 */
void
tenon_route_simply (TenonGraph     *graph,
                    TenonGraphEdge *edge)
{
  TenonGraphNode *from = g_ptr_array_index (graph->nodes, edge->from), *to = g_ptr_array_index (graph->nodes, edge->to);
  int             y1 = from->y + edge->from_port, y2 = to->y + edge->to_port;
  int             left1 = from->x, right1 = from->x + from->width, left2 = to->x, right2 = to->x + to->width;
  int             x1, x2, bend;

  g_clear_pointer (&edge->points, g_array_unref);
  edge->points = g_array_new (FALSE, FALSE, sizeof (TenonGraphPoint));

  if (edge->from != edge->to && left2 - right1 >= 2 * STUB)
    {
      x1 = right1;
      x2 = left2;
      bend = (x1 + x2) / 2;
    }
  else if (edge->from != edge->to && left1 - right2 >= 2 * STUB)
    {
      x1 = left1;
      x2 = right2;
      bend = (x1 + x2) / 2;
    }
  else if (edge->from == edge->to || ABS (right1 - right2) <= ABS (left1 - left2))
    {
      x1 = right1;
      x2 = right2;
      bend = MAX (right1, right2) + STUB + 4;
    }
  else
    {
      x1 = left1;
      x2 = left2;
      bend = MIN (left1, left2) - STUB - 4;
    }

  add_point (edge->points, x1, y1);
  if (y1 != y2 || x1 == x2)
    {
      add_point (edge->points, bend, y1);
      add_point (edge->points, bend, y2);
    }
  add_point (edge->points, x2, y2);
}

/* The smallest rectangle around the line, with room for its marks; FALSE without points. */
gboolean
tenon_route_get_bounds (GArray          *points,
                        graphene_rect_t *bounds)
{
  int left = G_MAXINT, right = G_MININT, top = G_MAXINT, bottom = G_MININT;

  if (points == NULL || points->len == 0)
    return FALSE;

  for (guint i = 0; i < points->len; i++)
    {
      TenonGraphPoint *point = &g_array_index (points, TenonGraphPoint, i);

      left = MIN (left, point->x);
      right = MAX (right, point->x);
      top = MIN (top, point->y);
      bottom = MAX (bottom, point->y);
    }
  graphene_rect_init (bounds, left - FOOT_HALF_WIDTH - 2, top - FOOT_HALF_WIDTH - 2, right - left + 2 * FOOT_HALF_WIDTH + 4, bottom - top + 2 * FOOT_HALF_WIDTH + 4);
  return TRUE;
}

/* World pixels from a point to the nearest piece of the line. */
double
tenon_route_get_distance (GArray *points,
                          double  x,
                          double  y)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; points != NULL && i + 1 < points->len; i++)
    {
      TenonGraphPoint *a = &g_array_index (points, TenonGraphPoint, i), *b = &g_array_index (points, TenonGraphPoint, i + 1);
      double           dx = b->x - a->x, dy = b->y - a->y, length = dx * dx + dy * dy;
      double           t = length > 0 ? CLAMP (((x - a->x) * dx + (y - a->y) * dy) / length, 0, 1) : 0;

      nearest = MIN (nearest, hypot (a->x + t * dx - x, a->y + t * dy - y));
    }
  return nearest;
}

typedef struct
{
  GtkSnapshot   *snapshot;
  const GdkRGBA *color;
  const GdkRGBA *ground;
  double         scale;
  double         width; /* screen pixels */
  gboolean       dashed;
} Pen;

static void
draw_dashes (Pen                   *pen,
             const graphene_rect_t *piece)
{
  gboolean across = piece->size.width > piece->size.height;
  double   length = across ? piece->size.width : piece->size.height;

  for (double at = 0; at < length; at += DASH + GAP)
    {
      double dash = MIN (DASH, length - at);

      if (across)
        gtk_snapshot_append_color (pen->snapshot, pen->color, &GRAPHENE_RECT_INIT (piece->origin.x + at, piece->origin.y, dash, piece->size.height));
      else
        gtk_snapshot_append_color (pen->snapshot, pen->color, &GRAPHENE_RECT_INIT (piece->origin.x, piece->origin.y + at, piece->size.width, dash));
    }
}

/* An orthogonal piece, with square joints, on whole pixels so that it is crisp. */
static void
draw_piece (Pen                   *pen,
            const TenonGraphPoint *a,
            const TenonGraphPoint *b)
{
  double x1 = round (MIN (a->x, b->x) * pen->scale), x2 = round (MAX (a->x, b->x) * pen->scale);
  double y1 = round (MIN (a->y, b->y) * pen->scale), y2 = round (MAX (a->y, b->y) * pen->scale);

  /* from afar, steps of a line vanish in its pieces */
  if (pen->scale < SKETCH_SCALE && x2 - x1 < 2 && y2 - y1 < 2)
    return;
  if (pen->dashed && pen->scale >= SKETCH_SCALE)
    draw_dashes (pen, &GRAPHENE_RECT_INIT (x1, y1, x2 - x1 + pen->width, y2 - y1 + pen->width));
  else
    gtk_snapshot_append_color (pen->snapshot, pen->color, &GRAPHENE_RECT_INIT (x1, y1, x2 - x1 + pen->width, y2 - y1 + pen->width));
}

/* A line that is not orthogonal is drawn as the two sides of its rectangle. */
static void
draw_pieces (Pen    *pen,
             GArray *points)
{
  for (guint i = 0; i + 1 < points->len; i++)
    {
      const TenonGraphPoint *a = &g_array_index (points, TenonGraphPoint, i), *b = &g_array_index (points, TenonGraphPoint, i + 1);
      TenonGraphPoint        corner = { b->x, a->y };

      if (a->x == b->x || a->y == b->y)
        draw_piece (pen, a, b);
      else
        {
          draw_piece (pen, a, &corner);
          draw_piece (pen, &corner, b);
        }
    }
}

static void
stroke_foot (cairo_t *cr)
{
  cairo_move_to (cr, FOOT_LENGTH, 0);
  cairo_line_to (cr, 0, -FOOT_HALF_WIDTH);
  cairo_move_to (cr, FOOT_LENGTH, 0);
  cairo_line_to (cr, 0, FOOT_HALF_WIDTH);
  cairo_stroke (cr);
}

static void
stroke_bar (cairo_t *cr,
            double   x)
{
  cairo_move_to (cr, x, -FOOT_HALF_WIDTH + 1);
  cairo_line_to (cr, x, FOOT_HALF_WIDTH - 1);
  cairo_stroke (cr);
}

/* The line must not run through the ring: the ground fills it. */
static void
stroke_ring (cairo_t       *cr,
             double         x,
             const GdkRGBA *ground,
             const GdkRGBA *color)
{
  cairo_arc (cr, x, 0, RING_RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, ground);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_stroke (cr);
}

/* In coordinates that start at the card and run along the line. */
static void
stroke_end (Pen             *pen,
            cairo_t         *cr,
            TenonCardinality cardinality)
{
  gdk_cairo_set_source_rgba (cr, pen->color);
  cairo_set_line_width (cr, CLAMP (pen->width / pen->scale, 1.0, 2.5));
  switch (cardinality)
    {
    case TENON_CARDINALITY_ONE:
      stroke_bar (cr, 5);
      stroke_bar (cr, 9);
      break;
    case TENON_CARDINALITY_ZERO_OR_ONE:
      stroke_bar (cr, 5);
      stroke_ring (cr, 12, pen->ground, pen->color);
      break;
    case TENON_CARDINALITY_ONE_OR_MANY:
      stroke_foot (cr);
      stroke_bar (cr, FOOT_LENGTH + 3);
      break;
    case TENON_CARDINALITY_ZERO_OR_MANY:
      stroke_foot (cr);
      stroke_ring (cr, FOOT_LENGTH + RING_RADIUS, pen->ground, pen->color);
      break;
    case TENON_CARDINALITY_NONE:
    default:
      break;
    }
}

static void
draw_end (Pen                   *pen,
          const TenonGraphPoint *end,
          const TenonGraphPoint *next,
          TenonCardinality       cardinality)
{
  double reach = (FOOT_LENGTH + 2 * RING_RADIUS + 2) * pen->scale, side = (FOOT_HALF_WIDTH + 2) * pen->scale;
  double x = round (end->x * pen->scale) + pen->width / 2, y = round (end->y * pen->scale) + pen->width / 2;
  double dx = next->x - end->x, dy = next->y - end->y, length = hypot (dx, dy), far_x, far_y, left, top;
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr;

  if (cardinality == TENON_CARDINALITY_NONE || length == 0)
    return;

  far_x = x + dx / length * reach;
  far_y = y + dy / length * reach;
  left = floor (MIN (x, far_x) - side);
  top = floor (MIN (y, far_y) - side);
  /* at the origin: cairo's SVG surface loses recordings that begin elsewhere */
  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, ceil (fabs (far_x - x) + 2 * side) + 1, ceil (fabs (far_y - y) + 2 * side) + 1));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_translate (cr, x - left, y - top);
  cairo_rotate (cr, atan2 (dy, dx));
  cairo_scale (cr, pen->scale, pen->scale);
  stroke_end (pen, cr, cardinality);
  cairo_destroy (cr);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (left, top));
  gtk_snapshot_append_node (pen->snapshot, node);
  gtk_snapshot_restore (pen->snapshot);
}

/* 1.5 screen pixels at 100 %, never less than one, so that lines stay visible from afar; wider by the tenfold of load. */
static double
line_width (TenonLink *link,
            double     scale,
            gboolean   highlighted)
{
  double width = highlighted ? MAX (2.0, 2.0 * scale) : 1.5 * scale;

  width = scale < 0.8 && !highlighted ? 1.0 : CLAMP (width, 1.0, 4.0);
  if (link->weight > 0)
    width += MIN (1.5 * log10 (1 + link->weight), MOST_WEIGHT) * scale;
  return round (MAX (width, 1.0) * 2) / 2;
}

static GdkRGBA
line_color (TenonLink          *link,
            const TenonPalette *palette,
            double              scale,
            gboolean            highlighted,
            gboolean            dimmed)
{
  const GdkRGBA *plain = link->kind == TENON_LINK_COPY ? &palette->attention : &palette->line;

  if (highlighted || link->is_traced)
    return palette->accent;
  if (dimmed || link->is_dimmed)
    return tenon_rgba_fade (plain, DIMMED);
  /* from afar many run side by side, and are not to outweigh what they join; mixed, as what is not opaque is dear */
  return scale < FAR_SCALE && !palette->is_high_contrast ? tenon_rgba_mix (plain, &palette->ground, FAR) : *plain;
}

/* The piece of the line that has the most room for words. */
static void
find_label_place (GArray *points,
                  double *x,
                  double *y)
{
  double best = -1;

  for (guint i = 0; i + 1 < points->len; i++)
    {
      const TenonGraphPoint *a = &g_array_index (points, TenonGraphPoint, i), *b = &g_array_index (points, TenonGraphPoint, i + 1);
      double                 across = abs (a->x - b->x), down = abs (a->y - b->y);
      /* words lie across: a piece that does is worth more */
      double worth = MAX (across, down * 0.4);

      if (worth <= best)
        continue;
      best = worth;
      *x = (a->x + b->x) / 2.0;
      *y = (a->y + b->y) / 2.0;
    }
}

static void
draw_label (Pen                *pen,
            const char         *text,
            GArray             *points,
            const TenonPalette *palette,
            TenonTypeface      *typeface)
{
  g_autoptr (PangoLayout) layout = tenon_typeface_create_layout (typeface, TENON_FONT_SMALL, 0, text);
  PangoRectangle  logical;
  double          x = 0, y = 0, width, height;
  graphene_rect_t area;
  GskRoundedRect  outline;

  find_label_place (points, &x, &y);
  pango_layout_get_extents (layout, NULL, &logical);
  width = (double)logical.width / PANGO_SCALE + 2 * LABEL_PADDING;
  height = LABEL_HEIGHT;
  graphene_rect_init (&area, -width / 2, -height / 2, width, height);
  gsk_rounded_rect_init_from_rect (&outline, &area, height / 2);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_scale (pen->snapshot, pen->scale, pen->scale);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (round (x), round (y)));
  gtk_snapshot_push_rounded_clip (pen->snapshot, &outline);
  gtk_snapshot_append_color (pen->snapshot, &palette->card, &area);
  gtk_snapshot_pop (pen->snapshot);
  gtk_snapshot_append_border (pen->snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ *pen->color, *pen->color, *pen->color, *pen->color });
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (LABEL_PADDING - width / 2, -(double)logical.height / PANGO_SCALE / 2));
  gtk_snapshot_append_layout (pen->snapshot, layout, &palette->text);
  gtk_snapshot_restore (pen->snapshot);
}

/**
 * tenon_link_draw:
 * @points: the routed line, world coordinates
 * @scale: screen pixels a world pixel
 * @dimmed: it recedes behind what is selected
 *
 * The picture in screen pixels, for a world whose origin is at 0,0: to be moved by whole pixels, so that lines stay
 * crisp while the view is panned and nothing is drawn anew.
 *
 * Returns: (transfer full) (nullable): NULL where there is nothing to draw
 */
GskRenderNode *
tenon_link_draw (TenonLink          *link,
                 GArray             *points,
                 double              scale,
                 const TenonPalette *palette,
                 gboolean            highlighted,
                 gboolean            dimmed)
{
  GdkRGBA color = line_color (link, palette, scale, highlighted, dimmed);
  Pen     pen = { NULL, &color, &palette->ground, scale, line_width (link, scale, highlighted || link->is_traced), link->kind == TENON_LINK_ASSERTED };

  if (points == NULL || points->len < 2)
    return NULL;

  pen.snapshot = gtk_snapshot_new ();
  draw_pieces (&pen, points);
  if (scale >= MARKS_FROM_SCALE)
    {
      draw_end (&pen, &g_array_index (points, TenonGraphPoint, 0), &g_array_index (points, TenonGraphPoint, 1), link->from_end);
      draw_end (&pen, &g_array_index (points, TenonGraphPoint, points->len - 1), &g_array_index (points, TenonGraphPoint, points->len - 2), link->to_end);
    }
  return gtk_snapshot_free_to_node (pen.snapshot);
}

/**
 * tenon_link_draw_label:
 *
 * The words on the line, which lie above the cards. In screen pixels, as tenon_link_draw().
 *
 * Returns: (transfer full) (nullable): NULL where the line says nothing, or nothing that can be read at @scale
 */
GskRenderNode *
tenon_link_draw_label (TenonLink          *link,
                       GArray             *points,
                       double              scale,
                       const TenonPalette *palette,
                       TenonTypeface      *typeface,
                       gboolean            highlighted)
{
  GdkRGBA color = line_color (link, palette, scale, highlighted, FALSE);
  Pen     pen = { NULL, &color, &palette->ground, scale, 1, FALSE };

  if (link->label == NULL || link->is_dimmed || points == NULL || points->len < 2 || scale < MARKS_FROM_SCALE)
    return NULL;

  pen.snapshot = gtk_snapshot_new ();
  draw_label (&pen, link->label, points, palette, typeface);
  return gtk_snapshot_free_to_node (pen.snapshot);
}
