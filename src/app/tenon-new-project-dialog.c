/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A new project on one page: name, folder, files, and what each file was recognised as. */

#include "app/tenon-new-project-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-diagnostic.h"
#include "project/tenon-project.h"

struct _TenonNewProjectDialog
{
  AdwWindow parent_instance;

  AdwEntryRow  *name_entry;
  AdwActionRow *folder_row;
  GtkListBox   *files;
  GtkWidget    *create_button;
  GtkLabel     *reason;

  char         *folder;      /* (owned) (nullable) */
  GCancellable *recognition; /* (owned) ends what the worker still reads when the dialog goes */
};

enum
{
  SIGNAL_DESCRIBED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonNewProjectDialog, tenon_new_project_dialog, ADW_TYPE_WINDOW)

static const char *
find_problem (TenonNewProjectDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));

  if (self->folder == NULL)
    return _ ("Choose a folder for the project.");
  switch (tenon_folder_probe (self->folder))
    {
    case TENON_FOLDER_PROJECT:
      return _ ("This folder is a project already: open it instead.");
    case TENON_FOLDER_OTHER:
      return _ ("This folder holds other things. Choose an empty one, so that nothing of yours is touched.");
    case TENON_FOLDER_ABSENT:
    case TENON_FOLDER_EMPTY:
    case TENON_FOLDER_WORKFLOW:
    default:
      break;
    }
  if (*name == '\0')
    return _ ("Give the project a name.");
  return NULL;
}

static void
check (TenonNewProjectDialog *self)
{
  const char *problem = find_problem (self);

  gtk_label_set_text (self->reason, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->create_button, problem == NULL);
  gtk_widget_set_tooltip_text (self->create_button, problem);
}

static void
check_cb (TenonNewProjectDialog *self)
{
  check (self);
}

static char **
dup_files (TenonNewProjectDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->files, i)) != NULL; i++)
    g_strv_builder_add (builder, g_object_get_data (G_OBJECT (row), "tenon-path"));
  return g_strv_builder_end (builder);
}

static void
create_cb (TenonNewProjectDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  g_auto (GStrv) files = dup_files (self);

  g_signal_emit (self, signals[SIGNAL_DESCRIBED], 0, self->folder, name, files);
  gtk_window_close (GTK_WINDOW (self));
}

static void
folder_chosen_cb (GtkNativeDialog       *dialog,
                  int                    response,
                  TenonNewProjectDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        tenon_new_project_dialog_set_folder (self, path);
    }
  gtk_native_dialog_destroy (dialog);
}

static void
show_chooser (TenonNewProjectDialog *self,
              const char            *title,
              GtkFileChooserAction   action,
              GCallback              answer)
{
  g_autoptr (GtkFileChooserNative) dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, _ ("_Choose"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), action == GTK_FILE_CHOOSER_ACTION_OPEN);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", answer, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  g_object_set_data_full (G_OBJECT (self), "tenon-chooser", g_steal_pointer (&dialog), g_object_unref);
}

static void
choose_folder_cb (TenonNewProjectDialog *self)
{
  show_chooser (self, _ ("Choose a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, G_CALLBACK (folder_chosen_cb));
}

static void
files_chosen_cb (GtkNativeDialog       *dialog,
                 int                    response,
                 TenonNewProjectDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);
          g_autofree char *path = g_file_get_path (file);

          if (path != NULL)
            tenon_new_project_dialog_add_file (self, path);
        }
    }
  gtk_native_dialog_destroy (dialog);
}

static void
choose_files_cb (TenonNewProjectDialog *self)
{
  show_chooser (self, _ ("Choose Files"), GTK_FILE_CHOOSER_ACTION_OPEN, G_CALLBACK (files_chosen_cb));
}

static gboolean
dropped_cb (GtkDropTarget         *target,
            const GValue          *value,
            double                 x,
            double                 y,
            TenonNewProjectDialog *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *at = files; at != NULL; at = at->next)
    {
      g_autofree char *path = g_file_get_path (at->data);

      if (path != NULL && !g_file_test (path, G_FILE_TEST_IS_DIR))
        tenon_new_project_dialog_add_file (self, path);
    }
  return TRUE;
}

static void
remove_cb (GtkButton             *button,
           TenonNewProjectDialog *self)
{
  gtk_list_box_remove (self->files, gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW));
}

static void
recognise_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  if (g_cancellable_is_cancelled (cancellable))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (task, tenon_project_recognise (task_data), g_object_unref);
}

static void
recognised_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  AdwActionRow *row = ADW_ACTION_ROW (source);
  GtkWidget    *spinner = g_object_get_data (G_OBJECT (row), "tenon-spinner");
  g_autoptr (TenonImportedFile) file = g_task_propagate_pointer (G_TASK (result), NULL);
  guint            n_remarks;
  g_autofree char *text = NULL;

  if (file == NULL)
    return;
  gtk_widget_set_visible (spinner, FALSE);
  n_remarks = file->diagnostics != NULL ? tenon_diagnostics_count (file->diagnostics, TENON_SEVERITY_WARNING) : 0;
  text = file->summary != NULL && *file->summary != '\0' ? g_strdup_printf ("%s: %s", file->kind, file->summary) : g_strdup (file->kind);
  if (n_remarks > 0)
    {
      g_autofree char *remarks = g_strdup_printf (ngettext ("%u remark", "%u remarks", n_remarks), n_remarks);
      g_autofree char *both = g_strdup_printf ("%s · %s", text, remarks);
      TenonDiagnostic *first = g_ptr_array_index (file->diagnostics, 0);

      adw_action_row_set_subtitle (row, both);
      gtk_widget_set_tooltip_text (GTK_WIDGET (row), first->message);
      return;
    }
  adw_action_row_set_subtitle (row, text);
}

static void
tenon_new_project_dialog_dispose (GObject *object)
{
  TenonNewProjectDialog *self = TENON_NEW_PROJECT_DIALOG (object);

  g_cancellable_cancel (self->recognition);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (tenon_new_project_dialog_parent_class)->dispose (object);
}

static void
tenon_new_project_dialog_finalize (GObject *object)
{
  g_object_unref (TENON_NEW_PROJECT_DIALOG (object)->recognition);
  G_OBJECT_CLASS (tenon_new_project_dialog_parent_class)->finalize (object);
}

static void
tenon_new_project_dialog_class_init (TenonNewProjectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_new_project_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tenon_new_project_dialog_finalize;

  /**
   * TenonNewProjectDialog::described:
   * @path: the folder
   * @name: the project's name
   * @files: (array zero-terminated=1): what to read
   */
  signals[SIGNAL_DESCRIBED] = g_signal_new ("described", TENON_TYPE_NEW_PROJECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-new-project-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonNewProjectDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonNewProjectDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, TenonNewProjectDialog, files);
  gtk_widget_class_bind_template_child (widget_class, TenonNewProjectDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, TenonNewProjectDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_files_cb);
}

static void
tenon_new_project_dialog_init (TenonNewProjectDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->recognition = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->files), GTK_EVENT_CONTROLLER (target));
  check (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

GtkWidget *
tenon_new_project_dialog_new (GtkWindow *parent)
{
  return g_object_new (TENON_TYPE_NEW_PROJECT_DIALOG, "transient-for", parent, NULL);
}

/**
 * tenon_new_project_dialog_set_folder:
 * @path: where the project is to live; names the project too where it has no name yet
 */
void
tenon_new_project_dialog_set_folder (TenonNewProjectDialog *self,
                                     const char            *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_free (self->folder);
  self->folder = g_strdup (path);
  adw_action_row_set_subtitle (self->folder_row, path);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->name_entry)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name_entry), name);
  check (self);
}

/**
 * tenon_new_project_dialog_add_file:
 * @path: a file to read; a second time it is left out
 *
 * Lists the file and says what it is as soon as a worker has read it.
 */
void
tenon_new_project_dialog_add_file (TenonNewProjectDialog *self,
                                   const char            *path)
{
  g_auto (GStrv) before = dup_files (self);
  g_autofree char *name = g_path_get_basename (path);
  GtkWidget       *row, *spinner, *remove;
  g_autoptr (GTask) task = NULL;

  if (g_strv_contains ((const char *const *)before, path))
    return;
  row = adw_action_row_new ();
  spinner = gtk_spinner_new ();
  remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Reading…"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_tooltip_text (row, path);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Leave Out"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Leave out"), -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  g_object_set_data_full (G_OBJECT (row), "tenon-path", g_strdup (path), g_free);
  g_object_set_data (G_OBJECT (row), "tenon-spinner", spinner);
  gtk_list_box_append (self->files, row);

  task = g_task_new (row, self->recognition, recognised_cb, NULL);
  g_task_set_check_cancellable (task, TRUE);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, recognise_thread);
}
