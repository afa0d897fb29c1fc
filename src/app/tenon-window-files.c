/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening, making and importing. */

#include <glib/gi18n-lib.h>

#include "app/tenon-new-project-dialog.h"
#include "app/tenon-remedy.h"
#include "app/tenon-sample.h"
#include "app/tenon-window-private.h"
#include "base/tenon-diagnostic.h"

enum
{
  OPENING_DELAY = 250, /* ms: what is quicker needs no spinner */
};

static gboolean
show_opening_cb (gpointer user_data)
{
  TenonWindow *self = TENON_WINDOW (user_data);

  self->opening_source = 0;
  tenon_window_show_state (self, "opening");
  return G_SOURCE_REMOVE;
}

static void
begin_opening (TenonWindow  *self,
               const char   *title,
               const char   *path,
               GCancellable *opening)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = opening;
  g_free (self->path);
  self->path = g_strdup (path);
  adw_status_page_set_title (self->opening_page, title);
  adw_status_page_set_description (self->opening_page, path);
  tenon_window_show_state (self, "blank");
  g_clear_handle_id (&self->opening_source, g_source_remove);
  self->opening_source = g_timeout_add (OPENING_DELAY, show_opening_cb, self);
}

static void
show_open_error (TenonWindow *self,
                 const char  *heading,
                 GError      *error)
{
  g_autofree char *plain = tenon_remedy_dup_message (error->message);
  g_autofree char *message = g_markup_escape_text (plain, -1);

  adw_status_page_set_title (self->error_page, heading);
  adw_status_page_set_description (self->error_page, message);
  tenon_window_show_state (self, "error");
}

/* What came of opening @path: the project, an error to show, or a cancellation, after which all is as before. */
static void
end_opening (TenonWindow  *self,
             TenonProject *project,
             const char   *heading,
             GError       *error)
{
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->opening_source, g_source_remove);
  if (project != NULL)
    tenon_window_set_project (self, project);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tenon_window_show_state (self, self->project != NULL ? "project" : "welcome");
  else
    show_open_error (self, heading, error);
}

typedef struct
{
  TenonWindow  *window;  /* (owned) */
  GCancellable *opening; /* (owned) to tell whether another opening came after this one */
} Opening;

static Opening *
opening_new (TenonWindow *self)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (self);
  opening->opening = g_object_ref (self->opening);
  return opening;
}

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->opening);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = tenon_project_open_finish (result, &error);

  if (opening->window->opening == opening->opening)
    end_opening (opening->window, project, _ ("Could Not Open the Project"), error);
}

static void
open_now (TenonWindow *self,
          gpointer     path)
{
  begin_opening (self, _ ("Opening…"), path, g_cancellable_new ());
  tenon_project_open_async (path, self->opening, opened_cb, opening_new (self));
}

/**
 * tenon_window_open:
 * @path: a project's folder, or one that the hand-run workflow made
 *
 * Opens the project in the background, once the open one is saved; an error is shown in the window, with what to do.
 */
void
tenon_window_open (TenonWindow *self,
                   const char  *path)
{
  g_return_if_fail (path != NULL);

  tenon_window_when_saved (self, open_now, g_strdup (path), g_free);
}

/**
 * tenon_window_await:
 * @path: what is being opened already
 * @opening: what cancels that
 *
 * Shows that @path is being opened until tenon_window_take_opened() is called.
 */
void
tenon_window_await (TenonWindow  *self,
                    const char   *path,
                    GCancellable *opening)
{
  begin_opening (self, _ ("Opening…"), path, g_object_ref (opening));
}

/**
 * tenon_window_take_opened:
 * @opening: as given to tenon_window_await(); after another opening nothing happens
 * @project: (nullable): what was opened
 * @error: (nullable): why it was not
 */
void
tenon_window_take_opened (TenonWindow  *self,
                          GCancellable *opening,
                          TenonProject *project,
                          GError       *error)
{
  if (self->opening == opening)
    end_opening (self, project, _ ("Could Not Open the Project"), error);
}

/**
 * tenon_window_reload:
 *
 * Opens the project anew as it stands on the disk; edits that could not be saved are let go.
 */
void
tenon_window_reload (TenonWindow *self)
{
  g_autofree char *path = g_strdup (tenon_project_get_path (self->project));

  g_free (self->return_page);
  self->return_page = g_strdup (tenon_window_get_page (self));
  tenon_window_set_project (self, NULL);
  tenon_window_open (self, path);
}

static void
folder_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  TenonWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        tenon_window_open (self, path);
    }
  gtk_native_dialog_destroy (dialog);
}

/**
 * tenon_window_choose_project:
 *
 * Asks for a folder and opens it.
 */
void
tenon_window_choose_project (TenonWindow *self)
{
  g_autoptr (GtkFileChooserNative) dialog = gtk_file_chooser_native_new (_ ("Open Project"), GTK_WINDOW (self),
                                                                         GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Open"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  g_object_set_data_full (G_OBJECT (self), "tenon-chooser", g_steal_pointer (&dialog), g_object_unref);
}

static guint
count_diagnostics (GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      TenonImportedFile *file = g_ptr_array_index (files, i);

      if (file->diagnostics != NULL)
        n += tenon_diagnostics_count (file->diagnostics, TENON_SEVERITY_WARNING);
    }
  return n;
}

static void
announce_import (TenonWindow *self,
                 GPtrArray   *files)
{
  guint            n = files != NULL ? files->len : 0;
  guint            n_remarks = count_diagnostics (files);
  g_autofree char *read = g_strdup_printf (ngettext ("%u file read", "%u files read", n), n);
  g_autofree char *remarks = g_strdup_printf (ngettext ("%u remark", "%u remarks", n_remarks), n_remarks);
  g_autofree char *title = n_remarks > 0 ? g_strdup_printf ("%s · %s", read, remarks) : g_strdup (read);

  if (n > 0)
    tenon_window_add_toast (self, title, FALSE);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = tenon_project_create_finish (result, &imported, &error);

  if (opening->window->opening != opening->opening)
    return;
  end_opening (opening->window, project, _ ("Could Not Make the Project"), error);
  if (project != NULL)
    announce_import (opening->window, imported);
}

typedef struct
{
  char  *path;
  char  *name;
  char **files;
} Description;

static void
description_free (gpointer data)
{
  Description *description = data;

  g_free (description->path);
  g_free (description->name);
  g_strfreev (description->files);
  g_free (description);
}

static void
create_now (TenonWindow *self,
            gpointer     data)
{
  Description *description = data;

  begin_opening (self, _ ("Reading Files…"), description->path, g_cancellable_new ());
  tenon_project_create_async (description->path, description->name, (const char *const *)description->files,
                              self->opening, created_cb, opening_new (self));
}

static void
create_project (TenonWindow       *self,
                const char        *path,
                const char        *name,
                const char *const *files)
{
  Description *description = g_new0 (Description, 1);

  description->path = g_strdup (path);
  description->name = g_strdup (name);
  description->files = g_strdupv ((char **)files);
  tenon_window_when_saved (self, create_now, description, description_free);
}

/**
 * tenon_window_open_sample:
 *
 * Makes a fresh project of the bundled sample.
 */
void
tenon_window_open_sample (TenonWindow *self)
{
  g_auto (GStrv) files = tenon_sample_dup_files ();
  g_autofree char *folder = tenon_sample_dup_folder ();

  if (files == NULL)
    {
      tenon_window_report_error (self, _ ("No Sample"), _ ("The sample’s files are not installed. Make a project of your own files instead."));
      return;
    }
  create_project (self, folder, _ ("Bookshop"), (const char *const *)files);
}

static void
project_described_cb (TenonNewProjectDialog *dialog,
                      const char            *path,
                      const char            *name,
                      const char *const     *files,
                      TenonWindow           *self)
{
  create_project (self, path, name, files);
}

/**
 * tenon_window_new_project:
 *
 * Asks for a name, a folder and files, and makes a project of them.
 */
void
tenon_window_new_project (TenonWindow *self)
{
  GtkWidget *dialog = tenon_new_project_dialog_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog, "described", G_CALLBACK (project_described_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TenonWindow) self = TENON_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = tenon_project_import_finish (TENON_PROJECT (source), result, &error);

  if (files != NULL)
    announce_import (self, files);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tenon_window_report_error (self, _ ("Could Not Import"), error->message);
}

static char **
dup_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

static void
imports_chosen_cb (GtkNativeDialog *dialog,
                   int              response,
                   TenonWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->project != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      g_auto (GStrv) paths = dup_paths (files);

      tenon_project_import_async (self->project, (const char *const *)paths, NULL, imported_cb, g_object_ref (self));
    }
  gtk_native_dialog_destroy (dialog);
}

/**
 * tenon_window_choose_imports:
 *
 * Asks for files and reads them into the open project.
 */
void
tenon_window_choose_imports (TenonWindow *self)
{
  g_autoptr (GtkFileChooserNative) dialog = gtk_file_chooser_native_new (_ ("Import Files"), GTK_WINDOW (self),
                                                                         GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (imports_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  g_object_set_data_full (G_OBJECT (self), "tenon-chooser", g_steal_pointer (&dialog), g_object_unref);
}

static void
close_project_now (TenonWindow *self,
                   gpointer     data)
{
  tenon_window_set_project (self, NULL);
}

/**
 * tenon_window_close_project:
 *
 * Saves the project and goes back to the welcome page.
 */
void
tenon_window_close_project (TenonWindow *self)
{
  tenon_window_when_saved (self, close_project_now, NULL, NULL);
}
