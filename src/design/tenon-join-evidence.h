/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* A foreign key of one column, from the table that is read to the one that is read along with it. */
typedef struct
{
  TenonSourceTable *main;
  const char       *column;
  TenonSourceTable *other;
  const char       *ref_column;
} TenonJoinEnds;

typedef struct
{
  TenonColumn *column; /* of the other table */
  gint64       count;  /* executions of reads of both that give it */
} TenonJoinColumn;

/* What the logs' reads show of a join. */
typedef struct
{
  gint64  reads;    /* of the main table */
  gint64  together; /* of those, that read the other one too */
  GArray *columns;  /* (owned) TenonJoinColumn, those read most often first */
} TenonJoinEvidence;

void  tenon_join_evidence_init (TenonJoinEvidence   *self,
                                TenonModel          *model,
                                const TenonJoinEnds *ends);
void  tenon_join_evidence_clear (TenonJoinEvidence *self);
char *tenon_join_evidence_dup_columns (const TenonJoinEvidence *self);

char *tenon_join_dup_fan_out (TenonModel          *model,
                              TenonSchema         *schema,
                              const TenonJoinEnds *ends,
                              char               **evidence);
char *tenon_join_dup_skew (TenonModel          *model,
                           TenonSchema         *schema,
                           const TenonJoinEnds *ends,
                           char               **evidence);

G_END_DECLS
