/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines that run along each other get a track each. Which one lies where follows from where they part: who turns off first
 * to the left is on the left, so that parting crosses nobody. Upright pieces come first, then level ones, whose order the
 * former decide. Pieces at a port stay, for that is where the line ends. */

#include "layout/tenon-layout-nudge.h"

#include "layout/tenon-layout-tracks.h"

#include <string.h>

/* How far a piece may move from where it was found. */
#define REACH 240
/* How far back in the row of pieces one looks for a better place. */
#define LOOK_BACK 200
/* Corners that two lines are followed around together. */
#define MAX_STEPS 8
/* Where something is routed anew, lines so far around it are kept clear of. */
#define AROUND 100

typedef struct
{
  TenonLayoutTrack track;
  guint            first;  /* of its two points in the line */
  guint            number; /* in which it was found: those of a line follow each other */
} Piece;

typedef struct
{
  TenonRouter     *router;
  const gboolean  *is_wanted;
  TenonLayoutBox   area;   /* others' pieces outside do not count */
  TenonLayoutGrid *around; /* (owned) nor those that do not meet these boxes around what may move */
  gboolean         is_level;
  GArray          *lines;  /* (element-type guint) those that count */
  GArray          *pieces; /* (element-type Piece) */
} Nudge;

static GArray *
points_of (Nudge *self,
           guint  line)
{
  return tenon_router_get_edge (self->router, line)->points;
}

static TenonGraphPoint *
point_at (Nudge *self,
          guint  line,
          guint  i)
{
  return &g_array_index (points_of (self, line), TenonGraphPoint, i);
}

/* Collecting */

typedef struct
{
  Nudge                *nudge;
  const TenonGraphEdge *edge;
  TenonLayoutTrack     *track;
} Bounding;

static gboolean
bound_by_card (guint                 id,
               const TenonLayoutBox *box,
               gpointer              data)
{
  Bounding         *bounding = data;
  TenonLayoutTrack *track = bounding->track;
  gboolean          is_level = bounding->nudge->is_level;
  int               near = (int)(is_level ? box->top : box->left), far = (int)(is_level ? box->bottom : box->right);

  if (far <= track->at)
    track->least = MAX (track->least, far);
  else if (near >= track->at)
    track->most = MIN (track->most, near);
  else
    track->least = track->most = track->at;
  return TRUE;
}

/* What leads to a port keeps its distance from the card. */
static void
bound_by_port (TenonLayoutTrack *track,
               int               port)
{
  int keep = MIN (ABS (track->at - port), TENON_ROUTE_STUB);

  if (track->at > port)
    track->least = MAX (track->least, port + keep);
  else
    track->most = MIN (track->most, port - keep);
}

static int
across (Nudge                 *self,
        const TenonGraphPoint *point)
{
  return self->is_level ? point->y : point->x;
}

static int
along (Nudge                 *self,
       const TenonGraphPoint *point)
{
  return self->is_level ? point->x : point->y;
}

static void
find_bounds (Nudge *self,
             Piece *piece)
{
  TenonLayoutTrack *track = &piece->track;
  guint             n = points_of (self, track->line)->len;
  Bounding          bounding = { self, tenon_router_get_edge (self->router, track->line), track };
  TenonLayoutBox    room = { track->at - REACH, track->low, track->at + REACH, track->high };

  track->least = track->at - REACH;
  track->most = track->at + REACH;
  if (self->is_level)
    room = (TenonLayoutBox){ room.top, room.left, room.bottom, room.right };
  tenon_layout_grid_visit (self->router->cards, &room, bound_by_card, &bounding);
  if (piece->first == 1)
    bound_by_port (track, across (self, point_at (self, track->line, 0)));
  if (piece->first + 3 == n)
    bound_by_port (track, across (self, point_at (self, track->line, n - 1)));
}

static gboolean
is_fixed (Nudge *self,
          guint  line,
          guint  first)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self->router, line);

  return !self->is_wanted[line] || edge->from == edge->to || first == 0 || first + 2 >= edge->points->len;
}

/* Lines of one come together at the same port. */
static guint64
bundle_of (const TenonGraphEdge *edge)
{
  return (guint64)edge->to << 32 | (guint32)edge->to_port;
}

/* Returns: whether the piece from the point on is near enough to what may move */
static gboolean
is_around (Nudge                 *self,
           const TenonGraphPoint *a)
{
  const TenonGraphPoint *b = a + 1;
  TenonLayoutBox         box = { MIN (a->x, b->x) - 1, MIN (a->y, b->y) - 1, MAX (a->x, b->x) + 1, MAX (a->y, b->y) + 1 };

  return tenon_layout_boxes_meet (&box, &self->area) && !tenon_layout_grid_is_free (self->around, &box);
}

static void
collect_line (Nudge *self,
              guint  line)
{
  GArray *points = points_of (self, line);

  for (guint i = 0; points != NULL && i + 1 < points->len; i++)
    {
      TenonGraphPoint *a = point_at (self, line, i), *b = point_at (self, line, i + 1);
      Piece            piece = { .first = i, .number = self->pieces->len };

      if ((a->y == b->y) != self->is_level || (a->x == b->x && a->y == b->y))
        continue;
      if (!self->is_wanted[line] && !is_around (self, a))
        continue;
      piece.track.at = piece.track.least = piece.track.most = across (self, a);
      piece.track.low = MIN (along (self, a), along (self, b));
      piece.track.high = MAX (along (self, a), along (self, b));
      piece.track.line = line;
      piece.track.bundle = bundle_of (tenon_router_get_edge (self->router, line));
      if (!is_fixed (self, line, i))
        find_bounds (self, &piece);
      g_array_append_val (self->pieces, piece);
    }
}

/* Order */

/* Along a line, away from a piece. */
typedef struct
{
  Nudge *nudge;
  guint  line;
  guint  at;   /* the point at the end of the piece */
  int    step; /* to the next point, 1 or -1 */
} Walker;

static Walker
walk_from (Nudge       *self,
           const Piece *piece,
           gboolean     to_high)
{
  const TenonGraphPoint *a = point_at (self, piece->track.line, piece->first), *b = a + 1;
  gboolean               is_forward = (along (self, b) > along (self, a)) == to_high;

  return (Walker){ self, piece->track.line, is_forward ? piece->first + 1 : piece->first, is_forward ? 1 : -1 };
}

static const TenonGraphPoint *
walker_point (const Walker *self)
{
  return point_at (self->nudge, self->line, self->at);
}

/* Returns: 1 where the line turns left at the walker's place, as seen on the screen by who walks along it; -1 to the right;
 * 0 where it ends */
static int
find_turn (const Walker   *self,
           TenonGraphPoint heading)
{
  guint                  n = points_of (self->nudge, self->line)->len;
  const TenonGraphPoint *here = walker_point (self), *next;
  gint64                 turn;

  if (self->step < 0 ? self->at == 0 : self->at + 1 >= n)
    return 0;
  next = point_at (self->nudge, self->line, self->at + self->step);
  turn = (gint64)(next->x - here->x) * heading.y - (gint64)(next->y - here->y) * heading.x;
  return turn > 0 ? 1 : turn < 0 ? -1
                                 : 0;
}

static gint64
progress_of (const Walker   *self,
             TenonGraphPoint heading)
{
  const TenonGraphPoint *here = walker_point (self);

  return (gint64)here->x * heading.x + (gint64)here->y * heading.y;
}

/* Returns: whether what turns off here gets past both pieces, and so could cross one */
static gboolean
gets_past (const Walker *self,
           const Piece  *a,
           const Piece  *b)
{
  int to;

  if (self->step < 0 ? self->at == 0 : self->at + 1 >= points_of (self->nudge, self->line)->len)
    return FALSE;
  to = across (self->nudge, point_at (self->nudge, self->line, self->at + self->step));
  return to <= MIN (a->track.at, b->track.at) || to >= MAX (a->track.at, b->track.at);
}

/* Returns: 1 where @one is to be left of @other as seen by who walks along both, -1 right of it, 0 where either will do */
static int
compare_sides (Nudge       *self,
               const Piece *one,
               const Piece *other,
               gboolean     to_high)
{
  Walker          a = walk_from (self, one, to_high), b = walk_from (self, other, to_high);
  int             step = to_high ? 1 : -1;
  TenonGraphPoint heading = self->is_level ? (TenonGraphPoint){ step, 0 } : (TenonGraphPoint){ 0, step };

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      gint64                 ahead = progress_of (&a, heading) - progress_of (&b, heading);
      int                    turn_a = find_turn (&a, heading), turn_b = find_turn (&b, heading);
      const TenonGraphPoint *from, *to;

      if (ahead != 0 && i == 0 && !gets_past (ahead < 0 ? &a : &b, one, other))
        return 0;
      if (ahead != 0)
        return ahead < 0 ? turn_a : -turn_b;
      if (turn_a == 0 || turn_b == 0)
        return 0;
      if (turn_a != turn_b)
        return turn_a;
      from = walker_point (&a);
      a.at += a.step;
      b.at += b.step;
      to = walker_point (&a);
      heading = (TenonGraphPoint){ (to->x > from->x) - (to->x < from->x), (to->y > from->y) - (to->y < from->y) };
    }
  return 0;
}

/* Returns: below 0 where @a is to come before @b, left of it or above it */
static int
compare_order (Nudge       *self,
               const Piece *a,
               const Piece *b)
{
  int to_low = compare_sides (self, a, b, FALSE);
  int to_high = compare_sides (self, a, b, TRUE);

  /* Who walks up or to the right has what is smaller on the left. */
  return self->is_level ? to_low - to_high : to_high - to_low;
}

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const TenonLayoutTrack *x = &((const Piece *)a)->track, *y = &((const Piece *)b)->track;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  return x->low < y->low ? -1 : x->low > y->low;
}

static gboolean
are_beside (const Piece *a,
            const Piece *b)
{
  return MIN (a->track.high, b->track.high) > MAX (a->track.low, b->track.low);
}

static gboolean
may_swap (const Piece *a,
          const Piece *b)
{
  return a->track.least <= b->track.at && b->track.at <= a->track.most && b->track.least <= a->track.at && a->track.at <= b->track.most;
}

/* By where they are; then each goes before the first one that it had better not be behind. */
static void
sort_pieces (Nudge *self)
{
  g_array_sort (self->pieces, compare_pieces);
  for (guint i = 1; i < self->pieces->len; i++)
    {
      Piece piece = g_array_index (self->pieces, Piece, i);
      guint to = i;

      for (guint j = i; j-- > 0 && i - j <= LOOK_BACK;)
        {
          const Piece *other = &g_array_index (self->pieces, Piece, j);
          int          order;

          if (other->track.at < piece.track.least)
            break;
          if (!are_beside (&piece, other))
            continue;
          if (!may_swap (&piece, other))
            break;
          order = compare_order (self, &piece, other);
          if (order > 0)
            break;
          if (order < 0)
            to = j;
        }
      if (to == i)
        continue;
      memmove (&g_array_index (self->pieces, Piece, to + 1), &g_array_index (self->pieces, Piece, to), (i - to) * sizeof piece);
      g_array_index (self->pieces, Piece, to) = piece;
    }
}

/* Moving */

static void
move_pieces (Nudge *self)
{
  guint                        n = self->pieces->len;
  g_autofree TenonLayoutTrack *tracks = g_new (TenonLayoutTrack, MAX (n, 1));
  g_autofree guint            *place_of = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    place_of[g_array_index (self->pieces, Piece, i).number] = i;
  for (guint i = 0; i < n; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const Piece *next = piece->number + 1 < n ? &g_array_index (self->pieces, Piece, place_of[piece->number + 1]) : NULL;

      tracks[i] = piece->track;
      tracks[i].next = next != NULL && next->track.line == piece->track.line && next->first == piece->first + 2 ? place_of[piece->number + 1] : G_MAXUINT;
    }
  tenon_layout_tracks_spread (tracks, n, TENON_ROUTE_SPACING);
  for (guint i = 0; i < n; i++)
    {
      guint first = g_array_index (self->pieces, Piece, i).first;

      for (guint j = first; j <= first + 1; j++)
        *(self->is_level ? &point_at (self, tracks[i].line, j)->y : &point_at (self, tracks[i].line, j)->x) = tracks[i].at;
    }
}

static void
spread_along (Nudge   *self,
              gboolean is_level)
{
  self->is_level = is_level;
  g_array_set_size (self->pieces, 0);
  for (guint i = 0; i < self->lines->len; i++)
    collect_line (self, g_array_index (self->lines, guint, i));
  sort_pieces (self);
  move_pieces (self);
}

static void
find_lines (Nudge *self)
{
  for (guint i = 0; i < self->router->graph->edges->len; i++)
    {
      GArray  *points = points_of (self, i);
      gboolean counts = self->is_wanted[i];

      for (guint j = 0; points != NULL && j + 1 < points->len && !counts; j++)
        counts = is_around (self, point_at (self, i, j));
      if (counts)
        g_array_append_val (self->lines, i);
    }
}

/* What has come to lie on one straight line is one piece. */
static void
join_pieces (Nudge *self,
             guint  line)
{
  TenonGraphEdge *edge = tenon_router_get_edge (self->router, line);
  g_autoptr (GArray) old = g_array_copy (edge->points);

  g_array_set_size (edge->points, 0);
  for (guint i = 0; i < old->len; i++)
    tenon_route_add_point (edge->points, g_array_index (old, TenonGraphPoint, i).x, g_array_index (old, TenonGraphPoint, i).y);
}

static void
add_around (Nudge                 *self,
            const TenonGraphPoint *a)
{
  const TenonGraphPoint *b = a + 1;
  TenonLayoutBox         box = { MIN (a->x, b->x) - AROUND, MIN (a->y, b->y) - AROUND, MAX (a->x, b->x) + AROUND, MAX (a->y, b->y) + AROUND };

  tenon_layout_grid_add (self->around, 0, &box);
  self->area.left = MIN (self->area.left, box.left);
  self->area.top = MIN (self->area.top, box.top);
  self->area.right = MAX (self->area.right, box.right);
  self->area.bottom = MAX (self->area.bottom, box.bottom);
}

static void
find_area (Nudge *self)
{
  self->area = (TenonLayoutBox){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < self->router->graph->edges->len; i++)
    {
      for (guint j = 0; self->is_wanted[i] && j + 1 < points_of (self, i)->len; j++)
        add_around (self, point_at (self, i, j));
    }
}

/**
 * tenon_layout_nudge:
 * @is_wanted: of each line, whether it may move; all have points
 *
 * What is found costs a number of steps for each piece. Lines stay clear of what they were clear of.
 */
void
tenon_layout_nudge (TenonRouter    *router,
                    const gboolean *is_wanted)
{
  Nudge self = { .router = router, .is_wanted = is_wanted };

  self.lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self.around = tenon_layout_grid_new (512);
  find_area (&self);
  find_lines (&self);
  spread_along (&self, FALSE);
  spread_along (&self, TRUE);
  spread_along (&self, FALSE);
  for (guint i = 0; i < router->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = tenon_router_get_edge (router, i);

      if (is_wanted[i] && edge->from != edge->to)
        join_pieces (&self, i);
    }
  tenon_layout_grid_free (self.around);
  g_array_unref (self.lines);
  g_array_unref (self.pieces);
}
