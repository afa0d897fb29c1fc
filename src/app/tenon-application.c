/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: its command line and what belongs to no window. */

#include "app/tenon-application.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-diagram-command.h"
#include "app/tenon-popover-focus.h"
#include "app/tenon-preferences-window.h"
#include "app/tenon-settings.h"
#include "app/tenon-spoken-names.h"
#include "app/tenon-window.h"
#include "tenon-config.h"

struct _TenonApplication
{
  AdwApplication parent_instance;

  char         *ahead;         /* (owned) (nullable) the project the command line names, read while GTK starts */
  GCancellable *ahead_opening; /* (owned) (nullable) while it is read */
  TenonWindow  *ahead_window;  /* (weak) (nullable) who waits for it */
};

G_DEFINE_FINAL_TYPE (TenonApplication, tenon_application, ADW_TYPE_APPLICATION)

static void
show_about (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (window,
                         "application-name", _ ("Tenon"),
                         "application-icon", TENON_APP_ID,
                         "developer-name", _ ("The Tenon developers"),
                         "version", TENON_VERSION,
                         "comments", _ ("A workbench that leads a MySQL application, gate by gate, to an approved DynamoDB design."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
show_preferences (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (tenon_preferences_window_new (window)));
}

/* Each window saves before it goes; the program ends with the last one. */
static void
quit (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *at = windows; at != NULL; at = at->next)
    gtk_window_close (at->data);
}

static const GActionEntry ENTRIES[] = {
  { "about", show_about },
  { "preferences", show_preferences },
  { "quit", quit },
};

static void
read_ahead_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (TenonApplication) self = TENON_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = tenon_project_open_finish (result, &error);

  if (self->ahead_window != NULL)
    tenon_window_take_opened (self->ahead_window, self->ahead_opening, project, error);
  g_clear_weak_pointer (&self->ahead_window);
  g_clear_object (&self->ahead_opening);
}

/* Only "tenon PROJECT": with anything else on the line there is no hurry. */
static gboolean
tenon_application_local_command_line (GApplication *application,
                                      char       ***arguments,
                                      int          *exit_status)
{
  TenonApplication *self = TENON_APPLICATION (application);

  if (g_strv_length (*arguments) == 2 && (*arguments)[1][0] != '-')
    self->ahead = g_canonicalize_filename ((*arguments)[1], NULL);
  return G_APPLICATION_CLASS (tenon_application_parent_class)->local_command_line (application, arguments, exit_status);
}

/* This is the one instance now: the project may be read, which takes about as long as GTK needs to start. */
static void
tenon_application_startup (GApplication *application)
{
  TenonApplication *self = TENON_APPLICATION (application);

  if (self->ahead != NULL)
    {
      self->ahead_opening = g_cancellable_new ();
      tenon_project_open_async (self->ahead, self->ahead_opening, read_ahead_cb, g_object_ref (self));
    }
  G_APPLICATION_CLASS (tenon_application_parent_class)->startup (application);
  tenon_preferences_apply_style ();
  tenon_spoken_names_start ();
  tenon_popover_focus_start ();
}

static TenonWindow *
get_free_window (TenonApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (TENON_IS_WINDOW (active) && tenon_window_get_project (TENON_WINDOW (active)) == NULL)
    return TENON_WINDOW (active);
  return tenon_window_new (ADW_APPLICATION (self));
}

static void
tenon_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (tenon_window_new (ADW_APPLICATION (application)));
  gtk_window_present (window);
}

static void
open_in (TenonApplication *self,
         TenonWindow      *window,
         const char       *path)
{
  if (self->ahead_opening != NULL && self->ahead_window == NULL && g_strcmp0 (path, self->ahead) == 0)
    {
      g_set_weak_pointer (&self->ahead_window, window);
      tenon_window_await (window, path, self->ahead_opening);
    }
  else
    {
      tenon_window_open (window, path);
    }
}

static void
tenon_application_open (GApplication *application,
                        GFile       **files,
                        int           n_files,
                        const char   *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      TenonWindow     *window = get_free_window (TENON_APPLICATION (application));

      if (path != NULL)
        open_in (TENON_APPLICATION (application), window, path);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static int
tenon_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("tenon %s\n", TENON_VERSION);
      return 0;
    }
  return -1;
}

static void
tenon_application_dispose (GObject *object)
{
  TenonApplication *self = TENON_APPLICATION (object);

  g_clear_pointer (&self->ahead, g_free);
  g_clear_object (&self->ahead_opening);
  g_clear_weak_pointer (&self->ahead_window);
  G_OBJECT_CLASS (tenon_application_parent_class)->dispose (object);
}

static void
tenon_application_class_init (TenonApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_application_dispose;
  application_class->local_command_line = tenon_application_local_command_line;
  application_class->startup = tenon_application_startup;
  application_class->activate = tenon_application_activate;
  application_class->open = tenon_application_open;
  application_class->handle_local_options = tenon_application_handle_local_options;
}

static void
tenon_application_init (TenonApplication *self)
{
  static const GOptionEntry OPTIONS[] = {
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), OPTIONS);
  g_application_add_main_option_entries (G_APPLICATION (self), tenon_diagram_command_options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[PROJECT]"));
  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
}

TenonApplication *
tenon_application_new (void)
{
  return g_object_new (TENON_TYPE_APPLICATION,
                       "application-id", TENON_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
