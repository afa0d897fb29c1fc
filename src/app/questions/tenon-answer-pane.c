/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The selected questions and the ways to answer them: a draft of the missing pattern, a reason why not, a value with
 * what it rests on. */

#include "app/questions/tenon-answer-pane.h"

#include <glib/gi18n-lib.h>

#include "app/questions/tenon-question-words.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "app/tenon-settings.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"

struct _TenonAnswerPane
{
  GtkBox parent_instance;

  GtkLabel    *text;
  GtkLabel    *detail;
  GtkBox      *links;
  GtkWidget   *answer_box;
  GtkLabel    *answer;
  GtkWidget   *reopen_button;
  GtkWidget   *form;
  GtkWidget   *value_box;
  GtkEntry    *value_entry;
  GtkDropDown *value_choice;
  GtkLabel    *unit;
  GtkEntry    *reason_entry;
  GtkEntry    *by_entry;
  GtkWidget   *buttons;
  GtkWidget   *draft_button;
  GtkWidget   *state_button;
  GtkWidget   *decline_button;
  GtkLabel    *problem;

  TenonProject *project;   /* (owned) */
  GPtrArray    *questions; /* (element-type TenonQuestion) (owned) selected */
  guint         n_open;
  guint         n_drafts; /* of the open ones, those a draft answers */
  gboolean      takes_value;
  gboolean      is_filling;
};

enum
{
  SIGNAL_ANSWERED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonAnswerPane, tenon_answer_pane, GTK_TYPE_BOX)

/* ---- what is selected ---- */

static TenonQuestion *
get_single (TenonAnswerPane *self)
{
  return self->questions->len == 1 ? g_ptr_array_index (self->questions, 0) : NULL;
}

static const TenonFactDefinition *
get_definition (TenonAnswerPane *self)
{
  TenonQuestion *question = get_single (self);

  return question != NULL && question->fact_key != NULL ? tenon_facts_find_definition (question->fact_key, NULL) : NULL;
}

static gboolean
takes_answer (TenonAnswerPane *self)
{
  const TenonFactDefinition *definition = get_definition (self);

  return definition != NULL && definition->type == TENON_FACT_ANSWER;
}

/* (transfer full): ids of the selected questions that are open, or that are answered, and can be answered that way. */
static char **
dup_ids (TenonAnswerPane *self,
         gboolean         is_open,
         TenonAnswerWays  way)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->questions, i);

      if (tenon_question_is_open (question) == is_open && (way == 0 || (question->ways & way) != 0))
        g_strv_builder_add (builder, question->id);
    }
  return g_strv_builder_end (builder);
}

static char *
dup_value (TenonAnswerPane *self)
{
  static const char *const ANSWERS[] = { "", "yes", "no" };

  if (!self->takes_value)
    return g_strdup ("");
  if (takes_answer (self))
    return g_strdup (ANSWERS[MIN (gtk_drop_down_get_selected (self->value_choice), G_N_ELEMENTS (ANSWERS) - 1)]);
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value_entry))));
}

static char *
dup_text (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/* ---- what is missing ---- */

static gboolean
asks_for_shape (TenonAnswerPane *self)
{
  return self->questions->len == 1 && ((TenonQuestion *)g_ptr_array_index (self->questions, 0))->kind == TENON_QUESTION_SHAPE_OPEN;
}

static const char *
find_problem (TenonAnswerPane *self,
              const char      *value,
              const char      *reason,
              gboolean         has_person)
{
  if (!has_person)
    return _ ("Write who answers as Name <mail>.");
  if (self->takes_value && *value == '\0' && *reason == '\0')
    return get_definition (self) != NULL ? _ ("Write a value and what it rests on, or a reason to leave it open.") : asks_for_shape (self) ? _ ("Write the columns, or why it is meant as it stands.")
                                                                                                                                           : _ ("Write the MySQL tables it means, or “none”.");
  if (*value != '\0' && get_definition (self) == NULL)
    return NULL;
  if (*reason == '\0' && *value != '\0')
    return _ ("Say what the value rests on.");
  return *reason == '\0' ? _ ("Declining needs a reason.") : NULL;
}

static void
check (TenonAnswerPane *self)
{
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *by = NULL;
  const char      *problem;
  gboolean         has_person;

  if (self->questions == NULL || self->is_filling)
    return;
  value = dup_value (self);
  reason = dup_text (self->reason_entry);
  by = dup_text (self->by_entry);
  has_person = tenon_project_check_person (by, NULL);
  problem = find_problem (self, value, reason, has_person);
  gtk_widget_set_sensitive (self->draft_button, has_person);
  gtk_widget_set_sensitive (self->decline_button, has_person && *reason != '\0' && *value == '\0');
  gtk_widget_set_sensitive (self->state_button, has_person && *value != '\0' && (*reason != '\0' || get_definition (self) == NULL));
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
}

/* ---- answering ---- */

static void
remember_person (TenonAnswerPane *self)
{
  g_autofree char *by = dup_text (self->by_entry);

  tenon_settings_set_author (by);
}

static void
finish (TenonAnswerPane *self,
        const char      *toast,
        char           **ids)
{
  remember_person (self);
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reason_entry), "");
  tenon_page_toast (self, toast, TRUE);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, ids);
}

static void
add_drafts_cb (TenonAnswerPane *self)
{
  g_auto (GStrv) ids = dup_ids (self, TRUE, TENON_ANSWER_BY_DRAFT);
  g_auto (GStrv) pattern_ids = NULL;
  g_autofree char *by = dup_text (self->by_entry);
  g_autofree char *added = NULL;
  g_autofree char *toast = NULL;
  guint            n = g_strv_length (ids);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_add_drafts (self->project, (const char *const *)ids, by, &pattern_ids, &error))
    {
      tenon_page_report_error (self, _ ("Could Not Add Drafts"), error);
      return;
    }
  if (pattern_ids != NULL && g_strv_length (pattern_ids) == 1)
    added = g_strdup_printf (_ ("%s added as a draft"), pattern_ids[0]);
  toast = added != NULL ? g_steal_pointer (&added) : g_strdup_printf (ngettext ("%u draft added", "%u drafts added", n), n);
  finish (self, toast, ids);
}

static void
decline_cb (TenonAnswerPane *self)
{
  g_auto (GStrv) ids = dup_ids (self, TRUE, TENON_ANSWER_BY_DECLINE);
  g_autofree char *reason = dup_text (self->reason_entry);
  g_autofree char *by = dup_text (self->by_entry);
  guint            n = g_strv_length (ids);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u question declined", "%u questions declined", n), n);
  g_autoptr (GError) error = NULL;

  if (tenon_project_decline_questions (self->project, (const char *const *)ids, reason, by, &error))
    finish (self, toast, ids);
  else
    tenon_page_report_error (self, _ ("Could Not Decline"), error);
}

static void
state_cb (TenonAnswerPane *self)
{
  TenonQuestion   *question = get_single (self);
  g_autofree char *value = dup_value (self);
  g_autofree char *evidence = dup_text (self->reason_entry);
  g_autofree char *by = dup_text (self->by_entry);
  g_auto (GStrv) ids = g_new0 (char *, 2);
  g_autoptr (GError) error = NULL;

  if (question == NULL)
    return;
  ids[0] = g_strdup (question->id);
  if (tenon_project_answer_value (self->project, ids[0], value, evidence, by, &error))
    finish (self, _ ("Value stated"), ids);
  else
    gtk_label_set_text (self->problem, error->message);
}

static void
reopen_cb (TenonAnswerPane *self)
{
  g_auto (GStrv) ids = dup_ids (self, FALSE, 0);
  guint            n = g_strv_length (ids);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u question is open again", "%u questions are open again", n), n);
  g_autoptr (GError) error = NULL;

  if (tenon_project_reopen_questions (self->project, (const char *const *)ids, &error))
    finish (self, toast, NULL);
  else
    tenon_page_report_error (self, _ ("Could Not Ask Again"), error);
}

static void
value_activated_cb (TenonAnswerPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));
}

static void
reason_activated_cb (TenonAnswerPane *self)
{
  if (gtk_widget_get_visible (self->state_button) && gtk_widget_get_sensitive (self->state_button))
    state_cb (self);
  else if (gtk_widget_get_visible (self->decline_button) && gtk_widget_get_sensitive (self->decline_button))
    decline_cb (self);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* ---- showing ---- */

static void
go_to_cb (GtkButton       *button,
          TenonAnswerPane *self)
{
  tenon_page_go_to (self, g_object_get_data (G_OBJECT (button), "tenon-subject"));
}

static void
add_link (TenonAnswerPane *self,
          const char      *label,
          const char      *tooltip,
          const char      *subject)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (child), 40);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "link-pill");
  g_object_set_data_full (G_OBJECT (button), "tenon-subject", g_strdup (subject), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (go_to_cb), self, 0);
  gtk_box_append (self->links, button);
}

static void
show_links (TenonAnswerPane *self)
{
  TenonQuestion *question = get_single (self);
  TenonModel    *model = tenon_project_get_model (self->project);
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    gtk_box_remove (self->links, child);
  if (question != NULL && question->pattern_id != NULL && tenon_model_find_pattern (model, question->pattern_id) != NULL)
    {
      g_autofree char *title = tenon_pattern_dup_title (tenon_model_find_pattern (model, question->pattern_id));
      g_autofree char *subject = g_strdup_printf ("pattern:%s", question->pattern_id);

      add_link (self, title, _ ("Show among the patterns"), subject);
    }
  if (question != NULL && question->entity != NULL && model->schema != NULL && tenon_schema_find_table (model->schema, question->entity) != NULL)
    {
      g_autofree char *subject = g_strdup_printf ("source:%s", question->entity);

      add_link (self, question->entity, _ ("Show on the Map"), subject);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->links), gtk_widget_get_first_child (GTK_WIDGET (self->links)) != NULL);
}

static char *
dup_summary (TenonAnswerPane *self)
{
  guint n_kinds[TENON_N_QUESTION_KINDS] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->questions->len; i++)
    n_kinds[((TenonQuestion *)g_ptr_array_index (self->questions, i))->kind]++;
  for (guint kind = 0; kind < TENON_N_QUESTION_KINDS; kind++)
    if (n_kinds[kind] > 0)
      g_string_append_printf (text, "%s%s: %u", text->len > 0 ? " · " : "", tenon_question_kind_get_heading (kind), n_kinds[kind]);
  return g_strdup (text->str);
}

static char *
dup_detail (TenonAnswerPane *self)
{
  TenonQuestion *question = get_single (self);

  if (question == NULL)
    return dup_summary (self);
  if (question->detail == NULL && question->decision != NULL)
    return g_strdup_printf (_ ("Waits for it: %s"), question->decision);
  return g_strdup (question->detail);
}

static void
show_texts (TenonAnswerPane *self)
{
  TenonQuestion   *question = get_single (self);
  guint            n = self->questions->len;
  g_autofree char *many = g_strdup_printf (ngettext ("%u question selected", "%u questions selected", n), n);
  g_autofree char *detail = dup_detail (self);

  gtk_label_set_text (self->text, question != NULL ? question->text : many);
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
}

/* Who and when, then the reason, the draft or the value. */
static char *
dup_answer (TenonQuestion *question)
{
  g_autofree char *when = tenon_words_dup_when (question->by, question->at);
  const char      *answer = question->answer != NULL ? question->answer : "";

  switch (question->state)
    {
    case TENON_QUESTION_DECLINED:
      return g_strdup_printf (_ ("Declined by %s: “%s”"), when, answer);
    case TENON_QUESTION_ADDED:
      return g_strdup_printf (_ ("Draft added by %s: %s"), when, answer);
    case TENON_QUESTION_STATED:
      return g_strdup_printf (_ ("Stated by %s: %s"), when, answer);
    case TENON_QUESTION_OPEN:
    default:
      return g_strdup ("");
    }
}

static void
show_answer (TenonAnswerPane *self)
{
  TenonQuestion   *question = get_single (self);
  guint            n = self->questions->len - self->n_open;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->answer_box, n > 0);
  if (n == 0)
    return;
  if (question != NULL)
    text = dup_answer (question);
  else
    text = g_strdup_printf (ngettext ("%u of them is answered.", "%u of them are answered.", n), n);
  gtk_label_set_text (self->answer, text);
}

static void
show_form (TenonAnswerPane *self)
{
  const TenonFactDefinition *definition = get_definition (self);
  TenonQuestion             *question = get_single (self);
  gboolean                   is_open = self->n_open > 0;
  guint                      n_declinable = 0;
  g_autofree char           *draft = self->n_drafts > 1 ? g_strdup_printf (_ ("Add %u Dr_afts"), self->n_drafts) : g_strdup (_ ("Add Dr_aft"));
  g_autofree char           *decline = NULL;

  for (guint i = 0; i < self->questions->len; i++)
    {
      TenonQuestion *other = g_ptr_array_index (self->questions, i);

      n_declinable += tenon_question_is_open (other) && (other->ways & TENON_ANSWER_BY_DECLINE) != 0;
    }
  decline = n_declinable > 1 ? g_strdup_printf (_ ("_Decline %u"), n_declinable) : g_strdup (_ ("_Decline"));
  self->takes_value = is_open && question != NULL && (question->ways & TENON_ANSWER_BY_VALUE) != 0;
  gtk_widget_set_visible (self->form, is_open);
  gtk_widget_set_visible (self->buttons, is_open);
  gtk_widget_set_visible (self->value_box, self->takes_value);
  gtk_widget_set_visible (GTK_WIDGET (self->value_entry), !takes_answer (self));
  gtk_widget_set_visible (GTK_WIDGET (self->value_choice), takes_answer (self));
  gtk_label_set_text (self->unit, definition != NULL && definition->unit != NULL ? tenon_fact_get_unit (definition) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), definition != NULL && definition->unit != NULL);
  gtk_entry_set_placeholder_text (self->value_entry, definition != NULL ? _ ("Value") : asks_for_shape (self) ? _ ("Columns; range column; order column")
                                                                                                              : _ ("MySQL tables, or none"));
  gtk_entry_set_placeholder_text (self->reason_entry, self->takes_value ? _ ("What it rests on, or why it stays open") : _ ("Reason to decline"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->takes_value ? _ ("What it rests on, or why it stays open") : _ ("Reason to decline"), -1);
  gtk_widget_set_visible (self->state_button, self->takes_value);
  gtk_widget_set_visible (self->draft_button, self->n_drafts > 0);
  gtk_widget_set_visible (self->decline_button, n_declinable > 0);
  gtk_button_set_label (GTK_BUTTON (self->draft_button), draft);
  gtk_button_set_label (GTK_BUTTON (self->decline_button), decline);
}

static void
count (TenonAnswerPane *self)
{
  self->n_open = 0;
  self->n_drafts = 0;
  for (guint i = 0; i < self->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->questions, i);

      self->n_open += tenon_question_is_open (question);
      self->n_drafts += tenon_question_is_open (question) && (question->ways & TENON_ANSWER_BY_DRAFT) != 0;
    }
}

static gboolean
key_pressed_cb (TenonAnswerPane *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  return TRUE;
}

static void
tenon_answer_pane_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tenon_answer_pane_parent_class)->root (widget);
  tenon_person_fill (widget, GTK_EDITABLE (TENON_ANSWER_PANE (widget)->by_entry));
}

static void
tenon_answer_pane_dispose (GObject *object)
{
  TenonAnswerPane *self = TENON_ANSWER_PANE (object);

  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_answer_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, text);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, detail);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, links);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, answer_box);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, answer);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, reopen_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, form);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, value_box);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, value_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, value_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, unit);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, by_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, draft_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, state_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, decline_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAnswerPane, problem);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, value_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_drafts_cb);
  gtk_widget_class_bind_template_callback (widget_class, decline_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
  gtk_widget_class_bind_template_callback (widget_class, reopen_cb);
}

static void
tenon_answer_pane_class_init (TenonAnswerPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_answer_pane_dispose;
  widget_class->root = tenon_answer_pane_root;

  /**
   * TenonAnswerPane::answered:
   * @ids: which questions
   */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", TENON_TYPE_ANSWER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SIGNAL_LEFT] = g_signal_new ("left", TENON_TYPE_ANSWER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-answer-pane.ui");
  bind_template (widget_class);
}

static void
tenon_answer_pane_init (TenonAnswerPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->questions = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
tenon_answer_pane_new (TenonProject *project)
{
  TenonAnswerPane *self = g_object_new (TENON_TYPE_ANSWER_PANE, NULL);

  tenon_answer_pane_set_project (self, project);
  return GTK_WIDGET (self);
}

void
tenon_answer_pane_set_project (TenonAnswerPane *self,
                               TenonProject    *project)
{
  g_set_object (&self->project, project);
}

static gboolean
is_same_selection (TenonAnswerPane *self,
                   GPtrArray       *questions)
{
  if (questions->len != self->questions->len)
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    if (g_ptr_array_index (questions, i) != g_ptr_array_index (self->questions, i))
      return FALSE;
  return TRUE;
}

/**
 * tenon_answer_pane_set_questions:
 * @questions: (element-type TenonQuestion): the selected ones, in their order
 *
 * What is being typed stays where the selection is the same.
 */
void
tenon_answer_pane_set_questions (TenonAnswerPane *self,
                                 GPtrArray       *questions)
{
  if (is_same_selection (self, questions))
    return;
  g_ptr_array_unref (self->questions);
  self->questions = g_ptr_array_ref (questions);
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->value_entry), "");
  gtk_drop_down_set_selected (self->value_choice, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->reason_entry), "");
  self->is_filling = FALSE;
  count (self);
  show_texts (self);
  show_links (self);
  show_answer (self);
  show_form (self);
  check (self);
}

/**
 * tenon_answer_pane_begin:
 *
 * Gives the focus to the first way to answer.
 */
void
tenon_answer_pane_begin (TenonAnswerPane *self)
{
  if (self->n_open == 0)
    gtk_widget_grab_focus (self->reopen_button);
  else if (self->takes_value)
    gtk_widget_grab_focus (takes_answer (self) ? GTK_WIDGET (self->value_choice) : GTK_WIDGET (self->value_entry));
  else if (self->n_drafts > 0 && gtk_widget_get_sensitive (self->draft_button))
    gtk_widget_grab_focus (self->draft_button);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));
}

/**
 * tenon_answer_pane_add_drafts:
 *
 * Returns: whether a draft answers any of the selected questions, and somebody says so
 */
gboolean
tenon_answer_pane_add_drafts (TenonAnswerPane *self)
{
  if (self->n_drafts == 0 || !gtk_widget_get_sensitive (self->draft_button))
    return FALSE;
  add_drafts_cb (self);
  return TRUE;
}

/**
 * tenon_answer_pane_begin_decline:
 *
 * Gives the focus to the reason.
 *
 * Returns: whether any of the selected questions can be declined
 */
gboolean
tenon_answer_pane_begin_decline (TenonAnswerPane *self)
{
  return self->n_open > 0 && gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));
}

/**
 * tenon_answer_pane_dup_by:
 *
 * Returns: (transfer full): who answers; may be ""
 */
char *
tenon_answer_pane_dup_by (TenonAnswerPane *self)
{
  return dup_text (self->by_entry);
}

/**
 * tenon_answer_pane_reopen:
 *
 * Returns: whether any of the selected questions was answered
 */
gboolean
tenon_answer_pane_reopen (TenonAnswerPane *self)
{
  if (self->n_open == self->questions->len)
    return FALSE;
  reopen_cb (self);
  return TRUE;
}
