/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

char *tenon_decision_log_append (TenonModel *model,
                                 const char *log);

G_END_DECLS
