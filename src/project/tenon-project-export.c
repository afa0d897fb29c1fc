/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The design in the forms of other tools: nothing of it is kept in the folder. */

#include "project/tenon-project-export.h"

#include "contract/tenon-exporters.h"

/**
 * tenon_project_list_exports:
 *
 * Returns: (transfer full) (element-type TenonExportForm): every form, the exact contract first
 */
GPtrArray *
tenon_project_list_exports (void)
{
  GPtrArray           *forms = g_ptr_array_new_with_free_func (g_free);
  guint                n;
  const TenonExporter *exporters = tenon_exporters_list (&n);

  for (guint i = 0; i < n; i++)
    {
      TenonExportForm *form = g_new0 (TenonExportForm, 1);

      form->id = exporters[i].id;
      form->title = exporters[i].title;
      form->file_name = exporters[i].file_name;
      g_ptr_array_add (forms, form);
    }
  return forms;
}

static char *
dup_ids (void)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint                n;
  const TenonExporter *exporters = tenon_exporters_list (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", exporters[i].id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/**
 * tenon_project_export:
 * @id: one of tenon_project_list_exports()
 *
 * Returns: (transfer full): the present design in that form; %NULL with @error where there is no such form
 */
char *
tenon_project_export (TenonProject *project,
                      const char   *id,
                      GError      **error)
{
  TenonModel          *model = tenon_project_get_model (project);
  const TenonExporter *exporter = tenon_exporters_find (id);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *ids = NULL;

  if (exporter != NULL)
    return exporter->write (model, model->design, now);
  ids = dup_ids ();
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no form “%s”; choose one of %s", id, ids);
  return NULL;
}
