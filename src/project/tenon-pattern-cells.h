/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_CELL_TEXT,
  TENON_CELL_NUMBER,     /* with its unit, 0 or more; empty: not known */
  TENON_CELL_RATE,       /* requests a second, or "= formula"; entering one asks for evidence */
  TENON_CELL_CHOICE,     /* one of choices */
  TENON_CELL_ENTITIES,   /* MySQL tables, by comma */
  TENON_CELL_ATTRIBUTES, /* table.column, by comma */
  TENON_CELL_ORDER,      /* table.column [desc], by comma */
  TENON_CELL_FLAG,       /* yes, or nothing */
  TENON_CELL_FIXED,      /* is not entered: origin, evidence, source */
} TenonCellKind;

/* A column of the pattern table, of its clipboard and of its files. */
typedef struct
{
  const char        *name;  /* stable: in files, settings and the command: "rps-peak" */
  const char        *title; /* fixed English: "Peak" */
  TenonCellKind      kind;
  const char        *unit;     /* (nullable) "requests a second", "ms", "bytes", "items" */
  const char        *property; /* (nullable) of TenonPattern */
  const char *const *choices;  /* (nullable) as they are written: "Read", "Write" … */
  gboolean           is_shown; /* in a table nobody has arranged yet */
} TenonPatternColumn;

const TenonPatternColumn *tenon_pattern_columns_get (guint *n_columns);
const TenonPatternColumn *tenon_pattern_columns_find (const char *name);

char    *tenon_pattern_dup_cell (TenonPattern             *pattern,
                                 const TenonPatternColumn *column);
char    *tenon_pattern_column_dup_other_half (const TenonPatternColumn *self,
                                              const char               *text);
gboolean tenon_project_set_cell (TenonProject             *self,
                                 TenonPattern             *pattern,
                                 const TenonPatternColumn *column,
                                 const char               *text,
                                 const char               *evidence,
                                 const char               *by,
                                 GError                  **error);
char   **tenon_project_complete_cell (TenonProject             *self,
                                      TenonPattern             *pattern,
                                      const TenonPatternColumn *column,
                                      const char               *prefix);

/* The clipboard and files: reading makes a plan to look at, applying it is one edit. */
typedef struct
{
  char                     *pattern_id;
  const TenonPatternColumn *column;
  char                     *before;
  char                     *after;
} TenonCellEdit;

typedef struct _TenonCellPlan TenonCellPlan;

char          *tenon_project_copy_cells (TenonProject              *self,
                                         const char *const         *pattern_ids,
                                         const TenonPatternColumn **columns,
                                         guint                      n_columns,
                                         gboolean                   with_header);
TenonCellPlan *tenon_project_plan_paste (TenonProject              *self,
                                         const char                *tsv,
                                         const char *const         *pattern_ids,
                                         const TenonPatternColumn **columns,
                                         guint                      n_columns,
                                         gboolean                   add_rows);
TenonCellPlan *tenon_project_plan_import (TenonProject *self,
                                          const char   *text,
                                          const char   *file);
char          *tenon_project_export_patterns (TenonProject *self,
                                              char          separator);

GPtrArray *tenon_cell_plan_get_edits (TenonCellPlan *self);
GPtrArray *tenon_cell_plan_get_findings (TenonCellPlan *self);
guint      tenon_cell_plan_get_n_new (TenonCellPlan *self);
gboolean   tenon_cell_plan_needs_evidence (TenonCellPlan *self);
guint      tenon_cell_plan_get_n_stated (TenonCellPlan *self);
void       tenon_cell_plan_set_replaces (TenonCellPlan *self,
                                         gboolean       replaces);
gboolean   tenon_project_apply_plan (TenonProject  *self,
                                     TenonCellPlan *plan,
                                     const char    *label,
                                     const char    *evidence,
                                     const char    *by,
                                     GError       **error);
void       tenon_cell_plan_free (TenonCellPlan *self);

/* Rows: each is one edit. */
TenonPattern *tenon_project_add_pattern (TenonProject *self,
                                         const char   *after_id);
char        **tenon_project_duplicate_patterns (TenonProject      *self,
                                                const char *const *pattern_ids);
gboolean      tenon_project_move_patterns (TenonProject      *self,
                                           const char *const *pattern_ids,
                                           guint              position);
char         *tenon_project_dup_next_pattern_id (TenonProject *self);

gboolean tenon_project_derive_rate (TenonProject *self,
                                    const char   *pattern_id,
                                    gboolean      is_peak,
                                    const char   *formula,
                                    const char   *by,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCellPlan, tenon_cell_plan_free)

G_END_DECLS
