/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The confirmation of the requirements, the whole design, or the contract. */

#include "app/tenon-gate-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/questions/tenon-report-view.h"
#include "app/tenon-gate-row.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "app/tenon-remedy.h"
#include "base/tenon-diagnostic.h"
#include "project/tenon-edits.h"

struct _TenonGateDialog
{
  AdwWindow parent_instance;

  TenonProject *project; /* (owned) */
  TenonGateKind kind;

  AdwWindowTitle *title;
  GtkButton      *approve_button;
  GtkSpinner     *spinner;
  GtkLabel       *question;
  GtkImage       *state_icon;
  GtkLabel       *state_label;
  GtkWidget      *missing_box;
  GtkLabel       *missing_heading;
  GtkListBox     *missing;
  GtkWidget      *report;
  TenonPersonRow *person;
  GtkLabel       *reason;
  GtkWidget      *return_button;
  GtkWidget      *withdraw_button;

  gboolean is_deciding;
};

enum
{
  N_LISTED = 8, /* of what is missing; the fields below must not drown in it */
  REPORT_WIDTH = 820,
  REPORT_HEIGHT = 680,
};

G_DEFINE_FINAL_TYPE (TenonGateDialog, tenon_gate_dialog, ADW_TYPE_WINDOW)

/* The questions are those of the tasks document, word for word. */
static const struct
{
  const char *title;
  const char *question;
  const char *waiting;
} WORDS[] = {
  [TENON_GATE_REQUIREMENTS] = { N_ ("Confirm Requirements"),
                                N_ ("Do these access patterns and requirements look complete? Are there any other patterns we should consider?"),
                                N_ ("Recording the confirmation…") },
  [TENON_GATE_TABLE] = { N_ ("Approve Table"),
                         N_ ("Does this table design make sense? Do you understand why we’re combining/splitting these MySQL tables this way?"),
                         N_ ("Recording the approval…") },
  [TENON_GATE_DESIGN] = { N_ ("Confirm Design"),
                          N_ ("After reviewing each table individually, does the complete design approach look good?"),
                          N_ ("Recording the confirmation…") },
  [TENON_GATE_CONTRACT] = { N_ ("Confirm Contract"),
                            N_ ("Does this migration contract look complete and accurate? Are all the mappings correct?"),
                            N_ ("Recording the confirmation…") },
};

static TenonGate *
find_gate (TenonGateDialog *self)
{
  return tenon_project_find_gate (self->project, self->kind, NULL);
}

/* Why the gate cannot be approved at this moment; NULL when it can. */
static char *
dup_obstacle (TenonGateDialog *self,
              TenonGate       *gate)
{
  const char *problem = tenon_person_row_get_problem (self->person);

  if (self->is_deciding)
    return g_strdup (_ (WORDS[self->kind].waiting));
  if (gate == NULL)
    return g_strdup (_ ("There is nothing to confirm yet."));
  if (gate->state == TENON_GATE_APPROVED)
    return g_strdup (_ ("It is approved as it stands. A withdrawal needs a note."));
  if (gate->blocking != NULL && gate->blocking->len > 0)
    return g_strdup_printf (ngettext ("%u thing listed above has to be settled first.", "%u things listed above have to be settled first.",
                                      gate->blocking->len),
                            gate->blocking->len);
  if (gate->state == TENON_GATE_OPEN)
    return g_strdup (gate->waits_for != NULL ? gate->waits_for : _ ("It cannot be approved yet."));
  return g_strdup (problem);
}

static void
check (TenonGateDialog *self)
{
  TenonGate       *gate = find_gate (self);
  g_autofree char *obstacle = dup_obstacle (self, gate);
  g_autofree char *by = tenon_person_row_dup_by (self->person);
  g_autofree char *note = tenon_person_row_dup_note (self->person);
  gboolean         can_explain = *by != '\0' && *note != '\0' && !self->is_deciding;

  gtk_label_set_text (self->reason, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), obstacle != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_button), obstacle == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->approve_button), obstacle);
  gtk_widget_set_sensitive (self->return_button, can_explain);
  gtk_widget_set_sensitive (self->withdraw_button, can_explain);
}

static void
check_cb (TenonGateDialog *self)
{
  if (self->project != NULL)
    check (self);
}

/* A question names itself; the window has to know that it is one. */
static char *
dup_subject (TenonDiagnostic *diagnostic)
{
  if (g_str_equal (diagnostic->code, "question-open"))
    return g_strdup_printf ("question:%s", diagnostic->subject);
  return g_strdup (diagnostic->subject);
}

static GtkWidget *
create_missing_row (TenonDiagnostic *diagnostic)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *title = g_markup_escape_text (diagnostic->message, -1);
  g_autofree char *plain = tenon_remedy_dup (diagnostic);
  g_autofree char *remedy = plain != NULL ? g_markup_escape_text (plain, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (remedy != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), remedy);
  if (diagnostic->subject != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "tenon-subject", dup_subject (diagnostic), g_free);
    }
  else
    g_object_ref_sink (arrow), g_object_unref (arrow);
  return row;
}

static GtkWidget *
create_more_row (guint n)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("%u more", "%u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (row, "dim-label");
  return row;
}

static void
list_missing (TenonGateDialog *self,
              TenonGate       *gate)
{
  guint            n = gate != NULL && gate->blocking != NULL ? gate->blocking->len : 0;
  g_autofree char *heading = g_strdup_printf (ngettext ("%u thing is missing", "%u things are missing", n), n);
  GtkListBoxRow   *row;

  while ((row = gtk_list_box_get_row_at_index (self->missing, 0)) != NULL)
    gtk_list_box_remove (self->missing, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (n, N_LISTED); i++)
    gtk_list_box_append (self->missing, create_missing_row (g_ptr_array_index (gate->blocking, i)));
  if (n > N_LISTED)
    gtk_list_box_append (self->missing, create_more_row (n - N_LISTED));
  gtk_label_set_text (self->missing_heading, heading);
  gtk_widget_set_visible (self->missing_box, n > 0);
}

/* Warnings do not block; whoever confirms has to know that nobody answered them. */
static void
append_unanswered (TenonGateDialog *self,
                   GString         *text)
{
  guint n = self->kind == TENON_GATE_DESIGN || self->kind == TENON_GATE_CONTRACT ? tenon_project_count_unanswered (self->project) : 0;

  if (n > 0)
    g_string_append_printf (text, ngettext ("\n%u warning of the design was acknowledged by nobody.", "\n%u warnings of the design were acknowledged by nobody.", n), n);
}

static void
describe_state (TenonGateDialog *self,
                TenonGate       *gate)
{
  TenonGateState    state = gate != NULL ? gate->state : TENON_GATE_OPEN;
  TenonReviewEvent *last = gate != NULL ? gate->last : NULL;
  g_autoptr (GString) text = g_string_new (tenon_gate_state_get_label (state));

  if (last != NULL)
    {
      g_autoptr (GDateTime) at = last->at != NULL ? g_date_time_new_from_iso8601 (last->at, NULL) : NULL;
      g_autofree char *day = at != NULL ? g_date_time_format (at, "%x") : g_strdup (last->at);

      g_string_append_printf (text, " · %s, %s", last->by, day);
      if (last->note != NULL && *last->note != '\0')
        g_string_append_printf (text, "\n“%s”", last->note);
    }
  append_unanswered (self, text);
  gtk_image_set_from_icon_name (self->state_icon, tenon_gate_state_get_icon (state));
  gtk_label_set_text (self->state_label, text->str);
}

static void
show_report (TenonGateDialog *self)
{
  g_autoptr (TenonGateReport) report = NULL;

  if (self->kind != TENON_GATE_REQUIREMENTS)
    return;
  report = tenon_project_report_requirements (self->project);
  tenon_report_view_show (TENON_REPORT_VIEW (self->report), report);
  gtk_widget_set_visible (self->report, TRUE);
}

static void
refresh (TenonGateDialog *self)
{
  TenonGate *gate = find_gate (self);
  gboolean   was_approved = gate != NULL && (gate->state == TENON_GATE_APPROVED || gate->state == TENON_GATE_STALE);

  describe_state (self, gate);
  list_missing (self, gate);
  show_report (self);
  gtk_widget_set_visible (self->withdraw_button, was_approved);
  gtk_widget_set_visible (self->return_button, gate != NULL && gate->state != TENON_GATE_APPROVED);
  gtk_widget_set_visible (GTK_WIDGET (self->approve_button), gate == NULL || gate->state != TENON_GATE_APPROVED);
  check (self);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TenonGateDialog) self = TENON_GATE_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  self->is_deciding = FALSE;
  gtk_spinner_stop (self->spinner);
  if (tenon_project_decide_finish (TENON_PROJECT (source), result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  refresh (self);
  tenon_page_report_error (gtk_window_get_transient_for (GTK_WINDOW (self)), _ ("Could Not Record the Decision"), error);
}

static void
decide (TenonGateDialog  *self,
        TenonReviewAction action)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person);
  g_autofree char *note = tenon_person_row_dup_note (self->person);

  tenon_person_row_remember (self->person);
  self->is_deciding = TRUE;
  gtk_spinner_start (self->spinner);
  check (self);
  tenon_project_decide_async (self->project, self->kind, NULL, action, by, note, NULL, decided_cb, g_object_ref (self));
}

static void
approve_cb (TenonGateDialog *self)
{
  decide (self, TENON_REVIEW_APPROVE);
}

static void
return_cb (TenonGateDialog *self)
{
  decide (self, TENON_REVIEW_RETURN);
}

static void
withdraw_cb (TenonGateDialog *self)
{
  decide (self, TENON_REVIEW_WITHDRAW);
}

static void
missing_activated_cb (GtkListBox      *list,
                      GtkListBoxRow   *row,
                      TenonGateDialog *self)
{
  const char *subject = g_object_get_data (G_OBJECT (row), "tenon-subject");
  GtkWindow  *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (subject == NULL || parent == NULL)
    return;
  tenon_page_go_to (parent, subject);
  gtk_window_close (GTK_WINDOW (self));
}

static void
subject_activated_cb (TenonReportView *view,
                      const char      *subject,
                      TenonGateDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    tenon_page_go_to (parent, subject);
  gtk_window_close (GTK_WINDOW (self));
}

static void
questions_activated_cb (TenonGateDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.answer-questions", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* Stays until the answer is there, so that an error has somewhere to be told. */
static gboolean
tenon_gate_dialog_close_request (GtkWindow *window)
{
  if (TENON_GATE_DIALOG (window)->is_deciding)
    return TRUE;
  return GTK_WINDOW_CLASS (tenon_gate_dialog_parent_class)->close_request (window);
}

static void
tenon_gate_dialog_dispose (GObject *object)
{
  TenonGateDialog *self = TENON_GATE_DIALOG (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_gate_dialog_parent_class)->dispose (object);
}

static void
tenon_gate_dialog_class_init (TenonGateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_gate_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tenon_gate_dialog_close_request;
  g_type_ensure (TENON_TYPE_PERSON_ROW);
  g_type_ensure (TENON_TYPE_REPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-gate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, approve_button);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, question);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, missing_box);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, missing_heading);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, missing);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, report);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, person);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, return_button);
  gtk_widget_class_bind_template_child (widget_class, TenonGateDialog, withdraw_button);
  gtk_widget_class_bind_template_callback (widget_class, approve_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, missing_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, questions_activated_cb);
}

static void
tenon_gate_dialog_init (TenonGateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_gate_dialog_new:
 * @parent: the window it is modal to
 * @kind: not %TENON_GATE_TABLE: a table is approved on the Review page, where all of it is seen
 *
 * Returns: the dialog, to be presented; it closes itself once the decision is recorded
 */
GtkWidget *
tenon_gate_dialog_new (GtkWindow    *parent,
                       TenonProject *project,
                       TenonGateKind kind)
{
  TenonGateDialog *self;

  g_return_val_if_fail (kind < G_N_ELEMENTS (WORDS) && kind != TENON_GATE_TABLE, NULL);

  self = g_object_new (TENON_TYPE_GATE_DIALOG, "transient-for", parent, NULL);
  self->project = g_object_ref (project);
  self->kind = kind;
  adw_window_title_set_title (self->title, _ (WORDS[kind].title));
  gtk_window_set_title (GTK_WINDOW (self), _ (WORDS[kind].title));
  gtk_label_set_text (self->question, _ (WORDS[kind].question));
  if (kind == TENON_GATE_REQUIREMENTS)
    {
      g_autoptr (GtkWidget) missing = g_object_ref (self->missing_box);

      gtk_window_set_default_size (GTK_WINDOW (self), REPORT_WIDTH, REPORT_HEIGHT);
      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (missing)), missing);
      tenon_report_view_take_missing (TENON_REPORT_VIEW (self->report), missing);
    }
  g_signal_connect_object (project, "checked", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
