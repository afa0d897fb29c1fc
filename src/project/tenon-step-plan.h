/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"
#include "model/tenon-review.h"
#include "model/tenon-task.h"
#include "project/tenon-derive.h"
#include "project/tenon-repository.h"
#include "project/tenon-step.h"

G_BEGIN_DECLS

/* All that the plan of a step looks at. Borrowed; nothing of it changes meanwhile. */
typedef struct
{
  const char      *root;
  TenonModel      *model;
  TenonReviews    *reviews;
  GPtrArray       *gates; /* (element-type TenonGate) */
  TenonDerived    *derived;
  TenonRepository *repository;       /* (nullable) */
  gboolean         keep_requirement; /* the requirement file has proposals nobody has looked at: not to be written over */
} TenonSituation;

typedef struct _TenonStepPlan TenonStepPlan;

TenonStepPlan *tenon_step_plan_new (const TenonSituation *situation);
void           tenon_step_plan_free (TenonStepPlan *self);

void       tenon_step_plan_advance (TenonStepPlan *self,
                                    const char    *until);
void       tenon_step_plan_complete (TenonStepPlan *self,
                                     const char    *task_id,
                                     const char    *by,
                                     const char    *note);
void       tenon_step_plan_record (TenonStepPlan *self,
                                   const char    *task_id,
                                   const char    *message,
                                   const char    *by,
                                   const char    *note);
void       tenon_step_plan_import (TenonStepPlan *self,
                                   GPtrArray     *imported);
void       tenon_step_plan_save (TenonStepPlan *self);
GPtrArray *tenon_step_plan_get_steps (TenonStepPlan *self);

GPtrArray  *tenon_tasks_list (const TenonSituation *situation);
const char *tenon_task_message (const char *task_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonStepPlan, tenon_step_plan_free)

G_END_DECLS
