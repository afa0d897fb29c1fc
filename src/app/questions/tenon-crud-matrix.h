/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-questions.h"

G_BEGIN_DECLS

/* Which entity is created, read, updated and deleted by which patterns, and where nothing does.
 * Signals: "question-activated" (string: its id), "pattern-activated" (string: its id), "draft-wanted" (string: the
 * entity, uint: a TenonCrudOperation). */
#define TENON_TYPE_CRUD_MATRIX (tenon_crud_matrix_get_type ())
G_DECLARE_FINAL_TYPE (TenonCrudMatrix, tenon_crud_matrix, TENON, CRUD_MATRIX, GtkWidget)

GtkWidget *tenon_crud_matrix_new (void);

void  tenon_crud_matrix_set_project (TenonCrudMatrix *self,
                                     TenonProject    *project);
void  tenon_crud_matrix_set_rows (TenonCrudMatrix *self,
                                  GPtrArray       *rows);
void  tenon_crud_matrix_set_words (TenonCrudMatrix *self,
                                   const char      *words);
guint tenon_crud_matrix_get_n_shown (TenonCrudMatrix *self);

G_END_DECLS
