/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entering a number asks for its evidence: somebody's words, a place in a log, or a formula over other numbers.  Nobody
 * can enter a rate without saying which. */

#include "app/patterns/tenon-evidence-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/patterns/tenon-rate-words.h"
#include "app/tenon-person-row.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "model/tenon-formula.h"
#include "project/tenon-questions.h"

enum
{
  WIDTH = 520,
  MAX_HEIGHT = 520, /* of what can be scrolled */
};

struct _TenonEvidenceDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle    *title;
  GtkScrolledWindow *scroller;
  GtkToggleButton   *stated_toggle;
  GtkToggleButton   *observed_toggle;
  GtkToggleButton   *derived_toggle;
  GtkToggleButton   *unknown_toggle;
  GtkWidget         *stated_rows;
  GtkWidget         *number_entry;
  GtkWidget         *observed_rows;
  AdwComboRow       *file_choice;
  GtkWidget         *lines_entry;
  GtkWidget         *count_entry;
  GtkWidget         *window_entry;
  GtkSwitch         *bound_switch;
  GtkWidget         *derived_rows;
  GtkWidget         *formula_entry;
  GtkListBox        *given_rows;
  GtkLabel          *result_label;
  TenonPersonRow    *person_row;
  GtkCheckButton    *both_check;
  GtkLabel          *said_label;
  GtkLabel          *problem_label;
  GtkWidget         *state_button;

  TenonProject *project; /* (owned) */
  TenonPattern *pattern; /* (owned) */
  char         *property;
  char         *words;   /* (nullable) what was typed, where it says more than its number */
  char         *taken;   /* (nullable) the number of @words */
  char         *offered; /* (nullable) for the other rate, said in the same breath */
  gboolean      is_ready;
};

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonEvidenceDialog, tenon_evidence_dialog, ADW_TYPE_WINDOW)

static TenonModel *
get_model (TenonEvidenceDialog *self)
{
  return tenon_project_get_model (self->project);
}

static gboolean
is_peak (TenonEvidenceDialog *self)
{
  return g_str_equal (self->property, "rps-peak");
}

static const char *
other_property (TenonEvidenceDialog *self)
{
  return is_peak (self) ? "rps-average" : "rps-peak";
}

static gboolean
is_active (GtkToggleButton *toggle)
{
  return gtk_toggle_button_get_active (toggle);
}

static char *
dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static gboolean
read_entry (GtkWidget *entry,
            double    *value)
{
  g_autofree char *text = dup_entry (entry);
  const char      *end;

  return tenon_parse_number (text, value, &end) && *end == '\0';
}

/* ---- what a log shows ---- */

static TenonStatementLog *
get_log (TenonEvidenceDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->file_choice);

  return selected < tenon_list_get_length (get_model (self)->logs) ? tenon_list_get (get_model (self)->logs, selected) : NULL;
}

static void
file_chosen_cb (TenonEvidenceDialog *self)
{
  TenonStatementLog *log = self->is_ready ? get_log (self) : NULL;
  g_autofree char   *window = NULL;

  if (log == NULL || log->window <= 0)
    return;
  window = tenon_format_number (log->window);
  gtk_editable_set_text (GTK_EDITABLE (self->window_entry), window);
  gtk_switch_set_active (self->bound_switch, log->threshold > 0);
}

/* "120–480", "120-480" or "120". */
static gboolean
read_lines (TenonEvidenceDialog *self,
            guint               *first,
            guint               *last)
{
  g_autofree char *text = dup_entry (self->lines_entry);
  char            *end;
  guint64          from = g_ascii_strtoull (text, &end, 10), to = from;

  while (*end != '\0' && !g_ascii_isdigit (*end))
    end++;
  if (*end != '\0')
    to = g_ascii_strtoull (end, &end, 10);
  *first = (guint)MIN (from, G_MAXINT);
  *last = (guint)MIN (to, G_MAXINT);
  return *text == '\0' || (from > 0 && to >= from && *end == '\0');
}

static const char *
find_observed_problem (TenonEvidenceDialog *self,
                       double              *per_second)
{
  double count, window;
  guint  first, last;

  if (get_log (self) == NULL)
    return _ ("The project has no log that could show it.");
  if (!read_lines (self, &first, &last))
    return _ ("Say which lines of the log, as in 120–480.");
  if (!read_entry (self->count_entry, &count))
    return _ ("Say how often it was counted.");
  if (!read_entry (self->window_entry, &window) || window <= 0)
    return _ ("Say within how many seconds.");
  *per_second = count / window;
  return NULL;
}

static TenonRate *
make_observed (TenonEvidenceDialog *self)
{
  g_autofree char *count = dup_entry (self->count_entry);
  g_autofree char *window = dup_entry (self->window_entry);
  g_autofree char *note = tenon_person_row_dup_note (self->person_row);
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  g_autofree char *now = tenon_now_iso8601 ();
  g_autoptr (GString) evidence = g_string_new (NULL);
  TenonRate *rate;
  double     value = 0;
  guint      first, last;

  find_observed_problem (self, &value);
  read_lines (self, &first, &last);
  g_string_printf (evidence, "%s in %s s", count, window);
  if (last > first)
    g_string_append_printf (evidence, ", lines %u to %u", first, last);
  if (*note != '\0')
    g_string_append_printf (evidence, ": %s", note);
  rate = tenon_rate_new (TENON_RATE_OBSERVED, value, evidence->str);
  tenon_rate_set_person (rate, by, now);
  tenon_rate_set_place (rate, get_log (self)->file, first);
  tenon_rate_set_lower_bound (rate, gtk_switch_get_active (self->bound_switch));
  return rate;
}

/* ---- what follows from other numbers ---- */

static GtkWidget *
get_given (TenonEvidenceDialog *self,
           int                  index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->given_rows, index);

  return row != NULL ? GTK_WIDGET (row) : NULL;
}

/* The formula with the numbers in it that are given here and nowhere else yet. */
static char *
dup_formula_with_given (TenonEvidenceDialog *self)
{
  g_autoptr (GString) formula = g_string_new (gtk_editable_get_text (GTK_EDITABLE (self->formula_entry)));
  GtkWidget *row;

  for (int i = 0; (row = get_given (self, i)) != NULL; i++)
    {
      g_autofree char *value = dup_entry (row);
      double           number;

      if (read_entry (row, &number))
        g_string_replace (formula, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value, 0);
    }
  return g_string_free (g_steal_pointer (&formula), FALSE);
}

static void
update (TenonEvidenceDialog *self);

static void
add_given (TenonEvidenceDialog     *self,
           const TenonFormulaInput *input)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), input->name);
  g_object_set_data_full (G_OBJECT (row), "fact", input->key != NULL ? g_strdup (input->key) : tenon_facts_dup_key (TENON_FACT_GIVEN, input->name, NULL), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->given_rows, row);
}

static gboolean
names_pattern (const char *name)
{
  return g_ascii_strncasecmp (name, "AP", 2) == 0 && g_ascii_isdigit (name[2]);
}

/* A row for each number the formula names and nobody knows; those that stay keep what was typed. */
static void
formula_changed_cb (TenonEvidenceDialog *self)
{
  g_autoptr (GPtrArray) inputs = tenon_formula_list_inputs (get_model (self), gtk_editable_get_text (GTK_EDITABLE (self->formula_entry)), is_peak (self), NULL);
  g_autoptr (GHashTable) typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GtkWidget *row;

  while ((row = get_given (self, 0)) != NULL)
    {
      g_hash_table_insert (typed, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))), dup_entry (row));
      gtk_list_box_remove (self->given_rows, row);
    }
  for (guint i = 0; inputs != NULL && i < inputs->len; i++)
    {
      const TenonFormulaInput *input = g_ptr_array_index (inputs, i);

      if (!isnan (input->value) || names_pattern (input->name))
        continue;
      add_given (self, input);
      row = get_given (self, 0);
      while (gtk_widget_get_next_sibling (row) != NULL)
        row = gtk_widget_get_next_sibling (row);
      if (g_hash_table_contains (typed, input->name))
        gtk_editable_set_text (GTK_EDITABLE (row), g_hash_table_lookup (typed, input->name));
    }
  update (self);
}

static gboolean
compute (TenonEvidenceDialog *self,
         double              *value,
         char               **explanation,
         GError             **error)
{
  g_autofree char *formula = dup_formula_with_given (self);

  return tenon_formula_compute (get_model (self), formula, is_peak (self), value, explanation, error);
}

/* Of what is no formula compute() says why. */
static gboolean
names_something (TenonEvidenceDialog *self)
{
  g_autofree char *formula = dup_entry (self->formula_entry);
  g_autoptr (GPtrArray) inputs = tenon_formula_list_inputs (get_model (self), *formula == '=' ? formula + 1 : formula, is_peak (self), NULL);

  return inputs == NULL || inputs->len > 0;
}

static gboolean
has_given (TenonEvidenceDialog *self)
{
  return get_given (self, 0) != NULL;
}

static gboolean
derive (TenonEvidenceDialog *self,
        const char          *by,
        GError             **error)
{
  g_autofree char *formula = dup_entry (self->formula_entry);
  g_autofree char *evidence = tenon_person_row_dup_note (self->person_row);
  GtkWidget       *row;

  for (int i = 0; (row = get_given (self, i)) != NULL; i++)
    {
      g_autofree char *value = dup_entry (row);

      if (!tenon_project_state_fact (self->project, g_object_get_data (G_OBJECT (row), "fact"), value, evidence, by, error))
        return FALSE;
    }
  return tenon_project_derive_rate (self->project, self->pattern->pattern_id, is_peak (self), *formula == '=' ? formula + 1 : formula, by, error);
}

/* ---- the whole ---- */

static char *
dup_problem (TenonEvidenceDialog *self)
{
  const char *problem = NULL;
  g_autoptr (GError) error = NULL;
  double value;

  if (is_active (self->unknown_toggle))
    return NULL;
  if (is_active (self->stated_toggle) && !read_entry (self->number_entry, &value))
    problem = _ ("Say how many requests a second.");
  else if (is_active (self->observed_toggle))
    problem = find_observed_problem (self, &value);
  else if (is_active (self->derived_toggle) && *gtk_editable_get_text (GTK_EDITABLE (self->formula_entry)) == '\0')
    problem = _ ("Write the formula.");
  else if (is_active (self->derived_toggle) && !names_something (self))
    problem = _ ("Name in the formula what the rate is derived from: users, total requests, a number under a name of its own, or a pattern as AP3. A number alone is stated.");
  else if (is_active (self->derived_toggle) && !compute (self, &value, NULL, &error))
    return g_strdup (error->message);
  return g_strdup (problem != NULL ? problem : tenon_person_row_get_problem (self->person_row));
}

static void
show_result (TenonEvidenceDialog *self)
{
  g_autofree char *text = NULL;
  double           value;

  if (is_active (self->observed_toggle) && find_observed_problem (self, &value) == NULL)
    {
      g_autofree char *rate = tenon_format_rate (value, FALSE);

      text = g_strdup_printf ("= %s", rate);
    }
  else if (is_active (self->derived_toggle))
    {
      compute (self, &value, &text, NULL);
    }
  else if (is_active (self->unknown_toggle))
    {
      text = g_strdup (_ ("Unknown is not 0: the question stays open, and the requirements gate waits for it."));
    }
  gtk_label_set_label (self->result_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result_label), text != NULL);
}

/* A formula is written for one rate, and what was counted is one number. */
static gboolean
may_take_other (TenonEvidenceDialog *self)
{
  const TenonRate *other = is_peak (self) ? self->pattern->rps_average : self->pattern->rps_peak;

  if (self->offered != NULL)
    return is_active (self->stated_toggle);
  return other == NULL && (is_active (self->stated_toggle) || is_active (self->observed_toggle));
}

static void
update (TenonEvidenceDialog *self)
{
  g_autofree char *problem = NULL;

  if (!self->is_ready)
    return;
  gtk_widget_set_visible (self->stated_rows, is_active (self->stated_toggle));
  gtk_widget_set_visible (self->observed_rows, is_active (self->observed_toggle));
  gtk_widget_set_visible (self->derived_rows, is_active (self->derived_toggle));
  gtk_widget_set_visible (GTK_WIDGET (self->given_rows), is_active (self->derived_toggle) && has_given (self));
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), !is_active (self->unknown_toggle));
  gtk_widget_set_visible (GTK_WIDGET (self->both_check), may_take_other (self));
  /* A formula over known numbers is its own evidence: the note goes with what is given. */
  gtk_widget_set_visible (gtk_widget_get_last_child (GTK_WIDGET (self->person_row)), !is_active (self->derived_toggle) || has_given (self));
  show_result (self);
  problem = dup_problem (self);
  gtk_widget_set_sensitive (self->state_button, problem == NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
}

/* As high as what is asked for now, wrapped text too. */
static void
fit_height (TenonEvidenceDialog *self)
{
  int height;

  gtk_widget_measure (gtk_scrolled_window_get_child (self->scroller), GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->scroller, MIN (height, MAX_HEIGHT));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, -1);
}

static void
origin_changed_cb (TenonEvidenceDialog *self)
{
  if (!self->is_ready)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->said_label), self->words != NULL && is_active (self->stated_toggle));
  tenon_person_row_set_note_required (self->person_row, is_active (self->stated_toggle) || (is_active (self->derived_toggle) && has_given (self)));
  gtk_button_set_label (GTK_BUTTON (self->state_button), is_active (self->unknown_toggle) ? _ ("_Leave Open") : is_active (self->stated_toggle) ? _ ("_State Rate")
                                                                                                                                                : _ ("_Enter Rate"));
  update (self);
  fit_height (self);
}

static gboolean
take (TenonEvidenceDialog *self,
      const char          *property,
      const char          *number,
      GError             **error)
{
  const TenonPatternColumn *cells = tenon_pattern_columns_find (property);
  g_autofree char          *by = tenon_person_row_dup_by (self->person_row);

  if (is_active (self->stated_toggle))
    {
      g_autofree char *evidence = tenon_person_row_dup_note (self->person_row);
      gboolean         is_quoted = g_strcmp0 (property, self->property) == 0 && g_strcmp0 (number, self->taken) == 0;

      return tenon_project_set_cell (self->project, self->pattern, cells, is_quoted ? self->words : number, evidence, by, error);
    }
  if (is_active (self->observed_toggle))
    {
      g_autoptr (TenonRate) rate = make_observed (self);

      g_object_set (self->pattern, property, rate, NULL);
      return TRUE;
    }
  if (is_active (self->derived_toggle))
    return derive (self, by, error);
  return tenon_project_set_cell (self->project, self->pattern, cells, "", NULL, NULL, error);
}

static gboolean
take_all (TenonEvidenceDialog *self,
          GError             **error)
{
  g_autofree char *number = dup_entry (self->number_entry);

  if (!take (self, self->property, number, error))
    return FALSE;
  if (!may_take_other (self) || !gtk_check_button_get_active (self->both_check))
    return TRUE;
  return take (self, other_property (self), self->offered != NULL ? self->offered : number, error);
}

static void
state_cb (TenonEvidenceDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (tenon_record_get_model (TENON_RECORD (self->pattern)) != NULL) /* else it was removed meanwhile */
    {
      g_autoptr (TenonEdit) edit = tenon_model_begin (get_model (self), is_active (self->unknown_toggle) ? _ ("Forget Rate") : _ ("State Rate"));

      if (!take_all (self, &error))
        {
          gtk_label_set_label (self->problem_label, error->message);
          return;
        }
      tenon_edit_commit (edit);
    }
  if (!is_active (self->unknown_toggle))
    tenon_person_row_remember (self->person_row);
  g_signal_emit (self, signals[TAKEN], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (TenonEvidenceDialog *self)
{
  if (gtk_widget_is_sensitive (self->state_button))
    state_cb (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* ---- life ---- */

static void
tenon_evidence_dialog_dispose (GObject *object)
{
  TenonEvidenceDialog *self = TENON_EVIDENCE_DIALOG (object);

  self->is_ready = FALSE;
  g_clear_object (&self->pattern);
  g_clear_object (&self->project);
  g_clear_pointer (&self->property, g_free);
  g_clear_pointer (&self->offered, g_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->taken, g_free);
  G_OBJECT_CLASS (tenon_evidence_dialog_parent_class)->dispose (object);
}

/* Where the next word is missing. */
static void
focus_first (TenonEvidenceDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row);
  GtkWidget       *note = gtk_widget_get_last_child (GTK_WIDGET (self->person_row));

  if (is_active (self->derived_toggle))
    gtk_widget_grab_focus (has_given (self) ? get_given (self, 0) : self->formula_entry);
  else if (is_active (self->observed_toggle))
    gtk_widget_grab_focus (self->lines_entry);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->number_entry)) == '\0')
    gtk_widget_grab_focus (self->number_entry);
  else
    gtk_widget_child_focus (*by == '\0' ? GTK_WIDGET (self->person_row) : note, GTK_DIR_TAB_FORWARD);
}

static void
tenon_evidence_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tenon_evidence_dialog_parent_class)->map (widget);
  fit_height (TENON_EVIDENCE_DIALOG (widget));
  focus_first (TENON_EVIDENCE_DIALOG (widget));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, stated_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, observed_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, derived_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, unknown_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, stated_rows);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, number_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, observed_rows);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, file_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, lines_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, count_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, window_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, bound_switch);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, derived_rows);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, formula_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, given_rows);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, result_label);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, both_check);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, said_label);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TenonEvidenceDialog, state_button);
}

static void
tenon_evidence_dialog_class_init (TenonEvidenceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_evidence_dialog_dispose;
  widget_class->map = tenon_evidence_dialog_map;
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-evidence-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, origin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, formula_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
}

static void
tenon_evidence_dialog_init (TenonEvidenceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
list_logs (TenonEvidenceDialog *self)
{
  TenonList *logs = get_model (self)->logs;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (logs); i++)
    gtk_string_list_append (names, ((TenonStatementLog *)tenon_list_get (logs, i))->file);
  adw_combo_row_set_model (self->file_choice, G_LIST_MODEL (names));
}

static void
show_present (TenonEvidenceDialog *self,
              const TenonRate     *rate,
              const char          *typed)
{
  const char *formula = typed != NULL && *typed == '=' ? typed + 1 : typed == NULL ? tenon_rate_get_formula (rate)
                                                                                   : NULL;
  double      value;

  if (typed != NULL && *typed != '=')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->number_entry), typed);
    }
  else if (tenon_rate_get_value (rate, &value))
    {
      g_autofree char *number = tenon_format_number (value);

      gtk_editable_set_text (GTK_EDITABLE (self->number_entry), number);
    }
  if (typed == NULL && tenon_rate_get_origin (rate) == TENON_RATE_STATED)
    g_object_set (self->person_row, "note", tenon_rate_get_evidence (rate), NULL);
  if (typed == NULL && tenon_rate_get_origin (rate) == TENON_RATE_OBSERVED)
    gtk_toggle_button_set_active (self->observed_toggle, TRUE);
  if (formula == NULL)
    return;
  gtk_toggle_button_set_active (self->derived_toggle, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->formula_entry), formula);
}

/**
 * tenon_evidence_dialog_new:
 * @property: "rps-peak" or "rps-average"
 * @typed: (nullable): the number that was typed, or "=" and a formula; %NULL to look at the rate there is
 */
GtkWidget *
tenon_evidence_dialog_new (GtkWindow    *parent,
                           TenonProject *project,
                           TenonPattern *pattern,
                           const char   *property,
                           const char   *typed)
{
  TenonEvidenceDialog *self = g_object_new (TENON_TYPE_EVIDENCE_DIALOG, "transient-for", parent, NULL);
  g_autofree char     *subtitle = tenon_pattern_dup_title (pattern);
  TenonRate           *present;

  self->project = g_object_ref (project);
  self->pattern = g_object_ref (pattern);
  self->property = g_strdup (property);
  present = is_peak (self) ? pattern->rps_peak : pattern->rps_average;
  adw_window_title_set_title (self->title, is_peak (self) ? _ ("Peak Rate") : _ ("Average Rate"));
  gtk_window_set_title (GTK_WINDOW (self), is_peak (self) ? _ ("Peak Rate") : _ ("Average Rate"));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_check_button_set_label (self->both_check, is_peak (self) ? _ ("The _average is the same number") : _ ("The _peak is the same number"));
  list_logs (self);
  self->is_ready = TRUE;
  file_chosen_cb (self);
  show_present (self, present, typed);
  formula_changed_cb (self);
  origin_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * tenon_evidence_dialog_quote:
 * @words: what was typed, of which the number is taken
 * @note: what else it says: "said loosely", of which half it is
 *
 * Says what the number leaves out of the words. Unless another number is written, they are kept with its evidence.
 */
void
tenon_evidence_dialog_quote (TenonEvidenceDialog *self,
                             const char          *words,
                             const char          *note)
{
  g_free (self->words);
  self->words = g_strdup (words);
  g_free (self->taken);
  self->taken = dup_entry (self->number_entry);
  gtk_label_set_label (self->said_label, note);
  update (self);
}

/**
 * tenon_evidence_dialog_offer:
 * @other: a number
 *
 * What was typed says the other rate as well, as "500/200" does. Where that is known already it stays, unless the
 * person wants otherwise.
 */
void
tenon_evidence_dialog_offer (TenonEvidenceDialog *self,
                             const char          *other)
{
  const TenonRate *present = is_peak (self) ? self->pattern->rps_average : self->pattern->rps_peak;
  g_autofree char *known = present != NULL ? tenon_rate_words_dup_number (present) : NULL;
  g_autofree char *label = NULL;

  g_free (self->offered);
  self->offered = g_strdup (other);
  if (known == NULL)
    label = g_strdup_printf (is_peak (self) ? _ ("Take %s a second as the _average") : _ ("Take %s a second as the _peak"), other);
  else
    label = g_strdup_printf (is_peak (self) ? _ ("Take %s a second as the _average, in place of %s") : _ ("Take %s a second as the _peak, in place of %s"), other, known);
  gtk_check_button_set_label (self->both_check, label);
  gtk_check_button_set_active (self->both_check, present == NULL);
  update (self);
}
