/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *title;
  const char *file_name;
  char *(*write) (TenonModel  *model,
                  TenonDesign *design,
                  GDateTime   *when);
} TenonExporter;

const TenonExporter *tenon_exporters_list (guint *n_exporters);
const TenonExporter *tenon_exporters_find (const char *id);

G_END_DECLS
