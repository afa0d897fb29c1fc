/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* One form a design can be written in. */
typedef struct
{
  const char *id;    /* "cloudformation" */
  const char *title; /* "AWS CloudFormation template" */
  const char *file_name;
} TenonExportForm;

GPtrArray *tenon_project_list_exports (void);
char      *tenon_project_export (TenonProject *project,
                                 const char   *id,
                                 GError      **error);

G_END_DECLS
