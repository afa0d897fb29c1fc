/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One fact in fields: the value by its type, what it rests on, and who says so. */

#include "app/questions/tenon-fact-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-question-words.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "app/tenon-settings.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"

struct _TenonFactEditor
{
  GtkBox parent_instance;

  GtkLabel      *question;
  GtkLabel      *present;
  GtkWidget     *offer_box;
  GtkLabel      *offer;
  GtkWidget     *words_scroller;
  GtkWidget     *words_view;
  GtkTextBuffer *words;
  GtkEntry      *value_entry;
  GtkDropDown   *choice;
  GtkLabel      *unit;
  GtkEntry      *evidence_entry;
  GtkEntry      *by_entry;
  GtkWidget     *state_button;
  GtkWidget     *forget_button;
  GtkLabel      *problem;

  TenonProject              *project;       /* (owned) (nullable) */
  char                      *key;           /* (nullable) */
  const TenonFactDefinition *definition;    /* (nullable) of the key */
  char                      *offered_value; /* (nullable) what the rows of a dump show */
  char                      *offered_evidence;
  gboolean                   is_filling;
};

enum
{
  SIGNAL_STATED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonFactEditor, tenon_fact_editor, GTK_TYPE_BOX)

static const char *const ANSWERS[] = { "", "yes", "no" };

static gboolean
is_answer (TenonFactEditor *self)
{
  return self->definition != NULL && self->definition->type == TENON_FACT_ANSWER;
}

/* The application's texts are sentences, an owner is a name. */
static gboolean
is_words (TenonFactEditor *self)
{
  return self->definition != NULL && self->definition->type == TENON_FACT_TEXT && self->definition->scope == TENON_FACT_APPLICATION;
}

static char *
dup_value (TenonFactEditor *self)
{
  char *text = NULL;

  if (is_answer (self))
    return g_strdup (ANSWERS[MIN (gtk_drop_down_get_selected (self->choice), G_N_ELEMENTS (ANSWERS) - 1)]);
  if (is_words (self))
    g_object_get (self->words, "text", &text, NULL);
  else
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value_entry)));
  return g_strstrip (text);
}

static char *
dup_text (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
check (TenonFactEditor *self)
{
  g_autofree char *value = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *by = NULL;
  g_autoptr (GError) error = NULL;
  const char *problem = NULL;

  if (self->project == NULL || self->key == NULL || self->is_filling)
    return;
  value = dup_value (self);
  evidence = dup_text (self->evidence_entry);
  by = dup_text (self->by_entry);
  if (*value == '\0')
    problem = "";
  else if (!tenon_facts_check (tenon_project_get_model (self->project), self->key, value, &error))
    problem = error->message;
  else if (*evidence == '\0')
    problem = _ ("Say what it rests on.");
  else if (!tenon_project_check_person (by, NULL))
    problem = _ ("Write who states it as Name <mail>.");
  gtk_widget_set_sensitive (self->state_button, problem == NULL);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
}

static void
state_cb (TenonFactEditor *self)
{
  g_autofree char *value = dup_value (self);
  g_autofree char *evidence = dup_text (self->evidence_entry);
  g_autofree char *by = dup_text (self->by_entry);
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->state_button))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (!tenon_project_state_fact (self->project, self->key, value, evidence, by, &error))
    {
      gtk_label_set_text (self->problem, error->message);
      return;
    }
  tenon_settings_set_author (by);
  g_signal_emit (self, signals[SIGNAL_STATED], 0);
}

static void
forget_cb (TenonFactEditor *self)
{
  g_autoptr (GError) error = NULL;

  if (tenon_project_forget_fact (self->project, self->key, &error))
    tenon_page_toast (self, _ ("Unknown again"), TRUE);
  else
    tenon_page_report_error (self, _ ("Could Not Forget the Value"), error);
}

static void
value_activated_cb (TenonFactEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->evidence_entry));
}

static void
take_offer_cb (TenonFactEditor *self)
{
  if (self->offered_value == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), self->offered_value);
  gtk_editable_set_text (GTK_EDITABLE (self->evidence_entry), self->offered_evidence);
  gtk_widget_grab_focus (self->state_button);
}

/* ---- what is known ---- */

static char *
dup_present (TenonFactEditor *self,
             TenonKnownFact  *known)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = NULL;

  if (known == NULL || known->value == NULL)
    return g_strdup_printf (_ ("Unknown. Waits for it: %s."), self->definition != NULL ? self->definition->decision : "");
  when = tenon_words_dup_when (known->by, known->at);
  if (*when != '\0')
    g_string_append (text, when);
  if (known->evidence != NULL)
    g_string_append_printf (text, "%s“%s”", text->len > 0 ? ": " : "", known->evidence);
  else
    g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", _ ("Nobody has said what it rests on."));
  if (known->file != NULL && known->line > 0)
    g_string_append_printf (text, " · %s:%u", known->file, known->line);
  else if (known->file != NULL)
    g_string_append_printf (text, " · %s", known->file);
  return g_strdup (text->str);
}

static char *
dup_question (TenonFactEditor *self,
              TenonKnownFact  *known)
{
  if (self->definition == NULL)
    return g_strdup (known != NULL ? known->subject : "");
  if (strstr (self->definition->question, "%s") == NULL)
    return g_strdup (self->definition->question);
  {
    g_auto (GStrv) parts = g_strsplit (self->definition->question, "%s", 2);

    return g_strdup_printf ("%s%s%s", parts[0], known != NULL ? known->subject : "", parts[1]);
  }
}

static gboolean
find_offer (TenonFactEditor *self,
            TenonKnownFact  *known,
            double          *value,
            char           **evidence)
{
  TenonModel         *model = tenon_project_get_model (self->project);
  TenonRowStatistics *rows = model->schema != NULL && known != NULL && known->scope == TENON_FACT_RELATIONSHIP && self->definition->type == TENON_FACT_NUMBER
                                 ? tenon_schema_find_row_statistics (model->schema, known->subject)
                                 : NULL;

  if (rows == NULL || known->value != NULL)
    return FALSE;
  *value = g_str_equal (self->definition->name, "average-children") ? rows->average_rows : (double)rows->maximum_rows;
  *evidence = tenon_row_statistics_dup_evidence (rows);
  return *value > 0;
}

static void
show_offer (TenonFactEditor *self,
            TenonKnownFact  *known)
{
  g_autofree char *text = NULL;
  double           value = 0;

  g_clear_pointer (&self->offered_value, g_free);
  g_clear_pointer (&self->offered_evidence, g_free);
  if (self->definition != NULL && find_offer (self, known, &value, &self->offered_evidence))
    {
      g_autofree char *number = tenon_format_number (value);

      self->offered_value = g_strdup_printf ("%.10g", value);
      text = g_strdup_printf (_ ("The data show %s (%s)."), number, self->offered_evidence);
      gtk_label_set_text (self->offer, text);
    }
  gtk_widget_set_visible (self->offer_box, self->offered_value != NULL);
}

static void
fill_value (TenonFactEditor *self,
            TenonKnownFact  *known)
{
  const char *value = known != NULL && known->value != NULL ? known->value : "";

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->choice, g_str_equal (value, "yes") ? 1 : g_str_equal (value, "no") ? 2
                                                                                                       : 0);
  gtk_text_buffer_set_text (self->words, is_words (self) ? value : "", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), is_answer (self) || is_words (self) ? "" : value);
  if (known != NULL && known->evidence != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->evidence_entry), known->evidence);
  self->is_filling = FALSE;
}

static void
show_fields (TenonFactEditor *self)
{
  const char *unit = self->definition != NULL ? tenon_fact_get_unit (self->definition) : NULL;

  gtk_widget_set_visible (self->words_scroller, is_words (self));
  gtk_widget_set_visible (GTK_WIDGET (self->choice), is_answer (self));
  gtk_widget_set_visible (GTK_WIDGET (self->value_entry), !is_words (self) && !is_answer (self));
  gtk_label_set_text (self->unit, unit != NULL ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), unit != NULL);
}

static void
show_texts (TenonFactEditor *self,
            TenonKnownFact  *known)
{
  g_autofree char *question = dup_question (self, known);
  g_autofree char *present = dup_present (self, known);

  gtk_label_set_text (self->question, question);
  gtk_label_set_text (self->present, present);
  gtk_widget_set_visible (self->forget_button, known != NULL && known->value != NULL);
  show_offer (self, known);
}

static gboolean
key_pressed_cb (TenonFactEditor *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  if (key == GDK_KEY_Escape)
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (modifiers & GDK_CONTROL_MASK) != 0)
    state_cb (self);
  else
    return FALSE;
  return TRUE;
}

static void
tenon_fact_editor_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tenon_fact_editor_parent_class)->root (widget);
  tenon_person_fill (widget, GTK_EDITABLE (TENON_FACT_EDITOR (widget)->by_entry));
}

static void
tenon_fact_editor_dispose (GObject *object)
{
  TenonFactEditor *self = TENON_FACT_EDITOR (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->offered_value, g_free);
  g_clear_pointer (&self->offered_evidence, g_free);
  G_OBJECT_CLASS (tenon_fact_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, question);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, present);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, offer_box);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, offer);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, words_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, words_view);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, words);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, value_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, choice);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, unit);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, evidence_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, by_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, state_button);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, forget_button);
  gtk_widget_class_bind_template_child (widget_class, TenonFactEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_offer_cb);
}

static void
tenon_fact_editor_class_init (TenonFactEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_fact_editor_dispose;
  widget_class->root = tenon_fact_editor_root;

  signals[SIGNAL_STATED] = g_signal_new ("stated", TENON_TYPE_FACT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", TENON_TYPE_FACT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-fact-editor.ui");
  bind_template (widget_class);
}

static void
tenon_fact_editor_init (TenonFactEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
tenon_fact_editor_new (void)
{
  return g_object_new (TENON_TYPE_FACT_EDITOR, NULL);
}

void
tenon_fact_editor_set_project (TenonFactEditor *self,
                               TenonProject    *project)
{
  g_set_object (&self->project, project);
}

/**
 * tenon_fact_editor_set_key:
 * @key: (nullable): as tenon_facts_look_up() takes it
 *
 * Shows that fact; what was being typed about another is let go, but for what it rests on, which is often the same.
 */
void
tenon_fact_editor_set_key (TenonFactEditor *self,
                           const char      *key)
{
  g_autoptr (TenonKnownFact) known = NULL;

  if (!tenon_str_set (&self->key, key))
    return;
  self->definition = key != NULL ? tenon_facts_find_definition (key, NULL) : NULL;
  if (key == NULL)
    return;
  known = tenon_facts_look_up (tenon_project_get_model (self->project), key);
  show_fields (self);
  show_texts (self, known);
  fill_value (self, known);
  check (self);
}

/**
 * tenon_fact_editor_get_key:
 *
 * Returns: (nullable): what is shown
 */
const char *
tenon_fact_editor_get_key (TenonFactEditor *self)
{
  return self->key;
}

/**
 * tenon_fact_editor_refresh:
 *
 * Reads what is known anew; what is being typed stays.
 */
void
tenon_fact_editor_refresh (TenonFactEditor *self)
{
  g_autoptr (TenonKnownFact) known = NULL;

  if (self->key == NULL || self->project == NULL)
    return;
  known = tenon_facts_look_up (tenon_project_get_model (self->project), self->key);
  show_texts (self, known);
  check (self);
}

/**
 * tenon_fact_editor_begin:
 * @typed: (nullable): a first character that takes the place of the value
 *
 * Gives the focus to the value.
 */
void
tenon_fact_editor_begin (TenonFactEditor *self,
                         const char      *typed)
{
  if (is_answer (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->choice));
      return;
    }
  if (is_words (self))
    {
      gtk_widget_grab_focus (self->words_view);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->value_entry));
  if (typed == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), typed);
  gtk_editable_set_position (GTK_EDITABLE (self->value_entry), -1);
}
