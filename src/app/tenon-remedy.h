/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"

G_BEGIN_DECLS

char *tenon_remedy_dup (TenonDiagnostic *finding);
char *tenon_remedy_dup_message (const char *message);

G_END_DECLS
