/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-facts.h"
#include "model/tenon-question.h"

G_BEGIN_DECLS

const char *tenon_question_kind_get_heading (TenonQuestionKind kind);
const char *tenon_fact_get_heading (const TenonFactDefinition *definition);
const char *tenon_fact_get_unit (const TenonFactDefinition *definition);
char       *tenon_words_dup_when (const char *by,
                                  const char *at);

G_END_DECLS
