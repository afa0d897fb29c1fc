/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Review page: the tables in review order with their state, who decided when, and what concerns are open. */

#include "app/review/tenon-review-page.h"

#include <glib/gi18n-lib.h>

#include "app/review/tenon-review-dialog.h"
#include "app/tenon-gate-row.h"
#include "app/tenon-page.h"

struct _TenonReviewPage
{
  AdwBin parent_instance;

  GtkStack    *stack;
  GtkLabel    *progress_label;
  GtkLevelBar *progress_bar;
  GtkWidget   *start_button;
  GtkListBox  *list;

  TenonProject *project; /* (owned) */
  guint         idle_id; /* of the reload that is due */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonReviewPage, tenon_review_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static void
tenon_review_page_dispose (GObject *object)
{
  TenonReviewPage *self = TENON_REVIEW_PAGE (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
      g_signal_handlers_disconnect_by_data (self->project, self);
    }
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_review_page_parent_class)->dispose (object);
}

static TenonList *
get_tables (TenonReviewPage *self)
{
  return tenon_project_get_model (self->project)->design->tables;
}

/* "Approved by Ada on 2026-01-02", "Returned by …: the note", or what it waits for. */
static char *
describe_gate (TenonGate *gate)
{
  TenonReviewEvent *last = gate->last;
  g_autofree char  *date = last != NULL && last->at != NULL ? g_strndup (last->at, 10) : g_strdup ("");

  switch (gate->state)
    {
    case TENON_GATE_APPROVED:
      return g_strdup_printf (_ ("Approved by %s on %s"), last->by, date);
    case TENON_GATE_STALE:
      return g_strdup_printf (_ ("Changed since %s approved it on %s: approve again"), last->by, date);
    default:
      break;
    }
  if (gate->returned && last != NULL)
    return g_strdup_printf (_ ("Returned by %s on %s: %s"), last->by, date, last->note != NULL ? last->note : "");
  if (gate->waits_for != NULL)
    return g_strdup (gate->waits_for);
  return gate->state == TENON_GATE_READY ? g_strdup (_ ("Ready to be reviewed")) : g_strdup (_ ("Open"));
}

static GtkWidget *
make_row (TenonReviewPage *self,
          TenonTable      *table,
          guint            number)
{
  TenonGate       *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);
  TenonGateState   state = gate != NULL ? gate->state : TENON_GATE_OPEN;
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *icon = gtk_image_new_from_icon_name (tenon_gate_state_get_icon (state));
  GtkWidget       *word = gtk_label_new (gate != NULL && gate->returned ? _ ("Returned") : tenon_gate_state_get_label (state));
  g_autofree char *title = g_strdup_printf ("%u. %s", number, table->name);
  g_autofree char *subtitle = gate != NULL ? describe_gate (gate) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (word, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "table", g_strdup (table->name), g_free);
  return row;
}

static void
reload (TenonReviewPage *self)
{
  guint            n = tenon_list_get_length (get_tables (self)), approved = 0;
  GtkListBoxRow   *row;
  g_autofree char *progress = NULL;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, n == 0 ? "empty" : "tables");
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      TenonTable *table = tenon_list_get (get_tables (self), i);
      TenonGate  *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);

      approved += gate != NULL && gate->state == TENON_GATE_APPROVED;
      gtk_list_box_append (self->list, make_row (self, table, i + 1));
    }
  progress = g_strdup_printf (ngettext ("%u of %u table approved", "%u of %u tables approved", n), approved, n);
  gtk_label_set_label (self->progress_label, progress);
  gtk_level_bar_set_max_value (self->progress_bar, MAX (n, 1));
  gtk_level_bar_set_value (self->progress_bar, approved);
  gtk_widget_set_visible (self->start_button, approved < n);
}

static gboolean
reload_idle_cb (gpointer data)
{
  TenonReviewPage *self = data;

  self->idle_id = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

/* A decision changes gates and nothing that is checked; one step may change several of them. */
static void
gates_changed_cb (TenonReviewPage *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (reload_idle_cb, self);
}

static void
open_dialog (TenonReviewPage *self,
             const char      *table)
{
  gtk_window_present (GTK_WINDOW (tenon_review_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->project, table)));
}

static void
row_activated_cb (TenonReviewPage *self,
                  GtkListBoxRow   *row)
{
  const char *table = g_object_get_data (G_OBJECT (row), "table");

  if (table != NULL)
    open_dialog (self, table);
}

static void
start_cb (TenonReviewPage *self)
{
  for (guint i = 0; i < tenon_list_get_length (get_tables (self)); i++)
    {
      TenonTable *table = tenon_list_get (get_tables (self), i);
      TenonGate  *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);

      if (gate == NULL || gate->state != TENON_GATE_APPROVED)
        {
          open_dialog (self, table->name);
          return;
        }
    }
}

static gboolean
perform (TenonPage  *page,
         const char *action)
{
  if (g_strcmp0 (action, "review-next") != 0)
    return FALSE;
  start_cb (TENON_REVIEW_PAGE (page));
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->perform = perform;
}

static void
tenon_review_page_class_init (TenonReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_review_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/review/tenon-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, TenonReviewPage, list);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tenon_review_page_init (TenonReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_review_page_new (TenonProject *project)
{
  TenonReviewPage *self = g_object_new (TENON_TYPE_REVIEW_PAGE, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (reload), self);
  g_signal_connect_swapped (tenon_project_get_gates (project), "items-changed", G_CALLBACK (gates_changed_cb), self);
  reload (self);
  return GTK_WIDGET (self);
}
