/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The documents of the project: list left, the rendered document or its source right. */

#include "app/documents/tenon-documents-page.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "app/contract/tenon-contract-view.h"
#include "app/documents/tenon-document-view.h"
#include "app/tenon-page.h"

struct _TenonDocumentsPage
{
  GtkWidget parent_instance;

  TenonProject *project; /* (owned) */
  char         *name;    /* (owned) (nullable) the document that is shown */
  char         *text;    /* (owned) (nullable) what it holds */

  GtkListBox        *names;
  GtkLabel          *heading;
  GtkToggleButton   *source_button;
  GtkSearchBar      *search_bar;
  GtkEditable       *search_entry;
  GtkStack          *states;
  TenonDocumentView *view;
  GtkSourceView     *source;
  AdwStatusPage     *error_page;

  GtkSourceSearchContext *search; /* (owned) */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonDocumentsPage, tenon_documents_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static gboolean
is_markdown (const char *name)
{
  return g_str_has_suffix (name, ".md");
}

static void
show_state (TenonDocumentsPage *self)
{
  gboolean as_source = gtk_toggle_button_get_active (self->source_button);

  if (self->name == NULL)
    gtk_stack_set_visible_child_name (self->states, "empty");
  else if (self->text == NULL)
    gtk_stack_set_visible_child_name (self->states, "error");
  else
    gtk_stack_set_visible_child_name (self->states, as_source || !is_markdown (self->name) ? "source" : "rendered");
  gtk_widget_set_visible (GTK_WIDGET (self->source_button), self->name != NULL && is_markdown (self->name));
}

static void
set_text (TenonDocumentsPage *self,
          const char         *text)
{
  GtkTextBuffer            *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source));
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  const char               *language = is_markdown (self->name) ? "markdown" : "json";

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (buffer), gtk_source_language_manager_get_language (languages, language));
  gtk_text_buffer_set_text (buffer, text, -1);
  if (is_markdown (self->name))
    {
      g_autoptr (GPtrArray) blocks = tenon_project_dup_document_blocks (self->project, text);

      tenon_document_view_set_blocks (self->view, blocks);
    }
}

static void
load (TenonDocumentsPage *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->name == NULL)
    {
      show_state (self);
      return;
    }
  text = tenon_project_load_document (self->project, self->name, &error);
  if (text == NULL)
    {
      g_autofree char *message = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, message);
    }
  else if (g_strcmp0 (text, self->text) != 0)
    {
      set_text (self, text);
    }
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  show_state (self);
}

static void
show_document (TenonDocumentsPage *self,
               const char         *name)
{
  g_autofree char *base = NULL;

  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_clear_pointer (&self->text, g_free);
  g_free (self->name);
  self->name = g_strdup (name);
  base = name != NULL ? g_path_get_basename (name) : g_strdup ("");
  gtk_label_set_text (self->heading, base);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), name);
  load (self);
}

static void
name_selected_cb (GtkListBox         *list,
                  GtkListBoxRow      *row,
                  TenonDocumentsPage *self)
{
  if (self->project != NULL)
    show_document (self, row != NULL ? g_object_get_data (G_OBJECT (row), "tenon-name") : NULL);
}

static GtkWidget *
create_name_row (const char *name)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *folder = g_path_get_dirname (name);
  GtkWidget       *title = gtk_label_new (base);
  GtkWidget       *place = gtk_label_new (g_str_equal (folder, ".") ? NULL : folder);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_set_visible (place, !g_str_equal (folder, "."));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "tenon-name", g_strdup (name), g_free);
  return row;
}

static gboolean
lists_the_same (TenonDocumentsPage *self,
                char              **names)
{
  guint i;

  for (i = 0; names[i] != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->names, (int)i);

      if (row == NULL || g_strcmp0 (names[i], g_object_get_data (G_OBJECT (row), "tenon-name")) != 0)
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (self->names, (int)i) == NULL;
}

/* Lists what is there now and keeps what is shown, with its text as it is now. */
static void
refresh (TenonDocumentsPage *self)
{
  g_auto (GStrv) names = tenon_project_list_documents (self->project);
  g_autofree char *shown = g_strdup (self->name);
  GtkListBoxRow   *row;

  if (lists_the_same (self, names))
    {
      load (self);
      return;
    }
  while ((row = gtk_list_box_get_row_at_index (self->names, 0)) != NULL)
    gtk_list_box_remove (self->names, GTK_WIDGET (row));
  for (guint i = 0; names[i] != NULL; i++)
    {
      row = GTK_LIST_BOX_ROW (create_name_row (names[i]));
      gtk_list_box_append (self->names, GTK_WIDGET (row));
      if (g_strcmp0 (names[i], shown) == 0)
        gtk_list_box_select_row (self->names, row);
    }
  if (gtk_list_box_get_selected_row (self->names) == NULL && names[0] != NULL)
    gtk_list_box_select_row (self->names, gtk_list_box_get_row_at_index (self->names, 0));
  load (self);
}

static void
checked_cb (TenonDocumentsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
source_toggled_cb (TenonDocumentsPage *self)
{
  show_state (self);
}

static void
move_to_match (TenonDocumentsPage *self,
               gboolean            forward)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source));
  GtkTextIter    before, from, start, end;
  gboolean       found;

  gtk_text_buffer_get_selection_bounds (buffer, &before, &from);
  if (forward)
    found = gtk_source_search_context_forward (self->search, &from, &start, &end, NULL);
  else
    found = gtk_source_search_context_backward (self->search, &before, &start, &end, NULL);
  if (!found)
    return;
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->source), gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0.3);
}

static void
search_changed_cb (TenonDocumentsPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source));
  const char    *words = gtk_editable_get_text (self->search_entry);
  GtkTextIter    start, end;

  gtk_source_search_settings_set_search_text (gtk_source_search_context_get_settings (self->search), *words != '\0' ? words : NULL);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    gtk_text_buffer_place_cursor (buffer, &start);
  if (*words != '\0')
    move_to_match (self, TRUE);
}

static void
search_next_cb (TenonDocumentsPage *self)
{
  move_to_match (self, TRUE);
}

static void
search_previous_cb (TenonDocumentsPage *self)
{
  move_to_match (self, FALSE);
}

/* Searching happens in the source, where every character of the file is. */
static void
tenon_documents_page_find (TenonPage *page)
{
  TenonDocumentsPage *self = TENON_DOCUMENTS_PAGE (page);

  gtk_toggle_button_set_active (self->source_button, TRUE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->find = tenon_documents_page_find;
}

static void
tenon_documents_page_map (GtkWidget *widget)
{
  TenonDocumentsPage *self = TENON_DOCUMENTS_PAGE (widget);

  GTK_WIDGET_CLASS (tenon_documents_page_parent_class)->map (widget);
  if (self->project != NULL)
    refresh (self);
}

static void
tenon_documents_page_dispose (GObject *object)
{
  TenonDocumentsPage *self = TENON_DOCUMENTS_PAGE (object);
  GtkWidget          *child;

  g_clear_object (&self->search);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (tenon_documents_page_parent_class)->dispose (object);
}

static void
tenon_documents_page_class_init (TenonDocumentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_documents_page_dispose;
  widget_class->map = tenon_documents_page_map;

  g_type_ensure (TENON_TYPE_DOCUMENT_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/documents/tenon-documents-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, names);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, source_button);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, states);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, view);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, source);
  gtk_widget_class_bind_template_child (widget_class, TenonDocumentsPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, name_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, source_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_previous_cb);
}

static void
tenon_documents_page_init (TenonDocumentsPage *self)
{
  g_autoptr (GtkSourceSearchSettings) settings = gtk_source_search_settings_new ();
  GtkSourceBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source)));
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  tenon_source_buffer_follow_style (buffer);
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  self->search = gtk_source_search_context_new (buffer, settings);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

GtkWidget *
tenon_documents_page_new (TenonProject *project)
{
  TenonDocumentsPage *self = g_object_new (TENON_TYPE_DOCUMENTS_PAGE, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), self);
  show_state (self);
  return GTK_WIDGET (self);
}
