/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-design-reword.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

gboolean    tenon_design_edits_check_words (const char *reason,
                                            const char *by,
                                            GError    **error);
TenonTable *tenon_design_edits_find_table (TenonModel *model,
                                           const char *name,
                                           GError    **error);
void        tenon_design_edits_measure (TenonModel  *model,
                                        TenonDesign *design,
                                        const char  *name);
void        tenon_design_edits_fit (TenonProject *self,
                                    const char   *table);
void        tenon_design_edits_reword (TenonProject      *self,
                                       TenonDesign       *before,
                                       const TenonRename *rename);

G_END_DECLS
