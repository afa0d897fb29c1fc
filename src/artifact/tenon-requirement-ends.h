/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_CARDINALITY_UNSAID,
  TENON_CARDINALITY_ONE_MANY,
  TENON_CARDINALITY_MANY_ONE,
  TENON_CARDINALITY_ONE_ONE,
  TENON_CARDINALITY_MANY_MANY,
} TenonCardinality;

/* The two sides of a relationship in people's words. */
typedef struct
{
  char            *from;
  char            *to; /* several by "/" */
  TenonCardinality cardinality;
} TenonRequirementEnds;

gboolean         tenon_requirement_split_ends (const char           *text,
                                               TenonRequirementEnds *ends);
void             tenon_requirement_ends_clear (TenonRequirementEnds *ends);
TenonCardinality tenon_requirement_read_cardinality (const char *text);
GPtrArray       *tenon_requirement_list_references (TenonSourceTable *child,
                                                    TenonSourceTable *parent,
                                                    GPtrArray        *named,
                                                    gboolean         *is_declared);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonRequirementEnds, tenon_requirement_ends_clear)

G_END_DECLS
