/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-document.h"
#include "artifact/tenon-requirement-document.h"

G_BEGIN_DECLS

#define TENON_N_CHECKS 7

char  *tenon_requirement_read_id (const char *cell);
char **tenon_requirement_split_attributes (TenonModel   *model,
                                           TenonPattern *pattern,
                                           const char   *text);

gboolean tenon_requirement_put_value (TenonPattern *pattern,
                                      const char   *property,
                                      const char   *text);

const char *tenon_requirement_get_check (guint index);
const char *tenon_requirement_find_check (const char  *line,
                                          const char **rest);
gboolean    tenon_requirement_is_check_rest (const char *rest);
void        tenon_requirement_judge_checks (TenonModel *model,
                                            gboolean   *computed,
                                            gboolean   *shown);
GString    *tenon_requirement_write_checklist (TenonModel *model);

gboolean tenon_requirement_is_generated (const char *label,
                                         const char *value);
gboolean tenon_requirement_takes_consideration (TenonDocument *document,
                                                TenonModel    *model,
                                                guint          index,
                                                GHashTable    *seen);
gboolean tenon_requirement_takes_check (TenonDocument *document,
                                        guint          index,
                                        gboolean      *is_ticked,
                                        char         **what);
char    *tenon_requirement_dup_kept (TenonDocument *document,
                                     TenonModel    *model,
                                     guint          first,
                                     guint          last,
                                     gboolean       is_checklist,
                                     const char    *present);

G_END_DECLS
