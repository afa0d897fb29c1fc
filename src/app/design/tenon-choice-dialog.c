/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The choice among the alternatives, with its person and its reason. */

#include "app/design/tenon-choice-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-page.h"
#include "app/tenon-person-row.h"

struct _TenonChoiceDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *choose_button;
  GtkLabel       *words_label;
  GtkLabel       *problem_label;
  TenonPersonRow *person_row;

  TenonProject *project;     /* (owned) */
  TenonDesign  *alternative; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonChoiceDialog, tenon_choice_dialog, ADW_TYPE_WINDOW)

static void
tenon_choice_dialog_dispose (GObject *object)
{
  TenonChoiceDialog *self = TENON_CHOICE_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->alternative);
  G_OBJECT_CLASS (tenon_choice_dialog_parent_class)->dispose (object);
}

static void
changed_cb (TenonChoiceDialog *self)
{
  const char *problem = tenon_person_row_get_problem (self->person_row);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->choose_button, problem == NULL);
}

static void
choose_cb (TenonChoiceDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_choose_design (self->project, self->alternative, reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_choice_dialog_class_init (TenonChoiceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_choice_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-choice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonChoiceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonChoiceDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, TenonChoiceDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, TenonChoiceDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonChoiceDialog, person_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
tenon_choice_dialog_init (TenonChoiceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_choice_dialog_new (GtkWindow    *parent,
                         TenonProject *project,
                         TenonDesign  *alternative,
                         const char   *title)
{
  TenonChoiceDialog *self = g_object_new (TENON_TYPE_CHOICE_DIALOG, "transient-for", parent, NULL);
  guint              n = tenon_list_get_length (alternative->tables);
  g_autofree char   *words = g_strdup_printf (ngettext ("All %u table of this design takes the place of the present ones; what is pinned stays. It is one step that can be undone.",
                                                        "All %u tables of this design take the place of the present ones; what is pinned stays. It is one step that can be undone.", n),
                                              n);

  self->project = g_object_ref (project);
  self->alternative = g_object_ref (alternative);
  adw_window_title_set_title (self->title, title);
  gtk_label_set_label (self->words_label, words);
  tenon_person_row_set_note_label (self->person_row, _ ("Why this one"));
  changed_cb (self);
  return GTK_WIDGET (self);
}
