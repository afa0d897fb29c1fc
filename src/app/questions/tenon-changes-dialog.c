/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed since the requirements were confirmed; each line leads to its pattern. */

#include "app/questions/tenon-changes-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/questions/tenon-changes-table.h"
#include "app/questions/tenon-question-words.h"
#include "app/tenon-page.h"

struct _TenonChangesDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *none_page;
  AdwBin         *bin;
  GtkWidget      *confirm_button;
  TenonTextTable *table; /* (unowned) */

  TenonProject *project; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonChangesDialog, tenon_changes_dialog, ADW_TYPE_WINDOW)

static void
refresh (TenonChangesDialog *self)
{
  TenonGate *gate = tenon_project_find_gate (self->project, TENON_GATE_REQUIREMENTS, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = tenon_project_list_changes (self->project, &error);
  g_autofree char *when = gate != NULL && gate->last != NULL ? tenon_words_dup_when (gate->last->by, gate->last->at) : NULL;

  adw_window_title_set_subtitle (self->title, when != NULL ? when : "");
  gtk_widget_set_visible (self->confirm_button, gate != NULL && gate->state == TENON_GATE_STALE);
  if (changes == NULL)
    {
      adw_status_page_set_title (self->none_page, _ ("The Changes Cannot Be Shown"));
      adw_status_page_set_description (self->none_page, error->message);
    }
  else if (gate == NULL || gate->last == NULL || gate->last->action != TENON_REVIEW_APPROVE)
    {
      adw_status_page_set_icon_name (self->none_page, "tenon-gate-open-symbolic");
      adw_status_page_set_title (self->none_page, _ ("Not Confirmed Yet"));
      adw_status_page_set_description (self->none_page, _ ("What changes after the confirmation is listed here."));
    }
  else
    tenon_changes_table_fill (self->table, changes);
  gtk_stack_set_visible_child_name (self->stack, changes != NULL && changes->len > 0 ? "changes" : "none");
}

static void
row_activated_cb (TenonTextTable     *table,
                  const char         *subject,
                  TenonChangesDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    tenon_page_go_to (parent, subject);
  gtk_window_close (GTK_WINDOW (self));
}

static void
confirm_cb (TenonChangesDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.decide", "s", "requirements");
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_changes_dialog_dispose (GObject *object)
{
  TenonChangesDialog *self = TENON_CHANGES_DIALOG (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_changes_dialog_parent_class)->dispose (object);
}

static void
tenon_changes_dialog_class_init (TenonChangesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_changes_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-changes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonChangesDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonChangesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonChangesDialog, none_page);
  gtk_widget_class_bind_template_child (widget_class, TenonChangesDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, TenonChangesDialog, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
}

static void
tenon_changes_dialog_init (TenonChangesDialog *self)
{
  GtkWidget *table;

  gtk_widget_init_template (GTK_WIDGET (self));
  table = tenon_changes_table_new ();
  self->table = TENON_TEXT_TABLE (table);
  tenon_text_table_fill_height (self->table);
  g_signal_connect_object (table, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  adw_bin_set_child (self->bin, table);
}

GtkWidget *
tenon_changes_dialog_new (GtkWindow    *parent,
                          TenonProject *project)
{
  TenonChangesDialog *self = g_object_new (TENON_TYPE_CHANGES_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "checked", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
