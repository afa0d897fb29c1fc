/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-pattern-cells.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_SUGGEST_NOTHING,
  TENON_SUGGEST_CHOICES,
  TENON_SUGGEST_ENTITIES,
  TENON_SUGGEST_ATTRIBUTES,
  TENON_SUGGEST_STATUS,
} TenonSuggest;

/* A column of the pattern table as it looks: what is said of it, how wide it is. */
typedef struct
{
  const char        *name;     /* of the column in files and settings */
  const char        *property; /* of the pattern */
  TenonCellKind      kind;     /* as the cells have it */
  const char        *title;    /* N_() */
  const char        *spoken;   /* N_(), in a sentence */
  const char *const *words;    /* (nullable) N_(), of its choices, "" for none of them first */
  const char        *unit;     /* (nullable) N_() */
  TenonSuggest       suggest;
  int                width; /* pixels at first; people drag it wider */
  gboolean           shown; /* at first */
} TenonGridColumn;

const TenonGridColumn    *tenon_grid_columns_get (guint *n_columns);
const TenonGridColumn    *tenon_grid_columns_find (const char *name);
const TenonPatternColumn *tenon_grid_column_get_cells (const TenonGridColumn *self);

guint64  tenon_grid_column_get_bit (const TenonGridColumn *self);
char    *tenon_grid_column_dup_text (const TenonGridColumn *self,
                                     TenonPattern          *pattern);
char    *tenon_grid_column_dup_typed (const TenonGridColumn *self,
                                      TenonPattern          *pattern);
char    *tenon_grid_column_dup_spoken (const TenonGridColumn *self,
                                       TenonPattern          *pattern);
char   **tenon_grid_column_dup_suggestions (const TenonGridColumn *self,
                                            TenonModel            *model,
                                            TenonPattern          *pattern);
gboolean tenon_grid_column_is_list (const TenonGridColumn *self);
gboolean tenon_grid_column_is_editable (const TenonGridColumn *self);
gboolean tenon_grid_column_drops_operation (const TenonGridColumn *self,
                                            TenonPattern          *pattern,
                                            const char            *text);
gboolean tenon_grid_column_set (const TenonGridColumn *self,
                                TenonProject          *project,
                                TenonPattern          *pattern,
                                const char            *text,
                                GError               **error);
int      tenon_grid_column_compare (const TenonGridColumn *self,
                                    TenonPattern          *a,
                                    TenonPattern          *b);

G_END_DECLS
