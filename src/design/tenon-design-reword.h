/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What is called otherwise now. */
typedef struct
{
  const char *table;     /* as it is called now */
  const char *table_was; /* before */
  const char *index;     /* (nullable) an index of it, as it is called now */
  const char *index_was; /* (nullable) */
} TenonRename;

TenonDesign *tenon_design_explain (TenonModel *model);
void         tenon_design_reword (TenonDesign       *self,
                                  TenonDesign       *before,
                                  TenonDesign       *after,
                                  const TenonRename *rename);

G_END_DECLS
