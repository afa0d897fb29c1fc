/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of the design document's DesignDecision; lists are written one entry a line. */

#include "app/design/tenon-decision-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "app/tenon-settings.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"

struct _TenonDecisionDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *apply_button;
  GtkLabel       *problem_label;
  GtkEditable    *chosen_row;
  GtkEditable    *by_row;
  GtkTextView    *justification_text;
  GtkTextView    *alternatives_text;
  GtkTextView    *trade_offs_text;
  GtkTextView    *rollback_text;
  GtkTextView    *monitoring_text;

  TenonProject  *project;  /* (owned) */
  TenonDecision *decision; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonDecisionDialog, tenon_decision_dialog, ADW_TYPE_WINDOW)

static void
tenon_decision_dialog_dispose (GObject *object)
{
  TenonDecisionDialog *self = TENON_DECISION_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->decision);
  G_OBJECT_CLASS (tenon_decision_dialog_parent_class)->dispose (object);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* One entry a line; empty lines are none. */
static char **
dup_lines (GtkTextView *view)
{
  g_autofree char *text = dup_text (view);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);
  return g_strv_builder_end (builder);
}

static void
set_text (GtkTextView *view,
          const char  *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

static void
set_lines (GtkTextView *view,
           char       **lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : g_strdup ("");

  set_text (view, text);
}

static void
changed_cb (TenonDecisionDialog *self)
{
  g_autofree char *justification = NULL;
  const char      *problem = NULL;
  g_autoptr (GError) error = NULL;

  if (self->project == NULL)
    return;
  justification = dup_text (self->justification_text);
  if (*gtk_editable_get_text (self->chosen_row) == '\0')
    problem = _ ("Say what is chosen.");
  else if (*justification == '\0')
    problem = _ ("Say why: a decision of a person needs its justification.");
  else if (!tenon_project_check_person (gtk_editable_get_text (self->by_row), &error))
    problem = error->message;
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
}

static void
apply_cb (TenonDecisionDialog *self)
{
  g_autofree char *justification = dup_text (self->justification_text);
  g_autofree char *rollback = dup_text (self->rollback_text);
  g_auto (GStrv) alternatives = dup_lines (self->alternatives_text);
  g_auto (GStrv) trade_offs = dup_lines (self->trade_offs_text);
  g_auto (GStrv) monitoring = dup_lines (self->monitoring_text);
  g_autofree char *now = tenon_now_iso8601 ();

  tenon_settings_set_author (gtk_editable_get_text (self->by_row));
  tenon_model_set (tenon_project_get_model (self->project), _ ("Edit Decision"), self->decision,
                   "chosen-approach", gtk_editable_get_text (self->chosen_row),
                   "justification", justification,
                   "alternatives-considered", alternatives,
                   "trade-offs", trade_offs,
                   "rollback-strategy", rollback,
                   "monitoring-requirements", monitoring,
                   "by-person", TRUE,
                   "decided-by", gtk_editable_get_text (self->by_row),
                   "decided-at", now,
                   NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_decision_dialog_class_init (TenonDecisionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_decision_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-decision-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, chosen_row);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, by_row);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, justification_text);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, alternatives_text);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, trade_offs_text);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, rollback_text);
  gtk_widget_class_bind_template_child (widget_class, TenonDecisionDialog, monitoring_text);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
tenon_decision_dialog_init (TenonDecisionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_decision_dialog_new (GtkWindow     *parent,
                           TenonProject  *project,
                           TenonDecision *decision)
{
  TenonDecisionDialog *self = g_object_new (TENON_TYPE_DECISION_DIALOG, "transient-for", parent, NULL);

  adw_window_title_set_subtitle (self->title, decision->title != NULL ? decision->title : decision->decision_id);
  gtk_editable_set_text (self->chosen_row, decision->chosen_approach != NULL ? decision->chosen_approach : "");
  set_text (self->justification_text, decision->justification);
  set_lines (self->alternatives_text, decision->alternatives_considered);
  set_lines (self->trade_offs_text, decision->trade_offs);
  set_text (self->rollback_text, decision->rollback_strategy);
  set_lines (self->monitoring_text, decision->monitoring_requirements);
  g_signal_connect_object (gtk_text_view_get_buffer (self->justification_text), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  tenon_person_fill (GTK_WIDGET (self), self->by_row);
  self->project = g_object_ref (project);
  self->decision = g_object_ref (decision);
  changed_cb (self);
  return GTK_WIDGET (self);
}
