/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The requirements as people complete them: questions are answered by keys and clicks, facts stated with what they rest
 * on, hand-made changes of the requirement file taken over, and what changed since the confirmation is told. */

#include <string.h>
#include <time.h>

#include "app/questions/tenon-answer-pane.h"
#include "app/questions/tenon-changes-dialog.h"
#include "app/questions/tenon-crud-matrix.h"
#include "app/questions/tenon-fact-editor.h"
#include "app/questions/tenon-facts-page.h"
#include "app/questions/tenon-proposals-dialog.h"
#include "app/questions/tenon-question-row.h"
#include "app/questions/tenon-questions-page.h"
#include "app/questions/tenon-report-view.h"
#include "app/questions/tenon-text-table.h"
#include "app/tenon-banner.h"
#include "app/tenon-gate-dialog.h"
#include "model/tenon-facts.h"
#include "project/tenon-proposals.h"
#include "project/tenon-questions.h"
#include "tenon-ui-events.h"
#include "tenon-ui.h"

typedef TenonUiFixture Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  tenon_ui_set_up (self, data);
  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self->project));
  tenon_ui_activate_window (GTK_WINDOW (self->window));
}

static GtkWidget *
get_page (Fixture *self)
{
  return tenon_window_find_page (self->window, "questions");
}

static GtkWidget *
find_by_class (GtkWidget  *root,
               GType       type,
               const char *css_class)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_list (Fixture *self)
{
  return find_by_class (get_page (self), GTK_TYPE_LIST_VIEW, "questions");
}

static GtkWidget *
get_focus (Fixture *self)
{
  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

static gboolean
has_focus_in (Fixture *self,
              GType    type)
{
  return get_focus (self) != NULL && (g_type_is_a (G_OBJECT_TYPE (get_focus (self)), type) || gtk_widget_get_ancestor (get_focus (self), type) != NULL);
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* Once it is where it will be: a slow machine lays out later than it shows. */
static void
click (GtkWidget *widget)
{
  g_assert_nonnull (widget);
  g_assert_true (tenon_ui_wait (is_laid_out, widget));
  gtk_test_widget_wait_for_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  tenon_ui_click (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
}

/* The first open question that can be answered that way, the gate waiting for it. */
static TenonQuestion *
find_open (Fixture        *self,
           TenonAnswerWays way)
{
  GListModel *questions = tenon_project_get_questions (self->project);

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (tenon_question_is_open (question) && (question->ways & way) != 0)
        return question;
    }
  g_assert_not_reached ();
}

static void
show_question (Fixture    *self,
               const char *id)
{
  g_autofree char *subject = g_strdup_printf ("question:%s", id);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.reveal", "s", subject);
  tenon_ui_spin (100);
}

typedef struct
{
  TenonProject *project;
  const char   *id;
  guint         n;
} Awaited;

static gboolean
is_answered (gpointer data)
{
  Awaited       *awaited = data;
  TenonQuestion *question = tenon_project_find_question (awaited->project, awaited->id);

  return question == NULL || !tenon_question_is_open (question);
}

static gboolean
is_asked (gpointer data)
{
  return !is_answered (data);
}

static gboolean
has_n_open (gpointer data)
{
  Awaited *awaited = data;

  return tenon_project_count_open_questions (awaited->project, FALSE) == awaited->n && !tenon_project_get_busy (awaited->project);
}

static TenonAcknowledgement *
find_answer (Fixture    *self,
             const char *id)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (self->model->acknowledgements, i);
      g_autofree char      *key = g_strconcat (answer->code, "|", answer->subject, NULL);

      if (g_str_equal (key, id))
        return answer;
    }
  return NULL;
}

/* Enter goes to the answer, a reason and Enter decline, and the next question is ready. */
static void
test_by_keys (Fixture      *self,
              gconstpointer data)
{
  g_autofree char      *id = g_strdup (find_open (self, TENON_ANSWER_BY_DECLINE)->id);
  Awaited               awaited = { self->project, id };
  TenonAcknowledgement *answer;

  tenon_ui_key (GDK_KEY_4, GDK_ALT_MASK);
  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "questions");
  show_question (self, id);
  g_assert_true (has_focus_in (self, GTK_TYPE_LIST_VIEW));
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (has_focus_in (self, TENON_TYPE_ANSWER_PANE));
  tenon_ui_key (GDK_KEY_Escape, 0);
  g_assert_true (has_focus_in (self, GTK_TYPE_LIST_VIEW));
  tenon_ui_key (GDK_KEY_d, 0);
  g_assert_true (has_focus_in (self, TENON_TYPE_ANSWER_PANE));
  tenon_ui_type ("kept for good");
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (tenon_ui_wait (is_answered, &awaited));
  tenon_ui_spin (100);
  answer = find_answer (self, id);
  g_assert_nonnull (answer);
  g_assert_cmpstr (answer->reason, ==, "kept for good");
  g_assert_nonnull (strchr (answer->by, '<')); /* the person git knows was there already */
  g_assert_nonnull (answer->at);
  g_assert_true (has_focus_in (self, GTK_TYPE_LIST_VIEW));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  g_assert_true (tenon_ui_wait (is_asked, &awaited));
}

static void
test_draft (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = g_strdup (find_open (self, TENON_ANSWER_BY_DRAFT)->id);
  guint            n = tenon_list_get_length (self->model->patterns);
  Awaited          awaited = { self->project, id };
  TenonPattern    *draft;

  show_question (self, id);
  tenon_ui_key (GDK_KEY_a, 0);
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, n + 1);
  draft = tenon_list_get (self->model->patterns, n);
  g_assert_true (draft->is_draft);
  g_assert_null (draft->rps_peak);
  g_assert_true (tenon_ui_wait (is_answered, &awaited));
}

/* One reason for all that is selected, and one step to take it back. */
static void
test_decline_many (Fixture      *self,
                   gconstpointer data)
{
  Awaited awaited = { self->project, NULL, 0 };
  guint   n = tenon_project_count_open_questions (self->project, FALSE);
  guint   n_declined;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.answer-questions", NULL);
  tenon_ui_spin (100);
  tenon_ui_key (GDK_KEY_a, GDK_CONTROL_MASK);
  tenon_ui_key (GDK_KEY_d, 0);
  tenon_ui_type ("not ours");
  tenon_ui_key (GDK_KEY_Return, 0);
  n_declined = tenon_list_get_length (self->model->acknowledgements);
  g_assert_cmpuint (n_declined, >, 1);
  awaited.n = n - n_declined;
  g_assert_true (tenon_ui_wait (has_n_open, &awaited));
  for (guint i = 0; i < n_declined; i++)
    g_assert_cmpstr (((TenonAcknowledgement *)tenon_list_get (self->model->acknowledgements, i))->reason, ==, "not ours");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  g_assert_cmpuint (tenon_list_get_length (self->model->acknowledgements), ==, 0);
}

/* What was answered stays to be seen, with who and why, and can be asked again. */
static void
test_remembered (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char  *id = g_strdup (find_open (self, TENON_ANSWER_BY_DECLINE)->id);
  const char *const ids[] = { id, NULL };
  Awaited           awaited = { self->project, id };
  GtkWidget        *pane;
  g_autoptr (GError) error = NULL;

  tenon_project_decline_questions (self->project, ids, "The warehouse does it.", "Grace Hopper <grace@example.org>", &error);
  g_assert_no_error (error);
  g_assert_true (tenon_ui_wait (is_answered, &awaited));
  show_question (self, id);
  pane = tenon_ui_find (get_page (self), TENON_TYPE_ANSWER_PANE, NULL);
  {
    GtkWidget *button = tenon_ui_find (pane, GTK_TYPE_BUTTON, "_Ask Again");

    click (button);
  }
  g_assert_true (tenon_ui_wait (is_asked, &awaited));
  g_assert_null (find_answer (self, id));
}

/* Rows that are not seen yet come between frames. */
static guint
count_rows (Fixture *self)
{
  for (guint i = 0; i < 500 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (get_list (self)))));
}

static void
test_filter (Fixture      *self,
             gconstpointer data)
{
  GtkWidget *entry;
  guint      n;

  tenon_window_show_page (self->window, "questions");
  tenon_ui_spin (100);
  n = count_rows (self);
  tenon_ui_key (GDK_KEY_f, GDK_CONTROL_MASK);
  entry = tenon_ui_find (get_page (self), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_true (has_focus_in (self, GTK_TYPE_SEARCH_ENTRY));
  tenon_ui_type ("authors");
  tenon_ui_spin (400);
  g_assert_cmpuint (count_rows (self), >, 0);
  g_assert_cmpuint (count_rows (self), <, n);
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (400);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpuint (count_rows (self), ==, n);
}

/* A button of the matrix in that state. */
static GtkWidget *
find_cell (GtkWidget  *matrix,
           const char *css_class)
{
  return find_by_class (matrix, GTK_TYPE_BUTTON, css_class);
}

/* A gap leads to its question; what no question is about can still be added. */
static void
test_matrix (Fixture      *self,
             gconstpointer data)
{
  GtkWidget *matrix, *cell;
  guint      n = tenon_list_get_length (self->model->patterns);

  tenon_window_show_page (self->window, "questions");
  tenon_ui_spin (100);
  click (tenon_ui_find (get_page (self), GTK_TYPE_TOGGLE_BUTTON, "Entities and operations"));
  tenon_ui_spin (100);
  matrix = tenon_ui_find (get_page (self), TENON_TYPE_CRUD_MATRIX, NULL);
  g_assert_true (tenon_ui_wait (is_laid_out, matrix));
  g_assert_cmpuint (tenon_crud_matrix_get_n_shown (TENON_CRUD_MATRIX (matrix)), ==, tenon_list_get_length (self->model->schema->tables));
  cell = find_cell (matrix, "gap");
  click (cell);
  tenon_ui_spin (100);
  g_assert_true (has_focus_in (self, TENON_TYPE_ANSWER_PANE));
  tenon_ui_key (GDK_KEY_Escape, 0);

  cell = find_cell (matrix, "dim-label");
  click (cell);
  tenon_ui_spin (200);
  click (tenon_ui_find (matrix, GTK_TYPE_BUTTON, "_Add Draft"));
  tenon_ui_spin (100);
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, n + 1);
}

static void
test_matrix_by_keys (Fixture      *self,
                     gconstpointer data)
{
  GtkWidget *matrix, *before;

  tenon_window_show_page (self->window, "questions");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tenon_ui_find (get_page (self), GTK_TYPE_TOGGLE_BUTTON, "Entities and operations")), TRUE);
  tenon_ui_spin (200);
  matrix = tenon_ui_find (get_page (self), TENON_TYPE_CRUD_MATRIX, NULL);
  gtk_widget_grab_focus (find_cell (matrix, "numeric"));
  before = get_focus (self);
  tenon_ui_key (GDK_KEY_Right, 0);
  g_assert_true (get_focus (self) != before);
  g_assert_true (has_focus_in (self, TENON_TYPE_CRUD_MATRIX));
  tenon_ui_key (GDK_KEY_Down, 0);
  tenon_ui_key (GDK_KEY_Left, 0);
  tenon_ui_key (GDK_KEY_Up, 0);
  g_assert_true (get_focus (self) == before);
}

static GtkWidget *
find_entry (GtkWidget  *root,
            const char *placeholder)
{
  if (GTK_IS_ENTRY (root) && g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (root)), placeholder) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, placeholder);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* As in a spreadsheet: type into the cell, Enter, say what it rests on, Enter: the next one is ready. */
static void
test_fact (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (TenonKnownFact) known = NULL;
  GtkWidget *page, *before;

  tenon_ui_key (GDK_KEY_2, GDK_ALT_MASK);
  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "application");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.reveal", "s", "fact:source:orders/row-growth");
  tenon_ui_spin (200);
  page = tenon_window_find_page (self->window, "application");
  before = get_focus (self);
  g_assert_true (GTK_IS_BUTTON (before));
  tenon_ui_type ("12000");
  g_assert_true (has_focus_in (self, TENON_TYPE_FACT_EDITOR));
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), find_entry (page, "What it rests on")));
  tenon_ui_type ("counted in October");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_spin (100);
  known = tenon_facts_look_up (self->model, "source:orders/row-growth");
  g_assert_cmpstr (known->value, ==, "12000");
  g_assert_cmpstr (known->evidence, ==, "counted in October");
  g_assert_nonnull (strchr (known->by, '<'));
  g_assert_true (GTK_IS_BUTTON (get_focus (self)));
  g_assert_true (get_focus (self) != before);
}

/* A number that is none is told beside the button, and nothing is stated. */
static void
test_fact_refused (Fixture      *self,
                   gconstpointer data)
{
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.reveal", "s", "fact:users");
  tenon_ui_spin (200);
  page = tenon_window_find_page (self->window, "application");
  tenon_ui_type ("many");
  tenon_ui_key (GDK_KEY_Return, 0);
  tenon_ui_type ("said so");
  g_assert_false (gtk_widget_get_sensitive (tenon_ui_find (page, GTK_TYPE_BUTTON, "_State")));
  tenon_ui_key (GDK_KEY_Return, 0);
  g_assert_null (tenon_facts_dup_text (self->model, "users"));
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static char *
dup_banner (Fixture *self)
{
  TenonBanner *banner = TENON_BANNER (tenon_ui_find (GTK_WIDGET (self->window), TENON_TYPE_BANNER, NULL));

  return g_strdup (tenon_banner_is_shown (banner) ? tenon_banner_get_text (banner) : "");
}

static gboolean
has_proposals (gpointer project)
{
  return g_list_model_get_n_items (tenon_project_get_proposals (project)) > 0;
}

/* Another editor changes the requirement file: cell by cell, accepted with a click. */
static void
test_proposals (Fixture      *self,
                gconstpointer data)
{
  TenonPattern    *pattern = tenon_list_get (self->model->patterns, 0);
  g_autofree char *file = g_build_filename (self->folder, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *description = g_strdup (pattern->description);
  g_autofree char *text = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *banner = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  tenon_project_save (self->project, &error);
  g_assert_no_error (error);
  if (!g_file_get_contents (file, &text, NULL, NULL))
    {
      tenon_project_advance (self->project, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
    }
  parts = g_strsplit (text, description, 2);
  edited = g_strjoinv ("Edited by hand", parts);
  tenon_ui_spin (500);
  g_assert_true (g_file_set_contents (file, edited, -1, NULL));
  g_assert_true (tenon_ui_wait (has_proposals, self->project));
  banner = dup_banner (self);
  g_assert_nonnull (strstr (banner, "edited by hand"));

  tenon_ui_spin (300);
  click (tenon_ui_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "_Show…"));
  tenon_ui_spin (300);
  dialog = find_dialog (TENON_TYPE_PROPOSALS_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (tenon_ui_find (dialog, GTK_TYPE_LABEL, "Edited by hand"));
  g_assert_nonnull (tenon_ui_find (dialog, GTK_TYPE_LABEL, description));
  click (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "Accept"));
  tenon_ui_spin (200);
  g_assert_cmpstr (pattern->description, ==, "Edited by hand");
  g_assert_false (has_proposals (self->project));
  gtk_window_close (GTK_WINDOW (dialog));
  tenon_ui_spin (100);
}

static void
settle_requirements (Fixture *self)
{
  tenon_ui_state_rates (self->project);
  tenon_ui_approve (self->project, TENON_GATE_REQUIREMENTS, NULL);
}

static gboolean
is_stale (gpointer project)
{
  return tenon_project_find_gate (project, TENON_GATE_REQUIREMENTS, NULL)->state == TENON_GATE_STALE && !tenon_project_get_busy (project);
}

/* The banner says on every page how much changed, and the list says exactly what. */
static void
test_changes (Fixture      *self,
              gconstpointer data)
{
  static const char *const PAGES[] = { "map", "application", "patterns", "questions", "design", "review", "documents", "history" };
  TenonPattern            *pattern = tenon_list_get (self->model->patterns, 0);
  g_autofree char         *before = g_strdup (pattern->description);
  g_autofree char         *banner = NULL;
  GtkWidget               *dialog, *table;

  settle_requirements (self);
  tenon_model_set (self->model, "Describe", pattern, "description", "Something else", NULL);
  tenon_model_set (self->model, "Domain", self->model, "domain", "selling books", NULL);
  g_assert_true (tenon_ui_wait (is_stale, self->project));
  tenon_ui_spin (100);
  banner = dup_banner (self);
  g_assert_nonnull (strstr (banner, "1 pattern, 1 other thing"));
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    {
      tenon_window_show_page (self->window, PAGES[i]);
      tenon_ui_spin (50);
      g_assert_true (gtk_widget_get_mapped (tenon_ui_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, banner)));
    }
  tenon_ui_spin (300);
  click (tenon_ui_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "_Show…"));
  tenon_ui_spin (300);
  dialog = find_dialog (TENON_TYPE_CHANGES_DIALOG);
  g_assert_nonnull (dialog);
  table = tenon_ui_find (dialog, TENON_TYPE_TEXT_TABLE, NULL);
  g_assert_cmpuint (tenon_text_table_get_n_rows (TENON_TEXT_TABLE (table)), ==, 2);
  g_assert_nonnull (tenon_ui_find (table, GTK_TYPE_LABEL, "selling books"));
  g_assert_nonnull (tenon_ui_find (table, GTK_TYPE_LABEL, before));
  g_assert_nonnull (tenon_ui_find (table, GTK_TYPE_LABEL, "Something else"));
  gtk_window_close (GTK_WINDOW (dialog));
  tenon_ui_spin (100);
}

/* The dialog ranks the sources, says what is missing beside the button, and its questions lead to the page. */
static void
test_gate (Fixture      *self,
           gconstpointer data)
{
  GtkWidget *dialog, *view, *row;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.decide", "s", "requirements");
  tenon_ui_spin (300);
  dialog = find_dialog (TENON_TYPE_GATE_DIALOG);
  view = tenon_ui_find (dialog, TENON_TYPE_REPORT_VIEW, NULL);
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_nonnull (tenon_ui_find (view, GTK_TYPE_LABEL, "1. API patterns"));
  g_assert_nonnull (tenon_ui_find (view, GTK_TYPE_LABEL, "2. Table structure"));
  g_assert_nonnull (tenon_ui_find (view, GTK_TYPE_LABEL, "3. Log analysis"));
  g_assert_false (gtk_widget_get_sensitive (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "Con_firm")));
  row = gtk_widget_get_ancestor (tenon_ui_find (view, ADW_TYPE_ACTION_ROW, NULL), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (row);
  gtk_window_close (GTK_WINDOW (dialog));
  tenon_ui_spin (100);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.answer-questions", NULL);
  g_assert_cmpstr (tenon_window_get_page (self->window), ==, "questions");
  tenon_ui_spin (100);
  g_assert_true (has_focus_in (self, GTK_TYPE_LIST_VIEW));
}

/* The place of the answer is there from the beginning: what is selected moves nothing. */
static void
test_rows_stand_still (Fixture      *self,
                       gconstpointer data)
{
  GtkAdjustment     *adjustment;
  GtkSelectionModel *selection;
  g_autoptr (GtkBitset) selected = NULL;
  double height, value;

  tenon_window_show_page (self->window, "questions");
  tenon_ui_spin (100);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_list (self)));
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (get_list (self)));
  selected = gtk_selection_model_get_selection (selection);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1); /* the first question */
  tenon_ui_spin (300);
  height = gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment, 40);
  tenon_ui_spin (100);
  value = gtk_adjustment_get_value (adjustment);
  for (guint i = 3; i < 6; i++)
    {
      gtk_selection_model_select_item (selection, i, TRUE);
      tenon_ui_spin (200);
      g_assert_cmpfloat (gtk_adjustment_get_page_size (adjustment), ==, height);
      g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, value);
    }
}

enum
{
  N_TABLES = 250,
  N_READS = 8, /* for each, one of it, which nothing writes, and the others of what the schema does not have */
};

static char *
write_large_schema (const char *folder)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  char *file = g_build_filename (folder, "large.sql", NULL);

  for (guint i = 0; i < N_TABLES; i++)
    {
      g_string_append_printf (sql, "CREATE TABLE entity_%u (id INT NOT NULL PRIMARY KEY", i);
      for (guint j = 0; j < N_READS; j++)
        g_string_append_printf (sql, ", field_%u VARCHAR(40)", j);
      if (i > 0)
        g_string_append_printf (sql, ", parent INT, FOREIGN KEY (parent) REFERENCES entity_%u (id)", i - 1);
      g_string_append (sql, ");\n");
    }
  g_assert_true (g_file_set_contents (file, sql->str, -1, NULL));
  return file;
}

static void
add_reads (TenonProject *project)
{
  TenonModel *model = tenon_project_get_model (project);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Add reads");

  for (guint i = 0; i < N_TABLES * N_READS; i++)
    {
      g_autofree char  *id = g_strdup_printf ("AP%u", i + 1);
      g_autofree char  *entity = i % N_READS == 0 ? g_strdup_printf ("entity_%u", i / N_READS) : g_strdup_printf ("elsewhere_%u", i);
      g_autofree char  *column = g_strdup_printf ("entity_%u.field_%u", i / N_READS, i % N_READS);
      g_autofree char  *description = g_strdup_printf ("Get %s by %s", entity, column);
      const char *const entities[] = { entity, NULL };
      const char *const columns[] = { column, NULL };
      g_autoptr (TenonPattern) pattern = tenon_pattern_new (id);

      g_object_set (pattern, "description", description, "operation-type", TENON_OPERATION_READ, "entities-involved", entities, "attributes", columns, "equality", columns, NULL);
      tenon_list_append (model->patterns, pattern);
    }
  tenon_edit_commit (edit);
  tenon_project_refresh (project);
}

static gboolean
is_opened (gpointer window)
{
  return tenon_window_get_project (window) != NULL;
}

/* Of the processor, so that neighbours do not count. */
static double
take_ms (clock_t since)
{
  return (double)(clock () - since) * 1000 / CLOCKS_PER_SEC;
}

/* The bounds are for a slow machine: what is measured is in the messages. */
static gboolean
has_all_rows (gpointer fixture)
{
  return count_rows (fixture) > N_TABLES;
}

static void
test_many (void)
{
  g_autofree char  *folder = tenon_ui_make_folder ();
  g_autofree char  *top = g_path_get_dirname (folder);
  g_autofree char  *schema = write_large_schema (top);
  const char *const files[] = { schema, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) made = tenon_project_create (folder, "Large", files, NULL, NULL, &error);
  Fixture    self = { .folder = folder, .window = tenon_ui_new_window () };
  GtkWidget *entry;
  clock_t    start;
  double     shown, filtered, selected;

  g_assert_no_error (error);
  g_clear_object (&made);
  gtk_window_set_default_size (GTK_WINDOW (self.window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self.window));
  tenon_window_open (self.window, folder);
  g_assert_true (tenon_ui_wait (is_opened, self.window));
  self.project = tenon_window_get_project (self.window);
  self.model = tenon_project_get_model (self.project);
  add_reads (self.project);
  g_assert_true (tenon_ui_wait (tenon_ui_is_saved, self.project));
  tenon_ui_spin (500);
  g_test_message ("%u open questions", tenon_project_count_open_questions (self.project, FALSE));

  start = clock ();
  tenon_window_show_page (self.window, "questions");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self.window));
  shown = take_ms (start);
  g_assert_cmpuint (count_rows (&self), >, 10); /* what is seen comes first */
  g_assert_true (tenon_ui_wait (has_all_rows, &self));

  entry = tenon_ui_find (get_page (&self), GTK_TYPE_SEARCH_ENTRY, NULL);
  start = clock ();
  gtk_editable_set_text (GTK_EDITABLE (entry), "entity_17");
  g_signal_emit_by_name (entry, "search-changed");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self.window));
  filtered = take_ms (start);
  g_signal_emit_by_name (entry, "stop-search");

  start = clock ();
  gtk_selection_model_select_all (gtk_list_view_get_model (GTK_LIST_VIEW (get_list (&self))));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self.window));
  selected = take_ms (start);
  g_test_message ("shown in %.0f ms, filtered in %.0f ms, all selected in %.0f ms", shown, filtered, selected);
  tenon_ui_tear_down (&self, NULL);
  g_steal_pointer (&folder); /* gone with the fixture */
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tenon_ui_tear_down)

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  ADD ("/questions/by-keys", test_by_keys);
  ADD ("/questions/draft", test_draft);
  ADD ("/questions/decline-many", test_decline_many);
  ADD ("/questions/remembered", test_remembered);
  ADD ("/questions/filter", test_filter);
  ADD ("/questions/stand-still", test_rows_stand_still);
  ADD ("/questions/matrix", test_matrix);
  ADD ("/questions/matrix-by-keys", test_matrix_by_keys);
  g_test_add_func ("/questions/many", test_many);
  ADD ("/facts/stated", test_fact);
  ADD ("/facts/refused", test_fact_refused);
  ADD ("/requirement-file/proposals", test_proposals);
  ADD ("/gate/changes", test_changes);
  ADD ("/gate/report", test_gate);
  return g_test_run ();
}
