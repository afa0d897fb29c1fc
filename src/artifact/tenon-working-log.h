/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tenon_working_log_append (const char *previous_text,
                                const char *at,
                                const char *task_id,
                                const char *what,
                                const char *by);

G_END_DECLS
