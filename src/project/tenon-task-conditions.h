/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-step-plan.h"

G_BEGIN_DECLS

char *tenon_task_wait_for_import (const TenonSituation *situation);
char *tenon_task_wait_for_rates (const TenonSituation *situation);
char *tenon_task_wait_for_requirements (const TenonSituation *situation);
char *tenon_task_wait_for_design (const TenonSituation *situation);
char *tenon_task_wait_for_decisions (const TenonSituation *situation);
char *tenon_task_wait_for_tables (const TenonSituation *situation);
char *tenon_task_wait_for_approval (const TenonSituation *situation);
char *tenon_task_wait_for_contract (const TenonSituation *situation);
char *tenon_task_wait_for_readiness (const TenonSituation *situation);
char *tenon_task_account_of_import (const TenonSituation *situation);
char *tenon_task_account_of_rates (const TenonSituation *situation);
char *tenon_task_account_of_design (const TenonSituation *situation);
char *tenon_task_account_of_decisions (const TenonSituation *situation);
char *tenon_task_account_of_costs (const TenonSituation *situation);

G_END_DECLS
