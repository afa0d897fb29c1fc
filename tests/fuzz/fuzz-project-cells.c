/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text pasted into the pattern table or imported as a file; and the law that what is exported imports as the same. */

#include "base/tenon-diagnostic.h"
#include "project/tenon-pattern-cells.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

#define BY "Ada Lovelace <ada@example.org>"

static void
paste (TenonProject *project,
       const char   *text)
{
  guint                     n_all, n = 0;
  const TenonPatternColumn *all = tenon_pattern_columns_get (&n_all);
  const TenonPatternColumn *columns[64];
  const char               *none[] = { NULL };
  g_autoptr (TenonCellPlan) plan = NULL;

  for (guint i = 1; i < n_all && n < G_N_ELEMENTS (columns); i++)
    if (all[i].kind != TENON_CELL_FIXED)
      columns[n++] = &all[i];
  plan = tenon_project_plan_paste (project, text, none, columns, n, TRUE);
  tenon_project_apply_plan (project, plan, NULL, "pasted", BY, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (TenonProject) project = g_object_new (TENON_TYPE_PROJECT, NULL);
  g_autoptr (TenonCellPlan) first = NULL;
  g_autoptr (TenonCellPlan) again = NULL;
  g_autofree char *out = NULL;

  if (size > 4096)
    return 0;
  paste (project, text);
  first = tenon_project_plan_import (project, text, "patterns.csv");
  tenon_project_apply_plan (project, first, NULL, "imported", BY, NULL);
  out = tenon_project_export_patterns (project, ',');
  again = tenon_project_plan_import (project, out, "patterns.csv");
  g_assert_cmpuint (tenon_cell_plan_get_n_new (again), ==, 0);
  for (guint i = 0; i < tenon_cell_plan_get_edits (again)->len; i++)
    {
      TenonCellEdit *edit = g_ptr_array_index (tenon_cell_plan_get_edits (again), i);

      g_printerr ("%s, %s: “%s” comes back as “%s”\n", edit->pattern_id, edit->column->title, edit->before, edit->after);
      abort ();
    }
  return 0;
}
