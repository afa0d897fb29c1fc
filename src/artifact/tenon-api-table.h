/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-pipe-table.h"

G_BEGIN_DECLS

/* Where a table of requests says what; -1: nowhere. */
typedef struct
{
  int      method;
  int      path; /* the same as method where one column holds both */
  int      auth;
  int      access;
  int      description;
  int      stated;
  guint    first;    /* row: 0 where no row of headings is above */
  gboolean is_named; /* by their headings, not by the form of the cells */
} TenonApiColumns;

gboolean        tenon_api_columns_find (TenonPipeTable  *table,
                                        TenonApiColumns *columns);
TenonPipeTable *tenon_api_table_from_csv (const char *text,
                                          gssize      length,
                                          guint       max_rows,
                                          const char *file,
                                          GPtrArray  *diagnostics);

G_END_DECLS
