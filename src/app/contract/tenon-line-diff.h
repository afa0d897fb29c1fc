/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What of a text changed, in whole lines: lines first_line … first_line + n_removed - 1 (0-based) of the old text
 * become the bytes [start, end) of the new one. */
typedef struct
{
  guint first_line;
  guint n_removed;
  guint n_added;
  gsize start;
  gsize end;
} TenonLineDiff;

gboolean tenon_line_diff_compute (const char    *before,
                                  const char    *after,
                                  TenonLineDiff *diff);

G_END_DECLS
