/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-document.h"

G_BEGIN_DECLS

/* Where the columns of a pattern table stand; -1: nowhere. */
typedef struct
{
  int      id;
  int      description;
  int      rps; /* peak and average in one */
  int      peak;
  int      average;
  int      type;
  int      attributes;
  int      requirements;
  int      considerations;
  int      status;
  int      endpoint;
  int      entities;
  int      latency;
  int      consistency;
  int      items;
  int      bytes;
  int      items_and_bytes; /* "Items/Bytes" in one */
  int      page_size;
  int      filters;
  int      complexity;
  int      suitability;
  gboolean is_reversed; /* rps: the average stands first */
  double   rps_unit;    /* seconds the numbers are counted in where a cell does not say it */
  double   peak_unit;
  double   average_unit;
  gboolean is_whole;   /* each column is one that the program's own table has too */
  guint    n_headings; /* rows that are headings */
} TenonRequirementColumns;

gboolean        tenon_requirement_find_columns (TenonPipeTable          *table,
                                                TenonRequirementColumns *columns);
gboolean        tenon_requirement_has_rates (const TenonRequirementColumns *columns);
gboolean        tenon_requirement_is_column (const TenonRequirementColumns *columns,
                                             int                            position);
TenonPipeTable *tenon_requirement_gather_sections (TenonDocument *document,
                                                   gboolean       needs_rates);

G_END_DECLS
