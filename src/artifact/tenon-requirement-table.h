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

/* What stands beside a pattern, as far as the sections of a document name it: the headings of a table in their order, then the
 * rates. */
typedef enum
{
  TENON_REQUIREMENT_LABEL_ID,
  TENON_REQUIREMENT_LABEL_DESCRIPTION,
  TENON_REQUIREMENT_LABEL_TYPE,
  TENON_REQUIREMENT_LABEL_ATTRIBUTES,
  TENON_REQUIREMENT_LABEL_REQUIREMENTS,
  TENON_REQUIREMENT_LABEL_CONSIDERATIONS,
  TENON_REQUIREMENT_LABEL_STATUS,
  TENON_REQUIREMENT_LABEL_ENDPOINT,
  TENON_REQUIREMENT_LABEL_ENTITIES,
  TENON_REQUIREMENT_LABEL_LATENCY,
  TENON_REQUIREMENT_LABEL_CONSISTENCY,
  TENON_REQUIREMENT_LABEL_ITEMS,
  TENON_REQUIREMENT_LABEL_BYTES,
  TENON_REQUIREMENT_LABEL_ITEMS_AND_BYTES,
  TENON_REQUIREMENT_LABEL_PAGE_SIZE,
  TENON_REQUIREMENT_LABEL_FILTERS,
  TENON_REQUIREMENT_LABEL_COMPLEXITY,
  TENON_REQUIREMENT_LABEL_SUITABILITY,
  TENON_REQUIREMENT_LABEL_RPS,
  TENON_REQUIREMENT_LABEL_PEAK,
  TENON_REQUIREMENT_LABEL_AVERAGE,
  TENON_N_REQUIREMENT_LABELS,
} TenonRequirementLabel;

gboolean        tenon_requirement_find_columns (TenonPipeTable          *table,
                                                TenonRequirementColumns *columns);
gboolean        tenon_requirement_has_rates (const TenonRequirementColumns *columns);
gboolean        tenon_requirement_is_column (const TenonRequirementColumns *columns,
                                             int                            position);
int             tenon_requirement_find_label (const char *label);
const char     *tenon_requirement_get_label (guint label);
TenonPipeTable *tenon_requirement_gather_sections (TenonDocument *document,
                                                   gboolean       needs_rates);

G_END_DECLS
