/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person chooses what serves a pattern: every way side by side, with what it takes or why it is not possible; the choice is kept
 * with its reason over later proposals until it is released. */

#include "app/design/tenon-serve-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/tenon-person-row.h"
#include "base/tenon-text.h"
#include "project/tenon-design-edits.h"

struct _TenonServeDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle      *title;
  GtkWidget           *apply_button;
  GtkWidget           *release_button;
  AdwPreferencesGroup *group;
  TenonPersonRow      *person_row;
  GtkLabel            *problem_label;

  TenonProject *project; /* (owned) */
  char         *pattern_id;
  GPtrArray    *ways;   /* (element-type TenonWay) */
  GPtrArray    *checks; /* (element-type GtkCheckButton) one a way, borrowed */
};

G_DEFINE_FINAL_TYPE (TenonServeDialog, tenon_serve_dialog, ADW_TYPE_WINDOW)

static void
tenon_serve_dialog_dispose (GObject *object)
{
  TenonServeDialog *self = TENON_SERVE_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->pattern_id, g_free);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_serve_dialog_parent_class)->dispose (object);
}

static TenonWay *
get_chosen (TenonServeDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return g_ptr_array_index (self->ways, i);
  return NULL;
}

static void
changed_cb (TenonServeDialog *self)
{
  TenonWay   *way;
  const char *problem;

  if (self->project == NULL)
    return;
  way = get_chosen (self);
  problem = way == NULL ? _ ("No way that is possible is chosen.") : tenon_person_row_get_problem (self->person_row);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
}

static void
report (TenonServeDialog *self,
        GError           *error)
{
  gtk_label_set_label (self->problem_label, error->message);
}

static void
apply_cb (TenonServeDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  TenonWay        *way = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_choose_way (self->project, self->pattern_id, way->id, reason, by, &error))
    {
      report (self, error);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
release_cb (TenonServeDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!tenon_project_release_way (self->project, self->pattern_id, &error))
    {
      report (self, error);
      return;
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_serve_dialog_class_init (TenonServeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_serve_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-serve-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, release_button);
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, group);
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonServeDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, release_cb);
}

static void
tenon_serve_dialog_init (TenonServeDialog *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The requests and units of a call, and the month beside the one that is now. */
static char *
describe (const TenonWay *way)
{
  g_autofree char *requests = tenon_format_number (way->n_requests), *reads = tenon_format_number (way->reads), *calls = NULL;
  g_autofree char *money = tenon_format_money (way->dollars), *step = tenon_format_money (fabs (way->difference)), *month = NULL, *compared = NULL;

  calls = g_strdup_printf (way->is_least && way->n_requests != 1 ? _ ("at least %s requests and %s read units a call") : way->n_requests == 1 ? way->is_least ? _ ("at least %s request and %s read units a call") : _ ("%s request and %s read units a call")
                                                                                                                                              : _ ("%s requests and %s read units a call"),
                           requests, reads);
  month = way->n_open > 0 ? g_strdup_printf (_ ("at least %s a month"), money) : g_strdup_printf (_ ("%s a month"), money);
  if (fabs (way->difference) < 0.005)
    compared = g_strdup (_ ("as now"));
  else
    compared = g_strdup_printf (way->difference > 0 ? _ ("%s more than now") : _ ("%s less than now"), step);
  return g_strdup_printf ("%s · %s, %s\n%s", calls, month, compared, way->requests);
}

static void
add_way (TenonServeDialog *self,
         TenonWay         *way)
{
  GtkWidget       *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *text = way->obstacle != NULL ? g_strdup_printf (_ ("Not possible: %s"), way->obstacle) : describe (way);
  g_autofree char *tip = way->notes != NULL ? g_strdup_printf ("%s\n%s", text, way->notes) : g_strdup (text);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), way->is_present);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), way->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_tooltip_text (row, tip);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  if (way->is_present)
    {
      GtkWidget *label = gtk_label_new (way->is_chosen ? _ ("Chosen") : _ ("Now"));

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_widget_set_sensitive (row, way->obstacle == NULL);
  gtk_widget_set_visible (self->release_button, gtk_widget_get_visible (self->release_button) || way->is_chosen);
  adw_preferences_group_add (self->group, row);
}

/* Where the pattern has no requests yet, the first way that is possible. */
static void
choose_first (TenonServeDialog *self)
{
  for (guint i = 0; get_chosen (self) == NULL && i < self->ways->len; i++)
    if (((TenonWay *)g_ptr_array_index (self->ways, i))->obstacle == NULL)
      gtk_check_button_set_active (g_ptr_array_index (self->checks, i), TRUE);
}

/**
 * tenon_serve_dialog_new:
 *
 * Returns: (nullable): %NULL with the reason where there is nothing to choose: a write, a search, an aggregate
 */
GtkWidget *
tenon_serve_dialog_new (GtkWindow    *parent,
                        TenonProject *project,
                        const char   *pattern_id,
                        GError      **error)
{
  g_autoptr (GPtrArray) ways = tenon_project_list_ways (project, pattern_id, error);
  TenonPattern     *pattern = tenon_model_find_pattern (tenon_project_get_model (project), pattern_id);
  TenonServeDialog *self;
  g_autofree char  *title = NULL;

  if (ways == NULL)
    return NULL;
  self = g_object_new (TENON_TYPE_SERVE_DIALOG, "transient-for", parent, NULL);
  title = g_strdup_printf (_ ("What Serves %s"), pattern_id);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, pattern->description != NULL ? pattern->description : "");
  tenon_person_row_set_note_label (self->person_row, _ ("Reason"));
  self->ways = g_steal_pointer (&ways);
  self->pattern_id = g_strdup (pattern_id);
  for (guint i = 0; i < self->ways->len; i++)
    add_way (self, g_ptr_array_index (self->ways, i));
  choose_first (self);
  self->project = g_object_ref (project);
  changed_cb (self);
  return GTK_WIDGET (self);
}
