/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before many cells change at once: what was read loosely or not at all, and one evidence for all the rates. */

#include "app/patterns/tenon-plan-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "base/tenon-diagnostic.h"

enum
{
  MAX_FINDINGS = 100, /* more of them nobody reads here */
};

struct _TenonPlanDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *apply_button;
  GtkWidget      *evidence_box;
  TenonPersonRow *person_row;
  GtkWidget      *findings_scroller;
  GtkBox         *findings_box;
  GtkCheckButton *replace_button;
  GtkLabel       *problem_label;

  TenonProject  *project; /* (owned) */
  TenonCellPlan *plan;    /* (owned) */
  char          *label;
};

enum
{
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonPlanDialog, tenon_plan_dialog, ADW_TYPE_WINDOW)

static void
tenon_plan_dialog_dispose (GObject *object)
{
  TenonPlanDialog *self = TENON_PLAN_DIALOG (object);

  g_clear_pointer (&self->plan, tenon_cell_plan_free);
  g_clear_object (&self->project);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (tenon_plan_dialog_parent_class)->dispose (object);
}

static void
update_sensitivity (TenonPlanDialog *self)
{
  const char *problem;

  if (self->plan == NULL) /* it is being built */
    return;
  problem = tenon_cell_plan_needs_evidence (self->plan) ? tenon_person_row_get_problem (self->person_row) : NULL;
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
show_plan (TenonPlanDialog *self)
{
  g_autofree char *summary = tenon_plan_dup_summary (self->plan);

  adw_window_title_set_subtitle (self->title, summary);
  gtk_widget_set_visible (self->evidence_box, tenon_cell_plan_needs_evidence (self->plan));
  update_sensitivity (self);
}

/* What somebody stated is replaced only on purpose. */
static void
replace_cb (TenonPlanDialog *self)
{
  if (self->plan == NULL)
    return;
  tenon_cell_plan_set_replaces (self->plan, gtk_check_button_get_active (self->replace_button));
  show_plan (self);
}

static void
apply_cb (TenonPlanDialog *self)
{
  gboolean         needs_evidence = tenon_cell_plan_needs_evidence (self->plan);
  g_autofree char *by = needs_evidence ? tenon_person_row_dup_by (self->person_row) : NULL;
  g_autofree char *evidence = needs_evidence ? tenon_person_row_dup_note (self->person_row) : NULL;
  g_autoptr (GError) error = NULL;

  if (!tenon_project_apply_plan (self->project, self->plan, self->label, evidence, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      return;
    }
  if (needs_evidence)
    tenon_person_row_remember (self->person_row);
  g_signal_emit (self, signals[APPLIED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* Where the next word is missing. */
static void
tenon_plan_dialog_map (GtkWidget *widget)
{
  TenonPlanDialog *self = TENON_PLAN_DIALOG (widget);
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);

  GTK_WIDGET_CLASS (tenon_plan_dialog_parent_class)->map (widget);
  if (!gtk_widget_get_visible (self->evidence_box))
    gtk_widget_grab_focus (self->apply_button);
  else
    gtk_widget_child_focus (*by == '\0' ? GTK_WIDGET (self->person_row) : gtk_widget_get_last_child (GTK_WIDGET (self->person_row)), GTK_DIR_TAB_FORWARD);
}

static void
tenon_plan_dialog_class_init (TenonPlanDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_plan_dialog_dispose;
  widget_class->map = tenon_plan_dialog_map;
  signals[APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-plan-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, findings_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, findings_box);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, replace_button);
  gtk_widget_class_bind_template_child (widget_class, TenonPlanDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, update_sensitivity);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
tenon_plan_dialog_init (TenonPlanDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_finding (TenonPlanDialog *self,
             TenonDiagnostic *finding)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic", "dialog-error-symbolic" };
  GtkWidget               *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *icon, *label;

  icon = gtk_image_new_from_icon_name (icons[finding->severity]);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  label = gtk_label_new (finding->message);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (self->findings_box, line);
}

/**
 * tenon_plan_needs_dialog:
 *
 * Returns: whether there is something to ask or to tell before it is applied
 */
gboolean
tenon_plan_needs_dialog (TenonCellPlan *plan)
{
  return tenon_cell_plan_needs_evidence (plan) || tenon_cell_plan_get_findings (plan)->len > 0;
}

/**
 * tenon_plan_dup_summary:
 *
 * Returns: (transfer full): "12 cells change, 3 patterns are new"
 */
char *
tenon_plan_dup_summary (TenonCellPlan *plan)
{
  guint            n_cells = tenon_cell_plan_get_edits (plan)->len, n_new = tenon_cell_plan_get_n_new (plan);
  g_autofree char *cells = g_strdup_printf (ngettext ("%u cell changes", "%u cells change", n_cells), n_cells);
  g_autofree char *added = n_new > 0 ? g_strdup_printf (ngettext ("%u pattern is new", "%u patterns are new", n_new), n_new) : NULL;

  return added != NULL ? g_strdup_printf (_ ("%s, %s"), cells, added) : g_steal_pointer (&cells);
}

/**
 * tenon_plan_dialog_new:
 * @plan: (transfer full):
 * @label: what undo will say
 */
GtkWidget *
tenon_plan_dialog_new (GtkWindow     *parent,
                       TenonProject  *project,
                       TenonCellPlan *plan,
                       const char    *title,
                       const char    *label)
{
  TenonPlanDialog *self = g_object_new (TENON_TYPE_PLAN_DIALOG, "transient-for", parent, NULL);
  GPtrArray       *findings = tenon_cell_plan_get_findings (plan);
  guint            n_stated = tenon_cell_plan_get_n_stated (plan);
  g_autofree char *replace = g_strdup_printf (ngettext ("_Replace %u stated rate", "_Replace %u stated rates", n_stated), n_stated);

  self->project = g_object_ref (project);
  self->plan = plan;
  self->label = g_strdup (label);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_check_button_set_label (self->replace_button, replace);
  gtk_check_button_set_use_underline (self->replace_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_button), n_stated > 0);
  gtk_widget_set_visible (self->findings_scroller, findings->len > 0);
  for (guint i = 0; i < MIN (findings->len, MAX_FINDINGS); i++)
    add_finding (self, g_ptr_array_index (findings, i));
  show_plan (self);
  return GTK_WIDGET (self);
}
