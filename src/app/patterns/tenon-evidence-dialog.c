/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entering a number asks for its evidence: nobody can state a rate without saying what it rests on. */

#include "app/patterns/tenon-evidence-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "base/tenon-text.h"

struct _TenonEvidenceDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  TenonPersonRow *person_row;
  GtkCheckButton *both_check;
  GtkLabel       *problem_label;
  GtkWidget      *state_button;

  TenonPattern *pattern; /* (owned) */
  char         *property;
  double        per_second;
};

G_DEFINE_FINAL_TYPE (TenonEvidenceDialog, tenon_evidence_dialog, ADW_TYPE_WINDOW)

static void
tenon_evidence_dialog_dispose (GObject *object)
{
  TenonEvidenceDialog *self = TENON_EVIDENCE_DIALOG (object);

  g_clear_object (&self->pattern);
  g_clear_pointer (&self->property, g_free);
  G_OBJECT_CLASS (tenon_evidence_dialog_parent_class)->dispose (object);
}

static void
update_sensitivity (TenonEvidenceDialog *self)
{
  const char *problem = tenon_person_row_get_problem (self->person_row);

  gtk_widget_set_sensitive (self->state_button, problem == NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
}

static const char *
other_property (TenonEvidenceDialog *self)
{
  return g_str_equal (self->property, "rps-peak") ? "rps-average" : "rps-peak";
}

static void
state_cb (TenonEvidenceDialog *self)
{
  TenonModel      *model = tenon_record_get_model (TENON_RECORD (self->pattern));
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *evidence = tenon_person_row_dup_note (self->person_row);
  g_autofree char *at = tenon_now_iso8601 ();
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, self->per_second, evidence);

  tenon_rate_set_person (rate, by, at);
  if (model != NULL)
    {
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("State Rate"));

      g_object_set (self->pattern, self->property, rate, NULL);
      if (gtk_check_button_get_active (self->both_check))
        g_object_set (self->pattern, other_property (self), rate, NULL);
      tenon_edit_commit (edit);
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_evidence_dialog_class_init (TenonEvidenceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_evidence_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-evidence-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, both_check);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, state_button);
  gtk_widget_class_bind_template_callback (widget_class, update_sensitivity);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
}

static void
tenon_evidence_dialog_init (TenonEvidenceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_evidence_dialog_new:
 * @property: "rps-peak" or "rps-average"
 * @per_second: the number that was typed
 */
GtkWidget *
tenon_evidence_dialog_new (GtkWindow    *parent,
                           TenonPattern *pattern,
                           const char   *property,
                           double        per_second)
{
  TenonEvidenceDialog *self = g_object_new (TENON_TYPE_EVIDENCE_DIALOG, "transient-for", parent, NULL);
  gboolean             is_peak = g_str_equal (property, "rps-peak");
  g_autofree char     *rate = tenon_format_rate (per_second, FALSE);
  g_autofree char     *title = g_strdup_printf (is_peak ? _ ("%s at peak") : _ ("%s on average"), rate);
  g_autofree char     *subtitle = tenon_pattern_dup_title (pattern);
  g_autoptr (TenonRate) other = NULL;

  self->pattern = g_object_ref (pattern);
  self->property = g_strdup (property);
  self->per_second = per_second;
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  tenon_person_row_set_note_label (self->person_row, _ ("Evidence"));
  gtk_check_button_set_label (self->both_check, is_peak ? _ ("The _average is the same number") : _ ("The _peak is the same number"));
  g_object_get (pattern, other_property (self), &other, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->both_check), other == NULL);
  update_sensitivity (self);
  return GTK_WIDGET (self);
}
