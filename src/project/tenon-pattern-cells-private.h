/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-pattern-cells.h"

G_BEGIN_DECLS

/* A cell as it was read: ready to be set, or the reason why not. */
typedef struct
{
  gboolean   is_same;        /* the pattern holds it already */
  gboolean   needs_evidence; /* it states a number nobody has backed yet */
  char      *text;           /* as it will be shown */
  TenonRate *rate;           /* (nullable) of a rate that brings its evidence along */
  double     number;         /* of a number, or of a rate to be stated; negative: unknown */
  gboolean   is_at_least;
  gboolean   is_loose;
  gboolean   forgets; /* it says nothing where a rate is known, or may be derived again */
  char      *note;    /* (nullable) what the cell says loosely */
} TenonReadCell;

gboolean tenon_pattern_read_cell (TenonModel               *model,
                                  TenonPattern             *pattern,
                                  const TenonPatternColumn *column,
                                  const char               *text,
                                  TenonReadCell            *cell,
                                  GError                  **error);
gboolean tenon_pattern_put_cell (TenonModel               *model,
                                 TenonPattern             *pattern,
                                 const TenonPatternColumn *column,
                                 const char               *text,
                                 const char               *evidence,
                                 const char               *by,
                                 GError                  **error);
gboolean tenon_pattern_column_drops_operation (const TenonPatternColumn *column,
                                               const TenonReadCell      *cell);
gboolean tenon_pattern_is_id (const char *text);
void     tenon_pattern_rename (TenonModel   *model,
                               TenonPattern *pattern,
                               const char   *pattern_id);
void     tenon_read_cell_clear (TenonReadCell *cell);

const TenonRate *tenon_pattern_get_rate (TenonPattern             *pattern,
                                         const TenonPatternColumn *column);
char            *tenon_cell_join (char **strings);
char           **tenon_cell_split (const char *text);
char            *tenon_cell_dup_number (double value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonReadCell, tenon_read_cell_clear)

G_END_DECLS
