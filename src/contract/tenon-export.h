/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

GPtrArray  *tenon_export_list_keys (TenonTable *table);
GPtrArray  *tenon_export_list_projected (TenonTable *table,
                                         TenonIndex *index);
const char *tenon_export_get_type (TenonTable *table,
                                   const char *attribute);
void        tenon_export_write_projection (TenonJsonWriter *writer,
                                           TenonTable      *table,
                                           TenonIndex      *index);

char *tenon_export_contract (TenonModel  *model,
                             TenonDesign *design,
                             GDateTime   *when);
char *tenon_export_cloudformation (TenonModel  *model,
                                   TenonDesign *design,
                                   GDateTime   *when);
char *tenon_export_workbench (TenonModel  *model,
                              TenonDesign *design,
                              GDateTime   *when);

G_END_DECLS
