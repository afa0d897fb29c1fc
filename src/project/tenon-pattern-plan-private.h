/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "project/tenon-pattern-cells-private.h"

G_BEGIN_DECLS

struct _TenonCellPlan
{
  GPtrArray *edits;    /* (element-type TenonPlannedEdit) */
  GPtrArray *held;     /* (element-type TenonPlannedEdit) that would replace what somebody stated */
  GPtrArray *findings; /* (element-type TenonDiagnostic) */
  GPtrArray *added;    /* (element-type utf8) ids of new patterns, in their order */
  guint64    next;     /* number for a new pattern without an id; 0: not looked up yet */
};

/* What the programs see, and what it takes to carry it out. */
typedef struct
{
  TenonCellEdit edit;
  char         *text;           /* as it was written */
  guint         line;           /* where, of a rate */
  char         *evidence;       /* (nullable) what the sheet says a rate rests on */
  char         *by;             /* (nullable) "Name <mail>", as the sheet says who stated it */
  TenonRate    *rate;           /* (nullable) that brings its evidence along */
  gboolean      needs_evidence; /* a person, and with no rate and no evidence what it rests on; why a pattern of a source has no database operation */
  gboolean      replaces;       /* what somebody stated */
} TenonPlannedEdit;

/* Where a cell stands in a sheet, and what the sheet says of all rates of that row. */
typedef struct
{
  const char *file;
  guint       line;
  const char *evidence; /* (nullable) */
  const char *by;       /* (nullable) */
} TenonCellPlace;

TenonCellPlan    *tenon_cell_plan_new (void);
TenonPlannedEdit *tenon_cell_plan_add_edit (TenonCellPlan            *self,
                                            const char               *pattern_id,
                                            const TenonPatternColumn *column,
                                            const char               *before,
                                            const char               *after,
                                            const char               *text);
void              tenon_cell_plan_add_cell (TenonCellPlan            *self,
                                            TenonModel               *model,
                                            TenonPattern             *pattern,
                                            const TenonPatternColumn *column,
                                            const char               *text,
                                            const TenonCellPlace     *place);
void              tenon_cell_plan_hold_stated (TenonCellPlan        *self,
                                               TenonPlannedEdit     *planned,
                                               TenonPattern         *pattern,
                                               const TenonCellPlace *place);
void              tenon_cell_plan_report (TenonCellPlan        *self,
                                          TenonSeverity         severity,
                                          const char           *code,
                                          const TenonCellPlace *place,
                                          TenonPattern         *pattern,
                                          const char           *format,
                                          ...) G_GNUC_PRINTF (6, 7);
void              tenon_cell_plan_add_other_halves (TenonCellPlan *self,
                                                    TenonModel    *model,
                                                    const char    *file);
char             *tenon_cell_plan_dup_next_id (TenonCellPlan *plan,
                                               TenonProject  *self);
void              tenon_cell_append_field (GString    *out,
                                           const char *text,
                                           char        separator);

G_END_DECLS
