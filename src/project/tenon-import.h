/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "model/tenon-model.h"
#include "model/tenon-task.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_SOURCE_UNREADABLE,
  TENON_SOURCE_UNKNOWN,
  TENON_SOURCE_SCHEMA,    /* SQL with table definitions */
  TENON_SOURCE_STRUCTURE, /* 01_3 */
  TENON_SOURCE_API,       /* 01_1, an API list, an OpenAPI description */
  TENON_SOURCE_LOG,       /* a slow or general log, or a file of statements */
  TENON_SOURCE_ANALYSIS,  /* 01_2 */
  TENON_SOURCE_REQUIREMENT,
  TENON_SOURCE_DATA_MODEL,
  TENON_SOURCE_CONTRACT,
  TENON_SOURCE_TASKS,
} TenonSourceKind;

TenonSourceKind tenon_source_recognise (TenonSource *source);
const char     *tenon_source_describe (TenonSource    *source,
                                       TenonSourceKind kind);

GPtrArray *tenon_import_files (TenonModel        *model,
                               const char        *root,
                               const char *const *names,
                               const char *const *files);
GPtrArray *tenon_import_proposals (TenonModel *model,
                                   const char *root);
void       tenon_import_bind (TenonModel        *model,
                              TenonStatementLog *log,
                              GPtrArray         *diagnostics);
void       tenon_import_count_rows (TenonSchema *schema,
                                    GPtrArray   *sources);
void       tenon_import_relate_rows (TenonModel  *model,
                                     TenonSchema *schema);
void       tenon_import_check_encoding (TenonSource *source,
                                        GPtrArray   *diagnostics);

G_END_DECLS
