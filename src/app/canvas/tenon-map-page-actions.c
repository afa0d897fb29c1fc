/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The actions of the Map, with their keys. */

#include <glib/gi18n-lib.h>

#include "tenon-map-page-private.h"

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, 1);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, -1);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (TENON_MAP_PAGE (widget)->canvas), 1.0);
}

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  tenon_canvas_fit (TENON_MAP_PAGE (widget)->canvas);
}

static void
canvas_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  /* "map.select-all" is the canvas's own "canvas.select-all" */
  g_autofree char *own = g_strconcat ("canvas.", name + strlen ("map."), NULL);

  gtk_widget_activate_action (GTK_WIDGET (TENON_MAP_PAGE (widget)->canvas), own, NULL);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (TENON_MAP_PAGE (widget)->canvas);

  if (selection[0] != NULL)
    tenon_map_page_activated_cb (TENON_MAP_PAGE (widget), selection[0]);
}

static void
arrange_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_map_page_arrange (TENON_MAP_PAGE (widget));
}

static void
save_response_cb (TenonMapPage         *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *name = NULL, *said = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->canvas != NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = file != NULL ? g_file_get_path (file) : NULL;
      if (path == NULL || !tenon_canvas_save (self->canvas, path, &error))
        {
          if (error == NULL)
            g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", _ ("Choose a folder on this computer."));
          tenon_page_report_error (self, _ ("Could Not Save the Picture"), error);
        }
      else
        {
          name = g_path_get_basename (path);
          said = g_strdup_printf (_ ("Saved %s"), name);
          tenon_page_toast (self, said, FALSE);
        }
    }
  g_object_unref (chooser);
}

static void
save_picture_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TenonMapPage         *self = TENON_MAP_PAGE (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save Picture"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileFilter        *filter = gtk_file_filter_new ();
  g_autofree char      *suggestion = g_strdup_printf ("map-%s.svg", tenon_map_view_get_name (self->view));

  gtk_file_filter_set_name (filter, _ ("Pictures (SVG, PDF, PNG)"));
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_object_unref (filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tenon_map_page_cancel_arranging (TENON_MAP_PAGE (widget));
}

void
tenon_map_page_class_init_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
    guint                       key;
    GdkModifierType             modifiers;
  } actions[] = {
    { "map.zoom-in", zoom_in_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "map.zoom-in", NULL, GDK_KEY_equal, GDK_CONTROL_MASK },
    { "map.zoom-out", zoom_out_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "map.zoom-normal", zoom_normal_action, GDK_KEY_0, GDK_CONTROL_MASK },
    { "map.fit", fit_action, GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK },
    { "map.arrange", arrange_action, GDK_KEY_l, GDK_CONTROL_MASK },
    { "map.cancel", cancel_action, 0, 0 },
    { "map.save-picture", save_picture_action, 0, 0 },
    { "map.open", open_action, 0, 0 },
    { "map.select-related", canvas_action, 0, 0 },
    { "map.select-all", canvas_action, 0, 0 },
    { "map.fit-selection", canvas_action, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i].activate != NULL)
        gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_install_property_action (widget_class, "map.view", "view");
  gtk_widget_class_install_property_action (widget_class, "map.detail", "detail");
  gtk_widget_class_install_property_action (widget_class, "map.outline", "outline");
}
