/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-difference.h"
#include "model/tenon-model.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

gboolean tenon_cli_explain_design (TenonProject    *project,
                                   TenonDesign     *design,
                                   const TenonCost *cost,
                                   GPtrArray       *headrooms,
                                   const char      *what);
void     tenon_cli_print_differences (GPtrArray *differences);

int      tenon_cli_list_ways (TenonProject *project,
                              const char   *pattern_id,
                              gboolean      as_json);
gboolean tenon_cli_choose_way (TenonProject *project,
                               const char   *pattern_id,
                               const char   *way,
                               const char   *reason,
                               const char   *by,
                               GError      **error);

/* What a person changes in the present design, each as it was written; strings and nothing else. */
typedef struct
{
  char *change;     /* a table */
  char *index;      /* TABLE/NAME */
  char *drop_index; /* likewise */
  char *rename;     /* the new name of the index or the attribute */
  char *type;       /* of the attribute: S, N, B */
  char *keys;       /* PARTITION or PARTITION,SORT */
  char *projection; /* all, keys-only, include:ATTRIBUTE,… */
  char *names;      /* mysql, natural */
  char *attribute;  /* TABLE/NAME, with rename, type */
  char *leave_out;  /* TABLE/NAME */
  char *serve;      /* a pattern */
  char *way;        /* how, an id that listing the ways gives */
  char *copy;       /* TABLE/SOURCE.COLUMN */
  char *via;        /* the column that refers there */
} TenonCliDesignEdits;

void     tenon_cli_design_edits_clear (TenonCliDesignEdits *self);
gboolean tenon_cli_design_edits_any (const TenonCliDesignEdits *self);
int      tenon_cli_design_edits_do (const TenonCliDesignEdits *self,
                                    TenonProject              *project,
                                    const char                *reason,
                                    const char                *by);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TenonCliDesignEdits, tenon_cli_design_edits_clear)

G_END_DECLS
