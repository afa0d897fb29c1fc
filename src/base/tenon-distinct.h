/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Registers of a count of different values: 2 to the power of the precision, a byte each. */
#define TENON_DISTINCT_LEAST_PRECISION 4
#define TENON_DISTINCT_MOST_PRECISION 16

void   tenon_distinct_note (guint8 *registers,
                            guint   precision,
                            guint64 hash);
double tenon_distinct_estimate (const guint8 *registers,
                                guint         precision);
double tenon_distinct_get_error (guint precision);

char    *tenon_distinct_to_text (const guint8 *registers,
                                 guint         precision);
gboolean tenon_distinct_merge_text (guint8     *registers,
                                    guint       precision,
                                    const char *text);

G_END_DECLS
