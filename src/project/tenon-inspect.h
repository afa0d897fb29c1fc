/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_INSPECT_TEXT,
  TENON_INSPECT_JSON,
} TenonInspectForm;

typedef struct
{
  const char *code;
  const char *severity;
  const char *title;
} TenonRuleEntry;

GPtrArray *tenon_inspect_files (const char *const *files,
                                gboolean           mariadb,
                                TenonInspectForm   form,
                                GPtrArray        **answers);
GPtrArray *tenon_inspect_contract (TenonProject *project,
                                   const char   *file,
                                   GError      **error);
GPtrArray *tenon_inspect_list_rules (void);
char      *tenon_patterns_to_json (TenonModel *model,
                                   guint       indent);

G_END_DECLS
