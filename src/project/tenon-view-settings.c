/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How tables are looked at in a project: columns, their order, width and sort. Kept in layout.json beside the diagram,
 * outside the model: in no undo, no approval, and no count of unsaved edits. */

#include "project/tenon-view-settings.h"

#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project-private.h"
#include "project/tenon-store.h"

#include <string.h>

static void
column_free (gpointer data)
{
  TenonViewColumn *column = data;

  g_free (column->name);
  g_free (column);
}

TenonViewSettings *
tenon_view_settings_new (void)
{
  TenonViewSettings *self = g_new0 (TenonViewSettings, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  return self;
}

/**
 * tenon_view_settings_add:
 * @width: in pixels; 0: the column's own
 */
void
tenon_view_settings_add (TenonViewSettings *self,
                         const char        *name,
                         guint              width,
                         gboolean           is_shown)
{
  TenonViewColumn *column = g_new0 (TenonViewColumn, 1);

  column->name = g_strdup (name);
  column->width = width;
  column->is_shown = is_shown;
  g_ptr_array_add (self->columns, column);
}

void
tenon_view_settings_free (TenonViewSettings *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self->sort);
  g_free (self);
}

/**
 * tenon_project_dup_view:
 * @view: which table: "patterns"
 *
 * Returns: (transfer full): without columns where nobody has arranged the table yet
 */
TenonViewSettings *
tenon_project_dup_view (TenonProject *self,
                        const char   *view)
{
  TenonViewRecord   *record = tenon_list_find (self->model->diagram->views, view);
  TenonViewSettings *settings = tenon_view_settings_new ();

  if (record == NULL)
    return settings;
  for (guint i = 0; i < tenon_list_get_length (record->columns); i++)
    {
      TenonViewColumnRecord *column = tenon_list_get (record->columns, i);

      if (column->name != NULL)
        tenon_view_settings_add (settings, column->name, (guint)CLAMP (column->width, 0, G_MAXINT16), !column->hidden);
    }
  settings->sort = g_strdup (record->sort);
  settings->is_descending = record->descending;
  return settings;
}

static TenonViewRecord *
make_record (const char              *view,
             const TenonViewSettings *settings)
{
  TenonViewRecord *record = g_object_new (TENON_TYPE_VIEW_RECORD, "name", view, "sort", settings->sort, "descending", settings->is_descending, NULL);

  for (guint i = 0; i < settings->columns->len; i++)
    {
      TenonViewColumn *column = g_ptr_array_index (settings->columns, i);

      tenon_list_append_take (record->columns, g_object_new (TENON_TYPE_VIEW_COLUMN_RECORD, "name", column->name, "width", (gint64)column->width, "hidden", !column->is_shown, NULL));
    }
  return record;
}

/* Writes layout.json at once, for what is in no count of unsaved edits. While a job runs the file is its; what is set
 * meanwhile goes with the next save. */
gboolean
tenon_project_keep_layout (TenonProject *self,
                           GError      **error)
{
  g_autoptr (GBytes) content = NULL;
  char *text;

  if (tenon_project_get_busy (self) || self->model_digest == NULL)
    return TRUE;
  text = tenon_store_write_layout (self->model->diagram);
  content = g_bytes_new_take (text, strlen (text));
  return tenon_files_replace (self->path, TENON_FILE_LAYOUT, content, error);
}

/**
 * tenon_project_set_view:
 * @view: which table: "patterns"
 *
 * Keeps how a table is looked at, on the disk at once.
 */
gboolean
tenon_project_set_view (TenonProject            *self,
                        const char              *view,
                        const TenonViewSettings *settings,
                        GError                 **error)
{
  TenonList *views = self->model->diagram->views;
  g_autoptr (TenonViewRecord) record = make_record (view, settings);
  TenonViewRecord *older = tenon_list_find (views, view);

  if (older != NULL && tenon_record_equal (TENON_RECORD (older), TENON_RECORD (record)))
    return TRUE;
  if (older != NULL)
    tenon_list_remove_record (views, older);
  tenon_list_append (views, record);
  return tenon_project_keep_layout (self, error);
}
