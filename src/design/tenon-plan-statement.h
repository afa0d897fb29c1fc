/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-plan-requests.h"

G_BEGIN_DECLS

/* Conditions of a bound statement; inside the making of requests only. */

TenonEntity *tenon_plan_find_dotted (TenonPlan *plan, const char *dotted, const char **column);
gboolean     tenon_entity_has_dotted (TenonEntity *self, const char *dotted);
gboolean     tenon_entity_owns_condition (TenonEntity *self, TenonShapeCondition *condition);
char        *tenon_entity_dup_condition_text (TenonEntity *entity, TenonShapeCondition *condition);
char        *tenon_plan_dup_words (TenonPlan *plan, TenonShapeCondition *condition);

G_END_DECLS
