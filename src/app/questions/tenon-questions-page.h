/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* A TenonPage: reveals "question:ID", performs "answer-questions". */
#define TENON_TYPE_QUESTIONS_PAGE (tenon_questions_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonQuestionsPage, tenon_questions_page, TENON, QUESTIONS_PAGE, AdwBin)

GtkWidget *tenon_questions_page_new (TenonProject *project);

G_END_DECLS
