/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_DIFFERENCE_ADDED,
  TENON_DIFFERENCE_REMOVED,
  TENON_DIFFERENCE_CHANGED,
} TenonDifferenceChange;

typedef enum
{
  TENON_DIFFERENCE_TABLE,
  TENON_DIFFERENCE_KEY,
  TENON_DIFFERENCE_ATTRIBUTE,
  TENON_DIFFERENCE_INDEX,
  TENON_DIFFERENCE_REQUEST, /* how a pattern is served there */
  TENON_DIFFERENCE_DECISION,
  TENON_DIFFERENCE_UNSERVED,
} TenonDifferenceKind;

/* What taking a proposal would change of the present design. */
typedef struct
{
  TenonDifferenceKind   kind;
  TenonDifferenceChange change;
  char                 *table;  /* (nullable) the table it is taken with, a lookup table's own table; NULL: of the whole design */
  char                 *name;   /* of the table, index, attribute, pattern or decision */
  char                 *before; /* (nullable) in words */
  char                 *after;  /* (nullable) */
} TenonDifference;

TenonDifference *tenon_difference_new (TenonDifferenceKind   kind,
                                       TenonDifferenceChange change,
                                       const char           *table,
                                       const char           *name);
void             tenon_difference_free (TenonDifference *self);
const char      *tenon_difference_kind_to_string (TenonDifferenceKind kind);
const char      *tenon_difference_change_to_string (TenonDifferenceChange change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDifference, tenon_difference_free)

G_END_DECLS
