/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of the project: commits left in words, what changed right. */

#include "app/history/tenon-history-page.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "app/contract/tenon-contract-view.h"
#include "app/tenon-page.h"

enum
{
  LIMIT = 1000,       /* commits listed */
  DIFF_LINES = 20000, /* shown of one file's changes */
};

#define TENON_TYPE_COMMIT_ROW (tenon_commit_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonCommitRow, tenon_commit_row, TENON, COMMIT_ROW, GtkBox)

struct _TenonCommitRow
{
  GtkBox parent_instance;

  GtkLabel *message;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (TenonCommitRow, tenon_commit_row, GTK_TYPE_BOX)

static void
tenon_commit_row_class_init (TenonCommitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/history/tenon-commit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonCommitRow, message);
  gtk_widget_class_bind_template_child (widget_class, TenonCommitRow, details);
}

static void
tenon_commit_row_init (TenonCommitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _TenonHistoryPage
{
  GtkWidget parent_instance;

  TenonProject       *project;   /* (owned) */
  GListStore         *entries;   /* (owned) of TenonHistoryEntry */
  GtkSingleSelection *selection; /* (owned) */

  GtkStack      *states;
  GtkListView   *commits;
  GtkLabel      *message;
  GtkLabel      *details;
  GtkDropDown   *files;
  GtkSourceView *diff;
  AdwStatusPage *empty_page;
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonHistoryPage, tenon_history_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

/* "Name <mail>" without the mail. */
static char *
dup_person (const char *author)
{
  const char *mail = author != NULL ? strchr (author, '<') : NULL;

  if (mail == NULL)
    return g_strdup (author != NULL ? author : "");
  return g_strchomp (g_strndup (author, (gsize)(mail - author)));
}

static char *
format_time (gint64      time,
             const char *format)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (time);

  return at != NULL ? g_date_time_format (at, format) : g_strdup ("");
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, g_object_new (TENON_TYPE_COMMIT_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  TenonCommitRow    *row = TENON_COMMIT_ROW (gtk_list_item_get_child (item));
  TenonHistoryEntry *entry = gtk_list_item_get_item (item);
  g_autofree char   *person = dup_person (entry->author);
  g_autofree char   *time = format_time (entry->time, "%x %H:%M");
  g_autofree char   *details = g_strdup_printf ("%s · %s", person, time);

  gtk_label_set_text (row->message, entry->message);
  gtk_label_set_text (row->details, details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), entry->message);
}

static void
show_diff (TenonHistoryPage *self,
           const char       *commit_id,
           const char       *file)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->diff));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = tenon_project_show_change (self->project, commit_id, file, &error);
  const char      *end = text;

  if (text == NULL)
    {
      gtk_text_buffer_set_text (buffer, error->message, -1);
      return;
    }
  for (guint n = 0; n < DIFF_LINES && end != NULL; n++)
    end = strchr (end + (n > 0), '\n');
  gtk_text_buffer_set_text (buffer, text, end != NULL ? (int)(end - text) : -1);
  if (end != NULL)
    {
      GtkTextIter at;

      gtk_text_buffer_get_end_iter (buffer, &at);
      gtk_text_buffer_insert (buffer, &at, _ ("\n… the rest of this change is too long to be shown here."), -1);
    }
}

static void
file_changed_cb (TenonHistoryPage *self)
{
  TenonHistoryEntry *entry = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
  guint              selected = gtk_drop_down_get_selected (self->files);

  if (entry == NULL || entry->files == NULL || selected >= g_strv_length (entry->files))
    return;
  show_diff (self, entry->commit_id, entry->files[selected]);
}

static void
show_entry (TenonHistoryPage  *self,
            TenonHistoryEntry *entry)
{
  guint            n_files = entry->files != NULL ? g_strv_length (entry->files) : 0;
  g_autofree char *time = format_time (entry->time, "%c");
  g_autofree char *count = g_strdup_printf (ngettext ("%u file changed", "%u files changed", n_files), n_files);
  g_autofree char *details = g_strdup_printf ("%s · %s · %.10s · %s", entry->author, time, entry->commit_id, count);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const *)entry->files);

  gtk_label_set_text (self->message, entry->message);
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->files), n_files > 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->diff)), "", -1);
  gtk_drop_down_set_model (self->files, G_LIST_MODEL (names));
  file_changed_cb (self);
}

static void
selected_cb (TenonHistoryPage *self)
{
  TenonHistoryEntry *entry = gtk_single_selection_get_selected_item (self->selection);

  if (entry != NULL)
    show_entry (self, entry);
}

/* How many of @entries came since the list was read; all of them where the list holds another history. */
static guint
count_new (TenonHistoryPage *self,
           GPtrArray        *entries)
{
  g_autoptr (TenonHistoryEntry) first = g_list_model_get_item (G_LIST_MODEL (self->entries), 0);

  for (guint i = 0; first != NULL && i < entries->len; i++)
    {
      TenonHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->commit_id, first->commit_id) == 0)
        return i;
    }
  return entries->len;
}

/* Whoever looks at the newest commit goes on to the one that is newest now; an older one that is looked at stays. */
static void
show_entries (TenonHistoryPage *self,
              GPtrArray        *entries)
{
  guint    n_new = count_new (self, entries);
  guint    n_old = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  gboolean at_newest = gtk_single_selection_get_selected (self->selection) == 0;

  if (n_new == 0)
    return;
  g_list_store_splice (self->entries, 0, n_new == entries->len ? n_old : 0, entries->pdata, n_new);
  if (at_newest || n_new == entries->len)
    gtk_single_selection_set_selected (self->selection, 0);
}

static void
refresh (TenonHistoryPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = tenon_project_list_history (self->project, LIMIT, &error);

  if (entries == NULL)
    {
      g_autofree char *message = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (self->empty_page, _ ("Could Not Read the History"));
      adw_status_page_set_description (self->empty_page, message);
    }
  else
    {
      show_entries (self, entries);
    }
  gtk_stack_set_visible_child_name (self->states, entries != NULL && entries->len > 0 ? "history" : "empty");
}

static void
checked_cb (TenonHistoryPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static gboolean
tenon_history_page_reveal (TenonPage  *page,
                           const char *subject)
{
  TenonHistoryPage *self = TENON_HISTORY_PAGE (page);

  if (!g_str_has_prefix (subject, "commit:"))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (TenonHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (g_str_has_prefix (entry->commit_id, subject + strlen ("commit:")))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return TRUE;
        }
    }
  return FALSE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->reveal = tenon_history_page_reveal;
}

static void
tenon_history_page_map (GtkWidget *widget)
{
  TenonHistoryPage *self = TENON_HISTORY_PAGE (widget);

  GTK_WIDGET_CLASS (tenon_history_page_parent_class)->map (widget);
  if (self->project != NULL)
    refresh (self);
}

static void
tenon_history_page_dispose (GObject *object)
{
  TenonHistoryPage *self = TENON_HISTORY_PAGE (object);
  GtkWidget        *child;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->entries);
  g_clear_object (&self->project);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tenon_history_page_parent_class)->dispose (object);
}

static void
tenon_history_page_class_init (TenonHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_history_page_dispose;
  widget_class->map = tenon_history_page_map;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/history/tenon-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, states);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, commits);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, message);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, details);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, files);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, diff);
  gtk_widget_class_bind_template_child (widget_class, TenonHistoryPage, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, file_changed_cb);
}

static void
tenon_history_page_init (TenonHistoryPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GtkSourceBuffer          *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_list_store_new (TENON_TYPE_HISTORY_ENTRY);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->entries)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->commits, factory);
  gtk_list_view_set_model (self->commits, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->diff)));
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  gtk_source_buffer_set_language (buffer, gtk_source_language_manager_get_language (languages, "diff"));
  tenon_source_buffer_follow_style (buffer);
}

GtkWidget *
tenon_history_page_new (TenonProject *project)
{
  TenonHistoryPage *self = g_object_new (TENON_TYPE_HISTORY_PAGE, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), self);
  return GTK_WIDGET (self);
}
