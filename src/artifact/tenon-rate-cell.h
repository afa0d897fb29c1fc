/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-rate.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_RATE_CELL_NONE,    /* "", "-", "n/a": nothing said */
  TENON_RATE_CELL_UNKNOWN, /* "TBD" */
  TENON_RATE_CELL_ONE,     /* one number */
  TENON_RATE_CELL_TWO,     /* peak and average, one of which may be unknown */
  TENON_RATE_CELL_SHARE,   /* "25 %": a share of the total */
  TENON_RATE_CELL_WORDS,   /* words without a rate */
} TenonRateCellKind;

typedef struct
{
  TenonRateCellKind kind;
  double            peak;         /* requests a second; negative: not given */
  double            average;      /* negative: not given */
  double            share;        /* per cent, with TENON_RATE_CELL_SHARE */
  gboolean          is_estimate;  /* "~", "Est." */
  gboolean          is_at_least;  /* "≥", "100+" */
  gboolean          is_at_most;   /* "< 5", "up to 50" */
  gboolean          is_range;     /* "100-200": words */
  gboolean          is_beyond;    /* more than TENON_RATE_MAX: words */
  gboolean          is_of_two;    /* "10 writes/s, 50 reads/s": words */
  gboolean          is_count;     /* "5M/day": its half follows from the time it is counted in */
  gboolean          is_converted; /* said for another time than a second */
  gboolean          has_remark;   /* "(burst)" */
  gboolean          has_roles;    /* it says itself which number is the peak or the average */
} TenonRateCell;

void        tenon_rate_cell_read (const char    *text,
                                  TenonRateCell *cell);
void        tenon_rate_cell_read_in (const char    *text,
                                     double         seconds,
                                     TenonRateCell *cell);
double      tenon_rate_cell_find_unit (const char *heading);
gboolean    tenon_rate_cell_is_loose (const TenonRateCell *cell);
const char *tenon_rate_cell_get_problem (const TenonRateCell *cell);
const char *tenon_rate_cell_get_half (const TenonRateCell *cell);
char       *tenon_rate_cell_dup_how (const TenonRateCell *cell);
double      tenon_rate_cell_round (double value);
char       *tenon_rate_cell_write (const TenonRate *peak,
                                   const TenonRate *average);

G_END_DECLS
