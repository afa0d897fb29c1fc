/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sidebar: pages with counts, and the gates with their state. */

#include "app/tenon-sidebar.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-gate-row.h"
#include "project/tenon-questions.h"

struct _TenonSidebar
{
  GtkBox parent_instance;

  TenonProject *project; /* (owned) (nullable) */

  const char *page; /* (nullable) the name of the one that is shown */
  GtkListBox *pages;
  GtkListBox *gates;
};

G_DEFINE_FINAL_TYPE (TenonSidebar, tenon_sidebar, GTK_TYPE_BOX)

static char *
count_patterns (TenonProject *project)
{
  return g_strdup_printf ("%u", tenon_list_get_length (tenon_project_get_model (project)->patterns));
}

static char *
count_questions (TenonProject *project)
{
  guint n = tenon_project_count_open_questions (project, FALSE);

  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
count_tables (TenonProject *project)
{
  guint n = tenon_list_get_length (tenon_project_get_model (project)->design->tables);

  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
count_reviews (TenonProject *project)
{
  GListModel *gates = tenon_project_get_gates (project);
  guint       n_tables = 0;
  guint       n_approved = 0;

  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      if (gate->kind != TENON_GATE_TABLE)
        continue;
      n_tables++;
      n_approved += gate->state == TENON_GATE_APPROVED;
    }
  return n_tables > 0 ? g_strdup_printf ("%u/%u", n_approved, n_tables) : NULL;
}

static const struct
{
  const char *name;
  const char *title;
  char *(*count) (TenonProject *project);
} PAGES[] = {
  { "map", N_ ("Map"), NULL },
  { "application", N_ ("Application"), NULL },
  { "patterns", N_ ("Patterns"), count_patterns },
  { "questions", N_ ("Questions"), count_questions },
  { "design", N_ ("Design"), count_tables },
  { "review", N_ ("Review"), count_reviews },
  { "documents", N_ ("Documents"), NULL },
  { "history", N_ ("History"), NULL },
};

static void
page_activated_cb (GtkListBox    *list,
                   GtkListBoxRow *row,
                   TenonSidebar  *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
gate_activated_cb (GtkListBox    *list,
                   GtkListBoxRow *row,
                   TenonSidebar  *self)
{
  TenonGateKind kind = tenon_gate_row_get_kind (TENON_GATE_ROW (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.visit-gate", "i", (int)kind);
}

static GtkWidget *
create_page_row (guint i)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ (PAGES[i].title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_set_name (row, PAGES[i].name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (PAGES[i].title), -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static gboolean
focus_in_list (GtkListBox      *list,
               GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (list));

  /* what a row has in it, then out of the list */
  return row != NULL && gtk_widget_child_focus (row, direction);
}

/* To Tab each of the two lists is one place: arrows go from row to row. */
static gboolean
tenon_sidebar_focus (GtkWidget       *widget,
                     GtkDirectionType direction)
{
  TenonSidebar *self = TENON_SIDEBAR (widget);
  gboolean      forward = direction == GTK_DIR_TAB_FORWARD;
  GtkListBox   *first = forward ? self->pages : self->gates, *second = forward ? self->gates : self->pages;

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (tenon_sidebar_parent_class)->focus (widget, direction);
  if (gtk_widget_get_state_flags (GTK_WIDGET (second)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return focus_in_list (second, direction);
  if (gtk_widget_get_state_flags (GTK_WIDGET (first)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return focus_in_list (first, direction) || gtk_widget_child_focus (GTK_WIDGET (second), direction);
  return gtk_widget_child_focus (GTK_WIDGET (first), direction) || gtk_widget_child_focus (GTK_WIDGET (second), direction);
}

/* Arrows may have selected another row without opening it: the page that is shown is the one that stands out. */
static void
focus_left_cb (TenonSidebar *self)
{
  if (self->page != NULL)
    tenon_sidebar_set_page (self, self->page);
}

static void
tenon_sidebar_dispose (GObject *object)
{
  TenonSidebar *self = TENON_SIDEBAR (object);

  tenon_sidebar_set_project (self, NULL);
  G_OBJECT_CLASS (tenon_sidebar_parent_class)->dispose (object);
}

static void
tenon_sidebar_class_init (TenonSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_sidebar_dispose;
  widget_class->focus = tenon_sidebar_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, TenonSidebar, gates);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gate_activated_cb);
}

static void
tenon_sidebar_init (TenonSidebar *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->pages), focus);
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    gtk_list_box_append (self->pages, create_page_row (i));
  for (guint kind = TENON_GATE_REQUIREMENTS; kind <= TENON_GATE_CONTRACT; kind++)
    gtk_list_box_append (self->gates, tenon_gate_row_new (kind));
}

static void
refresh_page_row (TenonSidebar *self,
                  guint         i)
{
  GtkListBoxRow   *row = gtk_list_box_get_row_at_index (self->pages, (int)i);
  GtkWidget       *count = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  g_autofree char *text = PAGES[i].count != NULL ? PAGES[i].count (self->project) : NULL;

  gtk_label_set_text (GTK_LABEL (count), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/**
 * tenon_sidebar_refresh:
 *
 * Reads counts and states anew.
 */
void
tenon_sidebar_refresh (TenonSidebar *self)
{
  GtkListBoxRow *row;

  if (self->project == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    refresh_page_row (self, i);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->gates, i)) != NULL; i++)
    tenon_gate_row_update (TENON_GATE_ROW (row), self->project);
}

static void
refresh_tasks (TenonSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->gates, i)) != NULL; i++)
    tenon_gate_row_set_tasks (TENON_GATE_ROW (row), tenon_project_get_tasks (self->project));
}

/**
 * tenon_sidebar_set_project:
 * @project: (nullable): what to show
 */
void
tenon_sidebar_set_project (TenonSidebar *self,
                           TenonProject *project)
{
  if (self->project == project)
    return;
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_tasks (self->project), self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project), self);
    }
  g_set_object (&self->project, project);
  if (project != NULL)
    {
      g_signal_connect_swapped (project, "checked", G_CALLBACK (tenon_sidebar_refresh), self);
      g_signal_connect_swapped (tenon_project_get_gates (project), "items-changed", G_CALLBACK (tenon_sidebar_refresh), self);
      g_signal_connect_swapped (tenon_project_get_tasks (project), "items-changed", G_CALLBACK (refresh_tasks), self);
      g_signal_connect_swapped (tenon_project_get_model (project), "changed", G_CALLBACK (tenon_sidebar_refresh), self);
      tenon_sidebar_refresh (self);
      refresh_tasks (self);
    }
}

/**
 * tenon_sidebar_set_page:
 * @name: the page that is shown now
 */
void
tenon_sidebar_set_page (TenonSidebar *self,
                        const char   *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    if (g_strcmp0 (PAGES[i].name, name) == 0)
      {
        self->page = PAGES[i].name;
        gtk_list_box_select_row (self->pages, gtk_list_box_get_row_at_index (self->pages, (int)i));
      }
}
