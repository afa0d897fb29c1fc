/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer to a warning: who takes it as it is, and why. */

#include "app/design/tenon-acknowledge-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "project/tenon-edits.h"

struct _TenonAcknowledgeDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *accept_button;
  GtkLabel       *words_label;
  GtkLabel       *problem_label;
  TenonPersonRow *person_row;

  TenonProject    *project; /* (owned) */
  TenonDiagnostic *finding; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonAcknowledgeDialog, tenon_acknowledge_dialog, ADW_TYPE_WINDOW)

static void
tenon_acknowledge_dialog_dispose (GObject *object)
{
  TenonAcknowledgeDialog *self = TENON_ACKNOWLEDGE_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->finding);
  G_OBJECT_CLASS (tenon_acknowledge_dialog_parent_class)->dispose (object);
}

static void
changed_cb (TenonAcknowledgeDialog *self)
{
  const char *problem = tenon_person_row_get_problem (self->person_row);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->accept_button, problem == NULL);
}

static void
accept_cb (TenonAcknowledgeDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_acknowledge (self->project, self->finding->code, self->finding->subject, reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_acknowledge_dialog_class_init (TenonAcknowledgeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_acknowledge_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-acknowledge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonAcknowledgeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonAcknowledgeDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAcknowledgeDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, TenonAcknowledgeDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonAcknowledgeDialog, person_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
tenon_acknowledge_dialog_init (TenonAcknowledgeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_acknowledge_dialog_new:
 * @finding: one that tenon_project_may_acknowledge()
 */
GtkWidget *
tenon_acknowledge_dialog_new (GtkWindow       *parent,
                              TenonProject    *project,
                              TenonDiagnostic *finding)
{
  TenonAcknowledgeDialog *self = g_object_new (TENON_TYPE_ACKNOWLEDGE_DIALOG, "transient-for", parent, NULL);
  gboolean                is_error = finding->severity == TENON_SEVERITY_ERROR;

  self->project = g_object_ref (project);
  self->finding = g_object_ref (finding);
  adw_window_title_set_title (self->title, is_error ? _ ("Deviate from a Rule") : _ ("Acknowledge Warning"));
  adw_window_title_set_subtitle (self->title, finding->subject != NULL ? strchr (finding->subject, ':') + 1 : "");
  gtk_label_set_label (self->words_label, finding->message);
  gtk_button_set_label (GTK_BUTTON (self->accept_button), is_error ? _ ("_Deviate") : _ ("_Acknowledge"));
  tenon_person_row_set_note_label (self->person_row, is_error ? _ ("Why it is right here") : _ ("Why it is taken as it is"));
  changed_cb (self);
  return GTK_WIDGET (self);
}
