/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the list of questions: a group with its counts, or a question in a line or two. */
#define TENON_TYPE_QUESTION_ROW (tenon_question_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonQuestionRow, tenon_question_row, TENON, QUESTION_ROW, GtkWidget)

GtkWidget *tenon_question_row_new (void);

void            tenon_question_row_bind (TenonQuestionRow *self,
                                         GtkTreeListRow   *row);
void            tenon_question_row_set_shows_kind (TenonQuestionRow *self,
                                                   gboolean          shows_kind);
GtkTreeListRow *tenon_question_row_get_row (TenonQuestionRow *self);

G_END_DECLS
