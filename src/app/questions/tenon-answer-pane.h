/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-questions.h"

G_BEGIN_DECLS

/* The selected questions and the ways to answer them.
 * Signals: "answered" (strv: which; NULL where they are open again), "left" (Esc: back to the list). */
#define TENON_TYPE_ANSWER_PANE (tenon_answer_pane_get_type ())
G_DECLARE_FINAL_TYPE (TenonAnswerPane, tenon_answer_pane, TENON, ANSWER_PANE, GtkBox)

GtkWidget *tenon_answer_pane_new (TenonProject *project);

void     tenon_answer_pane_set_project (TenonAnswerPane *self,
                                        TenonProject    *project);
void     tenon_answer_pane_set_questions (TenonAnswerPane *self,
                                          GPtrArray       *questions);
void     tenon_answer_pane_begin (TenonAnswerPane *self);
gboolean tenon_answer_pane_add_drafts (TenonAnswerPane *self);
gboolean tenon_answer_pane_begin_decline (TenonAnswerPane *self);
char    *tenon_answer_pane_dup_by (TenonAnswerPane *self);
gboolean tenon_answer_pane_reopen (TenonAnswerPane *self);

G_END_DECLS
