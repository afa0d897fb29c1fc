/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: every access pattern in an editable table, pills that show what is still missing, and below it what
 * is known of the selected one. */

#include "app/patterns/tenon-patterns-page.h"

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-pattern-columns.h"
#include "app/patterns/tenon-pattern-detail.h"
#include "app/tenon-page.h"
#include "base/tenon-text.h"

struct _TenonPatternsPage
{
  AdwBin parent_instance;

  GtkStack           *stack;
  GtkWidget          *search_entry;
  GtkToggleButton    *unknown_toggle;
  GtkToggleButton    *unserved_toggle;
  GtkToggleButton    *draft_toggle;
  GtkColumnView      *view;
  GtkScrolledWindow  *detail_scroller;
  TenonPatternDetail *detail;

  TenonProject      *project;   /* (owned) */
  GtkFilter         *filter;    /* (owned) */
  GtkMultiSelection *selection; /* (owned) */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonPatternsPage, tenon_patterns_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static void
tenon_patterns_page_dispose (GObject *object)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (object);

  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project)->patterns, self);
      gtk_column_view_set_model (self->view, NULL);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_patterns_page_parent_class)->dispose (object);
}

static TenonModel *
get_model (TenonPatternsPage *self)
{
  return tenon_project_get_model (self->project);
}

static gboolean
has_unknown_rate (TenonPattern *pattern)
{
  return tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern);
}

static gboolean
is_not_served (TenonPatternsPage *self,
               TenonPattern      *pattern)
{
  TenonDesign *design = get_model (self)->design;

  return tenon_list_get_length (design->tables) > 0 && tenon_pattern_touches_database (pattern) && !tenon_design_serves (design, pattern->pattern_id);
}

static gboolean
mentions (const char *text,
          const char *words)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, words) != NULL;
}

static gboolean
matches_search (TenonPatternsPage *self,
                TenonPattern      *pattern)
{
  g_autofree char *words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  g_autofree char *entities = pattern->entities_involved != NULL ? g_strjoinv (" ", pattern->entities_involved) : NULL;

  return *words == '\0' || mentions (pattern->pattern_id, words) || mentions (pattern->description, words) || mentions (pattern->endpoint, words) || mentions (pattern->status, words) || mentions (entities, words);
}

static gboolean
filter_func (gpointer item,
             gpointer user_data)
{
  TenonPatternsPage *self = user_data;
  TenonPattern      *pattern = item;

  if (gtk_toggle_button_get_active (self->unknown_toggle) && !has_unknown_rate (pattern))
    return FALSE;
  if (gtk_toggle_button_get_active (self->unserved_toggle) && !is_not_served (self, pattern))
    return FALSE;
  if (gtk_toggle_button_get_active (self->draft_toggle) && !pattern->is_draft)
    return FALSE;
  return matches_search (self, pattern);
}

static void
filter_changed_cb (TenonPatternsPage *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
set_pill (GtkToggleButton *toggle,
          const char      *label,
          guint            n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", label, n);

  gtk_button_set_label (GTK_BUTTON (toggle), text);
  gtk_widget_set_visible (GTK_WIDGET (toggle), n > 0 || gtk_toggle_button_get_active (toggle));
}

static void
reload (TenonPatternsPage *self)
{
  TenonList *patterns = get_model (self)->patterns;
  guint      n_unknown = 0, n_unserved = 0, n_drafts = 0;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);

      n_unknown += has_unknown_rate (pattern);
      n_unserved += is_not_served (self, pattern);
      n_drafts += pattern->is_draft;
    }
  set_pill (self->unknown_toggle, _ ("Unknown rate"), n_unknown);
  set_pill (self->unserved_toggle, _ ("Not served"), n_unserved);
  set_pill (self->draft_toggle, _ ("Drafts"), n_drafts);
  gtk_stack_set_visible_child_name (self->stack, tenon_list_get_length (patterns) == 0 ? "empty" : "table");
}

static TenonPattern *
get_first_selected (TenonPatternsPage *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (TenonPattern) pattern = NULL;

  if (gtk_bitset_is_empty (selected))
    return NULL;
  pattern = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
  return pattern; /* the model's list keeps it alive */
}

static void
selection_changed_cb (TenonPatternsPage *self)
{
  TenonPattern *pattern = get_first_selected (self);

  tenon_pattern_detail_set_pattern (self->detail, pattern);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_scroller), pattern != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.remove", pattern != NULL);
  if (pattern != NULL)
    {
      g_autofree char *subject = tenon_record_dup_id (TENON_RECORD (pattern));

      tenon_page_select (self, subject);
    }
}

static GtkWidget *
find_list_view (TenonPatternsPage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return NULL;
}

static gboolean
show_pattern (TenonPatternsPage *self,
              TenonPattern      *pattern)
{
  GListModel *shown = G_LIST_MODEL (self->selection);
  GtkWidget  *list_view = find_list_view (self);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (shown, i);

      if (item != (GObject *)pattern)
        continue;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      if (list_view != NULL)
        gtk_widget_activate_action (list_view, "list.scroll-to-item", "u", i);
      return TRUE;
    }
  return FALSE;
}

static void
clear_filters (TenonPatternsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (self->unknown_toggle, FALSE);
  gtk_toggle_button_set_active (self->unserved_toggle, FALSE);
  gtk_toggle_button_set_active (self->draft_toggle, FALSE);
  filter_changed_cb (self);
}

/* The next free id of the form the artifacts number patterns in. */
static char *
make_id (TenonPatternsPage *self)
{
  TenonList *patterns = get_model (self)->patterns;
  guint64    highest = 0;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);

      if (g_str_has_prefix (pattern->pattern_id, "AP"))
        highest = MAX (highest, MIN (g_ascii_strtoull (pattern->pattern_id + 2, NULL, 10), G_MAXINT));
    }
  return g_strdup_printf ("AP%" G_GUINT64_FORMAT, highest + 1);
}

static void
add_pattern (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  TenonModel        *model = get_model (self);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Add Pattern"));
  g_autofree char *id = make_id (self);
  TenonPattern    *pattern = tenon_pattern_new (id);

  tenon_list_append_take (model->patterns, pattern);
  tenon_edit_commit (edit);
  clear_filters (self);
  show_pattern (self, pattern);
}

static void
remove_patterns (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  TenonModel        *model = get_model (self);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (patterns, g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (selected, i)));
  if (patterns->len == 0)
    return;
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, ngettext ("Remove Pattern", "Remove Patterns", patterns->len));

    for (guint i = 0; i < patterns->len; i++)
      tenon_list_remove_record (model->patterns, g_ptr_array_index (patterns, i));
    tenon_edit_commit (edit);
  }
  text = g_strdup_printf (ngettext ("%u pattern removed", "%u patterns removed", patterns->len), patterns->len);
  tenon_page_toast (self, text, TRUE);
}

static void
find (TenonPage *page)
{
  gtk_widget_grab_focus (TENON_PATTERNS_PAGE (page)->search_entry);
}

static gboolean
reveal (TenonPage  *page,
        const char *subject)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (page);
  TenonPattern      *pattern = g_str_has_prefix (subject, "pattern:") ? tenon_model_find_pattern (get_model (self), subject + strlen ("pattern:")) : NULL;

  if (pattern == NULL)
    return FALSE;
  if (!show_pattern (self, pattern))
    {
      clear_filters (self);
      show_pattern (self, pattern);
    }
  return TRUE;
}

static gboolean
perform (TenonPage  *page,
         const char *action)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (page);

  if (g_strcmp0 (action, "state-rates") != 0)
    return FALSE;
  clear_filters (self);
  gtk_toggle_button_set_active (self->unknown_toggle, TRUE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->find = find;
  iface->reveal = reveal;
  iface->perform = perform;
}

static void
tenon_patterns_page_class_init (TenonPatternsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_patterns_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-patterns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, unknown_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, unserved_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, draft_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, view);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, detail_scroller);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_install_action (widget_class, "patterns.add", NULL, add_pattern);
  gtk_widget_class_install_action (widget_class, "patterns.remove", NULL, remove_patterns);
}

static void
tenon_patterns_page_init (TenonPatternsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tenon_pattern_columns_add (self->view);
}

static void
set_up_detail (TenonPatternsPage *self)
{
  GtkWidget *detail = tenon_pattern_detail_new (self->project);

  gtk_widget_set_margin_top (detail, 12);
  gtk_widget_set_margin_bottom (detail, 18);
  gtk_widget_set_margin_start (detail, 18);
  gtk_widget_set_margin_end (detail, 18);
  gtk_scrolled_window_set_child (self->detail_scroller, detail);
  self->detail = TENON_PATTERN_DETAIL (detail);
}

GtkWidget *
tenon_patterns_page_new (TenonProject *project)
{
  TenonPatternsPage  *self = g_object_new (TENON_TYPE_PATTERNS_PAGE, NULL);
  GtkFilterListModel *filtered;
  GtkSortListModel   *sorted;

  self->project = g_object_ref (project);
  set_up_detail (self);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_func, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (get_model (self)->patterns)), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (get_model (self)->patterns, "items-changed", G_CALLBACK (reload), self);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (reload), self);
  selection_changed_cb (self);
  reload (self);
  return GTK_WIDGET (self);
}
