/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pattern is put on a DynamoDB table, which is to serve it from then on. */

#include <glib/gi18n-lib.h>

#include "app/design/tenon-serve-dialog.h"
#include "tenon-map-page-private.h"

/* The ways there are, to choose from with a reason; a table that cannot serve it is told apart before. */
static void
serve (TenonMapPage *self,
       const char   *pattern_id,
       const char   *table)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = NULL;

  if (tenon_project_can_serve_on (self->project, pattern_id, table, &error))
    dialog = tenon_serve_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->project, pattern_id, &error);
  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
  else
    tenon_page_report_error (self, _ ("This Table Cannot Serve the Pattern"), error);
}

/* @x, @y: of the canvas. Only a table of DynamoDB takes a pattern. */
static char *
dup_table_at (TenonMapPage *self,
              double        x,
              double        y)
{
  TenonCanvasHit hit;

  if (!tenon_canvas_lookup_item (self->canvas, x, y, &hit) || hit.card == NULL || !g_str_has_prefix (hit.card->id, "table:"))
    return NULL;
  return g_strdup (hit.card->id + strlen ("table:"));
}

/* What letting go here would do, said while the hand still holds. @table: (nullable) */
static void
show_offer (TenonMapPage *self,
            const char   *pattern_id,
            const char   *table)
{
  g_autofree char *card = table != NULL ? g_strconcat ("table:", table, NULL) : NULL, *said = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (self->offer_table, table) == 0)
    return;
  g_free (self->offer_table);
  self->offer_table = g_strdup (table);
  self->offer_is_good = table != NULL && tenon_project_can_serve_on (self->project, pattern_id, table, &error);
  tenon_canvas_set_offered (self->canvas, card, self->offer_is_good);
  gtk_widget_set_visible (GTK_WIDGET (self->offer_label), table != NULL);
  if (table == NULL)
    return;
  said = self->offer_is_good ? g_strdup_printf (_ ("Let go to choose how %s is served by %s"), pattern_id, table) : g_strdup (error->message);
  gtk_label_set_label (self->offer_label, said);
}

/* The pattern under the hand; NULL for anything else that is dragged. */
static const char *
get_dragged (GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);
  const char   *subject = value != NULL && G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

  return subject != NULL && g_str_has_prefix (subject, "pattern:") ? subject + strlen ("pattern:") : NULL;
}

static GdkDragAction
motion_cb (TenonMapPage  *self,
           double         x,
           double         y,
           GtkDropTarget *target)
{
  const char      *pattern_id = get_dragged (target);
  g_autofree char *table = pattern_id != NULL ? dup_table_at (self, x, y) : NULL;

  show_offer (self, pattern_id, table);
  return table != NULL && self->offer_is_good ? GDK_ACTION_COPY : 0;
}

static void
leave_cb (TenonMapPage *self)
{
  show_offer (self, NULL, NULL);
}

static gboolean
drop_cb (TenonMapPage *self,
         const GValue *value,
         double        x,
         double        y)
{
  g_autofree char *table = dup_table_at (self, x, y);
  const char      *subject = g_value_get_string (value);

  show_offer (self, NULL, NULL);
  if (table == NULL || subject == NULL || !g_str_has_prefix (subject, "pattern:"))
    return FALSE;
  serve (self, subject + strlen ("pattern:"), table);
  return TRUE;
}

/* Without a drag: the pattern that is followed, on the table that is selected. */
static void
serve_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);

  if (self->pattern != NULL && selection[0] != NULL && selection[1] == NULL && g_str_has_prefix (selection[0], "table:"))
    serve (self, self->pattern, selection[0] + strlen ("table:"));
}

void
tenon_map_page_update_serve_action (TenonMapPage *self)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.serve-here", self->pattern != NULL && selection[0] != NULL && selection[1] == NULL && g_str_has_prefix (selection[0], "table:"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.assert", self->view == TENON_MAP_SOURCE);
}

static GdkContentProvider *
prepare_cb (TenonMapPage *self)
{
  g_autofree char *subject = self->pattern != NULL ? g_strconcat ("pattern:", self->pattern, NULL) : NULL;

  return subject != NULL ? gdk_content_provider_new_typed (G_TYPE_STRING, subject) : NULL;
}

static void
drag_begin_cb (TenonMapPage *self,
               GdkDrag      *drag)
{
  TenonPattern    *pattern = tenon_model_find_pattern (tenon_project_get_model (self->project), self->pattern);
  g_autofree char *title = pattern != NULL ? tenon_pattern_dup_title (pattern) : NULL;

  tenon_outline_show_dragged (drag, title != NULL ? title : self->pattern);
}

/* The pattern that is followed can be taken from the bar, any of them from the outline. */
void
tenon_map_page_init_serve (TenonMapPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_object (target, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), GTK_EVENT_CONTROLLER (target));
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->pattern_drop), GTK_EVENT_CONTROLLER (source));
}

void
tenon_map_page_class_init_serve (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.serve-here", NULL, serve_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "map.serve-here", NULL);
}
