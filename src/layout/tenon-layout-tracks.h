/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A straight piece of a line, level or upright, that may move aside. */
typedef struct
{
  int     at;    /* (inout) */
  int     low;   /* from here */
  int     high;  /* to there */
  int     least; /* where it may be; @at where it may not move */
  int     most;
  guint   line;   /* pieces of one do not keep clear of each other */
  guint   next;   /* place in the row of the next parallel piece of the line; G_MAXUINT: none. They stay on their sides. */
  guint64 bundle; /* lines that come together at an end: they may touch */
} TenonLayoutTrack;

void tenon_layout_tracks_spread (TenonLayoutTrack *tracks,
                                 guint             n_tracks,
                                 int               spacing);

G_END_DECLS
