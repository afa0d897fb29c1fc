/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_INSPECT_TEXT,
  TENON_INSPECT_JSON,
} TenonInspectForm;

typedef enum
{
  TENON_INSPECT_DEFAULT = 0,
  TENON_INSPECT_MARIADB = 1 << 0,    /* read SQL as MariaDB does */
  TENON_INSPECT_STATISTICS = 1 << 1, /* look at the rows of dumps */
} TenonInspectFlags;

typedef struct
{
  const char *code;
  const char *severity;
  const char *title;
  const char *rationale; /* (nullable) */
  const char *source;    /* (nullable) */
  gboolean    may_deviate;
} TenonRuleEntry;

GPtrArray *tenon_inspect_files (const char *const *files,
                                TenonInspectFlags  flags,
                                TenonInspectForm   form,
                                GPtrArray        **answers);
GPtrArray *tenon_inspect_contract (TenonProject *project,
                                   const char   *file,
                                   GError      **error);
GPtrArray *tenon_inspect_list_rules (void);
char      *tenon_patterns_to_json (TenonModel *model,
                                   guint       indent);

G_END_DECLS
