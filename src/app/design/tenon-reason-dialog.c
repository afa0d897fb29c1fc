/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A decision that needs who decides and why, and nothing else: a warning acknowledged, an alternative accepted, a design chosen. */

#include "app/design/tenon-reason-dialog.h"

#include "app/tenon-person-row.h"

struct _TenonReasonDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton      *accept_button;
  GtkLabel       *words_label;
  GtkLabel       *problem_label;
  TenonPersonRow *person_row;

  TenonProject   *project; /* (owned) */
  TenonReasonFunc func;
  gpointer        subject; /* (owned) */
  GDestroyNotify  subject_free;
};

G_DEFINE_FINAL_TYPE (TenonReasonDialog, tenon_reason_dialog, ADW_TYPE_WINDOW)

static void
tenon_reason_dialog_dispose (GObject *object)
{
  TenonReasonDialog *self = TENON_REASON_DIALOG (object);

  g_clear_object (&self->project);
  if (self->subject_free != NULL)
    g_clear_pointer (&self->subject, self->subject_free);
  G_OBJECT_CLASS (tenon_reason_dialog_parent_class)->dispose (object);
}

static void
changed_cb (TenonReasonDialog *self)
{
  const char *problem = tenon_person_row_get_problem (self->person_row);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), problem == NULL);
}

static void
accept_cb (TenonReasonDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  if (!self->func (self->project, self->subject, reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

/* Where the next word is missing. */
static void
tenon_reason_dialog_map (GtkWidget *widget)
{
  TenonReasonDialog *self = TENON_REASON_DIALOG (widget);
  g_autofree char   *by = tenon_person_row_dup_by (self->person_row);

  GTK_WIDGET_CLASS (tenon_reason_dialog_parent_class)->map (widget);
  gtk_widget_child_focus (*by == '\0' ? GTK_WIDGET (self->person_row) : gtk_widget_get_last_child (GTK_WIDGET (self->person_row)), GTK_DIR_TAB_FORWARD);
}

static void
tenon_reason_dialog_class_init (TenonReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_reason_dialog_dispose;
  widget_class->map = tenon_reason_dialog_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonReasonDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonReasonDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, TenonReasonDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, TenonReasonDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonReasonDialog, person_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
tenon_reason_dialog_init (TenonReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_reason_dialog_new:
 * @subject: what @func is told of; freed with the dialog by @subject_free
 */
GtkWidget *
tenon_reason_dialog_new (GtkWindow              *parent,
                         TenonProject           *project,
                         const TenonReasonWords *words,
                         TenonReasonFunc         func,
                         gpointer                subject,
                         GDestroyNotify          subject_free)
{
  TenonReasonDialog *self = g_object_new (TENON_TYPE_REASON_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  self->func = func;
  self->subject = subject;
  self->subject_free = subject_free;
  gtk_window_set_title (GTK_WINDOW (self), words->title);
  adw_window_title_set_title (self->title, words->title);
  adw_window_title_set_subtitle (self->title, words->subtitle != NULL ? words->subtitle : "");
  gtk_label_set_label (self->words_label, words->words);
  gtk_button_set_label (self->accept_button, words->button);
  tenon_person_row_set_note_label (self->person_row, words->note);
  changed_cb (self);
  return GTK_WIDGET (self);
}
