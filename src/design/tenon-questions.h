/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-question.h"

G_BEGIN_DECLS

GPtrArray *tenon_questions_ask (TenonModel *model,
                                GPtrArray **crud);
GPtrArray *tenon_questions_ask_of (TenonModel    *model,
                                   TenonRequests *requests,
                                   GPtrArray    **crud);
gboolean   tenon_questions_cover (const char *rule_code);
GPtrArray *tenon_questions_list_needs (TenonModel *model);

G_END_DECLS
