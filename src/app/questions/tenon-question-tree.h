/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/tenon-question.h"

G_BEGIN_DECLS

/* Questions that belong together. Properties: "title" (string), "n-open", "n-questions" (uint; both notify). */
#define TENON_TYPE_QUESTION_BRANCH (tenon_question_branch_get_type ())
G_DECLARE_FINAL_TYPE (TenonQuestionBranch, tenon_question_branch, TENON, QUESTION_BRANCH, GObject)

const char *tenon_question_branch_get_title (TenonQuestionBranch *self);
GListModel *tenon_question_branch_get_questions (TenonQuestionBranch *self);
guint       tenon_question_branch_get_n_open (TenonQuestionBranch *self);

typedef enum
{
  TENON_GROUP_BY_ENTITY,
  TENON_GROUP_BY_KIND,
} TenonGrouping;

/* The groups, which keep their identity, and the questions in them theirs, from one update to the next. */
#define TENON_TYPE_QUESTION_TREE (tenon_question_tree_get_type ())
G_DECLARE_FINAL_TYPE (TenonQuestionTree, tenon_question_tree, TENON, QUESTION_TREE, GObject)

TenonQuestionTree *tenon_question_tree_new (void);
GListModel        *tenon_question_tree_get_groups (TenonQuestionTree *self);
void               tenon_question_tree_update (TenonQuestionTree *self,
                                               GPtrArray         *questions,
                                               TenonGrouping      grouping);

G_END_DECLS
