/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-rate.h"

G_BEGIN_DECLS

const char *tenon_rate_words_get_origin (const TenonRate *rate);
const char *tenon_rate_words_get_icon_name (const TenonRate *rate);
char       *tenon_rate_words_dup_number (const TenonRate *rate);
char       *tenon_rate_words_dup_typed (const TenonRate *rate);
char       *tenon_rate_words_dup_spoken (const TenonRate *rate);
char       *tenon_rate_words_dup_reason (const TenonRate *rate);

G_END_DECLS
