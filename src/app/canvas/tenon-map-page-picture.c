/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as a picture: saved, copied, printed. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-map-print.h"
#include "app/canvas/tenon-picture.h"
#include "tenon-map-page-private.h"

#define COPY_SCALE 2.0
#define COPY_SIDE 8192 /* pixels: what other programs still take from the clipboard */
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
      gboolean    overview = g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), "overview"), "true") == 0;

      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = file != NULL ? g_file_get_path (file) : NULL;
      if (path == NULL || !tenon_canvas_save (self->canvas, path, selected_only, overview, scale != NULL ? g_ascii_strtod (scale, NULL) : 2, &error))
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
  if (tenon_canvas_get_overview_scale (self->canvas, selected_only) < 1)
    gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (chooser), "overview", _ ("Overview with the most important names"), NULL, NULL);
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
draw_for_others (gpointer         canvas,
                 double           scale,
                 graphene_rect_t *bounds)
{
  TenonPalette palette;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  return tenon_canvas_export (canvas, tenon_canvas_count_selected (canvas) > 0, &palette, scale, bounds);
}

/* Twice as fine as the screen; what is too large for a clipboard is seen from farther away. */
static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds;
  double          scale = COPY_SCALE;

  node = draw_for_others (self->canvas, 1.0, &bounds);
  if (node == NULL)
    return;
  scale = MIN (scale, COPY_SIDE / MAX (bounds.size.width, bounds.size.height));
  if (scale < 1)
    {
      gsk_render_node_unref (node);
      node = draw_for_others (self->canvas, scale, &bounds);
    }
  texture = tenon_picture_render (node, &bounds, scale);
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
  g_autoptr (GtkPrintOperation) operation = tenon_map_print_new (draw_for_others, self->canvas, tenon_project_get_model (self->project)->name);
  g_autoptr (GError) error = NULL;

  if (operation == NULL)
    return;
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
