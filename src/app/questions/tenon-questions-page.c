/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Questions page: what is still to be asked about the requirements, in groups or as a matrix, and below it the
 * answer to what is selected.
 *
 * Enter goes from a question to its answer, Esc back; an answer given goes on to the next question. */

#include "app/questions/tenon-questions-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-answer-pane.h"
#include "app/questions/tenon-crud-matrix.h"
#include "app/questions/tenon-question-row.h"
#include "app/questions/tenon-question-tree.h"
#include "app/questions/tenon-question-words.h"
#include "app/tenon-page.h"
#include "app/tenon-tab-stop.h"
#include "project/tenon-questions.h"

struct _TenonQuestionsPage
{
  AdwBin parent_instance;

  GtkStack          *stack;
  GtkToggleButton   *list_toggle;
  GtkToggleButton   *matrix_toggle;
  GtkWidget         *search_entry;
  GtkDropDown       *kind_choice;
  GtkDropDown       *grouping_choice;
  GtkToggleButton   *open_toggle;
  GtkToggleButton   *answered_toggle;
  GtkStack          *views;
  GtkListView       *list;
  TenonCrudMatrix   *matrix;
  GtkScrolledWindow *answer_scroller;
  TenonAnswerPane   *answer_pane;

  TenonProject      *project;   /* (owned) */
  GtkStringList     *kinds;     /* (owned) the titles in kind_choice */
  TenonQuestionTree *tree;      /* (owned) */
  GtkTreeListModel  *rows;      /* (owned) the groups and what is unfolded of them */
  GtkSliceListModel *made;      /* (owned) the rows that have widgets by now, and all once they do */
  GtkMultiSelection *selection; /* (owned) */
  char              *asked;     /* (nullable) the id of the question that the matrix led to */
  GHashTable        *answered;  /* (owned) ids answered since the last check */
  GHashTable        *folded;    /* (owned) TenonQuestion -> what the filter looks at, casefolded */
  guint              make_source;
  guint              n_frames; /* that a row was waited for, to give it the focus */
  gboolean           is_loading;
  gboolean           is_outdated; /* the questions changed while the page was not shown */
};

enum
{
  MOST_FRAMES = 30,
  ROWS_AT_ONCE = 18,  /* a row of wrapped text takes a millisecond to make and measure; these fill the page */
  ROWS_OF_VIEW = 216, /* a list view makes no more, however long the list */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonQuestionsPage, tenon_questions_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

/* ---- what is shown ---- */

/* (transfer full) (nullable): the casefolded words of the filter. */
static char *
dup_words (TenonQuestionsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
}

/* Folded once, as long as the question stays: a letter more is looked for in thousands of them. */
static const char *
get_folded (TenonQuestionsPage *self,
            TenonQuestion      *question)
{
  const char *const parts[] = { question->text, question->entity, question->pattern_id, question->detail, question->answer };
  char             *folded = g_hash_table_lookup (self->folded, question);
  g_autoptr (GString) all = NULL;

  if (folded != NULL)
    return folded;
  all = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (all, "%s\n", parts[i]);
  folded = g_utf8_casefold (all->str, (gssize)all->len);
  g_hash_table_insert (self->folded, g_object_ref (question), folded);
  return folded;
}

static gboolean
is_shown (TenonQuestionsPage *self,
          TenonQuestion      *question,
          const char         *words)
{
  guint    kind = gtk_drop_down_get_selected (self->kind_choice);
  gboolean is_open = tenon_question_is_open (question);

  if (gtk_toggle_button_get_active (self->open_toggle) && (!is_open || g_hash_table_contains (self->answered, question->id)))
    return FALSE;
  if (gtk_toggle_button_get_active (self->answered_toggle) && is_open)
    return FALSE;
  if (kind != 0 && kind != GTK_INVALID_LIST_POSITION && question->kind != kind - 1)
    return FALSE;
  return words == NULL || strstr (get_folded (self, question), words) != NULL;
}

static void
set_pill (GtkToggleButton *toggle,
          const char      *label,
          guint            n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", label, n);

  gtk_button_set_label (GTK_BUTTON (toggle), text);
}

static void
replace_title (GtkStringList *titles,
               guint          position,
               const char    *title)
{
  const char *const present = gtk_string_list_get_string (titles, position);
  const char *const titles_to_add[] = { title, NULL };

  if (g_strcmp0 (present, title) != 0)
    gtk_string_list_splice (titles, position, present != NULL ? 1 : 0, titles_to_add);
}

/* The kinds with how many are open, whatever the other filters say. */
static void
count_kinds (TenonQuestionsPage *self,
             GListModel         *questions)
{
  guint            n_kinds[TENON_N_QUESTION_KINDS] = { 0 };
  guint            n_open = 0;
  guint            selected = gtk_drop_down_get_selected (self->kind_choice);
  guint            n = g_list_model_get_n_items (questions);
  g_autofree char *all = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      n_kinds[question->kind] += tenon_question_is_open (question);
      n_open += tenon_question_is_open (question);
    }
  all = g_strdup_printf (_ ("All Kinds · %u"), n_open);
  replace_title (self->kinds, 0, all);
  for (guint kind = 0; kind < TENON_N_QUESTION_KINDS; kind++)
    {
      g_autofree char *title = g_strdup_printf ("%s · %u", tenon_question_kind_get_heading (kind), n_kinds[kind]);

      replace_title (self->kinds, kind + 1, title);
    }
  gtk_drop_down_set_selected (self->kind_choice, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
  set_pill (self->open_toggle, _ ("Open"), n_open);
  set_pill (self->answered_toggle, _ ("Answered"), n - n_open);
  gtk_widget_set_visible (GTK_WIDGET (self->answered_toggle), n > n_open || gtk_toggle_button_get_active (self->answered_toggle));
}

static void
show_view (TenonQuestionsPage *self)
{
  GListModel *questions = tenon_project_get_questions (self->project);
  gboolean    is_matrix = gtk_toggle_button_get_active (self->matrix_toggle);
  gboolean    has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;
  const char *name = is_matrix ? "matrix" : has_rows ? "list"
                                                     : "none";

  if (!is_matrix && !has_rows && tenon_project_count_open_questions (self->project, FALSE) == 0 && !gtk_toggle_button_get_active (self->answered_toggle)
      && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    name = "answered";
  gtk_stack_set_visible_child_name (self->views, name);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (questions) == 0 && tenon_crud_matrix_get_n_shown (self->matrix) == 0 ? "empty" : "questions");
  gtk_widget_set_visible (GTK_WIDGET (self->grouping_choice), !is_matrix);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_choice), !is_matrix);
  gtk_widget_set_visible (GTK_WIDGET (self->open_toggle), !is_matrix);
  gtk_widget_set_visible (GTK_WIDGET (self->answered_toggle), !is_matrix && (gtk_toggle_button_get_active (self->answered_toggle) || g_list_model_get_n_items (questions) > tenon_project_count_open_questions (self->project, FALSE)));
}

/* ---- selection ---- */

static gpointer
get_item (TenonQuestionsPage *self,
          guint               position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item; /* the tree keeps it alive */
}

static void
add_question (GPtrArray     *questions,
              GHashTable    *seen,
              TenonQuestion *question)
{
  if (g_hash_table_add (seen, question))
    g_ptr_array_add (questions, g_object_ref (question));
}

/* A group stands for all that is shown of it. */
static GPtrArray *
list_selected (TenonQuestionsPage *self)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkBitsetIter iter;
  guint         position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, selected, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      gpointer    item = get_item (self, position);
      GListModel *members = TENON_IS_QUESTION_BRANCH (item) ? tenon_question_branch_get_questions (item) : NULL;

      if (TENON_IS_QUESTION (item))
        add_question (questions, seen, item);
      for (guint i = 0; members != NULL && i < g_list_model_get_n_items (members); i++)
        {
          g_autoptr (TenonQuestion) question = g_list_model_get_item (members, i);

          add_question (questions, seen, question);
        }
    }
  return questions;
}

static GPtrArray *
list_asked (TenonQuestionsPage *self)
{
  GPtrArray     *questions = g_ptr_array_new_with_free_func (g_object_unref);
  TenonQuestion *question = self->asked != NULL ? tenon_project_find_question (self->project, self->asked) : NULL;

  if (question != NULL)
    g_ptr_array_add (questions, g_object_ref (question));
  return questions;
}

/* Returns: (transfer full) (element-type TenonQuestion): what it is about */
static GPtrArray *
show_answer (TenonQuestionsPage *self)
{
  GPtrArray *questions = gtk_toggle_button_get_active (self->matrix_toggle) ? list_asked (self) : list_selected (self);

  gtk_widget_set_visible (GTK_WIDGET (self->answer_scroller), questions->len > 0);
  tenon_answer_pane_set_questions (self->answer_pane, questions);
  return questions;
}

static void
show_selected (TenonQuestionsPage *self)
{
  g_autoptr (GPtrArray) questions = show_answer (self);

  if (questions->len == 1)
    {
      TenonQuestion *question = g_ptr_array_index (questions, 0);

      if (question->pattern_id != NULL)
        {
          g_autofree char *subject = g_strdup_printf ("pattern:%s", question->pattern_id);

          tenon_page_select (self, subject);
        }
    }
}

static void
selection_changed_cb (TenonQuestionsPage *self)
{
  if (!self->is_loading)
    show_selected (self);
}

/* ---- making rows ---- */

static gboolean
make_rows_cb (gpointer user_data)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (user_data);
  guint               size = gtk_slice_list_model_get_size (self->made) + ROWS_AT_ONCE;
  gboolean            is_last = size >= MIN (ROWS_OF_VIEW, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));

  gtk_slice_list_model_set_size (self->made, is_last ? G_MAXUINT : size);
  if (is_last)
    self->make_source = 0;
  return is_last ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
make_all_rows (TenonQuestionsPage *self)
{
  g_clear_handle_id (&self->make_source, g_source_remove);
  gtk_slice_list_model_set_size (self->made, G_MAXUINT);
}

/* Where most rows are about to be new: those that are seen come first, the others between the next frames.  What is
 * selected further down keeps all of them. */
static void
make_rows_slowly (TenonQuestionsPage *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (!gtk_bitset_is_empty (selected) && gtk_bitset_get_maximum (selected) >= ROWS_AT_ONCE)
    return;
  gtk_slice_list_model_set_size (self->made, ROWS_AT_ONCE);
  if (self->make_source == 0)
    self->make_source = g_idle_add (make_rows_cb, self);
}

static void
need_row (TenonQuestionsPage *self,
          guint               position)
{
  if (position >= gtk_slice_list_model_get_size (self->made))
    make_all_rows (self);
}

static void
scroll_to (TenonQuestionsPage *self,
           guint               position)
{
  need_row (self, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Where the first selected question stands; G_MAXUINT: nowhere. */
static guint
get_place (TenonQuestionsPage *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_is_empty (selected) ? G_MAXUINT : gtk_bitset_get_minimum (selected);
}

static GtkWidget *
find_row (TenonQuestionsPage *self,
          guint               position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget      *content = gtk_widget_get_first_child (child);
      GtkTreeListRow *row = content != NULL && TENON_IS_QUESTION_ROW (content) ? tenon_question_row_get_row (TENON_QUESTION_ROW (content)) : NULL;

      if (row != NULL && gtk_widget_get_mapped (child) && gtk_tree_list_row_get_position (row) == position)
        return child;
    }
  return NULL;
}

static gboolean
focus_row_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (widget);
  guint               place = get_place (self);
  GtkWidget          *row = place != G_MAXUINT ? find_row (self, place) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (row);
  return row == NULL && place != G_MAXUINT && ++self->n_frames < MOST_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The view does not know which row a person is at before one of them has the focus, and a row that is scrolled to is
 * there a frame or two later. */
static void
focus_list (TenonQuestionsPage *self)
{
  guint      place = get_place (self);
  GtkWidget *row = place != G_MAXUINT ? find_row (self, place) : NULL;

  if (gtk_toggle_button_get_active (self->matrix_toggle))
    {
      gtk_widget_child_focus (GTK_WIDGET (self->matrix), GTK_DIR_TAB_FORWARD);
      return;
    }
  if (row != NULL)
    {
      gtk_widget_grab_focus (row);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->n_frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_row_cb, NULL, NULL);
}

/* The first question at @position or after it, else the last before it. */
static gboolean
select_near (TenonQuestionsPage *self,
             guint               position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint found = G_MAXUINT;

  for (guint i = position; i < n && found == G_MAXUINT; i++)
    if (TENON_IS_QUESTION (get_item (self, i)) && tenon_question_is_open (get_item (self, i)))
      found = i;
  for (guint i = MIN (position, n); i > 0 && found == G_MAXUINT; i--)
    if (TENON_IS_QUESTION (get_item (self, i - 1)))
      found = i - 1;
  if (found == G_MAXUINT)
    return FALSE;
  need_row (self, found);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), found, TRUE);
  scroll_to (self, found);
  if (found > 0 && TENON_IS_QUESTION_BRANCH (get_item (self, found - 1)))
    scroll_to (self, found - 1); /* its heading with it */
  return TRUE;
}

static gboolean
show_question (TenonQuestionsPage *self,
               const char         *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n; i++)
    {
      gpointer item = get_item (self, i);

      if (!TENON_IS_QUESTION (item) || !g_str_equal (((TenonQuestion *)item)->id, id))
        continue;
      need_row (self, i);
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      scroll_to (self, i);
      return TRUE;
    }
  return FALSE;
}

/* ---- loading ---- */

static void
load_list (TenonQuestionsPage *self)
{
  GListModel      *questions = tenon_project_get_questions (self->project);
  g_autofree char *words = dup_words (self);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (questions);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (is_shown (self, question, words))
        g_ptr_array_add (shown, g_object_ref (question));
    }
  self->is_loading = TRUE;
  tenon_question_tree_update (self->tree, shown, gtk_drop_down_get_selected (self->grouping_choice) == 1 ? TENON_GROUP_BY_KIND : TENON_GROUP_BY_ENTITY);
  self->is_loading = FALSE;
}

static gboolean
has_focus_inside (TenonQuestionsPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->answer_pane)));
}

/* Where what was selected is answered and gone, the next question takes its place. */
static void
reload (TenonQuestionsPage *self)
{
  guint    place = get_place (self);
  gboolean had_focus = has_focus_inside (self);
  gboolean is_gone;
  g_autoptr (GPtrArray) crud = tenon_project_list_crud (self->project);

  self->is_outdated = FALSE;
  self->is_loading = TRUE;
  g_hash_table_remove_all (self->folded);
  count_kinds (self, tenon_project_get_questions (self->project));
  self->is_loading = FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    make_rows_slowly (self);
  load_list (self);
  tenon_crud_matrix_set_rows (self->matrix, crud);
  show_view (self);
  is_gone = place != G_MAXUINT && get_place (self) == G_MAXUINT && select_near (self, place);
  show_selected (self);
  if (is_gone && had_focus && !gtk_toggle_button_get_active (self->matrix_toggle))
    focus_list (self);
}

static void
questions_changed_cb (TenonQuestionsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->is_outdated = TRUE;
}

/* From here on the list says what is answered, and the matrix has its rows anew. */
static void
checked_cb (TenonQuestionsPage *self)
{
  g_hash_table_remove_all (self->answered);
  questions_changed_cb (self);
}

/* The place of the answer is there from the beginning, so that no row moves when one is selected. */
static void
begin_at_first (TenonQuestionsPage *self)
{
  self->is_loading = TRUE; /* nobody chose it: the other pages stay where they are */
  for (guint i = 0; i < MIN (ROWS_AT_ONCE, g_list_model_get_n_items (G_LIST_MODEL (self->rows))) && get_place (self) == G_MAXUINT; i++)
    if (TENON_IS_QUESTION (get_item (self, i)))
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
  self->is_loading = FALSE;
  g_ptr_array_unref (show_answer (self));
}

static void
tenon_questions_page_map (GtkWidget *widget)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (widget);

  if (self->is_outdated)
    reload (self);
  if (get_place (self) == G_MAXUINT && !gtk_toggle_button_get_active (self->matrix_toggle))
    begin_at_first (self);
  GTK_WIDGET_CLASS (tenon_questions_page_parent_class)->map (widget);
}

static void
filter_changed_cb (TenonQuestionsPage *self)
{
  g_autofree char *words = NULL;

  if (self->project == NULL || self->is_loading)
    return;
  words = dup_words (self);
  make_rows_slowly (self);
  load_list (self);
  tenon_crud_matrix_set_words (self->matrix, words);
  show_view (self);
  show_selected (self);
}

/* A question row says what its group does not. */
static void
grouping_changed_cb (TenonQuestionsPage *self)
{
  filter_changed_cb (self);
}

static void
open_toggled_cb (TenonQuestionsPage *self)
{
  if (gtk_toggle_button_get_active (self->open_toggle) && gtk_toggle_button_get_active (self->answered_toggle))
    gtk_toggle_button_set_active (self->answered_toggle, FALSE);
  filter_changed_cb (self);
}

static void
answered_toggled_cb (TenonQuestionsPage *self)
{
  if (gtk_toggle_button_get_active (self->answered_toggle) && gtk_toggle_button_get_active (self->open_toggle))
    gtk_toggle_button_set_active (self->open_toggle, FALSE);
  filter_changed_cb (self);
}

static void
show_all_cb (TenonQuestionsPage *self)
{
  self->is_loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->kind_choice, 0);
  gtk_toggle_button_set_active (self->open_toggle, FALSE);
  gtk_toggle_button_set_active (self->answered_toggle, FALSE);
  self->is_loading = FALSE;
  filter_changed_cb (self);
}

static void
view_changed_cb (TenonQuestionsPage *self)
{
  if (self->project == NULL)
    return;
  g_clear_pointer (&self->asked, g_free);
  show_view (self);
  show_selected (self);
}

static void
stop_search_cb (TenonQuestionsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  focus_list (self);
}

/* ---- answering ---- */

static void
activated_cb (GtkListView        *list,
              guint               position,
              TenonQuestionsPage *self)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row != NULL && gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    tenon_answer_pane_begin (self->answer_pane);
}

/* The checks come later than the next question: what was just answered is not asked meanwhile. */
static void
answered_cb (TenonAnswerPane    *pane,
             char              **ids,
             TenonQuestionsPage *self)
{
  guint place = get_place (self);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (self->answered, g_strdup (ids[i]));
  if (gtk_toggle_button_get_active (self->matrix_toggle))
    g_clear_pointer (&self->asked, g_free);
  load_list (self);
  show_view (self);
  if (ids != NULL && place != G_MAXUINT)
    select_near (self, get_place (self) == G_MAXUINT ? place : place + 1);
  show_selected (self);
  focus_list (self);
}

static void
matrix_draft_cb (TenonCrudMatrix    *matrix,
                 const char         *entity,
                 guint               operation,
                 TenonQuestionsPage *self)
{
  g_autofree char *by = tenon_answer_pane_dup_by (self->answer_pane);
  g_autofree char *id = NULL;
  g_autofree char *toast = NULL;
  g_autoptr (GError) error = NULL;

  if (!tenon_project_add_crud_draft (self->project, entity, operation, by, &id, &error))
    {
      tenon_page_report_error (self, _ ("Could Not Add a Draft"), error);
      return;
    }
  toast = g_strdup_printf (_ ("%s added as a draft"), id);
  tenon_page_toast (self, toast, TRUE);
}

static void
matrix_question_cb (TenonCrudMatrix    *matrix,
                    const char         *id,
                    TenonQuestionsPage *self)
{
  g_free (self->asked);
  self->asked = g_strdup (id);
  show_selected (self);
  tenon_answer_pane_begin (self->answer_pane);
}

static void
matrix_pattern_cb (TenonCrudMatrix    *matrix,
                   const char         *id,
                   TenonQuestionsPage *self)
{
  g_autofree char *subject = g_strdup_printf ("pattern:%s", id);

  tenon_page_go_to (self, subject);
}

/* ---- keys of the list ---- */

static GtkTreeListRow *
get_focused_row (TenonQuestionsPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (focus); child != NULL; child = gtk_widget_get_first_child (child))
    if (TENON_IS_QUESTION_ROW (child))
      return tenon_question_row_get_row (TENON_QUESTION_ROW (child));
  return NULL;
}

static gboolean
fold (TenonQuestionsPage *self,
      gboolean            unfold)
{
  GtkTreeListRow *row = get_focused_row (self);
  g_autoptr (GtkTreeListRow) parent = NULL;

  if (row == NULL)
    return FALSE;
  if (gtk_tree_list_row_is_expandable (row))
    {
      gtk_tree_list_row_set_expanded (row, unfold);
      return TRUE;
    }
  parent = gtk_tree_list_row_get_parent (row);
  if (unfold || parent == NULL)
    return FALSE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_tree_list_row_get_position (parent), TRUE);
  scroll_to (self, gtk_tree_list_row_get_position (parent));
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

static gboolean
list_key_cb (TenonQuestionsPage *self,
             guint               key,
             guint               code,
             GdkModifierType     modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      return fold (self, FALSE);
    case GDK_KEY_Right:
      return fold (self, TRUE);
    case GDK_KEY_Insert:
    case GDK_KEY_a:
      return tenon_answer_pane_add_drafts (self->answer_pane);
    case GDK_KEY_Delete:
    case GDK_KEY_d:
      return tenon_answer_pane_begin_decline (self->answer_pane);
    case GDK_KEY_r:
      return tenon_answer_pane_reopen (self->answer_pane);
    default:
      return FALSE;
    }
}

/* ---- rows ---- */

static void
set_up_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               TenonQuestionsPage       *self)
{
  gtk_list_item_set_child (item, tenon_question_row_new ());
}

/* There is nothing to unbind: the next question takes the place of the one before. */
static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             TenonQuestionsPage       *self)
{
  TenonQuestionRow *row = TENON_QUESTION_ROW (gtk_list_item_get_child (item));

  tenon_question_row_set_shows_kind (row, gtk_drop_down_get_selected (self->grouping_choice) == 0);
  tenon_question_row_bind (row, gtk_list_item_get_item (item));
}

static GListModel *
create_children_cb (gpointer item,
                    gpointer user_data)
{
  return TENON_IS_QUESTION_BRANCH (item) ? g_object_ref (tenon_question_branch_get_questions (item)) : NULL;
}

/* ---- the page ---- */

static void
find (TenonPage *page)
{
  gtk_widget_grab_focus (TENON_QUESTIONS_PAGE (page)->search_entry);
}

static gboolean
enter (TenonPage *page)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (page);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0 && !gtk_toggle_button_get_active (self->matrix_toggle))
    return FALSE;
  focus_list (self);
  return TRUE;
}

static gboolean
reveal (TenonPage  *page,
        const char *subject)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (page);
  const char         *id = g_str_has_prefix (subject, "question:") ? subject + strlen ("question:") : NULL;

  if (id == NULL || tenon_project_find_question (self->project, id) == NULL)
    return FALSE;
  gtk_toggle_button_set_active (self->list_toggle, TRUE);
  if (!show_question (self, id))
    {
      show_all_cb (self);
      show_question (self, id);
    }
  focus_list (self);
  return TRUE;
}

static gboolean
perform (TenonPage  *page,
         const char *action)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (page);

  if (g_strcmp0 (action, "answer-questions") != 0)
    return FALSE;
  gtk_toggle_button_set_active (self->list_toggle, TRUE);
  show_all_cb (self);
  gtk_toggle_button_set_active (self->open_toggle, TRUE);
  select_near (self, 0);
  focus_list (self);
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->find = find;
  iface->enter = enter;
  iface->reveal = reveal;
  iface->perform = perform;
}

static void
tenon_questions_page_dispose (GObject *object)
{
  TenonQuestionsPage *self = TENON_QUESTIONS_PAGE (object);

  g_clear_handle_id (&self->make_source, g_source_remove);
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (tenon_project_get_questions (self->project), self);
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_list_view_set_model (self->list, NULL);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->made);
  g_clear_object (&self->rows);
  g_clear_object (&self->tree);
  g_clear_object (&self->kinds);
  g_clear_object (&self->project);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->answered, g_hash_table_unref);
  g_clear_pointer (&self->folded, g_hash_table_unref);
  G_OBJECT_CLASS (tenon_questions_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, list_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, matrix_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, grouping_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, open_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, answered_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, views);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, answer_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonQuestionsPage, answer_pane);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grouping_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, matrix_question_cb);
  gtk_widget_class_bind_template_callback (widget_class, matrix_pattern_cb);
  gtk_widget_class_bind_template_callback (widget_class, matrix_draft_cb);
}

static void
tenon_questions_page_class_init (TenonQuestionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_questions_page_dispose;
  widget_class->map = tenon_questions_page_map;
  g_type_ensure (TENON_TYPE_TAB_STOP);
  g_type_ensure (TENON_TYPE_ANSWER_PANE);
  g_type_ensure (TENON_TYPE_CRUD_MATRIX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-questions-page.ui");
  bind_template (widget_class);
}

/* The longest kind must not make the bar wide. */
static void
set_up_kind_label_cb (GtkSignalListItemFactory *factory,
                      GtkListItem              *item,
                      gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_list_item_set_child (item, label);
}

static void
set_up_kind_row_cb (GtkSignalListItemFactory *factory,
                    GtkListItem              *item,
                    gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_kind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
set_up_kinds (TenonQuestionsPage *self)
{
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  self->kinds = gtk_string_list_new (NULL);
  g_signal_connect (button, "setup", G_CALLBACK (set_up_kind_label_cb), NULL);
  g_signal_connect (button, "bind", G_CALLBACK (bind_kind_cb), NULL);
  g_signal_connect (rows, "setup", G_CALLBACK (set_up_kind_row_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_kind_cb), NULL);
  gtk_drop_down_set_factory (self->kind_choice, button);
  gtk_drop_down_set_list_factory (self->kind_choice, rows);
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (self->kinds));
}

static void
set_up_list (TenonQuestionsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->tree = tenon_question_tree_new ();
  self->rows = gtk_tree_list_model_new (g_object_ref (tenon_question_tree_get_groups (self->tree)), FALSE, TRUE, create_children_cb, NULL, NULL);
  self->made = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), 0, G_MAXUINT);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->made)));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
tenon_questions_page_init (TenonQuestionsPage *self)
{
  self->is_loading = TRUE;
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folded = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_kinds (self);
  set_up_list (self);
  self->is_loading = FALSE;
}

GtkWidget *
tenon_questions_page_new (TenonProject *project)
{
  TenonQuestionsPage *self = g_object_new (TENON_TYPE_QUESTIONS_PAGE, NULL);

  self->project = g_object_ref (project);
  tenon_answer_pane_set_project (self->answer_pane, project);
  tenon_crud_matrix_set_project (self->matrix, project);
  g_signal_connect_swapped (tenon_project_get_questions (project), "items-changed", G_CALLBACK (questions_changed_cb), self);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), self);
  reload (self);
  return GTK_WIDGET (self);
}
