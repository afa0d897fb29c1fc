/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the list of questions. */

#include "app/questions/tenon-question-row.h"

#include <glib/gi18n-lib.h>

#include "app/questions/tenon-question-tree.h"
#include "app/questions/tenon-question-words.h"

struct _TenonQuestionRow
{
  GtkWidget parent_instance;

  GtkTreeExpander *expander; /* (unowned) */
  GtkImage        *sign;     /* (unowned) */
  GtkLabel        *text;     /* (unowned) */
  GtkLabel        *aside;    /* (unowned) counts, or what is the matter, or who answered */

  GtkTreeListRow *row;   /* (owned) (nullable) */
  GObject        *group; /* (owned) (nullable) whose counts are followed */
  gboolean        shows_kind;
  gboolean        is_shown; /* what the row holds stands in the labels */
};

G_DEFINE_FINAL_TYPE (TenonQuestionRow, tenon_question_row, GTK_TYPE_WIDGET)

/* What has the focus, and so is spoken, is the list's own widget around the row. */
static void
name_row (TenonQuestionRow *self,
          const char       *name,
          const char       *description)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (item != NULL ? item : GTK_WIDGET (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show_counts (TenonQuestionRow *self)
{
  TenonQuestionBranch *group = TENON_QUESTION_BRANCH (self->group);
  guint                n = g_list_model_get_n_items (tenon_question_branch_get_questions (group));
  guint                n_open = tenon_question_branch_get_n_open (group);
  g_autofree char     *open = g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);
  g_autofree char     *answered = n > n_open ? g_strdup_printf (ngettext ("%u answered", "%u answered", n - n_open), n - n_open) : NULL;
  g_autofree char     *aside = n_open == 0 ? g_strdup (answered) : answered != NULL ? g_strdup_printf ("%s · %s", open, answered)
                                                                                    : g_strdup (open);
  g_autofree char     *label = g_strdup_printf ("%s: %s", tenon_question_branch_get_title (group), aside);

  gtk_label_set_text (self->text, tenon_question_branch_get_title (group));
  gtk_label_set_text (self->aside, aside);
  name_row (self, label, "");
}

static void
show_group (TenonQuestionRow *self,
            GObject          *group)
{
  self->group = g_object_ref (group);
  g_signal_connect_object (group, "notify::n-open", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self), "group");
  gtk_widget_set_visible (GTK_WIDGET (self->sign), FALSE);
  show_counts (self);
}

static char *
dup_aside (TenonQuestionRow *self,
           TenonQuestion    *question)
{
  if (!tenon_question_is_open (question))
    return tenon_words_dup_when (question->by, question->at);
  if (self->shows_kind)
    return g_strdup (tenon_question_kind_get_heading (question->kind));
  return g_strdup (question->entity != NULL ? question->entity : "");
}

static void
show_question (TenonQuestionRow *self,
               TenonQuestion    *question)
{
  gboolean         is_open = tenon_question_is_open (question);
  g_autofree char *aside = dup_aside (self, question);
  const char      *state = is_open ? (question->blocks ? _ ("Open") : _ ("Open; only a later decision waits for it")) : _ ("Answered");

  gtk_widget_remove_css_class (GTK_WIDGET (self), "group");
  gtk_widget_set_visible (GTK_WIDGET (self->sign), TRUE);
  gtk_image_set_from_icon_name (self->sign, is_open ? (question->blocks ? "tenon-question-symbolic" : "tenon-question-later-symbolic") : "tenon-gate-approved-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sign), GTK_ACCESSIBLE_PROPERTY_LABEL, state, -1);
  gtk_label_set_text (self->text, question->text);
  gtk_label_set_text (self->aside, aside);
  name_row (self, question->text, state);
}

static gboolean
query_tooltip_cb (GtkWidget        *sign,
                  int               x,
                  int               y,
                  gboolean          by_keyboard,
                  GtkTooltip       *tooltip,
                  TenonQuestionRow *self)
{
  g_autoptr (GObject) item = self->row != NULL ? gtk_tree_list_row_get_item (self->row) : NULL;

  if (!TENON_IS_QUESTION (item))
    return FALSE;
  gtk_tooltip_set_text (tooltip, !tenon_question_is_open (TENON_QUESTION (item)) ? _ ("Answered") : TENON_QUESTION (item)->blocks ? _ ("Open")
                                                                                                                                  : _ ("Open; only a later decision waits for it"));
  return TRUE;
}

static void
tenon_question_row_dispose (GObject *object)
{
  TenonQuestionRow *self = TENON_QUESTION_ROW (object);

  tenon_question_row_bind (self, NULL);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->expander));
  self->expander = NULL;
  G_OBJECT_CLASS (tenon_question_row_parent_class)->dispose (object);
}

static void
tenon_question_row_class_init (TenonQuestionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_question_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "questionrow");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tenon_question_row_init (TenonQuestionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->sign = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->sign), TRUE);
  g_signal_connect (self->sign, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_lines (self->text, 2);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "text");
  self->aside = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->aside, 1);
  gtk_label_set_ellipsize (self->aside, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->aside, 32);
  gtk_widget_add_css_class (GTK_WIDGET (self->aside), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->aside), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->aside), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sign));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->aside));

  self->expander = GTK_TREE_EXPANDER (gtk_tree_expander_new ());
  gtk_tree_expander_set_child (self->expander, box);
  gtk_widget_set_focusable (GTK_WIDGET (self->expander), FALSE); /* the row has the focus, and its keys */
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
}

GtkWidget *
tenon_question_row_new (void)
{
  return g_object_new (TENON_TYPE_QUESTION_ROW, NULL);
}

/**
 * tenon_question_row_bind:
 * @row: (nullable): of #TenonQuestionBranch or #TenonQuestion; %NULL lets go
 */
void
tenon_question_row_bind (TenonQuestionRow *self,
                         GtkTreeListRow   *row)
{
  g_autoptr (GObject) item = NULL;

  /* GTK 4.8 binds a row anew whenever it is selected or not. */
  if (row != NULL && row == self->row && self->is_shown)
    return;
  if (self->group != NULL)
    g_signal_handlers_disconnect_by_data (self->group, self);
  g_clear_object (&self->group);
  g_set_object (&self->row, row);
  if (self->expander != NULL)
    gtk_tree_expander_set_list_row (self->expander, row);
  if (row == NULL)
    return;
  self->is_shown = TRUE;
  item = gtk_tree_list_row_get_item (row);
  if (TENON_IS_QUESTION_BRANCH (item))
    show_group (self, item);
  else
    show_question (self, TENON_QUESTION (item));
}

/**
 * tenon_question_row_set_shows_kind:
 * @shows_kind: whether a question says what is the matter, where the groups do not; else what it is about
 */
void
tenon_question_row_set_shows_kind (TenonQuestionRow *self,
                                   gboolean          shows_kind)
{
  self->is_shown = self->is_shown && self->shows_kind == shows_kind;
  self->shows_kind = shows_kind;
}

/**
 * tenon_question_row_get_row:
 *
 * Returns: (transfer none) (nullable): what the row shows
 */
GtkTreeListRow *
tenon_question_row_get_row (TenonQuestionRow *self)
{
  return self->row;
}
