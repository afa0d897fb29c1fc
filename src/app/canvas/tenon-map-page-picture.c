/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as a picture: saved, copied, printed. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-map-print.h"
#include "app/canvas/tenon-picture.h"
#include "tenon-map-page-private.h"

#define COPY_SCALE 2
#define SELECTION_DATA "tenon-selection-only"

static const char *const scales[] = { "1", "2", "4", NULL };

static void
save_response_cb (TenonMapPage         *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *name = NULL, *said = NULL;
  gboolean         selected_only = g_object_get_data (G_OBJECT (chooser), SELECTION_DATA) != NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->canvas != NULL)
    {
      const char *scale = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), "scale");

      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = file != NULL ? g_file_get_path (file) : NULL;
      if (path == NULL || !tenon_canvas_save (self->canvas, path, selected_only, scale != NULL ? g_ascii_strtod (scale, NULL) : 2, &error))
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
choose_file (TenonMapPage *self,
             gboolean      selected_only)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save Picture"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileFilter        *filter = gtk_file_filter_new ();
  g_autofree char      *suggestion = g_strdup_printf ("map-%s.svg", tenon_map_view_get_name (self->view));
  const char           *labels[] = { "1×", "2×", "4×", NULL };

  gtk_file_filter_set_name (filter, _ ("Pictures (SVG, PDF, PNG)"));
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_object_unref (filter);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (chooser), "scale", _ ("Size of a PNG"), (const char **)scales, labels);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (chooser), "scale", "2");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (selected_only)
    g_object_set_data (G_OBJECT (chooser), SELECTION_DATA, self);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  choose_file (TENON_MAP_PAGE (widget), FALSE);
}

static void
save_selection_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  if (tenon_canvas_count_selected (TENON_MAP_PAGE (widget)->canvas) > 0)
    choose_file (TENON_MAP_PAGE (widget), TRUE);
}

/* What is selected, or everything, on white paper. */
static GskRenderNode *
draw_for_others (TenonMapPage    *self,
                 graphene_rect_t *bounds)
{
  TenonPalette palette;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  return tenon_canvas_export (self->canvas, tenon_canvas_count_selected (self->canvas) > 0, &palette, bounds);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds;

  node = draw_for_others (self, &bounds);
  texture = node != NULL ? tenon_picture_render (node, &bounds, COPY_SCALE) : NULL;
  if (texture == NULL)
    return;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  tenon_page_toast (self, tenon_canvas_count_selected (self->canvas) > 0 ? _ ("Copied the selection as an image") : _ ("Copied the map as an image"), FALSE);
}

static void
printed_cb (TenonMapPage           *self,
            GtkPrintOperationResult result,
            GtkPrintOperation      *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->canvas == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  tenon_page_report_error (self, _ ("Could Not Print"), error);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  GtkRoot      *root = gtk_widget_get_root (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  graphene_rect_t bounds;

  node = draw_for_others (self, &bounds);
  if (node == NULL)
    return;
  operation = tenon_map_print_new (node, &bounds, tenon_project_get_model (self->project)->name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    tenon_page_report_error (self, _ ("Could Not Print"), error);
}

void
tenon_map_page_class_init_picture (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.save-picture", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "map.save-selection", NULL, save_selection_action);
  gtk_widget_class_install_action (widget_class, "map.copy-picture", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "map.print", NULL, print_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.copy-picture", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "map.print", NULL);
}
