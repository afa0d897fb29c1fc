/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether attributes keep the names of their MySQL columns: a choice of the whole design, with who makes it and why. */

#include "app/design/tenon-names-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "project/tenon-design-edits.h"

struct _TenonNamesDialog
{
  AdwWindow parent_instance;

  GtkWidget      *apply_button;
  GtkCheckButton *mysql_check;
  TenonPersonRow *person_row;
  GtkLabel       *problem_label;

  TenonProject *project; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonNamesDialog, tenon_names_dialog, ADW_TYPE_WINDOW)

static void
tenon_names_dialog_dispose (GObject *object)
{
  TenonNamesDialog *self = TENON_NAMES_DIALOG (object);

  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_names_dialog_parent_class)->dispose (object);
}

static const char *
find_problem (TenonNamesDialog *self)
{
  if (gtk_check_button_get_active (self->mysql_check) == tenon_project_get_model (self->project)->keep_mysql_names)
    return _ ("These are the names the design has now.");
  return tenon_person_row_get_problem (self->person_row);
}

static void
changed_cb (TenonNamesDialog *self)
{
  const char *problem;

  if (self->project == NULL)
    return;
  problem = find_problem (self);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
}

static void
apply_cb (TenonNamesDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_set_names (self->project, gtk_check_button_get_active (self->mysql_check), reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_names_dialog_class_init (TenonNamesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_names_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-names-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonNamesDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonNamesDialog, mysql_check);
  gtk_widget_class_bind_template_child (widget_class, TenonNamesDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonNamesDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
tenon_names_dialog_init (TenonNamesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_names_dialog_new (GtkWindow    *parent,
                        TenonProject *project)
{
  TenonNamesDialog *self = g_object_new (TENON_TYPE_NAMES_DIALOG, "transient-for", parent, NULL);

  tenon_person_row_set_note_label (self->person_row, _ ("Reason"));
  gtk_check_button_set_active (self->mysql_check, tenon_project_get_model (project)->keep_mysql_names);
  self->project = g_object_ref (project);
  changed_cb (self);
  return GTK_WIDGET (self);
}
