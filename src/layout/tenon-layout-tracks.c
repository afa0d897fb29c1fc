/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves parallel pieces of lines apart so that each can be followed, as the nudging in M. Wybrow, K. Marriott, P. Stuckey,
 * "Orthogonal connector routing" (Graph Drawing 2009): what runs beside each other keeps its order and a distance, which
 * gets smaller only where there is no room, and what is alone stays where it is. */

#include "layout/tenon-layout-tracks.h"

#include <math.h>

/* What ends so close to where another begins is beside it all the same. */
#define MARGIN 4
#define ROUNDS 10

/* The one, earlier in the order, stays at least @gap before the other. */
typedef struct
{
  guint before;
  guint after;
  int   gap;
} Gap;

typedef struct
{
  TenonLayoutTrack *tracks;
  guint             n;
  GArray           *gaps;   /* (element-type Gap) */
  int              *lowest; /* where each can be at the earliest and the latest, the others in mind */
  int              *highest;
  double           *place;
} Spread;

/* What is beside what */

typedef struct
{
  int      at;
  guint    track;
  gboolean opens;
} Event;

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->opens != y->opens)
    return x->opens ? 1 : -1;
  return x->track < y->track ? -1 : x->track > y->track;
}

static guint
find_place (GArray *active,
            guint   track)
{
  guint low = 0, high = active->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (active, guint, middle) < track)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Lines that come together may do so from both sides of their port. */
static gboolean
may_touch (const TenonLayoutTrack *a,
           const TenonLayoutTrack *b)
{
  return a->line == b->line || (a->bundle == b->bundle && MIN (a->high, b->high) <= MAX (a->low, b->low));
}

static void
add_gap (Spread *self,
         guint   before,
         guint   after,
         int     spacing)
{
  Gap gap = { before, after, spacing };

  g_array_append_val (self->gaps, gap);
}

/* To the next ones on either side of place @at among those active that it may not touch. */
static void
add_gaps (Spread *self,
          GArray *active,
          guint   at,
          int     spacing)
{
  guint                   track = g_array_index (active, guint, at);
  const TenonLayoutTrack *own = &self->tracks[track];
  guint                   before = at, after = at + 1;

  while (before > 0 && may_touch (own, &self->tracks[g_array_index (active, guint, before - 1)]))
    before--;
  while (after < active->len && may_touch (own, &self->tracks[g_array_index (active, guint, after)]))
    after++;
  if (before > 0)
    add_gap (self, g_array_index (active, guint, before - 1), track, spacing);
  if (after < active->len)
    add_gap (self, track, g_array_index (active, guint, after), spacing);
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  const Gap *x = a, *y = b;

  if (x->after != y->after)
    return x->after < y->after ? -1 : 1;
  return x->before < y->before ? -1 : x->before > y->before;
}

/* A line sweeps along the pieces and knows those it crosses in their order. When it leaves one, that must be clear of its
 * neighbours; what lies further away follows from those. */
static void
find_gaps (Spread *self,
           int     spacing)
{
  g_autoptr (GArray) events = g_array_sized_new (FALSE, FALSE, sizeof (Event), 2 * self->n);
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n; i++)
    {
      Event open = { self->tracks[i].low - MARGIN, i, TRUE }, close = { self->tracks[i].high + MARGIN, i, FALSE };

      g_array_append_val (events, open);
      g_array_append_val (events, close);
    }
  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      guint        at = find_place (active, event->track);

      if (event->opens)
        {
          g_array_insert_val (active, at, event->track);
          continue;
        }
      add_gaps (self, active, at, spacing);
      g_array_remove_index (active, at);
    }
  for (guint i = 0; i < self->n; i++)
    {
      guint next = self->tracks[i].next;
      Gap   gap = { MIN (i, next), next == G_MAXUINT ? i : MAX (i, next), 0 };

      gap.gap = self->tracks[gap.after].at - self->tracks[gap.before].at;
      if (gap.gap <= 0)
        continue;
      gap.gap = MIN (gap.gap, spacing);
      g_array_append_val (self->gaps, gap);
    }
  g_array_sort (self->gaps, compare_gaps);
}

/* How much room there is */

static void
find_limits (Spread *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      self->lowest[i] = self->tracks[i].least;
      self->highest[i] = self->tracks[i].most;
    }
  /* Gaps lead forward and are sorted by where they end; backwards the order need only be that of the ends. */
  for (guint i = 0; i < self->gaps->len; i++)
    {
      const Gap *gap = &g_array_index (self->gaps, Gap, i);

      self->lowest[gap->after] = MIN (MAX (self->lowest[gap->after], self->lowest[gap->before] + gap->gap), self->tracks[gap->after].most);
    }
  for (guint i = self->gaps->len; i-- > 0;)
    {
      const Gap *gap = &g_array_index (self->gaps, Gap, i);

      self->highest[gap->before] = MAX (MIN (self->highest[gap->before], self->highest[gap->after] - gap->gap), self->tracks[gap->before].least);
    }
}

/* Makes the gaps smaller wherever what stands in a row does not fit. */
static void
fit (Spread *self)
{
  gboolean is_changing = TRUE;

  while (is_changing)
    {
      is_changing = FALSE;
      find_limits (self);
      for (guint i = 0; i < self->gaps->len; i++)
        {
          Gap *gap = &g_array_index (self->gaps, Gap, i);

          if (gap->gap == 0 || self->lowest[gap->before] + gap->gap <= self->highest[gap->after])
            continue;
          gap->gap = gap->gap > 4 ? gap->gap - 2 : gap->gap - 1;
          is_changing = TRUE;
        }
    }
}

/* Places */

/* A row that stands too close spreads to both sides: each moves by half of what those before and after it ask for. */
static void
spread_rows (Spread *self)
{
  g_autofree double *forward = g_new0 (double, self->n);
  g_autofree double *backward = g_new0 (double, self->n);

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const Gap *gap = &g_array_index (self->gaps, Gap, i);
      double     missing = gap->gap - (self->tracks[gap->after].at - self->tracks[gap->before].at);

      forward[gap->after] = MAX (forward[gap->after], forward[gap->before] + missing);
    }
  for (guint i = self->gaps->len; i-- > 0;)
    {
      const Gap *gap = &g_array_index (self->gaps, Gap, i);
      double     missing = gap->gap - (self->tracks[gap->after].at - self->tracks[gap->before].at);

      backward[gap->before] = MAX (backward[gap->before], backward[gap->after] + missing);
    }
  for (guint i = 0; i < self->n; i++)
    self->place[i] = CLAMP (self->tracks[i].at + (forward[i] - backward[i]) / 2, self->lowest[i], MAX (self->lowest[i], self->highest[i]));
}

static void
relax (Spread *self)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      for (guint i = 0; i < self->gaps->len; i++)
        {
          const Gap *gap = &g_array_index (self->gaps, Gap, i);
          double     missing = gap->gap - (self->place[gap->after] - self->place[gap->before]);

          if (missing <= 0)
            continue;
          self->place[gap->before] = MAX (self->place[gap->before] - missing / 2, self->lowest[gap->before]);
          self->place[gap->after] = MIN (self->place[gap->after] + missing / 2, self->highest[gap->after]);
        }
    }
}

/* On whole pixels, each clear of those before it. */
static void
settle (Spread *self)
{
  guint next = 0;

  for (guint i = 0; i < self->n; i++)
    {
      TenonLayoutTrack *track = &self->tracks[i];
      int               from = self->lowest[i];

      for (; next < self->gaps->len && g_array_index (self->gaps, Gap, next).after == i; next++)
        {
          const Gap *gap = &g_array_index (self->gaps, Gap, next);

          from = MAX (from, self->tracks[gap->before].at + gap->gap);
        }
      track->at = MAX (from, MIN ((int)round (self->place[i]), self->highest[i]));
      track->at = CLAMP (track->at, track->least, track->most);
    }
}

/**
 * tenon_layout_tracks_spread:
 * @tracks: (inout) (array length=n_tracks): in the order they are to have where they are beside each other; what each one
 *   may take up includes where it is
 * @spacing: wanted between two of them
 */
void
tenon_layout_tracks_spread (TenonLayoutTrack *tracks,
                            guint             n_tracks,
                            int               spacing)
{
  Spread self = { .tracks = tracks, .n = n_tracks };

  self.gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  self.lowest = g_new (int, MAX (n_tracks, 1));
  self.highest = g_new (int, MAX (n_tracks, 1));
  self.place = g_new (double, MAX (n_tracks, 1));
  find_gaps (&self, spacing);
  fit (&self);
  spread_rows (&self);
  relax (&self);
  settle (&self);
  g_array_unref (self.gaps);
  g_free (self.lowest);
  g_free (self.highest);
  g_free (self.place);
}
