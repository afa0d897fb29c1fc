/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-rate.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_RATE_CELL_NONE,    /* "", "-", "n/a": nothing said */
  TENON_RATE_CELL_UNKNOWN, /* "TBD" */
  TENON_RATE_CELL_ONE,     /* one number */
  TENON_RATE_CELL_TWO,     /* peak and average */
  TENON_RATE_CELL_WORDS,   /* words without a number */
} TenonRateCellKind;

typedef struct
{
  TenonRateCellKind kind;
  double            peak;        /* negative: not given */
  double            average;     /* negative: not given */
  gboolean          is_estimate; /* "~", "Est." */
  gboolean          is_at_least; /* "≥" */
} TenonRateCell;

void  tenon_rate_cell_read (const char    *text,
                            TenonRateCell *cell);
char *tenon_rate_cell_write (const TenonRate *peak,
                             const TenonRate *average);

G_END_DECLS
